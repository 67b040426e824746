"""From scores straight to a loss: the detour through a probability, and the soft maximum."""

from __future__ import annotations

import numpy as np

from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, PINK, YELLOW, new_figure
from course.widgets.controls import choice, switch
from course.widgets.losses.values import Array, Loss, curve

_OVERFLOW = float(np.log(np.finfo(float).max))  # 709.78: beyond it exp gives infinity
_RANGES = {"−10 … 10": 10.0, "−50 … 50": 50.0, "−1000 … 1000": 1000.0}


def logistic(bce: Loss, bce_logits: Loss) -> None:
    """Compare the loss of a score with the loss of the probability that was made of it.

    Parameters
    ----------
    bce, bce_logits : callable
        The reader's functions of exercises 3.4 and 3.5.
    """

    def draw(reach: str, t: int) -> Picture:
        limit = _RANGES[reach]
        z = np.linspace(-limit, limit, 401)
        target = np.array([t])
        direct = curve(lambda place: bce_logits(np.array([place]), target.copy()), z)
        with np.errstate(all="ignore"):
            y = 1 / (1 + np.exp(-z))
        detour = curve(lambda p: bce(np.array([p]), target.copy()), y)
        figure = new_figure(8.2, 3.9)
        axes = figure.subplots()
        axes.plot(z, direct, color=BLUE, label="bce_logits(z, t)")
        axes.plot(z, detour, color=ORANGE, linestyle="--", label="bce(sigmoid(z), t)")
        apart = ~(np.abs(direct - detour) <= 0.01 + 0.01 * np.abs(direct))
        low, high = axes.get_ylim()
        if apart.any():
            axes.fill_between(
                z, low, high, where=apart, color=YELLOW, alpha=0.22, linewidth=0,
                label="the two disagree",
            )  # fmt: skip
        if limit > _OVERFLOW:
            axes.axvline(-_OVERFLOW, color=PINK, linewidth=1.2)
            axes.text(
                -_OVERFLOW + 15, low + 0.14 * (high - low), "left of here\n$e^{-z}$ overflows",
                fontsize=9,
            )  # fmt: skip
        axes.set(xlim=(-limit, limit), ylim=(low, high))
        axes.set(xlabel="score $z$", ylabel=f"loss for t = {t}")
        axes.legend(loc="upper right" if t else "upper center")
        axes.set_title(_finding(z, direct, detour, apart))
        return Picture(
            figure, f"t = {t}, z in {reach}: {int(apart.sum())} of {len(z)} places disagree."
        )

    explore(
        draw,
        lambda: {
            "reach": choice("z", list(_RANGES), "−50 … 50"),
            "t": switch("t", 1),
        },
        waits_for="exercises 3.4 and 3.5",
    )


def _finding(z: Array, direct: Array, detour: Array, apart: Array) -> str:
    """Say what the picture shows, whatever the reader's two functions gave."""
    if np.isnan(direct).any():
        place = z[np.isnan(direct)]
        return f"bce_logits gives no finite number for some z, such as {place[0]:.0f}".replace(
            "-", "−"
        )
    if not apart.any():
        return "Here the two agree"
    if np.isnan(detour).any():
        return "By way of a probability the loss is not finite everywhere"
    return f"By way of a probability nothing above {np.max(detour):.1f} is left"


def soft_maximum(log_sum_exp: Loss) -> None:
    """Draw log-sum-exp of two scores, x and 0, beside their maximum.

    Parameters
    ----------
    log_sum_exp : callable
        The reader's `log_sum_exp(z)`.
    """

    def draw() -> Picture:
        x = np.linspace(-6, 6, 241)  # 0 is one of them
        values = np.asarray(log_sum_exp(np.column_stack([x, np.zeros_like(x)])), dtype=float)
        if values.shape != x.shape:
            raise ValueError(f"{len(x)} rows were asked about, and the shape is {values.shape}")
        maximum = np.maximum(x, 0)
        figure = new_figure(7.0, 3.4)
        axes = figure.subplots()
        axes.plot(x, values, color=BLUE, label="log_sum_exp of (x, 0)")
        axes.plot(x, maximum, color=INK, linestyle="--", linewidth=1.4, label="maximum of (x, 0)")
        axes.fill_between(x, maximum, values, color=GREY, alpha=0.25, linewidth=0)
        gap = values - maximum
        widest = int(np.argmax(np.abs(gap)))
        axes.set(xlim=(-6, 6), xlabel="$x$", ylabel="value")
        axes.legend(loc="upper left")
        axes.set_title(
            f"The gap is widest at x = {x[widest] + 0.0:.1f}, where it is {gap[widest]:.3f}"
        )
        return Picture(figure, f"Widest gap {gap[widest]:.3f} at x = {x[widest] + 0.0:.1f}.")

    explore(draw, waits_for="exercise 3.6")
