"""Rebuild the notebook that is run: everything from the source but the answers' text.

Order, tests, given cells, types, tags, points and metadata are the source's. Of a submission
count the text of its answer cells, found by `grade_id`, and the learner's own extra code
cells, which run where they stood (before the source cell that they preceded).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from ..source import SourceCell, SourceNotebook


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
class Rebuilt:
    """The steps in order, the prose answers, and what was odd about the file."""

    steps: tuple[Step, ...]
    written: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


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
    extra: dict[str, list[Step]] = {}  # before which source cell, by grade_id; "" at the end
    waiting: list[Step] = []
    plain = _plain_sources(source)
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
    extra[""] = waiting
    remarks += _remarks(source, submission, chosen)
    steps: list[Step] = []
    written: dict[str, str] = {}
    for own in source.cells:
        place = chosen.get(own.grade_id, -1) if own.grade_id else -1
        theirs = submission.cells[place].source if place >= 0 else ""
        steps += extra.get(own.grade_id, []) if own.grade_id else []
        if own.role == "written":
            written[own.grade_id] = theirs
        elif own.role == "answer":
            steps.append(Step(own, theirs, missing=place < 0, outputs_of=place))
        elif own.cell_type == "code":
            steps.append(Step(own, own.source, outputs_of=place))
    steps += extra[""]
    return Rebuilt(tuple(steps), written, tuple(remarks))


def _grade_id(cell: Mapping[str, Any]) -> str:
    meta = cell.get("metadata", {}).get("nbgrader", {})
    grade_id = meta.get("grade_id", "") if isinstance(meta, dict) else ""
    return grade_id if isinstance(grade_id, str) else ""


def _plain_sources(source: SourceNotebook) -> set[str]:
    """Return the sources of given cells without an id: they are no extra cells when met."""
    return {
        cell.source.strip()
        for cell in source.cells
        if cell.cell_type == "code" and not cell.grade_id
    }


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
