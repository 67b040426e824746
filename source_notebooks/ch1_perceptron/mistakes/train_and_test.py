"""What learners believe in exercise `train_and_test`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _share(X, t, w, b):
    return float(np.mean(step(neuron(X, w, b)) == t))


@mistake(
    "train_and_test",
    hint="You measure on the rows that were trained on. The honest part is the other one.",
)
def measures_on_the_training_rows(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, _share(X[:n_train], t[:n_train], w, b)


@mistake(
    "train_and_test",
    hint="You train on all rows. Then none are left that the perceptron has not seen.",
)
def trains_on_everything(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X, t, lr, epochs, rng)
    return w, b, _share(X[n_train:], t[n_train:], w, b)


@mistake("train_and_test", hint="You measure on all rows, the ones trained on among them.")
def measures_on_everything(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, _share(X, t, w, b)


@mistake(
    "train_and_test",
    hint="You train on the rows after `n_train` and measure on the first ones: the other way round.",
)
def parts_swapped(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[n_train:], t[n_train:], lr, epochs, rng)
    return w, b, _share(X[:n_train], t[:n_train], w, b)


@mistake("train_and_test", hint="You train on the *last* `n_train` rows.")
def trains_on_the_last_rows(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[-n_train:], t[-n_train:], lr, epochs, rng)
    return w, b, _share(X[:-n_train], t[:-n_train], w, b)


@mistake(
    "train_and_test",
    hint="You measure on the *last* `n_train` rows. The new rows are all those after the first `n_train`, however many they are.",
)
def measures_on_the_last_n_train(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, _share(X[-n_train:], t[-n_train:], w, b)


@mistake(
    "train_and_test",
    hint="A sum of exactly 0 counts as 1 when you measure; your own `step` answers 0.",
)
def measures_with_ties_firing(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, float(np.mean((neuron(X[n_train:], w, b) >= 0) == (t[n_train:] == 1)))


@mistake("train_and_test", hint="That is a percentage. Asked for is a share between 0 and 1.")
def gives_percent(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, 100 * _share(X[n_train:], t[n_train:], w, b)


@mistake(
    "train_and_test", hint="The first row after the training rows is left out of the measurement."
)
def leaves_out_a_row(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, _share(X[n_train + 1 :], t[n_train + 1 :], w, b)


@mistake(
    "train_and_test",
    hint="That is the share of wrong answers. Accuracy is the share of right ones.",
)
def gives_the_error_rate(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, 1 - _share(X[n_train:], t[n_train:], w, b)


@mistake("train_and_test", hint="That is how many answers are right. Accuracy is their share.")
def gives_a_count(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, int(np.sum(step(neuron(X[n_train:], w, b)) == t[n_train:]))


@mistake("train_and_test", hint="You compare sums with labels. The perceptron has not decided yet.")
def compares_sums_with_labels(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, float(np.mean(neuron(X[n_train:], w, b) == t[n_train:]))


@mistake(
    "train_and_test",
    hint="The third value is the list of mistakes from training. Asked for is the accuracy on new rows.",
)
def gives_the_training_mistakes(X, t, n_train, lr, epochs, rng):
    return train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)


@mistake(
    "train_and_test",
    hint="The rows are shuffled before they are split. Here the *first* rows are the ones to train on.",
)
def shuffles_before_splitting(X, t, n_train, lr, epochs, rng):
    order = rng.permutation(len(X))
    X, t = X[order], t[order]
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, _share(X[n_train:], t[n_train:], w, b)


@variant("train_and_test", "a loop that counts")
def test_by_counting(X, t, n_train, lr, epochs, rng):
    w, b, mistakes = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    right = 0
    for x, label in zip(X[n_train:], t[n_train:]):
        if step(neuron(x, w, b)) == label:
            right += 1
    return w, b, right / (len(X) - n_train)
