"""One small network, and nine people's gradients of its loss. Eight of them are wrong.

Whoever wants to find the eight by measuring, as the notebook asks, stops reading here.

Nothing below is a backward pass. What each of the nine claims is made by the complex step, a way to
measure a slope without rounding error (W. Squire and G. Trapp, SIAM Review 40, 1998): of the loss
itself for the one that is right, and of something slightly different for the others.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

Arrays = dict[str, np.ndarray]

_rng = np.random.default_rng(214)
X = _rng.normal(size=(4, 2)).round(2)  # 4 samples, 2 inputs
T = _rng.normal(size=(4, 3)).round(2)  # 3 outputs each
PARAMS: Arrays = {
    "W1": _rng.normal(size=(2, 3)).round(2),
    "b1": _rng.normal(size=3).round(2),
    "W2": _rng.normal(size=(3, 3)).round(2),
    "b2": _rng.normal(size=3).round(2),
}


def _hidden(p: Arrays) -> tuple[np.ndarray, np.ndarray]:
    """Return the hidden sums, and the same with 0 in place of what is below 0."""
    z = X @ p["W1"] + p["b1"]
    return z, np.where(z.real > 0, z, 0)


def _cost(y: np.ndarray) -> complex:
    return np.square(y - T).sum() / T.size


def loss(params: Arrays) -> float:
    """Return the mean squared error of the network, two layers with a ReLU between them.

    Parameters
    ----------
    params : dict with W1 (2, 3), b1 (3,), W2 (3, 3), b2 (3,)
    """
    return float(_cost(_hidden(params)[1] @ params["W2"] + params["b2"]).real)


def _slopes(f: Callable[[Arrays], complex], params: Arrays) -> Arrays:
    """Return the slope of f in every number of every array, exact to the last digits."""
    found = {}
    for name, array in params.items():
        found[name] = np.zeros(array.shape)
        for index in np.ndindex(array.shape):
            moved = array.astype(complex)
            moved[index] += 1e-30j
            found[name][index] = f({**params, name: moved}).imag / 1e-30
    return found


def _true(params: Arrays) -> Arrays:
    return _slopes(lambda p: _cost(_hidden(p)[1] @ p["W2"] + p["b2"]), params)


def _pull(params: Arrays) -> np.ndarray:
    """Return how fast the loss grows with each output, (4, 3)."""
    y = _hidden(params)[1] @ params["W2"] + params["b2"]
    return _slopes(lambda p: _cost(p["y"]), {"y": y})["y"]


def _a(params: Arrays) -> Arrays:
    found = _true(params)
    return {**found, "b1": found["b1"] / len(X), "b2": found["b2"] / len(X)}


def _b(params: Arrays) -> Arrays:
    pull = _pull(params)
    other = _slopes(lambda p: (pull * ((X @ p["W1"] + p["b1"]) @ p["W2"])).sum(), params)
    return {**_true(params), "W1": other["W1"], "b1": other["b1"]}


def _c(params: Arrays) -> Arrays:
    found = _true(params)
    return {**found, "W2": found["W2"][:, ::-1].copy()}


def _d(params: Arrays) -> Arrays:
    def last(p: Arrays) -> complex:
        y = _hidden(p)[1] @ p["W2"] + p["b2"]
        return np.square(y[-1] - T[-1]).sum() / T.size

    return _slopes(last, params)


def _e(params: Arrays) -> Arrays:
    pull = _pull(params)
    other = _slopes(lambda p: (pull * (_hidden(p)[1] @ params["W2"].T)).sum(), params)
    return {**_true(params), "W1": other["W1"], "b1": other["b1"]}


def _g(params: Arrays) -> Arrays:
    pull, sums = _pull(params), _hidden(params)[0]
    return {**_true(params), "W2": _slopes(lambda p: (pull * (sums @ p["W2"])).sum(), params)["W2"]}


def _h(params: Arrays) -> Arrays:
    return {name: array / 2 for name, array in _true(params).items()}


def _i(params: Arrays) -> Arrays:
    found = _true(params)
    return {**found, "b2": -found["b2"]}


#: What each of the nine says the gradient is: from params to a dict of the same names and shapes.
CLAIMS: dict[str, Callable[[Arrays], Arrays]] = {
    "A": _a, "B": _b, "C": _c, "D": _d, "E": _e, "F": _true, "G": _g, "H": _h, "I": _i,
}  # fmt: skip
