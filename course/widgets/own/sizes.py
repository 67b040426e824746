"""Networks whose depth and width are chosen by the call: fits, graphs, and who rests."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.livegraph import draw_graph
from course.show import NotReadyError, Picture, explore, needs
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.controls import counter

Array = NDArray[Any]
DEEPEST, WIDEST = 3, 12
X = np.linspace(-2, 2, 41)[:, np.newaxis]
T = np.sin(3 * X) * np.exp(-(X**2) / 4) + 0.3 * X


def as_outputs(y: Any, like: Array = T) -> Array:
    """Return a variable's data; say so if what a call gave is no such variable."""
    found = np.asarray(getattr(y, "data", None))
    if found.shape != like.shape:
        raise NotReadyError(
            f"The call should give a variable of shape {like.shape}; here it gave "
            f"{type(y).__name__}{f' of shape {found.shape}' if found.shape else ''}."
        )
    return found.astype(float)


def depths(DynamicDepth: Any, train: Callable[..., list[float]]) -> None:
    """Train the reader's net at all depths, and show the fit and the graph of each.

    Parameters
    ----------
    DynamicDepth : class
        `DynamicDepth(n_in, n_hidden, n_out, max_depth, rng)`; its nets take `(x, depth_fn)`.
    train : callable
        `train(net, x, t, steps, rng, max_depth)`, in place.
    """

    @cache
    def trained() -> Any:
        net = DynamicDepth(1, 10, 1, DEEPEST, np.random.default_rng(1))
        train(net, X, T, 1200, np.random.default_rng(2), DEEPEST)
        return net

    def draw(depth: int) -> Picture:
        net = trained()
        fits = [as_outputs(net(X, lambda _, d=d: d)) for d in range(DEEPEST + 1)]
        errors = [float(np.sqrt(np.mean((fit - T) ** 2))) for fit in fits]
        figure = new_figure(9.6, 4.9)
        above, below = figure.subplots(2, 1, gridspec_kw={"height_ratios": (1.5, 1)})
        above.plot(X, T, ":", color=GREY, label="the curve")
        for d, fit in enumerate(fits):
            chosen = d == depth
            above.plot(
                X, fit, color=BLUE if chosen else GREY, linewidth=2.5 if chosen else 0.8,
                zorder=3 if chosen else 1, label=f"depth {d}" if chosen else None,
            )  # fmt: skip
        above.set(xlabel="x", ylabel="y")
        above.legend(loc="upper left")
        all_errors = ", ".join(f"{error:.3f}" for error in errors)
        above.set_title(f"Depth {depth}: error {errors[depth]:.3f} (depths 0 to 3: {all_errors})")
        draw_graph(
            net(X[:1], lambda _: depth), below, title=f"The graph of a call of depth {depth}"
        )
        return Picture(figure, f"At depth {depth} the error is {errors[depth]:.3f}.")

    explore(
        draw,
        lambda: {"depth": counter("depth", 2, 0, DEEPEST)},
        waits_for="exercise `DynamicDepth`",
    )


