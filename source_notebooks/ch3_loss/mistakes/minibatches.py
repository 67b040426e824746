"""What learners believe in exercise `minibatches`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "minibatches",
    hint="`X` and `t` are shuffled each in an order of its own: the samples have lost their targets.",
)
def two_orders(X, t, size, rng):
    one, other = rng.permutation(len(X)), rng.permutation(len(X))
    return [(X[one[i : i + size]], t[other[i : i + size]]) for i in range(0, len(X), size)]


@mistake(
    "minibatches",
    hint="Only `X` is shuffled; `t` stands as it stood. A sample and its target must move together.",
)
def only_X_shuffled(X, t, size, rng):
    order = rng.permutation(len(X))
    return [(X[order[i : i + size]], t[i : i + size]) for i in range(0, len(X), size)]


@mistake(
    "minibatches",
    hint="You draw the rows of each batch with replacement: some samples come twice, and others never.",
)
def with_replacement(X, t, size, rng):
    batches = []
    for i in range(0, len(X), size):
        rows = rng.integers(0, len(X), size=min(size, len(X) - i))
        batches.append((X[rows], t[rows]))
    return batches


@mistake(
    "minibatches",
    hint="Each batch is drawn from *all* samples again. Nobody comes twice within a batch, but from batch to batch they do.",
)
def each_batch_from_all(X, t, size, rng):
    batches = []
    for i in range(0, len(X), size):
        rows = rng.permutation(len(X))[: min(size, len(X) - i)]
        batches.append((X[rows], t[rows]))
    return batches


@mistake(
    "minibatches",
    hint="The samples that do not fill a whole batch are lost. The last batch may be smaller.",
)
def drops_the_rest(X, t, size, rng):
    order = rng.permutation(len(X))
    count = len(X) // size
    parts = [order[i * size : (i + 1) * size] for i in range(count)]
    return [(X[rows], t[rows]) for rows in parts]


@mistake(
    "minibatches",
    hint="When the batches come out even, yours end with an empty one. Where does your loop begin its last batch?",
)
def empty_batch_at_the_end(X, t, size, rng):
    order = rng.permutation(len(X))
    return [(X[order[i : i + size]], t[order[i : i + size]]) for i in range(0, len(X) + 1, size)]


@mistake(
    "minibatches",
    hint="The samples come in the order in which they stand: nothing has been shuffled.",
)
def not_shuffled(X, t, size, rng):
    return [(X[i : i + size], t[i : i + size]) for i in range(0, len(X), size)]


@mistake(
    "minibatches",
    hint="The order comes from a generator of your own, so it is the same in every epoch. Draw it from the `rng` that is passed in.",
)
def generator_of_its_own(X, t, size, rng):
    order = np.random.default_rng(0).permutation(len(X))
    return [(X[order[i : i + size]], t[order[i : i + size]]) for i in range(0, len(X), size)]


@mistake(
    "minibatches",
    hint="You seed and use NumPy's global generator. Then every epoch gets the same order, and every other part of the program is "
    "seeded along. Draw from the `rng` that is passed in.",
)
def global_generator(X, t, size, rng):
    np.random.seed(1)
    order = np.random.permutation(len(X))
    return [(X[order[i : i + size]], t[order[i : i + size]]) for i in range(0, len(X), size)]


@mistake(
    "minibatches",
    hint="You shuffle the caller's arrays themselves. The order is all that needs shuffling.",
)
def shuffles_the_callers_data(X, t, size, rng):
    order = rng.permutation(len(X))
    X[:], t[:] = X[order], t[order]
    return [(X[i : i + size].copy(), t[i : i + size].copy()) for i in range(0, len(X), size)]


@mistake(
    "minibatches",
    hint="You take `size` for the number of batches. It is the number of rows in one.",
)
def size_many_batches(X, t, size, rng):
    parts = np.array_split(rng.permutation(len(X)), size)
    return [(X[rows], t[rows]) for rows in parts]


@mistake(
    "minibatches",
    hint="Your batches are all nearly alike in length. They should be full, one after the other, and only the last takes what is left.",
)
def evened_out(X, t, size, rng):
    parts = np.array_split(rng.permutation(len(X)), -(-len(X) // size))
    return [(X[rows], t[rows]) for rows in parts]


@mistake(
    "minibatches",
    hint="The last batch is filled up with samples that have been dealt already.",
)
def last_batch_filled_up(X, t, size, rng):
    order = rng.permutation(len(X))
    batches = []
    for i in range(0, len(X), size):
        rows = np.take(order, range(i, i + size), mode="wrap")
        batches.append((X[rows], t[rows]))
    return batches


@mistake(
    "minibatches",
    hint="That is the first batch alone. An epoch has all of them.",
)
def first_batch_only(X, t, size, rng):
    rows = rng.permutation(len(X))[:size]
    return [(X[rows], t[rows])]


@mistake(
    "minibatches",
    hint="Your batches overlap: each begins one row after the one before, not `size` rows after it.",
)
def sliding_window(X, t, size, rng):
    order = rng.permutation(len(X))
    return [(X[order[i : i + size]], t[order[i : i + size]]) for i in range(len(X) - size + 1)]


@mistake(
    "minibatches",
    hint="A batch is a pair of `X` and `t`. Yours come as two long lists: first all of `X`, then all of `t`.",
)
def two_lists(X, t, size, rng):
    order = rng.permutation(len(X))
    cuts = range(0, len(X), size)
    return [X[order[i : i + size]] for i in cuts], [t[order[i : i + size]] for i in cuts]


@mistake(
    "minibatches",
    hint="The batches hold the row *numbers*, not the rows.",
)
def numbers_of_rows(X, t, size, rng):
    order = rng.permutation(len(X))
    return [(order[i : i + size], t[order[i : i + size]]) for i in range(0, len(X), size)]


@mistake(
    "minibatches",
    hint="The batches stand in the order of the rows again: you have sorted what was shuffled.",
)
def sorted_within_the_batch(X, t, size, rng):
    order = rng.permutation(len(X))
    parts = [np.sort(order[i : i + size]) for i in range(0, len(X), size)]
    return [(X[rows], t[rows]) for rows in parts]


@variant("minibatches", "shuffles copies first, then cuts, and gives lists of two")
def copies_then_slices(X, t, size, rng):
    order = rng.permutation(len(X))
    X, t = X[order], t[order]
    batches = []
    while len(X):
        batches.append([X[:size], t[:size]])
        X, t = X[size:], t[size:]
    return batches


@variant("minibatches", "collects row after row")
def row_after_row(X, t, size, rng):
    batches, rows = [], []
    for i in rng.permutation(len(X)):
        rows.append(int(i))
        if len(rows) == size:
            batches.append((X[rows], t[rows]))
            rows = []
    if rows:
        batches.append((X[rows], t[rows]))
    return batches


@variant("minibatches", "np.split at the multiples of the size")
def by_split(X, t, size, rng):
    order = rng.permutation(len(X))
    cuts = np.arange(size, len(X), size)
    return list(zip(np.split(X[order], cuts), np.split(t[order], cuts)))
