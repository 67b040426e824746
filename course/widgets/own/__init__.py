"""Chapter 7, last two parts: pictures that run the reader's own dynamic networks."""

from course.widgets.own.bends import three_bends
from course.widgets.own.board import leaderboard
from course.widgets.own.ending import course_map
from course.widgets.own.engines import static_or_dynamic
from course.widgets.own.heron import rounds, two_roads
from course.widgets.own.reading import circuit_graphs, circuits
from course.widgets.own.sizes import depths, rest, widths

__all__ = [
    "circuit_graphs",
    "circuits",
    "course_map",
    "depths",
    "leaderboard",
    "rest",
    "rounds",
    "static_or_dynamic",
    "three_bends",
    "two_roads",
    "widths",
]
