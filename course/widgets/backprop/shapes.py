"""The affine layer as blocks, true to scale: which products have the wanted shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, GREEN, GREY, ORANGE, PINK, SKY, new_figure
from course.widgets.backprop.bends import heat
from course.widgets.controls import choice, counter

Array = NDArray[Any]
_COLOURS = {"X": BLUE, "W": GREEN, "dout": ORANGE}
_PIECES = ("X", "Xᵀ", "W", "Wᵀ", "dout", "doutᵀ")


def shape_of(piece: str, n: int, d: int, k: int) -> tuple[int, int]:
    """Return the shape of one of the pieces.

    Examples
    --------
    >>> shape_of("Xᵀ", 4, 3, 2)
    (3, 4)
    """
    rows, columns = {"X": (n, d), "W": (d, k), "dout": (n, k)}[piece.removesuffix("ᵀ")]
    return (columns, rows) if piece.endswith("ᵀ") else (rows, columns)


def _block(axes: Any, left: float, shape: tuple[int, int], text: str, colour: str) -> float:
    """Draw a grid of unit squares, centred on the line y = 0; return its right end."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415 (keeps the import quick)

    rows, columns = shape
    top = rows / 2
    for row in range(rows):
        for column in range(columns):
            axes.add_patch(
                Rectangle(
                    (left + column, top - row - 1), 1, 1, facecolor=colour, alpha=0.55,
                    edgecolor="white", linewidth=1.2,
                )
            )  # fmt: skip
    axes.text(left + columns / 2, top + 0.25, text, ha="center", va="bottom", fontsize=10)
    axes.text(
        left + columns / 2, -top - 0.25, f"({rows}, {columns})", ha="center", va="top",
        fontsize=9, color=GREY,
    )  # fmt: skip
    return left + columns


def _stage(axes: Any, width: float, height: float) -> None:
    axes.axis("off")
    axes.set(xlim=(-0.5, width), ylim=(-height / 2 - 1.3, height / 2 + 1.4))
    axes.set_aspect("equal")


def match_shapes() -> None:
    """Let the reader put two pieces together until the product has the shape of X or of W."""

    def draw(left: str, right: str, n: int, d: int, k: int) -> Picture:
        one, other = shape_of(left, n, d, k), shape_of(right, n, d, k)
        figure = new_figure(8.8, 3.3)
        axes = figure.subplots()
        _stage(axes, 30, 6)
        edge = _block(axes, 0, one, left, _COLOURS[left.removesuffix("ᵀ")])
        axes.text(edge + 0.75, 0, "@", ha="center", va="center", fontsize=13)
        edge = _block(axes, edge + 1.5, other, right, _COLOURS[right.removesuffix("ᵀ")])
        verdict = judge_product(left, right, n, d, k)
        if one[1] == other[0]:
            axes.text(edge + 0.75, 0, "=", ha="center", va="center", fontsize=13)
            _block(axes, edge + 1.5, (one[0], other[1]), "product", SKY)
        else:
            axes.text(edge + 1.0, 0, "does not fit", va="center", color=ORANGE, weight="bold")
        wanted = 21.5
        axes.plot([wanted - 1.2] * 2, [-3.8, 3.8], color=GREY, lw=0.8, ls=":")
        end = _block(axes, wanted, (n, d), "like X", PINK)
        _block(axes, max(end + 1.2, wanted + 3), (d, k), "like W", PINK)
        axes.set_title(verdict)
        return Picture(figure, f"{left} {one} @ {right} {other}: {verdict}")

    explore(
        draw,
        lambda: {
            "left": choice("left", _PIECES, "X"),
            "right": choice("right", _PIECES, "dout"),
            "n": counter("N", 5, 1, 6),
            "d": counter("D", 3, 1, 4),
            "k": counter("K", 2, 1, 4),
        },
    )


def judge_product(left: str, right: str, n: int, d: int, k: int) -> str:
    """Say whether a product of two pieces exists, and whose shape it has."""
    one, other = shape_of(left, n, d, k), shape_of(right, n, d, k)
    if one[1] != other[0]:
        return f"{one[1]} columns meet {other[0]} rows: there is no such product"
    product = (one[0], other[1])
    likes = [name for name, shape in (("X", (n, d)), ("W", (d, k))) if shape == product]
    if "dout" not in left + right:
        return f"A product of shape {product}, but what came from behind has no part in it"
    if len({n, d, k}) < 3:
        return f"Shape {product}; but some of N, D, K are equal, and that proves nothing"
    return f"Shape {product}, " + (f"like {likes[0]}!" if likes else "which is nobody's here")


def face_to_face(Affine: Any, numerical_gradient: Callable[..., Array]) -> None:
    """Draw what an affine layer computes, and compare its slopes with wiggled ones.

    Parameters
    ----------
    Affine : class
        The reader's layer.
    numerical_gradient : callable
        `numerical_gradient(f, x)` of chapter 3.
    """

    def draw(n: int, d: int, k: int) -> Picture:
        rng = np.random.default_rng(10 * n + d)
        X, W, b, dout = (
            rng.normal(size=shape) for shape in ((n, d), (d, k), (k,), (n, k))
        )  # fmt: skip
        layer = Affine(W.copy(), b.copy())
        layer.forward(X.copy())
        dX = np.array(layer.backward(dout.copy()), dtype=float)
        yours = {"dX": dX, "dW": np.array(layer.dW), "db": np.array(layer.db)}
        wiggled = {
            "dX": numerical_gradient(lambda X: float(((X @ W + b) * dout).sum()), X),
            "dW": numerical_gradient(lambda W: float(((X @ W + b) * dout).sum()), W),
            "db": numerical_gradient(lambda b: float(((X @ W + b) * dout).sum()), b),
        }
        figure = new_figure(8.8, 5.6)
        grid = figure.subplots(2, 3, width_ratios=(d + 1, k + 1, k + 1))
        apart = 0.0
        for column, name in enumerate(yours):
            found, judge = yours[name], np.asarray(wiggled[name], dtype=float)
            fits = found.shape == judge.shape
            apart = max(apart, float(np.abs(found - judge).max()) if fits else np.inf)
            limit = float(np.abs(judge).max())
            title = f"your {name}: {found.shape}"
            heat(grid[0, column], np.atleast_2d(found), title, limit, 1)
            title = f"by wiggling: {judge.shape}"
            heat(grid[1, column], np.atleast_2d(judge), title, limit, 1)
        same = "agree with wiggling" if apart < 1e-6 else "DO NOT agree with wiggling"
        figure.suptitle(
            f"Your three slopes {same}: largest difference {apart:.0e}", fontsize=11,
            weight="bold", x=0.01, ha="left",
        )  # fmt: skip
        return Picture(figure, f"N = {n}, D = {d}, K = {k}: the slopes {same} ({apart:.0e}).")

    explore(
        draw,
        lambda: {
            "n": counter("N", 4, 1, 6),
            "d": counter("D", 3, 1, 4),
            "k": counter("K", 2, 1, 4),
        },
        waits_for="exercise `Affine`",
    )
