"""A kernel that moves along a series."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.controls import choice, counter
from course.widgets.convolution.machine import NAMES, SHAPES, recordings


def moving_kernel(Conv1D: Callable[..., Any], MaxPool1D: Callable[..., Any]) -> None:
    """Move a kernel that looks like one kind of knock along recordings of all three.

    Parameters
    ----------
    Conv1D, MaxPool1D : class
        The reader's layers.
    """

    def draw(recording: str, kernel: str, place: int) -> Picture:
        x, t, _ = recordings(12, 111, 13, 21)
        series = x[t == NAMES.index(recording)][:1]  # (1, 1, 40)
        w = SHAPES[NAMES.index(kernel)]
        out = np.asarray(Conv1D(w[None, None], np.zeros(1)).forward(series.copy()), dtype=float)
        if out.shape != (1, 1, 31):
            raise ValueError(f"the result has shape {out.shape}, not (1, 1, 31)")
        pooled = np.asarray(MaxPool1D(5).forward(out.copy()), dtype=float)
        if pooled.shape != (1, 1, 6):
            raise ValueError(f"the pooled result has shape {pooled.shape}, not (1, 1, 6)")
        figure = new_figure(9.0, 5.4)
        top, bottom = figure.subplots(2, 1, sharex=True)
        top.plot(series[0, 0], color=INK, lw=1.4, label=f"recording: {recording}")
        top.axvspan(place, place + 9, color=ORANGE, alpha=0.15)
        top.plot(np.arange(place, place + 10), w, color=ORANGE, marker=".", label="the kernel")
        top.set_ylabel("signal")
        top.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=9)
        bottom.plot(np.arange(31), out[0, 0], color=GREY, lw=1)
        bottom.plot(np.arange(place + 1), out[0, 0, : place + 1], color=BLUE, label="Conv1D")
        bottom.scatter([place], [out[0, 0, place]], s=70, color=ORANGE, zorder=3)
        bottom.step(
            5 * np.arange(7), [*pooled[0, 0], pooled[0, 0, -1]], where="post", color=INK, ls="--",
            lw=1.2, label="MaxPool1D(5)",
        )  # fmt: skip
        bottom.set(xlim=(-0.5, 39.5), ylim=(-8, 11), xlabel="time (samples)", ylabel="match")
        bottom.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=9)
        best = float(out.max())
        top.set_title(f"A '{recording}' under a kernel shaped like '{kernel}'")
        bottom.set_title(f"31 places, six winners; the best match is {best:.1f}")
        return Picture(figure, f"{recording} under {kernel}: best match {best:.2f}.")

    explore(
        draw,
        lambda: {
            "recording": choice("recording", NAMES, NAMES[0]),
            "kernel": choice("kernel", NAMES, NAMES[0]),
            "place": counter("place", 8, 0, 30),
        },
        waits_for="exercise `series`",
    )
