"""A hill in fog: two numbers to turn, and the loss known only where one stands."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, INK, ORANGE, new_figure
from course.widgets.controls import slider

Array = NDArray[Any]

#: Temperature in tens of degrees, and cups of lemonade sold, in dozens: invented for the picture.
WARMTH = np.array([1.2, 1.6, 1.9, 2.1, 2.4, 2.6, 3.0, 3.3])
CUPS = np.array([0.9, 1.4, 2.2, 2.3, 3.3, 3.2, 4.3, 4.6])
_SIGHT = 0.55  # how far one sees, on the scale of the map
_W, _B = (-1.0, 4.0), (-4.0, 4.0)


def squares(w: Any, b: Any) -> Any:
    """Return the mean squared error of the line w x + b, for numbers or arrays of one shape."""
    total: Any = 0.0
    for x, y in zip(WARMTH, CUPS, strict=True):
        total = total + (w * x + b - y) ** 2
    return total / len(CUPS)


def fog() -> None:
    """Let the reader look for the lowest loss of a line with two sliders."""

    def draw(w: float, b: float) -> Picture:
        loss = float(squares(w, b))
        figure = new_figure(8.6, 3.9)
        line, chart = figure.subplots(1, 2, width_ratios=(1.1, 1))
        for x, y in zip(WARMTH, CUPS, strict=True):
            line.plot([x, x], [y, w * x + b], color=ORANGE, linewidth=2, zorder=1)
        line.plot([0.8, 3.6], [w * 0.8 + b, w * 3.6 + b], color=INK, zorder=2)
        line.scatter(WARMTH, CUPS, s=60, color=BLUE, edgecolors="white", zorder=3)
        line.set(
            xlim=(0.8, 3.6), ylim=(-1, 6.5), xlabel="temperature $x$ (10 °C)",
            ylabel="cups sold (dozens)",
        )  # fmt: skip
        line.set_title(f"Loss here: {loss:.2f}" + (" — well done!" if loss < 0.1 else ""))
        _map(chart, w, b)
        return Picture(figure, f"w = {w:.2f}, b = {b:.2f}: the loss here is {loss:.2f}.")

    explore(
        draw,
        lambda: {
            "w": slider("w", 0.5, *_W, step=0.05),
            "b": slider("b", 2.5, *_B, step=0.05),
        },
    )


def _map(axes: Any, w: float, b: float) -> None:
    """Draw the loss over (w, b), all of it in fog but a small disc around the reader."""
    grid_w, grid_b = np.meshgrid(np.linspace(*_W, 251), np.linspace(*_B, 251))
    loss = squares(grid_w, grid_b)
    width, height = _W[1] - _W[0], _B[1] - _B[0]
    far = np.hypot((grid_w - w) / width, (grid_b - b) / height) > _SIGHT / 5
    seen = np.ma.masked_where(far, loss)
    levels = np.quantile(loss[~far], np.linspace(0, 1, 9))
    axes.set_facecolor("#D9DDE1")
    axes.contourf(grid_w, grid_b, seen, levels=np.unique(levels), cmap="Blues_r")
    axes.scatter([w], [b], s=90, color=ORANGE, edgecolors="white", linewidths=1.4, zorder=4)
    axes.set(xlim=_W, ylim=_B, xlabel="$w$", ylabel="$b$")
    axes.set_title("The map, in fog: dark is low")
