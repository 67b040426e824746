"""What learners believe of local response normalisation."""

import numpy as np

from autograder.mistakes import mistake, variant


def floats(x):
    return x if x.dtype.kind == "f" else x.astype(float)


def near(c, n, C):
    return slice(max(0, c - n // 2), c + n // 2 + 1)


def normalise(x, n, k, alpha, beta, near=near):
    """Normalise, with a choice of neighbours that may be wrong."""
    x = floats(x)
    squares, y = x**2, np.empty_like(x)
    for c in range(x.shape[1]):
        total = squares[:, near(c, n, x.shape[1])].sum(axis=1)
        y[:, c] = x[:, c] / (k + alpha * total) ** beta
    return y


def rule(declare, name, hint, near):
    def lrn(x, n=5, k=2.0, alpha=1e-4, beta=0.75):
        return normalise(x, n, k, alpha, beta, near)

    declare("lrn", name=name, hint=hint)(lrn)


rule(
    mistake,
    "last_neighbour_left_out",
    "A slice ends before its last index: your sum lacks the last neighbour.",
    lambda c, n, C: slice(max(0, c - n // 2), c + n // 2),
)
rule(
    mistake,
    "goes_round_at_the_start",
    "For the first channels your slice begins at a negative index, and that means: from the end.",
    lambda c, n, C: slice(c - n // 2, c + n // 2 + 1),
)
rule(
    mistake,
    "goes_round",
    "The first channel is no neighbour of the last. At the ends there are fewer neighbours.",
    lambda c, n, C: np.arange(c - n // 2, c + n // 2 + 1) % C,
)
rule(
    mistake,
    "ends_repeat",
    "At the ends you count the outermost channel more than once.",
    lambda c, n, C: np.clip(np.arange(c - n // 2, c + n // 2 + 1), 0, C - 1),
)
rule(
    mistake,
    "centre_left_out",
    "The channel itself belongs to the sum, too.",
    lambda c, n, C: [j for j in range(C) if j != c and abs(j - c) <= n // 2],
)
rule(
    mistake,
    "n_on_either_side",
    "n counts the channels of the sum, not the neighbours on one side.",
    lambda c, n, C: slice(max(0, c - n), c + n + 1),
)
rule(
    mistake,
    "only_what_comes_before",
    "Your n channels end with the channel itself. It stands in their middle.",
    lambda c, n, C: slice(max(0, c - n + 1), c + 1),
)
rule(
    mistake,
    "only_what_comes_after",
    "Your n channels begin with the channel itself. It stands in their middle.",
    lambda c, n, C: slice(c, c + n),
)
rule(
    mistake,
    "all_channels",
    "You sum over all channels; the sum is local.",
    lambda c, n, C: slice(0, C),
)
rule(
    mistake,
    "always_n_channels",
    "Near the ends you move the window inwards, so that there are always n. There are fewer.",
    lambda c, n, C: slice(max(0, min(c - n // 2, C - n)), max(n, c + n // 2 + 1)),
)
rule(
    mistake,
    "always_five",
    "Your window is of 5 channels, whatever n says.",
    lambda c, n, C: slice(max(0, c - 2), c + 3),
)


@mistake("lrn", hint="You divide the sum by n. Some libraries do; here, it is the plain sum.")
def divided_by_n(x, n=5, k=2.0, alpha=1e-4, beta=0.75):
    return normalise(x, n, k, alpha / n, beta)


@mistake("lrn", hint="You take the mean of those that exist. It is the plain sum.")
def mean_of_the_squares(x, n=5, k=2.0, alpha=1e-4, beta=0.75):
    x = floats(x)
    y = np.empty_like(x)
    for c in range(x.shape[1]):
        y[:, c] = x[:, c] / (k + alpha * (x[:, near(c, n, 0)] ** 2).mean(axis=1)) ** beta
    return y


@mistake("lrn", hint="Neighbours are other channels at the same pixel, not other pixels.")
def neighbours_in_space(x, n=5, k=2.0, alpha=1e-4, beta=0.75):
    x = floats(x)
    return np.moveaxis(normalise(np.moveaxis(x, 3, 1), n, k, alpha, beta), 1, 3)


@mistake("lrn", hint="Your neighbours are other samples of the batch; each sample is on its own.")
def neighbours_in_the_batch(x, n=5, k=2.0, alpha=1e-4, beta=0.75):
    x = floats(x)
    return normalise(x.swapaxes(0, 1), n, k, alpha, beta).swapaxes(0, 1)


@mistake("lrn", hint="You sum over all pixels; each pixel is on its own.")
def one_sum_for_the_image(x, n=5, k=2.0, alpha=1e-4, beta=0.75):
    x = floats(x)
    y = np.empty_like(x)
    for c in range(x.shape[1]):
        total = (x[:, near(c, n, 0)] ** 2).sum(axis=(1, 2, 3), keepdims=True)[:, 0]
        y[:, c] = x[:, c] / (k + alpha * total) ** beta
    return y


@mistake("lrn", hint="The squares are missing in your sum.")
def no_squares(x, n=5, k=2.0, alpha=1e-4, beta=0.75):
    x = floats(x)
    y = np.empty_like(x)
    for c in range(x.shape[1]):
        y[:, c] = x[:, c] / (k + alpha * np.abs(x[:, near(c, n, 0)]).sum(axis=1)) ** beta
    return y


@mistake("lrn", hint="The power belongs to the whole bracket, k included.")
def power_of_the_sum_only(x, n=5, k=2.0, alpha=1e-4, beta=0.75):
    x = floats(x)
    y = np.empty_like(x)
    for c in range(x.shape[1]):
        y[:, c] = x[:, c] / (k + alpha * (x[:, near(c, n, 0)] ** 2).sum(axis=1) ** beta)
    return y


@mistake("lrn", hint="alpha belongs to the sum alone, not to k.")
def alpha_times_everything(x, n=5, k=2.0, alpha=1e-4, beta=0.75):
    x = floats(x)
    y = np.empty_like(x)
    for c in range(x.shape[1]):
        y[:, c] = x[:, c] / (alpha * (k + (x[:, near(c, n, 0)] ** 2).sum(axis=1))) ** beta
    return y


@mistake("lrn", hint="You multiply by the power. x is divided by it.")
def multiplies(x, n=5, k=2.0, alpha=1e-4, beta=0.75):
    return normalise(x, n, k, alpha, -beta)


@mistake(
    "lrn",
    hint="You write into the array that you read from: the sums of later channels see channels that are normalised already.",
)
def normalised_neighbours(x, n=5, k=2.0, alpha=1e-4, beta=0.75):
    y = floats(x).copy()
    for c in range(y.shape[1]):
        y[:, c] = y[:, c] / (k + alpha * (y[:, near(c, n, 0)] ** 2).sum(axis=1)) ** beta
    return y


@mistake("lrn", hint="You normalise x itself. It should stay as it is.")
def writes_into_x(x, n=5, k=2.0, alpha=1e-4, beta=0.75):
    y = normalise(x, n, k, alpha, beta)
    if x.dtype == y.dtype:
        x[...] = y
        return x
    return y


@mistake(
    "lrn",
    hint="Whole numbers are squared before they become floats, and a uint8 cannot hold 200².",
)
def squares_wrap(x, n=5, k=2.0, alpha=1e-4, beta=0.75):
    squares, y = x**2, np.empty_like(floats(x))
    for c in range(x.shape[1]):
        total = squares[:, near(c, n, 0)].sum(axis=1, dtype=y.dtype)
        y[:, c] = x[:, c] / (k + alpha * total) ** beta
    return y


@mistake("lrn", hint="The result has the dtype of whole numbers, so all decimals are cut off.")
def result_of_whole_numbers(x, n=5, k=2.0, alpha=1e-4, beta=0.75):
    return normalise(x, n, k, alpha, beta).astype(x.dtype)


@mistake("lrn", hint="You make float64 of everything; float32 is to stay float32.")
def always_float64(x, n=5, k=2.0, alpha=1e-4, beta=0.75):
    return normalise(x.astype(float), n, k, alpha, beta)


@mistake(
    "lrn", hint="Your usual values are not those of the paper: n 5, k 2, alpha 1e-4, beta 0.75."
)
def pytorch_defaults(x, n=5, k=1.0, alpha=1e-4, beta=0.75):
    return normalise(x, n, k, alpha, beta)


@mistake("lrn", hint="beta stays 0.75 in your function, whatever is asked for.")
def beta_fixed(x, n=5, k=2.0, alpha=1e-4, beta=0.75):
    return normalise(x, n, k, alpha, 0.75)


@variant("lrn", "a loop over all neighbours")
def by_loops(x, n=5, k=2.0, alpha=1e-4, beta=0.75):
    x = np.asarray(x, dtype=x.dtype if x.dtype.kind == "f" else np.float64)
    total = np.zeros_like(x)
    C = x.shape[1]
    for c in range(C):
        for j in range(C):
            if 2 * abs(j - c) <= n - 1:
                total[:, c] += x[:, j] * x[:, j]
    return x / (k + alpha * total) ** beta


@variant("lrn", "a band matrix")
def by_matrix(x, n=5, k=2.0, alpha=1e-4, beta=0.75):
    dtype = x.dtype if x.dtype.kind == "f" else float
    x = x.astype(dtype)
    c = np.arange(x.shape[1])
    band = (np.abs(c[:, None] - c) <= n // 2).astype(dtype)
    return x / (k + alpha * np.einsum("cd,ndhw->nchw", band, x**2)) ** beta
