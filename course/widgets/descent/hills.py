"""Hills with two coordinates: which way is down, and the paths that descents take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore, needs
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.controls import choice, counter, slider

Array = NDArray[Any]
Descend = Callable[[Callable[[Array], Any], Array, float, int], Any]


@dataclass(frozen=True)
class Hill:
    """A function of x with shape (2, …), where a descent begins, and what is shown of it."""

    f: Callable[[Array], Any]
    start: tuple[float, float]
    width: tuple[float, float]
    height: tuple[float, float]


HILLS = {
    "round bowl": Hill(lambda x: x[0] ** 2 + x[1] ** 2, (-3.0, 4.0), (-5.5, 5.5), (-5.5, 5.5)),
    "long valley": Hill(lambda x: x[0] ** 2 / 20 + x[1] ** 2, (-7.0, 2.0), (-8, 4), (-3, 3)),
    "two valleys": Hill(
        lambda x: (x[0] ** 2 - 4) ** 2 / 8 + x[1] ** 2 / 2 + x[0] / 2,
        (0.5, 2.5),
        (-3.5, 3.5),
        (-3, 3),
    ),
}


def _contours(axes: Any, hill: Hill) -> None:
    x0, x1 = np.meshgrid(np.linspace(*hill.width, 161), np.linspace(*hill.height, 161))
    f = hill.f(np.array([x0, x1]))
    f = f - f.min()
    levels = f.max() * np.linspace(0, 1, 13) ** 2
    axes.contourf(x0, x1, f, levels=levels, cmap="Blues_r", alpha=0.45, zorder=0)
    axes.contour(x0, x1, f, levels=levels, colors="white", linewidths=0.8, zorder=1)
    axes.set(xlim=hill.width, ylim=hill.height, xlabel="$x_0$", ylabel="$x_1$", aspect="equal")


def arrows(numerical_gradient: Callable[..., Any]) -> None:
    """Draw minus the gradient as an arrow at many places of a hill.

    Parameters
    ----------
    numerical_gradient : callable
        The reader's `numerical_gradient(f, x)`.
    """

    def draw(hill: str) -> Picture:
        ground = HILLS[hill]
        figure = new_figure(6.6, 4.6)
        axes = figure.subplots()
        _contours(axes, ground)
        places = np.array(
            [
                [x0, x1]
                for x0 in np.linspace(*ground.width, 10)[1:-1]
                for x1 in np.linspace(*ground.height, 8)[1:-1]
            ]
        )
        down = -np.array([numerical_gradient(ground.f, place.copy()) for place in places])
        if down.shape != places.shape:
            raise ValueError(f"the gradient at x of shape (2,) has shape {down.shape[1:]}")
        axes.quiver(
            places[:, 0], places[:, 1], down[:, 0], down[:, 1], angles="xy", color=INK, width=0.006,
            pivot="tail", scale=14 * float(np.abs(down).max()), scale_units="width", zorder=3,
        )  # fmt: skip
        axes.set_title(f"{hill.capitalize()}: minus the gradient, at {len(places)} places")
        steepest = float(np.hypot(down[:, 0], down[:, 1]).max())
        return Picture(
            figure, f"{hill}: {len(places)} arrows downhill, the longest of length {steepest:.2f}."
        )

    explore(
        draw,
        lambda: {"hill": choice("hill", list(HILLS), "round bowl")},
        waits_for="exercise `numerical_gradient`",
    )


def _walk(descend: Descend, hill: Hill, lr: float, steps: int) -> tuple[Array, Array]:
    """Run the reader's descent; return the path (steps + 1, 2) and the height along it."""
    path = np.asarray(descend(hill.f, np.array(hill.start), lr, steps), dtype=float)
    if path.shape != (steps + 1, 2):
        raise ValueError(f"the path has shape {path.shape}, not {(steps + 1, 2)}")
    with np.errstate(over="ignore", invalid="ignore"):
        return path, np.array([float(hill.f(place)) for place in path])


