"""What bends let through: the gates of a ReLU, and many layers in a row."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.controls import counter, slider

Array = NDArray[Any]


def heat(axes: Any, numbers: Array, title: str, limit: float, digits: int = 0) -> None:
    """Draw a matrix of numbers: blue is positive, orange negative, white is 0."""
    from matplotlib.colors import LinearSegmentedColormap  # noqa: PLC0415 (keeps the import quick)

    colours = LinearSegmentedColormap.from_list("signs", [ORANGE, "white", BLUE])
    numbers = np.asarray(numbers, dtype=float)
    axes.imshow(numbers, cmap=colours, vmin=-limit, vmax=limit, aspect="equal")
    for (row, column), number in np.ndenumerate(numbers):
        strong = abs(number) > 0.6 * limit
        axes.text(
            column, row, f"{number:.{digits}f}".replace("-", "−"), ha="center", va="center",
            fontsize=8, color="white" if strong else INK,
        )  # fmt: skip
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set(visible=True, color=GREY, linewidth=0.8)
    axes.set_title(title, fontsize=10)


def gates(ReLU: Any) -> None:
    """Show what a ReLU layer lets through, there and back.

    Parameters
    ----------
    ReLU : class
        The reader's layer, with `forward(x)` and `backward(dout)`.
    """

    def draw(seed: int, lift: int) -> Picture:
        x = np.random.default_rng(seed).integers(-9, 10, size=(5, 7)).astype(float) + lift
        rows, columns = np.mgrid[:5, :7]
        wave = np.round(9 * np.sin(columns * 0.9 + rows * 0.7))
        wave[wave == 0] = 1  # so that only gates can make a 0 of it
        layer = ReLU()
        y = np.array(layer.forward(x.copy()), dtype=float)
        dx = np.array(layer.backward(wave.copy()), dtype=float)
        figure = new_figure(8.6, 4.9)
        (there, through), (arrived, back) = figure.subplots(2, 2)
        heat(there, x, "x comes in …", 12)
        heat(through, y, f"… and {int((y != 0).sum())} of 35 get through", 12)
        heat(arrived, dx, f"dx: {int((dx != 0).sum())} of the wave's arrive", 12)
        heat(back, wave, "dout, a wave, comes from behind", 12)
        figure.text(0.5, 0.73, "→ forward →", ha="center", color=BLUE, weight="bold")
        figure.text(0.5, 0.26, "← backward ←", ha="center", color=ORANGE, weight="bold")
        return Picture(
            figure,
            f"{int((y != 0).sum())} of 35 numbers pass forwards, {int((dx != 0).sum())} backwards.",
        )

    explore(
        draw,
        lambda: {"seed": counter("numbers", 0, 0, 20), "lift": counter("add to x", 0, -10, 10)},
        waits_for="exercise `ReLU`",
    )


def in_a_row(Sigmoid: Any, ReLU: Any) -> None:
    """Send a slope of 1 back through many layers in a row.

    Parameters
    ----------
    Sigmoid, ReLU : classes
        The reader's layers, with `forward(x)` and `backward(dout)`.
    """

    def draw(depth: int, x: float) -> Picture:
        figure = new_figure(7.6, 3.7)
        axes = figure.subplots()
        said = []
        for name, kind, colour, marker in (
            ("ReLU", ReLU, BLUE, "o"), ("sigmoid", Sigmoid, ORANGE, "s")
        ):  # fmt: skip
            slopes = through(kind, x, depth)
            shown = np.where(np.abs(slopes) > 1e-12, slopes, np.nan)
            axes.plot(
                range(depth, -1, -1), shown, marker=marker, color=colour, markersize=5, label=name
            )
            said.append(f"{name} {slopes[-1]:.2g}")
        bound = 0.25 ** np.arange(depth + 1)
        axes.plot(range(depth, -1, -1), bound, ":", color=GREY, label="a quarter for each layer")
        axes.set_yscale("log")
        axes.set(
            ylim=(1e-10, 5), xlim=(-0.3, 12.3), ylabel="slope that has arrived",
            xlabel="in front of layer number … (the way back goes from right to left)",
        )  # fmt: skip
        axes.legend(loc="lower right")
        axes.set_title(f"Behind {depth} layers a slope of 1; in front: " + ", ".join(said))
        return Picture(figure, f"Through {depth} layers a slope of 1 becomes: " + ", ".join(said))

    explore(
        draw,
        lambda: {"depth": counter("layers", 10, 1, 12), "x": slider("x", 0.5, -3.0, 3.0)},
        waits_for="exercises `ReLU` and `Sigmoid`",
    )


def through(kind: Any, x: float, depth: int) -> Array:
    """Return the slopes on the way back through `depth` layers, 1 at the end first."""
    layers, out = [kind() for _ in range(depth)], np.array([x])
    for layer in layers:
        out = np.array(layer.forward(out), dtype=float)
    slopes = [np.array([1.0])]
    for layer in reversed(layers):
        slopes.append(np.array(layer.backward(slopes[-1]), dtype=float))
    return np.concatenate(slopes)
