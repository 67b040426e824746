"""Heron's square root: as many rounds as the number needs, and the graphs that this gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.livegraph import draw_graph
from course.show import Picture, explore
from course.style import BLUE, GREY, ORANGE, new_figure
from course.widgets.controls import counter, slider

MOST = 60  # rounds: more than any number of the picture needs


def guesses(x: float, close: float) -> list[float]:
    """Return Heron's guesses for the root of x, from x itself on, until x is met closely.

    Examples
    --------
    >>> [round(guess, 3) for guess in guesses(4.0, 1e-3)]
    [4.0, 2.5, 2.05, 2.001]
    """
    found = [x]
    while abs(found[-1] ** 2 - x) > close * x and len(found) <= MOST:
        found.append((found[-1] + x / found[-1]) / 2)
    return found


def rounds() -> None:
    """Let the reader move a number, and see how many rounds its root takes."""
    grid = np.logspace(-4, 6, 201)

    def draw(size: float, digits: int) -> Picture:
        x, close = 10.0**size, 10.0**-digits
        path, needed = guesses(x, close), [len(guesses(float(v), close)) - 1 for v in grid]
        figure = new_figure(8.8, 3.6)
        left, right = figure.subplots(1, 2)
        left.plot(range(len(path)), path, "o-", color=BLUE)
        left.axhline(np.sqrt(x), color=GREY, linestyle=":")
        left.set_yscale("log")
        left.set(xlabel="round", ylabel="guess (logarithmic)")
        left.xaxis.get_major_locator().set_params(integer=True)
        left.set_title(f"x = {x:,.4g} takes {len(path) - 1} rounds", fontsize=10)
        right.step(grid, needed, where="mid", color=BLUE)
        right.plot([x], [len(path) - 1], "o", color=ORANGE, markersize=9)
        right.set_xscale("log")
        right.set(xlabel="x (logarithmic)", ylabel="rounds needed", ylim=(-0.5, 17.5))
        right.set_title(f"From {min(needed)} to {max(needed)} rounds: x decides", fontsize=10)
        return Picture(figure, f"The root of {x:,.4g} takes {len(path) - 1} rounds.")

    explore(
        draw,
        lambda: {
            "size": slider("10 to the", 2.0, -4.0, 6.0, 0.25),
            "digits": counter("digits", 6, 1, 12),
        },
    )


def two_roads(root: Callable[..., Any], Variable: Any) -> None:
    """Draw the graphs of one function for two numbers, one near its root and one farther away.

    Parameters
    ----------
    root : callable
        The worked example's, from a variable to a variable.
    Variable : class
        The tape's.
    """

    def draw() -> Picture:
        figure = new_figure(9.6, 4.4)
        said = []
        for axes, number in zip(figure.subplots(2, 1), (1.1, 4.0), strict=True):
            x = Variable(number, name="x")
            y = root(x, close=1e-2)
            y.backward()
            made = len(guesses(number, 1e-2)) - 1
            said.append(f"x = {number}: {made} round{'s' * (made != 1)}")
            draw_graph(y, axes, title=f"{said[-1]}, root {float(y.data):.4f}")
        return Picture(figure, "Two graphs of one function. " + "; ".join(said) + ".")

    explore(draw)
