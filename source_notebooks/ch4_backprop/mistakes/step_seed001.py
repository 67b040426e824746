"""What learners believe in exercise `step_seed001`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake("step_seed001", hint="You go uphill: the loss is meant to become smaller.")
def uphill(X, Y, W1, W2, lr, y_size, mask=True):
    grads = gradients_seed001(X, Y, W1, W2, y_size, mask)
    return W1 + lr * grads["W1"], W2 + lr * grads["W2"]


@mistake("step_seed001", hint="`-=` writes into the caller's own matrices.")
def in_place(X, Y, W1, W2, lr, y_size, mask=True):
    grads = gradients_seed001(X, Y, W1, W2, y_size, mask)
    W1 -= lr * grads["W1"]
    W2 -= lr * grads["W2"]
    return W1, W2


@mistake(
    "step_seed001",
    hint="W1 has moved when you ask for the gradient of W2. Both gradients are those at the old weights.",
)
def w1_moves_first(X, Y, W1, W2, lr, y_size, mask=True):
    W1 = W1 - lr * gradients_seed001(X, Y, W1, W2, y_size, mask)["W1"]
    return W1, W2 - lr * gradients_seed001(X, Y, W1, W2, y_size, mask)["W2"]


@mistake(
    "step_seed001",
    hint="W2 has moved when you ask for the gradient of W1. Both gradients are those at the old weights.",
)
def w2_moves_first(X, Y, W1, W2, lr, y_size, mask=True):
    W2 = W2 - lr * gradients_seed001(X, Y, W1, W2, y_size, mask)["W2"]
    return W1 - lr * gradients_seed001(X, Y, W1, W2, y_size, mask)["W1"], W2


@mistake(
    "step_seed001",
    hint="`mask` is not handed on: without a word of yours the gradient is always masked.",
)
def mask_not_handed_on(X, Y, W1, W2, lr, y_size, mask=True):
    grads = gradients_seed001(X, Y, W1, W2, y_size)
    return W1 - lr * grads["W1"], W2 - lr * grads["W2"]


@mistake(
    "step_seed001", hint="You divide by the number of outputs, whatever y_size the caller gives."
)
def y_size_of_its_own(X, Y, W1, W2, lr, y_size, mask=True):
    grads = gradients_seed001(X, Y, W1, W2, Y.size, mask)
    return W1 - lr * grads["W1"], W2 - lr * grads["W2"]


@mistake("step_seed001", hint="y_size is 4 for you in every case. Take what is given.")
def always_four(X, Y, W1, W2, lr, y_size, mask=True):
    grads = gradients_seed001(X, Y, W1, W2, 4, mask)
    return W1 - lr * grads["W1"], W2 - lr * grads["W2"]


@mistake("step_seed001", hint="The learning rate has got lost: you subtract the whole gradient.")
def no_learning_rate(X, Y, W1, W2, lr, y_size, mask=True):
    grads = gradients_seed001(X, Y, W1, W2, y_size, mask)
    return W1 - grads["W1"], W2 - grads["W2"]


@mistake("step_seed001", hint="Your learning rate is always 0.0001, whatever the caller asks for.")
def rate_of_the_tutorial(X, Y, W1, W2, lr, y_size, mask=True):
    grads = gradients_seed001(X, Y, W1, W2, y_size, mask)
    return W1 - 1e-4 * grads["W1"], W2 - 1e-4 * grads["W2"]


@mistake("step_seed001", hint="W1 moves twice, as at the prompt. Each matrix moves once.")
def w1_moves_twice(X, Y, W1, W2, lr, y_size, mask=True):
    grads = gradients_seed001(X, Y, W1, W2, y_size, mask)
    return W1 - 2 * lr * grads["W1"], W2 - lr * grads["W2"]


@mistake("step_seed001", hint="Only W1 moves. W2 has a gradient, too.")
def w1_only(X, Y, W1, W2, lr, y_size, mask=True):
    return W1 - lr * gradients_seed001(X, Y, W1, W2, y_size, mask)["W1"], W2.copy()


@mistake("step_seed001", hint="Only W2 moves. W1 has a gradient, too.")
def w2_only(X, Y, W1, W2, lr, y_size, mask=True):
    return W1.copy(), W2 - lr * gradients_seed001(X, Y, W1, W2, y_size, mask)["W2"]


@mistake("step_seed001", hint="The two come in the wrong order: first W1, then W2.")
def in_the_wrong_order(X, Y, W1, W2, lr, y_size, mask=True):
    grads = gradients_seed001(X, Y, W1, W2, y_size, mask)
    return W2 - lr * grads["W2"], W1 - lr * grads["W1"]


@mistake("step_seed001", hint="The gradients come back. The new weights are asked for.")
def returns_the_gradients(X, Y, W1, W2, lr, y_size, mask=True):
    grads = gradients_seed001(X, Y, W1, W2, y_size, mask)
    return lr * grads["W1"], lr * grads["W2"]


@mistake("step_seed001", hint="A dictionary comes back. A pair is asked for.")
def a_dictionary(X, Y, W1, W2, lr, y_size, mask=True):
    grads = gradients_seed001(X, Y, W1, W2, y_size, mask)
    return {"W1": W1 - lr * grads["W1"], "W2": W2 - lr * grads["W2"]}


@mistake(
    "step_seed001", hint="Your new weights are float64. Those of float32 weights should be float32."
)
def float64_always(X, Y, W1, W2, lr, y_size, mask=True):
    grads = gradients_seed001(X, Y, W1, W2, y_size, mask)
    lr = np.float64(lr)
    return W1 - lr * grads["W1"], W2 - lr * grads["W2"]


@mistake(
    "step_seed001",
    hint="You divide the step by the number of samples. y_size has taken care of that.",
)
def mean_once_more(X, Y, W1, W2, lr, y_size, mask=True):
    grads = gradients_seed001(X, Y, W1, W2, y_size, mask)
    return W1 - lr * grads["W1"] / len(X), W2 - lr * grads["W2"] / len(X)


@variant("step_seed001", "copies that are moved in place")
def copies_in_place(X, Y, W1, W2, lr, y_size, mask=True):
    new_W1, new_W2 = W1.copy(), W2.copy()
    grads = gradients_seed001(X, Y, new_W1, new_W2, y_size, mask=mask)
    new_W1 -= lr * grads["W1"]
    new_W2 -= lr * grads["W2"]
    return [new_W1, new_W2]


@variant("step_seed001", "a dictionary of weights")
def by_a_dictionary(X, Y, W1, W2, lr, y_size, mask=True):
    weights = {"W1": W1, "W2": W2}
    grads = gradients_seed001(X, Y, **weights, y_size=y_size, mask=mask)
    return tuple(weights[name] - lr * grads[name] for name in ("W1", "W2"))
