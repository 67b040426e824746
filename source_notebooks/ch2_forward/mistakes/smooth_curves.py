"""2.5 Smooth curves: what learners believe."""

from functools import partial

import numpy as np

from autograder.mistakes import mistake, variant

wrong_softsign = partial(mistake, "smooth_curves", binds="softsign")
wrong_softplus = partial(mistake, "smooth_curves", binds="softplus")
wrong_swish = partial(mistake, "smooth_curves", binds="swish")
wrong_elu = partial(mistake, "smooth_curves", binds="elu")
wrong_selu = partial(mistake, "smooth_curves", binds="selu")


def _two_sides(x, right, left):
    """Put factors before both sides of an ELU: right · x, and left · (exp(x) - 1)."""
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, right * x, left * np.expm1(np.minimum(x, 0.0)))


# --- softsign


@wrong_softsign(
    hint="softsign: below the line stands x itself in your version, and at −1 you divide by 0. There it is the absolute value."
)
def softsign_without_absolute_value(x):
    x = np.asarray(x, dtype=float)
    return x / (1 + x)


@wrong_softsign(
    hint="softsign: the division comes before the plus. The sum below the line needs parentheses."
)
def softsign_without_parentheses(x):
    x = np.asarray(x, dtype=float)
    return x / 1 + np.abs(x)


@wrong_softsign(hint="softsign: your curve is never negative. Above the line x keeps its sign.")
def softsign_loses_the_sign(x):
    x = np.abs(np.asarray(x, dtype=float))
    return x / (1 + x)


@wrong_softsign(
    hint="softsign: below the line you have a square; it falls back to 0 for large x. There stands the absolute value."
)
def softsign_with_a_square(x):
    x = np.asarray(x, dtype=float)
    return x / (1 + x**2)


@wrong_softsign(hint="softsign: this is tanh. Softsign gets by without exponentials.")
def softsign_is_tanh(x):
    return np.tanh(np.asarray(x, dtype=float))


@wrong_softsign(
    hint="softsign: your whole-number division throws away what stands behind the decimal point."
)
def softsign_divides_whole_numbers(x):
    x = np.asarray(x, dtype=float)
    return x // (1 + np.abs(x))


@wrong_softsign(
    hint="softsign: below the line you add 1 while x still holds small whole numbers, as images do: 255 and 1 are 0 there. Make decimal numbers of x first."
)
def softsign_overflows_in_a_byte(x):
    x = np.asarray(x)
    return x / (1 + np.abs(x))


# --- softplus


@wrong_softplus(
    hint="softplus: near 0 it is right, but far to the right the exponential is infinite before the logarithm can tame it. Look at the form above the exercise."
)
def softplus_overflows(x):
    return np.log(1 + np.exp(np.asarray(x, dtype=float)))


@wrong_softplus(
    hint="softplus: you cut off the inputs to be safe, and far to the right your curve stops rising. It should be x itself there."
)
def softplus_stops_rising(x):
    return np.log1p(np.exp(np.clip(np.asarray(x, dtype=float), -50, 50)))


@wrong_softplus(
    hint="softplus: a logarithm of another base. Natural logarithms belong to the exponential."
)
def softplus_to_another_base(x):
    return np.logaddexp(0.0, np.asarray(x, dtype=float)) / np.log(10)


@wrong_softplus(
    hint="softplus: without the 1 the logarithm undoes the exponential, and x comes out as it came in."
)
def softplus_without_the_one(x):
    return np.array(x, dtype=float)[()]


@wrong_softplus(
    hint="softplus: this has a sharp kink, it is the ReLU. The second term of the safe form rounds it off."
)
def softplus_is_relu(x):
    return np.maximum(np.asarray(x, dtype=float), 0.0)


@wrong_softplus(hint="softplus: your curve falls. Mind the sign in the exponent.")
def softplus_falls(x):
    return np.logaddexp(0.0, -np.asarray(x, dtype=float))


@wrong_softplus(
    hint="softplus: in the safe form the exponent is minus the *absolute value* of x. With minus x it counts twice on one side, and overflows on the other."
)
def softplus_safe_form_without_absolute_value(x):
    x = np.asarray(x, dtype=float)
    return np.maximum(x, 0.0) + np.log(1 + np.exp(-x))


@wrong_softplus(
    hint="softplus: in the safe form the first term is the larger of x and 0. With x alone, the left side goes wrong."
)
def softplus_safe_form_without_maximum(x):
    x = np.asarray(x, dtype=float)
    return x + np.log1p(np.exp(-np.abs(x)))


@wrong_softplus(
    hint="softplus: for small whole numbers NumPy's functions compute in half precision, with three digits. Make decimal numbers of x first."
)
def softplus_in_half_precision(x):
    return np.logaddexp(0, x)


