"""Chapter 4, second part: pictures that hold gradients against measured slopes."""

from course.widgets.checking.opening import falling
from course.widgets.checking.printed_run import masks, stepper
from course.widgets.checking.project import directions, long_run
from course.widgets.checking.prompt import evidence
from course.widgets.checking.sizes import yardsticks
from course.widgets.checking.table import verdicts
from course.widgets.checking.tiles import heat_map

__all__ = [
    "directions",
    "evidence",
    "falling",
    "heat_map",
    "long_run",
    "masks",
    "stepper",
    "verdicts",
    "yardsticks",
]
