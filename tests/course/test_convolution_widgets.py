"""Every picture of chapter 6, first part, draws at every setting, and survives wrong functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from course import show
from course.photo import landscape
from course.widgets import convolution as play

MODULES = ("clock", "filters", "grid", "machine", "opening", "pools", "series", "tables")


def conv_out(n: int, k: int, stride: int = 1, pad: int = 0) -> int:
    return (n + 2 * pad - k) // stride + 1


def im2col(x: Any, kh: int, kw: int, stride: int = 1, pad: int = 0) -> Any:
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), (2, 3))[:, :, ::stride, ::stride]
    return v.transpose(0, 2, 3, 1, 4, 5).reshape(-1, x.shape[1] * kh * kw)


def col2im(col: Any, shape: Any, kh: int, kw: int, stride: int = 1, pad: int = 0) -> Any:
    places = im2col(np.arange(1, 1 + np.prod(shape)).reshape(shape), kh, kw, stride, pad)
    total = np.bincount(places.ravel(), np.ravel(col), 1 + int(np.prod(shape)))
    return total[1:].reshape(shape)


def conv2d_naive(x: Any, w: Any, b: Any, stride: int = 1, pad: int = 0) -> Any:
    (n, _, h, wide), (f, _, kh, kw) = x.shape, w.shape
    out = im2col(x, kh, kw, stride, pad) @ w.reshape(f, -1).T + b
    shape = n, conv_out(h, kh, stride, pad), conv_out(wide, kw, stride, pad), f
    return out.reshape(shape).transpose(0, 3, 1, 2)


def sobel(image: Any) -> Any:
    grey = image.mean(axis=2)
    gx = grey[1:-1, 2:] - grey[1:-1, :-2]
    gy = grey[2:, 1:-1] - grey[:-2, 1:-1]
    return gx, gy, np.hypot(gx, gy)


class Conv2D:
    def __init__(self, W: Any, b: Any, stride: int = 1, pad: int = 0) -> None:
        self.rest = W, b, stride, pad

    def forward(self, x: Any) -> Any:
        return conv2d_naive(x, *self.rest)


class Pool:
    def __init__(self, size: int, stride: int | None = None) -> None:
        self.size, self.stride = size, stride or size

    def forward(self, x: Any) -> Any:
        self.shape, self.col = x.shape, im2col(x, self.size, self.size, self.stride)
        side = conv_out(8, self.size, self.stride)
        return self.col.max(axis=1).reshape(1, 1, side, side)

    def backward(self, dout: Any) -> Any:
        first = np.arange(self.size**2) == self.col.argmax(axis=1)[:, None]
        return col2im(first * dout.reshape(-1, 1), self.shape, self.size, self.size, self.stride)


class Conv1D:
    def __init__(self, W: Any, b: Any) -> None:
        self.W, self.b = W, b

    def forward(self, x: Any) -> Any:
        return conv2d_naive(x[:, :, None], self.W[:, :, None], self.b)[:, :, 0]


class Pool1D:
    def __init__(self, size: int) -> None:
        self.size = size

    def forward(self, x: Any) -> Any:
        places = x.shape[2] // self.size
        return x[:, :, : places * self.size].reshape(*x.shape[:2], places, self.size).max(axis=3)


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
        monkeypatch.setattr(f"course.widgets.convolution.{module}.explore", album)
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
        monkeypatch.setattr(f"course.widgets.convolution.{module}.explore", explore)
    return said


def test_the_photograph_is_the_same_every_time() -> None:
    photo = landscape()
    assert photo.shape == (96, 128, 3)
    assert photo.dtype == np.uint8
    np.testing.assert_array_equal(photo, landscape())
    assert photo.min() < 60
    assert photo.max() > 230


def test_nine_numbers(album: Album) -> None:
    play.kernel_lab()
    assert album.captions[0].endswith("sum 0.")
    assert "Kernel [0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0], sum 1." in album.captions


def test_places_of_a_kernel(album: Album) -> None:
    play.positions(conv_out)
    assert album.captions[0] == "n = 10, k = 3, stride 2, pad 0: conv_out 4."
    assert "n = 10, k = 12, pad = 0: the kernel does not fit." in album.captions


def test_a_window_by_hand(album: Album) -> None:
    play.by_hand(conv2d_naive)
    assert all(
        caption.split(": ")[1].split(", yours ")[0] + "." == caption.split("yours ")[1]
        for caption in album.captions
    )


def test_edges_patches_and_overlaps(album: Album) -> None:
    play.edges(sobel)
    play.patches(im2col)
    assert album.captions[-1].endswith("yes.")
    play.overlap(col2im, conv_out)
    assert "k = 3, stride 1, pad 0: 1 to 9 windows." in album.captions


def test_winners(album: Album) -> None:
    play.winners(Pool, Pool)
    assert album.captions[0] == "maximum, size 2, stride 2: 16 pixels get a gradient."


def test_a_moving_kernel_matches_its_own_shape_best(album: Album) -> None:
    play.moving_kernel(Conv1D, Pool1D)
    best = {
        caption.split(":")[0]: float(caption.split("match ")[1].rstrip("."))
        for caption in album.captions
    }
    assert best["fading under fading"] > best["fading under swelling"]
    assert best["fading under fading"] > best["fading under humming"]


def test_speed_is_measured(album: Album, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course.widgets.convolution.clock._SIDES", (8, 16))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    play.speed(conv2d_naive, im2col, Conv2D)
    assert album.captions[0].endswith("its table takes 9 × the memory.")


def test_trainings_are_compared(album: Album) -> None:
    def train(net: Any, x: Any, t: Any, epochs: int, rng: Any) -> None:
        net[0].epochs = epochs

    def make(rng: Any) -> Any:
        return [Conv1D(rng.normal(size=(8, 1, 10)), np.zeros(8))]

    play.knocks(train, lambda net, x, t: 0.5, {"one": make, "other": make})
    assert album.captions[0] == "After 20 epochs, on new recordings: one: 50%, other: 50%."
    play.shifted("C", train, lambda net, x, t: 0.25, {"one": make})
    assert album.captions[-1] == "On late knocks: one: 25%."


def missing(*_: Any, **__: Any) -> Any:
    raise NotImplementedError


def test_pictures_wait_for_what_they_run(notes: list[str]) -> None:
    play.positions(missing)
    play.by_hand(missing)
    play.edges(missing)
    play.patches(missing)
    play.overlap(missing, conv_out)
    play.speed(missing, im2col, missing)
    play.winners(missing, missing)
    play.moving_kernel(missing, missing)
    play.knocks(missing, missing, {"one": missing})
    assert len(notes) == 9
    assert all(note.startswith("This picture runs your code. Finish") for note in notes)


def test_a_prediction_comes_before_its_picture(notes: list[str]) -> None:
    play.shifted(..., missing, missing, {})
    assert notes == ["Answer exercise `shift_prediction` first; then run this cell again."]


def test_wrong_shapes_are_said_in_words(notes: list[str]) -> None:
    play.by_hand(lambda x, w, b: np.zeros((1, 2, 4, 3)))
    play.edges(lambda image: [image.mean(axis=2)] * 3)
    play.patches(lambda x, kh, kw: np.zeros((12, 18)))
    play.overlap(lambda *args: np.zeros((8, 11)), conv_out)
    play.winners(lambda *args: Conv2D(np.ones((1, 1, 1, 1)), np.zeros(1)), Pool)
    play.moving_kernel(lambda W, b: Conv1D(W[:, :, 1:], b), Pool1D)
    play.moving_kernel(Conv1D, lambda size: Pool1D(4))
    assert len(notes) == 7
    assert all("has shape" in note for note in notes)