# --- swish


@wrong_swish(hint="swish: beta has no effect on your curve.")
def swish_ignores_beta(x, beta=1.0):
    return np.asarray(x, dtype=float) * sigmoid(x)


@wrong_swish(
    hint="swish: beta stands inside the sigmoid and nowhere else; you multiply the whole curve by it."
)
def swish_beta_outside(x, beta=1.0):
    return beta * np.asarray(x, dtype=float) * sigmoid(x)


@wrong_swish(
    hint="swish: beta multiplies x in both places in your version. Outside the sigmoid x stands alone."
)
def swish_beta_twice(x, beta=1.0):
    x = beta * np.asarray(x, dtype=float)
    return x * 0.5 * (1 + np.tanh(x / 2))


@wrong_swish(hint="swish: this is the sigmoid alone; the factor x in front of it is missing.")
def swish_without_the_factor(x, beta=1.0):
    return 0.5 * (1 + np.tanh(beta * np.asarray(x, dtype=float) / 2))


@wrong_swish(
    hint="swish: far out your curve is nan, because infinity is divided by infinity. Your sigmoid is safe: call it."
)
def swish_overflows(x, beta=1.0):
    x = np.asarray(x, dtype=float)
    e = np.exp(beta * x)
    return x * e / (1 + e)


@wrong_swish(
    hint="swish: you multiply with tanh. It goes to −1 on the left, so that your curve goes up there."
)
def swish_with_tanh(x, beta=1.0):
    x = np.asarray(x, dtype=float)
    return x * np.tanh(beta * x)


@wrong_swish(
    hint="swish: the wrong half passes. The sign in the exponent of your sigmoid is turned round."
)
def swish_turned_round(x, beta=1.0):
    return np.asarray(x, dtype=float) * sigmoid(-beta * np.asarray(x, dtype=float))


@wrong_swish(
    hint="swish: your curve is safe for a positive beta only. With a negative one the side on which the exponential explodes is the other one; your sigmoid knows how to deal with that."
)
def swish_safe_for_positive_beta_only(x, beta=1.0):
    x = np.asarray(x, dtype=float)
    if beta >= 0:
        return x * 0.5 * (1 + np.tanh(beta * x / 2))
    e = np.exp(beta * x)
    return x * e / (1 + e)


@wrong_swish(
    hint="swish: you multiply x by beta while x still holds whole numbers without a sign, as images do. Make decimal numbers of x first."
)
def swish_without_a_sign(x, beta=1.0):
    x = np.asarray(x)
    return x * 0.5 * (1 + np.tanh(beta * x / 2))


# --- elu


@wrong_elu(hint="elu: alpha has no effect on your curve.")
def elu_ignores_alpha(x, alpha=1.0):
    return _two_sides(x, 1.0, 1.0)


@wrong_elu(
    hint="elu: you multiply the positive side by alpha, too. Positive numbers pass as they are."
)
def elu_alpha_on_both_sides(x, alpha=1.0):
    return _two_sides(x, alpha, alpha)


@wrong_elu(hint="elu: your curve jumps at 0. On the left the minus 1 is missing.")
def elu_without_minus_one(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0.0)))


@wrong_elu(hint="elu: alpha multiplies the whole parenthesis, the minus 1 included.")
def elu_without_parentheses(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0.0)) - 1)


@wrong_elu(
    hint="elu: near 0 it is right. Far to the right you multiply infinity by 0, and that is nan, not 0. Choose between the two sides instead of adding them."
)
def elu_multiplies_with_zero(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return (x > 0) * x + (x <= 0) * alpha * (np.exp(x) - 1)


@wrong_elu(
    hint="elu: you let the larger of the two pieces win. On the right the exponential is the larger one, and not the one that is asked for."
)
def elu_larger_piece_wins(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.maximum(x, alpha * (np.exp(x) - 1))


@wrong_elu(
    hint="elu: your left side comes out positive; the 1 is subtracted from the exponential, not the other way round."
)
def elu_upside_down(x, alpha=1.0):
    return _two_sides(x, 1.0, -alpha)


@wrong_elu(
    hint="elu: the exponential on the left is that of minus x, which grows without end. It should level out at minus alpha."
)
def elu_grows_on_the_left(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, alpha * (np.exp(-np.minimum(x, 0.0)) - 1))


@wrong_elu(hint="elu: this is a straight line on the left, a leaky ReLU. An ELU bends.")
def elu_is_leaky_relu(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, alpha * x)


@wrong_elu(
    hint="elu: your result lives in an array of the kind that came in, and whole numbers have no room for an exponential."
)
def elu_in_a_box_of_whole_numbers(x, alpha=1.0):
    x = np.array(x)
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0.0))).astype(x.dtype)


