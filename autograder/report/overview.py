"""What the records of a class add up to: students, exercises, misconceptions, doubts."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..check.book import ExerciseInfo
from ..examine.result import NamedMistake, SubmissionResult
from .marks import Mark, mark_of
from .people import Exercise, Misconception, Student


@dataclass(frozen=True)
class Overview:
    """A class: everything that a report says of it is computed here.

    Statistics are those of the readable submissions: a file that nobody could read is no zero.
    """

    students: tuple[Student, ...]
    exercises: tuple[Exercise, ...]

    @property
    def graded(self) -> tuple[Exercise, ...]:
        """Return the exercises that tests grade."""
        return tuple(one for one in self.exercises if not one.written)

    @cached_property
    def readable(self) -> tuple[Student, ...]:
        """Return the students of whom something was examined."""
        return tuple(student for student in self.students if student.readable)

    @property
    def points(self) -> list[float]:
        """Return the points of every readable submission."""
        return [student.result.points for student in self.readable]

    @property
    def max_points(self) -> float:
        """Return what all test cells are worth."""
        return max((student.result.max_points for student in self.students), default=0.0)

    @property
    def mean(self) -> float:
        """Return the mean of the points; 0 where there are none."""
        return statistics.fmean(self.points) if self.readable else 0.0

    @property
    def median(self) -> float:
        """Return the median of the points; 0 where there are none."""
        return statistics.median(self.points) if self.readable else 0.0

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
            for student in self.readable
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
                tuple(one.marks[number] for one in students if one.readable),
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
