"""2.6 Powers and bumps: what learners believe."""

from functools import partial

import numpy as np

from autograder.mistakes import mistake, variant

wrong_truncated_power = partial(mistake, "bumps", binds="truncated_power")
wrong_polynomial = partial(mistake, "bumps", binds="polynomial")
wrong_rbf = partial(mistake, "bumps", binds="rbf")
wrong_wavelet = partial(mistake, "bumps", binds="wavelet")

# --- truncated_power


@wrong_truncated_power(
    hint="truncated_power: you cut off first and raise then, and in NumPy 0 to the power 0 is 1. So at n = 0 everything is 1. Decide by the sign of x at the end."
)
def zero_to_the_zero(x, n):
    return np.maximum(np.asarray(x, dtype=float), 0.0) ** n


@wrong_truncated_power(
    hint="truncated_power: exactly 0 is not greater than 0. It matters at n = 0 only, and there you give 1."
)
def zero_counts_as_positive(x, n):
    x = np.asarray(x, dtype=float)
    return np.where(x >= 0, x**n, 0.0)


@wrong_truncated_power(
    hint="truncated_power: you do not truncate: negative numbers are raised to the power, too."
)
def not_truncated(x, n):
    return np.asarray(x, dtype=float) ** n


@wrong_truncated_power(hint="truncated_power: on the left your curve is not 0 but x itself.")
def identity_on_the_left(x, n):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x**n, x)


@wrong_truncated_power(
    hint="truncated_power: you multiply by n. It is a power: x times itself, n times over."
)
def multiplies_by_n(x, n):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, n * x, 0.0)


@wrong_truncated_power(
    hint="truncated_power: your power is one too high or too low. With n = 1 it has to be the ReLU."
)
def power_off_by_one(x, n):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x ** (n + 1), 0.0)


@wrong_truncated_power(hint="truncated_power: whole numbers stay whole numbers in your version.")
def power_keeps_whole_numbers(x, n):
    x = np.asarray(x)
    return np.where(x > 0, x**n, 0)


@wrong_truncated_power(
    hint="truncated_power: at n = 0 you give 0 everywhere. Any positive number to the power 0 is 1, so it has to be the step."
)
def nothing_at_n_zero(x, n):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x**n, 0.0) * (n > 0)


@wrong_truncated_power(
    hint="truncated_power: you take the absolute value, so that the left side mirrors the right one. It should be 0."
)
def mirrored(x, n):
    x = np.abs(np.asarray(x, dtype=float))
    return np.where(x > 0, x**n, 0.0)


@wrong_truncated_power(
    hint="truncated_power: base and exponent have changed places: n to the power x, where x to the power n is asked for."
)
def base_and_exponent_swapped(x, n):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, float(n) ** np.abs(x), 0.0)


# --- polynomial


@wrong_polynomial(
    hint="polynomial: you read the coefficients in the other order. Here the constant comes first."
)
def highest_power_first(x, c):
    return np.polyval(np.asarray(c, dtype=float), np.asarray(x, dtype=float))


@wrong_polynomial(
    hint="polynomial: all your powers are one too high. The first coefficient belongs to the power 0, it is the constant; with Horner's scheme, mind what comes first, the product or the sum."
)
def powers_begin_at_one(x, c):
    x = np.asarray(x, dtype=float)
    return sum(coefficient * x ** (i + 1) for i, coefficient in enumerate(c))


@wrong_polynomial(hint="polynomial: the last coefficient is left out.")
def last_one_left_out(x, c):
    x = np.asarray(x, dtype=float)
    total = np.zeros_like(x)
    for i in range(len(c) - 1):
        total = total + c[i] * x**i
    return total


@wrong_polynomial(hint="polynomial: the constant is left out.")
def constant_left_out(x, c):
    x = np.asarray(x, dtype=float)
    total = np.zeros_like(x)
    for i in range(1, len(c)):
        total = total + c[i] * x**i
    return total


@wrong_polynomial(
    hint="polynomial: with the constant alone your result has lost the shape of x. A flat curve has a value at every place, too."
)
def constant_loses_the_shape(x, c):
    total = float(c[-1])
    for coefficient in c[-2::-1]:
        total = total * np.asarray(x, dtype=float) + coefficient
    return total


