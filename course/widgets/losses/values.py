"""Read what a reader's loss gave, and say in words when it is not what a loss gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Loss = Callable[..., Any]


def one_number(value: Any) -> float:
    """Return a loss as a plain number; infinite and not-a-number are let through.

    Raises
    ------
    ValueError
        In words, where the function gave nothing, or an array.
    """
    if value is None:
        raise ValueError("it returned nothing (is the return missing?)")
    found = np.asarray(value)
    if found.shape != () or found.dtype.kind not in "iuf":
        raise ValueError(f"one number was expected, and it gave an array of shape {found.shape}")
    return float(found)


def curve(loss: Callable[[float], Any], places: Iterable[float]) -> Array:
    """Ask a loss at every place; what is not finite becomes a gap in the line.

    Parameters
    ----------
    loss : callable
        From a place to one number.

    Returns
    -------
    array of shape (number of places,)
    """
    with np.errstate(all="ignore"):
        values = np.array([one_number(loss(place)) for place in places])
    return np.where(np.isfinite(values), values, np.nan) + 0.0  # no "-0.00" in a picture
