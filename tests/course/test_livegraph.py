"""The live graph is drawn from anything that remembers what made it, and changes nothing."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from course import show
from course.livegraph import MOST, arrange, describe, draw_graph, layers, read_graph


class Variable:
    def __init__(self, data: Any, name: str = "") -> None:
        self.data, self.grad, self.creator, self.name = np.asarray(data), None, None, name


class Function:
    def __call__(self, *inputs: Any) -> Variable:
        made = Variable(sum(getattr(one, "data", one) for one in inputs))
        self.inputs = inputs
        made.creator = self
        return made


class Add(Function):
    pass


class Same(Function):
    pass


def add(*inputs: Any) -> Variable:
    return Add()(*inputs)


@pytest.fixture
def tape(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend("source_notebooks/ch7_dynamic")
    before = set(sys.modules)
    import tape

    yield tape
    for name in set(sys.modules) - before:
        del sys.modules[name]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Collect what would be displayed."""
    monkeypatch.delenv(show.SWITCH, raising=False)
    collected: list[dict[str, Any]] = []
    import IPython.display

    monkeypatch.setattr(IPython.display, "display", lambda data=None, **_: collected.append(data))
    return collected


def test_a_learners_graph_is_counted_and_told() -> None:
    x = Variable(3.0, "x")
    nodes, count = read_graph(add(add(x, x), x))
    assert count == (3, 2)
    assert "Add of x = 3, x = 3" in describe(nodes, count)


def test_a_graph_of_tape_is_counted_and_told(tape: Any) -> None:
    x = tape.Variable(3.0, name="x")
    y = x * x + x
    y.backward()
    nodes, count = read_graph(y)
    assert count == (3, 2)
    told = describe(nodes, count)
    assert "multiply of x = 3 grad 7, x = 3 grad 7" in told


def test_names_can_be_given() -> None:
    x = Variable(np.zeros((2, 3)))
    nodes, count = read_graph(add(x), names={"X": x})
    assert "X (2, 3)" in describe(nodes, count)


def test_a_single_variable_is_a_graph() -> None:
    assert read_graph(Variable(1.0))[1] == (1, 0)


def test_of_a_large_graph_the_last_nodes_are_kept() -> None:
    y = Variable(1.0)
    for _ in range(10_000):
        y = add(y)
    nodes, count = read_graph(y)
    assert count == (10_001, 10_000)
    assert len(nodes) == MOST
    assert f"the last {MOST} nodes" in describe(nodes, count)


def test_a_function_used_twice_by_mistake_ends() -> None:
    one, x = Same(), Variable(1.0)
    y = one(one(x))  # its inputs are now its own result
    assert read_graph(y)[1][1] == 1
    draw_graph(y, Figure().subplots())


def test_two_results_share_one_picture() -> None:
    x = Variable(1.0)
    assert read_graph([add(x), Same()(x)])[1] == (3, 2)


@pytest.mark.parametrize("nothing", [None, ..., [], 3.0, "y"])
def test_what_is_no_graph_is_said_to_be_none(nothing: Any, shown: list[dict[str, Any]]) -> None:
    draw_graph(nothing)
    assert "no graph to draw yet" in shown[-1]["text/plain"]


def test_it_is_shown_as_a_picture_with_words(shown: list[dict[str, Any]]) -> None:
    x = Variable(2.0, "x")
    draw_graph(add(x, x))
    assert shown[-1]["image/png"].startswith(b"\x89PNG")
    assert "Add of x = 2, x = 2" in shown[-1]["text/plain"]


def test_it_draws_into_given_axes_without_a_display(shown: list[dict[str, Any]]) -> None:
    axes = Figure().subplots()
    draw_graph(add(Variable(2.0)), axes, title="one step")
    assert axes.get_title(loc="left") == "one step" or axes.get_title() == "one step"
    assert not shown


def test_a_crowded_graph_still_shows_its_result(shown: list[dict[str, Any]]) -> None:
    x = Variable(1.0, "x")
    y = x
    for _ in range(15):
        y = add(y, x)
    draw_graph(y, names={"end": y})
    axes = Figure().subplots()
    draw_graph(y, axes, names={"end": y})
    assert "end = 16" in [text.get_text() for text in axes.texts]


def test_the_objects_are_not_changed() -> None:
    x = Variable(np.ones((2, 2)))
    y = add(x, 3)
    before = {key: id(value) for key, value in vars(x).items()}
    draw_graph(y, Figure().subplots())
    assert {key: id(value) for key, value in vars(x).items()} == before


@given(st.lists(st.lists(st.integers(0, 30), max_size=3), min_size=1, max_size=25))
def test_every_node_stands_right_of_its_inputs_and_no_two_overlap(wiring: list[list[int]]) -> None:
    inputs = {node: [i % node for i in behind if node] for node, behind in enumerate(wiring)}
    found = layers(inputs)
    assert all(found[source] < found[node] for node, behind in inputs.items() for source in behind)
    places, width, height = arrange(inputs, dict.fromkeys(inputs, (1.0, 0.4)))
    boxes = [place.box for place in places.values()]
    for i, (x, y, w, h) in enumerate(boxes):
        assert x - w / 2 >= 0
        assert x + w / 2 <= width
        assert y - h / 2 >= 0
        assert y + h / 2 <= height
        for x2, y2, w2, h2 in boxes[:i]:
            assert abs(x - x2) >= (w + w2) / 2 - 1e-9 or abs(y - y2) >= (h + h2) / 2 - 1e-9
