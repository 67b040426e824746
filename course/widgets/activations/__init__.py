"""Chapter 2, activation functions: pictures that run the reader's curves, softmax and digit reader."""

from course.widgets.activations.chain import chain
from course.widgets.activations.curves import curve, gallery
from course.widgets.activations.digits import average_digits, honest_reader
from course.widgets.activations.downhill import downhill
from course.widgets.activations.logits import logits

__all__ = [
    "average_digits",
    "chain",
    "curve",
    "downhill",
    "gallery",
    "honest_reader",
    "logits",
]
