"""Grade a class: every submission examined, recorded, and entered into the gradebook.

One bad submission never stops the others: whatever it does is its own outcome.
"""

from __future__ import annotations

import contextlib
import functools
import platform
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import numpy as np

from .. import __version__
from ..build.release import supporting_files
from ..errors import SubmissionError
from ..examine import Deadlines, NotebookResult, Prepared, SubmissionResult, examine, rebuild
from ..examine.result import CellResult, WrittenResult
from ..notebook import read_notebook
from ..sandbox import Sandbox
from .autograded import autograded_notebook, with_checksums
from .gradebook import GradebookWriter
from .submissions import Submission, find_submissions
from .walls import need_walls


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


def grade_class(
    prepared: Prepared,
    places: Places,
    *,
    deadlines: Deadlines = Deadlines(),  # noqa: B008 (frozen)
    progress: Callable[[int, int, str], None] = lambda done, total, student: None,
) -> list[SubmissionResult]:
    """Grade every submission of an assignment.

    Parameters
    ----------
    progress : callable
        Told how many are done, of how many, and whose turn it is.

    Raises
    ------
    UsageError
        If there is nothing to grade.
    EnvironmentProblem
        If this machine cannot grade.
    """
    chapter = prepared.chapter
    submissions = find_submissions(places.submitted, chapter)
    need_walls()
    writer = GradebookWriter(places.db_url)
    checksums = writer.register(chapter)
    results = []
    for number, submission in enumerate(submissions):
        progress(number, len(submissions), submission.student)
        result = grade_submission(prepared, submission, places.autograded, checksums, deadlines)
        folder = places.results(chapter.name)
        folder.mkdir(parents=True, exist_ok=True)
        _write_whole(folder / f"{submission.student}.json", result.to_json())
        writer.write(result, submission.timestamp)
        results.append(result)
    progress(len(submissions), len(submissions), "")
    return results


def grade_submission(
    prepared: Prepared,
    submission: Submission,
    autograded: Path,
    checksums: dict[str, str],
    deadlines: Deadlines,
) -> SubmissionResult:
    """Examine all notebooks of one submission and write its autograded notebooks."""
    start = time.monotonic()
    folder = autograded / submission.student / prepared.chapter.name
    folder.mkdir(parents=True, exist_ok=True)
    notebooks = []
    for recording in prepared.recordings:
        source = recording.notebook
        path = submission.folder / f"{source.name}.ipynb"
        if not path.exists():
            notebooks.append(_not_examined(prepared, source.name, "missing", "not handed in"))
            continue
        try:
            rebuilt = rebuild(source, read_notebook(path))
        except SubmissionError as problem:
            message = problem.message.replace(str(path), path.name)
            notebooks.append(_not_examined(prepared, source.name, "unreadable", message))
            continue
        with work_folder(_files(prepared, submission)) as place:
            start_one = functools.partial(Sandbox.start, place)
            examination = examine(recording, rebuilt, start_one, deadlines)
        notebooks.append(examination.result)
        node = autograded_notebook(source, rebuilt, examination.outputs)
        nbformat.write(with_checksums(node, checksums), folder / path.name)
    return SubmissionResult(
        prepared.chapter.name,
        submission.student,
        tuple(notebooks),
        prepared.seed,
        f"{prepared.fingerprint}-{submission.fingerprint()}",
        datetime.now(UTC).isoformat(timespec="seconds"),
        round(time.monotonic() - start, 4),
        versions(),
    )


def _files(prepared: Prepared, submission: Submission) -> dict[str, bytes]:
    """Return what lies beside the notebook: the course's files, and the learner's other ones."""
    files = {
        path.relative_to(submission.folder).as_posix(): path.read_bytes()
        for path in sorted(submission.folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.suffix != ".ipynb"
    }
    for path in supporting_files(prepared.chapter.folder):
        files[path.relative_to(prepared.chapter.folder).as_posix()] = path.read_bytes()
    return files


@contextlib.contextmanager
def work_folder(files: Mapping[str, bytes]) -> Iterator[Path]:
    """Lay files into a fresh folder, the working directory of one submission, and remove it."""
    with tempfile.TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True) as name:
        for relative, content in files.items():
            path = Path(name) / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield Path(name)


def _not_examined(prepared: Prepared, name: str, status: str, message: str) -> NotebookResult:
    """Return the zero of a notebook that could not be read, cell by cell."""
    source = next(r.notebook for r in prepared.recordings if r.notebook.name == name)
    cells = tuple(
        CellResult(cell.grade_id, cell.exercise, "missing", 0.0, cell.points, message=message)
        for cell in source.with_role("test")
    )
    written = tuple(
        WrittenResult(cell.grade_id, cell.points, False) for cell in source.with_role("written")
    )
    return NotebookResult(name, status, cells, written, (), message)  # type: ignore[arg-type]


def _write_whole(path: Path, text: str) -> None:
    """Write a file so that nobody ever sees half of it."""
    draft = path.with_name(f".{path.name}.part")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def versions() -> dict[str, str]:
    """Return what a result depends on besides the files."""
    return {
        "autograder": __version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
    }
