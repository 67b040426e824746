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

    Parameters
    ----------
    lr : float

    Notes
    -----
    D. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, in the form at the
    end of their section 2 but with ε outside of the root of the corrected second moment; β₁ = 0.9,
    β₂ = 0.999, ε = 1e-8.
    """

    def __init__(self, lr: float = 0.001) -> None:
        self.lr = lr
        self._steps = 0
        self._moments: dict[str, tuple[Floats, Floats]] = {}

    def update(self, params: Params, grads: Mapping[str, Floats]) -> None:
        """Move every array of `params` in place, against its gradient."""
        self._steps += 1
        shrink_1, shrink_2 = 1 - 0.9**self._steps, 1 - 0.999**self._steps
        for name, array in params.items():
            if name not in self._moments:
                self._moments[name] = np.zeros_like(array), np.zeros_like(array)
            first, second = self._moments[name]
            first += 0.1 * (grads[name] - first)
            second += 0.001 * (grads[name] ** 2 - second)
            step = (first / shrink_1) / (np.sqrt(second / shrink_2) + 1e-8)
            np.subtract(array, self.lr * step, out=array)
