"""What learners believe in exercise `best_linear_accuracy`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _search(X, t, w1s, w2s, bs, score=lambda y, t: float(np.mean(y == t)), decide=None):
    """Search three lists of values; the mistakes below differ in one thing each."""
    decide = decide or step
    scores = [
        score(decide(neuron(X, np.array([w1, w2]), b)), t) for w1 in w1s for w2 in w2s for b in bs
    ]
    return scores


@mistake(
    "best_linear_accuracy",
    hint="Your lines all go through the origin: the bias is not part of the search.",
)
def searches_without_bias(X, t, grid):
    return max(_search(X, t, grid, grid, [0.0]))


@mistake("best_linear_accuracy", hint="You skip values of the grid. Every combination counts.")
def every_other_value(X, t, grid):
    return max(_search(X, t, grid[::2], grid[::2], grid[::2]))


@mistake("best_linear_accuracy", hint="The last value of the grid is never tried.")
def stops_one_short(X, t, grid):
    return max(_search(X, t, grid[:-1], grid[:-1], grid[:-1]))


@mistake("best_linear_accuracy", hint="The first value of the grid is never tried.")
def begins_one_late(X, t, grid):
    return max(_search(X, t, grid[1:], grid[1:], grid[1:]))


@mistake(
    "best_linear_accuracy",
    hint="You search values of your own. The grid that is handed in is the one to search.",
)
def searches_its_own_grid(X, t, grid):
    own = np.linspace(-2, 2, 9)
    return max(_search(X, t, own, own, own))


@mistake(
    "best_linear_accuracy",
    hint="Both inputs always get the same weight. w1 and w2 are chosen independently.",
)
def equal_weights(X, t, grid):
    return max(
        float(np.mean(step(neuron(X, np.array([w, w]), b)) == t)) for w in grid for b in grid
    )


@mistake(
    "best_linear_accuracy",
    hint="All three numbers run through the grid hand in hand. Each one goes its own way: loops inside loops.",
)
def hand_in_hand(X, t, grid):
    return max(float(np.mean(step(neuron(X, np.array([g, g]), g)) == t)) for g in grid)


@mistake(
    "best_linear_accuracy",
    hint="You look at the samples that should be 1 only. A right 0 counts as much.",
)
def counts_the_ones_only(X, t, grid):
    def recall(y, t):
        return float(np.sum((y == 1) & (t == 1)) / max(1, np.sum(t == 1)))

    return max(_search(X, t, grid, grid, grid, score=recall))


@mistake("best_linear_accuracy", hint="You return the last accuracy, not the best one so far.")
def returns_the_last(X, t, grid):
    return _search(X, t, grid, grid, grid)[-1]


@mistake(
    "best_linear_accuracy",
    hint="That is how many rows are right. Asked for is the share of all rows.",
)
def returns_a_count(X, t, grid):
    return max(_search(X, t, grid, grid, grid, score=lambda y, t: int(np.sum(y == t))))


@mistake("best_linear_accuracy", hint="That is a percentage. Asked for is a share between 0 and 1.")
def returns_percent(X, t, grid):
    return 100 * max(_search(X, t, grid, grid, grid))


@mistake("best_linear_accuracy", hint="That is the share of *wrong* answers of the best line.")
def returns_the_error(X, t, grid):
    return 1 - max(_search(X, t, grid, grid, grid))


@mistake(
    "best_linear_accuracy",
    hint="You turn a line round when it is wrong more often than right. That line's opposite may not be on the grid.",
)
def turns_bad_lines_round(X, t, grid):
    return max(max(score, 1 - score) for score in _search(X, t, grid, grid, grid))


@mistake(
    "best_linear_accuracy",
    hint="Both weights 0 is a combination of the grid too, even if it makes no line.",
)
def skips_weights_of_zero(X, t, grid):
    scores = [
        float(np.mean(step(neuron(X, np.array([w1, w2]), b)) == t))
        for w1 in grid
        for w2 in grid
        for b in grid
        if w1 != 0 or w2 != 0
    ]
    return max(scores, default=0.0)


@mistake(
    "best_linear_accuracy",
    hint="Sums of exactly 0 are answered 1 in your version; your own `step` answers 0.",
)
def search_with_ties_firing(X, t, grid):
    return max(_search(X, t, grid, grid, grid, decide=lambda s: (s >= 0).astype(int)))


@variant("best_linear_accuracy", "all perceptrons at once, without a loop")
def search_without_loops(X, t, grid):
    w1, w2, b = np.meshgrid(grid, grid, grid, indexing="ij")
    sums = np.multiply.outer(X[:, 0], w1) + np.multiply.outer(X[:, 1], w2) + b
    right = (sums > 0) == (t[:, None, None, None] == 1)
    return right.mean(axis=0).max()


@variant("best_linear_accuracy", "with itertools, counting")
def search_with_product(X, t, grid):
    from itertools import product

    best = 0
    for w1, w2, b in product(grid, repeat=3):
        right = sum(int((w1 * x[0] + w2 * x[1] + b > 0) == bool(label)) for x, label in zip(X, t))
        best = max(best, right)
    return best / len(t)
