"""Who is wrong, and in which arrays: the reader's verdicts as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import GREY, INK, new_figure

Arrays = Mapping[str, NDArray[Any]]
_RIGHT, _WRONG = "#EAF3F8", "#F3B98E"


def verdicts(
    wrong_arrays: Callable[..., Any],
    loss: Callable[[Any], float],
    claims: Mapping[str, Callable[[Any], Arrays]],
    params: Arrays,
) -> None:
    """Show a column for each claimed gradient and a row for each array.

    Parameters
    ----------
    wrong_arrays : callable
        The reader's `wrong_arrays(loss, params, grads)`.
    loss : callable
        From a dict of arrays to a number.
    claims : mapping of name to callable
        Each from a dict of arrays to what it says is the gradient there.
    params : mapping of name to array
        Where the slopes are compared.
    """

    def draw() -> Picture:
        names = list(params)
        found = {}
        for who, claim in claims.items():
            own = {name: array.copy() for name, array in params.items()}
            wrong = list(wrong_arrays(loss, own, claim(params)))
            if not set(wrong) <= set(names):
                raise ValueError(f"wrong_arrays named {wrong}, and the arrays are {names}")
            found[who] = wrong
        figure = new_figure(1.4 + 0.75 * max(len(claims), 6), 0.6 + 0.45 * len(names))
        axes = figure.subplots()
        table = np.array([[name in wrong for wrong in found.values()] for name in names])
        for (row, column), wrong in np.ndenumerate(table):
            axes.fill(
                column + np.array([0.03, 0.97, 0.97, 0.03]),
                row + np.array([0.05, 0.05, 0.95, 0.95]),
                color=_WRONG if wrong else _RIGHT,
            )  # fmt: skip
            axes.text(
                column + 0.5, row + 0.5, "✗" if wrong else "✓", ha="center", va="center",
                color=INK if wrong else GREY, fontsize=12,
            )  # fmt: skip
        axes.set(xlim=(0, len(claims)), ylim=(len(names), 0))
        axes.set_xticks(np.arange(len(claims)) + 0.5, labels=list(claims))
        axes.set_yticks(np.arange(len(names)) + 0.5, labels=names)
        axes.tick_params(length=0, labeltop=True, labelbottom=False)
        for spine in axes.spines.values():
            spine.set_visible(False)
        cleared = [who for who, wrong in found.items() if not wrong]
        axes.set_xlabel(f"nothing wrong: {', '.join(cleared) or 'nobody'}", loc="left")
        told = "; ".join(f"{who}: {', '.join(wrong) or 'right'}" for who, wrong in found.items())
        return Picture(figure, f"Wrong arrays: {told}.")

    explore(draw, waits_for="exercises `gradient_check` and `wrong_arrays`")
