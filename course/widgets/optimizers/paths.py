"""The race: every optimizer starts at one place, and walks with the same number of steps."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.show import Picture, explore, needs
from course.style import GREY, new_figure
from course.widgets.controls import choice, counter
from course.widgets.optimizers.track import (
    HILLS,
    RATES,
    VALLEY,
    Hill,
    Optimizer,
    colour_of,
    contours,
    name_of,
    said,
    trace,
    walk,
)

STEPS = 40
_FACTORS = {"¼": 0.25, "½": 0.5, "1": 1.0, "2": 2.0, "4": 4.0}


def race(*optimizers: Optimizer) -> None:
    """Show the paths of optimizers on a hill, and their height at each step.

    Parameters
    ----------
    *optimizers : classes of the reader's
        Each is made with `lr=…`, and has `update(params, grads)`.
    """
    columns = 1 if len(optimizers) <= 3 else 2
    rows = -(-len(optimizers) // columns)

    def draw(hill: str, rates: str, steps: int) -> Picture:
        ground = HILLS[hill]
        figure = new_figure(4.2 + 2.8 * columns + (1.2 if rows == 1 else 0), 3.4 + 0.9 * (rows - 1))
        grid = figure.add_gridspec(
            rows, columns + 1, width_ratios=[1.5 if rows == 1 else 1.0] * columns + [1.15]
        )
        chart = figure.add_subplot(grid[:, columns])
        least = float(ground.f(_bottom(ground)))
        ends: dict[str, float] = {}
        for number, optimizer in enumerate(optimizers):
            lr = RATES.get(name_of(optimizer), 0.1) * ground.slow * _FACTORS[rates]
            path, height = walk(optimizer, ground, lr, STEPS)
            plane = figure.add_subplot(grid[number // columns, number % columns])
            contours(plane, ground)
            trace(plane, path[: steps + 1], colour_of(optimizer))
            plane.set_title(f"{name_of(optimizer)}, lr = {lr:.3g}", fontsize=10)
            above = np.clip(np.nan_to_num(height - least, nan=1e9, posinf=1e9), 1e-9, 1e9)
            chart.semilogy(
                range(steps + 1), above[: steps + 1], color=colour_of(optimizer),
                label=f"{name_of(optimizer)}: {said(float(above[steps]))}",
            )  # fmt: skip
            ends[name_of(optimizer)] = float(above[steps])
        chart.set(xlim=(0, STEPS), ylim=(1e-6, 1e2), xlabel="step", ylabel="above the lowest")
        first = min(ends, key=lambda name: ends[name])
        tells = f": {first} is lowest" if steps and len(ends) > 1 else ": the height"
        chart.set_title(f"Step {steps}{tells}", fontsize=10)
        chart.legend(loc="lower left", fontsize=8.5, labelspacing=0.25)
        heights = "; ".join(f"{name} {said(height)}" for name, height in ends.items())
        return Picture(figure, f"{hill}, rates × {rates}, after {steps} steps: {heights}.")

    explore(
        draw,
        lambda: {
            "hill": choice("hill", list(HILLS), "long valley"),
            "rates": choice("rates ×", list(_FACTORS), "1"),
            "steps": counter("steps", STEPS, 0, STEPS),
        },
        waits_for=f"exercise `{name_of(optimizers[-1])}`",
    )


def _bottom(hill: Hill) -> Any:
    """Return the place of a hill where it is lowest, from a grid and many small steps downhill."""
    x = np.array(np.meshgrid(np.linspace(*hill.width, 241), np.linspace(*hill.height, 241)))
    best = x.reshape(2, -1)[:, int(np.argmin(hill.f(x)))]
    for _ in range(2000):
        best = best - 0.1 * hill.gradient(best)
    return best


def smaller_loss(prediction: object, *optimizers: Optimizer) -> None:
    """Walk in the valley with the loss in two units, once a prediction is made.

    Parameters
    ----------
    prediction : object
        The reader's answer; nothing is shown while it is still `...`.
    """

    def draw() -> Picture:
        needs(prediction, "exercise `scale_prediction`")
        columns = 3
        figure = new_figure(9.6, 4.4)
        grid = figure.subplots(-(-len(optimizers) // columns), columns, squeeze=False)
        apart = []
        for axes, optimizer in zip(grid.flat, optimizers, strict=False):
            lr = RATES.get(name_of(optimizer), 0.1)
            cents, _ = walk(optimizer, VALLEY, lr, 30)
            euros, _ = walk(optimizer, VALLEY, lr, 30, share=0.01)
            contours(axes, VALLEY)
            trace(axes, cents, GREY)
            trace(axes, euros, colour_of(optimizer))
            gap = float(np.abs(cents - euros).max())
            axes.set_title(
                f"{name_of(optimizer)}: " + ("the same path" if gap < 1e-3 else "another path"),
                fontsize=10,
            )
            apart.append(f"{name_of(optimizer)} at most {gap:.2g} apart")
        figure.suptitle(
            "30 steps. Grey: loss in cents. In colour, drawn over it: loss in euros",
            fontsize=11, fontweight="bold", x=0.01, ha="left",
        )  # fmt: skip
        return Picture(figure, "Paths with two units of the loss: " + "; ".join(apart) + ".")

    explore(draw, waits_for=f"exercise `{name_of(optimizers[-1])}`")
