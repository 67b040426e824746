"""Examine one notebook: its cells run in the sandbox, its tests run here.

In a test cell the names that answer cells bind are fetched from the sandbox, as plain data or
as handles; everything else is the examiner's own. Each exercise works on a snapshot of the
submission's process, so what breaks there breaks no other exercise.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from ..build.record import Recording
from ..build.run import quiet
from ..check.desk import JudgingDesk, use
from ..check.judge import Verdict, judge
from ..sandbox import Sandbox, SandboxError, TimedOut
from ..source import SourceCell
from .answers import answers_to_show
from .fetched import answers_for, test_namespace
from .live import LiveSubmission, Output
from .marks import cell_result
from .outputs import verdict_outputs
from .rebuild import Rebuilt, Step
from .result import (
    CellResult,
    CellStatus,
    NotebookResult,
    WrittenResult,
)
from .snapshots import Snapshots


@dataclass(frozen=True)
class Deadlines:
    """Wall-clock limits in seconds.

    Attributes
    ----------
    cell, test : float
        For running one cell, and for examining one test cell.
    cells : float
        For running all cells of a notebook: learners add as many as they like.
    """

    cell: float = 10.0
    test: float = 10.0
    cells: float = 300.0


@dataclass
class Examination:
    """The result of one notebook, and what its cells displayed, by step."""

    result: NotebookResult
    outputs: list[list[Output]] = field(default_factory=list)


def examine(
    recording: Recording,
    rebuilt: Rebuilt,
    start: Callable[[], Sandbox],
    deadlines: Deadlines = Deadlines(),
) -> Examination:
    """Run a rebuilt notebook in sandboxes and examine its test cells.

    Parameters
    ----------
    start : callable
        Gives a fresh sandbox; called once, and again after a cell has ended the process.

    Returns
    -------
    Examination
        Always: whatever the submission does becomes the outcome of a cell.
    """
    began = time.monotonic()
    cells: list[CellResult] = []
    outputs: list[list[Output]] = []
    remarks = list(rebuilt.remarks)
    # by exercise: why its answer cannot be there, whatever the test then finds
    lacking: dict[str, tuple[CellStatus, str]] = {
        step.cell.grade_id: ("missing", "its answer cell is not in the notebook")
        for step in rebuilt.steps
        if step.missing and step.cell
    }
    live = LiveSubmission(start, deadlines.cell, deadlines.cells)
    snapshots = Snapshots(deadlines.test)
    try:
        for step in rebuilt.steps:
            if step.cell is not None and step.cell.role == "test":
                result = _examine_cell(recording, step.cell, live, snapshots, deadlines, lacking)
                cells.append(result)
                outputs.append(verdict_outputs(result))
                continue
            snapshots.end()
            shown, stop = live.run(step.source)
            outputs.append(shown)
            if stop is not None:
                remarks.append(f"{_name(step)} {stop.message}")
                if step.cell is not None and step.cell.role == "answer":
                    status: CellStatus = "timeout" if stop.status == "timeout" else "crashed"
                    lacking[step.cell.grade_id] = (status, f"its answer cell {stop.message}")
    finally:
        snapshots.end()
        live.close()
    written = tuple(
        _written(cell, note.source if (note := rebuilt.written.get(cell.grade_id)) else "")
        for cell in recording.notebook.with_role("written")
    )
    return Examination(
        NotebookResult(
            recording.notebook.name,
            "examined",
            tuple(cells),
            written,
            tuple(remarks),
            seconds=round(time.monotonic() - began, 4),
            answers=answers_to_show(rebuilt, cells),
        ),
        outputs,
    )


def _name(step: Step) -> str:
    return f"cell '{step.cell.grade_id}'" if step.cell and step.cell.grade_id else "a cell"


def _written(cell: SourceCell, text: str) -> WrittenResult:
    """Tell an answer from the skeleton's text, which every learner is given."""
    skeleton = {"", "YOUR ANSWER HERE", *(line.strip() for line in cell.source.splitlines())}
    answered = any(line.strip() not in skeleton for line in text.splitlines())
    return WrittenResult(cell.grade_id, cell.points, answered)


def _examine_cell(
    recording: Recording,
    cell: SourceCell,
    live: LiveSubmission,
    snapshots: Snapshots,
    deadlines: Deadlines,
    lacking: Mapping[str, tuple[CellStatus, str]],
) -> CellResult:
    start = time.monotonic()
    test = recording.full.tests.get(cell.grade_id)
    total = len(test.claims) if test else 1

    def nothing(status: CellStatus, message: str) -> CellResult:
        return CellResult(
            cell.grade_id, cell.exercise, status, 0.0, cell.points, 0, total, message=message
        )

    why = lacking.get(cell.exercise)
    if why is not None and why[0] == "missing":
        return nothing(*why)
    if live.sandbox is None:
        return nothing("crashed", live.gone)
    stage = recording.stages[cell.grade_id]
    verdict: Verdict | None = None
    passed, message = False, ""
    ended: tuple[CellStatus, str] | None = None
    try:
        with answers_for(stage, live, snapshots, cell.exercise) as (answers, snapshot):
            namespace = test_namespace(stage, answers)
            if test is not None:
                verdict = _judge(recording, cell, stage.code, namespace)
                if any(claim.error_type == "TimedOut" for claim in verdict.claims):
                    ended = ("timeout", f"stopped after {deadlines.test:g} s")
            else:
                passed, message = _assert(stage.code, namespace, recording)
            if ended is None and snapshot is not None and snapshot.lost:
                ended = ("crashed", f"the process ended: {snapshot.lost}")
    except TimedOut:
        ended = ("timeout", f"stopped after {deadlines.test:g} s")
    except SandboxError as problem:
        ended = ("crashed", f"the process ended: {problem}")
    seconds = round(time.monotonic() - start, 4)
    if why is not None and (verdict is None or verdict.status == "unattempted"):
        ended = why  # the name is unbound because its cell was stopped
    if verdict is not None:
        return cell_result(recording, cell, verdict, ended, seconds)
    status: CellStatus = "passed" if passed and ended is None else "failed"
    if ended is not None:
        status, message = ended
    right = status == "passed"
    points = cell.points if right else 0.0
    return CellResult(
        cell.grade_id, cell.exercise, status, points, cell.points,
        int(right), total, message=message, seconds=seconds,
    )  # fmt: skip


def _judge(
    recording: Recording, cell: SourceCell, code: CodeType, namespace: dict[str, Any]
) -> Verdict:
    with use(JudgingDesk(recording.full)) as desk:
        try:
            with _undisturbed(recording):
                exec(code, namespace)  # noqa: S102 (the course's own test, in the examiner)
        except Exception as error:  # before or after the block
            if cell.grade_id not in desk.verdicts:
                return judge(cell.grade_id, (), error, recording.full)
    return desk.verdicts[cell.grade_id]


def _assert(code: CodeType, namespace: dict[str, Any], recording: Recording) -> tuple[bool, str]:
    """Run a test cell of ordinary asserts: passed only if it reached its end."""
    try:
        with _undisturbed(recording):
            exec(code, namespace)  # noqa: S102 (the course's own test, in the examiner)
    except Exception as error:
        return False, f"{type(error).__name__}: {error}"
    return True, ""


@contextlib.contextmanager
def _undisturbed(recording: Recording) -> Iterator[None]:
    with recording.home.entered(), quiet(recording.notebook.path.parent):
        yield
