"""Judge observations by a book: which claims hold, what differs, which mistake it looks like.

Pure: the same observations and the same book give the same verdict, in any process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from .book import Book, StoredClaim, StoredTest
from .compare import Difference, difference
from .encode import decode, fingerprint, fingerprint_outcome, same_fingerprint, same_outcome, secret

if TYPE_CHECKING:
    from .claims import Observation

VerdictStatus = Literal["passed", "failed", "unattempted"]


@dataclass(frozen=True)
class ClaimResult:
    """One judged claim.

    Attributes
    ----------
    passed : bool
        True only where the comparison was made and agreed.
    message : str
        Why it does not hold; empty when it does.
    difference : Difference or None
        The values, where values differ.
    inputs : tuple of (name, value)
    """

    label: str
    because: str
    weight: float
    passed: bool
    message: str = ""
    difference: Difference | None = None
    inputs: tuple[tuple[str, Any], ...] = ()
    unattempted: bool = False
    error_type: str = ""


@dataclass(frozen=True)
class Misconception:
    """A known mistake that behaves as this answer does. `name` is empty in a learner's kernel."""

    name: str
    hint: str


@dataclass(frozen=True)
class Verdict:
    """What became of one test cell.

    Attributes
    ----------
    status : {"passed", "failed", "unattempted"}
    share : float
        Weight of the claims that hold, of all claims the book knows, in [0, 1].
    misconceptions : tuple of Misconception
        Those known mistakes that gave the same on every claim; usually one or none.
    note : str
        What stopped the cell, if something did.
    hidden : int
        Claims made beyond those that the book knows.
    """

    test_id: str
    exercise: str
    status: VerdictStatus
    share: float
    claims: tuple[ClaimResult, ...]
    total: int
    misconceptions: tuple[Misconception, ...] = ()
    note: str = ""
    hints: tuple[str, ...] = field(default=())
    hidden: int = 0

    @property
    def held(self) -> int:
        """Return how many claims hold."""
        return sum(claim.passed for claim in self.claims)

    @property
    def first_failure(self) -> ClaimResult | None:
        """Return the first claim that does not hold."""
        return next((claim for claim in self.claims if not claim.passed), None)


def judge(
    test_id: str, observations: tuple[Observation, ...], error: Exception | None, book: Book
) -> Verdict:
    """Compare what was observed with what the book expects.

    Parameters
    ----------
    error : Exception or None
        What ended the test cell's block early, if anything did.

    Returns
    -------
    Verdict
        Passed only if every claim in the book was made and holds.
    """
    test = book.tests[test_id]
    info = book.exercises.get(test.exercise)
    known = observations[: len(test.claims)]
    claims = tuple(
        _judge_claim(seen, stored) for seen, stored in zip(known, test.claims, strict=False)
    )
    total = len(test.claims)
    weight = sum(claim.weight for claim in test.claims)
    held = sum(claim.weight for claim in claims if claim.passed)
    complete = len(claims) == total and (error is None or len(observations) > total)
    status: VerdictStatus = "failed"
    if complete and total > 0 and all(claim.passed for claim in claims):
        status = "passed"
    elif all(claim.unattempted for claim in claims) and (claims or isinstance(error, NameError)):
        status = "unattempted"
    return Verdict(
        test_id,
        test.exercise,
        status,
        share=held / weight if weight else 0.0,
        claims=claims,
        total=total,
        misconceptions=() if status != "failed" else _recognise(known, test),
        note="" if complete else _note(error, len(claims), total),
        hints=info.hints if info else (),
        hidden=max(0, len(observations) - total),
    )


def _note(error: Exception | None, made: int, total: int) -> str:
    if isinstance(error, NameError):
        name = getattr(error, "name", None)
        subject = f"`{name}` is not defined" if name else str(error)
        return f"{subject}. Run the answer cell above first, and keep the name it asks for."
    if error is not None:
        return f"The check stopped after {made} of {total} claims: {type(error).__name__}: {error}"
    return f"Only {made} of {total} claims were made: the check cell has been changed."


def _judge_claim(seen: Observation, stored: StoredClaim) -> ClaimResult:
    names = tuple(
        (stored.arguments[i] if i < len(stored.arguments) else name, value)
        for i, (name, value) in enumerate(seen.inputs)
    )

    def result(message: str = "", found: Difference | None = None) -> ClaimResult:
        return ClaimResult(
            stored.label or seen.label,
            seen.because,
            stored.weight,
            passed=not message,
            message=message,
            difference=found,
            inputs=names,
            unattempted=seen.outcome.status == "unattempted",
            error_type=seen.outcome.error_type,
        )

    if not _same_inputs(seen, stored):
        return result(
            "This check's stored answer belongs to other inputs. Restart the kernel and run "
            "all cells; if it stays, the release has to be built again."
        )
    outcome = seen.outcome
    if outcome.status == "unattempted":
        return result("Not attempted yet: it raises NotImplementedError.")
    if outcome.status == "error":
        return result(f"It stopped with {outcome.error_type}: {outcome.message}")
    if seen.how == "secret":
        same = secret(outcome.value) == stored.expected
        return result("" if same else _not_it(outcome.value))
    expected = seen.expected if seen.how == "given" else decode(stored.expected)
    found = difference(expected, outcome.value, seen.tolerance)
    if found is not None:
        # a property that is not true: its reason says more than "expected True, got False"
        plain = seen.how == "given" and expected is True and outcome.value is False
        return result("This does not hold." if plain else found.what, None if plain else found)
    if outcome.written:
        return result(
            f"The result is right, but the call wrote into {' and '.join(outcome.written)}: "
            "the caller's data has changed. Work on a copy."
        )
    return result()


def _not_it(answer: Any) -> str:
    """Say that a choice is not the right one, and what it is, should that be a slip."""
    plain = type(answer) in (str, int, float, bool)
    return f"{repr(answer)[:60] if plain else f'A {type(answer).__name__}'} is not it."


def _same_inputs(seen: Observation, stored: StoredClaim) -> bool:
    if len(seen.inputs) != len(stored.inputs):
        return False
    return all(
        same_fingerprint(fingerprint(value), known)
        for (_, value), known in zip(seen.inputs, stored.inputs, strict=True)
    )


def _recognise(seen: tuple[Observation, ...], test: StoredTest) -> tuple[Misconception, ...]:
    """Return the known mistakes that gave the same as this answer on every claim."""
    if len(seen) != len(test.claims):
        return ()
    mine = [fingerprint_outcome(observation.outcome) for observation in seen]
    return tuple(
        Misconception(mistake.name, mistake.hint)
        for mistake in test.mistakes
        if len(mistake.outcomes) == len(mine)
        and all(same_outcome(a, b) for a, b in zip(mine, mistake.outcomes, strict=True))
    )
