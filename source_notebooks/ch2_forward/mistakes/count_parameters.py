"""What learners count."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake("count_parameters", hint="You count the weights. Each neuron has a bias besides.")
def biases_are_forgotten(sizes):
    return sum(D * K for D, K in zip(sizes, sizes[1:]))


@mistake(
    "count_parameters",
    hint="You count a bias for each *input* of a layer. Biases belong to its neurons, on the other side.",
)
def biases_for_inputs(sizes):
    return sum(D * K + D for D, K in zip(sizes, sizes[1:]))


@mistake(
    "count_parameters",
    hint="The inputs of the network have got biases too. They are data: nobody adds anything to them.",
)
def inputs_have_biases(sizes):
    return sum(D * K for D, K in zip(sizes, sizes[1:])) + sum(sizes)


@mistake(
    "count_parameters",
    hint="You count one bias for each layer. Each *neuron* of the layer has its own.",
)
def one_bias_for_each_layer(sizes):
    return sum(D * K + 1 for D, K in zip(sizes, sizes[1:]))


@mistake(
    "count_parameters",
    hint="The last layer is missing. How many pairs of neighbours has a list of four numbers?",
)
def last_layer_is_missing(sizes):
    return sum(sizes[i] * sizes[i + 1] + sizes[i + 1] for i in range(len(sizes) - 2))


@mistake("count_parameters", hint="The first layer, behind the inputs, is missing.")
def first_layer_is_missing(sizes):
    return sum(sizes[i] * sizes[i + 1] + sizes[i + 1] for i in range(1, len(sizes) - 1))


@mistake(
    "count_parameters",
    hint="The output layer's biases are missing: it is not bent, but it has biases like every layer.",
)
def output_has_no_biases(sizes):
    return sum(D * K + K for D, K in zip(sizes, sizes[1:])) - sizes[-1]


@mistake(
    "count_parameters",
    hint="You multiply all sizes together. A layer only connects two neighbours, and the layers add up.",
)
def everything_multiplied(sizes):
    return int(np.prod(sizes)) + sum(sizes[1:])


@mistake("count_parameters", hint="These are the neurons. Count the lines between them, too.")
def counts_neurons(sizes):
    return sum(sizes)


@mistake(
    "count_parameters",
    hint="You connect every layer with every later one. Only neighbours are connected.",
)
def all_pairs_are_connected(sizes):
    weights = sum(D * K for i, D in enumerate(sizes) for K in sizes[i + 1 :])
    return weights + sum(sizes[1:])


@mistake(
    "count_parameters",
    hint="The count is right, but it is a decimal number: asked for is an integer.",
)
def gives_a_float(sizes):
    return float(sum(D * K + K for D, K in zip(sizes, sizes[1:])))


@mistake(
    "count_parameters",
    hint="The count is right, but your function takes the list apart: the caller's `sizes` is not what it was.",
)
def empties_the_list(sizes):
    total, D = 0, sizes.pop(0)
    while sizes:
        K = sizes.pop(0)
        total += (D + 1) * K
        D = K
    return total


@mistake(
    "count_parameters",
    hint="Layers of the same shape are counted once: a set holds nothing twice. Each layer has weights of its own.",
)
def equal_layers_count_once(sizes):
    return sum(D * K + K for D, K in set(zip(sizes, sizes[1:])))


@variant("count_parameters", "an index")
def by_index(sizes):
    total = 0
    for i in range(len(sizes) - 1):
        total += (sizes[i] + 1) * sizes[i + 1]
    return total


@variant("count_parameters", "NumPy, weights and biases apart")
def by_numpy(sizes):
    sizes = np.array(sizes)
    return (sizes[:-1] * sizes[1:]).sum() + sizes[1:].sum()
