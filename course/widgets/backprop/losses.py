"""What the last layer sends back: how each score is pushed."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.controls import slider

_REST = np.array([0.0, 1.0, -0.5])  # the scores of the other classes


def pushes(SoftmaxWithLoss: Any) -> None:
    """Show probabilities, and the push that each score gets, for a truth ahead or behind.

    Parameters
    ----------
    SoftmaxWithLoss : class
        The reader's layer, with `forward(z, t)` and `backward()`.
    """

    def slopes(z: Any) -> Any:
        last = SoftmaxWithLoss()
        last.forward(z.copy(), np.zeros(len(z), dtype=int))
        return np.array(last.backward(float(len(z))), dtype=float)  # of each sample alone

    def draw(lead: float) -> Picture:
        z = np.concatenate([[lead + _REST.max()], _REST])
        e = np.exp(z - z.max())
        p = e / e.sum()
        push = -slopes(z[None, :])[0]
        figure = new_figure(8.8, 3.8)
        bars, curve = figure.subplots(1, 2, width_ratios=(1, 1.15))
        bars.bar(range(4), p, color=[BLUE, GREY, GREY, GREY], width=0.55, alpha=0.75)
        for k, (share, up) in enumerate(zip(p, push, strict=True)):
            if abs(up) > 0.005:
                bars.annotate(
                    "", xy=(k, share + up), xytext=(k, share),
                    arrowprops={"arrowstyle": "-|>", "color": ORANGE, "lw": 2.4},
                )  # fmt: skip
            side = share + max(up, 0) + 0.03
            bars.text(
                k,
                side,
                f"{up:+.2f}".replace("-", "−"),
                ha="center",
                color=ORANGE,
                fontsize=9,
                weight="bold",
            )
        bars.set_xticks(range(4), ["truth", "1", "2", "3"])
        bars.set(ylim=(0, 1.15), ylabel="probability")
        bars.set_title("Bars: probabilities; arrows: pushes")

        leads = np.linspace(-6, 6, 61)
        rows = np.column_stack([leads + _REST.max(), np.tile(_REST, (61, 1))])
        up = -slopes(rows)[:, 0]
        shares = np.exp(rows)[:, 0] / np.exp(rows).sum(axis=1)
        squared = 2 * (1 - shares) * shares * (1 - shares)  # slope of (p - 1)² in the true score
        curve.plot(leads, up, color=ORANGE, label="your layer")
        curve.plot(
            leads, squared, "--", color=INK, lw=1.4, label="squared error of the probability"
        )
        curve.scatter([lead], [push[0]], s=60, color=ORANGE, edgecolors="white", zorder=4)
        curve.axvline(0, color=GREY, lw=0.7)
        curve.set(
            xlabel="lead of the truth over the best other score", ylabel="push on the true score",
            ylim=(-0.05, 1.1),
        )  # fmt: skip
        curve.legend(loc="upper right", fontsize=9)
        curve.set_title(f"Probability of the truth {p[0]:.2f}: pushed by {push[0]:+.2f}")
        return Picture(
            figure,
            f"The truth has probability {p[0]:.2f}; its score is pushed by {push[0]:+.2f}.",
        )

    explore(
        draw,
        lambda: {"lead": slider("lead", -1.0, -6.0, 6.0, 0.25)},
        waits_for="exercise `SoftmaxWithLoss`",
    )
