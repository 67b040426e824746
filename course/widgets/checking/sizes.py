"""Right and wrong slopes of every size, measured by two yardsticks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, new_figure

_H = 1e-5
_LIMIT = 1e-6


def yardsticks(relative_error: Callable[..., Any]) -> None:
    """Compare differences with relative errors, for slopes from 1e-9 to 1e4.

    Parameters
    ----------
    relative_error : callable
        The reader's `relative_error(a, b)`.
    """

    def draw() -> Picture:
        size = 10.0 ** np.arange(-9, 4.01, 0.25)

        def f(x: float) -> Any:
            return 1 + size * np.sin(x)

        found = (f(1 + _H) - f(1 - _H)) / (2 * _H)
        right = size * np.cos(1.0)
        claims = {"right": (right, BLUE, "o"), "1 % too large": (1.01 * right, ORANGE, "s")}
        figure = new_figure(9.2, 3.7)
        left, other = figure.subplots(1, 2)
        for name, (claim, colour, marker) in claims.items():
            error = np.asarray(relative_error(found.copy(), claim.copy()), dtype=float)
            if error.shape != size.shape:
                raise ValueError(
                    f"relative_error gave shape {error.shape} for arrays of {size.shape}"
                )
            for axes, height in ((left, np.abs(found - claim)), (other, error)):
                axes.loglog(
                    right,
                    np.maximum(height, 1e-16),
                    marker,
                    color=colour,
                    ms=4.5,
                    label=f"the claim is {name}",
                )
        other.axhline(_LIMIT, color=INK, lw=1.2, ls="--")
        other.text(5e3, 1.6 * _LIMIT, "one in a million", fontsize=9, color=INK, ha="right")
        left.set_title("The difference: no line parts blue from orange")
        other.set_title("The relative error: one line does, nearly")
        for axes, what in ((left, "difference"), (other, "relative error")):
            axes.set(xlabel="the true slope", ylabel=what, xlim=(1e-10, 1e4), ylim=(1e-17, 1e3))
            axes.legend(loc="upper left", fontsize=8.5)
            axes.grid(color=GREY, alpha=0.2)
        return Picture(
            figure,
            "Differences of right claims about large slopes exceed those of wrong claims about "
            "small ones; relative errors are apart for slopes above 1e-8.",
        )

    explore(draw, waits_for="exercise `relative_error`")
