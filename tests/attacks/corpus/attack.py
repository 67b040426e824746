"""What an attack is: a wrong `softmax`, an honest `Counter`, and one trick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell

WRONG = "def softmax(z, axis=-1):\n    return np.zeros_like(z)\n"
NOTHING_GAINED = "Nothing is gained, and the honest exercise keeps its marks."


def _nothing(_: object) -> None:
    pass


@dataclass(frozen=True)
class Attack:
    """One trick on the tiny course (`tests/tiny_course.py`).

    Attributes
    ----------
    name, trick : str
        Its key, and one sentence that explains it.
    source : str
        The text of the `softmax` cell, which stands before the honest `Counter`.
    change : callable
        What else is done to the notebook.
    files : callable
        What is done to the folder that is handed in, with its notebook there.
    holds : str
        What must hold, beyond what must always: no point gained, the neighbours' marks kept,
        nothing read, nothing left behind, and a batch that ends.
    in_class : bool
        It needs files, neighbours or a whole class: then it is graded as a batch.
    tried : str
        What its outputs or its record say when it was really carried out.
    honest_lost : str
        Why its own honest exercise cannot be kept; empty where it is.
    gains : float
        The points that it may have, where `holds` says why.
    not_under_stock : str
        Why stock nbgrader is not tried with it.
    slow : bool
        It takes long, and runs with the slow tests.
    """

    name: str
    trick: str
    source: str = WRONG
    change: Callable[[NotebookNode], object] = _nothing
    files: Callable[[Path], object] = _nothing
    holds: str = NOTHING_GAINED
    in_class: bool = False
    tried: str = ""
    honest_lost: str = ""
    gains: float = 0.0
    not_under_stock: str = ""
    slow: bool = False


def cell(node: NotebookNode, grade_id: str) -> NotebookNode:
    """Find a cell by its id."""
    return next(c for c in node.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def tests(node: NotebookNode) -> list[NotebookNode]:
    """Return everything that is graded, the written answer included."""
    return [c for c in node.cells if c.metadata.get("nbgrader", {}).get("grade")]


def every_test(**changes: object) -> Callable[[NotebookNode], None]:
    """Change nbgrader's metadata of all test cells."""

    def change(node: NotebookNode) -> None:
        for one in tests(node):
            one.metadata.nbgrader.update(changes)

    return change


def tag_tests(tag: str) -> Callable[[NotebookNode], None]:
    """Tag all test cells."""

    def change(node: NotebookNode) -> None:
        for one in tests(node):
            one.metadata["tags"] = [tag]

    return change


def first(source: str) -> Callable[[NotebookNode], None]:
    """Put a code cell before all others."""
    return lambda node: node.cells.insert(0, new_code_cell(source))


def last(source: str) -> Callable[[NotebookNode], None]:
    """Put a code cell behind all others."""
    return lambda node: node.cells.append(new_code_cell(source))


def last_text(source: str) -> Callable[[NotebookNode], None]:
    """Put a Markdown cell behind all others."""
    return lambda node: node.cells.append(new_markdown_cell(source))


def file(name: str, text: str) -> Callable[[Path], object]:
    """Lay a file beside the notebook."""

    def lay(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return lay


def twin(of: NotebookNode, source: str) -> NotebookNode:
    """Return another cell with the same metadata."""
    made = from_dict(of)
    made.source, made.id = source, "twin"
    return made
