"""Record a test block with a reference and judge answers by it, as build and examiner do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from autograder.build.record import stored_claim
from autograder.check import exercise
from autograder.check.book import Book, ExerciseInfo, KnownMistake, StoredTest
from autograder.check.desk import JudgingDesk, RecordingDesk, use
from autograder.check.encode import fingerprint_outcome
from autograder.check.judge import Verdict

Block = Callable[[Any, Any], None]
"""A test cell's body: `block(check, target)`."""

TEST = "thing-does"


def observe_block(block: Block, target: Any) -> tuple[Any, ...]:
    """Run a block and return its observations."""
    with use(RecordingDesk()) as desk:
        with exercise(TEST) as check:
            block(check, target)
    return desk.records[TEST][0]


def book_for(block: Block, reference: Any, mistakes: Mapping[str, Any] | None = None) -> Book:
    """Return the book that the build would write for one block."""
    seen_by_reference = observe_block(block, reference)
    claims = [stored_claim(seen, f"claim {i}") for i, seen in enumerate(seen_by_reference)]
    known = tuple(
        KnownMistake(
            name,
            f"hint for {name}",
            tuple(fingerprint_outcome(seen.outcome) for seen in observe_block(block, wrong)),
        )
        for name, wrong in (mistakes or {}).items()
    )
    info = ExerciseInfo("Thing", 5, 1, ("one", "two", "three"))
    book = Book("nb", 0, {TEST: StoredTest("thing", tuple(claims), known)}, {"thing": info})
    return Book.from_json(book.to_json())  # as a learner's kernel reads it


def judge_block(book: Book, block: Block, target: Any) -> Verdict:
    """Judge one answer."""
    with use(JudgingDesk(book)) as desk:
        with exercise(TEST) as check:
            block(check, target)
    return desk.verdicts[TEST]


def verdict_of(block: Block, reference: Any, answer: Any, **mistakes: Any) -> Verdict:
    """Judge an answer by a reference in one go."""
    return judge_block(book_for(block, reference, mistakes), block, answer)
