"""The printed run of 300 steps: its losses, element by element, with and without the mask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore, needs
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.controls import choice, counter

Array = NDArray[Any]
Data = tuple[Array, Array, Array, Array]
_LR, _STEPS = 1e-4, 300
_MASKS = {"with the mask": True, "without": False}


def _train(train: Callable[..., Any], data: Data, steps: int, mask: bool) -> Any:
    """Run the reader's training on copies; return W1, W2 and the losses as an array."""
    W1, W2, history = train(*(array.copy() for array in data), _LR, steps, mask=mask)
    losses = np.array([float(loss) for loss in history])
    if losses.shape != (steps,):
        raise ValueError(f"{steps} steps have {steps} losses, and {losses.size} came back")
    return W1, W2, losses


def stepper(
    train_seed001: Callable[..., Any], losses_seed001: Callable[..., Any], data: Data
) -> None:
    """Show the loss matrix at any of the 300 steps beside that of the first.

    Parameters
    ----------
    train_seed001 : callable
        The reader's `train_seed001(X, Y, W1, W2, lr, steps, mask)`.
    losses_seed001 : callable
        The reader's `losses_seed001(X, Y, W1, W2, y_size)`.
    data : tuple of arrays
        X, Y, W1 and W2 of the printed run.
    """

    def draw(step: int, mask: str) -> Picture:
        X, Y = data[0], data[1]
        matrices = []
        for before in (0, step - 1):
            W1, W2, _ = _train(train_seed001, data, before, _MASKS[mask])
            matrices.append(np.asarray(losses_seed001(X.copy(), Y.copy(), W1, W2, Y.size)))
        if matrices[0].shape != Y.shape:
            raise ValueError(f"losses_seed001 gave shape {matrices[0].shape}, not {Y.shape}")
        losses = _train(train_seed001, data, _STEPS, _MASKS[mask])[2]
        figure = new_figure(9.4, 3.6)
        one, two, chart = figure.subplots(1, 3, width_ratios=(1, 1, 1.15))
        _matrix(one, matrices[0], np.zeros(Y.shape), "Step 1")
        _matrix(two, matrices[1], matrices[1] / matrices[0] - 1, f"Step {step}, and the change")
        chart.plot(range(1, _STEPS + 1), losses, color=GREY, lw=1.2)
        chart.plot([step], [losses[step - 1]], "o", color=ORANGE, ms=8)
        chart.set(xlabel="step", ylabel="loss: the sum of the six")
        chart.set_title(f"Loss {losses[0]:.5f} → {losses[step - 1]:.5f}")
        return Picture(
            figure, f"Step {step}, {mask}: loss {losses[step - 1]:.5f}; it was {losses[0]:.5f}."
        )

    explore(
        draw,
        lambda: {
            "step": counter("step", 300, 1, _STEPS),
            "mask": choice("mask", list(_MASKS), "with the mask"),
        },
        waits_for="exercises `losses_seed001` and `train_seed001`",
    )


def _matrix(axes: Any, values: Array, change: Array, title: str) -> None:
    """Draw a matrix of losses as tiles: blue where it has fallen, orange where it has risen."""
    from matplotlib.colors import LinearSegmentedColormap  # noqa: PLC0415 (keeps the import quick)

    shades = LinearSegmentedColormap.from_list("change", [BLUE, "white", ORANGE])
    axes.imshow(change, cmap=shades, vmin=-0.8, vmax=0.8, aspect="auto")
    for (row, column), value in np.ndenumerate(values):
        text = f"{value:.6f}"
        if change[row, column]:
            text += f"\n{100 * change[row, column]:+.1f} %".replace("-", "−")
        axes.text(column, row, text, ha="center", va="center", fontsize=9, color=INK)
    rows, columns = values.shape
    axes.set_xticks(range(columns), labels=[f"output {k + 1}" for k in range(columns)], fontsize=8)
    axes.set_yticks(range(rows), labels=[f"sample {i + 1}" for i in range(rows)], fontsize=8)
    axes.tick_params(length=0)
    for edge in np.arange(1, columns) - 0.5:
        axes.axvline(edge, color=GREY, lw=0.6)
    for edge in np.arange(1, rows) - 0.5:
        axes.axhline(edge, color=GREY, lw=0.6)
    for spine in axes.spines.values():
        spine.set(visible=True, color=GREY, linewidth=0.8)
    axes.set_title(title)


def masks(prediction: object, train_seed001: Callable[..., Any], data: Data) -> None:
    """Compare the losses of the run with the mask and without, once a prediction is made.

    Parameters
    ----------
    prediction : object
        The reader's answer; nothing is shown while it is still `...`.
    """

    def draw() -> Picture:
        needs(prediction, "exercise `mask_prediction`")
        losses = {name: _train(train_seed001, data, _STEPS, m)[2] for name, m in _MASKS.items()}
        figure = new_figure(9.2, 3.5)
        left, right = figure.subplots(1, 2)
        styles = ((BLUE, "-"), (ORANGE, "--"))
        steps = range(1, _STEPS + 1)
        for (name, history), (colour, line) in zip(losses.items(), styles, strict=True):
            left.plot(steps, history, color=colour, ls=line, label=f"{name}: {history[-1]:.5f}")
        left.set(xlabel="step", ylabel="loss")
        left.legend(title="loss at step 300")
        left.set_title("Two gradients, two falling losses")
        gap = 1000 * (losses["without"] - losses["with the mask"])
        right.plot(steps, gap, color=INK)
        right.axhline(0, color=GREY, lw=0.8)
        right.set(xlabel="step", ylabel="without − with, in thousandths")
        lower = "lower" if gap[-1] < 0 else "higher"
        right.set_title(f"Without it: {abs(gap[-1]) / 1000:.5f} {lower} in the end")
        ends = ", ".join(f"{name} {history[-1]:.5f}" for name, history in losses.items())
        return Picture(figure, f"Loss at step 300: {ends}.")

    explore(draw, waits_for="exercise `train_seed001`")
