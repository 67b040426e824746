"""2.2 The rectifier: what learners believe."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "relu",
    hint="You look for the largest number of the whole array (or of each column). Two numbers are to be compared at each place; a function of nearly the same name does that.",
)
def largest_of_all(x):
    return np.max(x, 0)


@mistake(
    "relu",
    hint="Python's own `max` asks one question about two whole arrays, and an array has no single answer. NumPy has a function that compares place by place.",
)
def pythons_max(x):
    return max(x, 0.0)


@mistake(
    "relu",
    hint="Your results keep the kind of number that came in: whole numbers stay whole numbers. Results are decimal numbers here.",
)
def whole_numbers_stay(x):
    return np.maximum(x, 0)


@mistake(
    "relu",
    hint="You write the zeros into x itself. The caller still needs the negative numbers.",
)
def writes_into_x(x):
    x = np.asarray(x, dtype=float)
    x[x < 0] = 0.0
    return x


@mistake(
    "relu",
    hint="Negative numbers come out positive. A ReLU does not turn them round: it puts 0 in their place.",
)
def absolute_value(x):
    return np.abs(np.asarray(x, dtype=float))


@mistake(
    "relu",
    hint="You give 1 for positive numbers: that is the step. A ReLU lets them pass as they are.",
)
def gives_the_step(x):
    return np.where(np.asarray(x) > 0, 1.0, 0.0)


@mistake(
    "relu",
    hint="The wrong half passes: negative numbers are kept and positive ones become 0.",
)
def keeps_the_negative(x):
    return np.minimum(x, 0.0)


@mistake(
    "relu",
    hint="You turn the sign round: positive numbers become 0, and negative ones come out positive.",
)
def sign_turned(x):
    return np.maximum(-np.asarray(x, dtype=float), 0.0)


@mistake(
    "relu",
    hint="Your ReLU stops at 1. There is no upper limit.",
)
def cut_off_at_one(x):
    return np.clip(np.asarray(x, dtype=float), 0.0, 1.0)


@mistake(
    "relu",
    hint="You leave negative numbers out, so that the array becomes shorter. Every place keeps its place; only a 0 goes there.",
)
def drops_the_negative(x):
    x = np.asarray(x, dtype=float)
    return x[x > 0]


@mistake(
    "relu",
    hint="An `if` decides once, for the whole array, and cannot. Each place has to be decided on its own.",
)
def decides_once(x):
    return float(x) if x > 0 else 0.0


@mistake(
    "relu",
    hint="A little of the negative numbers leaks through. That comes in the next exercise; here nothing passes.",
)
def leaks(x):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, 0.01 * x)


@mistake(
    "relu",
    hint="You loop over the first axis only, so that a matrix stops you, and a plain number too. No loop is needed.",
)
def loops_over_one_axis(x):
    return np.array([float(value) if value > 0 else 0.0 for value in x])


@mistake(
    "relu",
    hint="The numbers are right, but an array comes in and a list goes out.",
)
def gives_a_list(x):
    return np.maximum(x, 0.0).tolist()


@mistake(
    "relu",
    hint="A single number comes back as an array with one element. A number in, a number out.",
)
def wraps_single_numbers(x):
    return np.maximum(np.atleast_1d(x), 0.0)


@mistake(
    "relu",
    hint="Your curve is rounded off near 0. It looks like a ReLU from far away; the real one has a sharp kink.",
)
def rounded_off(x):
    return np.logaddexp(0.0, x)


@variant("relu", "a product with truth values")
def relu_by_product(x):
    x = np.asarray(x, dtype=float)
    return x * (x > 0)


@variant("relu", "the mean of x and its absolute value")
def relu_by_absolute_value(x):
    x = np.asarray(x, dtype=float)
    return (x + np.abs(x)) / 2


@variant("relu", "a copy and a mask")
def relu_by_mask(x):
    y = np.array(x, dtype=float)
    y[y < 0] = 0
    return y
