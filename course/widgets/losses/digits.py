"""The project: which images are expensive, and what it costs to be sure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course import plots
from course.show import Picture, explore, needs
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.losses.values import Array, Loss, curve


def expensive_images(
    most_expensive: Callable[..., tuple[Any, Any]],
    z: Array,
    images: Array,
    labels: Array,
    k: int = 12,
) -> None:
    """Show the images with the largest losses, and all losses in order.

    Parameters
    ----------
    most_expensive : callable
        The reader's `most_expensive(z, t, k)`.
    z : array of shape (N, K)
        Scores of the images.
    images : array of shape (N, H, W)
    labels : array of shape (N,)
    k : int
        How many images are shown.
    """

    def draw() -> Picture:
        chosen, losses = most_expensive(z.copy(), labels.copy(), k)
        chosen, losses = np.asarray(chosen), np.asarray(losses, dtype=float)
        every = np.asarray(most_expensive(z.copy(), labels.copy(), len(z))[1], dtype=float)
        if every.shape != (len(z),) or chosen.shape != (k,) or losses.shape != (k,):
            raise ValueError(f"{k} places and {k} losses were asked for")
        figure = new_figure(8.4, 5.0)
        parts: Any = figure.subfigures(2, 1, height_ratios=(2.2, 1.2))
        grid = parts[0].subplots(2, k // 2)
        for axes, i, loss in zip(grid.ravel(), chosen, losses, strict=True):
            plots.image(axes, images[i], f"a {labels[i]}, not a {z[i].argmax()}"
                        if labels[i] != z[i].argmax() else f"a {labels[i]}")  # fmt: skip
            axes.set_xlabel(f"loss {loss:.2f}\np = {np.exp(-loss):.3f}", fontsize=8)
            axes.title.set_fontsize(9)
        parts[0].suptitle(
            f"The {k} most expensive of {len(z)} images", x=0.01, ha="left", fontsize=11,
            fontweight="bold",
        )  # fmt: skip
        lower = parts[1].subplots()
        lower.fill_between(np.arange(1, len(z) + 1), every, color=BLUE, alpha=0.35, linewidth=0)
        lower.plot(np.arange(1, len(z) + 1), every, color=BLUE)
        tenth = len(z) // 10
        lower.axvline(tenth, color=ORANGE, linewidth=1.4)
        share = 100 * every[:tenth].sum() / every.sum()
        lower.set(xlim=(1, len(z)), xlabel="images, the most expensive first", ylabel="loss")
        lower.set_ylim(bottom=0)
        lower.axhline(every.mean(), color=INK, linewidth=1, linestyle="--")
        lower.text(len(z), every.mean() * 1.1, f"mean {every.mean():.3f}", ha="right", fontsize=9)
        lower.set_title(
            f"One image in ten (left of the line) makes {share:.0f} % of the whole loss"
        )
        return Picture(
            figure, f"The most expensive images are {chosen[:3].tolist()} …; a tenth of all "
            f"images makes {share:.0f} % of the loss.",
        )  # fmt: skip

    explore(draw, waits_for="exercise 3.8")


def scales(prediction: object, softmax_cross_entropy: Loss, z: Array, t: Array) -> None:
    """Multiply all scores by c, and show loss and accuracy, once a prediction is made.

    Parameters
    ----------
    prediction : object
        The reader's answer; nothing is shown while it is still `...`.
    softmax_cross_entropy : callable
        The reader's `softmax_cross_entropy(z, t)`.
    z : array of shape (N, K)
    t : array of shape (N,)
    """

    def draw() -> Picture:
        needs(prediction, "exercise 3.9")
        c = np.logspace(-2, 2, 81)
        losses = curve(lambda factor: softmax_cross_entropy(factor * z, t.copy()), c)
        accuracy = [float(np.mean((factor * z).argmax(axis=1) == t)) for factor in c]
        best = int(np.nanargmin(losses))
        figure = new_figure(8.2, 4.3)
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(2.6, 1))
        upper.plot(c, losses, color=BLUE)
        upper.axhline(np.log(z.shape[1]), color=GREY, linewidth=1.2, linestyle="--")
        upper.text(
            0.012, np.log(z.shape[1]) + 0.2, f"knowing nothing: log {z.shape[1]}", fontsize=9,
            ha="left",
        )  # fmt: skip
        upper.scatter([c[best]], [losses[best]], s=60, color=INK, zorder=3)
        upper.annotate(
            f"{losses[best]:.2f}", (c[best], losses[best]), xytext=(0, 8),
            textcoords="offset points", ha="center",
        )  # fmt: skip
        upper.set_ylim(bottom=0)
        upper.set_ylabel("mean loss")
        upper.set_title(f"Smallest at c = {c[best]:.1f}; at c = 100 the loss is {losses[-1]:.1f}")
        lower.plot(c, accuracy, color=ORANGE)
        lower.set(xscale="log", xlim=(c[0], c[-1]), ylim=(0, 1.05), ylabel="accuracy")
        lower.set_xlabel("all scores multiplied by $c$")
        lower.set_title(f"The accuracy is {accuracy[0]:.3f} for every c")
        return Picture(
            figure, f"Loss {losses[0]:.2f} at c = 0.01, {losses[best]:.2f} at {c[best]:.1f}, "
            f"{losses[-1]:.2f} at 100; accuracy {accuracy[0]:.3f}.",
        )  # fmt: skip

    explore(draw, waits_for="exercise 3.7")
