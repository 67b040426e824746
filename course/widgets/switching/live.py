"""The toggle: the reader's own chain at one point, its graph, and its curves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.livegraph import draw_graph
from course.show import Picture, explore
from course.style import GREY, INK, new_figure
from course.widgets.controls import slider, switch
from course.widgets.switching.track import COLOUR, FINE, LINE, Array, box, column

OwnRun = Callable[[], tuple[Any, Array, Array]]
Infer = Callable[..., Any]


def graph_of_call(chain: Callable[..., Any]) -> None:
    """Draw the graph of one call of a new chain, after its way back.

    Parameters
    ----------
    chain : class of the reader's
        `chain(rng)` makes a network, `network(x, sw_func)` a variable.
    """

    def draw(switch: int) -> Picture:
        net = chain(np.random.default_rng(2))
        result = net(np.array([[3.0], [7.0]]), bool(switch))
        result.backward()
        still = int((np.asarray(net.l1.W.grad) == 0).sum())
        figure = new_figure(11.0, 1.8)
        axes = figure.subplots()
        named = {
            f"{link}.{letter}": getattr(getattr(net, link), letter)
            for link in ("l1", "l2", "l3")
            for letter in ("W", "b")
        }
        title = (
            f"Switch {'on' if switch else 'off'}: of the ten slopes of l1.W, "
            f"{still} {'is' if still == 1 else 'are'} exactly 0"
        )
        draw_graph(result, axes, names=named, title=title)
        return Picture(figure, f"The graph of one call of MyChain. {title}.")

    explore(draw, lambda: {"switch": switch("switch", 0)}, waits_for="exercise `MyChain`")


def toggle(own_run: OwnRun, infer: Infer, x: Array, y: Array) -> None:
    """Draw the trained network's three inferences, and the graph of the call at one point.

    Parameters
    ----------
    own_run : callable
        Gives (net, losses, switches), as the reader's `train_dynamic` does.
    infer : callable
        The reader's, from (net, x, mode, border) to answers of the shape of x.
    x, y : arrays of shape (N, 1), what is known of the box
    """

    def draw(switch: int, x0: float, border: float) -> Picture:
        net, _, _ = own_run()
        figure = new_figure(9.6, 5.0)
        curves, graph = figure.subplots(2, 1, height_ratios=(2.6, 1))
        box(curves, x, y)
        for mode in ("leaky", "relu"):
            curves.plot(
                FINE, column(infer(net, FINE, mode), len(FINE), "infer's answer"),
                color=COLOUR[mode], lw=1.2, ls=LINE[mode], alpha=0.7, label=mode,
            )  # fmt: skip
        mixed = column(infer(net, FINE, "mixed", border), len(FINE), "infer's answer")
        parts = np.where(np.diff((FINE[:, 0] > border).astype(int)) != 0)[0] + 1
        for number, part in enumerate(np.split(np.arange(len(FINE)), parts)):
            curves.plot(
                FINE[part], mixed[part], color=COLOUR["mixed"], lw=3.2, alpha=0.55,
                label="mixed" if number == 0 else None, zorder=2,
            )  # fmt: skip
        result = net(np.array([[x0]]), bool(switch))
        there = float(np.ravel(result.data)[0])
        chosen = "leaky" if switch else "relu"
        curves.axvline(border, color=GREY, ls="--", lw=1)
        curves.scatter([x0], [there], s=80, color=COLOUR[chosen], edgecolors=INK, zorder=5)
        answers = {mode: _error(infer(net, x, mode, border), y) for mode in COLOUR}
        curves.set_title(
            "Squared error at the ten points: "
            + ", ".join(f"{mode} {error:.3f}" for mode, error in answers.items())
        )
        curves.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        title = f"The graph of the call at x = {x0:.2f}, {chosen}: y = {there:.2f}"
        draw_graph(result, graph, title=title)
        return Picture(figure, f"{title}. Border {border:.1f}; mean squared errors: {answers}.")

    explore(
        draw,
        lambda: {
            "switch": switch("switch", 0),
            "x0": slider("x", 3.5, 0.0, 9.0, step=0.05),
            "border": slider("border", 5.0, -0.5, 9.5, step=0.1),
        },
        waits_for="exercises `train_dynamic` and `infer`",
    )


def _error(answers: Any, y: Array) -> float:
    return float(np.mean((column(answers, len(y), "infer's answer") - np.ravel(y)) ** 2))
