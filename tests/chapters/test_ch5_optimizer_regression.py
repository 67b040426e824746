"""The references of chapter 5, third part, agree with SciPy and PyTorch; the prose says what is."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from course.datasets import load_diabetes, load_town
from course.training import Adam, relu_net, start_params
from course.widgets.fitting import opening, questions, real, runs, sampling


@pytest.fixture
def ch5(references: Any) -> dict[str, Any]:
    return references("ch5_optimizer")


@settings(deadline=None, max_examples=60)
@given(
    seed=st.integers(0, 10**6),
    low=st.floats(-250, 250),
    width=st.floats(0, 250),
    whole=st.booleans(),
)
def test_log_uniform_is_scipys(
    references: Any, seed: int, low: float, width: float, whole: bool
) -> None:
    bottom, top = 10.0**low, 10.0 ** min(low + width, 300)
    if whole:
        bottom, top = 2, 2000
    drawn = references("ch5_optimizer")["log_uniform"](bottom, top, np.random.default_rng(seed))
    u = np.random.default_rng(seed).random()
    if bottom < top and np.log10(top) - np.log10(bottom) < 200:
        assert drawn == pytest.approx(stats.loguniform.ppf(u, bottom, top), rel=1e-10)
    assert np.log(drawn) == pytest.approx(
        (1 - u) * np.log(bottom) + u * np.log(top), rel=1e-10, abs=1e-12
    )


def test_log_uniform_draws_are_spread_evenly_in_their_logarithms(ch5: dict[str, Any]) -> None:
    rng = np.random.default_rng(0)
    draws = [ch5["log_uniform"](1e-5, 1.0, rng) for _ in range(4000)]
    assert stats.kstest(draws, stats.loguniform(1e-5, 1.0).cdf).pvalue > 0.01
    assert stats.kstest(np.array(draws), stats.uniform(0, 1).cdf).pvalue < 1e-10


def test_grid_search_goes_as_nested_loops_do(ch5: dict[str, Any]) -> None:
    grid = {"a": [3.0, 1.0], "b": ["x", "yy", "zzz"], "c": [(1,), (2, 2)]}
    best, trials = ch5["grid_search"](lambda s: s["a"] * len(s["b"]) - len(s["c"]), grid)
    expected = [{"a": a, "b": b, "c": c} for a in grid["a"] for b in grid["b"] for c in grid["c"]]
    assert [s for s, _ in trials] == expected
    values = np.array([s["a"] * len(s["b"]) - len(s["c"]) for s in expected])
    assert best == expected[int(values.argmin())]


@pytest.mark.parametrize("values", list(itertools.permutations([np.nan, np.inf, 3.0, -1.0, 3.0])))
def test_the_best_is_that_of_numpys_nanargmin(ch5: dict[str, Any], values: Any) -> None:
    left = list(values)
    best, trials = ch5["random_search"](
        lambda s: left.pop(0), {"x": ("linear", 0, 1)}, 5, np.random.default_rng(0)
    )
    assert best is trials[int(np.nanargmin(values))][0]
    best, trials = ch5["grid_search"](lambda s: values[s["i"]], {"i": list(range(5))})
    assert best["i"] == int(np.nanargmin(values))


def test_random_search_draws_name_after_name(ch5: dict[str, Any]) -> None:
    space = {"n": [16, 32, 64], "lr": ("log", 1e-4, 1.0), "p": ("linear", -1.0, 2.0)}
    _, trials = ch5["random_search"](lambda s: 0.0, space, 3000, np.random.default_rng(1))
    rng = np.random.default_rng(1)
    for settings_, _ in trials[:20]:
        assert settings_["n"] == space["n"][rng.integers(3)]
        assert settings_["lr"] == pytest.approx(stats.loguniform.ppf(rng.random(), 1e-4, 1.0))
        assert settings_["p"] == rng.uniform(-1.0, 2.0)
    columns = {name: [s[name] for s, _ in trials] for name in space}
    assert stats.kstest(columns["lr"], stats.loguniform(1e-4, 1.0).cdf).pvalue > 0.01
    assert stats.kstest(columns["p"], stats.uniform(-1, 3).cdf).pvalue > 0.01
    assert stats.chisquare(np.unique(columns["n"], return_counts=True)[1]).pvalue > 0.01


@pytest.mark.parametrize(("n", "d", "held"), [(7, 4, 2), (20, 3, 5), (3, 5, 1)])
def test_the_split_scales_as_scipys_zscore(ch5: dict[str, Any], n: int, d: int, held: int) -> None:
    rng = np.random.default_rng(n)
    X, t = rng.normal(size=(n, d)) * 50 + 7, rng.normal(size=(n, 2))
    order = np.random.default_rng(5).permutation(n)
    found = ch5["split_scale_select"](X, t, [d - 1, 0], held, np.random.default_rng(5))
    train, test = order[held:], order[:held]
    np.testing.assert_allclose(found[0], stats.zscore(X[train][:, [d - 1, 0]]), atol=1e-12)
    expected = stats.zmap(X[test][:, [d - 1, 0]], X[train][:, [d - 1, 0]])
    np.testing.assert_allclose(found[2], expected, atol=1e-10)
    np.testing.assert_array_equal(found[1], t[train])
    np.testing.assert_array_equal(found[3], t[test])


def test_three_times_a_tenth_has_a_spread_that_is_not_quite_zero(ch5: dict[str, Any]) -> None:
    assert np.std([0.1, 0.1, 0.1]) == pytest.approx(1.4e-17, rel=0.01)
    X = np.array([[0.1], [0.1], [0.1], [0.1]])
    found = ch5["split_scale_select"](X, np.arange(4), [0], 1, np.random.default_rng(0))
    np.testing.assert_allclose(found[0], 0, atol=1e-15)


def torch_net(params: Any, X: Any) -> Any:
    torch = pytest.importorskip("torch")
    depth = len(params) // 2
    for layer in range(1, depth + 1):
        X = X @ params[f"W{layer}"] + params[f"b{layer}"]
        X = torch.relu(X) if layer < depth else X
    return X


@pytest.mark.parametrize("sizes", [(3, 64, 64, 1), (2, 5, 4, 3, 2), (4, 1)])
def test_the_ready_made_network_is_pytorchs(sizes: tuple[int, ...]) -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(2)
    params, X = start_params(sizes, rng), rng.normal(size=(6, sizes[0]))
    for name in params:
        params[name] += 0.1 * rng.normal(size=params[name].shape)
    y, backward = relu_net(params, X, True)
    upstream = rng.normal(size=y.shape)
    grads = backward(upstream)
    tensors = {name: torch.tensor(array, requires_grad=True) for name, array in params.items()}
    z = torch_net(tensors, torch.tensor(X))
    z.backward(torch.tensor(upstream))
    np.testing.assert_allclose(y, z.detach().numpy(), rtol=1e-10, atol=1e-12)
    assert list(grads) == list(params)
    for name, gradient in grads.items():
        np.testing.assert_allclose(gradient, tensors[name].grad.numpy(), rtol=1e-10, atol=1e-12)


def test_the_ready_made_adam_is_pytorchs() -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(3)
    params = {"a": rng.normal(size=(3, 2)), "b": rng.normal(size=4)}
    tensors = {name: torch.tensor(array.copy()) for name, array in params.items()}
    adam, other = Adam(0.02), torch.optim.Adam(tensors.values(), lr=0.02)
    for step in range(20):
        grads = {name: rng.normal(size=p.shape) * 10.0 ** -(step % 9) for name, p in params.items()}
        for name, tensor in tensors.items():
            tensor.grad = torch.tensor(grads[name])
        adam.update(params, grads)
        other.step()
    for name, array in params.items():
        np.testing.assert_allclose(array, tensors[name].numpy(), rtol=1e-10)


def test_he_values_have_their_spread() -> None:
    params = start_params((300, 200, 1), np.random.default_rng(0))
    assert params["W1"].std() == pytest.approx(np.sqrt(2 / 300), rel=0.01)
    assert not params["b1"].any()


def test_fit_trains_as_pytorch_does(ch5: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    X, t = load_town()
    parts = ch5["split_scale_select"](X, t, [5, 6, 12], 102, np.random.default_rng(0))
    start = start_params((3, 16, 8, 1), np.random.default_rng(1))
    trained, history = ch5["fit"](
        relu_net, start, parts[:2], parts[2:], 0.003, 4, 32, np.random.default_rng(2)
    )
    tensors = {k: torch.tensor(v.copy(), requires_grad=True) for k, v in start.items()}
    adam, rng = torch.optim.Adam(tensors.values(), lr=0.003), np.random.default_rng(2)
    X_all, t_all, X_val, t_val = (torch.tensor(part) for part in parts)
    for epoch in range(4):
        order = rng.permutation(len(X_all))
        squares = distances = 0.0
        for first in range(0, len(order), 32):
            rows = order[first : first + 32]
            y = torch_net(tensors, X_all[rows])[:, 0]
            loss = torch.nn.functional.mse_loss(y, t_all[rows])
            squares += float(loss.detach()) * len(rows)
            distances += float((y - t_all[rows]).detach().abs().sum())
            adam.zero_grad()
            loss.backward()
            adam.step()
        with torch.no_grad():
            r = torch_net(tensors, X_val)[:, 0] - t_val
        expected = (squares / 404, distances / 404, float((r**2).mean()), float(r.abs().mean()))
        found = [history[name][epoch] for name in ("mse", "mae", "val_mse", "val_mae")]
        np.testing.assert_allclose(found, expected, rtol=1e-9)
    for name in start:
        np.testing.assert_allclose(trained[name], tensors[name].detach().numpy(), rtol=1e-8)
    assert not np.array_equal(start["W1"], trained["W1"])


# --- what the prose says


def town_errors(ch5: dict[str, Any], seed: int) -> tuple[runs.Run, float, float]:
    X, t = load_town()
    parts = runs.cut(ch5["split_scale_select"], X, t, (5, 6, 12), 102, np.random.default_rng(seed))
    run = runs.train(ch5["fit"], parts, (64, 64), 0.001, 100, seed)
    return (
        run,
        runs.mean_error(runs.line(parts), parts.t_held),
        runs.mean_error(parts.t.mean(), parts.t_held),
    )


def test_the_curves_are_those_of_the_prose(ch5: dict[str, Any]) -> None:
    run, line, mean = town_errors(ch5, 0)
    assert (run.mae, line, mean) == pytest.approx((2.23, 3.50, 7.03), abs=0.005)
    assert int(np.argmax(run.history["val_mae"] < line)) + 1 == 36
    held = runs.cut(
        ch5["split_scale_select"], *load_town(), (5, 6, 12), 102, np.random.default_rng(0)
    ).t_held
    dearest = np.argsort(held)[-6:]
    assert (run.y_held[dearest] < held[dearest]).all()
    run, line, _ = town_errors(ch5, 1)
    assert (run.mae, line) == pytest.approx((2.67, 2.82), abs=0.005)


@pytest.mark.slow
def test_other_splits_move_the_error_from_two_two_to_two_seven(ch5: dict[str, Any]) -> None:
    errors = [town_errors(ch5, seed)[0].mae for seed in range(10)]
    assert min(errors) > 2.15
    assert max(errors) < 2.75


def three_splits(ch5: dict[str, Any], X: Any, t: Any, **changes: Any) -> tuple[float, float]:
    found = [
        runs.town_run(ch5["split_scale_select"], ch5["fit"], X, t, seed=seed, **changes)
        for seed in questions.SEEDS
    ]
    return (
        float(np.mean([run.history["mae"][-1] for run in found])),
        float(np.mean([run.mae for run in found])),
    )


def test_more_columns(ch5: dict[str, Any]) -> None:
    """The answer is B: learned by heart, and worse than with three columns."""
    X, t = load_town()
    X = questions.with_dice(X)
    three = three_splits(ch5, X, t)
    thirteen = three_splits(ch5, X, t, features=range(13))
    hundred = three_splits(ch5, X, t, features=range(100))
    assert three == pytest.approx((2.06, 2.52), abs=0.006)
    assert thirteen[0] == pytest.approx(three[0] * 2 / 3, rel=0.03)
    assert 0.04 < 1 - thirteen[1] / three[1] < 0.07  # "hardly more than a twentieth"
    assert hundred[0] < 0.03
    assert hundred[1] / three[1] == pytest.approx(4 / 3, rel=0.02)
    lines = [
        np.mean(
            [
                runs.mean_error(runs.line(part), part.t_held)
                for part in (
                    runs.cut(
                        ch5["split_scale_select"], X, t, range(d), 102, np.random.default_rng(seed)
                    )
                    for seed in questions.SEEDS
                )
            ]
        )
        for d in (13, 100)
    ]
    assert lines[0] == pytest.approx(thirteen[1], rel=0.02)
    assert lines[1] < 0.8 * hundred[1]


def test_other_layers(ch5: dict[str, Any]) -> None:
    """The answer is B: within a tenth; smaller networks are worse."""
    X, t = load_town()
    usual = three_splits(ch5, X, t)[1]
    for hidden in ((128, 128), (64, 64, 64, 64)):
        assert three_splits(ch5, X, t, hidden=hidden)[1] == pytest.approx(usual, rel=0.1)
    for hidden in ((8, 8), (64,)):
        assert three_splits(ch5, X, t, hidden=hidden)[1] > 1.2 * usual
    counts = [sum(a.size for a in start_params(s, np.random.default_rng(0)).values()) for s in (
        (3, 64, 64, 1), (3, 128, 128, 1), (3, 64, 64, 64, 64, 1), (10, 64, 64, 1)
    )]  # fmt: skip
    assert counts == [4481, 17153, 12801, 4929]


def test_other_rates(ch5: dict[str, Any]) -> None:
    """The answer is A: 1,300 steps of 0.00001 lead nowhere."""
    X, t = load_town()
    errors = [three_splits(ch5, X, t, lr=lr)[1] for lr in questions.RATES]
    assert int(np.argmax(errors)) == 0
    assert errors[0] == pytest.approx(21, abs=1)
    assert 5 < errors[1] < 6
    assert max(errors[2:]) < 2.8
    parts = runs.cut(ch5["split_scale_select"], X, t, (5, 6, 12), 102, np.random.default_rng(1))
    start = start_params((3, 64, 64, 1), np.random.default_rng(1))
    moved, _ = ch5["fit"](
        relu_net, start, (parts.X, parts.t), (parts.X_held, parts.t_held), 1e-5, 100, 32,
        np.random.default_rng(1),
    )  # fmt: skip
    far = max(float(np.abs(moved[name] - start[name]).max()) for name in start)
    assert far == pytest.approx(0.0205, abs=0.0005)


def test_the_grid_hits_the_valley_with_five_a_side_only(ch5: dict[str, Any]) -> None:
    def best(side: int) -> float:
        grid = {
            "lr": [float(v) for v in np.logspace(-5, 0, side)],
            "size": [float(v) for v in np.logspace(3, 8, side, base=2)],
        }
        _, trials = ch5["grid_search"](lambda s: sampling._valley(s["lr"], s["size"]), grid)
        return min(value for _, value in trials)

    assert best(4) > 5
    assert best(5) < 2.5
    assert best(6) > 5


def chosen(ch5: dict[str, Any], seed: int, budgets: tuple[int, int]) -> list[tuple[float, float]]:
    """Return validation and test error of what searches of two budgets choose."""
    X, t = load_town()
    X = X[:, list(runs.TOWN_FEATURES)]
    order = np.random.default_rng(seed).permutation(len(X))
    test, rest = order[:102], order[102:]
    split, fit = ch5["split_scale_select"], ch5["fit"]
    parts = runs.cut(split, X[rest], t[rest], (0, 1, 2), 101, np.random.default_rng(seed))
    mean, std = X[rest].mean(axis=0), X[rest].std(axis=0)
    final = runs.Parts((X[rest] - mean) / std, t[rest], (X[test] - mean) / std, t[test])

    def error(parts: runs.Parts, s: dict[str, Any]) -> float:
        return runs.train(fit, parts, s["hidden"], s["lr"], 30, seed, s["size"]).mae

    found = []
    for budget in budgets:
        best, trials = ch5["random_search"](
            lambda s: error(parts, s), real.SPACE, budget, np.random.default_rng(seed)
        )
        found.append((min(value for _, value in trials), error(final, best)))
    return found


@pytest.mark.slow
def test_more_trials_lower_the_validation_error_and_not_the_test_error(
    ch5: dict[str, Any],
) -> None:
    for seed in range(6):
        (few, few_test), (many, many_test) = chosen(ch5, seed, (8, 48))
        assert many < few
        assert many_test > few_test
        if seed == 0:
            assert (few_test, many_test) == pytest.approx((2.27, 2.34), abs=0.006)


def test_a_straight_line_is_as_good_for_the_diabetes_data(ch5: dict[str, Any]) -> None:
    X, t = load_diabetes()
    better = 0
    for seed in range(6):
        parts = runs.cut(
            ch5["split_scale_select"], X, t, range(10), 88, np.random.default_rng(seed)
        )
        run = runs.train(ch5["fit"], parts, (64, 64), 0.001, 100, seed)
        better += runs.mean_error(runs.line(parts), parts.t_held) < run.mae
    assert better == 5


def test_the_opening_dial_has_the_shape_that_the_text_tells() -> None:
    errors = {lr: opening._error_by_epoch(lr)[-1] for lr in (1e-5, 1e-4, 1e-3, 0.003, 0.1, 0.1009)}
    assert errors[1e-5] > 20
    assert (errors[1e-4], errors[1e-3]) == pytest.approx((18.6, 4.5), abs=0.05)
    assert max(errors[lr] for lr in (0.003, 0.1, 0.1009)) < 3
    assert opening._error_by_epoch(1.0)[-1] > 8


def test_the_town_differs_as_much_as_the_text_says() -> None:
    X, _ = load_town()
    assert X[:, 5].std() < 1
    assert X[:, 6].std() > 20
