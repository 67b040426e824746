"""One mark for each student and exercise, from the test cells of that exercise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..examine.result import CellResult, WrittenResult
from .words import part

MarkKind = Literal[
    "full", "partial", "none", "unattempted", "crashed", "timeout", "missing", "waiting"
]
#: Signs tell marks apart without colour; `partial` shows its points instead.
SIGNS: dict[MarkKind, str] = {
    "full": "✓",
    "partial": "½",
    "none": "✗",
    "unattempted": "○",
    "crashed": "!",
    "timeout": "⏱",
    "missing": "–",
    "waiting": "✎",
}
MEANINGS: dict[MarkKind, str] = {
    "full": "full marks",
    "partial": "part of the points",
    "none": "attempted, no points",
    "unattempted": "not attempted",
    "crashed": "the process ended",
    "timeout": "stopped at the time limit",
    "missing": "not in the file",
    "waiting": "written answer, waits for you",
}


@dataclass(frozen=True)
class Mark:
    """What one student has for one exercise.

    Attributes
    ----------
    points, max_points : float
        Of its test cells; for a written answer the maximum only, since nobody has graded it.
    """

    kind: MarkKind
    points: float = 0.0
    max_points: float = 0.0

    @property
    def text(self) -> str:
        """Return the sign, or points such as 2/3."""
        return part(self.points, self.max_points) if self.kind == "partial" else SIGNS[self.kind]

    @property
    def share(self) -> float:
        """Return the points as a share of 1."""
        return self.points / self.max_points if self.max_points else 0.0

    @property
    def words(self) -> str:
        """Return what the mark means, for ears and tooltips."""
        points = "" if self.kind == "waiting" else f", {part(self.points, self.max_points)}"
        return MEANINGS[self.kind] + points

    @property
    def attempted(self) -> bool:
        """Return whether there was an answer to judge."""
        return self.kind not in ("unattempted", "missing")


def mark_of(cells: Sequence[CellResult], written: Sequence[WrittenResult] = ()) -> Mark:
    """Return the mark of one exercise.

    What stopped the process comes before what the claims say: a person has to look at it.
    """
    points = sum(cell.points for cell in cells)
    most = sum(cell.max_points for cell in cells)
    if not cells:
        answered = any(one.answered for one in written)
        kind: MarkKind = "waiting" if answered else "unattempted" if written else "missing"
        return Mark(kind, 0.0, sum(one.max_points for one in written))
    states = {cell.status for cell in cells}
    if states == {"passed"}:
        return Mark("full", points, most)
    if "crashed" in states:
        return Mark("crashed", points, most)
    if "timeout" in states:
        return Mark("timeout", points, most)
    if states == {"missing"}:
        return Mark("missing", points, most)
    if states <= {"unattempted", "missing"}:
        return Mark("unattempted", points, most)
    return Mark("partial" if points > 0 else "none", points, most)
