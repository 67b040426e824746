"""What learners believe in exercise `neuron`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake("neuron", hint="The bias is added to the sum, not multiplied with it: try it with b = 0.")
def bias_is_multiplied(x, w, b):
    return (x @ w) * b


@mistake("neuron", hint="The sum of products is there, but the bias has no effect on your result.")
def bias_is_forgotten(x, w, b):
    return x @ w


@mistake(
    "neuron",
    hint="Your bias is added once for every input. It belongs to the neuron: once, after the sum.",
)
def bias_for_every_input(x, w, b):
    return (x * w + b).sum(axis=-1)


@mistake("neuron", hint="The products are there, one for each input, but nobody has added them up.")
def products_are_not_summed(x, w, b):
    return x * w + b


@mistake(
    "neuron",
    hint="For a batch you add up everything, all samples together. Each row wants its own sum.",
)
def sums_over_the_whole_batch(x, w, b):
    return np.sum(x * w) + b


@mistake(
    "neuron",
    hint="You add up down the columns. Samples are rows: the sum runs along the last axis.",
)
def sums_down_the_columns(x, w, b):
    return (x * w).sum(axis=0) + b


@mistake(
    "neuron",
    hint="In your product the weights meet the first axis of x, which is the samples. "
    "It may look right when a batch is square: which axis has the inputs?",
)
def weights_on_the_left(x, w, b):
    return w @ x + b


@mistake(
    "neuron",
    hint="The sums are right, but each sits in a row of its own: shape (N, 1) where (N,) is asked for.",
)
def keeps_a_column(x, w, b):
    sums = (x * w).sum(axis=-1, keepdims=x.ndim > 1)
    return sums + b


@mistake(
    "neuron",
    hint="A batch of one sample is still a batch: its result has shape (1,), but yours has lost the axis.",
)
def squeezes_a_batch_of_one(x, w, b):
    return np.squeeze(x @ w + b)


@mistake(
    "neuron",
    hint="Something is rounded to whole numbers on the way. Weights and sums are decimal numbers.",
)
def cuts_off_decimals(x, w, b):
    return (x @ w + b).astype(int)


@mistake(
    "neuron",
    hint="Your sums live in an array of the inputs' kind: when the inputs are whole numbers, every product "
    "loses what stands behind the decimal point.",
)
def sums_have_the_dtype_of_x(x, w, b):
    total = np.zeros(x.shape[:-1], dtype=x.dtype)
    for i in range(len(w)):
        total = total + (x[..., i] * w[i]).astype(x.dtype)
    return total + b


@mistake(
    "neuron", hint="You multiply inside x itself: the caller's data are no longer what they were."
)
def writes_into_x(x, w, b):
    x *= w
    return x.sum(axis=-1) + b


_ROWS_FOR_INPUTS = (
    "Your loop is right for one sample. In a batch `x[i]` is a whole row, that is a sample, and no longer input i: "
    "say which axis you mean, or let the inputs be added along the last one."
)


@mistake("neuron", hint=_ROWS_FOR_INPUTS)
def loops_over_the_length_of_x(x, w, b):
    total = b
    for i in range(len(x)):
        total = total + x[i] * w[i]
    return total


@mistake("neuron", hint=_ROWS_FOR_INPUTS)
def loops_over_the_length_of_w(x, w, b):
    total = b
    for i in range(len(w)):
        total = total + x[i] * w[i]
    return total


@mistake("neuron", hint=_ROWS_FOR_INPUTS)
def pairs_rows_with_weights(x, w, b):
    total = b
    for value, weight in zip(x, w):
        total = total + value * weight
    return total


@mistake(
    "neuron",
    hint="The weights are cut to whole numbers, because x holds whole numbers. Leave the weights as they are.",
)
def weights_have_the_dtype_of_x(x, w, b):
    return x @ w.astype(x.dtype) + b


@mistake(
    "neuron",
    hint="A single sample comes back as an array with one element. One sample in, one number out.",
)
def one_sample_is_a_batch(x, w, b):
    return np.atleast_2d(x) @ w + b


@variant("neuron", "a loop over the rows and the inputs")
def neuron_by_loops(x, w, b):
    if x.ndim == 2:
        return np.array([neuron_by_loops(row, w, b) for row in x])
    total = b
    for one, weight in zip(x, w):
        total += one * weight
    return total


@variant("neuron", "products, then a sum along the last axis")
def neuron_by_sum(x, w, b):
    return np.sum(x * w, axis=-1) + b


@variant("neuron", "computed in float32")
def neuron_in_float32(x, w, b):
    return np.dot(x.astype(np.float32), w.astype(np.float32)) + np.float32(b)
