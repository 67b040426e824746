"""Every picture of `networks.ipynb` draws with right functions, and says in words what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, pairwise
from typing import Any

import numpy as np
import pytest

from course import show
from course.datasets import digits_mlp, digits_split
from course.widgets import networks as play

WEIGHTS = digits_mlp()
_, _, X_TEST, T_TEST = digits_split()


def dense(x: Any, W: Any, b: Any) -> Any:
    return np.einsum("...d,dk->...k", x, W) + b


def forward_2442(x: Any, params: Any, activation: Any) -> Any:
    h = activation(dense(x, params["W1"], params["b1"]))
    h = activation(dense(h, params["W2"], params["b2"]))
    return dense(h, params["W3"], params["b3"])


def params() -> dict[str, Any]:
    rng = np.random.default_rng(0)
    shapes: dict[str, Any] = {"W1": (2, 4), "b1": 4, "W2": (4, 4), "b2": 4, "W3": (4, 2), "b3": 2}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


class MLP:
    def __init__(self, sizes: Any, rng: Any, activation: Any = np.tanh) -> None:
        pairs = list(pairwise(sizes))
        self.W = [rng.normal(size=(d, k)) / np.sqrt(d) for d, k in pairs]
        self.b = [np.zeros(k) for _, k in pairs]
        self.f = activation

    def __call__(self, X: Any) -> Any:
        for i, (W, b) in enumerate(zip(self.W, self.b, strict=True)):
            X = X @ W + b
            X = self.f(X) if i < len(self.W) - 1 else X
        return X


class Dense:
    name = "Dense"

    def __init__(self, n_in: int, n_out: int, rng: Any, activation: Any = None) -> None:
        self.W, self.b = rng.normal(size=(n_in, n_out)) / np.sqrt(n_in), np.zeros(n_out)
        self.f = activation or (lambda z: z)

    def __call__(self, x: Any, training: bool = False) -> Any:
        return self.f(x @ self.W + self.b)

    def output_size(self, n_in: int) -> int:
        return len(self.b)

    def parameter_count(self) -> int:
        return int(self.W.size + self.b.size)


class Dropout:
    name = "Dropout"

    def __init__(self, rate: float, rng: Any) -> None:
        self.rate, self.rng = rate, rng

    def __call__(self, x: Any, training: bool = False) -> Any:
        return x * (self.rng.random(x.shape) >= self.rate) / (1 - self.rate) if training else x

    def output_size(self, n_in: int) -> int:
        return n_in

    def parameter_count(self) -> int:
        return 0


class Sequential:
    def __init__(self) -> None:
        self.layers: list[Any] = []

    def add(self, layer: Any) -> Any:
        self.layers.append(layer)
        return self

    def __call__(self, x: Any, training: bool = False) -> Any:
        for layer in self.layers:
            x = layer(x, training)
        return x

    def summary(self, n_in: int) -> Any:
        rows = []
        for layer in self.layers:
            n_in = layer.output_size(n_in)
            rows.append((layer.name, n_in, layer.parameter_count()))
        return rows, sum(row[2] for row in rows)


def forward_seed001(M: int, N_I: int, N_H: int, N_O: int) -> Any:
    rng = np.random.RandomState(1)
    X, _, W1, W2 = (rng.randn(*shape) for shape in ((M, N_I), (M, N_O), (N_I, N_H), (N_H, N_O)))
    h = X @ W1
    return h, np.clip(h, 0, None), np.clip(h, 0, None) @ W2


def predict_batched(net: Any, X: Any, size: int) -> Any:
    return np.concatenate([net(X[s : s + size]).argmax(1) for s in range(0, len(X), size)])


def accuracy(predicted: Any, t: Any) -> float:
    return float(np.mean(predicted == t))


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
            if hasattr(widget, "min"):
                settings += [first | {name: end} for end in (widget.min, widget.max)]
            else:
                options = [o[1] if isinstance(o, tuple) else o for o in widget.options]
                settings += [first | {name: option} for option in options]
        with show.styled():
            for setting in settings:
                picture = draw(**setting)
                data, _ = picture.bundle()
                assert data["image/png"].startswith(b"\x89PNG")
                self.captions.append(picture.caption)


@pytest.fixture
def album(monkeypatch: pytest.MonkeyPatch) -> Iterator[Album]:
    album = Album()
    for module in ("opening", "layer", "flow", "shapes", "model", "digits"):
        monkeypatch.setattr(f"course.widgets.networks.{module}.explore", album)
    yield album
    assert album.captions


def test_the_opening_needs_no_function_and_tips_over_with_noise(album: Album) -> None:
    play.reading()
    assert "written 3, noise 0.00: read as 3; 0 of 32" in album.captions[0]
    assert any("written 3, noise 1.00: read as 2" in caption for caption in album.captions)


def test_the_product_shows_the_sum_of_one_entry(album: Album) -> None:
    play.product(dense)
    assert album.captions[0].endswith("2.0 · 1.0 + 3.0 · 2.0 + (−1.0) · (−0.5)  −  1.0  =  7.50.")


def test_the_diagram_shows_scores(album: Album) -> None:
    own = params()
    play.diagram(forward_2442, own)
    y = forward_2442(np.array([0.5, -0.5]), own, np.tanh)
    assert f"Scores {y[0]:.2f}, {y[1]:.2f}".replace("-", "−") in album.captions[0]
    assert album.captions[-1].endswith("nothing is bent.")


def test_the_ribbon_names_shapes_and_parameters(album: Album) -> None:
    play.ribbon(MLP)
    assert album.captions[0] == (
        "(100, 1000) → (100, 500) → (100, 100) → (100, 10); 551,610 parameters, 500,500 in layer 1."
    )
    assert album.captions[1].startswith("(1, 1000) → (1, 500)")


def test_folding_agrees_to_rounding(album: Album) -> None:
    play.folding(10_010, MLP)
    assert "one layer of 10,010 parameters differ by at most" in album.captions[0]
    assert "e-1" in album.captions[0]


def test_the_sheet_of_the_published_run(album: Album) -> None:
    play.sheet(forward_seed001)
    assert "1 number cut off" in album.captions[0]


def test_the_blocks_follow_the_summary(album: Album) -> None:
    play.blocks(Sequential, Dense, Dropout)
    assert album.captions[0] == (
        "5 layers, 36,703 parameters; 40 runs give 1 different answers in use and 40 in training."
    )


def test_digits_are_read_and_timed(album: Album) -> None:
    play.results(MLP, predict_batched, accuracy, WEIGHTS, (X_TEST, T_TEST))
    assert album.captions[0] == "Accuracy 0.970, 18 wrong; most often an 8 taken for a 1, 6 times."
    play.timing(MLP, predict_batched, WEIGHTS, X_TEST)
    assert album.captions[1].endswith("the answers are the same.")


def test_trained_weights_are_not_written_into() -> None:
    for stored, fresh in zip(chain(*WEIGHTS), chain(*digits_mlp()), strict=True):
        np.testing.assert_array_equal(stored, fresh)


# Pictures of functions that are missing, wrong, or raise ----------


class Notes:
    """Takes the place of `explore`: keeps the sentence that stands where a picture would be."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(
        self, draw: Callable[..., show.Picture], controls: Any = None, *, waits_for: str = ""
    ) -> None:
        widgets = dict(controls()) if controls else {}
        with show.styled():
            try:
                draw(**{name: widget.value for name, widget in widgets.items()}).bundle()
            except Exception as problem:
                self.texts.append(show.explain(problem, waits_for))
            else:
                self.texts.append("")


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> Notes:
    notes = Notes()
    for module in ("opening", "layer", "flow", "shapes", "model", "digits"):
        monkeypatch.setattr(f"course.widgets.networks.{module}.explore", notes)
    return notes


