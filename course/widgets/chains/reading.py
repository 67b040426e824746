"""A chain of any depth learns to read digits, beside the network of chapter 4."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.controls import counter

Array = NDArray[Any]
LR, SIZE, EPOCHS = 0.2, 32, 10


def by_hand(
    TwoLayerNet: Any, minibatches: Callable[..., Any], start: Sequence[Array], X: Array, t: Array
) -> tuple[Array, Any]:
    """Train chapter 4's network from given weights; return the loss of every batch, and the net."""
    net, rng, history = (
        TwoLayerNet(64, 50, 10, np.random.default_rng(0)),
        np.random.default_rng(1),
        [],
    )
    for name, array in zip(("W1", "b1", "W2", "b2"), start, strict=True):
        net.params[name][...] = array
    for _ in range(EPOCHS):
        for X_batch, t_batch in minibatches(X, t, SIZE, rng):
            history.append(float(net.loss(X_batch, t_batch)))
            slopes = net.gradient(X_batch, t_batch)
            for name in net.params:
                net.params[name] -= LR * slopes[name]
    return np.array(history), net


def digits(
    MLP: Any,
    SGD: Any,
    learn: Callable[..., Sequence[float]],
    TwoLayerNet: Any,
    minibatches: Callable[..., Any],
    data: Sequence[Array],
) -> None:
    """Train a chain of any depth; with one hidden layer, beside chapter 4's network.

    Parameters
    ----------
    MLP, SGD : classes
        The reader's chain and optimizer.
    learn : callable
        `learn(model, optimizer, X, t, epochs, size, rng)` gives the loss of every batch.
    TwoLayerNet : class
        Chapter 4's.
    minibatches : callable
        Chapter 3's.
    data : X_train, t_train, X_test, t_test
    """
    X, t, X_new, t_new = data
    known: dict[int, tuple[Array, int, list[Array]]] = {}

    def trained(hidden: int) -> tuple[Array, int, list[Array]]:
        if hidden not in known:
            model = MLP((64, *[50] * hidden, 10), np.random.default_rng(0))
            start = [np.array(p.data) for p in model.params()]
            history = np.array(
                learn(model, SGD(LR).setup(model), X, t, EPOCHS, SIZE, np.random.default_rng(1))
            )
            wrong = int((np.array(model(X_new).data).argmax(axis=1) != t_new).sum())
            known[hidden] = history, wrong, start
        return known[hidden]

    def draw(hidden: int) -> Picture:
        history, wrong, start = trained(hidden)
        figure = new_figure(8.6, 3.8)
        axes = figure.subplots()
        said = f"{hidden} hidden: {wrong} of {len(t_new)} new images are wrong"
        axes.plot(*_smooth(history), color=BLUE, lw=5, alpha=0.4, label=f"chain, {hidden} hidden")
        if hidden == 1:
            theirs, _ = by_hand(TwoLayerNet, minibatches, start, X, t)
            axes.plot(*_smooth(theirs), color=ORANGE, lw=1.4, label="TwoLayerNet of chapter 4")
            apart = float(np.abs(theirs - history).max())
            said += f"; losses {apart:.0e} apart" if apart else "; every loss is the same number"
        elif 1 in known:
            axes.plot(*_smooth(known[1][0]), color=INK, lw=1, ls="--", label="chain, 1 hidden")
        axes.axhline(np.log(10), color=GREY, lw=1, ls=":")
        axes.set(xlabel="minibatch", ylabel="loss (mean of 10 batches)", ylim=(0, 2.5))
        axes.legend(loc="center right")
        axes.set_title(said)
        return Picture(figure, said + ".")

    explore(
        draw, lambda: {"hidden": counter("hidden layers", 1, 0, 4)},
        waits_for="exercises `MLP` and `SGD`",
    )  # fmt: skip


def _smooth(losses: Array) -> tuple[Array, Array]:
    """Return where the middles of every ten batches are, and the mean loss there."""
    whole = len(losses) // 10 * 10
    return np.arange(whole // 10) * 10 + 4.5, losses[:whole].reshape(-1, 10).mean(axis=1)


def stored(
    MLP: Any,
    SGD: Any,
    learn: Callable[..., Sequence[float]],
    save: Callable[[Any], list[Array]],
    load: Callable[[Any, list[Array]], None],
    data: Sequence[Array],
) -> None:
    """Train a model, store it, and load what was stored into another one.

    Parameters
    ----------
    MLP, SGD : classes
        The reader's chain and optimizer.
    learn : callable
        As in `digits`.
    save, load : callables
        `save(model)` gives arrays, `load(model, arrays)` puts them back.
    data : X_train, t_train, X_test, t_test
    """
    X, t, X_new, t_new = data

    def draw() -> Picture:
        trained = MLP((64, 50, 10), np.random.default_rng(0))
        learn(trained, SGD(LR).setup(trained), X, t, EPOCHS, SIZE, np.random.default_rng(1))
        other = MLP((64, 50, 10), np.random.default_rng(99))
        scores = [np.array(trained(X_new).data), np.array(other(X_new).data)]
        load(other, save(trained))
        scores.append(np.array(other(X_new).data))
        wrong = [int((one.argmax(axis=1) != t_new).sum()) for one in scores]
        figure = new_figure(7.4, 2.6)
        axes = figure.subplots()
        names = ("trained", "another model", "the other one, loaded")
        axes.barh(names, wrong, color=[BLUE, GREY, BLUE], height=0.6)
        for place, count in enumerate(wrong):
            axes.text(count + 3, place, str(count), va="center")
        axes.invert_yaxis()
        axes.set(xlabel=f"wrong, of {len(t_new)} new images", xlim=(0, 1.1 * max(*wrong, 1)))
        same = bool(np.array_equal(scores[0], scores[2]))
        said = "the same scores, to the last digit" if same else "NOT the same scores"
        axes.set_title(f"Loaded: {said}")
        return Picture(figure, f"Wrong: {wrong[0]}, {wrong[1]} and {wrong[2]}; loaded: {said}.")

    explore(draw, waits_for="exercises `MLP` and `SGD`")