@wrong_polynomial(hint="polynomial: whole numbers come out where only whole numbers come in.")
def polynomial_keeps_whole_numbers(x, c):
    x = np.asarray(x)
    total = np.zeros(x.shape, dtype=np.result_type(x, c))
    for i, coefficient in enumerate(c):
        total = total + coefficient * x**i
    return total


@wrong_polynomial(hint="polynomial: you raise the coefficients to powers, too. Only x is raised.")
def coefficients_are_raised(x, c):
    x = np.asarray(x, dtype=float)
    total = np.zeros_like(x)
    for i, coefficient in enumerate(c):
        total = total + (coefficient * x) ** i
    return total


@wrong_polynomial(
    hint="polynomial: you go no further than the square. There may be any number of coefficients."
)
def no_further_than_the_square(x, c):
    x = np.asarray(x, dtype=float)
    total = np.zeros_like(x)
    for i in range(min(3, len(c))):
        total = total + c[i] * x**i
    return total


@wrong_polynomial(
    hint="polynomial: in your product x and c meet place by place, as if each column of x had its own coefficient. Every number of x meets *all* coefficients."
)
def meets_place_by_place(x, c):
    x, c = np.asarray(x, dtype=float), np.asarray(c, dtype=float)
    return c * x ** np.arange(len(c))


@wrong_polynomial(
    hint="polynomial: you compute with whole numbers and make decimal ones of the result. By then a high power has overflowed: the decimal numbers have to come first."
)
def polynomial_decimal_at_the_end(x, c):
    x, c = np.asarray(x), np.asarray(c)
    return np.asarray(sum(ci * x**i for i, ci in enumerate(c)) + 0 * x).astype(float)


# --- rbf


@wrong_rbf(hint="rbf: the 2 in the exponent is missing; your bump is too narrow.")
def rbf_without_the_two(x, m=0.0, s=1.0):
    return np.exp(-(((np.asarray(x, dtype=float) - m) / s) ** 2))


@wrong_rbf(hint="rbf: the spread s has to be squared like the distance.")
def rbf_spread_not_squared(x, m=0.0, s=1.0):
    return np.exp(-((np.asarray(x, dtype=float) - m) ** 2) / (2 * s))


@wrong_rbf(
    hint="rbf: your curve grows with the distance. The minus in the exponent is missing, or the square swallows it."
)
def rbf_grows(x, m=0.0, s=1.0):
    return np.exp((-(np.asarray(x, dtype=float) - m) / s) ** 2 / 2)


@wrong_rbf(
    hint="rbf: your bump has a sharp point. The distance is squared, not just made positive."
)
def rbf_with_a_sharp_point(x, m=0.0, s=1.0):
    return np.exp(-np.abs(np.asarray(x, dtype=float) - m) / (2 * s**2))


@wrong_rbf(hint="rbf: m has no effect: your bump always sits at 0.")
def rbf_ignores_m(x, m=0.0, s=1.0):
    return np.exp(-((np.asarray(x, dtype=float) / s) ** 2) / 2)


@wrong_rbf(hint="rbf: s has no effect on your bump.")
def rbf_ignores_s(x, m=0.0, s=1.0):
    return np.exp(-((np.asarray(x, dtype=float) - m) ** 2) / 2)


@wrong_rbf(hint="rbf: your bump sits at −m. How far is x away from m?")
def rbf_at_minus_m(x, m=0.0, s=1.0):
    return np.exp(-(((np.asarray(x, dtype=float) + m) / s) ** 2) / 2)


@wrong_rbf(
    hint="rbf: this is the bell curve of statistics, whose area is 1. Ours has the height 1: no factor in front."
)
def rbf_is_a_density(x, m=0.0, s=1.0):
    return np.exp(-(((np.asarray(x, dtype=float) - m) / s) ** 2) / 2) / (s * np.sqrt(2 * np.pi))


@wrong_rbf(
    hint="rbf: a division and a product without parentheses go from left to right, so that you multiply by s² where you should divide by it."
)
def rbf_without_parentheses(x, m=0.0, s=1.0):
    return np.exp(-((np.asarray(x, dtype=float) - m) ** 2) / 2 * s**2)


