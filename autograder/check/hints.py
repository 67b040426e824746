"""Hints on request, one more each time: `hint("softmax")`."""

from __future__ import annotations

from html import escape
from pathlib import Path

from .book import SUFFIX, Book
from .show import emit

_given: dict[str, int] = {}


def hint(exercise_id: str, *, again: bool = False) -> None:
    """Show the next hint of an exercise; each call opens one more.

    Parameters
    ----------
    exercise_id : str
        As it stands above the exercise and in its checks, such as `"softmax"`.
    again : bool
        Start over from the first.
    """
    info = None
    names: list[str] = []
    for path in sorted(Path.cwd().glob(f"*{SUFFIX}")):
        exercises = Book.from_json(path.read_text(encoding="utf-8")).exercises
        names += [name for name, one in exercises.items() if one.hints]
        info = info or exercises.get(exercise_id)
    if info is None or not info.hints:
        known = ", ".join(names) or "none here: the notebook needs its *.checks.json file"
        print(f"There are no hints for '{exercise_id}'. Exercises with hints: {known}.")
        return
    number = 0 if again else min(_given.get(exercise_id, 0), len(info.hints) - 1)
    _given[exercise_id] = number + 1
    text = info.hints[number]
    head = f"Hint {number + 1} of {len(info.hints)}"
    emit(f"{head}: {text}", f"<div><b>{head}.</b> {escape(text)}</div>")
