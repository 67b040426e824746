"""The examiner's hold on a zygote: start it, have it fork sandboxes and end them."""

from __future__ import annotations

import atexit
import contextlib
import dataclasses
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from . import messages
from .bubblewrap import refused, wrapped
from .channel import pair
from .errors import SandboxError, SandboxLost, StartError
from .limits import Limits
from .messages import Ask, Done, Fail
from .walls import FOLDER, PROCESSES_ALLOWED, Standing, standing

_ROOT = Path(__file__).resolve().parents[2]  # where the package `autograder` is found
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "MPLCONFIGDIR")
_SET = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "NBGRADER_EXECUTION": "autograde",  # as nbgrader says that nobody looks at pictures
    "PYTHONHASHSEED": "0",  # the order of a set is part of what a regrade must repeat
    "OPENBLAS_NUM_THREADS": "1",  # a fork keeps no threads, and classes are graded in parallel
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
_START_SECONDS = 120.0
_ANSWER_SECONDS = 30.0


class Zygote:
    """A process with everything imported, from which sandboxes are forked.

    Its environment holds a few harmless variables of ours and nothing else.

    Parameters
    ----------
    walled : bool
        Start it inside of bubblewrap, and keep each sandbox to itself. Without walls a submission
        can do what the user who grades can do.

    Raises
    ------
    NoWalls
        If this machine has no working bubblewrap; nothing was executed then.
    """

    def __init__(self, walled: bool = True) -> None:
        self.walled = walled
        self._channel, theirs = pair()
        self._owner = os.getpid()
        self._preloaded: set[str] = set()
        self._lock = threading.Lock()
        with theirs, self._channel.closed_on_error(), tempfile.TemporaryFile() as start_messages:
            self._start(theirs, start_messages)

    def _start(self, theirs: socket.socket, start_messages: IO[bytes]) -> None:
        means = standing() if self.walled else Standing.NONE
        module = "autograder.sandbox.zygote"
        command = [sys.executable, "-P", "-s", "-m", module, str(theirs.fileno()), means.value]
        with contextlib.ExitStack() as stack:
            inherited = [theirs.fileno()]
            if self.walled:
                wall = wrapped(command, _environment(), means)
                command, files = stack.enter_context(wall)
                inherited += files
            self._process = subprocess.Popen(
                command,
                pass_fds=inherited,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=start_messages,
                cwd="/",
                env=_environment(),
                start_new_session=True,  # Ctrl-C is ours to handle
            )
        theirs.close()
        why = ""
        try:
            reply = messages.unpack(self._channel.receive(time.monotonic() + _START_SECONDS))
            if isinstance(reply, Done):
                return
            why = reply.message if isinstance(reply, Fail) else "an answer to no question"
        except (SandboxLost, TimeoutError):
            pass
        self.close()
        start_messages.seek(0)
        text = start_messages.read()[-2000:].decode("utf-8", "replace")
        if self.walled and (why or text.startswith("bwrap:")):
            raise refused(why or text)
        raise StartError(f"no sandbox can be started here:\n{why or text}")

    @property
    def alive(self) -> bool:
        """Whether it can be used: it runs, and is this process's own."""
        return self._owner == os.getpid() and self._process.poll() is None

    def start(self, descriptor: int, folder: Path, limits: Limits, seed: int) -> int:
        """Fork a sandbox that serves on an open socket; return its process id.

        Behind walls it gets copies of what is in the folder, in memory, and not the folder.
        """
        files: tuple[tuple[str, bytes], ...] = ()
        inside = str(folder)
        if self.walled:
            files, inside = _files_in(folder), FOLDER
            if limits.processes is None:
                limits = dataclasses.replace(limits, processes=PROCESSES_ALLOWED)
        fields = (
            limits.address_space,
            limits.cpu_seconds,
            limits.file_size,
            limits.open_files,
            limits.processes,
        )
        return int(self._ask(Ask("start", (inside, files, fields, seed)), descriptor))

    def preload(self, modules: Iterable[str]) -> None:
        """Import modules once for all sandboxes that are forked from now on.

        Only what one trusts: it is executed in the zygote. What cannot be imported is left out.
        """
        new = [name for name in modules if name not in self._preloaded]
        if new:
            self._ask(Ask("preload", (tuple(new),)))
            self._preloaded.update(new)

    def interrupt(self, pid: int) -> None:
        """Send a sandbox SIGINT."""
        self._ask(Ask("interrupt", (pid,)))

    def end(self, pid: int) -> str:
        """Kill a sandbox and all that it started; return how it ended, in words."""
        return how_it_ended(self._ask(Ask("end", (pid,))))

    def close(self) -> None:
        """End the zygote and every sandbox that was forked from it."""
        if self._owner != os.getpid():
            return
        self._channel.close()  # it ends its children when it sees this
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _ask(self, ask: Ask, descriptor: int | None = None) -> Any:
        if not self.alive:
            raise SandboxLost("the process that sandboxes are forked from is gone")
        with self._lock:
            until = time.monotonic() + _ANSWER_SECONDS
            try:
                self._channel.send(messages.pack(ask), until=until, descriptor=descriptor)
                reply = messages.unpack(self._channel.receive(until))
            except BaseException as error:
                self._process.kill()  # an answer to this question must not answer the next
                if isinstance(error, TimeoutError):
                    raise SandboxLost("the zygote does not answer") from None
                raise
        if isinstance(reply, Fail):
            raise StartError(reply.message)
        assert isinstance(reply, Done)
        return reply.value


def how_it_ended(status: object) -> str:
    """Say in words what a wait status means; nothing for what is none."""
    if type(status) is not int:
        return ""
    with contextlib.suppress(ValueError, OverflowError):
        code = os.waitstatus_to_exitcode(status)
        if code >= 0:
            return f"it exited with status {code}"
        import signal  # noqa: PLC0415

        return f"it was ended by {signal.Signals(-code).name}"
    return ""


def _files_in(folder: Path) -> tuple[tuple[str, bytes], ...]:
    """Read the files of a folder; links are left out: they name something else."""
    if not folder.is_dir():
        raise StartError(f"there is no folder {folder}")
    return tuple(
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    )


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, **_SET, "PYTHONPATH": str(_ROOT)}


_shared: list[Zygote] = []
_walled = True


def shared_zygote(walled: bool | None = None) -> Zygote:
    """Return this process's zygote; start one if there is none, or it is gone.

    Parameters
    ----------
    walled : bool, optional
        Whether it shall have walls; by default, as it was last chosen, and at first it has.
    """
    global _walled  # noqa: PLW0603 (one choice for the process, as there is one zygote)
    if walled is not None:
        _walled = walled
    if not _shared or not _shared[0].alive or _shared[0].walled != _walled:
        for old in _shared:
            with contextlib.suppress(SandboxError):
                old.close()
        _shared[:] = []
        _shared.append(Zygote(_walled))
    return _shared[0]


@atexit.register
def _close_shared() -> None:
    for zygote in _shared:
        zygote.close()
