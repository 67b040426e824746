"""Patches in rows, and back: what im2col lays out and col2im adds up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import GREY, INK, ORANGE, new_figure
from course.widgets.controls import counter

Array = NDArray[Any]
_SHAPE = (2, 2, 4, 5)  # two images of two channels
_KH, _KW = 2, 3


def patches(im2col: Callable[..., Any]) -> None:
    """Mark one row of the table that im2col makes, and the patch that it comes from.

    Parameters
    ----------
    im2col : callable
        The reader's `im2col(x, kh, kw, stride, pad)`.
    """

    def draw(row: int) -> Picture:
        x = np.random.default_rng(4).integers(0, 10, size=_SHAPE).astype(float)
        col = np.asarray(im2col(x.copy(), _KH, _KW), dtype=float)
        if col.shape != (18, 12):
            raise ValueError(f"the table has shape {col.shape}, not (18, 12)")
        image, place = divmod(row, 9)
        top, left = divmod(place, 3)
        figure = new_figure(9.8, 5.0)
        outer = figure.add_gridspec(1, 2, width_ratios=(1.15, 1.35))
        images = outer[0].subgridspec(2, 2)
        for n in range(2):
            for c in range(2):
                axes = figure.add_subplot(images[n, c])
                _numbers(axes, x[n, c], 9)
                axes.set_title(f"image {n}, channel {c}", fontsize=9, fontweight="normal")
                if n == image:
                    _outline(axes, left, top, _KW, _KH)
        table = figure.add_subplot(outer[1])
        _numbers(table, col, 7)
        _outline(table, 0, row, 12, 1)
        table.axvline(5.5, color=INK, lw=1.5)
        table.axhline(8.5, color=INK, lw=1.5)
        table.set_xticks([2.5, 8.5], ["channel 0", "channel 1"])
        table.set_yticks([4, 13], ["image 0", "image 1"], rotation=90, va="center")
        table.tick_params(length=0)
        table.set_title(f"18 patches, 12 numbers each: {x.size} pixels, {col.size} numbers")
        patch = x[image, :, top : top + _KH, left : left + _KW].ravel()
        right = "yes" if np.array_equal(col[row], patch) else "no"
        table.set_xlabel(f"row {row} is the marked patch: {right}")
        return Picture(figure, f"Row {row}: image {image}, place ({top}, {left}): {right}.")

    explore(draw, lambda: {"row": counter("row", 4, 0, 17)}, waits_for="exercise `im2col`")


def _numbers(axes: Any, values: Array, size: int) -> None:
    axes.imshow(values, cmap="Blues", vmin=0, vmax=18, aspect="auto" if size < 9 else "equal")
    for (row, column), value in np.ndenumerate(values):
        axes.text(column, row, f"{value:g}", ha="center", va="center", fontsize=size, color=INK)
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set(visible=True, color=GREY)


def _outline(axes: Any, column: int, row: int, width: int, height: int) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 (keeps the import quick)

    axes.add_patch(
        Rectangle(
            (column - 0.5, row - 0.5),
            width,
            height,
            fill=False,
            edgecolor=ORANGE,
            lw=2.2,
            clip_on=False,
        )
    )


def overlap(col2im: Callable[..., Any], conv_out: Callable[..., Any]) -> None:
    """Put a table of ones back into an image: every pixel counts the windows that it lies in.

    Parameters
    ----------
    col2im : callable
        The reader's `col2im(col, x_shape, kh, kw, stride, pad)`.
    conv_out : callable
        The reader's `conv_out(n, k, stride, pad)`.
    """

    def draw(k: int, stride: int, pad: int) -> Picture:
        height, width = 8, 11
        places = int(conv_out(height, k, stride, pad)) * int(conv_out(width, k, stride, pad))
        ones = np.ones((places, k * k))
        counts = np.asarray(col2im(ones, (1, 1, height, width), k, k, stride, pad), dtype=float)
        if counts.shape != (1, 1, height, width):
            raise ValueError(f"the image has shape {counts.shape}, not (1, 1, 8, 11)")
        figure = new_figure(7.4, 4.6)
        axes = figure.subplots()
        axes.imshow(counts[0, 0], cmap="Blues", vmin=0, vmax=1.6 * k * k)
        for (row, column), value in np.ndenumerate(counts[0, 0]):
            axes.text(column, row, f"{value:g}", ha="center", va="center", fontsize=10, color=INK)
        axes.set(xticks=[], yticks=[])
        axes.set_xlabel(f"{places} windows of {k} × {k}, stride {stride}, pad {pad}")
        axes.set_title(
            f"A pixel lies in {counts.min():g} to {counts.max():g} windows, "
            f"on average in {counts.mean():.2f}"
        )
        return Picture(
            figure,
            f"k = {k}, stride {stride}, pad {pad}: {counts.min():g} to {counts.max():g} windows.",
        )

    explore(
        draw,
        lambda: {
            "k": counter("kernel", 3, 1, 5),
            "stride": counter("stride", 1, 1, 4),
            "pad": counter("pad", 0, 0, 2),
        },
        waits_for="exercises `col2im` and `conv_out`",
    )
