"""Learning, slowly enough to watch: one update, a whole training, and a training without end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course import plots
from course.show import Picture, explore, needs
from course.style import BLUE, GREY, INK, SKY, YELLOW, ZERO, new_figure
from course.widgets.controls import choice, counter

Array = NDArray[Any]
Train = Callable[..., tuple[Array, float, list[int]]]

_POINTS = np.array(
    [[-1.6, 0.6], [1.4, 1.2], [-0.6, -1.5], [0.3, 1.7],
     [-1.9, -0.8], [1.8, -0.2], [0.4, -0.9], [-0.4, 0.9]]
)  # fmt: skip
_LABELS = np.array([0, 1, 0, 1, 0, 1, 0, 1])
_STEPS = 24
_EPOCHS = 12


def stepper(perceptron_update: Callable[..., Any]) -> None:
    """Go through the updates on eight points one at a time.

    Parameters
    ----------
    perceptron_update : callable
        The reader's `perceptron_update(w, b, x, t, lr)`.
    """

    def trail() -> list[tuple[Array, float]]:
        states = [(np.array([-0.1, -0.5]), 0.3)]  # three steps that mend, and one that does not
        for number in range(_STEPS):
            i = number % len(_POINTS)
            w, b = states[-1]
            new_w, new_b = perceptron_update(w.copy(), b, _POINTS[i].copy(), int(_LABELS[i]), 0.2)
            states.append((np.array(new_w, dtype=float), float(new_b)))
        return states

    def draw(step: int) -> Picture:
        states = trail()
        (w, b), (new_w, new_b) = states[step - 1], states[step]
        i = (step - 1) % len(_POINTS)
        x, label = _POINTS[i], int(_LABELS[i])
        before, after = (int(x @ v + c > 0) for v, c in ((w, b), (new_w, new_b)))
        figure = new_figure(6.0, 4.6)
        axes = figure.subplots()
        plots.sides(axes, lambda X: X @ new_w + new_b > 0, -2.4, 2.4)
        plots.border(axes, w, b, linestyle="--", color=GREY, linewidth=1.6, label="border before")
        plots.border(axes, new_w, new_b, label="border after")
        plots.points(axes, _POINTS, _LABELS)
        axes.scatter(
            x[:1], x[1:], s=420, facecolors="none", edgecolors=INK, linewidths=1.8, zorder=4
        )
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        if before == label:
            said = "right, nothing moves" if after == label else "was right, and is wrong now"
        else:
            said = f"{before} instead of {label}; " + (
                "mended" if after == label else "now less wrong"
            )
        axes.set_title(f"Step {step}: {said}")
        return Picture(figure, f"Step {step} at ({x[0]}, {x[1]}): {said}.")

    explore(draw, lambda: {"step": counter("step", 1, 1, _STEPS)}, waits_for="exercise 1.7")


def training(
    train_perceptron: Train,
    data: Mapping[str, tuple[Array, Array]],
    tables: Mapping[str, Array],
    seed: int = 1,
) -> None:
    """Show the border after each epoch of a training, and the mistakes in it.

    Parameters
    ----------
    train_perceptron : callable
        The reader's `train_perceptron(X, t, lr, epochs, rng)`.
    data : mapping of str to (array of shape (N, 2), array of shape (N,))
    tables : mapping of str to array of shape (4, 3)
        Truth tables; those of AND, OR and NAND are offered as well.
    """
    sets = dict(data)
    sets |= {name: (tables[name][:, :2], tables[name][:, 2]) for name in ("AND", "OR", "NAND")}

    def draw(points: str, epoch: int) -> Picture:
        X, t = sets[points]

        def run(epochs: int) -> tuple[Array, float, list[int]]:
            return train_perceptron(X.copy(), t.copy(), 0.5, epochs, np.random.default_rng(seed))

        w, b, mistakes = run(epoch)
        w, b = np.asarray(w, dtype=float), float(b)
        all_epochs = len(run(_EPOCHS)[2])
        figure = new_figure(8.4, 3.9)
        plane, history = figure.subplots(1, 2, width_ratios=(1.1, 1))
        reach = float(np.ceil(np.abs(X).max())) + 0.5
        low = -reach if X.min() < 0 else -0.5
        plots.sides(plane, lambda P: P @ w + b > 1e-12, low, reach)
        plots.border(plane, w, b)
        plots.points(plane, X, t, size=60)
        if low == -0.5:  # the corners of a truth table
            plane.set_xticks([0, 1])
            plane.set_yticks([0, 1])
        ran = len(mistakes)
        plane.set_title(f"After epoch {ran}: w = ({w[0]:.2f}, {w[1]:.2f}), b = {b:.2f}")
        bars = history.bar(range(1, ran + 1), mistakes, color=BLUE, width=0.7)
        history.bar_label(bars, fontsize=9)
        history.set(
            xlim=(0.3, all_epochs + 0.7), ylim=(0, max(4, *mistakes) + 0.5), xlabel="epoch",
            xticks=range(1, all_epochs + 1), ylabel="mistakes in the epoch",
        )  # fmt: skip
        history.set_yticks(range(0, max(4, *mistakes) + 1, max(1, max(mistakes) // 6)))
        done = mistakes[-1] == 0
        history.set_title(
            f"No mistake: finished after epoch {ran}" if done else "Mistakes left: it goes on"
        )
        return Picture(
            figure, f"{points}, after {ran} epochs: mistakes {list(map(int, mistakes))}."
        )

    explore(
        draw,
        lambda: {
            "points": choice("points", list(sets), next(iter(sets))),
            "epoch": counter("epochs", 1, 1, _EPOCHS),
        },
        waits_for="exercise 1.8",
    )


def xor_training(
    prediction: object, train_perceptron: Train, table: Array, epochs: int = 200
) -> None:
    """Show what becomes of a perceptron that is trained on XOR, once a prediction is made.

    Parameters
    ----------
    prediction : object
        The reader's answer; nothing is shown while it is still `...`.
    """
    X, t = table[:, :2], table[:, 2]

    def draw() -> Picture:
        needs(prediction, "exercise 1.12")

        def run(length: int) -> tuple[Array, float, list[int]]:
            return train_perceptron(X.copy(), t.copy(), 1.0, length, np.random.default_rng(0))

        _, _, mistakes = run(epochs)
        after = range(1, epochs + 1, 2)
        w1, w2, b = np.array([[*w, b] for w, b, _ in map(run, after)], dtype=float).T
        figure = new_figure(8.4, 4.4)
        counts, weights = figure.subplots(2, 1, sharex=True)
        ran = range(1, len(mistakes) + 1)
        counts.plot(ran, mistakes, ".", color=ZERO, markersize=5)
        counts.plot(ran, mistakes, color=ZERO, linewidth=0.6, alpha=0.5)
        counts.set(ylim=(-0.3, 4.6), ylabel="mistakes")
        counts.set_title(
            f"XOR: {min(mistakes)} to {max(mistakes)} mistakes in every epoch, and no end"
        )
        # from thick to thin, so that equal values show as one line inside the other
        named = ((w1, "$w_1$", SKY, 5.0), (w2, "$w_2$", YELLOW, 2.4), (b, "$b$", INK, 0.9))
        for values, name, colour, width in named:
            weights.plot(
                after, values, label=name, color=colour, linewidth=width, drawstyle="steps"
            )
        weights.set(ylim=(-3, 3), xlabel="epoch", ylabel="value")
        largest = max(np.abs(part).max() for part in (w1, w2, b))
        weights.set_title(f"The three numbers wander about; none goes beyond ±{largest:g}")
        weights.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        return Picture(
            figure, f"Mistakes per epoch on XOR: between {min(mistakes)} and {max(mistakes)}."
        )

    explore(draw, waits_for="exercise 1.8")
