"""The blog's figures, from the reader's own run: the switch beside the loss, three inferences."""

from __future__ import annotations

import numpy as np

from course.show import Picture, explore
from course.style import GREEN, GREY, new_figure
from course.widgets.switching.live import Infer, OwnRun
from course.widgets.switching.track import COLOUR, FINE, LINE, Array, box, column

SHOWN = 120  # iterations in the picture of the switch


def trace(own_run: OwnRun) -> None:
    """Draw the switch of the first iterations, and all losses in the colour of their switch.

    Parameters
    ----------
    own_run : callable
        Gives (net, losses, switches), as the reader's `train_dynamic` does.
    """

    def draw() -> Picture:
        _, losses, switches = own_run()
        losses, switches = np.asarray(losses, dtype=float), np.asarray(switches, dtype=bool)
        figure = new_figure(9.6, 3.6)
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.5))
        shown = switches[:SHOWN]
        left.step(range(len(shown)), shown.astype(int), where="mid", color=GREY, lw=0.9)
        for name, on in (("relu", False), ("leaky", True)):
            at = np.flatnonzero(shown == on)
            left.scatter(at, np.full(len(at), int(on)), s=12, color=COLOUR[name], zorder=3)
            at = np.flatnonzero(switches == on)
            right.semilogy(
                at, np.maximum(losses[at], 1e-9), ".", ms=1.6, color=COLOUR[name],
                alpha=0.6, label=f"{name}: {len(at) / len(switches):.1%} of the iterations",
            )  # fmt: skip
        left.set(yticks=[0, 1], yticklabels=["relu", "leaky"], ylim=(-0.3, 1.3))
        left.set(xlabel=f"iteration (the first {len(shown)})")
        left.set_title("The switch")
        right.set(xlabel="iteration", ylabel="loss, mean squared error")
        right.legend(markerscale=6, loc="upper right")
        end = {n: losses[-500:][switches[-500:] == on] for n, on in (("relu", 0), ("leaky", 1))}
        said = ", ".join(f"{n} {v.mean():.3g}" for n, v in end.items() if len(v))
        right.set_title(f"The last 500 losses, on average: {said}")
        return Picture(
            figure,
            f"{switches.mean():.1%} of {len(switches):,} iterations were leaky. Loss: "
            f"{losses[0]:.3g} at first; the last 500 on average: {said}.",
        )

    explore(draw, waits_for="exercises `draw_switch` and `train_dynamic`")


def three_panels(own_run: OwnRun, infer: Infer, x: Array, y: Array) -> None:
    """Draw the three inferences of the blog side by side.

    Parameters
    ----------
    own_run, infer, x, y
        As for `toggle`.
    """

    def draw() -> Picture:
        net, _, _ = own_run()
        figure = new_figure(10.4, 3.5)
        said = []
        drawn = np.random.default_rng(7).uniform(0, 9, size=(60, 1))
        for axes, mode in zip(figure.subplots(1, 3, sharey=True), COLOUR_ORDER, strict=True):
            box(axes, x, y)
            at = drawn if mode == "mixed" else FINE
            answers = column(infer(net, at, mode), len(at), "infer's answer")
            order = np.argsort(at[:, 0])
            if mode == "mixed":
                axes.axvline(5, color=GREY, ls="--", lw=1)
                axes.plot(at[order], answers[order], ".", color=GREEN, ms=6)
            else:
                axes.plot(at[order], answers[order], color=COLOUR[mode], ls=LINE[mode])
            told = column(infer(net, x, mode), len(x), "infer's answer")
            error = float(np.mean((told - np.ravel(y)) ** 2))
            axes.set_title(f"{NAMES[mode]}: error {error:.3f}", fontsize=10.5)
            said.append(f"{NAMES[mode]} {error:.3f}")
            if mode != COLOUR_ORDER[0]:
                axes.set_ylabel("")
        return Picture(figure, "Mean squared error at the ten points: " + "; ".join(said) + ".")

    explore(draw, waits_for="exercises `train_dynamic` and `infer`")


COLOUR_ORDER = ("leaky", "relu", "mixed")
NAMES = {"leaky": "always leaky", "relu": "always relu", "mixed": "x > 5 relu, else leaky"}
