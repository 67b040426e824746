"""The snapshots on which test cells work: one an exercise."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from ..sandbox import Sandbox, Snapshot


class Snapshots:
    """Give every exercise a snapshot of its own, and its test cells one another's.

    Test cells of one exercise that follow one another share a snapshot, as they share a learner's
    kernel; when one of them did not come to its end, the next gets a fresh one.

    Parameters
    ----------
    deadline : float
        Seconds for each test cell.
    """

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline
        self._exercise = ""
        self._open: Snapshot | None = None

    @contextlib.contextmanager
    def of(self, sandbox: Sandbox, exercise: str) -> Iterator[Snapshot]:
        """Give a snapshot for one test cell of an exercise."""
        if self._open is not None and self._exercise == exercise:
            self._open.renew(self._deadline)
        else:
            self.end()
            self._open, self._exercise = sandbox.snapshot(self._deadline), exercise
        snapshot = self._open
        try:
            yield snapshot
        except BaseException:
            self.end()
            raise
        if snapshot.lost or snapshot.interrupted:
            self.end()

    def end(self) -> None:
        """End the snapshot that is open: a cell is about to run that later tests shall see."""
        if self._open is not None:
            self._open.close()
            self._open = None
