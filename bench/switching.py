"""Repeat the large study of the notebook *switching*: does flipping the activation help.

Prints the numbers that the notebook reports. Run from the project's root:

    python bench/switching.py --seeds 200 --iterations 80000
    python bench/switching.py --seeds 100 --first 1000 --iterations 20000 --controls
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "source_notebooks" / "ch7_dynamic"))

from study import CONTROLS, POLICIES, Study, run_study


def arrived(losses: np.ndarray, bound: float, window: int = 500) -> np.ndarray:
    """Tell from which place on the means of `window` losses stay below the bound; n if never.

    losses (..., n) -> whole numbers of shape (...).
    """
    sums = np.cumsum(losses, axis=-1, dtype=float)
    sums = np.concatenate([np.zeros((*losses.shape[:-1], 1)), sums], axis=-1)
    above = (sums[..., window:] - sums[..., :-window]) / window >= bound
    last = above.shape[-1] - np.argmax(above[..., ::-1], axis=-1)  # the place after the last above
    after = np.where(above.any(axis=-1), last, 0)
    return np.where(after < above.shape[-1], after, losses.shape[-1])


def interval(differences: np.ndarray, resamples: int = 10_000) -> tuple[float, float]:
    """Return the middle 95 % of bootstrap means."""
    rows = np.random.default_rng(0).integers(0, len(differences), (resamples, len(differences)))
    low, high = np.quantile(differences[rows].mean(axis=1), [0.025, 0.975])
    return float(low), float(high)


def report(study: Study) -> str:
    """Return the table of the notebook: per policy, and the differences in pairs."""
    lines = []
    names = study.policies
    for n, fixed in study.fixed.items():
        if n < 500:
            continue
        end = study.losses[..., n - 500 : n].mean(axis=-1, dtype=float)  # (policies, seeds)
        lines.append(f"after {n:,} iterations, {end.shape[1]} seeds; mean loss of the last 500:")
        for i, name in enumerate(names):
            lines.append(
                f"  {name:>6}: mean {end[i].mean():.3f}, median {np.median(end[i]):.3f},"
                f" below 0.05: {int((end[i] < 0.05).sum())}; with a fixed switch, median: relu"
                f" {np.median(fixed[0, i]):.3f}, leaky {np.median(fixed[1, i]):.3f};"
                f" better of both below 0.05: {int((fixed[:, i].min(axis=0) < 0.05).sum())}"
            )
        for one, other in [(a, b) for i, a in enumerate(names) for b in names[:i]]:
            d = end[names.index(one)] - end[names.index(other)]
            low, high = interval(d)
            lines.append(
                f"  {one} minus {other}: mean {d.mean():+.3f}, 95 % interval {low:+.3f} to"
                f" {high:+.3f}; lower for {int((d < 0).sum())} of {len(d)} seeds"
            )
    n = study.losses.shape[-1]
    for bound in (2.0, 0.5, 0.05):
        first = np.where(
            (study.losses < bound).any(axis=-1), (study.losses < bound).argmax(axis=-1), n
        )
        stays = arrived(study.losses, bound)
        for i, name in enumerate(names):
            lines.append(
                f"loss below {bound}: {name:>6}: first hit {int((first[i] < n).sum())} runs,"
                f" median {np.median(first[i]):,.0f}; settled {int((stays[i] < n).sum())} runs,"
                f" median {np.median(stays[i]):,.0f}"
            )
    return "\n".join(lines)


def main() -> None:
    """Print how the policies did."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--iterations", type=int, default=80_000)
    parser.add_argument("--controls", action="store_true", help="two more policies")
    asked = parser.parse_args()
    looks = tuple(n for n in (2_000, 8_000, 20_000, 40_000) if n <= asked.iterations)
    seeds = range(asked.first, asked.first + asked.seeds)
    policies = POLICIES | (CONTROLS if asked.controls else {})
    print(report(run_study(seeds, asked.iterations, policies, looks)))


if __name__ == "__main__":
    main()
