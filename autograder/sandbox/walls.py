"""What a sandbox's process closes behind itself, inside of bubblewrap.

Around all sandboxes of a zygote stands bubblewrap (see `bubblewrap`): no network, and of the file
system what Python needs, read-only. Each sandbox adds walls against the other ones: namespaces of
its own, a folder and a /tmp of its own in memory, its own processes only in /proc, and no
capabilities. Below root each one also has a user id of its own, which owns no file anywhere.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import random
import signal
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from . import namespaces
from .namespaces import HOST_NAME, IPC, MOUNTS, NETWORK, PROCESSES, USERS

FOLDER = "/home/learner"  # where a submission's files are, whatever they are called outside
_PRIVATE = {FOLDER: "64m", "/tmp": "64m", "/dev/shm": "16m"}  # noqa: S108
PROCESSES_ALLOWED = 64  # of one submission, threads included, unless its limits say otherwise

_MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_REC, _MS_PRIVATE = 2, 4, 8, 16384, 1 << 18
_CAPABILITY_VERSION = 0x20080522
_libc = ctypes.CDLL(None, use_errno=True)


class Standing(StrEnum):
    """By what means walls are built: it depends on who starts them."""

    NONE = "none"
    USER = "user"  # an ordinary user: by user namespaces
    ROOT = "root"  # by giving each sandbox a user id of its own


def standing() -> Standing:
    """Tell which means the calling process has.

    Root of a container that maps a single user is no more than that user.
    """
    return Standing.ROOT if os.geteuid() == 0 and _last_id() > 2000 else Standing.USER


#: Of a sandbox, and of a snapshot. A snapshot's makes the sandbox's processes invisible to it.
OF_SNAPSHOT = USERS | PROCESSES


def of_sandbox(means: Standing) -> int:
    """Return the namespaces which each sandbox has for itself."""
    own = PROCESSES | MOUNTS | NETWORK | IPC | HOST_NAME
    return own | USERS if means is Standing.USER else own


def shut_in(means: Standing, files: Iterable[tuple[str, bytes]], outer: tuple[int, int]) -> None:
    """Build the walls around the calling process, fresh in its namespaces, and lay its files down.

    Parameters
    ----------
    files : iterable of (str, bytes)
        What lies in the submission's folder: relative paths and contents.
    outer : tuple of int
        The user and group id which the process had before.

    Raises
    ------
    OSError
        If any of it fails: then nothing may be executed.
    """
    user, group = outer
    if means is Standing.USER:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    else:
        user = group = _unused_id()
    _mount("none", "/", "", _MS_REC | _MS_PRIVATE, "")
    for place, size in _PRIVATE.items():
        options = f"size={size},nr_inodes=10000,mode=0700,uid={user},gid={group}"
        _mount("tmpfs", place, "tmpfs", _MS_NOSUID | _MS_NODEV, options)
    # terminals, which `!command` opens
    _mount("devpts", "/dev/pts", "devpts", _MS_NOSUID | _MS_NOEXEC, "newinstance,ptmxmode=0666")
    try:
        _mount("proc", "/proc", "proc", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC, "")
    except PermissionError:  # where parts of the machine's own /proc are covered: then none
        _mount("tmpfs", "/proc", "tmpfs", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC, "size=0,mode=0555")
    if means is Standing.ROOT:
        os.setgroups([])
        os.setresgid(group, group, group)
        os.setresuid(user, user, user)
    _drop_capabilities()
    os.umask(0o077)
    for name, content in files:
        path = Path(FOLDER) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    namespaces.prctl(1, signal.SIGKILL)  # a change of identity has cleared it


def _mount(what: str, where: str, kind: str, flags: int, options: str) -> None:
    done = _libc.mount(
        what.encode(), where.encode(), kind.encode(), ctypes.c_ulong(flags), options.encode()
    )
    _check(done, where)


def _drop_capabilities() -> None:
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    _check(_libc.capset(header, (ctypes.c_uint32 * 6)()), "capabilities")


def _check(done: int, what: str) -> None:
    if done != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), what)


def _last_id() -> int:
    """Return the highest user id that is known here."""
    last = 0
    with contextlib.suppress(OSError, ValueError):
        for line in Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines():
            first, _, count = map(int, line.split())
            last = max(last, first + count - 1)
    return min(last, 2**31 - 2)


def _unused_id() -> int:
    """Draw a user id: of so many that no two sandboxes meet, and no account has it."""
    last = _last_id()
    return random.SystemRandom().randint(last // 2, last)
