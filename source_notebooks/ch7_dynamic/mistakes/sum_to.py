"""What learners believe of folding back."""

import numpy as np

from autograder.mistakes import mistake, variant


def right(x, shape):
    x = x.sum(axis=tuple(range(x.ndim - len(shape))))
    return x.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)


@mistake(
    "sum_to",
    hint="Axes that `shape` lacks are summed, but a 1 in `shape` is passed over: there something was stretched, too.",
)
def leading_axes_only(x, shape):
    return x.sum(axis=tuple(range(x.ndim - len(shape))))


@mistake(
    "sum_to",
    hint="Where `shape` has a 1 the sum is right, but axes that `shape` does not have are still there.",
)
def ones_only(x, shape):
    padded = (1,) * (x.ndim - len(shape)) + tuple(shape)
    return x.sum(axis=tuple(i for i, n in enumerate(padded) if n == 1), keepdims=True)


@mistake(
    "sum_to",
    hint="An axis of length 1 gets lost: it is summed, but it has to stay. `sum` has an option for that.",
)
def keepdims_forgotten(x, shape):
    x = x.sum(axis=tuple(range(x.ndim - len(shape))))
    return x.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1))


@mistake(
    "sum_to",
    hint="You take the mean. A number that was used several times has several roads to the result, and what comes back along them is added.",
)
def the_mean(x, shape):
    return right(x, shape) * (np.prod(shape, dtype=int) / x.size).astype(x.dtype)


@mistake(
    "sum_to",
    hint="You sum the axes at the back until the number of axes fits. Broadcasting adds axes in front.",
)
def from_the_back(x, shape):
    x = x.sum(axis=tuple(range(len(shape), x.ndim)))
    return x.sum(axis=tuple(i for i in range(len(shape)) if x.shape[i] != shape[i]), keepdims=True)


@mistake(
    "sum_to",
    hint="Only the shape is made to fit: you cut out the first elements. All of them count.",
)
def cut_out(x, shape):
    return np.resize(x, shape)


@mistake(
    "sum_to",
    hint="Only one axis in front is summed, however many there are; or one more than there are.",
)
def one_axis_only(x, shape):
    if x.shape == tuple(shape):
        return x
    x = x.sum(axis=0)
    return x.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1 and i < x.ndim), keepdims=True)


@mistake(
    "sum_to",
    hint="Your sums are float64 whatever came in. float32 is to stay float32.",
)
def always_float64(x, shape):
    return right(np.asarray(x, dtype=float), shape)


@mistake(
    "sum_to",
    hint="You write into x: its rows are added up in place, and whoever gave it to you finds it changed.",
)
def adds_up_in_place(x, shape):
    if tuple(shape) != x.shape and x.ndim:
        first = x[0]
        for row in x[1:]:
            first += row
        return right(x[:1], shape)
    return right(x, shape)


@mistake(
    "sum_to",
    hint="For the shape () nothing is summed. No axes at all means a single number: everything is added up.",
)
def nothing_for_a_number(x, shape):
    return x if shape == () else right(x, shape)


@variant("sum_to", "axis after axis, from the back")
def axis_by_axis(x, shape):
    padded = (1,) * (x.ndim - len(shape)) + tuple(shape)
    for axis in reversed(range(x.ndim)):
        if padded[axis] == 1:
            x = np.sum(x, axis=axis, keepdims=True)
    return x.reshape(shape)


@variant("sum_to", "two loops, one for each kind of axis")
def by_loops(x, shape):
    out = x
    while out.ndim > len(shape):
        out = out.sum(0)
    for i in range(len(shape)):
        if shape[i] == 1 and out.shape[i] > 1:
            out = np.expand_dims(out.sum(axis=i), i)
    return out


@variant("sum_to", "element by element, with the number for ()")
def by_elements(x, shape):
    if shape == ():
        return x.sum()
    out = np.zeros(shape, dtype=x.dtype)
    np.add.at(out, tuple(np.broadcast_to(i, x.shape) for i in np.indices(shape, sparse=True)), x)
    return out
