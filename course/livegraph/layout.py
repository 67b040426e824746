"""Places for the nodes of a graph, in layers from left to right (after Sugiyama, 1981).

Every node stands to the right of all it is made from, what is only an input stands close to where
it is first used, and an edge that passes a layer gets a place in it, so that it does not run
through boxes.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

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
