"""The opening question: one trained network, and a switch."""

from __future__ import annotations

import numpy as np

from course.show import Picture, explore
from course.style import GREY, INK, new_figure
from course.widgets.controls import slider, switch
from course.widgets.switching import trained as net
from course.widgets.switching.track import COLOUR, FINE, Array, box


def answer(x: Array, on: bool) -> Array:
    """Ask the stored network: (N, 1) -> (N, 1), with leaky_relu where `on`, else relu."""
    slope = 0.2 if on else 0.0
    h = x @ net.W1 + net.b1
    h = np.where(h > 0, h, slope * h)
    h = h @ net.W2 + net.b2
    h = np.where(h > 0, h, slope * h)
    return h @ net.W3 + net.b3


def one_net() -> None:
    """Let the reader flip the switch of a trained network, and move along its curves."""
    x = np.arange(10.0)

    def draw(switch: int, x0: float) -> Picture:
        name, other = ("leaky", "relu") if switch else ("relu", "leaky")
        figure = new_figure(8.4, 3.7)
        axes = figure.subplots()
        box(axes, x, net.Y)
        there = float(answer(np.array([[x0]]), bool(switch))[0, 0])
        axes.plot(
            FINE, answer(FINE, not switch), color=COLOUR[other], lw=1.2, alpha=0.45,
            label=f"{other}: the same weights",
        )  # fmt: skip
        axes.plot(FINE, answer(FINE, bool(switch)), color=COLOUR[name], label=name)
        axes.axvline(x0, color=GREY, lw=0.8)
        axes.scatter([x0], [there], s=80, color=COLOUR[name], edgecolors=INK, zorder=5)
        wrong = {
            mode: float(np.mean((answer(x[:, None], on)[:, 0] - net.Y) ** 2))
            for mode, on in (("relu", False), ("leaky", True))
        }
        axes.set_title(
            f"Switch {'on: leaky_relu' if switch else 'off: relu'}, y({x0:.2f}) = {there:.2f}."
            f" Squared error at the ten points: {wrong[name]:.3f}"
        )
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        return Picture(
            figure,
            f"One network, switch {switch}: at x = {x0:.2f} it says {there:.2f}. Mean squared "
            f"error at the ten points: relu {wrong['relu']:.3f}, leaky {wrong['leaky']:.3f}.",
        )

    explore(
        draw,
        lambda: {"switch": switch("switch", 0), "x0": slider("x", 3.5, 0.0, 9.0, step=0.05)},
    )
