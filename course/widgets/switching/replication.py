"""Is the effect real? Differences in pairs with an interval, and a rule on fresh points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.show import Picture, explore
from course.style import BLUE, GREEN, GREY, INK, ORANGE, new_figure
from course.widgets.switching.measuring import Seen
from course.widgets.switching.track import COLOUR, Array

POINTS, NOISE = 24, 0.5
BORDERS = [-np.inf, *np.arange(0.5, 9.0, 0.5).tolist(), np.inf]


def differences(seen: Seen, replicate: Callable[..., Any], last: int) -> None:
    """Draw the differences from relu, in pairs, with the reader's intervals.

    Parameters
    ----------
    seen : callable
        Gives the study: `seeds`, `policies`, and `of(policy)` of shape (seeds, iterations).
    replicate : callable
        The reader's: from (run, seeds, p, rng) to (differences, (low, high)).
    last : int
        The result of a run is the mean of so many losses at its end.
    """

    def draw() -> Picture:
        study = seen()
        ends = {p: study.of(p)[:, -last:].mean(axis=1, dtype=float) for p in study.policies}
        place = {seed: i for i, seed in enumerate(study.seeds)}
        figure = new_figure(9.0, 3.4)
        axes = figure.subplots()
        said = []
        rows = (("mixed", 0.2), ("leaky", 1.0))
        for row, (policy, p) in enumerate(rows):
            by_p = {p: ends[policy], 0.0: ends["relu"]}

            def run(seed: int, p: float, by_p: dict[float, Array] = by_p) -> float:
                return float(by_p[p][place[seed]])

            found, (low, high) = replicate(run, list(study.seeds), p, np.random.default_rng(0))
            found = np.asarray(found, dtype=float)
            shift = 0.11 * np.random.default_rng(1).uniform(-1, 1, size=len(found))
            axes.scatter(
                found, row + shift, s=30, color=COLOUR[policy], alpha=0.75, edgecolors="white"
            )
            axes.plot([low, high], [row + 0.27] * 2, color=INK, lw=4, solid_capstyle="butt")
            axes.scatter(found.mean(), row + 0.27, s=46, color="white", edgecolors=INK, zorder=4)
            axes.text(
                low, row + 0.36,
                f"mean {found.mean():+.2f}, from {low:+.2f} to {high:+.2f}".replace("-", "−"),
                fontsize=9, ha="left", zorder=5,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
            )  # fmt: skip
            said.append(
                f"{policy} minus relu: {found.mean():+.2f}, interval {low:+.2f} to {high:+.2f}, "
                f"lower in {int((found < 0).sum())} of {len(found)} pairs"
            )
        axes.axvline(0, color=GREY, lw=1.2)
        axes.set(yticks=[0, 1], yticklabels=[f"{policy} − relu" for policy, _ in rows])
        axes.set(ylim=(-0.35, 1.65), xlabel=f"difference of the mean loss of the last {last}")
        axes.set_title("Each dot is one system; the bar is the interval for the mean")
        return Picture(figure, "; ".join(said) + ".")

    explore(draw, waits_for="exercise `replicate`")


def judged(seen: Seen, judge_rule: Callable[..., Any]) -> tuple[Array, Array]:
    """Judge rules with a border, and rules of one mode: (seen, fresh) of every seed.

    Returns two arrays of shape (seeds, 2): the squared errors of the rule with a border, and of the
    better one of "relu everywhere" and "leaky everywhere"; columns: points of choice, other points.
    """
    study = seen()
    rng = np.random.default_rng(0)
    x = rng.uniform(0, 9, size=(len(study.seeds), POINTS))
    leaky, relu = (study.answers("mixed", x, on) for on in (True, False))
    part = np.arange(POINTS) < POINTS // 2
    found: list[list[list[float]]] = [[], []]
    for i in range(len(x)):
        y = np.interp(x[i], np.arange(10.0), study.systems[i]) + rng.normal(0, NOISE, size=POINTS)
        for rule, borders in enumerate((BORDERS, [np.inf, -np.inf])):
            _, here, there = judge_rule(
                x[i].copy(), y.copy(), leaky[i].copy(), relu[i].copy(), list(borders), part.copy()
            )
            found[rule].append([float(here), float(there)])
    return np.array(found[0]), np.array(found[1])


def rules(seen: Seen, judge_rule: Callable[..., Any]) -> None:
    """Draw what a chosen border gains on the points of choice, and on the others.

    Parameters
    ----------
    seen : callable
        Gives the study: `seeds`, `systems` (seeds, 10), and `answers(policy, x, switch)`.
    judge_rule : callable
        The reader's: from (x, y, leaky, relu, borders, chosen_on) to (border, seen, fresh).
    """

    def draw() -> Picture:
        border, single = judged(seen, judge_rule)
        gain = single - border  # (seeds, 2)
        figure = new_figure(9.0, 3.7)
        axes = figure.subplots()
        for row in gain:
            axes.plot([0, 1], row, color=GREY, lw=0.8, alpha=0.6, zorder=1)
        for place, colour in ((0, ORANGE), (1, BLUE)):
            axes.scatter(np.full(len(gain), place), gain[:, place], s=30, color=colour, zorder=3)
            axes.scatter(
                place + (0.12 if place else -0.12), gain[:, place].mean(), marker="D", s=60,
                color=GREEN, edgecolors=INK, zorder=4, label=None if place else "mean",
            )  # fmt: skip
        axes.axhline(0, color=INK, lw=1)
        axes.set(xticks=[0, 1], xlim=(-0.5, 1.5), ylabel="squared error saved by the border")
        axes.set_xticklabels(["on the points of choice", "on fresh points"])
        here, there = gain.mean(axis=0)
        worse = int((gain[:, 1] < 0).sum())
        axes.set_title(
            f"Gain where it was chosen {here:.3f}, on fresh points {there:+.3f}"
            f" ({worse} of {len(gain)} lose)"
        )
        axes.legend()
        return Picture(
            figure,
            f"A chosen border saves {here:.3f} on the points of choice, and {there:+.3f} on fresh "
            f"ones, where it does harm for {worse} of {len(gain)} networks.",
        )

    explore(draw, waits_for="exercise `judge_rule`")
