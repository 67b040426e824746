"""Curves and their slopes: one at a time with a tangent, and all of them on a wall."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, GREEN, GREY, INK, ORANGE, SKY, new_figure
from course.widgets.activations.slopes import Curve, broken, one_sided_slopes, slopes, values
from course.widgets.controls import choice, slider

Array = NDArray[Any]
_REACH = 6.0
#: An even number of places, so that none is exactly 0, where kinks and jumps are.
_PLACES = np.linspace(-_REACH, _REACH, 600)
_WALL = np.linspace(-3.5, 3.5, 350)
_COLUMNS = 6


def curve(functions: Mapping[str, Curve], *, waits_for: str, start: float = 1.0) -> None:
    """Show a curve with its tangent at a point, and below it the slope everywhere.

    Parameters
    ----------
    functions : mapping of str to callable
        The reader's functions of one number; with several, a menu chooses.
    waits_for : str
        Such as "exercise 2.1".
    start : float
        Where the reader stands first.
    """
    names = list(functions)

    def draw(x: float, function: str = names[0]) -> Picture:
        f = functions[function]
        y = float(values(f, np.array([x]))[0])
        left, right = one_sided_slopes(f, x)
        figure = new_figure(6.8, 4.6)
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(1.6, 1))
        upper.plot(_PLACES, values(f, _PLACES), color=BLUE)
        low, high = upper.get_ylim()
        for slope, ends in ((left, (x - 1.5, x)), (right, (x, x + 1.5))):
            upper.plot(
                ends, y + slope * (np.array(ends) - x), color=ORANGE, linewidth=1.6, zorder=3
            )
        upper.scatter([x], [y], s=60, color=INK, zorder=4)
        upper.set(ylim=(low, high), ylabel=f"{function}($x$)")
        lower.plot(_PLACES, broken(slopes(f, _PLACES), 0.1), color=ORANGE, zorder=2)
        kink = abs(left - right) > 1e-3
        lower.scatter([x] * (1 + kink), [left, right][: 1 + kink], s=40, color=INK, zorder=4)
        lower.set(xlabel="input $x$", ylabel="slope", xlim=(-_REACH, _REACH))
        lower.axhline(0, color=GREY, linewidth=0.8, zorder=1)
        low, high = lower.get_ylim()
        lower.set_ylim(min(low, -0.05), max(high, 0.3))
        said = (
            f"a kink: slope {left:.2f} on the left, {right:.2f} on the right"
            if kink
            else f"slope {(left + right) / 2:.4f}"
        )
        text = f"{function}({x:.1f}) = {y:.4f}, {said}"
        upper.set_title(text.replace("-", "−"))
        return Picture(figure, text + ".")

    def controls() -> dict[str, Any]:
        made = {"x": slider("x", start, -_REACH, _REACH)}
        if len(names) > 1:
            made["function"] = choice("function", names, names[0])
        return made

    explore(draw, controls, waits_for=waits_for)


def gallery(curves: Mapping[str, Callable[[Array], Array]], *, columns: int = _COLUMNS) -> None:
    """Hang all curves side by side, each with its slope; frames of missing ones say so.

    Parameters
    ----------
    curves : mapping of str to callable
        From an array of shape (n,) to one of shape (n,), or (n, m) for m curves in one frame.
    """

    def draw() -> Picture:
        rows = -(-(len(curves) + 1) // columns)
        figure = new_figure(1.6 * columns, 1.6 * rows + 0.35)
        grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
        frames = list(grid.flat)
        hung = 0
        for axes, (name, f) in zip(frames, curves.items(), strict=False):
            hung += _frame(axes, name, f)
        _key(frames[len(curves)])
        for axes in frames[len(curves) + 1 :]:
            axes.axis("off")
        for axes in grid[:, 0]:
            axes.set_ylabel("value, slope", fontsize=8)
        for number, axes in enumerate(frames[: len(curves)]):
            if number + columns >= len(curves):
                axes.set_xlabel("input $x$", fontsize=8)
                axes.tick_params(labelbottom=True)
        complete = (
            "every curve hangs" if hung == len(curves) else f"{hung} of {len(curves)} curves hang"
        )
        figure.suptitle(
            f"The gallery: {complete}, each with its slope",
            x=0.01, ha="left", fontsize=11, fontweight="bold",
        )  # fmt: skip
        return Picture(figure, f"The gallery: {hung} of {len(curves)} curves with their slopes.")

    explore(draw)


def _frame(axes: Any, name: str, f: Callable[[Array], Array]) -> int:
    """Draw one curve into its frame, or say why it is empty; return whether it hangs."""
    axes.set(xlim=(-3.6, 3.6), ylim=(-2.0, 3.4), xticks=[-3, 0, 3], yticks=[-1, 0, 1, 2, 3])
    axes.tick_params(labelsize=7)
    axes.axhline(0, color=GREY, linewidth=0.6)
    axes.axvline(0, color=GREY, linewidth=0.6)
    axes.set_title(name.replace("_", " "), fontsize=9, loc="center")
    try:
        y, slope = (_columns(compute(f, _WALL)) for compute in (values, slopes))
    except (NameError, NotImplementedError):
        problem = "not written yet"
    except Exception as error:  # a reader's function may raise anything
        problem = f"it stopped with\n{type(error).__name__}"
    else:
        problem = "" if np.isfinite(y).all() else "it gives infinity\nor nan"
    if problem:
        axes.text(
            0.5, 0.72, problem, transform=axes.transAxes, fontsize=8, color=GREY, ha="center",
            va="center", bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )  # fmt: skip
        return 0
    for column, colour in zip(y.T, (BLUE, SKY, GREEN), strict=False):
        axes.plot(_WALL, broken(column, 0.5), color=colour, linewidth=1.8)
    for column in slope.T:
        axes.plot(
            _WALL, broken(column, 0.15), color=ORANGE, linewidth=1.2, linestyle="dashed", zorder=3
        )
    return 1


def _columns(y: Array) -> Array:
    if y.ndim not in (1, 2) or len(y) != len(_WALL):
        raise ValueError(f"shape {y.shape} for {len(_WALL)} inputs")
    return y if y.ndim == 2 else y[:, None]


def _key(axes: Any) -> None:
    axes.axis("off")
    for height, colour, style, text in (
        (0.72, BLUE, "solid", "the value"),
        (0.48, ORANGE, "dashed", "its slope"),
    ):
        axes.plot(
            [0.08, 0.32], [height] * 2, color=colour, linestyle=style, transform=axes.transAxes,
            linewidth=1.8,
        )  # fmt: skip
        axes.text(0.4, height, text, transform=axes.transAxes, fontsize=9, va="center")
