"""Chapter 2, part 1: pictures that run the reader's curves, softmax and reader of digits."""

from course.widgets.activations.chains import chain
from course.widgets.activations.curves import curve, gallery
from course.widgets.activations.digits import average_digits, honest_reader
from course.widgets.activations.error_valley import downhill
from course.widgets.activations.scores import logits

__all__ = [
    "average_digits",
    "chain",
    "curve",
    "downhill",
    "gallery",
    "honest_reader",
    "logits",
]
