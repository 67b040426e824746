"""Why im2col: the clock and the memory, for larger and larger images."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, GREEN, INK, ORANGE, new_figure

Array = NDArray[Any]
_SIDES = (8, 16, 32, 64, 128)
_N, _C, _F, _K = 4, 3, 8, 3
_PATIENCE = 0.7  # seconds; a way that takes longer is not asked about larger images


def speed(
    conv2d_naive: Callable[..., Any],
    im2col: Callable[..., Any],
    Conv2D: Callable[..., Any],
) -> None:
    """Measure a convolution by loops, as a layer, and in PyTorch where it is installed.

    Parameters
    ----------
    conv2d_naive, im2col : callable
        The reader's functions.
    Conv2D : class
        The reader's layer.
    """

    def draw() -> Picture:
        rng = np.random.default_rng(0)
        w, b = rng.normal(size=(_F, _C, _K, _K)), rng.normal(size=_F)
        layer = Conv2D(w, b, 1, 1)
        ways: list[tuple[str, str, Callable[[Array], Any]]] = [
            ("loops: conv2d_naive", ORANGE, lambda x: conv2d_naive(x, w, b, 1, 1)),
            ("im2col: Conv2D", BLUE, layer.forward),
        ]
        if importlib.util.find_spec("torch"):
            ways.append(("PyTorch", GREEN, _in_torch(w, b)))
        figure = new_figure(9.6, 4.0)
        clock, memory = figure.subplots(1, 2)
        times: dict[str, list[float]] = {}
        for name, colour, way in ways:
            times[name] = seconds = _seconds(way)
            clock.loglog(_SIDES[: len(seconds)], seconds, color=colour, marker="o", label=name)
        shared = min(len(times["loops: conv2d_naive"]), len(times["im2col: Conv2D"])) - 1
        gain = times["loops: conv2d_naive"][shared] / times["im2col: Conv2D"][shared]
        faster = f"{gain:.2g} × faster" if gain < 99.5 else f"{gain:,.0f} × faster"
        clock.set_title(f"{_SIDES[shared]} × {_SIDES[shared]} pixels: im2col is {faster}")
        clock.set(xlabel="side of the image (pixels)", ylabel="seconds, forward")
        images = [_images(side) for side in _SIDES]
        tables = [np.asarray(im2col(x, _K, _K, 1, 1)).nbytes for x in images]
        sizes = [x.nbytes for x in images]
        memory.loglog(_SIDES, np.array(tables) / 1e6, color=BLUE, marker="o", label="the table")
        memory.loglog(_SIDES, np.array(sizes) / 1e6, color=INK, marker="s", label="the images")
        times_more = tables[-1] / sizes[-1]
        memory.set_title(f"The table is {times_more:.3g} × as large as the images")
        memory.set(xlabel="side of the image (pixels)", ylabel="megabytes")
        for axes in (clock, memory):
            axes.set_xticks(_SIDES, [str(side) for side in _SIDES])
            axes.minorticks_off()
            axes.legend(loc="upper left", fontsize=9)
        clock.set_ylim(top=clock.get_ylim()[1] * 12)
        memory.set_ylim(top=memory.get_ylim()[1] * 6)
        return Picture(
            figure, f"im2col is {faster} than loops; its table takes {times_more:.3g} × the memory."
        )

    explore(draw, waits_for="exercises `conv2d_naive`, `im2col` and `Conv2D`")


def _images(side: int) -> Array:
    return np.random.default_rng(side).normal(size=(_N, _C, side, side))


def _seconds(way: Callable[[Array], Any]) -> list[float]:
    """Measure the quickest of some calls for each size, until one takes too long."""
    found: list[float] = []
    for side in _SIDES:
        x, runs = _images(side), []
        for _ in range(5):
            began = time.perf_counter()
            way(x)
            runs.append(time.perf_counter() - began)
            if sum(runs) > _PATIENCE / 3:
                break
        found.append(min(runs))
        if found[-1] > _PATIENCE / 3:
            break  # four times as many pixels would be four times as long
    return found


def _in_torch(w: Array, b: Array) -> Callable[[Array], Any]:
    import torch  # noqa: PLC0415 (optional, and slow to import)

    weights, bias = torch.tensor(w), torch.tensor(b)
    return lambda x: torch.nn.functional.conv2d(torch.tensor(x), weights, bias, padding=1)