@wrong_elu(
    hint="elu: an alpha of 0 counts as none in your version, because 0 is as good as False. Zero is an alpha like any other."
)
def elu_takes_zero_for_missing(x, alpha=1.0):
    return _two_sides(x, 1.0, alpha or 1.0)


@wrong_elu(
    hint="elu: for small whole numbers NumPy's functions compute in half precision, with three digits. Make decimal numbers of x first."
)
def elu_in_half_precision(x, alpha=1.0):
    return np.where(np.asarray(x) > 0, x, alpha * (np.exp(np.minimum(x, 0)) - 1.0)).astype(float)


# --- selu


@wrong_selu(hint="selu: your positive side lacks the factor λ. It multiplies both sides.")
def selu_lambda_on_the_left_only(x):
    return _two_sides(x, 1.0, SELU_LAMBDA * SELU_ALPHA)


@wrong_selu(hint="selu: your negative side lacks the factor λ. It multiplies both sides.")
def selu_lambda_on_the_right_only(x):
    return _two_sides(x, SELU_LAMBDA, SELU_ALPHA)


@wrong_selu(hint="selu: λ and α have changed places.")
def selu_constants_swapped(x):
    return _two_sides(x, SELU_ALPHA, SELU_ALPHA * SELU_LAMBDA)


@wrong_selu(hint="selu: λ is missing altogether. What you have is an ELU with the right α.")
def selu_without_lambda(x):
    return _two_sides(x, 1.0, SELU_ALPHA)


@wrong_selu(hint="selu: α is missing. Without it you have an ELU with its default, times λ.")
def selu_without_alpha(x):
    return _two_sides(x, SELU_LAMBDA, SELU_LAMBDA)


@wrong_selu(
    hint="selu: nearly, but your two constants are rounded. They stand in a given cell with all their digits."
)
def selu_constants_rounded(x):
    return _two_sides(x, 1.05, 1.05 * 1.67)


@wrong_selu(hint="selu: in your version α multiplies the positive side, too.")
def selu_alpha_on_both_sides(x):
    return _two_sides(x, SELU_LAMBDA * SELU_ALPHA, SELU_LAMBDA * SELU_ALPHA)


@wrong_selu(
    hint="selu: far to the right infinity is multiplied by 0, which gives nan. Choose between the two sides instead of adding them."
)
def selu_multiplies_with_zero(x):
    x = np.asarray(x, dtype=float)
    return 1.0507009873554805 * ((x > 0) * x + (x <= 0) * 1.6732632423543772 * (np.exp(x) - 1))


@wrong_selu(
    hint="selu: you scale x before it goes into the ELU. λ multiplies what comes out; on the left that is not the same."
)
def selu_scales_the_input(x):
    return _two_sides(SELU_LAMBDA * np.asarray(x, dtype=float), 1.0, SELU_ALPHA)


@wrong_elu(
    hint="elu: your alpha stands inside the exponential. It multiplies what comes out of the parenthesis."
)
def elu_alpha_inside(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, np.expm1(np.minimum(alpha * np.minimum(x, 0.0), 0.0)))


# --- right in another way


@variant("smooth_curves", "the safe form", binds="softplus")
def softplus_in_the_safe_form(x):
    x = np.asarray(x, dtype=float)
    return np.maximum(x, 0) + np.log(1 + np.exp(-np.abs(x)))


@variant("smooth_curves", "far to the right, x itself", binds="softplus")
def softplus_by_cases(x):
    x = np.asarray(x, dtype=float)
    return np.where(x > 30, x, np.log1p(np.exp(np.minimum(x, 30))))


@variant("smooth_curves", "one division", binds="swish")
def swish_by_division(x, beta=1.0):
    x = np.asarray(x, dtype=float)
    return x / (1 + np.exp(-beta * x))


@variant("smooth_curves", "both sides computed everywhere, one chosen", binds="elu")
def elu_with_an_overflow_that_is_not_chosen(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, alpha * (np.exp(x) - 1))


@variant("smooth_curves", "two halves added, the left one cut off at 0", binds="elu")
def elu_by_halves(x, alpha=1.0):
    return np.maximum(x, 0.0) + alpha * (np.exp(np.minimum(x, 0.0)) - 1)


@variant("smooth_curves", "written out", binds="selu")
def selu_written_out(x):
    x = np.asarray(x, dtype=float)
    return np.where(
        x > 0, SELU_LAMBDA * x, SELU_LAMBDA * SELU_ALPHA * (np.exp(np.minimum(x, 0)) - 1)
    )
