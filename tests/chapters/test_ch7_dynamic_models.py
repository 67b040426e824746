"""Links, chains and the optimizer agree with PyTorch; the converted tutorial with its page."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

CLOSE = {"rtol": 0, "atol": 1e-10}


@pytest.fixture(scope="module")
def ch7(references: Any) -> dict[str, Any]:
    return dict(references("ch7_dynamic", "models"))


# --- PyTorch


def torch_twin(torch: Any, model: Any) -> Any:
    """Make PyTorch's model of the same layers and weights: it keeps W transposed."""
    parts: list[Any] = []
    for layer in model.layers:
        twin = torch.nn.Linear(*layer.W.data.shape).double()
        with torch.no_grad():
            twin.weight.copy_(torch.tensor(layer.W.data.T))
            twin.bias.copy_(torch.tensor(layer.b.data))
        parts += [twin, torch.nn.ReLU()]
    return torch.nn.Sequential(*parts[:-1])


@pytest.mark.parametrize("sizes", [(3, 4, 2), (1, 1), (5, 3, 3, 6, 2), (64, 50, 10)])
def test_mlp_and_sgd_agree_with_pytorch_over_five_steps(
    ch7: dict[str, Any], sizes: tuple[int, ...]
) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(len(sizes))
    model = ch7["MLP"](sizes, rng)
    for p in model.params():
        p.data[...] = 0.4 * rng.normal(size=p.data.shape)
    twin = torch_twin(torch, model)
    assert model.count() == sum(p.numel() for p in twin.parameters())
    optimizer, theirs = ch7["SGD"](0.05).setup(model), torch.optim.SGD(twin.parameters(), lr=0.05)
    X, T = rng.normal(size=(7, sizes[0])), rng.normal(size=(7, sizes[-1]))
    for _ in range(5):
        loss = ch7["mean_squared_error"](model(X), T)
        model.cleargrads()
        loss.backward()
        theirs.zero_grad()
        other = torch.nn.functional.mse_loss(twin(torch.tensor(X)), torch.tensor(T))
        other.backward()
        np.testing.assert_allclose(loss.data, other.detach(), **CLOSE)
        for mine, their in zip(model.params(), twin.parameters(), strict=True):
            np.testing.assert_allclose(mine.grad.T, their.grad, **CLOSE)
        optimizer.update()
        theirs.step()
    for mine, their in zip(model.params(), twin.parameters(), strict=True):
        np.testing.assert_allclose(mine.data.T, their.detach(), **CLOSE)


