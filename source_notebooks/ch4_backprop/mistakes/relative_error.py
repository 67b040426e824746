"""What learners believe in exercise `relative_error`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _same(a, b):
    if np.shape(a) != np.shape(b):
        raise ValueError("shapes differ")


def _largest(a, b, floor=1e-4):
    return np.maximum(np.maximum(np.abs(a), np.abs(b)), floor)


@mistake(
    "relative_error",
    hint="Shapes that differ, but can be broadcast, are compared all with all. Look at the shapes before you subtract.",
)
def broadcasts(a, b):
    return np.abs(a - b) / _largest(a, b)


@mistake(
    "relative_error",
    hint="You compare how many numbers there are. (3,) and (3, 1) have as many as each other, and are different shapes.",
)
def compares_sizes(a, b):
    if np.size(a) != np.size(b):
        raise ValueError
    return np.abs(a - b) / _largest(a, b)


@mistake(
    "relative_error",
    hint="You compare lengths along the first axis only. A shape has more to it than that.",
)
def compares_lengths(a, b):
    if np.ndim(a) and (np.ndim(b) == 0 or len(a) != len(b)):
        raise ValueError
    if np.ndim(a) == 0 and np.ndim(b):
        raise ValueError
    return np.abs(a - b) / _largest(a, b)


@mistake(
    "relative_error",
    hint="There is no floor under your denominator: 0 against 0 becomes nan, and slopes of nearly 0 raise false alarms.",
)
def no_floor(a, b):
    _same(a, b)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.abs(a - b) / np.maximum(np.abs(a), np.abs(b))


@mistake(
    "relative_error",
    hint="You *add* the floor to the denominator. It is one of three, of which the largest counts.",
)
def adds_the_floor(a, b):
    _same(a, b)
    return np.abs(a - b) / (np.maximum(np.abs(a), np.abs(b)) + 1e-4)


@mistake(
    "relative_error",
    hint="Your denominator is the *sum* of the two sizes, so every error comes out about half as large.",
)
def divides_by_the_sum(a, b):
    _same(a, b)
    return np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-4)


@mistake(
    "relative_error",
    hint="You divide by the first of the two only. The yardstick treats a and b alike: the larger of their sizes counts.",
)
def divides_by_a(a, b):
    _same(a, b)
    return np.abs(a - b) / np.maximum(np.abs(a), 1e-4)


@mistake(
    "relative_error",
    hint="You divide by the second of the two only. The yardstick treats a and b alike: the larger of their sizes counts.",
)
def divides_by_b(a, b):
    _same(a, b)
    return np.abs(a - b) / np.maximum(np.abs(b), 1e-4)


@mistake(
    "relative_error",
    hint="You divide by the smaller of the two sizes.",
)
def divides_by_the_smaller(a, b):
    _same(a, b)
    return np.abs(a - b) / np.maximum(np.minimum(np.abs(a), np.abs(b)), 1e-4)


@mistake(
    "relative_error",
    hint="The sizes are compared with their signs on: of −2 and −1 the larger is −1. Which of them is larger in *size*?",
)
def maximum_with_signs(a, b):
    _same(a, b)
    return np.abs(a - b) / np.maximum(np.maximum(a, b), 1e-4)


@mistake(
    "relative_error",
    hint="The difference keeps its sign. Errors above and below would cancel each other; size is what counts.",
)
def signed(a, b):
    _same(a, b)
    return (a - b) / _largest(a, b)


@mistake(
    "relative_error",
    hint="You compare sizes: 0.5 and −0.5 are the same to you. A slope with the wrong sign is as wrong as it gets.",
)
def difference_of_sizes(a, b):
    _same(a, b)
    return np.abs(np.abs(a) - np.abs(b)) / _largest(a, b)


@mistake(
    "relative_error",
    hint="You boil the array down to its largest error. Here every element keeps its own; the largest comes later.",
)
def one_number_for_all(a, b):
    _same(a, b)
    return np.max(np.abs(a - b) / _largest(a, b))


@mistake(
    "relative_error",
    hint="All elements are measured by the largest number of the whole array, so the small ones can be as wrong as they like.",
)
def largest_of_all(a, b):
    _same(a, b)
    return np.abs(a - b) / max(np.max(np.abs(a)), np.max(np.abs(b)), 1e-4)


@mistake(
    "relative_error",
    hint="Your floor is much lower than 0.0001, so tiny slopes are compared with themselves.",
)
def floor_too_low(a, b):
    _same(a, b)
    return np.abs(a - b) / _largest(a, b, 1e-8)


@mistake(
    "relative_error",
    hint="Your floor is much higher than 0.0001, so slopes of ordinary size are not compared with themselves.",
)
def floor_too_high(a, b):
    _same(a, b)
    return np.abs(a - b) / _largest(a, b, 1.0)


@mistake(
    "relative_error",
    hint="You give the plain difference. A difference of 0.01 is much for a slope of 0.02, and nothing for one of 300.",
)
def absolute_error(a, b):
    _same(a, b)
    return np.abs(a - b) * 1.0


@mistake(
    "relative_error",
    hint="An error that is not a number is turned into 0, that is, into 'right'. What is not known must not look right.",
)
def nan_becomes_nothing(a, b):
    _same(a, b)
    return np.nan_to_num(np.abs(a - b) / _largest(a, b), nan=0.0)


@mistake(
    "relative_error",
    hint="Your result is cut off at 1. Two slopes of opposite signs have an error of up to 2.",
)
def cut_off_at_one(a, b):
    _same(a, b)
    return np.minimum(np.abs(a - b) / _largest(a, b), 1.0)


@mistake(
    "relative_error",
    hint="Your errors are put into an array of the dtype of a. Whole numbers have no room for them.",
)
def dtype_of_a(a, b):
    _same(a, b)
    found = np.abs(a - b) / _largest(a, b)
    return found.astype(np.asarray(a).dtype) if np.ndim(a) else found


@mistake(
    "relative_error",
    hint="You divide by the mean of the two sizes. The formula takes the larger one.",
)
def divides_by_the_mean(a, b):
    _same(a, b)
    return np.abs(a - b) / np.maximum((np.abs(a) + np.abs(b)) / 2, 1e-4)


@mistake(
    "relative_error",
    hint="Your floor is put into an array of the dtype of a. Among whole numbers 0.0001 becomes 0, and 0 against 0 is nan.",
)
def floor_of_the_dtype_of_a(a, b):
    _same(a, b)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.abs(a - b) / _largest(a, b, np.full_like(a, 1e-4))


@variant("relative_error", "a loop over the elements")
def by_a_loop(a, b):
    if np.shape(a) != np.shape(b):
        raise ValueError("no")
    found = np.empty(np.shape(a))
    first, second = np.asarray(a), np.asarray(b)
    for index in np.ndindex(found.shape):
        x, y = float(first[index]), float(second[index])
        if np.isnan(x) or np.isnan(y):
            found[index] = np.nan
        else:
            found[index] = abs(x - y) / max(abs(x), abs(y), 1e-4)
    return found if found.shape else float(found)


@variant("relative_error", "np.max over a stack")
def by_a_stack(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if a.shape != b.shape:
        raise ValueError(a.shape)
    floor = np.full(a.shape, 1e-4)
    return np.abs(a - b) / np.max([np.abs(a), np.abs(b), floor], axis=0)
