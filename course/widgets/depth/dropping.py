"""Dropout: what it makes of an image, and of a training."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, GREY, new_figure
from course.widgets.controls import slider
from course.widgets.depth.clerk import Pair, _train, two_curves
from course.widgets.depth.nets import Part

Array = NDArray[Any]


def thinned(Dropout: Callable[..., Any], image: Array) -> None:
    """Send one image through dropout again and again, and take the mean.

    Parameters
    ----------
    Dropout : class
        The reader's, made as `Dropout(rate, rng)`.
    image : array of shape (8, 8)
        From 0 to 1.
    """

    def draw(rate: float) -> Picture:
        layer = Dropout(rate, np.random.default_rng(3))
        many = np.array([np.array(layer.forward(image.copy())) for _ in range(400)])
        if many.shape != (400, 8, 8):
            raise ValueError(f"forward gave shape {many.shape[1:]} for an image of shape (8, 8)")
        figure = new_figure(9.4, 2.5)
        grid = figure.subplots(1, 6)
        shown = [image, *many[:3], many[:20].mean(axis=0), many.mean(axis=0)]
        titles = ["as it is", "once", "again", "and again", "mean of 20", "mean of 400"]
        for axes, pixels, title in zip(grid, shown, titles, strict=True):
            axes.imshow(pixels, cmap="Greys", vmin=0, vmax=max(1.0, float(many.max())))
            axes.set_xticks([])
            axes.set_yticks([])
            axes.set_xlabel(f"sum {pixels.sum():.1f}", fontsize=9)
            axes.set_title(title, fontsize=10, fontweight="normal", loc="center")
        off = float((many[:, image > 0] == 0).mean())
        figure.suptitle(
            f"rate {rate:.2f}: {100 * off:.0f} % of the ink is silenced, and the sum stays, "
            "on the mean" if abs(many.sum(axis=(1, 2)).mean() / image.sum() - 1) < 0.1
            else f"rate {rate:.2f}: {100 * off:.0f} % of the ink is silenced, and the mean sum "
            f"goes from {image.sum():.1f} to {many.sum(axis=(1, 2)).mean():.1f}",
            fontsize=11, fontweight="bold", x=0.01, ha="left",
        )  # fmt: skip
        return Picture(
            figure, f"rate {rate:.2f}: {100 * off:.0f} % silenced; sum {image.sum():.1f}, "
            f"mean sum {many.sum(axis=(1, 2)).mean():.1f}.",
        )  # fmt: skip

    explore(
        draw, lambda: {"rate": slider("rate", 0.5, 0.0, 0.95, step=0.05)},
        waits_for="exercise 5.13",
    )  # fmt: skip


def thinned_training(
    Dropout: Callable[..., Any], training: Pair, new: Pair, epochs: int = 100
) -> None:  # fmt: skip
    """Train with dropout behind both hidden layers, and without.

    Parameters
    ----------
    Dropout : class
        The reader's, with `forward` and `backward`.
    """
    part, other = Part(*training), Part(*new)

    def draw(rate: float) -> Picture:
        plain = _train(part, other, epochs=epochs)
        run = _train(part, other, dropout=Dropout, rate=rate, epochs=epochs)
        figure = new_figure(8.8, 3.8)
        axes = figure.subplots()
        two_curves(axes, plain, GREY, "without: ")
        two_curves(axes, run, BLUE, "with: ")
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        axes.set_title(
            f"rate {rate:.2f}: new images {run.test[-1]:.2f} at the end, "
            f"without {plain.test[-1]:.2f}"
        )
        return Picture(
            figure, f"rate {rate:.2f}: new images {run.test[-1]:.3f}, the clerk's "
            f"{run.train[-1]:.3f}; without {plain.test[-1]:.3f} and {plain.train[-1]:.3f}.",
        )  # fmt: skip

    explore(
        draw, lambda: {"rate": slider("rate", 0.5, 0.0, 0.9, step=0.1)},
        waits_for="exercise 5.13",
    )  # fmt: skip
