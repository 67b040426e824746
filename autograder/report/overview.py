"""What the records of a class add up to: students, exercises, misconceptions, doubts."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..check.book import ExerciseInfo
from ..examine.result import CellResult, NamedMistake, SubmissionResult
from .marks import Mark, MarkKind, mark_of


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
    """One exercise as the class met it."""

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
        """Return the share of the class that has it."""
        return len(self.students) / len(self.exercise.marks)

    @property
    def first_hand(self) -> tuple[Student, ...]:
        """Return those who had everything before right, so that it is surely their own."""
        number = self.exercise.number
        return tuple(one for one in self.students if not one.stumbled_before(number))

    def follows(self, student: Student) -> bool:
        """Tell whether it may only follow from an earlier wrong answer of this student's."""
        return student.stumbled_before(self.exercise.number)


@dataclass(frozen=True)
class Overview:
    """A class: everything that a report says of it is computed here."""

    students: tuple[Student, ...]
    exercises: tuple[Exercise, ...]

    @property
    def graded(self) -> tuple[Exercise, ...]:
        """Return the exercises that tests grade."""
        return tuple(one for one in self.exercises if not one.written)

    @property
    def points(self) -> list[float]:
        """Return the points of every student."""
        return [student.result.points for student in self.students]

    @property
    def max_points(self) -> float:
        """Return what all test cells are worth."""
        return max((student.result.max_points for student in self.students), default=0.0)

    @property
    def mean(self) -> float:
        """Return the mean of the points; 0 for an empty class."""
        return statistics.fmean(self.points) if self.students else 0.0

    @property
    def median(self) -> float:
        """Return the median of the points; 0 for an empty class."""
        return statistics.median(self.points) if self.students else 0.0

    @cached_property
    def misconceptions(self) -> tuple[Misconception, ...]:
        """Return the misconceptions that the class has, the most frequent first.

        What may only follow from an earlier mistake counts behind what surely does not.
        """
        found: dict[tuple[int, NamedMistake], list[Student]] = {}
        for exercise in self.graded:
            for student in self.students:
                for mistake in student.misconceptions(exercise.name):
                    found.setdefault((exercise.number, mistake), []).append(student)
        listed = [
            Misconception(self.exercises[number], mistake.name, mistake.hint, tuple(students))
            for (number, mistake), students in found.items()
        ]
        return tuple(
            sorted(
                listed,
                key=lambda one: (-len(one.first_hand), -len(one.students), one.exercise.number),
            )
        )

    @cached_property
    def hardest_first(self) -> tuple[Exercise, ...]:
        """Return the graded exercises, the one with fewest full marks first."""
        return tuple(sorted(self.graded, key=lambda one: (one.share_full, one.mean, one.number)))

    @cached_property
    def unexplained(self) -> tuple[tuple[Exercise, tuple[Student, ...]], ...]:
        """Return wrong answers that no known mistake explains, the most frequent first."""
        found = [
            (exercise, tuple(one for one in self.students if one.unexplained(exercise.name)))
            for exercise in self.graded
        ]
        return tuple(sorted((pair for pair in found if pair[1]), key=lambda pair: -len(pair[1])))

    @property
    def stopped(self) -> tuple[tuple[Student, Exercise], ...]:
        """Return whose answer to what crashed or was stopped."""
        return tuple(
            (student, exercise)
            for student in self.students
            for exercise in self.graded
            if student.marks[exercise.number].kind in ("crashed", "timeout")
        )

    @cached_property
    def shared_remarks(self) -> tuple[str, ...]:
        """Return remarks on more than half of at least four files: hardly the learners' doing."""
        found = Counter(text for student in self.students for text in set(student.remarks))
        enough = max(4, len(self.students) // 2 + 1)
        return tuple(sorted(text for text, amount in found.items() if amount >= enough))

    @property
    def mixed(self) -> tuple[str, ...]:
        """Say where the records do not belong together: other tests, seeds or programs."""
        results = [student.result for student in self.students]
        sources = {one.fingerprint.split("-")[0] for one in results if "-" in one.fingerprint}
        programs = {tuple(sorted(one.versions.items())) for one in results}
        several = (
            (len(sources), "versions of the chapter"),
            (len({one.seed for one in results}), "seeds of the hidden cases"),
            (len(programs), "sets of program versions"),
        )
        return tuple(f"{number} different {what}" for number, what in several if number > 1)


def overview(
    results: Sequence[SubmissionResult], exercises: Mapping[str, ExerciseInfo]
) -> Overview:
    """Add up a class; exercises stand in the order of `exercises`, unknown ones behind them."""
    results = sorted(results, key=lambda one: one.student)
    tested = _in_order(
        (cell.exercise for one in results for nb in one.notebooks for cell in nb.cells), exercises
    )
    written = _in_order(
        (
            cell.grade_id.split("-", 1)[0]
            for one in results
            for nb in one.notebooks
            for cell in nb.written
        ),
        exercises,
    )
    names = _in_order([*tested, *written], exercises)
    marks = [tuple(_mark(one, name) for name in names) for one in results]
    students = tuple(Student(i, one, marks[i]) for i, one in enumerate(results))
    return Overview(
        students,
        tuple(
            Exercise(
                number,
                name,
                exercises[name].title if name in exercises else name,
                exercises[name].difficulty if name in exercises else 0,
                name not in tested,
                tuple(row[number] for row in marks),
            )
            for number, name in enumerate(names)
        ),
    )


def _in_order(names: Iterable[str], exercises: Mapping[str, ExerciseInfo]) -> list[str]:
    met = dict.fromkeys(names)
    return [name for name in exercises if name in met] + [n for n in met if n not in exercises]


def _mark(result: SubmissionResult, name: str) -> Mark:
    cells = [cell for nb in result.notebooks for cell in nb.cells if cell.exercise == name]
    written = [
        one
        for nb in result.notebooks
        for one in nb.written
        if one.grade_id.split("-", 1)[0] == name
    ]
    return mark_of(cells, written)
