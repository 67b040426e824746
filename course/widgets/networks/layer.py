"""One layer: a matrix product entry by entry, and the sheet of the published run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import GREY, INK, new_figure
from course.widgets.controls import counter
from course.widgets.networks import tiles

Array = NDArray[Any]
_X = np.array([[1.0, 2.0, 0.5], [2.0, 3.0, -1.0], [3.0, 4.0, 0.0], [0.0, -1.0, 2.0]])
_W = np.array([[1.0, 0.0], [2.0, -1.0], [-0.5, 1.5]])
_B = np.array([-1.0, 3.0])


def product(dense: Callable[..., Any]) -> None:
    """Show how sample i meets neuron k in a dense layer.

    Parameters
    ----------
    dense : callable
        The reader's `dense(x, W, b)`.
    """

    def draw(sample: int, neuron: int) -> Picture:
        i, k = sample - 1, neuron - 1
        y = tiles.array_of(dense(_X.copy(), _W.copy(), _B.copy()), (4, 2), "a result")
        figure = new_figure(8.4, 3.6)
        figure.set_layout_engine("none")  # the places are given: four tables on one line
        left, middle, low, right = (
            figure.add_axes(box)
            for box in (
                (0.1, 0.24, 0.25, 0.56), (0.4, 0.24, 0.18, 0.56), (0.62, 0.24, 0.07, 0.56),
                (0.75, 0.24, 0.24, 0.56),
            )
        )  # fmt: skip
        tiles.table(left, _X, 6, "x  (4, 3)", ".1f")
        tiles.table(middle, _W, 6, "W  (3, 2)", ".1f")
        tiles.table(low, _B[:, None], 6, "b  (2,)", ".1f")
        tiles.table(right, y, 12, "dense(x, W, b)  (4, 2)", ".2f")
        for axes in (left, middle, low, right):
            axes.set_aspect("auto")
        tiles.frame(left, i, None, (4, 3))
        tiles.frame(middle, None, k, (3, 2))
        tiles.frame(low, k, None, (2, 1))
        tiles.frame(right, i, k, (4, 2))
        left.set_yticks(range(4), [f"sample {n}" for n in range(1, 5)], fontsize=9)
        for axes in (middle, right):
            axes.set_xticks(range(2), ["neuron 1", "neuron 2"], fontsize=9)
        for place, sign in ((0.375, "@"), (0.6, "+"), (0.72, "=")):
            figure.text(place, 0.52, sign, fontsize=15, ha="center", va="center", color=GREY)
        terms = " + ".join(
            f"{_bracket(x)} · {_bracket(w)}" for x, w in zip(_X[i], _W[:, k], strict=True)
        )
        sign = "+" if _B[k] >= 0 else "−"
        sums = f"{terms}  {sign}  {abs(_B[k]):.1f}  =  {tiles.text(y[i, k])}"
        figure.text(0.5, 0.06, sums, ha="center", fontsize=12, color=INK)
        figure.suptitle(
            f"Sample {sample} meets neuron {neuron}: row {sample}, column {neuron}",
            fontsize=11, fontweight="bold", x=0.01, ha="left",
        )  # fmt: skip
        return Picture(figure, f"Sample {sample}, neuron {neuron}: {sums}.")

    explore(
        draw,
        lambda: {"sample": counter("sample", 2, 1, 4), "neuron": counter("neuron", 1, 1, 2)},
        waits_for="exercise 2.15",
    )


def _bracket(value: float) -> str:
    written = tiles.text(value, ".1f")
    return f"({written})" if value < 0 else written


def sheet(forward_seed001: Callable[..., Any]) -> None:
    """Show the three matrices of the published run.

    Parameters
    ----------
    forward_seed001 : callable
        The reader's `forward_seed001(M, N_I, N_H, N_O)`.
    """

    def draw() -> Picture:
        h, h_r, y = forward_seed001(2, 3, 2, 3)
        h, h_r = tiles.array_of(h, (2, 2), "h"), tiles.array_of(h_r, (2, 2), "h_r")
        y = tiles.array_of(y, (2, 3), "y")
        figure = new_figure(8.4, 2.7)
        places = figure.subplots(1, 3, width_ratios=(2, 2, 3))
        names = ("h = X @ W1", "h_r: below 0 becomes 0", "y = h_r @ W2")
        for axes, values, name in zip(places, (h, h_r, y), names, strict=True):
            tiles.table(axes, values, 2.5, name, ".4f")
            axes.set_yticks(range(2), ["sample 1", "sample 2"], fontsize=9)
        for axes in places[:2]:
            axes.set_xticks(range(2), ["hidden 1", "hidden 2"], fontsize=9)
        places[2].set_xticks(range(3), ["output 1", "output 2", "output 3"], fontsize=9)
        cut = int(((h < 0) & (h_r == 0)).sum())
        figure.suptitle(
            f"The published run: {cut} of {h.size} hidden numbers {'is' if cut == 1 else 'are'} "
            "cut off", fontsize=11, fontweight="bold", x=0.01, ha="left",
        )  # fmt: skip
        return Picture(figure, f"h, h_r and y of the run with seed 1; {cut} number cut off.")

    explore(draw, waits_for="exercise 2.19")
