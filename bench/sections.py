"""Write sections of docs/benchmarks.md, each by the program that measures it."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import numpy as np


def machine() -> str:
    """Say on what was measured."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{cores} cores ({platform.machine()}), Python {platform.python_version()}, "
        f"NumPy {np.__version__}"
    )


def write_section(path: Path, text: str) -> None:
    """Put the section into the file, in the place of an older one."""
    title = text.splitlines()[0]
    old = path.read_text(encoding="utf-8") if path.exists() else "# Benchmarks\n\n"
    if title in old:
        before, _, rest = old.partition(title)
        after = rest.partition("\n## ")[2]
        old = before + (f"## {after}" if after else "")
    path.write_text(old.rstrip("\n") + "\n\n" + text, encoding="utf-8")
