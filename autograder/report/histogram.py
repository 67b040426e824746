"""Lay out the histogram of points: where its bars and ticks go in a picture 640 wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .words import number

WIDTH, HEIGHT = 640.0, 150.0
_MOST_BINS = 15
_GAP = 3.0


@dataclass(frozen=True)
class Bar:
    """One bar: its place, how many students it stands for, and their points in words."""

    x: float
    y: float
    width: float
    amount: int
    range: str


@dataclass(frozen=True)
class Tick:
    """One number on the axis."""

    x: float
    points: float


@dataclass(frozen=True)
class Histogram:
    """Bars, ticks, and where on the axis the median is."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    median: float


def histogram(points: Sequence[float], most: float, median: float) -> Histogram:
    """Count students in bins of a round width; full marks belong to the last bin.

    Parameters
    ----------
    points : sequence of float
        One number a student.
    most : float
        What there is to be had.

    >>> [bar.amount for bar in histogram([0, 9.5, 10], 10, 9.5).bars]
    [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]
    """
    most = most if most > 0 else 1.0
    step = bin_width(most)
    bins = -int(-most // step)  # rounded up: the last bin may reach beyond the maximum
    amounts = [0] * bins
    for one in points:
        amounts[min(bins - 1, max(0, int(one / step + 1e-9)))] += 1
    wide = WIDTH / bins
    highest = max(*amounts, 1)
    bars = tuple(
        Bar(
            index * wide + _GAP,
            HEIGHT * (1 - amount / highest),
            wide - 2 * _GAP,
            amount,
            f"{number(index * step)} to {number(min(most, (index + 1) * step))} points",
        )
        for index, amount in enumerate(amounts)
    )
    ticks = tuple(Tick(index * wide, index * step) for index in range(bins + 1))
    return Histogram(bars, ticks, min(median / step, bins) * wide)


def bin_width(most: float) -> float:
    """Return the smallest of 1, 2, 5 and their tenfolds that makes few enough bins.

    >>> bin_width(10), bin_width(29), bin_width(100), bin_width(1)
    (1.0, 2.0, 10.0, 0.1)
    """
    unit = 0.01
    while True:
        for factor in (1, 2, 5):
            if most / (unit * factor) <= _MOST_BINS:
                return round(unit * factor, 2)
        unit *= 10
