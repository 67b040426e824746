"""2.10 Softmax: what learners believe."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "softmax",
    hint="Small scores are right, but for large ones infinity is divided by infinity. Which number may be subtracted from all scores of a row?",
)
def overflows(x, axis=-1):
    e = np.exp(np.asarray(x, dtype=float))
    return e / e.sum(axis=axis, keepdims=True)


@mistake(
    "softmax",
    hint="You subtract one maximum for the whole batch. In a row far below it every exponential is 0, and then 0 is divided by 0.",
)
def one_maximum_for_the_batch(x, axis=-1):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max())
    return e / e.sum(axis=axis, keepdims=True)


@mistake(
    "softmax",
    hint="All shares of the whole batch together add up to 1 in your version. Every row has a cake of its own.",
)
def one_cake_for_the_batch(x, axis=-1):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max())
    return e / e.sum()


@mistake(
    "softmax",
    hint="If nobody says anything, you go down the columns. Samples are rows: the last axis is the default.",
)
def columns_by_default(x, axis=0):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@mistake(
    "softmax",
    hint="Whatever axis is asked for, you take the last one.",
)
def axis_is_ignored(x, axis=-1):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    "softmax",
    hint="The default is axis 1 in your version: a single row has none, and with three axes it is the middle one. Count from the end.",
)
def axis_one_by_default(x, axis=1):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@mistake(
    "softmax",
    hint="You subtract inside x itself: the caller's scores are no longer what they were.",
)
def writes_into_x(x, axis=-1):
    x = np.asarray(x, dtype=float)
    x -= x.max(axis=axis, keepdims=True)
    np.exp(x, out=x)
    return x / x.sum(axis=axis, keepdims=True)


@mistake(
    "softmax",
    hint="The axis disappears when you take the maximum or the sum, and then shapes do not fit: in a square batch they seem to, and rows meet columns. An option of NumPy keeps the axis.",
)
def axis_disappears(x, axis=-1):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=axis))
    return e / e.sum(axis=axis)


@mistake(
    "softmax",
    hint="You divide the scores by their sum without making them positive first. Negative scores would get negative shares.",
)
def exponential_is_forgotten(x, axis=-1):
    x = np.asarray(x, dtype=float)
    return x / x.sum(axis=axis, keepdims=True)


@mistake(
    "softmax",
    hint="These are exponentials, but nobody has divided them by their sum.",
)
def sum_is_forgotten(x, axis=-1):
    x = np.asarray(x, dtype=float)
    return np.exp(x - x.max(axis=axis, keepdims=True))


@mistake(
    "softmax",
    hint="These are the logarithms of the shares. They will be useful in chapter 3; here the shares themselves are asked for.",
)
def logarithms(x, axis=-1):
    x = np.asarray(x, dtype=float)
    shifted = x - x.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


@mistake(
    "softmax",
    hint="You *divide* by the maximum. Only subtracting leaves the shares as they are.",
)
def divides_by_the_maximum(x, axis=-1):
    x = np.asarray(x, dtype=float)
    e = np.exp(x / x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@mistake(
    "softmax",
    hint="The winner takes all in your version. Softmax is soft: the others get their shares, too.",
)
def winner_takes_all(x, axis=-1):
    x = np.asarray(x, dtype=float)
    e = (x == x.max(axis=axis, keepdims=True)).astype(float)
    return e / e.sum(axis=axis, keepdims=True)


@mistake(
    "softmax",
    hint="You divide sigmoids by their sum. It adds up to 1, but the exponentials themselves are asked for.",
)
def sigmoids_divided(x, axis=-1):
    s = 0.5 * (1 + np.tanh(np.asarray(x, dtype=float) / 2))
    return s / s.sum(axis=axis, keepdims=True)


@mistake(
    "softmax",
    hint="Each score has its own sigmoid in your version: they know nothing of each other, and do not add up to 1.",
)
def separate_sigmoids(x, axis=-1):
    return 0.5 * (1 + np.tanh(np.asarray(x, dtype=float) / 2))


@mistake(
    "softmax",
    hint="You subtract the smallest score of a row, and the large ones stay too large for the exponential.",
)
def subtracts_the_minimum(x, axis=-1):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.min(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@mistake(
    "softmax",
    hint="You subtract the mean of a row. If its scores are far apart, the largest is still too large for the exponential.",
)
def subtracts_the_mean(x, axis=-1):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.mean(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@mistake(
    "softmax",
    hint="You cut off large scores, so that 1000 and 1001 become the same number. Subtracting keeps their difference.",
)
def cuts_off_scores(x, axis=-1):
    e = np.exp(np.clip(np.asarray(x, dtype=float), -500, 500))
    return e / e.sum(axis=axis, keepdims=True)


@mistake(
    "softmax",
    hint="The order is turned round: the lowest score gets the largest share. Mind the sign in the exponent.",
)
def order_turned_round(x, axis=-1):
    x = -np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@mistake(
    "softmax",
    hint="With whole numbers you compute shares and then store them as whole numbers, which leaves zeros and ones.",
)
def box_of_whole_numbers(x, axis=-1):
    x = np.asarray(x)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return (e / e.sum(axis=axis, keepdims=True)).astype(x.dtype)


@mistake(
    "softmax",
    hint="You expect rows and columns. One row alone has no rows to go through, and three axes are too many for your loop.",
)
def loops_over_rows(x, axis=-1):
    x = np.asarray(x, dtype=float)
    rows = x if axis in (-1, 1) else x.T
    y = np.zeros_like(rows)
    for i in range(rows.shape[0]):
        for_one = np.exp(rows[i] - max(rows[i]))
        y[i] = for_one / sum(for_one)
    return y if axis in (-1, 1) else y.T


@mistake(
    "softmax",
    hint="The maximum goes along the axis that was asked for, but the sum always along the last one, or the other way round. Both belong to the same axis.",
)
def two_different_axes(x, axis=-1):
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    "softmax",
    hint="You subtract the largest score while x still holds whole numbers without a sign, as images do: 1 − 250 becomes 7. Make decimal numbers of x first.",
)
def shifted_without_a_sign(x, axis=-1):
    x = np.asarray(x)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@variant("softmax", "the axis moved to the end, then row by row")
def softmax_by_loop(x, axis=-1):
    moved = np.moveaxis(np.asarray(x, dtype=float), axis, -1)
    rows = moved.reshape(-1, moved.shape[-1])
    shares = []
    for row in rows:
        e = np.exp(row - row.max())
        shares.append(e / e.sum())
    return np.moveaxis(np.array(shares).reshape(moved.shape), -1, axis)


@variant("softmax", "through logarithms")
def softmax_by_logarithms(x, axis=-1):
    x = np.asarray(x, dtype=float)
    return np.exp(x - np.logaddexp.reduce(x, axis=axis, keepdims=True))


@variant("softmax", "with a list of the axis for keepdims by hand")
def softmax_by_expand_dims(x, axis=-1):
    x = np.array(x, dtype=float)
    e = np.exp(x - np.expand_dims(x.max(axis), axis))
    return e / np.expand_dims(e.sum(axis), axis)
