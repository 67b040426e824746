"""A ball in a long valley: two numbers to turn, before anything is written."""

from __future__ import annotations

import numpy as np

from course.show import Picture, explore
from course.style import BLUE, ORANGE, new_figure
from course.widgets.controls import slider
from course.widgets.optimizers.track import VALLEY, contours, said, trace

STEPS = 30


def ball() -> None:
    """Let the reader choose a learning rate, and how much of the last step is kept."""

    def draw(lr: float, keep: float) -> Picture:
        x, step = np.array(VALLEY.start), np.zeros(2)
        path = [x]
        for _ in range(STEPS):
            step = keep * step - lr * VALLEY.gradient(x)
            x = x + step
            path.append(x)
        height = [float(VALLEY.f(place)) for place in path]
        figure = new_figure(9.0, 3.7)
        plane, chart = figure.subplots(1, 2, width_ratios=(1.55, 1))
        contours(plane, VALLEY)
        trace(plane, np.array(path), BLUE)
        plane.scatter(0, 0, marker="*", s=120, color=ORANGE, edgecolors="white", zorder=6)
        plane.set(xlabel="$x_0$", ylabel="$x_1$")
        plane.set_title(f"After {STEPS} steps: height {said(height[-1])}")
        chart.semilogy(range(STEPS + 1), np.clip(height, 1e-9, 1e9), color=BLUE, marker=".")
        chart.axhline(1e-3, color=ORANGE, ls="--", lw=1.2)
        chart.set(xlabel="step", ylabel="height", ylim=(1e-6, 1e2))
        low = height[-1] < 1e-3
        chart.set_title("Below the dashed line: well done!" if low else "Not below 0.001 yet")
        return Picture(
            figure, f"lr = {lr:.2f}, keep = {keep:.2f}: after {STEPS} steps {said(height[-1])}."
        )

    explore(
        draw,
        lambda: {
            "lr": slider("lr", 0.1, 0.05, 1.2, step=0.05),
            "keep": slider("keep", 0.0, 0.0, 0.99, step=0.01),
        },
    )
