"""The hardest exercises to come: answers in the sandbox, scenarios in the examiner.

Every scenario is a plain function of its target. It is run on a reference in this process and on a
handle, and has to give the same, to the last bit.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import hard_exercises as hard
import numpy as np
import pytest
from check_tools import book_for, judge_block
from hard_exercises import ALL, HardExercise

from autograder.check import hold, place, value
from autograder.sandbox import Remote, Sandbox, SandboxLost

IN_PLACE = """
class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.t, self.m, self.v = 0, {}, {}

    def update(self, params, grads):
        self.t += 1
        for name, grad in grads.items():
            self.m[name] = self.beta1 * self.m.get(name, 0) + (1 - self.beta1) * grad
            self.v[name] = self.beta2 * self.v.get(name, 0) + (1 - self.beta2) * grad**2
            m = self.m[name] / (1 - self.beta1**self.t)
            v = self.v[name] / (1 - self.beta2**self.t)
            params[name] -= self.lr * m / (np.sqrt(v) + self.eps)
"""
REBINDING = IN_PLACE.replace("params[name] -= ", "params[name] = params[name] - ")


def here(source: str, name: str) -> Any:
    namespace: dict[str, Any] = {"np": np}
    exec(source, namespace)
    return namespace[name]


@pytest.fixture
def there(sandbox: Sandbox) -> Iterator[Callable[[str, str], Any]]:
    """Define an answer in the sandbox, and fetch it on a snapshot as grading does."""
    with contextlib.ExitStack() as snapshots:

        def define(source: str, name: str) -> Any:
            assert sandbox.run_cell("import numpy as np\n" + source).error is None
            return snapshots.enter_context(sandbox.snapshot(60)).fetch(name)

        yield define


def same(a: Any, b: Any) -> bool:
    if type(a) is not type(b):
        return False
    if type(a) in (list, tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if type(a) is dict:
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    return bool(a == b)


def softmax_rows(f: Any) -> Any:
    return [f([1.0, 2.0, 3.0]), f(hard.Z), f(hard.Z, axis=0), f(hard.Z[None]), f(hard.Z.T)]


def gradient_and_calls(f: Any) -> Any:
    calls = []

    def watched(x: np.ndarray) -> float:
        calls.append(x.copy())
        return hard.quadratic(x)

    return f(watched, np.array([1.0, 2.0, -1.0])), calls


def adam_in_place(Adam: Any) -> Any:
    rng = np.random.default_rng(3)
    start = {"W": rng.normal(size=(2, 3)), "b": rng.normal(size=3) * 1e-4}
    optimizer, params, history = Adam(lr=0.01), place(start, near=Adam), []
    for _ in range(5):
        grads = {name: rng.normal(size=array.shape) * 1e-4 for name, array in start.items()}
        optimizer.update(params, grads)
        history.append(value(params))
    return history, start, optimizer.t, value(optimizer.m)


def adam_alias(Adam: Any) -> bool:
    """Tell whether the array that the model holds is the one which was updated."""
    params = place({"w": np.ones(2)}, near=Adam)
    alias = hold(params)["w"]
    Adam(lr=0.1).update(params, {"w": np.ones(2)})
    return same(value(alias), value(params)["w"])


def variable_scenario(Variable: Any) -> Any:
    x = Variable(np.array([1.0, 3.0]))
    y = x + x
    for _ in range(3):
        y = y * x
    y.backward()
    return y.data, x.grad, hard.diamond(Variable), hard.handed_back(Variable), hard.deep(Variable)


def dynamic_scenario(train: Any) -> Any:
    x = np.linspace(0, 1, 5)
    runs = [train(x, x**2, p, 200, np.random.default_rng(seed)) for p, seed in ((0.8, 1), (0.5, 2))]
    kept = place(np.random.default_rng(9), near=train)
    return runs, [train(x, x**2, 0.5, 10, kept) for _ in range(2)]


SCENARIOS = [
    (hard.SOFTMAX.reference, "softmax", softmax_rows),
    (hard.NUMERICAL_GRADIENT.reference, "numerical_gradient", gradient_and_calls),
    (hard.ADAM.reference, "Adam", hard.five_steps),
    (IN_PLACE, "Adam", adam_in_place),
    (IN_PLACE, "Adam", adam_alias),
    (REBINDING, "Adam", adam_in_place),
    (REBINDING, "Adam", adam_alias),
    (hard.BATCHNORM.reference, "BatchNorm", hard.train_then_evaluate),
    (hard.VARIABLE.reference, "Variable", variable_scenario),
    (hard.DYNAMIC.reference, "train_dynamic", dynamic_scenario),
]


@pytest.mark.parametrize(
    ("source", "name", "scenario"), SCENARIOS, ids=[s[2].__name__ for s in SCENARIOS]
)
def test_a_scenario_gives_the_same_on_either_side(
    source: str, name: str, scenario: Any, there: Any
) -> None:
    assert same(scenario(there(source, name)), scenario(here(source, name)))


def test_updating_in_place_and_rebinding_are_told_apart(there: Any) -> None:
    assert adam_alias(there(IN_PLACE, "Adam")) is True
    assert adam_alias(there(REBINDING, "Adam")) is False


def test_a_generator_that_was_passed_in_has_advanced_afterwards(there: Any) -> None:
    train = there(hard.DYNAMIC.reference, "train_dynamic")
    x, rng = np.ones(3), np.random.default_rng(5)
    _, (*_, after), _ = train.__dbh_invoke__((x, x, 0.5, 7, rng), {})
    rng.random(7)
    assert after.bit_generator.state == rng.bit_generator.state


@pytest.fixture(params=ALL, ids=lambda exercise: exercise.name)
def exercise(request: pytest.FixtureRequest) -> HardExercise:
    return request.param


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_claims_hold_for_handles_as_they_do_here(exercise: HardExercise, there: Any) -> None:
    wrong = {name: here(source, exercise.name) for name, source in exercise.mistakes.items()}
    book = book_for(exercise.block, here(exercise.reference, exercise.name), wrong)
    answer = there(exercise.reference, exercise.name)
    assert type(answer) is Remote
    assert judge_block(book, exercise.block, answer).status == "passed"
    for name, source in exercise.mistakes.items():
        verdict = judge_block(book, exercise.block, there(source, exercise.name))
        assert verdict.status == "failed", name
        assert name in [one.name for one in verdict.misconceptions]


def test_a_skeleton_is_not_attempted_over_there_either(exercise: HardExercise, there: Any) -> None:
    book = book_for(exercise.block, here(exercise.reference, exercise.name))
    skeleton = there(
        "class Skeleton:\n    def __call__(self, *args, **kwargs): raise NotImplementedError\n"
        "skeleton = Skeleton()",
        "skeleton",
    )
    assert judge_block(book, exercise.block, skeleton).status == "unattempted"


XOR = """
def nand_gate(a, b): return int(1.5 - a - b > 0)
def or_gate(a, b): return int(a + b - 0.5 > 0)
def and_gate(a, b): return int(a + b - 1.5 > 0)
def xor_gate(a, b): return and_gate(nand_gate(a, b), or_gate(a, b))
"""


def xor_block(check: Any, xor: Any) -> None:
    calls = []

    def counting_and(a: int, b: int) -> int:
        calls.append((a, b))
        return int(a and b)

    check(xor).on(1, 0)
    check(xor).calls(
        {"and_gate": counting_and},
        lambda f: [f(0, 1), f(1, 1), len(calls) >= 2],
        equals=[1, 0, True],
        because="it is made of gates",
    )


def test_global_names_are_replaced_over_there(there: Any, sandbox: Sandbox) -> None:
    book = book_for(xor_block, here(XOR, "xor_gate"))
    assert judge_block(book, xor_block, there(XOR, "xor_gate")).status == "passed"
    cheat = XOR + "def xor_gate(a, b): return a ^ b\n"
    assert judge_block(book, xor_block, there(cheat, "xor_gate")).status == "failed"


@pytest.mark.parametrize("end", ["import os; os._exit(0)", "while True: pass"])
def test_claims_on_a_process_that_ends_fail_and_do_not_hang(end: str, sandbox: Sandbox) -> None:
    block = hard.SOFTMAX.block
    book = book_for(block, here(hard.SOFTMAX.reference, "softmax"))
    assert sandbox.run_cell(f"def softmax(z, axis=-1):\n    {end}").error is None
    with sandbox.snapshot(0.5) as snapshot:
        assert judge_block(book, block, snapshot.fetch("softmax")).status == "failed"
    assert sandbox.lost is None


def test_a_patched_numpy_does_not_pass(sandbox: Sandbox) -> None:
    book = book_for(hard.SOFTMAX.block, here(hard.SOFTMAX.reference, "softmax"))
    sandbox.run_cell(
        "import numpy as np, builtins\n"
        "np.allclose = np.array_equal = lambda *a, **k: True\n"
        "class Always:\n"
        "    __eq__ = __le__ = __ge__ = __lt__ = __gt__ = lambda self, other: True\n"
        "    shape, dtype = (3,), np.dtype(float)\n"
        "    def __array__(self, *a, **k): return np.zeros(3)\n"
        "    def __getattr__(self, name): return lambda *a, **k: True\n"
        "def softmax(z, axis=-1): return Always()"
    )
    with sandbox.snapshot(10) as snapshot:
        verdict = judge_block(book, hard.SOFTMAX.block, snapshot.fetch("softmax"))
        assert verdict.status == "failed"
        with pytest.raises(TypeError):
            np.asarray(snapshot.fetch("softmax")(1))
    with pytest.raises(SandboxLost):
        snapshot.fetch("softmax")
