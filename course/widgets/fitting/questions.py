"""The three closing questions: more columns, other layers, other learning rates."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.datasets import load_town
from course.show import Picture, explore, needs
from course.style import BLUE, GREY, ORANGE, new_figure
from course.widgets.fitting.runs import (
    TOWN_FEATURES,
    TOWN_TEST,
    Fit,
    Run,
    Split,
    cut,
    line,
    mean_error,
    town_run,
)

Array = NDArray[Any]
SEEDS = (1, 2, 3)
SHAPES = ((8, 8), (64,), (64, 64), (128, 128), (64, 64, 64, 64))
RATES = (1e-5, 1e-4, 1e-3, 1e-2, 1e-1)
DICE = 87


def with_dice(X: Array) -> Array:
    """Put 87 columns of random numbers beside the town's 13."""
    return np.column_stack([X, np.random.default_rng(99).normal(size=(len(X), DICE))])


def features(prediction: object, split: Split, fit: Fit) -> None:
    """Train with 3, 13 and 100 columns, of which the last 87 are dice.

    Parameters
    ----------
    prediction : object
        The reader's answer; nothing is shown while it is still `...`.
    split, fit : callable
        The reader's `split_scale_select` and `fit`.
    """

    def draw() -> Picture:
        needs(prediction, "exercise `features_prediction`")
        X, t = load_town()
        X = with_dice(X)
        cases = {"3": TOWN_FEATURES, "13": tuple(range(13)), "13 + 87 dice": tuple(range(100))}
        runs, straight = [], []
        for columns in cases.values():
            runs.append([town_run(split, fit, X, t, seed=seed, features=columns) for seed in SEEDS])
            parts = [
                cut(split, X, t, columns, TOWN_TEST, np.random.default_rng(seed)) for seed in SEEDS
            ]
            straight.append(np.mean([mean_error(line(part), part.t_held) for part in parts]))
        figure = new_figure(8.2, 3.6)
        axes = figure.subplots()
        _bars(axes, list(cases), runs)
        axes.plot(range(3), straight, "D", color=GREY, mec="white", ms=9, label="straight line")
        axes.set(xlabel="columns")
        axes.legend(fontsize=9, ncols=3, loc="upper left")
        ends = _errors(runs, "mae").mean(axis=1)[-1], _errors(runs, "val_mae").mean(axis=1)[-1]
        axes.set_title(f"With 87 dice: training {ends[0]:.2f}, test {ends[1]:.2f} (three splits)")
        return Picture(figure, _told(list(cases), runs))

    explore(draw, waits_for="exercises `split_scale_select` and `fit`")


def shapes(prediction: object, split: Split, fit: Fit) -> None:
    """Train networks of other widths and depths. The parameters are those of `features`."""

    def draw() -> Picture:
        needs(prediction, "exercise `shapes_prediction`")
        X, t = load_town()
        runs = [
            [town_run(split, fit, X, t, seed=seed, hidden=hidden) for seed in SEEDS]
            for hidden in SHAPES
        ]
        names = ["-".join(map(str, (3, *hidden, 1))) for hidden in SHAPES]
        counts = [_parameters((3, *hidden, 1)) for hidden in SHAPES]
        figure = new_figure(9.2, 3.7)
        axes = figure.subplots()
        labels = [f"{name}\n{count:,}" for name, count in zip(names, counts, strict=True)]
        _bars(axes, labels, runs)
        axes.set(xlabel="layers, and the number of parameters")
        axes.legend(fontsize=9, ncols=2, loc="upper right")
        tests = _errors(runs, "val_mae").mean(axis=1)
        axes.set_title(f"The test error goes from {tests.min():.2f} to {tests.max():.2f}")
        return Picture(figure, _told(names, runs))

    explore(draw, waits_for="exercises `split_scale_select` and `fit`")


def rates(prediction: object, split: Split, fit: Fit) -> None:
    """Train with five learning rates. The parameters are those of `features`."""

    def draw() -> Picture:
        needs(prediction, "exercise `rates_prediction`")
        X, t = load_town()
        figure = new_figure(9.2, 3.7)
        chart, bars = figure.subplots(1, 2, width_ratios=(1.3, 1))
        ends = []
        colours = (GREY, "#56B4E9", BLUE, "#009E73", ORANGE)
        for lr, colour in zip(RATES, colours, strict=True):
            run = town_run(split, fit, X, t, seed=SEEDS[0], lr=lr)
            chart.plot(range(1, 101), run.history["val_mae"], color=colour, lw=1.6)
            ends.append(run.mae)
        chart.set(xlabel="epoch", ylabel="mean absolute error, test", yscale="log", ylim=(1.8, 30))
        chart.set_yticks([2, 5, 10, 20], ["2", "5", "10", "20"])
        chart.minorticks_off()
        chart.set_title("Each rate for 100 epochs, in the colours of the right")
        drawn = bars.barh(
            [f"{lr:.5f}".rstrip("0") for lr in RATES], ends, color=colours, height=0.6
        )
        bars.bar_label(drawn, [f" {end:.1f}" for end in ends], fontsize=9)
        bars.set(
            xlabel="mean absolute error at the end",
            xlim=(0, max(26, 1.2 * max(ends))),
            ylabel="learning rate",
        )
        worst = f"{RATES[int(np.argmax(ends))]:.5f}".rstrip("0")
        bars.set_title(f"The worst: {worst}")
        said = ", ".join(f"{lr:g}: {end:.2f}" for lr, end in zip(RATES, ends, strict=True))
        return Picture(figure, f"Mean absolute error of the test after 100 epochs. {said}.")

    explore(draw, waits_for="exercises `split_scale_select` and `fit`")


def _parameters(sizes: Sequence[int]) -> int:
    return sum((n + 1) * k for n, k in itertools.pairwise(sizes))


def _errors(runs: Sequence[Sequence[Run]], name: str) -> Array:
    """Collect the last error of every run: a row a case, a column a seed."""
    return np.array([[run.history[name][-1] for run in case] for case in runs])


def _bars(axes: Any, names: Sequence[str], runs: Sequence[Sequence[Run]]) -> None:
    """Draw training and test error of each case side by side, with a dot for every split."""
    places = np.arange(len(names))
    for name, label, colour, shift in (
        ("mae", "training", BLUE, -0.19),
        ("val_mae", "test", ORANGE, 0.19),
    ):
        errors = _errors(runs, name)
        axes.bar(places + shift, errors.mean(axis=1), 0.36, color=colour, label=label)
        for case, row in enumerate(errors):
            axes.text(case + shift, row.max() + 0.13, f"{row.mean():.2f}", fontsize=9, ha="center")
            axes.scatter(
                np.full(len(row), case + shift), row, s=14, color="white", ec="#1F2933", zorder=3
            )
    axes.set_xticks(places, names)
    worst = max(float(_errors(runs, name).max()) for name in ("mae", "val_mae"))
    axes.set_ylim(0, max(4.8, 1.3 * worst))
    axes.set_ylabel("MAE (thousands)")


def _told(names: Sequence[str], runs: Sequence[Sequence[Run]]) -> str:
    train, test = _errors(runs, "mae").mean(axis=1), _errors(runs, "val_mae").mean(axis=1)
    return (
        "; ".join(
            f"{name}: training {a:.2f}, test {b:.2f}"
            for name, a, b in zip(names, train, test, strict=True)
        )
        + "."
    )
