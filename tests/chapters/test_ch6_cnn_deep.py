"""The references of chapter 6, second part, agree with PyTorch, and the prose with the numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.build.run import SourceRun
from autograder.source import open_chapter
from course.widgets.deep.learning import Learned, learn
from course.widgets.deep.residual import sizes, stacks

from .conftest import REPO

torch = pytest.importorskip("torch")
F = torch.nn.functional
TIGHT = {"rtol": 0, "atol": 1e-10}


@pytest.fixture(scope="module")
def deep() -> Any:
    """Return the names of this notebook alone; the other one has some of the same."""
    notebook = next(n for n in open_chapter(REPO, "ch6_cnn").notebooks if n.path.stem == "deep")
    run = SourceRun(notebook)
    for cell in notebook.with_role("given", "answer"):
        run.run(cell)
    yield dict(run.namespace)
    run.close()


def leaf(array: np.ndarray) -> Any:
    return torch.tensor(array, requires_grad=True)


def grads(*leaves: Any) -> list[np.ndarray]:
    return [leaf.grad.numpy() for leaf in leaves]


def same(found: list[Any], expected: list[Any]) -> None:
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one.shape == other.shape
        np.testing.assert_allclose(one, other, **TIGHT)


# N, C, H, W, F, KH, KW, stride, pad: all different where they can be
CONVOLUTIONS = [
    (2, 3, 9, 8, 4, 5, 1, 1, 0),
    (3, 2, 7, 10, 5, 4, 3, 2, 1),
    (1, 4, 11, 6, 2, 3, 5, 3, 2),
    (5, 1, 6, 8, 3, 2, 4, 4, 1),
]


@pytest.mark.parametrize("sizes", CONVOLUTIONS)
def test_conv_agrees_with_pytorch(deep: dict[str, Any], sizes: tuple[int, ...]) -> None:
    N, C, H, W, K, KH, KW, stride, pad = sizes
    rng = np.random.default_rng(sum(sizes))
    x, w, b = (rng.normal(size=s) for s in ((N, C, H, W), (K, C, KH, KW), K))
    layer, leaves = deep["Conv"](w, b, stride, pad), [leaf(a) for a in (x, w, b)]
    y = layer.forward(x)
    expected = F.conv2d(*leaves, stride=stride, padding=pad)
    dout = rng.normal(size=y.shape)
    dx = layer.backward(dout)
    expected.backward(torch.tensor(dout))
    same([y, dx, layer.dW, layer.db], [expected.detach().numpy(), *grads(*leaves)])


@pytest.mark.parametrize(("size", "stride", "pad"), [(2, 2, 0), (3, 1, 1), (3, 2, 1), (2, 3, 0)])
def test_max_pool_agrees_with_pytorch(
    deep: dict[str, Any], size: int, stride: int, pad: int
) -> None:
    rng = np.random.default_rng(size + 10 * stride)
    x = rng.integers(-4, 2, size=(2, 3, 7, 8)).astype(float)  # ties, and less than the frame
    layer, z = deep["MaxPool"](size, stride, pad), leaf(x)
    y = layer.forward(x)
    expected = F.max_pool2d(z, size, stride, pad)
    dout = rng.normal(size=y.shape)
    expected.backward(torch.tensor(dout))
    same([y, layer.backward(dout)], [expected.detach().numpy(), z.grad.numpy()])


def test_conv1x1_agrees_with_pytorch(deep: dict[str, Any]) -> None:
    rng = np.random.default_rng(0)
    x, w, b = (rng.normal(size=s) for s in ((2, 3, 4, 5), (6, 3), 6))
    layer, z = deep["Conv1x1"](w, b), [leaf(x), leaf(w[:, :, None, None]), leaf(b)]
    y, expected = layer.forward(x), F.conv2d(*z)
    dout = rng.normal(size=y.shape)
    expected.backward(torch.tensor(dout))
    dx, dw, db = grads(*z)
    same([y, layer.backward(dout), layer.dW, layer.db],
         [expected.detach().numpy(), dx, dw[:, :, 0, 0], db])  # fmt: skip


def test_the_network_agrees_with_pytorch(deep: dict[str, Any]) -> None:
    params = deep["small_params"](3)
    x, t = deep["small_batch"](4, N=5)
    net, p = deep["SimpleConvNet"](params), {k: leaf(v) for k, v in params.items()}
    h = F.max_pool2d(F.conv2d(torch.tensor(x), p["W1"], p["b1"], padding=1).relu(), 2).flatten(1)
    z = (h @ p["W2"] + p["b2"]).relu() @ p["W3"] + p["b3"]
    loss = F.cross_entropy(z, torch.tensor(t))
    loss.backward()
    np.testing.assert_allclose(net.predict(x), z.detach().numpy(), **TIGHT)
    assert net.loss(x, t) == pytest.approx(loss.item(), abs=1e-10)
    found = net.gradient(x, t)
    same([found[k] for k in params], grads(*p.values()))


@pytest.mark.parametrize("n", [1, 3, 5, 9])
def test_lrn_agrees_with_pytorch_whose_alpha_is_divided_by_n(deep: dict[str, Any], n: int) -> None:
    x = np.random.default_rng(n).normal(size=(2, 6, 3, 4))
    expected = F.local_response_norm(torch.tensor(x), n, alpha=0.3 * n, beta=0.75, k=1.5).numpy()
    same([deep["lrn"](x, n, 1.5, 0.3, 0.75)], [expected])


def test_the_vgg_block_agrees_with_pytorch(deep: dict[str, Any]) -> None:
    rng = np.random.default_rng(2)
    x, channels = rng.normal(size=(2, 3, 7, 6)), (3, 4, 2, 5)
    pairs = list(zip(channels[1:], channels, strict=False))
    weights = [rng.normal(size=(k, c, 3, 3)) for k, c in pairs]
    biases = [rng.normal(size=k) for k, _ in pairs]
    z = torch.tensor(x)
    for w, b in zip(weights, biases, strict=True):
        z = F.conv2d(z, torch.tensor(w), torch.tensor(b), padding=1).relu()
    same([deep["vgg_block"](x, weights, biases)], [F.max_pool2d(z, 2).numpy()])


def test_the_inception_block_agrees_with_pytorch(deep: dict[str, Any]) -> None:
    params = deep["inception_params"](5, 3, 2, (4, 3), (2, 5), 1)
    rng = np.random.default_rng(6)
    x, block = rng.normal(size=(2, 3, 5, 6)), deep["Inception"](params)
    z, p = leaf(x), {key: leaf(value) for key, value in params.items()}

    def conv(name: str, images: Any, pad: int = 0) -> Any:
        return F.conv2d(images, p["W" + name], p["b" + name], padding=pad).relu()

    expected = torch.cat(
        [conv("1", z), conv("3b", conv("3a", z), 1), conv("5b", conv("5a", z), 2),
         conv("p", F.max_pool2d(z, 3, 1, 1))], dim=1
    )  # fmt: skip
    y = block.forward(x)
    dout = rng.normal(size=y.shape)
    expected.backward(torch.tensor(dout))
    dx = block.backward(dout)
    same([y, dx], [expected.detach().numpy(), z.grad.numpy()])
    same([block.grads[key] for key in params], grads(*p.values()))


@pytest.mark.parametrize(
    ("project", "stride", "C", "out"), [(False, 1, 3, 3), (True, 2, 3, 4), (True, 3, 2, 5)]
)
def test_the_residual_block_agrees_with_pytorch(
    deep: dict[str, Any], project: bool, stride: int, C: int, out: int
) -> None:
    arrays = deep["residual_arrays"](7, C, 6, out, project)
    rng = np.random.default_rng(8)
    x, block = rng.normal(size=(2, C, 7, 8)), deep["ResidualBlock"](*arrays, stride=stride)
    z, p = leaf(x), [leaf(a) for a in arrays]
    branch = F.conv2d(
        F.conv2d(z, p[0], p[1], stride=stride, padding=1).relu(), p[2], p[3], padding=1
    )
    expected = (branch + (F.conv2d(z, p[4], p[5], stride=stride) if project else z)).relu()
    y = block.forward(x)
    dout = rng.normal(size=y.shape)
    expected.backward(torch.tensor(dout))
    dx = block.backward(dout)
    names = ["dW1", "db1", "dW2", "db2", *(["dWs", "dbs"] if project else [])]
    same([y, dx, *(getattr(block, name) for name in names)],
         [expected.detach().numpy(), z.grad.numpy(), *grads(*p)])  # fmt: skip


def test_known_counts(deep: dict[str, Any]) -> None:
    """LeNet-5 as it is drawn today, and torchvision's AlexNet and VGG-16."""
    f = deep["shapes_and_counts"]
    lenet = f(deep["LENET"], (1, 32, 32))
    assert [shape for shape, _ in lenet[:6]] == [
        (6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5), (120, 1, 1), (120,)
    ]  # fmt: skip
    assert sum(n for _, n in lenet) == 61_706
    assert sum(n for _, n in f(deep["ALEXNET"], (3, 224, 224))) == 61_100_840
    vgg = [n for _, n in f(deep["VGG16"], (3, 224, 224))]
    assert sum(vgg) == 138_357_544
    assert max(vgg) == 102_764_544


