"""Hills to race on, and a walk on them by anybody's optimizer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import NotReadyError
from course.style import BLUE, GREEN, GREY, INK, ORANGE, PINK, SKY

Array = NDArray[Any]
Optimizer = Callable[..., Any]  # a class: lr=… gives an object with .update(params, grads)

COLOURS = {
    "SGD": INK,
    "Momentum": BLUE,
    "Nesterov": SKY,
    "AdaGrad": ORANGE,
    "RMSProp": PINK,
    "Adam": GREEN,
}
#: What each is given on the hills: found by trying, for 40 steps in the long valley.
RATES = {
    "SGD": 0.9,
    "Momentum": 0.3,
    "Nesterov": 0.3,
    "AdaGrad": 1.5,
    "RMSProp": 0.2,
    "Adam": 0.4,
}
FAR = 1e3  # beyond the frame there is nothing to see, and Matplotlib draws only what is finite


@dataclass(frozen=True)
class Hill:
    """A function of x, its gradient, where walks begin, and what is shown of it.

    Attributes
    ----------
    f, gradient : callable
        Of x with shape (2, …).
    slow : float
        What all learning rates are multiplied by: steeper hills need smaller ones.
    """

    f: Callable[[Array], Any]
    gradient: Callable[[Array], Array]
    start: tuple[float, float]
    width: tuple[float, float]
    height: tuple[float, float]
    slow: float = 1.0


def _valley(x: Array) -> Any:
    return x[0] ** 2 / 20 + x[1] ** 2


def _valley_gradient(x: Array) -> Array:
    return np.array([x[0] / 10, 2 * x[1]])


def _turned(x: Array) -> Array:
    """Turn by −45°."""
    return np.array([x[0] + x[1], x[1] - x[0]]) / np.sqrt(2)


def _turned_gradient(x: Array) -> Array:
    g = _valley_gradient(_turned(x))
    return np.array([g[0] - g[1], g[0] + g[1]]) / np.sqrt(2)


VALLEY = Hill(_valley, _valley_gradient, (-7.0, 2.0), (-8, 4), (-3, 3))
HILLS = {
    "long valley": VALLEY,
    "the same, turned by 45°": Hill(
        lambda x: _valley(_turned(x)),
        _turned_gradient,
        (-9 / np.sqrt(2), -5 / np.sqrt(2)),
        (-8, 4),
        (-6, 3),
    ),
    "a longer valley": Hill(
        lambda x: x[0] ** 2 / 100 + x[1] ** 2,
        lambda x: np.array([x[0] / 50, 2 * x[1]]),
        (-14.0, 2.0),
        (-16, 8),
        (-5, 5),
    ),
    "two valleys": Hill(
        lambda x: (x[0] ** 2 - 4) ** 2 / 8 + x[1] ** 2 / 2 + x[0] / 2,
        lambda x: np.array([x[0] * (x[0] ** 2 - 4) / 2 + 0.5, x[1]]),
        (3.2, 2.5),
        (-3.6, 3.8),
        (-3, 3),
        slow=0.2,
    ),
    "saddle": Hill(
        lambda x: x[0] ** 2 / 2 - x[1] ** 2 / 2 + x[1] ** 4 / 8,
        lambda x: np.array([x[0], -x[1] + x[1] ** 3 / 2]),
        (-2.5, 0.01),
        (-3.2, 3.2),
        (-2.4, 2.4),
        slow=1 / 3,
    ),
}


def name_of(optimizer: Optimizer) -> str:
    """Return the name of a class, as its colour and its rate are looked up by."""
    return str(getattr(optimizer, "__name__", "optimizer"))


def colour_of(optimizer: Optimizer) -> str:
    """Return the colour that an optimizer has in every picture."""
    return COLOURS.get(name_of(optimizer), GREY)


@contextmanager
def driving(optimizer: Optimizer) -> Iterator[None]:
    """Name the one of several optimizers that is not written yet."""
    try:
        yield
    except NotImplementedError:
        raise NotReadyError(
            "This picture runs your code. "
            f"Finish exercise `{name_of(optimizer)}` first; then run this cell again."
        ) from None


def walk(
    optimizer: Optimizer, hill: Hill, lr: float, steps: int, *, share: float = 1.0, **settings: Any
) -> tuple[Array, Array]:
    """Let an optimizer walk down a hill.

    Parameters
    ----------
    share : float
        What the gradient is multiplied by: that of the loss in another unit.

    Returns
    -------
    path : array of shape (steps + 1, 2)
    height : array of shape (steps + 1,)
    """
    params = {"x": np.array(hill.start)}
    path = [params["x"].copy()]
    with driving(optimizer), np.errstate(all="ignore"):
        walker = optimizer(lr=lr, **settings)
        for _ in range(steps):
            walker.update(params, {"x": share * hill.gradient(params["x"])})
            place = np.array(params["x"], dtype=float)
            if place.shape != (2,):
                raise ValueError(f"a parameter of shape (2,) has shape {place.shape} after update")
            path.append(place)
        return np.array(path), np.array([float(hill.f(place)) for place in path])


def contours(axes: Any, hill: Hill) -> None:
    """Draw a hill: dark is low."""
    x0, x1 = np.meshgrid(np.linspace(*hill.width, 121), np.linspace(*hill.height, 121))
    f = hill.f(np.array([x0, x1]))
    f = f - f.min()
    levels = f.max() * np.linspace(0, 1, 13) ** 2
    axes.contourf(x0, x1, f, levels=levels, cmap="Blues_r", alpha=0.4, zorder=0)
    axes.contour(x0, x1, f, levels=levels, colors="white", linewidths=0.7, zorder=1)
    axes.set(xlim=hill.width, ylim=hill.height, aspect="equal")
    axes.tick_params(labelsize=8, colors=GREY)


def trace(axes: Any, path: Array, colour: str) -> None:
    """Draw a path with a dot for every step; the last one is large."""
    near = np.clip(np.nan_to_num(path, nan=FAR, posinf=FAR, neginf=-FAR), -FAR, FAR)
    axes.plot(near[:, 0], near[:, 1], color=colour, lw=1.3, zorder=3)
    axes.scatter(near[:, 0], near[:, 1], s=12, color=colour, lw=0, zorder=4)
    axes.scatter(*near[-1], s=80, color=colour, edgecolors="white", lw=1.2, zorder=5)


def said(height: float) -> str:
    """Write a height in a few characters, also where a walk has flown off."""
    if not np.isfinite(height) or abs(height) > 1e6:
        return "flown off"
    return f"{height:.2g}"
