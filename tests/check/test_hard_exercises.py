"""The library serves the hardest exercises to come, test and answer in one process."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from check_tools import book_for, judge_block
from hard_exercises import ALL, HardExercise


def make(source: str, name: str) -> Any:
    namespace: dict[str, Any] = {"np": np}
    exec(source, namespace)
    return namespace[name]


@pytest.fixture(params=ALL, ids=lambda exercise: exercise.name)
def hard(request: pytest.FixtureRequest) -> HardExercise:
    return request.param


def hard_book(hard: HardExercise) -> Any:
    wrong = {name: make(source, hard.name) for name, source in hard.mistakes.items()}
    return book_for(hard.block, make(hard.reference, hard.name), wrong)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_the_reference_passes_and_every_mistake_is_named(hard: HardExercise) -> None:
    book = hard_book(hard)
    assert judge_block(book, hard.block, make(hard.reference, hard.name)).status == "passed"
    for name, source in hard.mistakes.items():
        verdict = judge_block(book, hard.block, make(source, hard.name))
        assert verdict.status == "failed", name
        assert name in [one.name for one in verdict.misconceptions]


def test_a_skeleton_is_not_attempted(hard: HardExercise) -> None:
    def skeleton(*args: Any, **kwargs: Any) -> None:
        raise NotImplementedError

    assert judge_block(hard_book(hard), hard.block, skeleton).status == "unattempted"
