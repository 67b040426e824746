"""The data are what their description says."""

from __future__ import annotations

import importlib.util
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from course.datasets import digits_mlp, digits_split, load_digits


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


def test_every_third_digit_is_for_the_test() -> None:
    images, labels = load_digits()
    X_train, t_train, X_test, t_test = digits_split()
    assert (X_train.shape, X_test.shape) == ((1198, 64), (599, 64))
    assert X_train.dtype == X_test.dtype == np.float64
    assert (X_test.min(), X_test.max()) == (0.0, 1.0)
    np.testing.assert_array_equal(X_test[0] * 16, images[2].ravel())
    np.testing.assert_array_equal(X_test[-1] * 16, images[1796].ravel())
    np.testing.assert_array_equal(X_train[:3] * 16, images[[0, 1, 3]].reshape(3, 64))
    together = np.empty_like(labels)
    together[np.arange(1797) % 3 == 2], together[np.arange(1797) % 3 != 2] = t_test, t_train
    np.testing.assert_array_equal(together, labels)


def share_right(W: Any, b: Any, X: np.ndarray, t: np.ndarray) -> float:
    for i, (weights, biases) in enumerate(zip(W, b, strict=True)):
        X = X @ weights + biases
        X = np.tanh(X) if i < len(W) - 1 else X
    return float(np.mean(X.argmax(axis=1) == t))


def test_trained_weights_read_97_percent_of_the_test() -> None:
    X_train, t_train, X_test, t_test = digits_split()
    W, b = digits_mlp()
    assert {a.dtype for a in W + b} == {np.dtype(np.float64)}
    assert share_right(W, b, X_train, t_train) == 1.0
    assert share_right(W, b, X_test, t_test) == pytest.approx(0.970, abs=0.001)


def test_training_again_gives_the_stored_weights() -> None:
    path = Path(__file__).parents[2] / "course" / "data" / "train_digits_mlp.py"
    spec = importlib.util.spec_from_file_location("train_digits_mlp", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    W, b = script.train()
    for again, stored in zip(W + b, chain(*digits_mlp()), strict=True):
        np.testing.assert_allclose(again, stored, rtol=0, atol=1e-3)
    _, _, X_test, t_test = digits_split()
    assert share_right(W, b, X_test, t_test) == pytest.approx(0.970, abs=0.005)


def test_stored_weights_are_small() -> None:
    data = Path(__file__).parents[2] / "course" / "data"
    assert (data / "digits_mlp.npz").stat().st_size < 200_000
