"""A submission being executed, which outlives the death of its process.

When a cell ends the process, a new one is started and everything before is run again without
that cell. So a crash costs what the cell itself was for, wherever it happens. A cell that breaks
the shell, so that later cells would not run, is treated like a crash.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ..sandbox import CellRun, Sandbox, SandboxError, TimedOut

Output = dict[str, Any]
#: A submission that keeps dying is not worth more of everybody's time.
MAX_RESTARTS = 8
_PROBE = "__still_runs__"


@dataclass(frozen=True)
class Stop:
    """Why a cell did not come to its end: `timeout` or `crashed`, and in words."""

    status: str
    message: str


class LiveSubmission:
    """Runs cells in order, in a process that is replaced when it is lost.

    Parameters
    ----------
    start : callable
        Gives a fresh sandbox.
    deadline : float
        Seconds for one cell.
    total : float
        Seconds for all cells together, those that are run again included. Cells that come later
        are not run; what was bound before can still be examined.
    """

    def __init__(
        self, start: Callable[[], Sandbox], deadline: float, total: float = float("inf")
    ) -> None:
        self._start = start
        self._deadline = deadline
        self._total = self._left = total
        self._done: list[str] = []  # what a new process has to run again
        self._restarts = 0
        self.sandbox: Sandbox | None = start()
        #: Why there is no process any more; empty while there is one.
        self.gone = ""

    def run(self, source: str) -> tuple[list[Output], Stop | None]:
        """Run one cell; return its outputs, and why it was stopped if it was."""
        if self.sandbox is None:
            return [], Stop("crashed", self.gone)
        if self._left <= 0:
            return [], Stop("timeout", f"was not run: all cells had their {self._total:g} s")
        began = time.monotonic()
        try:
            done = self.sandbox.run_cell(source, deadline=self._deadline)
            outputs, sound = done.outputs, not done.altered or self._runs_cells()
        except TimedOut as late:
            stop = Stop("timeout", f"stopped after {self._deadline:g} s")
            so_far = late.reply.outputs if isinstance(late.reply, CellRun) else []
            if late.lost or not self._runs_cells():
                self._restart()
            return [*so_far, error_output("TimedOut", stop.message)], stop
        except SandboxError as problem:
            stop = Stop("crashed", f"ended the process: {problem}")
            self._restart()
            return [error_output("ProcessEnded", stop.message)], stop
        finally:
            self._left -= time.monotonic() - began
        if not sound:
            stop = Stop("crashed", "broke the shell: no cell after it would have run")
            self._restart()
            return [*outputs, error_output("ShellBroken", stop.message)], stop
        self._done.append(source)
        return outputs, None

    def values(self, names: Iterable[str]) -> dict[str, Any]:
        """Return what names are bound to, those that are; no code of the submission's runs for it.

        Raises
        ------
        SandboxError
            If the process is lost over it; then there is a new one already.
        """
        assert self.sandbox is not None
        try:
            return self.sandbox.fetch_bound(names)
        except SandboxError:
            self._restart()
            raise

    def _runs_cells(self) -> bool:
        """Tell whether a cell still does what it says; for the submission's own good only."""
        token = secrets.randbits(32)
        try:
            assert self.sandbox is not None
            probe = f"{_PROBE} = {token}"
            if self.sandbox.run_cell(probe, deadline=self._deadline, silent=True).error is None:
                found = self.sandbox.fetch(_PROBE)
                return type(found) is int and found == token
        except (SandboxError, KeyError):
            pass
        return False

    def close(self) -> None:
        """End the process."""
        if self.sandbox is not None:
            self.sandbox.close()
            self.sandbox = None

    def _restart(self) -> None:
        """Put a new process in the place of a lost one, in the same state but for one cell."""
        self.close()
        self._restarts += 1
        if self._restarts > MAX_RESTARTS:
            self.gone = f"the submission ended its process {self._restarts} times"
            return
        try:
            self.sandbox = self._start()
            for source in self._done:
                self.sandbox.run_cell(source, deadline=self._deadline)
        except SandboxError as problem:
            self.close()
            self.gone = f"the submission could not be run again after a crash: {problem}"


def error_output(name: str, text: str) -> Output:
    """Return an error as it stands under a cell."""
    return {
        "output_type": "error",
        "ename": name,
        "evalue": text.splitlines()[0],
        "traceback": text.splitlines(),
    }
