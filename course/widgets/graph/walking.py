"""Walking back through a graph whose roads have different lengths, in the reader's order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from course.livegraph import draw_graph, extent
from course.show import NotReadyError, Picture, explore
from course.style import new_figure
from course.widgets.controls import choice, counter
from course.widgets.graph.shadows import Shadow, ShadowFunction

NEAREST, YOURS = "nearest first", "your order"


def example() -> tuple[Shadow, dict[str, Shadow]]:
    """Return y = a + 3 · 2 · a with a = x · x, as stand-ins, and its variables by name."""
    x = Shadow(2.0, "x")
    a = Shadow(4.0, "a", ShadowFunction("Mul", (x, x)))
    b = Shadow(8.0, "b", ShadowFunction("Mul", (a, Shadow(2.0))))
    c = Shadow(24.0, "c", ShadowFunction("Mul", (b, Shadow(3.0))))
    y = Shadow(28.0, "y", ShadowFunction("Add", (a, c)))
    return y, {"x": x, "a": a, "b": b, "c": c, "y": y}


def nearest_first(result: Shadow) -> list[Shadow]:
    """List the variables by the number of arrows that lead to the result."""
    found, met = [result], {id(result)}
    for variable in found:
        for source in variable.creator.inputs if variable.creator else ():
            if id(source) not in met:
                met.add(id(source))
                found.append(source)
    return found


def walk(turns: list[Shadow], steps: int) -> tuple[list[Shadow], Shadow | None]:
    """Serve so many variables; return those that were served too early, and the last one served.

    What has arrived so far stands in `grad`. A variable that is served hands on what it has.
    """
    result, early = turns[0], []
    result.grad = 1.0
    handed: dict[int, float] = {}
    for turn in turns[:steps]:
        handed[id(turn)] = turn.grad or 0.0
        if turn.creator is None:
            continue
        for number, source in enumerate(turn.creator.inputs):
            other = turn.creator.inputs[1 - number]
            part = handed[id(turn)] * (other.data if turn.creator.title == "Mul" else 1.0)
            source.grad = (source.grad or 0.0) + part
            if id(source) in handed and source not in early:
                early.append(source)
    return early, turns[min(steps, len(turns)) - 1] if steps else None


def walk_back(Variable: Any, order: Callable[[], Any]) -> None:
    """Show a walk back through a graph, in the nearest-first order or in the reader's.

    Parameters
    ----------
    order : callable without arguments
        Gives the reader's `order`, which need not exist yet.
    """

    def turns_of(which: str) -> tuple[list[Shadow], dict[str, Shadow]]:
        result, named = example()
        if which == NEAREST:
            return nearest_first(result), named
        try:
            own = order()
        except NameError:
            raise NotReadyError("Your order comes with exercise `order`.") from None
        real: dict[int, Any] = {}
        shadows: dict[int, Shadow] = {}
        for shadow in reversed(nearest_first_last(result)):
            variable = Variable(shadow.data)
            if shadow.creator is not None:
                variable.creator = _Creator(tuple(real[id(s)] for s in shadow.creator.inputs))
            real[id(shadow)], shadows[id(variable)] = variable, shadow
        listed = own(real[id(result)])
        if not isinstance(listed, list) or not listed or id(listed[0]) not in shadows:
            raise NotReadyError("order is to return a list of variables, the result first.")
        return [shadows[id(variable)] for variable in listed if id(variable) in shadows], named

    def draw(which: str, served: int) -> Picture:
        turns, named = turns_of(which)
        early, last = walk(turns, served)
        result, x = named["y"], named["x"]
        finished = served >= len(turns)
        width, height = extent(result)
        figure = new_figure(max(width, 7.0), height + 0.6)
        axes = figure.subplots()
        said = "nobody has been served yet" if last is None else f"served: {len(turns[:served])}"
        if last is not None and last.name:
            said += f", the last is {last.name}"
        if early:
            who = ", ".join(one.name or f"{one.data:g}" for one in early)
            said += f"; too early: {who}, to which more came afterwards"
        if finished:
            slope = x.grad or 0.0
            said = (
                f"x gets {slope:g}, which is right" if slope == 28 else f"x gets {slope:g}, not 28"
            )
            said += "" if not early else f": too early was {early[0].name}"
        draw_graph(result, axes, title=said)
        return Picture(figure, said)

    def controls() -> Mapping[str, Any]:
        return {
            "which": choice("order", [NEAREST, YOURS], NEAREST),
            "served": counter("served", 5, 0, 7),
        }

    explore(draw, controls, waits_for="exercise `order`")


class _Creator:
    """Stands for the function that made a variable."""

    def __init__(self, inputs: tuple[Any, ...]) -> None:
        self.inputs = inputs


def nearest_first_last(result: Shadow) -> list[Shadow]:
    """List the example's variables such that sources come after what is made from them."""
    listed: list[Shadow] = []

    def visit(one: Shadow) -> None:
        if one in listed:
            return
        for source in one.creator.inputs if one.creator else ():
            visit(source)
        listed.append(one)

    visit(result)
    return listed[::-1]
