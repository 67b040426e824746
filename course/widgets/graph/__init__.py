"""Chapter 7, first part: pictures of the tape, drawn from the reader's own objects."""

from course.widgets.graph.fitting import fit, one_step
from course.widgets.graph.opening import recorder
from course.widgets.graph.tapes import line_by_line, loop, two_runs, with_gradients
from course.widgets.graph.walking import walk_back

__all__ = [
    "fit",
    "line_by_line",
    "loop",
    "one_step",
    "recorder",
    "two_runs",
    "walk_back",
    "with_gradients",
]
