"""Write the chosen definitions of `earlier.py` down as one readable module."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

_WIDTH = 100
_OWN = ("autograder", "course")


@dataclass(frozen=True)
class Import:
    """One imported name; `attribute` is empty for `import module`."""

    module: str
    attribute: str
    name: str


@dataclass(frozen=True)
class Chosen:
    """One piece of the module: its text, the notebook it is from, and its lines there."""

    text: str
    origin: str
    defines: bool
    lines: tuple[int, int]


def render(chapter: str, pieces: list[Chosen], imports: list[Import]) -> str:
    """Return the module's text."""
    chapters = sorted({piece.origin.split("/")[0] for piece in pieces})
    made = (
        f"Generated from {_listed(chapters)} by `autograder build {chapter}`: "
        "change the notebooks there, not this file."
    )
    head = (
        f'"""What {chapter} takes from earlier chapters: solutions, and what those need.\n\n'
        f'{textwrap.fill(made, _WIDTH, break_on_hyphens=False)}\n"""\n'
    )
    parts = [head, *_import_blocks(imports)]
    before: Chosen | None = None
    for piece in pieces:
        blank = _blank_lines(before, piece)
        if before is None or piece.origin != before.origin:
            parts.append("\n" * (2 if before is not None and before.defines else 1))
            parts.append(f"# from {piece.origin}\n")
            blank = 2 if piece.defines else 1
        parts.append("\n" * blank + piece.text.rstrip() + "\n")
        before = piece
    return "".join(parts)


def is_generated(text: str) -> bool:
    """Tell whether a file is one that `render` made."""
    return text.startswith('"""What ') and "`autograder build " in text[:2000].replace("\n", " ")


def _listed(names: list[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _blank_lines(before: Chosen | None, piece: Chosen) -> int:
    if before is None or before.defines or piece.defines:
        return 2
    return 0 if piece.lines[0] == before.lines[1] + 1 or piece.lines == before.lines else 1


def _import_blocks(imports: list[Import]) -> list[str]:
    """Return the imports in blocks: future, standard library, packages, the course's own."""
    blocks: dict[int, list[Import]] = {}
    for one in imports:
        blocks.setdefault(_rank(one), []).append(one)
    return ["\n" + "".join(_import_lines(blocks[rank])) for rank in sorted(blocks)]


def _rank(one: Import) -> int:
    top = one.module.split(".")[0]
    if top == "__future__":
        return 0
    if top in sys.stdlib_module_names:
        return 1
    return 3 if top in _OWN else 2


def _import_lines(imports: Iterable[Import]) -> list[str]:
    lines = []
    attributes: dict[str, list[str]] = {}
    for one in imports:
        if not one.attribute:
            top = one.module.split(".")[0]
            renamed = f" as {one.name}" if one.name not in (one.module, top) else ""
            lines.append(f"import {one.module}{renamed}\n")
        else:
            renamed = f" as {one.name}" if one.name != one.attribute else ""
            attributes.setdefault(one.module, []).append(f"{one.attribute}{renamed}")
    for module, names in attributes.items():
        line = f"from {module} import {', '.join(names)}\n"
        if len(line) > _WIDTH + 1:
            inner = "".join(f"    {name},\n" for name in names)
            line = f"from {module} import (\n{inner})\n"
        lines.append(line)
    return lines
