"""2.7 The best of each group: what learners believe."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "maxout",
    hint="Your groups are not neighbours: you take every so-manieth column. The first k columns belong together.",
)
def every_so_manieth_column(x, k):
    x = np.asarray(x, dtype=float)
    return x.reshape(*x.shape[:-1], k, x.shape[-1] // k).max(axis=-2)


@mistake(
    "maxout",
    hint="You make k groups. k is the *size* of a group; how many groups there are follows from D.",
)
def k_groups(x, k):
    x = np.asarray(x, dtype=float)
    return x.reshape(*x.shape[:-1], k, x.shape[-1] // k).max(axis=-1)


@mistake(
    "maxout",
    hint="You compare rows. Rows are samples and never compete; the columns of each row do.",
)
def rows_compete(x, k):
    x = np.asarray(x, dtype=float)
    return x.reshape(x.shape[0] // k, k, *x.shape[1:]).max(axis=1)


@mistake(
    "maxout",
    hint="The largest number of the whole row comes out. There is one winner in each group of k.",
)
def one_winner_a_row(x, k):
    return np.asarray(x, dtype=float).max(axis=-1)


@mistake(
    "maxout",
    hint="You add up each group. Only the largest number of a group is kept.",
)
def sum_of_each_group(x, k):
    x = np.asarray(x, dtype=float)
    return x.reshape(*x.shape[:-1], -1, k).sum(axis=-1)


@mistake(
    "maxout",
    hint="You take the mean of each group. Only the largest number of a group is kept.",
)
def mean_of_each_group(x, k):
    x = np.asarray(x, dtype=float)
    return x.reshape(*x.shape[:-1], -1, k).mean(axis=-1)


@mistake(
    "maxout",
    hint="You keep the first number of each group, whatever the others are.",
)
def first_of_each_group(x, k):
    return np.asarray(x, dtype=float)[..., ::k]


@mistake(
    "maxout",
    hint="A group of negative numbers gives 0 in your version: a search for the largest must not begin at 0.",
)
def search_begins_at_zero(x, k):
    x = np.asarray(x, dtype=float)
    return np.maximum(x.reshape(*x.shape[:-1], -1, k).max(axis=-1), 0.0)


@mistake(
    "maxout",
    hint="The number that is largest without its sign wins in your version. −8 is less than −5.",
)
def largest_without_sign(x, k):
    x = np.asarray(x, dtype=float)
    return np.abs(x).reshape(*x.shape[:-1], -1, k).max(axis=-1)


@mistake(
    "maxout",
    hint="You take it for granted that x has rows and columns and nothing else. Let all axes but the last stay as they are, however many there are.",
)
def batches_only(x, k):
    x = np.asarray(x, dtype=float)
    n, d = x.shape
    return x.reshape(n, d // k, k).max(axis=2)


@mistake(
    "maxout",
    hint="The axis of each group stays behind with length 1. After the maximum it should be gone.",
)
def an_axis_stays(x, k):
    x = np.asarray(x, dtype=float)
    return x.reshape(*x.shape[:-1], -1, k).max(axis=-1, keepdims=True)


@mistake(
    "maxout",
    hint="Your groups overlap: a window slides on by one column. The next group begins where the last one has ended.",
)
def groups_overlap(x, k):
    x = np.asarray(x, dtype=float)
    starts = range(x.shape[-1] - k + 1)
    return np.stack([x[..., i : i + k].max(axis=-1) for i in starts], axis=-1)


@mistake(
    "maxout",
    hint="You keep the place of the winner, not its value.",
)
def place_of_the_winner(x, k):
    x = np.asarray(x, dtype=float)
    return x.reshape(*x.shape[:-1], -1, k).argmax(axis=-1).astype(float)


@mistake(
    "maxout",
    hint="Whole numbers stay whole numbers in your version. Results are decimal numbers here.",
)
def whole_numbers_stay(x, k):
    x = np.asarray(x)
    return x.reshape(*x.shape[:-1], -1, k).max(axis=-1)


@mistake(
    "maxout",
    hint="You put the winner at every place of its group, so that no column goes away. One number is left of each group.",
)
def winner_repeated(x, k):
    x = np.asarray(x, dtype=float)
    return np.repeat(x.reshape(*x.shape[:-1], -1, k).max(axis=-1), k, axis=-1)


@mistake(
    "maxout",
    hint="You keep the smallest number of each group.",
)
def smallest_of_each_group(x, k):
    x = np.asarray(x, dtype=float)
    return x.reshape(*x.shape[:-1], -1, k).min(axis=-1)


@mistake(
    "maxout",
    hint="All groups of the whole batch come out in one long row. The axes before the last one stay as they are.",
)
def one_long_row(x, k):
    return np.asarray(x, dtype=float).reshape(-1, k).max(axis=1)


@mistake(
    "maxout",
    hint="You bring the result into `len(x)` rows. That fits a batch only: one row alone, and three axes, have another shape.",
)
def as_many_rows_as_x(x, k):
    x = np.asarray(x, dtype=float)
    return x.reshape(-1, k).max(axis=1).reshape(len(x), -1)


@mistake(
    "maxout",
    hint="A batch of one row loses its first axis in your version. One sample in a batch is still a batch.",
)
def one_row_is_no_batch(x, k):
    x = np.asarray(x, dtype=float)
    if x.ndim == 2 and len(x) == 1:
        x = x[0]
    return x.reshape(*x.shape[:-1], -1, k).max(axis=-1)


@variant("maxout", "a slice for each group")
def maxout_by_slices(x, k):
    x = np.asarray(x, dtype=float)
    groups = range(0, x.shape[-1], k)
    return np.stack([x[..., i : i + k].max(axis=-1) for i in groups], axis=-1)


@variant("maxout", "every k-th column, k times, the larger kept")
def maxout_by_columns(x, k):
    x = np.asarray(x, dtype=float)
    best = x[..., ::k].copy()
    for offset in range(1, k):
        best = np.maximum(best, x[..., offset::k])
    return best
