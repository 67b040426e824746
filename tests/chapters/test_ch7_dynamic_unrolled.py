"""Networks of changing depth, width and shape agree with PyTorch, and with what the text says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.widgets.own.reading import share_right
from course.widgets.own.sizes import drift

CLOSE = {"rtol": 0, "atol": 1e-10}


@pytest.fixture(scope="module")
def unrolled(references: Any) -> dict[str, Any]:
    return dict(references("ch7_dynamic", "unrolled"))


def tensors_of(net: Any) -> list[Any]:
    torch = pytest.importorskip("torch")
    return [torch.tensor(np.array(p.data), requires_grad=True) for p in net.params()]


def same_gradients(net: Any, tensors: list[Any]) -> None:
    for p, tensor in zip(net.params(), tensors, strict=True):
        assert (p.grad is None) == (tensor.grad is None)
        if p.grad is not None:
            np.testing.assert_allclose(p.grad, tensor.grad, **CLOSE)


# --- a while, backwards


@pytest.mark.parametrize("number", [0.01, 1.0, 2.0, 123.0, 1e6])
def test_the_slope_of_a_root_comes_through_the_while(
    unrolled: dict[str, Any], number: float
) -> None:
    x = unrolled["Variable"](number)
    y = unrolled["root"](x)
    y.backward()
    assert y.data == pytest.approx(np.sqrt(number), rel=1e-9)
    if number != 1:  # no round at all: the graph is y = x
        assert x.grad == pytest.approx(0.5 / np.sqrt(number), rel=1e-4)


# --- depth and width


def test_every_depth_agrees_with_pytorch(unrolled: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(0)
    for n, sizes in ((5, (3, 4, 2, 4)), (1, (2, 6, 3, 1)), (7, (4, 4, 4, 3))):
        x, upstream = rng.normal(size=(n, sizes[0])), rng.normal(size=(n, sizes[2]))
        for depth in range(sizes[3] + 1):
            net = unrolled["DynamicDepth"](*sizes, np.random.default_rng(1))
            tensors = tensors_of(net)
            h = torch.tensor(x)
            for i in range(depth + 1):
                h = torch.tanh(h @ tensors[2 * i] + tensors[2 * i + 1])
            y = h @ tensors[-2] + tensors[-1]
            y.backward(torch.tensor(upstream))
            mine = net(x, lambda _, d=depth: d)
            np.testing.assert_allclose(mine.data, y.detach(), **CLOSE)
            (mine * upstream).backward()
            same_gradients(net, tensors)


def test_every_width_agrees_with_pytorch(unrolled: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(1)
    for n, sizes in ((5, (3, 6, 2)), (1, (2, 2, 2)), (4, (1, 5, 3))):
        x, upstream = rng.normal(size=(n, sizes[0])), rng.normal(size=(n, sizes[2]))
        for k in range(1, sizes[1] + 1):
            net = unrolled["DynamicWidth"](*sizes, np.random.default_rng(2))
            W1, b1, W2, b2 = tensors = tensors_of(net)
            y = torch.tanh(torch.tensor(x) @ W1[:, :k] + b1[:k]) @ W2[:k] + b2
            y.backward(torch.tensor(upstream))
            mine = net(x, k)
            np.testing.assert_allclose(mine.data, y.detach(), **CLOSE)
            (mine * upstream).backward()
            same_gradients(net, tensors)
            assert not net.hidden.W.grad[:, k:].any()


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(-4, 3), min_size=1, max_size=9),
    st.lists(st.integers(-3, 2), min_size=1, max_size=9),
)
def test_take_agrees_with_pytorch_wherever_places_repeat(
    references: Callable[..., dict[str, Any]], rows: list[int], columns: list[int]
) -> None:
    torch = pytest.importorskip("torch")
    take = references("ch7_dynamic", "unrolled")["take"]
    x = np.random.default_rng(3).normal(size=(4, 3))
    both = list(zip(rows, columns, strict=False))
    for index in (rows, (slice(None), columns), ([r for r, _ in both], [c for _, c in both])):
        tensor = torch.tensor(x, requires_grad=True)
        y = tensor[index]
        upstream = np.random.default_rng(4).normal(size=tuple(y.shape))
        y.backward(torch.tensor(upstream))
        part = take(x, index)
        np.testing.assert_array_equal(part.data, y.detach())
        (part * upstream).backward()
        np.testing.assert_allclose(part.inputs[0].grad, tensor.grad, **CLOSE)


def test_unused_layers_rest_and_unused_units_do_not(unrolled: dict[str, Any]) -> None:
    layers, units = drift(
        unrolled["DynamicDepth"],
        unrolled["DynamicWidth"],
        unrolled["Adam"],
        unrolled["mean_squared_error"],
    )
    assert unrolled["rest_prediction"] == "B"
    assert not layers.any()
    assert units[0] > 0.001
    assert units[-1] > 3 * units[0]
    assert units[-1] - units[-10] < 0.01 * units[-1]  # "for a while"


def test_one_net_fits_at_all_depths(unrolled: dict[str, Any]) -> None:
    from course.widgets.own.sizes import DEEPEST, T, X

    net = unrolled["DynamicDepth"](1, 10, 1, DEEPEST, np.random.default_rng(1))
    unrolled["train_depths"](net, X, T, 1200, np.random.default_rng(2), DEEPEST)
    errors = [float(np.sqrt(np.mean((net(X, lambda _, d=d: d).data - T) ** 2))) for d in range(4)]
    assert max(errors) < 0.3
    assert errors[0] == max(errors)  # "depth 0 stays coarse"
    assert max(errors[2:]) < 0.5 * errors[0]


# --- circuits


def state_in_torch(torch: Any, tensors: list[Any], circuit: Any) -> Any:
    leaf, leaf_b, first, first_b, second, second_b = tensors[:6]
    if isinstance(circuit, tuple):
        a, b = (state_in_torch(torch, tensors, half) for half in circuit)
        return torch.tanh(a @ first + first_b + b @ second + second_b)
    number = torch.full((1, 1), float(circuit), dtype=torch.float64)
    return torch.tanh(number @ leaf + leaf_b)


def test_a_circuit_agrees_with_pytorch(unrolled: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    net = unrolled["CircuitNet"](4, np.random.default_rng(5))
    rng = np.random.default_rng(6)
    for p in net.params():
        p.data = p.data + 0.1 * rng.normal(size=p.shape)
    for gates in (0, 1, 2, 5, 9):
        circuit = unrolled["grow_circuit"](gates, rng)
        net.cleargrads()
        tensors = tensors_of(net)
        y = state_in_torch(torch, tensors, circuit) @ tensors[6] + tensors[7]
        y.backward()
        mine = net(circuit)
        np.testing.assert_allclose(mine.data, y.detach(), **CLOSE)
        mine.backward()
        same_gradients(net, tensors)


def test_results_of_circuits(unrolled: dict[str, Any]) -> None:
    result_of = unrolled["result_of"]
    assert [result_of(c) for c in ((0, 0), (0, 1), (1, 0), (1, 1))] == [1, 1, 1, 0]
    assert result_of((((1, 1), 1), (1, 1))) == 1
    rng = np.random.default_rng(0)

    def gates_in(circuit: Any) -> int:
        return 1 + sum(map(gates_in, circuit)) if isinstance(circuit, tuple) else 0

    assert [gates_in(unrolled["grow_circuit"](n, rng)) for n in range(30)] == list(range(30))


@pytest.mark.parametrize("seed", [0, 1])
def test_large_circuits_are_read_after_training_on_small_ones(
    unrolled: dict[str, Any], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    net = unrolled["CircuitNet"](8, rng)
    unrolled["train_circuits"](net, 400, rng)
    for gates, least in ((1, 1.0), (4, 1.0), (14, 0.93), (40, 0.85)):
        right, _ = share_right(net, gates, unrolled["grow_circuit"], unrolled["result_of"])
        assert right >= least
