"""What goes wrong when a published run is repeated."""

import numpy as np

from autograder.mistakes import mistake, variant


def drawn(shapes, order, dtype=np.float32):
    """Draw arrays in an order, and give them back in the order X, Y, W1, W2."""
    arrays = {name: np.random.randn(*shapes[name]).astype(dtype) for name in order}
    return arrays["X"], arrays.get("Y"), arrays["W1"], arrays["W2"]


def shapes_of(M, N_I, N_H, N_O):
    return {"X": (M, N_I), "Y": (M, N_O), "W1": (N_I, N_H), "W2": (N_H, N_O)}


def forward(X, W1, W2):
    h = X @ W1
    h_r = np.where(h > 0, h, np.zeros_like(h))
    return h, h_r, h_r @ W2


@mistake(
    "forward_seed001",
    hint="Everything is there, but as float64: the tutorial turns each drawn array into float32.",
)
def stays_in_float64(M, N_I, N_H, N_O):
    np.random.seed(1)
    X, _, W1, W2 = drawn(shapes_of(M, N_I, N_H, N_O), ["X", "Y", "W1", "W2"], np.float64)
    return forward(X, W1, W2)


@mistake(
    "forward_seed001",
    hint="The weights are float32, the inputs are not, and one float64 turns the results into float64.",
)
def inputs_stay_in_float64(M, N_I, N_H, N_O):
    np.random.seed(1)
    X, _, W1, W2 = drawn(shapes_of(M, N_I, N_H, N_O), ["X", "Y", "W1", "W2"], np.float64)
    h, h_r, _ = forward(X, W1.astype(np.float32), W2)
    return h, h_r, (h_r @ W2).astype(np.float32)


@mistake(
    "forward_seed001",
    hint="You do not draw Y, since it is not needed. But then the weights get the random numbers that were Y's.",
)
def leaves_Y_out(M, N_I, N_H, N_O):
    np.random.seed(1)
    X, _, W1, W2 = drawn(shapes_of(M, N_I, N_H, N_O), ["X", "W1", "W2"])
    return forward(X, W1, W2)


@mistake(
    "forward_seed001", hint="Y is drawn last in your run. Its place is between X and the weights."
)
def draws_Y_last(M, N_I, N_H, N_O):
    np.random.seed(1)
    X, _, W1, W2 = drawn(shapes_of(M, N_I, N_H, N_O), ["X", "W1", "W2", "Y"])
    return forward(X, W1, W2)


@mistake("forward_seed001", hint="You draw the weights before the data. The order is X, Y, W1, W2.")
def draws_weights_first(M, N_I, N_H, N_O):
    np.random.seed(1)
    X, _, W1, W2 = drawn(shapes_of(M, N_I, N_H, N_O), ["W1", "W2", "X", "Y"])
    return forward(X, W1, W2)


@mistake(
    "forward_seed001", hint="You draw Y in the shape of X. It has one column for each *output*."
)
def Y_has_the_shape_of_X(M, N_I, N_H, N_O):
    np.random.seed(1)
    shapes = shapes_of(M, N_I, N_H, N_O) | {"Y": (M, N_I)}
    X, _, W1, W2 = drawn(shapes, ["X", "Y", "W1", "W2"])
    return forward(X, W1, W2)


@mistake(
    "forward_seed001",
    hint="The seed is set before each draw, so all arrays begin with the same numbers. Once, at the beginning.",
)
def seeds_before_each_draw(M, N_I, N_H, N_O):
    arrays = {}
    for name, shape in shapes_of(M, N_I, N_H, N_O).items():
        np.random.seed(1)
        arrays[name] = np.random.randn(*shape).astype(np.float32)
    return forward(arrays["X"], arrays["W1"], arrays["W2"])


@mistake("forward_seed001", hint="Another seed, other numbers: the tutorial's is 1.")
def another_seed(M, N_I, N_H, N_O):
    np.random.seed(0)
    X, _, W1, W2 = drawn(shapes_of(M, N_I, N_H, N_O), ["X", "Y", "W1", "W2"])
    return forward(X, W1, W2)


@mistake(
    "forward_seed001",
    hint="A new-style generator with seed 1 gives other numbers than the global one. Here, and only here, the old one is asked for.",
)
def new_generator(M, N_I, N_H, N_O):
    rng = np.random.default_rng(1)
    X, _, W1, W2 = (
        rng.standard_normal(shape).astype(np.float32)
        for shape in shapes_of(M, N_I, N_H, N_O).values()
    )
    return forward(X, W1, W2)


