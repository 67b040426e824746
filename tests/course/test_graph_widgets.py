"""Every picture of chapter 7, first part, draws at every setting, and survives wrong answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course import show
from course.widgets import graph as play
from course.widgets.graph.opening import MOST_LINES, run
from course.widgets.graph.walking import NEAREST, YOURS, example, nearest_first, walk

MODULES = ("fitting", "opening", "tapes", "walking")


class Variable:
    __array_ufunc__ = None

    def __init__(self, data: Any) -> None:
        self.data, self.grad, self.creator = np.asarray(data, dtype=float), None, None

    def __add__(self, other: Any) -> Variable:
        return Add()(self, other)

    def __sub__(self, other: Any) -> Variable:
        return Add()(self, -np.asarray(other))

    def __mul__(self, other: Any) -> Variable:
        return Mul()(self, other)

    def __matmul__(self, other: Any) -> Variable:
        return MatMul()(self, other)


class Function:
    def __call__(self, *inputs: Any) -> Variable:
        self.inputs = tuple(x if isinstance(x, Variable) else Variable(x) for x in inputs)
        made = Variable(self.forward(*[x.data for x in self.inputs]))  # type: ignore[attr-defined]
        made.creator = self
        return made


class Add(Function):
    forward = staticmethod(np.add)


class Mul(Function):
    forward = staticmethod(np.multiply)


class MatMul(Function):
    forward = staticmethod(np.matmul)


class Square(Function):
    forward = staticmethod(np.square)


class ReLU(Function):
    forward = staticmethod(lambda x: np.maximum(x, 0))


class Sum(Function):
    forward = staticmethod(np.sum)


def order(result: Variable) -> list[Variable]:
    found: list[Variable] = []

    def visit(variable: Variable) -> None:
        if variable not in found:
            for source in variable.creator.inputs if variable.creator else ():
                visit(source)
            found.append(variable)

    visit(result)
    return found[::-1]


def backward(result: Variable) -> None:
    for variable in order(result):
        variable.grad = np.ones_like(variable.data)


def train(X: Any, t: Any, params: Any, lr: float, steps: int) -> Any:
    return [1.0 / (n + 1) for n in range(steps)], {k: v * 0.99 for k, v in params.items()}


X = np.linspace(-1, 1, 10).reshape(10, 1)
PARAMS = {"W1": np.ones((1, 4)), "b1": np.zeros(4), "W2": np.ones((4, 1)), "b2": np.zeros(1)}

PICTURES: dict[str, Callable[[], None]] = {
    "recorder": lambda: play.recorder(),
    "line_by_line": lambda: play.line_by_line(Variable, Square),
    "two_runs": lambda: play.two_runs(lambda x: x * x + x, Variable, (3.0, 8.0)),
    "with_gradients": lambda: play.with_gradients(Variable, backward, lambda x: x * x, 3.0),
    "loop": lambda: play.loop("C", Variable, backward),
    "walk_back": lambda: play.walk_back(Variable, lambda: order),
    "fit": lambda: play.fit(train, X, X, PARAMS),
    "one_step": lambda: play.one_step(Variable, ReLU, Square, Sum, backward, X, X, PARAMS),
}


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Collect each picture's function and its controls instead of displaying them."""
    found: list[Any] = []

    def collect(draw: Any, controls: Any = None, *, waits_for: str = "") -> None:
        found.append((draw, dict(controls()) if controls else {}, waits_for))

    for name in MODULES:
        monkeypatch.setattr(f"course.widgets.graph.{name}.explore", collect)
    return found


def values(widgets: dict[str, Any]) -> dict[str, Any]:
    return {name: widget.value for name, widget in widgets.items()}


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_draws_at_its_start_and_at_the_ends(name: str, shown: list[Any]) -> None:
    PICTURES[name]()
    [(draw, widgets, _)] = shown
    with show.styled():
        assert draw(**values(widgets)).bundle()[0]["image/png"]
        for control, widget in widgets.items():
            ends = getattr(widget, "options", None) or (widget.min, widget.max)
            for end in ends:
                assert draw(**{**values(widgets), control: end}).caption


def test_every_line_of_every_run_draws(shown: list[Any]) -> None:
    play.recorder()
    [(draw, _, _)] = shown
    with show.styled():
        for x in (1, 2, 9, 10, 12):
            assert len(run(x).lines) <= MOST_LINES
            for line in range(1, MOST_LINES + 1, 3):
                assert draw(x=x, line=line).caption


def test_the_opening_runs_as_the_text_says() -> None:
    loops = {x: len(run(x).lines) - 3 for x in (2, 9, 10)}
    assert loops == {2: 5, 9: 1, 10: 0}
    assert run(3).lines[-1][1].data == 147


def test_nearest_first_serves_a_too_early() -> None:
    result, named = example()
    turns = nearest_first(result)
    early, _ = walk(turns, len(turns))
    assert early == [named["a"]]
    assert named["x"].grad != 28


def test_a_right_order_gives_the_right_slope(shown: list[Any]) -> None:
    play.walk_back(Variable, lambda: order)
    [(draw, _, _)] = shown
    with show.styled():
        assert draw(which=YOURS, served=7).caption == "x gets 28, which is right"
        assert "too early" in draw(which=NEAREST, served=7).caption


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    monkeypatch.delenv(show.SWITCH, raising=False)
    found: list[Any] = []
    import IPython.display

    monkeypatch.setattr(IPython.display, "display", lambda *a, **_: found.append(a[0]))
    return found


def missing(*_: Any, **__: Any) -> Any:
    raise NotImplementedError


def says(displayed: list[Any]) -> str:
    return str(displayed[-1]["text/plain"])


def test_what_is_not_written_yet_is_named(displayed: list[Any]) -> None:
    for call, word in (
        (lambda: play.line_by_line(missing, Square), "Finish exercises `Variable`"),
        (lambda: play.two_runs(missing, Variable, (1.0,)), "Finish exercises"),
        (lambda: play.with_gradients(Variable, missing, lambda x: x, 1.0), "Finish exercise"),
        (lambda: play.with_gradients(Variable, lambda y: None, lambda x: x, 1.0), "still None"),
        (lambda: play.loop(..., Variable, backward), "Answer exercise `loop_prediction`"),
        (lambda: play.loop("A", Variable, lambda y: None), "still None"),
        (lambda: play.fit(missing, X, X, PARAMS), "Finish exercise `train`"),
        (lambda: play.fit(lambda *a: [1.0], X, X, PARAMS), "return a pair"),
        (lambda: play.line_by_line(Variable, lambda: lambda x: Variable(9.0)), "no creator"),
        (
            lambda: play.one_step(Variable, ReLU, Square, Sum, lambda y: None, X, X, PARAMS),
            "still None",
        ),
    ):
        call()
        assert word in says(displayed), word


def test_the_walk_waits_for_the_readers_order(shown: list[Any]) -> None:
    def no_order() -> Any:
        raise NameError("order")

    play.walk_back(Variable, no_order)
    play.walk_back(Variable, lambda: lambda y: None)
    with show.styled():
        for (draw, _, _), word in zip(shown, ("comes with", "return a list"), strict=True):
            assert draw(which=NEAREST, served=3).caption
            with pytest.raises(show.NotReadyError, match=word):
                draw(which=YOURS, served=3)
