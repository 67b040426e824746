"""The live graph: what a computation left behind, drawn from the objects themselves.

Works for a reader's own variables, whose `creator` is a function object with `inputs`, and for
those of `tape.py`, which keep `inputs` and the name `made_by`. The objects are only looked at.

The layout has layers from left to right (after Sugiyama, 1981): every node stands to the right of
all it is made from, what is only an input stands close to where it is first used, and an edge that
passes a layer gets a place in it, so that it does not run through boxes.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from course.show import NotReadyError, Picture, explore
from course.style import BLUE, CARD, GREY, INK, ONE_SIDE, ORANGE, new_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: As many nodes are drawn at most; of a larger graph those nearest to the result.
MOST = 40
_WIDEST = 11.0  # inches; a wider drawing is made smaller
_CROWDED = 16.0  # inches; beyond, variables are drawn as dots
_LETTER, _LINE, _SIZE = 0.077, 0.18, 9.0  # inches, inches, points


@dataclass
class Node:
    """A variable or a function of the graph, and the keys of what it was made from."""

    is_variable: bool
    lines: list[str] = field(default_factory=list)
    inputs: list[int] = field(default_factory=list)
    has_grad: bool = False
    is_leaf: bool = False
    is_result: bool = False

    def is_dot(self, crowded: bool) -> bool:
        """Tell whether only a dot is drawn, where there is little room."""
        return crowded and self.is_variable and not self.is_leaf and not self.is_result


def draw_graph(
    result: Any,
    ax: Axes | None = None,
    *,
    names: Mapping[str, Any] | None = None,
    title: str = "",
) -> None:
    """Draw everything that `result` was computed from, from left to right.

    Parameters
    ----------
    result : variable, or list of variables
        Each with `data`, and perhaps `grad`; with `creator` (an object with `inputs`), or with
        `inputs` and `made_by`.
    ax : Axes, optional
        Where to draw; by default a figure of its own, shown at once.
    names : dict, optional
        From names to variables: `{"x": x}`. A variable's own `name` is taken where it has one.
    title : str, optional
        By default the number of variables and functions.
    """
    if ax is not None:
        _draw(ax, *read_graph(result, names), title)
        return

    explore(lambda: picture(result, names, title), waits_for="the classes of this notebook")


def picture(result: Any, names: Mapping[str, Any] | None = None, title: str = "") -> Picture:
    """Draw the graph as `draw_graph` does, for a widget to show."""
    nodes, count = read_graph(result, names)
    places, width, height, crowded = _lay_out(nodes)
    shrink = min(1.0, _WIDEST / width)
    figure = new_figure(max(width * shrink, 4.6), height * shrink + 0.45)
    axes = figure.subplots()
    _paint(axes, nodes, places, crowded, shrink)
    axes.set(xlim=(0, width), ylim=(0, height), aspect="equal")
    axes.set_title(title or _summary(nodes, count))
    return Picture(figure, describe(nodes, count))


def extent(result: Any, names: Mapping[str, Any] | None = None) -> tuple[float, float]:
    """Return the width and height, in inches, that the graph's picture takes."""
    _, width, height, _ = _lay_out(read_graph(result, names)[0])
    shrink = min(1.0, _WIDEST / width)
    return width * shrink, height * shrink


def read_graph(
    result: Any, names: Mapping[str, Any] | None = None
) -> tuple[dict[int, Node], tuple[int, int]]:
    """Walk back from the result; return its nearest nodes, and how many of both kinds there are.

    A graph that was wired into a circle by mistake is walked once around.
    """
    results = list(result) if isinstance(result, (list, tuple)) else [result]
    if not results or not all(hasattr(one, "data") for one in results):
        raise NotReadyError(
            "There is no graph to draw yet: draw_graph wants a variable with .data, and was given "
            f"{type(results[0]).__name__ if results else 'an empty list'}."
        )
    called = {id(variable): name for name, variable in (names or {}).items()}
    nodes: dict[int, Node] = {}
    queue: list[tuple[Any, bool]] = [(one, True) for one in results]
    seen = {id(one) for one in results}
    variables = functions = 0
    for thing, is_variable in queue:  # grows while it is walked: nearest first
        variables, functions = variables + is_variable, functions + (not is_variable)
        node = _variable_node(thing, called) if is_variable else Node(False, [_title(thing)])
        behind = [_maker(thing)] if is_variable else _inputs(thing)
        behind = [one for one in behind if one is not None]
        node.inputs, node.is_leaf = [id(one) for one in behind], is_variable and not behind
        node.is_result = any(thing is one for one in results)
        if len(nodes) < MOST:
            nodes[id(thing)] = node
        for one in behind:
            if id(one) not in seen:
                seen.add(id(one))
                queue.append((one, not is_variable))
    for node in nodes.values():
        node.inputs = [key for key in node.inputs if key in nodes]
    return nodes, (variables, functions)


