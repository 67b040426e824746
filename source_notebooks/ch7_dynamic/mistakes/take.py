"""What learners believe of an operation that picks a part of a variable."""

import numpy as np

from autograder.mistakes import mistake, variant


def _variable(x):
    return x if isinstance(x, Variable) else Variable(x)


@mistake(
    "take",
    hint="The part is a new variable that remembers nothing: its gradient ends there. The tape has to be told what it was made from.",
)
def a_copy_without_a_road(x, index):
    return Variable(_variable(x).data[index])


@mistake(
    "take",
    hint="Where one place is taken several times, only one of its gradients arrives. At a fork gradients add up.",
)
def keeps_the_last(x, index):
    x = _variable(x)

    def pull(g):
        whole = np.zeros_like(x.data)
        whole[index] = g
        return (whole,)

    return apply("take", np.asarray(x.data[index]), pull, x)


@mistake(
    "take",
    hint="`+=` with an index that names a place several times adds to it only once. The text names a function that adds every time.",
)
def adds_once(x, index):
    x = _variable(x)

    def pull(g):
        whole = np.ones_like(x.data) * 0
        whole[index] += g
        return (whole,)

    return apply("take", np.asarray(x.data[index]), pull, x)


@mistake(
    "take",
    hint="The array of zeros is made once, on the way there. Walking back a second time then finds the first walk's gradients in it.",
)
def one_array_for_all_walks(x, index):
    x = _variable(x)
    whole = np.zeros_like(x.data)

    def pull(g):
        np.add.at(whole, index, g)
        return (whole.copy(),)

    return apply("take", np.asarray(x.data[index]), pull, x)


@mistake(
    "take",
    hint="The gradient that goes back has the shape of the part. It has to have the shape of the whole.",
)
def shape_of_the_part(x, index):
    x = _variable(x)
    return apply("take", np.asarray(x.data[index]), lambda g: (np.array(g),), x)


@mistake(
    "take",
    hint="Everything that was not taken gets a gradient too. What did not matter for the result has slope 0.",
)
def ones_elsewhere(x, index):
    x = _variable(x)

    def pull(g):
        whole = np.zeros_like(x.data)
        np.add.at(whole, index, g)
        whole[whole == 0] = 1
        return (whole,)

    return apply("take", np.asarray(x.data[index]), pull, x)


@mistake(
    "take",
    hint="Your zeros are float64, whatever the data are. The gradient has the dtype of the data.",
)
def always_float64(x, index):
    x = _variable(x)

    def pull(g):
        whole = np.zeros(x.shape)
        np.add.at(whole, index, g)
        return (whole,)

    return apply("take", np.asarray(x.data[index]), pull, x)


@mistake(
    "take",
    hint="The gradient that comes from behind is left out: where something was taken you put 1. It is what came back for it that goes there.",
)
def upstream_left_out(x, index):
    x = _variable(x)

    def pull(g):
        whole = np.zeros_like(x.data)
        np.add.at(whole, index, np.ones_like(g))
        return (whole,)

    return apply("take", np.asarray(x.data[index]), pull, x)


@mistake(
    "take",
    hint="You write the gradient into the data of the variable itself, which is the network's memory. It needs an array of its own.",
)
def writes_into_the_data(x, index):
    x = _variable(x)
    part = np.array(x.data[index])

    def pull(g):
        x.data[...] = 0
        np.add.at(x.data, index, g)
        return (x.data.copy(),)

    return apply("take", part, pull, x)


@mistake(
    "take",
    hint="The gradient is set on the variable by hand, and what `pull` gives back is zeros. The tape adds up what `pull` returns; behind the variable there may be more.",
)
def sets_grad_by_hand(x, index):
    x = _variable(x)

    def pull(g):
        whole = np.zeros_like(x.data)
        np.add.at(whole, index, g)
        x.grad = whole
        return (np.zeros_like(x.data),)

    return apply("take", np.asarray(x.data[index]), pull, x)


@mistake("take", hint='The operation has another name. The text asks for "take".')
def another_name(x, index):
    y = take(x, index)
    y.made_by = "getitem"
    return y


@mistake(
    "take",
    hint="The index is taken for rows, always: of a tuple only the first part is used.",
)
def rows_only(x, index):
    return take(x, index[0] if isinstance(index, tuple) else index)


@variant("take", "the places are numbered, and counted")
def by_numbers(x, index):
    x = _variable(x)
    numbers = np.arange(x.data.size).reshape(x.shape)[index]

    def pull(g):
        weights = np.bincount(np.ravel(numbers), np.ravel(g), minlength=x.data.size)
        return (weights.reshape(x.shape).astype(x.data.dtype),)

    return apply("take", x.data[index].copy(), pull, x)


@variant("take", "a list of one gradient, data as a copy")
def with_a_list(x, index):
    x = _variable(x)
    shape, dtype = x.data.shape, x.data.dtype

    def back(upstream):
        grads = np.zeros(shape, dtype=dtype)
        np.add.at(grads, index, upstream)
        return [grads]

    return apply("take", np.array(x.data[index]), back, x)
