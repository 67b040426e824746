"""The same tests, answers and mistakes as in one process, with the answers in a sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from check_tools import book_for, judge_block
from hard_exercises import ALL, HardExercise

from autograder.sandbox import Remote, Sandbox

SKELETON = "def {name}(*args, **kwargs):\n    raise NotImplementedError"


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    with Sandbox.start(tmp_path) as one:
        one.run_cell("import numpy as np")
        yield one


def make_here(source: str, name: str) -> Any:
    import numpy as np

    namespace: dict[str, Any] = {"np": np}
    exec(source, namespace)
    return namespace[name]


def hard_book(hard: HardExercise) -> Any:
    wrong = {name: make_here(source, hard.name) for name, source in hard.mistakes.items()}
    return book_for(hard.block, make_here(hard.reference, hard.name), wrong)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("hard", ALL, ids=lambda exercise: exercise.name)
def test_answers_in_another_process_are_judged_alike(hard: HardExercise, sandbox: Sandbox) -> None:
    book = hard_book(hard)
    for name, source in {"": hard.reference, **hard.mistakes}.items():
        with sandbox.snapshot(20) as snapshot:
            assert snapshot.run_cell(source).error is None
            answer = snapshot.fetch(hard.name)
            assert type(answer) is Remote
            verdict = judge_block(book, hard.block, answer)
        assert verdict.status == ("failed" if name else "passed"), (name, verdict.first_failure)
        if name:
            assert name in [one.name for one in verdict.misconceptions]


@pytest.mark.parametrize("hard", ALL, ids=lambda exercise: exercise.name)
def test_a_skeleton_in_another_process_is_not_attempted(
    hard: HardExercise, sandbox: Sandbox
) -> None:
    with sandbox.snapshot(20) as snapshot:
        snapshot.run_cell(SKELETON.format(name=hard.name))
        verdict = judge_block(hard_book(hard), hard.block, snapshot.fetch(hard.name))
    assert verdict.status == "unattempted"


LIARS = """
class Liar(np.ndarray):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0
class Everything:
    shape = (2, 3)
    def __eq__(self, other): return True
    def __bool__(self): return True
    def __array__(self, *a, **k): return np.ones((2, 3))
    def __getattr__(self, name): return self
    def __call__(self, *a, **k): return self
def softmax(z, axis=-1):
    return {answer}
"""


@pytest.mark.parametrize(
    "answer", ["np.ones(np.shape(z)).view(Liar)", "Everything()", "[Everything()]", "Everything"]
)
def test_what_claims_to_equal_anything_is_rejected(answer: str, sandbox: Sandbox) -> None:
    hard = ALL[0]
    with sandbox.snapshot(20) as snapshot:
        snapshot.run_cell(LIARS.replace("{answer}", answer))
        verdict = judge_block(hard_book(hard), hard.block, snapshot.fetch("softmax"))
    assert verdict.status == "failed"
    assert verdict.held == 0


@pytest.mark.parametrize("answer", ["honest", "Honest()"])
def test_global_names_are_replaced_in_functions_and_objects_alike(
    answer: str, sandbox: Sandbox
) -> None:
    source = (
        "def gate(a, b): return 0\n"
        "def honest(a, b): return gate(a, b)\n"
        "class Honest:\n    def __call__(self, a, b): return gate(a, b)\n"
        f"answer = {answer}"
    )

    def block(check: Any, f: Any) -> None:
        seen = []

        def spy(a: int, b: int) -> int:
            seen.append((a, b))
            return 7

        check(f).calls({"gate": spy}, lambda g: (g(1, 2), list(seen)), equals=(7, [(1, 2)]))

    with sandbox.snapshot(20) as snapshot:
        assert snapshot.run_cell(source).error is None
        book = book_for(block, make_here(source, "honest"))
        assert judge_block(book, block, snapshot.fetch("answer")).status == "passed"
        assert snapshot.fetch("gate")(1, 2) == 0, "the replaced name is put back"
