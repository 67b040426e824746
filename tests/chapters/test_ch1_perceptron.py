"""The references of chapter 1 agree with SciPy, with brute force, and with a second hand."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import blas
from scipy.optimize import linprog

GATES = {
    "and_gate": [0, 0, 0, 1],
    "nand_gate": [1, 1, 1, 0],
    "or_gate": [0, 1, 1, 1],
    "xor_gate": [0, 1, 1, 0],
}
CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


@pytest.fixture
def ch1(references: Any) -> dict[str, Any]:
    return references("ch1_perceptron")


def separable(X: np.ndarray, t: np.ndarray) -> bool:
    """Ask a linear program whether some line has every 1 at ≥ 1 and every 0 at ≤ −1."""
    sign = np.where(t == 1, -1.0, 1.0)[:, None]
    A = sign * np.hstack([X, np.ones((len(X), 1))])
    done = linprog(np.zeros(A.shape[1]), A_ub=A, b_ub=-np.ones(len(X)), bounds=(None, None))
    return done.status == 0


def test_neuron_agrees_with_blas(ch1: dict[str, Any]) -> None:
    rng = np.random.default_rng(0)
    for n, d in ((1, 1), (5, 3), (3, 7), (40, 64)):
        X, w, b = rng.normal(size=(n, d)), rng.normal(size=d), rng.normal()
        expected = blas.dgemv(1.0, X, w, beta=b, y=np.ones(n))
        np.testing.assert_allclose(ch1["neuron"](X, w, b), expected, rtol=0, atol=1e-10)
        one = blas.ddot(X[0], w) + b
        np.testing.assert_allclose(ch1["neuron"](X[0], w, b), one, rtol=0, atol=1e-10)


def test_step_is_heavisides_function_with_0_at_0(ch1: dict[str, Any]) -> None:
    x = np.array([[-2.0, -1e-300, -0.0], [0.0, 1e-300, 3.0]])
    np.testing.assert_array_equal(ch1["step"](x), np.heaviside(x, 0).astype(int))


@pytest.mark.parametrize("name", GATES)
def test_gates_give_their_truth_tables(ch1: dict[str, Any], name: str) -> None:
    assert [int(ch1[name](*corner)) for corner in CORNERS] == GATES[name]


def test_a_linear_program_says_the_same_of_every_table_of_two_bits(ch1: dict[str, Any]) -> None:
    """Of the 16 tables exactly XOR and its opposite have no line."""
    grid = np.linspace(-2, 2, 9)
    for table in itertools.product([0, 1], repeat=4):
        t = np.array(table)
        best = ch1["best_linear_accuracy"](CORNERS, t, grid)
        assert (best == 1.0) == separable(CORNERS, t)
    assert ch1["best_linear_accuracy"](CORNERS, np.array([0, 1, 1, 0]), grid) == 0.75


def train_by_hand(X: Any, t: Any, lr: float, epochs: int, rng: Any) -> Any:
    """The loop of exercise 1.8 in plain Python, written from its text."""
    w, b, history = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        mistakes = 0
        for i in rng.permutation(len(X)):
            total = b
            for weight, value in zip(w, X[i], strict=True):
                total += weight * float(value)
            error = int(t[i]) - (1 if total > 0 else 0)
            if error:
                mistakes += 1
                w = [wj + lr * error * float(xj) for wj, xj in zip(w, X[i], strict=True)]
                b += lr * error
        history.append(mistakes)
        if mistakes == 0:
            break
    return np.array(w), b, history


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 10**6), n=st.integers(1, 9), d=st.integers(1, 4))
def test_training_agrees_with_a_second_hand(references: Any, seed: int, n: int, d: int) -> None:
    ch1 = references("ch1_perceptron")
    rng = np.random.default_rng(seed)
    # whole numbers and a rate of 1/2: both sums are exact, so no tie is decided by rounding
    X, t = rng.integers(-3, 4, size=(n, d)).astype(float), rng.integers(0, 2, size=n)
    w, b, history = ch1["train_perceptron"](X, t, 0.5, 20, np.random.default_rng(seed))
    w2, b2, history2 = train_by_hand(X, t, 0.5, 20, np.random.default_rng(seed))
    np.testing.assert_array_equal(w, w2)
    assert b == b2
    assert list(history) == history2


def test_training_obeys_novikoffs_bound(ch1: dict[str, Any]) -> None:
    rng = np.random.default_rng(1)
    for _ in range(10):
        direction = rng.normal(size=3)
        direction /= np.linalg.norm(direction)
        X = rng.normal(size=(60, 2))
        Z = np.hstack([X, np.ones((60, 1))])
        margin = np.abs(Z @ direction)
        X, Z, margin = X[margin > 0.1], Z[margin > 0.1], margin[margin > 0.1]
        t = (Z @ direction > 0).astype(int)
        _, _, history = ch1["train_perceptron"](X, t, 1.0, 1000, np.random.default_rng(2))
        # the first sample met at weights of zero may count as a mistake on either side
        bound = (np.linalg.norm(Z, axis=1).max() / margin.min()) ** 2
        assert history[-1] == 0
        assert sum(history) <= 2 * bound + 1


def test_xor_is_never_learned(ch1: dict[str, Any]) -> None:
    _, _, history = ch1["train_perceptron"](
        CORNERS.astype(float), np.array([0, 1, 1, 0]), 0.5, 300, np.random.default_rng(0)
    )
    assert len(history) == 300
    assert min(history) >= 1
