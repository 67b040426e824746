"""Numbers as coloured tiles: blue is positive, orange negative, white is zero."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.show import NotReadyError
from course.style import GREY, INK, ONE, ZERO

Array = NDArray[Any]


def colours() -> Any:
    """Return the colour map from orange through white to blue."""
    from matplotlib.colors import LinearSegmentedColormap  # noqa: PLC0415 (keeps the import quick)

    return LinearSegmentedColormap.from_list("signed", [ZERO, "white", ONE])


def colour(value: float, limit: float) -> Any:
    """Return the colour of one number, full at ±limit."""
    return colours()(0.5 + 0.5 * float(np.clip(value / limit, -1, 1)))


def written_on(value: float, limit: float) -> str:
    """Return a colour of letters that can be read on the tile of a number."""
    return "white" if abs(value) > 0.75 * limit else INK


def block(axes: Any, values: ArrayLike, limit: float, title: str = "") -> None:
    """Draw a matrix as tiles without numbers."""
    axes.imshow(np.asarray(values), cmap=colours(), vmin=-limit, vmax=limit)
    _bare(axes, title)


def table(axes: Any, values: ArrayLike, limit: float, title: str = "", form: str = ".2f") -> None:
    """Draw a matrix as tiles with their numbers on them."""
    values = np.asarray(values, dtype=float)
    block(axes, values, limit, title)
    for (row, column), value in np.ndenumerate(values):
        axes.text(
            column, row, text(value, form), ha="center", va="center", fontsize=10,
            color=written_on(value, limit),
        )  # fmt: skip


def frame(axes: Any, row: int | None, column: int | None, shape: tuple[int, ...]) -> None:
    """Put a frame around a row, a column, or the tile where both meet."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415 (keeps the import quick)

    rows, columns = shape
    left, width = (-0.5, columns) if column is None else (column - 0.5, 1)
    top, height = (-0.5, rows) if row is None else (row - 0.5, 1)
    axes.add_patch(
        Rectangle((left, top), width, height, fill=False, edgecolor=INK, lw=2.6, clip_on=False)
    )


def text(value: float, form: str = ".2f") -> str:
    """Write a number with a real minus sign, and never "−0.00"."""
    written = f"{value:{form}}"
    if float(written) == 0:
        written = written.lstrip("-")
    return written.replace("-", "−")


def array_of(value: object, shape: tuple[int, ...], what: str) -> Array:
    """Return a reader's result as floats, or say which shape the picture cannot do without."""
    array = np.asarray(value, dtype=float)
    if array.shape != shape:
        raise NotReadyError(
            f"This picture waits for {what} of shape {shape}; yours has shape {array.shape}. "
            "What does the check say?"
        )
    return array


def _bare(axes: Any, title: str) -> None:
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set(visible=True, color=GREY, linewidth=0.8)
    axes.set_title(title, fontsize=10, fontweight="normal", loc="center")
