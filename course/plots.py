"""Drawing that several chapters share: points and lines in the plane, images of digits.

Functions that take `axes` draw into it; the others show a picture at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.show import Picture, explore
from course.style import GREY, INK, ONE, ONE_SIDE, ZERO, ZERO_SIDE, new_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.image import AxesImage

Array = NDArray[Any]


def points(axes: Axes, X: ArrayLike, t: ArrayLike, size: float = 90.0) -> None:
    """Draw labelled points: a blue disc for 1, an orange square for 0.

    Parameters
    ----------
    X : array of shape (N, 2)
    t : array of shape (N,), labels 0 or 1
    size : float
        Area of a marker in square points.
    """
    X, t = np.asarray(X, dtype=float), np.asarray(t)
    for label, colour, marker in ((1, ONE, "o"), (0, ZERO, "s")):
        chosen = X[t == label]
        axes.scatter(
            chosen[:, 0], chosen[:, 1], s=size, c=colour, marker=marker, edgecolors="white",
            linewidths=1.2, zorder=3, label=f"should be {label}", clip_on=False,
        )  # fmt: skip


def sides(
    axes: Axes, decide: Callable[[Array], ArrayLike], low: float, high: float, steps: int = 160
) -> None:
    """Tint the square [low, high]² by a decision: blue where it is 1, orange where it is 0.

    Parameters
    ----------
    decide : callable
        From points of shape (steps², 2) to 0 or 1 for each.
    """
    grid = _centres(low, high, steps)
    x1, x2 = np.meshgrid(grid, grid)
    answers = np.asarray(decide(np.column_stack([x1.ravel(), x2.ravel()])))
    tint(axes, answers.reshape(x1.shape), low, high)


def tint(axes: Axes, answers: Array, low: float, high: float) -> None:
    """Fill the square [low, high]² with answers 0 and 1 on a grid, rows from bottom to top."""
    from matplotlib.colors import ListedColormap  # noqa: PLC0415 (keeps the import quick)

    axes.imshow(
        answers, origin="lower", extent=(low, high, low, high), vmin=0, vmax=1,
        cmap=ListedColormap([ZERO_SIDE, ONE_SIDE]), interpolation="nearest", aspect="equal",
        zorder=0,
    )  # fmt: skip
    axes.set(xlim=(low, high), ylim=(low, high), xlabel="$x_1$", ylabel="$x_2$")


def _centres(low: float, high: float, steps: int) -> Array:
    half = (high - low) / steps / 2
    return np.linspace(low + half, high - half, steps)


def border(axes: Axes, w: ArrayLike, b: float, **style: Any) -> None:
    """Draw the line w·x + b = 0 right across the axes; nothing where w is zero."""
    w1, w2 = np.asarray(w, dtype=float)
    length2 = w1 * w1 + w2 * w2
    if length2 == 0:
        return
    foot = -b * np.array([w1, w2]) / length2
    along = np.array([-w2, w1]) / np.sqrt(length2)
    reach = 20.0 + np.abs(foot).sum()
    ends = np.array([foot - reach * along, foot + reach * along])
    limits = axes.get_xlim(), axes.get_ylim()
    axes.plot(ends[:, 0], ends[:, 1], **{"color": INK, "linewidth": 2.0, "zorder": 2, **style})
    axes.set(xlim=limits[0], ylim=limits[1])


def image(axes: Axes, pixels: ArrayLike, title: str = "") -> None:
    """Draw one greyscale image, ink dark on paper, without axes."""
    axes.imshow(np.asarray(pixels), cmap="Greys", interpolation="nearest")
    _bare(axes, title)


def weight_image(axes: Axes, weights: ArrayLike, title: str = "") -> AxesImage:
    """Draw weights as an image: blue votes for 1, orange for 0, white has no say.

    Parameters
    ----------
    weights : array of shape (H, W)
    """
    from matplotlib.colors import LinearSegmentedColormap  # noqa: PLC0415 (keeps the import quick)

    weights = np.asarray(weights, dtype=float)
    limit = float(np.abs(weights).max()) or 1.0
    votes = LinearSegmentedColormap.from_list("votes", [ZERO, "white", ONE])
    drawn = axes.imshow(weights, cmap=votes, vmin=-limit, vmax=limit, interpolation="nearest")
    _bare(axes, title)
    return drawn


def _bare(axes: Axes, title: str) -> None:
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set(visible=True, color=GREY, linewidth=0.8)
    axes.set_title(title, fontsize=10, fontweight="normal", loc="center")


def digit_gallery(images: Array, labels: Array, rows: int = 3) -> None:
    """Show the first few images of each digit, one column a digit.

    Parameters
    ----------
    images : array of shape (N, H, W)
    labels : array of shape (N,), digits 0 to 9
    """

    def draw() -> Picture:
        figure = new_figure(8.0, 0.8 * rows + 0.5)
        grid = figure.subplots(rows, 10, squeeze=False)
        for digit in range(10):
            chosen = images[labels == digit][:rows]
            for row, pixels in enumerate(chosen):
                image(grid[row, digit], pixels, str(digit) if row == 0 else "")
        count, height, width = images.shape
        figure.suptitle(
            f"{count:,} digits, each {height} × {width} pixels: no two hands agree",
            fontsize=11, fontweight="bold", x=0.01, ha="left",
        )  # fmt: skip
        return Picture(figure, f"The first {rows} images of each digit from 0 to 9.")

    explore(draw)
