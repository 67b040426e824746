"""Grade a class: every submission examined by workers, and written by this one process.

One bad submission never stops the others: whatever it does is its own outcome.

What is written, in this order, and why nothing is lost whenever this process is killed:

1. the autograded notebooks;
2. the record, whole or not at all. It says that the examination is done: with the same
   fingerprint, seed and versions, and its notebooks there, it is not done again;
3. the gradebook, some submissions in one transaction. It holds nothing that the record does
   not say, so a run begins by comparing: what is missing there is entered from the records.

So a kill costs the examinations under way and never an entry. The other order, gradebook
first, could leave scores for which there is no record of how they came about.
"""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import AutograderError, EnvironmentProblem
from ..examine import Deadlines, Prepared, SubmissionResult
from ..sandbox import StartError
from .gradebook import Entry, GradebookWriter
from .submission import (
    Graded,
    fingerprint_of,
    grade_submission,
    not_finished,
    prove_machine,
    versions,
    warm_up,
)
from .submissions import Submission, find_submissions
from .walls import need_walls
from .workers import Crew, Died

#: A transaction locks an SQLite gradebook: short ones leave the formgrader usable meanwhile.
_ENTRIES = 16
_SECONDS = 3.0


@dataclass(frozen=True)
class Places:
    """Where a class's files are: the folders nbgrader uses, and our results beside them."""

    folder: Path
    db_url: str

    @property
    def submitted(self) -> Path:
        """Return what learners handed in."""
        return self.folder / "submitted"

    @property
    def autograded(self) -> Path:
        """Return the notebooks with outputs, for the formgrader."""
        return self.folder / "autograded"

    def results(self, assignment: str) -> Path:
        """Return the folder of result records."""
        return self.folder / "results" / assignment

    def record(self, assignment: str, student: str) -> Path:
        """Return where a submission's record is written."""
        return self.results(assignment) / f"{student}.json"


@dataclass(frozen=True)
class Batch:
    """What a run did; the results themselves are in the records.

    Attributes
    ----------
    students : tuple of str
        Everybody who handed in, sorted.
    graded, skipped : int
        How many were examined now, and how many had not changed since they were.
    unfinished : tuple of str
        Whose examination came to no end; the next run tries again.
    records : tuple of Path
        Of all students, in the same order.
    """

    students: tuple[str, ...]
    graded: int
    skipped: int
    unfinished: tuple[str, ...]
    records: tuple[Path, ...]

    def results(self) -> list[SubmissionResult]:
        """Read the records of everybody who handed in."""
        return [
            SubmissionResult.from_json(path.read_text(encoding="utf-8")) for path in self.records
        ]


