"""What learners believe in exercise `train_perceptron`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _train(X, t, lr, epochs, rng, order=None, stop=True, w=None, b=0.0):
    """Train as the reference does; the mistakes below change one thing each."""
    w = np.zeros(X.shape[1]) if w is None else w
    counts = []
    for _ in range(epochs):
        wrong = 0
        for i in rng.permutation(len(X)) if order is None else order():
            wrong += int(step(neuron(X[i], w, b)) != t[i])
            w, b = perceptron_update(w, b, X[i], t[i], lr)
        counts.append(wrong)
        if stop and wrong == 0:
            break
    return w, b, counts


@mistake(
    "train_perceptron",
    hint="You go on after an epoch without a mistake. Nothing can change any more: stop.",
)
def never_stops_early(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs, rng, stop=False)


@mistake(
    "train_perceptron",
    hint="You stop before the last epoch's count is in the list: it should end with the 0 that stopped you.",
)
def leaves_out_the_last_count(X, t, lr, epochs, rng):
    w, b, counts = _train(X, t, lr, epochs, rng)
    return w, b, counts[:-1] if counts[-1] == 0 else counts


@mistake(
    "train_perceptron",
    hint="Samples that should be 0 teach your perceptron nothing: you treat labels 0 and 1 as if they were −1 and 1.",
)
def labels_taken_for_plus_minus_one(X, t, lr, epochs, rng):
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            if step(neuron(X[i], w, b)) != t[i]:
                w, b, wrong = w + lr * t[i] * X[i], b + lr * t[i], wrong + 1
        counts.append(wrong)
        if wrong == 0:
            break
    return w, b, counts


@mistake(
    "train_perceptron",
    hint="You shuffle X and leave t as it was: samples and labels no longer belong together.",
)
def shuffles_X_only(X, t, lr, epochs, rng):
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        shuffled = X[rng.permutation(len(X))]
        for x, label in zip(shuffled, t):
            wrong += int(step(neuron(x, w, b)) != label)
            w, b = perceptron_update(w, b, x, label, lr)
        counts.append(wrong)
        if wrong == 0:
            break
    return w, b, counts


@mistake(
    "train_perceptron",
    hint="You draw one order for the whole training. Each epoch wants a new one.",
)
def one_order_for_all_epochs(X, t, lr, epochs, rng):
    order = rng.permutation(len(X))
    return _train(X, t, lr, epochs, rng, order=lambda: order)


@mistake(
    "train_perceptron",
    hint="Your samples come in the order of the rows. Draw an order from `rng` in each epoch.",
)
def never_shuffles(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs, rng, order=lambda: range(len(X)))


@mistake(
    "train_perceptron",
    hint="From the second epoch on you shuffle what is shuffled already: X and t do belong together, but the order is no "
    "longer the one drawn. Keep X and t as they are, and visit them in the order of this epoch.",
)
def shuffles_the_shuffled(X, t, lr, epochs, rng):
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        X, t = X[order], t[order]
        wrong = 0
        for x, label in zip(X, t):
            wrong += int(step(neuron(x, w, b)) != label)
            w, b = perceptron_update(w, b, x, label, lr)
        counts.append(wrong)
        if wrong == 0:
            break
    return w, b, counts


@mistake(
    "train_perceptron",
    hint="You draw with replacement: some samples come twice in an epoch, and others not at all.",
)
def draws_with_replacement(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs, rng, order=lambda: rng.integers(0, len(X), size=len(X)))


@mistake(
    "train_perceptron",
    hint="You make a random generator of your own. Use the `rng` that is handed in, or nobody can repeat your run.",
)
def own_generator(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs, np.random.default_rng(42))


@mistake(
    "train_perceptron",
    hint="All samples of an epoch meet the weights of its beginning. Here each sample meets what the one before it has left.",
)
def one_update_an_epoch(X, t, lr, epochs, rng):
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        errors = t[order] - step(neuron(X[order], w, b))
        w, b = w + lr * errors @ X[order], b + lr * float(errors.sum())
        counts.append(int(np.sum(errors != 0)))
        if counts[-1] == 0:
            break
    return w, b, counts


@mistake(
    "train_perceptron",
    hint="You count after the update, when the sample may have been mended already. Count what was wrong before it.",
)
def counts_after_the_update(X, t, lr, epochs, rng):
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            w, b = perceptron_update(w, b, X[i], t[i], lr)
            wrong += int(step(neuron(X[i], w, b)) != t[i])
        counts.append(wrong)
        if wrong == 0:
            break
    return w, b, counts


@mistake(
    "train_perceptron",
    hint="You count over all samples when the epoch is over, with its last weights. Count on the way: was the answer wrong "
    "at the moment when the sample had its turn?",
)
def counts_when_the_epoch_is_over(X, t, lr, epochs, rng):
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            w, b = perceptron_update(w, b, X[i], t[i], lr)
        counts.append(int(np.sum(step(neuron(X, w, b)) != t)))
        if counts[-1] == 0:
            break
    return w, b, counts


@mistake(
    "train_perceptron",
    hint="Your counter is never set back: an epoch's entry contains the mistakes of all epochs before it.",
)
def counter_is_never_reset(X, t, lr, epochs, rng):
    w, b, wrong, counts = np.zeros(X.shape[1]), 0.0, 0, []
    for _ in range(epochs):
        before = wrong
        for i in rng.permutation(len(X)):
            wrong += int(step(neuron(X[i], w, b)) != t[i])
            w, b = perceptron_update(w, b, X[i], t[i], lr)
        counts.append(wrong)
        if wrong == before:
            break
    return w, b, counts


@mistake(
    "train_perceptron",
    hint="The list of mistakes holds one number for the whole run. Asked for is one number an epoch.",
)
def one_total(X, t, lr, epochs, rng):
    w, b, counts = _train(X, t, lr, epochs, rng)
    return w, b, [sum(counts)]


@mistake(
    "train_perceptron", hint="Your training starts with weights of 1. It should start with zeros."
)
def starts_with_ones(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs, rng, w=np.ones(X.shape[1]))


_RANDOM_START = "Your training starts with random weights. It should start with zeros, and `rng` is for the orders only."


@mistake("train_perceptron", hint=_RANDOM_START)
def starts_at_random(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs, rng, w=rng.normal(size=X.shape[1]))


@mistake("train_perceptron", hint=_RANDOM_START)
def starts_at_small_random(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs, rng, w=0.01 * rng.normal(size=X.shape[1]))


@mistake("train_perceptron", hint=_RANDOM_START)
def starts_at_standard_normal(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs, rng, w=0.01 * rng.standard_normal(X.shape[1]))


@mistake("train_perceptron", hint=_RANDOM_START)
def starts_at_uniform_random(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs, rng, w=rng.random(X.shape[1]))


@mistake(
    "train_perceptron",
    hint="Your weights begin as whole numbers, and stay so when nothing has to be learned. Begin with floats.",
)
def starts_with_whole_numbers(X, t, lr, epochs, rng):
    w, b, counts = np.zeros(X.shape[1], dtype=int), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            if step(neuron(X[i], w, b)) != t[i]:
                wrong += 1
                w, b = perceptron_update(w, b, X[i], t[i], lr)
        counts.append(wrong)
        if wrong == 0:
            break
    return w, b, counts


@mistake("train_perceptron", hint="One epoch too many: at most `epochs` of them.")
def one_epoch_too_many(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs + 1, rng)


@mistake("train_perceptron", hint="The last of the `epochs` epochs is never run.")
def one_epoch_too_few(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs - 1, rng)


@mistake(
    "train_perceptron",
    hint="You stop at the first sample that is right. Only a whole epoch without a mistake ends the training.",
)
def stops_at_the_first_right_sample(X, t, lr, epochs, rng):
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            if step(neuron(X[i], w, b)) == t[i]:
                break
            w, b, wrong = *perceptron_update(w, b, X[i], t[i], lr), wrong + 1
        counts.append(wrong)
        if wrong == 0:
            break
    return w, b, counts


@mistake(
    "train_perceptron",
    hint="You shuffle the caller's own X. Draw an order of indices, and leave the data as they were.",
)
def shuffles_in_place(X, t, lr, epochs, rng):
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        X[:], t[:] = X[order], t[order]
        wrong = 0
        for x, label in zip(X, t):
            wrong += int(step(neuron(x, w, b)) != label)
            w, b = perceptron_update(w, b, x, label, lr)
        counts.append(wrong)
        if wrong == 0:
            break
    return w, b, counts


_kept = {}


@mistake(
    "train_perceptron",
    hint="A second run goes on with the weights of the first: they are kept somewhere outside the function. "
    "Every call starts with zeros.",
)
def goes_on_where_it_stopped(X, t, lr, epochs, rng):
    w, b = _kept.get(X.shape[1], (None, 0.0))
    w, b, counts = _train(X, t, lr, epochs, rng, w=w, b=b)
    _kept[X.shape[1]] = (w, b)
    return w, b, counts


@variant("train_perceptron", "the rule written out, with a while loop")
def train_with_while(X, t, lr, epochs, rng):
    w, b = np.zeros(X.shape[1]), 0.0
    history = []
    while len(history) < epochs and (not history or history[-1] > 0):
        errors = 0
        for x, label in [(X[i], t[i]) for i in rng.permutation(len(X))]:
            answer = 1 if np.dot(w, x) + b > 0 else 0
            if answer != label:
                errors += 1
                w = w + lr * (label - answer) * x
                b = b + lr * (label - answer)
        history.append(errors)
    return w, b, history


@variant("train_perceptron", "copies of X and t in the new order")
def train_on_shuffled_copies(X, t, lr, epochs, rng):
    w, b, history = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        errors = 0
        for x, label in zip(X[order], t[order]):
            new_w, new_b = perceptron_update(w, b, x, label, lr)
            errors += int(new_b != b)
            w, b = new_w, new_b
        history.append(errors)
        if errors == 0:
            break
    return w, b, history
