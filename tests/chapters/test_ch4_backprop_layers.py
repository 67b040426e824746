"""The layers of chapter 4 agree with PyTorch, with wiggling, and with what the text says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from scipy.special import log_softmax

from course.datasets import digits_split
from course.widgets.backprop.order import LINES

CLOSE = {"rtol": 0, "atol": 1e-10}
NOTEBOOK = Path(__file__).parents[2] / "source_notebooks" / "ch4_backprop" / "layers.ipynb"


@pytest.fixture(scope="module")
def ch4(references: Any) -> dict[str, Any]:
    return dict(references("ch4_backprop"))


def central(f: Callable[[Any], float], x: Any, h: float = 1e-6) -> Any:
    """Estimate a gradient by central differences, independently of the course's own."""
    slopes = np.zeros(x.shape)
    for i in range(x.size):
        step = np.zeros(x.size)
        step[i] = h
        step = step.reshape(x.shape)
        slopes.flat[i] = (f(x + step) - f(x - step)) / (2 * h)
    return slopes


# --- nodes and the bill


def test_nodes_agree_with_central_differences(ch4: dict[str, Any]) -> None:
    rng = np.random.default_rng(0)
    x, y, dout = (rng.normal(size=(3, 4)) for _ in range(3))
    for name, f in (("Multiply", np.multiply), ("Add", np.add)):
        node = ch4[name]()
        np.testing.assert_array_equal(node.forward(x, y), f(x, y))
        dx, dy = node.backward(dout)
        np.testing.assert_allclose(dx, central(lambda v, f=f: (f(v, y) * dout).sum(), x), atol=1e-8)
        np.testing.assert_allclose(dy, central(lambda v, f=f: (f(x, v) * dout).sum(), y), atol=1e-8)


def test_the_bill_of_the_opening_question(ch4: dict[str, Any]) -> None:
    bill, slopes = ch4["party"](4, 9.0, 2.5, 1.1)
    assert bill == pytest.approx(50.60)
    assert slopes == pytest.approx({"guests": 12.65, "pizza": 4.4, "drink": 4.4, "tip": 46.0})
    assert ch4["party"](4, 9.0, 0.0, 1.1)[1]["drink"] == pytest.approx(4.4)


def test_the_apples_of_the_worked_example(ch4: dict[str, Any]) -> None:
    cost, total = ch4["Multiply"](), ch4["Multiply"]()
    assert total.forward(cost.forward(2, 100), 1.1) == pytest.approx(220)
    d_cost, d_tax = total.backward(1.0)
    assert (d_cost, d_tax) == (1.1, 200)
    assert cost.backward(d_cost) == pytest.approx((110, 2.2))


# --- PyTorch


