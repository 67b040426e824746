"""What can be read off a table of layers: shapes, counts, fields, prices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, PINK, new_figure
from course.widgets.controls import choice, counter

Layers = Sequence[tuple[Any, ...]]


def _name(layer: tuple[Any, ...]) -> str:
    kind, *numbers = layer
    if kind == "conv":
        return f"conv {numbers[1]} × {numbers[1]}, {numbers[0]}"
    if kind == "pool":
        return f"pool {numbers[0]} × {numbers[0]}"
    return kind if kind == "flatten" else f"dense {numbers[0]}"


def famous(
    shapes_and_counts: Callable[..., Any], lenet: Layers, alexnet: Layers, vgg: Layers
) -> None:
    """Show for three networks how many numbers flow, and how many parameters each layer has."""
    networks = {
        "LeNet, 1998": (lenet, (1, 32, 32)),
        "AlexNet, 2012": (alexnet, (3, 224, 224)),
        "VGG-16, 2014": (vgg, (3, 224, 224)),
    }

    def draw(network: str) -> Picture:
        layers, shape = networks[network]
        rows = list(shapes_and_counts(list(layers), shape))
        names = ["image", *(_name(layer) for layer in layers)]
        shapes = [shape, *(tuple(int(n) for n in row[0]) for row in rows)]
        counts = [0, *(int(row[1]) for row in rows)]
        if len(shapes) != len(names):
            raise ValueError(f"{len(layers)} layers gave {len(rows)} rows")
        numbers = [int(np.prod(s)) for s in shapes]
        places = np.arange(len(names))
        figure = new_figure(9.4, 1.5 + 0.23 * len(names))
        left, right = figure.subplots(1, 2, sharey=True)
        left.barh(places, numbers, color=ORANGE, height=0.7)
        right.barh(places, counts, color=BLUE, height=0.7)
        left.set_yticks(places, names, fontsize=8.5)
        left.invert_yaxis()
        for place, s in enumerate(shapes):
            left.text(numbers[place], place, " " + " × ".join(map(str, s)), va="center", fontsize=8)
        for place, count in enumerate(counts):
            if count:
                right.text(count, place, f" {count:,}", va="center", fontsize=8)
        left.set(xlabel="numbers that flow", xlim=(0, 1.45 * max(numbers)))
        right.set(xlabel="parameters", xlim=(0, 1.35 * max(counts)))
        left.set_title(f"{network}: shapes")
        right.set_title(f"{sum(counts):,} parameters")
        for axes in (left, right):
            axes.locator_params(axis="x", nbins=4)
            axes.ticklabel_format(
                axis="x", style="plain" if network[0] == "L" else "sci", scilimits=(0, 0)
            )
        return Picture(figure, f"{network}: {len(rows)} layers, {sum(counts):,} parameters.")

    explore(
        draw,
        lambda: {"network": choice("network", list(networks), "LeNet, 1998")},
        waits_for="exercise `shapes_and_counts`",
    )


def field(receptive_field: Callable[..., Any]) -> None:
    """Draw what one number sees through a stack of layers, and what the stack's weights cost."""

    def draw(layers: int, k: int, stride: int) -> Picture:
        stack = [(k, stride)] * layers
        width = int(receptive_field(stack))
        widths = [int(receptive_field(stack[:depth])) for depth in range(layers + 1)]
        figure = new_figure(8.4, 1.6 + 0.5 * layers)
        axes = figure.subplots()
        # how many numbers of each layer are seen by the one on top
        seen = [1]
        for _ in range(layers):
            seen.append((seen[-1] - 1) * stride + k)
        seen = seen[::-1]
        apart = [float(stride**depth) for depth in range(layers + 1)]
        for depth, (count, step) in enumerate(zip(seen, apart, strict=True)):
            for x in (np.arange(count) - (count - 1) / 2) * step:
                axes.scatter(x, depth, s=110 if depth else 70, color=BLUE if depth else ORANGE,
                             marker="s", edgecolors="white", zorder=3)  # fmt: skip
                if depth:
                    for d in np.arange(k) - (k - 1) / 2:
                        axes.plot([x, x + d * apart[depth - 1]], [depth, depth - 1],
                                  color=GREY, lw=0.7, zorder=1)  # fmt: skip
        axes.set_yticks(
            range(layers + 1), ["pixels", *(f"layer {n}" for n in range(1, layers + 1))]
        )
        axes.set_xticks([])
        reach = max(8.0, 0.55 * seen[0])
        axes.set(xlim=(-reach, reach), ylim=(-0.6, layers + 0.5))
        same = layers * k * k
        axes.set_title(
            f"{layers} layers of {k} × {k} see {width} pixels across: "
            f"{same} weights a pair of channels, one window {width * width}"
        )
        if widths[-1] != seen[0]:
            axes.text(0, -0.5, f"drawn: {seen[0]}", ha="center", color=PINK)
        return Picture(figure, f"{layers} layers of {k}, stride {stride}: {width} pixels across.")

    explore(
        draw,
        lambda: {
            "layers": counter("layers", 2, 1, 4),
            "k": counter("window", 3, 2, 5),
            "stride": counter("stride", 1, 1, 2),
        },
        waits_for="exercise `receptive_field`",
    )


#: channels of the first inception block of the real network: what comes in, and its four branches
_IN, _ONE, _THREE, _FIVE, _POOL = 192, 64, (96, 128), (16, 32), 32


def price(shapes_and_counts: Callable[..., Any]) -> None:
    """Compare parameters of an inception block with and without its 1 × 1 convolutions in front."""

    def draw() -> Picture:
        image = (_IN, 28, 28)

        def cost(*layers: tuple[Any, ...]) -> int:
            return sum(int(count) for _, count in shapes_and_counts(list(layers), image))

        def one(filters: int) -> tuple[Any, ...]:
            return ("conv", filters, 1, 1, 0)

        names = ["1 × 1", "3 × 3", "5 × 5", "pool"]
        with_ones = [
            cost(one(_ONE)),
            cost(one(_THREE[0]), ("conv", _THREE[1], 3, 1, 1)),
            cost(one(_FIVE[0]), ("conv", _FIVE[1], 5, 1, 2)),
            cost(one(_POOL)),
        ]
        without = [
            with_ones[0],
            cost(("conv", _THREE[1], 3, 1, 1)),
            cost(("conv", _FIVE[1], 5, 1, 2)),
            with_ones[3],
        ]
        figure = new_figure(8.4, 3.2)
        axes = figure.subplots()
        places = np.arange(4)
        for shift, counts, colour, label in (
            (-0.2, without, ORANGE, "straight on 192 channels"),
            (0.2, with_ones, BLUE, "1 × 1 convolutions in front"),
        ):
            bars = axes.barh(places + shift, counts, 0.38, color=colour, label=label)
            axes.bar_label(bars, [f" {count:,}" for count in counts], fontsize=9, color=INK)
        axes.set_yticks(places, names)
        axes.invert_yaxis()
        axes.set(xlabel="parameters", xlim=(0, 1.18 * max(without)))
        axes.legend(loc="lower right")
        axes.set_title(f"The whole block: {sum(without):,} parameters, or {sum(with_ones):,}")
        return Picture(
            figure, f"Without 1 × 1 in front {sum(without):,} parameters, with {sum(with_ones):,}."
        )

    explore(draw, waits_for="exercise `shapes_and_counts`")