def describe(nodes: Mapping[int, Node], count: tuple[int, int]) -> str:
    """Return the graph in words, for a reader who cannot see it."""
    said = [
        f"{node.lines[0]} of " + ", ".join(" ".join(nodes[key].lines) for key in node.inputs)
        for node in nodes.values()
        if not node.is_variable and node.inputs
    ]
    return f"{_summary(nodes, count)}. From the result back: " + ("; ".join(said[:12]) or "nothing")


def _summary(nodes: Mapping[int, Node], count: tuple[int, int]) -> str:
    variables, functions = count
    text = f"{variables} variable{'s' * (variables != 1)}, "
    text += f"{functions} function{'s' * (functions != 1)}"
    return text if sum(count) == len(nodes) else f"{text}; drawn are the last {len(nodes)} nodes"


@dataclass(eq=False)
class _TapeFunction:
    """Stands for the function of a variable of tape.py, which is only a name there."""

    inputs: tuple[Any, ...]
    title: str


def _maker(variable: Any) -> Any:
    """Return the function that made a variable; None for what was not computed."""
    creator = getattr(variable, "creator", None)
    if creator is not None:
        return creator
    inputs = getattr(variable, "inputs", ())
    return _TapeFunction(tuple(inputs), str(variable.made_by)) if inputs else None


def _inputs(function: Any) -> list[Any]:
    inputs = getattr(function, "inputs", None)
    inputs = () if inputs is None else inputs
    inputs = inputs if isinstance(inputs, (list, tuple)) else (inputs,)
    return [one for one in inputs if hasattr(one, "data") and not isinstance(one, np.ndarray)]


def _title(function: Any) -> str:
    return getattr(function, "title", "") or type(function).__name__


def _variable_node(variable: Any, called: Mapping[int, str]) -> Node:
    name = called.get(id(variable)) or getattr(variable, "name", "")
    name = name if isinstance(name, str) else ""
    grad = getattr(variable, "grad", None)
    value = _short(variable.data)
    lines = [
        f"{name} = {value}" if name and not value.startswith("(") else f"{name} {value}".strip()
    ]
    if grad is not None:
        lines.append(
            f"grad {_short(getattr(grad, 'data', grad) if hasattr(grad, 'creator') else grad)}"
        )
    return Node(True, lines, has_grad=grad is not None)


def _short(data: Any) -> str:
    """Return the value of a single number, and the shape of anything else."""
    array = np.asarray(data)
    if array.size == 1 and array.dtype.kind in "fiub":
        text = f"{float(array.ravel()[0]):.4g}"
        return text if array.ndim == 0 else "[" * array.ndim + text + "]" * array.ndim
    return str(array.shape)


def _draw(axes: Axes, nodes: dict[int, Node], count: tuple[int, int], title: str) -> None:
    places, width, height, crowded = _lay_out(nodes)
    pixels, inch = axes.bbox.size, axes.get_figure().dpi  # type: ignore[union-attr]  # has one
    across, up = pixels[0] / inch, pixels[1] / inch
    shrink = min(1.0, 0.97 * across / width, 0.97 * up / height)
    _paint(axes, nodes, places, crowded, shrink)
    room = up / shrink - height  # above and below; a unit of the axes is an inch before shrinking
    axes.set(xlim=(0, across / shrink), ylim=(-room / 2, height + room / 2))
    axes.set_title(title or _summary(nodes, count))


def _lay_out(nodes: Mapping[int, Node]) -> tuple[Mapping[Any, Place], float, float, bool]:
    """Return the places, the size of the whole in inches, and whether variables become dots."""
    for crowded in (False, True):
        sizes = {key: _box(node, crowded) for key, node in nodes.items()}
        places, width, height = arrange(
            {key: node.inputs for key, node in nodes.items()},
            sizes,
            across=0.2 if crowded else 0.28,
        )
        if width < _CROWDED:
            break
    return places, width, height, crowded


def _box(node: Node, crowded: bool) -> tuple[float, float]:
    if node.is_dot(crowded):
        return 0.16, 0.3
    return max(map(len, node.lines)) * _LETTER + 0.22, _LINE * len(node.lines) + 0.16


