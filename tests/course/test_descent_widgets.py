"""Every picture of chapter 3, second part, draws at every setting, and survives wrong functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from course import show
from course.widgets import descent as play
from course.widgets.descent.cost import parameters

MODULES = ("cost", "dealing", "hills", "opening", "slopes", "training")


def slope(f: Any, x: Any, h: Any) -> Any:
    return (f(x + h) - f(x - h)) / (h + h)


def numerical_gradient(f: Any, x: Any, h: float = 1e-4) -> Any:
    x = np.array(x, dtype=float)
    found = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        here = x[index]
        for sign in (1, -1):
            x[index] = here + sign * h
            found[index] += sign * f(x) / (2 * h)
        x[index] = here
    return found


def gradient_descent(f: Any, x0: Any, lr: float, steps: int) -> Any:
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * numerical_gradient(f, path[-1]))
    return np.array(path)


def minibatches(X: Any, t: Any, size: int, rng: Any) -> Any:
    order = rng.permutation(len(X))
    return [(X[order[i : i + size]], t[order[i : i + size]]) for i in range(0, len(X), size)]


def train_numeric(
    net: Any, loss: Any, params: Any, X: Any, t: Any, lr: float, epochs: int, size: int, rng: Any
) -> Any:
    params, history = dict(params), []
    for _ in range(epochs):
        for part, wanted in minibatches(X, t, size, rng):
            history.append(loss(net(params, part), wanted))
            steps = {
                name: numerical_gradient(
                    lambda v, n=name, x=part, y=wanted, p=params: loss(net({**p, n: v}, x), y),
                    array,
                )
                for name, array in params.items()
            }
            params = {name: array - lr * steps[name] for name, array in params.items()}
    return params, history


def net(params: Any, X: Any) -> Any:
    return np.tanh(X @ params["W"] + params["b"]) @ params["v"]


def hinge(y: Any, t: Any) -> float:
    return float(np.square(np.maximum(0, 1 - t * y)).mean())


def start(inputs: int) -> Callable[[Any], Any]:
    return lambda rng: {
        "W": rng.normal(size=(inputs, 2)),
        "b": np.zeros(2),
        "v": rng.normal(size=2),
    }


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
        monkeypatch.setattr(f"course.widgets.descent.{module}.explore", album)
    yield album
    assert album.captions


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what is shown instead of a picture where the reader's function does not work."""
    said: list[str] = []

    def explore(draw: Any, controls: Any = None, *, waits_for: str = "") -> None:
        values = {name: w.value for name, w in dict(controls()).items()} if controls else {}
        with show.styled(), pytest.raises(Exception) as problem:
            draw(**values)
        said.append(show.explain(problem.value, waits_for))  # type: ignore[arg-type]

    for module in MODULES:
        monkeypatch.setattr(f"course.widgets.descent.{module}.explore", explore)
    return said


def test_the_fog_begins_high_up(album: Album) -> None:
    play.fog()
    assert album.captions[0] == "w = 0.50, b = 2.50: the loss here is 1.55."


def test_chords_and_errors(album: Album) -> None:
    play.chord(slope)
    assert album.captions[0] == "At x = 1 with h = 1: slope 2.000, true 1.000."
    play.error_against_h(slope)
    best64, best32 = map(float, re.findall(r"h = (\d+e-\d+)", album.captions[-1]))
    assert 1e-6 < best64 < 2e-5
    assert 2e-3 < best32 < 2e-2


def test_arrows_and_paths(album: Album) -> None:
    play.arrows(numerical_gradient)
    play.paths(gradient_descent)
    assert any("round bowl, lr = 0.1" in caption for caption in album.captions)


def test_the_bounce_keeps_its_height(album: Album) -> None:
    play.bounce("C", gradient_descent)
    assert "lr = 1: 25;" in album.captions[0]


def test_batches_of_all_samples_have_the_gradient_of_all(album: Album) -> None:
    play.batches(minibatches, numerical_gradient)
    assert album.captions[-1].startswith("Size 24, batches an epoch: 1.")
    assert "typically 0.00" in album.captions[-1]


def test_trainings(album: Album) -> None:
    rng = np.random.default_rng(0)
    X, t = rng.normal(size=(12, 2)), rng.choice([-1.0, 1.0], size=12)
    play.clouds(train_numeric, net, hinge, start(2), X, t, lr=0.1, size=6, epochs=41)
    assert "after 40 epochs" in album.captions[0]
    pixels = rng.uniform(size=(12, 16))
    play.digit_pair(train_numeric, net, hinge, start(16), pixels, t, lr=0.1, size=6, epochs=3)
    assert "of 12 wrong; 4 hidden neurons: " in album.captions[-1]


def test_the_clock(album: Album) -> None:
    play.clock(numerical_gradient)
    assert album.captions[0].startswith("2 calls a parameter. For 551,610 parameters")
    play.doubling("D")
    assert album.captions[-1].endswith("in all × 15.99.")
    assert parameters((1000, 500, 100, 10)) == 551_610


def test_predictions_come_before_pictures(notes: list[str]) -> None:
    play.bounce(..., gradient_descent)
    play.doubling(...)
    assert notes == [
        "Answer exercise `bounce_prediction` first; then run this cell again.",
        "Answer exercise `clock_prediction` first; then run this cell again.",
    ]


def missing(*_: Any, **__: Any) -> Any:
    raise NotImplementedError


def test_pictures_wait_for_what_they_run(notes: list[str]) -> None:
    X, t = np.zeros((4, 2)), np.ones(4)
    play.chord(missing)
    play.error_against_h(missing)
    play.arrows(missing)
    play.paths(missing)
    play.bounce("A", missing)
    play.batches(missing, numerical_gradient)
    play.clouds(missing, net, hinge, start(2), X, t, lr=0.1, size=2)
    play.digit_pair(missing, net, hinge, start(2), X, t, lr=0.1, size=2)
    play.clock(missing)
    assert len(notes) == 9
    assert all(note.startswith("This picture runs your code. Finish") for note in notes)


def test_wrong_shapes_are_said_in_words(notes: list[str]) -> None:
    play.arrows(lambda f, x: 1.0)
    play.paths(lambda f, x0, lr, steps: np.zeros((steps, 2)))
    assert "has shape" in notes[0]
    assert "not (21, 2)" in notes[1]
