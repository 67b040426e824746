"""Examine one notebook: its cells run in the sandbox, its tests run here.

In a test cell the names that answer cells bind are fetched from the sandbox, as plain data or
as handles; everything else is the examiner's own. Each exercise works on a snapshot of the
submission's process, so what breaks there breaks no other exercise.
"""

from __future__ import annotations

import contextlib
import inspect
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from ..build.record import Recording, Stage
from ..build.run import quiet
from ..check.book import StoredTest
from ..check.compare import is_number
from ..check.desk import JudgingDesk, use
from ..check.judge import Verdict, judge
from ..check.show import failure_lines
from ..sandbox import Remote, Sandbox, SandboxError, Snapshot, TimedOut, plain
from ..source import SourceCell
from .answers import answers_to_show
from .live import LiveSubmission, Output
from .outputs import verdict_outputs
from .rebuild import Rebuilt, Step
from .result import (
    CellResult,
    CellStatus,
    ClaimRecord,
    NamedMistake,
    NotebookResult,
    WrittenResult,
)
from .snapshots import Snapshots

#: Said of a cell whose visible claims hold better than its hidden ones.
NO_MORE_THAN_HIDDEN = "visible cases count as far as hidden ones hold, too"


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
        with _answers(stage, live, snapshots, cell.exercise) as (answers, snapshot):
            namespace = _namespace(stage, answers)
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
        return _cell_result(recording, cell, verdict, ended, seconds)
    status: CellStatus = "passed" if passed and ended is None else "failed"
    if ended is not None:
        status, message = ended
    right = status == "passed"
    points = cell.points if right else 0.0
    return CellResult(
        cell.grade_id, cell.exercise, status, points, cell.points,
        int(right), total, message=message, seconds=seconds,
    )  # fmt: skip


@contextlib.contextmanager
def _answers(
    stage: Stage, live: LiveSubmission, snapshots: Snapshots, exercise: str
) -> Iterator[tuple[dict[str, Any], Snapshot | None]]:
    """Give what the names that a test uses are bound to, and the snapshot they live on.

    Values alone need none: to read them runs nothing of the submission's.
    """
    names = sorted(_names_used(stage.code) & stage.answer_names)
    assert live.sandbox is not None
    if all(_is_value(stage.namespace[name]) for name in names):
        snapshots.end()  # reading might end the process that it belongs to
        yield live.values(names), None
        return
    with snapshots.of(live.sandbox, exercise) as snapshot:
        yield snapshot.fetch_bound(names), snapshot


def _is_value(reference: Any) -> bool:
    return is_number(reference) or type(reference) in (str, list, tuple, dict, type(None))


def _namespace(stage: Stage, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the test's globals: the examiner's own, and the submission's answers."""
    namespace = {k: v for k, v in stage.namespace.items() if k not in stage.answer_names}
    return namespace | {name: _guarded(answer, name, stage) for name, answer in answers.items()}


class _NoPlainData:
    """Stands for an object that was handed in where a value was asked for."""


def _guarded(answer: Any, name: str, stage: Stage) -> Any:
    """Keep objects of the submission's from answering where plain data is expected.

    An object decides itself what `==`, `sum()` or `all()` give. So where the reference is a
    value, an object is no answer; and where the reference's function gives plain data, a call
    that gives an object is an error.
    """
    if type(answer) is not Remote:
        return answer
    reference = stage.namespace[name]
    if _is_value(reference):
        return _NoPlainData()
    if inspect.isfunction(reference) and name not in stage.object_makers:
        return plain(answer)
    return answer


def _names_used(code: CodeType) -> set[str]:
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names |= _names_used(constant)
    return names


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


def _cell_result(
    recording: Recording,
    cell: SourceCell,
    verdict: Verdict,
    ended: tuple[CellStatus, str] | None,
    seconds: float,
) -> CellResult:
    status: CellStatus = verdict.status
    message = verdict.note
    if ended is not None and status != "passed":
        status, message = ended
    visible = len(recording.visible.tests[cell.grade_id].claims)
    # full marks are the given number itself, not a product that may round below it
    points = cell.points if status == "passed" else round(cell.points * verdict.share, 4)
    if points and status != "passed":
        # the visible answers travel with the release: what is only looked up earns nothing
        earned = _hidden_share(verdict, recording.full.tests[cell.grade_id], visible)
        if earned < verdict.share:
            points, message = round(cell.points * earned, 4), message or NO_MORE_THAN_HIDDEN
    return CellResult(
        cell.grade_id,
        cell.exercise,
        status,
        min(max(points, 0.0), cell.points),
        cell.points,
        verdict.held,
        verdict.total,
        _claims(verdict, recording.full.tests[cell.grade_id], visible),
        tuple(NamedMistake(one.name, one.hint) for one in verdict.misconceptions),
        message,
        seconds,
    )


def _hidden_share(verdict: Verdict, test: StoredTest, visible: int) -> float:
    """Return the weighted share of hidden claims that hold; 1 where there are none."""
    hidden = test.claims[visible:]
    if not hidden:
        return 1.0
    seen = verdict.claims[visible:]  # fewer, if the test was cut short
    held = sum(stored.weight for stored, claim in zip(hidden, seen, strict=False) if claim.passed)
    return held / sum(stored.weight for stored in hidden)


def _claims(verdict: Verdict, test: StoredTest, visible: int) -> tuple[ClaimRecord, ...]:
    records = [
        ClaimRecord(
            claim.label,
            claim.because,
            claim.passed,
            index >= visible,
            claim.message,
            "" if claim.passed else "\n".join(failure_lines(claim)),
        )
        for index, claim in enumerate(verdict.claims)
    ]
    never = test.claims[len(records) :]
    records += [
        ClaimRecord(
            claim.label, "", False, len(records) + i >= visible, "The check stopped before."
        )
        for i, claim in enumerate(never)
    ]
    return tuple(records)
