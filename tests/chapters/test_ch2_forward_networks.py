"""The references of `networks.ipynb` agree with PyTorch, SciPy's BLAS and printed numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.linalg import blas
from scipy.special import expit

from course.datasets import digits_mlp, digits_split


@pytest.fixture
def ch2(references: Any) -> dict[str, Any]:
    return references("ch2_forward")


def close(got: Any, expected: Any) -> None:
    np.testing.assert_allclose(got, expected, rtol=0, atol=1e-10)


def test_dense_agrees_with_blas(ch2: dict[str, Any]) -> None:
    rng = np.random.default_rng(0)
    for n, d, k in ((1, 1, 1), (5, 3, 2), (4, 7, 9), (6, 6, 6)):
        X, W, b = rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=k)
        expected = blas.dgemm(1.0, X, W, beta=1.0, c=np.tile(b, (n, 1)))
        close(ch2["dense"](X, W, b), expected)
        close(ch2["dense"](X[0], W, b), expected[0])


def test_dense_gives_the_numbers_of_the_document(ch2: dict[str, Any]) -> None:
    dense = ch2["dense"]
    line = dense(np.array([[1.0], [2.0], [3.0]]), np.array([[2.0]]), np.array([-1.0]))
    assert line.tolist() == [[1.0], [3.0], [5.0]]
    x = np.array([[1, 2], [2, 3], [3, 4]])
    plane = dense(x, np.array([[1.0], [2.0]]), np.array([-1.0]))
    assert plane.tolist() == [[4.0], [7.0], [10.0]]


def as_torch(torch: Any, W: list[Any], b: list[Any], between: Any) -> Any:
    """Build the same network of PyTorch's layers."""
    parts: list[Any] = []
    for weights, biases in zip(W, b, strict=True):
        layer = torch.nn.Linear(*weights.shape, dtype=torch.float64)
        with torch.no_grad():
            layer.weight.copy_(torch.tensor(weights.T))
            layer.bias.copy_(torch.tensor(biases))
        parts += [layer, between()]
    return torch.nn.Sequential(*parts[:-1])


