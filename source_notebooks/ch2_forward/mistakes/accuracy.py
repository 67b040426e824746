"""What learners believe of accuracy."""

import numpy as np

from autograder.mistakes import mistake, variant


def classes(t):
    return t.argmax(axis=1) if t.ndim == 2 else t


@mistake(
    "accuracy",
    hint="Your comparison does not know one-hot rows: it compares classes with zeros and ones.",
)
def compares_with_one_hot(predicted, t):
    return float(np.mean(predicted == t))


@mistake(
    "accuracy",
    hint="You take the truth for one-hot in every case. Classes of shape (N,) are allowed, too.",
)
def expects_one_hot(predicted, t):
    return float(np.mean(predicted == t.argmax(axis=1)))


@mistake(
    "accuracy",
    hint="In one-hot rows you look for the 1 down the samples. The right class is a *column*: look along each row.",
)
def argmax_down_the_samples(predicted, t):
    return float(np.mean(predicted == (t.argmax(axis=0) if t.ndim == 2 else t)))


@mistake(
    "accuracy",
    hint="You make one-hot rows of the predictions and count every 0 that agrees. A sample is right or wrong as a whole.",
)
def counts_zeros_of_one_hot(predicted, t):
    if t.ndim == 2:
        return float(np.mean(np.eye(t.shape[1])[predicted] == t))
    return float(np.mean(predicted == t))


@mistake(
    "accuracy",
    hint="For one-hot rows you divide by all their numbers. Divide by the number of samples.",
)
def divides_by_all_elements(predicted, t):
    return float(np.sum(predicted == classes(t)) / t.size)


@mistake("accuracy", hint="You count the right answers. Asked for is their share.")
def counts(predicted, t):
    return float(np.sum(predicted == classes(t)))


@mistake("accuracy", hint="This is the share of *wrong* answers.")
def error_rate(predicted, t):
    return float(np.mean(predicted != classes(t)))


@mistake("accuracy", hint="You give per cent. Asked for is a share between 0 and 1.")
def per_cent(predicted, t):
    return 100 * float(np.mean(predicted == classes(t)))


@mistake("accuracy", hint="All or nothing: a single wrong answer makes it 0. Asked for is a share.")
def all_or_nothing(predicted, t):
    return float(np.all(predicted == classes(t)))


@mistake(
    "accuracy", hint="You give True and False, one for each sample. Asked for is a single number."
)
def leaves_the_comparison(predicted, t):
    return predicted == classes(t)


@mistake("accuracy", hint="Your division gives whole numbers, so that everything but 1 becomes 0.")
def whole_division(predicted, t):
    return float(np.sum(predicted == classes(t)) // len(predicted))


@mistake(
    "accuracy",
    hint="You multiply prediction and truth, so that a right 0 counts as nothing. Class 0 is a class like any other.",
)
def loses_class_zero(predicted, t):
    t = classes(t)
    return float(np.mean((predicted == t) * (predicted > 0)))


@mistake(
    "accuracy",
    hint="You measure how far classes are apart. Classes are names: a 3 is no better guess for a 4 than a 9 is.",
)
def measures_distance(predicted, t):
    return float(1 - np.mean(np.abs(predicted - classes(t))))


@mistake(
    "accuracy",
    hint="You compare which classes occur, not who has them. Sample by sample, in their order.",
)
def compares_sorted(predicted, t):
    return float(np.mean(np.sort(predicted) == np.sort(classes(t))))


@mistake("accuracy", hint="The share is rounded to 0 or 1. It is a decimal number.")
def rounds(predicted, t):
    return round(float(np.mean(predicted == classes(t))))


@variant("accuracy", "a loop over samples")
def by_loop(predicted, t):
    right = 0
    for i in range(len(predicted)):
        truth = t[i] if t.ndim == 1 else list(t[i]).index(1)
        right += int(predicted[i] == truth)
    return right / len(predicted)


@variant("accuracy", "one-hot rows indexed by the predictions")
def by_index(predicted, t):
    if t.ndim == 2:
        return t[np.arange(len(t)), predicted].mean()
    return np.count_nonzero(predicted == t) / len(t)
