"""A network of 101,000 numbers: its training, and its gradient checked in a few directions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, GREY, ORANGE, new_figure

Array = NDArray[Any]
_LR, _STEPS = 1e-4, 300
_STYLES = ((BLUE, "o", "-"), (ORANGE, "s", "--"))


def directions(
    direction_check: Callable[..., Any],
    loss: Callable[[Any], float],
    params: Mapping[str, Array],
    claims: Mapping[str, Callable[[Any], Mapping[str, Array]]],
    count: int = 12,
) -> None:
    """Draw claimed against measured slopes in some random directions.

    Parameters
    ----------
    direction_check : callable
        The reader's `direction_check(loss, params, grads, rng)`.
    loss : callable
        From a dict of arrays to a number.
    claims : mapping of name to callable
        Each from a dict of arrays to what it says is the gradient there.
    """

    def draw() -> Picture:
        figure = new_figure(6.6, 4.4)
        axes = figure.subplots()
        said = []
        for (name, claim), (colour, marker, _) in zip(claims.items(), _STYLES, strict=False):
            grads = claim(params)
            pairs = np.array(
                [
                    [float(v) for v in direction_check(
                        loss,
                        {key: array.copy() for key, array in params.items()},
                        {key: array.copy() for key, array in grads.items()},
                        np.random.default_rng(seed),
                    )]
                    for seed in range(count)
                ]
            )  # fmt: skip
            if pairs.shape != (count, 2):
                raise ValueError("direction_check should give two numbers: measured and claimed")
            off = float((np.abs(pairs[:, 0] - pairs[:, 1]) / np.abs(pairs).max(axis=1)).max())
            axes.plot(pairs[:, 0], pairs[:, 1], marker, color=colour, ms=8, label=name, zorder=3)
            said.append(f"{name} off by at most {off:.1g}")
        low, high = axes.get_xlim()
        axes.plot([low, high], [low, high], color=GREY, lw=1, zorder=1)
        axes.set(xlim=(low, high), xlabel="measured slope", ylabel="claimed slope")
        axes.legend(loc="upper left")
        total = sum(array.size for array in params.values())
        axes.set_title(f"{count} directions, {total:,} numbers moved at once")
        return Picture(figure, f"{count} directions: " + "; ".join(said) + ".")

    explore(draw, waits_for="exercises `gradients_seed001` and `direction_check`")


def long_run(train_seed001: Callable[..., Any], data: tuple[Array, ...]) -> None:
    """Train the large network for 300 steps, with the mask and without.

    Parameters
    ----------
    train_seed001 : callable
        The reader's `train_seed001(X, Y, W1, W2, lr, steps, mask)`.
    data : tuple of arrays
        X, Y, W1 and W2 of the large run.
    """

    def draw() -> Picture:
        figure = new_figure(7.2, 3.8)
        axes = figure.subplots()
        ends = []
        names = (("with the mask", True), ("without", False))
        for (name, mask), (colour, _, line) in zip(names, _STYLES, strict=True):
            history = train_seed001(*(a.copy() for a in data), _LR, _STEPS, mask=mask)[2]
            losses = [float(loss) for loss in history]
            ends.append((losses[0], losses[-1]))
            axes.plot(
                range(1, len(losses) + 1), losses, color=colour, ls=line,
                label=f"{name}: {losses[-1]:.2f} at the end",
            )  # fmt: skip
        axes.set(xlabel="step", ylabel="loss", yscale="log")
        axes.legend(loc="upper right")
        axes.set_title(f"300 steps: {ends[0][0]:,.0f} → {ends[0][1]:.2f}, and the wrong one lower")
        if not ends[1][1] < ends[0][1]:
            axes.set_title(f"300 steps: {ends[0][0]:,.0f} → {ends[0][1]:.2f}")
        return Picture(
            figure,
            f"From {ends[0][0]:,.0f} to {ends[0][1]:.2f} with the mask, {ends[1][1]:.2f} without.",
        )

    explore(draw, waits_for="exercise `train_seed001`")