def test_bends_agree_with_pytorch(ch4: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(1)
    for name, f in (("ReLU", torch.relu), ("Sigmoid", torch.sigmoid)):
        for shape in ((5,), (4, 3), (2, 3, 4, 2)):
            x, dout = 3 * rng.normal(size=shape), rng.normal(size=shape)
            x.flat[0] = 0  # PyTorch, too, takes 0 for ReLU's slope there
            layer, tensor = ch4[name](), torch.tensor(x, requires_grad=True)
            out = f(tensor)
            np.testing.assert_allclose(layer.forward(x), out.detach(), **CLOSE)
            out.backward(torch.tensor(dout))
            np.testing.assert_allclose(layer.backward(dout), tensor.grad, **CLOSE)


def test_affine_agrees_with_pytorch(ch4: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(2)
    for n, d, k in ((5, 3, 2), (1, 4, 6), (3, 3, 3), (7, 1, 1)):
        X, W, b, dout = (rng.normal(size=s) for s in ((n, d), (d, k), (k,), (n, k)))
        layer = ch4["Affine"](W, b)
        assert layer.W is W
        assert layer.b is b
        tensors = [torch.tensor(a, requires_grad=True) for a in (X, W, b)]
        out = tensors[0] @ tensors[1] + tensors[2]
        out.backward(torch.tensor(dout))
        np.testing.assert_allclose(layer.forward(X), out.detach(), **CLOSE)
        found = [layer.backward(dout), layer.dW, layer.db]
        for mine, tensor in zip(found, tensors, strict=True):
            np.testing.assert_allclose(mine, tensor.grad, **CLOSE)


def test_losses_agree_with_pytorch(ch4: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    nn = torch.nn.functional
    rng = np.random.default_rng(3)
    for n, k in ((1, 1), (4, 3), (3, 7), (5, 5)):
        z, t, y = 30 * rng.normal(size=(n, k)), rng.integers(0, k, size=n), rng.normal(size=(n, k))
        tensor = torch.tensor(z, requires_grad=True)
        (0.7 * nn.cross_entropy(tensor, torch.tensor(t))).backward()
        for truth in (t, np.eye(k)[t], np.eye(k, dtype=bool)[t]):
            last = ch4["SoftmaxWithLoss"]()
            loss = last.forward(z, truth)
            np.testing.assert_allclose(loss, -log_softmax(z, axis=1)[range(n), t].mean(), **CLOSE)
            np.testing.assert_allclose(last.backward(0.7), tensor.grad, **CLOSE)
        tensor = torch.tensor(z, requires_grad=True)
        (-1.5 * nn.mse_loss(tensor, torch.tensor(y))).backward()
        last = ch4["MSELoss"]()
        np.testing.assert_allclose(last.forward(z, y), ((z - y) ** 2).sum() / (n * k), **CLOSE)
        np.testing.assert_allclose(last.backward(-1.5), tensor.grad, **CLOSE)


def test_the_network_agrees_with_pytorch_over_twenty_steps(ch4: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(4)
    X, t = rng.normal(size=(7, 4)), rng.integers(0, 3, size=7)
    net = ch4["TwoLayerNet"](4, 6, 3, np.random.default_rng(5), std=0.8)
    tensors = {key: torch.tensor(a, requires_grad=True) for key, a in net.params.items()}
    arrays = dict(net.params)
    for _ in range(20):
        hidden = torch.relu(torch.tensor(X) @ tensors["W1"] + tensors["b1"])
        scores = hidden @ tensors["W2"] + tensors["b2"]
        loss = torch.nn.functional.cross_entropy(scores, torch.tensor(t))
        np.testing.assert_allclose(net.loss(X, t), loss.item(), **CLOSE)
        np.testing.assert_allclose(net.predict(X), scores.detach(), **CLOSE)
        gradient = net.gradient(X, t)
        wanted = torch.autograd.grad(loss, list(tensors.values()))
        for (key, tensor), slope in zip(tensors.items(), wanted, strict=True):
            np.testing.assert_allclose(gradient[key], slope, **CLOSE)
            net.params[key] -= 0.5 * gradient[key]
            tensor.data -= 0.5 * slope
    assert all(net.params[key] is array for key, array in arrays.items())


def test_the_network_draws_w1_and_then_w2(ch4: dict[str, Any]) -> None:
    rng = np.random.default_rng(6)
    net = ch4["TwoLayerNet"](4, 6, 3, np.random.default_rng(6))
    np.testing.assert_array_equal(net.params["W1"], rng.normal(0, 0.01, size=(4, 6)))
    np.testing.assert_array_equal(net.params["W2"], rng.normal(0, 0.01, size=(6, 3)))
    assert {key: a.shape for key, a in net.params.items()} == {
        "W1": (4, 6),
        "b1": (6,),
        "W2": (6, 3),
        "b2": (3,),
    }


# --- what the text says


def test_the_saturated_slopes_of_the_sigmoid_are_below_the_stated_bound(
    ch4: dict[str, Any],
) -> None:
    x = np.linspace(-800, 800, 3201)
    y = ch4["sigmoid"](x)
    true = ch4["sigmoid"](x) * ch4["sigmoid"](-x)
    flat = (y == 0) | (y == 1)
    assert flat.any()
    assert true[flat].max() < 1e-15


def test_ten_sigmoids_leave_less_than_a_millionth() -> None:
    assert 0.25**10 < 1e-6


def test_the_push_is_never_larger_than_one(ch4: dict[str, Any]) -> None:
    rng = np.random.default_rng(7)
    last = ch4["SoftmaxWithLoss"]()
    for _ in range(50):
        last.forward(100 * rng.normal(size=(1, 4)), np.array([2]))
        assert np.abs(last.backward()).max() <= 1


def test_wiggling_is_less_exact_than_ten_digits(ch4: dict[str, Any]) -> None:
    X, t, *_ = digits_split()
    net = ch4["TwoLayerNet"](64, 3, 10, np.random.default_rng(0), std=0.3)
    assert isinstance(net.loss(X, t), float)
    claimed = net.gradient(X, t)["b1"]

    def loss(b1: Any) -> float:
        net.params["b1"][...] = b1
        return float(net.loss(X, t))

    measured = ch4["numerical_gradient"](loss, np.zeros(3))
    apart = np.abs(measured / claimed - 1).max()
    assert 1e-10 < apart < 1e-3


def test_the_digits_are_learned_as_the_text_says(ch4: dict[str, Any]) -> None:
    X, t, X_new, t_new = digits_split()
    assert (X.shape, X_new.shape) == ((1198, 64), (599, 64))
    net = ch4["TwoLayerNet"](64, 50, 10, np.random.default_rng(0))
    assert sum(array.size for array in net.params.values()) == 3760
    assert abs(net.params["W1"]).mean() == pytest.approx(0.01 * np.sqrt(2 / np.pi), rel=0.05)
    train, new = [], []
    for step in range(301):
        train.append(int((net.predict(X).argmax(axis=1) != t).sum()))
        new.append(int((net.predict(X_new).argmax(axis=1) != t_new).sum()))
        if step < 300:
            ch4["descend"](net, X, t, 0.5)
    half = next(step for step, wrong in enumerate(new) if wrong < 599 / 2)
    assert half == 33
    assert new[100] / 599 < 0.1
    assert new[300] == 30
    assert set(new[190:251]) == {32, 33, 34}
    assert (train[190], train[250]) == (33, 23)


def test_a_network_that_begins_with_zeros_moves_b2_alone(ch4: dict[str, Any]) -> None:
    X, t, *_ = digits_split()
    net = ch4["TwoLayerNet"](64, 50, 10, np.random.default_rng(0), std=0)
    for _ in range(100):
        gradient = net.gradient(X, t)
        assert [key for key in ("W1", "b1", "W2", "b2") if gradient[key].any()] == ["b2"]
        ch4["descend"](net, X, t, 0.5)
    answers = net.predict(X).argmax(axis=1)
    assert set(answers.tolist()) == {3}
    assert int((t == 3).sum()) == 129


def test_the_puzzle_in_the_text_is_the_one_that_the_picture_runs(ch4: dict[str, Any]) -> None:
    cells = nbformat.read(NOTEBOOK, 4).cells
    text = next(cell.source for cell in cells if "exercise: line_order" in cell.source)
    rows = [line.split("|") for line in text.splitlines() if line.startswith('| `"')]
    shown = {row[1].strip(' `"'): row[2].strip().strip("`").replace('"', "'") for row in rows}
    assert shown == LINES
    assert ch4["line_order"] == list("FCHBDIAGE")


def test_a_gradient_costs_one_way_there_and_one_back(ch4: dict[str, Any]) -> None:
    calls: list[str] = []
    net = ch4["TwoLayerNet"](3, 4, 2, np.random.default_rng(0))
    for name in ("first", "relu", "second", "last"):
        layer = getattr(net, name)
        for way in ("forward", "backward"):
            method = getattr(layer, way)

            def counted(*args: Any, name: str = name, way: str = way, f: Any = method) -> Any:
                calls.append(f"{name}.{way}")
                return f(*args)

            setattr(layer, way, counted)
    net.gradient(np.ones((2, 3)), np.array([0, 1]))
    there = ["first", "relu", "second", "last"]
    assert calls == [f"{n}.forward" for n in there] + [f"{n}.backward" for n in reversed(there)]
