"""What learners believe in exercise `init_weights`: wrong answers with their hints, and other right ones."""

import copy

import numpy as np

from autograder.mistakes import mistake, variant


def _size(kind, n):
    if kind == "xavier":
        return np.sqrt(1 / n)
    if kind == "he":
        return np.sqrt(2 / n)
    if isinstance(kind, str):
        raise ValueError(kind)
    return kind


def _network(sizes, draw, bias=lambda n_out: np.zeros(n_out)):
    """Make the dictionary with another way to draw one layer."""
    params = {}
    for i, (n_in, n_out) in enumerate(zip(sizes, sizes[1:]), 1):
        params[f"W{i}"] = draw(n_in, n_out)
        params[f"b{i}"] = bias(n_out)
    return params


@mistake(
    "init_weights", hint="Your weights fit the *outputs* of a layer. A neuron adds up its inputs."
)
def outputs_for_inputs(sizes, kind, rng):
    return _network(sizes, lambda n, k: rng.normal(0, _size(kind, k), size=(n, k)))


@mistake(
    "init_weights",
    hint="You take inputs and outputs together, as Glorot's own paper does. The rule of this course looks at the inputs only.",
)
def both_sides(sizes, kind, rng):
    return _network(sizes, lambda n, k: rng.normal(0, _size(kind, (n + k) / 2), size=(n, k)))


@mistake(
    "init_weights",
    hint="You use the variance, 1/n or 2/n, where a standard deviation is meant. One is the square of the other.",
)
def variance_for_deviation(sizes, kind, rng):
    def s(n):
        return _size(kind, n) ** 2 if isinstance(kind, str) else kind

    return _network(sizes, lambda n, k: rng.normal(0, s(n), size=(n, k)))


@mistake(
    "init_weights",
    hint="All layers have the size that fits the first one. Each layer has inputs of its own.",
)
def first_layer_decides(sizes, kind, rng):
    return _network(sizes, lambda n, k: rng.normal(0, _size(kind, sizes[0]), size=(n, k)))


@mistake(
    "init_weights",
    hint="He and Xavier are the wrong way round: which of the two has to make up for a ReLU?",
)
def he_and_xavier_swapped(sizes, kind, rng):
    other = {"he": "xavier", "xavier": "he"}.get(kind, kind)
    return _network(sizes, lambda n, k: rng.normal(0, _size(other, n), size=(n, k)))


@mistake(
    "init_weights",
    hint='Your "he" is the same as your "xavier": the factor 2 under the root is missing.',
)
def no_factor_two(sizes, kind, rng):
    kind = "xavier" if kind == "he" else kind
    return _network(sizes, lambda n, k: rng.normal(0, _size(kind, n), size=(n, k)))


@mistake(
    "init_weights", hint="The 2 of He's rule stands in front of the root. It belongs under it."
)
def two_outside_the_root(sizes, kind, rng):
    def s(n):
        return 2 * np.sqrt(1 / n) if kind == "he" else _size(kind, n)

    return _network(sizes, lambda n, k: rng.normal(0, s(n), size=(n, k)))


@mistake(
    "init_weights",
    hint="Your weights are (outputs, inputs). With rows as samples, X @ W needs (inputs, outputs).",
)
def transposed(sizes, kind, rng):
    return _network(sizes, lambda n, k: rng.normal(0, _size(kind, n), size=(k, n)))


@mistake(
    "init_weights",
    hint="You begin each layer with a generator of your own, so two layers of one shape have the same weights, and the caller's `rng` has no say.",
)
def same_draw_for_all(sizes, kind, rng):
    return _network(
        sizes, lambda n, k: np.random.default_rng(0).normal(0, _size(kind, n), size=(n, k))
    )


@mistake(
    "init_weights",
    hint="You draw the biases, too. They begin at zero, and `rng` is for the weights only.",
)
def drawn_biases(sizes, kind, rng):
    return _network(
        sizes, lambda n, k: rng.normal(0, _size(kind, n), size=(n, k)),
        lambda k: rng.normal(0, 0.01, size=k),
    )  # fmt: skip


@mistake("init_weights", hint="Your biases are ones. They begin at zero.")
def biases_of_one(sizes, kind, rng):
    return _network(sizes, lambda n, k: rng.normal(0, _size(kind, n), size=(n, k)), np.ones)


@mistake(
    "init_weights",
    hint="Your biases are whole numbers. An optimizer cannot add a small decimal step to them in place: make them floats.",
)
def whole_biases(sizes, kind, rng):
    return _network(
        sizes, lambda n, k: rng.normal(0, _size(kind, n), size=(n, k)),
        lambda k: np.zeros(k, dtype=int),
    )  # fmt: skip


@mistake("init_weights", hint="Your biases have the shape (1, outputs). Asked for is (outputs,).")
def biases_in_a_row(sizes, kind, rng):
    return _network(
        sizes, lambda n, k: rng.normal(0, _size(kind, n), size=(n, k)), lambda k: np.zeros((1, k))
    )


@mistake(
    "init_weights",
    hint="Each bias has one number for every *input*. It is added to what a layer gives.",
)
def biases_by_inputs(sizes, kind, rng):
    params = {}
    for i, (n, k) in enumerate(zip(sizes, sizes[1:]), 1):
        params[f"W{i}"], params[f"b{i}"] = rng.normal(0, _size(kind, n), size=(n, k)), np.zeros(n)
    return params


