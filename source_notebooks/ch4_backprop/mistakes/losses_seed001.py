"""What learners believe in exercise `losses_seed001`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _y(X, W1, W2):
    return np.maximum(X @ W1, 0) @ W2


@mistake("losses_seed001", hint="The hidden sums are not bent: everything below 0 should become 0.")
def no_relu(X, Y, W1, W2, y_size):
    return np.square(X @ W1 @ W2 - Y) / y_size


@mistake("losses_seed001", hint="You bend the outputs as well. Outputs may be negative.")
def relu_on_the_outputs(X, Y, W1, W2, y_size):
    return np.square(np.maximum(_y(X, W1, W2), 0) - Y) / y_size


@mistake("losses_seed001", hint="You take the size of what is below 0. It should become 0.")
def absolute_value(X, Y, W1, W2, y_size):
    return np.square(np.abs(X @ W1) @ W2 - Y) / y_size


@mistake(
    "losses_seed001",
    hint="You divide before you square, so you divide twice. Only the square is divided by y_size.",
)
def divides_before_squaring(X, Y, W1, W2, y_size):
    return np.square((_y(X, W1, W2) - Y) / y_size)


@mistake("losses_seed001", hint="You add everything up. Here the matrix itself is asked for.")
def summed(X, Y, W1, W2, y_size):
    return (np.square(_y(X, W1, W2) - Y) / y_size).sum()


@mistake(
    "losses_seed001",
    hint="You add up the outputs of each sample. Here the whole matrix is asked for.",
)
def summed_by_sample(X, Y, W1, W2, y_size):
    return (np.square(_y(X, W1, W2) - Y) / y_size).sum(axis=1, keepdims=True)


@mistake(
    "losses_seed001", hint="You divide by the number of outputs, whatever y_size the caller gives."
)
def divides_by_all_outputs(X, Y, W1, W2, y_size):
    return np.square(_y(X, W1, W2) - Y) / Y.size


@mistake(
    "losses_seed001", hint="You divide by the number of samples, whatever y_size the caller gives."
)
def divides_by_the_samples(X, Y, W1, W2, y_size):
    return np.square(_y(X, W1, W2) - Y) / len(Y)


@mistake("losses_seed001", hint="Nothing is divided by y_size.")
def not_divided(X, Y, W1, W2, y_size):
    return np.square(_y(X, W1, W2) - Y)


@mistake("losses_seed001", hint="You take the size of the difference. The loss is its *square*.")
def absolute_differences(X, Y, W1, W2, y_size):
    return np.abs(_y(X, W1, W2) - Y) / y_size


@mistake("losses_seed001", hint="You halve the squares. Some books do; this loss does not.")
def halved(X, Y, W1, W2, y_size):
    return np.square(_y(X, W1, W2) - Y) / y_size / 2


@mistake("losses_seed001", hint="The difference keeps its sign: the square is missing.")
def not_squared(X, Y, W1, W2, y_size):
    return (_y(X, W1, W2) - Y) / y_size


@mistake("losses_seed001", hint="You take a root at the end. The loss is the square itself.")
def rooted(X, Y, W1, W2, y_size):
    return np.sqrt(np.square(_y(X, W1, W2) - Y) / y_size)


@mistake(
    "losses_seed001",
    hint="Your numbers become float64 on the way. What comes in as float32 should come out as float32.",
)
def float64_always(X, Y, W1, W2, y_size):
    return np.square(_y(X, W1, W2) - Y).astype(float) / y_size


@mistake(
    "losses_seed001",
    hint="Everything is made float32. What comes in as float64 has 16 digits, and should keep them.",
)
def float32_always(X, Y, W1, W2, y_size):
    return (np.square(_y(X, W1, W2) - Y) / y_size).astype(np.float32)


@mistake("losses_seed001", hint="y_size is made a whole number before you divide by it.")
def whole_y_size(X, Y, W1, W2, y_size):
    return np.square(_y(X, W1, W2) - Y) / max(int(y_size), 1)


@mistake("losses_seed001", hint="The difference is written into the caller's Y.")
def writes_into_y(X, Y, W1, W2, y_size):
    Y -= _y(X, W1, W2)
    return np.square(Y) / y_size


@variant("losses_seed001", "dot and powers")
def by_dot(X, Y, W1, W2, y_size):
    hidden = X.dot(W1)
    hidden[hidden < 0] = 0
    return (hidden.dot(W2) - Y) ** 2 / y_size


@variant("losses_seed001", "loops over samples and outputs")
def by_loops(X, Y, W1, W2, y_size):
    found = np.zeros_like(Y)
    for m in range(Y.shape[0]):
        for k in range(Y.shape[1]):
            y = sum(max(X[m] @ W1[:, j], 0) * W2[j, k] for j in range(W1.shape[1]))
            found[m, k] = (y - Y[m, k]) ** 2 / y_size
    return found
