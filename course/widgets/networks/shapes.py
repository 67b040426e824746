"""A network of any size: the ribbon of its shapes, and what becomes of it without bending."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import NotReadyError, Picture, explore, needs
from course.style import BLUE, GREEN, GREY, INK, ONE_SIDE, YELLOW, ZERO, new_figure
from course.widgets.controls import counter

Array = NDArray[Any]
_SIZES = (1000, 500, 100, 10)
_COLOURS = (BLUE, GREEN, YELLOW)


def ribbon(MLP: Callable[..., Any]) -> None:
    """Show the shapes that a batch has on its way through 1000-500-100-10.

    Parameters
    ----------
    MLP : callable
        The reader's class `MLP(sizes, rng, activation)`.
    """

    def draw(N: int) -> Picture:
        seen: list[tuple[int, ...]] = [(N, _SIZES[0])]

        def watched(z: Array) -> Array:
            seen.append(np.shape(z))
            return np.tanh(z)

        rng = np.random.default_rng(0)
        net = MLP(list(_SIZES), rng, watched)
        seen.append(np.shape(net(rng.normal(size=seen[0]))))
        W, b = [np.asarray(a) for a in net.W], [np.asarray(a) for a in net.b]
        if len(seen) != len(_SIZES) or len(W) != 3 or len(b) != 3 or any(a.ndim != 2 for a in W):
            raise NotReadyError(
                "Your network has no three layers with an activation between them: the picture "
                f"sees the shapes {seen} and {len(W)} matrices. "
                "What does the check of exercise 2.18 say?"
            )
        counts = [w.size + c.size for w, c in zip(W, b, strict=True)]
        figure = new_figure(8.8, 4.4)
        flow, share = figure.subplots(2, 1, height_ratios=(3.2, 1))
        _flow(flow, seen, W, b)
        _shares(share, counts)
        flow.set_title(
            f"{N:,} samples go in, {_written(seen[-1])} scores come out; {sum(counts):,} parameters"
        )
        shapes = " → ".join(_written(shape) for shape in seen)
        return Picture(figure, f"{shapes}; {sum(counts):,} parameters, {counts[0]:,} in layer 1.")

    explore(draw, lambda: {"N": counter("samples N", 100, 1, 400)}, waits_for="exercise 2.18")


def _written(shape: tuple[int, ...]) -> str:
    return "(" + ", ".join(str(n) for n in shape) + ("," if len(shape) == 1 else "") + ")"


def _flow(axes: Any, seen: list[tuple[int, ...]], W: list[Array], b: list[Array]) -> None:
    """Draw a sheet for each array, as high as it has columns and as wide as it has samples."""
    from matplotlib.patches import Polygon, Rectangle  # noqa: PLC0415 (keeps the import quick)

    axes.set(xlim=(-0.6, 9.9), ylim=(-1.75, 1.6))
    axes.axis("off")
    middle = (0.0, 3.1, 6.2, 9.2)
    half_width = 0.08 + 0.3 * np.sqrt(seen[0][0] / 400)
    half_height = [0.12 + 1.0 * np.sqrt(shape[-1] / 1000) for shape in seen]
    names = ("X", "$h_1$", "$h_2$", "scores")
    for i in range(3):
        left, right = middle[i] + half_width, middle[i + 1] - half_width
        corners = [
            (left, half_height[i]), (right, half_height[i + 1]),
            (right, -half_height[i + 1]), (left, -half_height[i]),
        ]  # fmt: skip
        axes.add_patch(Polygon(corners, color=_COLOURS[i], alpha=0.2, linewidth=0))
        axes.text(
            (left + right) / 2, 0, f"W {_written(W[i].shape)}\nb {_written(b[i].shape)}",
            ha="center", va="center", fontsize=9.5, color=INK,
        )  # fmt: skip
    for place, height, shape, name in zip(middle, half_height, seen, names, strict=True):
        axes.add_patch(
            Rectangle(
                (place - half_width, -height), 2 * half_width, 2 * height, facecolor=ONE_SIDE,
                edgecolor=INK, linewidth=1.2,
            )
        )  # fmt: skip
        axes.text(place, height + 0.12, name, ha="center", va="bottom", color=GREY)
        axes.text(place, -1.42, _written(shape), ha="center", va="center", fontweight="bold")


def _shares(axes: Any, counts: list[int]) -> None:
    """Draw the parameters of the three layers as one bar."""
    start = 0
    for i, (count, colour) in enumerate(zip(counts, _COLOURS, strict=True), 1):
        axes.barh(0, count, left=start, color=colour, height=0.6, label=f"layer {i}: {count:,}")
        start += count
    axes.set_yticks([])
    axes.set(xlim=(0, start * 1.001), ylim=(-0.4, 0.4), xlabel="parameters")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.spines["left"].set_visible(False)
    axes.legend(ncols=3, loc="lower left", bbox_to_anchor=(0, 0.95), fontsize=9, borderaxespad=0.2)


def folding(prediction: object, MLP: Callable[..., Any]) -> None:
    """Fold a network without bending into one layer, once a prediction is made.

    Parameters
    ----------
    prediction : object
        The reader's answer; nothing is shown while it is still `...`.
    MLP : callable
        The reader's class.
    """

    def draw() -> Picture:
        needs(prediction, "exercise 2.24")
        rng = np.random.default_rng(0)
        unbent = MLP(list(_SIZES), np.random.default_rng(1), lambda z: z)
        bent = MLP(list(_SIZES), np.random.default_rng(1), np.tanh)
        for net in (unbent, bent):
            net.b = [np.linspace(-1, 1, len(np.ravel(c))) for c in net.b]
        W, b = unbent.W, unbent.b
        one = W[0] @ W[1] @ W[2], (b[0] @ W[1] + b[1]) @ W[2] + b[2]
        X = rng.normal(size=(60, _SIZES[0]))
        stack, single = np.asarray(unbent(X.copy())), X @ one[0] + one[1]
        apart = float(np.abs(stack - single).max())
        count = one[0].size + one[1].size
        figure = new_figure(8.6, 3.6)
        points, line = figure.subplots(1, 2)
        points.scatter(single.ravel(), stack.ravel(), s=14, color=BLUE, alpha=0.6)
        points.set(xlabel=f"one layer with {count:,} parameters", ylabel="the stack, not bent")
        same = apart < 1e-9 * max(1.0, float(np.abs(single).max()))
        points.set_title(
            f"All 600 scores agree to {apart:.0e}".replace("-", "−")
            if same
            else f"Scores differ by up to {apart:.2f}"
        )
        _along_a_line(line, unbent, bent, rng)
        return Picture(
            figure,
            f"The stack without bending and one layer of {count:,} parameters differ by at most "
            f"{apart:.0e}; with tanh the score along a line is no straight line.",
        )

    explore(draw, waits_for="exercise 2.18")


def _along_a_line(axes: Any, unbent: Any, bent: Any, rng: np.random.Generator) -> None:
    """Draw one score of both networks while the input moves along a straight line."""
    s = np.linspace(-8, 8, 161)
    path = s[:, None] * rng.normal(size=_SIZES[0])  # (161, 1000)
    for net, colour, label in ((unbent, BLUE, "not bent"), (bent, ZERO, "tanh")):
        y = np.asarray(net(path.copy()))[:, 0]
        axes.plot(s, y, color=colour, label=label)
    axes.set(xlabel="way along a straight line of inputs", ylabel="first score")
    axes.set_title("A single layer can only go straight")
    axes.legend()
