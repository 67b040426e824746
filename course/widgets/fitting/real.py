"""A search that keeps the test for the end, and real tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.datasets import DataError, load_california, load_diabetes, load_town
from course.show import NotReadyError, Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.controls import counter
from course.widgets.fitting.runs import (
    TOWN_FEATURES,
    TOWN_TEST,
    Fit,
    Split,
    cut,
    line,
    mean_error,
    train,
)
from course.widgets.fitting.trainings import report

HIDDEN = ((8,), (64,), (8, 8), (64, 64))
SPACE = {
    "lr": ("log", 1e-5, 1.0),
    "hidden": list(HIDDEN),
    "size": [16, 32, 64],
}
_EPOCHS, _VALIDATION = 30, 101


def choose(split: Split, fit: Fit, random_search: Callable[..., Any]) -> None:
    """Choose settings on a validation part of the town; test the chosen ones, once.

    Parameters
    ----------
    split, fit, random_search : callable
        The reader's own.
    """

    def draw(budget: int, seed: int) -> Picture:
        X, t = load_town()
        X = X[:, TOWN_FEATURES]
        order = np.random.default_rng(seed).permutation(len(X))
        test, rest = order[:TOWN_TEST], order[TOWN_TEST:]
        parts = cut(split, X[rest], t[rest], (0, 1, 2), _VALIDATION, np.random.default_rng(seed))

        def score(settings: dict[str, Any]) -> float:
            return train(
                fit, parts, settings["hidden"], settings["lr"], _EPOCHS, seed, settings["size"]
            ).mae

        best, trials = random_search(score, SPACE, budget, np.random.default_rng(seed))
        errors = np.array([value for _, value in trials], dtype=float)
        rates = np.array([settings["lr"] for settings, _ in trials], dtype=float)
        # the examination: the same training, and rows that nobody has looked at
        mean, std = X[rest].mean(axis=0), X[rest].std(axis=0)
        final = train(
            fit,
            type(parts)((X[rest] - mean) / std, t[rest], (X[test] - mean) / std, t[test]),
            best["hidden"], best["lr"], _EPOCHS, seed, best["size"],
        )  # fmt: skip
        figure = new_figure(8.8, 3.9)
        axes = figure.subplots()
        for hidden, marker in zip(HIDDEN, "osD^", strict=True):
            chosen = [tuple(settings["hidden"]) == hidden for settings, _ in trials]
            name = "-".join(map(str, (3, *hidden, 1)))
            axes.scatter(
                rates[chosen], np.clip(errors[chosen], 0, 38), s=55, marker=marker, color=BLUE,
                edgecolors="white", label=name, clip_on=False,
            )  # fmt: skip
        axes.scatter(
            best["lr"], min(np.nanmin(errors), 38), s=190, marker="*", color=ORANGE, ec=INK,
            zorder=4, label="chosen",
        )  # fmt: skip
        axes.axhline(final.mae, color=ORANGE, lw=1.2, ls="--")
        height = float(np.clip(final.mae, 1.7, 36))
        axes.text(
            1.1e-5,
            1.03 * height,
            f"the chosen one's test: {final.mae:.2f}",
            color=ORANGE,
            fontsize=9,
        )
        axes.set(
            xscale="log", yscale="log", xlim=(9e-6, 1.2), ylim=(1.6, 40), xlabel="learning rate",
            ylabel="validation error (MAE)",
        )  # fmt: skip
        axes.set_yticks([2, 3, 5, 10, 20, 40], ["2", "3", "5", "10", "20", "40"])
        axes.minorticks_off()
        axes.legend(fontsize=9, ncols=2, loc="lower left", bbox_to_anchor=(0.0, 0.16))
        layers = "-".join(map(str, (3, *best["hidden"], 1)))
        axes.set_title(
            f"{budget} trials. Chosen: {layers}, lr {best['lr']:.2g}, size {best['size']}"
        )
        return Picture(
            figure,
            f"Of {budget} trials {layers} with lr {best['lr']:.2g} is best on the validation part, "
            f"with {np.nanmin(errors):.2f}; on the test part it has {final.mae:.2f}.",
        )

    explore(
        draw,
        lambda: {"budget": counter("budget", 24, 4, 48), "seed": counter("seed", 0, 0, 9)},
        waits_for="exercises `split_scale_select`, `fit` and `random_search`",
    )


def diabetes(split: Split, fit: Fit) -> None:
    """Train on the diabetes data: all ten columns, 88 people held back.

    Parameters
    ----------
    split, fit : callable
        The reader's `split_scale_select` and `fit`.
    """

    def draw(epochs: int, seed: int) -> Picture:
        X, t = load_diabetes()
        parts = cut(split, X, t, range(X.shape[1]), 88, np.random.default_rng(seed))
        run = train(fit, parts, (64, 64), 0.001, epochs, seed)
        figure = new_figure(9.8, 3.7)
        return Picture(figure, report(figure, parts, run, "progression"))

    explore(
        draw,
        lambda: {"epochs": counter("epochs", 100, 5, 200), "seed": counter("seed", 0, 0, 9)},
        waits_for="exercises `split_scale_select` and `fit`",
    )


def california(split: Split, fit: Fit, *, download: bool = False) -> None:
    """Train on California's houses, where they are at hand; say what is missing where not.

    Parameters
    ----------
    split, fit : callable
        The reader's `split_scale_select` and `fit`.
    download : bool
        Fetch the table (0.4 MB) if it is not there.
    """

    def draw() -> Picture:
        try:
            X, t = load_california(download=download)
        except DataError as error:
            raise NotReadyError(str(error)) from None
        parts = cut(split, X, t, range(X.shape[1]), 4128, np.random.default_rng(0))
        run = train(fit, parts, (64, 64), 0.001, 10, 0, size=128)
        figure = new_figure(7.4, 3.6)
        axes = figure.subplots()
        names = ["always the mean", "straight line", "network, 10 epochs"]
        errors = [
            mean_error(parts.t.mean(), parts.t_held),
            mean_error(line(parts), parts.t_held),
            run.mae,
        ]
        bars = axes.barh(names, errors, color=(GREY, GREY, ORANGE), height=0.6)
        axes.bar_label(bars, [f" {error:.2f}" for error in errors])
        axes.invert_yaxis()
        axes.set(xlabel="mean absolute error, in 100,000 dollars", xlim=(0, 1.2 * max(errors)))
        axes.set_title(f"California, {len(X):,} blocks: {len(parts.t_held):,} held back")
        return Picture(figure, f"Network {errors[2]:.2f}, straight line {errors[1]:.2f}.")

    explore(draw, waits_for="exercises `split_scale_select` and `fit`")