def test_shapes_agree_with_pytorch(deep: dict[str, Any]) -> None:
    x = torch.zeros(1, 2, 13, 10)
    rows = deep["shapes_and_counts"](
        [("conv", 3, 4, 2, 1), ("pool", 3, 1), ("conv", 5, 2, 3, 2)], (2, 13, 10)
    )
    one, two = torch.nn.Conv2d(2, 3, 4, 2, 1), torch.nn.Conv2d(3, 5, 2, 3, 2)
    a = one(x)
    b = F.max_pool2d(a, 3, 1)
    assert [shape for shape, _ in rows] == [tuple(y.shape[1:]) for y in (a, b, two(b))]
    assert [n for _, n in rows] == [
        sum(p.numel() for p in one.parameters()), 0, sum(p.numel() for p in two.parameters())
    ]  # fmt: skip


def test_a_field_is_what_the_gradient_reaches(deep: dict[str, Any]) -> None:
    for layers in ([(3, 1), (3, 1)], [(3, 2), (2, 1), (4, 3)], [(5, 1), (2, 2), (3, 1)]):
        x = torch.zeros(1, 1, 1, 120, dtype=torch.float64, requires_grad=True)
        y = x
        for k, stride in layers:
            y = F.conv2d(y, torch.ones(1, 1, 1, k, dtype=torch.float64), stride=(1, stride))
        y[..., 3].sum().backward()
        seen = np.flatnonzero(x.grad.numpy())
        assert deep["receptive_field"](layers) == seen[-1] - seen[0] + 1
    assert deep["receptive_field"]([(3, 1)] * 3) == 7  # the text: as far as one of 7 × 7


