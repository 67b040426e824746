"""One training of the chapter's network, by the reader's own functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.training import relu_net, start_params

Array = NDArray[Any]
Split = Callable[..., Any]
Fit = Callable[..., Any]

TOWN_FEATURES = (5, 6, 12)
TOWN_TEST = 102
NAMES = ("mse", "mae", "val_mse", "val_mae")


@dataclass(frozen=True)
class Parts:
    """Rows to learn from, and rows that are held back."""

    X: Array
    t: Array
    X_held: Array
    t_held: Array


@dataclass(frozen=True)
class Run:
    """What a training left: the history, and predictions for the rows held back."""

    history: dict[str, Array]
    y_held: Array

    @property
    def mae(self) -> float:
        """The mean absolute error of the rows held back, at the end."""
        return float(self.history["val_mae"][-1])


def cut(
    split: Split, X: Array, t: Array, features: Sequence[int], held: int, rng: np.random.Generator
) -> Parts:
    """Split, scale and select with the reader's function, and look at what comes back."""
    found = split(X.copy(), t.copy(), list(features), held, rng)
    if len(found) != 4:
        raise ValueError(f"four arrays were expected from the split, not {len(found)}")
    parts = Parts(*(np.asarray(part, dtype=float) for part in found))
    expected = (len(X) - held, len(features)), (held, len(features))
    if (parts.X.shape, parts.X_held.shape) != expected:
        raise ValueError(
            f"the parts have shapes {parts.X.shape} and {parts.X_held.shape}, "
            f"not {expected[0]} and {expected[1]}"
        )
    return parts


def train(
    fit: Fit, parts: Parts, hidden: Sequence[int], lr: float, epochs: int, seed: int, size: int = 32
) -> Run:
    """Train a network with these hidden layers; look at the history that comes back."""
    params = start_params((parts.X.shape[1], *hidden, 1), np.random.default_rng(seed))
    params, history = fit(
        relu_net, params, (parts.X, parts.t), (parts.X_held, parts.t_held), lr, epochs, size,
        np.random.default_rng(seed),
    )  # fmt: skip
    curves = {name: np.asarray(history[name], dtype=float) for name in NAMES}
    for name, values in curves.items():
        if values.shape != (epochs,):
            raise ValueError(f"history[{name!r}] has {values.size} numbers for {epochs} epochs")
    y, _ = relu_net(params, parts.X_held, False)
    return Run(curves, y[:, 0])


def town_run(
    split: Split, fit: Fit, X: Array, t: Array, *, seed: int, features: Sequence[int] = (5, 6, 12),
    hidden: Sequence[int] = (64, 64), lr: float = 0.001, epochs: int = 100,
) -> Run:  # fmt: skip
    """Train on the town as the document does: 404 districts to learn from, 102 held back."""
    parts = cut(split, X, t, features, TOWN_TEST, np.random.default_rng(seed))
    return train(fit, parts, hidden, lr, epochs, seed)


def line(parts: Parts) -> Array:
    """Predict the rows held back with the best straight line (least squares)."""
    A = np.column_stack([parts.X, np.ones(len(parts.X))])
    w = np.linalg.lstsq(A, parts.t, rcond=None)[0]
    return np.asarray(np.column_stack([parts.X_held, np.ones(len(parts.X_held))]) @ w)


def mean_error(y: Array | float, t: Array) -> float:
    """Return the mean absolute error."""
    return float(np.abs(np.asarray(y) - t).mean())
