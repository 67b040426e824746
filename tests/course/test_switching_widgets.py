"""Every picture of the switching notebook draws at every setting, and says what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from course import show
from course.widgets import switching as play
from course.widgets.switching import trained
from course.widgets.switching.measuring import first_below, twins
from course.widgets.switching.opening import answer
from course.widgets.switching.replication import judged
from course.widgets.switching.track import column

MODULES = ("live", "measuring", "opening", "replication", "training")
X = np.arange(10.0)[:, None]
Y = np.array([3.0, 1, 7, 2, 9, 4, 4, 8, 0, 6])[:, None]


class Leaf:
    """A variable of which only what pictures look at is there."""

    def __init__(self, data: Any, inputs: tuple[Leaf, ...] = (), made_by: str = "") -> None:
        self.data, self.inputs, self.made_by = np.asarray(data, dtype=float), inputs, made_by
        self.grad: Any = None
        self.name = ""

    def backward(self) -> None:
        self.grad = np.ones(self.data.shape)
        for source in self.inputs:
            source.grad = np.zeros(source.data.shape)


class Link:
    def __init__(self, n: int, rng: np.random.Generator) -> None:
        self.W, self.b = Leaf(rng.normal(size=(1, n))), Leaf(np.zeros(n))


class Net:
    """A network of ten straight lines, bent by the switch."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.l1, self.l2, self.l3 = (Link(10, rng) for _ in range(3))

    def __call__(self, x: Any, on: bool) -> Leaf:
        h = x @ self.l1.W.data
        out = np.where(h > 0, h, 0.2 * h if on else 0.0).sum(axis=1, keepdims=True)
        return Leaf(out, (Leaf(x), self.l1.W, self.l1.b), "leaky_relu" if on else "relu")


def infer(net: Any, x: Any, mode: str, border: float = 5.0) -> Any:
    off, on = net(x, False).data, net(x, True).data
    return {"relu": off, "leaky": on, "mixed": np.where(x > border, off, on)}[mode]


def own_run() -> Any:
    rng = np.random.default_rng(0)
    return Net(rng), np.exp(-np.arange(300) / 90), rng.random(300) > 0.8


@dataclass
class FakeStudy:
    policies: tuple[str, ...] = ("relu", "leaky", "mixed")
    seeds: tuple[int, ...] = (4, 5, 6, 7)

    @property
    def systems(self) -> Any:
        return np.tile(Y[:, 0], (4, 1))

    def of(self, policy: str) -> Any:
        rng = np.random.default_rng(self.policies.index(policy))
        fall = np.exp(-np.arange(900) / 200) * rng.uniform(1, 5, size=(4, 1))
        return (fall * rng.uniform(0.9, 1.1, size=(4, 900))).astype(np.float32)

    def answers(self, policy: str, x: Any, switch: bool) -> Any:
        return np.interp(x, X[:, 0], Y[:, 0]) + (0.3 if switch else -0.2) * np.sin(x)


def settled(losses: Any, below: float, window: int) -> int | None:
    for i in range(0, len(losses) - window + 1, 50):
        if losses[i : i + window].mean() < below:
            return i
    return None


def replicate(run: Any, seeds: Any, p: float, rng: Any, resamples: int = 50) -> Any:
    d = np.array([run(seed, p) - run(seed, 0.0) for seed in seeds])
    return d, (d.mean() - 0.1, d.mean() + 0.1)


def judge_rule(x: Any, y: Any, leaky: Any, relu: Any, borders: Any, chosen_on: Any) -> Any:
    def error(border: float, part: Any) -> float:
        return float(np.mean((np.where(x > border, relu, leaky) - y)[part] ** 2))

    best = min(borders, key=lambda border: error(border, chosen_on))
    return best, error(best, chosen_on), error(best, ~chosen_on)


