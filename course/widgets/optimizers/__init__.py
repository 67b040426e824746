"""Chapter 5, first part: pictures that run the reader's optimizers."""

from course.widgets.optimizers.digits import digit_race, sweep
from course.widgets.optimizers.opening import ball
from course.widgets.optimizers.paths import race, smaller_loss
from course.widgets.optimizers.pushes import one_push, swings
from course.widgets.optimizers.rates import effective_rates, first_steps

__all__ = [
    "ball",
    "digit_race",
    "effective_rates",
    "first_steps",
    "one_push",
    "race",
    "smaller_loss",
    "sweep",
    "swings",
]
