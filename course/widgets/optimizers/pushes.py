"""What a velocity makes of a push, and how it swings in a bowl."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import GREY, new_figure
from course.widgets.controls import choice, slider
from course.widgets.optimizers.track import Optimizer, colour_of, driving, name_of

Array = NDArray[Any]

STEPS = 40
PUSHES = {
    "one push": lambda k: 1.0 * (k == 0),
    "always the same": lambda k: 1.0,
    "to and fro": lambda k: (-1.0) ** k,
}


def _moves(optimizer: Optimizer, gradients: Array, **settings: float) -> Array:
    """Return how far each gradient moved a single number, starting at 0."""
    params, places = {"x": np.zeros(1)}, [0.0]
    with driving(optimizer):
        driven = optimizer(lr=1.0, **settings)
        for gradient in gradients:
            driven.update(params, {"x": np.array([gradient])})
            places.append(float(params["x"][0]))
    return np.diff(places)


def one_push(sgd: Optimizer, momentum: Optimizer) -> None:
    """Show the steps of two optimizers for gradients that depend on nothing.

    Parameters
    ----------
    sgd, momentum : classes of the reader's
    """

    def draw(pushes: str, mu: float) -> Picture:
        gradients = np.array([PUSHES[pushes](k) for k in range(STEPS)])
        plain = -_moves(sgd, gradients)
        rolling = -_moves(momentum, gradients, momentum=mu)
        figure = new_figure(9.0, 3.5)
        steps, way = figure.subplots(1, 2)
        number = np.arange(1, STEPS + 1)
        steps.bar(number - 0.2, plain, width=0.4, color=GREY, label=name_of(sgd))
        steps.bar(
            number + 0.2, rolling, width=0.4, color=colour_of(momentum), label=name_of(momentum)
        )
        steps.axhline(0, color=GREY, lw=0.8)
        steps.set(xlabel="step", ylabel="length of the step / lr")
        steps.set_title(f"{pushes.capitalize()}: the last step is {abs(rolling[-1]):.3g} lr long")
        steps.legend(loc="best")
        way.plot(number, np.cumsum(plain), color=GREY)
        way.plot(number, np.cumsum(rolling), color=colour_of(momentum))
        way.set(xlabel="step", ylabel="the way so far / lr")
        way.set_title(f"In all: {plain.sum():.3g} lr, and {rolling.sum():.3g} lr")
        return Picture(
            figure,
            f"{pushes}, momentum {mu:.2f}: the way is {plain.sum():.3g} lr with {name_of(sgd)} "
            f"and {rolling.sum():.3g} lr with {name_of(momentum)}.",
        )

    explore(
        draw,
        lambda: {
            "pushes": choice("gradients", list(PUSHES), "one push"),
            "mu": slider("momentum", 0.9, 0.0, 0.99, step=0.01),
        },
        waits_for=f"exercise `{name_of(momentum)}`",
    )


def swings(*optimizers: Optimizer) -> None:
    """Show how optimizers with a velocity swing in the bowl x²/2, from x = 1.

    Parameters
    ----------
    *optimizers : classes of the reader's that take lr and momentum
    """
    steps = 60

    def draw(lr: float, mu: float) -> Picture:
        figure = new_figure(8.4, 3.5)
        axes = figure.subplots()
        said = []
        for optimizer in optimizers:
            params, places = {"x": np.ones(1)}, [1.0]
            with driving(optimizer), np.errstate(all="ignore"):
                walker = optimizer(lr=lr, momentum=mu)
                for _ in range(steps):
                    walker.update(params, {"x": params["x"].copy()})
                    places.append(float(np.nan_to_num(params["x"][0], nan=1e9)))
            far = np.abs(places)
            late = np.flatnonzero(far > 0.05)
            rest = int(late[-1]) + 1 if late.size else 0
            when = f"stays within 0.05 after {rest} steps" if rest <= steps else "still swings"
            axes.plot(
                range(steps + 1), np.clip(places, -9, 9), color=colour_of(optimizer), marker=".",
                label=f"{name_of(optimizer)}: {when}",
            )  # fmt: skip
            said.append(f"{name_of(optimizer)} {when}")
        axes.axhline(0, color=GREY, lw=0.8)
        axes.set(xlabel="step", ylabel="$x$", ylim=(-1.15, 1.65))
        axes.legend(loc="upper right")
        axes.set_title(f"Rolling in the bowl $x^2/2$, lr = {lr:.2f}, momentum = {mu:.2f}")
        return Picture(figure, f"lr = {lr:.2f}, momentum = {mu:.2f}: " + "; ".join(said) + ".")

    explore(
        draw,
        lambda: {
            "lr": slider("lr", 0.1, 0.02, 1.5, step=0.02),
            "mu": slider("momentum", 0.9, 0.0, 0.99, step=0.01),
        },
        waits_for=f"exercise `{name_of(optimizers[-1])}`",
    )
