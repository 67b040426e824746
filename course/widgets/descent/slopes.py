"""Slopes from two values: the chord and the tangent, and how far the two are apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, PINK, new_figure
from course.widgets.controls import slider

Array = NDArray[Any]
Slope = Callable[[Callable[[Any], Any], Any, Any], Any]


def _curve(x: Any) -> Any:
    return x**3 - 2 * x


def chord(slope: Slope) -> None:
    """Show the two points that a numerical slope looks at, and the tangent it is meant for.

    Parameters
    ----------
    slope : callable
        The reader's `slope(f, x, h)`.
    """

    def draw(x: float, h: float) -> Picture:
        found = float(slope(_curve, x, h))
        true = 3 * x**2 - 2
        one_sided = (_curve(x + h) - _curve(x)) / h
        figure = new_figure(7.4, 4.0)
        axes = figure.subplots()
        t = np.linspace(-2.4, 3.0, 300)
        axes.plot(t, _curve(t), color=GREY, label="$f(x) = x^3 - 2x$")
        axes.plot(t, _curve(x) + true * (t - x), color=INK, ls="--", lw=1.4, label="tangent")
        middle = (_curve(x + h) + _curve(x - h)) / 2
        axes.plot(t, middle + found * (t - x), color=BLUE, lw=1.8, label="slope(f, x, h)")
        axes.plot(t, _curve(x) + one_sided * (t - x), color=PINK, lw=1.2, label="right side only")
        both = np.array([x - h, x + h])
        axes.scatter(both, _curve(both), s=70, color=BLUE, edgecolors="white", zorder=3)
        axes.scatter([x], [_curve(x)], s=60, color=ORANGE, edgecolors="white", zorder=4)
        axes.set(xlim=(-2.4, 3.0), ylim=(-6, 12), xlabel="$x$", ylabel="$f(x)$")
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        axes.set_title(
            f"Slope {found:.3f}, true {true:.3f}: off by {abs(found - true):.3f}\n"
            f"(with the right side only, off by {abs(one_sided - true):.3f})"
        )
        return Picture(figure, f"At x = {x:g} with h = {h:g}: slope {found:.3f}, true {true:.3f}.")

    explore(
        draw,
        lambda: {
            "x": slider("x", 1.0, -1.5, 2.0, step=0.25),
            "h": slider("h", 1.0, 0.05, 1.0, step=0.05),
        },
        waits_for="exercise `slope`",
    )


def error_against_h(slope: Slope) -> None:
    """Draw how wrong the numerical slope of sin is, for h from 1 down to 10⁻¹⁸.

    Each error is the mean of those at 40 places near 1: at a single one, luck decides.

    Parameters
    ----------
    slope : callable
        The reader's `slope(f, x, h)`.
    """

    def draw() -> Picture:
        h = np.logspace(0, -18, 73)
        places = np.linspace(0.5, 1.5, 40)

        def error(kind: Any) -> Array:
            x = [kind(place) for place in places]
            true = np.cos(np.array(x, dtype=float))
            found = [[float(slope(np.sin, place, kind(step))) for place in x] for step in h]
            return np.asarray(np.abs(np.array(found) - true).mean(axis=1))

        double, single = error(np.float64), error(np.float32)
        right = (np.sin(places + h[:, None]) - np.sin(places)) / h[:, None]
        one_sided = np.abs(right - np.cos(places)).mean(axis=1)
        figure = new_figure(7.6, 4.2)
        axes = figure.subplots()
        axes.loglog(h, one_sided, color=GREY, lw=1.2, label="float64,\nright side only")
        axes.loglog(h, single, color=ORANGE, lw=1.6, label="float32")
        axes.loglog(h, double, color=BLUE, lw=1.6, label="float64")
        best = {}
        for name, values, colour in (("float64", double, BLUE), ("float32", single, ORANGE)):
            best[name] = float(h[np.argmin(values)])
            axes.axvline(best[name], color=colour, ls=":", lw=1.2)
        axes.invert_xaxis()
        axes.set(
            xlabel="step $h$ (smaller to the right)", ylabel="error of the slope", ylim=(1e-13, 9)
        )
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        said = {name: _power(value) for name, value in best.items()}
        axes.set_title(
            f"The error falls, and then it rises: the best h is\n"
            f"about {said['float64']} in float64 and {said['float32']} in float32"
        )
        return Picture(
            figure,
            f"The error is least near h = {best['float64']:.0e} in float64 "
            f"and h = {best['float32']:.0e} in float32.",
        )

    explore(draw, waits_for="exercise `slope`")


def _power(value: float) -> str:
    """Write a small number as one digit and a power of ten."""
    digit, power = f"{value:.0e}".split("e")
    return f"${digit} \\cdot 10^{{{int(power)}}}$"
