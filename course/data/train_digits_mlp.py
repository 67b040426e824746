"""Train the small network for digits that chapter 2 looks into, and write `digits_mlp.npz`.

Run `python course/data/train_digits_mlp.py`. Plain NumPy, a few seconds, always the same weights up
to rounding. How a network is trained is what the chapters after the second are about.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

if __name__ == "__main__":  # run as a script, this folder is on the path and the course is not
    sys.path.insert(0, str(Path(__file__).parents[2]))

from course.datasets import digits_split

Array = NDArray[Any]
SIZES = (64, 32, 16, 10)
SEED, EPOCHS, BATCH = 0, 80, 32
LR, LR_DECAY, MOMENTUM, WEIGHT_DECAY = 0.1, 0.97, 0.9, 1e-4


def train() -> tuple[list[Array], list[Array]]:
    """Train on the training part of the digits.

    Returns
    -------
    W : list of arrays of shape (64, 32), (32, 16), (16, 10)
    b : list of arrays of shape (32,), (16,), (10,)
    """
    X, t, _, _ = digits_split()
    rng = np.random.default_rng(SEED)
    W = [rng.normal(0, np.sqrt(1 / D), size=(D, K)) for D, K in pairwise(SIZES)]
    b = [np.zeros(K) for K in SIZES[1:]]
    parameters = W + b
    velocities = [np.zeros_like(p) for p in parameters]
    lr = LR
    for _ in range(EPOCHS):
        order = rng.permutation(len(X))
        for start in range(0, len(X), BATCH):
            chosen = order[start : start + BATCH]
            gradients = _gradients(W, b, X[chosen], t[chosen])
            for p, v, g in zip(parameters, velocities, gradients, strict=True):
                v[:] = MOMENTUM * v - lr * g
                p[:] = p + v
        lr *= LR_DECAY
    return W, b


def _gradients(W: list[Array], b: list[Array], X: Array, t: Array) -> list[Array]:
    """Return the gradients of the mean cross-entropy and the weight decay: of W, then of b."""
    hidden = [X]
    for Wi, bi in zip(W[:-1], b[:-1], strict=True):
        hidden.append(np.tanh(hidden[-1] @ Wi + bi))
    z = hidden[-1] @ W[-1] + b[-1]
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    upstream = (p - np.eye(z.shape[1])[t]) / len(X)
    dW, db = [], []
    for i in reversed(range(len(W))):
        dW.append(hidden[i].T @ upstream + WEIGHT_DECAY * W[i])
        db.append(upstream.sum(axis=0))
        upstream = (upstream @ W[i].T) * (1 - hidden[i] ** 2)
    return dW[::-1] + db[::-1]


def main() -> None:
    """Train and store."""
    W, b = train()
    named = {f"W{i}": array for i, array in enumerate(W, 1)}
    named |= {f"b{i}": array for i, array in enumerate(b, 1)}
    path = Path(__file__).with_name("digits_mlp.npz")
    small = {name: array.astype(np.float32) for name, array in named.items()}
    np.savez_compressed(path, **small)  # type: ignore[arg-type]  # names of arrays, no switches
    print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
