"""A leaderboard row: the reader's chain beside nets that never switch, over several seeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import NotReadyError, Picture, explore
from course.style import BLUE, CYCLE, GREY, INK, new_figure
from course.widgets.controls import counter

Array = NDArray[Any]
STEPS = 300
SEEDS = range(5)


def by_rule(net: Any, x: Array) -> Array:
    """Ask a net about every row, with the switch that its own rule recommends for it."""
    rows = []
    for value in x[:, 0]:
        switch = net.rule(float(value))
        rows.append(np.asarray(net(np.array([[value]]), switch).data, dtype=float).reshape(1))
    return np.array(rows)


def error_of(train: Callable[..., Any], task: Callable[[int], Any], seed: int) -> tuple[float, Any]:
    """Train once under the common budget; return the error at the held-out rows, and the net."""
    x, t, held = task(seed)
    hidden = np.array(t)
    hidden[held] = np.nan  # nobody trains on what is not there
    made = train(x, hidden, held, STEPS, np.random.default_rng(seed))
    if not isinstance(made, tuple) or len(made) != 2:
        raise NotReadyError("`train_own` should return a pair: the net, and the switches.")
    net = made[0]
    return float(np.sqrt(np.mean((by_rule(net, x[held]) - t[held]) ** 2))), net


def leaderboard(
    train_own: Callable[..., Any],
    baselines: Mapping[str, Callable[..., Any]],
    task: Callable[[int], Any],
) -> None:
    """Show the reader's row beside the baselines': median and range over five seeds.

    Parameters
    ----------
    train_own : callable
        `train_own(x, t, held, steps, rng)`, gives a net and its switches.
    baselines : dict
        The same kind of callables, by name.
    task : callable
        From a seed to `(x, t, held)`.
    """

    @cache
    def rows() -> dict[str, list[tuple[float, Any]]]:
        everyone = {"your chain": train_own, **{f"{name} only": f for name, f in baselines.items()}}
        return {name: [error_of(f, task, s) for s in SEEDS] for name, f in everyone.items()}

    def draw(seed: int) -> Picture:
        found = rows()
        figure = new_figure(9.6, 3.9)
        left, right = figure.subplots(1, 2)
        x, t, held = task(seed)
        train = np.setdiff1d(np.arange(len(x)), held)
        left.plot(x[train], t[train], "o", color=GREY, markersize=4, label="trained on")
        left.plot(x[held], t[held], "s", color=INK, markersize=5, label="held out")
        grid = np.linspace(-2, 2, 121)[:, np.newaxis]
        left.plot(grid, by_rule(found["your chain"][seed][1], grid), color=BLUE, label="your chain")
        left.set(xlabel="x", ylabel="y")
        left.legend(fontsize=8)
        left.set_title(f"Your chain on task {seed}, asked by its rule", fontsize=10)
        lines = {}
        for place, (name, runs) in enumerate(found.items()):
            errors = np.array([error for error, _ in runs])
            lines[name] = (float(np.median(errors)), float(errors.min()), float(errors.max()))
            colour = CYCLE[place % len(CYCLE)]
            right.plot(lines[name][1:], [place, place], color=colour, linewidth=4, alpha=0.35)
            right.plot(errors, [place] * len(errors), "|", color=colour, markersize=12)
            right.plot([lines[name][0]], [place], "o", color=colour, markersize=9)
        right.set_yticks(range(len(found)), list(found))
        right.invert_yaxis()
        right.set(xlabel="error at held-out points (root mean square)", xlim=(0, None))
        median, low, high = lines["your chain"]
        row = f"median {median:.3f} (from {low:.3f} to {high:.3f})"
        right.set_title(f"Your row: {row}", fontsize=10)
        others = "; ".join(f"{name} {lines[name][0]:.3f}" for name in lines if name != "your chain")
        return Picture(figure, f"Your row: {row}. Medians of the others: {others}.")

    explore(
        draw, lambda: {"seed": counter("task", 0, 0, 4)},
        waits_for="exercises `OwnChain` and `train_own`",
    )  # fmt: skip
