"""Local response normalisation: channels at one pixel that compete."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.show import Picture, explore
from course.style import BLUE, GREY, new_figure
from course.widgets.controls import choice, counter, slider

_QUIET = np.array([1.0, -0.6, 0.8, 0.5, 1.2, 0.9, -1.0, 0.7, 1.1, 0.6, -0.8, 1.0])


def neighbours(lrn: Callable[..., Any]) -> None:
    """Show twelve channels before and after the reader's `lrn`, one of them loud."""

    def draw(loud: int, loudness: float, n: str) -> Picture:
        x = _QUIET.copy()
        x[loud] = loudness
        y = np.asarray(lrn(x[None, :, None, None], int(n), 1.0, 0.3, 0.75), dtype=float)
        if y.shape != (1, 12, 1, 1):
            raise ValueError(f"the result for shape (1, 12, 1, 1) has shape {y.shape}")
        y = y[0, :, 0, 0]
        figure = new_figure(8.0, 3.4)
        axes = figure.subplots()
        places = np.arange(len(x))
        axes.bar(places - 0.2, x, 0.38, color=GREY, alpha=0.55, label="before")
        axes.bar(places + 0.2, y, 0.38, color=BLUE, label="after")
        axes.axhline(0, color=GREY, lw=0.8)
        axes.set_xticks(places)
        axes.set(xlabel="channel", ylabel="at one pixel", ylim=(-1.4, 8.4))
        axes.legend(loc="upper right" if loud < 7 else "upper left")
        left = np.abs(y) / np.abs(x)
        axes.set_title(
            f"Channel {int(left.argmin())} keeps least: {100 * float(left.min()):.0f} % of its size"
        )
        return Picture(figure, f"Channel {loud} at {loudness:.2f}: after, it is {y[loud]:.2f}.")

    explore(
        draw,
        lambda: {
            "loud": counter("loud channel", 4, 0, 11),
            "loudness": slider("loudness", 6.0, 0.5, 8.0),
            "n": choice("n", ["1", "3", "5", "7"], "5"),
        },
        waits_for="exercise `lrn`",
    )
