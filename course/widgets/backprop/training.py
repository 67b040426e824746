"""A network learns to read digits; another one begins with zeros."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course import plots
from course.show import Picture, explore, needs
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.controls import counter

Array = NDArray[Any]
Step = Callable[[Any, Array, Array, float], None]
LR, STEPS, EVERY = 0.5, 300, 10


def training(
    net: Any, descend: Step, X: Array, t: Array, X_new: Array, t_new: Array, steps: int = STEPS
) -> dict[str, list[Any]]:
    """Train, and note after every few steps the loss, the errors, and the first weights."""
    notes: dict[str, list[Any]] = {"loss": [], "train": [], "new": [], "W1": []}
    for step in range(steps + 1):
        if step % EVERY == 0:
            notes["loss"].append(float(net.loss(X, t)))
            notes["train"].append(wrong(net, X, t))
            notes["new"].append(wrong(net, X_new, t_new))
            notes["W1"].append(np.array(net.params["W1"]))
        if step < steps:
            descend(net, X, t, LR)
    return notes


def wrong(net: Any, X: Array, t: Array) -> int:
    """Count the rows whose highest score is not that of the truth."""
    return int((np.asarray(net.predict(X)).argmax(axis=1) != t).sum())


def digits(
    TwoLayerNet: Any, descend: Step, X: Array, t: Array, X_new: Array, t_new: Array
) -> None:  # fmt: skip
    """Train a 64-50-10 network once, and let the reader go through the training.

    Parameters
    ----------
    TwoLayerNet : class
        The reader's network.
    descend : callable
        `descend(net, X, t, lr)` takes one step.
    X, X_new : arrays of shape (N, 64)
    t, t_new : arrays of shape (N,)
    """
    kept: list[dict[str, list[Any]]] = []

    def draw(step: int) -> Picture:
        if not kept:
            net = TwoLayerNet(64, 50, 10, np.random.default_rng(0))
            kept.append(training(net, descend, X, t, X_new, t_new))
        notes, now = kept[0], step // EVERY
        figure = new_figure(9.2, 4.0)
        parts: Any = figure.subfigures(1, 2, width_ratios=(1.15, 1))
        chart, images = parts
        axes = chart.subplots()
        at = np.arange(0, STEPS + 1, EVERY)
        axes.plot(at, 100 * np.array(notes["train"]) / len(t), color=BLUE, label="training images")
        axes.plot(at, 100 * np.array(notes["new"]) / len(t_new), color=ORANGE, label="new images")
        axes.axvline(EVERY * now, color=GREY, lw=1, ls=":")
        axes.set(xlabel="step", ylabel="wrong (%)", ylim=(0, 100))
        axes.legend(loc="center right", bbox_to_anchor=(0.93, 0.5))
        axes.set_title(
            f"After {EVERY * now} steps {notes['new'][now]} of {len(t_new)} new ones are wrong"
        )
        grid = images.subplots(4, 5)
        weights = notes["W1"][now]
        for neuron, place in enumerate(grid.ravel()):
            plots.weight_image(place, weights[:, neuron].reshape(8, 8))
        largest = float(np.abs(weights).max())
        images.suptitle(
            f"20 of the 50 hidden neurons; largest weight {largest:.2f}", fontsize=10.5,
            weight="bold", x=0.02, ha="left", color=INK,
        )  # fmt: skip
        return Picture(
            figure,
            f"After {EVERY * now} steps: loss {notes['loss'][now]:.3f}, wrong "
            f"{notes['train'][now]} of {len(t)} and {notes['new'][now]} of {len(t_new)} new ones.",
        )

    explore(
        draw,
        lambda: {"step": counter("steps", STEPS, 0, STEPS)},
        waits_for="exercise `TwoLayerNet`",
    )


def zeros(prediction: Any, TwoLayerNet: Any, descend: Step, X: Array, t: Array) -> None:
    """Train a network that begins with zeros, and show which arrays ever move.

    Parameters
    ----------
    prediction : str
        The reader's answer, which has to be there first.
    """

    def draw() -> Picture:
        needs(prediction, "exercise `zeros_prediction`")
        figure = new_figure(9.0, 3.7)
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.2))
        net = TwoLayerNet(64, 50, 10, np.random.default_rng(0), std=0)
        first = {key: np.array(array) for key, array in net.gradient(X, t).items()}
        sizes = [float(np.abs(first[key]).max()) for key in ("W1", "b1", "W2", "b2")]
        left.bar(range(4), sizes, color=[ORANGE if size else GREY for size in sizes], width=0.6)
        for place, size in enumerate(sizes):
            left.text(place, size + 0.0006, f"{size:.2g}", ha="center", fontsize=9.5)
        left.set_xticks(range(4), ["W1", "b1", "W2", "b2"])
        left.set(ylabel="largest slope", ylim=(0, max([*sizes, 0.001]) * 1.25))
        left.set_title("The first gradient, from zeros")
        said = []
        for std, colour, name in ((0.01, BLUE, "std = 0.01"), (0, ORANGE, "std = 0")):
            net, losses = TwoLayerNet(64, 50, 10, np.random.default_rng(0), std=std), []
            for _ in range(100):
                losses.append(float(net.loss(X, t)))
                descend(net, X, t, LR)
            right.plot(losses, color=colour, label=name)
            said.append(f"{name}: {len(t) - wrong(net, X, t)} of {len(t)} right")
        right.axhline(np.log(10), color=GREY, lw=1, ls=":")
        right.set(xlabel="step", ylabel="loss", ylim=(0, 2.6))
        right.legend(loc="lower left")
        right.set_title("; ".join(said).replace(f" of {len(t)}", ""))
        return Picture(figure, "After 100 steps: " + "; ".join(said) + ".")

    explore(draw, waits_for="exercises `zeros_prediction` and `TwoLayerNet`")
