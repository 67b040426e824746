"""A small network and Adam, ready-made: for notebooks whose subject is what surrounds them.

Nothing here is new. The network is chapter 4's in one piece, and Adam is an exercise of chapter 5.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Params = dict[str, Floats]
Backward = Callable[[Floats], Params]


def start_params(sizes: Sequence[int], rng: np.random.Generator) -> Params:
    """Draw weights for `relu_net`: He's initial values, and biases of 0.

    Parameters
    ----------
    sizes : sequence of int
        Numbers in each layer, such as (3, 64, 64, 1).
    rng : numpy.random.Generator

    Returns
    -------
    dict of float64 arrays: W1 (sizes[0], sizes[1]), b1 (sizes[1],), W2, b2, …

    Examples
    --------
    >>> params = start_params((3, 64, 64, 1), np.random.default_rng(0))
    >>> sum(array.size for array in params.values())
    4481
    """
    params = {}
    for layer, (n, k) in enumerate(itertools.pairwise(sizes), start=1):
        params[f"W{layer}"] = rng.normal(size=(n, k)) * np.sqrt(2 / n)
        params[f"b{layer}"] = np.zeros(k)
    return params


def relu_net(params: Mapping[str, Floats], X: Floats, training: bool) -> tuple[Floats, Backward]:
    """Predict with dense layers and ReLU between them; the last layer has no activation.

    Parameters
    ----------
    params : mapping of arrays
        W1, b1, W2, b2, … as `start_params` makes them.
    X : array of shape (N, D)
    training : bool
        This network does the same either way; one with dropout or BatchNorm does not.

    Returns
    -------
    y : array of shape (N, K)
    backward : callable
        From the gradient of the loss with respect to `y`, shape (N, K), to the gradients with
        respect to the parameters, a dict of arrays of their names and shapes.
    """
    del training
    depth = len(params) // 2
    W = [params[f"W{layer}"] for layer in range(1, depth + 1)]
    b = [params[f"b{layer}"] for layer in range(1, depth + 1)]
    inputs = [np.asarray(X, dtype=float)]  # of each layer
    for layer in range(depth - 1):
        inputs.append(np.maximum(inputs[-1] @ W[layer] + b[layer], 0.0))  # (N, D) @ (D, K)
    y = inputs[-1] @ W[-1] + b[-1]

    def backward(dy: Floats) -> Params:
        grads = {}
        for layer in reversed(range(depth)):
            grads[f"W{layer + 1}"] = inputs[layer].T @ dy  # (D, N) @ (N, K) -> (D, K)
            grads[f"b{layer + 1}"] = dy.sum(axis=0)
            if layer:
                dy = (dy @ W[layer].T) * (inputs[layer] > 0)
        return {name: grads[name] for name in params}

    return y, backward


class Adam:
    """Adam: steps of about `lr` for every number, whatever the size of its gradients.

    All parameters are one long row of numbers here, and both averages one array, (2, numbers).

    Parameters
    ----------
    lr : float

    Notes
    -----
    D. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1, with
    β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
    """

    def __init__(self, lr: float = 0.001) -> None:
        self.lr = lr
        self._steps = 0
        self._averages = np.zeros((2, 1))

    def update(self, params: Params, grads: Mapping[str, Floats]) -> None:
        """Move every array of `params` in place, against its gradient; always the same names."""
        row = np.concatenate([grads[name].ravel() for name in params])
        powers = np.stack((row, row**2))
        memory = np.array([[0.9], [0.999]])
        self._steps += 1
        self._averages = memory * self._averages + (1 - memory) * powers
        mean, square = self._averages / (1 - memory**self._steps)
        moves = self.lr * mean / (np.sqrt(square) + 1e-8)
        parts = np.split(moves, np.cumsum([array.size for array in params.values()]))
        for array, part in zip(params.values(), parts, strict=False):
            np.subtract(array, part.reshape(array.shape), out=array)
