"""Lines of a function run in the reader's order, and the clock of backpropagation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import NotReadyError, Picture, explore, needs
from course.style import BLUE, GREEN, GREY, INK, ORANGE, PINK, new_figure

Array = NDArray[Any]

LINES = {
    "A": "da = relu.backward(dh)",
    "B": "loss = last.forward(z, t)",
    "C": "h = relu.forward(a)",
    "D": "dz = last.backward()",
    "E": "return {'W1': first.dW, 'b1': first.db, 'W2': second.dW, 'b2': second.db}",
    "F": "a = first.forward(X)",
    "G": "first.backward(da)",
    "H": "z = second.forward(h)",
    "I": "dh = second.backward(dz)",
    "J": "dh = relu.backward(dz)",
    "K": "z = softmax(z)",
    "L": "z = second.forward(a)",
}


def run_lines(
    order: Any, Affine: Any, ReLU: Any, SoftmaxWithLoss: Any,
    softmax: Callable[..., Array], numerical_gradient: Callable[..., Array],
) -> None:  # fmt: skip
    """Run the lines of the puzzle in the reader's order, as far as they go.

    Parameters
    ----------
    order : list of letters
        Keys of `LINES`.
    Affine, ReLU, SoftmaxWithLoss : classes
        The reader's layers.
    softmax, numerical_gradient : callable
        Of chapters 2 and 3.
    """

    def draw() -> Picture:
        needs(order, "exercise `line_order`")
        if not isinstance(order, (list, tuple, str)) or not all(
            isinstance(letter, str) and letter in LINES for letter in order
        ):
            raise NotReadyError("line_order wants to be a list of letters from A to L, in quotes.")
        rows, verdict = try_lines(
            list(order), Affine, ReLU, SoftmaxWithLoss, softmax, numerical_gradient
        )
        figure = new_figure(9.4, 0.34 * max(len(rows), 4) + 0.8)
        axes = figure.subplots()
        axes.axis("off")
        axes.set(xlim=(0, 10), ylim=(max(len(rows), 4) - 0.4, -0.7))
        for place, (letter, fine, what) in enumerate(rows):
            colour = GREEN if fine else ORANGE
            axes.text(0.1, place, "✓" if fine else "✗", color=colour, weight="bold", va="center")
            text = LINES[letter].replace(", 'W2'", ", …").split(", 'b2'")[0]
            text = "return {'W1': first.dW, …}" if letter == "E" else text
            axes.text(0.45, place, letter, color=GREY, va="center")
            axes.text(0.8, place, text, family="DejaVu Sans Mono", fontsize=10, va="center")
            axes.text(4.9, place, what, color=INK if fine else ORANGE, fontsize=9.5, va="center")
        axes.set_title(verdict)
        return Picture(figure, verdict)

    explore(draw, waits_for="exercises `line_order`, `Affine`, `ReLU` and `SoftmaxWithLoss`")


def try_lines(
    order: Sequence[str], Affine: Any, ReLU: Any, SoftmaxWithLoss: Any,
    softmax: Callable[..., Array], numerical_gradient: Callable[..., Array],
) -> tuple[list[tuple[str, bool, str]], str]:  # fmt: skip
    """Return (letter, whether it ran, what it made) for each line as far as it goes; a verdict."""
    rng = np.random.default_rng(0)
    params = {"W1": rng.normal(size=(3, 5)), "b1": rng.normal(size=5)}
    params |= {"W2": rng.normal(size=(5, 2)), "b2": rng.normal(size=2)}
    X, t = rng.normal(size=(4, 3)), np.array([0, 1, 1, 0])
    names: dict[str, Any] = {
        "X": X.copy(), "t": t.copy(), "softmax": softmax, "relu": ReLU(), "last": SoftmaxWithLoss(),
        "first": Affine(params["W1"], params["b1"]), "second": Affine(params["W2"], params["b2"]),
    }  # fmt: skip
    rows: list[tuple[str, bool, str]] = []
    for number, letter in enumerate(order, 1):
        line = LINES[letter]
        target = "result" if line.startswith("return") else line.split(" = ")[0]
        source = line.replace("return ", "result = ")
        try:
            exec(source, names)  # noqa: S102 (the lines are ours; what they call is the reader's)
        except Exception as problem:
            said = f"{type(problem).__name__}: {problem}"
            rows.append((letter, False, said if len(said) < 64 else said[:60] + " …"))
            return rows, f"Line {number} does not run: something is missing, or does not fit"
        rows.append((letter, True, _made(names, line, target)))
        if letter == "E":
            break
    if not rows or rows[-1][0] != "E":
        return rows, "All of it runs, but nothing is returned"
    if len(rows) < len(order):
        return rows, "Behind the return stand lines that never run"
    return rows, _verdict(names["result"], params, X, t, numerical_gradient, len(order))


def _made(names: dict[str, Any], line: str, target: str) -> str:
    if target == "result":
        return "four arrays go out"
    if " = " not in line:
        return "first.dW and first.db are set"
    made = names[target]
    shape = getattr(made, "shape", ())
    return f"{target}: one number, {float(made):.3f}" if shape == () else f"{target}: {shape}"


def _verdict(
    result: dict[str, Array], params: dict[str, Array], X: Array, t: Array,
    numerical_gradient: Callable[..., Array], count: int,
) -> str:  # fmt: skip
    """Compare the four arrays with wiggled ones."""

    def loss(name: str, array: Array) -> float:
        p = {**params, name: array}
        z = np.maximum(0, X @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]
        top = z.max(axis=1)
        logs = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
        return float((logs - z[np.arange(len(z)), t]).mean())

    wrong = [
        name
        for name, array in params.items()
        if not np.allclose(
            result[name], numerical_gradient(lambda a, n=name: loss(n, a), array), atol=1e-6
        )
    ]
    if wrong:
        return "It runs to the end, but wiggling finds other slopes for " + ", ".join(wrong)
    if count != 9:
        return "The four slopes are right; but nine lines were asked for"
    return "It runs, and wiggling finds the same four slopes"


#: Hidden neurons of the networks that are timed; all have 100 inputs and 10 outputs.
WIDTHS = (25, 50, 100, 200, 400, 800)


def clock(TwoLayerNet: Any, widths: Sequence[int] = WIDTHS, rows: int = 200) -> None:
    """Measure one loss and one gradient of networks that grow.

    Parameters
    ----------
    TwoLayerNet : class
        The reader's network.
    widths : sequence of int
        Numbers of hidden neurons.
    rows : int
        Samples of the batch.
    """

    def draw() -> Picture:
        counts, forward, backward = [], [], []
        rng = np.random.default_rng(0)
        X, t = rng.normal(size=(rows, 100)), rng.integers(0, 10, size=rows)
        for width in widths:
            net = TwoLayerNet(100, width, 10, np.random.default_rng(0))
            counts.append(100 * width + width + 10 * width + 10)
            forward.append(_seconds(net.loss, X, t))
            backward.append(_seconds(net.gradient, X, t))
        factor = float(np.median(np.array(backward) / np.array(forward)))
        figure = new_figure(8.4, 3.9)
        axes = figure.subplots()
        wiggle = 2 * np.array(counts) * np.array(forward)
        axes.plot(counts, wiggle, "^--", color=PINK, label="all slopes by wiggling (worked out)")
        axes.plot(counts, backward, "o-", color=ORANGE, label="all slopes by `gradient`")
        axes.plot(counts, forward, "s-", color=BLUE, label="one `loss`")
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set(xlabel="parameters", ylabel="seconds")
        axes.legend(loc="upper left", fontsize=9)
        axes.grid(visible=True, color=GREY, alpha=0.2)
        axes.set_title(f"All slopes for the price of {factor:.1f} forward passes")
        return Picture(
            figure,
            f"With {counts[-1]:,} parameters: loss {forward[-1]:.1e} s, gradient "
            f"{backward[-1]:.1e} s, wiggling about {wiggle[-1]:.0f} s.",
        )

    explore(draw, waits_for="exercise `TwoLayerNet`")


def _seconds(run: Callable[..., object], *args: object, repeats: int = 5) -> float:
    """Return the best of several measurements."""
    best = np.inf
    for _ in range(repeats):
        start = perf_counter()
        run(*args)
        best = min(best, perf_counter() - start)
    return float(best)
