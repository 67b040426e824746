"""A learning rate to turn: every try trains a network, and leaves a mark."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.datasets import load_town
from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.training import Adam, relu_net, start_params

_EPOCHS, _SIZE = 20, 32


def _error_by_epoch(lr: float) -> list[float]:
    """Train a 3-64-64-1 network on 404 districts; return the error of the other 102, by epoch."""
    X, t = load_town()
    X = X[:, [5, 6, 12]]
    train = np.arange(len(X)) % 5 != 1
    X = (X - X[train].mean(axis=0)) / X[train].std(axis=0)
    rng = np.random.default_rng(0)
    params, adam = start_params((3, 64, 64, 1), rng), Adam(lr)
    rows, held = np.flatnonzero(train), ~train
    errors = []
    for _ in range(_EPOCHS):
        order = rng.permutation(rows)
        for first in range(0, len(order), _SIZE):
            batch = order[first : first + _SIZE]
            y, backward = relu_net(params, X[batch], True)
            adam.update(params, backward(2 * (y - t[batch, None]) / len(batch)))
        y, _ = relu_net(params, X[held], False)
        errors.append(float(np.abs(y[:, 0] - t[held]).mean()))
    return errors


def tries() -> None:
    """Let the reader look for a learning rate: a slider for its power of ten."""
    seen: dict[float, list[float]] = {}

    def draw(power: float) -> Picture:
        power = round(power, 2)
        if power not in seen:
            seen[power] = _error_by_epoch(10.0**power)
        errors = seen[power]
        figure = new_figure(9.0, 3.7)
        curve, marks = figure.subplots(1, 2, sharey=True, width_ratios=(1, 1.2))
        curve.plot(range(1, _EPOCHS + 1), errors, color=BLUE, marker="o", ms=3)
        curve.set(xlabel="epoch", ylabel="mean error (thousands)", ylim=(0, 30))
        curve.set_xticks([1, 5, 10, 15, 20])
        curve.set_title(f"lr = {10.0**power:.2g}: ends at {_said(errors[-1])}")
        for place, others in seen.items():
            height, above = min(others[-1], 29.0), others[-1] > 29
            marks.plot(
                place, height, "^" if above else "o", ms=9, mec="white",
                color=ORANGE if place == power else GREY,
            )  # fmt: skip
        marks.set(xlim=(-6.2, 1.2), xlabel="learning rate")
        marks.set_xticks(range(-6, 2), [f"$10^{{{p}}}$" for p in range(-6, 2)])
        best = min(seen.values(), key=lambda each: each[-1])
        marks.axhline(best[-1], color=INK, lw=0.8, ls=":")
        tried = "try" if len(seen) == 1 else "tries"
        marks.set_title(f"{len(seen)} {tried}, best error {best[-1]:.2f}")
        return Picture(
            figure,
            f"Learning rate {10.0**power:.2g}: after {_EPOCHS} epochs the mean error is "
            f"{_said(errors[-1])}.",
        )

    explore(draw, lambda: {"power": _power()})


def _said(error: float) -> str:
    return f"{error:.2f}" if error < 1000 else f"{error:.1e}"


def _power() -> Any:
    """Make the slider; it waits until it is let go, because each value is a training."""
    from ipywidgets import FloatSlider, Layout  # noqa: PLC0415 (slow to import)

    return FloatSlider(
        value=-5.0, min=-6.0, max=1.0, step=0.25, description="10 to the", readout_format=".2f",
        continuous_update=False, layout=Layout(width="380px"),
    )  # fmt: skip
