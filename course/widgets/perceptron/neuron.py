"""One neuron: three numbers to turn, the sum they make, and the step that decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course import plots
from course.show import Picture, explore
from course.style import BLUE, GREEN, GREY, INK, PINK, YELLOW, ZERO, new_figure
from course.widgets.controls import choice, counter, slider

Array = NDArray[Any]
CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
TARGETS = {
    "AND": np.array([0, 0, 0, 1]),
    "OR": np.array([0, 1, 1, 1]),
    "NAND": np.array([1, 1, 1, 0]),
    "XOR": np.array([0, 1, 1, 0]),
}


def switchboard() -> None:
    """Let the reader choose w1, w2 and b of a lamp, and see which table it obeys."""

    def draw(table: str, w1: float, w2: float, b: float) -> Picture:
        w, wanted = np.array([w1, w2]), TARGETS[table]
        sums = CORNERS @ w + b
        right = (np.abs(sums) > 1e-9) * (sums > 0) == wanted
        figure = new_figure(7.6, 3.7)
        plane, sheet = figure.subplots(1, 2, width_ratios=(1.15, 1))
        plots.sides(plane, lambda X: X @ w + b > 1e-9, -0.5, 1.5)
        plots.border(plane, w, b)
        plots.points(plane, CORNERS, wanted, size=150)
        wrong = CORNERS[~right]
        plane.scatter(
            wrong[:, 0], wrong[:, 1], s=520, facecolors="none", edgecolors=INK, linewidths=1.6,
            linestyles="dashed", zorder=4,
        )  # fmt: skip
        plane.set_xticks([0, 1])
        plane.set_yticks([0, 1])
        count = int(right.sum())
        plane.set_title(f"{table}: {count} of 4 right" + (" — done!" if count == 4 else ""))
        _sheet(sheet, sums, wanted, right)
        return Picture(figure, f"{table} with w = ({w1:.1f}, {w2:.1f}), b = {b:.1f}: {count} of 4.")

    explore(
        draw,
        lambda: {
            "table": choice("table", ["AND", "OR", "XOR"], "AND"),
            "w1": slider("w1", 1.0, -2, 2),
            "w2": slider("w2", 0.4, -2, 2),
            "b": slider("b", -0.6, -2, 2),
        },
    )


def _sheet(axes: Any, sums: Array, wanted: Array, right: Array) -> None:
    """Write the four sums and what they should decide."""
    axes.axis("off")
    columns = (0.02, 0.22, 0.50, 0.70, 0.92)
    rows = [("$x_1$, $x_2$", "", "sum", "lamp", "wanted")]
    for (x1, x2), total, target in zip(CORNERS, sums, wanted, strict=True):
        lit = int(total > 1e-9)
        rows.append((f"{x1}, {x2}", "", f"{total + 0.0:.2f}", str(lit), str(target)))
    for line, row in enumerate(rows):
        for place, text in zip(columns, row, strict=True):
            wrong = line > 0 and not right[line - 1]
            axes.text(
                place, 0.86 - 0.17 * line, text, transform=axes.transAxes, fontsize=12,
                color=ZERO if wrong else INK, fontweight="bold" if line == 0 or wrong else None,
                ha="left" if place < 0.1 else "center",
            )  # fmt: skip
    axes.text(
        0.02, 0.0, "Blue: the lamp lights. Disc: it should; square: it should not.\n"
        "Dashed ring: wrong. On the line itself the sum is 0.",
        transform=axes.transAxes, fontsize=8.5, color=GREY,
    )  # fmt: skip


def contributions(neuron: Callable[..., Any]) -> None:
    """Show the products, the bias and the sum of a neuron with two inputs.

    Parameters
    ----------
    neuron : callable
        The reader's `neuron(x, w, b)`.
    """

    def draw(x1: float, x2: float, w1: float, w2: float, b: float) -> Picture:
        x, w = np.array([x1, x2]), np.array([w1, w2])
        total = float(neuron(x, w, b))
        parts = [w1 * x1, w2 * x2, b]
        starts = [0.0, parts[0], parts[0] + parts[1]]
        figure = new_figure(6.6, 3.3)
        axes = figure.subplots()
        for place, (part, start, colour) in enumerate(
            zip(parts, starts, (BLUE, GREEN, YELLOW), strict=True)
        ):
            axes.bar(place, part, bottom=start, color=colour, width=0.6)
            axes.plot([place - 0.3, place + 1.3], [start + part] * 2, color=GREY, lw=1, ls=":")
            high = max(start, start + part)
            axes.text(place, high + 0.12, f"{part + 0.0:+.2f}", ha="center", fontsize=10)
        axes.bar(3, total, color=PINK if total > 0 else GREY, width=0.6)
        axes.text(3, max(total, 0) + 0.12, f"{total:.2f}", ha="center", fontweight="bold")
        axes.axhline(0, color=INK, linewidth=1)
        low, high = axes.get_ylim()
        axes.set_ylim(min(low - 0.3, -1.5), max(high + 0.5, 2.5))
        axes.set_xticks(range(4), ["$w_1 x_1$", "$w_2 x_2$", "$b$", "neuron(x, w, b)"])
        axes.set_ylabel("sum so far")
        axes.set_title(f"Three steps up or down lead to {total:.2f}")
        return Picture(
            figure, f"Products {parts[0]:.2f}, {parts[1]:.2f}, bias {b:.2f}: {total:.2f}."
        )

    explore(
        draw,
        lambda: {
            "x1": slider("x1", 1.0, 0, 2),
            "x2": slider("x2", 0.5, 0, 2),
            "w1": slider("w1", 1.5, -2, 2),
            "w2": slider("w2", -2.0, -2, 2),
            "b": slider("b", 0.6, -2, 2),
        },
        waits_for="exercise 1.1",
    )


def zoom(step: Callable[..., Any]) -> None:
    """Show the step function nearer and nearer to 0.

    Parameters
    ----------
    step : callable
        The reader's `step(x)`.
    """

    def draw(power: int) -> Picture:
        reach = 2.0 * 10.0**-power
        x = np.linspace(-reach, reach, 401)
        y = np.asarray(step(x), dtype=float)
        at_zero = float(step(0.0))
        figure = new_figure(6.6, 2.9)
        axes = figure.subplots()
        for side in (x < 0, x > 0):
            axes.plot(x[side], y[side], color=BLUE, linewidth=3)
        axes.scatter([0], [at_zero], s=90, color=ZERO, zorder=3)
        axes.annotate(
            f"step(0) = {at_zero:g}", (0, at_zero), xytext=(10, 8 if at_zero < 0.5 else -16),
            textcoords="offset points", fontsize=10,
        )  # fmt: skip
        axes.scatter([0], [1 - at_zero], s=70, facecolors="white", edgecolors=BLUE, zorder=3)
        axes.set(xlim=(-reach, reach), ylim=(-0.2, 1.25), xlabel="sum $s$", ylabel="step($s$)")
        axes.set_xticks([-reach, 0, reach], [f"{-reach:g}", "0", f"{reach:g}"])
        axes.set_yticks([0, 1])
        times = "" if power == 0 else f" magnified {10**power:,} times"
        axes.set_title(f"The step{times}: a jump")
        return Picture(figure, f"The step between -{reach:g} and {reach:g}: flat, a jump, flat.")

    explore(draw, lambda: {"power": counter("zoom 10^", 0, 0, 9)}, waits_for="exercise 1.2")
