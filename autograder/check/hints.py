"""Hints on request, one more each time: `hint("softmax")`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .book import SUFFIX, Book
from .show import emit, inline_html

_given: dict[str, int] = {}


def hint(exercise_id: Any = "", *, again: bool = False) -> None:
    """Show the next hint of an exercise; each call opens one more.

    Parameters
    ----------
    exercise_id : str or function
        As it stands in the exercise's checks, such as `"softmax"`, or what you wrote for it.
        Left out, the exercises with hints are listed.
    again : bool
        Start over from the first.
    """
    exercise_id = getattr(exercise_id, "__name__", exercise_id)
    info = None
    names: list[str] = []
    for path in sorted(Path.cwd().glob(f"*{SUFFIX}")):
        exercises = Book.from_json(path.read_text(encoding="utf-8")).exercises
        names += [name for name, one in exercises.items() if one.hints]
        info = info or exercises.get(exercise_id)
    if info is None or not info.hints:
        known = ", ".join(names) or "none here: the notebook needs its *.checks.json file"
        about = f"There are no hints for '{exercise_id}'. " if exercise_id else ""
        print(f"{about}Exercises with hints: {known}.")
        return
    number = 0 if again else min(_given.get(exercise_id, 0), len(info.hints) - 1)
    _given[exercise_id] = number + 1
    text = info.hints[number]
    head = f"Hint {number + 1} of {len(info.hints)}"
    if number + 1 == len(info.hints):
        head += ", the last"
    emit(f"{head}: {text}", f"<div><b>{head}.</b> {inline_html(text)}</div>")
