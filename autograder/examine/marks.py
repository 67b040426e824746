"""From a verdict to marks: points, and the record of every claim."""

from __future__ import annotations

from ..build.record import Recording
from ..check.book import StoredTest
from ..check.judge import Verdict
from ..check.show import failure_lines
from ..source import SourceCell
from .result import CellResult, CellStatus, ClaimRecord, NamedMistake

#: Said of a cell whose visible claims hold better than its hidden ones.
NO_MORE_THAN_HIDDEN = "visible cases count as far as hidden ones hold, too"


def cell_result(
    recording: Recording,
    cell: SourceCell,
    verdict: Verdict,
    ended: tuple[CellStatus, str] | None,
    seconds: float,
) -> CellResult:
    """Return the outcome of a test cell.

    Parameters
    ----------
    ended : tuple of str, optional
        How the examination was cut short, as a status and a sentence.
    """
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
