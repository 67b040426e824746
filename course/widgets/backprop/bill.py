"""A bill as a computational graph: nudged by hand, and walked through by the reader's nodes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.controls import choice, counter, slider

INPUTS = ("guests", "pizza", "drink", "tip")
NODES = {"pizzas": "×", "drinks": "×", "together": "+", "bill": "×"}
#: Every edge of the graph: from where to where, and the value that travels along it.
EDGES = (
    ("guests", "pizzas"), ("pizza", "pizzas"), ("guests", "drinks"), ("drink", "drinks"),
    ("pizzas", "together"), ("drinks", "together"), ("together", "bill"), ("tip", "bill"),
)  # fmt: skip
_PLACES = {
    "pizza": (0.0, 3.5), "guests": (0.0, 2.0), "drink": (0.0, 0.5), "tip": (0.0, -0.5),
    "pizzas": (2.5, 2.8), "drinks": (2.5, 1.2), "together": (5.0, 2.0), "bill": (7.5, 1.0),
    "end": (9.6, 1.0),
}  # fmt: skip
_UNITS = {"guests": 1.0, "pizza": 1.0, "drink": 1.0, "tip": 0.1}


def values_of(inputs: Mapping[str, float]) -> dict[str, float]:
    """Calculate every number of the graph, without the reader's help."""
    found = dict(inputs)
    found["pizzas"] = found["guests"] * found["pizza"]
    found["drinks"] = found["guests"] * found["drink"]
    found["together"] = found["pizzas"] + found["drinks"]
    found["bill"] = found["together"] * found["tip"]
    return found


def _show(number: float, sign: bool = False) -> str:
    text = f"{number:+.2f}" if sign else f"{number:.2f}"
    return text.rstrip("0").rstrip(".") if text.endswith(".00") else text


class Graph:
    """The drawn graph, on which numbers are written above and below the edges."""

    def __init__(self, axes: Any) -> None:
        self.axes = axes
        axes.axis("off")
        axes.set(xlim=(-1.5, 10.6), ylim=(-1.0, 3.9))

    def edge(self, start: str, end: str, colour: str, width: float = 1.4) -> None:
        """Draw an arrow between two places."""
        self.axes.annotate(
            "", xy=_PLACES[end], xytext=_PLACES[start], zorder=1,
            arrowprops={
                "arrowstyle": "-|>", "color": colour, "lw": width,
                "shrinkA": 15 if start in NODES else 3, "shrinkB": 16 if end in NODES else 3,
            },
        )  # fmt: skip

    def circle(self, name: str, colour: str) -> None:
        """Draw a node with the sign of its calculation."""
        x, y = _PLACES[name]
        self.axes.scatter([x], [y], s=620, facecolors="white", edgecolors=colour, lw=1.8, zorder=3)
        self.axes.text(x, y, NODES[name], ha="center", va="center", fontsize=15, zorder=4)

    def label(self, name: str, colour: str) -> None:
        """Write the name of an input before its edges."""
        x, y = _PLACES[name]
        self.axes.text(x - 0.15, y, name, ha="right", va="center", color=colour, weight="bold")

    def number(
        self, start: str, end: str, text: str, colour: str, above: bool, bold: bool = False
    ) -> None:
        """Write a number beside an edge."""
        (x0, y0), (x1, y1) = _PLACES[start], _PLACES[end]
        share = {"guests": 0.55, "tip": 0.3}.get(start, 0.4 if start in INPUTS else 0.5)
        x, y = x0 + share * (x1 - x0), y0 + share * (y1 - y0)
        self.axes.text(
            x, y + (0.1 if above else -0.1), text, color=colour, ha="center", fontsize=9.5,
            va="bottom" if above else "top", weight="bold" if bold else "normal", zorder=5,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.8},
        )  # fmt: skip


