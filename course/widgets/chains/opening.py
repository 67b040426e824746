"""A list of parameters that was written by hand, and one of them is missing."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, GREEN, GREY, ORANGE, new_figure
from course.training import relu_net, start_params
from course.widgets.controls import choice, counter

NOBODY = "nobody"
NAMES = ("W1", "b1", "W2", "b2", "W3", "b3")
STEPS, LR = 500, 0.05

Floats = NDArray[np.float64]


@functools.lru_cache(maxsize=64)
def train_without(missing: str, seed: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Train 1-10-10-1 on a wave, and never move one parameter.

    Returns
    -------
    losses : tuple of float
        The loss before each step, and after the last.
    moved : tuple of float
        How far each parameter of `NAMES` has gone, at the element that has gone furthest.
    """
    x = np.linspace(-1.0, 1.0, 40)[:, None]
    t = np.sin(3.0 * x) + 0.6
    params = start_params((1, 10, 10, 1), np.random.default_rng(seed))
    start = {name: array.copy() for name, array in params.items()}
    losses = []
    for step in range(STEPS + 1):
        y, backward = relu_net(params, x, training=True)
        losses.append(float(np.mean((y - t) ** 2)))
        if step == STEPS:
            break
        for name, slope in backward(2 * (y - t) / t.size).items():
            if name != missing:
                params[name] -= LR * slope
    moved = tuple(float(np.abs(params[name] - start[name]).max()) for name in NAMES)
    return tuple(losses), moved


def forgotten() -> None:
    """Let the reader leave one parameter out of the list, and see what the loss says to that."""

    def draw(missing: str, seed: int) -> Picture:
        full, _ = train_without(NOBODY, seed)
        losses, moved = train_without(missing, seed)
        figure = new_figure(9.0, 3.6)
        left, right = figure.subplots(1, 2, width_ratios=(1.5, 1))
        left.plot(full, color=BLUE, label="all six in the list")
        if missing != NOBODY:
            left.plot(losses, color=ORANGE, ls="--", label=f"{missing} forgotten")
        left.set(xlabel="step", ylabel="mean squared error (log scale)", yscale="log")
        left.legend(loc="upper right")
        left.set_title(f"The loss falls from {losses[0]:.2f} to {losses[-1]:.4f}")
        right.bar(NAMES, moved, color=[ORANGE if m == 0 else GREEN for m in moved], width=0.6)
        for place, far in enumerate(moved):
            right.text(place, far, f"{far:.2f}", ha="center", va="bottom", fontsize=9)
        right.set(ylabel="furthest move of an element", ylim=(0, 1.2 * max(moved)))
        still = "All six have moved" if missing == NOBODY else f"{missing} has not moved"
        right.set_title(still)
        right.axhline(0, color=GREY, lw=0.8)
        return Picture(
            figure,
            f"Forgotten: {missing}. The loss falls from {losses[0]:.3f} to {losses[-1]:.4f}; "
            f"with all six it falls to {full[-1]:.4f}.",
        )

    explore(
        draw,
        lambda: {
            "missing": choice("forget", (NOBODY, *NAMES), "b2"),
            "seed": counter("weights", 0, 0, 9),
        },
    )
