"""The names of one notebook and the units that bind them: each notebook has names of its own."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property

from ..errors import SourceError
from ..source import Chapter, SourceCell, SourceNotebook
from .bindings import Unit, units_of

_FUTURE = "from __future__ import annotations"


@dataclass(frozen=True, eq=False)
class Entry:
    """A unit at its place: `number` counts the units of its notebook."""

    space: Space
    number: int
    unit: Unit
    cell: SourceCell

    @property
    def where(self) -> str:
        """Return the notebook and the cell, in words."""
        return where(self.space.notebook, self.cell)

    @property
    def lines(self) -> tuple[int, int]:
        """Return its first and last line, such that neighbours in a cell differ by one."""
        start = self.cell.index * 1_000_000
        return start + self.unit.first_line, start + self.unit.last_line


class Space:
    """The given and answer cells of one notebook."""

    def __init__(self, chapter: Chapter, notebook: SourceNotebook) -> None:
        self.chapter = chapter
        self.notebook = notebook

    @property
    def origin(self) -> str:
        """Return where it stands, relative to the folder of sources."""
        return f"{self.chapter.name}/{self.notebook.name}.ipynb"

    @cached_property
    def entries(self) -> list[Entry]:
        """Return its units, solutions without their markers."""
        found: list[Entry] = []
        lazy = any(_FUTURE in cell.source for cell in self.notebook.cells)
        for cell in self.notebook.with_role("given", "answer"):
            try:
                units = units_of(plain_python(cell.solution_source), annotations_later=lazy)
            except SyntaxError as problem:
                raise SourceError(
                    f"{where(self.notebook, cell)} is no Python: {problem}."
                ) from None
            found += [Entry(self, len(found) + i, unit, cell) for i, unit in enumerate(units)]
        return found

    @cached_property
    def _answers(self) -> dict[str, Entry]:
        return {
            name: entry  # of several the last
            for entry in self.entries
            if entry.cell.role == "answer" and not entry.unit.imports
            for name in sorted(entry.unit.binds)
            if not name.startswith("_")
        }

    def answers(self) -> list[str]:
        """Return the names that answer cells define."""
        return list(self._answers)

    def answer(self, name: str) -> Entry:
        """Return the last unit of an answer cell that binds a name."""
        return self._answers[name]

    @cached_property
    def _binders(self) -> dict[str, list[Entry]]:
        binders: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for name in entry.unit.binds:
                binders.setdefault(name, []).append(entry)
        return binders

    def binder(self, name: str, user: Entry, *, later: bool) -> Entry | None:
        """Return the unit from which a unit has a name, or None.

        The last one before it; for what a function's body uses, the unit itself counts, and where
        there is none before, the first one behind.
        """
        binders = self._binders.get(name, [])
        before = [one for one in binders if one.number < user.number + later]
        behind = [one for one in binders if one.number > user.number]
        return before[-1] if before else behind[0] if later and behind else None

    def alterations(self, name: str, binder: Entry) -> list[Entry]:
        """Return the units that write into what a unit has bound, until it is bound anew."""
        altering = []
        for one in self.entries[binder.number + 1 :]:
            if name in one.unit.binds:
                break
            if name in one.unit.alters:
                altering.append(one)
        return altering


def where(notebook: SourceNotebook, cell: SourceCell) -> str:
    """Return a cell in words."""
    return f"{notebook.path}: cell {cell.grade_id or f'number {cell.index + 1}'}"


def plain_python(source: str) -> str:
    """Return a cell as plain Python: magics are IPython's spelling of calls."""
    try:
        ast.parse(source)
    except SyntaxError:
        # slow to import, and hardly ever needed
        from IPython.core.inputtransformer2 import TransformerManager  # noqa: PLC0415

        return str(TransformerManager().transform_cell(source))
    return source
