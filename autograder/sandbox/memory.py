"""What memory all processes of a process namespace have together, as its init can see it.

No limit of the system's counts this without control groups, which not every grader may set up.
"""

from __future__ import annotations

import contextlib
import os
import resource
import stat
from collections.abc import Iterable

_PAGE = resource.getpagesize()
_RESIDENT = 14  # the column of /proc/sysvipc/shm


def memory_in_use() -> int:
    """Return the bytes in use by all that can be seen in /proc but the calling process.

    What processes share is divided between them; files in memory count, should no process have
    mapped them.
    """
    numbers = [name for name in os.listdir("/proc") if name.isdigit() and name != str(os.getpid())]
    return sum(map(_of_process, numbers)) + _of_open_files(numbers) + _of_shared_segments()


def _of_process(number: str) -> int:
    try:
        with open(f"/proc/{number}/smaps_rollup", "rb") as lines:
            for line in lines:
                if line.startswith(b"Pss:"):
                    return int(line.split()[1]) << 10
    except PermissionError:  # it keeps others from looking: then what is its own is counted whole
        with contextlib.suppress(OSError), open(f"/proc/{number}/statm", "rb") as file:
            _, resident, shared = map(int, file.read().split()[:3])
            return (resident - shared) * _PAGE
    except OSError:  # it has just ended
        pass
    return 0


def _of_open_files(numbers: Iterable[str]) -> int:
    """Count open files that have no name: those made in memory (memfd_create), and deleted ones."""
    sizes: dict[tuple[int, int], int] = {}
    for number in numbers:
        with contextlib.suppress(OSError):
            for descriptor in os.listdir(f"/proc/{number}/fd"):
                with contextlib.suppress(OSError):
                    known = os.stat(f"/proc/{number}/fd/{descriptor}")
                    if stat.S_ISREG(known.st_mode) and known.st_nlink == 0:
                        sizes[known.st_dev, known.st_ino] = known.st_blocks * 512
    return sum(sizes.values())


def _of_shared_segments() -> int:
    """Count System V shared memory, which stays when no process has it."""
    try:
        with open("/proc/sysvipc/shm", "rb") as lines:
            return sum(int(line.split()[_RESIDENT]) for line in list(lines)[1:])
    except (OSError, ValueError, IndexError):
        return 0
