"""How large the numbers are, layer after layer, for several ways to draw the first weights."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.controls import choice, slider
from course.widgets.depth.nets import Init

Array = NDArray[Any]
_LAYERS, _WIDTH, _SAMPLES = 10, 100, 500


def _sigmoid(z: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(z, -500, 500))))


def _relu(z: Array) -> Array:
    return np.maximum(0, z)


_BENDS = {"tanh": np.tanh, "ReLU": _relu, "sigmoid": _sigmoid}


def passes(weights: list[Array], bend: Any) -> list[Array]:
    """Send 500 samples of 100 numbers through dense layers without biases.

    Returns
    -------
    list of arrays of shape (500, K)
        What each layer gives.
    """
    h = np.random.default_rng(1).normal(size=(_SAMPLES, len(weights[0])))
    results = []
    for W in weights:
        h = bend(h @ W)
        results.append(h)
    return results


def size(h: Array) -> float:
    """Return the root of the mean square: how large the numbers typically are."""
    return float(np.sqrt(np.mean(np.square(h))))


def _histogram(axes: Any, h: Array, colour: str) -> None:
    """Draw how the numbers of a layer are spread, in a window that fits them."""
    reach = float(f"{1.1 * np.abs(h).max():.1g}") or 1.0
    if h.max() <= 1 and np.abs(h).max() > 0.5:
        reach = 1.0
    low = 0.0 if h.min() >= 0 else -reach
    axes.hist(h.ravel(), bins=31, range=(low, reach), color=colour)
    axes.set_xticks([low, reach], [f"{low:g}".replace("-", "−"), f"{reach:g}"])
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.tick_params(labelsize=8)


def whisper() -> None:
    """Let the reader choose how large the weights of ten tanh layers are."""

    def draw(power: float) -> Picture:
        s = 10**power
        rng = np.random.default_rng(0)
        layers = passes([rng.normal(0, s, size=(_WIDTH, _WIDTH)) for _ in range(_LAYERS)], np.tanh)
        sizes = [size(h) for h in layers]
        figure = new_figure(8.6, 3.6)
        chart, last = figure.subplots(1, 2, width_ratios=(1.25, 1))
        chart.semilogy(range(1, _LAYERS + 1), sizes, color=BLUE, marker="o")
        chart.set(
            xlabel="layer", ylabel="typical size of a number", ylim=(1e-12, 10), xlim=(0.5, 10.5)
        )
        end = sizes[-1]
        stuck = float((np.abs(layers[-1]) > 0.95).mean())
        verdict = "silence" if end < 0.01 else "shouting" if stuck > 0.25 else "a clear voice"
        chart.set_title(f"Weights of size {s:.3g}: after ten layers, {verdict}")
        last.hist(layers[-1].ravel(), bins=41, range=(-1, 1), color=ORANGE)
        last.set(xlabel="numbers in layer 10", ylabel="how many", xlim=(-1.02, 1.02))
        last.set_title(f"{100 * stuck:.0f} % are at the ends")
        caption = f"Weights of size {s:.3g}: layer 10 has size {end:.2g}, {100 * stuck:.0f} % ends."
        return Picture(figure, caption)

    explore(draw, lambda: {"power": slider("log₁₀ size", 0.0, -2.0, 0.5, step=0.1)})


def by_depth(init_weights: Init) -> None:
    """Show what four ways to draw the first weights make of the numbers in ten layers.

    Parameters
    ----------
    init_weights : callable
        The reader's `init_weights(sizes, kind, rng)`.
    """
    kinds: tuple[tuple[Any, str], ...] = (
        (1.0, "always 1"), (0.01, "always 0.01"), ("xavier", "Xavier"), ("he", "He"),
    )  # fmt: skip
    shown = (1, 2, 4, 7, 10)

    def draw(bend: str) -> Picture:
        figure = new_figure(10.0, 5.6)
        grid = figure.subplots(len(kinds), len(shown) + 1)
        said = []
        for row, (kind, name) in zip(grid, kinds, strict=True):
            top = name == kinds[0][1]
            params = init_weights([_WIDTH] * (_LAYERS + 1), kind, np.random.default_rng(0))
            layers = passes([np.array(params[f"W{i + 1}"]) for i in range(_LAYERS)], _BENDS[bend])
            sizes = [size(h) for h in layers]
            row[0].semilogy(range(1, _LAYERS + 1), sizes, color=BLUE, marker=".", lw=1.4)
            row[0].axhline(1, color=GREY, lw=0.8, ls=":")
            row[0].set_xlim(0, 11)
            row[0].set_ylim(*_limits(bend))
            row[0].set_xticks([1, 5, 10])
            row[0].tick_params(labelsize=8)
            row[0].set_ylabel(name, fontweight="bold")
            for axes, number in zip(row[1:], shown, strict=True):
                _histogram(axes, layers[number - 1], INK if number == 1 else ORANGE)
                if top:
                    axes.set_title(f"layer {number}", fontsize=10)
            said.append(f"{name}: size {sizes[-1]:.2g} in layer 10")
        grid[0][0].set_title("size, by layer", fontsize=10)
        figure.suptitle(
            f"Ten layers of {_WIDTH} with {bend}: numbers in the layers (each window fits its own)",
            fontsize=11, fontweight="bold", x=0.01, ha="left",
        )  # fmt: skip
        return Picture(figure, f"{bend}. " + "; ".join(said) + ".")

    explore(
        draw,
        lambda: {"bend": choice("activation", list(_BENDS), "tanh")},
        waits_for="exercise 5.9",
    )


def _limits(bend: str) -> tuple[float, float]:
    return (1e-13, 1e10) if bend == "ReLU" else (1e-11, 1e1)
