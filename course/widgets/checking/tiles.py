"""Every number of a gradient as a tile: how far it is from the slope that was measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import INK, new_figure
from course.widgets.checking.opening import measured
from course.widgets.controls import choice

Array = NDArray[Any]
Arrays = Mapping[str, Array]
_RIGHT, _WRONG = 1e-6, 1.0  # the two ends of the scale of colours


def heat_map(
    relative_error: Callable[[Array, Array], Any],
    loss: Callable[[Any], float],
    claims: Mapping[str, Callable[[Any], Arrays]],
    params: Arrays,
    label: str = "gradient",
) -> None:
    """Show, for each number of each array, its relative error and claimed ÷ measured.

    Parameters
    ----------
    relative_error : callable
        The reader's `relative_error(a, b)`, element by element.
    loss : callable
        From a dict of arrays to a number.
    claims : mapping of name to callable
        Each from a dict of arrays to what it says is the gradient there.
    params : mapping of name to array
        Where the slopes are compared.
    """
    slopes: dict[str, Any] = {}

    def draw(who: str) -> Picture:
        slopes.update({} if slopes else measured(loss, params))
        said = claims[who](params)
        errors = {}
        for name, slope in slopes.items():
            claim = np.asarray(said[name], dtype=float)
            errors[name] = np.asarray(relative_error(slope, claim.copy()), dtype=float)
            if errors[name].shape != slope.shape:
                raise ValueError(
                    f"relative_error gave shape {errors[name].shape} for arrays of {slope.shape}"
                )
        wrong = [name for name, error in errors.items() if not error.max() <= _RIGHT]
        figure = new_figure(8.6, 3.3)
        rows = [np.atleast_2d(slope).shape[0] for slope in slopes.values()]
        widths = [np.atleast_2d(slope).shape[1] for slope in slopes.values()]
        grid = figure.subplots(1, len(slopes), width_ratios=widths, squeeze=False)[0]
        for axes, (name, slope) in zip(grid, slopes.items(), strict=True):
            ratios = np.asarray(said[name], dtype=float) / np.where(slope == 0, np.nan, slope)
            drawn = _tiles(axes, np.atleast_2d(errors[name]), np.atleast_2d(ratios))
            axes.set_ylim(max(rows) - 0.5, -0.5)  # tiles of one size in all arrays
            largest = float(errors[name].max())
            axes.set_title(f"{name}: {_spoken(largest)}", fontsize=10, loc="center")
        bar = figure.colorbar(drawn, ax=list(grid), shrink=0.75, pad=0.02)
        bar.set_ticks([-6, -4, -2, 0], labels=["≤ 0.000001", "0.0001", "0.01", "≥ 1"])
        bar.set_label("relative error", fontsize=9)
        verdict = " and ".join(wrong) if len(wrong) < 3 else ", ".join(wrong)
        said_of = f"wrong in {verdict}" if wrong else "nothing wrong is to be seen"
        figure.suptitle(
            f"{who}: {said_of}      (in the tiles: claimed ÷ measured)",
            fontsize=11, fontweight="bold", x=0.01, ha="left",
        )  # fmt: skip
        return Picture(figure, f"{who}: {said_of}.")

    explore(
        draw,
        lambda: {"who": choice(label, list(claims), next(iter(claims)))},
        waits_for="exercise `relative_error`",
    )


def _tiles(axes: Any, errors: Array, ratios: Array) -> Any:
    from matplotlib.colors import LinearSegmentedColormap  # noqa: PLC0415 (keeps the import quick)

    shade = LinearSegmentedColormap.from_list("error", ["#EAF3F8", "#FBE3CF", "#E88B4A", "#B34700"])
    levels = np.log10(np.clip(np.nan_to_num(errors, nan=_WRONG), _RIGHT, _WRONG))
    drawn = axes.imshow(levels, cmap=shade, vmin=np.log10(_RIGHT), vmax=np.log10(_WRONG))
    for (row, column), ratio in np.ndenumerate(ratios):
        dark = levels[row, column] > -1.2
        text = f"{ratio:.2f}" if np.isfinite(ratio) else "–"
        axes.text(
            column, row, text.replace("-", "−"), ha="center", va="center", fontsize=9,
            color="white" if dark else INK,
        )  # fmt: skip
    rows, columns = errors.shape
    for edge in np.arange(1, columns) - 0.5:
        axes.plot([edge, edge], [-0.5, rows - 0.5], color="white", lw=2)
    for edge in np.arange(1, rows) - 0.5:
        axes.plot([-0.5, columns - 0.5], [edge, edge], color="white", lw=2)
    axes.set(xticks=[], yticks=[], facecolor="none")
    for spine in axes.spines.values():
        spine.set_visible(False)
    return drawn


def _spoken(error: float) -> str:
    return "right" if error <= _RIGHT else f"off by {error:.2g}"
