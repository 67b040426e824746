"""Make the autograded notebook: the course's cells, the learner's answers, all outputs.

It is what the formgrader shows and feedback is made from. Test cells stand in it without
their hidden part.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import nbformat
from nbformat import NotebookNode

from ..examine.rebuild import Rebuilt
from ..source import SourceNotebook

Output = dict[str, Any]


def autograded_notebook(
    source: SourceNotebook, rebuilt: Rebuilt, outputs: list[list[Output]]
) -> NotebookNode:
    """Put a rebuilt notebook and its outputs together.

    Parameters
    ----------
    outputs : list
        One list a step of `rebuilt`, in the same order.
    """
    queue = list(zip(rebuilt.steps, outputs, strict=True))
    cells: list[NotebookNode] = []

    def take_extra() -> None:
        while queue and queue[0][0].cell is None:
            step, out = queue.pop(0)
            cell = nbformat.v4.new_code_cell(step.source, outputs=_nodes(out))
            cells.append(cell)

    for own, node in zip(source.cells, source.node.cells, strict=True):
        cell = copy.deepcopy(node)
        if own.role == "written":
            cell.source = rebuilt.written.get(own.grade_id, "")
        elif own.cell_type == "code":
            take_extra()
            step, out = queue.pop(0)
            cell.source = own.visible_source if own.role == "test" else step.source
            cell.outputs = _nodes(out)
            cell.execution_count = None
        cells.append(cell)
    take_extra()
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=copy.deepcopy(source.node.metadata))
    notebook.nbformat_minor = 5
    return notebook


def with_checksums(notebook: NotebookNode, checksums: Mapping[str, str]) -> NotebookNode:
    """Put the released cells' checksums in, by which nbgrader tells an untouched answer."""
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader")
        if meta and meta.get("grade_id") in checksums:
            meta["checksum"] = checksums[meta["grade_id"]]
    return notebook


def _nodes(outputs: list[Output]) -> list[NotebookNode]:
    return [nbformat.from_dict(output) for output in outputs]
