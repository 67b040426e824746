"""One student and one exercise of a class, and what a misconception is."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from ..examine.result import CellResult, NamedMistake, SubmissionResult
from .marks import Mark, MarkKind


@dataclass(frozen=True)
class Student:
    """One submission: its record, and a mark for each exercise in the overview's order."""

    number: int
    result: SubmissionResult
    marks: tuple[Mark, ...]

    @property
    def name(self) -> str:
        """Return the student's name."""
        return self.result.student

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return what was odd about the files."""
        return tuple(text for notebook in self.result.notebooks for text in notebook.remarks)

    @property
    def unread(self) -> bool:
        """Return whether a notebook was missing or could not be read."""
        return any(notebook.status != "examined" for notebook in self.result.notebooks)

    @property
    def readable(self) -> bool:
        """Return whether anything was examined: only then the points say something."""
        return any(notebook.status == "examined" for notebook in self.result.notebooks)

    @property
    def state(self) -> str:
        """Return why nothing was examined, in words."""
        states = {notebook.status for notebook in self.result.notebooks}
        if "unreadable" in states:
            return "unreadable"
        return "not examined" if "crashed" in states else "no notebook"

    def answer(self, exercise: str) -> str:
        """Return the learner's own code of an exercise that lost points."""
        return next(
            (nb.answers[exercise] for nb in self.result.notebooks if exercise in nb.answers), ""
        )

    def has(self, *kinds: MarkKind) -> bool:
        """Tell whether some exercise has one of these marks."""
        return any(mark.kind in kinds for mark in self.marks)

    def cells(self, exercise: str) -> tuple[CellResult, ...]:
        """Return the test cells of an exercise."""
        return tuple(
            cell
            for notebook in self.result.notebooks
            for cell in notebook.cells
            if cell.exercise == exercise
        )

    def misconceptions(self, exercise: str) -> tuple[NamedMistake, ...]:
        """Return the mistakes that the answer shows.

        Several may fit one test cell; those that fit all cells in which any was recognised are
        preferred.
        """
        named = [cell.misconceptions for cell in self.cells(exercise) if cell.misconceptions]
        every = dict.fromkeys(mistake for cell in named for mistake in cell)
        common = tuple(one for one in every if all(one in cell for cell in named))
        return common or tuple(every)

    def stumbled_before(self, number: int) -> bool:
        """Tell whether an earlier exercise already went wrong: this one may have followed it."""
        return any(
            mark.kind in ("partial", "none", "crashed", "timeout") for mark in self.marks[:number]
        )

    def unexplained(self, exercise: str) -> bool:
        """Tell whether the answer is wrong in a way that no known mistake explains."""
        failed = any(cell.status == "failed" for cell in self.cells(exercise))
        return failed and not self.misconceptions(exercise)


@dataclass(frozen=True)
class Exercise:
    """One exercise as the class met it; `marks` are those of the readable submissions."""

    number: int
    name: str
    title: str
    difficulty: int
    written: bool
    marks: tuple[Mark, ...]

    @property
    def max_points(self) -> float:
        """Return what it is worth."""
        return max((mark.max_points for mark in self.marks), default=0.0)

    @property
    def attempts(self) -> int:
        """Return how many tried it."""
        return sum(mark.attempted for mark in self.marks)

    @property
    def share_full(self) -> float:
        """Return the share of full marks among those who tried it."""
        return self.counts["full"] / self.attempts if self.attempts else 0.0

    @property
    def mean(self) -> float:
        """Return the mean points of the class."""
        return statistics.fmean(mark.points for mark in self.marks) if self.marks else 0.0

    @property
    def mean_share(self) -> float:
        """Return the mean as a share of what the exercise is worth."""
        return self.mean / self.max_points if self.max_points else 0.0

    @cached_property
    def counts(self) -> Counter[MarkKind]:
        """Return how often each kind of mark was given."""
        return Counter(mark.kind for mark in self.marks)


@dataclass(frozen=True)
class Misconception:
    """A known mistake and the students whose answers show it."""

    exercise: Exercise
    name: str
    hint: str
    students: tuple[Student, ...]

    @property
    def share(self) -> float:
        """Return the share of the readable submissions that have it."""
        return len(self.students) / max(1, len(self.exercise.marks))

    @property
    def first_hand(self) -> tuple[Student, ...]:
        """Return those who had everything before right, so that it is surely their own."""
        number = self.exercise.number
        return tuple(one for one in self.students if not one.stumbled_before(number))

    def follows(self, student: Student) -> bool:
        """Tell whether it may only follow from an earlier wrong answer of this student's."""
        return student.stumbled_before(self.exercise.number)
