"""2.3 A leak: what learners believe."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "leaky_relu",
    hint="Your default is another one. Many libraries take 0.01; what does this exercise take?",
)
def default_of_the_libraries(x, slope=0.01):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, slope * x)


@mistake(
    "leaky_relu",
    hint="The slope is on the wrong side: positive numbers pass unchanged, negative ones are reduced.",
)
def slope_on_the_positive(x, slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, slope * x, x)


@mistake(
    "leaky_relu",
    hint="You let the larger of two numbers win. That agrees with the formula only while the slope is less than 1: ask for the sign of x instead.",
)
def the_larger_wins(x, slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.maximum(x, slope * x)


@mistake(
    "leaky_relu",
    hint="Whatever slope is asked for, you use 0.2. A default is only for callers who say nothing.",
)
def slope_is_ignored(x, slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, 0.2 * x)


@mistake(
    "leaky_relu",
    hint="Negative numbers come out positive: somewhere a minus too many is in your left half.",
)
def minus_too_many(x, slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, -slope * x)


@mistake(
    "leaky_relu",
    hint="Every negative number becomes one and the same constant. The slope is multiplied with x, so that worse news stays worse.",
)
def constant_on_the_left(x, slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, -slope)


@mistake(
    "leaky_relu",
    hint="Nothing leaks: this is the plain ReLU.",
)
def nothing_leaks(x, slope=0.2):
    return np.maximum(x, 0.0)


@mistake(
    "leaky_relu",
    hint="You multiply all numbers by the slope. Positive ones pass as they are.",
)
def slope_everywhere(x, slope=0.2):
    return slope * np.asarray(x, dtype=float)


@mistake(
    "leaky_relu",
    hint="You write into x itself. The caller still needs the numbers as they were.",
)
def writes_into_x(x, slope=0.2):
    x = np.asarray(x, dtype=float)
    x[x < 0] *= slope
    return x


@mistake(
    "leaky_relu",
    hint="Your result lives in an array of the kind that came in: with whole numbers the small leaks are cut to 0. Make decimal numbers of x first.",
)
def box_of_whole_numbers(x, slope=0.2):
    x = np.array(x)
    y = x.copy()
    y[x < 0] = (slope * x[x < 0]).astype(x.dtype)
    return y


@mistake(
    "leaky_relu",
    hint="Where x and the slope both hold whole numbers, whole numbers come out of your function. Results are always decimal numbers here.",
)
def whole_slopes_give_whole_numbers(x, slope=0.2):
    x = np.asarray(x)
    return np.where(x > 0, x, slope * x)


@mistake(
    "leaky_relu",
    hint="You add the slope to the negative numbers. It is a factor.",
)
def slope_is_added(x, slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, x + slope)


@mistake(
    "leaky_relu",
    hint="You divide the negative numbers by the slope, so that they grow. A leak of a fifth is a factor of 0.2.",
)
def divides_by_the_slope(x, slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, x / slope)


@mistake(
    "leaky_relu",
    hint="An `if` decides once, for the whole array, and cannot. Each place has to be decided on its own.",
)
def decides_once(x, slope=0.2):
    if x > 0:
        return float(x)
    return float(slope * x)


@mistake(
    "leaky_relu",
    hint="Your left half is what should be taken away rather than what should be left: a slope of 0.2 lets a fifth through, not four fifths.",
)
def leaks_the_rest(x, slope=0.2):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, (1 - slope) * x)


@mistake(
    "leaky_relu",
    hint="You turn the sign of x while x still holds whole numbers without a sign, as images do: −5 becomes 251. Make decimal numbers of x first.",
)
def minus_x_without_a_sign(x, slope=0.2):
    return np.maximum(x, 0.0) - slope * np.maximum(-np.asarray(x), 0)


@mistake(
    "leaky_relu",
    hint="You compute with small whole numbers and make decimal ones of the result. By then it has overflowed: the decimal numbers have to come first.",
)
def decimal_at_the_end(x, slope=0.2):
    x = np.asarray(x)
    return np.where(x > 0, x, slope * x).astype(float)


@variant("leaky_relu", "the sum of two halves")
def leaky_relu_by_halves(x, slope=0.2):
    return np.maximum(x, 0.0) + slope * np.minimum(x, 0.0)


@variant("leaky_relu", "a factor for each place")
def leaky_relu_by_factor(x, slope=0.2):
    return np.asarray(x) * np.where(np.asarray(x) > 0, 1.0, slope)


@variant("leaky_relu", "a copy and a mask")
def leaky_relu_by_mask(x, slope=0.2):
    y = np.array(x, dtype=float)
    y[y < 0] *= slope
    return y
