"""2.1 The sigmoid: what learners believe."""

import math

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "sigmoid",
    hint="Your curve falls where it should rise: look at the sign in the exponent.",
)
def falls(x):
    return 1 / (1 + np.exp(np.asarray(x, dtype=float)))


@mistake(
    "sigmoid",
    hint="Near 0 your curve is right. Far to the right it divides infinity by infinity, which is nan: the other form of the formula divides by infinity only.",
)
def infinity_by_infinity(x):
    e = np.exp(np.asarray(x, dtype=float))
    return e / (1 + e)


@mistake(
    "sigmoid",
    hint="`math.exp` takes one number at a time, and stops with an error where the result is too large. NumPy's own exponential takes a whole array.",
)
def with_math_exp(x):
    return 1 / (1 + math.exp(-x))


@mistake(
    "sigmoid",
    hint="A division binds more tightly than a plus: you divide 1 by 1 and then add. The sum below the line needs parentheses.",
)
def parentheses_forgotten(x):
    return 1 / 1 + np.exp(-np.asarray(x, dtype=float))


@mistake(
    "sigmoid",
    hint="Your curve runs from −1 to 1 and through 0. That is tanh, a relative; the sigmoid runs from 0 to 1 and through one half.",
)
def gives_tanh(x):
    return np.tanh(np.asarray(x, dtype=float))


@mistake(
    "sigmoid",
    hint="Your results have lost what stands behind the decimal point: they live in an array of the inputs' kind.",
)
def has_the_dtype_of_x(x):
    x = np.asarray(x)
    return (1 / (1 + np.exp(-x.astype(float)))).astype(x.dtype)


@mistake(
    "sigmoid",
    hint="You ask once, with one `if`, for the whole array; each number has to be decided on its own.",
)
def decides_once(x):
    if x >= 0:
        return 1 / (1 + np.exp(-x))
    return np.exp(x) / (1 + np.exp(x))


@mistake(
    "sigmoid",
    hint="The two forms are mixed: above the line stands e to the x, below it e to the minus x.",
)
def forms_mixed(x):
    x = np.asarray(x, dtype=float)
    return np.exp(x) / (1 + np.exp(-x))


@mistake(
    "sigmoid",
    hint="Negative numbers get the answer of positive ones: with the absolute value alone you have lost the sign.",
)
def sign_is_lost(x):
    return 1 / (1 + np.exp(-np.abs(np.asarray(x, dtype=float))))


@mistake(
    "sigmoid",
    hint="This is the slope of the sigmoid, a bump that is 1/4 high. Asked for is the curve itself.",
)
def gives_the_slope(x):
    y = 1 / (1 + np.exp(-np.asarray(x, dtype=float)))
    return y * (1 - y)


@mistake(
    "sigmoid",
    hint="You cut off the inputs much too early to be safe: far out, the curve stops short of 0 and of 1.",
)
def cuts_off_too_early(x):
    return 1 / (1 + np.exp(-np.clip(np.asarray(x, dtype=float), -10, 10)))


@mistake(
    "sigmoid",
    hint="The values are rounded on the way. Keep all the digits; rounding is for printing.",
)
def rounds(x):
    return np.round(1 / (1 + np.exp(-np.asarray(x, dtype=float))), 4)


@mistake(
    "sigmoid",
    hint="The values are right, but an array comes in and a list goes out.",
)
def gives_a_list(x):
    y = 1 / (1 + np.exp(-np.asarray(x, dtype=float)))
    return y.tolist()


@mistake(
    "sigmoid",
    hint="You change the numbers inside x itself on the way. The caller still needs them: work on a copy.",
)
def writes_into_x(x):
    x = np.asarray(x, dtype=float)
    x *= -1
    np.exp(x, out=x)
    return 1 / (1 + x)


@mistake(
    "sigmoid",
    hint="A single number comes back as an array with one element. A number in, a number out.",
)
def wraps_single_numbers(x):
    return 1 / (1 + np.exp(-np.atleast_1d(x).astype(float)))


@mistake(
    "sigmoid",
    hint="You loop over the first axis only: a matrix stops you, and a plain number has nothing to loop over. NumPy's exponential needs no loop.",
)
def loops_over_one_axis(x):
    return np.array([1 / (1 + math.exp(-value)) if value > -700 else 0.0 for value in x])


@mistake(
    "sigmoid",
    hint="Your curve is made of three straight pieces. The real one bends: it needs the exponential.",
)
def straight_pieces_only(x):
    return np.clip(0.25 * np.asarray(x, dtype=float) + 0.5, 0, 1)


@mistake(
    "sigmoid",
    hint="You put a 0 in the place of small results far too early. Only what is less than 10⁻¹² may as well be 0, and the curve falls to that beyond −27 only.",
)
def zero_too_early(x):
    x = np.asarray(x, dtype=float)
    return np.where(x < -20, 0.0, 1 / (1 + np.exp(-np.maximum(x, -20))))


@variant("sigmoid", "the first form as it stands; overflow to infinity is harmless there")
def sigmoid_first_form(x):
    return 1 / (1 + np.exp(-np.asarray(x, dtype=float)))


@variant("sigmoid", "through tanh")
def sigmoid_by_tanh(x):
    return 0.5 * (1 + np.tanh(np.asarray(x, dtype=float) / 2))


@variant("sigmoid", "inputs cut off at ±500, where nothing changes any more")
def sigmoid_cut_off(x):
    return 1.0 / (1.0 + np.exp(-np.clip(np.asarray(x, dtype=float), -500, 500)))


@variant("sigmoid", "the two signs apart, by masks")
def sigmoid_by_masks(x):
    values = np.atleast_1d(np.array(x, dtype=float))
    y = np.empty_like(values)
    right = values >= 0
    y[right] = 1 / (1 + np.exp(-values[right]))
    e = np.exp(values[~right])
    y[~right] = e / (1 + e)
    return y.reshape(np.shape(x))[()]
