"""The optimizers of chapter 5 agree with PyTorch, and the prose with what they do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.datasets import digits_split
from course.widgets.optimizers import digits
from course.widgets.optimizers.track import HILLS, RATES, VALLEY, Hill, walk

NAMES = ("SGD", "Momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam")


@pytest.fixture
def ch5(references: Any) -> dict[str, Any]:
    return references("ch5_optimizer", "optimizers")


def final(
    ch5: dict[str, Any], name: str, hill: Hill, factor: float = 1.0, steps: int = 40
) -> float:
    return float(walk(ch5[name], hill, RATES[name] * hill.slow * factor, steps)[1][-1])


def torch_optimizer(torch: Any, name: str, leaves: list[Any], lr: float) -> Any:
    sgd = torch.optim.SGD
    return {
        "SGD": lambda: sgd(leaves, lr=lr),
        "Momentum": lambda: sgd(leaves, lr=lr, momentum=0.9),
        "Nesterov": lambda: sgd(leaves, lr=lr, momentum=0.9, nesterov=True),
        "AdaGrad": lambda: torch.optim.Adagrad(leaves, lr=lr, eps=1e-8),
        "RMSProp": lambda: torch.optim.RMSprop(leaves, lr=lr, alpha=0.99, eps=1e-8),
        "Adam": lambda: torch.optim.Adam(leaves, lr=lr),
    }[name]()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scale", [1.0, 1e-4, 1e-7])
def test_twenty_steps_agree_with_pytorch(ch5: dict[str, Any], name: str, scale: float) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(1)
    shapes = {"W": (3, 4), "b": (4,), "filters": (2, 1, 3, 3)}
    params = {key: rng.normal(size=shape) for key, shape in shapes.items()}
    leaves = {key: torch.tensor(value, requires_grad=True) for key, value in params.items()}
    mine = ch5[name](lr=0.05)
    theirs = torch_optimizer(torch, name, list(leaves.values()), 0.05)
    for _ in range(20):
        grads = {key: scale * rng.normal(size=shape) for key, shape in shapes.items()}
        mine.update(params, grads)
        for key, leaf in leaves.items():
            leaf.grad = torch.tensor(grads[key])
        theirs.step()
    for key, leaf in leaves.items():
        np.testing.assert_allclose(params[key], leaf.detach().numpy(), rtol=0, atol=1e-10)


def test_a_changed_rate_is_where_pytorch_differs(ch5: dict[str, Any]) -> None:
    """The table of section 9: PyTorch's new rate holds for the old velocity, too."""
    torch = pytest.importorskip("torch")
    leaf = torch.tensor([0.0], dtype=torch.float64, requires_grad=True)
    theirs = torch.optim.SGD([leaf], lr=1.0, momentum=0.5)
    mine, params = ch5["Momentum"](lr=1.0, momentum=0.5), {"w": np.zeros(1)}
    for lr, gradient in ((1.0, 1.0), (0.0, 1.0)):
        mine.lr = theirs.param_groups[0]["lr"] = lr
        mine.update(params, {"w": np.array([gradient])})
        leaf.grad = torch.tensor([gradient], dtype=torch.float64)
        theirs.step()
    assert params["w"][0] == pytest.approx(-1.5)
    assert leaf.item() == pytest.approx(-1.0)


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 10**6), mu=st.floats(0, 0.99))
def test_nesterov_holds_the_place_ahead(references: Any, seed: int, mu: float) -> None:
    """Nesterov's own two steps (look ahead, then roll), against the formula in one line."""
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(3, 3))
    A = A @ A.T / 9

    def gradient(x: np.ndarray) -> np.ndarray:
        return A @ x - 1

    place, v, lr = rng.normal(size=3), np.zeros(3), 0.1
    optimizer = references("ch5_optimizer", "optimizers")["Nesterov"](lr=lr, momentum=mu)
    params = {"x": place.copy()}
    for _ in range(12):
        optimizer.update(params, {"x": gradient(params["x"])})
        v = mu * v - lr * gradient(place + mu * v)
        place = place + v
        np.testing.assert_allclose(params["x"], place + mu * v, rtol=0, atol=1e-10)


def test_the_textbooks_nesterov_is_the_same(ch5: dict[str, Any]) -> None:
    rng = np.random.default_rng(2)
    mine, params = ch5["Nesterov"](lr=0.1, momentum=0.8), {"w": np.zeros(4)}
    w, v = np.zeros(4), np.zeros(4)
    for _ in range(10):
        g = rng.normal(size=4)
        mine.update(params, {"w": g})
        w = w + 0.8 * 0.8 * v - (1 + 0.8) * 0.1 * g
        v = 0.8 * v - 0.1 * g
        np.testing.assert_allclose(params["w"], w, rtol=0, atol=1e-12)


