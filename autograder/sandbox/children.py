"""Fork a process, interrupt it, and end it with everything it started.

Used by the zygote for submissions, and by a submission's process for its snapshots. Every process
forked here leads its own session, adopts the orphans among its descendants, and dies with its
parent. So all that a submission starts stays below its process and can be found there and ended.
Behind walls it moreover has process namespaces, with which the kernel ends whatever is in them.
The functions of `os` are bound at import: a submission that replaces them must not change this.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import random
import signal
from collections.abc import Callable
from os import _exit, fork, getpid, getppid, kill, listdir, setsid, waitpid
from pathlib import Path

from .namespaces import clone, end_first, end_init, fork_below_init, fork_into

_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36
_ROUNDS = 200  # of killing, against a submission that forks faster than it is killed

_prctl = ctypes.CDLL(None, use_errno=True).prctl
_getstate, _setstate = random.getstate, random.setstate


def adopt_orphans() -> None:
    """Make the calling process the new parent of its descendants' orphans (Linux)."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


class Children:
    """The processes which the calling process has forked here.

    Parameters
    ----------
    namespaces : int
        What each child has for itself, processes at least; 0 for a plain fork.
    brief : bool
        The children live for moments: each is the first process of its namespace, without an init.
    or_plainly : bool
        Fork plainly where the system denies namespaces.
    """

    def __init__(
        self, namespaces: int = 0, *, brief: bool = False, or_plainly: bool = False
    ) -> None:
        self._brief = brief
        self._or_plainly = or_plainly
        self._namespaces = namespaces
        self._firsts: set[int] = set()  # those of the living which have a namespace and no init
        self._inits: set[int] = set()  # those of the living which are no plain forks
        self._alive: set[int] = set()
        self._others: set[int] = set()  # children that are none of ours: `subprocess` and the like

    def fork(self, enter: Callable[[], None] = lambda: None) -> int:
        """Fork; return 0 in the child and its process id in the parent.

        `enter` is called in the new namespaces, if there are any, before the child is forked
        there. The child leads a session of its own, and dies when the calling process dies. The
        state of Python's `random` is that of the parent, as NumPy's is: a snapshot is the same
        process.
        """
        if not self._alive:
            self._others = set(_children(getpid()))
        state = _getstate()
        pid = self._fork_fitly(enter)
        if pid:
            self._alive.add(pid)
            return pid
        setsid()
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        adopt_orphans()
        _setstate(state)
        self._alive.clear()
        self._others.clear()
        self._inits.clear()
        self._firsts.clear()
        return 0

    def _fork_fitly(self, enter: Callable[[], None]) -> int:
        if not self._namespaces:
            return self._fork_plainly()
        if self._brief:
            with contextlib.suppress(OSError):  # denied, or threads: try as for one that stays
                pid = fork_into(self._namespaces)
                if pid:
                    self._firsts.add(pid)
                return pid
        return self._fork_apart(enter)

    def _fork_plainly(self) -> int:
        parent = getpid()
        pid = fork()
        if pid == 0:
            _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
            if getppid() != parent:
                kill(getpid(), signal.SIGKILL)
        return pid

    def _fork_apart(self, enter: Callable[[], None]) -> int:
        try:
            pid = clone(self._namespaces)
        except OSError:
            if not self._or_plainly:
                raise
            return self._fork_plainly()
        if pid:
            self._inits.add(pid)
            return pid
        try:
            enter()
            fork_below_init()
        except BaseException:  # this copy of the parent must not go on as if it were the parent
            _exit(os.EX_OSERR)
        return 0

    def interrupt(self, pid: int) -> None:
        """Send SIGINT to a child of ours."""
        if pid in self._alive:
            _signal(pid, signal.SIGINT)

    def end(self, pid: int) -> int | None:
        """Kill a child and all that it started; return its wait status.

        None means that it is no child of ours, or was ended before.
        """
        if pid not in self._alive:
            return None
        if pid in self._firsts:
            self._alive.discard(pid)
            self._firsts.discard(pid)
            return end_first(pid)
        if pid in self._inits:
            self._alive.discard(pid)
            self._inits.discard(pid)
            return end_init(pid)
        _signal(pid, signal.SIGSTOP)
        for _ in range(_ROUNDS):
            below = _living_descendants(pid)
            if not below:
                break
            for descendant in below:
                _signal(descendant, signal.SIGKILL)
        _signal(pid, signal.SIGKILL)
        _, status = waitpid(pid, 0)
        self._alive.discard(pid)
        self._end_orphans()
        return status

    def end_all(self) -> None:
        """End every child."""
        for pid in list(self._alive):
            self.end(pid)

    def _end_orphans(self) -> None:
        """End what children that died by themselves have left to us, and reap it."""
        for _ in range(_ROUNDS):
            orphans = set(_children(getpid())) - self._alive - self._others
            if not orphans:
                break
            for orphan in orphans:
                for descendant in [*_living_descendants(orphan), orphan]:
                    _signal(descendant, signal.SIGKILL)
                with contextlib.suppress(ChildProcessError):
                    waitpid(orphan, 0)


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        kill(pid, number)


def _children(pid: int) -> list[int]:
    """List the children of a process; empty where there is no /proc."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for thread in listdir(f"/proc/{pid}/task"):
            with contextlib.suppress(OSError):
                text = Path(f"/proc/{pid}/task/{thread}/children").read_text()
                found += map(int, text.split())
    return found


def _living_descendants(pid: int) -> list[int]:
    found: list[int] = []
    for child in _children(pid):
        found += _living_descendants(child)
        if _state(child) not in {"Z", "X", ""}:
            found.append(child)
    return found


def _state(pid: int) -> str:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    return text.rpartition(") ")[2][:1]
