"""The references of chapter 4, second part, agree with PyTorch, calculus and a printed run."""

from __future__ import annotations

import itertools
import re
import sys
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

REPO = Path(__file__).parents[2]
FOLDER = REPO / "source_notebooks" / "ch4_backprop"
WRONG = {
    "A": {"b1", "b2"}, "B": {"W1", "b1"}, "C": {"W2"}, "D": {"W1", "b1", "W2", "b2"},
    "E": {"W1", "b1"}, "F": set(), "G": {"W2"}, "H": {"W1", "b1", "W2", "b2"}, "I": {"b2"},
}  # fmt: skip


@pytest.fixture
def ch4(references: Any) -> dict[str, Any]:
    return references("ch4_backprop")


@pytest.fixture
def planted(ch4: dict[str, Any]) -> Any:
    return ch4["planted"]


def shapes(rng: np.random.Generator, m: int, i: int, h: int, o: int) -> tuple[np.ndarray, ...]:
    return tuple(rng.normal(size=shape) for shape in ((m, i), (m, o), (i, h), (h, o)))


def test_relative_error_by_hand(ch4: dict[str, Any]) -> None:
    found = ch4["relative_error"](np.array([4.0, 0.0, 1.0]), np.array([5.0, 1e-5, -1.0]))
    np.testing.assert_allclose(found, [0.2, 0.1, 2.0], rtol=1e-15)


@settings(deadline=None, max_examples=60)
@given(a=st.floats(-1e9, 1e9), b=st.floats(-1e9, 1e9))
def test_relative_error_is_symmetric_and_at_most_two(references: Any, a: float, b: float) -> None:
    error = references("ch4_backprop")["relative_error"]
    assert error(a, b) == error(b, a)
    assert 0 <= error(a, b) <= 2


