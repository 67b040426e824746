"""The class as one table for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from ..examine.result import SubmissionResult
from .marks import MEANINGS, SIGNS, Mark, MarkKind
from .overview import Overview, overview
from .words import count, number, part, percent, plain

_STYLES: dict[MarkKind, str] = {
    "full": "blue",
    "partial": "yellow",
    "none": "red",
    "unattempted": "dim",
    "crashed": "bold red",
    "timeout": "bold red",
    "missing": "dim",
    "waiting": "magenta",
}


def table(results: Sequence[SubmissionResult]) -> Table:
    """Return a row a student: points, a mark for each exercise, how many remarks; class means.

    Exercises are columns by number; the caption names them and the signs that occur.
    """
    seen = overview(results, {})
    made = Table(caption=_caption(seen), caption_justify="left", box=None)
    made.padding = (0, 1, 0, 0)
    made.add_column("student", min_width=12)  # the one column that gives way
    made.add_column("points", justify="right", no_wrap=True)
    for exercise in seen.exercises:
        made.add_column(str(exercise.number + 1), justify="center", no_wrap=True, min_width=3)
    made.add_column("notes", justify="right", no_wrap=True)
    for student in seen.students:
        made.add_row(
            Text(plain(student.name, 60), no_wrap=True, overflow="ellipsis"),
            part(student.result.points, student.result.max_points)
            if student.readable
            else Text(student.state, style="bold red"),
            *(_shown(mark) for mark in student.marks),
            str(len(student.remarks)) if student.remarks else "",
        )
    if seen.readable:
        made.add_section()
        made.add_row(
            Text("class mean %", style="bold", no_wrap=True),
            Text(f"{number(seen.mean, 1)}/{number(seen.max_points)}", style="bold"),
            *("" if one.written else percent(one.mean_share).rstrip("%") for one in seen.exercises),
            "",
        )
    return made


def _shown(mark: Mark) -> Text:
    whole = mark.points == int(mark.points) and mark.max_points == int(mark.max_points)
    text = mark.text if mark.kind != "partial" or whole else percent(mark.share)  # three wide
    return Text(text, style=_STYLES[mark.kind])


def _caption(seen: Overview) -> Text:
    if not seen.students:
        return Text("no submissions")
    names = "  ".join(
        f"{one.number + 1}\N{NO-BREAK SPACE}{plain(one.name, 40)}" for one in seen.exercises
    )
    met = {mark.kind for student in seen.students for mark in student.marks} - {"partial"}
    signs = "  ".join(
        f"{SIGNS[kind]} {MEANINGS[kind]}".replace(" ", "\N{NO-BREAK SPACE}")
        for kind in SIGNS
        if kind in met
    )
    notes = "notes: how many remarks the report has on the file"
    if len(seen.readable) < len(seen.students):
        notes += f"; means are of the {count(len(seen.readable), 'readable submission')}"
    return Text(f"{names}\n{signs}\n{notes}", style="dim")
