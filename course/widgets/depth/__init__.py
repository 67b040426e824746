"""Chapter 5, second part: pictures of deep networks that run the reader's own functions."""

from course.widgets.depth.clerk import memorised, patience_stops, remedies, weights_shrink
from course.widgets.depth.dropping import thinned, thinned_training
from course.widgets.depth.norms import (
    against_slopes,
    moving_average,
    normalised,
    with_and_without,
)
from course.widgets.depth.scaling import tenfold
from course.widgets.depth.signals import by_depth, whisper

__all__ = [
    "against_slopes",
    "by_depth",
    "memorised",
    "moving_average",
    "normalised",
    "patience_stops",
    "remedies",
    "tenfold",
    "thinned",
    "thinned_training",
    "weights_shrink",
    "whisper",
    "with_and_without",
]
