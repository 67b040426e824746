"""Gates in the plane: their half-planes, and three of them wired to an XOR."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course import plots
from course.show import Picture, explore
from course.style import BLUE, CARD, GREY, INK, ONE_SIDE, new_figure
from course.widgets.controls import slider, switch
from course.widgets.perceptron.neuron import CORNERS, TARGETS

Array = NDArray[Any]
Gate = Callable[[float, float], Any]


def ask(gate: Gate, X: Array) -> Array:
    """Ask a gate about each row of X, which has shape (N, 2); integers of shape (N,)."""
    return np.array([int(gate(x1, x2)) for x1, x2 in X])


def half_planes(and_gate: Gate, nand_gate: Gate, or_gate: Gate) -> None:
    """Show where in the plane each gate answers 1, and how much noise it bears."""
    gates = {"AND": and_gate, "NAND": nand_gate, "OR": or_gate}
    low, high, steps = -0.7, 1.7, 96
    known: dict[str, Array] = {}  # asking the whole plane takes a moment: once is enough

    def plane(name: str) -> Array:
        if name not in known:
            places = low + (np.arange(steps) + 0.5) * (high - low) / steps
            x1, x2 = np.meshgrid(places, places)
            X = np.column_stack([x1.ravel(), x2.ravel()])
            known[name] = ask(gates[name], X).reshape(steps, steps)
        return known[name]

    def draw(noise: float) -> Picture:
        figure = new_figure(8.4, 3.2)
        counts = []
        for axes, name in zip(figure.subplots(1, 3), gates, strict=True):
            rng = np.random.default_rng(0)
            X = np.repeat(CORNERS, 25, axis=0) + noise * rng.uniform(-1, 1, size=(100, 2))
            wanted = np.repeat(TARGETS[name], 25)
            wrong = ask(gates[name], X) != wanted
            plots.tint(axes, plane(name), low, high)
            plots.points(axes, X, wanted, size=18)
            axes.scatter(
                X[wrong, 0], X[wrong, 1], s=60, facecolors="none", edgecolors=INK, zorder=4
            )
            axes.set_xticks([0, 1])
            axes.set_yticks([0, 1])
            counts.append(int(wrong.sum()))
            axes.set_title(f"{name}: {wrong.sum()} of 100 wrong")
        figure.suptitle(
            f"Blue: the gate says 1. Inputs off by up to {noise:.2f}; rings mark wrong answers",
            fontsize=10, x=0.01, ha="left",
        )  # fmt: skip
        return Picture(figure, f"Noise {noise:.2f}: AND, NAND, OR wrong {counts} times of 100.")

    explore(draw, lambda: {"noise": slider("noise", 0.1, 0, 0.6, 0.02)}, waits_for="exercise 1.3")


def wiring(xor_gate: Gate, and_gate: Gate, nand_gate: Gate, or_gate: Gate) -> None:
    """Show XOR as two layers with live values, and where layer one puts the four points."""

    def draw(x1: int, x2: int) -> Picture:
        result = int(xor_gate(x1, x2))
        either, not_both = int(or_gate(x1, x2)), int(nand_gate(x1, x2))
        figure = new_figure(8.8, 3.6)
        diagram, moved = figure.subplots(1, 2, width_ratios=(1.7, 1))
        last = int(and_gate(either, not_both))
        _diagram(diagram, (x1, x2), (either, not_both, last), result)
        _moved_points(moved, or_gate, nand_gate, (either, not_both))
        caption = f"x1 = {x1}, x2 = {x2}: OR {either}, NAND {not_both}, AND {last}; XOR {result}."
        return Picture(figure, caption)

    explore(draw, lambda: {"x1": switch("x1", 1), "x2": switch("x2", 0)}, waits_for="exercise 1.5")


def _diagram(axes: Any, inputs: tuple[int, int], gates: tuple[int, int, int], result: int) -> None:
    """Draw inputs, two gates, one gate and the output, with a value on each wire."""
    axes.set(xlim=(-0.45, 4.5), ylim=(-0.55, 1.6))
    axes.axis("off")
    left, middle, right, out = 0.0, 1.7, 3.1, 4.15
    names = {"OR": (middle, 1.0), "NAND": (middle, 0.0), "AND": (right, 0.5)}
    for row, value in zip((1.0, 0.0), inputs, strict=True):
        for target in (1.0, 0.0):
            _wire(axes, (left, row), (middle, target), value, label_at=0.36)
    for row, value in zip((1.0, 0.0), gates[:2], strict=True):
        _wire(axes, (middle, row), (right, 0.5), value, label_at=0.6)
    _wire(axes, (right, 0.5), (out, 0.5), gates[2], label_at=0.62)
    for row, value, name in zip((1.0, 0.0), inputs, ("$x_1$", "$x_2$"), strict=True):
        _node(axes, (left, row), f"{name} = {value}", value)
    for (name, place), value in zip(names.items(), gates, strict=True):
        _node(axes, place, name, value)
    axes.text(out + 0.1, 0.5, str(result), fontsize=22, fontweight="bold", va="center", color=INK)
    for column, text in ((middle, "layer one"), (right, "layer two")):
        axes.text(column, -0.5, text, ha="center", color=GREY)
    title = f"Your XOR of {inputs[0]} and {inputs[1]} is {result}"
    axes.set_title(title if gates[2] == result else title + ", but your gates say otherwise")


def _wire(
    axes: Any, start: tuple[float, float], end: tuple[float, float], value: int, label_at: float
) -> None:
    colour, width = (BLUE, 3.0) if value else (GREY, 1.2)
    axes.plot([start[0], end[0]], [start[1], end[1]], color=colour, linewidth=width, zorder=1)
    x, y = (s + label_at * (e - s) for s, e in zip(start, end, strict=True))
    axes.text(
        x, y, str(value), ha="center", va="center", fontsize=10, color=INK, zorder=2,
        bbox={"boxstyle": "circle,pad=0.15", "facecolor": CARD, "edgecolor": "none"},
    )  # fmt: skip


def _node(axes: Any, place: tuple[float, float], text: str, value: int) -> None:
    axes.text(
        *place, text, ha="center", va="center", fontsize=12, color=INK, zorder=3,
        bbox={
            "boxstyle": "round,pad=0.5",
            "facecolor": ONE_SIDE if value else "white",
            "edgecolor": INK,
            "linewidth": 1.4,
        },
    )  # fmt: skip


def _moved_points(axes: Any, or_gate: Gate, nand_gate: Gate, now: tuple[int, int]) -> None:
    """Draw the four corners at (OR, NAND), the place that the second layer sees."""
    places = np.column_stack([ask(or_gate, CORNERS), ask(nand_gate, CORNERS)])
    plots.points(axes, places, TARGETS["XOR"], size=150)
    for spot in np.unique(places, axis=0):
        who = [
            f"{x1},{x2}" for (x1, x2), p in zip(CORNERS, places, strict=True) if (p == spot).all()
        ]
        axes.annotate(
            " and ".join(who), spot, xytext=(0, -20), textcoords="offset points", ha="center",
            fontsize=9,
        )  # fmt: skip
    axes.scatter(*now, s=480, facecolors="none", edgecolors=INK, linewidths=1.6, zorder=4)
    axes.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), xlabel="what OR says", ylabel="what NAND says")
    axes.set_xticks([0, 1])
    axes.set_yticks([0, 1])
    axes.set_aspect("equal")
    axes.set_title("What layer two sees")
