"""The opening: a program with a loop, run line by line, and the tape that it leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from course.livegraph import draw_graph, extent
from course.show import Picture, explore
from course.style import BLUE, GREY, INK, new_figure
from course.widgets.controls import counter
from course.widgets.graph.shadows import Notebook

#: More lines than any of the runs has: the loop runs six times for x = 1 and twice seven at most.
MOST_LINES = 12


def run(x: int) -> Notebook:
    """Run the program of the opening question and note every line."""
    book = Notebook()
    start = book.note(f"x = {x}", "", float(x), [])
    start.name = "x"
    y = book.note("y = x * x", "Mul", start.data**2, [start, start])
    while y.data < 100:
        two = Notebook().note("", "", 2.0, [])
        y = book.note("    y = y * 2", "Mul", y.data * 2, [y, two])
    book.note("z = y + x", "Add", y.data + start.data, [y, start])
    return book


def recorder() -> None:
    """Show the program of the opening question: the lines that ran, and the tape so far."""

    def draw(x: int, line: int) -> Picture:
        lines = run(x).lines
        shown = min(line, len(lines))
        newest = lines[shown - 1][1]
        height = extent(newest)[1]
        wide = 9.8
        figure = new_figure(wide, max(height, 0.5) + 0.3 + 0.26 * len(lines) + 0.5)
        above, below = figure.subplots(
            2, 1, height_ratios=[0.26 * len(lines) + 0.3, max(height, 0.5) + 0.3]
        )
        above.axis("off")
        above.set(xlim=(0, 10), ylim=(len(lines) - 0.4, -0.6))
        for row, (text, made) in enumerate(lines):
            done = row < shown
            above.text(
                0.3, row, text, family="DejaVu Sans Mono", va="center",
                color=INK if done else "#C5CBD1", weight="bold" if row == shown - 1 else "normal",
            )  # fmt: skip
            if done:
                above.text(3.2, row, f"{made.data:g}", color=BLUE, va="center")
        above.text(5.2, 0, "while y < 100: the loop's line", color=GREY, fontsize=9, va="center")
        above.text(5.2, 1, f"runs {len(lines) - 3} times for x = {x}", color=GREY, fontsize=9,
                   va="center")  # fmt: skip
        above.set_title(f"{shown} of {len(lines)} lines have run")
        end = shown == len(lines)
        title = f"the tape of the whole run for x = {x}" if end else "the tape so far"
        draw_graph(newest, below, title=title)
        return Picture(
            figure, f"After {shown} lines for x = {x}, the last result is {newest.data:g}."
        )

    def controls() -> Mapping[str, Any]:
        return {"x": counter("x", 2, 1, 12), "line": counter("lines run", 4, 1, MOST_LINES)}

    explore(draw, controls)
