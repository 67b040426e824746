"""The opening: a trained network reads an image, and all its numbers can be watched."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course import plots
from course.datasets import digits_mlp, digits_split
from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ZERO, new_figure
from course.widgets.controls import counter, slider
from course.widgets.networks import tiles

Array = NDArray[Any]
_FIRST = 19  # a clear image, which tips over with some noise
_MOVED = 0.02


def reading() -> None:
    """Let the reader choose an image and add noise, and watch hidden numbers and scores."""
    X, t = digits_split()[2:]
    W, b = digits_mlp()

    def numbers(pixels: Array) -> list[Array]:
        """Return the numbers behind each layer; the last ones are scores."""
        seen = []
        for i, (weights, biases) in enumerate(zip(W, b, strict=True)):
            pixels = np.einsum("d,dk->k", pixels, weights) + biases
            if i < len(W) - 1:
                pixels = np.tanh(pixels)
            seen.append(pixels)
        return seen

    def draw(image: int, noise: float) -> Picture:
        rng = np.random.default_rng(image)
        pixels = np.clip(X[image] + noise * rng.normal(size=X.shape[1]), 0, 1)
        clean, now = numbers(X[image]), numbers(pixels)
        moved = [int((np.abs(a - c) > _MOVED).sum()) for a, c in zip(now, clean, strict=True)]
        answer, true = int(now[-1].argmax()), int(t[image])
        figure = new_figure(8.8, 3.5)
        paper, first, second, scores = figure.subplots(1, 4, width_ratios=(1.5, 0.8, 0.45, 1.7))
        plots.image(paper, pixels.reshape(8, 8), "64 pixels")
        _hidden(first, now[0].reshape(8, 4), moved[0], noise)
        _hidden(second, now[1].reshape(8, 2), moved[1], noise)
        _scores(scores, now[-1], true)
        verdict = "right" if answer == true else "wrong"
        figure.suptitle(
            f"A written {true}, read as {answer}: {verdict}",
            fontsize=11, fontweight="bold", x=0.01, ha="left",
        )  # fmt: skip
        return Picture(
            figure,
            f"Test image {image}, written {true}, noise {noise:.2f}: read as {answer}; "
            f"{moved[0]} of 32 and {moved[1]} of 16 hidden numbers moved.",
        )

    explore(
        draw,
        lambda: {
            "image": counter("image", _FIRST, 0, len(X) - 1),
            "noise": slider("noise", 0.0, 0.0, 1.0, 0.05),
        },
    )


def _hidden(axes: Any, values: Array, moved: int, noise: float) -> None:
    tiles.block(axes, values, 1.0, f"{values.size} numbers")
    axes.set_xlabel(f"moved: {moved}" if noise else "", fontsize=9, color=GREY)


def _scores(axes: Any, scores: Array, true: int) -> None:
    """Draw ten bars; the highest one is dark, the written digit's name is bold."""
    best = int(scores.argmax())
    fill = [(BLUE if score > 0 else ZERO) for score in scores]
    bars = axes.barh(range(10), scores, color=fill, height=0.7, alpha=0.45)
    bars[best].set_alpha(1.0)
    axes.axvline(0, color=INK, linewidth=1)
    axes.set_yticks(range(10))
    axes.get_yticklabels()[true].set_fontweight("bold")
    limit = max(12.0, float(np.abs(scores).max()) * 1.05)
    axes.set(xlim=(-limit, limit), ylabel="digit", xlabel="score")
    axes.invert_yaxis()
    second = float(np.sort(scores)[-2])
    axes.set_title(f"10 scores, lead {scores[best] - second:.1f}", fontsize=10, loc="center")
    axes.title.set_fontweight("normal")
