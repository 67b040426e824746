"""A sandbox: the process in which one submission runs, and its snapshots."""

from __future__ import annotations

import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from .cells import CellRun, cell_run
from .channel import pair
from .errors import ProtocolError, SandboxError, StartError, TimedOut
from .launch import Zygote, how_it_ended, shared_zygote
from .limits import Limits
from .session import Session

_CARE_SECONDS = 10.0  # for a sandbox to fork or to end a snapshot: it computes nothing


class _Place:
    """What a sandbox and a snapshot have in common; a context manager that ends the process."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def lost(self) -> str | None:
        """Why the process can no longer be used, or None."""
        return self._session.lost

    def run_cell(self, source: str, deadline: float = 10.0, *, silent: bool = False) -> CellRun:
        """Run one cell as Jupyter would.

        Parameters
        ----------
        source : str
            IPython source: magics and top-level await mean what they mean there.
        deadline : float
            Seconds after which the cell is interrupted; if it goes on, the process is killed.
        silent : bool
            Run without history and without showing the last expression.

        Raises
        ------
        TimedOut
            If the deadline passed. ``lost`` says whether the process was killed; if not, ``reply``
            is the `CellRun` up to the interrupt, and the sandbox can be used further.
        SandboxLost
            If the process ended.
        """
        started = time.monotonic()
        try:
            reply = self._session.ask("run_cell", source, silent, seconds=deadline)
        except TimedOut as late:
            if late.reply is not None:
                late.reply = self._cell_run(late.reply, time.monotonic() - started)
            raise
        return self._cell_run(reply, time.monotonic() - started)

    def fetch(self, name: str) -> Any:
        """Return what a name is bound to: a copy of plain data, else a `Remote`.

        Raises
        ------
        KeyError
            If the name is not bound.
        """
        match self._session.ask("fetch", name):
            case (True, value):
                return value
            case (False, None):
                raise KeyError(name)
        return self._session.accuse("an answer to `fetch` that is none")

    def names(self) -> list[str]:
        """Return the names which the cells have bound."""
        names = self._session.ask("names")
        if type(names) is list and all(type(name) is str for name in names):
            return names
        return self._session.accuse("an answer to `names` that is none")

    def close(self) -> None:
        """End the process and all that it started."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _cell_run(self, reply: object, seconds: float) -> CellRun:
        try:
            return cell_run(reply, seconds)
        except ProtocolError as error:
            return self._session.accuse(str(error))


class Sandbox(_Place):
    """The process of one submission.

    Examples
    --------
    >>> with Sandbox.start(".") as sandbox:
    ...     run = sandbox.run_cell("def double(x): return 2 * x")
    ...     with sandbox.snapshot(deadline=5) as snapshot:
    ...         snapshot.fetch("double")(21)
    42
    """

    @classmethod
    def start(
        cls,
        folder: str | Path,
        *,
        limits: Limits | None = None,
        seconds: float = 10.0,
        seed: int = 0,
        zygote: Zygote | None = None,
    ) -> Self:
        """Fork a sandbox.

        Parameters
        ----------
        folder : path
            The working directory of the submission.
        limits : Limits, optional
            What it may use of the machine.
        seconds : float
            The deadline of every single operation other than `run_cell`.
        seed : int
            Seeds the global generators of `random` and `numpy.random`, so that a regrade repeats.
        zygote : Zygote, optional
            Where to fork it from; by default one which this process shares.

        Raises
        ------
        StartError
            If there is no such folder, or no process can be started.
        """
        zygote = zygote or shared_zygote()
        channel, theirs = pair()
        with theirs, channel.closed_on_error():
            pid = zygote.start(theirs.fileno(), Path(folder).resolve(), limits or Limits(), seed)
        session = Session(
            channel,
            interrupt=lambda: zygote.interrupt(pid),
            end=lambda: zygote.end(pid),
            seconds=seconds,
        )
        try:
            session.greet()
        except SandboxError as error:
            raise StartError(str(error)) from None
        return cls(session)

    def snapshot(self, deadline: float) -> Snapshot:
        """Fork the sandbox as it is now; use the result in a ``with`` statement.

        Parameters
        ----------
        deadline : float
            Seconds of wall clock for all that is asked of the snapshot together.

        Notes
        -----
        Whatever happens in the snapshot (a crash, a changed global, a patched NumPy) leaves the
        sandbox as it was. Handles belong to where they were fetched: fetch again in the snapshot.
        """
        care = self._session
        channel, theirs = pair()
        with theirs, channel.closed_on_error():
            pid = care.ask("snapshot", seconds=_CARE_SECONDS, descriptor=theirs.fileno())
            if type(pid) is not int:
                care.accuse("an answer to `snapshot` that is none")

        def interrupt() -> None:
            care.ask("interrupt", pid, seconds=_CARE_SECONDS)

        def end() -> str:
            return how_it_ended(care.ask("end", pid, seconds=_CARE_SECONDS))

        session = Session(
            channel,
            interrupt=interrupt,
            end=end,
            seconds=deadline,
            total=deadline,
            callbacks=care.callbacks,
        )
        session.greet()
        return Snapshot(session)


class Snapshot(_Place):
    """A copy of a sandbox, to examine one exercise on; made by `Sandbox.snapshot`."""

    @property
    def interrupted(self) -> bool:
        """Whether its code ever ran too long: then nobody knows where it was stopped."""
        return self._session.interrupted

    def renew(self, deadline: float) -> None:
        """Set the seconds of wall clock for all that is asked from now on."""
        self._session.renew(deadline)
