"""Four trainings whose losses fall, though three of the four gradients are wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, GREEN, INK, ORANGE, PINK, new_figure
from course.widgets.controls import counter

Arrays = Mapping[str, NDArray[Any]]
_STEPS = 100


def descend(
    loss: Callable[[Any], float], claim: Callable[[Any], Arrays], params: Arrays, lr: float
) -> list[float]:
    """Follow minus a claimed gradient, and note the loss before each step and at the end."""
    place, history = dict(params), [loss(params)]
    for _ in range(_STEPS):
        slopes = claim(place)
        place = {name: array - lr * slopes[name] for name, array in place.items()}
        history.append(loss(place))
    return history


def falling(
    loss: Callable[[Any], float],
    claims: Mapping[str, Callable[[Any], Arrays]],
    params: Arrays,
    lr: float = 0.05,
) -> None:
    """Show how the loss falls when one follows each of several claimed gradients.

    Parameters
    ----------
    loss : callable
        From a dict of arrays to a number.
    claims : mapping of name to callable
        Each from a dict of arrays to what it says is the gradient there.
    params : mapping of name to array
        Where all of them begin.
    """
    histories: dict[str, list[float]] = {}

    def draw(steps: int) -> Picture:
        if not histories:
            histories.update({n: descend(loss, claim, params, lr) for n, claim in claims.items()})
        figure = new_figure(7.2, 3.6)
        axes = figure.subplots()
        ends = {name: history[steps] for name, history in histories.items()}
        styles = zip((BLUE, ORANGE, GREEN, PINK), ("-", "--", "-.", ":"), strict=True)
        for (name, history), (colour, line) in zip(histories.items(), styles, strict=False):
            axes.plot(
                range(steps + 1),
                history[: steps + 1],
                color=colour,
                ls=line,
                label=f"{name}: {ends[name]:.3f}",
            )
        top, bottom = max(h[0] for h in histories.values()), min(map(min, histories.values()))
        axes.set(xlim=(0, _STEPS), xlabel="step", ylabel="loss", yscale="log")
        axes.set_ylim(0.8 * bottom, 1.2 * top)
        ticks = [tick for tick in (0.2, 0.5, 1, 2, 5, 10) if bottom < tick < top]
        axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks], color=INK)
        axes.minorticks_off()
        axes.legend(loc="upper right", title=f"loss after {steps} steps")
        best = min(ends, key=lambda name: ends[name])
        axes.set_title(f"After {steps} steps {best} has the lowest loss")
        told = ", ".join(f"{name} {end:.3f}" for name, end in ends.items())
        return Picture(figure, f"Loss after {steps} steps: {told}.")

    explore(draw, lambda: {"steps": counter("steps", 20, 1, _STEPS)})


def measured(loss: Callable[[Any], float], params: Arrays, h: float = 1e-5) -> dict[str, Any]:
    """Return the slope of the loss in every number of every array, by central differences."""
    found = {}
    for name, array in params.items():
        found[name] = np.zeros(array.shape)
        for index in np.ndindex(array.shape):
            ends = []
            for sign in (1, -1):
                moved = np.array(array, dtype=float)
                moved[index] += sign * h
                ends.append(float(loss({**params, name: moved})))
            found[name][index] = (ends[0] - ends[1]) / (2 * h)
    return found
