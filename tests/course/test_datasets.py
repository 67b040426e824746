"""The data are what their description says."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import linprog

from course.datasets import load_digits


def test_digits_have_the_documented_shapes_and_values() -> None:
    images, labels = load_digits()
    assert images.shape == (1797, 8, 8)
    assert images.dtype == labels.dtype == np.int64
    assert (images.min(), images.max()) == (0, 16)
    assert np.bincount(labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_each_call_gives_fresh_arrays() -> None:
    images, _ = load_digits()
    images[:] = 0
    assert load_digits()[0].max() == 16


def separable(X: np.ndarray, t: np.ndarray) -> bool:
    """Ask a linear program for w and b with sign · (x @ w + b) >= 1 in every row."""
    rows = -(2 * t - 1)[:, None] * np.column_stack([X, np.ones(len(X))])
    answer = linprog(np.zeros(rows.shape[1]), A_ub=rows, b_ub=-np.ones(len(X)), bounds=(None, None))
    assert answer.status in (0, 2), answer.message  # solved, or proved to have no solution
    return bool(answer.status == 0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("half", "expected"),
    [(False, []), (True, [(1, 8), (1, 9), (5, 8), (8, 9)])],
    ids=["8x8", "4x4"],
)
def test_which_pairs_no_line_can_part(half: bool, expected: list[tuple[int, int]]) -> None:
    """Chapter 1 says: none at full resolution, four at half."""
    images, labels = load_digits()
    pixels = images / 16
    if half:
        pixels = pixels.reshape(-1, 4, 2, 4, 2).mean(axis=(2, 4))
    stuck = []
    for pair in combinations(range(10), 2):
        chosen = np.isin(labels, pair)
        if not separable(pixels[chosen].reshape(chosen.sum(), -1), labels[chosen] == pair[1]):
            stuck.append(pair)
    assert stuck == expected