def nudges() -> None:
    """Let the reader nudge one input of the bill, and see how the nudge travels."""

    def draw(nudged: str, guests: int, pizza: float, drink: float) -> Picture:
        before = values_of({"guests": guests, "pizza": pizza, "drink": drink, "tip": 1.1})
        by = _UNITS[nudged]
        after = values_of({name: before[name] + by * (name == nudged) for name in INPUTS})
        figure = new_figure(8.8, 4.0)
        graph = Graph(figure.subplots())
        for start, end in (*EDGES, ("bill", "end")):
            change = after[start] - before[start]
            moved = abs(change) > 1e-12
            graph.edge(start, end, ORANGE if moved else GREY, 2.4 if moved else 1.2)
            graph.number(start, end, _show(before[start]), INK, above=True)
            if moved:
                graph.number(start, end, _show(change, sign=True), ORANGE, above=False, bold=True)
        for name in NODES:
            graph.circle(name, ORANGE if abs(after[name] - before[name]) > 1e-12 else INK)
        for name in INPUTS:
            graph.label(name, ORANGE if name == nudged else INK)
        rise = after["bill"] - before["bill"]
        graph.axes.set_title(
            f"{nudged} + {_show(by)}: the bill rises by {_show(rise)}, "
            f"that is {_show(rise / by)} for each unit"
        )
        return Picture(
            figure, f"{nudged} is nudged by {_show(by)}; the bill changes by {_show(rise)}."
        )

    explore(
        draw,
        lambda: {
            "nudged": choice("nudge", INPUTS, "pizza"),
            "guests": counter("guests", 4, 0, 9),
            "pizza": slider("pizza", 9.0, 0.0, 15.0, 0.5),
            "drink": slider("drink", 2.5, 0.0, 6.0, 0.5),
        },
    )


def steps(Multiply: Any, Add: Any) -> None:
    """Walk through the bill with the reader's nodes, forwards and backwards, step by step.

    Parameters
    ----------
    Multiply, Add : classes
        The reader's nodes, with `forward(x, y)` and `backward(dout)`.
    """

    def draw(step: int, guests: int, pizza: float, drink: float) -> Picture:
        inputs = {"guests": guests, "pizza": pizza, "drink": drink, "tip": 1.1}
        values, slopes = walk(Multiply, Add, inputs)
        done = list(NODES)[: min(step, 4)]
        back = list(reversed(NODES))[: max(0, step - 4)]
        now = [*NODES, *reversed(NODES)][step - 1] if step else ""
        figure = new_figure(8.8, 4.0)
        graph = Graph(figure.subplots())
        for start, end in (*EDGES, ("bill", "end")):
            here = now != "" and now in (start if step <= 4 else end, end if step <= 4 else start)
            graph.edge(start, end, BLUE if here and step <= 4 else ORANGE if here else GREY, 1.8)
            if start in INPUTS or start in done:
                graph.number(start, end, _show(values[start]), INK, above=True)
            if end in back or (end == "end" and step > 4):
                text = _show(slopes[start, end])
                graph.number(start, end, text, ORANGE, above=False, bold=True)
        for name in NODES:
            graph.circle(name, (BLUE if step <= 4 else ORANGE) if name == now else INK)
        for name in INPUTS:
            graph.label(name, INK)
        graph.axes.set_title(_said(step, slopes))
        return Picture(figure, f"Step {step} of 8. " + _said(step, slopes))

    explore(
        draw,
        lambda: {
            "step": counter("step", 8, 0, 8),
            "guests": counter("guests", 4, 0, 9),
            "pizza": slider("pizza", 9.0, 0.0, 15.0, 0.5),
            "drink": slider("drink", 2.5, 0.0, 6.0, 0.5),
        },
        waits_for="exercise `nodes`",
    )


def walk(
    Multiply: Any, Add: Any, inputs: Mapping[str, float]
) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    """Return the number on every edge, and the slope that comes back along it."""
    nodes = {name: Multiply() if sign == "×" else Add() for name, sign in NODES.items()}
    values, slopes = dict(inputs), {("bill", "end"): 1.0}
    roads = {name: [start for start, end in EDGES if end == name] for name in NODES}
    for name, node in nodes.items():
        values[name] = float(node.forward(*(values[start] for start in roads[name])))
    for name in reversed(NODES):
        out = next(edge for edge in slopes if edge[0] == name)
        for start, slope in zip(roads[name], nodes[name].backward(slopes[out]), strict=True):
            slopes[start, name] = float(slope)
    return values, slopes


def _said(step: int, slopes: Mapping[tuple[str, str], float]) -> str:
    if step == 0:
        return "Four numbers, and nothing calculated yet"
    if step <= 4:
        return f"Forwards, {step} of 4: each node calculates, and remembers"
    if step < 8:
        return f"Backwards, {step - 4} of 4: what came from behind, times the node's own slope"
    one, other = slopes["guests", "pizzas"], slopes["guests", "drinks"]
    return f"Back: the guests' two roads give {_show(one)} + {_show(other)} = {_show(one + other)}"
