"""The project: what the network makes of new digits, and what batches are worth."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course import plots
from course.show import NotReadyError, Picture, explore
from course.style import BLUE, GREY, INK, ZERO, new_figure

Array = NDArray[Any]
Weights = tuple[list[Array], list[Array]]
_BATCHES = (1, 2, 5, 10, 20, 50, 100, 200)
_REPEATS = 7
_SHOWN = 20


def _network(MLP: Callable[..., Any], weights: Weights) -> Any:
    """Make a network of the reader's class, and put trained weights into it."""
    W, b = weights
    sizes = [len(W[0]), *(len(c) for c in b)]
    net = MLP(sizes, np.random.default_rng(0), np.tanh)
    net.W, net.b = [w.copy() for w in W], [c.copy() for c in b]
    return net


def results(
    MLP: Callable[..., Any],
    predict_batched: Callable[..., Any],
    accuracy: Callable[..., Any],
    weights: Weights,
    data: tuple[Array, Array],
) -> None:
    """Show what is taken for what, and the images that the network gets wrong.

    Parameters
    ----------
    MLP, predict_batched, accuracy : callable
        The reader's class and functions.
    weights : (list of arrays, list of arrays)
        Trained weights and biases.
    data : (array of shape (N, 64), array of shape (N,))
        New images and their digits.
    """
    X, t = data

    def draw() -> Picture:
        net = _network(MLP, weights)
        said = _classes(predict_batched(net, X.copy(), 100), len(X))
        share = float(accuracy(said.copy(), t.copy()))
        wrong = np.flatnonzero(said != t)
        table = np.zeros((10, 10), dtype=int)
        np.add.at(table, (t, said), 1)
        figure = new_figure(9.0, 4.6)
        parts: Any = figure.subfigures(1, 2, width_ratios=(1.15, 1))
        _confusion(parts[0].subplots(), table)
        _gallery(parts[1], X, t, said, wrong)
        figure.suptitle(
            f"{100 * share:.1f} % of {len(X)} new images are read right, {len(wrong)} are not",
            fontsize=11, fontweight="bold", x=0.01, ha="left",
        )  # fmt: skip
        off = table - np.diag(np.diag(table))
        true, taken = np.unravel_index(off.argmax(), off.shape)
        return Picture(
            figure,
            f"Accuracy {share:.3f}, {len(wrong)} wrong; "
            f"most often {_a(int(true))} taken for {_a(int(taken))}, {off.max()} times.",
        )

    explore(draw, waits_for="exercises 2.18, 2.22 and 2.23")


def _classes(answers: object, N: int) -> Array:
    """Return a reader's predictions as integers, or say what is odd about them."""
    said = np.asarray(answers)
    if said.shape != (N,):
        raise NotReadyError(
            f"predict_batched gave answers of shape {said.shape} for {N} images. "
            "What does the check of exercise 2.22 say?"
        )
    said = said.astype(int)
    if said.min() < 0 or said.max() > 9:
        raise NotReadyError(
            "predict_batched gave answers that are no digits. What does the check of exercise 2.22 "
            "say?"
        )
    return said


def _a(digit: int) -> str:
    return f"an {digit}" if digit == 8 else f"a {digit}"


def _confusion(axes: Any, table: Array) -> None:
    """Draw the table of written against read digits; the eye shall find the mistakes."""
    mistakes = table - np.diag(np.diag(table))
    axes.imshow(mistakes, cmap="Oranges", vmin=0, vmax=max(8, int(mistakes.max())))
    for (row, column), count in np.ndenumerate(table):
        if count:
            right = row == column
            axes.text(
                column, row, str(count), ha="center", va="center", fontsize=9,
                color=GREY if right else INK, fontweight=None if right else "bold",
            )  # fmt: skip
    axes.set_xticks(range(10))
    axes.set_yticks(range(10))
    axes.set(xlabel="read as", ylabel="written")


def _gallery(part: Any, X: Array, t: Array, said: Array, wrong: Array) -> None:
    """Show the images that were read wrong, those with the same mistake side by side."""
    order = wrong[np.lexsort((said[wrong], t[wrong]))][:_SHOWN]
    places = part.subplots(4, 5).ravel()
    for axes in places:
        axes.axis("off")
    for axes, i in zip(places, order, strict=False):
        axes.axis("on")
        plots.image(axes, X[i].reshape(8, 8), f"{t[i]} read as {said[i]}")
        axes.title.set_fontsize(8)


def timing(
    MLP: Callable[..., Any], predict_batched: Callable[..., Any], weights: Weights, X: Array
) -> None:
    """Measure the time per image for several batch sizes, and compare the answers.

    Parameters
    ----------
    MLP, predict_batched : callable
        The reader's class and function.
    weights : (list of arrays, list of arrays)
    X : array of shape (N, 64)
    """

    def draw() -> Picture:
        net = _network(MLP, weights)
        first = _classes(predict_batched(net, X, len(X)), len(X))
        best, same = np.full(len(_BATCHES), np.inf), True
        for _ in range(_REPEATS):  # in turns: a busy moment of the machine then hits all sizes
            for place, size in enumerate(_BATCHES):
                start = perf_counter()
                answers = predict_batched(net, X, size)
                best[place] = min(best[place], perf_counter() - start)
                same = same and bool(np.array_equal(_classes(answers, len(X)), first))
        times = 1e6 * best / len(X)
        figure = new_figure(7.2, 3.6)
        axes = figure.subplots()
        axes.loglog(_BATCHES, times, color=BLUE, marker="o")
        axes.axhline(times.min(), color=GREY, linewidth=1, linestyle=":")
        axes.set_xticks(_BATCHES, [str(size) for size in _BATCHES])
        round_numbers = [c * 10.0**power for power in range(-3, 5) for c in (1, 2, 5)]
        inside = [v for v in round_numbers if times.min() / 2 < v < times.max() * 2]
        axes.set_yticks(inside, [f"{value:g}" for value in inside])
        axes.minorticks_off()
        axes.set(xlabel="images in a batch", ylabel="microseconds for one image")
        factor = times[0] / times[_BATCHES.index(100)]
        answers_text = "the answers are the same" if same else "but the answers differ"
        axes.set_title(f"In batches of 100 each image costs 1/{factor:.0f}; {answers_text}")
        axes.title.set_color(INK if same else ZERO)
        return Picture(
            figure,
            f"One at a time {times[0]:.1f} microseconds an image, in batches of 100 "
            f"{times[_BATCHES.index(100)]:.1f}; {answers_text}.",
        )

    explore(draw, waits_for="exercises 2.18 and 2.22")
