"""Every picture of chapter 6, second part, draws at every setting, and survives wrong functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from course import show
from course.widgets import deep as play
from course.widgets.deep.learning import Learned
from course.widgets.deep.looking import occlusion
from course.widgets.deep.opening import shuffle, ten
from course.widgets.deep.residual import sizes

MODULES = ("channels", "learning", "little", "looking", "opening", "residual", "tables")


class Net:
    """A linear classifier in the place of the reader's network: enough for every picture."""

    def __init__(self, params: Any) -> None:
        self.params = params

    def predict(self, x: Any) -> Any:
        return x.reshape(len(x), -1) @ self.params["W3"] + self.params["b3"]


def start_params(rng: Any, classes: int = 10) -> Any:
    return {
        "W1": rng.normal(size=(12, 1, 3, 3)),
        "b1": np.zeros(12),
        "W3": rng.normal(size=(64, classes)),
        "b3": np.zeros(classes),
    }


def train(
    net: Any, X: Any, t: Any, epochs: int, rng: Any, change: Any = None, after: Any = None
) -> None:
    for epoch in range(epochs):
        x = X if change is None else change(X, t, rng)
        net.params["W3"][:, t[0]] += x[0].ravel()
        net.params["W1"] += 0.01
        if after is not None:
            after(epoch)


class Conv:
    def __init__(self, W: Any, b: Any, stride: int = 1, pad: int = 0) -> None:
        self.F = len(W)

    def forward(self, x: Any) -> Any:
        return np.repeat(x[:, :1], self.F, axis=1) - 0.2

    def backward(self, dout: Any) -> Any:
        return 0.5 * dout


class Same:
    def __init__(self, *_: Any) -> None:
        pass

    def forward(self, x: Any) -> Any:
        return x

    def backward(self, dout: Any) -> Any:
        return dout


def few_digits() -> Any:
    rng = np.random.default_rng(0)
    t, u = np.arange(120) % 10, np.arange(30) % 10
    return (
        rng.uniform(size=(120, 1, 8, 8)).astype(np.float32), t,
        rng.uniform(size=(30, 1, 8, 8)).astype(np.float32), u,
    )  # fmt: skip


def augment(x: Any, t: Any, rng: Any, **_: Any) -> Any:
    return x * 0.9


def transfer_head(params: Any, x: Any, t: Any, classes: int, lr: float, steps: int) -> Any:
    return {**params, "W3": np.ones((64, classes)), "b3": np.arange(classes)}


def body(params: Any, x: Any, training: bool) -> Any:
    return x.reshape(len(x), -1)


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
        monkeypatch.setattr(f"course.widgets.deep.{module}.explore", album)
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
        monkeypatch.setattr(f"course.widgets.deep.{module}.explore", explore)
    return said


def learned() -> Learned:
    params = start_params(np.random.default_rng(0))
    return Learned(Net(params), {k: v + 0.1 for k, v in params.items()}, [50.0, 60.0])


def test_the_shredded_digits_are_all_ten(album: Album) -> None:
    play.shredded()
    assert sorted(ten()[1]) == list(range(10))


@pytest.mark.parametrize("moved", [0, 2, 30, 64])
def test_as_many_pixels_move_as_are_asked_for(moved: int) -> None:
    places = shuffle(moved)
    assert sorted(places) == list(range(64))
    assert (places != np.arange(64)).sum() == moved


def test_a_trained_network_and_what_is_in_it(album: Album) -> None:
    digits = few_digits()
    run = play.training(train, Net, start_params, digits, epochs=3)
    assert run is not None
    assert len(run.right) == 3
    assert (run.before["W1"] != run.net.params["W1"]).all()
    big = np.concatenate([digits[2]] * 3)
    play.on_its_way(big, np.ones((2, 1, 3, 3)), Conv, Same, Same)
    play.filters(run, big, Conv, Same)
    play.looked_at(run, digits[2], digits[3])
    play.shredded_training("B", train, Net, start_params, digits, run)


def test_no_training_where_no_picture_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(show.SWITCH, "autograde")
    assert play.training(train, Net, start_params, few_digits()) is None