def test_adam_agrees_with_the_sums_of_its_paper(ch5: dict[str, Any]) -> None:
    rng = np.random.default_rng(3)
    past = rng.normal(size=(30, 5))
    params, optimizer = {"w": np.zeros(5)}, ch5["Adam"](lr=0.1)
    for t in range(1, 31):
        before = params["w"].copy()
        optimizer.update(params, {"w": past[t - 1]})
        age = np.arange(t)[::-1, None]
        m = (0.9**age * past[:t]).sum(0) / (0.9**age).sum()
        v = (0.999**age * past[:t] ** 2).sum(0) / (0.999**age).sum()
        np.testing.assert_allclose(params["w"] - before, -0.1 * m / (np.sqrt(v) + 1e-8), atol=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_the_unit_of_the_loss(ch5: dict[str, Any], name: str) -> None:
    """Exercise 5.7: the path stays the same for the last three, and for them only."""
    cents, _ = walk(ch5[name], VALLEY, RATES[name], 30)
    euros, _ = walk(ch5[name], VALLEY, RATES[name], 30, share=0.01)
    same = np.abs(cents - euros).max() < 1e-3
    assert same == (name in ("AdaGrad", "RMSProp", "Adam"))
    assert ch5["scale_prediction"] == "C"


@pytest.mark.parametrize("hill", HILLS.values(), ids=list(HILLS))
def test_the_gradients_of_the_hills_are_right(hill: Hill) -> None:
    for x in np.random.default_rng(0).uniform(-3, 3, size=(20, 2)):
        h = 1e-6
        numeric = [(hill.f(x + h * e) - hill.f(x - h * e)) / (2 * h) for e in np.eye(2)]
        np.testing.assert_allclose(hill.gradient(x), numeric, rtol=0, atol=1e-7)


def test_what_is_said_of_the_opening(ch5: dict[str, Any]) -> None:
    def end(lr: float, keep: float) -> float:
        return float(walk(ch5["Momentum"], VALLEY, lr, 30, momentum=keep)[1][-1])

    assert end(0.1, 0.0) == pytest.approx(1.3, abs=0.05)
    assert end(0.1, 0.9) == pytest.approx(0.048, abs=0.001)
    assert end(0.1, 0.99) > end(0.1, 0.0)
    assert end(0.9, 0.5) < 1e-3


def test_what_is_said_of_one_push(ch5: dict[str, Any]) -> None:
    for mu, way in ((0.9, 10), (0.5, 2), (0.99, 100)):
        params, optimizer = {"w": np.zeros(1)}, ch5["Momentum"](lr=1.0, momentum=mu)
        for k in range(4000):
            optimizer.update(params, {"w": np.array([1.0 * (k == 0)])})
            if k == 39 and mu == 0.99:
                assert -params["w"][0] == pytest.approx(33, abs=0.5)
        assert -params["w"][0] == pytest.approx(way)
    params, optimizer = {"w": np.zeros(1)}, ch5["Momentum"](lr=1.0, momentum=0.9)
    places = [0.0]
    for k in range(200):
        optimizer.update(params, {"w": np.array([(-1.0) ** k])})
        places.append(float(params["w"][0]))
    assert abs(np.diff(places)[-1]) == pytest.approx(1 / 1.9)


def test_what_is_said_of_the_swings(ch5: dict[str, Any]) -> None:
    bowl = Hill(
        lambda x: x[0] ** 2 / 2, lambda x: np.array([x[0], 0.0]), (1.0, 0.0), (0, 1), (0, 1)
    )

    def rest(name: str) -> int:
        path = np.abs(walk(ch5[name], bowl, 0.1, 200, momentum=0.9)[0][:, 0])
        return int(np.flatnonzero(path > 0.05)[-1]) + 1

    assert (rest("Momentum"), rest("Nesterov")) == (52, 23)
    end = {lr: abs(walk(ch5["Nesterov"], bowl, lr, 400)[0][-1, 0]) for lr in (1.34, 1.38)}
    assert end[1.34] < 1 < end[1.38]
    assert abs(walk(ch5["Momentum"], bowl, 1.5, 400)[0][-1, 0]) < 0.05


def test_what_is_said_of_the_races(ch5: dict[str, Any]) -> None:
    height = {name: final(ch5, name, VALLEY) for name in NAMES}
    turned = {name: final(ch5, name, HILLS["the same, turned by 45°"]) for name in NAMES}
    longer = {name: final(ch5, name, HILLS["a longer valley"]) for name in NAMES}
    assert sorted(NAMES[:3], key=height.get)[0] == "SGD"
    assert sorted(NAMES, key=height.get)[:2] == ["RMSProp", "AdaGrad"]
    assert min(turned, key=turned.get) == "SGD"
    for name in ("SGD", "Momentum", "Nesterov"):
        assert turned[name] == pytest.approx(height[name], rel=1e-9)
    assert turned["RMSProp"] > 1e5 * height["RMSProp"]
    assert longer["Nesterov"] < longer["Momentum"] < 1e-3
    assert longer["SGD"] > 0.4
    way = walk(ch5["SGD"], HILLS["a longer valley"], 0.9, 40)[0][-1, 0]
    assert way < -14 / 2 + 0.3
    assert final(ch5, "SGD", VALLEY, 2) > 1e9

    def side(name: str, factor: float) -> float:
        hill = HILLS["two valleys"]
        return float(walk(ch5[name], hill, RATES[name] * hill.slow * factor, 40)[0][-1, 0])

    assert side("SGD", 1) > 0 > side("Momentum", 1)
    assert side("Nesterov", 1) < 0 < side("Nesterov", 0.5)
    assert side("SGD", 2) < 0
    _, saddle = walk(ch5["SGD"], HILLS["saddle"], 0.9 / 3, 40)
    assert saddle[5] - saddle[15] < 0.25 < saddle[0] - saddle[5]


def test_what_is_said_of_effective_rates(ch5: dict[str, Any]) -> None:
    def lengths(name: str, gradients: np.ndarray) -> np.ndarray:
        params, optimizer, places = {"w": np.zeros(1)}, ch5[name](lr=1.0), [0.0]
        for g in gradients:
            optimizer.update(params, {"w": np.array([g])})
            places.append(float(params["w"][0]))
        return np.abs(np.diff(places))

    steps = np.arange(1, 301)
    np.testing.assert_allclose(lengths("AdaGrad", np.full(300, 3.0)), 1 / np.sqrt(steps), rtol=1e-6)
    rms = lengths("RMSProp", np.full(300, 0.5))
    assert rms[0] == pytest.approx(10)
    assert rms[-1] == pytest.approx(1, abs=0.03)
    for size in (0.5, 20.0):
        np.testing.assert_allclose(lengths("Adam", np.full(60, size)), 1.0, rtol=1e-6)
    raw = (1 - 0.9**steps) / np.sqrt(1 - 0.999**steps)
    assert raw.max() == pytest.approx(6.6, abs=0.05)
    flatter = np.concatenate([np.ones(200), np.full(800, 0.1)])
    rate = lengths("RMSProp", flatter) / flatter
    assert 8 < rate[-1] / rate[199] < 10
    adagrad = lengths("AdaGrad", flatter) / flatter
    assert adagrad[-1] < adagrad[199]
    assert abs(0.99**69 - 0.5) < 0.001


def test_the_gradient_of_the_digits_network_agrees_with_pytorch(ch5: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    X, t, _, _ = digits_split()
    params = ch5["start_params"](np.random.default_rng(5))
    assert sum(array.size for array in params.values()) == 2410
    loss, grads = ch5["loss_and_gradient"](params, X[:7], t[:7])
    leaves = {key: torch.tensor(value, requires_grad=True) for key, value in params.items()}
    hidden = torch.relu(torch.tensor(X[:7]) @ leaves["W1"] + leaves["b1"])
    z = hidden @ leaves["W2"] + leaves["b2"]
    np.testing.assert_allclose(ch5["scores"](params, X[:7]), z.detach().numpy(), atol=1e-10)
    theirs = torch.nn.functional.cross_entropy(z, torch.tensor(t[:7]))
    theirs.backward()
    assert loss == pytest.approx(theirs.item(), abs=1e-10)
    for key, leaf in leaves.items():
        np.testing.assert_allclose(grads[key], leaf.grad.numpy(), rtol=0, atol=1e-10)


def train(ch5: dict[str, Any], name: str, lr: float, seed: int) -> tuple[float, float]:
    X, t, X_new, t_new = digits_split()
    params, _ = digits._train(ch5["loss_and_gradient"], ch5["start_params"], ch5[name], lr, seed)
    loss, _ = ch5["loss_and_gradient"](params, X, t)
    return float(loss), float((ch5["scores"](params, X_new).argmax(axis=1) == t_new).mean())


def test_what_is_said_of_the_race_on_digits(ch5: dict[str, Any]) -> None:
    assert len(digits_split()[0]) == 1198
    default = {name: train(ch5, name, 0.001 if name == "Adam" else 0.01, 0) for name in NAMES}
    order = sorted(NAMES, key=lambda name: default[name][1])
    assert order[:2] == ["SGD", "Adam"]
    assert order[-1] == "RMSProp"
    leaders = set()
    for seed in range(5):
        chosen = {name: train(ch5, name, digits.BEST[name], seed) for name in NAMES}
        assert all(0.88 <= right <= 0.96 for _, right in chosen.values())
        leaders.add(max(chosen, key=lambda name: chosen[name][1]))
    assert len(leaders) > 1


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_what_is_said_of_the_sweep(ch5: dict[str, Any]) -> None:
    best = {}
    for name in NAMES:
        losses = [train(ch5, name, float(lr), 0)[0] for lr in digits.SWEEP]
        best[name] = float(digits.SWEEP[int(np.argmin(losses))])
        assert 0.08 <= min(losses) <= 0.25 + 0.001
        assert max(losses) > 9 * min(losses)
    assert best["SGD"] == pytest.approx(0.316, abs=0.01)
    assert 30 <= best["SGD"] / best["RMSProp"] <= 101
    assert train(ch5, "Adam", 1.0, 0)[0] > 2.3
    assert train(ch5, "Adam", 1e-4, 0)[0] > 2
