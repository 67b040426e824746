"""How large a gradient still is when it comes back through many blocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, ORANGE, new_figure
from course.widgets.controls import counter, slider

Array = NDArray[Any]
_CHANNELS, _SIDE, _BATCH = 6, 8, 4


class Plain:
    """The layers of a residual block without the way around: Conv, ReLU, Conv, ReLU."""

    def __init__(self, conv: Any, relu: Any, W1: Array, b1: Array, W2: Array, b2: Array) -> None:
        self.layers = [conv(W1, b1, pad=1), relu(), conv(W2, b2, pad=1), relu()]

    def forward(self, x: Array) -> Array:
        """Pass images through the four layers."""
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dout: Array) -> Array:
        """Pass gradients back through them."""
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout


def sizes(blocks: list[Any], seed: int = 3) -> list[float]:
    """Return the gradient's size before each block, from the first to behind the last.

    Sizes are root mean squares, as multiples of that of the gradient sent in at the end.
    """
    rng = np.random.default_rng(seed)
    x = np.abs(rng.normal(size=(_BATCH, _CHANNELS, _SIDE, _SIDE)))
    for block in blocks:
        x = np.asarray(block.forward(x))
    dout = rng.normal(size=x.shape)
    whole = float(np.sqrt(np.square(dout).mean()))
    found = [1.0]
    for block in reversed(blocks):
        dout = np.asarray(block.backward(dout))
        found.append(float(np.sqrt(np.square(dout).mean())) / whole)
    return found[::-1]


def stacks(
    residual: Callable[..., Any], conv: Any, relu: Any, depth: int, spread: float
) -> tuple[list[Any], list[Any]]:
    """Make a stack of the reader's blocks and one of plain ones, with the same arrays.

    `spread` is the filters' standard deviation, as a multiple of He's.
    """
    rng = np.random.default_rng(1)
    std = spread * np.sqrt(2 / (9 * _CHANNELS))
    arrays = [
        [rng.normal(0, std, (_CHANNELS, _CHANNELS, 3, 3)) if n % 2 == 0 else np.zeros(_CHANNELS)
         for n in range(4)]
        for _ in range(depth)
    ]  # fmt: skip
    around = [residual(*four) for four in arrays]
    return around, [Plain(conv, relu, *four) for four in arrays]


def by_depth(residual: Callable[..., Any], conv: Any, relu: Any) -> None:
    """Draw the gradient's size at every depth, with and without the way around.

    Parameters
    ----------
    residual : the reader's class ResidualBlock
    conv, relu : the notebook's classes Conv and ReLU
    """

    def draw(blocks: int, spread: float) -> Picture:
        around, plain = stacks(residual, conv, relu, blocks, spread)
        with_it, without = sizes(around), sizes(plain)
        figure = new_figure(8.0, 3.8)
        axes = figure.subplots()
        places = np.arange(blocks + 1)
        axes.semilogy(places, with_it, color=BLUE, marker="o", ms=4, label="your blocks")
        axes.semilogy(
            places, np.maximum(without, 1e-300), color=ORANGE, marker="s", ms=4,
            label="no way around",
        )  # fmt: skip
        axes.axhline(1e-3, color="#7B8794", lw=0.8, ls=":")
        axes.set(xlabel="blocks before this place", ylabel="gradient, times that at the end")
        axes.legend(loc="best")
        axes.set_title(
            f"Before {blocks} blocks: {with_it[0]:.2g} times the gradient with a way around, "
            f"{without[0]:.1g} without"
        )
        return Picture(
            figure,
            f"Before {blocks} blocks: {with_it[0]:.2g} with, {without[0]:.1g} without.",
        )

    explore(
        draw,
        lambda: {
            "blocks": counter("blocks", 24, 2, 40),
            "spread": slider("spread", 0.5, 0.2, 1.2),
        },
        waits_for="exercise `ResidualBlock`",
    )