def test_turning_agrees_with_scipy(deep: dict[str, Any]) -> None:
    ndimage = pytest.importorskip("scipy.ndimage")
    image = np.random.default_rng(0).uniform(size=(2, 7, 10))
    for degrees in (-30.0, 10.0, 90.0):
        expected = [
            ndimage.rotate(c, degrees, reshape=False, order=1, mode="grid-constant") for c in image
        ]
        np.testing.assert_allclose(deep["turn"](image, degrees), expected, rtol=0, atol=1e-9)


def test_augment_without_chance_is_the_identity(deep: dict[str, Any]) -> None:
    x = np.random.default_rng(0).uniform(size=(4, 2, 5, 6))
    t, rng = np.arange(4), np.random.default_rng(1)
    same([deep["augment"](x, t, rng, 0, 0.0, 0.0)], [x])


def test_the_head_agrees_with_pytorch(deep: dict[str, Any]) -> None:
    params = deep["body_params"](9)
    rng = np.random.default_rng(9)
    x, t = rng.normal(size=(7, 1, 4, 6)), rng.integers(0, 3, size=7)
    p = {key: torch.tensor(value) for key, value in params.items()}
    with torch.no_grad():
        z = F.conv2d(torch.tensor(x), p["W1"], p["b1"], padding=1)
        z = F.batch_norm(z, p["mean"], p["var"], p["gamma"], p["beta"], training=False)
        h = (F.max_pool2d(z.relu(), 2).flatten(1) @ p["W2"] + p["b2"]).relu()
    np.testing.assert_allclose(deep["body"](params, x, training=False), h.numpy(), **TIGHT)
    head = torch.nn.Linear(h.shape[1], 3).double()
    torch.nn.init.zeros_(head.weight)
    torch.nn.init.zeros_(head.bias)
    optimizer = torch.optim.SGD(head.parameters(), lr=0.3)
    for _ in range(25):
        optimizer.zero_grad()
        F.cross_entropy(head(h), torch.tensor(t)).backward()
        optimizer.step()
    found = deep["transfer_head"](params, x, t, 3, 0.3, 25)
    same([found["W3"], found["b3"]],
         [head.weight.detach().numpy().T, head.bias.detach().numpy()])  # fmt: skip


def test_half_precision_agrees_with_pytorch(deep: dict[str, Any]) -> None:
    x = np.random.default_rng(0).normal(size=500) * 10.0 ** np.arange(-4, 1).repeat(100)
    found = deep["to_half"]({"x": x.astype(np.float32)})["x"]
    np.testing.assert_array_equal(found, torch.tensor(x.astype(np.float32)).half().numpy())


