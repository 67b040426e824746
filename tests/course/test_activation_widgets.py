"""Every picture of chapter 2's activation functions draws at every setting of its controls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from scipy import special

from course import show
from course.datasets import load_digits
from course.widgets import activations as play
from course.widgets.activations.slopes import broken, one_sided_slopes, slopes


def relu(x: Any) -> Any:
    return np.maximum(x, 0.0)


def calls(z: Any, T: float, threshold: float) -> Any:
    shares = special.softmax(z / T, axis=1)
    sure = shares.max(axis=1)
    return np.where(sure >= threshold, shares.argmax(axis=1), -1), sure


def honest_report(label: Any, t: Any) -> tuple[float, float]:
    answered = label >= 0
    right = (label == t)[answered]
    return float(answered.mean()), float(right.mean()) if len(right) else 1.0


class Album:
    """Takes the place of `explore`: draws at the first setting and at each control's ends."""

    def __init__(self) -> None:
        self.captions: list[str] = []
        self.titles: list[str] = []
        self.only_first = False

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
                settings += [first | {name: option} for option in widget.options]
        with show.styled():
            for setting in settings[:1] if self.only_first else settings:
                picture = draw(**setting)
                data, _ = picture.bundle()
                assert data["image/png"].startswith(b"\x89PNG")
                self.captions.append(picture.caption)
                self.titles += [axes.get_title("left") for axes in picture.figure.axes]


@pytest.fixture
def album(monkeypatch: pytest.MonkeyPatch) -> Iterator[Album]:
    album = Album()
    for module in ("chains", "curves", "digits", "error_valley", "scores"):
        monkeypatch.setattr(f"course.widgets.activations.{module}.explore", album)
    yield album
    assert album.captions


def test_the_step_has_no_slope_and_the_smooth_curve_has(album: Album) -> None:
    play.downhill()
    assert album.captions[0] == "b = 2.0. a step: slope 0.00; a smooth curve: slope 0.10."
    assert "slope 0: no way is down" in album.titles
    assert "slope +0.10: lower the bias" in album.titles


def test_a_curve_says_value_and_slope(album: Album) -> None:
    play.curve({"expit": special.expit}, waits_for="exercise 0")
    assert album.captions[0] == "expit(1.0) = 0.7311, slope 0.1966."


def test_a_kink_has_two_slopes(album: Album) -> None:
    play.curve({"relu": relu, "tanh": np.tanh}, waits_for="exercise 0", start=0.0)
    assert "a kink: slope 0.00 on the left, 1.00 on the right" in album.captions[0]
    assert album.captions[-1] == "tanh(0.0) = 0.0000, slope 1.0000."


def test_empty_frames_say_why(album: Album) -> None:
    def unfinished(x: Any) -> Any:
        raise NotImplementedError

    play.gallery(
        {
            "tanh": np.tanh,
            "pair": lambda x: np.column_stack([relu(x), relu(-x)]),
            "unknown": lambda x: some_name_that_is_not_there(x),  # type: ignore[name-defined]  # noqa: F821
            "unfinished": unfinished,
            "stops": lambda x: x @ np.ones(3),
            "one number": np.max,
            "infinite": lambda x: np.full_like(x, np.inf),
            "nothing": lambda x: None,
        }
    )
    assert album.captions == ["The gallery: 2 of 8 curves with their slopes."]


def test_frames_of_one_curve_draw(album: Album) -> None:
    play.gallery({"tanh": np.tanh})
    assert album.captions == ["The gallery: 1 of 1 curves with their slopes."]


def test_softmax_shares_are_written_under_the_picture(album: Album) -> None:
    play.logits(special.softmax)
    assert album.captions[0] == "Softmax: cat 0.609, dog 0.224, owl 0.030, hare 0.136."
    shifted = [caption for caption in album.captions if caption == album.captions[0]]
    assert len(shifted) == 3  # as it is, and at both ends of the shift


def test_a_softmax_of_another_shape_is_told(album: Album) -> None:
    with pytest.raises(ValueError, match=r"four scores gave the shape \(\)"):
        play.logits(lambda x: x.sum())
    album.captions.append("nothing was drawn")


def test_a_softmax_that_overflows_still_has_its_picture(album: Album) -> None:
    def overflowing(x: Any) -> Any:
        with np.errstate(all="ignore"):
            return np.exp(1000 * x) / np.exp(1000 * x).sum()

    album.only_first = True
    play.logits(overflowing)
    assert "nan" in album.captions[0]


def test_a_chain_waits_for_the_prediction(album: Album) -> None:
    with pytest.raises(show.NotReadyError):
        play.chain(..., {"sigmoid": special.expit})
    play.chain("C", {"sigmoid": special.expit, "relu": relu})
    assert album.captions[0] == "After 10 times sigmoid the outputs are 1.4e-06 apart at most."


def test_the_digit_reader_reports(album: Album) -> None:
    images, labels = load_digits()
    rows = images.reshape(len(images), -1).astype(float)
    means = np.stack([rows[:1000][labels[:1000] == k].mean(axis=0) for k in range(10)])
    z = rows[1000:] @ means.T - 0.5 * np.square(means).sum(axis=1)
    play.average_digits(means.reshape(10, 8, 8))
    play.honest_reader(calls, honest_report, z, labels[1000:], images[1000:])
    assert album.captions[1] == "T = 1: sure 0.998, right 0.891; 4 refused at 0.80."


def test_answers_of_another_shape_are_told(album: Album) -> None:
    with pytest.raises(ValueError, match="5 rows gave the shapes"):
        play.honest_reader(
            lambda z, T, threshold: (z, z), honest_report, np.ones((5, 3)), np.zeros(5), np.ones(5)
        )
    album.captions.append("nothing was drawn")


def test_slopes_are_measured_on_both_sides() -> None:
    np.testing.assert_allclose(slopes(np.tanh, np.array([0.0, 1.0])), [1.0, 0.41997434], rtol=1e-6)
    np.testing.assert_allclose(one_sided_slopes(np.abs, 0.0), (-1.0, 1.0))
    np.testing.assert_array_equal(broken(np.array([0.0, 0.1, 1.0]), 0.5), [0.0, np.nan, 1.0])