@mistake("init_weights", hint="Your keys begin with W0. The first layer is number 1.")
def counted_from_zero(sizes, kind, rng):
    found = _network(sizes, lambda n, k: rng.normal(0, _size(kind, n), size=(n, k)))
    return {f"{name[0]}{int(name[1:]) - 1}": value for name, value in found.items()}


@mistake(
    "init_weights", hint="Your last layer is missing. How many layers has a network of three sizes?"
)
def last_layer_missing(sizes, kind, rng):
    return _network(sizes[:-1], lambda n, k: rng.normal(0, _size(kind, n), size=(n, k)))


@mistake(
    "init_weights",
    hint="You draw evenly from an interval. The rules are about a normal distribution: `rng.normal`.",
)
def uniform(sizes, kind, rng):
    def draw(n, k):
        reach = np.sqrt(3) * _size(kind, n)
        return rng.uniform(-reach, reach, size=(n, k))

    return _network(sizes, draw)


@mistake(
    "init_weights",
    hint="A `kind` that is not known gets some default. Better say so, with a ValueError, than train for an hour with the wrong weights.",
)
def anything_goes(sizes, kind, rng):
    kind = "he" if isinstance(kind, str) and kind not in ("xavier", "he") else kind
    return _network(sizes, lambda n, k: rng.normal(0, _size(kind, n), size=(n, k)))


@mistake(
    "init_weights",
    hint='You forgive capitals and spaces. The text says that any other text is refused, also "Xavier".',
)
def forgiving(sizes, kind, rng):
    kind = kind.strip().lower() if isinstance(kind, str) else kind
    return _network(sizes, lambda n, k: rng.normal(0, _size(kind, n), size=(n, k)))


@mistake(
    "init_weights",
    hint="A number for `kind` is itself divided by the root of n. It is the standard deviation already.",
)
def number_is_scaled(sizes, kind, rng):
    def s(n):
        return _size(kind, n) if isinstance(kind, str) else kind / np.sqrt(n)

    return _network(sizes, lambda n, k: rng.normal(0, s(n), size=(n, k)))


@mistake(
    "init_weights",
    hint="Only decimal numbers count as numbers for you. `kind` may be a whole one, such as 2.",
)
def floats_only(sizes, kind, rng):
    if not isinstance(kind, float) and kind not in ("xavier", "he"):
        raise ValueError(kind)
    return _network(sizes, lambda n, k: rng.normal(0, _size(kind, n), size=(n, k)))


@mistake(
    "init_weights",
    hint="You draw the weights of the last layer first. The order of the draws is from the first layer to the last.",
)
def backwards(sizes, kind, rng):
    pairs = list(enumerate(zip(sizes, sizes[1:]), 1))
    params = {}
    for i, (n, k) in reversed(pairs):
        params[f"W{i}"], params[f"b{i}"] = rng.normal(0, _size(kind, n), size=(n, k)), np.zeros(k)
    return params


@mistake(
    "init_weights",
    hint='You try to read any other text as a number, so "0.1" in quotes passes for 0.1. Texts are two; all others are refused.',
)
def text_read_as_a_number(sizes, kind, rng):
    kind = kind if kind in ("xavier", "he") else float(kind)
    return _network(sizes, lambda n, k: rng.normal(0, _size(kind, n), size=(n, k)))


@mistake(
    "init_weights",
    hint="You look at the beginning of the text only. A text that goes on behind it is another text.",
)
def looks_at_the_beginning(sizes, kind, rng):
    if isinstance(kind, str):
        kind = next((known for known in ("xavier", "he") if kind.startswith(known)), kind)
    return _network(sizes, lambda n, k: rng.normal(0, _size(kind, n), size=(n, k)))


@mistake(
    "init_weights",
    hint="You draw from a copy of the generator. The caller's own stands still, and whoever draws from it next gets the same numbers once more.",
)
def copies_the_generator(sizes, kind, rng):
    rng = copy.deepcopy(rng)
    return _network(sizes, lambda n, k: rng.normal(0, _size(kind, n), size=(n, k)))


@mistake(
    "init_weights",
    hint="Two biases are one and the same array. When an optimizer changes one in place, the other moves, too.",
)
def one_bias_for_all_of_a_size(sizes, kind, rng):
    zeros = {n: np.zeros(n) for n in sizes}
    return _network(
        sizes, lambda n, k: rng.normal(0, _size(kind, n), size=(n, k)), lambda k: zeros[k]
    )


@variant("init_weights", "standard normal numbers times s")
def standard_normal(sizes, kind, rng):
    return _network(sizes, lambda n, k: rng.standard_normal((n, k)) * _size(kind, n))


@variant("init_weights", "a table of rules, and a loop over indices")
def by_index(sizes, kind, rng):
    rules = {"xavier": 1.0, "he": 2.0}
    params = {}
    for i in range(len(sizes) - 1):
        if type(kind) is str and kind not in rules:
            raise ValueError("no such kind")
        s = (rules[kind] / sizes[i]) ** 0.5 if type(kind) is str else float(kind)
        params["b" + str(i + 1)] = np.zeros((sizes[i + 1],), dtype=np.float64)
        params["W" + str(i + 1)] = rng.normal(scale=s, size=(sizes[i], sizes[i + 1]))
    return params


@variant("init_weights", "all text is checked first")
def checked_first(sizes, kind, rng):
    if isinstance(kind, str) and kind not in ("xavier", "he"):
        raise ValueError
    return _network(sizes, lambda n, k: 0.0 + rng.normal(0.0, _size(kind, n), (n, k)))
