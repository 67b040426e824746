"""What learners believe in exercise `bce`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _logs(y):
    return np.log(np.maximum(y, 1e-12)), np.log(np.maximum(1 - y, 1e-12))


@mistake(
    "bce", hint="Only the yes-term is there. Where t is 0 your loss is 0, whatever was predicted."
)
def yes_term_only(y, t):
    return -np.mean(t * _logs(y)[0])


@mistake(
    "bce", hint="Only the no-term is there. Where t is 1 your loss is 0, whatever was predicted."
)
def no_term_only(y, t):
    return -np.mean((1 - t) * _logs(y)[1])


@mistake(
    "bce", hint="You take −log y for yes and for no alike. For a no, the truth was given 1 − y."
)
def log_y_for_both(y, t):
    return -np.mean(_logs(y)[0])


@mistake("bce", hint="The two logarithms have changed places: a yes is now cheap where y is small.")
def terms_swapped(y, t):
    yes, no = _logs(y)
    return -np.mean(t * no + (1 - t) * yes)


@mistake("bce", hint="The loss is negative. The minus stands before the whole bracket.")
def bce_without_minus(y, t):
    yes, no = _logs(y)
    return np.mean(t * yes + (1 - t) * no)


@mistake(
    "bce",
    hint="One of your two terms has the wrong sign: both logarithms are negative, and both are turned round.",
)
def minus_before_the_first_only(y, t):
    yes, no = _logs(y)
    return np.mean(-t * yes + (1 - t) * no)


@mistake("bce", hint="You add up instead of taking the mean.")
def bce_sum(y, t):
    yes, no = _logs(y)
    return -np.sum(t * yes + (1 - t) * no)


@mistake(
    "bce",
    hint="You divide by the number of samples. With K questions each there are N · K terms.",
)
def bce_divides_by_samples(y, t):
    yes, no = _logs(y)
    return -np.sum(t * yes + (1 - t) * no) / len(y)


@mistake(
    "bce",
    hint="There is no floor: at 0 or 1 the logarithm is infinite, and infinity times 0 is not a number.",
)
def bce_no_floor(y, t):
    with np.errstate(all="ignore"):
        return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


@mistake(
    "bce",
    hint="The floor lies under y only. Where y is exactly 1, the other logarithm falls through.",
)
def floor_under_y_only(y, t):
    with np.errstate(all="ignore"):
        return -np.mean(t * np.log(np.maximum(y, 1e-12)) + (1 - t) * np.log(1 - y))


@mistake(
    "bce",
    hint="The floor is added to y before 1 − y is taken, so that 1 − y may even fall below 0.",
)
def floor_added_before_subtracting(y, t):
    y = y + 1e-12
    with np.errstate(all="ignore"):
        return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


@mistake(
    "bce",
    hint="Your floor is 1e-7. Look for the floor that is asked for: a sure mistake costs 27.63.",
)
def bce_floor_at_1e_7(y, t):
    y = np.clip(y, 1e-7, 1 - 1e-7)
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


@mistake(
    "bce",
    hint="There is a floor, but a sure mistake does not cost 27.63: it lies at another height.",
)
def bce_floor_at_1e_15(y, t):
    yes, no = np.log(np.maximum(y, 1e-15)), np.log(np.maximum(1 - y, 1e-15))
    return -np.mean(t * yes + (1 - t) * no)


@mistake(
    "bce",
    hint="You round the probabilities to yes and no first. How sure the prediction was is lost.",
)
def rounds_first(y, t):
    yes, no = _logs((y > 0.5).astype(float))
    return -np.mean(t * yes + (1 - t) * no)


@mistake("bce", hint="There are no logarithms: you average how much the truth was not given.")
def bce_no_logarithm(y, t):
    return np.mean(t * (1 - y) + (1 - t) * y)


@mistake("bce", hint="These are squared differences. The task is the binary cross-entropy.")
def bce_is_mse(y, t):
    return np.mean((y - t) ** 2)


@mistake(
    "bce",
    hint="y is treated as a score and sent through a sigmoid. Here it is a probability already.",
)
def sigmoid_first(y, t):
    yes, no = _logs(1 / (1 + np.exp(-y)))
    return -np.mean(t * yes + (1 - t) * no)


@mistake(
    "bce",
    hint="There is one loss for each number. The loss of the batch is one number, their mean.",
)
def bce_no_mean(y, t):
    yes, no = _logs(y)
    return -(t * yes + (1 - t) * no)


@mistake("bce", hint="The base of your logarithm is 2. `np.log` is asked for.")
def bce_base_two(y, t):
    yes, no = _logs(y)
    return -np.mean(t * yes + (1 - t) * no) / np.log(2)


@variant("bce", "the probability of the truth, chosen by np.where")
def by_where(y, t):
    return -np.log(np.maximum(np.where(t == 1, y, 1 - y), 1e-12)).mean()


@variant("bce", "clips y between the floors")
def by_clip(y, t):
    y = np.clip(y, 1e-12, 1 - 1e-12)
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


@variant("bce", "adds the floor to both")
def by_adding(y, t):
    return float(-np.sum(t * np.log(y + 1e-12) + (1 - t) * np.log(1 - y + 1e-12)) / y.size)


@variant("bce", "a loop over all numbers")
def bce_by_loop(y, t):
    losses = []
    for p, wanted in zip(y.ravel(), t.ravel()):
        q = p if wanted else 1 - p
        losses.append(-np.log(q if q > 1e-12 else 1e-12))
    return sum(losses) / len(losses)
