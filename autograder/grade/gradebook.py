"""The only module that touches nbgrader's database, and only through nbgrader's own API."""

from __future__ import annotations

import contextlib
import copy
import logging
import os
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ..errors import EnvironmentProblem
from ..examine.result import NotebookResult, SubmissionResult
from ..nbgrader_glue import configure, release_preprocessors
from ..source import Chapter


@dataclass(frozen=True)
class Entry:
    """What is entered for one submission: its result, and when it was handed in."""

    result: SubmissionResult
    timestamp: str | None = None


class GradebookWriter:
    """Writes assignments and results; one writer at a time.

    Parameters
    ----------
    db_url : str
        As nbgrader's `CourseDirectory.db_url`.
    """

    def __init__(self, db_url: str) -> None:
        self.db_url = db_url
        self._gradebook: Any = None

    @contextlib.contextmanager
    def session(self) -> Iterator[None]:
        """Keep the gradebook open for everything that is done in the block."""
        with self._open() as gradebook:
            self._gradebook = gradebook
            try:
                yield
            finally:
                self._gradebook = None

    @contextlib.contextmanager
    def _open(self) -> Iterator[Any]:
        if self._gradebook is not None:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield self._gradebook
            return
        from nbgrader.api import Gradebook  # noqa: PLC0415 (seconds to import)

        try:
            with _alembic_on_path(), warnings.catch_warnings():
                # nbgrader adds rows in an order of which newer SQLAlchemy warns; they are stored
                warnings.simplefilter("ignore")
                with Gradebook(self.db_url) as gradebook:
                    yield gradebook
        except FileNotFoundError as problem:
            raise EnvironmentProblem(
                f"nbgrader needs the program 'alembic' to make its gradebook: {problem}.",
                fix="pip install alembic",
            ) from None

    def register(self, chapter: Chapter) -> dict[str, str]:
        """Tell the gradebook of an assignment's notebooks and cells, as nbgrader would.

        Returns
        -------
        dict
            The released cells' checksums by grade_id.
        """
        from traitlets.config import Config  # noqa: PLC0415

        config = Config()
        configure(config, chapter.folder.parent.parent)
        checksums: dict[str, str] = {}
        with self._open() as gradebook:
            gradebook.update_or_create_assignment(chapter.name)
        logging.getLogger("traitlets").setLevel(logging.ERROR)
        for notebook in chapter.notebooks:
            node = copy.deepcopy(notebook.node)
            resources = {
                "nbgrader": {
                    "assignment": chapter.name,
                    "notebook": notebook.name,
                    "student": ".",
                    "db_url": self.db_url,
                },
                "metadata": {"path": str(chapter.folder)},
                "outputs": {},
            }
            for preprocessor in release_preprocessors(bake=False):
                node, resources = preprocessor(config=config).preprocess(node, resources)
            for cell in node.cells:
                meta = cell.metadata.get("nbgrader", {})
                if "checksum" in meta:
                    checksums[meta["grade_id"]] = meta["checksum"]
        return checksums

    def write(self, entries: Sequence[Entry]) -> None:
        """Store submissions' scores in one transaction; manual scores and comments stay.

        All of them are stored or none: a commit for each step, as nbgrader's own functions make
        it, is most of what writing costs, and leaves half a submission when it is interrupted.
        """
        with self._open() as gradebook, _one_transaction(gradebook):
            # kept for the transaction: else each grade asks for its cell's name anew
            cells = [
                cell
                for name in {entry.result.assignment for entry in entries}
                for notebook in gradebook.find_assignment(name).notebooks
                for cell in (*notebook.grade_cells, *notebook.solution_cells, *notebook.task_cells)
            ]
            for entry in entries:
                self._write_one(gradebook, entry)
            del cells

    def _write_one(self, gradebook: Any, entry: Entry) -> None:
        result = entry.result
        gradebook.update_or_create_student(result.student)
        when = _time(entry.timestamp)
        submission = gradebook.update_or_create_submission(
            result.assignment, result.student, **({"timestamp": when} if when else {})
        )
        results = {one.notebook: one for one in result.notebooks}
        for notebook in submission.notebooks:
            if notebook.name not in results:
                continue
            scores, comments = _expected(results[notebook.name])
            doubtful = results[notebook.name].status == "crashed"
            for grade in notebook.grades:
                # nothing handed in is a zero that needs no reader; an answer in prose does
                score = scores.get(grade.name, 0.0)
                grade.auto_score = score
                grade.needs_manual_grade = (
                    score is None or grade.manual_score is not None or doubtful
                )
            for comment in notebook.comments:
                comment.auto_comment = comments.get(comment.name)
            self._penalise(gradebook, submission, notebook, result.student)

    def _penalise(self, gradebook: Any, submission: Any, notebook: Any, student: str) -> None:
        """Apply nbgrader's late-submission rule, as its own autograding does."""
        from nbgrader.plugins import LateSubmissionPlugin  # noqa: PLC0415

        penalty = None
        if submission.total_seconds_late > 0:
            gradebook.db.flush()
            gradebook.db.refresh(notebook, ["score"])  # the database computes it
            score = notebook.score
            penalty = LateSubmissionPlugin().late_submission_penalty(
                student, score, submission.total_seconds_late
            )
            if penalty is not None:
                penalty = min(max(penalty, 0), score)
        if notebook.late_submission_penalty != penalty:
            notebook.late_submission_penalty = penalty

    def lacks(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return the entries that the gradebook does not hold, or holds otherwise."""
        from nbgrader.api import (  # noqa: PLC0415
            BaseCell,
            Comment,
            Grade,
            Notebook,
            SubmittedAssignment,
            SubmittedNotebook,
        )  # fmt: skip

        stored: dict[tuple[str, str], tuple[dict[str, Any], dict[str, Any]]] = {}
        times: dict[str, datetime | None] = {}
        with self._open() as gradebook:
            if not entries:
                return []
            assignment = gradebook.find_assignment(entries[0].result.assignment)
            mine = SubmittedAssignment.assignment_id == assignment.id
            query = gradebook.db.query
            for student, when in query(
                SubmittedAssignment.student_id, SubmittedAssignment.timestamp
            ).filter(mine):
                times[student] = when
            for kind, (table, value) in enumerate(
                ((Grade, Grade.auto_score), (Comment, Comment.auto_comment))
            ):
                rows = (
                    query(SubmittedAssignment.student_id, Notebook.name, BaseCell.name, value)
                    .join(SubmittedNotebook, SubmittedNotebook.id == table.notebook_id)
                    .join(
                        SubmittedAssignment,
                        SubmittedAssignment.id == SubmittedNotebook.assignment_id,
                    )
                    .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
                    .join(BaseCell, BaseCell.id == table.cell_id)
                    .filter(mine)
                )
                for student, notebook, cell, content in rows:
                    stored.setdefault((student, notebook), ({}, {}))[kind][cell] = content
        return [entry for entry in entries if not _is_stored(entry, stored, times)]

    def scores(self, assignment: str) -> dict[str, dict[str, float | None]]:
        """Return the stored automatic scores by student and grade_id."""
        table: dict[str, dict[str, float | None]] = {}
        with self._open() as gradebook:
            for submission in gradebook.find_assignment(assignment).submissions:
                table[submission.student.id] = {
                    grade.name: grade.auto_score
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                }
        return table


@contextlib.contextmanager
def _alembic_on_path() -> Iterator[None]:
    """Let nbgrader find the `alembic` beside this Python: it looks on PATH for it."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


@contextlib.contextmanager
def _one_transaction(gradebook: Any) -> Iterator[None]:
    """Make one transaction of a block in which nbgrader's functions commit after every step."""
    session = gradebook.db()
    commit = session.commit
    session.commit = session.flush
    try:
        yield
        commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.commit = commit
        session.expunge_all()  # a thousand submissions must not stay in memory


def _expected(
    result: NotebookResult,
) -> tuple[dict[str, float | None], dict[str, str | None]]:
    """Return automatic scores and comments by grade_id, as nbgrader would store them."""
    scores: dict[str, float | None] = {cell.grade_id: cell.points for cell in result.cells}
    answered = {item.grade_id: item.answered for item in result.written}
    scores |= {name: None if there else 0.0 for name, there in answered.items()}
    attempted = {cell.exercise: cell.status != "unattempted" for cell in result.cells}
    return scores, {
        name: None if there else "No response." for name, there in {**attempted, **answered}.items()
    }


def _is_stored(
    entry: Entry,
    stored: Mapping[tuple[str, str], tuple[dict[str, Any], dict[str, Any]]],
    times: Mapping[str, datetime | None],
) -> bool:
    student = entry.result.student
    when = _time(entry.timestamp)
    if student not in times or (when and times[student] != when):
        return False
    for one in entry.result.notebooks:
        scores, comments = _expected(one)
        grades, remarks = stored.get((student, one.notebook), ({}, {}))
        if any(name not in grades for name in scores):
            return False
        if any(scores.get(name, 0.0) != score for name, score in grades.items()):
            return False
        if any(comments.get(name) != text for name, text in remarks.items()):
            return False
    return True


def _time(timestamp: str | None) -> datetime | None:
    """Read a time as nbgrader does; what is no time counts as none given."""
    from nbgrader.utils import parse_utc  # noqa: PLC0415

    try:
        when: datetime | None = parse_utc(timestamp)
    except Exception:  # text that somebody handed in: its parser raises more than it says
        return None
    return when
