"""The project: the reader's engine fits ten points, and the graph of one of its steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.livegraph import picture
from course.show import NotReadyError, Picture, explore
from course.style import BLUE, GREY, ORANGE, new_figure
from course.widgets.controls import counter

Array = NDArray[Any]

CHUNK, CHUNKS, RATE = 100, 20, 0.1


def fit(train: Callable[..., Any], X: Array, t: Array, params: Mapping[str, Array]) -> None:
    """Show the curve that the reader's `train` has found, and its loss, after so many steps."""
    found: list[tuple[list[float], dict[str, Array]]] = []

    def until(chunk: int) -> tuple[list[float], dict[str, Array]]:
        while len(found) < chunk:
            before = found[-1][1] if found else dict(params)
            answer = train(X, t, {k: v.copy() for k, v in before.items()}, RATE, CHUNK)
            if not (isinstance(answer, tuple) and len(answer) == 2):
                raise NotReadyError("train is to return a pair: the losses, and the dictionary.")
            found.append((list(answer[0]), {k: np.array(v) for k, v in answer[1].items()}))
        return found[chunk - 1] if chunk else ([], dict(params))

    def draw(hundreds: int) -> Picture:
        until(CHUNKS)
        losses = [loss for chunk in found for loss in chunk[0]]
        now = until(hundreds)[1]
        figure = new_figure(9.4, 3.4)
        curve, fall = figure.subplots(1, 2)
        fine = np.linspace(-1.15, 1.15, 231).reshape(-1, 1)
        out = _forward(fine, now)
        curve.plot(fine[:, 0], out[:, 0], color=BLUE, label="the network")
        curve.plot(X[:, 0], t[:, 0], "o", color=ORANGE, label="measured")
        curve.set(xlabel="x, put into the machine", ylabel="what came out", ylim=(-1.2, 1.9))
        curve.legend(loc="upper right", ncols=2)
        loss = float(((_forward(X, now) - t) ** 2).mean())
        curve.set_title(f"after {hundreds * CHUNK} steps: loss {loss:.4f}")
        fall.semilogy(losses, color=GREY)
        fall.plot([hundreds * CHUNK], [loss], "o", color=BLUE)
        fall.set(xlabel="step", ylabel="loss (mean square)")
        fall.set_title(f"{losses[0]:.3g} at the start, {losses[-1]:.2g} at the end")
        return Picture(figure, f"After {hundreds * CHUNK} steps the loss is {loss:.4f}.")

    def controls() -> Mapping[str, Any]:
        return {"hundreds": counter("steps / 100", CHUNKS, 0, CHUNKS)}

    explore(draw, controls, waits_for="exercise `train`")


def one_step(
    Variable: Any, ReLU: Any, Square: Any, Sum: Any, backward: Callable[[Any], Any],
    X: Array, t: Array, params: Mapping[str, Array],
) -> None:  # fmt: skip
    """Show the graph of one training step with its gradients, from the reader's own objects."""

    def draw() -> Picture:
        named = {"X": Variable(X), **{key: Variable(array) for key, array in params.items()}}
        h = ReLU()(named["X"] @ named["W1"] + named["b1"])
        y = h @ named["W2"] + named["b2"]
        loss = Sum()(Square()(y - t)) * (1 / t.size)
        backward(loss)
        if named["W1"].grad is None:
            raise NotReadyError("backward ran, but the gradient of W1 is still None.")
        return picture(loss, {**named, "loss": loss}, "one step of training, as your engine saw it")

    explore(draw, waits_for="exercises `backward` and `network_functions`")


def _forward(X: Array, params: Mapping[str, Array]) -> Array:
    hidden = np.maximum(X @ params["W1"] + params["b1"], 0)
    answer: Array = hidden @ params["W2"] + params["b2"]
    return answer
