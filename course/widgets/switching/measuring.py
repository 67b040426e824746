"""How fast did it learn? Two measures, one of which rewards noise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.show import Picture, explore, needs
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.switching.track import COLOUR, Array

Seen = Callable[[], Any]
WINDOW = 500


def first_below(losses: Array, bound: float) -> int:
    """Return the first place whose loss is not above the bound; the length if there is none."""
    hits = losses <= bound
    return int(np.argmax(hits)) if hits.any() else len(losses)


def twins(losses: Array) -> tuple[Array, Array, Array]:
    """Give each run a noisy twin: the twins (S, n), and who is first below the run's own best.

    The noise is up or down by 40 % at each iteration, with equal chances.
    """
    noise = np.random.default_rng(0).choice([0.6, 1.4], size=losses.shape)
    noisy = losses * noise
    bounds = losses.min(axis=1)
    own = np.array([first_below(run, bound) for run, bound in zip(losses, bounds, strict=True)])
    twin = np.array([first_below(run, bound) for run, bound in zip(noisy, bounds, strict=True)])
    return noisy, own, twin


def noisy_twin(prediction: object, seen: Seen) -> None:
    """Show a run beside its noisy twin, and who is first in all pairs, once a prediction is made.

    Parameters
    ----------
    prediction : object
        The reader's answer; nothing is shown while it is still `...`.
    seen : callable
        Gives the study, whose `of("relu")` has shape (seeds, iterations).
    """

    def draw() -> Picture:
        needs(prediction, "exercise `twin_prediction`")
        losses = np.asarray(seen().of("relu"), dtype=float)
        noisy, own, twin = twins(losses)
        shown = int(np.argmax(losses[:, 0] / losses[:, -1]))
        figure = new_figure(9.8, 3.6)
        left, right = figure.subplots(1, 2, width_ratios=(1.35, 1))
        at = range(0, losses.shape[1], 7)
        left.semilogy(at, noisy[shown, ::7], ".", ms=1.6, color=ORANGE, label="its noisy twin")
        left.semilogy(losses[shown], color=BLUE, label="a run with relu")
        left.axhline(losses[shown].min(), color=INK, ls=":", lw=1.2)
        for place, colour in ((own[shown], BLUE), (twin[shown], ORANGE)):
            left.axvline(place, color=colour, ls="--", lw=1.2)
        left.set(xlabel="iteration", ylabel="loss")
        left.legend(markerscale=6)
        left.set_title(f"First below: twin {twin[shown]:,}, run {own[shown]:,}")
        right.scatter(own, twin, s=36, color=ORANGE, edgecolors="white", zorder=3)
        end = losses.shape[1]
        right.plot([0, end], [0, end], color=GREY, lw=1)
        right.text(0.42 * end, 0.62 * end, "run first", color=GREY, ha="right", fontsize=9)
        right.text(0.62 * end, 0.42 * end, "twin first", color=GREY, fontsize=9)
        right.set(xlabel="run: first hit", ylabel="twin: first hit")
        first = int((twin < own).sum())
        right.set_title(f"The twin is first {first} times of {len(own)}")
        return Picture(
            figure,
            f"A twin with noise is first below the bound {first} times of {len(own)}, although it "
            "learns no faster.",
        )

    explore(draw, waits_for="exercise `twin_prediction`")


def arrivals(seen: Seen, settled: Callable[..., Any]) -> None:
    """Draw which share of runs has arrived by when: by first hit, and by the reader's measure.

    Parameters
    ----------
    seen : callable
        Gives the study: `policies`, and `of(policy)` of shape (seeds, iterations).
    settled : callable
        The reader's: from (losses, below, window) to a place, or None.
    """

    def draw() -> Picture:
        study = seen()
        n = study.of("relu").shape[1]
        bound = float(np.median(study.of("relu")[:, -WINDOW:].mean(axis=1)))
        figure = new_figure(9.8, 3.6)
        said = []
        for axes, measure in zip(
            figure.subplots(1, 2, sharey=True), ("first hit", "settled"), strict=True
        ):
            counts = []
            for policy in study.policies:
                runs = np.asarray(study.of(policy), dtype=float)
                if measure == "settled":
                    places = [settled(run.copy(), bound, WINDOW) for run in runs]
                else:
                    places = [p if p < n else None for p in (first_below(r, bound) for r in runs)]
                there = np.sort([place for place in places if place is not None])
                axes.step(
                    [0, *there, n], [0, *range(1, len(there) + 1), len(there)], where="post",
                    color=COLOUR[policy], ls="--" if policy == "leaky" else "-", label=policy,
                )  # fmt: skip
                counts.append(f"{policy} {len(there)}")
            axes.set(xlabel="iteration", ylim=(0, len(runs)))
            name = "First hit" if measure == "first hit" else "Your settled"
            axes.set_title(f"{name}, of {len(runs)}: {', '.join(counts)}", fontsize=10.5)
            said.append(f"{name}: {', '.join(counts)}")
            if measure == "first hit":
                axes.set_ylabel(f"runs that are below {bound:.2f}")
                axes.legend()
        return Picture(figure, f"Runs below {bound:.2f} after {n:,} iterations. {'; '.join(said)}.")

    explore(draw, waits_for="exercise `settled`")
