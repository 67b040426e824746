"""Scores on top, shares below: what softmax makes of four scores."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.show import Picture, explore
from course.style import BLUE, GREY, INK, SKY, new_figure
from course.widgets.controls import slider

_NAMES = ("cat", "dog", "owl", "hare")


def logits(softmax: Callable[..., Any]) -> None:
    """Show four scores and their softmax; shift moves all of them, stretch multiplies them.

    Parameters
    ----------
    softmax : callable
        The reader's `softmax(x, axis=-1)`.
    """

    def draw(shift: float, stretch: float, **own: float) -> Picture:
        scores = stretch * (np.array([own[name] for name in _NAMES]) + shift)
        shares = np.asarray(softmax(scores.copy()), dtype=float)
        if shares.shape != scores.shape:
            raise ValueError(f"four scores gave the shape {shares.shape}")
        figure = new_figure(7.2, 3.4)
        left, right = figure.subplots(1, 2)
        bars = left.bar(_NAMES, scores, color=SKY, width=0.65)
        left.bar_label(bars, [f"{s:.1f}".replace("-", "−") for s in scores], fontsize=9, padding=2)
        reach = max(5.0, 1.25 * float(np.abs(scores).max()))
        left.set(ylim=(-reach, reach), ylabel="score")
        left.axhline(0, color=INK, linewidth=0.8)
        left.set_title("The scores, as they are")
        best = int(np.nanargmax(np.nan_to_num(shares)))
        colours = [BLUE if i == best else GREY for i in range(4)]
        bars = right.bar(_NAMES, shares, color=colours, width=0.65)
        right.bar_label(bars, [f"{100 * p:.1f} %" for p in shares], fontsize=9, padding=2)
        right.set(ylim=(0, 1.12), yticks=[0, 0.5, 1], ylabel="share")
        right.set_title(f"Their softmax: {100 * shares[best]:.1f} % for {_NAMES[best]}")
        written = ", ".join(
            f"{name} {share:.3f}" for name, share in zip(_NAMES, shares, strict=True)
        )
        return Picture(figure, f"Softmax: {written}.")

    starts = dict(zip(_NAMES, (2.0, 1.0, -1.0, 0.5), strict=True))
    explore(
        draw,
        lambda: {
            **{name: slider(name, start, -3, 3) for name, start in starts.items()},
            "shift": slider("shift", 0.0, -100, 100, 5),
            "stretch": slider("stretch", 1.0, 0, 10),
        },
        waits_for="exercise 2.10",
    )
