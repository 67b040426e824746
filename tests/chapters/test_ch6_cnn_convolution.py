"""The references of chapter 6, first part, agree with PyTorch and SciPy, and with the prose."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import sobel as scipy_sobel
from scipy.signal import correlate2d

from course.photo import landscape
from course.widgets.convolution.machine import SHAPES, recordings

# N, C, H, W, F, KH, KW, stride, pad: within each case hardly two are alike
CASES = (
    (2, 3, 7, 5, 4, 3, 2, 1, 0),
    (3, 2, 8, 11, 5, 4, 3, 2, 1),
    (1, 4, 6, 9, 2, 2, 5, 3, 2),
    (5, 1, 9, 4, 3, 7, 1, 2, 3),
    (2, 6, 10, 13, 7, 1, 4, 4, 0),
)


@pytest.fixture
def ch6(references: Any) -> dict[str, Any]:
    return references("ch6_cnn", "convolution")


def close(found: Any, expected: Any) -> None:
    np.testing.assert_allclose(found, np.asarray(expected), rtol=0, atol=1e-10)


def draw(case: tuple[int, ...], seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    n, c, h, w, f, kh, kw, _, _ = case
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, c, h, w)), rng.normal(size=(f, c, kh, kw)), rng.normal(size=f)


@settings(deadline=None, max_examples=80)
@given(n=st.integers(1, 30), k=st.integers(1, 30), s=st.integers(1, 7), p=st.integers(0, 5))
def test_conv_out_counts_the_places(references: Any, n: int, k: int, s: int, p: int) -> None:
    conv_out = references("ch6_cnn", "convolution")["conv_out"]
    places = len(range(0, n + 2 * p - k + 1, s))
    if places:
        assert conv_out(n, k, s, p) == places
    else:
        with pytest.raises(ValueError, match="does not fit"):
            conv_out(n, k, s, p)


def test_the_recipe_of_the_blog(ch6: dict[str, Any]) -> None:
    """23 is the smallest that works; 22 leaves 4 pixels to a pooling of 5, 10 nothing."""
    conv_out = ch6["conv_out"]
    assert conv_out(conv_out(conv_out(23, 10), 10), 5, 5) == 1
    with pytest.raises(ValueError, match="does not fit"):
        conv_out(conv_out(conv_out(22, 10), 10), 5, 5)
    assert conv_out(10, 10) == 1
    with pytest.raises(ValueError, match="does not fit"):
        conv_out(conv_out(10, 10), 10)


def test_the_series_of_the_blog(ch6: dict[str, Any]) -> None:
    conv_out = ch6["conv_out"]
    assert [conv_out(40, 10), conv_out(31, 10), conv_out(22, 5, 5)] == [31, 22, 4]


@pytest.mark.parametrize("case", CASES)
def test_convolution_agrees_with_pytorch(ch6: dict[str, Any], case: tuple[int, ...]) -> None:
    torch = pytest.importorskip("torch")
    (x, W, b), (stride, pad) = draw(case), case[-2:]
    tx, tW, tb = (torch.tensor(array, requires_grad=True) for array in (x, W, b))
    expected = torch.nn.functional.conv2d(tx, tW, tb, stride=stride, padding=pad)
    close(ch6["conv2d_naive"](x, W, b, stride, pad), expected.detach())
    layer = ch6["Conv2D"](W, b, stride, pad)
    out = layer.forward(x)
    close(out, expected.detach())
    dout = np.random.default_rng(1).normal(size=out.shape)
    expected.backward(torch.tensor(dout))
    close(layer.backward(dout), tx.grad)
    close(layer.dW, tW.grad)
    close(layer.db, tb.grad)


@pytest.mark.parametrize("case", CASES)
def test_im2col_and_col2im_agree_with_pytorch(ch6: dict[str, Any], case: tuple[int, ...]) -> None:
    torch = pytest.importorskip("torch")
    x, (kh, kw, stride, pad) = draw(case)[0], case[5:]
    unfolded = torch.nn.functional.unfold(torch.tensor(x), (kh, kw), padding=pad, stride=stride)
    col = ch6["im2col"](x, kh, kw, stride, pad)
    close(col, unfolded.permute(0, 2, 1).reshape(col.shape))
    table = np.random.default_rng(2).normal(size=col.shape)
    folded = torch.nn.functional.fold(
        torch.tensor(table).reshape(len(x), -1, col.shape[1]).permute(0, 2, 1),
        x.shape[2:], (kh, kw), padding=pad, stride=stride,
    )  # fmt: skip
    close(ch6["col2im"](table, x.shape, kh, kw, stride, pad), folded)


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 10**6), s=st.integers(1, 4), p=st.integers(0, 3))
def test_im2col_and_col2im_are_adjoint(references: Any, seed: int, s: int, p: int) -> None:
    ch6, rng = references("ch6_cnn", "convolution"), np.random.default_rng(seed)
    x = rng.normal(size=(2, 3, 6, 8))
    col = ch6["im2col"](x, 3, 2, s, p)
    y = rng.normal(size=col.shape)
    assert (col * y).sum() == pytest.approx((x * ch6["col2im"](y, x.shape, 3, 2, s, p)).sum())


@pytest.mark.parametrize("case", CASES[:3])
def test_gradients_agree_with_central_differences(
    ch6: dict[str, Any], case: tuple[int, ...]
) -> None:
    (x, W, b), steps = draw(case), case[-2:]
    layer = ch6["Conv2D"](W, b, *steps)
    dout = np.random.default_rng(3).normal(size=layer.forward(x).shape)
    found = {"x": layer.backward(dout), "W": layer.dW, "b": layer.db}
    for name, array in (("x", x), ("W", W), ("b", b)):
        direction = np.random.default_rng(4).normal(size=array.shape)
        values = []
        for h in (1e-5, -1e-5):
            moved = {"x": x, "W": W, "b": b, name: array + h * direction}
            out = ch6["Conv2D"](moved["W"], moved["b"], *steps).forward(moved["x"])
            values.append((out * dout).sum())
        slope = (values[0] - values[1]) / 2e-5
        assert (found[name] * direction).sum() == pytest.approx(slope, rel=1e-7, abs=1e-7)


@pytest.mark.parametrize(
    ("shape", "size", "stride"),
    [((2, 3, 7, 5), 2, 2), ((3, 2, 8, 11), 3, 2), ((1, 4, 6, 9), 4, 1), ((2, 5, 9, 13), 2, 5)],
)
@pytest.mark.parametrize("ties", [False, True])
def test_pooling_agrees_with_pytorch(
    ch6: dict[str, Any], shape: tuple[int, ...], size: int, stride: int, ties: bool
) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(5)
    x = rng.integers(-1, 2, size=shape).astype(float) if ties else rng.normal(size=shape)
    for name, theirs in (("Max", "max_pool2d"), ("Avg", "avg_pool2d")):
        tx = torch.tensor(x, requires_grad=True)
        expected = getattr(torch.nn.functional, theirs)(tx, size, stride)
        layer = ch6[f"{name}Pool2D"](size, stride)
        out = layer.forward(x)
        close(out, expected.detach())
        dout = rng.normal(size=out.shape)
        expected.backward(torch.tensor(dout))
        close(layer.backward(dout), tx.grad)


@pytest.mark.parametrize(
    ("n", "c", "length", "f", "k", "stride", "pad"),
    [(2, 3, 11, 4, 5, 1, 0), (3, 1, 14, 2, 4, 3, 2), (1, 5, 6, 3, 8, 2, 1)],
)
def test_series_layers_agree_with_pytorch(
    ch6: dict[str, Any], n: int, c: int, length: int, f: int, k: int, stride: int, pad: int
) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(6)
    x, W, b = rng.normal(size=(n, c, length)), rng.normal(size=(f, c, k)), rng.normal(size=f)
    tx, tW, tb = (torch.tensor(array, requires_grad=True) for array in (x, W, b))
    layer = ch6["Conv1D"](W, b, stride, pad)
    expected = torch.nn.functional.conv1d(tx, tW, tb, stride=stride, padding=pad)
    out = layer.forward(x)
    close(out, expected.detach())
    dout = rng.normal(size=out.shape)
    expected.backward(torch.tensor(dout))
    close(layer.backward(dout), tx.grad)
    close(layer.dW, tW.grad)
    close(layer.db, tb.grad)
    for size, step in ((2, None), (3, 1), (2, 3)):
        tx = torch.tensor(x, requires_grad=True)
        expected = torch.nn.functional.max_pool1d(tx, size, step)
        pool = ch6["MaxPool1D"](size, step)
        pooled = pool.forward(x)
        close(pooled, expected.detach())
        dout = rng.normal(size=pooled.shape)
        expected.backward(torch.tensor(dout))
        close(pool.backward(dout), tx.grad)


def test_sobel_agrees_with_scipy(ch6: dict[str, Any]) -> None:
    photo = landscape()
    gx, gy, size = ch6["sobel"](photo)
    grey = photo.astype(float).mean(axis=2)
    close(gx, scipy_sobel(grey, axis=1)[1:-1, 1:-1])
    close(gy, scipy_sobel(grey, axis=0)[1:-1, 1:-1])
    close(gx, correlate2d(grey, ch6["KX"], mode="valid"))
    close(size, np.sqrt(gx**2 + gy**2))
    assert not np.any(ch6["sobel"](np.full((5, 6), 77, dtype=np.uint8)))


def test_the_worked_example(ch6: dict[str, Any]) -> None:
    found = ch6["conv2d_naive"](ch6["tiny"][None, None], ch6["kernel"][None, None], np.zeros(1))
    close(found, [[[[9, 1], [3, 5]]]])
    assert 96 * 128 * 94 * 126 // 10**6 == 145


def test_a_table_is_nine_times_the_images(ch6: dict[str, Any]) -> None:
    x = np.zeros((1, 3, 64, 64))
    assert ch6["im2col"](x, 3, 3, 1, 1).nbytes == 9 * x.nbytes
    assert ch6["im2col"](np.zeros((2, 2, 4, 5)), 2, 3).size == 216


def test_settings_with_every_pixel_in_one_window(ch6: dict[str, Any]) -> None:
    """The text asks for some in an image of 8 × 11: kernel 3, stride 3 and padding 2 do it."""
    table = np.ones((4 * 5, 9))
    assert (ch6["col2im"](table, (1, 1, 8, 11), 3, 3, 3, 2) == 1).all()


def test_knocks_are_equally_loud_and_lie_where_they_are_said_to() -> None:
    np.testing.assert_allclose(np.square(SHAPES).sum(axis=1), 2.2**2)
    np.testing.assert_array_equal(SHAPES[1], SHAPES[0][::-1])
    x, t, start = recordings(300, 3, 18, 30)
    assert x.shape == (300, 1, 40)
    assert set(t) == {0, 1, 2}
    assert (start.min(), start.max()) == (18, 30)
    again, _, _ = recordings(300, 3, 18, 30)
    np.testing.assert_array_equal(x, again)


def parameters(net: list[Any]) -> int:
    return sum(layer.W.size + layer.b.size for layer in net if hasattr(layer, "W"))


def trained(ch6: dict[str, Any], make: Any, x: Any, t: Any, epochs: int, seed: int) -> list[Any]:
    net = make(np.random.default_rng(10 + seed))
    ch6["train"](net, x, t, epochs, np.random.default_rng(seed))
    return net


def test_convolutions_hear_what_a_dense_network_does_not(ch6: dict[str, Any]) -> None:
    """What the text says: more than nine of ten new recordings, against little over half."""
    x, t, _ = recordings(900, 0)
    x_test, t_test, _ = recordings(600, 1)
    assert parameters(ch6["dense_net"](np.random.default_rng(0))) == 1411
    assert parameters(ch6["blog_net"](np.random.default_rng(0))) == 835
    for seed in range(2):
        net = trained(ch6, ch6["blog_net"], x, t, 20, seed)
        assert ch6["accuracy"](net, x_test, t_test) > 0.9
        net = trained(ch6, ch6["dense_net"], x, t, 20, seed)
        assert ch6["accuracy"](net, x, t) > 0.75
        assert ch6["accuracy"](net, x_test, t_test) < 0.65


def test_only_one_maximum_hears_late_knocks(ch6: dict[str, Any]) -> None:
    x, t, _ = recordings(600, 2, 0, 12)
    early, late = recordings(600, 3, 0, 12), recordings(600, 4, 18, 30)
    for seed in range(2):
        for make, low, high in (
            (ch6["dense_net"], 0.2, 0.45),
            (ch6["pooled_net"](5), 0.2, 0.45),
            (ch6["pooled_net"](31), 0.8, 1.0),
        ):
            net = trained(ch6, make, x, t, 30, seed)
            assert ch6["accuracy"](net, *early[:2]) > 0.7
            assert low < ch6["accuracy"](net, *late[:2]) < high


def test_the_network_of_the_project_agrees_with_pytorch(ch6: dict[str, Any]) -> None:
    """One step of the given `train`: softmax, cross-entropy, Adam, through the reader's layers."""
    torch = pytest.importorskip("torch")
    x, t, _ = recordings(30, 7)
    net = ch6["blog_net"](np.random.default_rng(0))
    leaves = [
        torch.tensor(array, requires_grad=True)
        for layer in net if hasattr(layer, "W") for array in (layer.W, layer.b)
    ]  # fmt: skip
    optimizer = torch.optim.Adam(leaves, lr=0.01)
    f = torch.nn.functional
    for _ in range(3):
        z = f.relu(f.conv1d(torch.tensor(x), leaves[0], leaves[1]))
        z = f.max_pool1d(f.relu(f.conv1d(z, leaves[2], leaves[3])), 5).flatten(1)
        optimizer.zero_grad()
        f.cross_entropy(z @ leaves[4] + leaves[5], torch.tensor(t)).backward()
        optimizer.step()
    ch6["train"](net, x, t, 3, np.random.default_rng(0), size=30)
    ours = [a for layer in net if hasattr(layer, "W") for a in (layer.W, layer.b)]
    for found, leaf in zip(ours, leaves, strict=True):
        np.testing.assert_allclose(found, leaf.detach().numpy(), rtol=0, atol=1e-6)
