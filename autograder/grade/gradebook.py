"""The only module that touches nbgrader's database, and only through nbgrader's own API."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import EnvironmentProblem
from ..examine.result import SubmissionResult
from ..nbgrader_glue import configure, release_preprocessors
from ..source import Chapter


class GradebookWriter:
    """Writes assignments and results; one writer at a time.

    Parameters
    ----------
    db_url : str
        As nbgrader's `CourseDirectory.db_url`.
    """

    def __init__(self, db_url: str) -> None:
        self.db_url = db_url

    @contextlib.contextmanager
    def _open(self) -> Iterator[Any]:
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
            import copy  # noqa: PLC0415

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

    def write(self, result: SubmissionResult, timestamp: str | None = None) -> None:
        """Store one submission's scores; manual scores and comments stay as they are."""
        with self._open() as gradebook:
            gradebook.update_or_create_student(result.student)
            extra = {"timestamp": timestamp} if timestamp else {}
            submission = gradebook.update_or_create_submission(
                result.assignment, result.student, **extra
            )
            for one in result.notebooks:
                points = {cell.grade_id: cell.points for cell in one.cells}
                answered = {item.grade_id: item.answered for item in one.written}
                attempted = {cell.exercise: cell.status != "unattempted" for cell in one.cells}
                notebook = gradebook.find_submission_notebook(
                    one.notebook, result.assignment, result.student
                )
                for grade in notebook.grades:
                    # nothing handed in is a zero that needs no reader; an answer in prose does
                    score: float | None = points.get(grade.name, 0.0)
                    if answered.get(grade.name):
                        score = None
                    grade.auto_score = score
                    grade.needs_manual_grade = score is None or grade.manual_score is not None
                for comment in notebook.comments:
                    known = {**attempted, **answered}
                    silent = known.get(comment.name) is False
                    comment.auto_comment = "No response." if silent else None
                gradebook.db.commit()
                self._penalise(gradebook, submission, notebook, result.student)

    def _penalise(self, gradebook: Any, submission: Any, notebook: Any, student: str) -> None:
        """Apply nbgrader's late-submission rule, as its own autograding does."""
        from nbgrader.plugins import LateSubmissionPlugin  # noqa: PLC0415

        notebook.late_submission_penalty = None
        if submission.total_seconds_late > 0:
            penalty = LateSubmissionPlugin().late_submission_penalty(
                student, notebook.score, submission.total_seconds_late
            )
            if penalty is not None:
                notebook.late_submission_penalty = min(max(penalty, 0), notebook.score)
        gradebook.db.commit()

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