def _trace(axes: Any, path: Array) -> None:
    # beyond the frame there is nothing to see, and Matplotlib cannot draw what is not finite
    near = np.clip(np.nan_to_num(path, nan=1e3, posinf=1e3, neginf=-1e3), -1e3, 1e3)
    axes.plot(near[:, 0], near[:, 1], color=INK, lw=1.2, zorder=3)
    axes.scatter(near[:, 0], near[:, 1], s=26, color=ORANGE, edgecolors="white", lw=0.6, zorder=4)
    axes.scatter(*near[0], s=80, color=BLUE, edgecolors="white", zorder=5)


def paths(gradient_descent: Descend) -> None:
    """Show the path of a descent on a hill, and the height at each step.

    Parameters
    ----------
    gradient_descent : callable
        The reader's `gradient_descent(f, x0, lr, steps)`.
    """

    def draw(hill: str, lr: float, steps: int) -> Picture:
        ground = HILLS[hill]
        path, height = _walk(gradient_descent, ground, lr, steps)
        figure = new_figure(8.8, 4.0)
        plane, chart = figure.subplots(1, 2, width_ratios=(1.5, 1))
        _contours(plane, ground)
        _trace(plane, path)
        climbed = not height[-1] <= height[0]
        plane.set_title(f"{hill.capitalize()}, lr = {lr:g}: " + _verdict(path, height))
        chart.plot(range(steps + 1), np.nan_to_num(height, posinf=1e30), color=ORANGE, marker=".")
        chart.set(xlabel="step", ylabel="$f$ along the path")
        if height.min() > 0 and height.max() > 30 * height.min():
            chart.set_yscale("log")
        elif climbed and height.max() > 1e3:
            chart.set_yscale("symlog")
        chart.set_title(f"$f$: {height[0]:.3g} → {height[-1]:.3g}")
        return Picture(figure, f"{hill}, lr = {lr:g}: after {steps} steps f is {height[-1]:.3g}.")

    explore(
        draw,
        lambda: {
            "hill": choice("hill", list(HILLS), "long valley"),
            "lr": slider("lr", 0.1, 0.01, 1.1, step=0.01),
            "steps": counter("steps", 20, 1, 60),
        },
        waits_for="exercise `gradient_descent`",
    )


def _verdict(path: Array, height: Array) -> str:
    if not height[-1] <= height[0]:
        return "it climbs out"
    moves = np.diff(path, axis=0)
    turns = (moves[1:] * moves[:-1]).sum(axis=1) < 0 if len(moves) > 1 else np.array([False])
    if turns.mean() > 0.5 and np.abs(moves[-1]).max() > 1e-3:
        return "to and fro"
    return "still on its way" if np.abs(moves[-1]).max() > 1e-3 else "at rest"


def bounce(prediction: object, gradient_descent: Descend) -> None:
    """Show descents into the round bowl at three learning rates, once a prediction is made.

    Parameters
    ----------
    prediction : object
        The reader's answer; nothing is shown while it is still `...`.
    gradient_descent : callable
        The reader's `gradient_descent(f, x0, lr, steps)`.
    """

    def draw() -> Picture:
        needs(prediction, "exercise `bounce_prediction`")
        hill = HILLS["round bowl"]
        figure = new_figure(9.4, 3.6)
        ends = []
        for axes, lr in zip(figure.subplots(1, 3), (0.3, 1.0, 1.05), strict=True):
            path, height = _walk(gradient_descent, hill, lr, 10)
            _contours(axes, hill)
            _trace(axes, path)
            axes.set_title(f"lr = {lr:g}: $f$ {height[0]:.0f} → {height[-1]:.3g}")
            axes.tick_params(labelsize=8, colors=GREY)
            ends.append(f"lr = {lr:g}: {height[-1]:.3g}")
        return Picture(figure, "Ten steps from f = 25; " + "; ".join(ends) + ".")

    explore(draw, waits_for="exercise `gradient_descent`")
