"""The opening question: nine numbers that a small window carries over a photograph."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.photo import landscape
from course.show import Picture, explore
from course.style import INK, new_figure
from course.widgets.controls import choice

Array = NDArray[Any]

#: Kernels to begin with, row by row.
KERNELS = {
    "do nothing": (0, 0, 0, 0, 1, 0, 0, 0, 0),
    "blur": (1, 1, 1, 1, 1, 1, 1, 1, 1),
    "sharpen": (0, -1, 0, -1, 5, -1, 0, -1, 0),
    "left and right": (-1, 0, 1, -1, 0, 1, -1, 0, 1),
    "outline": (1, 1, 1, 1, -8, 1, 1, 1, 1),
}
_OWN = "the nine numbers"
_NAMES = tuple("abcdefghi")


def grey_photo() -> Array:
    """Return the photograph without its colours: shape (96, 128), from 0.0 to 255.0."""
    return np.asarray(landscape().mean(axis=2))


def _slide(image: Array, kernel: Array) -> Array:
    """Add up the window's nine pixels, each times its number, at every place."""
    height, width = image.shape[0] - 2, image.shape[1] - 2
    total = np.zeros((height, width))
    for (i, j), number in np.ndenumerate(kernel):
        total += number * image[i : i + height, j : j + width]
    return total


def kernel_lab() -> None:
    """Let the reader change the nine numbers of a window that slides over a photograph."""

    def draw(kernel: str, **numbers: float) -> Picture:
        nine = KERNELS.get(kernel) or tuple(numbers[name] for name in _NAMES)
        matrix = np.array(nine, dtype=float).reshape(3, 3)
        photo = grey_photo()
        total = float(matrix.sum())
        # numbers that add up to 0 answer "how different?": then grey is 0, dark below, bright above
        flat = abs(total) < 1e-9
        result = _slide(photo, matrix) / (1.0 if flat else total)
        figure = new_figure(9.4, 3.5)
        before, middle, after = figure.subplots(1, 3, width_ratios=(1.3, 0.55, 1.3))
        before.imshow(photo, cmap="gray", vmin=0, vmax=255)
        before.set_title("96 × 128 pixels")
        _numbers(middle, matrix)
        reach = (-200, 200) if flat else (0, 255)
        after.imshow(result, cmap="gray", vmin=reach[0], vmax=reach[1])
        after.set_title("Sum 0: grey where nothing changes" if flat else f"Divided by {total:g}")
        for axes in (before, after):
            axes.set(xticks=[], yticks=[])
        return Picture(figure, f"Kernel {[float(v) for v in nine]}, sum {total:g}.")

    explore(
        draw,
        lambda: (
            {"kernel": choice("kernel", [*KERNELS, _OWN], "left and right")}
            | {name: _box(name) for name in _NAMES}
        ),
    )


def _box(name: str) -> Any:
    from ipywidgets import BoundedFloatText, Layout  # noqa: PLC0415 (slow to import)

    box = BoundedFloatText(
        value=1.0 if name == "e" else 0.0, min=-20, max=20, step=0.5, description=name,
        layout=Layout(width="98px"),
    )  # fmt: skip
    box.style.description_width = "14px"
    return box


def _numbers(axes: Any, matrix: Array) -> None:
    limit = float(np.abs(matrix).max()) or 1.0
    axes.imshow(matrix, cmap="PuOr_r", vmin=-1.6 * limit, vmax=1.6 * limit)
    for (row, column), value in np.ndenumerate(matrix):
        axes.text(column, row, f"{value:g}", ha="center", va="center", fontsize=13, color=INK)
    axes.set(xticks=[], yticks=[])
    names = "\n".join(" ".join(_NAMES[row : row + 3]) for row in (0, 3, 6))
    axes.set_xlabel(names, fontsize=9)
    axes.set_title("The window")
