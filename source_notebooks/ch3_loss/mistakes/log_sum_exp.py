"""What learners believe in exercise `log_sum_exp`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "log_sum_exp",
    hint="Scores of 1000 overflow, and very negative ones vanish: the largest score has not been taken out.",
)
def naive(z):
    with np.errstate(all="ignore"):
        return np.log(np.exp(z).sum(axis=1))


@mistake(
    "log_sum_exp",
    hint="You take out one maximum for the whole batch. A row far below it vanishes: each row has a maximum of its own.",
)
def one_maximum_for_the_batch(z):
    with np.errstate(all="ignore"):
        m = z.max()
        return m + np.log(np.exp(z - m).sum(axis=1))


@mistake("log_sum_exp", hint="The maximum is taken out, and never put back.")
def maximum_is_not_put_back(z):
    return np.log(np.exp(z - z.max(axis=1, keepdims=True)).sum(axis=1))


@mistake("log_sum_exp", hint="You sum down the columns. The scores of one sample stand in a row.")
def sums_down_the_columns(z):
    m = z.max(axis=0)
    return m + np.log(np.exp(z - m).sum(axis=0))


@mistake(
    "log_sum_exp",
    hint="The numbers are right, but each sits in a row of its own: (N, 1) where (N,) is asked for.",
)
def keeps_a_column(z):
    m = z.max(axis=1, keepdims=True)
    return m + np.log(np.exp(z - m).sum(axis=1, keepdims=True))


@mistake(
    "log_sum_exp",
    hint="A column of shape (N, 1) is added to a row of shape (N,): so every pair of them gets added.",
)
def column_plus_row(z):
    m = z.max(axis=1, keepdims=True)
    return m + np.log(np.exp(z - m).sum(axis=1))


@mistake("log_sum_exp", hint="All rows are summed together. Each row has a result of its own.")
def everything_together(z):
    m = z.max()
    return m + np.log(np.exp(z - m).sum())


@mistake(
    "log_sum_exp",
    hint="This is the mean over the batch. Here each row keeps its own result; the mean comes later.",
)
def takes_the_mean(z):
    m = z.max(axis=1, keepdims=True)
    return np.mean(m[:, 0] + np.log(np.exp(z - m).sum(axis=1)))


@mistake(
    "log_sum_exp", hint="That is the maximum alone. The logarithm of the sum is still to be added."
)
def maximum_alone(z):
    return z.max(axis=1).astype(float)


@mistake("log_sum_exp", hint="You take the mean of the exponentials instead of their sum.")
def log_mean_exp(z):
    m = z.max(axis=1, keepdims=True)
    return m[:, 0] + np.log(np.exp(z - m).mean(axis=1))


@mistake("log_sum_exp", hint="The logarithm is missing.")
def no_logarithm(z):
    with np.errstate(all="ignore"):
        total = np.exp(z).sum(axis=1)
    return np.where(total < 1e100, total, np.inf)


@mistake(
    "log_sum_exp", hint="First the logarithm, then the sum: that gives back the sum of the scores."
)
def sum_of_logs(z):
    return z.sum(axis=1).astype(float)


@mistake(
    "log_sum_exp",
    hint="You cut the scores off so that exp does not overflow. Beyond it all results are the same.",
)
def clips_the_scores(z):
    return np.log(np.exp(np.clip(z, -700, 700)).sum(axis=1))


@mistake(
    "log_sum_exp",
    hint="You subtract the maximum inside z itself: the caller's scores are no longer what they were.",
)
def writes_into_z(z):
    m = z.max(axis=1, keepdims=True)
    z -= m
    return m[:, 0] + np.log(np.exp(z).sum(axis=1))


@mistake(
    "log_sum_exp", hint="You take out the smallest score. It is the largest one that overflows."
)
def takes_out_the_minimum(z):
    m = z.min(axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        return m[:, 0] + np.log(np.exp(z - m).sum(axis=1))


@mistake(
    "log_sum_exp",
    hint="You take out the first score of each row. If another one towers above it, exp still overflows.",
)
def takes_out_the_first(z):
    with np.errstate(all="ignore"):
        m = z[:, :1]
        return m[:, 0] + np.log(np.exp(z - m).sum(axis=1))


@mistake(
    "log_sum_exp",
    hint="You take out the largest *absolute* value. In a row of very negative scores that makes everything vanish.",
)
def takes_out_the_largest_magnitude(z):
    with np.errstate(all="ignore"):
        m = np.abs(z).max(axis=1, keepdims=True)
        return m[:, 0] + np.log(np.exp(z - m).sum(axis=1))


@mistake(
    "log_sum_exp",
    hint="You take out the mean of the row. A score that towers above it still overflows.",
)
def takes_out_the_mean(z):
    m = z.mean(axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        return m[:, 0] + np.log(np.exp(z - m).sum(axis=1))


@mistake(
    "log_sum_exp",
    hint="You put a floor under the sum. It keeps log 0 away, but the result is not the one asked for.",
)
def floor_under_the_sum(z):
    with np.errstate(all="ignore"):
        return np.log(np.maximum(np.exp(z).sum(axis=1), 1e-12))


@mistake(
    "log_sum_exp", hint="A plain number comes back where K or N is 1. The shape is (N,), always."
)
def squeezes(z):
    m = z.max(axis=1, keepdims=True)
    return np.squeeze(m[:, 0] + np.log(np.exp(z - m).sum(axis=1)))


@variant("log_sum_exp", "a loop over the rows")
def by_rows(z):
    result = np.zeros(len(z))
    for n, row in enumerate(z):
        m = max(row)
        result[n] = m + np.log(sum(np.exp(score - m) for score in row))
    return result


@variant("log_sum_exp", "np.logaddexp, reduced along the row")
def by_logaddexp(z):
    return np.logaddexp.reduce(z.astype(float), axis=1)


@variant("log_sum_exp", "log1p of the others, sorted")
def by_log1p(z):
    z = np.sort(z, axis=1)
    return z[:, -1] + np.log1p(np.exp(z[:, :-1] - z[:, -1:]).sum(axis=-1))
