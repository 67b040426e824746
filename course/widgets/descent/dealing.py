"""Minibatches: who is in which, and how far their gradients point apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, CYCLE, GREY, INK, ORANGE, new_figure
from course.widgets.controls import counter

Array = NDArray[Any]
_N, _EPOCHS = 24, 6


def _points() -> tuple[Array, Array]:
    rng = np.random.default_rng(4)
    x = rng.uniform(-1, 1, size=_N)
    return x, 1.5 * x + 0.5 + rng.normal(size=_N) * 0.4


def batches(minibatches: Callable[..., Any], numerical_gradient: Callable[..., Any]) -> None:
    """Show six epochs of minibatches of 24 samples, and the gradients of the first epoch's.

    Parameters
    ----------
    minibatches : callable
        The reader's `minibatches(X, t, size, rng)`.
    numerical_gradient : callable
        The reader's `numerical_gradient(f, x)`.
    """

    def draw(size: int) -> Picture:
        x, y = _points()
        rng = np.random.default_rng(1)
        rows = np.arange(_N)
        epochs = [minibatches(rows[:, None].copy(), rows.copy(), size, rng) for _ in range(_EPOCHS)]
        figure = new_figure(9.2, 3.8)
        table, plane = figure.subplots(1, 2, width_ratios=(1.5, 1))
        _seats(table, epochs)

        def gradient(chosen: Array) -> Array:
            def loss(line: Array) -> float:
                return float(np.square(line[0] * x[chosen] + line[1] - y[chosen]).mean())

            return np.asarray(numerical_gradient(loss, np.array([-0.5, -0.5])), dtype=float)

        each = np.array([gradient(np.asarray(t, dtype=int)) for _, t in epochs[0]])
        whole = gradient(rows)
        plane.scatter(
            each[:, 0], each[:, 1], s=50, color=BLUE, edgecolors="white", label="one batch"
        )
        plane.scatter(
            *whole, s=190, marker="*", color=ORANGE, edgecolors=INK, zorder=4, label="all 24"
        )
        plane.axhline(0, color=GREY, lw=0.8)
        plane.axvline(0, color=GREY, lw=0.8)
        plane.set(
            xlim=(-7, 1.5), ylim=(-6.5, 3.5), xlabel="slope along $w$", ylabel="slope along $b$"
        )
        plane.legend(loc="upper left", fontsize=9)
        spread = float(np.sqrt(np.square(each - whole).sum(axis=1).mean()))
        plane.set_title(f"Gradients: typically {spread:.2f} off")
        return Picture(
            figure,
            f"Size {size}, batches an epoch: {len(epochs[0])}. Their gradients are typically "
            f"{spread:.2f} from that of all samples.",
        )

    explore(
        draw,
        lambda: {"size": counter("size", 5, 1, _N)},
        waits_for="exercise `minibatches`",
    )


def _seats(axes: Any, epochs: list[Any]) -> None:
    """Draw a row for each epoch and a square for each sample, coloured by its batch."""
    tints = [f"{colour}55" for colour in CYCLE]
    for row, pairs in enumerate(epochs):
        for number, (_, t) in enumerate(pairs):
            for sample in np.asarray(t, dtype=int):
                axes.add_patch(_square(sample, row, tints[number % len(tints)]))
                axes.text(
                    sample + 0.5, row + 0.5, str(number + 1), ha="center", va="center", fontsize=8
                )
    axes.set(xlim=(0, _N), ylim=(len(epochs), 0), xlabel="sample", ylabel="epoch")
    axes.set_xticks(np.arange(0, _N, 4) + 0.5, [str(i) for i in range(0, _N, 4)])
    axes.set_yticks(np.arange(len(epochs)) + 0.5, [str(i + 1) for i in range(len(epochs))])
    count = len(epochs[0])
    axes.set_title(
        f"{_N} samples, {count} {'batch' if count == 1 else 'batches'} an epoch: who is where"
    )


def _square(column: int, row: int, colour: str) -> Any:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 (keeps the import quick)

    return Rectangle((column, row), 1, 1, facecolor=colour, edgecolor="white")