def _paint(
    axes: Axes, nodes: Mapping[int, Node], places: Mapping[Any, Place], crowded: bool, shrink: float
) -> None:
    from matplotlib.patches import Circle, FancyBboxPatch  # noqa: PLC0415 (loads slowly)

    axes.axis("off")
    for key, node in nodes.items():
        for port, source in enumerate(node.inputs):
            offset = (port - (len(node.inputs) - 1) / 2) * 0.14
            _arrow(axes, places, source, key, port, offset, shrink)
    for key, node in nodes.items():
        x, y, width, height = places[key].box
        if node.is_dot(crowded):
            axes.add_patch(Circle((x, y), 0.06, facecolor=INK, edgecolor="none", zorder=3))
            continue
        face = (ONE_SIDE if node.is_leaf else "white") if node.is_variable else INK
        axes.add_patch(
            FancyBboxPatch(
                (x - width / 2 + 0.05, y - height / 2 + 0.05),
                width - 0.1,
                height - 0.1,
                boxstyle="round,pad=0.05,rounding_size=0.12"
                if node.is_variable
                else "square,pad=0.05",
                facecolor=face,
                edgecolor=BLUE if node.is_variable else INK,
                linewidth=1.2 * shrink,
                zorder=3,
            )
        )
        for row, line in enumerate(node.lines):
            level = y + (len(node.lines) / 2 - row - 0.5) * _LINE
            is_grad = node.has_grad and row == len(node.lines) - 1
            colour = ORANGE if is_grad else INK if node.is_variable else CARD
            axes.text(
                x, level, line, ha="center", va="center_baseline", fontsize=_SIZE * shrink,
                color=colour, weight="bold" if is_grad else "normal", zorder=4,
            )  # fmt: skip


