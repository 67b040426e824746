"""Chapter 3, second part: pictures that run the reader's slopes, descents and trainings."""

from course.widgets.descent.cost import clock, doubling
from course.widgets.descent.dealing import batches
from course.widgets.descent.hills import arrows, bounce, paths
from course.widgets.descent.opening import fog
from course.widgets.descent.slopes import chord, error_against_h
from course.widgets.descent.training import clouds, digit_pair

__all__ = [
    "arrows",
    "batches",
    "bounce",
    "chord",
    "clock",
    "clouds",
    "digit_pair",
    "doubling",
    "error_against_h",
    "fog",
    "paths",
]
