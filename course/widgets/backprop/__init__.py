"""Chapter 4, first part: pictures that run the reader's nodes, layers and networks."""

from course.widgets.backprop.bends import gates, in_a_row
from course.widgets.backprop.bill import nudges, steps
from course.widgets.backprop.losses import pushes
from course.widgets.backprop.order import clock, run_lines
from course.widgets.backprop.shapes import face_to_face, match_shapes
from course.widgets.backprop.training import digits, zeros

__all__ = [
    "clock",
    "digits",
    "face_to_face",
    "gates",
    "in_a_row",
    "match_shapes",
    "nudges",
    "pushes",
    "run_lines",
    "steps",
    "zeros",
]