@wrong_rbf(hint="rbf: you square the 2 along with s. Only s is squared.")
def rbf_squares_the_two(x, m=0.0, s=1.0):
    return np.exp(-(((np.asarray(x, dtype=float) - m) / (2 * s)) ** 2))


@wrong_rbf(
    hint="rbf: you subtract m while x still holds whole numbers without a sign, as images do: 0 − 2 becomes 254. Make decimal numbers of x first."
)
def rbf_without_a_sign(x, m=0.0, s=1.0):
    return np.exp(-(((np.asarray(x) - m) / s) ** 2) / 2)


# --- wavelet


@wrong_wavelet(
    hint="wavelet: the half in the exponent is missing, and what the hat has above 0 it no longer has below."
)
def wavelet_without_the_half(x):
    x = np.asarray(x, dtype=float)
    return (1 - x**2) * np.exp(-(x**2))


@wrong_wavelet(hint="wavelet: you square the difference. Only x is squared, and then taken from 1.")
def wavelet_squares_the_difference(x):
    x = np.asarray(x, dtype=float)
    return (1 - x) ** 2 * np.exp(-(x**2) / 2)


@wrong_wavelet(hint="wavelet: your hat stands on its head. At 0 it is 1 high.")
def wavelet_upside_down(x):
    x = np.asarray(x, dtype=float)
    return (x**2 - 1) * np.exp(-(x**2) / 2)


@wrong_wavelet(hint="wavelet: this is the bump alone. The factor in front makes the troughs.")
def wavelet_is_a_bump(x):
    return np.exp(-(np.asarray(x, dtype=float) ** 2) / 2)


@wrong_wavelet(
    hint="wavelet: a product binds more tightly than a minus: the first factor needs its parentheses."
)
def wavelet_without_parentheses(x):
    x = np.asarray(x, dtype=float)
    return 1 - x**2 * np.exp(-(x**2) / 2)


@wrong_wavelet(
    hint="wavelet: the exponent is positive in your version: x is turned round before it is squared. Square first, then turn the sign."
)
def wavelet_grows(x):
    x = np.asarray(x, dtype=float)
    return (1 - x**2) * np.exp((-x) ** 2 / 2)


@wrong_wavelet(
    hint="wavelet: x is not squared in the first factor, so that your curve is not the same on both sides."
)
def wavelet_first_factor_not_squared(x):
    x = np.asarray(x, dtype=float)
    return (1 - x) * np.exp(-(x**2) / 2)


@wrong_wavelet(
    hint="wavelet: the shape is right, but there is a factor in front, as in signal processing. Ours is exactly 1 at 0."
)
def wavelet_with_a_factor(x):
    x = np.asarray(x, dtype=float)
    return 2 / (np.sqrt(3) * np.pi**0.25) * (1 - x**2) * np.exp(-(x**2) / 2)


@wrong_wavelet(
    hint="wavelet: x is not squared in the exponent, so that your curve is not the same on both sides."
)
def wavelet_exponent_not_squared(x):
    x = np.asarray(x, dtype=float)
    return (1 - x**2) * np.exp(-x / 2)


# --- right in another way


@variant("bumps", "zeros, then the positive places", binds="truncated_power")
def power_by_mask(x, n):
    values = np.array(x, dtype=float)
    y = np.zeros_like(values)
    y[values > 0] = values[values > 0] ** n
    return y


@variant("bumps", "a table of powers and a matrix product", binds="polynomial")
def polynomial_by_powers(x, c):
    powers = np.asarray(x, dtype=float)[..., None] ** np.arange(len(c))
    return powers @ np.asarray(c, dtype=float)


@variant("bumps", "NumPy's own, with the coefficients turned round", binds="polynomial")
def polynomial_by_numpy(x, c):
    return np.polyval(np.asarray(c, dtype=float)[::-1], np.asarray(x, dtype=float))


@variant("bumps", "literally", binds="rbf")
def rbf_literally(x, m=0.0, s=1.0):
    x = np.asarray(x, dtype=float)
    return np.exp(-((x - m) ** 2) / (2 * s**2))


@variant("bumps", "the bump minus its own square times", binds="wavelet")
def wavelet_by_bump(x):
    x = np.asarray(x, dtype=float)
    bump = np.exp(-0.5 * x * x)
    return bump - x * x * bump
