"""Changes that happen to notebooks on their way back: cells lost, doubled, added, stripped."""

from __future__ import annotations

import copy

import nbformat
from nbformat import NotebookNode


def id_of(cell: NotebookNode) -> str:
    """Return the cell's grade_id, or the empty string."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def remove(node: NotebookNode, start: str) -> None:
    """Remove the cell of this id; with a hyphen at the end, the first whose id begins so."""
    for cell in node.cells:
        found = id_of(cell)
        if found == start or (start.endswith("-") and found.startswith(start)):
            node.cells.remove(cell)
            return


def duplicate(node: NotebookNode, grade_id: str) -> None:
    """Put a wrong copy of an answer cell below it."""
    for index, cell in enumerate(node.cells):
        if id_of(cell) == grade_id:
            twin = copy.deepcopy(cell)
            twin.id = f"{cell.id}-copy"
            twin.source = f"def {grade_id}(*args, **kwargs):\n    return None"
            node.cells.insert(index + 1, twin)
            return


def add_cells(node: NotebookNode, grade_id: str) -> None:
    """Put a learner's own cells below an answer cell."""
    sources = (
        "def my_helper(x):\n    return 2 * x\n\nprint('helper:', my_helper(21))",
        "%timeit -n 1 -r 1 my_helper(1)",
        "import asyncio\n\nawait asyncio.sleep(0)\nmy_helper(4)",
        "import matplotlib.pyplot as plt\n\nplt.plot([1, 2], [3, 4])\nplt.show()",
        "this line is not Python",
    )
    for index, cell in enumerate(node.cells):
        if id_of(cell) == grade_id:
            for number, source in enumerate(sources):
                own = nbformat.v4.new_code_cell(source, id=f"mine-{number}")
                node.cells.insert(index + 1 + number, own)
            return


def without_ids(node: NotebookNode) -> None:
    """Bring the notebook into the form before cell ids."""
    node.nbformat_minor = 2
    for cell in node.cells:
        cell.pop("id", None)


def without_metadata(node: NotebookNode) -> None:
    """Strip every cell's metadata."""
    for cell in node.cells:
        cell.metadata.clear()
