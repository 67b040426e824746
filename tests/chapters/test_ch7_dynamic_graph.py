"""The engine of chapter 7, and tape.py and chains.py, agree with PyTorch on random graphs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

FOLDER = Path(__file__).parents[2] / "source_notebooks" / "ch7_dynamic"
CLOSE = {"rtol": 1e-10, "atol": 1e-10}

#: Shapes that broadcast with each other, and (with MatMul) fit into chains of products.
SHAPES = ((), (3,), (1, 3), (3, 1), (3, 3), (2, 3, 3), (1,))


@pytest.fixture(scope="module")
def engine(references: Any) -> dict[str, Any]:
    return dict(references("ch7_dynamic", "graph"))


@pytest.fixture(scope="module")
def given_files() -> Iterator[tuple[Any, Any]]:
    before = {name: sys.modules.pop(name, None) for name in ("tape", "chains")}
    sys.path.insert(0, str(FOLDER))
    import chains
    import tape

    yield tape, chains
    sys.path.remove(str(FOLDER))
    for name, module in before.items():
        sys.modules.pop(name, None)
        if module is not None:
            sys.modules[name] = module


# --- random graphs

#: (operation, which earlier variable, which other one); the numbers are taken modulo what there is
Program = list[tuple[str, int, int]]
OPERATIONS = ("add", "mul", "matmul", "relu", "exp", "square", "sum")
programs = st.lists(
    st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 30), st.integers(0, 30)),
    min_size=1,
    max_size=14,
)
leaves = st.lists(st.sampled_from(SHAPES), min_size=1, max_size=4)


def run(program: Program, start: list[Any], does: dict[str, Callable[..., Any]]) -> list[Any]:
    """Run a program; operations whose shapes do not fit, or that grow too large, are left out."""
    made = list(start)
    for name, one, other in program:
        x, y = made[one % len(made)], made[other % len(made)]
        if name == "matmul" and not (len(x.data.shape) == len(y.data.shape) == 2):
            continue
        if name == "matmul" and x.data.shape[1] != y.data.shape[0]:
            continue
        if name in ("exp", "square", "mul", "matmul") and _large(x):
            continue
        made.append(does[name](x, y) if name in ("add", "mul", "matmul") else does[name](x))
    return made


def _large(x: Any) -> bool:
    return bool(np.abs(np.asarray(x.data)).max() > 4)


def by_engine(engine: dict[str, Any]) -> dict[str, Callable[..., Any]]:
    names = {"add": "Add", "mul": "Mul", "matmul": "MatMul", "relu": "ReLU"}
    names |= {"exp": "Exp", "square": "Square", "sum": "Sum"}
    return {short: lambda *v, F=engine[name]: F()(*v) for short, name in names.items()}


def by_tape(tape: Any) -> dict[str, Callable[..., Any]]:
    def exp(x: Any) -> Any:
        y = np.exp(x.data)
        return tape.apply("exp", y, lambda g: (g * y,), x)

    return {
        "add": tape.add, "mul": tape.multiply, "matmul": tape.matmul, "relu": tape.relu,
        "exp": exp, "square": lambda x: x * x, "sum": tape.total,
    }  # fmt: skip


def by_torch(torch: Any) -> dict[str, Callable[..., Any]]:
    return {
        "add": torch.add, "mul": torch.mul, "matmul": torch.matmul, "relu": torch.relu,
        "exp": torch.exp, "square": lambda x: x * x, "sum": lambda x: x.sum(),
    }  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(program=programs, shapes=leaves, seed=st.integers(0, 2**16))
def test_random_graphs_agree_with_pytorch(
    engine: dict[str, Any],
    given_files: Any,
    program: Program,
    shapes: list[tuple[int, ...]],
    seed: int,
) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(seed)
    arrays = [rng.normal(size=shape) for shape in shapes]
    expected = run(
        program, [torch.tensor(a, dtype=torch.float64, requires_grad=True) for a in arrays],
        by_torch(torch),
    )  # fmt: skip
    for one in expected:
        one.retain_grad()
    expected[-1].sum().backward()
    own = run(program, [engine["Variable"](a) for a in arrays], by_engine(engine))
    taped = run(program, [given_files[0].Variable(a) for a in arrays], by_tape(given_files[0]))
    engine["backward"](own[-1])
    taped[-1].backward()
    for theirs, *ours in zip(expected, own, taped, strict=True):
        for mine in ours:
            np.testing.assert_allclose(mine.data, theirs.detach().numpy(), **CLOSE)
            if theirs.grad is None:
                assert mine.grad is None
            else:
                assert mine.grad.shape == mine.data.shape
                np.testing.assert_allclose(mine.grad, theirs.grad.numpy(), **CLOSE)


@settings(max_examples=40, deadline=None)
@given(program=programs, shapes=leaves, seed=st.integers(0, 2**16))
def test_random_graphs_agree_with_central_differences(
    engine: dict[str, Any], program: Program, shapes: list[tuple[int, ...]], seed: int
) -> None:
    program = [step for step in program if step[0] != "relu"]  # no bends
    rng = np.random.default_rng(seed)
    arrays = [rng.normal(size=shape) / 2 for shape in shapes]
    does = by_engine(engine)

    def end(*values: Any) -> float:
        # what was left out for its size must not change with a wiggle: the program is fixed below
        return float(run(fixed, [engine["Variable"](a) for a in values], free)[-1].data.sum())

    chosen: Program = []
    own = [engine["Variable"](a) for a in arrays]
    for step in program:
        longer = run([*chosen, step], own, does)
        if len(longer) > len(own) + len(chosen):
            chosen.append(step)
    fixed, free = chosen, does
    made = run(fixed, own, free)
    engine["backward"](made[-1])
    for number, array in enumerate(arrays):
        direction = rng.normal(size=array.shape)
        h = 1e-6
        ends = []
        for sign in (1, -1):
            moved = list(arrays)
            moved[number] = array + sign * h * direction
            ends.append(end(*moved))
        if made[number].grad is None:
            assert ends[0] == ends[1]
            continue
        slope = float((made[number].grad * direction).sum())
        scale = max(1.0, abs(ends[0]), abs(slope))
        assert abs((ends[0] - ends[1]) / (2 * h) - slope) < 2e-4 * scale


@given(program=programs, shapes=leaves, seed=st.integers(0, 2**16), times=st.integers(2, 3))
@settings(max_examples=40, deadline=None)
def test_several_calls_add_up_exactly(
    engine: dict[str, Any],
    given_files: Any,
    program: Program,
    shapes: list[tuple[int, ...]],
    seed: int,
    times: int,
) -> None:
    rng = np.random.default_rng(seed)
    arrays = [rng.normal(size=shape) for shape in shapes]
    tape = given_files[0]
    for make, does, backward in (
        (engine["Variable"], by_engine(engine), engine["backward"]),
        (tape.Variable, by_tape(tape), tape.Variable.backward),
    ):
        made = run(program, [make(a) for a in arrays], does)
        backward(made[-1])
        once = [None if v.grad is None else np.array(v.grad) for v in made]
        for _ in range(times - 1):
            backward(made[-1])
        for v, first in zip(made, once, strict=True):
            if first is not None:
                np.testing.assert_allclose(v.grad, times * first, rtol=1e-12)


@given(program=programs, shapes=leaves)
@settings(max_examples=60, deadline=None)
def test_the_order_serves_nobody_too_early(
    engine: dict[str, Any], program: Program, shapes: list[tuple[int, ...]]
) -> None:
    made = run(program, [engine["Variable"](np.ones(shape)) for shape in shapes], by_engine(engine))
    listed = engine["order"](made[-1])
    place = {id(v): i for i, v in enumerate(listed)}
    assert len(place) == len(listed)
    assert listed[0] is made[-1]
    for v in listed:
        for source in v.creator.inputs if v.creator else ():
            assert place[id(source)] > place[id(v)]


@given(
    big=st.lists(st.integers(1, 4), max_size=4),
    cut=st.integers(0, 4),
    ones=st.lists(st.booleans(), min_size=4, max_size=4),
    seed=st.integers(0, 99),
)
def test_folding_is_the_adjoint_of_broadcasting(
    engine: dict[str, Any], big: list[int], cut: int, ones: list[bool], seed: int
) -> None:
    small = tuple(1 if one else n for one, n in zip(ones, big[cut:], strict=False))
    rng = np.random.default_rng(seed)
    x, a = rng.normal(size=big), rng.normal(size=small)
    folded = engine["sum_to"](x, small)
    assert np.shape(folded) == small
    spread = np.broadcast_to(a, x.shape)
    np.testing.assert_allclose((spread * x).sum(), (a * folded).sum(), **CLOSE)


# --- depth


@pytest.mark.parametrize("depth", [10_000, 100_000])
def test_deep_graphs_need_no_recursion(
    engine: dict[str, Any], given_files: Any, depth: int
) -> None:
    x = engine["Variable"](1.5)
    y = x.climb(depth)
    assert len(engine["order"](y)) == depth + 1
    engine["backward"](y)
    assert x.grad == depth + 1
    z = given_files[0].Variable(1.5)
    end = z
    for _ in range(depth):
        end = end + z
    end.backward()
    assert z.grad == depth + 1


def test_many_roads_take_no_longer_than_few(engine: dict[str, Any], given_files: Any) -> None:
    for make, backward in (
        (engine["Variable"], engine["backward"]),
        (given_files[0].Variable, given_files[0].Variable.backward),
    ):
        x = make(1.0)
        y = x
        for _ in range(200):  # 2 to the power of 200 roads
            y = y + y
        backward(y)
        assert float(x.grad) == 2.0**200


def test_the_numbers_that_the_text_names(engine: dict[str, Any]) -> None:
    Variable, backward = engine["Variable"], engine["backward"]
    for number, count, slope in ((3.0, 6, 97), (8.0, 3, 33), (10.0, 2, 21)):
        x = Variable(number)
        y = engine["doubling"](x)
        functions = [v for v in engine["order"](y) if v.creator is not None]
        assert len(functions) == count
        backward(y)
        assert x.grad == slope
    x = Variable(2.0)
    y = x
    while y.data < 100:
        y = y * y
    backward(y)
    assert x.grad == 1024
    assert engine["loop_prediction"] == "C"


# --- training


def test_training_agrees_with_pytorch(engine: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    params = engine["first_params"](1, 10, 1, np.random.default_rng(1))
    X, t = engine["X_machine"], engine["t_machine"]
    losses, trained = engine["train"](X, t, params, 0.1, 300)
    theirs = {k: torch.tensor(v.copy(), requires_grad=True) for k, v in params.items()}
    sgd = torch.optim.SGD(theirs.values(), lr=0.1)
    expected = []
    for _ in range(300):
        hidden = torch.relu(torch.tensor(X) @ theirs["W1"] + theirs["b1"])
        loss = torch.nn.functional.mse_loss(hidden @ theirs["W2"] + theirs["b2"], torch.tensor(t))
        sgd.zero_grad()
        loss.backward()
        sgd.step()
        expected.append(loss.item())
    np.testing.assert_allclose(losses, expected, rtol=1e-9)
    for name, array in trained.items():
        np.testing.assert_allclose(array, theirs[name].detach().numpy(), rtol=1e-8)


def test_the_project_learns_the_ten_points(engine: dict[str, Any]) -> None:
    params = engine["first_params"](1, 10, 1, np.random.default_rng(1))
    losses, _ = engine["train"](engine["X_machine"], engine["t_machine"], params, 0.1, 2000)
    assert losses[0] == pytest.approx(0.45, abs=0.005)
    assert losses[100] == pytest.approx(0.142, abs=0.001)
    assert losses[-1] == pytest.approx(0.003, abs=0.0002)


# --- tape.py and chains.py


@pytest.mark.parametrize("name", ["relu", "leaky_relu", "sigmoid", "tanh", "negative", "total"])
@pytest.mark.parametrize("shape", [(), (5,), (3, 4)])
def test_bends_of_the_tape_agree_with_pytorch(
    given_files: Any, name: str, shape: tuple[int, ...]
) -> None:
    torch = pytest.importorskip("torch")
    tape = given_files[0]
    theirs = {
        "relu": torch.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "negative": torch.neg,
        "leaky_relu": lambda x: torch.nn.functional.leaky_relu(x, 0.2), "total": torch.sum,
    }[name]  # fmt: skip
    rng = np.random.default_rng(0)
    data, weight = 3 * rng.normal(size=shape), rng.normal(size=shape)
    x = tape.Variable(data)
    y = getattr(tape, name)(x)
    tape.total(y * weight if name != "total" else y * 0.7).backward()
    u = torch.tensor(data, requires_grad=True)
    v = theirs(u)
    (v * torch.tensor(weight) if name != "total" else v * 0.7).sum().backward()
    np.testing.assert_allclose(y.data, v.detach().numpy(), **CLOSE)
    np.testing.assert_allclose(x.grad, u.grad.numpy(), **CLOSE)


def test_the_bends_of_the_tape_are_closed_at_zero(given_files: Any) -> None:
    tape = given_files[0]
    for bend, slope in ((tape.relu, 0.0), (tape.leaky_relu, 0.2)):
        x = tape.Variable([0.0, 1.0])
        tape.total(bend(x)).backward()
        assert list(x.grad) == [slope, 1.0]


def test_the_sigmoid_of_the_tape_does_not_overflow(given_files: Any) -> None:
    y = given_files[0].sigmoid([-1000.0, 1000.0])
    assert list(y.data) == [0.0, 1.0]


@pytest.mark.parametrize("shapes", [((2, 3), (3, 4)), ((5, 2, 3), (3, 4)), ((5, 2, 3), (5, 3, 1))])
def test_products_of_the_tape_agree_with_pytorch(given_files: Any, shapes: Any) -> None:
    torch = pytest.importorskip("torch")
    tape = given_files[0]
    rng = np.random.default_rng(1)
    arrays = [rng.normal(size=shape) for shape in shapes]
    ours = [tape.Variable(a) for a in arrays]
    y = ours[0] @ ours[1]
    weight = rng.normal(size=y.shape)
    tape.total(y * weight).backward()
    theirs = [torch.tensor(a, requires_grad=True) for a in arrays]
    ((theirs[0] @ theirs[1]) * torch.tensor(weight)).sum().backward()
    for mine, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(mine.grad, other.grad.numpy(), **CLOSE)


def test_the_loss_of_the_tape_agrees_with_pytorch(given_files: Any) -> None:
    torch = pytest.importorskip("torch")
    tape = given_files[0]
    rng = np.random.default_rng(2)
    y, t = rng.normal(size=(2, 4, 3))
    mine, goal = tape.Variable(y), tape.Variable(t)
    loss = tape.mean_squared_error(mine, goal) * 0.7
    loss.backward()
    u, v = (torch.tensor(a, requires_grad=True) for a in (y, t))
    other = torch.nn.functional.mse_loss(u, v) * 0.7
    other.backward()
    np.testing.assert_allclose(loss.data, other.item(), **CLOSE)
    np.testing.assert_allclose(mine.grad, u.grad.numpy(), **CLOSE)
    np.testing.assert_allclose(goal.grad, v.grad.numpy(), **CLOSE)


def test_operators_of_the_tape_work_from_both_sides_and_keep_float32(given_files: Any) -> None:
    tape = given_files[0]
    x = tape.Variable(np.array([1.0, -2.0], dtype=np.float32))
    a = np.array([3.0, 4.0], dtype=np.float32)
    for y, expected in (
        (x + 2.0, [3, 0]), (2.0 + x, [3, 0]), (x - 1.0, [0, -3]), (1.0 - x, [0, 3]),
        (x * 3.0, [3, -6]), (3.0 * x, [3, -6]), (-x, [-1, 2]), (a - x, [2, 6]), (a * x, [3, -8]),
    ):  # fmt: skip
        assert y.data.dtype == np.float32
        np.testing.assert_array_equal(y.data, expected)
        y.backward()
        assert x.grad.dtype == np.float32
        x.cleargrad()
    product = np.ones((1, 2), dtype=np.float32) @ tape.Variable(np.ones((2, 1), dtype=np.float32))
    assert product.shape == (1, 1)
    assert product.data.dtype == np.float32
    assert tape.Variable([1, 2]).data.dtype == np.float64


def test_adam_of_the_chains_agrees_with_pytorch(given_files: Any) -> None:
    torch = pytest.importorskip("torch")
    tape, chains = given_files

    class Net(chains.Chain):  # type: ignore[name-defined,misc]  # comes from a path
        def __call__(self, x: Any) -> Any:
            return self.l2(tape.tanh(self.l1(x)))

    rng = np.random.default_rng(3)
    net = Net(l1=chains.Linear(2, 5, rng), l2=chains.Linear(5, 3, rng))
    theirs = [torch.tensor(p.data.copy(), requires_grad=True) for p in net.params()]
    ours, other = chains.Adam(net, lr=0.02), torch.optim.Adam(theirs, lr=0.02)
    X, t = rng.normal(size=(4, 2)), rng.normal(size=(4, 3))
    for _ in range(25):
        tape.mean_squared_error(net(X), t).backward()
        ours.update()
        W1, b1, W2, b2 = theirs
        loss = torch.nn.functional.mse_loss(
            torch.tanh(torch.tensor(X) @ W1 + b1) @ W2 + b2, torch.tensor(t)
        )
        other.zero_grad()
        loss.backward()
        other.step()
    assert all(p.grad is None for p in net.params())
    for p, q in zip(net.params(), theirs, strict=True):
        np.testing.assert_allclose(p.data, q.detach().numpy(), rtol=1e-8, atol=1e-10)


def test_adam_lets_a_parameter_without_a_gradient_rest(given_files: Any) -> None:
    tape, chains = given_files
    rng = np.random.default_rng(4)
    net = chains.Chain(l1=chains.Linear(2, 2, rng), l2=chains.Linear(2, 2, rng))
    adam = chains.Adam(net, lr=0.1)
    before = [p.data.copy() for p in net.l2.params()]
    for _ in range(3):
        tape.total(net.l1(np.ones((1, 2)))).backward()
        adam.update()
    for p, old in zip(net.l2.params(), before, strict=True):
        np.testing.assert_array_equal(p.data, old)
    assert [p.name for p in net.params()] == ["W", "b", "W", "b"]
