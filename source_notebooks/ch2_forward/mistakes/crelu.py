"""2.8 Good news and bad news side by side: what learners believe."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "crelu",
    hint="You have put the halves below each other: twice as many rows. They belong side by side, along the last axis.",
)
def halves_below_each_other(x):
    x = np.asarray(x, dtype=float)
    return np.concatenate([np.maximum(x, 0.0), np.maximum(-x, 0.0)])


@mistake(
    "crelu",
    hint="The two halves have changed places: the positive part comes first.",
)
def negative_part_first(x):
    x = np.asarray(x, dtype=float)
    return np.concatenate([np.maximum(-x, 0.0), np.maximum(x, 0.0)], axis=-1)


@mistake(
    "crelu",
    hint="Your second half is negative. The bad news are written as positive numbers.",
)
def second_half_is_negative(x):
    x = np.asarray(x, dtype=float)
    return np.concatenate([np.maximum(x, 0.0), np.minimum(x, 0.0)], axis=-1)


@mistake(
    "crelu",
    hint="In your version the two parts of each column stand next to each other. First come all positive parts, then all negative ones.",
)
def columns_interleaved(x):
    x = np.asarray(x, dtype=float)
    pairs = np.stack([np.maximum(x, 0.0), np.maximum(-x, 0.0)], axis=-1)
    return pairs.reshape(*x.shape[:-1], -1)


@mistake(
    "crelu",
    hint="You have made a new axis for the two halves. The last axis should grow instead, to twice its length.",
)
def a_new_axis(x):
    x = np.asarray(x, dtype=float)
    return np.stack([np.maximum(x, 0.0), np.maximum(-x, 0.0)], axis=-1)


@mistake(
    "crelu",
    hint="You join along axis 1, which is the last one for a batch only. A single row has no axis 1, and with three axes it is the middle one.",
)
def axis_one_always(x):
    x = np.asarray(x, dtype=float)
    return np.concatenate([np.maximum(x, 0.0), np.maximum(-x, 0.0)], axis=1)


@mistake(
    "crelu",
    hint="You add the two halves, which gives the absolute value. They stay apart, in columns of their own.",
)
def halves_are_added(x):
    return np.abs(np.asarray(x, dtype=float))


@mistake(
    "crelu",
    hint="You have put x and −x side by side, but the negative numbers in each half have not become 0.",
)
def not_rectified(x):
    x = np.asarray(x, dtype=float)
    return np.concatenate([x, -x], axis=-1)


@mistake(
    "crelu",
    hint="Both halves are the same in your version. The second one is about minus x.",
)
def same_half_twice(x):
    x = np.asarray(x, dtype=float)
    return np.concatenate([np.maximum(x, 0.0), np.maximum(x, 0.0)], axis=-1)


@mistake(
    "crelu",
    hint="Your second half is the absolute value; the positive numbers are in it once more.",
)
def second_half_is_absolute(x):
    x = np.asarray(x, dtype=float)
    return np.concatenate([np.maximum(x, 0.0), np.abs(x)], axis=-1)


@mistake(
    "crelu",
    hint="Whole numbers stay whole numbers in your version. Results are decimal numbers here.",
)
def whole_numbers_stay(x):
    x = np.asarray(x)
    return np.concatenate([np.maximum(x, 0), np.maximum(-x, 0)], axis=-1)


@mistake(
    "crelu",
    hint="You write into x itself while you make the first half. The caller still needs it, and so does your second half.",
)
def writes_into_x(x):
    x = np.asarray(x, dtype=float)
    negative = np.maximum(-x, 0.0)
    x[x < 0] = 0.0
    return np.concatenate([x, negative], axis=-1)


@mistake(
    "crelu",
    hint="Two results come out of your function, side by side in a tuple. One array is asked for.",
)
def gives_two_arrays(x):
    x = np.asarray(x, dtype=float)
    return np.maximum(x, 0.0), np.maximum(-x, 0.0)


@mistake(
    "crelu",
    hint="`hstack` joins along axis 1 as soon as there is one, and with three axes that is not the last. Name the axis yourself, counted from the end.",
)
def joined_by_hstack(x):
    x = np.asarray(x, dtype=float)
    return np.hstack([np.maximum(x, 0.0), np.maximum(-x, 0.0)])


@mistake(
    "crelu",
    hint="A batch of one row loses its first axis in your version. One sample in a batch is still a batch.",
)
def one_row_is_no_batch(x):
    x = np.asarray(x, dtype=float)
    if len(x) == 1:
        x = x[0]
    return np.concatenate([np.maximum(x, 0), np.maximum(-x, 0)], axis=-1)


@variant("crelu", "an empty array, filled half by half")
def crelu_by_filling(x):
    x = np.asarray(x)
    d = x.shape[-1]
    y = np.zeros((*x.shape[:-1], 2 * d))
    y[..., :d] = np.where(x > 0, x, 0)
    y[..., d:] = np.where(x < 0, -x, 0)
    return y


@variant("crelu", "joined first, rectified then")
def crelu_joined_first(x):
    x = np.asarray(x, dtype=float)
    return np.maximum(np.concatenate([x, -x], axis=-1), 0.0)
