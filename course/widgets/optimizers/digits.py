"""The race on real digits: which rate suits whom, and who is first with the best one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.datasets import digits_split
from course.show import Picture, explore
from course.style import GREY, new_figure
from course.widgets.controls import choice
from course.widgets.optimizers.track import Optimizer, colour_of, driving, name_of

Array = NDArray[Any]
Params = dict[str, Array]
LossAndGradient = Callable[[Params, Array, Array], tuple[float, Mapping[str, Array]]]
Start = Callable[[Any], Params]
Scores = Callable[[Params, Array], Array]

EPOCHS, SIZE = 4, 32
SWEEP = 10.0 ** np.arange(-4, 1.1, 0.5)
DEFAULTS = {"Adam": 0.001}  # everybody else's is 0.01
BEST = {
    "SGD": 0.3,
    "Momentum": 0.1,
    "Nesterov": 0.1,
    "AdaGrad": 0.1,
    "RMSProp": 0.005,
    "Adam": 0.02,
}


def _train(
    loss_and_gradient: LossAndGradient, start: Start, optimizer: Optimizer, lr: float, seed: int
) -> tuple[Params, list[float]]:
    """Train on the digits; return the parameters, and the loss of each batch before its step."""
    X, t, _, _ = digits_split()
    rng = np.random.default_rng(seed)
    params, losses = start(rng), []
    with driving(optimizer), np.errstate(all="ignore"):
        trained = optimizer(lr=lr)
        for _ in range(EPOCHS):
            order = rng.permutation(len(X))
            for first in range(0, len(X), SIZE):
                rows = order[first : first + SIZE]
                loss, grads = loss_and_gradient(params, X[rows], t[rows])
                losses.append(float(loss))
                trained.update(params, grads)
    return params, losses


def sweep(loss_and_gradient: LossAndGradient, start: Start, *optimizers: Optimizer) -> None:
    """Draw the loss of all training digits after four epochs, for learning rates from 1e-4 to 10.

    Parameters
    ----------
    loss_and_gradient : callable
        From (params, X, t) to the mean loss and its gradients by name.
    start : callable
        Draws parameters: `start(rng)`.
    *optimizers : classes of the reader's
    """

    def draw() -> Picture:
        X, t, _, _ = digits_split()
        figure = new_figure(8.8, 4.0)
        axes = figure.subplots()
        said = []
        for optimizer in optimizers:
            losses = []
            for lr in SWEEP:
                params, _ = _train(loss_and_gradient, start, optimizer, float(lr), 0)
                with np.errstate(all="ignore"):
                    losses.append(float(loss_and_gradient(params, X, t)[0]))
            shown = np.clip(np.nan_to_num(losses, nan=9.0, posinf=9.0), 0.05, 9.0)
            best = float(SWEEP[int(np.argmin(shown))])
            colour = colour_of(optimizer)
            axes.loglog(
                SWEEP, shown, color=colour, marker=".",
                label=f"{name_of(optimizer)}: {shown.min():.2f}, with lr = {best:.2g}",
            )  # fmt: skip
            axes.scatter(best, shown.min(), s=80, color=colour, edgecolors="white", zorder=4)
            said.append(f"{name_of(optimizer)} is best at lr = {best:.2g}: {shown.min():.2f}")
        axes.axhline(np.log(10), color=GREY, ls=":", lw=1.2)
        axes.text(1.0e-4, 2.7, "knows nothing: log 10", fontsize=8.5, color=GREY)
        axes.set(xlabel="learning rate", ylabel="training loss after 4 epochs", ylim=(0.05, 9.5))
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), title="the best of each")
        axes.set_title("Everybody learns, each at a rate of their own")
        return Picture(figure, "; ".join(said) + ".")

    explore(draw, waits_for=f"exercise `{name_of(optimizers[-1])}`")


def digit_race(
    scores: Scores, loss_and_gradient: LossAndGradient, start: Start, *optimizers: Optimizer
) -> None:
    """Draw the losses of four epochs, at the rates of everybody's skeleton or at good ones.

    Parameters
    ----------
    scores : callable
        From (params, X) to a score for each class.
    loss_and_gradient, start, *optimizers
        As in `sweep`.
    """

    def draw(rates: str, seed: str) -> Picture:
        _, _, X, t = digits_split()
        figure = new_figure(9.0, 3.9)
        axes = figure.subplots()
        said = []
        for optimizer in optimizers:
            name = name_of(optimizer)
            own = DEFAULTS.get(name, 0.01)
            lr = own if rates == "as written" else BEST.get(name, own)
            params, losses = _train(loss_and_gradient, start, optimizer, lr, int(seed))
            with np.errstate(all="ignore"):
                right = float((np.argmax(scores(params, X), axis=1) == t).mean())
            smooth = np.convolve(np.nan_to_num(losses, nan=9.0), np.ones(9) / 9, mode="valid")
            axes.semilogy(
                np.arange(len(smooth)) + 5, smooth, color=colour_of(optimizer), lw=1.7,
                label=f"{name}, lr = {lr:g}: {right:.1%} right",
            )  # fmt: skip
            said.append(f"{name} {right:.1%}")
        axes.set(xlabel="step", ylabel="loss of the batch, mean of 9 steps", ylim=(0.03, 3.5))
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), title="on new images")
        axes.set_title(f"Four epochs of digits, the rates {rates}, seed {seed}")
        return Picture(
            figure, f"Rates {rates}, seed {seed}, right on new images: " + "; ".join(said)
        )

    explore(
        draw,
        lambda: {
            "rates": choice("rates", ["as written", "chosen well"], "as written"),
            "seed": choice("seed", list("01234"), "0"),
        },
        waits_for=f"exercise `{name_of(optimizers[-1])}`",
    )