def _arrow(
    axes: Axes, places: Mapping[Any, Place], source: int, target: int, port: int, offset: float,
    shrink: float,
) -> None:  # fmt: skip
    """Draw one edge as a soft line through the gaps that the layout kept free for it."""
    from matplotlib.patches import FancyArrowPatch  # noqa: PLC0415 (loads slowly)
    from matplotlib.path import Path  # noqa: PLC0415

    x, y, width, _ = places[source].box
    stops = [(x + width / 2, y)]
    for x, y in places[target].bends.get(port, []):
        stops.append((x, y))
    x, y, width, _ = places[target].box
    stops.append((x - width / 2 - 0.02, y - offset))
    points, codes = [stops[0]], [Path.MOVETO]
    for (x0, y0), (x1, y1) in pairwise(stops):
        points += [((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1), (x1, y1)]
        codes += [Path.CURVE4] * 3
    axes.add_patch(
        FancyArrowPatch(
            path=Path(points, codes),
            arrowstyle="-|>",
            mutation_scale=9 * shrink,
            color=GREY,
            linewidth=1.3 * shrink,
            shrinkA=0,
            shrinkB=0,
            zorder=2,
        )
    )


_GAP = 0.16  # inches between two boxes of a layer
_THIN = 0.08  # inches: what an edge takes that only passes by


@dataclass
class Place:
    """Centre, width and height of a node; for each input the points its edge goes through."""

    box: tuple[float, float, float, float]
    bends: dict[int, list[tuple[float, float]]] = field(default_factory=dict)


def arrange(
    inputs: Mapping[int, Sequence[int]],
    sizes: Mapping[int, tuple[float, float]],
    across: float = 0.34,
) -> tuple[dict[int, Place], float, float]:
    """Place the nodes; return the places, and width and height of the whole, in inches.

    Parameters
    ----------
    inputs : dict of lists of keys
        What each node is made from, by key.
    sizes : dict of (width, height)
    across : float
        The gap between two layers.
    """
    layer = layers(inputs)
    edges = [
        (source, node, port)
        for node, behind in inputs.items()
        for port, source in enumerate(behind)
    ]
    rows: list[list[Hashable]] = [[] for _ in range(max(layer.values()) + 1)]
    for node, number in layer.items():
        rows[number].append(node)
    links: list[tuple[Hashable, Hashable]] = []
    passing: dict[tuple[int, int], list[Hashable]] = {}
    for source, node, port in edges:
        stops: list[Hashable] = []
        for number in range(layer[source] + 1, layer[node]):
            stops.append(("bend", node, port, number))
            rows[number].append(stops[-1])
        passing[node, port] = stops
        links += zip([source, *stops], [*stops, node], strict=True)
    heights: dict[Hashable, float] = {node: height for node, (_, height) in sizes.items()}
    levels = _levels(rows, links, heights)

    places: dict[int, Place] = {}
    x, middle = 0.08, {}
    for number, row in enumerate(rows):
        width = max((sizes[node][0] for node in row if isinstance(node, int)), default=_THIN)
        middle[number] = x + width / 2
        x += width + across
    low = min(levels[one] - heights.get(one, _THIN) / 2 for row in rows for one in row) - 0.08
    high = max(levels[one] + heights.get(one, _THIN) / 2 for row in rows for one in row) + 0.08
    for node, number in layer.items():
        places[node] = Place((middle[number], levels[node] - low, *sizes[node]))
    for (node, port), stops in passing.items():
        start = layer[node] - len(stops)
        places[node].bends[port] = [
            (middle[start + i], levels[stop] - low) for i, stop in enumerate(stops)
        ]
    return places, x - across + 0.08, high - low


def layers(inputs: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Return each node's layer: past all of its inputs; edges that close a circle do not count."""
    order, forward = _order(inputs)
    layer: dict[int, int] = {}
    for node in order:
        layer[node] = max((layer[source] + 1 for source in forward[node]), default=0)
    users: dict[int, list[int]] = {node: [] for node in inputs}
    for node, behind in forward.items():
        for source in behind:
            users[source].append(node)
    for node in order:  # pure inputs move up to their first use
        if not inputs[node] and users[node]:
            layer[node] = min(layer[user] for user in users[node]) - 1
    return layer


def _order(inputs: Mapping[int, Sequence[int]]) -> tuple[list[int], dict[int, list[int]]]:
    """Return the nodes with inputs before users, and the edges but those that close a circle."""
    forward: dict[int, list[int]] = {node: [] for node in inputs}
    done: list[int] = []
    state = dict.fromkeys(inputs, 0)  # 0 not met, 1 on the way, 2 done
    for root in inputs:
        stack = [(root, 0)] if state[root] == 0 else []
        state[root] = max(state[root], 1)
        while stack:
            node, next_input = stack.pop()
            if next_input == len(inputs[node]):
                state[node] = 2
                done.append(node)
                continue
            stack.append((node, next_input + 1))
            source = inputs[node][next_input]
            if state[source] != 1:
                forward[node].append(source)
            if state[source] == 0:
                state[source] = 1
                stack.append((source, 0))
    return done, forward


def _levels(
    rows: list[list[Hashable]],
    links: list[tuple[Hashable, Hashable]],
    heights: Mapping[Hashable, float],
) -> dict[Hashable, float]:
    """Order each layer by the middle of its neighbours, to and fro; return the heights."""
    before: dict[Hashable, list[Hashable]] = {}
    after: dict[Hashable, list[Hashable]] = {}
    for one, other in links:
        after.setdefault(one, []).append(other)
        before.setdefault(other, []).append(one)
    # the main road stays straight: what is only an input, and an edge that passes, give way
    weights = {one: 1.0 if one in before and one in heights else 0.05 for r in rows for one in r}
    level: dict[Hashable, float] = {}
    for row in rows:
        _spread(row, [float(-i) for i in range(len(row))], level, heights, weights)
    for sweep in range(24):
        near, path = (before, rows) if sweep % 2 == 0 else (after, rows[::-1])
        for row in path:
            wish = []
            for one in row:
                found = near.get(one, []) or [one]
                if sweep >= 16:  # at last both sides have a say
                    found = before.get(one, []) + after.get(one, []) or [one]
                pull = [weights.get(other, 1.0) for other in found]
                wish.append(sum(level[o] * w for o, w in zip(found, pull, strict=True)) / sum(pull))
            if sweep < 16:
                together = sorted(zip(wish, range(len(row)), row, strict=True), key=lambda w: -w[0])
                row[:] = [one for _, _, one in together]
                wish = [w for w, _, _ in together]
            _spread(row, wish, level, heights, weights)
    return level


def _spread(
    row: Sequence[Hashable],
    wish: Sequence[float],
    level: dict[Hashable, float],
    heights: Mapping[Hashable, float],
    weights: Mapping[Hashable, float],
) -> None:
    """Give each node of a layer, from top to bottom, its wish as far as the boxes allow it.

    Where wishes collide, neighbours move as one block to their weighted mean (least squares).
    """
    down, offset = 0.0, []
    for i, one in enumerate(row):
        if i:
            down += (heights.get(row[i - 1], _THIN) + heights.get(one, _THIN)) / 2 + _GAP
        offset.append(down)
    blocks: list[list[float]] = []  # mean, weight, how many nodes
    for one, wanted, below in zip(row, wish, offset, strict=True):
        blocks.append([wanted + below, weights.get(one, 1.0), 1])
        while len(blocks) > 1 and blocks[-1][0] > blocks[-2][0]:
            mean, weight, count = blocks.pop()
            both = blocks[-1][1] + weight
            blocks[-1][0] = (blocks[-1][0] * blocks[-1][1] + mean * weight) / both
            blocks[-1][1:] = [both, blocks[-1][2] + count]
    found = [mean for mean, _, count in blocks for _ in range(int(count))]
    for one, mean, below in zip(row, found, offset, strict=True):
        level[one] = mean - below
