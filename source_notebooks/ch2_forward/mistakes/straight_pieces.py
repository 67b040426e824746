"""2.4 Straight pieces: what learners believe."""

import numpy as np

from autograder.mistakes import mistake, variant

# --- clipped_relu


@mistake(
    "straight_pieces",
    binds="clipped_relu",
    hint="clipped_relu: whatever limit is asked for, you cut off at 20.",
)
def limit_is_ignored(x, limit=20.0):
    return np.clip(np.asarray(x, dtype=float), 0.0, 20.0)


@mistake(
    "straight_pieces",
    binds="clipped_relu",
    hint="clipped_relu: if nobody says otherwise, the limit is 20; 6 is the one of a well-known relative.",
)
def default_of_six(x, limit=6.0):
    return np.clip(np.asarray(x, dtype=float), 0.0, limit)


@mistake(
    "straight_pieces",
    binds="clipped_relu",
    hint="clipped_relu: you cut off above, but negative numbers still pass.",
)
def no_floor(x, limit=20.0):
    return np.minimum(np.asarray(x, dtype=float), limit)


@mistake(
    "straight_pieces",
    binds="clipped_relu",
    hint="clipped_relu: it goes as far down as up in your version. Below, it is a ReLU and stops at 0.",
)
def cut_off_at_minus_limit(x, limit=20.0):
    return np.clip(np.asarray(x, dtype=float), -limit, limit)


@mistake(
    "straight_pieces",
    binds="clipped_relu",
    hint="clipped_relu: numbers above the limit become 0 in your version. They stay at the limit.",
)
def zero_above_the_limit(x, limit=20.0):
    x = np.asarray(x, dtype=float)
    return np.where((x > 0) & (x <= limit), x, 0.0)


@mistake(
    "straight_pieces",
    binds="clipped_relu",
    hint="clipped_relu: there is no limit in your version; this is the plain ReLU.",
)
def no_limit(x, limit=20.0):
    return np.maximum(np.asarray(x, dtype=float), 0.0)


@mistake(
    "straight_pieces",
    binds="clipped_relu",
    hint="clipped_relu: whole numbers stay whole numbers in your version.",
)
def clipped_whole_numbers(x, limit=20.0):
    return np.clip(np.asarray(x), 0, int(limit) if float(limit).is_integer() else limit)


@mistake(
    "straight_pieces",
    binds="clipped_relu",
    hint="clipped_relu: minimum and maximum have changed places, so that the result is the same for every x. Which of them belongs to 0?",
)
def minimum_and_maximum_swapped(x, limit=20.0):
    return np.maximum(np.minimum(np.asarray(x, dtype=float), 0.0), limit)


@mistake(
    "straight_pieces",
    binds="clipped_relu",
    hint="clipped_relu: you write into x itself. The caller still needs the numbers as they were.",
)
def clipped_writes_into_x(x, limit=20.0):
    x = np.asarray(x, dtype=float)
    np.clip(x, 0.0, limit, out=x)
    return x


# --- hard_sigmoid


@mistake(
    "straight_pieces",
    binds="hard_sigmoid",
    hint="hard_sigmoid: your slope is 1/6. Some libraries do that; here it is 0.2.",
)
def slope_of_one_sixth(x):
    return np.clip(np.asarray(x, dtype=float) / 6 + 0.5, 0.0, 1.0)


@mistake(
    "straight_pieces",
    binds="hard_sigmoid",
    hint="hard_sigmoid: your slope is 1/4. That would be the tangent of the sigmoid at 0; here it is 0.2.",
)
def slope_of_one_quarter(x):
    return np.clip(0.25 * np.asarray(x, dtype=float) + 0.5, 0.0, 1.0)


@mistake(
    "straight_pieces",
    binds="hard_sigmoid",
    hint="hard_sigmoid: at 0 your curve is 0. The half has to be added before you cut off.",
)
def half_is_forgotten(x):
    return np.clip(0.2 * np.asarray(x, dtype=float), 0.0, 1.0)


@mistake(
    "straight_pieces",
    binds="hard_sigmoid",
    hint="hard_sigmoid: you cut off first and add the half afterwards, so that the result goes up to 1.5.",
)
def half_is_added_last(x):
    return np.clip(0.2 * np.asarray(x, dtype=float), 0.0, 1.0) + 0.5


@mistake(
    "straight_pieces",
    binds="hard_sigmoid",
    hint="hard_sigmoid: the factor 0.2 belongs to x alone. In your version it multiplies the half, too.",
)
def half_is_multiplied(x):
    return np.clip(0.2 * (np.asarray(x, dtype=float) + 0.5), 0.0, 1.0)


@mistake(
    "straight_pieces",
    binds="hard_sigmoid",
    hint="hard_sigmoid: nothing stops your line at the left end; it goes below 0.",
)
def open_below(x):
    return np.minimum(0.2 * np.asarray(x, dtype=float) + 0.5, 1.0)


@mistake(
    "straight_pieces",
    binds="hard_sigmoid",
    hint="hard_sigmoid: nothing stops your line at the right end; it goes above 1.",
)
def open_above(x):
    return np.maximum(0.2 * np.asarray(x, dtype=float) + 0.5, 0.0)


@mistake(
    "straight_pieces",
    binds="hard_sigmoid",
    hint="hard_sigmoid: it is cut off at −1 below in your version. A sigmoid ends at 0.",
)
def cut_off_at_minus_one(x):
    return np.clip(0.2 * np.asarray(x, dtype=float) + 0.5, -1.0, 1.0)


