"""Every picture of chapter 7, second part, draws at every setting, and survives wrong classes."""

from __future__ import annotations

import importlib.util
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from course import show
from course.widgets import chains as play
from course.widgets.chains.opening import NAMES, train_without
from course.widgets.chains.parts import rows_of
from course.widgets.chains.tutorial import last_places

MODULES = ("opening", "parts", "reading", "tutorial")
TAPE = Path(__file__).parents[2] / "source_notebooks" / "ch7_dynamic" / "tape.py"


def _tape() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tape_of_the_widgets", TAPE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tape = _tape()


class Chain:
    def params(self) -> Any:
        met: dict[int, Any] = {}
        for value in vars(self).values():
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, tape.Variable):
                    met.setdefault(id(part), part)
                elif hasattr(part, "params"):
                    met |= {id(p): p for p in part.params()}
        return list(met.values())

    def cleargrads(self) -> None:
        for p in self.params():
            p.cleargrad()

    def count(self) -> int:
        return sum(p.data.size for p in self.params())


class Linear(Chain):
    def __init__(
        self, n_in: int, n_out: int, rng: Any, nobias: bool = False, dtype: Any = float
    ) -> None:
        W = (rng.normal(size=(n_in, n_out)) / np.sqrt(n_in)).astype(dtype)
        self.W, self.b = tape.Variable(W, "W"), None
        if not nobias:
            self.b = tape.Variable(np.zeros(n_out, dtype), "b")

    def __call__(self, x: Any) -> Any:
        y = x @ self.W
        return y if self.b is None else y + self.b


class Seed001(Chain):
    def __init__(self, W1: Any, W2: Any) -> None:
        rng = np.random.default_rng(0)
        self.l1 = Linear(*W1.shape, rng, True, W1.dtype)
        self.l2 = Linear(*W2.shape, rng, True, W2.dtype)
        self.l1.W.data[...], self.l2.W.data[...] = W1, W2

    def __call__(self, x: Any) -> Any:
        return self.l2(tape.relu(self.l1(x)))


class MLP(Chain):
    def __init__(self, sizes: Any, rng: Any) -> None:
        self.layers = [Linear(a, b, rng) for a, b in itertools.pairwise(sizes)]

    def __call__(self, x: Any) -> Any:
        for layer in self.layers[:-1]:
            x = tape.relu(layer(x))
        return self.layers[-1](x)


class SGD:
    def __init__(self, lr: float = 0.01) -> None:
        self.lr = lr

    def setup(self, model: Any) -> Any:
        self.model = model
        return self

    def update(self) -> None:
        for p in self.model.params():
            p.data -= self.lr * p.grad


def program(
    X: Any, Y: Any, W1: Any, W2: Any, lr: float, steps: int, off: Any = np.less_equal
) -> Any:
    w1, w2, history = W1.copy(), W2.copy(), []
    size = X.dtype.type(Y.size)
    for _ in range(steps):
        h = X.dot(w1)
        h_r = np.maximum(h, 0)
        y = h_r.dot(w2)
        history.append(float(np.square(y - Y).sum() / size))
        grad_y = 2.0 * (y - Y) / size
        grad_w2, grad_h = h_r.T.dot(grad_y), grad_y.dot(w2.T)
        grad_h[off(h, 0)] = 0
        w1 -= lr * X.T.dot(grad_h)
        w2 -= lr * grad_w2
    return w1, w2, history


def run_chain(X: Any, Y: Any, W1: Any, W2: Any, lr: float, steps: int) -> Any:
    model, history = Seed001(W1, W2), []
    optimizer = SGD(lr).setup(model)
    for _ in range(steps):
        loss = tape.mean_squared_error(model(X), Y)
        history.append(float(loss.data))
        model.cleargrads()
        loss.backward()
        optimizer.update()
    return model, history


def draw(*shape: int) -> Any:
    np.random.seed(1)
    m, i, h, o = shape
    sizes = ((m, i), (m, o), (i, h), (h, o))
    return tuple(np.random.randn(*size).astype(np.float32) for size in sizes)


SMALL = draw(2, 3, 2, 3)


