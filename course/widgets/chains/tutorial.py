"""The tutorial's NumPy program and the reader's chain, digit by digit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore, needs
from course.style import BLUE, GREEN, GREY, INK, ORANGE, new_figure
from course.widgets.controls import counter

Array = NDArray[Any]
Program = Callable[..., tuple[Array, Array, Sequence[float]]]
LR, STEPS = 1e-4, 300


def last_places(mine: Any, theirs: Any) -> Array:
    """Return how many float32 units in the last place two rows of numbers are apart."""
    theirs = np.asarray(theirs, dtype=np.float32)
    apart = np.asarray(mine, dtype=float) - theirs.astype(float)
    units: Array = np.round(apart / np.spacing(np.abs(theirs)).astype(float))
    return units


def _digits(number: float) -> str:
    return f"{number:.9g}".replace("-", "−")


def beside(program: Program, run_chain: Callable[..., Any], data: Sequence[Array]) -> None:
    """Put the losses and weights of both runs side by side, at any step.

    Parameters
    ----------
    program : callable
        `program(X, Y, W1, W2, lr, steps)` gives (W1, W2, history).
    run_chain : callable
        The reader's; gives (model, history).
    data : X, Y, W1, W2
    """
    kept: dict[str, Any] = {}

    def draw(step: int) -> Picture:
        if not kept:
            kept["numpy"] = np.array(program(*data, LR, STEPS)[2], dtype=float)
            kept["chain"] = np.array(run_chain(*data, LR, STEPS)[1], dtype=float)
        model, _ = run_chain(*data, LR, step)
        W1, W2, _ = program(*data, LR, step)
        pairs = [
            (f"W1[{i},{j}]", float(W1[i, j]), float(model.l1.W.data[i, j]))
            for i, j in np.ndindex(W1.shape)
        ]
        pairs += [
            (f"W2[{i},{j}]", float(W2[i, j]), float(model.l2.W.data[i, j]))
            for i, j in np.ndindex(W2.shape)
        ]
        if step < STEPS:
            pairs.insert(0, ("loss", float(kept["numpy"][step]), float(kept["chain"][step])))
        figure = new_figure(10.0, 4.4)
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.05))
        left.plot(kept["numpy"], color=BLUE, lw=5, alpha=0.35, label="the program, in NumPy")
        left.plot(kept["chain"], color=ORANGE, lw=1.4, label="your chain")
        left.axvline(step, color=GREY, lw=1, ls=":")
        left.set(xlabel="step", ylabel="loss")
        left.legend(loc="upper right")
        differ = int((kept["numpy"] != kept["chain"]).sum())
        all_same = f"All {STEPS} losses are the same numbers"
        left.set_title(all_same if not differ else f"{differ} of {STEPS} losses differ")
        unequal = _paint_pairs(right, pairs)
        right.set_title(
            f"After {step} steps: "
            + ("not a digit differs" if not unequal else f"{unequal} differ")
        )
        return Picture(
            figure,
            f"After {step} steps {unequal} of {len(pairs)} numbers differ; of all {STEPS} losses "
            f"{differ} differ.",
        )

    explore(
        draw, lambda: {"step": counter("steps", STEPS, 0, STEPS)},
        waits_for="exercises `Seed001` and `run_chain`",
    )  # fmt: skip


def _paint_pairs(axes: Any, pairs: Sequence[tuple[str, float, float]]) -> int:
    """Write a table of two columns; return in how many rows they differ."""
    axes.axis("off")
    axes.set(xlim=(0, 10), ylim=(len(pairs) + 0.3, -1.0))
    for x, text in ((2.3, "NumPy"), (5.6, "chain")):
        axes.text(x, -0.4, text, weight="bold", va="center")
    unequal = 0
    for line, (name, numpy_number, chain_number) in enumerate(pairs):
        same = float(numpy_number) == float(chain_number)
        unequal += not same
        colour = GREEN if same else ORANGE
        axes.text(0.1, line + 0.4, name, va="center", color=INK)
        for x, number in ((2.3, numpy_number), (5.6, chain_number)):
            axes.text(x, line + 0.4, _digits(number), va="center", color=colour, family="monospace")
        axes.text(8.8, line + 0.4, "=" if same else "≠", va="center", color=colour, weight="bold")
    return unequal


def orders(
    prediction: Any,
    program: Program,
    Seed001: Any,
    SGD: Any,
    mean_squared_error: Callable[[Any, Any], Any],
    other_order: Callable[[Any, Any], Any],
    data: Sequence[Array],
) -> None:
    """Compare two orders of operations with the program, in units of the last place.

    Parameters
    ----------
    prediction : str
        The reader's answer, which has to be there first.
    Seed001, SGD : classes
        The reader's.
    """

    def losses(loss_of: Callable[[Any, Any], Any]) -> Array:
        X, Y, W1, W2 = data
        model = Seed001(W1, W2)
        optimizer, history = SGD(LR).setup(model), []
        for _ in range(STEPS):
            loss = loss_of(model(X), Y)
            history.append(float(loss.data))
            model.cleargrads()
            loss.backward()
            optimizer.update()
        return np.array(history)

    def draw() -> Picture:
        needs(prediction, "exercise `order_prediction`")
        theirs = np.array(program(*data, LR, STEPS)[2])
        figure = new_figure(8.8, 3.8)
        axes = figure.subplots()
        said = []
        for name, loss_of, colour, marker, size in (
            ("mean_squared_error", mean_squared_error, BLUE, "o", 5),
            ("other_order", other_order, ORANGE, "x", 6),
        ):
            apart = last_places(losses(loss_of), theirs)
            axes.plot(apart, marker, color=colour, markersize=size, alpha=0.7, label=name)
            said.append(f"{name}: {int((apart != 0).sum())} of {STEPS} losses differ")
        low, high = axes.get_ylim()
        axes.set_ylim(min(low, -1.6), max(high, 2.6))
        axes.set(xlabel="step", ylabel="units in the last place (float32)")
        axes.locator_params(axis="y", integer=True)
        axes.legend(loc="upper right", ncols=2)
        axes.set_title("; ".join(said))
        return Picture(figure, "Compared with the program: " + "; ".join(said) + ".")

    explore(draw, waits_for="exercises `order_prediction`, `Seed001`, `SGD` and `run_chain`")


def large(program: Program, run_chain: Callable[..., Any], data: Sequence[Array]) -> None:
    """Run the large network three times: by the chain, and by the program with either rule at 0.

    Parameters
    ----------
    program : callable
        Takes `off` as well, which says what is masked: `np.less_equal` or `np.less`.
    run_chain : callable
        The reader's.
    data : X, Y, W1, W2
    """

    def draw() -> Picture:
        theirs = np.array(program(*data, LR, STEPS)[2])
        mine = np.array(run_chain(*data, LR, STEPS)[1], dtype=float)
        other = np.array(program(*data, LR, STEPS, np.less)[2])
        figure = new_figure(10.0, 3.8)
        left, right = figure.subplots(1, 2)
        left.plot(theirs, color=BLUE, lw=5, alpha=0.35, label="the program, in NumPy")
        left.plot(mine, color=INK, lw=1.4, label="your chain")
        left.set(xlabel="step", ylabel="loss (log scale)", yscale="log")
        left.legend(loc="upper right")
        left.set_title(f"101,000 weights: from {mine[0]:,.0f} to {mine[-1]:.2f}")
        parting = np.flatnonzero(other != theirs)
        right.plot(
            last_places(other, theirs), "x", color=ORANGE, markersize=5, label="program with h < 0"
        )
        right.plot(last_places(mine, theirs), ".", color=BLUE, markersize=4, label="your chain")
        right.set(xlabel="step", ylabel="units in the last place (float32)")
        right.legend(loc="upper left")
        differ = int((mine != theirs).sum())
        where = f"h < 0 parts at step {parting[0] + 1}" if len(parting) else "h < 0 never parts"
        said = f"your chain differs in {differ}" if differ else "your chain never differs"
        right.set_title(f"{where}; {said}")
        return Picture(
            figure,
            f"The loss of the large network falls from {mine[0]:,.0f} to {mine[-1]:.2f}; "
            f"{where}; {said}.",
        )

    explore(draw, waits_for="exercises `Seed001` and `run_chain`")
