"""What learners believe in exercise `cross_entropy`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _labels(t):
    return t.argmax(axis=1) if t.ndim == 2 else t


def _picked(y, t):
    return y[np.arange(len(y)), _labels(t)]


@mistake(
    "cross_entropy",
    hint="Indexing with `[:, t]` takes whole columns from every row, N × N numbers. From each row you want one.",
)
def takes_columns(y, t):
    return -np.mean(np.log(np.maximum(y[:, _labels(t)], 1e-12)))


@mistake(
    "cross_entropy",
    hint="The loss is negative: a logarithm of a probability is. The sign in front of the formula is missing.",
)
def no_minus(y, t):
    return np.mean(np.log(np.maximum(_picked(y, t), 1e-12)))


@mistake("cross_entropy", hint="You add the samples up. The loss is their mean.")
def sum_over_samples(y, t):
    return -np.sum(np.log(np.maximum(_picked(y, t), 1e-12)))


@mistake(
    "cross_entropy",
    hint="For one-hot targets you take the mean over all N · K numbers, most of which are zeros. The mean is over the N samples.",
)
def mean_over_all_numbers(y, t):
    if t.ndim == 2:
        return -np.mean(t * np.log(np.maximum(y, 1e-12)))
    return -np.mean(np.log(np.maximum(_picked(y, t), 1e-12)))


@mistake(
    "cross_entropy",
    hint="You divide by the number of classes, not by the number of samples.",
)
def divides_by_classes(y, t):
    return -np.sum(np.log(np.maximum(_picked(y, t), 1e-12))) / y.shape[1]


@mistake(
    "cross_entropy",
    hint="A probability of 0 gives infinity (or, times 0, not even a number). The floor is missing.",
)
def no_floor(y, t):
    with np.errstate(all="ignore"):
        if t.ndim == 2:
            return -np.mean(np.sum(t * np.log(y), axis=1))
        return -np.mean(np.log(_picked(y, t)))


@mistake(
    "cross_entropy",
    hint="A probability of 0 given to the truth gives infinity: there is no floor under it.",
)
def no_floor_when_picking(y, t):
    with np.errstate(all="ignore"):
        return -np.mean(np.log(_picked(y, t)))


@mistake(
    "cross_entropy",
    hint="Your floor is 1e-7, as in the book. Here a 0 is to cost 27.63: look for the floor that is asked for.",
)
def adds_1e_7(y, t):
    return -np.mean(np.log(_picked(y, t) + 1e-7))


@mistake(
    "cross_entropy",
    hint="Your floor lies at 1e-7, a hundred thousand times too high.",
)
def floor_at_1e_7(y, t):
    return -np.mean(np.log(np.maximum(_picked(y, t), 1e-7)))


_ANOTHER_FLOOR = "There is a floor, but a 0 given to the truth does not cost 27.63: yours lies at another height."


@mistake("cross_entropy", hint=_ANOTHER_FLOOR)
def floor_at_1e_15(y, t):
    return -np.mean(np.log(np.maximum(_picked(y, t), 1e-15)))


@mistake("cross_entropy", hint=_ANOTHER_FLOOR)
def floor_at_machine_precision(y, t):
    return -np.mean(np.log(_picked(y, t) + np.finfo(float).eps))


@mistake("cross_entropy", hint=_ANOTHER_FLOOR)
def floor_at_1e_8(y, t):
    return -np.mean(np.log(np.maximum(_picked(y, t), 1e-8)))


@mistake(
    "cross_entropy",
    hint="What you add to the probabilities is so large that it changes ordinary ones, too.",
)
def large_eps(y, t):
    return -np.mean(np.log(_picked(y, t) + 1e-3))


@mistake(
    "cross_entropy",
    hint="A 0 given to the truth is left out by your version. The worst answer of all then costs nothing.",
)
def zeros_are_free(y, t):
    p = _picked(y, t)
    return -np.mean(np.log(np.where(p > 0, p, 1.0)))


@mistake(
    "cross_entropy",
    hint="The base of your logarithm is 2. `np.log`, the natural one, is asked for.",
)
def base_two(y, t):
    return -np.mean(np.log2(np.maximum(_picked(y, t), 1e-12)))


@mistake(
    "cross_entropy",
    hint="The base of your logarithm is 10. `np.log`, the natural one, is asked for.",
)
def base_ten(y, t):
    return -np.mean(np.log10(np.maximum(_picked(y, t), 1e-12)))


@mistake(
    "cross_entropy",
    hint="First the mean of the probabilities, then one logarithm. Each sample has a logarithm of its own.",
)
def log_of_the_mean(y, t):
    return -np.log(np.maximum(np.mean(_picked(y, t)), 1e-12))


@mistake(
    "cross_entropy",
    hint="The logarithm is missing: you average how much probability the truth did not get.",
)
def no_logarithm(y, t):
    return np.mean(1 - _picked(y, t))


@mistake(
    "cross_entropy",
    hint="You look at the favourite of each row. What counts is the probability of the class that was *true*.",
)
def charges_the_favourite(y, t):
    return -np.mean(np.log(np.maximum(y.max(axis=1), 1e-12)))


@mistake(
    "cross_entropy",
    hint="You charge the other classes as well, for what they were given. Here only the truth of each row counts.",
)
def charges_the_others_too(y, t):
    wanted = np.eye(y.shape[1])[_labels(t)]
    terms = wanted * np.log(np.maximum(y, 1e-12)) + (1 - wanted) * np.log(np.maximum(1 - y, 1e-12))
    return -np.mean(terms.sum(axis=1))


@mistake(
    "cross_entropy",
    hint="y and t have changed places: the logarithm belongs to the probabilities, not to the targets.",
)
def logarithm_of_the_targets(y, t):
    wanted = np.eye(y.shape[1])[_labels(t)]
    return -np.mean(np.sum(y * np.log(np.maximum(wanted, 1e-12)), axis=1))


@mistake(
    "cross_entropy",
    hint="Labels work. One-hot targets are used as if they were labels: zeros and ones become column numbers.",
)
def labels_only(y, t):
    if t.ndim == 2:
        t = t.astype(int)
        rows = np.arange(len(y))[:, None]
        return -np.mean(np.log(np.maximum(y[rows, t], 1e-12)))
    return -np.mean(np.log(np.maximum(_picked(y, t), 1e-12)))


@mistake(
    "cross_entropy",
    hint="One-hot targets work. Labels are multiplied with the logarithms as if they were one-hot: 2 is a name there, not a weight.",
)
def one_hot_only(y, t):
    logs = np.log(np.maximum(y, 1e-12))
    if t.ndim == 1:
        t = t[:, None]
    return -np.mean(np.sum(t * logs, axis=1))


@mistake(
    "cross_entropy", hint="There is one loss for each sample. The loss of the batch is one number."
)
def one_loss_a_sample(y, t):
    return -np.log(np.maximum(_picked(y, t), 1e-12))


@mistake("cross_entropy", hint="You look at the first sample only.")
def first_sample_only(y, t):
    return -np.log(np.maximum(_picked(y, t)[0], 1e-12))


@mistake(
    "cross_entropy",
    hint="The floor is written into y itself: the caller's probabilities are no longer what they were.",
)
def writes_the_floor_into_y(y, t):
    y[y < 1e-12] = 1e-12
    return -np.mean(np.log(_picked(y, t)))


@mistake(
    "cross_entropy",
    hint="You make probabilities of y once more, with exponentials. They are probabilities already.",
)
def softmax_again(y, t):
    e = np.exp(y)
    return -np.mean(np.log(_picked(e / e.sum(axis=1, keepdims=True), t)))


@mistake(
    "cross_entropy",
    hint="You count classes from 1. Label 0 is the first column.",
)
def counts_from_one(y, t):
    labels = _labels(t) - 1
    return -np.mean(np.log(np.maximum(y[np.arange(len(y)), labels], 1e-12)))


@mistake(
    "cross_entropy",
    hint="Whether targets are one-hot is not a matter of N and K being equal, nor of lengths: count the axes of t.",
)
def guesses_the_spelling_by_length(y, t):
    if len(t) == y.shape[1]:
        t = np.argmax(t, axis=-1) if t.ndim == 2 else np.full(len(y), t.argmax())
    return -np.mean(np.log(np.maximum(_picked(y, t), 1e-12)))


@mistake(
    "cross_entropy",
    hint="Your floor is only under an exact 0. What does a probability of 1e-20 cost?",
)
def floor_under_exact_zeros_only(y, t):
    p = y[np.arange(len(y)), _labels(t)]
    return -np.mean(np.log(np.where(p == 0, 1e-12, p)))


@variant("cross_entropy", "one-hot rows in both cases, and a sum along the row")
def by_one_hot(y, t):
    if t.ndim == 1:
        t = np.eye(y.shape[1])[t]
    return -np.sum(t * np.log(np.clip(y, 1e-12, None))) / len(y)


@variant("cross_entropy", "adds 1e-12, as the text allows, and asks for the size")
def adds_the_floor(y, t):
    if t.size == y.size and t.ndim > 1:
        t = np.argmax(t, axis=1)
    return float(-np.log(y[np.arange(y.shape[0]), t] + 1e-12).mean())


@variant("cross_entropy", "a loop over the samples")
def by_loop(y, t):
    total = 0.0
    for row, truth in zip(y, t):
        label = truth if t.ndim == 1 else int(np.argmax(truth))
        total -= np.log(max(row[label], 1e-12))
    return total / len(y)


@variant("cross_entropy", "clips on both sides")
def clips_on_both_sides(y, t):
    p = np.take_along_axis(np.clip(y, 1e-12, 1 - 1e-12), _labels(t)[:, None], axis=1)
    return -np.log(p).mean()
