"""Cut a cell into units: statements with the global names that they bind and use."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from .scopes import Names


@dataclass(frozen=True)
class Place:
    """Where a global name stands in a unit's text: line from 0, column in UTF-8 bytes."""

    name: str
    line: int
    column: int


@dataclass(frozen=True)
class Unit:
    """Top-level statements of a cell that share lines: usually one, with the comment above it.

    Attributes
    ----------
    binds : frozenset of str
        Names that it gives a value.
    alters : frozenset of str
        Names into whose objects it writes: `table["x"] = 1`, `Layer.forward = forward`.
    at_once, later : frozenset of str
        Names that it uses, and when.
    fixed : frozenset of str
        Names in it that cannot be renamed by their places alone.
    places : tuple of Place
        Every global name of its text.
    """

    text: str
    first_line: int
    last_line: int
    nodes: tuple[ast.stmt, ...]
    binds: frozenset[str]
    alters: frozenset[str]
    at_once: frozenset[str]
    later: frozenset[str]
    fixed: frozenset[str]
    places: tuple[Place, ...]

    @property
    def defines(self) -> bool:
        """Return whether it is a function or a class."""
        return isinstance(self.nodes[-1], ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)

    @property
    def imports(self) -> bool:
        """Return whether it consists of imports."""
        return all(isinstance(node, ast.Import | ast.ImportFrom) for node in self.nodes)


def units_of(source: str, *, annotations_later: bool = False) -> list[Unit]:
    """Cut the source of a cell into units.

    Parameters
    ----------
    annotations_later : bool
        Whether annotations are not evaluated: `from __future__ import annotations`.

    Raises
    ------
    SyntaxError
        If it is not Python.
    """
    lines = source.splitlines()
    groups: list[tuple[int, int, list[ast.stmt]]] = []
    for node in ast.parse(source).body:
        decorators = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(one.lineno for one in decorators)])
        last = node.end_lineno or node.lineno
        if groups and first <= groups[-1][1]:
            before = groups.pop()
            groups.append((before[0], max(before[1], last), [*before[2], node]))
        else:
            groups.append((first, last, [node]))
    units = []
    end = 0
    for first, last, nodes in groups:
        start = first
        while start - 1 > end and lines[start - 2].lstrip().startswith("#"):
            start -= 1
        units.append(_unit(lines, start, last, nodes, annotations_later))
        end = last
    return units


def _unit(
    lines: list[str], first: int, last: int, nodes: list[ast.stmt], annotations_later: bool
) -> Unit:
    names = Names(lines, annotations_later)
    for node in nodes:
        names.visit(node)
    return Unit(
        "\n".join(lines[first - 1 : last]),
        first,
        last,
        tuple(nodes),
        frozenset(names.binds),
        frozenset(names.alters - names.binds),
        frozenset(names.at_once),
        frozenset(names.later),
        frozenset(names.fixed),
        tuple(Place(name, line - first, column) for name, line, column in names.places),
    )
