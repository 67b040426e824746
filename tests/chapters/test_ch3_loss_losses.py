"""The losses of chapter 3 agree with SciPy, with PyTorch, and with printed numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import log_expit, log_softmax, logsumexp, softmax, xlogy

CLOSE = {"rtol": 0, "atol": 1e-10}


@pytest.fixture(scope="module")
def ch3(references: Any) -> dict[str, Any]:
    return references("ch3_loss")


def batches() -> list[tuple[int, int]]:
    return [(1, 1), (1, 5), (4, 3), (3, 7), (6, 6), (40, 10)]


# --- golden numbers


def network_of_2018() -> tuple[np.ndarray, np.ndarray]:
    """Compute the predictions of the article's small network as its program does."""
    np.random.seed(1)
    x, t, w1, w2 = (
        np.random.randn(*shape).astype(np.float32) for shape in ((2, 3), (2, 3), (3, 2), (2, 3))
    )
    return np.maximum(x @ w1, 0) @ w2, t


def test_mse_gives_the_loss_that_the_article_prints(ch3: dict[str, Any]) -> None:
    y, t = network_of_2018()
    np.testing.assert_allclose(ch3["Y_PRED"], y, rtol=1e-6)
    np.testing.assert_allclose(ch3["Y_TRUE"], t, rtol=1e-6)
    assert round(float(ch3["mse"](y, t)), 5) == 1.41705
    squares = ch3["residuals"](ch3["Y_PRED"], ch3["Y_TRUE"]) ** 2
    printed = [
        [2.23465011e-01, 2.49468461e-01, 6.28653564e-04],
        [6.78101540e-01, 1.28359362e-01, 1.37025848e-01],
    ]
    by_hand = [
        [3.35197508e-01, 3.74202698e-01, 9.42980347e-04],
        [1.01715231e00, 1.92539036e-01, 2.05538765e-01],
    ]
    np.testing.assert_allclose(squares / 6, printed, rtol=1e-6)
    np.testing.assert_allclose(squares / 4, by_hand, rtol=1e-6)  # 4 where 6 was meant


def test_the_books_example(ch3: dict[str, Any]) -> None:
    y, label = ch3["BOOK"], np.array([2])
    one_hot = np.eye(10)[label]
    np.testing.assert_allclose(ch3["cross_entropy"](y, label), 0.5108256237659907, **CLOSE)
    np.testing.assert_allclose(ch3["cross_entropy"](y, one_hot), 0.5108256237659907, **CLOSE)
    # the book adds 1e-7, and halves the sum of squares
    np.testing.assert_allclose(-np.log(y[0, 2] + 1e-7), 0.510825457099338, **CLOSE)
    np.testing.assert_allclose(5 * ch3["mse"](y, one_hot), 0.0975, **CLOSE)