def test_forward_passes_agree_with_pytorch(ch2: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(1)
    for trial in range(5):
        params = ch2["made_up_params"](rng)
        W, b = [params[f"W{i}"] for i in (1, 2, 3)], [params[f"b{i}"] for i in (1, 2, 3)]
        X = rng.normal(size=(4 + trial, 2))
        for f, between in ((np.tanh, torch.nn.Tanh), (expit, torch.nn.Sigmoid)):
            expected = as_torch(torch, W, b, between)(torch.tensor(X)).detach().numpy()
            close(ch2["forward_2442"](X, params, f), expected)
            net = ch2["MLP"]([2, 4, 4, 2], np.random.default_rng(0), f)
            net.W, net.b = W, b
            close(net(X), expected)


def test_parameters_are_counted_as_pytorch_counts_them(ch2: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    for sizes in ([2, 4, 4, 2], [1000, 500, 100, 10], [3, 1, 5]):
        net = ch2["MLP"](sizes, np.random.default_rng(0))
        same = as_torch(torch, net.W, net.b, torch.nn.Tanh)
        assert ch2["count_parameters"](sizes) == sum(p.numel() for p in same.parameters())


def test_the_documents_networks_have_their_sizes(ch2: dict[str, Any]) -> None:
    assert ch2["count_parameters"]([2, 4, 4, 2]) == 42
    assert ch2["count_parameters"]([1000, 500, 100, 10]) == 551_610
    net = ch2["MLP"]([1000, 500, 100, 10], np.random.default_rng(0))
    assert net(np.zeros((100, 1000))).shape == (100, 10)


def test_weights_have_xaviers_spread(ch2: dict[str, Any]) -> None:
    net = ch2["MLP"]([400, 300, 200], np.random.default_rng(0))
    for W in net.W:
        assert abs(W.std() * np.sqrt(len(W)) - 1) < 0.01
        assert abs(W.mean()) < 0.001


def test_without_bending_the_network_is_one_layer(ch2: dict[str, Any]) -> None:
    """The prediction of section 8: 10,010 numbers say the same as 551,610."""
    rng = np.random.default_rng(2)
    sizes = [1000, 500, 100, 10]
    net = ch2["MLP"](sizes, rng, lambda z: z)
    net.b = [rng.normal(size=k) for k in sizes[1:]]
    origin, basis = net(np.zeros(1000)), net(np.eye(1000)) - net(np.zeros(1000))
    X = rng.normal(size=(5, 1000))
    close(X @ basis + origin, net(X))
    assert basis.size + origin.size == ch2["collapse_prediction"]


def test_the_published_run_has_its_printed_numbers(ch2: dict[str, Any]) -> None:
    h, h_r, y = ch2["forward_seed001"](2, 3, 2, 3)
    printed_h = [[-1.12623584, 0.51268864], [1.72396648, 1.48064899]]
    printed_y = [[0.58688682, 0.4622353, 0.25762314], [1.76770902, 2.33969331, -1.15341294]]
    np.testing.assert_allclose(h, printed_h, atol=2e-7)
    np.testing.assert_allclose(h_r, np.clip(printed_h, 0, None), atol=2e-7)
    np.testing.assert_allclose(y, printed_y, atol=5e-7)
    assert {a.dtype for a in (h, h_r, y)} == {np.dtype(np.float32)}


def test_layers_agree_with_pytorch(ch2: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(3)
    parts = [ch2["Dense"](20, 30, rng, np.tanh), ch2["Dropout"](0.3, rng)]
    parts += [ch2["Dense"](30, 3, rng)]
    model = ch2["Sequential"]()
    for part in parts:
        model.add(part)
    W, b = [parts[0].W, parts[2].W], [rng.normal(size=30), rng.normal(size=3)]
    parts[0].b, parts[2].b = b
    same = as_torch(torch, W, b, torch.nn.Tanh)
    X = rng.normal(size=(6, 20))
    close(model(X), same(torch.tensor(X)).detach().numpy())
    _, total = model.summary(20)
    assert total == sum(p.numel() for p in same.parameters())


def test_dropout_keeps_the_mean_and_silences_its_share(ch2: dict[str, Any]) -> None:
    x = np.ones((400, 500))
    for rate in (0.1, 0.3, 0.8):
        out = ch2["Dropout"](rate, np.random.default_rng(0))(x, training=True)
        assert abs((out == 0).mean() - rate) < 0.005
        assert abs(out.mean() - 1) < 0.02
        np.testing.assert_allclose(out[out != 0], 1 / (1 - rate))


def test_predictions_do_not_depend_on_the_batch_size(ch2: dict[str, Any]) -> None:
    W, b = digits_mlp()
    _, _, X, t = digits_split()
    net = ch2["MLP"]([64, 32, 16, 10], np.random.default_rng(0))
    net.W, net.b = W, b
    scores = X
    for i, (weights, biases) in enumerate(zip(W, b, strict=True)):
        scores = np.einsum("nd,dk->nk", scores, weights) + biases
        scores = np.tanh(scores) if i < 2 else scores
    for size in (1, 7, 100, 599, 5000):
        said = ch2["predict_batched"](net, X, size)
        np.testing.assert_array_equal(said, scores.argmax(axis=1))
    assert ch2["accuracy"](said, t) == ch2["accuracy"](said, np.eye(10)[t])
    assert round(ch2["accuracy"](said, t), 3) == 0.970
    taken_for_1 = int(((said == 1) & (t == 8)).sum())
    wrong = np.zeros((10, 10), dtype=int)
    np.add.at(wrong, (t[said != t], said[said != t]), 1)
    assert wrong.max() == taken_for_1 == 6  # "the most common mistake is an 8 taken for a 1"


def test_the_blog_posts_answer_is_no_softmax() -> None:
    assert sum([0.001, 0.3, 0.983, 0.12]) == pytest.approx(1.404)
