"""What a numerical gradient costs: calls, seconds, and days."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore, needs
from course.style import BLUE, GREY, INK, ORANGE, PINK, new_figure

Array = NDArray[Any]
_SMALL = ((16, 3, 1), (16, 8, 2), (16, 16, 4), (32, 24, 4), (64, 24, 10))
_LARGE = (1000, 500, 100, 10)
_BATCH = 100
_STEPS = 300
_LANDMARKS = ((1.0, "a second"), (60.0, "a minute"), (3600.0, "an hour"), (86400.0, "a day"))


def parameters(sizes: Sequence[int]) -> int:
    """Count weights and biases of a network with these layers.

    Examples
    --------
    >>> parameters((1000, 500, 100, 10))
    551610
    """
    return sum((n + 1) * k for n, k in itertools.pairwise(sizes))


def multiplications(sizes: Sequence[int]) -> int:
    """Count the products of one forward pass of one sample."""
    return sum(n * k for n, k in itertools.pairwise(sizes))


def _loss(sizes: Sequence[int], X: Array, t: Array) -> Callable[[Array], float]:
    """Make the loss of a network as a function of one long array of all its parameters."""

    def loss(flat: Array) -> float:
        y, place = X, 0
        for n, k in itertools.pairwise(sizes):
            W = flat[place : place + n * k].reshape(n, k)
            b = flat[place + n * k : place + (n + 1) * k]
            y, place = np.tanh(y @ W + b), place + (n + 1) * k
        return float(np.square(y - t).mean())

    return loss


def _problem(sizes: Sequence[int]) -> tuple[Callable[[Array], float], Array]:
    rng = np.random.default_rng(0)
    X, t = rng.normal(size=(_BATCH, sizes[0])), rng.normal(size=(_BATCH, sizes[-1]))
    return _loss(sizes, X, t), rng.normal(size=parameters(sizes)) * 0.05


def clock(numerical_gradient: Callable[..., Any]) -> None:
    """Measure numerical gradients of small networks; work out that of a large one.

    Parameters
    ----------
    numerical_gradient : callable
        The reader's `numerical_gradient(f, x)`.
    """

    def draw() -> Picture:
        counts, calls, seconds = [], [], []
        for sizes in _SMALL:
            loss, x = _problem(sizes)
            asked = [0]

            def counted(x: Array, f: Any = loss, asked: list[int] = asked) -> float:
                asked[0] += 1
                return f(x)

            began = time.perf_counter()
            numerical_gradient(counted, x)
            seconds.append(time.perf_counter() - began)
            counts.append(parameters(sizes))
            calls.append(asked[0])
        many = parameters(_LARGE)
        one_pass = _one_pass()
        ratio = calls[-1] / counts[-1]
        gradient = ratio * many * one_pass
        figure = new_figure(9.2, 4.0)
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.35))
        left.loglog(counts, calls, color=BLUE, marker="o")
        left.set(xlabel="parameters", ylabel="calls of the loss, for one gradient")
        left.set_title(f"{ratio:.3g} calls a parameter")
        right.loglog(counts, seconds, color=BLUE, marker="o", label="measured, small networks")
        right.loglog(
            [many],
            [gradient],
            "*",
            color=ORANGE,
            ms=15,
            mec=INK,
            label="worked out, 1000-500-100-10",
        )
        right.loglog([many], [3 * one_pass], "v", color=PINK, ms=9, label="three passes: chapter 4")
        for height, name in _LANDMARKS:
            right.axhline(height, color=GREY, lw=0.7, ls=":")
            right.text(30, height * 1.12, name, fontsize=8, color=GREY)
        right.set(
            xlim=(25, 3e6), ylim=(1e-4, 5e7), xlabel="parameters", ylabel="seconds for one gradient"
        )
        right.legend(loc="upper left", fontsize=8.5)
        right.set_title(
            f"One gradient {_spoken(gradient)}, {_STEPS} steps {_spoken(gradient * _STEPS)}"
        )
        return Picture(
            figure,
            f"{ratio:.3g} calls a parameter. For {many:,} parameters one pass takes "
            f"{1000 * one_pass:.1f} ms, one gradient {_spoken(gradient)}, "
            f"and {_STEPS} steps {_spoken(gradient * _STEPS)}.",
        )

    explore(draw, waits_for="exercise `numerical_gradient`")


def _one_pass() -> float:
    """Measure the loss of the large network: the quickest of some runs, in seconds."""
    loss, x = _problem(_LARGE)
    loss(x)
    runs = []
    for _ in range(7):
        began = time.perf_counter()
        loss(x)
        runs.append(time.perf_counter() - began)
    return min(runs)


def _spoken(seconds: float) -> str:
    """Say a time in the unit that fits."""
    for size, name in ((86400.0, "days"), (3600.0, "hours"), (60.0, "minutes")):
        if seconds >= 1.5 * size:
            return f"{_two_digits(seconds / size)} {name}"
    return f"{_two_digits(seconds)} seconds"


def _two_digits(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def doubling(prediction: object, sizes: Sequence[int] = (1000, 500, 100, 10)) -> None:
    """Compare the work of one numerical gradient before and after doubling every width.

    Parameters
    ----------
    prediction : object
        The reader's answer; nothing is shown while it is still `...`.
    """

    def draw() -> Picture:
        needs(prediction, "exercise `clock_prediction`")
        wide = [2 * size for size in sizes]
        passes = 2 * parameters(wide) / (2 * parameters(sizes))
        each = multiplications(wide) / multiplications(sizes)
        names = ("forward passes", "products in each pass", "products in all")
        factors = (passes, each, passes * each)
        figure = new_figure(7.2, 2.7)
        axes = figure.subplots()
        bars = axes.barh(names, factors, color=(BLUE, BLUE, ORANGE), height=0.6)
        axes.bar_label(bars, [f" × {factor:.4g}" for factor in factors], fontsize=10)
        axes.invert_yaxis()
        axes.set(xlim=(0, 19), xlabel="factor, when every width is doubled")
        before, after = ("-".join(map(str, s)) for s in (sizes, wide))
        axes.set_title(f"{before} → {after}: the work grows × {factors[2]:.3g}")
        return Picture(
            figure,
            f"Passes × {passes:.4g}, products a pass × {each:.4g}: in all × {factors[2]:.4g}.",
        )

    explore(draw)
