"""Every picture of chapter 4, first part, draws at every setting, and survives wrong classes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from course import show
from course.widgets import backprop as play
from course.widgets.backprop.bends import through
from course.widgets.backprop.bill import values_of, walk
from course.widgets.backprop.order import LINES, try_lines
from course.widgets.backprop.shapes import judge_product

MODULES = ("bends", "bill", "losses", "order", "shapes", "training")


def softmax(z: Any) -> Any:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


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


class Multiply:
    def forward(self, x: Any, y: Any) -> Any:
        self.x, self.y = x, y
        return x * y

    def backward(self, dout: Any) -> Any:
        return dout * self.y, dout * self.x


class Add:
    def forward(self, x: Any, y: Any) -> Any:
        return x + y

    def backward(self, dout: Any) -> Any:
        return dout, dout


class ReLU:
    def forward(self, x: Any) -> Any:
        self.mask = x > 0
        return x * self.mask

    def backward(self, dout: Any) -> Any:
        return dout * self.mask


class Sigmoid:
    def forward(self, x: Any) -> Any:
        self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, dout: Any) -> Any:
        return dout * self.y * (1 - self.y)


class Affine:
    def __init__(self, W: Any, b: Any) -> None:
        self.W, self.b = W, b

    def forward(self, X: Any) -> Any:
        self.X = X
        return X @ self.W + self.b

    def backward(self, dout: Any) -> Any:
        self.dW, self.db = self.X.T @ dout, dout.sum(axis=0)
        return dout @ self.W.T


class Last:
    def forward(self, z: Any, t: Any) -> float:
        self.p, self.t = softmax(z), t
        return float(-np.log(self.p[np.arange(len(t)), t]).mean())

    def backward(self, dout: float = 1.0) -> Any:
        return dout * (self.p - np.eye(self.p.shape[1])[self.t]) / len(self.t)


class Net:
    def __init__(self, i: int, h: int, o: int, rng: Any, std: float = 0.01) -> None:
        self.params = {"W1": rng.normal(0, std, (i, h)), "b1": np.zeros(h)}
        self.params |= {"W2": rng.normal(0, std, (h, o)), "b2": np.zeros(o)}
        p = self.params
        self.layers = [Affine(p["W1"], p["b1"]), ReLU(), Affine(p["W2"], p["b2"])]
        self.last = Last()

    def predict(self, X: Any) -> Any:
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def loss(self, X: Any, t: Any) -> float:
        return self.last.forward(self.predict(X), t)

    def gradient(self, X: Any, t: Any) -> Any:
        self.loss(X, t)
        dout = self.last.backward()
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        first, _, second = self.layers
        return {"W1": first.dW, "b1": first.db, "W2": second.dW, "b2": second.db}


def descend(net: Any, X: Any, t: Any, lr: float) -> None:
    for key, slope in net.gradient(X, t).items():
        net.params[key] -= lr * slope


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
        monkeypatch.setattr(f"course.widgets.backprop.{module}.explore", album)
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
        monkeypatch.setattr(f"course.widgets.backprop.{module}.explore", explore)
    return said


def test_nudges_of_the_bill(album: Album) -> None:
    play.nudges()
    assert album.captions[0] == "pizza is nudged by 1; the bill changes by 4.40."
    assert "guests is nudged by 1; the bill changes by 12.65." in album.captions
    assert "tip is nudged by 0.10; the bill changes by 4.60." in album.captions


def test_steps_through_the_bill(album: Album) -> None:
    play.steps(Multiply, Add)
    assert album.captions[0].endswith("the guests' two roads give 9.90 + 2.75 = 12.65")
    inputs = {"guests": 4.0, "pizza": 9.0, "drink": 2.5, "tip": 1.1}
    values, slopes = walk(Multiply, Add, inputs)
    assert values == values_of(inputs)
    assert slopes["pizza", "pizzas"] == pytest.approx(4.4)
    assert slopes["tip", "bill"] == pytest.approx(46)


def test_what_passes_there_passes_back(album: Album) -> None:
    play.gates(ReLU)
    assert album.captions[0] == "20 of 35 numbers pass forwards, 20 backwards."
    play.in_a_row(Sigmoid, ReLU)
    assert album.captions[-5].endswith("ReLU 1, sigmoid 3.5e-07")
    assert through(Sigmoid, 0.5, 10)[-1] < 0.25**10


def test_shapes(album: Album) -> None:
    play.match_shapes()
    play.face_to_face(Affine, numerical_gradient)
    assert all("agree with wiggling" not in c or "DO NOT" not in c for c in album.captions)
    assert judge_product("dout", "Wᵀ", 5, 3, 2) == "Shape (5, 3), like X!"
    assert judge_product("Xᵀ", "dout", 5, 3, 2) == "Shape (3, 2), like W!"
    assert judge_product("X", "dout", 5, 3, 2).endswith("there is no such product")
    assert "proves nothing" in judge_product("dout", "W", 5, 2, 2)
    assert "no part in it" in judge_product("X", "W", 5, 3, 2)


def test_only_two_products_have_the_wanted_shapes() -> None:
    pieces = ("X", "Xᵀ", "W", "Wᵀ", "dout", "doutᵀ")
    fits = [
        (one, other)
        for one in pieces
        for other in pieces
        if judge_product(one, other, 5, 3, 2).endswith("!")
    ]
    assert fits == [("Xᵀ", "dout"), ("dout", "Wᵀ")]


class MeanBias(Affine):
    def backward(self, dout: Any) -> Any:
        dX = super().backward(dout)
        self.db = self.db / len(dout)
        return dX


class FlatBias(Affine):
    def backward(self, dout: Any) -> Any:
        dX = super().backward(dout)
        self.db = dout.sum(axis=1)
        return dX


def test_wrong_slopes_are_seen(album: Album) -> None:
    play.face_to_face(MeanBias, numerical_gradient)
    assert "DO NOT agree" in album.captions[0]
    album.captions.clear()
    play.face_to_face(FlatBias, numerical_gradient)
    assert album.captions[0].endswith("DO NOT agree with wiggling (inf).")


def test_pushes(album: Album) -> None:
    play.pushes(Last)
    assert album.captions[0] == "The truth has probability 0.19; its score is pushed by +0.81."


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("FCHBDIAGE", "It runs, and wiggling finds the same four slopes"),
        ("FCLBDIAGE", "It runs to the end, but wiggling finds other slopes for W1, b1, W2, b2"),
        ("FCHKBDIAGE", "It runs to the end, but wiggling finds other slopes for W1, b1, W2, b2"),
        ("FCHBDIDAGE", "The four slopes are right; but nine lines were asked for"),
        ("FCHBDJIGE", "Line 6 does not run: something is missing, or does not fit"),
        ("CFHBDIAGE", "Line 1 does not run: something is missing, or does not fit"),
        ("FCHBDIAEG", "Line 8 does not run: something is missing, or does not fit"),
        ("FCHBDIAGEB", "Behind the return stand lines that never run"),
        ("FCHBDIAG", "All of it runs, but nothing is returned"),
    ],
)
def test_lines_run_in_any_order(order: str, said: str) -> None:
    rows, verdict = try_lines(list(order), Affine, ReLU, Last, softmax, numerical_gradient)
    assert verdict == said
    assert [letter for letter, _, _ in rows] == list(order)[: len(rows)]
    assert set(order) <= set(LINES)


def test_the_puzzle(album: Album) -> None:
    for order in (list("FCHBDIAGE"), ["A"], []):
        play.run_lines(order, Affine, ReLU, Last, softmax, numerical_gradient)
    assert album.captions[0] == "It runs, and wiggling finds the same four slopes"
    assert album.captions[2] == "All of it runs, but nothing is returned"


def test_the_clock(album: Album) -> None:
    play.clock(Net, widths=(3, 5), rows=4)
    assert album.captions[0].startswith("With 565 parameters: loss ")


def test_trainings(album: Album) -> None:
    rng = np.random.default_rng(0)
    X, t = rng.uniform(size=(12, 64)), rng.integers(0, 10, size=12)
    play.digits(Net, descend, X, t, X[:5], t[:5])
    assert album.captions[0].startswith("After 300 steps: loss ")
    assert album.captions[1].startswith("After 0 steps: loss 2.30")
    play.zeros("C", Net, descend, X, t)
    assert album.captions[-1].startswith("After 100 steps: std = 0.01: ")


def test_answers_come_before_pictures(notes: list[str]) -> None:
    X, t = np.zeros((4, 64)), np.zeros(4, dtype=int)
    play.zeros(..., Net, descend, X, t)
    play.run_lines(..., Affine, ReLU, Last, softmax, numerical_gradient)
    play.run_lines(["F", "Z"], Affine, ReLU, Last, softmax, numerical_gradient)
    assert notes == [
        "Answer exercise `zeros_prediction` first; then run this cell again.",
        "Answer exercise `line_order` first; then run this cell again.",
        "line_order wants to be a list of letters from A to L, in quotes.",
    ]


def missing(*_: Any, **__: Any) -> Any:
    raise NotImplementedError


def test_pictures_wait_for_what_they_run(notes: list[str]) -> None:
    X, t = np.zeros((4, 64)), np.zeros(4, dtype=int)
    play.steps(missing, Add)
    play.gates(missing)
    play.in_a_row(missing, ReLU)
    play.face_to_face(missing, numerical_gradient)
    play.pushes(missing)
    play.run_lines(["F"], missing, ReLU, Last, softmax, numerical_gradient)
    play.clock(missing)
    play.digits(missing, descend, X, t, X, t)
    play.zeros("A", missing, descend, X, t)
    assert len(notes) == 9
    assert all(note.startswith("This picture runs your code. Finish") for note in notes)


class GivesNothing(ReLU):
    def backward(self, dout: Any) -> Any:
        return None


def test_wrong_results_are_said_in_words(notes: list[str]) -> None:
    play.in_a_row(Sigmoid, GivesNothing)
    assert notes[0].startswith("This picture runs your code of exercises `ReLU` and `Sigmoid`")
