"""Small deep networks that are trained with the reader's own layers, for the pictures."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Params = dict[str, Array]
Init = Callable[[Sequence[int], Any, np.random.Generator], Params]
Decay = Callable[[Params, Params], tuple[float, Params]]


@dataclass
class DeepNet:
    """Dense layers with ReLU between them, and perhaps the reader's layers in between.

    Attributes
    ----------
    params : dict
        `W1`, `b1`, `W2`, … as `init_weights` makes them.
    norms, drops : list of layers with `forward` and `backward`
        One for each hidden layer, before and behind the ReLU; an empty list for none.
    """

    params: Params
    norms: list[Any] = field(default_factory=list)
    drops: list[Any] = field(default_factory=list)

    @property
    def depth(self) -> int:
        """Count the dense layers."""
        return sum(name.startswith("W") for name in self.params)

    def scores(self, X: Array, training: bool = False) -> Array:
        """Compute the scores of a batch, and remember what `gradients` needs."""
        self._inputs, self._masks = [], []
        h = X
        for i in range(1, self.depth + 1):
            self._inputs.append(h)
            h = h @ self.params[f"W{i}"] + self.params[f"b{i}"]  # (N, D) @ (D, K) -> (N, K)
            if i == self.depth:
                break
            if self.norms:
                h = np.asarray(self.norms[i - 1].forward(h, training))
            self._masks.append(h > 0)
            h = h * self._masks[-1]
            if self.drops:
                h = np.asarray(self.drops[i - 1].forward(h, training))
        return h

    def gradients(self, X: Array, t: Array) -> Params:
        """Return the gradient of the mean cross-entropy for every array of `params`."""
        d = softmax(self.scores(X, training=True))
        d[np.arange(len(t)), t] -= 1
        d /= len(t)
        grads = {}
        for i in range(self.depth, 0, -1):
            if i < self.depth:
                if self.drops:
                    d = np.asarray(self.drops[i - 1].backward(d))
                d = d * self._masks[i - 1]
                if self.norms:
                    d = np.asarray(self.norms[i - 1].backward(d))
            grads[f"W{i}"] = self._inputs[i - 1].T @ d  # (D, N) @ (N, K) -> (D, K)
            grads[f"b{i}"] = d.sum(axis=0)
            d = d @ self.params[f"W{i}"].T
        return grads

    def loss(self, X: Array, t: Array) -> float:
        """Return the mean cross-entropy, as the network is used."""
        z = self.scores(X)
        top = z.max(axis=1, keepdims=True)
        all_of_it = np.log(np.exp(z - top).sum(axis=1)) + top[:, 0]
        return float((all_of_it - z[np.arange(len(t)), t]).mean())

    def accuracy(self, X: Array, t: Array) -> float:
        """Return the share of right answers, as the network is used."""
        return float((self.scores(X).argmax(axis=1) == t).mean())


def softmax(z: Array) -> Array:
    """Turn rows of scores into rows of shares."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


def he(sizes: Sequence[int], rng: np.random.Generator) -> Params:
    """Draw weights by He's rule, where a picture is about something else."""
    params = {}
    for i, (n, k) in enumerate(itertools.pairwise(sizes), 1):
        params[f"W{i}"] = rng.normal(0, np.sqrt(2 / n), size=(n, k))
        params[f"b{i}"] = np.zeros(k)
    return params


@dataclass(frozen=True)
class Part:
    """Some images and their labels."""

    X: Array
    t: Array


@dataclass
class Run:
    """What a training left behind: a number for every epoch, the state before training first."""

    net: DeepNet
    train: list[float] = field(default_factory=list)
    test: list[float] = field(default_factory=list)


def train(
    net: DeepNet, part: Part, new: Part | None, *, epochs: int, size: int, lr: float,
    rng: np.random.Generator, decay: Decay | None = None, measure: str = "accuracy",
) -> Run:  # fmt: skip
    """Train with plain steps of minibatches, and measure after every epoch.

    Parameters
    ----------
    part, new : Part
        What is learned from, and new images; without new ones only the first are measured.
    decay : callable, optional
        From (params, grads) to (penalty, grads with decay).
    measure : {"accuracy", "loss"}
    """
    run = Run(net)

    def note() -> None:
        run.train.append(getattr(net, measure)(part.X, part.t))
        if new is not None:
            run.test.append(getattr(net, measure)(new.X, new.t))

    note()
    with np.errstate(all="ignore"):  # a network that flies off is something to look at
        for _ in range(epochs):
            order = rng.permutation(len(part.X))
            for first in range(0, len(order), size):
                rows = order[first : first + size]
                grads = net.gradients(part.X[rows], part.t[rows])
                if decay is not None:
                    grads = decay(net.params, grads)[1]
                for name, array in net.params.items():
                    np.subtract(array, lr * grads[name], out=array)
                for norm in net.norms:
                    norm.gamma = norm.gamma - lr * norm.dgamma
                    norm.beta = norm.beta - lr * norm.dbeta
            note()
    return run
