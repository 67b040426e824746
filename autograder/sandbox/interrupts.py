"""An interrupt reaches the submission's code, and nothing else.

SIGINT raises `KeyboardInterrupt` while the submission's code runs. While the worker itself reads or
writes, the interrupt waits until the submission goes on; while no question is open, it is dropped.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class Interrupts:
    """The switch for SIGINT in the worker's main thread."""

    def __init__(self) -> None:
        self._armed = False
        self._waiting = False

    def install(self) -> None:
        """Become the handler of SIGINT."""
        signal.signal(signal.SIGINT, self._handle)

    def drop(self) -> None:
        """Forget an interrupt that came when nothing ran, and let none through."""
        self._armed = self._waiting = False

    @contextmanager
    def allowed(self) -> Iterator[None]:
        """Let interrupts through inside of the block: it runs the submission's code."""
        with self._set(True):
            yield

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold interrupts back inside of the block: it reads or writes messages."""
        with self._set(False):
            yield

    @contextmanager
    def _set(self, armed: bool) -> Iterator[None]:
        before, self._armed = self._armed, armed
        try:
            self._raise_waiting()
            yield
        finally:
            self._armed = before
        self._raise_waiting()

    def _raise_waiting(self) -> None:
        if self._armed and self._waiting:
            self._waiting = False
            raise KeyboardInterrupt

    def _handle(self, _number: int, _frame: object) -> None:
        self._waiting = True
        self._raise_waiting()
