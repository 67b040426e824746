"""Knocks in a machine: recordings of 40 samples, and networks that tell three kinds apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore, needs
from course.style import BLUE, CYCLE, GREEN, GREY, INK, ORANGE, new_figure
from course.widgets.controls import counter

Array = NDArray[Any]
NAMES = ("fading", "swelling", "humming")


def _shapes() -> Array:
    k = np.arange(10)
    fading = np.exp(-k / 3) * np.sin(np.pi * k / 2 + 0.5)
    humming = np.exp(-(((k - 4.5) / 2) ** 2)) * np.cos(np.pi * (k - 4.5) / 2)
    shapes = np.array([fading, fading[::-1], humming])
    return np.asarray(2.2 * shapes / np.sqrt(np.square(shapes).sum(axis=1, keepdims=True)))


#: One knock of each kind, shape (3, 10), all equally loud. The second is the first, reversed.
SHAPES = _shapes()


def recordings(
    count: int, seed: int, first: int = 0, last: int = 30
) -> tuple[Array, NDArray[np.int64], NDArray[np.int64]]:
    """Simulate recordings of a machine, each with one knock somewhere.

    Parameters
    ----------
    count : int
    seed : int
    first, last : int
        The knock begins at a sample drawn from this range, both ends included.

    Returns
    -------
    x : array of shape (count, 1, 40)
        A slow swaying, noise, and the knock.
    t : array of shape (count,)
        Its kind: a place in `NAMES`.
    start : array of shape (count,)
        Where the knock begins.

    Examples
    --------
    >>> x, t, start = recordings(600, seed=0)
    >>> x.shape, t.shape, int(start.max())
    ((600, 1, 40), (600,), 30)
    """
    rng = np.random.default_rng(seed)
    t = rng.integers(0, 3, size=count)
    start = rng.integers(first, last + 1, size=count)
    waves, phases = rng.uniform(0.5, 1.5, size=(count, 1)), rng.uniform(size=(count, 1))
    x = 0.8 * np.sin(2 * np.pi * (waves * np.arange(40) / 40 + phases))
    x += 0.2 * rng.normal(size=x.shape)
    loud = rng.uniform(0.8, 1.3, size=(count, 1))
    np.put_along_axis(
        x,
        start[:, None] + np.arange(10),
        np.take_along_axis(x, start[:, None] + np.arange(10), axis=1) + loud * SHAPES[t],
        axis=1,
    )
    return x[:, None, :], t, start


def knocks(
    train: Callable[..., Any], accuracy: Callable[..., Any], nets: dict[str, Callable[..., Any]]
) -> None:
    """Train networks on recordings and compare them; draw the first one's filters and misses.

    Parameters
    ----------
    train : callable
        `train(net, x, t, epochs, rng)`, given in the notebook.
    accuracy : callable
        `accuracy(net, x, t)`, given in the notebook.
    nets : dict
        A title for each way to make a network: `make(rng)` gives a list of layers. The first
        one begins with the reader's Conv1D.
    """

    def draw(epochs: int) -> Picture:
        x, t, _ = recordings(900, 0)
        x_test, t_test, _ = recordings(600, 1)
        scores, first = {}, None
        for name, make in nets.items():
            net = make(np.random.default_rng(10))
            train(net, x, t, epochs, np.random.default_rng(0))
            scores[name] = (accuracy(net, x, t), accuracy(net, x_test, t_test))
            first = net[0] if first is None else first
        figure = new_figure(9.6, 3.9)
        bars, filters = figure.subplots(1, 2, width_ratios=(1.2, 1))
        _bars(bars, scores, ("900 it learned from", "600 new ones"))
        said = [f"{name}: {new:.0%}" for name, (_, new) in scores.items()]
        bars.set_title("On new recordings: " + ", ".join(said))
        weights = np.asarray(first.W if first is not None else SHAPES, dtype=float)
        for number, row in enumerate(weights[:, 0]):
            scaled = 0.42 * row / (np.abs(row).max() or 1.0)
            filters.plot(scaled - number, color=CYCLE[number % len(CYCLE)], lw=1.6)
        filters.set(xlabel="sample of the kernel", yticks=[])
        filters.set_title(f"The {len(weights)} kernels of the first layer")
        return Picture(figure, f"After {epochs} epochs, on new recordings: {', '.join(said)}.")

    explore(draw, lambda: {"epochs": counter("epochs", 20, 1, 30)}, waits_for="exercise `series`")


def _bars(axes: Any, scores: dict[str, tuple[float, float]], labels: tuple[str, str]) -> None:
    place = np.arange(len(scores))
    pairs = np.array(list(scores.values()), dtype=float)
    for number, (label, colour) in enumerate(zip(labels, (GREY, BLUE), strict=True)):
        drawn = axes.bar(
            place + 0.38 * (number - 0.5), pairs[:, number], width=0.36, color=colour, label=label
        )
        axes.bar_label(drawn, [f"{value:.0%}" for value in pairs[:, number]], fontsize=9)
    axes.axhline(1 / 3, color=INK, ls=":", lw=1)
    axes.text(len(scores) - 0.54, 0.35, "guessing", fontsize=8, ha="left", va="bottom")
    axes.set_xticks(place, list(scores))
    axes.set(
        ylim=(0, 1.35), xlim=(-0.5, len(scores) - 0.15 - 0.02 * len(scores)), ylabel="right answers"
    )
    axes.set_yticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])
    axes.legend(loc="upper center", ncols=2, fontsize=9)


def shifted(
    prediction: object, train: Callable[..., Any], accuracy: Callable[..., Any],
    nets: dict[str, Callable[..., Any]],
) -> None:  # fmt: skip
    """Train on early knocks only, and ask about late ones.

    Parameters
    ----------
    prediction : object
        The reader's answer; nothing is shown while it is still `...`.
    train, accuracy, nets
        As for `knocks`.
    """

    def draw() -> Picture:
        needs(prediction, "exercise `shift_prediction`")
        x, t, early = recordings(600, 2, 0, 12)
        x_same, t_same, _ = recordings(600, 3, 0, 12)
        x_late, t_late, late = recordings(600, 4, 18, 30)
        scores = {}
        for name, make in nets.items():
            net = make(np.random.default_rng(10))
            train(net, x, t, 30, np.random.default_rng(0))
            scores[name] = (accuracy(net, x_same, t_same), accuracy(net, x_late, t_late))
        figure = new_figure(9.6, 3.9)
        when, bars = figure.subplots(1, 2, width_ratios=(1, 1.5))
        when.hist(early, bins=np.arange(-0.5, 31), color=GREEN, alpha=0.8, label="to learn from")
        when.hist(late, bins=np.arange(-0.5, 31), color=ORANGE, alpha=0.8, label="late ones")
        when.set(xlabel="where the knock begins (sample)", ylabel="recordings", ylim=(0, 95))
        when.legend(loc="upper center", fontsize=9)
        when.set_title("No late knock was ever shown")
        _bars(bars, scores, ("new, early knocks", "new, late knocks"))
        said = [f"{name.replace(chr(10), ' ')}: {new:.0%}" for name, (_, new) in scores.items()]
        bars.set_title(f"On late knocks, the best has {max(v[1] for v in scores.values()):.0%}")
        return Picture(figure, "On late knocks: " + ", ".join(said) + ".")

    explore(draw, waits_for="exercise `series`")
