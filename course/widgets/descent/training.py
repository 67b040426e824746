"""Networks trained by wiggling every weight: four clouds, and two digits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course import plots
from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.controls import counter

Array = NDArray[Any]
Params = Mapping[str, Array]
Net = Callable[[Any, Array], Array]
Train = Callable[..., tuple[dict[str, Array], list[float]]]


def _copy(params: Params) -> dict[str, Array]:
    return {name: np.array(value) for name, value in params.items()}


def clouds(
    train_numeric: Train, net: Net, loss: Callable[..., float], start: Callable[..., Params],
    X: Array, t: Array, *, lr: float, size: int, epochs: int = 60,
) -> None:  # fmt: skip
    """Show what a small network says of the plane after some epochs, and its losses.

    Parameters
    ----------
    train_numeric : callable
        The reader's `train_numeric(net, loss, params, X, t, lr, epochs, size, rng)`.
    net, loss : callable
        The reader's `small_net(params, X)`, and a loss of (y, t).
    start : callable
        Draws parameters: `start(rng)`.
    X : array of shape (N, 2)
    t : array of shape (N,), labels −1 or 1
    """

    def draw(epoch: int, seed: int) -> Picture:
        rng = np.random.default_rng(seed)
        params, history = train_numeric(
            net, loss, start(rng), X.copy(), t.copy(), lr, epoch, size, rng
        )
        wrong = int((np.asarray(net(_copy(params), X)) * t <= 0).sum())
        figure = new_figure(8.6, 4.0)
        plane, chart = figure.subplots(1, 2, width_ratios=(1, 1.1))
        plots.sides(plane, lambda P: np.asarray(net(params, P)) > 0, -0.7, 1.7, steps=120)
        plots.points(plane, X, (t > 0).astype(int), size=55)
        plane.set_title(f"After {epoch} epochs: {wrong} of {len(t)} wrong")
        chart.plot(range(1, len(history) + 1), history, color=ORANGE, lw=1.2)
        steps = epochs * -(-len(t) // size)
        chart.set(xlim=(0, steps), ylim=(0, 2.2), xlabel="step", ylabel="loss of the batch")
        chart.set_title(_trend(history))
        return Picture(figure, f"Seed {seed}, after {epoch} epochs: {wrong} of {len(t)} wrong.")

    explore(
        draw,
        lambda: {"epoch": counter("epochs", 40, 0, epochs), "seed": counter("seed", 0, 0, 9)},
        waits_for="exercises `train_numeric` and `small_net`",
    )


def _trend(history: list[float]) -> str:
    """Say what the losses have done since the beginning."""
    if not history:
        return "Nothing learned yet"
    first, last = np.mean(history[:8]), np.mean(history[-8:])
    return (
        "The loss goes down, not smoothly" if last < 0.5 * first else "The loss has not fallen much"
    )


def _line(params: Params, X: Array) -> Array:
    return (X * params["w"]).sum(axis=1) + params["b"]


def digit_pair(
    train_numeric: Train, net: Net, loss: Callable[..., float], start: Callable[..., Params],
    X: Array, t: Array, *, lr: float, size: int, epochs: int = 60,
) -> None:  # fmt: skip
    """Train a line and a small network on rows of pixels, and show losses and mistakes.

    Parameters
    ----------
    X : array of shape (N, D)
        D is a square number: the pixels of small images, row by row.

    Notes
    -----
    The other parameters are those of `clouds`.
    """

    def draw() -> Picture:
        runs: dict[str, tuple[Net, Params]] = {
            "one line": (_line, {"w": np.zeros(X.shape[1]), "b": np.zeros(1)}),
            "4 hidden neurons": (net, start(np.random.default_rng(0))),
        }
        figure = new_figure(9.0, 3.8)
        chart, gallery = figure.subplots(1, 2, width_ratios=(1.25, 1))
        said, wrong = [], np.zeros(len(t), dtype=bool)
        for (name, (model, first)), colour in zip(runs.items(), (GREY, BLUE), strict=True):
            params, history = train_numeric(
                model, loss, first, X.copy(), t.copy(), lr, epochs, size, np.random.default_rng(0)
            )
            wrong = np.asarray(model(params, X)) * t <= 0
            each = np.array(history, dtype=float).reshape(epochs, -1).mean(axis=1)
            count = int(wrong.sum())
            chart.plot(range(1, epochs + 1), each, color=colour, label=f"{name}: {count} wrong")
            said.append(f"{name}: {count} of {len(t)} wrong")
        chart.set(xlabel="epoch", ylabel="loss, mean of the epoch", ylim=(0, 1.0))
        chart.legend(loc="upper right")
        chart.set_title(f"8 or 9, from {X.shape[1]} pixels: {len(t)} images")
        _thumbnails(gallery, X[wrong], t[wrong])
        return Picture(figure, f"After {epochs} epochs: " + "; ".join(said) + ".")

    explore(draw, waits_for="exercises `train_numeric` and `small_net`")


def _thumbnails(axes: Any, rows: Array, t: Array, columns: int = 4) -> None:
    """Draw small images in a grid, each with the digit it should be."""
    side = round(rows.shape[1] ** 0.5)
    axes.axis("off")
    axes.set(xlim=(0, columns * 1.3), ylim=(3.9, -0.1))
    for number, (row, label) in enumerate(zip(rows[: 3 * columns], t, strict=False)):
        left, top = 1.3 * (number % columns), 1.3 * (number // columns)
        axes.imshow(
            row.reshape(side, side), cmap="Greys", vmin=0, vmax=1,
            extent=(left, left + 1, top + 1, top), aspect="equal",
        )  # fmt: skip
        axes.text(left + 1.02, top + 0.2, "9" if label > 0 else "8", fontsize=9, color=INK)
    axes.set(xlim=(0, columns * 1.3), ylim=(3.9, -0.1))
    axes.set_title("What the network still gets wrong,\nand what it should be")
