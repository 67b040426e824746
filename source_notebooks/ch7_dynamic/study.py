"""Many runs at once: does switching the activation help?

For every seed a system is drawn (ten points), and starting weights of a 1-10-10-1 chain. Each policy
trains on the same system from the same weights, and meets the same random numbers; only the
probability `p` of leaky_relu differs. Weights of all runs are stacked, (policies, seeds, n_in, n_out),
so that one matrix product serves them all. Each run is `train_dynamic` of the notebook *switching*
with `rng = np.random.default_rng(seed)`, up to rounding.

The numbers of the large study are from `bench/switching.py` of the project, which runs this.
"""

from __future__ import annotations

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
