"""Digits whose pixels were shuffled: what a reader sees in them, and what a network does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.datasets import load_digits
from course.plots import image
from course.show import Picture, explore, needs
from course.style import BLUE, GREY, ORANGE, new_figure
from course.widgets.controls import counter
from course.widgets.deep.learning import Digits, Learned, learn
from course.widgets.deep.looking import ready

Array = NDArray[Any]
_PIXELS = 64


def shuffle(moved: int) -> Array:
    """Return new places for the 64 pixels of an image, of which `moved` are other than the old.

    A pixel gets the old place of the next one in a fixed list of `moved` pixels. One pixel alone
    has nowhere to go.

    Examples
    --------
    >>> int((shuffle(10) != np.arange(64)).sum())
    10
    """
    places = np.arange(_PIXELS)
    chosen = np.random.default_rng(7).permutation(_PIXELS)[:moved]
    places[chosen] = np.roll(chosen, 1)
    return places


def ten() -> tuple[Array, Array]:
    """Return ten digits in the order in which they are shown, and what they are."""
    images, labels = load_digits()
    rng = np.random.default_rng(11)
    chosen = [int(rng.choice(np.flatnonzero(labels == digit))) for digit in rng.permutation(10)]
    return images[chosen], labels[chosen]


def shredded() -> None:
    """Show ten digits of which some pixels, the same in all, have changed places."""

    def draw(pixels: int) -> Picture:
        images, labels = ten()
        places = shuffle(pixels)
        figure = new_figure(9.2, 1.55)
        grid = figure.subplots(1, 10)
        for axes, pixels_of, label in zip(grid, images, labels, strict=True):
            image(axes, pixels_of.ravel()[places].reshape(8, 8), str(label) if pixels == 0 else "?")
        told = "none" if pixels == 0 else f"{pixels} of 64"
        figure.suptitle(
            f"Pixels out of place: {told}", fontsize=11, fontweight="bold", x=0.01, ha="left"
        )
        return Picture(figure, f"Ten digits with {pixels} of 64 pixels in other places.")

    explore(draw, lambda: {"pixels": counter("pixels", _PIXELS, 0, _PIXELS)})


def shredded_training(
    prediction: object,
    train: Callable[..., Any],
    net: Callable[..., Any],
    start_params: Callable[..., Any],
    digits: Digits,
    learned: Learned | None,
) -> None:
    """Train the reader's network on shuffled digits; draw the curve beside that of section 3.

    Parameters
    ----------
    prediction : object
        The reader's answer; nothing is shown while it is still `...`.
    train, net, start_params : callables of the notebook
    digits : images and labels to learn from, and to be tested on
    learned : what `training` returned
    """

    def draw() -> Picture:
        needs(prediction, "exercise `shredded_prediction`")
        before = ready(learned)
        epochs = len(before.right)
        X, t, X_test, t_test = digits
        places = shuffle(_PIXELS)

        def shuffled(x: Array) -> Array:
            return x.reshape(len(x), -1)[:, places].reshape(x.shape)

        torn = (shuffled(X), t, shuffled(X_test), t_test)
        runs = [
            ("as they are", BLUE, before, 4),
            ("shuffled", ORANGE, learn(train, net, start_params, torn, epochs), -6),
        ]
        figure = new_figure(7.2, 3.6)
        axes = figure.subplots()
        for name, colour, run, shift in runs:
            axes.plot(np.arange(1, epochs + 1), run.right, color=colour, label=name)
            axes.annotate(
                f"{run.right[-1]:.1f}", (epochs, run.right[-1]), xytext=(5, shift),
                textcoords="offset points", va="center", color=colour,
            )  # fmt: skip
        axes.axhline(10, color=GREY, lw=0.8, ls=":")
        axes.text(1, 11, "guessing", fontsize=8, color=GREY)
        axes.set(xlabel="epoch", ylabel="new digits right, of 100", ylim=(0, 103))
        axes.set_xlim(0.5, epochs + 1.6)
        axes.set_xticks(range(5, epochs + 1, 5))
        axes.legend(loc="center right")
        whole, mixed = (run.right[-1] for _, _, run, _ in runs)
        axes.set_title(f"Shuffling costs {whole - mixed:.1f} digits of 100")
        return Picture(
            figure, f"Right of 100 new digits: {whole:.1f} as they are, {mixed:.1f} shuffled."
        )

    explore(draw, waits_for="exercise `SimpleConvNet`")