def other_order(y: Any, t: Any) -> Any:
    d = y - t
    return tape.total(d * d) * (1 / t.size)


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
        monkeypatch.setattr(f"course.widgets.chains.{module}.explore", album)
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
        monkeypatch.setattr(f"course.widgets.chains.{module}.explore", explore)
    return said


def test_the_forgotten(album: Album) -> None:
    play.forgotten()
    assert album.captions[0].startswith("Forgotten: b2. The loss falls from ")


def test_whoever_is_forgotten_does_not_move_and_the_loss_falls_all_the_same() -> None:
    for missing in NAMES:
        losses, moved = train_without(missing, 0)
        assert [name for name, far in zip(NAMES, moved, strict=True) if far == 0] == [missing]
        assert losses[-1] < 0.5 * losses[0]
    assert min(train_without("nobody", 0)[1]) > 0


def test_the_tree(album: Album) -> None:
    play.tree(Chain, Linear, tape.relu)
    assert album.captions[0] == (
        "no sharing: params() finds 32 numbers, and there are 32 in the model."
    )
    assert album.captions[2] == (
        "l2 is l1: params() finds 16 numbers, and there are 16 in the model."
    )


def test_rows_of_a_tree() -> None:
    rng = np.random.default_rng(0)
    model = Chain()
    model.block = Linear(2, 3, rng)  # type: ignore[attr-defined]
    model.more = [model.block, Linear(1, 1, rng, nobias=True)]  # type: ignore[attr-defined]
    model.scale, model.sizes = np.ones(3), [1, 2]  # type: ignore[attr-defined]
    found = [(row.depth, row.name, row.kind, row.size) for row in rows_of(model)]
    assert found == [
        (0, "block", "part", 0),
        (1, "W", "parameter", 6),
        (1, "b", "parameter", 3),
        (0, "more[0]", "part", 0),
        (1, "W", "parameter", 6),
        (1, "b", "parameter", 3),
        (0, "more[1]", "part", 0),
        (1, "W", "parameter", 1),
        (0, "scale", "other", 0),
    ]


class Forgetful(Chain):
    def params(self) -> Any:
        return super().params()[:1] * 2


def test_what_is_not_found_is_seen(album: Album) -> None:
    play.tree(Forgetful, Linear, tape.relu)
    assert album.captions[0].endswith("params() finds 32 numbers, and there are 32 in the model.")
    assert album.captions[2].endswith("params() finds 32 numbers, and there are 16 in the model.")


class Riddle(Chain):
    def __init__(self, rng: Any) -> None:
        self.a, self.b = Linear(2, 3, rng), Linear(3, 1, rng)


def test_the_riddle(album: Album) -> None:
    play.riddle(13, Riddle)
    assert album.captions == ["You said 13; count() finds 13."]


def test_beside_the_program(album: Album) -> None:
    play.beside(program, run_chain, SMALL)
    assert (
        album.captions[0] == "After 300 steps 0 of 12 numbers differ; of all 300 losses 0 differ."
    )
    assert album.captions[1] == "After 0 steps 0 of 13 numbers differ; of all 300 losses 0 differ."


def test_a_wrong_chain_differs(album: Album) -> None:
    play.beside(program, lambda X, Y, *rest: run_chain(X, Y * 1.000001, *rest), SMALL)
    assert " 0 of 12" not in album.captions[0]


def test_orders(album: Album) -> None:
    play.orders("B", program, Seed001, SGD, tape.mean_squared_error, other_order, SMALL)
    assert "mean_squared_error: 0 of 300 losses differ; other_order: " in album.captions[0]
    assert "other_order: 0 of 300" not in album.captions[0]


def test_units_in_the_last_place() -> None:
    one = np.float32(1.0)
    above = np.nextafter(one, np.float32(2))
    np.testing.assert_array_equal(last_places([one, above, one], [one, one, above]), [0, 1, -1])


def test_the_large_network(album: Album) -> None:
    play.large(program, run_chain, draw(8, 20, 10, 4))
    assert album.captions[0].endswith("; your chain never differs.")


