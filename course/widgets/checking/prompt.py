"""A computation done by hand, and a search for the settings that give its printed numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import GREY, INK, new_figure
from course.widgets.controls import choice, counter

Array = NDArray[Any]
_MASKS = {"yes": True, "no": False}
_AGREES, _DIFFERS = "#CDE9DF", "#F9E3D3"
_SIX_DIGITS = 1.5e-6


def evidence(
    retrace: Callable[..., Any], data: tuple[Array, ...], printed: Mapping[str, Array]
) -> None:
    """Compare what `retrace` gives with two printed matrices.

    Parameters
    ----------
    retrace : callable
        The reader's `retrace(X, Y, W1, W2, lr, y_size, mask, times1, times2)`.
    data : tuple of arrays
        X, Y, W1 and W2 of the printed run.
    printed : mapping of str to array
        `"before"` and `"after"`: the losses that were printed before and after the step.
    """

    def draw(y_size: int, mask: str, times1: int, times2: int) -> Picture:
        figure = new_figure(9.4, 3.3)
        count = 0
        panels = zip(
            figure.subplots(1, 2), (("before", 0, 0), ("after", times1, times2)), strict=True
        )
        for axes, (when, first, second) in panels:
            found = np.asarray(
                retrace(*(a.copy() for a in data), 1e-4, y_size, _MASKS[mask], first, second),
                dtype=float,
            )
            wanted = printed[when]
            if found.shape != wanted.shape:
                raise ValueError(f"retrace gave shape {found.shape}, not {wanted.shape}")
            same = np.abs(found - wanted) <= _SIX_DIGITS * np.abs(wanted)
            count += int(same.sum())
            _sheet(axes, wanted, found, same, f"{when.capitalize()}: {same.sum()} of 6 agree")
        figure.suptitle(
            f"{count} of 12 numbers agree in all six digits",
            fontsize=11, fontweight="bold", x=0.01, ha="left",
        )  # fmt: skip
        return Picture(
            figure,
            f"y_size {y_size}, mask {mask}, W1 moved {times1} times, W2 {times2} times: "
            f"{count} of 12 numbers agree.",
        )

    explore(
        draw,
        lambda: {
            "y_size": counter("y_size", 6, 1, 8),
            "mask": choice("mask", list(_MASKS), "yes"),
            "times1": counter("W1 moved", 1, 0, 4),
            "times2": counter("W2 moved", 1, 0, 4),
        },
        waits_for="exercise `retrace`",
    )


def _sheet(axes: Any, wanted: Array, found: Array, same: Array, title: str) -> None:
    """Write printed and found numbers into tiles, green where they agree."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415 (keeps the import quick)

    rows, columns = wanted.shape
    axes.set(xlim=(0, columns), ylim=(rows, 0))
    for (row, column), agrees in np.ndenumerate(same):
        colour = _AGREES if agrees else _DIFFERS
        axes.add_patch(
            Rectangle((column + 0.02, row + 0.03), 0.96, 0.94, facecolor=colour, edgecolor=GREY)
        )
        text = f"printed {wanted[row, column]:#.6g}\nfound {found[row, column]:#.6g}"
        text += "\n✓ the same" if agrees else "\n✗ different"
        axes.text(column + 0.5, row + 0.5, text, ha="center", va="center", fontsize=8.5, color=INK)
    axes.axis("off")
    axes.set_title(title)
