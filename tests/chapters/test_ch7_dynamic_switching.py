"""The switched network agrees with PyTorch, the study with the loop, the interval with SciPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture(scope="module")
def ch7(references: Any) -> dict[str, Any]:
    return dict(references("ch7_dynamic", "switching"))


def arrays(net: Any) -> list[np.ndarray]:
    return [p.data.copy() for p in net.params()]


@pytest.mark.parametrize("switch", [True, False])
def test_values_and_slopes_agree_with_pytorch(ch7: dict[str, Any], switch: bool) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(0)
    net = ch7["MyChain"](rng, 6)
    for p in net.params():
        p.data += 0.3 * rng.normal(size=p.data.shape)
    x, t = rng.normal(size=(9, 1)), rng.normal(size=(9, 1))
    loss = ch7["mean_squared_error"](net(x, switch), t)
    net(x, not switch)  # a call in between
    loss.backward()
    W1, b1, W2, b2, W3, b3 = (torch.tensor(a, requires_grad=True) for a in arrays(net))

    def bend(h: Any) -> Any:
        return torch.nn.functional.leaky_relu(h, 0.2) if switch else torch.relu(h)

    out = bend(bend(torch.tensor(x) @ W1 + b1) @ W2 + b2) @ W3 + b3
    expected = torch.nn.functional.mse_loss(out, torch.tensor(t))
    expected.backward()
    np.testing.assert_allclose(loss.data, expected.item(), rtol=1e-12)
    for p, tensor in zip(net.params(), (W1, b1, W2, b2, W3, b3), strict=True):
        np.testing.assert_allclose(p.grad, tensor.grad.numpy(), rtol=1e-9, atol=1e-12)


def test_slopes_agree_with_central_differences(ch7: dict[str, Any]) -> None:
    rng = np.random.default_rng(1)
    net, x, t = ch7["MyChain"](rng, 3), rng.normal(size=(5, 1)), rng.normal(size=(5, 1))
    for p in net.params():
        p.data += 0.3 * rng.normal(size=p.data.shape)  # no neuron stands at its bend
    for switch in (True, False):
        net.cleargrads()
        ch7["mean_squared_error"](net(x, switch), t).backward()
        for p in net.params():
            for index in np.ndindex(p.data.shape):
                here, found = p.data[index], 0.0
                for sign in (1, -1):
                    p.data[index] = here + sign * 1e-6
                    found += sign * float(np.mean((net(x, switch).data - t) ** 2)) / 2e-6
                p.data[index] = here
                assert p.grad[index] == pytest.approx(found, abs=1e-7)


@given(p=st.floats(0.05, 0.95), seed=st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_the_coin_has_its_rate(ch7: dict[str, Any], p: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    rate = np.mean([ch7["draw_switch"](rng, p) for _ in range(2000)])
    assert abs(rate - p) < 5 * np.sqrt(p * (1 - p) / 2000)


def test_training_agrees_with_pytorch(ch7: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    x, y = ch7["X"], ch7["draw_system"](11)
    _, losses, switches = ch7["train_dynamic"](x, y, 0.2, 120, np.random.default_rng(5))
    start = ch7["MyChain"](np.random.default_rng(5))
    parameters = [torch.tensor(a, requires_grad=True) for a in arrays(start)]
    optimizer = torch.optim.Adam(parameters, lr=0.001)
    rng = np.random.default_rng(5)
    ch7["MyChain"](rng)  # what the network draws first
    for loss, switch in zip(losses, switches, strict=True):
        assert switch == (rng.random() > 0.8)
        W1, b1, W2, b2, W3, b3 = parameters
        slope = 0.2 if switch else 0.0
        h = torch.nn.functional.leaky_relu(torch.tensor(x) @ W1 + b1, slope)
        h = torch.nn.functional.leaky_relu(h @ W2 + b2, slope)
        error = torch.nn.functional.mse_loss(h @ W3 + b3, torch.tensor(y))
        assert float(loss) == pytest.approx(error.item(), rel=1e-8)
        optimizer.zero_grad()
        error.backward()
        optimizer.step()


@pytest.mark.parametrize(("policy", "p"), [("relu", 0.0), ("leaky", 1.0), ("mixed", 0.2)])
def test_the_study_is_the_plain_loop(ch7: dict[str, Any], policy: str, p: float) -> None:
    seen = ch7["run_study"]([3, 17], 300, looks=(100,))
    for i, seed in enumerate((3, 17)):
        net, losses, _ = ch7["train_dynamic"](
            ch7["X"], ch7["draw_system"](seed), p, 300, np.random.default_rng(seed)
        )
        np.testing.assert_allclose(seen.of(policy)[i], losses, rtol=1e-4)  # stored as float32
        x = np.linspace(0, 9, 7)
        for mode, switch in (("relu", False), ("leaky", True)):
            mine = ch7["infer"](net, x[:, None], mode)[:, 0]
            theirs = seen.answers(policy, np.tile(x, (2, 1)), switch)[i]
            np.testing.assert_allclose(theirs, mine, rtol=1e-6, atol=1e-9)
    assert list(seen.fixed) == [100, 300]
    assert seen.systems.shape == (2, 10)


def test_the_mixed_inference_is_pointwise(ch7: dict[str, Any]) -> None:
    net = ch7["MyChain"](np.random.default_rng(3))
    x = np.random.default_rng(4).permutation(np.linspace(0, 9, 19))[:, None]  # 5.0 among them
    mixed = ch7["infer"](net, x, "mixed")
    for i, point in enumerate(x):
        one = net(point[None], not point[0] > 5).data
        assert mixed[i, 0] == pytest.approx(one[0, 0])


@given(
    losses=st.lists(st.floats(0.0, 2.0), min_size=1, max_size=40),
    below=st.floats(0.1, 1.9),
    window=st.integers(1, 40),
)
@settings(max_examples=150, deadline=None)
def test_settled_is_what_the_text_says(
    ch7: dict[str, Any], losses: list[float], below: float, window: int
) -> None:
    window = min(window, len(losses))
    array = np.array(losses)
    means = [array[i : i + window].mean() for i in range(len(array) - window + 1)]
    places = [i for i in range(len(means)) if all(m < below for m in means[i:])]
    assert ch7["settled"](array, below, window) == (places[0] if places else None)


def test_the_interval_agrees_with_scipy(ch7: dict[str, Any]) -> None:
    values = np.random.default_rng(0).gamma(2.0, size=60) - 1.5
    _, mine = ch7["replicate"](
        lambda seed, p: 100.0 * seed + (values[seed] if p else 0.0),
        list(range(60)),
        0.2,
        np.random.default_rng(1),
        20_000,
    )
    theirs = scipy.stats.bootstrap(
        (values,), np.mean, method="percentile", n_resamples=20_000, rng=np.random.default_rng(2)
    ).confidence_interval
    np.testing.assert_allclose(mine, theirs, atol=0.02)
    student = scipy.stats.t.interval(0.95, 59, values.mean(), scipy.stats.sem(values))
    np.testing.assert_allclose(mine, student, atol=0.08)


def test_the_interval_covers_as_often_as_it_says(ch7: dict[str, Any]) -> None:
    rng = np.random.default_rng(3)
    hits = 0
    for trial in range(200):
        values = rng.normal(0.5, 2.0, size=40)
        _, (low, high) = ch7["replicate"](
            lambda seed, p, values=values: values[seed] if p else 0.0,
            list(range(40)),
            0.2,
            np.random.default_rng(trial),
            400,
        )
        hits += low <= 0.5 <= high
    assert 178 <= hits <= 198  # of 200


def test_a_rule_is_judged_on_points_it_has_not_seen(ch7: dict[str, Any]) -> None:
    rng = np.random.default_rng(5)
    seen, fresh = [], []
    for _ in range(200):  # the answers are equally bad: any gain by a border is luck
        x, y, leaky, relu = (rng.normal(size=24) for _ in range(4))
        part = np.arange(24) < 12
        _, here, there = ch7["judge_rule"](x, y, leaky, relu, np.linspace(-2, 2, 9).tolist(), part)
        seen.append(here)
        fresh.append(there)
    assert np.mean(seen) < 1.85 < np.mean(fresh) < 2.2


def test_a_relu_neuron_that_is_off_for_all_points_never_learns(ch7: dict[str, Any]) -> None:
    x, y = ch7["X"], ch7["draw_system"](2)
    start = ch7["MyChain"](np.random.default_rng(6))
    net, _, _ = ch7["train_dynamic"](x, y, 0.0, 200, np.random.default_rng(6))
    off = start.l1.W.data[0] < 0
    assert 2 <= off.sum() <= 8
    np.testing.assert_array_equal(net.l1.W.data[0, off], start.l1.W.data[0, off])
    mixed, _, _ = ch7["train_dynamic"](x, y, 0.2, 200, np.random.default_rng(6))
    assert (mixed.l1.W.data[0, off] != start.l1.W.data[0, off]).all()
