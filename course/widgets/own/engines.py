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
LIMIT = 1.5


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


def by_size(x: Any) -> int:
    """Decide on a depth: 1 for small inputs, 3 for large ones."""
    return 3 if float(np.abs(x).max()) > LIMIT else 1


def _deepest(_x: Any) -> int:
    return 3


def static_or_dynamic(DynamicDepth: Any, write_down: Callable[..., Any]) -> None:
    """Show what a static program gains in time, and what is frozen in it.

    Parameters
    ----------
    DynamicDepth : class
        The reader's.
    write_down : callable
        `write_down(net, depth)` gives a program with `plan(rows)` and `run(x)`.
    """

    def draw() -> Picture:
        net = DynamicDepth(1, 16, 1, 3, np.random.default_rng(5))
        for p in net.params():
            p.data = 1.6 * np.asarray(p.data)
        ratios, agree = [], True
        program = write_down(net, 3)
        for rows in ROWS:
            x = np.random.default_rng(rows).normal(size=(rows, 1))
            program.plan(rows)
            agree = agree and np.allclose(program.run(x), net(x, _deepest).data)
            tape, fed = seconds(partial(net, x, _deepest)), seconds(partial(program.run, x))
            ratios.append(tape / fed)
        figure = new_figure(9.2, 3.6)
        left, right = figure.subplots(1, 2)
        bars = left.bar([str(rows) for rows in ROWS], ratios, color=BLUE)
        left.bar_label(bars, [f"× {ratio:.1f}" for ratio in ratios])
        left.axhline(1, color=GREY, linestyle=":")
        left.set(xlabel="rows in the batch", ylabel="time of the tape / of the program")
        left.set_title("The same numbers, sooner" if agree else "The numbers DIFFER", fontsize=10)
        grid = np.linspace(0, 3, 61)
        frozen = write_down(net, by_size(np.array([[0.5]])))
        frozen.plan(1)
        alive = [float(np.asarray(net(np.array([[v]]), by_size).data).item()) for v in grid]
        dead = [float(frozen.run(np.array([[v]]))[0, 0]) for v in grid]
        right.plot(grid, alive, color=GREEN, label="define by run: asks x each time")
        right.plot(grid, dead, "--", color=ORANGE, label="written down for x = 0.5")
        right.axvline(LIMIT, color=GREY, linestyle=":")
        right.set(xlabel="x", ylabel="output")
        right.legend(fontsize=8, loc="lower left")
        right.set_title(f"Beyond {LIMIT} the net goes deeper; its recording does not", fontsize=9)
        said = "agrees" if agree else "does NOT agree"
        return Picture(
            figure,
            f"The program {said} with the net; for one row "
            f"the tape takes {ratios[0]:.1f} times as long.",
        )

    explore(draw, waits_for="exercise `DynamicDepth`")
