"""Processes in namespaces of their own.

The kernel ends every process of a process namespace with its first one: nothing that a submission
starts outlives it, whatever it forks and however it hides. That first process is no place for a
submission, since signals that it sends to itself would be ignored; so there it only waits, passes
on an interrupt, and exits with what the submission's process exited with. A snapshot is made for
every exercise and lives for milliseconds: it is itself the first process of its namespace, at half
the price, and what a signal to itself would have ended goes on until its deadline.
An init looks now and then what memory all processes of its namespace have together, which no limit
of the system's counts.
The functions are bound at import: a submission that replaces them must not change this.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import time
from os import WNOHANG, _exit, closerange, fork, kill, listdir, waitpid
from signal import pthread_sigmask, sigtimedwait
from typing import NoReturn

from .errors import StartError
from .memory import memory_in_use

MOUNTS, HOST_NAME, IPC = 0x00020000, 0x04000000, 0x08000000  # CLONE_NEWNS, NEWUTS, NEWIPC
USERS, PROCESSES, NETWORK = 0x10000000, 0x20000000, 0x40000000  # CLONE_NEWUSER, NEWPID, NEWNET

_CLONE = {"x86_64": 56, "aarch64": 220}.get(platform.machine())  # the number of the system call
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4
_HEARD = {signal.SIGTERM, signal.SIGINT, signal.SIGCHLD}
_PATIENCE = 1.0  # seconds for the init to end its process and tell how it ended
_ALL_FILES = 1 << 20
_LOOK = 0.25  # seconds between two looks at the memory in use

_libc = ctypes.PyDLL(None, use_errno=True)  # not CDLL: nothing else may run between the two returns
_python = ctypes.PyDLL(None)
_sleep, _now = time.sleep, time.monotonic


def clone(namespaces: int) -> int:
    """Fork into fresh namespaces; return 0 in the child and its process id in the parent.

    Unlike `os.fork` it prepares Python for nothing: the child must not do more than to set up what
    it is for and to fork again.
    """
    if _CLONE is None:
        raise StartError(f"there are no walls for a processor of the kind {platform.machine()}")
    word = ctypes.c_long
    pid = _libc.syscall(
        word(_CLONE), word(namespaces | signal.SIGCHLD), word(0), word(0), word(0), word(0)
    )
    if pid < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return int(pid)


def fork_into(namespaces: int) -> int:
    """Fork into fresh namespaces as `os.fork` forks; return 0 in the child, its first process.

    Raises
    ------
    OSError
        If the system refuses, or the process has several threads: one of them may hold a lock of
        the C library, which only its own `fork` sees to.
    """
    if len(listdir("/proc/self/task")) > 1:
        raise OSError(errno.EBUSY, "a process with several threads")
    _python.PyOS_BeforeFork()
    pid = -1
    try:
        pid = clone(namespaces)
    finally:
        if pid != 0:
            _python.PyOS_AfterFork_Parent()
    if pid == 0:
        _python.PyOS_AfterFork_Child()
    return pid


def prctl(option: int, value: int) -> None:
    """Change an attribute of the calling process (Linux)."""
    _libc.prctl(option, value, 0, 0, 0)


def fork_below_init(memory: float = float("inf")) -> None:
    """Become an init, and return in its only child.

    Parameters
    ----------
    memory : float
        Bytes that all processes of the namespace may have together; with more they are ended.
    """
    prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    prctl(_PR_SET_DUMPABLE, 0)  # the submission has our user, and shall not trace us
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # ignored, there would be no status to tell
    before = pthread_sigmask(signal.SIG_BLOCK, _HEARD)
    child = fork()
    if child:
        _stay(child, memory)
    pthread_sigmask(signal.SIG_SETMASK, before - _HEARD)
    prctl(_PR_SET_DUMPABLE, 1)


def _stay(child: int, memory: float) -> NoReturn:
    """Reap, pass signals on, and end with the child."""
    closerange(0, _ALL_FILES)
    next_look = _now() + _LOOK
    while True:
        heard = sigtimedwait(_HEARD, max(0.0, next_look - _now()))
        if _now() >= next_look:
            if memory < float("inf") and memory_in_use() > memory:
                kill(-1, signal.SIGKILL)
            next_look = _now() + _LOOK
        number = heard.si_signo if heard else 0
        if number == signal.SIGINT:
            kill(child, signal.SIGINT)
        elif number == signal.SIGTERM:
            kill(child, signal.SIGKILL)
        elif number == signal.SIGCHLD:
            while (reaped := waitpid(-1, WNOHANG))[0]:
                if reaped[0] == child:
                    code = os.waitstatus_to_exitcode(reaped[1])
                    _exit(code if code >= 0 else 128 - code)


def end_first(pid: int) -> int:
    """End the first process of a namespace, and with it all others; return its wait status."""
    kill(pid, signal.SIGKILL)
    return waitpid(pid, 0)[1]  # returns when every process of the namespace is gone


def end_init(pid: int) -> int:
    """End an init and its namespace; return the wait status of the process it was for."""
    kill(pid, signal.SIGTERM)
    until, pause = _now() + _PATIENCE, 0.0001
    while (ended := waitpid(pid, WNOHANG))[0] == 0 and _now() < until:
        _sleep(pause)
        pause = min(pause * 2, 0.01)
    if ended[0] == 0:
        kill(pid, signal.SIGKILL)
        ended = waitpid(pid, 0)  # returns when every process of the namespace is gone
    status = ended[1]
    code = os.waitstatus_to_exitcode(status)
    return code - 128 if 128 < code < 128 + signal.NSIG else status
