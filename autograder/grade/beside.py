"""Read what was handed in beside a notebook: regular files, and no more than a sandbox can hold.

A folder that was handed in may hold anything: links that lead elsewhere, pipes into which nobody
writes, files larger than memory, paths too long to be opened. None of it may stop a batch.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

MAX_TOTAL = 32 << 20  # bytes; half of what a submission's folder holds when it runs
MAX_FILES = 1_000
_MAX_ENTRIES = 10_000  # after which no further folder is looked into
_SHOWN = 5


def is_file(path: Path) -> bool:
    """Tell whether a path is a regular file itself: no link, pipe or device."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def regular_files(folder: Path) -> Iterator[tuple[str, int, Path]]:
    """Yield each regular file below a folder: its relative path, its size, and where it is.

    In the order of their paths; links are not followed.
    """
    found = []
    for top, folders, names in os.walk(folder):
        folders.sort()
        found += [Path(top, name) for name in names]
        if len(found) + len(folders) > _MAX_ENTRIES:
            folders.clear()
    for path in sorted(found):
        try:
            known = path.lstat()
        except OSError:  # a path that is too long
            continue
        if stat.S_ISREG(known.st_mode):
            yield path.relative_to(folder).as_posix(), known.st_size, path


def files_beside(folder: Path) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Read what lies beside the notebooks of a folder.

    Returns
    -------
    files : dict
        Contents by relative path.
    remarks : tuple of str
        Says what was left out, if anything was.
    """
    files: dict[str, bytes] = {}
    left_out: list[str] = []
    room = MAX_TOTAL
    for name, size, path in regular_files(folder):
        if name.endswith(".ipynb"):
            continue
        try:
            name.encode()
            if size > room or len(files) >= MAX_FILES:
                raise ValueError
            files[name] = path.read_bytes()
        except (OSError, ValueError):  # not to be read, or a name that is no text
            left_out.append(name)
            continue
        room -= size
    if not left_out:
        return files, ()
    names = ", ".join(ascii(name)[:100] for name in left_out[:_SHOWN])
    more = f" and {len(left_out) - _SHOWN} more" if len(left_out) > _SHOWN else ""
    return files, (
        f"files beside the notebook were left out (too large, too many, or not to be read): "
        f"{names}{more}",
    )
