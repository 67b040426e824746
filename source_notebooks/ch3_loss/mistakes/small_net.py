"""What learners believe in exercise `small_net`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "small_net",
    hint="The output goes through tanh as well, so no prediction can be larger than 1. Only the hidden layer has an activation.",
)
def tanh_on_the_output(params, X):
    h = np.tanh(X @ params["W1"] + params["b1"])
    return np.tanh(h @ params["w2"] + params["b2"])


@mistake(
    "small_net",
    hint="There is no activation at all: two layers in a row that only multiply and add are as good as one.",
)
def no_activation(params, X):
    return (X @ params["W1"] + params["b1"]) @ params["w2"] + params["b2"]


@mistake("small_net", hint="The hidden neurons have lost their biases.")
def hidden_bias_left_out(params, X):
    return np.tanh(X @ params["W1"]) @ params["w2"] + params["b2"]


@mistake("small_net", hint="The output has lost its bias.")
def output_bias_left_out(params, X):
    return np.tanh(X @ params["W1"] + params["b1"]) @ params["w2"]


@mistake(
    "small_net",
    hint="The bias of the hidden layer is added after the tanh. It belongs to the sum that tanh is taken of.",
)
def bias_after_tanh(params, X):
    return (np.tanh(X @ params["W1"]) + params["b1"]) @ params["w2"] + params["b2"]


@mistake(
    "small_net",
    hint="The numbers are right, but each stands in a row of its own: shape (N, 1) where (N,) is asked for.",
)
def a_column(params, X):
    h = np.tanh(X @ params["W1"] + params["b1"])
    return h @ params["w2"][:, None] + params["b2"]


@mistake(
    "small_net",
    hint="You squeeze the result: with one sample, the axis of the samples is gone. A batch of one is a batch.",
)
def squeezed(params, X):
    h = np.tanh(X @ params["W1"] + params["b1"])
    return np.squeeze(h @ params["w2"] + params["b2"])


@mistake(
    "small_net",
    hint="The hidden layer is a ReLU (or something that cuts below 0). The exercise wants tanh, which is smooth and goes from −1 to 1.",
)
def relu_instead_of_tanh(params, X):
    h = np.maximum(0, X @ params["W1"] + params["b1"])
    return h @ params["w2"] + params["b2"]


@mistake(
    "small_net",
    hint="The hidden layer is a sigmoid, from 0 to 1. tanh looks alike, but goes from −1 to 1.",
)
def sigmoid_instead_of_tanh(params, X):
    z = X @ params["W1"] + params["b1"]
    return (0.5 * (1 + np.tanh(z / 2))) @ params["w2"] + params["b2"]


@mistake(
    "small_net",
    hint="Your tanh is made of exponentials, which overflow for huge sums: inf divided by inf is not a number.",
)
def tanh_by_exponentials(params, X):
    z = X @ params["W1"] + params["b1"]
    with np.errstate(all="ignore"):
        h = (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    return h @ params["w2"] + params["b2"]


@mistake(
    "small_net",
    hint="Weights and inputs are multiplied the other way round, so that the inner axes do not fit. Rows of X are samples.",
)
def product_the_other_way_round(params, X):
    h = np.tanh(params["W1"] @ X + params["b1"])
    return h @ params["w2"] + params["b2"]


@mistake(
    "small_net",
    hint="The products of hidden values and weights are there, but nobody has added them up for each sample.",
)
def hidden_values_not_summed(params, X):
    h = np.tanh(X @ params["W1"] + params["b1"])
    return h * params["w2"] + params["b2"]


@mistake(
    "small_net",
    hint="You return decisions, −1 or 1. The loss needs to know by how much, so return the predictions themselves.",
)
def decisions(params, X):
    h = np.tanh(X @ params["W1"] + params["b1"])
    return np.sign(h @ params["w2"] + params["b2"])


@mistake(
    "small_net",
    hint="You write tanh's results into the caller's parameters or add the output's bias to an array that is not yours.",
)
def writes_into_params(params, X):
    params["W1"] *= 1.0
    params["b1"] += 0.0
    h = np.tanh(X @ params["W1"] + params["b1"])
    params["w2"] *= 2.0
    return h @ params["w2"] / 2 + params["b2"]


@variant("small_net", "one sample after the other")
def sample_by_sample(params, X):
    y = []
    for x in X:
        total = params["b2"][0]
        for j in range(len(params["w2"])):
            total += params["w2"][j] * np.tanh(x @ params["W1"][:, j] + params["b1"][j])
        y.append(total)
    return np.array(y)


@variant("small_net", "sums over an axis, tanh by way of the sigmoid's range")
def sums_over_axes(params, X):
    z = (X[:, :, None] * params["W1"]).sum(axis=1) + params["b1"]
    return (np.tanh(z) * params["w2"]).sum(axis=-1) + params["b2"].item()