def test_the_check_passes_what_pytorch_computes(ch4: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(0)
    params = {
        "w": rng.normal(size=(3, 2)),
        "b": rng.normal(size=2),
        "s": rng.normal(size=(1, 1, 2)),
    }

    def value(w: Any, b: Any, s: Any, lib: Any) -> Any:
        return (lib.tanh(w + b) * s[0]).sum() + (b**3).sum()

    leaves = {name: torch.tensor(array, requires_grad=True) for name, array in params.items()}
    value(**leaves, lib=torch).backward()
    grads = {name: leaf.grad.numpy() for name, leaf in leaves.items()}
    errors = ch4["gradient_check"](lambda p: float(value(**p, lib=np)), params, grads)
    assert max(errors.values()) < 1e-8
    measured, claimed = ch4["direction_check"](
        lambda p: float(value(**p, lib=np)), params, grads, np.random.default_rng(1)
    )
    assert measured == pytest.approx(claimed, rel=1e-8)


def test_the_planted_network_is_right_where_it_should_be(planted: Any) -> None:
    torch = pytest.importorskip("torch")
    leaves = {n: torch.tensor(a, requires_grad=True) for n, a in planted.PARAMS.items()}
    h = torch.relu(torch.tensor(planted.X) @ leaves["W1"] + leaves["b1"])
    loss = torch.nn.functional.mse_loss(h @ leaves["W2"] + leaves["b2"], torch.tensor(planted.T))
    loss.backward()
    assert planted.loss(planted.PARAMS) == pytest.approx(loss.item(), rel=1e-12)
    claim = planted.CLAIMS["F"](planted.PARAMS)
    for name, leaf in leaves.items():
        np.testing.assert_allclose(claim[name], leaf.grad.numpy(), rtol=0, atol=1e-10)


def test_all_eight_planted_bugs_are_caught_and_the_right_one_passes(
    ch4: dict[str, Any], planted: Any
) -> None:
    for who, claim in planted.CLAIMS.items():
        grads = claim(planted.PARAMS)
        assert set(ch4["wrong_arrays"](planted.loss, planted.PARAMS, grads)) == WRONG[who]
        errors = ch4["gradient_check"](planted.loss, planted.PARAMS, grads)
        assert all(error < 1e-8 or error > 0.1 for error in errors.values())
        pair = ch4["direction_check"](planted.loss, planted.PARAMS, grads, np.random.default_rng(0))
        assert (abs(pair[0] - pair[1]) < 1e-7) == (who == "F")


def test_no_hidden_sum_is_near_the_corner(planted: Any) -> None:
    sums = planted.X @ planted.PARAMS["W1"] + planted.PARAMS["b1"]
    assert np.abs(sums).min() > 0.1
    assert (sums < 0).sum(axis=0).tolist() == [1, 0, 2]


def test_the_patterns_that_the_diagnosis_rests_on(ch4: dict[str, Any], planted: Any) -> None:
    """Ratios of A, H and I; what B and G spare; what C leaves in the middle."""
    true = planted.CLAIMS["F"](planted.PARAMS)

    def ratio(who: str, name: str) -> np.ndarray:
        return np.asarray(planted.CLAIMS[who](planted.PARAMS)[name] / true[name])

    np.testing.assert_allclose(ratio("A", "b1"), 0.25)
    np.testing.assert_allclose(ratio("A", "b2"), 0.25)
    for name in true:
        np.testing.assert_allclose(ratio("H", name), 0.5)
        assert np.abs(ratio("D", name)).max() < 0.7
    np.testing.assert_allclose(ratio("I", "b2"), -1)
    np.testing.assert_allclose(ratio("B", "W1")[:, 1], 1)
    assert (np.abs(ratio("B", "W1")[:, [0, 2]] - 1) > 0.2).all()
    assert (np.abs(ratio("E", "W1") - 1) > 0.1).all()
    np.testing.assert_allclose(ratio("G", "W2")[1], 1)
    np.testing.assert_allclose(ratio("C", "W2")[:, 1], 1)


def test_three_wrong_gradients_end_lower_than_the_right_one(planted: Any) -> None:
    """What the text says of the opening picture."""
    from course.widgets.checking.opening import descend

    ends = {who: descend(planted.loss, planted.CLAIMS[who], planted.PARAMS, 0.05) for who in "AEFI"}
    assert max(ends, key=lambda who: ends[who][100]) == "F"
    assert ends["F"][100] > 1.2 * max(ends[who][100] for who in "AEI")
    assert all(a > b for history in ends.values() for a, b in itertools.pairwise(history[::10]))
    trembles = [who for who in ends if np.diff(ends[who]).max() > 0]
    assert trembles == ["I"]


def test_the_seed001_gradient_agrees_with_pytorch(ch4: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(3)
    for sizes in ((2, 3, 2, 3), (5, 2, 4, 3), (1, 4, 1, 2), (3, 3, 3, 3)):
        X, Y, W1, W2 = shapes(rng, *sizes)
        y_size = Y.size + 1.5
        V1, V2 = (torch.tensor(W, requires_grad=True) for W in (W1, W2))
        losses = (torch.relu(torch.tensor(X) @ V1) @ V2 - torch.tensor(Y)).square() / y_size
        losses.sum().backward()
        found = ch4["gradients_seed001"](X, Y, W1, W2, y_size)
        np.testing.assert_allclose(found["W1"], V1.grad.numpy(), rtol=0, atol=1e-10)
        np.testing.assert_allclose(found["W2"], V2.grad.numpy(), rtol=0, atol=1e-10)
        np.testing.assert_allclose(
            ch4["losses_seed001"](X, Y, W1, W2, y_size), losses.detach().numpy(), atol=1e-12
        )


def test_at_a_sum_of_exactly_zero_no_signal_passes_as_in_pytorch(ch4: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    X, W1 = np.array([[1.0, -1.0]]), np.array([[2.0, 1.0], [2.0, -1.0]])
    Y, W2 = np.array([[0.5]]), np.array([[3.0], [1.0]])
    V1 = torch.tensor(W1, requires_grad=True)
    y = torch.relu(torch.tensor(X) @ V1) @ torch.tensor(W2)
    (y - torch.tensor(Y)).square().sum().backward()
    found = ch4["gradients_seed001"](X, Y, W1, W2, 1)["W1"]
    np.testing.assert_array_equal(found, V1.grad.numpy())
    np.testing.assert_array_equal(found[:, 0], 0)


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10**6), sizes=st.tuples(*[st.integers(1, 5)] * 4))
def test_the_seed001_gradient_agrees_with_central_differences(
    references: Any, seed: int, sizes: tuple[int, int, int, int]
) -> None:
    ch4 = references("ch4_backprop")
    X, Y, W1, W2 = shapes(np.random.default_rng(seed), *sizes)
    if np.abs(X @ W1).min() < 1e-3:
        return  # too near the corner of a ReLU for a measurement
    errors = ch4["gradient_check"](
        lambda p: float(ch4["losses_seed001"](X, Y, p["W1"], p["W2"], Y.size).sum()),
        {"W1": W1, "W2": W2},
        ch4["gradients_seed001"](X, Y, W1, W2, Y.size),
    )
    assert max(errors.values()) < 1e-5


def test_training_agrees_with_pytorch(ch4: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    X, Y, W1, W2 = shapes(np.random.default_rng(4), 6, 3, 5, 2)
    found = ch4["train_seed001"](X, Y, W1, W2, 0.02, 12)
    V1, V2 = (torch.tensor(W, requires_grad=True) for W in (W1, W2))
    optimizer = torch.optim.SGD([V1, V2], lr=0.02)
    history = []
    for _ in range(12):
        loss = torch.nn.functional.mse_loss(torch.relu(torch.tensor(X) @ V1) @ V2, torch.tensor(Y))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    np.testing.assert_allclose(found[0], V1.detach().numpy(), rtol=0, atol=1e-10)
    np.testing.assert_allclose(found[1], V2.detach().numpy(), rtol=0, atol=1e-10)
    np.testing.assert_allclose(found[2], history, rtol=0, atol=1e-10)


def test_the_program_prints_what_the_tutorial_printed(ch4: dict[str, Any]) -> None:
    X, Y, W1, W2 = ch4["draw_seed001"](2, 3, 2, 3)
    losses, train = ch4["losses_seed001"], ch4["train_seed001"]
    np.testing.assert_allclose(losses(X, Y, W1, W2, 6), ch4["PROGRAM_FIRST"], rtol=2e-6)
    V1, V2, history = train(X, Y, W1, W2, 1e-4, 300)
    assert [len(history), f"{history[0]:.5f}", f"{history[-1]:.5f}"] == [300, "1.41705", "1.09486"]
    V1, V2, _ = train(X, Y, W1, W2, 1e-4, 299)
    last = losses(X, Y, V1, V2, 6)
    np.testing.assert_allclose(last, ch4["PROGRAM_LAST"], rtol=3e-5)
    assert last[0, 1] > ch4["PROGRAM_FIRST"][0, 1]  # the one that does not get better
    assert (np.delete(last, 1) < np.delete(ch4["PROGRAM_FIRST"], 1)).all()
    assert f"{train(X, Y, W1, W2, 1e-4, 300, False)[2][-1]:.5f}" == "1.09378"


def test_the_computation_by_hand(ch4: dict[str, Any]) -> None:
    data = ch4["draw_seed001"](2, 3, 2, 3)
    hand, retrace = ch4["HAND"], ch4["retrace"]
    np.testing.assert_allclose(retrace(*data, 1e-4, 4, False, 0, 0), hand["before"], rtol=2e-6)
    np.testing.assert_allclose(retrace(*data, 1e-4, 4, False, 2, 1), hand["after"], rtol=2e-6)
    np.testing.assert_allclose(hand["before"] / ch4["PROGRAM_FIRST"], 1.5, rtol=1e-6)
    found = ch4["gradients_seed001"](*data, 4, False)
    np.testing.assert_allclose(found["W1"], ch4["HAND_GRAD_W1"], rtol=1e-6)
    np.testing.assert_allclose(found["W2"], ch4["HAND_GRAD_W2"], rtol=1e-6)
    assert f"{hand['before'].sum():.5f}" == "2.12557"
    assert f"{hand['after'].sum():.5f}" == "2.12015"


def test_no_other_settings_explain_the_computation_by_hand(ch4: dict[str, Any]) -> None:
    data = ch4["draw_seed001"](2, 3, 2, 3)
    fits = [
        setting
        for setting in itertools.product(range(1, 9), (True, False), range(5), range(5))
        if np.allclose(
            ch4["retrace"](*data, 1e-4, *setting), ch4["HAND"]["after"], rtol=2e-5, atol=0
        )
    ]
    assert fits == [(4, False, 2, 1)]


def test_a_second_backward_pass_between_the_moves_does_not_explain_it(ch4: dict[str, Any]) -> None:
    """The text: 0.000936942 would have been printed, and 0.000936940 was."""
    X, Y, W1, W2 = ch4["draw_seed001"](2, 3, 2, 3)
    gradients = ch4["gradients_seed001"]
    first = gradients(X, Y, W1, W2, 4, False)
    V1 = W1 - 1e-4 * first["W1"]
    second = gradients(X, Y, V1, W2, 4, False)
    V1, V2 = V1 - 1e-4 * second["W1"], W2 - 1e-4 * second["W2"]
    third = ch4["losses_seed001"](X, Y, V1, V2, 4)[0, 2]
    assert f"{third:.9f}" == "0.000936942"
    assert f"{ch4['HAND']['after'][0, 2]:.9f}" == "0.000936940"


def test_the_signal_that_was_not_stopped(ch4: dict[str, Any]) -> None:
    X, Y, W1, W2 = ch4["draw_seed001"](2, 3, 2, 3)
    h = X @ W1
    signal = 2 * (np.maximum(h, 0) @ W2 - Y) / 4 @ W2.T
    assert signal[h < 0] == pytest.approx(0.36587802, rel=1e-6)
    masked, unmasked = (ch4["gradients_seed001"](X, Y, W1, W2, 6, m)["W1"] for m in (True, False))
    assert (np.abs(masked[:, 0] - unmasked[:, 0]) > 0.05).all()
    np.testing.assert_array_equal(masked[:, 1], unmasked[:, 1])
    wide = [a.astype(float) for a in (X, Y, W1, W2)]
    errors = ch4["gradient_check"](
        ch4["loss_seed001"], ch4["weights"], ch4["gradients_seed001"](*wide, 6, False)
    )
    assert f"{errors['W1']:.2f}" == "0.73"
    np.testing.assert_allclose(unmasked[:, 0] / masked[:, 0], [3.76, 2.29, 0.58], atol=0.01)
    assert errors["W2"] < 1e-8


def test_the_large_run(ch4: dict[str, Any]) -> None:
    data = ch4["LARGE"]
    ends = []
    for mask in (True, False):
        history = ch4["train_seed001"](*data, 1e-4, 300, mask)[2]
        ends.append((f"{history[0]:,.0f}", f"{history[-1]:.2f}"))
    assert ends[0][0] == "53,178"
    assert float(ends[0][1]) == pytest.approx(18.68, abs=0.011)
    assert float(ends[1][1]) == pytest.approx(13.86, abs=0.011)
    assert sum(array.size for array in data[2:]) == 101_000


def test_every_random_direction_tells_the_large_gradients_apart(ch4: dict[str, Any]) -> None:
    for mask in (True, False):
        grads = ch4["claim_large"](ch4["weights_large"], mask)
        for seed in range(12):
            pair = ch4["direction_check"](
                ch4["loss_large"], ch4["weights_large"], grads, np.random.default_rng(seed)
            )
            assert (ch4["relative_error"](*pair) < 1e-6) == mask


def test_the_yardstick_parts_slopes_above_a_hundred_millionth(ch4: dict[str, Any]) -> None:
    error, h = ch4["relative_error"], 1e-5
    for size in 10.0 ** np.arange(-9, 4.01, 0.25):
        found = ((1 + size * np.sin(1 + h)) - (1 + size * np.sin(1 - h))) / (2 * h)
        right = size * np.cos(1.0)
        assert error(found, right) < 1e-6
        if right > 1.2e-8:
            assert error(found, 1.01 * right) > 1e-6


def test_the_lines_for_a_network_object_work(ch4: dict[str, Any]) -> None:
    """Run the Markdown cell's `check_net` on a small object with layers of its own."""
    node = nbformat.read(FOLDER / "proving.ipynb", 4)
    (text,) = [cell.source for cell in node.cells if "def check_net" in cell.source]
    namespace = dict(ch4)
    exec(re.search(r"```python\n(.*?)```", text, re.DOTALL)[1], namespace)  # type: ignore[index]

    class Line:
        def __init__(self) -> None:
            self.params = {"w": np.array([1.0, -2.0]), "b": np.array([0.5])}
            self.arrays = list(self.params.values())  # what its layers would hold

        def loss(self, X: np.ndarray, t: np.ndarray) -> float:
            return float(np.square(X @ self.arrays[0] + self.arrays[1] - t).mean())

        def gradient(self, X: np.ndarray, t: np.ndarray) -> dict[str, np.ndarray]:
            r = X @ self.arrays[0] + self.arrays[1] - t
            return {"w": 2 * X.T @ r / len(t), "b": np.array([2 * r.sum()])}  # b is wrong

    net, rng = Line(), np.random.default_rng(0)
    errors = namespace["check_net"](net, rng.normal(size=(5, 2)), rng.normal(size=5))
    assert errors["w"] < 1e-8
    assert errors["b"] == pytest.approx(0.8)
    assert net.params["w"].tolist() == [1.0, -2.0]


def test_planted_is_plain_numpy() -> None:
    text = (FOLDER / "planted.py").read_text(encoding="utf-8")
    assert set(re.findall(r"^(?:import|from) (\S+)", text, re.MULTILINE)) == {
        "__future__", "collections.abc", "numpy",
    }  # fmt: skip
    assert "planted" not in sys.stdlib_module_names