def test_the_numbers_that_the_prose_tells(ch3: dict[str, Any]) -> None:
    waits = np.array([1.5, 2.0, 3.0, 4.5, 9.0])
    signs = np.linspace(0, 10, 1001)
    for loss, best in (("mse", 4.0), ("mae", 3.0)):
        losses = [ch3[loss](np.full(5, sign), waits) for sign in signs]
        assert signs[int(np.argmin(losses))] == pytest.approx(best)
    z, t = ch3["z_new"], ch3["t_new"]
    assert round(float(np.mean(z.argmax(axis=1) == t)), 3) == 0.891
    losses = ch3["most_expensive"](z, t, len(t))[1]
    assert round(100 * losses[: len(t) // 10].sum() / losses.sum()) == 42
    assert round(100 * losses[len(t) // 2 :].sum() / losses.sum()) == 12
    scales = {c: ch3["softmax_cross_entropy"](c * z, t) for c in (1e-6, 1.0, 1.8, 10.0, 100.0)}
    assert scales[1e-6] == pytest.approx(np.log(10), abs=1e-4)
    assert scales[1.8] == pytest.approx(0.42, abs=0.005)
    assert scales[100.0] > 6 * np.log(10)


# --- SciPy


@pytest.mark.parametrize("shape", [(1,), (5,), (4, 3), (2, 3, 4)])
def test_mse_and_mae_are_norms(ch3: dict[str, Any], shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(0)
    y, t = rng.normal(size=shape), rng.normal(size=shape)
    r = (y - t).ravel()
    np.testing.assert_allclose(ch3["mse"](y, t), np.linalg.norm(r) ** 2 / r.size, **CLOSE)
    np.testing.assert_allclose(ch3["mae"](y, t), np.linalg.norm(r, 1) / r.size, **CLOSE)


def test_unsigned_numbers_do_not_wrap_around(ch3: dict[str, Any]) -> None:
    y, t = np.array([3, 200], dtype=np.uint8), np.array([5, 10], dtype=np.uint8)
    np.testing.assert_array_equal(ch3["residuals"](y, t), [-2.0, 190.0])
    assert ch3["mse"](y, t) == (4 + 190**2) / 2


@pytest.mark.parametrize("name", ["residuals", "mse", "mae"])
def test_shapes_that_differ_are_refused(ch3: dict[str, Any], name: str) -> None:
    for one, other in (((3,), (3, 1)), ((2, 3), (3,)), ((4, 3), (4, 1)), ((1,), (6,))):
        with pytest.raises(ValueError):
            ch3[name](np.ones(one), np.ones(other))


@pytest.mark.parametrize(("n", "k"), batches())
def test_cross_entropies_agree_with_scipy(ch3: dict[str, Any], n: int, k: int) -> None:
    rng = np.random.default_rng(n + k)
    z, t = 4 * rng.normal(size=(n, k)), rng.integers(0, k, size=n)
    one_hot = np.eye(k)[t]
    expected = -np.sum(one_hot * log_softmax(z, axis=1)) / n
    y = softmax(z, axis=1)
    np.testing.assert_allclose(ch3["softmax_cross_entropy"](z, t), expected, **CLOSE)
    np.testing.assert_allclose(ch3["cross_entropy"](y, t), expected, **CLOSE)
    np.testing.assert_allclose(ch3["cross_entropy"](y, one_hot), expected, **CLOSE)
    np.testing.assert_allclose(ch3["log_sum_exp"](z), logsumexp(z, axis=1), **CLOSE)
    chosen, losses = ch3["most_expensive"](z, t, n)
    np.testing.assert_allclose(np.mean(losses), expected, **CLOSE)
    assert sorted(chosen) == list(range(n))


@pytest.mark.parametrize("shape", [(1,), (7,), (4, 3)])
def test_binary_cross_entropies_agree_with_scipy(
    ch3: dict[str, Any], shape: tuple[int, ...]
) -> None:
    rng = np.random.default_rng(1)
    z, t = 5 * rng.normal(size=shape), rng.integers(0, 2, size=shape)
    expected = -np.mean(np.where(t == 1, log_expit(z), log_expit(-z)))
    np.testing.assert_allclose(ch3["bce_logits"](z, t), expected, **CLOSE)
    y = rng.uniform(0.001, 0.999, size=shape)
    expected = -np.mean(xlogy(t, y) + xlogy(1 - t, 1 - y))
    np.testing.assert_allclose(ch3["bce"](y, t), expected, **CLOSE)


@settings(max_examples=60, deadline=None)
@given(
    arrays(float, st.tuples(st.integers(1, 6), st.integers(1, 6)), elements=st.floats(-1e5, 1e5))
)
def test_no_score_is_too_large(z: np.ndarray) -> None:
    ch3 = _REFERENCES["ch3"]
    t = np.arange(len(z)) % z.shape[1]
    np.testing.assert_allclose(ch3["log_sum_exp"](z), logsumexp(z, axis=1), rtol=1e-12, atol=1e-10)
    expected = -np.mean(log_softmax(z, axis=1)[np.arange(len(z)), t])
    np.testing.assert_allclose(ch3["softmax_cross_entropy"](z, t), expected, rtol=1e-12, atol=1e-10)
    yes = (z > z.mean()).astype(int)
    expected = -np.mean(np.where(yes == 1, log_expit(z), log_expit(-z)))
    np.testing.assert_allclose(ch3["bce_logits"](z, yes), expected, rtol=1e-12, atol=1e-10)


_REFERENCES: dict[str, Any] = {}


@pytest.fixture(autouse=True, scope="module")
def _keep_references(ch3: dict[str, Any]) -> None:
    """Hand the references to the test that Hypothesis calls many times."""
    _REFERENCES["ch3"] = ch3


# --- PyTorch


def test_losses_agree_with_pytorch(ch3: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    nn = torch.nn.functional
    rng = np.random.default_rng(2)
    for n, k in batches():
        y, t = rng.normal(size=(n, k)), rng.normal(size=(n, k))
        pair = torch.tensor(y), torch.tensor(t)
        np.testing.assert_allclose(ch3["mse"](y, t), nn.mse_loss(*pair), **CLOSE)
        np.testing.assert_allclose(ch3["mae"](y, t), nn.l1_loss(*pair), **CLOSE)
        z, labels = 100 * y, rng.integers(0, k, size=n)
        expected = nn.cross_entropy(torch.tensor(z), torch.tensor(labels))
        np.testing.assert_allclose(ch3["softmax_cross_entropy"](z, labels), expected, **CLOSE)
        yes = rng.integers(0, 2, size=(n, k)).astype(float)
        expected = nn.binary_cross_entropy_with_logits(torch.tensor(z), torch.tensor(yes))
        np.testing.assert_allclose(ch3["bce_logits"](z, yes), expected, **CLOSE)
        p = rng.uniform(0.01, 0.99, size=(n, k))
        expected = nn.binary_cross_entropy(torch.tensor(p), torch.tensor(yes))
        np.testing.assert_allclose(ch3["bce"](p, yes), expected, **CLOSE)
        expected = nn.nll_loss(torch.log(torch.tensor(p)), torch.tensor(labels))
        np.testing.assert_allclose(ch3["cross_entropy"](p, labels), expected, **CLOSE)


# --- floors and ties


def test_the_floor_is_at_1e_12(ch3: dict[str, Any]) -> None:
    dear = -np.log(1e-12)
    assert ch3["cross_entropy"](np.array([[0.0, 1.0]]), np.array([0])) == pytest.approx(dear)
    assert ch3["bce"](np.array([0.0, 1.0]), np.array([1, 0])) == pytest.approx(dear)
    assert ch3["bce"](np.array([0.0, 1.0]), np.array([0, 1])) == pytest.approx(0, abs=1e-11)


def test_of_equal_losses_the_smaller_row_number_comes_first(ch3: dict[str, Any]) -> None:
    z = np.tile(np.array([[0.0, 1.0], [2.0, 0.0]]), (20, 1))
    chosen, _ = ch3["most_expensive"](z, np.zeros(40, dtype=int), 25)
    assert chosen.tolist() == [*range(0, 40, 2), *range(1, 10, 2)]


# --- what the text says of the edges


def test_subtracting_first_is_right_also_for_huge_scores(ch3: dict[str, Any]) -> None:
    z, t = np.array([[1e16, 1e16]]), np.array([0])
    assert ch3["softmax_cross_entropy"](z, t) == pytest.approx(np.log(2))
    assert ch3["log_sum_exp"](z)[0] - z[0, 0] == 0  # the other order
    assert ch3["softmax_cross_entropy"](np.array([[40.0, 0.0]]), t) == 0


def test_up_to_a_million_both_orders_agree_to_nine_decimals(ch3: dict[str, Any]) -> None:
    rng = np.random.default_rng(4)
    for _ in range(200):
        z, t = rng.uniform(-1e6, 1e6) + rng.normal(size=(1, 4)), np.array([2])
        first = ch3["softmax_cross_entropy"](z, t)
        last = ch3["log_sum_exp"](z)[0] - z[0, 2]
        assert abs(first - last) < 1e-9
        assert abs(first + log_softmax(z, axis=1)[0, 2]) < 1e-9


def test_the_log_sum_exp_lies_between_the_maximum_and_log_k_more(ch3: dict[str, Any]) -> None:
    assert ch3["log_sum_exp"](np.array([[7.5]]))[0] == 7.5
    np.testing.assert_allclose(ch3["log_sum_exp"](np.full((1, 5), 3.0)), 3 + np.log(5))
    with np.errstate(over="ignore"):
        assert ch3["log_sum_exp"](np.array([[1e308, -1e308]]))[0] == 1e308


def test_adding_the_floor_shows_near_the_floor_only() -> None:
    for p in (1.01e-6, 1e-3, 1.0):
        assert abs(np.log(p + 1e-12) - np.log(p)) < 1e-6
    p = np.geomspace(1e-20, 1, 2001)
    apart = np.log(p + 1e-12) - np.log(np.maximum(p, 1e-12))
    assert np.log(2) - 1e-3 < apart.max() <= np.log(2) + 1e-12
    assert p[apart.argmax()] == pytest.approx(1e-12)
    assert np.float32(1 - 1e-12) == 1


def test_the_tip_about_louder_scores_needs_nine_to_one() -> None:
    def cost(c: float, share: float) -> float:
        return share * float(np.logaddexp(0, -c)) + (1 - share) * float(np.logaddexp(0, c))

    assert cost(0.01, 0.9) > cost(1, 0.9) < cost(100, 0.9)
    assert cost(0.01, 0.5) < cost(1, 0.5) < cost(100, 0.5)
