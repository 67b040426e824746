"""What lies in a submission's folder while it is examined: the course's files first of all.

A learner's own files are there too, and modules among them can be imported. But nothing of theirs
takes the place of what the notebook's given cells rely on: a file of the course's, or a module that
the course, its packages or Python itself bring.
"""

from __future__ import annotations

import importlib.machinery
import sys
import sysconfig
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ..build.release import chapter_files
from ..notebook import MAX_BYTES
from ..source import Chapter

_OWN_PACKAGES = ("autograder", "course")
#: Together; the folder inside of the walls holds 64 MB.
_MAX_TOTAL = 40 * 1024 * 1024


def read_files(folder: Path) -> dict[str, bytes]:
    """Read what was handed in beside the notebooks, by relative path.

    Links are not followed: they name something else. What cannot be read, or is larger than
    anything a notebook needs, is left out.
    """
    files = {}
    total = 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        try:
            name.encode()
            if path.is_symlink() or not path.is_file() or path.suffix == ".ipynb":
                continue
            size = path.stat().st_size
            if size > MAX_BYTES or total + size > _MAX_TOTAL:
                continue
            files[name] = path.read_bytes()
            total += size
        except (OSError, UnicodeEncodeError):
            continue
    return files


def folder_files(
    chapter: Chapter, theirs: Mapping[str, bytes]
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Put a submission's files and the course's together.

    Returns
    -------
    files : dict of str to bytes
        By path relative to the folder.
    remarks : tuple of str
        Which files were handed in and are not there as such.
    """
    own = chapter_files(chapter)
    packages = {name.split("/")[0] for name in theirs if _is_package(name)}
    modules = {module for name in own if (module := _module(name, set()))}
    kept: dict[str, bytes] = {}
    replaced, hiding = [], []
    for name, content in theirs.items():
        if "__pycache__" in name.split("/"):
            continue  # it would be believed to be what the course's file was compiled to
        module = _module(name, packages)
        if _meets(name, own) or module in modules:
            if own.get(name) != content:
                replaced.append(name)
        elif module and _is_taken(module):
            hiding.append(name)
        else:
            kept[name] = content
    remarks = []
    if replaced:
        remarks.append(f"the course's own files were used instead of {_some(replaced)}")
    if hiding:
        remarks.append(f"left out, for hiding modules that the course uses: {_some(hiding)}")
    return {**kept, **own}, tuple(remarks)


def modules_beside(chapter: Chapter) -> set[str]:
    """Return the modules among the course's files: what every chapter has otherwise."""
    return {name.split("/")[0].partition(".")[0] for name in chapter_files(chapter)}


def _is_package(name: str) -> bool:
    parts = name.split("/")
    return len(parts) == 2 and parts[1].partition(".")[0] == "__init__"


def _module(name: str, packages: set[str]) -> str:
    """Return the module that a file would be imported as, or be part of; empty for data."""
    top, _, below = name.partition("/")
    if below:
        return top if top in packages else ""
    importable = top.endswith(tuple(importlib.machinery.all_suffixes()))
    return top.partition(".")[0] if importable else ""


def _meets(name: str, own: Mapping[str, bytes]) -> bool:
    """Tell whether a file stands where one of the course's does, or in its way."""
    mine = name.casefold()
    return any(
        mine == other or mine.startswith(f"{other}/") or other.startswith(f"{mine}/")
        for other in map(str.casefold, own)
    )


@lru_cache(maxsize=4096)
def _is_taken(module: str) -> bool:
    """Tell whether Python, an installed package or the course has a module of this name."""
    if module in sys.stdlib_module_names or module in _OWN_PACKAGES:
        return True
    places = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    return importlib.machinery.PathFinder.find_spec(module, sorted(places)) is not None


def _some(names: list[str]) -> str:
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(name[:80] for name in names[:5]) + more
