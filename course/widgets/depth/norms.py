"""Batch normalisation: what it does to two columns, to its own memory, and to a training."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, GREY, INK, new_figure
from course.widgets.controls import slider
from course.widgets.depth.nets import DeepNet, Init, Part, train

Array = NDArray[Any]


def normalised(BatchNormForward: Callable[..., Any]) -> None:
    """Show a batch with two columns before and behind the layer.

    Parameters
    ----------
    BatchNormForward : class
        The reader's, made as `BatchNormForward(2)`.
    """
    cloud = np.random.default_rng(4).normal(size=(60, 2)) @ np.array([[1.0, 0.4], [0.0, 0.8]])

    def draw(shift: float, spread: float, gamma: float, beta: float) -> Picture:
        x = cloud * np.array([1.0, spread]) + np.array([-2.0, shift])
        layer = BatchNormForward(2)
        layer.gamma, layer.beta = np.array([1.0, gamma]), np.array([0.0, beta])
        y = np.asarray(layer.forward(x.copy(), training=True))
        if y.shape != x.shape:
            raise ValueError(f"forward gave shape {y.shape} for a batch of shape {x.shape}")
        figure = new_figure(8.4, 4.0)
        for axes, points, colour, title in zip(
            figure.subplots(1, 2), (x, y), (GREY, BLUE), ("Before", "Behind the layer"), strict=True
        ):
            axes.scatter(points[:, 0], points[:, 1], s=26, color=colour, edgecolors="white", lw=0.5)
            axes.axhline(0, color=INK, lw=0.7)
            axes.axvline(0, color=INK, lw=0.7)
            axes.set(xlim=(-8, 8), ylim=(-8, 8), xlabel="first column", ylabel="second column")
            axes.set_aspect("equal")
            mean, std = points.mean(axis=0), points.std(axis=0)
            axes.set_title(f"{title}: means {_pair(mean)}, std {_pair(std)}", fontsize=9.5)
        return Picture(
            figure, f"Behind the layer: means {_pair(y.mean(axis=0))}, std {_pair(y.std(axis=0))}."
        )

    explore(
        draw,
        lambda: {
            "shift": slider("shift", 4.0, -5.0, 5.0, step=0.5),
            "spread": slider("spread", 2.0, 0.2, 3.0, step=0.2),
            "gamma": slider("gamma[1]", 1.0, 0.0, 3.0, step=0.25),
            "beta": slider("beta[1]", 0.0, -4.0, 4.0, step=0.5),
        },
        waits_for="exercise 5.10",
    )


def _pair(values: Array) -> str:
    first, second = (float(value) + 0.0 if abs(value) > 5e-3 else 0.0 for value in values)
    return f"{first:.2f} and {second:.2f}"


def moving_average(BatchNormForward: Callable[..., Any]) -> None:
    """Follow the running mean of one column over 60 small batches.

    Parameters
    ----------
    BatchNormForward : class
        The reader's, made as `BatchNormForward(1, momentum=…)`.
    """

    def draw(momentum: float) -> Picture:
        rng = np.random.default_rng(2)
        layer = BatchNormForward(1, momentum=momentum)
        batch, running = [], []
        for _ in range(60):
            x = rng.normal(3.0, 2.0, size=(8, 1))
            layer.forward(x, training=True)
            batch.append(float(x.mean()))
            running.append(float(np.asarray(layer.running_mean)[0]))
        figure = new_figure(7.8, 3.6)
        axes = figure.subplots()
        steps = range(1, 61)
        axes.scatter(steps, batch, s=18, color=GREY, label="mean of each batch of 8")
        axes.axhline(3.0, color=INK, lw=1, ls="--", label="the true mean, 3")
        axes.plot(steps, running, color=BLUE, label="running_mean")
        axes.set(xlabel="batch", ylabel="mean", ylim=(-0.3, 6.2), xlim=(0, 61))
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        late = float(np.std(running[30:]))
        near = next((i + 1 for i, value in enumerate(running) if value > 2.7), None)
        arrived = f"above 2.7 after {near} batches" if near else "not yet above 2.7"
        axes.set_title(f"momentum {momentum:g}: {arrived}; it then wavers by {late:.2f}")
        return Picture(figure, f"momentum {momentum:g}: {arrived}, wavers by {late:.2f}.")

    explore(
        draw,
        lambda: {"momentum": slider("momentum", 0.9, 0.0, 0.98, step=0.02)},
        waits_for="exercise 5.10",
    )


def with_and_without(
    BatchNorm: Callable[..., Any], init_weights: Init, data: tuple[Array, Array], *,
    epochs: int = 20,
) -> None:  # fmt: skip
    """Train five hidden layers from four sizes of first weights, with and without the layer.

    Parameters
    ----------
    BatchNorm : class
        The reader's, made as `BatchNorm(n)`, with `forward` and `backward`.
    init_weights : callable
        The reader's `init_weights(sizes, kind, rng)`.
    data : (array of shape (N, D), array of shape (N,))
    """
    part = Part(*data)
    sizes = [part.X.shape[1], *[100] * 5, 10]

    def draw() -> Picture:
        figure = new_figure(10.0, 3.3)
        said = []
        for axes, s in zip(figure.subplots(1, 4, sharey=True), (1.0, 0.3, 0.1, 0.01), strict=True):
            ends = []
            for norm, colour, name in ((False, GREY, "without"), (True, BLUE, "with BatchNorm")):
                rng = np.random.default_rng(0)
                params = {
                    key: np.array(value) for key, value in init_weights(sizes, s, rng).items()
                }
                norms = [BatchNorm(n) for n in sizes[1:-1]] if norm else []
                run = train(
                    DeepNet(params, norms), part, None, epochs=epochs, size=50, lr=0.05, rng=rng
                )
                axes.plot(range(epochs + 1), run.train, color=colour, label=name)
                ends.append(run.train[-1])
            axes.set(xlabel="epoch", ylim=(0, 1.03))
            axes.set_title(f"weights {s:g}:\n{ends[0]:.2f} and {ends[1]:.2f}")
            said.append(f"{s:g}: {ends[0]:.2f} without, {ends[1]:.2f} with")
            if s == 1.0:
                axes.set_ylabel("share of right answers")
                axes.legend(loc="center right", fontsize=8.5)
        figure.suptitle(
            f"Five hidden layers, {len(part.t)} digits: the same training from four starts",
            fontsize=11, fontweight="bold", x=0.01, ha="left", color=INK,
        )  # fmt: skip
        return Picture(figure, f"After {epochs} epochs, weights " + "; ".join(said) + ".")

    explore(draw, waits_for="exercises 5.9 and 5.11")
