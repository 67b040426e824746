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
        figure = new_figure(8.6, 4.9)
        for axes, points, colour, title in zip(
            figure.subplots(1, 2), (x, y), (GREY, BLUE), ("Before", "Behind the layer"), strict=True
        ):
            axes.scatter(points[:, 0], points[:, 1], s=26, color=colour, edgecolors="white", lw=0.5)
            axes.axhline(0, color=INK, lw=0.7)
            axes.axvline(0, color=INK, lw=0.7)
            axes.set(xlim=(-8, 8), ylim=(-8, 8), xlabel="first column", ylabel="second column")
            axes.set_aspect("equal")
            mean, std = points.mean(axis=0), points.std(axis=0)
            axes.set_title(
                f"{title}: means {_pair(mean)},\nstandard deviations {_pair(std)}", fontsize=10
            )
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
    return f"{first:.2f} and {second:.2f}".replace("-", "−")


def _count(batches: int) -> str:
    return "one batch" if batches == 1 else f"{batches} batches"


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
        title = f"momentum {momentum:g}: " + (
            f"above 2.7 after {_count(near)}; it then wavers by {late:.2f}"
            if near
            else "in sixty batches it has not come above 2.7"
        )
        axes.set_title(title)
        return Picture(figure, title + ".")

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


def against_slopes(
    BatchNorm: Callable[..., Any], numerical_gradient: Callable[..., Any]
) -> None:  # fmt: skip
    """Compare the reader's `dx` with slopes that were found by wiggling.

    Parameters
    ----------
    BatchNorm : class
        The reader's, with `forward` and `backward`.
    numerical_gradient : callable
        From (f, x) to the gradient of f at x.
    """
    rng = np.random.default_rng(6)
    cases = (
        ("rows, in training", rng.normal(size=(6, 3)), True),
        ("images, in training", rng.normal(size=(2, 3, 2, 2)), True),
        ("rows, in use", rng.normal(size=(6, 3)), False),
    )

    def draw() -> Picture:
        figure = new_figure(9.6, 3.5)
        worst = []
        for axes, (name, x, training) in zip(figure.subplots(1, 3), cases, strict=True):
            dout = np.random.default_rng(7).normal(size=x.shape)
            layer = BatchNorm(3)
            layer.gamma = np.array([1.5, -0.5, 2.0])
            for _ in range(5):
                layer.forward(3 * x + 1, training=True)

            def loss(
                x: Array, layer: Any = layer, dout: Array = dout, training: bool = training
            ) -> float:
                return float((np.asarray(layer.forward(x.copy(), training)) * dout).sum())

            # in training the forward passes below move the running averages, which is of no
            # consequence; in use they must stay
            slopes = np.asarray(numerical_gradient(loss, x))
            layer.forward(x.copy(), training)
            found = np.asarray(layer.backward(dout.copy()))
            if found.shape != x.shape:
                raise ValueError(f"dx has shape {found.shape}, and x {x.shape}")
            spread = x if x.ndim == 2 else x.transpose(0, 2, 3, 1).reshape(-1, 3)
            var = spread.var(axis=0) if training else np.asarray(layer.running_var)
            column = (1, 3) if x.ndim == 2 else (3, 1, 1)
            direct = dout * (np.asarray(layer.gamma) / np.sqrt(var + 1e-5)).reshape(column)
            reach = 1.1 * float(max(np.abs(slopes).max(), np.abs(direct).max()))
            axes.plot([-reach, reach], [-reach, reach], color=INK, lw=0.8)
            axes.scatter(slopes.ravel(), direct.ravel(), s=22, marker="x", color=GREY, lw=1,
                         label="mean, variance constant")  # fmt: skip
            axes.scatter(slopes.ravel(), found.ravel(), s=26, color=BLUE, edgecolors="white",
                         lw=0.5, label="your backward")  # fmt: skip
            worst.append(float(np.abs(slopes - found).max()))
            axes.set(xlim=(-reach, reach), ylim=(-reach, reach), xlabel="found by wiggling")
            axes.set_title(f"{name}:\napart by {worst[-1]:.0e} at most")
            if len(worst) == 1:
                axes.set_ylabel("dx")
                axes.legend(loc="upper left", fontsize=8)
        said = "; ".join(
            f"{name}: {value:.0e}" for (name, *_), value in zip(cases, worst, strict=True)
        )
        return Picture(figure, f"Apart at most: {said}.")

    explore(draw, waits_for="exercise 5.11")
