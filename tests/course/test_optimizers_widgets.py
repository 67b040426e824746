"""Every picture of chapter 5, first part, draws at every setting, and survives wrong classes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from course import show
from course.widgets import optimizers as play

MODULES = ("opening", "digits", "paths", "pushes", "rates")


class SGD:
    def __init__(self, lr: float = 0.01) -> None:
        self.lr = lr

    def update(self, params: Any, grads: Any) -> None:
        for name in params:
            params[name] -= self.lr * grads[name]


class Momentum(SGD):
    def __init__(self, lr: float = 0.01, momentum: float = 0.9) -> None:
        super().__init__(lr)
        self.momentum, self.v = momentum, {}

    def update(self, params: Any, grads: Any) -> None:
        for name, g in grads.items():
            self.v[name] = self.momentum * self.v.get(name, 0) - self.lr * g
            params[name] += self.v[name]


class RMSProp(SGD):
    h = None

    def update(self, params: Any, grads: Any) -> None:
        self.h = self.h or {}
        for name, g in grads.items():
            self.h[name] = 0.99 * self.h.get(name, 0) + 0.01 * g**2
            params[name] -= self.lr * g / (np.sqrt(self.h[name]) + 1e-8)


class Unwritten(SGD):
    def __init__(self, lr: float = 0.01, momentum: float = 0.9) -> None:
        super().__init__(lr)

    def update(self, params: Any, grads: Any) -> None:
        raise NotImplementedError


class FliesOff(SGD):
    def update(self, params: Any, grads: Any) -> None:
        for name in params:
            params[name] = params[name] * np.nan


class AnotherShape(SGD):
    def update(self, params: Any, grads: Any) -> None:
        for name in params:
            params[name] = np.zeros(3)


def start(rng: Any) -> Any:
    return {"W": 0.1 * rng.normal(size=(64, 10))}


def scores(params: Any, X: Any) -> Any:
    return X @ params["W"]


def loss_and_gradient(params: Any, X: Any, t: Any) -> Any:
    z = X @ params["W"]
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    rows = np.arange(len(t))
    loss = -np.log(np.maximum(p[rows, t], 1e-300)).mean()
    p[rows, t] -= 1
    return loss, {"W": X.T @ p / len(t)}


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
            ends = widget.options if hasattr(widget, "options") else (widget.min, widget.max)
            settings += [first | {name: end} for end in ends]
        with show.styled():
            for setting in settings:
                picture = draw(**setting)
                data, _ = picture.bundle()
                assert data["image/png"].startswith(b"\x89PNG")
                self.captions.append(picture.caption)


@pytest.fixture
def album(monkeypatch: pytest.MonkeyPatch) -> Iterator[Album]:
    album = Album()
    for module in MODULES:
        monkeypatch.setattr(f"course.widgets.optimizers.{module}.explore", album)
    yield album
    assert album.captions


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what is shown instead of a picture where the reader's class does not work."""
    said: list[str] = []

    def explore(draw: Any, controls: Any = None, *, waits_for: str = "") -> None:
        values = {name: w.value for name, w in dict(controls()).items()} if controls else {}
        with show.styled(), pytest.raises(Exception) as problem:
            draw(**values)
        said.append(show.explain(problem.value, waits_for))  # type: ignore[arg-type]

    for module in MODULES:
        monkeypatch.setattr(f"course.widgets.optimizers.{module}.explore", explore)
    return said


def test_the_ball_starts_without_memory(album: Album) -> None:
    play.ball()
    assert album.captions[0] == "lr = 0.10, keep = 0.00: after 30 steps 1.3."


def test_races_of_one_and_of_several(album: Album) -> None:
    play.race(SGD)
    assert album.captions[0] == "long valley, rates × 1, after 40 steps: SGD 0.0013."
    play.race(SGD, Momentum)
    play.race(SGD, Momentum, RMSProp, SGD)
    assert any("flown off" in caption for caption in album.captions)


def test_a_walk_that_flies_off_is_drawn(album: Album) -> None:
    play.race(FliesOff)
    play.swings(Momentum)
    assert all("FliesOff flown off" in c for c in album.captions[:1])


def test_pushes_add_up(album: Album) -> None:
    play.one_push(SGD, Momentum)
    assert "1 lr with SGD and 9.85 lr with Momentum" in album.captions[0]
    play.swings(Momentum)


def test_rates(album: Album) -> None:
    play.effective_rates(SGD, RMSProp)
    assert "SGD ends at 0.1 and 0.1" in album.captions[0]
    play.first_steps(RMSProp, RMSProp)


def test_two_units(album: Album) -> None:
    play.smaller_loss("C", SGD, RMSProp)
    assert "SGD at most 6.4 apart" in album.captions[0]


def test_digits(album: Album) -> None:
    play.digit_race(scores, loss_and_gradient, start, SGD)
    play.sweep(loss_and_gradient, start, SGD)
    assert "SGD is best at lr" in album.captions[-1]


def test_what_is_not_written_yet_is_waited_for(notes: list[str]) -> None:
    play.race(Unwritten, SGD)
    play.swings(Unwritten, Momentum)
    play.one_push(SGD, Unwritten)
    play.effective_rates(SGD, Unwritten)
    play.sweep(loss_and_gradient, start, Unwritten, SGD)
    play.digit_race(scores, loss_and_gradient, start, Unwritten)
    assert all("Finish exercise `Unwritten` first" in note for note in notes)
    play.smaller_loss(..., SGD)
    assert notes[-1] == "Answer exercise `scale_prediction` first; then run this cell again."


def test_a_wrong_shape_is_said(notes: list[str]) -> None:
    play.race(AnotherShape)
    assert "a parameter of shape (2,) has shape (3,) after update" in notes[0]