def unwritten(*_: Any, **__: Any) -> Any:
    raise NotImplementedError


def test_what_is_not_written_yet_is_waited_for(notes: Notes) -> None:
    play.product(unwritten)
    play.diagram(unwritten, params())
    play.ribbon(unwritten)
    play.sheet(unwritten)
    play.blocks(unwritten, Dense, Dropout)
    play.results(unwritten, predict_batched, accuracy, WEIGHTS, (X_TEST, T_TEST))
    play.timing(MLP, unwritten, WEIGHTS, X_TEST)
    play.folding(10_010, unwritten)
    assert all("first; then run this cell again" in text for text in notes.texts)
    assert len(notes.texts) == 8


def test_folding_waits_for_a_prediction(notes: Notes) -> None:
    play.folding(..., MLP)
    assert notes.texts == ["Answer exercise 2.24 first; then run this cell again."]


@pytest.mark.parametrize("wrong", [None, 3.0, "text", np.zeros(7), [np.zeros(2), 1], {}])
def test_odd_results_become_words(notes: Notes, wrong: object) -> None:
    def odd(*_: Any, **__: Any) -> Any:
        return wrong

    class OddNet(MLP):
        __call__ = odd

    class OddModel(Sequential):
        __call__ = odd

    class OddSummary(Sequential):
        summary = odd

    play.product(odd)
    play.diagram(odd, params())
    play.ribbon(OddNet)
    play.sheet(odd)
    play.blocks(OddModel, Dense, Dropout)
    play.blocks(OddSummary, Dense, Dropout)
    play.results(MLP, odd, accuracy, WEIGHTS, (X_TEST, T_TEST))
    play.timing(MLP, odd, WEIGHTS, X_TEST)
    play.folding(10_010, OddNet)
    assert len(notes.texts) == 9
    assert all(notes.texts), notes.texts


def test_an_activation_that_is_called_too_often_is_counted(notes: Notes) -> None:
    def on_the_output(x: Any, params: Any, activation: Any) -> Any:
        return activation(forward_2442(x, params, activation))

    play.diagram(on_the_output, params())
    assert "yours gets [4, 4, 2]" in notes.texts[0]

    class BendsTheOutput(MLP):
        def __call__(self, X: Any) -> Any:
            return self.f(super().__call__(X))

    play.ribbon(BendsTheOutput)
    assert "no three layers" in notes.texts[1]


def test_answers_that_change_with_the_batch_are_said(album: Album) -> None:
    def moody(net: Any, X: Any, size: int) -> Any:
        return (predict_batched(net, X, size) + size) % 10

    play.timing(MLP, moody, WEIGHTS, X_TEST)
    assert album.captions[0].endswith("but the answers differ.")