@mistake(
    "straight_pieces",
    binds="hard_sigmoid",
    hint="hard_sigmoid: this is the smooth sigmoid. The hard one is made of three straight pieces.",
)
def the_smooth_one(x):
    return 0.5 * (1 + np.tanh(np.asarray(x, dtype=float) / 2))


@mistake(
    "straight_pieces",
    binds="hard_sigmoid",
    hint="hard_sigmoid: the straight line is right, but nothing cuts it off, at neither end.",
)
def not_cut_off(x):
    return 0.2 * np.asarray(x, dtype=float) + 0.5


# --- prelu


@mistake(
    "straight_pieces",
    binds="prelu",
    hint="prelu: in your version the slopes belong to the rows. Rows are samples; each *column* has its own slope.",
)
def slopes_for_rows(x, a):
    x, a = np.asarray(x, dtype=float), np.asarray(a, dtype=float)
    return np.where(x > 0, x, (a[:, None] if a.ndim and x.ndim > 1 else a) * x)


@mistake(
    "straight_pieces",
    binds="prelu",
    hint="prelu: you use the first slope for all columns.",
)
def first_slope_for_all(x, a):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, np.atleast_1d(a)[0] * x)


@mistake(
    "straight_pieces",
    binds="prelu",
    hint="prelu: you use one slope for all columns, the mean of those given. Each column has its own.",
)
def mean_slope_for_all(x, a):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, np.mean(a) * x)


@mistake(
    "straight_pieces",
    binds="prelu",
    hint="prelu: you let the larger of two numbers win, which goes wrong where a slope is greater than 1. Ask for the sign of x.",
)
def larger_wins(x, a):
    x = np.asarray(x, dtype=float)
    return np.maximum(x, a * x)


@mistake(
    "straight_pieces",
    binds="prelu",
    hint="prelu: the slopes multiply the positive numbers in your version. Those pass unchanged.",
)
def prelu_on_the_positive(x, a):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, a * x, x)


@mistake(
    "straight_pieces",
    binds="prelu",
    hint="prelu: you write into x itself. The caller still needs the numbers as they were.",
)
def prelu_writes_into_x(x, a):
    x = np.asarray(x, dtype=float)
    x *= np.where(x > 0, 1.0, a)
    return x


@mistake(
    "straight_pieces",
    binds="prelu",
    hint="prelu: where everything that comes in is whole numbers, whole numbers come out of your function.",
)
def prelu_keeps_whole_numbers(x, a):
    x = np.asarray(x)
    return np.where(x > 0, x, a * x)


@mistake(
    "straight_pieces",
    binds="prelu",
    hint="prelu: you take it for granted that x has rows and columns. A single row, or a single number, is welcome too.",
)
def batches_only(x, a):
    x = np.array(x, dtype=float)
    for column in range(x.shape[1]):
        slope = a[column] if np.ndim(a) else a
        x[:, column] = np.where(x[:, column] > 0, x[:, column], slope * x[:, column])
    return x


@mistake(
    "straight_pieces",
    binds="prelu",
    hint="prelu: you look up a slope by its number, but a may also be a single number for all columns.",
)
def one_slope_is_refused(x, a):
    x = np.asarray(x, dtype=float)
    slopes = np.array([a[column] for column in range(x.shape[-1])])
    return np.where(x > 0, x, slopes * x)


@mistake(
    "straight_pieces",
    binds="prelu",
    hint="prelu: a slope of 0 counts as none in your version, because 0 is as good as False. Zero is a slope like any other.",
)
def prelu_takes_zero_for_missing(x, a):
    x = np.asarray(x, dtype=float)
    a = np.asarray(a if np.ndim(a) else (a or 0.25), dtype=float)
    return np.where(x > 0, x, a * x)


@mistake(
    "straight_pieces",
    binds="clipped_relu",
    hint="clipped_relu: you compute with whole numbers and make decimal ones of the result. A limit that does not fit into the small numbers of an image stops you: the decimal numbers have to come first.",
)
def clipped_decimal_at_the_end(x, limit=20.0):
    return np.minimum(np.maximum(x, 0), limit) * 1.0


@mistake(
    "straight_pieces",
    binds="prelu",
    hint="prelu: you compute with small whole numbers and make decimal ones of the result. By then it has overflowed: the decimal numbers have to come first.",
)
def prelu_decimal_at_the_end(x, a):
    return np.where(np.asarray(x) > 0, x, np.asarray(a) * x).astype(float)


@variant("straight_pieces", "with minimum and maximum", binds="clipped_relu")
def clipped_by_minimum_and_maximum(x, limit=20.0):
    return np.minimum(np.maximum(x, 0.0), float(limit))


@variant("straight_pieces", "a difference of two rectifiers", binds="hard_sigmoid")
def hard_sigmoid_by_rectifiers(x):
    return np.maximum(0.2 * np.asarray(x) + 0.5, 0) - np.maximum(0.2 * np.asarray(x) - 0.5, 0)


@variant("straight_pieces", "the sum of two halves", binds="prelu")
def prelu_by_halves(x, a):
    return np.maximum(x, 0.0) + a * np.minimum(x, 0.0)


@variant("straight_pieces", "slopes stretched to the shape of x, then a mask", binds="prelu")
def prelu_by_mask(x, a):
    y = np.array(x, dtype=float)
    slopes = np.broadcast_to(a, y.shape)
    left = y < 0
    y[left] = y[left] * slopes[left]
    return y