class Album:
    """Takes the place of `explore`: draws at the first setting and at each control's ends."""

    def __init__(self) -> None:
        self.captions: list[str] = []

    def __call__(
        self, draw: Callable[..., show.Picture], controls: Any = None, *, waits_for: str = ""
    ) -> None:
        widgets = dict(controls()) if controls else {}
        first = {name: widget.value for name, widget in widgets.items()}
        settings = [first]
        for name, widget in widgets.items():
            ends = (0, 1) if hasattr(widget, "options") else (widget.min, widget.max)
            settings += [first | {name: end} for end in ends]
        with show.styled():
            for values in settings:
                picture = draw(**values)
                picture.figure.canvas.draw()
                self.captions.append(picture.caption)


@pytest.fixture
def album(monkeypatch: pytest.MonkeyPatch) -> Iterator[Album]:
    made = Album()
    for module in MODULES:
        monkeypatch.setattr(f"course.widgets.switching.{module}.explore", made)
    yield made
    assert made.captions
    assert all(caption.strip() for caption in made.captions)


PICTURES: dict[str, Callable[[], None]] = {
    "one_net": play.one_net,
    "graph_of_call": lambda: play.graph_of_call(Net),
    "trace": lambda: play.trace(own_run),
    "three_panels": lambda: play.three_panels(own_run, infer, X, Y),
    "toggle": lambda: play.toggle(own_run, infer, X, Y),
    "noisy_twin": lambda: play.noisy_twin("A", FakeStudy),
    "arrivals": lambda: play.arrivals(FakeStudy, settled),
    "differences": lambda: play.differences(FakeStudy, replicate, last=100),
    "rules": lambda: play.rules(FakeStudy, judge_rule),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_draws_at_every_setting(name: str, album: Album) -> None:
    PICTURES[name]()


def test_a_missing_function_is_said_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def first_picture(draw: Any, controls: Any = None, *, waits_for: str = "") -> None:
        widgets = dict(controls()) if controls else {}
        try:
            with show.styled():
                draw(**{name: widget.value for name, widget in widgets.items()})
        except Exception as problem:
            said.append(show.explain(problem, waits_for))

    for module in MODULES:
        monkeypatch.setattr(f"course.widgets.switching.{module}.explore", first_picture)

    def missing(*_: Any, **__: Any) -> Any:
        raise NotImplementedError

    play.graph_of_call(missing)
    play.trace(missing)
    play.three_panels(own_run, missing, X, Y)
    play.toggle(missing, infer, X, Y)
    play.arrivals(FakeStudy, missing)
    play.differences(FakeStudy, missing, last=100)
    play.rules(FakeStudy, missing)
    play.noisy_twin(..., FakeStudy)
    assert len(said) == 8
    assert all("first" in text for text in said)
    play.three_panels(own_run, lambda net, x, mode, border=5.0: np.zeros(3), X, Y)
    assert "shape (3,)" in said[-1]


def test_the_opening_network_is_one_of_two() -> None:
    x = np.arange(10.0)[:, None]
    errors = [float(np.mean((answer(x, on)[:, 0] - trained.Y) ** 2)) for on in (False, True)]
    assert errors[0] < 0.05 < errors[1] < 0.3


def test_a_twin_with_noise_comes_first_although_it_learns_no_faster() -> None:
    losses = np.exp(-np.arange(2000) / 500) * np.ones((30, 1))
    noisy, own, twin = twins(losses)
    assert (twin < own).all()
    np.testing.assert_allclose((noisy / losses).mean(), 1, atol=0.01)


def test_first_below_is_the_length_where_there_is_none() -> None:
    assert first_below(np.array([3.0, 1.0, 2.0]), 1.0) == 1
    assert first_below(np.array([3.0, 2.0]), 1.0) == 2


def test_a_border_never_loses_where_it_was_chosen() -> None:
    border, single = judged(FakeStudy, judge_rule)
    assert border.shape == single.shape == (4, 2)
    assert (border[:, 0] <= single[:, 0] + 1e-12).all()


def test_answers_of_a_wrong_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        column(np.zeros(4), 4, "it")
