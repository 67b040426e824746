"""A program that was written down once, beside the net that it was written down from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import Any

import numpy as np

from course.show import Picture, explore
from course.style import BLUE, GREEN, GREY, ORANGE, new_figure

ROWS = (1, 10, 100, 1000)


def seconds(f: Callable[[], Any], at_least: float = 0.02) -> float:
    """Return the seconds that a call takes, the best of three rounds of many calls."""
    best, calls = np.inf, 1
    for _ in range(3):
        spent = 0.0
        while spent < at_least:
            start = perf_counter()
            for _ in range(calls):
                f()
            spent = perf_counter() - start
            best = min(best, spent / calls)
            calls *= 2 if spent < at_least else 1
    return float(best)


def static_or_dynamic(Rounds: Any, write_down: Callable[..., Any]) -> None:
    """Show what a static program gains in time, and what is frozen in it.

    Parameters
    ----------
    Rounds : class
        `Rounds(n, rng)`; a net is called with x, and `net.rounds(x)` says how often it goes round.
    write_down : callable
        `write_down(net, rounds, rows)` gives a program with `run(x)`.
    """

    def draw() -> Picture:
        net = Rounds(16, np.random.default_rng(5))
        for p in net.params():
            p.data = 1.6 * np.asarray(p.data)
        ratios, agree = [], True
        for rows in ROWS:
            x = np.random.default_rng(rows).normal(size=(rows, 1))
            program = write_down(net, net.rounds(x), rows)
            agree = agree and np.allclose(program.run(x), net(x).data)
            tape, fed = seconds(partial(net, x)), seconds(partial(program.run, x))
            ratios.append(tape / fed)
        figure = new_figure(9.2, 3.6)
        left, right = figure.subplots(1, 2)
        bars = left.bar([str(rows) for rows in ROWS], ratios, color=BLUE)
        left.bar_label(bars, [f"× {ratio:.1f}" for ratio in ratios])
        left.axhline(1, color=GREY, linestyle=":")
        left.set(xlabel="rows in the batch", ylabel="time of the tape / of the program")
        left.set_title("The same numbers, sooner" if agree else "The numbers DIFFER", fontsize=10)
        grid = np.linspace(0, 3, 61)
        frozen = write_down(net, net.rounds(np.array([[0.5]])), 1)
        alive = [float(np.asarray(net(np.array([[v]])).data).item()) for v in grid]
        dead = [float(frozen.run(np.array([[v]]))[0, 0]) for v in grid]
        right.plot(grid, alive, color=GREEN, label="define by run: asks x each time")
        right.plot(grid, dead, "--", color=ORANGE, label="written down for x = 0.5")
        moments = [net.rounds(np.array([[v]])) for v in grid]
        limit = float(
            grid[np.argmax(np.array(moments) > moments[0]) - 1]
        )  # the last before the change
        right.axvline(limit, color=GREY, linestyle=":")
        right.set(xlabel="x", ylabel="output")
        right.legend(fontsize=8, loc="upper left")
        right.set_title(f"Beyond {limit:.1f} the net goes on; its recording does not", fontsize=9)
        said = "agrees" if agree else "does NOT agree"
        return Picture(
            figure,
            f"The program {said} with the net; for one row "
            f"the tape takes {ratios[0]:.1f} times as long.",
        )

    explore(draw)
