"""Every picture of the losses draws with right functions, and says in words what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from scipy.special import log_softmax, logsumexp

from course import show
from course.widgets import losses as play
from course.widgets.losses import values


def mse(y: Any, t: Any) -> float:
    return float(np.mean(np.square(y - t)))


def mae(y: Any, t: Any) -> float:
    return float(np.mean(np.abs(y - t)))


def cross_entropy(y: Any, t: Any) -> float:
    return float(-np.mean(np.log(np.maximum(y[np.arange(len(y)), t], 1e-12))))


def bce(y: Any, t: Any) -> float:
    return float(-np.mean(np.log(np.maximum(np.where(t == 1, y, 1 - y), 1e-12))))


def bce_logits(z: Any, t: Any) -> float:
    return float(np.mean(np.logaddexp(0, np.where(t == 1, -z, z))))


def losses_of(z: Any, t: Any) -> Any:
    return -log_softmax(np.asarray(z, dtype=float), axis=1)[np.arange(len(z)), t]


def softmax_cross_entropy(z: Any, t: Any) -> float:
    return float(np.mean(losses_of(z, t)))


def most_expensive(z: Any, t: Any, k: int) -> Any:
    losses = losses_of(z, t)
    chosen = np.argsort(-losses, kind="stable")[:k]
    return chosen, losses[chosen]


def scores() -> tuple[Any, Any, Any]:
    """Make scores of 60 images for 10 classes, right in most rows."""
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 10, size=60)
    z = rng.normal(size=(60, 10)) + 3 * np.eye(10)[labels]
    return z, rng.integers(0, 17, size=(60, 8, 8)), labels


class Album:
    """Takes the place of `explore`: draws at the first setting and at each control's ends."""

    def __init__(self) -> None:
        self.captions: list[str] = []
        self.titles: list[str] = []

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
                self.titles += [
                    axes.get_title(loc="left").replace("\n", " ") for axes in picture.figure.axes
                ]


@pytest.fixture
def album(monkeypatch: pytest.MonkeyPatch) -> Iterator[Album]:
    album = Album()
    for module in ("regression", "classes", "logits", "digits"):
        monkeypatch.setattr(f"course.widgets.losses.{module}.explore", album)
    yield album
    assert album.captions


def test_the_sign_and_the_trap_need_no_function(album: Album) -> None:
    play.sign_at_the_door()
    assert album.captions[0].endswith("lengths 16.0, squares 56.5.")
    play.broadcast_trap()


def test_the_bowls_have_their_bottoms_at_mean_and_median(album: Album) -> None:
    play.two_bowls(mse, mae)
    assert album.captions[0].endswith("MSE 11.30, smallest at 4.0; MAE 3.20, smallest at 3.0")
    assert album.captions[-1].endswith("smallest at 4.6; MAE 3.80, smallest at 3.0")  # Friday 12


def test_every_halving_costs_the_same(album: Album) -> None:
    play.price(cross_entropy)
    assert album.captions == [
        "p = 0.1250 costs 2.079.",
        "p = 1.0000 costs 0.000.",
        "p = 0.0078 costs 4.852.",
    ]


def test_the_detour_by_a_probability_is_flat_at_the_floor(album: Album) -> None:
    play.logistic(bce, bce_logits)
    assert album.titles[0] == "By way of a probability nothing above 27.6 is left"
    assert "Here the two agree" in album.titles


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_loss_that_overflows_is_named_in_the_picture(album: Album) -> None:
    def naive(z: Any, t: Any) -> float:
        return float(-np.mean(np.log(1 / (1 + np.exp(np.where(t == 1, -z, z))))))

    play.logistic(bce, naive)
    assert any(title.startswith("bce_logits gives no finite number") for title in album.titles)

    def no_floor(y: Any, t: Any) -> float:
        return float(-np.mean(np.log(np.where(t == 1, y, 1 - y))))

    play.logistic(no_floor, bce_logits)
    assert any(title.endswith("the loss is not finite everywhere") for title in album.titles)


