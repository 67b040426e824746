"""The learner's own code of what lost points: an instructor who reads why wants to see what."""

from __future__ import annotations

from collections.abc import Iterable

from .rebuild import Rebuilt
from .result import CellResult

MAX_ANSWER = 6_000  # characters of one exercise
_JUDGED = ("failed", "crashed", "timeout")


def answers_to_show(rebuilt: Rebuilt, cells: Iterable[CellResult]) -> dict[str, str]:
    """Return, by exercise, the answer cells of those that did not get full marks.

    What was not attempted is the skeleton, which nobody needs to see.
    """
    lost = {cell.exercise for cell in cells if cell.status in _JUDGED}
    answers: dict[str, list[str]] = {}
    for step in rebuilt.steps:
        if step.cell and step.cell.role == "answer" and step.cell.exercise in lost:
            answers.setdefault(step.cell.exercise, []).append(step.source.strip("\n"))
    return {exercise: _cut("\n\n\n".join(parts)) for exercise, parts in answers.items()}


def _cut(text: str) -> str:
    left_out = len(text) - MAX_ANSWER
    return text if left_out <= 0 else f"{text[:MAX_ANSWER]}\n[… {left_out} more characters]"
