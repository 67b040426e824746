"""The town's columns beside its prices, before and after scaling."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.datasets import TOWN_COLUMNS, load_town
from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.controls import counter
from course.widgets.fitting.runs import TOWN_FEATURES, TOWN_TEST, Split, cut

Array = NDArray[Any]


def gallery() -> None:
    """Show the price against each of the 13 columns of the town."""

    def draw() -> Picture:
        X, t = load_town()
        figure = new_figure(9.6, 5.4)
        places = figure.subplots(3, 5, sharey=True).ravel()
        for column, name in enumerate(TOWN_COLUMNS):
            axes, chosen = places[column], column in TOWN_FEATURES
            axes.scatter(X[:, column], t, s=5, alpha=0.6, lw=0, color=BLUE if chosen else GREY)
            axes.set_title(f"{column}: {name}", fontsize=10)
            axes.tick_params(labelsize=8)
        for axes in places[len(TOWN_COLUMNS) :]:
            axes.axis("off")
        for row in range(3):
            places[5 * row].set_ylabel("price", fontsize=9)
        figure.suptitle(
            f"{len(t)} districts of a town that does not exist", fontsize=11, fontweight="bold",
            x=0.01, ha="left",
        )  # fmt: skip
        return Picture(
            figure,
            "Price against each of 13 columns. It rises clearly with RM, the rooms, and falls with "
            "LSTAT, the share of people with low income.",
        )

    explore(draw)


def scaled(split: Split) -> None:
    """Show three columns before and after the reader's split and scaling.

    Parameters
    ----------
    split : callable
        The reader's `split_scale_select(X, t, features, n_test, rng)`.
    """

    def draw(seed: int) -> Picture:
        X, t = load_town()
        parts = cut(split, X, t, TOWN_FEATURES, TOWN_TEST, np.random.default_rng(seed))
        figure = new_figure(9.4, 5.2)
        places = figure.subplots(2, 3, sharey=True)
        for number, column in enumerate(TOWN_FEATURES):
            top, below = places[:, number]
            top.scatter(X[:, column], t, s=8, color=GREY, lw=0, alpha=0.7)
            top.set_title(f"{TOWN_COLUMNS[column]} as it is")
            for x, prices, colour, marker, name in (
                (parts.X, parts.t, BLUE, "o", "training"),
                (parts.X_held, parts.t_held, ORANGE, "s", "test"),
            ):
                below.scatter(
                    x[:, number], prices, s=9, color=colour, marker=marker, lw=0, alpha=0.75,
                    label=name,
                )  # fmt: skip
            below.axvline(0, color=INK, lw=0.7, ls=":")
            means = _signed(parts.X[:, number].mean()), _signed(parts.X_held[:, number].mean())
            below.set_title(f"mean: training {means[0]}, test {means[1]}", fontsize=10)
        places[0, 0].set_ylabel("price (thousands)")
        places[1, 0].set_ylabel("price (thousands)")
        places[1, 2].legend(loc="upper right", fontsize=9, markerscale=1.6)
        return Picture(
            figure,
            f"Three columns before and after scaling. Spread of the training part: "
            f"{np.round(parts.X.std(axis=0), 2).tolist()}, of the test part: "
            f"{np.round(parts.X_held.std(axis=0), 2).tolist()}.",
        )

    explore(
        draw,
        lambda: {"seed": counter("seed", 0, 0, 9)},
        waits_for="exercise `split_scale_select`",
    )


def _signed(value: float) -> str:
    return f"{value + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "−")
