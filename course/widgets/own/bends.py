"""One set of numbers under three activations: what is in the numbers, and what in the bends."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import CYCLE, GREY, new_figure
from course.widgets.controls import counter, slider

Array = NDArray[np.float64]


def _sigmoid(x: Array) -> Array:
    return 0.5 * (np.tanh(0.5 * x) + 1)


def _leaky_relu(x: Array) -> Array:
    return np.where(x > 0, x, 0.2 * x)


BENDS: dict[str, Callable[[Array], Array]] = {
    "tanh": np.tanh,
    "sigmoid": _sigmoid,
    "leaky_relu": _leaky_relu,
}
GRID = np.linspace(-2, 2, 161)[:, np.newaxis]


def curves(seed: int, scale: float) -> dict[str, Array]:
    """Return what one draw of 141 numbers makes of -2 … 2, under each activation; (161,) each."""
    rng = np.random.default_rng(seed)
    sizes = ((1, 10), (10, 10), (10, 1))
    layers = [
        (scale * rng.normal(size=size) / np.sqrt(size[0]), 0.5 * scale * rng.normal(size=size[1]))
        for size in sizes
    ]
    found = {}
    for name, bend in BENDS.items():
        h = GRID
        for W, b in layers[:-1]:
            h = bend(h @ W + b)
        found[name] = (h @ layers[-1][0] + layers[-1][1])[:, 0]
    return found


def three_bends() -> None:
    """Let the reader draw numbers, and see what three activations make of the same ones."""

    def draw(seed: int, scale: float) -> Picture:
        found = curves(seed, scale)
        figure = new_figure(8.0, 3.5)
        axes = figure.subplots()
        for place, (name, y) in enumerate(found.items()):
            axes.plot(GRID[:, 0], y, color=CYCLE[place % len(CYCLE)], label=name)
        axes.axhline(0, color=GREY, linestyle=":", zorder=0)
        axes.set(xlabel="x", ylabel="output")
        axes.legend(fontsize=8)
        heights = {name: float(np.ptp(y)) for name, y in found.items()}
        said = ", ".join(f"{name} {height:.1f}" for name, height in heights.items())
        axes.set_title(f"The same numbers; from low to high: {said}", fontsize=10)
        return Picture(figure, f"One set of numbers, three curves. From low to high: {said}.")

    explore(
        draw,
        lambda: {
            "seed": counter("draw", 0, 0, 19),
            "scale": slider("size", 1.5, 0.5, 3.0, 0.25),
        },
    )
