"""Questions that are sent together, because nobody needs an answer before the last of them.

A claim `check(f).on(…)` only observes, so the calls of a test cell can wait for one another: they
cross in one write, the sandbox answers one after the other, and the answers are read when the first
of them is needed. It saves two changes of process for each call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

MOST = 64  # questions that wait together
MOST_BYTES = 32 << 10  # of them all: what a socket holds, so that writing never waits for reading


class Pending:
    """The answer to a question that was put off.

    Parameters
    ----------
    flush : callable
        Has all that wait asked and settled.
    """

    def __init__(self, flush: Callable[[], None]) -> None:
        self._flush = flush
        self._answer: Any = None
        self._error: Exception | None = None
        self.settled = False

    def settle(self, read: Callable[[], Any]) -> None:
        """Keep what `read` gives: an answer, or the error that it raises."""
        try:
            self._answer = read()
        except Exception as error:  # raised where the answer is needed
            self._error = error
        self.settled = True

    def get(self) -> Any:
        """Return the answer, or raise what asking would have raised."""
        if not self.settled:
            self._flush()
        if self._error is not None:
            raise self._error
        return self._answer


class Queue:
    """Questions of one session that wait, with the answers they will get.

    Parameters
    ----------
    exchange : callable
        Sends frames together and settles as many answers, whatever happens.
    """

    def __init__(self, exchange: Callable[[list[bytes], list[Pending]], None]) -> None:
        self._exchange = exchange
        self._frames: list[bytes] = []
        self._waiting: list[Pending] = []
        self._bytes = 0

    def add(self, frame: bytes) -> Pending:
        """Put a question off."""
        if len(self._waiting) >= MOST or self._bytes + len(frame) > MOST_BYTES:
            self.flush()
        pending = Pending(self.flush)
        self._frames.append(frame)
        self._waiting.append(pending)
        self._bytes += len(frame)
        return pending

    def flush(self) -> None:
        """Ask all that wait."""
        if self._waiting:
            frames, waiting = self._frames, self._waiting
            self._frames, self._waiting, self._bytes = [], [], 0
            self._exchange(frames, waiting)