def grade_class(
    prepared: Prepared,
    places: Places,
    *,
    workers: int | None = None,
    force: bool = False,
    deadlines: Deadlines = Deadlines(),  # noqa: B008 (frozen)
    progress: Callable[[int, int, str], None] = lambda done, total, student: None,
) -> Batch:
    """Grade every submission of an assignment that is new or changed, or whose tests have.

    Parameters
    ----------
    workers : int, optional
        How many processes examine; as many as there are cores by default.
    force : bool
        Examine unchanged submissions too.
    progress : callable
        Told how many are done, of how many, and who was the last. Skipped ones do not count.

    Raises
    ------
    UsageError
        If there is nothing to grade.
    EnvironmentProblem
        If this machine cannot grade.
    """
    name = prepared.chapter.name
    submissions = find_submissions(places.submitted, prepared.chapter)
    need_walls()
    places.results(name).mkdir(parents=True, exist_ok=True)
    done = {} if force else _done_before(prepared, places, submissions)
    todo = [one for one in submissions if one.student not in done]
    if todo:
        prove_machine(prepared, deadlines)
    writer = GradebookWriter(places.db_url)
    unfinished: list[str] = []
    waiting: list[Entry] = []
    work = functools.partial(_examine, prepared, deadlines)
    count = min(workers or cores(), len(todo))
    # forked before the gradebook is opened: a connection to a database must not be inherited
    with Crew(work, count, functools.partial(warm_up, prepared)) as crew, writer.session():
        checksums = writer.register(prepared.chapter)
        _enter_known(writer, done)
        since = time.monotonic()
        progress(0, len(todo), "")
        try:
            outcomes = crew.run((one, checksums) for one in todo)
            for number, ((submission, _), outcome) in enumerate(outcomes, 1):
                # a machine that could a moment ago is not unfit: then it is this submission
                if isinstance(outcome, EnvironmentProblem) and number > len(unfinished) + 1:
                    outcome = Died(outcome.message)  # noqa: PLW2901
                if isinstance(outcome, AutograderError):
                    raise outcome
                if isinstance(outcome, Died):
                    outcome = not_finished(prepared, submission, outcome.why)  # noqa: PLW2901
                result = _write_files(prepared, places, outcome)
                if any(one.status == "crashed" for one in result.notebooks):
                    unfinished.append(submission.student)
                waiting.append(Entry(result, submission.timestamp))
                if len(waiting) >= _ENTRIES or time.monotonic() - since > _SECONDS:
                    writer.write(waiting)
                    waiting, since = [], time.monotonic()
                progress(number, len(todo), submission.student)
        finally:
            if waiting:  # also when Ctrl-C or an error ends the run
                writer.write(waiting)
    return Batch(
        tuple(one.student for one in submissions),
        len(todo),
        len(done),
        tuple(sorted(unfinished)),
        tuple(places.record(name, one.student) for one in submissions),
    )


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # a container or a batch system may have given fewer
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _examine(
    prepared: Prepared, deadlines: Deadlines, task: tuple[Submission, Mapping[str, str]]
) -> Graded | AutograderError:
    """Examine in a worker, and let nothing but an unfit machine or course stop the batch."""
    submission, checksums = task
    try:
        return grade_submission(prepared, submission, checksums, deadlines)
    except AutograderError as problem:
        return problem
    except StartError as problem:
        return EnvironmentProblem(f"No sandbox can be started here: {problem}")
    except Exception as error:
        return not_finished(prepared, submission, f"{type(error).__name__}: {error}")


def _done_before(
    prepared: Prepared, places: Places, submissions: Sequence[Submission]
) -> dict[str, tuple[Path, str | None]]:
    """Return, by student, the records that need not be made again, and when it was handed in."""
    done = {}
    for submission in submissions:
        path = places.record(prepared.chapter.name, submission.student)
        try:
            result = SubmissionResult.from_json(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # none, or none that can be read
            continue
        folder = places.autograded / submission.student / prepared.chapter.name
        if (
            result.seed == prepared.seed
            and result.versions == versions()
            and result.fingerprint == fingerprint_of(prepared, submission)
            and all(
                (folder / f"{one.notebook}.ipynb").exists() == (one.status == "examined")
                for one in result.notebooks
            )
        ):
            done[submission.student] = (path, submission.timestamp)
    return done


def _enter_known(writer: GradebookWriter, done: Mapping[str, tuple[Path, str | None]]) -> None:
    """Enter what has a record but is missing in the gradebook, some at a time."""
    known = list(done.values())
    for start in range(0, len(known), 100):
        entries = [
            Entry(SubmissionResult.from_json(path.read_text(encoding="utf-8")), when)
            for path, when in known[start : start + 100]
        ]
        if missing := writer.lacks(entries):
            writer.write(missing)


def _write_files(prepared: Prepared, places: Places, graded: Graded) -> SubmissionResult:
    """Write the autograded notebooks, then the record."""
    name = prepared.chapter.name
    folder = places.autograded / graded.student / name
    folder.mkdir(parents=True, exist_ok=True)
    for recording in prepared.recordings:
        path = folder / f"{recording.notebook.name}.ipynb"
        text = graded.notebooks.get(recording.notebook.name)
        if text is None:
            path.unlink(missing_ok=True)  # of an earlier submission
        else:
            _write_whole(path, text)
    _write_whole(places.record(name, graded.student), graded.record)
    return SubmissionResult.from_json(graded.record)


def _write_whole(path: Path, text: str) -> None:
    """Write a file so that nobody ever sees half of it."""
    draft = path.with_name(f".{path.name}.part")
    # half a surrogate pair, which no file can hold, may stand in what a submission printed
    draft.write_text(text, encoding="utf-8", errors="replace")
    draft.replace(path)
