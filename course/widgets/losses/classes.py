"""Wrong about a class: the price of a probability, and three classes in a triangle."""

from __future__ import annotations

import numpy as np

from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.controls import choice, counter, slider
from course.widgets.losses.values import Array, Loss, curve

# the corners of an equilateral triangle, one for each class
_CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(0.75)]])


def price(cross_entropy: Loss) -> None:
    """Show what the reader's loss charges for the probability given to the true class.

    Parameters
    ----------
    cross_entropy : callable
        The reader's `cross_entropy(y, t)`.
    """

    def cost(p: float) -> float:
        return cross_entropy(np.array([[p, 1 - p]]), np.array([0]))

    def draw(halvings: int) -> Picture:
        p = np.linspace(0.004, 1, 250)
        chosen = 0.5 ** np.arange(halvings + 1)
        costs = curve(cost, chosen)
        figure = new_figure(7.6, 3.9)
        axes = figure.subplots()
        axes.plot(p, curve(cost, p), color=BLUE, label="cross_entropy")
        axes.plot(p, (1 - p) ** 2, color=GREY, linestyle="--", label="squared error $(1 - p)^2$")
        axes.plot(
            [0, 0.5, 0.5, 1], [1, 1, 0, 0], color=ORANGE, linewidth=1.4,
            label="a count: 1 if it is not the favourite",
        )  # fmt: skip
        axes.scatter(chosen, costs, s=46, color=INK, zorder=3)
        for number, (x, cost_here) in enumerate(zip(chosen, costs, strict=True)):
            if number in (0, halvings):
                axes.annotate(
                    f"{cost_here:.2f}", (x, cost_here), xytext=(8, 5),
                    textcoords="offset points", annotation_clip=False,
                )  # fmt: skip
        axes.set(xlim=(0, 1.04), ylim=(0, 5.6), ylabel="loss of this one sample")
        axes.set_xlabel("probability $p$ given to the true class")
        axes.legend(loc="upper right")
        if halvings:
            each = (costs[-1] - costs[0]) / halvings
            times = "once" if halvings == 1 else f"{halvings} times"
            axes.set_title(f"p halved {times}: {costs[-1]:.2f} to pay, {each:.2f} for each halving")
        else:
            axes.set_title(f"Certain, and right: costs {costs[0]:.2f}")
        return Picture(figure, f"p = {chosen[-1]:.4f} costs {costs[-1]:.3f}.")

    explore(draw, lambda: {"halvings": counter("halvings", 3, 0, 7)}, waits_for="exercise 3.3")


def simplex(softmax_cross_entropy: Loss) -> None:
    """Show the loss over all probabilities of three classes, and the place of three scores.

    The probabilities are read off the reader's own function: exp(−loss) for each label.

    Parameters
    ----------
    softmax_cross_entropy : callable
        The reader's `softmax_cross_entropy(z, t)`.
    """

    def loss_of(z: Array, label: int) -> float:
        return softmax_cross_entropy(np.array([z], dtype=float), np.array([label]))

    def draw(z0: float, z1: float, z2: float, more: float, label: str) -> Picture:
        true, z = int(label), np.array([z0, z1, z2]) + more
        losses = curve(lambda k: loss_of(z, int(k)), range(3))
        p = np.exp(-losses)
        figure = new_figure(8.4, 4.0)
        triangle, bars = figure.subplots(1, 2, width_ratios=(1.35, 1))
        grid, triangles = _inside(36)
        heights = curve(lambda i: loss_of(np.log(grid[int(i)]), true), range(len(grid)))
        place = grid @ _CORNERS
        levels = np.array([0.0, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0])
        drawn = triangle.tricontourf(
            place[:, 0], place[:, 1], triangles, np.nan_to_num(heights, nan=9.0),
            levels=levels, cmap="Blues", extend="max",
        )  # fmt: skip
        figure.colorbar(drawn, ax=triangle, label="loss", shrink=0.8)
        x, y = p @ _CORNERS
        triangle.scatter([x], [y], s=110, color=ORANGE, edgecolors="white", zorder=4)
        for k, (corner, shift) in enumerate(
            zip(_CORNERS, ((-0.04, -0.09), (0.04, -0.09), (0, 0.04)), strict=True)
        ):
            triangle.text(
                *(corner + shift), f"surely {k}", ha="center", fontsize=10,
                fontweight="bold" if k == true else None,
            )  # fmt: skip
        triangle.set(xlim=(-0.15, 1.15), ylim=(-0.13, 0.98), aspect="equal")
        triangle.axis("off")
        triangle.set_title(f"The true class is {true}:\nloss {losses[true]:.3f}")
        colours = [ORANGE if k == true else GREY for k in range(3)]
        drawn_bars = bars.bar(range(3), p, color=colours, width=0.6)
        bars.bar_label(drawn_bars, [f"{value:.3f}" for value in p], fontsize=9)
        bars.set_xticks(
            range(3), [f"class {k}\nz = {score:.1f}".replace("-", "−") for k, score in enumerate(z)]
        )
        bars.set(ylim=(0, 1.08), ylabel="probability = exp(−loss)")
        whole = bool(abs(p.sum() - 1) < 1e-6)
        bars.set_title(
            "They sum to 1" if whole else f"They sum to {p.sum():.2f}, not to 1.\nWhat is amiss?"
        )
        return Picture(
            figure, f"Scores {z.tolist()}: probabilities {np.round(p, 3).tolist()}, "
            f"loss of class {true} is {losses[true]:.3f}.",
        )  # fmt: skip

    explore(
        draw,
        lambda: {
            "z0": slider("z of 0", 1.0, -4, 4),
            "z1": slider("z of 1", 0.5, -4, 4),
            "z2": slider("z of 2", -1.0, -4, 4),
            "more": slider("add to all", 0.0, -1000, 1000, 100),
            "label": choice("true class", ["0", "1", "2"], "1"),
        },
        waits_for="exercise 3.7",
    )


def _inside(steps: int) -> tuple[Array, Array]:
    """Return points of the triangle as three probabilities each, none of them 0, and a mesh.

    Returns
    -------
    (array of shape (points, 3), array of shape (triangles, 3))
    """
    number: dict[tuple[int, int], int] = {}  # of the point at (i, j), where i + j <= steps
    for i in range(steps + 1):
        for j in range(steps + 1 - i):
            number[i, j] = len(number)
    p = np.array([(i, j, steps - i - j) for i, j in number]) / steps
    p = np.clip(p, 1e-3, None)
    triangles = []
    for (i, j), here in number.items():
        if i + j < steps:
            triangles.append((here, number[i + 1, j], number[i, j + 1]))
        if i + j < steps - 1:
            triangles.append((number[i + 1, j], number[i + 1, j + 1], number[i, j + 1]))
    return p / p.sum(axis=1, keepdims=True), np.array(triangles)
