"""Draw a graph: boxes for variables and functions, soft lines for what goes from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from course.show import Picture, explore
from course.style import BLUE, CARD, GREY, INK, ONE_SIDE, ORANGE, new_figure

from .layout import Place, arrange
from .reading import Node, describe, read_graph, summary, without_middle

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDEST = 11.0  # inches; a wider drawing is made smaller
_CROWDED = 12.0  # inches; beyond, variables in the middle are not drawn: an arrow stands for each
_LETTER, _LINE, _SIZE = 0.077, 0.18, 9.0  # inches, inches, points


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
    drawn, places, width, height = _lay_out(nodes)
    shrink = min(1.0, _WIDEST / width)
    figure = new_figure(max(width * shrink, 4.6), height * shrink + 0.45)
    axes = figure.subplots()
    _paint(axes, drawn, places, shrink)
    axes.set(xlim=(0, width), ylim=(0, height), aspect="equal")
    axes.set_title(title or summary(nodes, count))
    return Picture(figure, describe(nodes, count))


def extent(result: Any, names: Mapping[str, Any] | None = None) -> tuple[float, float]:
    """Return the width and height, in inches, that the graph's picture takes."""
    _, _, width, height = _lay_out(read_graph(result, names)[0])
    shrink = min(1.0, _WIDEST / width)
    return width * shrink, height * shrink


def _draw(axes: Axes, nodes: dict[int, Node], count: tuple[int, int], title: str) -> None:
    drawn, places, width, height = _lay_out(nodes)
    pixels, inch = axes.bbox.size, axes.get_figure().dpi  # type: ignore[union-attr]  # has one
    across, up = pixels[0] / inch, pixels[1] / inch
    shrink = min(1.0, 0.97 * across / width, 0.97 * up / height)
    _paint(axes, drawn, places, shrink)
    room = up / shrink - height  # above and below; a unit of the axes is an inch before shrinking
    axes.set(xlim=(0, across / shrink), ylim=(-room / 2, height + room / 2))
    axes.set_title(title or summary(nodes, count))


def _lay_out(
    nodes: Mapping[int, Node],
) -> tuple[Mapping[int, Node], Mapping[Any, Place], float, float]:
    """Return the nodes to draw, their places, and the size of the whole in inches."""
    for drawn in (nodes, without_middle(nodes)):
        sizes = {key: _box(node) for key, node in drawn.items()}
        inputs = {key: node.inputs for key, node in drawn.items()}
        places, width, height = arrange(inputs, sizes, across=0.28)
        if width < _CROWDED:
            break
    return drawn, places, width, height


def _box(node: Node) -> tuple[float, float]:
    return max(map(len, node.lines)) * _LETTER + 0.22, _LINE * len(node.lines) + 0.16


def _paint(
    axes: Axes, nodes: Mapping[int, Node], places: Mapping[Any, Place], shrink: float
) -> None:
    from matplotlib.patches import FancyBboxPatch  # noqa: PLC0415 (loads slowly)

    axes.axis("off")
    for key, node in nodes.items():
        for port, source in enumerate(node.inputs):
            offset = (port - (len(node.inputs) - 1) / 2) * 0.14
            _arrow(axes, places, source, key, port, offset, shrink)
    for key, node in nodes.items():
        x, y, width, height = places[key].box
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