def test_covering_what_matters_costs_most() -> None:
    params = {"W3": np.zeros((64, 2)), "b3": np.zeros(2)}
    params["W3"][27, 1] = 9.0  # row 3, column 3
    picture = np.zeros((1, 8, 8))
    picture[0, 3, 3] = 1.0
    lost, whole = occlusion(Net(params), picture, 1)
    assert whole > 0.99
    assert (lost[2:5, 2:5] > 0.4).all()
    assert np.abs(lost[6:]).max() == pytest.approx(0)


def test_tables(album: Album) -> None:
    def rows(layers: Any, shape: Any) -> Any:
        return [((layer[1] if len(layer) > 1 else 5,), 7) for layer in layers]

    one = [("conv", 3, 3, 1, 1), ("pool", 2, 2), ("flatten",), ("dense", 4)]
    play.famous(rows, one, one, one)
    play.price(rows)
    assert "28 parameters" in album.captions[0]

    def right(layers: Any) -> int:
        width, apart = 1, 1
        for k, stride in layers:
            width, apart = width + (k - 1) * apart, apart * stride
        return width

    play.field(right)
    play.field(lambda layers: 4)
    assert any(c.endswith("5 pixels across.") for c in album.captions)


def test_channels_and_depth(album: Album) -> None:
    play.neighbours(lambda x, n, k, alpha, beta: x / 2)
    play.by_depth(lambda *_: Same(), Conv, Same)
    assert album.captions[-1].startswith("Before 24 blocks")
    halving = [Conv(np.zeros((6, 1)), 0) for _ in range(3)]
    assert sizes(halving) == pytest.approx([1 / 8, 1 / 4, 1 / 2, 1.0])


def test_making_the_most_of_little(album: Album) -> None:
    digits = few_digits()
    play.gallery(augment, digits[0], digits[1])
    play.few_images(augment, train, Net, start_params, digits, epochs=2, seeds=(0,))
    play.transfer(
        transfer_head, body, lambda params, x: params, train, Net, start_params, digits, learned(),
        seeds=(0,),
    )  # fmt: skip
    play.halves(lambda params: {k: v.astype(np.float16) for k, v in params.items()},
                learned(), digits, Net)  # fmt: skip
    assert "bytes become" in album.captions[-1]


def missing(*_: Any, **__: Any) -> Any:
    raise NotImplementedError


def test_pictures_wait_for_what_they_run(notes: list[str]) -> None:
    digits = few_digits()
    assert play.training(train, missing, start_params, digits) is None
    play.famous(missing, [], [], [])
    play.price(missing)
    play.field(missing)
    play.neighbours(missing)
    play.by_depth(missing, Conv, Same)
    play.gallery(missing, digits[0], digits[1])
    play.few_images(missing, train, Net, start_params, digits)
    play.transfer(
        missing, body, lambda p, x: p, train, Net, start_params, digits, learned(), seeds=(0,)
    )
    play.halves(missing, learned(), digits, Net)
    assert len(notes) == 10
    assert all(note.startswith("This picture runs your code. Finish") for note in notes)


def test_pictures_wait_for_the_training_and_the_prediction(notes: list[str]) -> None:
    digits = few_digits()
    play.filters(None, digits[0], Conv, Same)
    play.looked_at(None, digits[2], digits[3])
    play.halves(lambda p: p, None, digits, Net)
    play.transfer(transfer_head, body, lambda p, x: p, train, Net, start_params, digits, None)
    play.shredded_training("B", train, Net, start_params, digits, None)
    assert all(note.startswith("Train the network of section 3 first") for note in notes)
    play.shredded_training(..., train, Net, start_params, digits, learned())
    assert notes[-1] == "Answer exercise `shredded_prediction` first; then run this cell again."


def test_wrong_shapes_are_said_in_words(notes: list[str]) -> None:
    digits = few_digits()
    play.neighbours(lambda x, *_: x[0])
    play.gallery(lambda x, t, rng, **_: x[:1], digits[0], digits[1])
    play.famous(lambda layers, shape: [], [("pool", 2, 2)], [], [])
    assert "has shape" in notes[0]
    assert "came back as" in notes[1]
    assert "gave 0 rows" in notes[2]
