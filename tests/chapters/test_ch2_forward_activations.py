"""The activation functions of chapter 2 agree with SciPy, with PyTorch, and by their slopes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.polynomial import Polynomial, hermite_e
from scipy import special, stats
from scipy.spatial.distance import cdist

Array = Any
FINITE = hnp.arrays(
    float,
    hnp.array_shapes(min_dims=1, max_dims=3, max_side=5),
    elements=st.floats(-1000, 1000, allow_nan=False),
)
FAR = np.array([-1000.0, -745.0, -30.0, -1e-8, 0.0, 1e-8, 30.0, 709.0, 1000.0])


@pytest.fixture
def ch2(references: Any) -> dict[str, Any]:
    return references("ch2_forward")


def close(got: Array, expected: Array) -> None:
    assert np.shape(got) == np.shape(expected)
    assert np.asarray(got).dtype == np.float64
    np.testing.assert_allclose(got, expected, rtol=1e-10, atol=1e-10)


ORACLES: dict[str, tuple[Callable[[Array], Array], dict[str, Any]]] = {
    "sigmoid": (special.expit, {}),
    "relu": (lambda x: np.clip(x, 0, np.inf), {}),
    "leaky_relu": (lambda x: np.clip(x, 0, np.inf) + 0.2 * np.clip(x, -np.inf, 0), {}),
    "clipped_relu": (lambda x: np.clip(x, 0, 20), {}),
    "hard_sigmoid": (lambda x: stats.uniform.cdf(x, -2.5, 5), {}),
    "prelu": (lambda x: (np.abs(x) * (1 - 0.3) + x * (1 + 0.3)) / 2, {"a": 0.3}),
    "softsign": (lambda x: np.sign(x) * (1 - 1 / (1 + np.abs(x))), {}),
    "softplus": (lambda x: -special.log_expit(-np.asarray(x, dtype=float)), {}),
    "swish": (lambda x: x * special.expit(1.7 * x), {"beta": 1.7}),
    "elu": (lambda x: _elu(x, 1.3), {"alpha": 1.3}),
    "selu": (lambda x: 1.0507009873554805 * _elu(x, 1.6732632423543772), {}),
    "truncated_power": (lambda x: np.heaviside(x, 0) * x**3, {"n": 3}),
    "polynomial": (Polynomial([0.5, -1.0, 0.25]), {"c": np.array([0.5, -1.0, 0.25])}),
    "rbf": (
        lambda x: stats.norm.pdf(x, 0.5, 2.0) / stats.norm.pdf(0.5, 0.5, 2.0),
        {"m": 0.5, "s": 2.0},
    ),
    "wavelet": (lambda x: -hermite_e.hermeval(x, [0, 0, 1]) * np.exp(-x * x / 2), {}),
    "identity": (lambda x: x, {}),
    "step": (lambda x: np.heaviside(x, 0), {}),
    "tanh": (lambda x: 2 * special.expit(2 * x) - 1, {}),
    "absolute": (lambda x: np.sqrt(x * x), {}),
}


def _elu(x: Array, alpha: float) -> Array:
    left = [alpha * special.expm1(value) if value <= 0 else value for value in np.ravel(x)]
    return np.reshape(left, np.shape(x))


@pytest.mark.parametrize("name", ORACLES)
def test_a_curve_agrees_with_its_oracle(ch2: dict[str, Any], name: str) -> None:
    oracle, settings_ = ORACLES[name]
    rng = np.random.default_rng(3)
    for x in (FAR, rng.normal(size=(3, 4)) * 3, rng.normal(size=(2, 1, 5)), np.array([])):
        with np.errstate(over="ignore"):
            close(ch2[name](x, **settings_), oracle(x))
    number = ch2[name](0.75, **settings_)
    assert np.shape(number) == ()
    close(number, oracle(np.array(0.75)))
    close(ch2[name](np.array([-2, 0, 3]), **settings_), oracle(np.array([-2.0, 0.0, 3.0])))


@pytest.mark.parametrize("name", [*ORACLES, "maxout", "crelu", "softmax"])
def test_the_gallery_holds_every_curve_of_the_table(ch2: dict[str, Any], name: str) -> None:
    assert name == "softmax" or ch2["GALLERY"][name] is ch2[name]
    assert name == "softmax" or name in ch2["CURVES"]


@pytest.mark.parametrize(
    ("name", "derivative"),
    [
        ("sigmoid", lambda f, x: f["sigmoid"](x) * (1 - f["sigmoid"](x))),
        ("tanh", lambda f, x: 1 - f["tanh"](x) ** 2),
        ("softplus", lambda f, x: f["sigmoid"](x)),
        ("softsign", lambda f, x: (1 - np.abs(f["softsign"](x))) ** 2),
        ("elu", lambda f, x: np.where(x > 0, 1.0, f["elu"](x) + 1)),
        ("rbf", lambda f, x: -x * f["rbf"](x)),
        ("wavelet", lambda f, x: (x**3 - 3 * x) * f["rbf"](x)),
        ("swish", lambda f, x: f["sigmoid"](x) + f["swish"](x) * (1 - f["sigmoid"](x))),
        ("relu", lambda f, x: f["step"](x)),
    ],
)
def test_a_slope_is_the_derivative_by_formula(
    ch2: dict[str, Any], name: str, derivative: Callable[..., Array]
) -> None:
    x = np.random.default_rng(5).uniform(0.05, 4, size=40) * np.tile([1, -1], 20)
    measured = ch2["slope_of"](ch2[name], x)
    np.testing.assert_allclose(measured, derivative(ch2, x), rtol=1e-7, atol=1e-9)


@settings(deadline=None, max_examples=50)
@given(x=FINITE)
def test_properties_of_sigmoid_and_softmax(references: Any, x: Array) -> None:
    ch2 = references("ch2_forward")
    np.testing.assert_allclose(ch2["sigmoid"](x) + ch2["sigmoid"](-x), 1, rtol=1e-12)
    for axis in range(-1, x.ndim):
        close(ch2["softmax"](x, axis=axis), special.softmax(x, axis=axis))


def test_maxout_and_crelu_agree_with_loops(ch2: dict[str, Any]) -> None:
    rng = np.random.default_rng(7)
    for shape, k in (((4, 6), 3), ((2, 3, 8), 2), ((5,), 5), ((3, 4), 1)):
        x = rng.normal(size=shape)
        rows = x.reshape(-1, shape[-1]).tolist()
        best = [[max(row[i : i + k]) for i in range(0, len(row), k)] for row in rows]
        close(ch2["maxout"](x, k), np.reshape(best, (*shape[:-1], shape[-1] // k)))
        two = [[max(v, 0.0) for v in row] + [max(-v, 0.0) for v in row] for row in rows]
        close(ch2["crelu"](x), np.reshape(two, (*shape[:-1], 2 * shape[-1])))


def test_everything_agrees_with_pytorch(ch2: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    functional = torch.nn.functional
    rng = np.random.default_rng(11)
    x = np.concatenate([rng.normal(size=(6, 8)) * 3, rng.uniform(-1000, 1000, size=(2, 8))])
    a = rng.uniform(-1, 2, size=8)
    tensor, slopes = torch.from_numpy(x), torch.from_numpy(a)
    pairs = {
        "sigmoid": (ch2["sigmoid"](x), torch.sigmoid(tensor)),
        "relu": (ch2["relu"](x), functional.relu(tensor)),
        "leaky_relu": (ch2["leaky_relu"](x, 0.01), functional.leaky_relu(tensor, 0.01)),
        "clipped_relu": (ch2["clipped_relu"](x, 6.0), functional.relu6(tensor)),
        "prelu": (ch2["prelu"](x, a), functional.prelu(tensor, slopes)),
        "softsign": (ch2["softsign"](x), functional.softsign(tensor)),
        "softplus": (ch2["softplus"](x), functional.softplus(tensor, threshold=700)),
        "swish": (ch2["swish"](x), functional.silu(tensor)),
        "elu": (ch2["elu"](x, 1.4), functional.elu(tensor, 1.4)),
        "selu": (ch2["selu"](x), functional.selu(tensor)),
        "maxout": (ch2["maxout"](x, 4), functional.max_pool1d(tensor, 4)),
        "softmax": (ch2["softmax"](x), functional.softmax(tensor, dim=-1)),
        "softmax of columns": (ch2["softmax"](x, axis=0), functional.softmax(tensor, dim=0)),
    }
    for name, (mine, theirs) in pairs.items():
        np.testing.assert_allclose(mine, theirs.numpy(), rtol=1e-10, atol=1e-10, err_msg=name)


def test_an_unknown_name_is_told_which_there_are(ch2: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="softsign"):
        ch2["activation"]("sofsign", 1.0, ch2["GALLERY"])
    found = ch2["activation"]("elu", -1.0, ch2["GALLERY"], alpha=2.0)
    assert found == pytest.approx(2 / np.e - 2)


def test_calls_and_reports_agree_with_a_second_hand(ch2: dict[str, Any]) -> None:
    rng = np.random.default_rng(13)
    z, t = rng.normal(size=(50, 4)) * 40, rng.integers(0, 4, size=50)
    for T, threshold in ((1.0, 0.0), (20.0, 0.6), (50.0, 0.4), (9.0, 1.01)):
        label, sure = ch2["calls"](z, T, threshold)
        shares = special.softmax(z / T, axis=1)
        answered = [(int(np.argmax(p)), i) for i, p in enumerate(shares) if max(p) >= threshold]
        close(sure, shares.max(axis=1))
        assert [(int(label[i]), i) for i in range(50) if label[i] != -1] == answered
        right = [said == t[i] for said, i in answered]
        expected = (len(answered) / 50, sum(right) / len(right) if right else 1.0)
        assert ch2["honest_report"](label, t) == pytest.approx(expected)


def test_the_project_is_as_the_text_says(ch2: dict[str, Any]) -> None:
    z, t = ch2["z"], ch2["t"]
    nearest = cdist(ch2["rows"][1000:], ch2["averages"]).argmin(axis=1)
    np.testing.assert_array_equal(z.argmax(axis=1), nearest)  # the nearest average wins
    for T, sureness in ((1.0, 0.998), (64.0, 0.888)):
        label, sure = ch2["calls"](z, T, 0.0)
        assert round(float(sure.mean()), 3) == sureness
        assert round(ch2["honest_report"](label, t)[1], 3) == 0.891
    coverage, accuracy = ch2["honest_report"](ch2["calls"](z, 64.0, 0.95)[0], t)
    assert (round(coverage, 2), round(accuracy, 2)) == (0.58, 0.98)


def test_ten_sigmoids_leave_a_millionth(ch2: dict[str, Any]) -> None:
    x = np.array([-3.0, 3.0])
    for _ in range(10):
        x = ch2["sigmoid"](x)
    np.testing.assert_allclose(x, 0.6590, atol=5e-5)
    assert 1e-6 < np.ptp(x) < 2e-6
    assert ch2["chain_prediction"] == "C"
