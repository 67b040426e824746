"""Every picture of chapter 4, second part, draws at every setting, and survives wrong functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from course import show
from course.widgets import checking as play
from course.widgets.checking.opening import measured

MODULES = ("opening", "printed_run", "project", "prompt", "sizes", "table", "tiles")
PARAMS = {"W": np.array([[1.0, -2.0], [0.5, 3.0]]), "b": np.array([0.25, 0.0])}
HAND = {
    "before": np.array([[3.35197508e-01, 3.74202698e-01, 9.42980347e-04],
                        [1.01715231, 1.92539036e-01, 2.05538765e-01]]),
    "after": np.array([[3.34928960e-01, 3.74425739e-01, 9.36939847e-04],
                       [1.01370442, 1.91491380e-01, 2.04662815e-01]]),
}  # fmt: skip


def loss(params: Any) -> float:
    return float((params["W"] ** 2).sum() + (params["b"] ** 2).sum())


def right(params: Any) -> Any:
    return {name: 2 * array for name, array in params.items()}


def half(params: Any) -> Any:
    return {"W": params["W"], "b": 2 * params["b"]}


CLAIMS: dict[str, Callable[[Any], Any]] = {"right": right, "half": half}


def relative_error(a: Any, b: Any) -> Any:
    return np.abs(a - b) / np.maximum(np.maximum(np.abs(a), np.abs(b)), 1e-4)


def wrong_arrays(loss: Any, params: Any, grads: Any) -> list[str]:
    slopes = measured(loss, params)
    return [n for n in params if not relative_error(slopes[n], grads[n]).max() <= 1e-6]


def losses_seed001(X: Any, Y: Any, W1: Any, W2: Any, y_size: Any) -> Any:
    return np.square(np.maximum(X @ W1, 0) @ W2 - Y) / y_size


def gradients(X: Any, Y: Any, W1: Any, W2: Any, y_size: Any, mask: bool = True) -> Any:
    h = X @ W1
    signal = 2 * (np.maximum(h, 0) @ W2 - Y) / y_size
    back = signal @ W2.T
    return {"W1": X.T @ (back * (h > 0) if mask else back), "W2": np.maximum(h, 0).T @ signal}


def train_seed001(
    X: Any, Y: Any, W1: Any, W2: Any, lr: float, steps: int, mask: bool = True
) -> Any:
    history = []
    for _ in range(steps):
        history.append(losses_seed001(X, Y, W1, W2, Y.size).sum())
        g = gradients(X, Y, W1, W2, Y.size, mask)
        W1, W2 = W1 - lr * g["W1"], W2 - lr * g["W2"]
    return W1, W2, history


def retrace(
    X: Any, Y: Any, W1: Any, W2: Any, lr: Any, y_size: Any, mask: Any, times1: int, times2: int
) -> Any:
    g = gradients(X, Y, W1, W2, y_size, mask)
    return losses_seed001(X, Y, W1 - times1 * lr * g["W1"], W2 - times2 * lr * g["W2"], y_size)


def direction_check(loss: Any, params: Any, grads: Any, rng: Any, h: float = 1e-5) -> Any:
    d = {name: rng.normal(size=array.shape) for name, array in params.items()}
    ends = [loss({n: a + sign * h * d[n] for n, a in params.items()}) for sign in (1, -1)]
    return (ends[0] - ends[1]) / (2 * h), sum((grads[n] * d[n]).sum() for n in params)


def draw(M: int, I: int, H: int, O: int) -> Any:  # noqa: E741 (the tutorial's letters)
    np.random.seed(1)
    shapes = ((M, I), (M, O), (I, H), (H, O))
    return tuple(np.random.randn(*shape).astype(np.float32) for shape in shapes)


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
        monkeypatch.setattr(f"course.widgets.checking.{module}.explore", album)
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
        monkeypatch.setattr(f"course.widgets.checking.{module}.explore", explore)
    return said


def test_the_opening_follows_each_claim(album: Album) -> None:
    play.falling(loss, CLAIMS, PARAMS)
    assert album.captions[0].startswith("Loss after 20 steps: right ")
    assert loss(PARAMS) == 14.3125  # nobody has moved what was passed in


def test_yardsticks_part_right_from_wrong(album: Album) -> None:
    play.yardsticks(relative_error)
    assert "above 1e-8" in album.captions[0]


def test_tiles_and_verdicts_name_the_wrong_array(album: Album) -> None:
    play.heat_map(relative_error, loss, CLAIMS, PARAMS)
    assert album.captions[0] == "right: nothing wrong is to be seen."
    assert album.captions[-1] == "half: wrong in W."
    play.verdicts(wrong_arrays, loss, CLAIMS, PARAMS)
    assert album.captions[-1] == "Wrong arrays: right: right; half: W."


def test_a_claim_that_is_no_number_is_wrong(album: Album) -> None:
    def broken(params: Any) -> Any:
        return {"W": np.full((2, 2), np.nan), "b": 2 * params["b"]}

    play.heat_map(relative_error, loss, {"broken": broken}, PARAMS)
    assert album.captions[0] == "broken: wrong in W."


def test_the_printed_run(album: Album) -> None:
    data = draw(2, 3, 2, 3)
    play.stepper(train_seed001, losses_seed001, data)
    assert album.captions[0] == "Step 300, with the mask: loss 1.09486; it was 1.41705."
    play.masks("D", train_seed001, data)
    assert album.captions[-1] == "Loss at step 300: with the mask 1.09486, without 1.09378."


def test_the_evidence_counts_what_agrees(album: Album, monkeypatch: pytest.MonkeyPatch) -> None:
    data = draw(2, 3, 2, 3)
    play.evidence(retrace, data, HAND)
    assert album.captions[0].endswith("W1 moved 1 times, W2 1 times: 0 of 12 numbers agree.")


def test_one_setting_alone_gives_all_printed_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Any] = []
    monkeypatch.setattr(
        "course.widgets.checking.prompt.explore", lambda draw, *_, **__: drawn.append(draw)
    )
    play.evidence(retrace, draw(2, 3, 2, 3), HAND)
    found = {}
    with show.styled():
        for y_size in (4, 6):
            for mask in ("yes", "no"):
                for times1 in range(4):
                    for times2 in range(4):
                        caption = drawn[0](y_size, mask, times1, times2).caption
                        found[y_size, mask, times1, times2] = int(caption.split(": ")[1].split()[0])
    assert found[4, "no", 2, 1] == 12
    assert sorted(found.values())[-2] < 12


def test_directions_and_the_long_run(album: Album) -> None:
    play.directions(direction_check, loss, PARAMS, CLAIMS)
    assert album.captions[0].startswith("12 directions: right off by at most ")
    play.long_run(train_seed001, draw(4, 6, 5, 2))
    assert "without" in album.captions[-1]


def test_a_prediction_comes_before_its_picture(notes: list[str]) -> None:
    play.masks(..., train_seed001, draw(2, 3, 2, 3))
    assert notes == ["Answer exercise `mask_prediction` first; then run this cell again."]


def missing(*_: Any, **__: Any) -> Any:
    raise NotImplementedError


def test_pictures_wait_for_what_they_run(notes: list[str]) -> None:
    data = draw(2, 3, 2, 3)
    play.yardsticks(missing)
    play.heat_map(missing, loss, CLAIMS, PARAMS)
    play.heat_map(relative_error, loss, {"own": missing}, PARAMS)
    play.verdicts(missing, loss, CLAIMS, PARAMS)
    play.stepper(missing, losses_seed001, data)
    play.stepper(train_seed001, missing, data)
    play.masks("A", missing, data)
    play.evidence(missing, data, HAND)
    play.directions(missing, loss, PARAMS, CLAIMS)
    play.directions(direction_check, loss, PARAMS, {"own": missing})
    play.long_run(missing, data)
    assert len(notes) == 11
    assert all(note.startswith("This picture runs your code. Finish") for note in notes)


def test_wrong_shapes_are_said_in_words(notes: list[str]) -> None:
    data = draw(2, 3, 2, 3)
    play.yardsticks(lambda a, b: 1.0)
    play.heat_map(lambda a, b: 1.0, loss, CLAIMS, PARAMS)
    play.verdicts(lambda *_: ["c"], loss, CLAIMS, PARAMS)
    play.stepper(train_seed001, lambda *_: 1.0, data)
    play.stepper(lambda *a, mask=True: (a[2], a[3], [1.0]), losses_seed001, data)
    play.evidence(lambda *_: 1.0, data, HAND)
    play.directions(lambda *_: [1.0, 2.0, 3.0], loss, PARAMS, CLAIMS)
    words = ("gave shape", "gave shape", "named", "gave shape", "losses", "gave shape", "two numb")
    assert all(word in note for word, note in zip(words, notes, strict=True))
