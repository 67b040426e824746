"""Every picture of chapter 5, second part, draws at every setting, and survives wrong functions."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from course import show
from course.datasets import digits_split
from course.widgets import depth as play
from course.widgets.depth import nets

MODULES = ("clerk", "dropping", "norms", "scaling", "signals")


def init_weights(sizes: Any, kind: Any, rng: Any) -> Any:
    params = {}
    for i, (n, k) in enumerate(itertools.pairwise(sizes), 1):
        s = {"xavier": n**-0.5, "he": (2 / n) ** 0.5}.get(kind, kind)
        params[f"W{i}"], params[f"b{i}"] = rng.normal(0, s, size=(n, k)), np.zeros(k)
    return params


class BatchNorm:
    def __init__(self, n: int, momentum: float = 0.9, eps: float = 1e-5) -> None:
        self.gamma, self.beta, self.momentum, self.eps = np.ones(n), np.zeros(n), momentum, eps
        self.running_mean, self.running_var = np.zeros(n), np.ones(n)

    def forward(self, x: Any, training: bool = True) -> Any:
        self.training, self.axes = training, (0, *range(2, x.ndim))
        self.fit = lambda v: v.reshape(-1, *[1] * (x.ndim - 2))
        mean, var = self.running_mean, self.running_var
        if training:
            mean, var = x.mean(axis=self.axes), x.var(axis=self.axes)
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        self.std = self.fit(np.sqrt(var + self.eps))
        self.x_hat = (x - self.fit(mean)) / self.std
        return self.fit(self.gamma) * self.x_hat + self.fit(self.beta)

    def backward(self, dout: Any) -> Any:
        self.dbeta = dout.sum(axis=self.axes)
        self.dgamma = (dout * self.x_hat).sum(axis=self.axes)
        d = dout * self.fit(self.gamma)
        if self.training:
            mean = {"axis": self.axes, "keepdims": True}
            d = d - d.mean(**mean) - self.x_hat * (d * self.x_hat).mean(**mean)
        return d / self.std


class Dropout:
    def __init__(self, rate: float, rng: Any) -> None:
        self.rate, self.rng = rate, rng

    def forward(self, x: Any, training: bool = True) -> Any:
        kept = self.rng.random(x.shape) >= self.rate if training else 1.0 - self.rate
        self.factor = kept / (1 - self.rate)
        return x * self.factor

    def backward(self, dout: Any) -> Any:
        return dout * self.factor


def weight_decay(params: Any, grads: Any, lam: float) -> Any:
    return 0.0, {k: g + lam * params[k] if k[0] == "W" else g for k, g in grads.items()}


def train_with_patience(
    params: Any, training: Any, validation: Any, patience: int, max_epochs: int, rng: Any
) -> Any:
    """Take no step at all: the pictures only need the three results."""
    return params, [2.0] * (1 + min(patience, max_epochs)), 0


def numerical_gradient(f: Any, x: Any, h: float = 1e-4) -> Any:
    found = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        found[index] = (f(x + step) - f(x - step)) / (2 * h)
    return found


def clerk() -> tuple[Any, Any, Any]:
    X, t, X_new, t_new = digits_split()
    return (
        (X[:80], (t[:80] + (np.arange(80) % 5 == 0)) % 10),
        (X[80:120], t[80:120]),
        (
            X_new[:100],
            t_new[:100],
        ),
    )


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
        monkeypatch.setattr(f"course.widgets.depth.{module}.explore", album)
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
        monkeypatch.setattr(f"course.widgets.depth.{module}.explore", explore)
    return said


def test_the_whisper_is_loud_or_silent(album: Album) -> None:
    play.whisper()
    assert album.captions[0] == "Weights of size 1: layer 10 has size 0.96, 85 % ends."
    assert "layer 10 has size 9.2e-11, 0 % ends" in album.captions[1]


def test_ten_layers_of_four_kinds(album: Album) -> None:
    play.by_depth(init_weights)
    assert [caption.split(".")[0] for caption in album.captions[1:]] == ["tanh", "ReLU", "sigmoid"]
    assert "Xavier: size 0.22" in album.captions[0]
    assert "He: size 0.96" in album.captions[2]


def test_shift_and_spread_do_not_show(album: Album) -> None:
    play.normalised(BatchNorm)
    assert set(album.captions[:5]) == {"Behind the layer: means 0.00 and 0.00, std 1.00 and 1.00."}
    assert "std 1.00 and 3.00" in album.captions[6]
    assert "0.00 and −4.00" in album.captions[7]


def test_the_running_mean_arrives_or_not(album: Album) -> None:
    play.moving_average(BatchNorm)
    assert album.captions[0].startswith("momentum 0.9: above 2.7 after 25 batches")
    assert "after one batch" in album.captions[1]
    assert "has not come above 2.7" in album.captions[2]


def test_backward_against_wiggling(album: Album) -> None:
    play.against_slopes(BatchNorm, numerical_gradient)
    assert all(float(v) < 1e-7 for v in re.findall(r": (\de-\d+)", album.captions[0]))


def test_four_starts(album: Album) -> None:
    (X, t), _, _ = clerk()
    play.with_and_without(BatchNorm, init_weights, (X, t), epochs=2)
    assert album.captions[0].count(" without, ") == 4


def test_the_clerk(album: Album) -> None:
    training, validation, new = clerk()
    play.memorised(init_weights, training, np.arange(0, 80, 5), new, epochs=3)
    assert "of 16 wrong labels" in album.captions[-1]
    play.weights_shrink(weight_decay, training, new, epochs=3)
    assert album.captions[-2].startswith("λ = 0:")
    play.thinned_training(Dropout, training, new, epochs=3)
    play.patience_stops(train_with_patience, init_weights, training, validation, new, 6)
    assert "Patience 5: stopped after epoch 5, kept epoch 0" in album.captions[-3]
    play.remedies(
        init_weights, weight_decay, Dropout, train_with_patience, training, validation, new,
        seeds=1, epochs=2,
    )  # fmt: skip
    assert album.captions[-1].count(";") == 4


def test_no_decay_is_the_plain_training(album: Album) -> None:
    training, _, new = clerk()
    play.weights_shrink(weight_decay, training, new, epochs=3)
    before, after = re.findall(r"weight ([\d.]+) → ([\d.]+)\.", album.captions[1])[0]
    assert before == after


def test_dropout_keeps_the_ink(album: Album) -> None:
    image = digits_split()[0][5].reshape(8, 8)
    play.thinned(Dropout, image)
    total, mean = map(float, re.findall(r"sum ([\d.]+)[,.]", album.captions[0].rstrip(".") + "."))
    assert mean == pytest.approx(total, rel=0.05)
    assert "0 % silenced" in album.captions[1]


def test_ten_times_the_weights(album: Album) -> None:
    play.tenfold("D", BatchNorm)
    assert album.captions == ["Weights × 10: output × 1, gradient × 0.1."]


def test_the_prediction_comes_before_its_picture(notes: list[str]) -> None:
    play.tenfold(..., BatchNorm)
    assert notes == ["Answer exercise 5.15 first; then run this cell again."]


class Missing:
    def __init__(self, *_: Any, **__: Any) -> None:
        raise NotImplementedError


def missing(*_: Any, **__: Any) -> Any:
    raise NotImplementedError


def test_pictures_wait_for_what_they_run(notes: list[str]) -> None:
    training, validation, new = clerk()
    play.by_depth(missing)
    play.normalised(Missing)
    play.moving_average(Missing)
    play.against_slopes(Missing, numerical_gradient)
    play.with_and_without(Missing, init_weights, training, epochs=1)
    play.memorised(missing, training, np.arange(3), new)
    play.weights_shrink(missing, training, new, epochs=1)
    play.thinned(Missing, training[0][0].reshape(8, 8))
    play.thinned_training(Missing, training, new, epochs=1)
    play.patience_stops(missing, init_weights, training, validation, new)
    play.remedies(missing, missing, Missing, missing, training, validation, new)
    play.tenfold("A", Missing)
    assert len(notes) == 12
    assert all(note.startswith("This picture runs your code. Finish") for note in notes)


def test_wrong_shapes_are_said_in_words(notes: list[str]) -> None:
    class Flat(BatchNorm):
        def forward(self, x: Any, training: bool = True) -> Any:
            return super().forward(x, training).sum(axis=0)

        def backward(self, dout: Any) -> Any:
            return dout[0]

    class FlatDropout(Dropout):
        def forward(self, x: Any, training: bool = True) -> Any:
            return x.ravel()

    play.normalised(Flat)
    play.thinned(FlatDropout, np.ones((8, 8)))
    assert "forward gave shape (2,) for a batch of shape (60, 2)" in notes[0]
    assert "forward gave shape (64,)" in notes[1]


def test_a_network_that_flies_off_is_no_error() -> None:
    (X, t), _, _ = clerk()
    rng = np.random.default_rng(0)
    net = nets.DeepNet(init_weights([64, 50, 50, 10], 30.0, rng))
    run = nets.train(net, nets.Part(X, t), None, epochs=3, size=20, lr=5.0, rng=rng)
    assert len(run.train) == 4
    assert run.test == []