def test_a_shared_module_counts_once_as_in_pytorch(ch7: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(0)
    Chain, Linear = ch7["Chain"], ch7["Linear"]
    mine, inner = Chain(), Chain()
    mine.a = Linear(5, 4, rng)
    inner.turn = Linear(4, 4, rng)
    mine.inner, mine.blocks = inner, [Linear(4, 4, rng, nobias=True), inner.turn, mine.a]
    mine.tied = Linear(4, 5, rng, nobias=True)
    mine.other = Linear(4, 5, rng)
    mine.other.W = mine.tied.W

    theirs = torch.nn.Module()
    theirs.a = torch.nn.Linear(5, 4)
    theirs.inner = torch.nn.Module()
    theirs.inner.turn = torch.nn.Linear(4, 4)
    blocks = [torch.nn.Linear(4, 4, bias=False), theirs.inner.turn, theirs.a]
    theirs.blocks = torch.nn.ModuleList(blocks)
    theirs.tied = torch.nn.Linear(4, 5, bias=False)
    theirs.other = torch.nn.Linear(4, 5)
    theirs.other.weight = theirs.tied.weight

    shapes = [tuple(reversed(p.shape)) for p in theirs.parameters()]
    assert [p.data.shape for p in mine.params()] == shapes
    assert mine.count() == sum(p.numel() for p in theirs.parameters())


def test_the_gradient_of_a_shared_link_agrees_with_pytorch(ch7: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(1)
    layer, X, D = ch7["Linear"](3, 3, rng), rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    (layer(ch7["relu"](layer(X))) * D).backward()
    W, b = (torch.tensor(p.data, requires_grad=True) for p in (layer.W, layer.b))
    ((torch.relu(torch.tensor(X) @ W + b) @ W + b) * torch.tensor(D)).sum().backward()
    np.testing.assert_allclose(layer.W.grad, W.grad, **CLOSE)
    np.testing.assert_allclose(layer.b.grad, b.grad, **CLOSE)


# --- central differences


def test_linear_agrees_with_central_differences(ch7: dict[str, Any]) -> None:
    rng = np.random.default_rng(2)
    layer, X, D = ch7["Linear"](3, 2, rng), rng.normal(size=(5, 3)), rng.normal(size=(5, 2))
    layer.b.data[...] = rng.normal(size=2)
    (layer(X) * D).backward()
    for p in layer.params():
        for index in np.ndindex(p.data.shape):
            here, ends = p.data[index], []
            for step in (1e-6, -1e-6):
                p.data[index] = here + step
                ends.append(float((layer(X).data * D).sum()))
            p.data[index] = here
            assert p.grad[index] == pytest.approx((ends[0] - ends[1]) / 2e-6, abs=1e-7)


def test_linear_draws_with_the_spread_of_chainer(ch7: dict[str, Any]) -> None:
    layer = ch7["Linear"](400, 300, np.random.default_rng(3))
    assert float(layer.W.data.std()) == pytest.approx(1 / 20, rel=0.01)
    assert not layer.b.data.any()


# --- the tutorial

FIRST = [
    [2.23465011e-01, 2.49468461e-01, 6.28653564e-04],
    [6.78101540e-01, 1.28359362e-01, 1.37025848e-01],
]
LAST = [
    [2.09887639e-01, 2.60629386e-01, 3.69301037e-04],
    [4.68264222e-01, 6.91347048e-02, 8.65766481e-02],
]


def test_the_chain_reproduces_what_the_tutorial_prints(ch7: dict[str, Any]) -> None:
    X, Y, W1, W2 = ch7["draw_seed001"](2, 3, 2, 3)
    _, history = ch7["run_chain"](X, Y, W1, W2, 1e-4, 300)
    assert len(history) == 300
    assert f"{history[0]:.5f} {history[-1]:.5f}" == "1.41705 1.09486"
    for steps, printed in ((0, FIRST), (299, LAST)):
        model, _ = ch7["run_chain"](X, Y, W1, W2, 1e-4, steps)
        np.testing.assert_allclose(np.square(model(X).data - Y) / 6, printed, rtol=1e-4, atol=1e-9)


def test_the_chain_equals_the_numpy_program_to_the_last_digit(ch7: dict[str, Any]) -> None:
    for shape in ((2, 3, 2, 3), (64, 1000, 100, 10)):
        data = ch7["draw_seed001"](*shape)
        model, history = ch7["run_chain"](*data, 1e-4, 60)
        w1, w2, losses = ch7["program_seed001"](*data, 1e-4, 60)
        assert history == losses
        np.testing.assert_array_equal(model.l1.W.data, w1)
        np.testing.assert_array_equal(model.l2.W.data, w2)
        W1, W2, _ = ch7["train_seed001"](*data, 1e-4, 60)
        np.testing.assert_array_equal(model.l1.W.data, W1)
        np.testing.assert_array_equal(model.l2.W.data, W2)


def test_the_large_version_falls_to_what_the_tutorial_says(ch7: dict[str, Any]) -> None:
    data = ch7["draw_seed001"](64, 1000, 100, 10)
    _, history = ch7["run_chain"](*data, 1e-4, 300)
    assert history[0] == pytest.approx(53178, abs=1)
    assert history[-1] == pytest.approx(18.68, abs=0.005)


def test_another_order_differs_in_the_last_digit_only(ch7: dict[str, Any]) -> None:
    X, Y, W1, W2 = ch7["draw_seed001"](2, 3, 2, 3)
    model, apart = ch7["Seed001"](W1, W2), []
    optimizer = ch7["SGD"](1e-4).setup(model)
    losses = ch7["program_seed001"](X, Y, W1, W2, 1e-4, 300)[2]
    for theirs in losses:
        loss = ch7["other_order"](model(X), Y)
        apart.append(abs(float(loss.data) - theirs) / float(np.spacing(np.float32(theirs))))
        model.cleargrads()
        loss.backward()
        optimizer.update()
    assert 0 < np.count_nonzero(apart) < 300
    assert max(apart) <= 4


def test_the_tape_and_chapter_4_agree_on_digits(ch7: dict[str, Any]) -> None:
    rng = np.random.default_rng(4)
    model, net = ch7["MLP"]((64, 20, 10), rng), ch7["TwoLayerNet"](64, 20, 10, rng)
    for name, p in zip(("W1", "b1", "W2", "b2"), model.params(), strict=True):
        net.params[name][...] = p.data
    X, t = ch7["X_train"][:50], ch7["t_train"][:50]
    loss = ch7["softmax_loss"](model(X), t)
    loss.backward()
    assert float(loss.data) == pytest.approx(net.loss(X, t))
    for p, slope in zip(model.params(), net.gradient(X, t).values(), strict=True):
        np.testing.assert_allclose(p.grad, slope, **CLOSE)


def test_a_stored_model_comes_back(ch7: dict[str, Any]) -> None:
    model, again = (ch7["MLP"]((64, 50, 10), np.random.default_rng(seed)) for seed in (0, 99))
    rng = np.random.default_rng(1)
    ch7["learn"](model, ch7["SGD"](0.2).setup(model), ch7["X_train"], ch7["t_train"], 10, 32, rng)
    ch7["load"](again, ch7["save"](model))
    scores = again(ch7["X_test"]).data
    np.testing.assert_array_equal(scores, model(ch7["X_test"]).data)
    assert (scores.argmax(axis=1) != ch7["t_test"]).mean() < 0.1


# --- what the text says


def test_the_riddle_has_79_numbers(ch7: dict[str, Any]) -> None:
    model = ch7["Riddle"](np.random.default_rng(0))
    assert model.count() == ch7["count_prediction"] == 79
    y = model(np.ones((2, 5)))
    y.backward()
    assert [p.grad is None for p in model.params()] == [False] * 7 + [True, True]


def test_the_large_tutorial_has_101000_weights(ch7: dict[str, Any]) -> None:
    _, _, W1, W2 = ch7["LARGE"]
    assert ch7["Seed001"](W1, W2).count() == 101_000


def test_the_line_is_found(ch7: dict[str, Any]) -> None:
    assert float(ch7["slope"].data[0, 0]) == pytest.approx(2, abs=1e-3)
    assert float(ch7["shift"].data[0]) == pytest.approx(-1, abs=2e-3)


@settings(max_examples=30, deadline=None)
@given(plan=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4)), max_size=8))
def test_a_chain_of_any_build_counts_every_parameter_once(
    ch7: dict[str, Any], plan: list[tuple[int, int]]
) -> None:
    model, links, numbers = ch7["Chain"](), [], itertools.count()
    total = 0
    for kind, size in plan:
        if kind == 0 or not links:
            link = ch7["Link"]()
            link.add_param("p", np.ones(size))
            links.append(link)
            total += size
            part = link
        elif kind == 1:
            part = links[size % len(links)]
        else:
            part = ch7["Chain"]()
            part.inner = list(links) if kind == 2 else tuple(links[:size])
        setattr(model, f"part{next(numbers)}", part)
    assert model.count() == total
    assert len({id(p) for p in model.params()}) == len(list(model.params())) == len(links)
