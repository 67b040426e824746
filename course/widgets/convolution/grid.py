"""A window on a grid: where it can stand, and what it computes there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, SKY, new_figure
from course.widgets.controls import counter

Array = NDArray[Any]


def positions(conv_out: Callable[..., Any]) -> None:
    """Draw every place of a kernel on a row of pixels, one below the other.

    Parameters
    ----------
    conv_out : callable
        The reader's `conv_out(n, k, stride, pad)`.
    """

    def draw(n: int, k: int, stride: int, pad: int) -> Picture:
        figure = new_figure(8.4, 4.4)
        axes = figure.subplots()
        for i in range(-pad, n + pad):
            real = 0 <= i < n
            axes.add_patch(_cell(i, 0, "#DCEBF5" if real else "#EEEEEC", real))
            axes.text(
                i + 0.5, 0.5, str(i) if real else "zero", ha="center", va="center", fontsize=7
            )
        if k > n + 2 * pad:
            axes.set_title(f"A kernel of {k} does not fit on {n + 2 * pad} cells: no place at all")
            _frame(axes, -pad, max(n + pad, k - pad), 3.0)
            return Picture(figure, f"n = {n}, k = {k}, pad = {pad}: the kernel does not fit.")
        said = int(conv_out(n, k, stride, pad))
        starts = range(-pad, n + pad - k + 1, stride)
        for row, start in enumerate(starts):
            axes.add_patch(_bar(start, 1.5 + row, k, BLUE))
            axes.text(start + k / 2, 1.9 + row, str(row + 1), ha="center", va="center",
                      color="white", fontsize=9)  # fmt: skip
        spare = n + pad - (starts[-1] + k)
        if spare:
            axes.add_patch(_bar(starts[-1] + k, 1.5 + len(starts), spare, "#F0C9AE"))
            axes.text(n + pad - spare / 2, 1.9 + len(starts), "left over", ha="center",
                      va="center", fontsize=8)  # fmt: skip
        agree = "" if said == len(starts) else f", but conv_out says {said}"
        axes.set_title(f"n = {n}, k = {k}, stride {stride}, pad {pad}: {len(starts)} places{agree}")
        _frame(axes, -pad, n + pad, 2.6 + len(starts))
        return Picture(figure, f"n = {n}, k = {k}, stride {stride}, pad {pad}: conv_out {said}.")

    explore(
        draw,
        lambda: {
            "n": counter("n", 10, 4, 16),
            "k": counter("k", 3, 1, 12),
            "stride": counter("stride", 2, 1, 5),
            "pad": counter("pad", 0, 0, 4),
        },
        waits_for="exercise `conv_out`",
    )


def _cell(x: float, y: float, colour: str, real: bool) -> Any:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 (keeps the import quick)

    return Rectangle(
        (x, y), 1, 1, facecolor=colour, edgecolor=GREY, lw=0.8, ls="-" if real else ":"
    )


def _bar(x: float, y: float, width: float, colour: str) -> Any:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 (keeps the import quick)

    return Rectangle((x, y), width, 0.8, facecolor=colour, edgecolor="white")


def _frame(axes: Any, left: float, right: float, depth: float) -> None:
    axes.set(xlim=(left - 0.3, right + 0.3), ylim=(max(depth, 5.0), -0.4), yticks=[], xticks=[])
    axes.spines[:].set_visible(False)
    axes.set_xlabel("the pixels of one row; dotted cells are padding")


def example() -> tuple[Array, Array, Array]:
    """Return a small image (1, 2, 5, 6), two filters (2, 2, 3, 3), and their bias."""
    rng = np.random.default_rng(3)
    x = rng.integers(0, 5, size=(1, 2, 5, 6)).astype(float)
    w = rng.integers(-1, 2, size=(2, 2, 3, 3)).astype(float)
    return x, w, np.array([0.0, 10.0])


def by_hand(conv2d_naive: Callable[..., Any]) -> None:
    """Show one window of a convolution of two channels: what is multiplied, and where it goes.

    Parameters
    ----------
    conv2d_naive : callable
        The reader's `conv2d_naive(x, w, b, stride, pad)`.
    """

    def draw(place: int, number: int) -> Picture:
        x, w, b = example()
        result = np.asarray(conv2d_naive(x.copy(), w.copy(), b.copy()), dtype=float)
        if result.shape != (1, 2, 3, 4):
            raise ValueError(f"the result has shape {result.shape}, not (1, 2, 3, 4)")
        f, (row, column) = number - 1, divmod(place, 4)
        figure = new_figure(9.6, 4.6)
        grid = figure.subplots(2, 3, width_ratios=(1.25, 0.7, 1))
        parts = []
        for c in range(2):
            _table(grid[c, 0], x[0, c], f"channel {c}")
            _outline(grid[c, 0], column, row, 3, 3)
            _table(grid[c, 1], w[f, c], f"filter {f}, channel {c}", "PuOr_r")
            parts.append(float((x[0, c, row : row + 3, column : column + 3] * w[f, c]).sum()))
        shown = np.where(np.arange(12).reshape(3, 4) <= place, result[0, f], np.nan)
        _table(grid[0, 2], shown, f"output {f}")
        _outline(grid[0, 2], column, row, 1, 1)
        grid[1, 2].axis("off")
        total = sum(parts) + b[f]
        said = result[0, f, row, column]
        lines = (
            f"channel 0:  {parts[0]:g}",
            f"channel 1:  {parts[1]:g}",
            f"bias:  {b[f]:g}",
            f"sum:  {total:g}",
            f"your function:  {said:g}" + ("" if np.isclose(said, total) else "   ← differs"),
        )
        grid[1, 2].text(0.0, 0.92, "\n".join(lines), va="top", fontsize=12, linespacing=1.6)
        return Picture(figure, f"Place ({row}, {column}), filter {f}: {total:g}, yours {said:g}.")

    explore(
        draw,
        lambda: {"place": counter("place", 5, 0, 11), "number": counter("filter", 1, 1, 2)},
        waits_for="exercise `conv2d_naive`",
    )


def _table(axes: Any, values: Array, title: str, colours: str = "Blues") -> None:
    known = values[np.isfinite(values)]
    limit = float(np.abs(known).max()) * 1.8 + 0.1 if known.size else 1.0
    low = -limit if colours == "PuOr_r" else min(0.0, float(known.min()) if known.size else 0.0)
    axes.imshow(values, cmap=colours, vmin=low, vmax=limit, aspect="equal")
    for (row, column), value in np.ndenumerate(values):
        if np.isfinite(value):
            axes.text(column, row, f"{value:g}", ha="center", va="center", fontsize=10, color=INK)
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set(visible=True, color=SKY)
    axes.set_title(title, fontsize=10, fontweight="normal")


def _outline(axes: Any, column: int, row: int, width: int, height: int) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 (keeps the import quick)

    axes.add_patch(
        Rectangle(
            (column - 0.5, row - 0.5),
            width,
            height,
            fill=False,
            edgecolor=ORANGE,
            lw=2.5,
            clip_on=False,
        )
    )
