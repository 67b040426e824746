"""What learners believe in exercise `softmax_cross_entropy`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _lse(z, axis=1):
    m = z.max(axis=axis, keepdims=True)
    return m + np.log(np.exp(z - m).sum(axis=axis, keepdims=True))


def _losses(z, t):
    return _lse(z)[:, 0] - z[np.arange(len(z)), t]


def _softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@mistake(
    "softmax_cross_entropy",
    hint="Two softmaxes, one after the other: the scores are made into probabilities, and these are taken for scores again.",
)
def softmax_twice(z, t):
    return np.mean(_losses(_softmax(z), t))


@mistake(
    "softmax_cross_entropy",
    hint="First the probabilities, then their logarithm: a truth far behind gets probability 0, and its loss is infinite.",
)
def log_of_softmax(z, t):
    with np.errstate(all="ignore"):
        return -np.mean(np.log(_softmax(z)[np.arange(len(z)), t]))


@mistake(
    "softmax_cross_entropy",
    hint="By way of probabilities with a floor: no mistake costs more than 27.63. From the scores one gets it exactly.",
)
def softmax_with_a_floor(z, t):
    p = _softmax(z)[np.arange(len(z)), t]
    return -np.mean(np.log(np.maximum(p, 1e-12)))


@mistake(
    "softmax_cross_entropy",
    hint="Large scores overflow: the log-sum-exp is computed without taking out the largest score. You have one that does.",
)
def naive_log_sum_exp(z, t):
    with np.errstate(all="ignore"):
        return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), t])


@mistake(
    "softmax_cross_entropy",
    hint="One maximum is taken out for the whole batch. A row far below it vanishes.",
)
def maximum_of_the_batch(z, t):
    with np.errstate(all="ignore"):
        m = z.max()
        return np.mean(m + np.log(np.exp(z - m).sum(axis=1)) - z[np.arange(len(z)), t])


@mistake("softmax_cross_entropy", hint="You add up the samples. The loss is their mean.")
def sum_of_losses(z, t):
    return np.sum(_losses(z, t))


@mistake(
    "softmax_cross_entropy",
    hint="The sum is divided by N · K, the number of scores. The mean is over the N samples.",
)
def divided_by_all_scores(z, t):
    return np.sum(_losses(z, t)) / z.size


@mistake(
    "softmax_cross_entropy",
    hint="The sum is divided by the number of classes. The mean is over the samples.",
)
def divided_by_classes(z, t):
    return np.sum(_losses(z, t)) / z.shape[1]


@mistake(
    "softmax_cross_entropy",
    hint="`z[:, t]` takes whole columns from every row. From each row you want one score.",
)
def whole_columns(z, t):
    return np.mean(_lse(z) - z[:, t])


@mistake(
    "softmax_cross_entropy",
    hint="The log-sum-exp runs down the columns. The scores of one sample stand in a row.",
)
def down_the_columns(z, t):
    return np.mean(_lse(z, axis=0)[0][t] - z[np.arange(len(z)), t])


@mistake(
    "softmax_cross_entropy",
    hint="A column of N log-sum-exps meets a row of N scores, and every one is subtracted from every other: (N, N) numbers. Compare the shapes.",
)
def column_minus_row(z, t):
    return np.sum(_lse(z) - z[np.arange(len(z)), t]) / len(z)


@mistake(
    "softmax_cross_entropy",
    hint="The sign is turned round: score of the truth minus log-sum-exp is the log-probability, the loss is its opposite.",
)
def sign_turned_round(z, t):
    return -np.mean(_losses(z, t))


@mistake(
    "softmax_cross_entropy",
    hint="That is the largest score minus the score of the truth. Nearly right when one score towers; when scores are close, something is missing.",
)
def margin_only(z, t):
    return np.mean(z.max(axis=1) - z[np.arange(len(z)), t]).astype(float)


@mistake(
    "softmax_cross_entropy",
    hint="You subtract the largest score instead of the score of the truth: the labels make no difference to your result.",
)
def charges_the_favourite(z, t):
    return np.mean(_lse(z)[:, 0] - z.max(axis=1))


@mistake("softmax_cross_entropy", hint="The score of the truth has not been subtracted.")
def log_sum_exp_only(z, t):
    return np.mean(_lse(z)[:, 0])


@mistake(
    "softmax_cross_entropy",
    hint="The mean over all classes is charged, not only the true one: the labels make no difference.",
)
def mean_over_all_classes(z, t):
    return np.mean(_lse(z) - z)


@mistake(
    "softmax_cross_entropy",
    hint="There is one loss for each sample. The loss of the batch is one number.",
)
def one_loss_a_sample(z, t):
    return _losses(z, t)


@mistake(
    "softmax_cross_entropy",
    hint="The scores are taken for probabilities. They can be negative, or larger than 1.",
)
def scores_as_probabilities(z, t):
    return -np.mean(np.log(np.maximum(z[np.arange(len(z)), t], 1e-12)))


@mistake(
    "softmax_cross_entropy",
    hint="You write into z: the caller's scores are no longer what they were.",
)
def writes_into_the_scores(z, t):
    z -= z.max(axis=1, keepdims=True)
    return np.mean(_losses(z, t))


@mistake(
    "softmax_cross_entropy",
    hint="The maximum is taken out of the log-sum-exp, and never put back (or not taken out of the score of the truth).",
)
def maximum_is_lost(z, t):
    m = z.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z - m).sum(axis=1)) - z[np.arange(len(z)), t])


@mistake("softmax_cross_entropy", hint="You look at the first sample only.")
def first_sample_only(z, t):
    return _losses(z, t)[0]


@variant("softmax_cross_entropy", "shifts the rows, then takes log-probabilities")
def by_log_softmax(z, t):
    s = z - z.max(axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(z)), t].mean()


@variant("softmax_cross_entropy", "one-hot rows")
def by_one_hot(z, t):
    wanted = np.eye(z.shape[1])[t]
    return float(np.sum(wanted * (log_sum_exp(z)[:, None] - z)) / len(z))


@variant("softmax_cross_entropy", "a loop over the samples")
def by_loop(z, t):
    total = 0.0
    for n in range(len(z)):
        lead = z[n] - z[n, t[n]]
        total += np.logaddexp.reduce(lead.astype(float))
    return total / len(z)


@variant(
    "softmax_cross_entropy", "the formula as it stands: log-sum-exp, then minus the truth's score"
)
def in_the_order_of_the_formula(z, t):
    return np.mean(log_sum_exp(z) - z[np.arange(len(z)), t])
