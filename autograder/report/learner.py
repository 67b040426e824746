"""What a learner reads who graded a notebook alone."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ..check.book import ExerciseInfo
from ..examine.result import CellResult, SubmissionResult
from .marks import MEANINGS, SIGNS, mark_of
from .words import number, part, plain


def own_table(result: SubmissionResult, exercises: Mapping[str, ExerciseInfo]) -> RenderableType:
    """Return a row an exercise, then the first failing claim of each, hints, and the total."""
    made = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("exercise", "", "points"):
        made.add_column(title, justify="right" if title == "points" else "left")
    lines: list[Text] = []
    for notebook in result.notebooks:
        names = dict.fromkeys(
            [cell.exercise for cell in notebook.cells]
            + [one.grade_id.split("-", 1)[0] for one in notebook.written]
        )
        for name in names:
            cells = [cell for cell in notebook.cells if cell.exercise == name]
            written = [one for one in notebook.written if one.grade_id.split("-", 1)[0] == name]
            mark = mark_of(cells, written)
            meaning = "a written answer, which no program marks" if written else MEANINGS[mark.kind]
            sign = "½" if mark.kind == "partial" else SIGNS[mark.kind]
            points = "" if written and not cells else part(mark.points, mark.max_points)
            info = exercises.get(name)
            title = f"{name}  {info.title}" if info else name
            made.add_row(Text(plain(title, 60)), Text(f"{sign} {meaning}"), points)
            lines += _first_failure(cells)
        lines += [Text(f"note: {plain(remark, 300)}", style="dim") for remark in notebook.remarks]
    total = Text(
        f"total {number(result.points)} of {number(result.max_points)} points", style="bold"
    )
    return Group(made, *lines, total)


def _first_failure(cells: list[CellResult]) -> list[Text]:
    """Return what went wrong first in an exercise, and what it looks like; [] where nothing did."""
    for cell in cells:
        if cell.status in ("passed", "unattempted"):
            continue
        name = plain(cell.grade_id, 80)
        lines = [Text(f"✗ {name}: {cell.held} of {cell.total} claims hold", style="red")]
        claim = next((claim for claim in cell.claims if not claim.passed), None)
        if cell.message:
            lines.append(Text(f"  {plain(cell.message)}"))
        if claim is not None:
            detail = plain(claim.detail or claim.message)
            hidden = "  a case that the released notebook does not show:\n" if claim.hidden else ""
            lines.append(Text(hidden + "\n".join(f"  {line}" for line in detail.splitlines())))
        lines += [
            Text(f"  It looks like this: {plain(one.hint)}", style="yellow")
            for one in cell.misconceptions
        ]
        return lines
    return []
