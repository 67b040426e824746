"""How long steps are, measured: what is left of a learning rate."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, GREY, ORANGE, new_figure
from course.widgets.optimizers.track import Optimizer, colour_of, driving, name_of

Array = NDArray[Any]

STEPS, CHANGE = 1000, 200
SIZES = np.array([1.0, 0.01])  # of the two parameters' gradients


def effective_rates(*optimizers: Optimizer) -> None:
    """Draw |step| / |gradient| for two parameters, one with gradients 100 times as large.

    After half of the steps, both gradients become ten times smaller.

    Parameters
    ----------
    *optimizers : classes of the reader's, all made with lr = 0.1
    """

    def draw() -> Picture:
        rng = np.random.default_rng(0)
        noise = rng.choice([-1.0, 1.0], size=(STEPS, 2)) * rng.uniform(0.5, 1.5, size=(STEPS, 2))
        gradients = noise * SIZES * np.where(np.arange(STEPS) < CHANGE, 1.0, 0.1)[:, None]
        figure = new_figure(1.4 + 3.7 * len(optimizers), 3.7)
        grid = figure.subplots(1, len(optimizers), sharey=True, squeeze=False)[0]
        said = []
        for axes, optimizer in zip(grid, optimizers, strict=True):
            rate = _rates(optimizer, gradients)
            for k, (colour, size) in enumerate(
                ((BLUE, "about 1, then 0.1"), (ORANGE, "about 0.01, then 0.001"))
            ):
                axes.loglog(
                    np.arange(1, STEPS + 1), rate[:, k], color=colour, lw=1.6,
                    ls="-" if k == 0 else "--", label=f"gradients {size}",
                )  # fmt: skip
            axes.axvline(CHANGE, color=GREY, ls=":", lw=1.2)
            axes.set(xlabel="step", ylim=(1e-3, 1e3))
            axes.set_title(f"{name_of(optimizer)}, lr = 0.1")
            said.append(f"{name_of(optimizer)} ends at {rate[-1, 0]:.2g} and {rate[-1, 1]:.2g}")
        grid[0].set_ylabel("step ÷ gradient")
        grid[0].legend(loc="lower left", fontsize=9)
        return Picture(figure, "Effective learning rates: " + "; ".join(said) + ".")

    explore(draw, waits_for=f"exercise `{name_of(optimizers[-1])}`")


def _rates(optimizer: Optimizer, gradients: Array) -> Array:
    """Return |step| / |gradient| of every step and number, with lr = 0.1."""
    params, found = {"x": np.zeros(2)}, []
    with driving(optimizer):
        driven = optimizer(lr=0.1)
        for gradient in gradients:
            before = params["x"].copy()
            driven.update(params, {"x": gradient.copy()})
            found.append(np.abs(params["x"] - before) / np.abs(gradient))
    return np.array(found)


def first_steps(rmsprop: Optimizer, adam: Optimizer) -> None:
    """Draw the length of the first steps while the gradient is always the same.

    Parameters
    ----------
    rmsprop, adam : classes of the reader's
    """

    def draw() -> Picture:
        steps = np.arange(1, 61)
        figure = new_figure(8.2, 3.6)
        axes = figure.subplots()
        for optimizer in (rmsprop, adam):
            gradients = np.full((len(steps), 2), [0.5, 20.0])
            length = _rates(optimizer, gradients) * gradients / 0.1
            axes.plot(
                steps, length[:, 0], color=colour_of(optimizer), marker=".",
                label=f"{name_of(optimizer)}: the first is {length[0, 0]:.3g} lr long",
            )  # fmt: skip
        raw = (1 - 0.9**steps) / np.sqrt(1 - 0.999**steps)
        axes.plot(
            steps, raw, color=GREY, ls="--",
            label=f"Adam without its corrections:\n{raw[0]:.3g} lr, up to {raw.max():.3g} lr",
        )  # fmt: skip
        axes.set(xlabel="step", ylabel="length of the step / lr", ylim=(0, 10.6))
        axes.legend(loc="upper right")
        axes.set_title("The same gradient every time: how long are the first steps?")
        return Picture(figure, "Lengths of the first 60 steps for a constant gradient.")

    explore(draw, waits_for=f"exercises `{name_of(rmsprop)}` and `{name_of(adam)}`")
