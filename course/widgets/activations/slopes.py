"""Measure the slope of a curve, on both sides of a point."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Curve = Callable[[Any], Any]
_H = 1e-5


def values(f: Curve, x: Array) -> Array:
    """Return f(x) as decimal numbers, and give f a copy: it may write into it."""
    return np.asarray(f(x.copy()), dtype=float)


def slopes(f: Curve, x: Array) -> Array:
    """Return the slope at every x: rise over run, a little to both sides."""
    return (values(f, x + _H) - values(f, x - _H)) / (2 * _H)


def one_sided_slopes(f: Curve, x: float) -> tuple[float, float]:
    """Return the slopes to the left and to the right of one point; they differ at a kink."""
    low, here, high = (float(values(f, np.array([v]))[0]) for v in (x - _H, x, x + _H))
    return (here - low) / _H, (high - here) / _H


def broken(y: Array, jump: float) -> Array:
    """Take out the values behind which a curve jumps, so that no line is drawn across the jump."""
    gaps = np.abs(np.diff(y, append=y[-1:])) > jump
    return np.where(gaps, np.nan, y)
