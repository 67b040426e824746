"""What learners believe in exercise `split_scale_select`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _wrong(hint):
    return mistake("split_scale_select", hint=hint)


def _select(X, features):
    return np.asarray(X)[:, list(features)].astype(float)


def _spread(known, ddof=0):
    with np.errstate(all="ignore"):
        std = known.std(axis=0, ddof=ddof) if len(known) > ddof else np.ones(known.shape[1])
    return np.where(known.max(axis=0) == known.min(axis=0), 1.0, std)


def _parts(scaled, t, order, n_test):
    test, train = order[:n_test], order[n_test:]
    return scaled[train], t[train], scaled[test], t[test]


def _ruler(Z, known, spread=None):
    spread = _spread(known) if spread is None else spread
    with np.errstate(all="ignore"):
        return (Z - known.mean(axis=0)) / spread


@_wrong(
    "You measure mean and spread on all rows, those of the test too. The network has heard of its examination."
)
def scales_before_splitting(X, t, features, n_test, rng):
    Z = _select(X, features)
    return _parts(_ruler(Z, Z), t, rng.permutation(len(X)), n_test)


@_wrong(
    "You measure mean and spread on the test part. What is known beforehand is the training part."
)
def ruler_of_the_test(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    return _parts(_ruler(Z, Z[order[:n_test]]), t, order, n_test)


@_wrong(
    "Each part gets a ruler of its own. Then the same house is one number in training and another in the test."
)
def a_ruler_for_each(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    test, train = order[:n_test], order[n_test:]
    return _ruler(Z[train], Z[train]), t[train], _ruler(Z[test], Z[test]), t[test]


@_wrong("You scale the training part and leave the test part as it was.")
def test_left_as_it_was(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    test, train = order[:n_test], order[n_test:]
    return _ruler(Z[train], Z[train]), t[train], Z[test], t[test]


@_wrong("You count the columns from 1. Python counts from 0, and `features` are Python's numbers.")
def counts_from_one(X, t, features, n_test, rng):
    Z, order = _select(X, [f - 1 for f in features]), rng.permutation(len(X))
    return _parts(_ruler(Z, Z[order[n_test:]]), t, order, n_test)


@_wrong(
    "You bring the columns into the table's order. They are asked for in the order of `features`."
)
def columns_sorted(X, t, features, n_test, rng):
    Z, order = _select(X, sorted(features)), rng.permutation(len(X))
    return _parts(_ruler(Z, Z[order[n_test:]]), t, order, n_test)


@_wrong("You scale all columns and select none.")
def all_columns(X, t, features, n_test, rng):
    Z, order = np.asarray(X).astype(float), rng.permutation(len(X))
    return _parts(_ruler(Z, Z[order[n_test:]]), t, order, n_test)


@_wrong("A column without any spread is divided by 0.")
def divides_by_zero(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    known = Z[order[n_test:]]
    return _parts(_ruler(Z, known, known.std(axis=0)), t, order, n_test)


@_wrong("You ask whether the computed spread is exactly 0. For three times 0.1 it is not, quite.")
def spread_exactly_zero(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    std = Z[order[n_test:]].std(axis=0)
    std[std == 0] = 1.0
    return _parts(_ruler(Z, Z[order[n_test:]], std), t, order, n_test)


@_wrong("You add a small number to every spread. A column of tiny numbers then nearly vanishes.")
def epsilon_in_the_spread(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    known = Z[order[n_test:]]
    return _parts(_ruler(Z, known, known.std(axis=0) + 1e-8), t, order, n_test)


@_wrong(
    "You take every *small* spread for none. A column may be tiny and still differ from row to row."
)
def small_spread_is_none(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    std = Z[order[n_test:]].std(axis=0)
    return _parts(_ruler(Z, Z[order[n_test:]], np.where(std < 1e-8, 1.0, std)), t, order, n_test)


@_wrong(
    "A constant column comes out as zeros everywhere. In the test part it may differ: there subtract only."
)
def constant_column_is_zero(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    known = Z[order[n_test:]]
    scaled = np.where(known.max(axis=0) == known.min(axis=0), 0.0, _ruler(Z, known))
    return _parts(scaled, t, order, n_test)


@_wrong("A constant column is left as it is. Its mean is to be subtracted all the same.")
def constant_column_untouched(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    known = Z[order[n_test:]]
    scaled = np.where(known.max(axis=0) == known.min(axis=0), Z, _ruler(Z, known))
    return _parts(scaled, t, order, n_test)


@_wrong(
    "You divide the squares by one less than the number of rows. `np.std` divides by their number."
)
def one_less(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    known = Z[order[n_test:]]
    return _parts(_ruler(Z, known, _spread(known, ddof=1)), t, order, n_test)


@_wrong("You divide by the variance. Its root is in the column's own unit.")
def divides_by_the_variance(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    known = Z[order[n_test:]]
    return _parts(_ruler(Z, known, _spread(known) ** 2), t, order, n_test)


@_wrong("You subtract the mean and do not divide.")
def only_centred(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    known = Z[order[n_test:]]
    return _parts(Z - known.mean(axis=0), t, order, n_test)


@_wrong("You bring each column between 0 and 1. Mean 0 and standard deviation 1 is asked for.")
def zero_to_one(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    low, high = Z[order[n_test:]].min(axis=0), Z[order[n_test:]].max(axis=0)
    return _parts((Z - low) / np.where(high == low, 1.0, high - low), t, order, n_test)


@_wrong("One mean and one spread for the whole table: rooms are measured with the ruler of ages.")
def one_ruler_for_all(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    known = Z[order[n_test:]]
    spread = known.std() if known.max() > known.min() else 1.0
    return _parts((Z - known.mean()) / spread, t, order, n_test)


@_wrong(
    "You scale each row. A district is not to lose what makes it rich or poor; a *column* is scaled."
)
def rows_scaled(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    return _parts(_ruler(Z.T, Z.T).T, t, order, n_test)


@_wrong("The first rows of the table become the test. Tables are often sorted: draw an order.")
def not_shuffled(X, t, features, n_test, rng):
    Z, order = _select(X, features), np.arange(len(X))
    return _parts(_ruler(Z, Z[order[n_test:]]), t, order, n_test)


@_wrong("Your test rows come from the end of the order; they are to be those at its first places.")
def test_from_the_end(X, t, features, n_test, rng):
    Z, order = _select(X, features), np.roll(rng.permutation(len(X)), n_test)
    return _parts(_ruler(Z, Z[order[n_test:]]), t, order, n_test)


@_wrong("`n_test` rows become the *training* part. The names are the other way round.")
def training_and_test_swapped(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    test, train = order[n_test:], order[:n_test]
    scaled = _ruler(Z, Z[train])
    return scaled[train], t[train], scaled[test], t[test]


@_wrong(
    "You draw the test rows one by one, with putting back: one may come twice, and be in both parts."
)
def with_replacement(X, t, features, n_test, rng):
    Z, test = _select(X, features), rng.integers(len(X), size=n_test)
    train = np.arange(len(X))
    scaled = _ruler(Z, Z)
    return scaled[train], t[train], scaled[test], t[test]


@_wrong(
    "You shuffle the rows of X and leave t as it was: each price now belongs to another district."
)
def targets_not_shuffled(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    scaled = _ruler(Z, Z[order[n_test:]])
    return scaled[order[n_test:]], t[n_test:], scaled[order[:n_test]], t[:n_test]


@_wrong(
    "X and t are shuffled apart, in two different orders: each price now belongs to another district."
)
def two_orders(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    X_train, _, X_test, _ = _parts(_ruler(Z, Z[order[n_test:]]), t, order, n_test)
    other = rng.permutation(len(X))
    return X_train, t[other[n_test:]], X_test, t[other[:n_test]]


@_wrong("You scale the prices too. They are to stay what they are, in thousands.")
def targets_scaled(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    known = t[order[n_test:]].astype(float)
    u = (t - known.mean(axis=0)) / np.where(known.std(axis=0) == 0, 1.0, known.std(axis=0))
    return _parts(_ruler(Z, Z[order[n_test:]]), u, order, n_test)


@_wrong(
    "You calculate in the table's own type: whole numbers wrap around, and float32 loses digits."
)
def own_type(X, t, features, n_test, rng):
    Z, order = X[:, list(features)], rng.permutation(len(X))
    scaled = _ruler(Z, Z[order[n_test:]]).astype(X.dtype if X.dtype.kind == "f" else float)
    if X.dtype.kind in "iu":
        known = Z[order[n_test:]]
        mean = known.mean(axis=0).astype(X.dtype)
        scaled = (Z - mean).astype(float) / _spread(known.astype(float))
    return _parts(scaled, t, order, n_test)


@_wrong("The result is float32. Asked for is float64.")
def float32_result(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    return _parts(_ruler(Z, Z[order[n_test:]]).astype(np.float32), t, order, n_test)


@_wrong(
    "You find the spread as the mean of the squares minus the square of the mean: for numbers near a million all digits cancel."
)
def cancelling_spread(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    known = Z[order[n_test:]].astype(np.float32)
    variance = np.maximum((known**2).mean(axis=0) - known.mean(axis=0) ** 2, 0)
    constant = known.max(axis=0) == known.min(axis=0)
    spread = np.where(constant | (variance == 0), 1.0, np.sqrt(variance))
    return _parts(_ruler(Z, Z[order[n_test:]], spread), t, order, n_test)


@_wrong("A single feature loses its axis: (n,) instead of (n, 1).")
def single_feature_squeezed(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    a, b, c, d = _parts(_ruler(Z, Z[order[n_test:]]), t, order, n_test)
    return (a[:, 0], b, c[:, 0], d) if Z.shape[1] == 1 else (a, b, c, d)


@_wrong("You return both X first, and then both t. The order is X_train, t_train, X_test, t_test.")
def other_order_of_results(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    a, b, c, d = _parts(_ruler(Z, Z[order[n_test:]]), t, order, n_test)
    return a, c, b, d


@_wrong("You write the scaled columns into the caller's table.")
def writes_into_the_table(X, t, features, n_test, rng):
    Z, order = _select(X, features), rng.permutation(len(X))
    scaled = _ruler(Z, Z[order[n_test:]])
    with np.errstate(all="ignore"):
        X[:, list(features)] = scaled
    return _parts(scaled, t, order, n_test)


@_wrong("You shuffle the caller's own arrays, which are then in another order.")
def shuffles_in_place(X, t, features, n_test, rng):
    order = rng.permutation(len(X))
    X[:], t[:] = X[order].copy(), t[order].copy()
    Z = _select(X, features)
    return _parts(_ruler(Z, Z[n_test:]), t, np.arange(len(X)), n_test)


@variant("split_scale_select", "column by column, with loops")
def by_loops(X, t, features, n_test, rng):
    order = [int(i) for i in rng.permutation(X.shape[0])]
    train, test = order[n_test:], order[:n_test]
    parts = np.empty((len(train), len(features))), np.empty((len(test), len(features)))
    for place, column in enumerate(features):
        known = [float(X[i, column]) for i in train]
        mean = sum(known) / len(known)
        spread = (sum((v - mean) ** 2 for v in known) / len(known)) ** 0.5
        if max(known) == min(known):
            spread = 1.0
        for part, rows in zip(parts, (train, test)):
            part[:, place] = [(float(X[i, column]) - mean) / spread for i in rows]
    return parts[0], t[train], parts[1], t[test]


@variant("split_scale_select", "split first, then each part by itself; a list of results")
def split_first(X, t, features, n_test, rng):
    order = rng.permutation(len(X))
    train = np.take(X[order[n_test:]], features, axis=1).astype(np.float64)
    test = np.take(X[order[:n_test]], features, axis=1).astype(np.float64)
    mean, std = np.mean(train, axis=0, keepdims=True), np.std(train, axis=0, keepdims=True)
    std[np.ptp(train, axis=0, keepdims=True) == 0] = 1
    return [(train - mean) / std, t[order[n_test:]], (test - mean) / std, t[order[:n_test]]]