class TwoLayerNet:
    """Chapter 4's, in one piece."""

    def __init__(self, i: int, h: int, o: int, rng: Any) -> None:
        self.params = {"W1": rng.normal(size=(i, h)), "b1": np.zeros(h)}
        self.params |= {"W2": rng.normal(size=(h, o)), "b2": np.zeros(o)}

    def loss(self, X: Any, t: Any) -> float:
        self.h = X @ self.params["W1"] + self.params["b1"]
        z = np.maximum(self.h, 0) @ self.params["W2"] + self.params["b2"]
        e = np.exp(z - z.max(axis=1, keepdims=True))
        self.p = e / e.sum(axis=1, keepdims=True)
        return float(-np.log(self.p[np.arange(len(t)), t]).mean())

    def gradient(self, X: Any, t: Any) -> Any:
        self.loss(X, t)
        dz = (self.p - np.eye(self.p.shape[1])[t]) / len(t)
        dh = dz @ self.params["W2"].T * (self.h > 0)
        W2 = np.maximum(self.h, 0).T @ dz
        return {"W1": X.T @ dh, "b1": dh.sum(axis=0), "W2": W2, "b2": dz.sum(axis=0)}


def minibatches(X: Any, t: Any, size: int, rng: Any) -> Any:
    order = rng.permutation(len(X))
    return [(X[order[k : k + size]], t[order[k : k + size]]) for k in range(0, len(X), size)]


def learn(model: Any, optimizer: Any, X: Any, t: Any, epochs: int, size: int, rng: Any) -> Any:
    history = []
    for _ in range(epochs):
        for X_batch, t_batch in minibatches(X, t, size, rng):
            loss = tape.mean_squared_error(model(X_batch), np.eye(10)[t_batch])
            history.append(float(loss.data))
            model.cleargrads()
            loss.backward()
            optimizer.update()
    return history


def test_digits(album: Album) -> None:
    rng = np.random.default_rng(0)
    X, t = rng.uniform(size=(70, 64)), rng.integers(0, 10, size=70)
    play.digits(MLP, SGD, learn, TwoLayerNet, minibatches, (X, t, X[:9], t[:9]))
    assert album.captions[0].startswith("1 hidden: ")
    assert "apart" in album.captions[0]
    assert album.captions[1].startswith("0 hidden: ")


def save(model: Any) -> Any:
    return [p.data.copy() for p in model.params()]


def load(model: Any, arrays: Any) -> None:
    for p, array in zip(model.params(), arrays, strict=True):
        p.data[...] = array


def test_a_stored_model_comes_back(album: Album) -> None:
    rng = np.random.default_rng(0)
    X, t = rng.uniform(size=(70, 64)), rng.integers(0, 10, size=70)
    play.stored(MLP, SGD, learn, save, load, (X, t, X[:9], t[:9]))
    play.stored(MLP, SGD, learn, save, lambda model, arrays: None, (X, t, X[:9], t[:9]))
    assert album.captions[0].endswith("loaded: the same scores, to the last digit.")
    assert album.captions[1].endswith("loaded: NOT the same scores.")


def test_answers_come_before_pictures(notes: list[str]) -> None:
    play.riddle(..., Riddle)
    play.orders(..., program, Seed001, SGD, tape.mean_squared_error, other_order, SMALL)
    assert notes == [
        "Answer exercise `count_prediction` first; then run this cell again.",
        "Answer exercise `order_prediction` first; then run this cell again.",
    ]


def missing(*_: Any, **__: Any) -> Any:
    raise NotImplementedError


def test_pictures_wait_for_what_they_run(notes: list[str]) -> None:
    X, t = np.zeros((4, 64)), np.zeros(4, dtype=int)
    play.tree(Chain, missing, tape.relu)
    play.riddle(1, missing)
    play.beside(program, missing, SMALL)
    play.orders("A", program, missing, SGD, tape.mean_squared_error, other_order, SMALL)
    play.large(program, missing, SMALL)
    play.digits(missing, SGD, learn, TwoLayerNet, minibatches, (X, t, X, t))
    play.stored(missing, SGD, learn, save, load, (X, t, X, t))
    assert len(notes) == 7
    assert all(note.startswith("This picture runs your code. Finish") for note in notes)


class GivesNothing(Chain):
    def params(self) -> Any:
        return None


def test_wrong_results_are_said_in_words(notes: list[str]) -> None:
    play.tree(GivesNothing, Linear, tape.relu)
    assert notes[0].startswith("This picture runs your code of exercises `Link`, `Linear` and")
