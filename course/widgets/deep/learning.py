"""A digit on its way through the bricks, and a network that learns to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots import image
from course.show import Picture, explore
from course.style import BLUE, GREY, ORANGE, new_figure
from course.widgets.controls import counter

Array = NDArray[Any]
#: images (N, 1, 8, 8) and labels (N,) to learn from, then those to be tested on
Digits = tuple[Array, Array, Array, Array]


@dataclass(frozen=True)
class Learned:
    """A network that has been trained.

    Attributes
    ----------
    net : object
        Of the reader's class, with its trained parameters.
    before : dict
        Copies of the parameters that it began with.
    right : list of float
        Of 100 new digits, how many were right after each epoch.
    """

    net: Any
    before: dict[str, Array]
    right: list[float]


def percent_right(net: Any, x: Array, t: Array) -> float:
    """Return how many of 100 images get their own label's score as the highest."""
    scores = np.asarray(net.predict(x))
    if scores.ndim != 2 or len(scores) != len(x):
        raise ValueError(f"predict gave shape {scores.shape} for {len(x)} images")
    return 100 * float((scores.argmax(axis=1) == t).mean())


def learn(
    train: Callable[..., Any],
    net: Callable[..., Any],
    start_params: Callable[..., Any],
    digits: Digits,
    epochs: int,
    seed: int = 0,
    watch: bool = True,
    **more: Any,
) -> Learned:
    """Train a new network; `watch` measures it after every epoch, else only at the end."""
    X, t, X_test, t_test = digits
    rng = np.random.default_rng(seed)
    params = start_params(rng, classes=int(max(t.max(), t_test.max())) + 1)
    before = {key: value.copy() for key, value in params.items()}
    network, right = net(params), []

    def after(_epoch: int) -> None:
        right.append(percent_right(network, X_test, t_test))

    train(network, X, t, epochs, rng, after=after if watch else None, **more)
    if not watch:
        after(epochs)
    return Learned(network, before, right)


def on_its_way(x: Array, filters: Array, conv: Any, relu: Any, pool: Any) -> None:
    """Show one digit after each of the three first bricks.

    Parameters
    ----------
    x : array of shape (N, 1, 8, 8)
    filters : array of shape (2, 1, 3, 3)
    conv, relu, pool : the notebook's classes Conv, ReLU, MaxPool
    """

    def draw(digit: int) -> Picture:
        steps = [("image", x[digit : digit + 1])]
        for name, layer in (
            ("Conv", conv(filters, np.zeros(2, dtype=x.dtype), pad=1)),
            ("ReLU", relu()),
            ("MaxPool", pool(2)),
        ):
            steps.append((name, layer.forward(steps[-1][1])))
        figure = new_figure(9.2, 4.0)
        grid = figure.subplots(2, 4)
        limit = float(np.abs(steps[1][1]).max())
        for column, (name, values) in enumerate(steps):
            for row in range(2):
                axes = grid[row, column]
                picture = values[0, row if column else 0]
                if column == 0 and row == 1:
                    axes.axis("off")
                    continue
                title = f"{name}  {values.shape[2]} × {values.shape[3]}" if row == 0 else ""
                if column == 0:
                    image(axes, picture, title)
                    continue
                axes.imshow(picture, cmap="PuOr", vmin=-limit, vmax=limit)
                axes.set_xticks([])
                axes.set_yticks([])
                axes.set_title(title, fontsize=10, fontweight="normal", loc="center")
                if column == 1:
                    axes.set_ylabel("ends below" if row == 0 else "ends on the right", fontsize=9)
        figure.suptitle(
            "One image, two filters: violet is a yes, orange a no",
            fontsize=11, fontweight="bold", x=0.01, ha="left",
        )  # fmt: skip
        return Picture(figure, f"Digit {digit} after Conv, ReLU and MaxPool, for two filters.")

    explore(draw, lambda: {"digit": counter("image", 1, 0, 40)})


def training(
    train: Callable[..., Any],
    net: Callable[..., Any],
    start_params: Callable[..., Any],
    digits: Digits,
    epochs: int = 20,
) -> Learned | None:
    """Train the reader's network on the digits and show how it went.

    Returns
    -------
    Learned, or None where no pictures are drawn or the network does not work yet
    """
    learned: list[Learned] = []

    def draw() -> Picture:
        X_test, t_test = digits[2], digits[3]
        learned.append(learn(train, net, start_params, digits, epochs))
        run = learned[0]
        answers = np.asarray(run.net.predict(X_test)).argmax(axis=1)
        wrong = np.flatnonzero(answers != t_test)
        figure = new_figure(9.2, 3.6)
        parts: Any = figure.subfigures(1, 2, width_ratios=(1.25, 1))
        curve, rest = parts
        axes = curve.subplots()
        axes.plot(np.arange(1, epochs + 1), run.right, color=BLUE, marker="o", ms=4)
        axes.axhline(89.1, color=ORANGE, lw=1.2, ls="--")
        axes.text(epochs, 88.2, "nearest mean: 89", color=ORANGE, fontsize=9, ha="right", va="top")
        axes.set_xticks(range(5, epochs + 1, 5))
        axes.set(xlabel="epoch", ylabel="new digits right, of 100", ylim=(60, 101))
        axes.set_title(f"{run.right[-1]:.1f} of 100 new digits are right")
        grid = rest.subplots(3, 5)
        for place, (row, column) in enumerate(np.ndindex(3, 5)):
            if place < len(wrong):
                which = wrong[place]
                title = f"{answers[which]}, not {t_test[which]}"
                image(grid[row, column], X_test[which, 0], title)
                grid[row, column].title.set_fontsize(8)
            else:
                grid[row, column].axis("off")
        shown = "all" if len(wrong) <= 15 else "15"
        rest.suptitle(f"{len(wrong)} are wrong; here are {shown}", fontsize=10, color=GREY)
        return Picture(
            figure,
            f"After {epochs} epochs {run.right[-1]:.1f} of 100 new digits are right, "
            f"{len(wrong)} of {len(t_test)} wrong.",
        )

    explore(draw, waits_for="exercise `SimpleConvNet`")
    return learned[0] if learned else None
