"""Who wins in each window, and to whom the gradient goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.datasets import load_digits
from course.show import Picture, explore
from course.style import GREY, INK, ORANGE, new_figure
from course.widgets.controls import choice, counter

Array = NDArray[Any]


def winners(MaxPool2D: Callable[..., Any], AvgPool2D: Callable[..., Any]) -> None:
    """Pool a digit by maximum or by average; show the result and where a gradient of ones goes.

    Parameters
    ----------
    MaxPool2D, AvgPool2D : class
        The reader's layers.
    """

    def draw(kind: str, size: int, stride: int) -> Picture:
        images, _ = load_digits()
        x = images[5].astype(float)[None, None]  # (1, 1, 8, 8)
        layer = (MaxPool2D if kind == "maximum" else AvgPool2D)(size, stride)
        out = np.asarray(layer.forward(x.copy()), dtype=float)
        side = (8 - size) // stride + 1
        if out.shape != (1, 1, side, side):
            raise ValueError(f"the result has shape {out.shape}, not (1, 1, {side}, {side})")
        back = np.asarray(layer.backward(np.ones_like(out)), dtype=float)
        if back.shape != x.shape:
            raise ValueError(f"the gradient has shape {back.shape}, not {x.shape}")
        figure = new_figure(9.4, 3.7)
        before, after, gradient = figure.subplots(1, 3)
        _pixels(before, x[0, 0], 22, "Greys")
        for row in range(side):
            for column in range(side):
                _window(before, column * stride, row * stride, size)
        before.set_title("A digit, and the windows")
        _pixels(after, out[0, 0], 22, "Greys")
        after.set_title(f"The {kind}: {side} × {side}")
        _pixels(gradient, back[0, 0], 1.6 * max(float(back.max()), 1e-9), "Oranges")
        reached = int((back != 0).sum())
        gradient.set_title(f"{reached} of 64 pixels get a gradient")
        return Picture(
            figure, f"{kind}, size {size}, stride {stride}: {reached} pixels get a gradient."
        )

    explore(
        draw,
        lambda: {
            "kind": choice("kind", ["maximum", "average"], "maximum"),
            "size": counter("size", 2, 1, 4),
            "stride": counter("stride", 2, 1, 4),
        },
        waits_for="exercise `pooling`",
    )


def _pixels(axes: Any, values: Array, top: float, colours: str) -> None:
    axes.imshow(values, cmap=colours, vmin=0, vmax=top)
    for (row, column), value in np.ndenumerate(values):
        dark = value > 0.62 * top
        axes.text(
            column, row, f"{value:.3g}", ha="center", va="center", fontsize=8,
            color="white" if dark else INK,
        )  # fmt: skip
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set(visible=True, color=GREY)


def _window(axes: Any, column: int, row: int, size: int) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 (keeps the import quick)

    axes.add_patch(
        Rectangle(
            (column - 0.42, row - 0.42),
            size - 0.16,
            size - 0.16,
            fill=False,
            edgecolor=ORANGE,
            lw=1.1,
            alpha=0.8,
        )
    )
