"""Many runs at once: does switching the activation help?

For every seed a system is drawn (ten points), and starting weights of a 1-10-10-1 chain. Each policy
trains on the same system from the same weights, and meets the same random numbers; only the
probability `p` of leaky_relu differs. Weights of all runs are stacked, (policies, seeds, n_in, n_out),
so that one matrix product serves them all. Each run is `train_dynamic` of the notebook *switching*
with `rng = np.random.default_rng(seed)`, up to rounding.

From a command line, after which the table of the notebook is printed:

    python study.py --seeds 200 --iterations 80000
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np
from chains import Adam, Chain, Linear
from tape import Variable, apply, leaky_relu

X = np.arange(10.0)[:, None]  # the inputs: 0 to 9, of shape (10, 1)
POLICIES = {"relu": 0.0, "leaky": 1.0, "mixed": 0.2}  # name: probability of leaky_relu
CONTROLS = {"half": 0.5, "weak": 1.0}  # as many of both; always a little leaky, with MEAN_SLOPE
MEAN_SLOPE = 0.04  # what 20 % of slope 0.2 are on average
WIDTH = 10


def draw_system(seed: int) -> np.ndarray:
    """Draw the ten outputs of an unknown system, each anywhere from 0 to 10: (10, 1)."""
    return np.random.default_rng([seed, 7]).uniform(0, 10, size=(10, 1))


class Stack(Chain):
    """1-10-10-1 chains side by side; `slope` of shape (policies, seeds, 1, 1), 0 where relu is meant."""

    def __init__(self, rngs: list[np.random.Generator], copies: int) -> None:
        sizes = (1, WIDTH, WIDTH, 1)
        drawn = [[Linear(m, n, rng) for m, n in zip(sizes, sizes[1:])] for rng in rngs]
        super().__init__(
            **{f"l{i + 1}": _stacked(links, copies) for i, links in enumerate(zip(*drawn))}
        )

    def __call__(self, x: np.ndarray, slope: np.ndarray) -> Variable:
        h = leaky_relu(self.l1(x), slope)
        h = leaky_relu(self.l2(h), slope)
        return self.l3(h)


@dataclass(frozen=True)
class Study:
    """What was seen of all runs.

    Attributes
    ----------
    systems : array of shape (seeds, 10)
        The outputs of each system.
    losses : float32 array of shape (policies, seeds, iterations)
        The mean squared error of each iteration, before its step, with the switch of that iteration.
    fixed : dict of int to float array of shape (2, policies, seeds)
        By iteration: the mean squared error with relu, and with leaky_relu, in all hidden layers.
    chain : Stack
        The trained networks.
    """

    policies: tuple[str, ...]
    seeds: tuple[int, ...]
    systems: np.ndarray
    losses: np.ndarray
    fixed: dict[int, np.ndarray]
    chain: Stack

    def of(self, policy: str) -> np.ndarray:
        """Return the losses of one policy: (seeds, iterations)."""
        return self.losses[self.policies.index(policy)]

    def answers(self, policy: str, x: np.ndarray, switch: bool) -> np.ndarray:
        """Ask every trained network of one policy for points of its own: (seeds, N) -> (seeds, N)."""
        slope = np.array(0.2 if switch else 0.0)
        return self.chain(x[:, :, None], slope).data[self.policies.index(policy), :, :, 0]


def _stacked(links: tuple[Linear, ...], copies: int) -> Linear:
    W = np.stack([link.W.data for link in links])  # (seeds, n_in, n_out)
    link = Linear(*W.shape[1:], np.random.default_rng(0))
    link.W = Variable(np.repeat(W[None], copies, axis=0))
    link.b = Variable(np.zeros((copies, len(W), 1, W.shape[-1])))
    return link


def squared_errors(y: Variable, t: np.ndarray) -> Variable:
    """Return the mean squared error of every run, (policies, seeds); y and t end in (N, 1)."""
    difference, n = y.data - t, t.shape[-2]
    errors = np.square(difference).sum(axis=(-2, -1)) / n
    return apply(
        "squared_errors", errors, lambda g: (g[..., None, None] * (2.0 * difference / n),), y
    )


def run_study(
    seeds: range | list[int],
    iterations: int,
    policies: dict[str, float] | None = None,
    looks: tuple[int, ...] = (),
) -> Study:
    """Train all policies on all seeds.

    Parameters
    ----------
    seeds : of whole numbers
    iterations : int
    policies : dict, optional
        Probability of leaky_relu by name; relu 0, leaky 1, mixed 0.2 if left out.
    looks : tuple of int
        After how many steps the runs are looked at with a fixed switch; the end is always added.
    """
    policies = POLICIES if policies is None else policies
    p = np.array(list(policies.values()))[:, None]  # (policies, 1)
    slopes = np.array([MEAN_SLOPE if name == "weak" else 0.2 for name in policies])[:, None]
    t = np.stack([draw_system(seed) for seed in seeds])  # (seeds, 10, 1)
    rngs = [np.random.default_rng(seed) for seed in seeds]
    chain = Stack(rngs, len(policies))
    optimizer = Adam(chain)
    losses = np.empty((iterations, len(policies), len(rngs)), dtype=np.float32)
    fixed, done = {}, 0
    while done < iterations:
        piece = min(1000, iterations - done)
        draws = np.stack([rng.random(piece) for rng in rngs])  # (seeds, piece)
        for i in range(piece):
            slope = np.where(draws[:, i] > 1 - p, slopes, 0.0)[..., None, None]
            loss = squared_errors(chain(X, slope), t)
            losses[done + i] = loss.data
            loss.backward()
            optimizer.update()
            if done + i + 1 in looks or done + i + 1 == iterations:
                fixed[done + i + 1] = np.stack(
                    [squared_errors(chain(X, np.array(s)), t).data for s in (0.0, 0.2)]
                )
        done += piece
    return Study(tuple(policies), tuple(seeds), t[:, :, 0], losses.transpose(1, 2, 0), fixed, chain)


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
                f"  {name:>6}: mean {end[i].mean():.3f}, median {np.median(end[i]):.3f}, below 0.05:"
                f" {int((end[i] < 0.05).sum())}; with a fixed switch, median: relu"
                f" {np.median(fixed[0, i]):.3f}, leaky {np.median(fixed[1, i]):.3f};"
                f" better of both below 0.05: {int((fixed[:, i].min(axis=0) < 0.05).sum())}"
            )
        for one, other in [(a, b) for i, a in enumerate(names) for b in names[:i]]:
            d = end[names.index(one)] - end[names.index(other)]
            low, high = interval(d)
            lines.append(
                f"  {one} minus {other}: mean {d.mean():+.3f}, 95 % interval {low:+.3f} to {high:+.3f};"
                f" lower for {int((d < 0).sum())} of {len(d)} seeds"
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
