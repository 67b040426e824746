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
def own(references: Any) -> dict[str, Any]:
    return dict(references("ch7_dynamic", "your_own"))


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
def test_the_slope_of_a_root_comes_through_the_while(own: dict[str, Any], number: float) -> None:
    x = own["Variable"](number)
    y = own["root"](x)
    y.backward()
    assert y.data == pytest.approx(np.sqrt(number), rel=1e-9)
    if number != 1:  # no round at all: the graph is y = x
        assert x.grad == pytest.approx(0.5 / np.sqrt(number), rel=1e-4)


# --- depth and width


def test_every_depth_agrees_with_pytorch(own: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(0)
    for n, sizes in ((5, (3, 4, 2, 4)), (1, (2, 6, 3, 1)), (7, (4, 4, 4, 3))):
        x, upstream = rng.normal(size=(n, sizes[0])), rng.normal(size=(n, sizes[2]))
        for depth in range(sizes[3] + 1):
            net = own["DynamicDepth"](*sizes, np.random.default_rng(1))
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


def test_every_width_agrees_with_pytorch(own: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(1)
    for n, sizes in ((5, (3, 6, 2)), (1, (2, 2, 2)), (4, (1, 5, 3))):
        x, upstream = rng.normal(size=(n, sizes[0])), rng.normal(size=(n, sizes[2]))
        for k in range(1, sizes[1] + 1):
            net = own["DynamicWidth"](*sizes, np.random.default_rng(2))
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
    take = references("ch7_dynamic", "your_own")["take"]
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


def test_unused_layers_rest_and_unused_units_do_not(own: dict[str, Any]) -> None:
    layers, units = drift(
        own["DynamicDepth"], own["DynamicWidth"], own["Adam"], own["mean_squared_error"]
    )
    assert own["rest_prediction"] == "B"
    assert not layers.any()
    assert units[0] > 0.001
    assert units[-1] > 3 * units[0]
    assert units[-1] - units[-10] < 0.01 * units[-1]  # "for a while"


def test_one_net_fits_at_all_depths(own: dict[str, Any]) -> None:
    from course.widgets.own.sizes import DEEPEST, T, X

    net = own["DynamicDepth"](1, 10, 1, DEEPEST, np.random.default_rng(1))
    own["train_depths"](net, X, T, 1200, np.random.default_rng(2), DEEPEST)
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


def test_a_circuit_agrees_with_pytorch(own: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    net = own["CircuitNet"](4, np.random.default_rng(5))
    rng = np.random.default_rng(6)
    for p in net.params():
        p.data = p.data + 0.1 * rng.normal(size=p.shape)
    for gates in (0, 1, 2, 5, 9):
        circuit = own["grow_circuit"](gates, rng)
        net.cleargrads()
        tensors = tensors_of(net)
        y = state_in_torch(torch, tensors, circuit) @ tensors[6] + tensors[7]
        y.backward()
        mine = net(circuit)
        np.testing.assert_allclose(mine.data, y.detach(), **CLOSE)
        mine.backward()
        same_gradients(net, tensors)


def test_results_of_circuits(own: dict[str, Any]) -> None:
    result_of = own["result_of"]
    assert [result_of(c) for c in ((0, 0), (0, 1), (1, 0), (1, 1))] == [1, 1, 1, 0]
    assert result_of((((1, 1), 1), (1, 1))) == 1
    rng = np.random.default_rng(0)

    def gates_in(circuit: Any) -> int:
        return 1 + sum(map(gates_in, circuit)) if isinstance(circuit, tuple) else 0

    assert [gates_in(own["grow_circuit"](n, rng)) for n in range(30)] == list(range(30))


@pytest.mark.parametrize("seed", [0, 1])
def test_large_circuits_are_read_after_training_on_small_ones(
    own: dict[str, Any], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    net = own["CircuitNet"](8, rng)
    own["train_circuits"](net, 400, rng)
    for gates, least in ((1, 1.0), (4, 1.0), (14, 0.93), (40, 0.85)):
        right, _ = share_right(net, gates, own["grow_circuit"], own["result_of"])
        assert right >= least


# --- the contract


def test_the_plain_chain_agrees_with_pytorch_at_each_switch(own: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(7)
    x, upstream = rng.normal(size=(6, 1)), rng.normal(size=(6, 1))
    bends = (torch.tanh, torch.sigmoid, lambda v: torch.nn.functional.leaky_relu(v, 0.2))
    for switch, bend in enumerate(bends):
        net = own["OwnChain"](np.random.default_rng(8))
        W1, b1, W2, b2, W3, b3 = tensors = tensors_of(net)
        y = bend(bend(torch.tensor(x) @ W1 + b1) @ W2 + b2) @ W3 + b3
        y.backward(torch.tensor(upstream))
        mine = net(x, switch)
        np.testing.assert_allclose(mine.data, y.detach(), **CLOSE)
        (mine * upstream).backward()
        same_gradients(net, tensors)
    assert sum(p.data.size for p in net.params()) == 141


def test_the_fair_training_agrees_with_pytorchs_adam(own: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    x, t, held = own["common_task"](0)
    net, switches = own["train_own"](x, t, held, 25, np.random.default_rng(9))
    rows = [row for row in range(40) if row not in held]
    tensors = tensors_of(own["OwnChain"](np.random.default_rng(9)))
    W1, b1, W2, b2, W3, b3 = tensors
    adam = torch.optim.Adam(tensors, lr=0.01)
    bends = (torch.tanh, torch.sigmoid, lambda v: torch.nn.functional.leaky_relu(v, 0.2))
    for switch in switches:
        h = bends[switch](torch.tensor(x[rows]) @ W1 + b1)
        y = bends[switch](h @ W2 + b2) @ W3 + b3
        adam.zero_grad()
        torch.nn.functional.mse_loss(y, torch.tensor(t[rows])).backward()
        adam.step()
    for p, tensor in zip(net.params(), tensors, strict=True):
        np.testing.assert_allclose(p.data, tensor.detach(), rtol=0, atol=1e-7)


def test_switches_come_up_in_thirty_steps_with_the_odds_of_the_model_answer() -> None:
    # the rarest case: a switch of odds 0.2 that never comes in 30 steps
    assert 2 * 0.8**30 < 0.003


def test_the_common_task_is_of_the_stated_size(own: dict[str, Any]) -> None:
    x, t, held = own["common_task"](3)
    assert x.shape == t.shape == (40, 1)
    assert len(set(held.tolist())) == 10


# --- a static program, boxes, targets, signs


def test_a_program_gives_the_nets_numbers(own: dict[str, Any]) -> None:
    net = own["DynamicDepth"](2, 5, 3, 3, np.random.default_rng(10))
    x = np.random.default_rng(11).normal(size=(7, 2))
    for depth in range(4):
        program = own["write_down"](net, depth)
        program.plan(7)
        wanted = net(x, lambda _, d=depth: d).data
        for _ in range(2):
            np.testing.assert_allclose(program.run(x), wanted, **CLOSE)


@given(st.lists(st.integers(0, 9), min_size=8, max_size=8))
def test_boxes_overlap_as_counted_squares_do(
    references: Callable[..., dict[str, Any]], corners: list[int]
) -> None:
    iou = references("ch7_dynamic", "your_own")["iou"]
    x1, y1, w1, h1, x2, y2, w2, h2 = corners
    a, b = (x1, y1, x1 + w1 + 1, y1 + h1 + 1), (x2, y2, x2 + w2 + 1, y2 + h2 + 1)
    one, other = (
        {(x, y) for x in range(box[0], box[2]) for y in range(box[1], box[3])} for box in (a, b)
    )
    assert iou(a, b) == pytest.approx(len(one & other) / len(one | other))
    assert iou(a, b) == iou(b, a)


def test_targets_by_hand(own: dict[str, Any]) -> None:
    q = np.array([[1.0, 4.0], [np.nan, np.inf]])
    found = own["q_targets"](np.array([0.5, -1.0]), q, np.array([False, True]), 0.5)
    np.testing.assert_allclose(found, [2.5, -1.0], **CLOSE)


def test_the_mean_of_two_halves_is_the_gradient_of_the_whole(own: dict[str, Any]) -> None:
    rng = np.random.default_rng(12)
    x, t = rng.normal(size=(8, 2)), rng.normal(size=(8, 1))

    def gradient(rows: slice) -> Any:
        net = own["DynamicWidth"](2, 4, 1, np.random.default_rng(13))
        own["mean_squared_error"](net(x[rows], 3), t[rows]).backward()
        return np.concatenate([np.ravel(p.grad) for p in net.params()])

    halves = (gradient(slice(0, 4)) + gradient(slice(4, 8))) / 2
    np.testing.assert_allclose(halves, gradient(slice(0, 8)), **CLOSE)


def test_the_sign_lets_the_gradient_through(own: dict[str, Any]) -> None:
    W = own["Variable"](np.array([0.3, -0.8, 1.7, -1.0]))
    y = own["sign"](W)
    y.backward()
    assert y.data.tolist() == [1, -1, 1, -1]
    assert W.grad.tolist() == [1, 1, 0, 1]
