"""What learners believe in exercise `slope`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "slope",
    hint="You look to the right only. The value *at* x takes the place that belongs to the one on the left.",
)
def right_side_only(f, x, h):
    return (f(x + h) - f(x)) / h


@mistake(
    "slope", hint="You look to the left only: the value on the right has no say in your result."
)
def left_side_only(f, x, h):
    return (f(x) - f(x - h)) / h


@mistake(
    "slope",
    hint="You divide by h. How far apart are the two places that you look at, though?",
)
def divides_by_h(f, x, h):
    return (f(x + h) - f(x - h)) / h


@mistake(
    "slope",
    hint="You look at x and at x + h, which are h apart, but divide by the distance of the two outer places.",
)
def right_side_over_two_h(f, x, h):
    return (f(x + h) - f(x)) / (2 * h)


@mistake(
    "slope",
    hint="Your slope has the wrong sign: where the ground rises to the right, the slope is positive. Which value comes first?",
)
def left_minus_right(f, x, h):
    return (f(x - h) - f(x + h)) / (2 * h)


@mistake(
    "slope",
    hint="Python divides and multiplies from left to right: without parentheses below the line, you multiply by h.",
)
def multiplies_by_h(f, x, h):
    return (f(x + h) - f(x - h)) / 2 * h


@mistake(
    "slope",
    hint="That is the difference in height. A slope is a difference in height *per distance*.",
)
def difference_without_distance(f, x, h):
    return f(x + h) - f(x - h)


@mistake(
    "slope",
    hint="You add the two values. A slope asks by how much they differ.",
)
def adds_the_values(f, x, h):
    return (f(x + h) + f(x - h)) / (2 * h)


@mistake(
    "slope",
    hint="Half of h to each side is a central difference as well, but not with the places that the exercise names.",
)
def half_a_step_to_each_side(f, x, h):
    return (f(x + h / 2) - f(x - h / 2)) / h


@mistake(
    "slope",
    hint="You use a step of your own. The caller says how large h is, and can see the difference when it is large.",
)
def step_of_its_own(f, x, h):
    h = 1e-4
    return (f(x + h) - f(x - h)) / (2 * h)


@mistake(
    "slope",
    hint="A whole division, `//`, cuts off the decimals of the slope. Slopes are decimal numbers.",
)
def whole_division(f, x, h):
    return (f(x + h) - f(x - h)) // (2 * h)


@mistake(
    "slope",
    hint="Your slope is never negative. Going down is a slope, too: keep the sign.",
)
def size_only(f, x, h):
    return abs(f(x + h) - f(x - h)) / (2 * h)


@variant("slope", "the mean of the slopes of the two sides")
def mean_of_both_sides(f, x, h):
    return ((f(x + h) - f(x)) / h + (f(x) - f(x - h)) / h) / 2


@variant("slope", "a NumPy scalar, and the distance measured")
def measured_distance(f, x, h):
    left, right = np.float64(x) - h, np.float64(x) + h
    return (f(right) - f(left)) / (right - left)
