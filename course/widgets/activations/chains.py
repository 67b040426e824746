"""One curve after another: what is left of a difference after many sigmoids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore, needs
from course.style import BLUE, GREEN, GREY, ORANGE, PINK, new_figure
from course.widgets.activations.slopes import Curve, values
from course.widgets.controls import counter

Array = NDArray[Any]
_INPUTS = np.linspace(-3, 3, 201)
_DEPTH = 10


def chain(prediction: object, functions: Mapping[str, Curve]) -> None:
    """Apply a function to its own output again and again, once a prediction is made.

    Parameters
    ----------
    prediction : object
        The reader's answer; nothing is shown while it is still `...`.
    functions : mapping of str to callable
        The reader's functions; the first one's curves are drawn, of all the spread.
    """
    first = next(iter(functions))

    def draw(times: int) -> Picture:
        needs(prediction, "exercise 2.13")
        trails = {name: _trail(f) for name, f in functions.items()}
        figure = new_figure(8.4, 3.5)
        left, right = figure.subplots(1, 2)
        for depth in range(1, times):  # those before, in grey
            left.plot(_INPUTS, trails[first][depth], color=GREY, linewidth=0.9, alpha=0.7)
        now = trails[first][times]
        left.plot(_INPUTS, now, color=BLUE)
        left.set(xlabel="input $x$", ylabel="output", ylim=(-0.05, 1.05))
        left.set_title(f"{first} × {times}: from {now.min():.4f} to {now.max():.4f}")
        for (name, trail), colour, marker in zip(
            trails.items(), (BLUE, ORANGE, GREEN, PINK), "osD^", strict=False
        ):
            spreads = [float(np.ptp(y)) for y in trail]
            right.semilogy(
                range(_DEPTH + 1), spreads, color=colour, marker=marker, markersize=4, label=name
            )
        right.axvline(times, color=GREY, linewidth=0.8, linestyle="dotted")
        right.set(xlabel="how many times", ylabel="largest − smallest output")
        right.legend(fontsize=9)
        spread = float(np.ptp(now))
        right.set_title(f"Left of a spread of 6: {_plain(spread)}")
        return Picture(
            figure, f"After {times} times {first} the outputs are {spread:.2g} apart at most."
        )

    explore(
        draw,
        lambda: {"times": counter("times", _DEPTH, 1, _DEPTH)},
        waits_for="exercises 2.1, 2.2 and 2.3",
    )


def _trail(f: Curve) -> list[Array]:
    trail = [_INPUTS]
    for _ in range(_DEPTH):
        trail.append(values(f, trail[-1]))
    return trail


def _plain(number: float) -> str:
    return f"{number:.4f}" if number >= 1e-3 else f"{number * 1e6:.1f} millionths"
