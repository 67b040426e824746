"""A model as a pile of blocks, and what dropout does in training and in use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import NotReadyError, Picture, explore
from course.style import BLUE, GREY, INK, ONE_SIDE, ZERO, new_figure

Array = NDArray[Any]
_INPUTS, _RATE, _RUNS = 20, 0.3, 40


def blocks(
    Sequential: Callable[..., Any], Dense: Callable[..., Any], Dropout: Callable[..., Any]
) -> None:
    """Draw the blog post's model by its summary, and its scores for one sample, again and again.

    Parameters
    ----------
    Sequential, Dense, Dropout : callable
        The reader's classes.
    """

    def draw() -> Picture:
        rng = np.random.default_rng(0)
        model = Sequential()
        for part in ((_INPUTS, 300, np.tanh), None, (300, 100, np.tanh), None, (100, 3, None)):
            if part is None:
                model.add(Dropout(_RATE, rng))
            else:
                n_in, n_out, activation = part
                model.add(Dense(n_in, n_out, rng, activation))
        rows, total = model.summary(_INPUTS)
        x = rng.normal(size=(1, _INPUTS))
        used = np.array([_scores(model(x.copy(), training=False)) for _ in range(_RUNS)])
        trained = np.array([_scores(model(x.copy(), training=True)) for _ in range(_RUNS)])
        figure = new_figure(8.8, 4.4)
        pile, dots = figure.subplots(1, 2, width_ratios=(1.1, 1))
        _pile(pile, [("input", _INPUTS, None), *rows])
        pile.set_title(f"Your summary: {total:,} parameters")
        _dots(dots, used, trained)
        kinds = [len(np.unique(runs.round(9), axis=0)) for runs in (used, trained)]
        dots.set_title(f"Different answers: {kinds[0]} in use, {kinds[1]} in training")
        return Picture(
            figure,
            f"{len(rows)} layers, {total:,} parameters; {_RUNS} runs give {kinds[0]} different "
            f"answers in use and {kinds[1]} in training.",
        )

    explore(draw, waits_for="exercises 2.20 and 2.21")


def _scores(y: object) -> Array:
    scores = np.ravel(np.asarray(y, dtype=float))
    if scores.shape != (3,):
        raise NotReadyError(
            f"The model should give three scores for one sample, and gives {scores.size}. "
            "What do the checks of exercises 2.20 and 2.21 say?"
        )
    return scores


def _pile(axes: Any, rows: list[tuple[str, int, int | None]]) -> None:
    """Draw one block a layer, as wide as it has numbers (on a scale of roots)."""
    from matplotlib.patches import FancyBboxPatch  # noqa: PLC0415 (keeps the import quick)

    axes.set(xlim=(-1.15, 1.15), ylim=(-len(rows) + 0.4, 0.6))
    axes.axis("off")
    widest = max(size for _, size, _ in rows)
    for place, (name, size, count) in enumerate(rows):
        half = 0.36 + 0.7 * np.sqrt(size / widest)
        fill = "white" if name == "input" else ONE_SIDE if count else "#F1F1EE"
        axes.add_patch(
            FancyBboxPatch(
                (-half, -place - 0.29), 2 * half, 0.58, boxstyle="round,pad=0,rounding_size=0.12",
                facecolor=fill, edgecolor=INK, linewidth=1.2,
            )
        )  # fmt: skip
        text = f"{name} → {size}" if count is not None else f"{size} inputs"
        axes.text(0, -place + (0.09 if count else 0), text, ha="center", va="center")
        if count:
            axes.text(
                0, -place - 0.16, f"{count:,} parameters", ha="center", va="center", fontsize=8,
                color=GREY,
            )  # fmt: skip
        if place:
            axes.annotate(
                "", (0, -place + 0.3), (0, -place + 0.71),
                arrowprops={"arrowstyle": "->", "color": GREY},
            )  # fmt: skip


def _dots(axes: Any, used: Array, trained: Array) -> None:
    rng = np.random.default_rng(1)
    for shift, runs, colour, label in (
        (-0.17, used, BLUE, "in use"),
        (0.17, trained, ZERO, "in training"),
    ):
        for k in range(3):
            places = k + shift + rng.uniform(-0.09, 0.09, size=len(runs))
            axes.scatter(
                places, runs[:, k], s=16, color=colour, alpha=0.6, label=label if k == 0 else None
            )
            axes.plot([k + shift - 0.13, k + shift + 0.13], [runs[:, k].mean()] * 2, color=INK)
    axes.set_xticks(range(3), ["score 1", "score 2", "score 3"])
    axes.set_ylabel(f"score of the same sample, {_RUNS} runs")
    axes.legend(loc="best", fontsize=9)
