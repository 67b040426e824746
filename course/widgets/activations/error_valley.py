"""The opening question: which way to turn a bias, told by a step and by a smooth curve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, GREEN, GREY, INK, ORANGE, ZERO, new_figure
from course.widgets.controls import slider

Array = NDArray[Any]
#: Seven samples of one input, and the answers wanted: 1 to the right of 0.8 or so.
_X = np.array([-3.05, -1.85, -0.95, 0.35, 1.15, 2.05, 3.25])
_T = np.array([0, 0, 0, 0, 1, 1, 1])
_REACH = 5.0


def downhill() -> None:
    """Let the reader turn a bias, and see the error with a step and with a smooth curve."""

    def draw(b: float, steepness: float) -> Picture:
        curves: tuple[tuple[str, Callable[[Array], Array]], ...] = (
            ("a step", lambda s: (s > 0).astype(float)),
            ("a smooth curve", lambda s: 0.5 + np.arctan(steepness * s) / np.pi),
        )
        figure = new_figure(8.4, 5.2)
        grid = figure.subplots(2, 2, width_ratios=(1.1, 1))
        found = []
        for (answers, errors), (name, curve) in zip(grid, curves, strict=True):
            _answers(answers, name, curve, b)
            slope = _errors(errors, curve, b)
            found.append(f"{name}: slope {slope:.2f}")
        grid[1, 0].set_xlabel("input $x$")
        grid[1, 1].set_xlabel("bias $b$")
        return Picture(figure, f"b = {b:.1f}. " + "; ".join(found) + ".")

    explore(
        draw,
        lambda: {
            "b": slider("b", 2.0, -4, 4),
            "steepness": slider("steepness", 1.0, 0.5, 20, 0.5),
        },
    )


def _answers(axes: Any, name: str, curve: Callable[[Array], Array], b: float) -> None:
    """Draw what the neuron answers, and how far that is from the answers wanted."""
    x = np.linspace(-4, 4, 801)
    axes.plot(x, curve(x + b), color=BLUE)
    axes.vlines(_X, curve(_X + b), _T, color=ORANGE, linewidth=1.5, linestyles="dotted")
    for label, colour, marker in ((1, BLUE, "o"), (0, ZERO, "s")):
        chosen = _X[label == _T]
        axes.scatter(
            chosen, np.full(len(chosen), label), s=60, color=colour, marker=marker,
            edgecolors="white", zorder=3, clip_on=False,
        )  # fmt: skip
    axes.set(ylim=(-0.12, 1.12), yticks=[0, 1], ylabel="answer")
    axes.set_title(f"The answers of {name}, $b$ = {b:.1f}".replace("-", "−"))


def _errors(axes: Any, curve: Callable[[Array], Array], b: float) -> float:
    """Draw the mean squared error for every bias, and the slope where we stand; return it."""

    def error(bias: Any) -> Any:
        return np.mean((curve(_X + np.asarray(bias)[..., None]) - _T) ** 2, axis=-1)

    biases = np.linspace(-_REACH, _REACH, 1501)
    axes.plot(biases, error(biases), color=GREEN)
    here, h = float(error(b)), 1e-4
    slope = float(error(b + h) - error(b - h)) / (2 * h)
    ends = np.array([b - 1.1, b + 1.1])
    axes.plot(ends, here + slope * (ends - b), color=INK, linewidth=1.4, zorder=3)
    axes.scatter([b], [here], s=60, color=INK, zorder=4)
    axes.set(xlim=(-_REACH, _REACH), ylim=(-0.05, 0.72), ylabel="mean squared error")
    if abs(slope) < 5e-4:
        text, colour = "slope 0: no way is down", GREY
    else:
        way = "lower" if slope > 0 else "raise"
        text, colour = f"slope {slope:+.2f}: {way} the bias".replace("-", "−"), INK
    axes.set_title(text, color=colour)
    return slope
