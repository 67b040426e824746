"""The network 2-4-4-2 as circles and lines, with values flowing through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import NotReadyError, Picture, explore
from course.style import GREY, INK, ONE, ZERO, new_figure
from course.widgets.controls import choice, slider
from course.widgets.networks import tiles

Array = NDArray[Any]
_COLUMNS = (0.0, 2.2, 4.6, 6.8)
_FULL = 0.97  # beyond it tanh is as good as flat
_BENDING: dict[str, Callable[[Array], Array]] = {"tanh": np.tanh, "no bending": lambda z: z}


def diagram(forward_2442: Callable[..., Any], params: Mapping[str, Array]) -> None:
    """Draw the network with the numbers that the reader's forward pass really computes.

    Parameters
    ----------
    forward_2442 : callable
        The reader's `forward_2442(x, params, activation)`.
    params : mapping of str to array
        `W1` (2, 4), `b1` (4,), `W2` (4, 4), `b2` (4,), `W3` (4, 2), `b3` (2,).
    """

    def draw(x1: float, x2: float, bending: str) -> Picture:
        x = np.array([x1, x2])
        seen: list[Array] = []

        def activation(z: Array) -> Array:
            bent = _BENDING[bending](np.asarray(z, dtype=float))
            seen.append(bent.ravel().copy())
            return bent

        own = {name: array.copy() for name, array in params.items()}
        y = tiles.array_of(forward_2442(x.copy(), own, activation), (2,), "two scores")
        if [z.size for z in seen] != [4, 4]:
            raise NotReadyError(
                "This picture watches the activation: it should be called twice, with four numbers "
                f"each; yours gets {[z.size for z in seen]}. What does the check say?"
            )
        values = [x, *seen, y]
        figure = new_figure(8.4, 4.2)
        axes = figure.subplots()
        axes.set(xlim=(-0.8, 7.6), ylim=(-0.85, 3.6))
        axes.axis("off")
        _lines(axes, values, [own["W1"], own["W2"], own["W3"]])
        for column, numbers in enumerate(values):
            _circles(axes, column, numbers, column in (1, 2) and bending == "tanh")
        labels = ("inputs $x$", "hidden $h_1$", "hidden $h_2$", "scores $y$")
        for place, label in zip(_COLUMNS, labels, strict=True):
            axes.text(place, -0.75, label, ha="center", color=GREY)
        full = int((np.abs(np.concatenate(seen)) > _FULL).sum())
        scores = ", ".join(tiles.text(score) for score in y)
        if bending == "tanh":
            title = f"Scores {scores}; {full} of 8 hidden neurons saturated (ringed)"
        else:
            title = f"Scores {scores}; nothing is bent"
        axes.set_title(title)
        return Picture(figure, f"x = ({x1:.2f}, {x2:.2f}), {bending}: {title}.")

    explore(
        draw,
        lambda: {
            "x1": slider("x1", 0.5, -3, 3),
            "x2": slider("x2", -0.5, -3, 3),
            "bending": choice("bending", list(_BENDING), "tanh"),
        },
        waits_for="exercise 2.16",
    )


def _rows(count: int) -> Array:
    """Return the heights of the circles of a column, from top to bottom."""
    return 1.5 + (np.arange(count)[::-1] - (count - 1) / 2) * (1.0 if count > 2 else 1.6)


def _lines(axes: Any, values: list[Array], weights: list[Array]) -> None:
    """Draw each weight as a line: coloured by what it carries, and as thick."""
    for layer, W in enumerate(weights):
        start, end = _rows(W.shape[0]), _rows(W.shape[1])
        for i, k in np.ndindex(W.shape):
            carried = float(values[layer][i] * W[i, k])
            axes.plot(
                [_COLUMNS[layer], _COLUMNS[layer + 1]], [start[i], end[k]],
                color=ONE if carried > 0 else ZERO if carried < 0 else GREY,
                linewidth=0.5 + 2.2 * min(abs(carried), 2.5), alpha=0.55, zorder=1,
                solid_capstyle="round",
            )  # fmt: skip


def _circles(axes: Any, column: int, numbers: Array, ringed: bool) -> None:
    limit = 1.0 if column in (1, 2) else 3.0
    for height, value in zip(_rows(len(numbers)), numbers, strict=True):
        full = ringed and abs(value) > _FULL
        axes.scatter(
            _COLUMNS[column], height, s=1250, color=tiles.colour(value, limit),
            edgecolors=INK, linewidths=3.0 if full else 1.2, zorder=3,
        )  # fmt: skip
        form = ".1f" if abs(value) >= 9.995 else ".2f"  # five signs fit into a circle
        axes.text(
            _COLUMNS[column], height, tiles.text(value, form), ha="center", va="center",
            color=tiles.written_on(value, limit), zorder=4,
        )  # fmt: skip
