"""Make the autograded notebook: the course's cells, the learner's answers, all outputs.

It is what the formgrader shows and feedback is made from. Test cells stand in it without
their hidden part, and everything of the learner's is made harmless here, whoever shows it then.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import nbformat
from nbformat import NotebookNode

from ..examine.rebuild import Note, Rebuilt
from ..sanitise import (
    Allowance,
    safe_attachments,
    safe_markdown,
    safe_outputs,
    safe_source,
    safe_verdict,
)
from ..source import SourceNotebook

Output = dict[str, Any]
MAX_SOURCE = 50_000  # characters of a cell that are shown; all of it is run


def autograded_notebook(
    source: SourceNotebook, rebuilt: Rebuilt, outputs: list[list[Output]]
) -> NotebookNode:
    """Put a rebuilt notebook and its outputs together.

    Parameters
    ----------
    outputs : list
        One list a step of `rebuilt`, in the same order.
    """
    made = _Maker(rebuilt, outputs)
    for own, node in zip(source.cells, source.node.cells, strict=True):
        cell = copy.deepcopy(node)
        if own.role == "written":
            made.fill(cell, rebuilt.written.get(own.grade_id, Note("")))
        elif own.cell_type == "code":
            made.take_extra()
            step, out = made.take()
            cell.execution_count = None
            if own.role == "test":
                cell.source = own.visible_source
                cell.outputs = _nodes(safe_verdict(out))
            else:
                cell.source = made.shown(step.source) if own.role == "answer" else step.source
                cell.outputs = _nodes(safe_outputs(out, made.allowance))
        made.cells.append(cell)
    made.take_extra()
    # not `new_notebook`, which validates what is the course's own and what was made just now
    return NotebookNode(
        cells=made.cells,
        metadata=copy.deepcopy(source.node.metadata),
        nbformat=4,
        nbformat_minor=5,
    )


class _Maker:
    """Puts the learner's part in, in its order, as long as there is room for it."""

    def __init__(self, rebuilt: Rebuilt, outputs: list[list[Output]]) -> None:
        self.cells: list[NotebookNode] = []
        self.allowance = Allowance()
        self._rebuilt = rebuilt
        self._steps = list(zip(rebuilt.steps, outputs, strict=True))
        self._done = 0

    def take(self) -> tuple[Any, list[Output]]:
        """Return the next step and its outputs; the learner's notes before it become cells."""
        self._add_notes()
        self._done += 1
        return self._steps[self._done - 1]

    def take_extra(self) -> None:
        """Make cells of the learner's own code, up to the next of the course's."""
        while self._done < len(self._steps) and self._steps[self._done][0].cell is None:
            step, out = self.take()
            shown = self.shown(step.source)
            outputs = _nodes(safe_outputs(out, self.allowance))
            self.cells.append(nbformat.v4.new_code_cell(shown, outputs=outputs))
        if self._done == len(self._steps):
            self._add_notes()

    def shown(self, source: str) -> str:
        """Return code as far as there is room for it."""
        shown = safe_source(source, MAX_SOURCE)
        # a page in colours is some ten times as long
        return shown if self.allowance.take(10 * len(shown)) else "# [left out here: too much]"

    def fill(self, cell: NotebookNode, note: Note) -> None:
        """Put a learner's words into a cell, with the pictures that were pasted into it."""
        if cell.cell_type == "code":
            cell.source = self.shown(note.source)
            return
        pictures = safe_attachments(note.attachments, self.allowance)
        cell.source = safe_markdown(note.source, self.allowance, pictures)
        if pictures:
            cell["attachments"] = nbformat.from_dict(pictures)

    def _add_notes(self) -> None:
        for note in self._rebuilt.notes.get(self._done, ()):
            cell = nbformat.v4.new_markdown_cell()
            self.fill(cell, note)
            self.cells.append(cell)


def with_checksums(notebook: NotebookNode, checksums: Mapping[str, str]) -> NotebookNode:
    """Put the released cells' checksums in, by which nbgrader tells an untouched answer."""
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader")
        if meta and meta.get("grade_id") in checksums:
            meta["checksum"] = checksums[meta["grade_id"]]
    return notebook


def _nodes(outputs: list[Output]) -> list[NotebookNode]:
    return [nbformat.from_dict(output) for output in outputs]
