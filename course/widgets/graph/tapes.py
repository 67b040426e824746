"""Tapes of small programs, drawn from the reader's own objects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course.livegraph import draw_graph, extent, picture
from course.show import NotReadyError, Picture, explore, needs
from course.style import new_figure


def line_by_line(Variable: Any, Square: Any) -> None:
    """Show three lines, and the tape of the reader's own objects after each of them."""

    def draw() -> Picture:
        x = Variable(3.0)
        y = Square()(x)
        if getattr(y, "creator", None) is None:
            raise NotReadyError("The result has no creator yet: the thread ends here.")
        z = Square()(y)
        names = {"x": x, "y": y, "z": z}
        steps = [("x = Variable(3.0)", x), ("y = Square()(x)", y), ("z = Square()(y)", z)]
        return _stacked([(variable, f"after  {line}", names) for line, variable in steps])

    explore(draw, waits_for="exercises `Variable` and `Function`")


def two_runs(program: Callable[[Any], Any], Variable: Any, numbers: Sequence[float]) -> None:
    """Show the graphs that one program leaves for several numbers."""

    def draw() -> Picture:
        graphs = []
        for number in numbers:
            x = Variable(number)
            result = program(x)
            graphs.append((result, f"x = {number:g}: the graph of this run", {"x": x}))
        return _stacked(graphs)

    explore(draw, waits_for="exercises `Variable`, `Function` and `first_functions`")


def with_gradients(
    Variable: Any, backward: Callable[[Any], Any], program: Callable[[Any], Any], number: float
) -> None:
    """Show the graph of a program after the reader's `backward` has walked through it."""

    def draw() -> Picture:
        x = Variable(number)
        result = program(x)
        backward(result)
        if x.grad is None:
            raise NotReadyError("backward ran, but x.grad is still None.")
        slope = float(np.asarray(x.grad))
        return picture(result, {"x": x}, f"the gradient that arrives at x is {slope:g}")

    explore(draw, waits_for="exercise `backward`")


def loop(prediction: Any, Variable: Any, backward: Callable[[Any], Any]) -> None:
    """Run the loop of the prediction and show its graph, once a letter was chosen."""

    def draw() -> Picture:
        needs(prediction, "exercise `loop_prediction`")
        x = Variable(2.0)
        y = x
        while y.data < 100:
            y = y * y
        backward(y)
        if x.grad is None:
            raise NotReadyError("backward ran, but x.grad is still None.")
        slope = float(np.asarray(x.grad))
        return picture(y, {"x": x, "y": y}, f"you said {prediction}: here x.grad is {slope:g}")

    explore(draw, waits_for="exercise `backward`")


def _stacked(graphs: list[tuple[Any, str, dict[str, Any]]]) -> Picture:
    """Draw several graphs, one below the other."""
    sizes = [extent(result, names) for result, _, names in graphs]
    rows = [height + 0.45 for _, height in sizes]
    figure = new_figure(max(max(width for width, _ in sizes) + 0.3, 5.0), sum(rows) + 0.3)
    places = figure.subplots(len(graphs), 1, height_ratios=rows, squeeze=False)[:, 0]
    figure.canvas.draw()  # so that the places are known before anything is fitted into them
    for axes, (result, title, names) in zip(places, graphs, strict=True):
        draw_graph(result, axes, names=names, title=title)
    return Picture(figure, ". ".join(picture(result, names).caption for result, _, names in graphs))
