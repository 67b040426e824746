"""What a model is made of, as a tree, beside what one forward pass through it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.livegraph import draw_graph
from course.show import Picture, explore, needs
from course.style import GREEN, GREY, INK, ORANGE, new_figure
from course.widgets.controls import choice

#: The parts of the small model, and what "share" does to them.
SHARING = ("no sharing", "l2 is l1")


@dataclass(frozen=True)
class Row:
    """One line of the tree: an attribute of the model, or an element of one of its lists."""

    depth: int
    name: str
    text: str
    kind: str  # "part", "parameter" or "other"
    key: int  # of the object, to know it again
    size: int = 0


def rows_of(model: Any, depth: int = 0) -> Iterator[Row]:
    """Walk through the attributes of a model: whatever has parameters, and parameters.

    Parameters
    ----------
    model : object
        A link or a chain of the reader's.
    """
    for name, value in vars(model).items():
        if name.startswith("_"):
            continue
        several = isinstance(value, (list, tuple)) and any(hasattr(one, "params") for one in value)
        named = [(f"{name}[{k}]", one) for k, one in enumerate(value)] if several else []
        for label, one in named or [(name, value)]:
            if hasattr(one, "params"):
                yield Row(depth, label, type(one).__name__, "part", id(one))
                yield from rows_of(one, depth + 1)
            elif hasattr(one, "grad") and hasattr(one, "data"):
                array = np.asarray(one.data)
                shape = " × ".join(map(str, array.shape)) or "1"
                text = f"{shape} = {array.size}" if array.ndim > 1 else shape
                yield Row(depth, label, text, "parameter", id(one), array.size)
            elif isinstance(one, np.ndarray):
                yield Row(depth, label, "a plain array", "other", id(one))


def _paint_tree(axes: Any, title: str, model: Any) -> tuple[int, int]:
    """Write the tree; return how many numbers params() gives, and how many there are."""
    rows, found = list(rows_of(model)), [id(p) for p in model.params()]
    axes.set(xlim=(0, 10), ylim=(len(rows) + 0.4, -1.4))
    axes.axis("off")
    axes.text(0.1, -0.8, title, weight="bold", va="center")
    met: set[int] = set()
    counted = 0
    for line, row in enumerate(rows):
        again = row.key in met
        met.add(row.key)
        colour, mark = (INK, "") if row.kind == "part" else (GREY, "no parameter")
        if row.kind == "parameter" and again:
            colour, mark = GREY, "the same again"
        elif row.kind == "parameter":
            counted += row.size
            times = found.count(row.key)
            colour = GREEN if times == 1 else ORANGE
            mark = {0: "not found", 1: "found"}.get(times, f"found {times} times")
        elif row.kind == "part" and again:
            colour, mark = GREY, "the same again"
        x = 0.6 + 0.8 * row.depth
        axes.plot([x - 0.45, x - 0.1], [line + 0.1, line + 0.1], color=GREY, lw=1)
        axes.text(x, line + 0.1, row.name, va="center", color=colour, weight="bold")
        axes.text(4.1, line + 0.1, row.text, va="center", color=colour)
        axes.text(7.3, line + 0.1, mark, va="center", color=colour)
    return sum(int(np.asarray(p.data).size) for p in model.params()), counted


def small_model(Chain: Any, Linear: Any, share: bool) -> Any:
    """Make a chain of two square layers, which may be one and the same."""
    rng = np.random.default_rng(0)
    model = Chain()
    model.l1 = Linear(4, 4, rng, nobias=True)
    model.l2 = model.l1 if share else Linear(4, 4, rng, nobias=True)
    return model


def tree(Chain: Any, Linear: Any, relu: Callable[[Any], Any]) -> None:
    """Show a chain of the reader's classes, and the graph of one pass through it.

    Parameters
    ----------
    Chain, Linear : classes
        The reader's.
    relu : callable
        The tape's.
    """

    def draw(share: str) -> Picture:
        model = small_model(Chain, Linear, share == SHARING[1])
        x = np.random.default_rng(1).normal(size=(2, 4))
        y = model.l2(relu(model.l1(x)))
        figure = new_figure(11.0, 3.0)
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.4))
        found, there = _paint_tree(left, "model", model)
        verdict = "all of them" if found == there else f"but there are {there}"
        left.set_title(f"params() gives {found} numbers, {verdict}")
        draw_graph(y, right, title="What it did: the tape of one batch")
        return Picture(
            figure, f"{share}: params() finds {found} numbers, and there are {there} in the model."
        )

    explore(
        draw,
        lambda: {"share": choice("sharing", SHARING, SHARING[0])},
        waits_for="exercises `Link`, `Linear` and `Chain`",
    )


def riddle(prediction: Any, Riddle: Any) -> None:
    """Show the parameters of the riddle, once the reader has predicted their number.

    Parameters
    ----------
    prediction : int
    Riddle : class
        A chain that is made with a generator.
    """

    def draw() -> Picture:
        needs(prediction, "exercise `count_prediction`")
        model = Riddle(np.random.default_rng(0))
        figure = new_figure(7.4, 5.2)
        axes = figure.subplots()
        found, there = _paint_tree(axes, "Riddle", model)
        said = f"You said {prediction}; count() finds {int(model.count())}"
        axes.set_title(said + ("" if found == there else f", and there are {there}"))
        return Picture(figure, said + ".")

    explore(draw, waits_for="exercises `Link`, `Linear` and `Chain`")