@mistake(
    "forward_seed001",
    hint="`rand` draws evenly between 0 and 1; the tutorial's `randn` draws from the bell curve.",
)
def uniform_draws(M, N_I, N_H, N_O):
    np.random.seed(1)
    X, _, W1, W2 = (
        np.random.rand(*shape).astype(np.float32) for shape in shapes_of(M, N_I, N_H, N_O).values()
    )
    return forward(X, W1, W2)


def right_arrays(M, N_I, N_H, N_O):
    np.random.seed(1)
    return drawn(shapes_of(M, N_I, N_H, N_O), ["X", "Y", "W1", "W2"])


@mistake("forward_seed001", hint="There is a bias in your layers. This network has none.")
def adds_biases(M, N_I, N_H, N_O):
    X, _, W1, W2 = right_arrays(M, N_I, N_H, N_O)
    b1 = np.random.randn(N_H).astype(np.float32)
    h = X @ W1 + b1
    h_r = np.where(h > 0, h, np.zeros_like(h))
    return h, h_r, h_r @ W2


@mistake("forward_seed001", hint="Your outputs are cut off below 0. Only the hidden layer is bent.")
def bends_the_output(M, N_I, N_H, N_O):
    X, _, W1, W2 = right_arrays(M, N_I, N_H, N_O)
    h, h_r, y = forward(X, W1, W2)
    return h, h_r, np.where(y > 0, y, np.zeros_like(y))


@mistake(
    "forward_seed001", hint="The outputs are made from the hidden sums *before* they were bent."
)
def output_from_unbent(M, N_I, N_H, N_O):
    X, _, W1, W2 = right_arrays(M, N_I, N_H, N_O)
    h, h_r, _ = forward(X, W1, W2)
    return h, h_r, h @ W2


@mistake(
    "forward_seed001",
    hint="Your bending writes into `h` itself, so its negative numbers are gone. `h_r` wants an array of its own.",
)
def bends_in_place(M, N_I, N_H, N_O):
    X, _, W1, W2 = right_arrays(M, N_I, N_H, N_O)
    h_r = h = X @ W1
    h_r[h_r < 0] = 0
    return h, h_r, h_r @ W2


@mistake(
    "forward_seed001", hint="Below 0 your hidden numbers change their sign. They should become 0."
)
def takes_absolute_values(M, N_I, N_H, N_O):
    X, _, W1, W2 = right_arrays(M, N_I, N_H, N_O)
    h = X @ W1
    return h, np.abs(h), np.abs(h) @ W2


@mistake(
    "forward_seed001",
    hint="The hidden layer is bent by tanh here. In this run, numbers below 0 become 0 and the others stay.",
)
def bends_by_tanh(M, N_I, N_H, N_O):
    X, _, W1, W2 = right_arrays(M, N_I, N_H, N_O)
    h = X @ W1
    return h, np.tanh(h), np.tanh(h) @ W2


@mistake(
    "forward_seed001",
    hint="Asked for are three arrays: the sums, the bent sums, and the outputs. You return the outputs alone.",
)
def returns_the_output_alone(M, N_I, N_H, N_O):
    X, _, W1, W2 = right_arrays(M, N_I, N_H, N_O)
    return forward(X, W1, W2)[2]


@variant("forward_seed001", "a mask, and dot")
def by_mask(M, N_I, N_H, N_O):
    np.random.seed(1)
    X = np.random.randn(M, N_I).astype(np.float32)
    np.random.randn(M, N_O)  # Y
    W1 = np.random.randn(N_I, N_H).astype(np.float32)
    W2 = np.random.randn(N_H, N_O).astype(np.float32)
    h = X.dot(W1)
    h_r = h.copy()
    h_r[h < 0] = 0
    return [h, h_r, h_r.dot(W2)]


@variant("forward_seed001", "one long draw, cut into pieces")
def by_one_draw(M, N_I, N_H, N_O):
    np.random.seed(1)
    ends = np.cumsum([M * N_I, M * N_O, N_I * N_H, N_H * N_O])
    X, _, W1, W2 = np.split(np.random.randn(ends[-1]).astype(np.float32), ends[:-1])
    h = X.reshape(M, N_I) @ W1.reshape(N_I, N_H)
    h_r = h * (h > 0)
    return h, h_r, h_r @ W2.reshape(N_H, N_O)
