"""The curves of one training, and its predictions beside the truth."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.datasets import load_town
from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.controls import counter
from course.widgets.fitting.runs import (
    TOWN_FEATURES,
    TOWN_TEST,
    Fit,
    Parts,
    Run,
    Split,
    cut,
    line,
    mean_error,
    train,
)


def curves(split: Split, fit: Fit) -> None:
    """Train 3-64-64-1 on the town; show MSE and MAE by epoch, and true against predicted.

    Parameters
    ----------
    split, fit : callable
        The reader's `split_scale_select` and `fit`.
    """

    def draw(epochs: int, seed: int) -> Picture:
        X, t = load_town()
        parts = cut(split, X, t, TOWN_FEATURES, TOWN_TEST, np.random.default_rng(seed))
        run = train(fit, parts, (64, 64), 0.001, epochs, seed)
        figure = new_figure(9.8, 3.7)
        return Picture(figure, report(figure, parts, run, "price (thousands)"))

    explore(
        draw,
        lambda: {"epochs": counter("epochs", 100, 5, 200), "seed": counter("seed", 0, 0, 9)},
        waits_for="exercises `split_scale_select` and `fit`",
    )


def report(figure: Any, parts: Parts, run: Run, unit: str) -> str:
    """Draw two curves and a scatter into a figure; return what they say."""
    left, middle, right = figure.subplots(1, 3, width_ratios=(1, 1, 1.1))
    epochs = np.arange(1, len(run.history["mse"]) + 1)
    straight, mean = mean_error(line(parts), parts.t_held), mean_error(parts.t.mean(), parts.t_held)
    for axes, name in ((left, "mse"), (middle, "mae")):
        axes.plot(epochs, run.history[name], color=BLUE, label="training")
        axes.plot(epochs, run.history[f"val_{name}"], color=ORANGE, ls="--", label="test")
        axes.set(xlabel="epoch", yscale="log")
        axes.set_title(f"{name.upper()}, test: {_short(run.history[f'val_{name}'][-1])}")
    middle.axhline(straight, color=GREY, lw=1.2, ls=":", label="straight line")
    for axes in (left, middle):
        axes.legend(fontsize=8.5)
        _plain_ticks(axes)
    low = min(parts.t_held.min(), run.y_held.min())
    high = max(parts.t_held.max(), run.y_held.max())
    right.plot([low, high], [low, high], color=INK, lw=1, ls=":")
    right.scatter(parts.t_held, run.y_held, s=14, color=ORANGE, edgecolors="white", lw=0.4)
    right.set(xlabel=f"true {unit}", ylabel="predicted", aspect="equal")
    right.set_title("The part held back")
    return (
        f"Mean absolute error of the part held back: network {run.mae:.2f}, straight line "
        f"{straight:.2f}, always the mean {mean:.2f}."
    )


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.2f}"


def _plain_ticks(axes: Any) -> None:
    from matplotlib.ticker import LogLocator, NullFormatter, ScalarFormatter  # noqa: PLC0415

    axes.yaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axes.yaxis.set_major_formatter(ScalarFormatter())
    axes.yaxis.set_minor_formatter(NullFormatter())
