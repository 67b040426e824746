"""What a trained network has in it: its filters, and the pixels that a decision hangs on."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots import image, weight_image
from course.show import NotReadyError, Picture, explore
from course.style import GREY, new_figure
from course.widgets.controls import counter
from course.widgets.deep.learning import Learned

Array = NDArray[Any]
_WAITS = "exercise `SimpleConvNet`"


def ready(learned: Learned | None) -> Learned:
    """Return the trained network, or say that it has to be trained first."""
    if learned is None:
        raise NotReadyError("Train the network of section 3 first; then run this cell again.")
    return learned


def filters(learned: Learned | None, x: Array, conv: Any, relu: Any) -> None:
    """Show the first filters before and after training, and what they see in an image.

    Parameters
    ----------
    learned : what `training` returned
    x : array of shape (N, 1, 8, 8)
    conv, relu : the notebook's classes Conv and ReLU
    """

    def draw(digit: int) -> Picture:
        run = ready(learned)
        after, before = np.asarray(run.net.params["W1"]), run.before["W1"]
        moved = np.abs(after - before).mean(axis=(1, 2, 3))
        chosen = np.argsort(-moved)[:10]
        layer = conv(after, np.asarray(run.net.params["b1"]), pad=1)
        seen = relu().forward(layer.forward(x[digit : digit + 1]))[0]
        figure = new_figure(9.4, 3.6)
        grid = figure.subplots(3, 11)
        for row in range(3):
            grid[row, 0].axis("off")
        image(grid[2, 0], x[digit, 0])
        grid[2, 0].axis("on")
        for column, which in enumerate(chosen, start=1):
            weight_image(grid[0, column], before[which, 0])
            weight_image(grid[1, column], after[which, 0])
            image(grid[2, column], seen[which])
        for row, name in enumerate(("before", "after", "sees")):
            grid[row, 1].set_ylabel(name, fontsize=10)
        figure.suptitle(
            f"The ten of {len(after)} filters that moved most, before and after training",
            fontsize=11, fontweight="bold", x=0.01, ha="left",
        )  # fmt: skip
        return Picture(figure, f"Ten filters before and after, and what they see in image {digit}.")

    explore(draw, lambda: {"digit": counter("image", 3, 0, 60)}, waits_for=_WAITS)


def occlusion(net: Any, picture: Array, label: int, size: int = 3) -> tuple[Array, float]:
    """Cover a window around every pixel; return how much of the label's probability is lost.

    Parameters
    ----------
    picture : array of shape (1, H, W)
    size : int, the side of the window, odd

    Returns
    -------
    array of shape (H, W), and the probability of the whole image
    """
    _, H, W = picture.shape
    covered = np.repeat(picture[None], H * W + 1, axis=0)
    for place, (row, column) in enumerate(np.ndindex(H, W)):
        top, left = max(0, row - size // 2), max(0, column - size // 2)
        covered[place, :, top : row + size // 2 + 1, left : column + size // 2 + 1] = 0
    z = np.asarray(net.predict(covered), dtype=float)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = (e / e.sum(axis=1, keepdims=True))[:, label]
    return p[-1] - p[:-1].reshape(H, W), float(p[-1])


def looked_at(learned: Learned | None, x: Array, t: Array) -> None:
    """Show six images, and beside each where covering a window costs the right answer."""

    def draw(first: int) -> Picture:
        run = ready(learned)
        figure = new_figure(9.4, 3.4)
        grid = figure.subplots(2, 6)
        most = 0.0
        for column in range(6):
            which = first + column
            lost, whole = occlusion(run.net, x[which], int(t[which]))
            most = max(most, float(lost.max()))
            image(grid[0, column], x[which, 0], f"{t[which]}: {whole:.2f}")
            drawn = grid[1, column].imshow(lost, cmap="PuOr", vmin=-1, vmax=1)
            image_axes(grid[1, column], f"at most −{max(0.0, float(lost.max())):.2f}")
        figure.colorbar(drawn, ax=grid[1, :], shrink=0.9, label="probability lost")
        figure.suptitle(
            "The true digit's probability, and how much of it covering a window takes away",
            fontsize=11, fontweight="bold", x=0.01, ha="left",
        )  # fmt: skip
        return Picture(
            figure, f"Images {first} to {first + 5}; covering one window costs up to {most:.2f}."
        )

    explore(draw, lambda: {"first": counter("first image", 12, 0, len(x) - 6)}, waits_for=_WAITS)


def image_axes(axes: Any, title: str) -> None:
    """Take ticks away and set a small title."""
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set(visible=True, color=GREY, linewidth=0.8)
    axes.set_title(title, fontsize=9, fontweight="normal", loc="center")
