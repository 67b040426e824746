"""The project: how sure a reader of digits says it is, and how often it is right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course import plots
from course.show import Picture, explore
from course.style import GREEN, GREY, INK, ORANGE, SKY, new_figure
from course.widgets.controls import counter, slider

Array = NDArray[Any]
Calls = Callable[[Array, float, float], tuple[Array, Array]]
Report = Callable[[Array, Array], tuple[float, float]]
_BINS = 10


def average_digits(averages: Array) -> None:
    """Show the average image of each class.

    Parameters
    ----------
    averages : array of shape (K, H, W)
    """

    def draw() -> Picture:
        figure = new_figure(8.0, 1.35)
        for digit, (axes, pixels) in enumerate(
            zip(figure.subplots(1, len(averages)), averages, strict=True)
        ):
            plots.image(axes, pixels, str(digit))
        figure.suptitle(
            "What the reader knows: ten average images", x=0.01, ha="left", fontsize=11,
            fontweight="bold",
        )  # fmt: skip
        return Picture(figure, "The average image of each digit.")

    explore(draw)


def honest_reader(
    calls: Calls, honest_report: Report, scores: Array, labels: Array, images: Array
) -> None:
    """Show how sure the reader is and how often it is right, for a temperature and a threshold.

    Parameters
    ----------
    calls, honest_report : callable
        The reader's functions of exercises 2.11 and 2.12.
    scores : array of shape (N, K)
    labels : array of shape (N,)
    images : array of shape (N, H, W)
    """

    def draw(power: int, threshold: float) -> Picture:
        temperature = 2.0**power
        digit, sure = _called(calls, scores, temperature, 0.0)
        _, right_share = _reported(honest_report, digit, labels)
        figure = new_figure(8.4, 4.9)
        parts: Any = figure.subfigures(2, 1, height_ratios=(2.6, 1))
        upper, lower = parts
        trust, trade = upper.subplots(1, 2)
        _reliability(trust, sure, digit == labels)
        _trade_off(trade, calls, honest_report, scores, labels, temperature, threshold)
        called, _ = _called(calls, scores, temperature, threshold)
        refused = np.flatnonzero(called < 0)
        shown = lower.subplots(1, 9)
        for axes in shown:
            axes.axis("off")
        for axes, i in zip(shown, refused, strict=False):
            axes.axis("on")
            plots.image(axes, images[i], f"is {labels[i]}, guess {digit[i]}")
            axes.title.set_fontsize(8)
        lower.suptitle(
            f"It says “I don't know” to {len(refused)} of {len(scores)} images"
            + (":" if len(refused) else "."), x=0.01, ha="left", fontsize=10, color=INK,
        )  # fmt: skip
        upper.suptitle(
            f"$T$ = {temperature:g}: it is {100 * sure.mean():.1f} % sure on average, "
            f"and right {100 * right_share:.1f} % of the time",
            x=0.01, ha="left", fontsize=11, fontweight="bold",
        )  # fmt: skip
        return Picture(
            figure,
            f"T = {temperature:g}: sure {sure.mean():.3f}, right {right_share:.3f}; "
            f"{len(refused)} refused at {threshold:.2f}.",
        )

    explore(
        draw,
        lambda: {
            "power": counter("T = 2^", 0, 0, 8),
            "threshold": slider("threshold", 0.8, 0.0, 1.0, 0.05),
        },
        waits_for="exercises 2.11 and 2.12",
    )


def _called(
    calls: Calls, scores: Array, temperature: float, threshold: float
) -> tuple[Array, Array]:
    digit, sure = calls(scores.copy(), temperature, threshold)
    digit, sure = np.asarray(digit), np.asarray(sure, dtype=float)
    if digit.shape != (len(scores),) or sure.shape != (len(scores),):
        raise ValueError(f"{len(scores)} rows gave the shapes {digit.shape} and {sure.shape}")
    return digit, sure


def _reported(honest_report: Report, digit: Array, labels: Array) -> tuple[float, float]:
    coverage, accuracy = honest_report(digit.copy(), labels.copy())
    return float(coverage), float(accuracy)


def _reliability(axes: Any, sure: Array, right: Array) -> None:
    """Draw the share of right answers for each tenth of sureness."""
    which = np.clip((sure * _BINS).astype(int), 0, _BINS - 1)
    centres = (np.arange(_BINS) + 0.5) / _BINS
    counts = np.bincount(which, minlength=_BINS)
    filled = counts >= 5  # fewer say nothing
    shares = np.bincount(which, weights=right, minlength=_BINS)[filled] / counts[filled]
    axes.bar(centres[filled], shares, width=0.085, color=SKY, zorder=2)
    for x, count in zip(centres[filled], counts[filled], strict=True):
        axes.text(x, 0.02, str(count), ha="center", fontsize=8, color=INK, zorder=4)
    axes.plot([0, 1], [0, 1], color=INK, linewidth=1.2, linestyle="dashed", zorder=3)
    axes.text(0.01, 0.07, "honest", rotation=36, fontsize=8.5, color=INK)
    axes.set(xlim=(0, 1), ylim=(0, 1.12), xlabel="how sure it is", ylabel="how often it is right")
    over = float(sure.mean() - right.mean())
    said = "too sure" if over > 0.02 else "not sure enough" if over < -0.02 else "about as it says"
    axes.set_title(f"Words and deeds: {said}")


def _trade_off(
    axes: Any,
    calls: Calls,
    honest_report: Report,
    scores: Array,
    labels: Array,
    temperature: float,
    threshold: float,
) -> None:
    """Draw accuracy against coverage for many thresholds, and mark the chosen one."""
    trail = []
    for limit in (*np.linspace(0, 0.95, 20), 0.97, 0.99):
        coverage, accuracy = _reported(
            honest_report, _called(calls, scores, temperature, float(limit))[0], labels
        )
        if coverage > 0:
            trail.append((coverage, accuracy))
    path = np.array(trail)
    axes.plot(path[:, 0], path[:, 1], color=GREEN, marker=".", markersize=5, linewidth=1.4)
    called, _ = _called(calls, scores, temperature, threshold)
    coverage, accuracy = _reported(honest_report, called, labels)
    axes.scatter([coverage], [accuracy], s=90, color=ORANGE, zorder=4, edgecolors="white")
    axes.axhline(accuracy, color=GREY, linewidth=0.7, linestyle="dotted")
    axes.set(xlim=(-0.03, 1.05), ylim=(0.86, 1.012), xlabel="share of images that it answers")
    axes.set_ylabel("accuracy on these")
    axes.set_title(f"Answers {100 * coverage:.0f} %, right on {100 * accuracy:.1f} % of them")
