"""Chapter 3: pictures that run the reader's losses."""

from course.widgets.losses.classes import price, simplex
from course.widgets.losses.digits import expensive_images, scales
from course.widgets.losses.logits import logistic, soft_maximum
from course.widgets.losses.regression import broadcast_trap, sign_at_the_door, two_bowls

__all__ = [
    "broadcast_trap",
    "expensive_images",
    "logistic",
    "price",
    "scales",
    "sign_at_the_door",
    "simplex",
    "soft_maximum",
    "two_bowls",
]
