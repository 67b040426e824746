"""Maps of the weights: which of them solve a gate, and how good the best can be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course import plots
from course.show import Picture, explore
from course.style import BLUE, GREEN, GREY, INK, PINK, YELLOW, new_figure
from course.widgets.controls import choice, slider

Array = NDArray[Any]
REACH = 2.0
#: For kinds of lines: none of them stands for an answer, as blue and orange do.
_KINDS = (GREEN, PINK, YELLOW, INK)


def solution_space(check_gate: Callable[..., Any], tables: Mapping[str, Array]) -> None:
    """Shade the weights (w1, w2) that solve a table, for one bias, and draw some of their lines.

    Parameters
    ----------
    check_gate : callable
        The reader's `check_gate(w, b, table)`.
    tables : mapping of str to array of shape (4, 3)
    """
    axis = np.linspace(-REACH, REACH, 61)

    def draw(table: str, b: float) -> Picture:
        rows = tables[table]
        solved = np.array(
            [[bool(check_gate(np.array([w1, w2]), b, rows.copy())) for w1 in axis] for w2 in axis]
        )
        figure = new_figure(8.0, 3.7)
        weights, plane = figure.subplots(1, 2)
        weights.imshow(
            np.where(solved, 1.0, 0.0), origin="lower", extent=_extent(axis), cmap="Blues",
            vmin=0, vmax=1.2, interpolation="nearest",
        )  # fmt: skip
        weights.axhline(0, color=GREY, linewidth=0.8)
        weights.axvline(0, color=GREY, linewidth=0.8)
        weights.set(xlabel="$w_1$", ylabel="$w_2$", xlim=(-REACH, REACH), ylim=(-REACH, REACH))
        share = 100 * solved.mean()
        found = f"{share:.0f} % of the map" if solved.any() else "nowhere on the map"
        weights.set_title(f"{table} with b = {b:.1f}: {found}".replace("-", "−"))
        _some_lines(plane, rows, axis, solved, b)
        return Picture(figure, f"check_gate says yes for {share:.0f} % of the weights; {table}.")

    explore(
        draw,
        lambda: {
            "table": choice("table", list(tables), "AND"),
            "b": slider("b", -1.5, -REACH, REACH),
        },
        waits_for="exercise 1.4",
    )


def _extent(axis: Array) -> tuple[float, float, float, float]:
    half = (axis[1] - axis[0]) / 2
    return axis[0] - half, axis[-1] + half, axis[0] - half, axis[-1] + half


def _some_lines(axes: Any, rows: Array, axis: Array, solved: Array, b: float) -> None:
    """Draw the borders of up to fifteen solutions, spread over the shaded room."""
    axes.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), xlabel="$x_1$", ylabel="$x_2$")
    axes.set_aspect("equal")
    places = np.argwhere(solved)
    spread = places[np.linspace(0, len(places) - 1, 15).astype(int)] if len(places) else places
    for second, first in spread:
        plots.border(axes, (axis[first], axis[second]), b, color=BLUE, linewidth=1.0, alpha=0.6)
    plots.points(axes, rows[:, :2], rows[:, 2], size=120)
    axes.set_xticks([0, 1])
    axes.set_yticks([0, 1])
    axes.set_title("Some lines that do it" if len(places) else "No line to draw")


def accuracy_map(best_linear_accuracy: Callable[..., Any], tables: Mapping[str, Array]) -> None:
    """Show the best accuracy over all biases for each pair of weights.

    Parameters
    ----------
    best_linear_accuracy : callable
        The reader's `best_linear_accuracy(X, t, grid)`; its answer is the title.
    """
    axis = np.linspace(-REACH, REACH, 33)
    biases = np.linspace(-2 * REACH, 2 * REACH, 65) + 1e-6  # never a tie

    def draw(table: str) -> Picture:
        X, t = tables[table][:, :2], tables[table][:, 2]
        best = float(best_linear_accuracy(X.copy(), t.copy(), np.linspace(-1.0, 1.0, 9)))
        w1, w2 = np.meshgrid(axis, axis)
        sums = np.multiply.outer(X[:, 0], w1) + np.multiply.outer(X[:, 1], w2)
        answers = sums[..., None] + biases > 0  # (4, 33, 33, 65)
        right = answers == (t[:, None, None, None] == 1)
        accuracy = right.mean(axis=0).max(axis=-1)
        figure = new_figure(8.2, 3.7)
        weights, plane = figure.subplots(1, 2)
        drawn = weights.imshow(
            accuracy, origin="lower", extent=_extent(axis), vmin=0.5, vmax=1.0, cmap="viridis",
            interpolation="nearest",
        )  # fmt: skip
        bar = figure.colorbar(drawn, ax=weights, ticks=[0.5, 0.75, 1.0])
        bar.set_label("best share of right answers")
        weights.set(xlabel="$w_1$", ylabel="$w_2$")
        weights.set_title(f"{table}: your search finds {best:.2f}")
        _kinds_of_lines(plane, tables[table], axis, biases, right)
        return Picture(
            figure, f"{table}: best accuracy {best:.2f}; the map's summit is {accuracy.max():.2f}."
        )

    explore(draw, lambda: {"table": choice("table", list(tables), "XOR")}, waits_for="exercise 1.6")


def _kinds_of_lines(axes: Any, rows: Array, axis: Array, biases: Array, right: Array) -> None:
    """Draw a few of the best lines, one colour for each set of points that they give up."""
    X, t = rows[:, :2], rows[:, 2]
    axes.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), xlabel="$x_1$", ylabel="$x_2$")
    axes.set_aspect("equal")
    count = right.sum(axis=0)
    places = np.argwhere(count == count.max())
    given_up = [tuple(np.flatnonzero(~right[(slice(None), *place)])) for place in places]
    kinds = sorted(set(given_up))
    for colour, kind in zip(_KINDS, kinds, strict=False):
        mine = places[[own == kind for own in given_up]]
        margins = [
            np.abs(X @ [axis[i], axis[j]] + biases[k]).min() / np.hypot(axis[i], axis[j])
            if axis[i] or axis[j]
            else 0.0
            for j, i, k in mine
        ]
        for j, i, k in mine[np.argsort(margins)[-3:]]:
            plots.border(axes, (axis[i], axis[j]), biases[k], color=colour, linewidth=1.6)
        for point in X[list(kind)]:
            axes.scatter(
                *point, s=420, facecolors="none", edgecolors=colour, linewidths=2, zorder=4
            )
    plots.points(axes, X, t, size=110)
    axes.set_xticks([0, 1])
    axes.set_yticks([0, 1])
    perfect = kinds == [()]
    axes.set_title("The best lines" if perfect else "Rings: what each line misses")
