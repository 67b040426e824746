"""What learners believe of a dense layer."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake("dense", hint="The sums are there, but the neurons' biases have no effect on them.")
def bias_is_forgotten(x, W, b):
    return x @ W


@mistake(
    "dense",
    hint="You turn W round. It stands as the exercise says, a column for each neuron: which axis of W is as long as a row of x?",
)
def W_is_transposed(x, W, b):
    return x @ W.T + b


@mistake(
    "dense",
    hint="W stands on the left of your product, so it meets the samples. The inputs of a sample should meet the weights.",
)
def W_on_the_left(x, W, b):
    return W @ x + b


@mistake(
    "dense",
    hint="Your biases go down the samples, as a column. A bias belongs to a neuron, and neurons are columns.",
)
def bias_for_each_sample(x, W, b):
    return x @ W + b[:, None]


@mistake(
    "dense",
    hint="All your neurons share one bias, the first. Each neuron has its own.",
)
def only_the_first_bias(x, W, b):
    return x @ W + b[0]


@mistake("dense", hint="Every neuron gets the sum of all biases. It should get its own alone.")
def all_biases_for_everyone(x, W, b):
    return x @ W + b.sum()


@mistake(
    "dense",
    hint="Each bias is added once for every input. It belongs to the neuron: once, after the sum.",
)
def bias_for_every_input(x, W, b):
    return (x[..., None] * W + b).sum(axis=-2)


@mistake("dense", hint="The bias is added to the sum, not multiplied with it.")
def bias_is_multiplied(x, W, b):
    return (x @ W) * b


@mistake("dense", hint="The bias pulls your sums the wrong way: it is added, not taken away.")
def bias_is_subtracted(x, W, b):
    return x @ W - b


@mistake(
    "dense",
    hint="You multiply element by element. Each neuron wants the *sum* of its products, and that is what a matrix product does.",
)
def element_by_element(x, W, b):
    return x * W + b


@mistake(
    "dense",
    hint="Your sums go over the samples as well: one row is left of a whole batch. Samples never meet in a layer.",
)
def samples_are_summed(x, W, b):
    return np.atleast_2d(x).sum(axis=0) @ W + b


@mistake(
    "dense",
    hint="The result has lost an axis of length 1. A batch of one, or a layer of one neuron, keeps both of its axes.",
)
def squeezes(x, W, b):
    return np.squeeze(x @ W + b)


@mistake(
    "dense",
    hint="A single sample of shape (D,) comes back as a batch. One row in, one row out: shape (K,).",
)
def one_sample_is_a_batch(x, W, b):
    return np.atleast_2d(x) @ W + b


@mistake(
    "dense",
    hint="The result is cut to the kind of numbers in x: where the inputs are whole numbers, decimals are lost.",
)
def result_has_the_dtype_of_x(x, W, b):
    return (x @ W + b).astype(x.dtype)


@mistake(
    "dense",
    hint="Weights and biases are cut to whole numbers where x holds whole numbers. Leave them as they are.",
)
def weights_have_the_dtype_of_x(x, W, b):
    return (x @ W.astype(x.dtype) + b.astype(x.dtype)).astype(float)


@mistake("dense", hint="Your negative sums have become 0. Bending comes later: here only sums.")
def bends_below_zero(x, W, b):
    return np.where(x @ W + b > 0, x @ W + b, 0.0)


@mistake(
    "dense", hint="Your sums are squeezed between −1 and 1. Bending comes later: here only sums."
)
def bends_by_tanh(x, W, b):
    return np.tanh(x @ W + b)


@variant("dense", "loops over samples, neurons and inputs")
def dense_by_loops(x, W, b):
    rows = np.atleast_2d(x)
    out = np.zeros((len(rows), W.shape[1]))
    for i, row in enumerate(rows):
        for k in range(W.shape[1]):
            out[i, k] = sum(row[d] * W[d, k] for d in range(len(row))) + b[k]
    return out if x.ndim == 2 else out[0]


@variant("dense", "np.dot, and the bias added in place to the fresh product")
def dense_by_dot(x, W, b):
    out = np.dot(x, W)
    out += b
    return out


@variant("dense", "einsum")
def dense_by_einsum(x, W, b):
    return np.einsum("...d,dk->...k", x, W) + b


@variant("dense", "transposed twice")
def dense_from_columns(x, W, b):
    return (W.T @ x.T).T + b
