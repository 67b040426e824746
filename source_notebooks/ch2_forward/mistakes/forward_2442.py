"""What learners believe of a forward pass through two hidden layers."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "forward_2442",
    hint="Your scores are bent too. The activation belongs to the hidden layers; the output stays as the sums are.",
)
def bends_the_output(x, params, activation):
    h1 = activation(dense(x, params["W1"], params["b1"]))
    h2 = activation(dense(h1, params["W2"], params["b2"]))
    return activation(dense(h2, params["W3"], params["b3"]))


@mistake(
    "forward_2442",
    hint="The second hidden layer is not bent. *Each* hidden layer is followed by the activation.",
)
def second_layer_is_not_bent(x, params, activation):
    h1 = activation(dense(x, params["W1"], params["b1"]))
    h2 = dense(h1, params["W2"], params["b2"])
    return dense(h2, params["W3"], params["b3"])


@mistake(
    "forward_2442",
    hint="The activation has come one layer too late: the output is bent, the second hidden layer is not.",
)
def bends_the_output_instead(x, params, activation):
    h1 = activation(dense(x, params["W1"], params["b1"]))
    h2 = dense(h1, params["W2"], params["b2"])
    return activation(dense(h2, params["W3"], params["b3"]))


@mistake("forward_2442", hint="Nothing is bent any more: what happened to the activation?")
def nothing_is_bent(x, params, activation):
    h1 = dense(x, params["W1"], params["b1"])
    h2 = dense(h1, params["W2"], params["b2"])
    return dense(h2, params["W3"], params["b3"])


@mistake(
    "forward_2442",
    hint="You always bend by tanh. The function to bend with is handed in as `activation`.",
)
def always_tanh(x, params, activation):
    h1 = np.tanh(dense(x, params["W1"], params["b1"]))
    h2 = np.tanh(dense(h1, params["W2"], params["b2"]))
    return dense(h2, params["W3"], params["b3"])


@mistake(
    "forward_2442",
    hint="The first layer uses the activation that is handed in, your second one always tanh.",
)
def second_layer_always_tanh(x, params, activation):
    h1 = activation(dense(x, params["W1"], params["b1"]))
    h2 = np.tanh(dense(h1, params["W2"], params["b2"]))
    return dense(h2, params["W3"], params["b3"])


@mistake(
    "forward_2442",
    hint="The second hidden layer never takes part: you go from the first one straight to the output.",
)
def skips_the_second_layer(x, params, activation):
    h1 = activation(dense(x, params["W1"], params["b1"]))
    return dense(h1, params["W3"], params["b3"])


@mistake("forward_2442", hint="You pass the second hidden layer twice.")
def second_layer_twice(x, params, activation):
    h1 = activation(dense(x, params["W1"], params["b1"]))
    h2 = activation(dense(h1, params["W2"], params["b2"]))
    h3 = activation(dense(h2, params["W2"], params["b2"]))
    return dense(h3, params["W3"], params["b3"])


@mistake(
    "forward_2442",
    hint="Both hidden layers use the biases of the first. They have the same shape, but they are not the same numbers.",
)
def first_biases_twice(x, params, activation):
    h1 = activation(dense(x, params["W1"], params["b1"]))
    h2 = activation(dense(h1, params["W2"], params["b1"]))
    return dense(h2, params["W3"], params["b3"])


@mistake(
    "forward_2442",
    hint="W2 is square, so it fits either way round, and you have it the wrong way: its columns are the neurons.",
)
def second_weights_transposed(x, params, activation):
    h1 = activation(dense(x, params["W1"], params["b1"]))
    h2 = activation(dense(h1, params["W2"].T, params["b2"]))
    return dense(h2, params["W3"], params["b3"])


@mistake(
    "forward_2442",
    hint="In your second layer the bias comes after the bending. The activation bends the whole sum, bias included.",
)
def bias_after_bending(x, params, activation):
    h1 = activation(dense(x, params["W1"], params["b1"]))
    h2 = activation(h1 @ params["W2"]) + params["b2"]
    return dense(h2, params["W3"], params["b3"])


@mistake("forward_2442", hint="The biases of the later layers have got lost.")
def later_biases_are_forgotten(x, params, activation):
    h1 = activation(dense(x, params["W1"], params["b1"]))
    return activation(h1 @ params["W2"]) @ params["W3"]


@mistake("forward_2442", hint="The output layer has biases too: yours has none.")
def last_biases_are_forgotten(x, params, activation):
    h1 = activation(dense(x, params["W1"], params["b1"]))
    return activation(dense(h1, params["W2"], params["b2"])) @ params["W3"]


@mistake(
    "forward_2442",
    hint="The numbers are bent twice, once after the first layer and again before the second.",
)
def bends_twice(x, params, activation):
    h1 = activation(dense(x, params["W1"], params["b1"]))
    h2 = activation(dense(activation(h1), params["W2"], params["b2"]))
    return dense(h2, params["W3"], params["b3"])


@mistake(
    "forward_2442",
    hint="The activation is called for single numbers or samples. It takes a whole array: once for each hidden layer.",
)
def bends_row_by_row(x, params, activation):
    h1 = np.array([activation(z) for z in dense(x, params["W1"], params["b1"])])
    h2 = np.array([activation(z) for z in dense(h1, params["W2"], params["b2"])])
    return dense(h2, params["W3"], params["b3"])


@mistake(
    "forward_2442",
    hint="What you return is the last hidden layer. The scores come one layer later.",
)
def returns_the_hidden_layer(x, params, activation):
    h1 = activation(dense(x, params["W1"], params["b1"]))
    return activation(dense(h1, params["W2"], params["b2"]))


@mistake(
    "forward_2442",
    hint="Your two scores have become probabilities. Asked for are the scores themselves; softmax comes behind the network, when it is wanted.",
)
def gives_probabilities(x, params, activation):
    h1 = activation(dense(x, params["W1"], params["b1"]))
    h2 = activation(dense(h1, params["W2"], params["b2"]))
    e = np.exp(dense(h2, params["W3"], params["b3"]))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    "forward_2442",
    hint="The numbers are right, but you add into the caller's `params`: the next call meets other biases.",
)
def writes_into_params(x, params, activation):
    h1 = activation(dense(x, params["W1"], params["b1"]))
    h2 = activation(dense(h1, params["W2"], params["b2"]))
    y = dense(h2, params["W3"], params["b3"])
    params["b3"] += y.reshape(-1, 2)[0]
    return y


@mistake(
    "forward_2442",
    hint="You take the six arrays in the order in which the dictionary happens to hold them. Ask for each by its name.",
)
def in_the_order_of_the_dictionary(x, params, activation):
    W1, b1, W2, b2, W3, b3 = params.values()
    return activation(activation(x @ W1 + b1) @ W2 + b2) @ W3 + b3


@mistake(
    "forward_2442",
    hint="A batch of one sample loses its first axis on the way. It is still a batch: (1, 2) in, (1, 2) out.",
)
def one_row_is_no_batch(x, params, activation):
    h = activation(x @ params["W1"] + params["b1"])
    h = activation(h @ params["W2"] + params["b2"])
    return (h @ params["W3"] + params["b3"]).squeeze()


@variant("forward_2442", "a loop over the three layers")
def forward_by_loop(x, params, activation):
    h = x
    for i in (1, 2, 3):
        h = dense(h, params[f"W{i}"], params[f"b{i}"])
        if i < 3:
            h = activation(h)
    return h


@variant("forward_2442", "without dense")
def forward_by_products(x, params, activation):
    W1, b1, W2, b2, W3, b3 = (params[name] for name in ("W1", "b1", "W2", "b2", "W3", "b3"))
    return activation(activation(x @ W1 + b1) @ W2 + b2) @ W3 + b3