def test_the_soft_maximum_is_off_by_log_2_at_most(album: Album) -> None:
    play.soft_maximum(lambda z: logsumexp(z, axis=1))
    assert album.captions == ["Widest gap 0.693 at x = 0.0."]


def test_the_probabilities_of_the_triangle_are_read_off_the_loss(album: Album) -> None:
    play.simplex(softmax_cross_entropy)
    assert "probabilities [0.574, 0.348, 0.078], loss of class 1 is 1.055" in album.captions[0]
    assert "They sum to 1" in album.titles
    play.simplex(lambda z, t: 0.5 * softmax_cross_entropy(z, t))
    assert album.titles[-2].startswith("They sum to 1.")
    assert album.titles[-2].endswith("What is amiss?")


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_triangle_survives_scores_that_overflow(album: Album) -> None:
    def naive(z: Any, t: Any) -> float:
        return float(np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), t]))

    play.simplex(naive)
    assert any(title.startswith("They sum to nan") for title in album.titles)


def test_project_pictures(album: Album) -> None:
    z, images, labels = scores()
    play.expensive_images(most_expensive, z, images, labels)
    worst = most_expensive(z, labels, 3)[0].tolist()
    assert album.captions[0].startswith(f"The most expensive images are {worst}")
    play.scales("D", softmax_cross_entropy, z, labels)
    assert "at c = 0.01" in album.captions[1]


def drawn_note(monkeypatch: pytest.MonkeyPatch, picture: Callable[[], None]) -> str:
    """Show a picture in place of a front end, and return the text that is displayed."""
    shown: list[dict[str, Any]] = []

    def display(data: Any, **options: Any) -> None:
        if options.get("raw"):
            shown.append(data)

    monkeypatch.delenv(show.SWITCH, raising=False)
    monkeypatch.setattr("IPython.display.display", display)
    picture()
    return str(shown[-1]["text/plain"])


def test_a_loss_that_is_not_written_yet_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def skeleton(*_: Any) -> None:
        raise NotImplementedError

    z, images, labels = scores()
    for picture, waits_for in (
        (lambda: play.two_bowls(skeleton, skeleton), "3.2"),
        (lambda: play.price(skeleton), "3.3"),
        (lambda: play.logistic(skeleton, skeleton), "3.4 and 3.5"),
        (lambda: play.soft_maximum(skeleton), "3.6"),
        (lambda: play.simplex(skeleton), "3.7"),
        (lambda: play.expensive_images(skeleton, z, images, labels), "3.8"),
        (lambda: play.scales("D", skeleton, z, labels), "3.7"),
        (lambda: play.scales(..., softmax_cross_entropy, z, labels), "3.9"),
    ):
        assert f"{waits_for} first" in drawn_note(monkeypatch, picture)


def test_a_loss_of_another_kind_is_described_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    z, images, labels = scores()
    for picture, words in (
        (lambda: play.two_bowls(lambda y, t: y - t, mae), "array of shape (5,)"),
        (lambda: play.price(lambda y, t: None), "is the return missing?"),
        (lambda: play.soft_maximum(lambda z: z), "the shape is (241, 2)"),
        (lambda: play.simplex(lambda z, t: 1 / 0), "ZeroDivisionError"),
        (
            lambda: play.expensive_images(lambda z, t, k: ([0], [1.0]), z, images, labels),
            "12 places and 12 losses",
        ),
    ):
        assert words in drawn_note(monkeypatch, picture)


def test_what_is_not_finite_is_a_gap() -> None:
    found = values.curve(lambda x: {0: 1.5, 1: np.inf, 2: np.nan}[x], [0, 1, 2])
    np.testing.assert_array_equal(found, [1.5, np.nan, np.nan])
    with pytest.raises(ValueError, match="one number was expected"):
        values.one_number("0.5")
