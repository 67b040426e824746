"""A town that does not exist: 506 districts, 13 things known of each, and a price.

Many textbooks teach regression with the housing data of Boston. This course does not: one of its
13 columns is a formula of the share of black inhabitants, made so that the price seems to profit
from segregation (M. Carlisle, "Racist data destruction?", 2019); scikit-learn took the data out in
2022. The town has 13 columns of the same kind, in the same order and in similar units, with a
share of green space in the place of that one. All of it is invented, so here we know what nobody
knows of real prices: how they come about.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: The columns, in order. RM, AGE and LSTAT are the 6th, 7th and 13th: 5, 6 and 12 for Python.
TOWN_COLUMNS = (
    "CRIM", "ZN", "INDUS", "CHAS", "NOX", "RM", "AGE",
    "DIS", "RAD", "TAX", "PTRATIO", "GREEN", "LSTAT",
)  # fmt: skip


def load_town(districts: int = 506, seed: int = 7) -> tuple[Floats, Floats]:
    """Simulate a town: what is known of each district, and the price of a house there.

    Parameters
    ----------
    districts : int
    seed : int
        Another seed is another town of the same kind.

    Returns
    -------
    X : array of shape (districts, 13), float64
        The columns of `TOWN_COLUMNS`: crimes for 1,000 people; % of large plots; % of industry;
        1 at the river, else 0; nitrogen oxides in 10 ppm; rooms of a home; % of old houses;
        way to work in km; ring roads near by, 1 to 8; tax for 10,000; pupils for a teacher; % of
        green; % of people with low income.
    t : array of shape (districts,), float64
        The price of a house, in thousands.

    Examples
    --------
    >>> X, t = load_town()
    >>> X.shape, t.shape, TOWN_COLUMNS[5]
    ((506, 13), (506,), 'RM')
    """
    rng = np.random.default_rng(seed)
    centre = rng.normal(size=districts)  # how central a district is
    wealth = rng.normal(size=districts) - 0.3 * centre

    def noise() -> Floats:
        return rng.normal(size=districts)

    rooms = np.clip(6.3 + 0.5 * wealth + 0.45 * noise(), 3.5, 9.0)
    poor = np.clip(np.exp(2.35 - 0.45 * wealth + 0.3 * noise()), 1.5, 40.0)
    old = 100 / (1 + np.exp(-0.8 - 1.1 * centre - 0.7 * noise()))
    way = np.clip(np.exp(1.2 - 0.45 * centre + 0.25 * noise()), 1.0, 13.0)
    oxides = np.clip(5.5 + 0.8 * centre + 0.5 * noise(), 3.8, 8.8)
    industry = np.clip(11 + 5 * centre + 4 * noise(), 0.5, 28.0)
    crime = np.exp(-0.5 + 0.9 * centre - 0.4 * wealth + 0.8 * noise())
    plots = np.clip(-20 * centre + 15 * wealth + 15 * noise(), 0.0, 95.0)
    river = (rng.random(districts) < 0.1).astype(float)
    roads = np.clip(np.round(4.5 + 1.2 * centre + 1.2 * noise()), 1, 8)
    tax = np.round(330 + 35 * roads + 40 * noise())
    pupils = np.clip(18.0 - 0.4 * wealth + 2.0 * noise(), 12.0, 24.0)
    green = np.clip(25 + 12 * noise(), 0.0, 70.0)

    price = (
        22.0
        + 3.0 * (rooms - 6.3)
        + 9.0 * np.maximum(rooms - 6.5, 0.0) ** 1.5  # large homes are sought after
        - 7.5 * np.log(poor / 10)
        - 0.8 * (pupils - 18)
        - 1.3 * (oxides - 5.5)
        - 0.8 * (way - 3.5)
        + 2.5 * river
        + 1.8 * noise()
    )
    X = np.column_stack(
        [crime, plots, industry, river, oxides, rooms, old,
         way, roads, tax, pupils, green, poor]
    )  # fmt: skip
    decimals = (3, 1, 2, 0, 2, 3, 1, 2, 0, 0, 1, 1, 2)
    for column, digits in enumerate(decimals):
        X[:, column] = np.round(X[:, column], digits)
    return X, np.asarray(np.round(np.clip(price, 5.0, None), 1), dtype=np.float64)
