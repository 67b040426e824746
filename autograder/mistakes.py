"""Declare known-wrong answers and accepted variants, in a chapter's `mistakes/<exercise>.py`.

Such a file is executed in a copy of the notebook's namespace, so that a wrong `xor_gate` can
call the learner's `and_gate`. Each declaration says which names it puts in place.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

Decorated = TypeVar("Decorated")
_NO_VALUE = object()


@dataclass(frozen=True)
class Declaration:
    """One wrong (or differently right) answer.

    Attributes
    ----------
    exercise : str
        Id of the exercise.
    name : str
        The function's name, or the one given.
    hint : str
        What the learner is told; for a variant, what is different about it.
    wrong : bool
        True for a mistake, False for a variant that must pass.
    bindings : mapping of str to object
        The names that it puts in place.
    where : str
        The file and the line that declare it.
    """

    exercise: str
    name: str
    hint: str
    wrong: bool
    bindings: Mapping[str, Any]
    where: str = ""


class Declarations(list[Declaration]):
    """Collects what a file of mistakes declares while it is executed."""

    def mistake(
        self,
        exercise: str,
        *,
        hint: str,
        binds: str | tuple[str, ...] = "",
        name: str = "",
        value: Any = _NO_VALUE,
    ) -> Any:
        """Declare a wrong answer; see the module `autograder.mistakes`."""
        return self._declare(exercise, hint, True, binds, name, value)

    def variant(
        self,
        exercise: str,
        what: str,
        *,
        binds: str | tuple[str, ...] = "",
        name: str = "",
        value: Any = _NO_VALUE,
    ) -> Any:
        """Declare a right answer of another form."""
        return self._declare(exercise, what, False, binds, name, value)

    def _declare(
        self,
        exercise: str,
        hint: str,
        wrong: bool,
        binds: str | tuple[str, ...],
        name: str,
        value: Any,
    ) -> Callable[[Decorated], Decorated] | None:
        names = binds or exercise
        where = _caller()
        if value is not _NO_VALUE:
            bindings = {names: value} if isinstance(names, str) else dict(value)
            self.append(Declaration(exercise, name or repr(value), hint, wrong, bindings, where))
            return None

        def keep(answer: Decorated) -> Decorated:
            if isinstance(names, str):
                bindings: Mapping[str, Any] = {names: answer}
            else:
                made = answer()  # type: ignore[operator]  # a factory, by the API
                bindings = (
                    dict(made) if isinstance(made, Mapping) else dict(zip(names, made, strict=True))
                )
            own_name = name or getattr(answer, "__name__", "")
            self.append(Declaration(exercise, own_name, hint, wrong, bindings, where))
            return answer

        return keep


def _caller() -> str:
    """Return the file and the line outside of this module that declare something."""
    frame = sys._getframe()
    while frame.f_code.co_filename == __file__ and frame.f_back is not None:
        frame = frame.f_back
    path = Path(frame.f_code.co_filename)
    folder = "mistakes/" if path.parent.name == "mistakes" else ""
    return f"{folder}{path.name}, line {frame.f_lineno}"


_collecting: Declarations | None = None


def collect(into: Declarations) -> None:
    """Send the declarations that follow into this list (the build calls it)."""
    global _collecting  # noqa: PLW0603 (the files import plain functions; this is their target)
    _collecting = into


def _target() -> Declarations:
    if _collecting is None:
        raise RuntimeError(
            "known mistakes are read by `autograder build` and `verify`, not imported"
        )
    return _collecting


def mistake(exercise: str, **options: Any) -> Any:
    """Declare a known-wrong answer of an exercise.

    Parameters
    ----------
    exercise : str
        Id of the exercise (the grade_id of its answer cell).
    hint : str
        What the learner believes or does wrong; a nudge, never the corrected code.
    binds : str or tuple of str
        The name it stands for, where that is not the exercise's id. With a tuple the decorated
        function is called without arguments and returns the objects in that order, or a dict.
    name, value
        For an exercise whose answer is a value: `mistake("prediction", name="…", value=3, …)`.
    """
    return _target().mistake(exercise, **options)


def variant(exercise: str, what: str, **options: Any) -> Any:
    """Declare an answer that is right in another way and must pass every check."""
    return _target().variant(exercise, what, **options)