def widths(DynamicWidth: Any, train: Callable[..., list[float]]) -> None:
    """Train the reader's net at all widths, and show the fit of each.

    Parameters
    ----------
    DynamicWidth : class
        `DynamicWidth(n_in, max_width, n_out, rng)`; its nets are called with `(x, k)`.
    train : callable
        `train(net, x, t, steps, rng, max_width)`, in place.
    """

    @cache
    def trained() -> Any:
        net = DynamicWidth(1, WIDEST, 1, np.random.default_rng(1))
        train(net, X, T, 1500, np.random.default_rng(2), WIDEST)
        return net

    def draw(width: int) -> Picture:
        net = trained()
        fits = [as_outputs(net(X, k)) for k in range(1, WIDEST + 1)]
        errors = [float(np.sqrt(np.mean((fit - T) ** 2))) for fit in fits]
        figure = new_figure(8.8, 3.4)
        left, right = figure.subplots(1, 2)
        left.plot(X, T, ":", color=GREY, label="the curve")
        left.plot(X, fits[width - 1], color=BLUE, label=f"the first {width} units")
        left.set(xlabel="x", ylabel="y")
        left.legend(loc="upper left", fontsize=8)
        left.set_title(f"{width} of {WIDEST} units: error {errors[width - 1]:.3f}", fontsize=10)
        right.plot(range(1, WIDEST + 1), errors, "o-", color=INK)
        right.plot([width], [errors[width - 1]], "o", color=ORANGE, markersize=10)
        right.set(xlabel="units used", ylabel="error (root mean square)", ylim=(0, None))
        ends = f"error {errors[0]:.2f} with one unit, {errors[-1]:.2f} with all"
        right.set_title(f"One net: {ends}", fontsize=10)
        return Picture(figure, f"With {width} units the error is {errors[width - 1]:.3f}.")

    explore(
        draw, lambda: {"width": counter("width", 3, 1, WIDEST)}, waits_for="exercise `DynamicWidth`"
    )


def drift(DynamicDepth: Any, DynamicWidth: Any, Adam: Any, mse: Any) -> tuple[Array, Array]:
    """Return how far unused layers and unused units have moved, after each of 100 steps.

    Both nets are trained for 100 steps with all they have, then at depth 1 and width 2.
    """
    deep = DynamicDepth(1, 8, 1, DEEPEST, np.random.default_rng(3))
    wide = DynamicWidth(1, 8, 1, np.random.default_rng(3))

    def unused_layers() -> Array:
        links = (deep.hidden2, deep.hidden3)
        return np.concatenate([np.ravel(p.data) for link in links for p in (link.W, link.b)])

    def unused_units() -> Array:
        parts = (wide.hidden.W.data[:, 2:], wide.hidden.b.data[2:], wide.out.W.data[2:])
        return np.concatenate([np.ravel(part) for part in parts])

    moved = []
    for call, net, unused in (
        (lambda full: deep(X, lambda _: DEEPEST if full else 1), deep, unused_layers),
        (lambda full: wide(X, 8 if full else 2), wide, unused_units),
    ):
        optimizer, then, path = Adam(net, lr=0.01), np.zeros(0), []
        for step in range(200):
            if step == 100:
                then = np.array(unused())
            mse(call(step < 100), T).backward()
            optimizer.update()
            if step >= 100:
                path.append(float(np.abs(unused() - then).max()))
        moved.append(np.array(path))
    return moved[0], moved[1]


def rest(prediction: Any, DynamicDepth: Any, DynamicWidth: Any, Adam: Any, mse: Any) -> None:
    """Show, once it has been predicted, which unused parameters go on moving.

    Parameters
    ----------
    prediction : str
        The reader's answer; nothing is shown before there is one.
    DynamicDepth, DynamicWidth : classes
        The reader's.
    Adam : class
        `Adam(net, lr)` with `update()`.
    mse : callable
        From outputs and targets to a variable.
    """

    def draw() -> Picture:
        needs(prediction, "exercise `rest_prediction`")
        layers, units = drift(DynamicDepth, DynamicWidth, Adam, mse)
        steps = np.arange(101, 201)
        figure = new_figure(7.6, 3.6)
        axes = figure.subplots()
        axes.plot(steps, units, color=ORANGE, label="units 3 to 8 (gradient 0)")
        axes.plot(steps, layers, "--", color=BLUE, label="hidden2 and hidden3 (no gradient)")
        axes.set(xlabel="step", ylabel="largest move since step 100")
        axes.legend(loc="center right")
        axes.set_title(
            f"What is not used: the layers have moved by {layers[-1]:.2g}, "
            f"the units by {units[-1]:.2g}"
        )
        return Picture(
            figure, f"The layers have moved by {layers[-1]:.2g}, the units by {units[-1]:.2g}."
        )

    explore(draw, waits_for="exercises `DynamicDepth` and `DynamicWidth`")
