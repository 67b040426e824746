"""Examine one submission: the unit of work that is handed to a worker.

Nothing is written here. What comes back is text, so it can cross to the one process that
writes, be it on this machine or on another.
"""

from __future__ import annotations

import contextlib
import functools
import platform
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import numpy as np

from .. import __version__
from ..build.release import chapter_files
from ..errors import EnvironmentProblem, SubmissionError
from ..examine import Deadlines, NotebookResult, Prepared, SubmissionResult, examine, rebuild
from ..examine.result import CellResult, CellStatus, NotebookStatus, WrittenResult
from ..notebook import read_notebook
from ..sandbox import Sandbox, shared_zygote
from .autograded import autograded_notebook, with_checksums
from .files import folder_files, modules_beside, read_files
from .submissions import Submission


@dataclass(frozen=True)
class Graded:
    """What became of a submission, ready to be written.

    Attributes
    ----------
    record : str
        The result record, as JSON.
    notebooks : mapping of str to str
        The autograded notebooks' text by name; those that could not be examined are not there.
    """

    student: str
    record: str
    notebooks: Mapping[str, str] = field(default_factory=dict)


def grade_submission(
    prepared: Prepared,
    submission: Submission,
    checksums: Mapping[str, str],
    deadlines: Deadlines = Deadlines(),  # noqa: B008 (frozen)
) -> Graded:
    """Examine all notebooks of one submission."""
    start = time.monotonic()
    fingerprint = fingerprint_of(prepared, submission)  # of what is about to be read
    results = []
    notebooks: dict[str, str] = {}
    files, remarks = folder_files(prepared.chapter, read_files(submission.folder))
    for recording in prepared.recordings:
        source = recording.notebook
        path = submission.folder / f"{source.name}.ipynb"
        if path.is_symlink():
            message = "a link to another file; hand in the notebook itself"
            results.append(not_examined(prepared, source.name, "unreadable", message))
            continue
        if not path.exists():
            results.append(
                not_examined(prepared, source.name, "missing", _instead(submission, path))
            )
            continue
        try:
            rebuilt = rebuild(source, read_notebook(path))
        except SubmissionError as problem:
            message = problem.message.replace(str(path), path.name)
            results.append(not_examined(prepared, source.name, "unreadable", message))
            continue
        with work_folder(files) as place:
            examination = examine(
                recording, rebuilt, functools.partial(Sandbox.start, place), deadlines
            )
        result = examination.result
        results.append(replace(result, remarks=(*result.remarks, *remarks)))
        node = autograded_notebook(source, rebuilt, examination.outputs)
        # the writer of version 4 itself: `nbformat.writes` would validate, and only to log it
        notebooks[source.name] = nbformat.v4.writes(with_checksums(node, checksums)) + "\n"
    seconds = round(time.monotonic() - start, 4)
    whole = _result(prepared, submission, tuple(results), fingerprint, seconds)
    return Graded(submission.student, whole.to_json(), notebooks)


def not_finished(prepared: Prepared, submission: Submission, why: str) -> Graded:
    """Return the outcome of a submission whose examination came to no end.

    It carries no fingerprint, so that the next run tries it again: the machine may be at fault.
    """
    results = tuple(
        not_examined(prepared, recording.notebook.name, "crashed", why)
        for recording in prepared.recordings
    )
    return Graded(submission.student, _result(prepared, submission, results).to_json())


def warm_up(prepared: Prepared) -> None:
    """Start what sandboxes are forked from; if that cannot be, the first submission tells."""
    with contextlib.suppress(Exception), work_folder({}) as place:
        for recording in prepared.recordings:
            own = modules_beside(prepared.chapter)
            shared_zygote().preload(
                name for name in recording.notebook.modules if name.split(".")[0] not in own
            )
        Sandbox.start(place).close()


def fingerprint_of(prepared: Prepared, submission: Submission) -> str:
    """Hash the files of the source and of the submission."""
    return f"{prepared.fingerprint}-{submission.fingerprint()}"


def versions() -> dict[str, str]:
    """Return what a result depends on besides the files."""
    return {
        "autograder": __version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
    }


@contextlib.contextmanager
def work_folder(files: Mapping[str, bytes]) -> Iterator[Path]:
    """Lay files into a fresh folder, the working directory of one submission, and remove it."""
    with tempfile.TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True) as name:
        for relative, content in files.items():
            path = Path(name) / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield Path(name)


def _instead(submission: Submission, path: Path) -> str:
    """Say that a notebook was not handed in, and what lies there in its place."""
    others = sorted(one.name for one in submission.folder.glob("*.ipynb"))
    if not others:
        return "not handed in"
    return f"not handed in as {path.name}, but there is {', '.join(others)[:200]}: rename it"


def not_examined(
    prepared: Prepared, name: str, status: NotebookStatus, message: str
) -> NotebookResult:
    """Return the zero of a notebook that was not examined, cell by cell."""
    source = next(r.notebook for r in prepared.recordings if r.notebook.name == name)
    what: CellStatus = "crashed" if status == "crashed" else "missing"
    cells = tuple(
        CellResult(cell.grade_id, cell.exercise, what, 0.0, cell.points, message=message)
        for cell in source.with_role("test")
    )
    written = tuple(
        WrittenResult(cell.grade_id, cell.points, False) for cell in source.with_role("written")
    )
    return NotebookResult(name, status, cells, written, (), message)


def _result(
    prepared: Prepared,
    submission: Submission,
    notebooks: tuple[NotebookResult, ...],
    fingerprint: str = "",
    seconds: float = 0.0,
) -> SubmissionResult:
    return SubmissionResult(
        prepared.chapter.name,
        submission.student,
        notebooks,
        prepared.seed,
        fingerprint,
        datetime.now(UTC).isoformat(timespec="seconds"),
        seconds,
        versions(),
    )


def prove_machine(prepared: Prepared, deadlines: Deadlines) -> None:
    """Examine the course's own solutions first, as if they had been handed in.

    What does not give them full marks (a package that the sandbox cannot see, a library of another
    version) would give a whole class marks that are not theirs.

    Raises
    ------
    EnvironmentProblem
        If a solution loses points here; then nothing may be graded.
    """
    for recording in prepared.recordings:
        rebuilt = rebuild(recording.notebook, recording.notebook.node)
        with work_folder(chapter_files(prepared.chapter)) as place:
            start = functools.partial(Sandbox.start, place)
            result = examine(recording, rebuilt, start, deadlines).result
        for cell in result.cells:
            if cell.points != cell.max_points:
                lost = next((claim.message for claim in cell.claims if not claim.passed), "")
                raise EnvironmentProblem(
                    f"The course's own solution gets {cell.points:g} of {cell.max_points:g} points "
                    f"for {cell.grade_id} on this machine ({cell.message or lost}), so nothing was "
                    "graded.",
                    fix=f"autograder verify {prepared.chapter.name}",
                )
