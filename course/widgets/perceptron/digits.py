"""The project: two digits, their weights as an image, and what fewer pixels cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course import plots
from course.show import Picture, explore, needs
from course.style import BLUE, INK, ZERO, new_figure
from course.widgets.perceptron.learning import Train

Array = NDArray[Any]
Pick = Callable[[Array, Array, int, int], tuple[Array, Array]]


def digit_project(
    two_digits: Pick,
    train_and_test: Callable[..., tuple[Array, float, float]],
    images: Array,
    labels: Array,
    pair: tuple[int, int],
) -> None:
    """Train on two thirds of two digits; show average images, the weights, and the errors.

    Parameters
    ----------
    two_digits, train_and_test : callable
        The reader's functions of exercises 1.9 and 1.10.
    images : array of shape (N, H, W)
    labels : array of shape (N,)
    pair : (int, int)
        The digits that become 0 and 1.
    """
    height, width = images.shape[1:]
    first, second = pair

    def draw() -> Picture:
        X, t = two_digits(images.copy(), labels.copy(), first, second)
        n_train = 2 * len(X) // 3
        w, b, accuracy = train_and_test(
            X.copy(), t.copy(), n_train, 1.0, 200, np.random.default_rng(0)
        )
        new, wanted = X[n_train:], t[n_train:]
        wrong = np.flatnonzero((new @ w + b > 0) != (wanted == 1))
        figure = new_figure(8.4, 4.2)
        parts: Any = figure.subfigures(2, 1, height_ratios=(2.3, 1.25))
        upper, lower = parts
        panels = upper.subplots(1, 3)
        for axes, label, digit in ((panels[0], 0, first), (panels[1], 1, second)):
            mean = X[:n_train][t[:n_train] == label].mean(axis=0).reshape(height, width)
            plots.image(axes, mean, f"average {digit}")
        drawn = plots.weight_image(panels[2], np.reshape(w, (height, width)), "the weights")
        limit = drawn.get_clim()[1]
        bar = upper.colorbar(drawn, ax=panels[2], ticks=[-limit, 0, limit])
        bar.ax.set_yticklabels([f"votes for {first}", "no say", f"votes for {second}"])
        shown = lower.subplots(1, 8, squeeze=False)[0]
        for axes in shown:
            axes.axis("off")
        for axes, i in zip(shown, wrong, strict=False):
            axes.axis("on")
            said, true = (second, first) if wanted[i] == 0 else (first, second)
            plots.image(axes, new[i].reshape(height, width), f"a {true}, not a {said}")
            axes.title.set_fontsize(8)
        lower.suptitle(
            f"{len(wrong)} of {len(new)} new images are taken for the other digit"
            + (":" if len(wrong) else "."), x=0.01, ha="left", fontsize=10, color=INK,
        )  # fmt: skip
        upper.suptitle(
            f"{first} or {second}? Trained on {n_train} images, "
            f"right on {100 * accuracy:.1f} % of new ones",
            x=0.01, ha="left", fontsize=11, fontweight="bold",
        )  # fmt: skip
        return Picture(figure, f"{first} against {second}: accuracy {accuracy:.3f} on new images.")

    explore(draw, waits_for="exercises 1.9 and 1.10")


def resolution(
    two_digits: Pick,
    train_perceptron: Train,
    full: Array,
    half: Array,
    labels: Array,
    *,
    pair: tuple[int, int] = (8, 9),
    epochs: int = 120,
) -> None:
    """Train on two digits at two resolutions, and show the mistakes per epoch of each.

    Parameters
    ----------
    two_digits, train_perceptron : callable
        The reader's functions of exercises 1.9 and 1.8.
    full, half : arrays of shape (N, H, W) and (N, H / 2, W / 2)
    labels : array of shape (N,)
    pair : (int, int)
        The digits that become 0 and 1.
    """
    first, second = pair

    def draw() -> Picture:
        figure = new_figure(8.4, 4.6)
        grid = figure.subplots(2, 2, width_ratios=(1, 3.6))
        captions = []
        example = int(np.flatnonzero(labels == first)[0])
        for (picture, history), images, colour in zip(
            grid, (full, half), (BLUE, ZERO), strict=True
        ):
            X, t = two_digits(images.copy(), labels.copy(), first, second)
            _, _, mistakes = train_perceptron(
                X.copy(), t.copy(), 1.0, epochs, np.random.default_rng(0)
            )
            plots.image(picture, images[example], f"{X.shape[1]} inputs")
            ran = range(1, len(mistakes) + 1)
            history.plot(ran, mistakes, color=colour, marker=".", markersize=4, linewidth=1.2)
            history.set(xlim=(0, epochs + 2), ylabel="mistakes")
            history.set_ylim(bottom=-1.5)
            history.axhline(0, color=INK, linewidth=0.8)
            if mistakes[-1] == 0:
                text = f"{X.shape[1]} pixels: no mistake in epoch {len(mistakes)}, finished"
            else:
                text = (
                    f"{X.shape[1]} pixels: still {mistakes[-1]} mistakes in epoch {len(mistakes)}"
                )
            history.set_title(text)
            captions.append(text)
        grid[1, 1].set_xlabel("epoch")
        return Picture(figure, f"{first} against {second}. " + "; ".join(captions) + ".")

    explore(draw, waits_for="exercises 1.8 and 1.9")


def learning_rates(
    prediction: object,
    two_digits: Pick,
    train_perceptron: Train,
    images: Array,
    labels: Array,
    *,
    rates: tuple[float, float],
    pair: tuple[int, int] = (8, 9),
) -> None:
    """Train twice from zero with two learning rates, once a prediction is made.

    Parameters
    ----------
    prediction : object
        The reader's answer; nothing is shown while it is still `...`.
    rates : two floats
        Powers of two, so that the sums are exact and the two runs agree to the last mistake.
    """

    def draw() -> Picture:
        needs(prediction, "exercise 1.11")
        X, t = two_digits(images.copy(), labels.copy(), *pair)
        figure = new_figure(8.4, 3.2)
        captions = []
        for axes, lr, colour in zip(
            figure.subplots(1, 2, sharey=True), rates, (BLUE, ZERO), strict=True
        ):
            w, _, mistakes = train_perceptron(X.copy(), t.copy(), lr, 100, np.random.default_rng(0))
            ran = range(1, len(mistakes) + 1)
            bars = axes.bar(ran, mistakes, color=colour, width=0.7)
            axes.bar_label(bars, fontsize=8)
            axes.set(xlabel="epoch")
            axes.set_xticks(ran)
            axes.set_title(
                f"lr = {_as_fraction(lr)}: {sum(mistakes)} mistakes, "
                f"largest weight {np.abs(w).max():.2f}"
            )
            captions.append(f"lr {lr:g}: {len(mistakes)} epochs, {sum(mistakes)} mistakes")
        figure.axes[0].set_ylabel("mistakes in the epoch")
        return Picture(figure, "; ".join(captions))

    explore(draw, waits_for="exercises 1.8 and 1.9")


def _as_fraction(value: float) -> str:
    return f"1/{1 / value:g}" if 0 < value < 1 else f"{value:g}"