@pytest.fixture(scope="module")
def trained(deep: dict[str, Any]) -> Learned:
    return learn(deep["train"], deep["SimpleConvNet"], deep["start_params"], deep["digits"], 20)


def test_the_digits_are_read(deep: dict[str, Any], trained: Learned) -> None:
    """The text: at least 97 of 100 new ones; past the nearest mean after two or three epochs."""
    assert trained.right[-1] >= 97
    assert trained.right[2] > 89.1
    assert sum(v.size for v in trained.net.params.values()) == 19_210


def test_half_the_bits_change_next_to_nothing(deep: dict[str, Any], trained: Learned) -> None:
    x = deep["digits"][2]
    params = trained.net.params
    half = deep["to_half"](params)
    before, after = trained.net.predict(x), deep["SimpleConvNet"](half).predict(x)
    assert (before.argmax(axis=1) != after.argmax(axis=1)).sum() <= 2
    assert np.abs(before - after).max() < 0.02
    assert sum(v.nbytes for v in half.values()) * 2 == sum(v.nbytes for v in params.values())


def test_a_normalisation_may_be_put_in_without_a_trace(
    deep: dict[str, Any], trained: Learned
) -> None:
    X, _, x, _ = deep["digits"]
    params = deep["with_norm"](trained.net.params, X)
    h = deep["body"](params, x, training=False)
    scores = h @ params["W3"] + params["b3"]
    np.testing.assert_allclose(scores, trained.net.predict(x), rtol=0, atol=1e-3)


def test_what_the_text_says_of_gradients_by_depth(deep: dict[str, Any]) -> None:
    layers = deep["ResidualBlock"], deep["Conv"], deep["ReLU"]
    around, plain = (sizes(blocks) for blocks in stacks(*layers, 24, 0.5))
    assert plain[-1 - 5] < 1e-3 < plain[-1 - 4]
    assert plain[0] < 1e-14
    assert min(around) > 0.1
    assert max(around) < 10
    around, plain = (sizes(blocks) for blocks in stacks(*layers, 24, 1.0))
    assert 50 < 1 / plain[0] < 100
    assert 500 < around[0] < 3000


def test_what_the_text_says_of_shuffled_digits(deep: dict[str, Any], trained: Learned) -> None:
    from course.widgets.deep.opening import shuffle

    X, t, X_test, t_test = deep["digits"]
    places = shuffle(64)
    assert sorted(places) == list(range(64))

    def shuffled(x: np.ndarray) -> np.ndarray:
        return x.reshape(len(x), -1)[:, places].reshape(x.shape)

    torn = shuffled(X), t, shuffled(X_test), t_test
    run = learn(deep["train"], deep["SimpleConvNet"], deep["start_params"], torn, 20)
    assert 95 <= run.right[-1] < trained.right[-1]


def caption(monkeypatch: pytest.MonkeyPatch, draw_it: Any) -> str:
    """Return what a picture says of itself, drawn with the references."""
    from course import show
    from course.widgets.deep import little

    said = []

    def explore(draw: Any, *_: Any, **__: Any) -> None:
        with show.styled():
            said.append(draw().caption)

    monkeypatch.setattr(little, "explore", explore)
    draw_it()
    return said[0]


@pytest.mark.slow
def test_what_the_text_says_of_changed_images(
    deep: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = [deep[name] for name in ("augment", "train", "SimpleConvNet", "start_params", "digits")]
    said = caption(monkeypatch, lambda: deep["play"].few_images(*tools))
    rows = [row.split(": ") for row in said[:-1].split("; ")]
    table = {
        way.removeprefix("trained "): [float(part.split()[0]) for part in found.split(", ")]
        for way, found in rows
    }
    assert max(table, key=lambda way: table[way][1]) == "moved"
    assert max(table, key=lambda way: table[way][2]) == "turned"
    assert table["moved"][0] < table["as they are"][0] < table["turned"][0] + 1
    assert table["mirrored"][0] < table["as they are"][0]


@pytest.mark.slow
def test_what_the_text_says_of_borrowed_bodies(
    deep: dict[str, Any], trained: Learned, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("transfer_head", "body", "with_norm", "train", "SimpleConvNet", "start_params")
    tools = [deep[name] for name in names]
    said = caption(monkeypatch, lambda: deep["play"].transfer(*tools, deep["digits"], trained))
    left, right = (part.split(": ")[-1] for part in said.split("Body knows")[1:])
    for races, head_wins in ((left, False), (right, True)):
        for race in races.strip(" .").split(", "):
            head, _, network, *_ = race.split()
            assert (float(head) > float(network)) is head_wins
