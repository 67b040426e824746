"""Rebuild the notebook that is run: everything from the source but the answers' text.

Order, tests, given cells, types, tags, points and metadata are the source's. Of a submission
count the text of its answer cells, found by `grade_id`, and the learner's own extra cells: code
runs where it stood (before the source cell that it preceded), notes are kept there to be read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from ..source import SourceCell, SourceNotebook

_MARKS = re.compile(r"^(?:<!-- exercise: \w+ -->|\*[0-9.]+ points?\b.*\*)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """One cell to run.

    Attributes
    ----------
    cell : SourceCell or None
        The source's cell; None for a learner's extra cell.
    source : str
        What is run.
    missing : bool
        True for an answer cell that the submission does not hold.
    outputs_of : int
        Index of the cell in the submission, -1 where it is not there.
    """

    cell: SourceCell | None
    source: str
    missing: bool = False
    outputs_of: int = -1


@dataclass(frozen=True)
class Note:
    """A learner's Markdown, an answer in prose or a cell of their own, and its pasted pictures.

    Both are as they were handed in: see `autograder.sanitise`.
    """

    source: str
    attachments: Any = None


@dataclass(frozen=True)
class Rebuilt:
    """The steps in order, the prose answers, and what was odd about the file.

    Attributes
    ----------
    notes : mapping of int to tuple of Note
        The learner's own Markdown cells, by the index of the step that follows them.
    """

    steps: tuple[Step, ...]
    written: Mapping[str, Note] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    notes: Mapping[int, tuple[Note, ...]] = field(default_factory=dict)


def rebuild(source: SourceNotebook, submission: NotebookNode) -> Rebuilt:
    """Match a submission's cells with the source's by `grade_id`.

    The first of several cells with one id counts: a copy is made by pasting below. A cell whose
    id is gone is a learner's own cell. Code in a cell turned into Markdown is still an answer.

    Parameters
    ----------
    source : SourceNotebook
    submission : NotebookNode
        Any valid notebook; nothing in its metadata but `grade_id` is believed.
    """
    known = {cell.grade_id: cell for cell in source.cells if cell.grade_id}
    chosen: dict[str, int] = {}
    remarks: list[str] = []
    # before which source cell, by grade_id; "" at the end
    extra: dict[str, list[Step | Note]] = {}
    waiting: list[Step | Note] = []
    plain = _plain_sources(source)
    text_ids = {
        node.get("id")
        for own, node in zip(source.cells, source.node.cells, strict=True)
        if own.role == "text"
    }
    for index, cell in enumerate(submission.cells):
        grade_id = _grade_id(cell)
        if grade_id in known:
            if grade_id in chosen:
                remarks.append(f"cell '{grade_id}' is there more than once; the first counts")
                continue
            chosen[grade_id] = index
            extra.setdefault(grade_id, []).extend(waiting)
            waiting = []
        elif cell.cell_type == "code" and cell.source.strip() and cell.source.strip() not in plain:
            waiting.append(Step(None, cell.source, outputs_of=index))
        elif (
            cell.cell_type == "markdown"
            and cell.get("id") not in text_ids
            and _without_marks(cell.source) not in {"", *plain}
        ):
            waiting.append(_note(cell))
    extra[""] = waiting
    remarks += _remarks(source, submission, chosen)
    steps: list[Step] = []
    notes: dict[int, tuple[Note, ...]] = {}
    written: dict[str, Note] = {}

    def add(items: list[Step | Note]) -> None:
        for item in items:
            if isinstance(item, Note):
                notes[len(steps)] = (*notes.get(len(steps), ()), item)
            else:
                steps.append(item)

    for own in source.cells:
        place = chosen.get(own.grade_id, -1) if own.grade_id else -1
        theirs = submission.cells[place].source if place >= 0 else ""
        add(extra.get(own.grade_id, []) if own.grade_id else [])
        if own.role == "written":
            written[own.grade_id] = _note(submission.cells[place]) if place >= 0 else Note("")
        elif own.role == "answer":
            steps.append(Step(own, theirs, missing=place < 0, outputs_of=place))
        elif own.cell_type == "code":
            steps.append(Step(own, own.source, outputs_of=place))
    add(extra[""])
    return Rebuilt(tuple(steps), written, tuple(remarks), notes)


def _note(cell: Mapping[str, Any]) -> Note:
    return Note(cell["source"], cell.get("attachments"))


def _grade_id(cell: Mapping[str, Any]) -> str:
    meta = cell.get("metadata", {}).get("nbgrader", {})
    grade_id = meta.get("grade_id", "") if isinstance(meta, dict) else ""
    return grade_id if isinstance(grade_id, str) else ""


def _plain_sources(source: SourceNotebook) -> set[str]:
    """Return the sources of given cells without an id: they are no extra cells when met."""
    return {
        cell.source.strip() if cell.cell_type == "code" else _without_marks(cell.source)
        for cell in source.cells
        if not cell.grade_id
    }


def _without_marks(text: str) -> str:
    """Leave out the line on points and minutes, which the release has in a marker's place."""
    return _MARKS.sub("", text).strip()


def _remarks(
    source: SourceNotebook, submission: NotebookNode, chosen: Mapping[str, int]
) -> list[str]:
    remarks = []
    for cell in source.cells:
        if not cell.grade_id:
            continue
        if cell.grade_id not in chosen:
            if cell.role != "text":
                remarks.append(f"cell '{cell.grade_id}' is missing")
            continue
        theirs = submission.cells[chosen[cell.grade_id]]
        if theirs.cell_type != cell.cell_type:
            remarks.append(f"cell '{cell.grade_id}' was turned into {theirs.cell_type}")
        if cell.role in ("test", "given") and _differs(theirs.source, cell):
            remarks.append(f"cell '{cell.grade_id}' was edited; the course's own was run")
        points = theirs.get("metadata", {}).get("nbgrader", {}).get("points")
        if cell.role == "test" and points is not None and points != cell.points:
            remarks.append(f"cell '{cell.grade_id}' claims {points!r} points")
        if "skip-execution" in (theirs.get("metadata", {}).get("tags") or ()):
            remarks.append(f"cell '{cell.grade_id}' is tagged skip-execution; it was run")
    order = [chosen[cell.grade_id] for cell in source.cells if cell.grade_id in chosen]
    if order != sorted(order):
        remarks.append("cells were moved; they were run in the course's order")
    return remarks


def _differs(theirs: str, cell: SourceCell) -> bool:
    """Compare with what was released (the source without hidden tests), white space aside."""
    return theirs.split() not in (cell.visible_source.split(), cell.source.split())
