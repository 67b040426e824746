"""The plain chain, its training, boxes and targets agree with PyTorch and with counting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize("seed", range(3))
def test_every_switch_is_sure_to_come_up(own: dict[str, Any], seed: int) -> None:
    x, t, held = own["common_task"](seed)
    _, switches = own["train_own"](x, t, held, 3, np.random.default_rng(seed))
    assert sorted(switches) == [0, 1, 2]


def test_the_common_task_is_of_the_stated_size(own: dict[str, Any]) -> None:
    x, t, held = own["common_task"](3)
    assert x.shape == t.shape == (40, 1)
    assert len(set(held.tolist())) == 10


# --- a static program, boxes, targets, signs


def test_a_program_gives_the_nets_numbers(own: dict[str, Any]) -> None:
    net = own["Rounds"](5, np.random.default_rng(10))
    for x, rounds in ((np.linspace(-1, 1, 7), 1), (np.linspace(-2, 1, 4), 3)):
        x = x[:, np.newaxis]
        assert net.rounds(x) == rounds
        program = own["write_down"](net, rounds, len(x))
        wanted = net(x).data
        for _ in range(2):
            np.testing.assert_allclose(program.run(x), wanted, **CLOSE)


def test_the_slope_of_the_sine(own: dict[str, Any]) -> None:
    x = own["Variable"](np.array([-2.0, 0.0, 3.0]))
    own["sine"](x).backward()
    np.testing.assert_allclose(x.grad, np.cos(x.data), **CLOSE)


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
    x, t = rng.normal(size=(8, 1)), rng.normal(size=(8, 1))

    def gradient(rows: slice) -> Any:
        net = own["OwnChain"](np.random.default_rng(13))
        own["mean_squared_error"](net(x[rows], 1), t[rows]).backward()
        return np.concatenate([np.ravel(p.grad) for p in net.params()])

    halves = (gradient(slice(0, 4)) + gradient(slice(4, 8))) / 2
    np.testing.assert_allclose(halves, gradient(slice(0, 8)), **CLOSE)


def test_the_sign_lets_the_gradient_through(own: dict[str, Any]) -> None:
    W = own["Variable"](np.array([0.3, -0.8, 1.7, -1.0]))
    y = own["sign"](W)
    y.backward()
    assert y.data.tolist() == [1, -1, 1, -1]
    assert W.grad.tolist() == [1, 1, 0, 1]
