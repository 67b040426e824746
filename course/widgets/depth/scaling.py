"""What batch normalisation makes of weights that are larger than they need be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore, needs
from course.style import BLUE, GREY, ORANGE, new_figure

Array = NDArray[Any]


def tenfold(prediction: object, BatchNorm: Callable[..., Any]) -> None:
    """Multiply the weights before a BatchNorm layer, once a prediction is made.

    Parameters
    ----------
    prediction : object
        The reader's answer; nothing is shown while it is still `...`.
    BatchNorm : class
        The reader's, with `forward` and `backward`.
    """

    def draw() -> Picture:
        needs(prediction, "exercise 5.15")
        rng = np.random.default_rng(0)
        X, W, dout = (rng.normal(size=shape) for shape in ((64, 30), (30, 20), (64, 20)))
        factors = np.logspace(0, 3, 13)
        outputs, slopes = [], []
        for c in factors:
            layer = BatchNorm(20)
            y = np.asarray(layer.forward(X @ (c * W), training=True))
            dz = np.asarray(layer.backward(dout.copy()))
            outputs.append(np.sqrt(np.mean(np.square(y))))
            slopes.append(np.sqrt(np.mean(np.square(X.T @ dz))))  # (30, 64) @ (64, 20)
        outputs_, slopes_ = np.array(outputs) / outputs[0], np.array(slopes) / slopes[0]
        figure = new_figure(7.8, 3.6)
        axes = figure.subplots()
        axes.loglog(factors, factors, color=GREY, lw=1.2, ls="--", label="the weights")
        axes.loglog(factors, outputs_, color=BLUE, marker="o", label="output of the layer")
        axes.loglog(factors, slopes_, color=ORANGE, marker="o", label="gradient of the weights")
        axes.axvline(10, color=GREY, lw=1, ls=":")
        axes.set(xlabel="factor of all weights", ylabel="typical size, as a factor")
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        ten = int(np.argmin(np.abs(factors - 10)))
        axes.set_title(f"Weights × 10: output × {outputs_[ten]:.3g}, gradient × {slopes_[ten]:.3g}")
        return Picture(
            figure, f"Weights × 10: output × {outputs_[ten]:.3g}, gradient × {slopes_[ten]:.3g}."
        )

    explore(draw, waits_for="exercise 5.11")
