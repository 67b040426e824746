"""Where the draws of a search fall: along one dial, and on two at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.controls import counter

Array = NDArray[Any]
_LOW, _HIGH, _DRAWS = 1e-5, 1.0, 2000


def spread(log_uniform: Callable[..., Any]) -> None:
    """Show 2,000 draws from 0.00001 to 1 on a scale of powers, beside draws of `rng.uniform`.

    Parameters
    ----------
    log_uniform : callable
        The reader's `log_uniform(low, high, rng)`.
    """

    def draw() -> Picture:
        rng = np.random.default_rng(0)
        own = np.array([float(log_uniform(_LOW, _HIGH, rng)) for _ in range(_DRAWS)])
        plain = rng.uniform(_LOW, _HIGH, size=_DRAWS)
        if not (np.isfinite(own).all() and (own > 0).all()):
            raise ValueError("a draw is not a number above 0")
        figure = new_figure(9.2, 3.4)
        axes = figure.subplots(1, 2, sharey=True)
        edges = np.logspace(-5, 0, 21)
        for place, values, name, colour in (
            (axes[0], plain, "rng.uniform", GREY),
            (axes[1], own, "log_uniform", BLUE),
        ):
            place.hist(np.clip(values, _LOW, _HIGH), bins=edges, color=colour, edgecolor="white")
            place.set_xscale("log")
            below = float((values < 0.01).mean())
            place.set(xlabel="learning rate", xlim=(_LOW, _HIGH))
            place.set_title(f"{name}: {100 * below:.0f} % below 0.01")
        axes[0].set_ylabel(f"draws, of {_DRAWS:,}")
        share = float((own < 0.01).mean())
        return Picture(
            figure, f"{100 * share:.0f} % of your draws are below 0.01; of uniform ones 1 %."
        )

    explore(draw, waits_for="exercise `grid_search`")


def _valley(lr: float, size: float) -> float:
    """Return an invented error: a narrow valley along the rate, hardly a slope along the size."""
    x, y = np.log10(lr), np.log2(size)
    return float(2.3 + 4.2 * (1 - np.exp(-(((x + 2.47) / 0.42) ** 2))) + 0.03 * (y - 5.5) ** 2)


def projections(grid_search: Callable[..., Any], random_search: Callable[..., Any]) -> None:
    """Show trials of both searches on two dials, and what they see of the one that matters.

    Parameters
    ----------
    grid_search, random_search : callable
        The reader's `grid_search(score, grid)` and `random_search(score, space, budget, rng)`.
    """

    def draw(side: int, seed: int) -> Picture:
        def score(settings: dict[str, Any]) -> float:
            return _valley(settings["lr"], settings["size"])

        grid = {
            "lr": [float(v) for v in np.logspace(-5, 0, side)],
            "size": [float(v) for v in np.logspace(3, 8, side, base=2)],
        }
        space = {"lr": ("log", 1e-5, 1.0), "size": ("log", 8.0, 256.0)}
        rng = np.random.default_rng(seed)
        found = {
            "Grid": grid_search(score, grid)[1],
            "Random": random_search(score, space, side * side, rng)[1],
        }
        figure = new_figure(9.2, 5.0)
        places = figure.subplots(2, 2, height_ratios=(1, 1.5), sharex=True, sharey="row")
        said = [
            _search(places[:, column], name, trials)
            for column, (name, trials) in enumerate(found.items())
        ]
        places[0, 0].set_ylabel("error")
        places[1, 0].set_ylabel("batch size")
        return Picture(figure, "; ".join(said) + ".")

    explore(
        draw,
        lambda: {"side": counter("trials a side", 4, 2, 7), "seed": counter("seed", 0, 0, 9)},
        waits_for="exercises `grid_search` and `random_search`",
    )


def _search(places: Any, name: str, trials: list[Any]) -> str:
    """Draw one search: the plane below, and above it its shadow on the learning rate."""
    top, plane = places
    lr = np.array([settings["lr"] for settings, _ in trials], dtype=float)
    size = np.array([settings["size"] for settings, _ in trials], dtype=float)
    error = np.array([value for _, value in trials], dtype=float)
    best = int(error.argmin())
    curve = np.logspace(-5, 0, 201)
    top.plot(curve, [_valley(v, 2**5.5) for v in curve], color=GREY, lw=1.2)
    x, y = np.meshgrid(curve, np.logspace(3, 8, 41, base=2))
    plane.contourf(x, y, np.vectorize(_valley)(x, y), levels=12, cmap="Blues_r", alpha=0.5)
    for axes, height in ((top, error), (plane, size)):
        axes.scatter(lr, height, s=34, color=BLUE, edgecolors="white", zorder=3)
        axes.scatter(lr[best], height[best], s=110, marker="*", color=ORANGE, ec=INK, zorder=4)
    top.vlines(lr, 2, error, color=BLUE, lw=0.6, alpha=0.5)
    top.set(xscale="log", ylim=(2, 7.4), xlim=(8e-6, 1.3))
    plane.set(xscale="log", yscale="log", xlabel="learning rate", ylim=(7, 290))
    plane.set_yticks([8, 16, 32, 64, 128, 256], ["8", "16", "32", "64", "128", "256"])
    plane.minorticks_off()
    rates = len(np.unique(lr))
    top.set_title(f"{name}: {len(lr)} trials, {rates} learning rates, best {error[best]:.2f}")
    return f"{name}: {len(lr)} trials, {rates} different learning rates, best {error[best]:.2f}"
