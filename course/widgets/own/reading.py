"""A network that reads circuits: trained on small ones, asked about large ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.livegraph import draw_graph
from course.show import Picture, explore
from course.style import BLUE, GREY, ORANGE, new_figure
from course.widgets.controls import counter

SIZES = (1, 2, 3, 4, 6, 9, 14, 20, 30, 40)
STEPS = 400


def share_right(
    net: Any, gates: int, grow: Callable[..., Any], result_of: Callable[..., int], count: int = 60
) -> tuple[float, float]:
    """Return the share of circuits that a net reads rightly, and the share that gives 1."""
    rng = np.random.default_rng(gates)
    drawn = [grow(gates, rng) for _ in range(count)]
    truth = np.array([result_of(circuit) for circuit in drawn])
    said = np.array([float(np.asarray(net(circuit).data).item()) > 0.5 for circuit in drawn])
    return float(np.mean(said == truth)), float(truth.mean())


def circuits(CircuitNet: Any, train: Callable[..., list[float]], grow: Any, result_of: Any) -> None:
    """Train the reader's net on circuits of up to four gates, and ask it about larger ones.

    Parameters
    ----------
    CircuitNet : class
        `CircuitNet(n, rng)`; its nets are called with a circuit.
    train : callable
        `train(net, steps, rng)`, in place; returns the losses.
    grow, result_of : callables
        `grow(gates, rng)` draws a circuit, `result_of(circuit)` gives 0 or 1.
    """

    def draw(seed: int) -> Picture:
        rng = np.random.default_rng(seed)
        net = CircuitNet(8, rng)
        losses = train(net, STEPS, rng)
        found = [share_right(net, gates, grow, result_of) for gates in SIZES]
        right = np.array([share for share, _ in found])
        guess = np.array([max(ones, 1 - ones) for _, ones in found])
        figure = new_figure(9.0, 3.5)
        left, axes = figure.subplots(1, 2)
        left.plot(range(1, len(losses) + 1), losses, color=BLUE, linewidth=1)
        left.set_yscale("log")
        left.set(xlabel="step (eight circuits each)", ylabel="loss (logarithmic)")
        left.set_title(f"{STEPS} steps on circuits of 1 to 4 gates", fontsize=10)
        axes.axvspan(0.9, 4.4, color=GREY, alpha=0.15)
        axes.text(1.0, 46, "trained here", color=GREY, fontsize=9)
        axes.plot(SIZES, 100 * right, "o-", color=BLUE, label="your network")
        axes.plot(SIZES, 100 * guess, "s:", color=ORANGE, label="always the more frequent result")
        axes.set_xscale("log")
        axes.set_xticks(SIZES, [str(gates) for gates in SIZES])
        axes.minorticks_off()
        axes.set(xlabel="gates in the circuit", ylabel="right results (%)", ylim=(42, 103))
        axes.legend(loc="lower right", fontsize=8)
        large = 100 * right[-1]
        axes.set_title(f"Of circuits with 40 gates it reads {large:.0f} % rightly", fontsize=10)
        return Picture(
            figure,
            f"After {STEPS} steps the net reads {100 * right[0]:.0f} % of single gates and "
            f"{large:.0f} % of circuits with 40 gates rightly.",
        )

    explore(draw, lambda: {"seed": counter("seed", 0, 0, 9)}, waits_for="exercise `CircuitNet`")


def circuit_graphs(CircuitNet: Any) -> None:
    """Draw the graphs that the reader's net makes of a small circuit and of a larger one."""

    def draw() -> Picture:
        net = CircuitNet(2, np.random.default_rng(0))
        figure = new_figure(9.6, 5.2)
        shown = ((1, 0), ((1, 0), 1))
        plots = figure.subplots(2, 1, gridspec_kw={"height_ratios": (1, 1.4)})
        for axes, circuit in zip(plots, shown, strict=True):
            draw_graph(net(circuit), axes, title=f"The graph of the circuit {circuit}")
        return Picture(
            figure, f"The graphs of {shown[0]} and {shown[1]}: two shapes, one function."
        )

    explore(draw, waits_for="exercise `CircuitNet`")
