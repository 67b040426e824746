"""What learners believe in exercise `most_expensive`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _losses(z, t):
    m = z.max(axis=1, keepdims=True)
    return m[:, 0] + np.log(np.exp(z - m).sum(axis=1)) - z[np.arange(len(z)), t]


@mistake("most_expensive", hint="Yours are the cheapest samples: sorting goes upwards.")
def the_cheapest(z, t, k):
    losses = _losses(z, t)
    chosen = np.argsort(losses, kind="stable")[:k]
    return chosen, losses[chosen]


@mistake("most_expensive", hint="The right samples, but the largest loss stands last.")
def upwards(z, t, k):
    losses = _losses(z, t)
    chosen = np.argsort(-losses, kind="stable")[:k][::-1]
    return chosen, losses[chosen]


@mistake(
    "most_expensive",
    hint="The right samples, but in the order of their row numbers. The largest loss comes first.",
)
def by_row_number(z, t, k):
    losses = _losses(z, t)
    chosen = np.sort(np.argsort(-losses, kind="stable")[:k])
    return chosen, losses[chosen]


@mistake(
    "most_expensive",
    hint="Where two losses are equal, the later sample comes first: turning a sorted list round turns equals round, too.",
)
def equals_turned_round(z, t, k):
    losses = _losses(z, t)
    chosen = np.argsort(losses, kind="stable")[::-1][:k]
    return chosen, losses[chosen]


@mistake(
    "most_expensive",
    hint="The losses come out negative: you sort by them with a minus, and then return them with it.",
)
def negative_losses(z, t, k):
    losses = -_losses(z, t)
    chosen = np.argsort(losses, kind="stable")[:k]
    return chosen, losses[chosen]


@mistake(
    "most_expensive",
    hint="The row numbers are right. The losses are those of the first k rows: pick the chosen ones.",
)
def losses_of_the_first_rows(z, t, k):
    losses = _losses(z, t)
    return np.argsort(-losses, kind="stable")[:k], losses[:k]


@mistake(
    "most_expensive", hint="All losses come back. Only those of the k chosen samples are asked for."
)
def all_losses(z, t, k):
    losses = _losses(z, t)
    return np.argsort(-losses, kind="stable")[:k], losses


@mistake("most_expensive", hint="All samples come back. Only the first k of them are asked for.")
def all_samples(z, t, k):
    losses = _losses(z, t)
    chosen = np.argsort(-losses, kind="stable")
    return chosen, losses[chosen]


@mistake("most_expensive", hint="The row numbers are there. Their losses are asked for as well.")
def row_numbers_only(z, t, k):
    return np.argsort(-_losses(z, t), kind="stable")[:k]


@mistake("most_expensive", hint="Losses and row numbers have changed places.")
def other_way_round(z, t, k):
    losses = _losses(z, t)
    chosen = np.argsort(-losses, kind="stable")[:k]
    return losses[chosen], chosen


@mistake(
    "most_expensive",
    hint="You sort by how far the truth is behind the favourite. All that are right then look alike: sort by the loss.",
)
def by_margin(z, t, k):
    behind = z.max(axis=1) - z[np.arange(len(z)), t]
    chosen = np.argsort(-behind, kind="stable")[:k]
    return chosen, _losses(z, t)[chosen]


@mistake(
    "most_expensive",
    hint="You look at how unsure the favourite is. A sure answer may be wrong, and then it is dear: ask about the truth.",
)
def the_least_sure(z, t, k):
    unsure = _losses(z, z.argmax(axis=1))
    chosen = np.argsort(-unsure, kind="stable")[:k]
    return chosen, unsure[chosen]


@mistake(
    "most_expensive",
    hint="You sort by the score of the truth alone. Whether it is low depends on the other scores of the row.",
)
def by_the_score_of_the_truth(z, t, k):
    losses = _losses(z, t)
    chosen = np.argsort(z[np.arange(len(z)), t], kind="stable")[:k]
    return chosen, losses[chosen]


@mistake(
    "most_expensive",
    hint="Only wrong answers are listed by you. A right one by a hair may be expensive, too.",
)
def wrong_ones_only(z, t, k):
    losses = np.where(z.argmax(axis=1) == t, 0.0, _losses(z, t))
    chosen = np.argsort(-losses, kind="stable")[:k]
    return chosen, losses[chosen]


@mistake(
    "most_expensive",
    hint="The most expensive one of all is missing: your slice begins one place too late.",
)
def skips_the_first(z, t, k):
    losses = _losses(z, t)
    chosen = np.argsort(-losses, kind="stable")[1 : k + 1]
    return chosen, losses[chosen]


@mistake("most_expensive", hint="Row numbers begin with 0. Yours begin with 1.")
def counts_rows_from_one(z, t, k):
    losses = _losses(z, t)
    chosen = np.argsort(-losses, kind="stable")[:k]
    return chosen + 1, losses[chosen]


@mistake(
    "most_expensive",
    hint="Each loss is divided by the number of samples. That belongs to the mean; here each sample speaks for itself.",
)
def shares_of_the_mean(z, t, k):
    losses = _losses(z, t) / len(z)
    chosen = np.argsort(-losses, kind="stable")[:k]
    return chosen, losses[chosen]


@mistake("most_expensive", hint="Probabilities come back where losses are asked for.")
def gives_probabilities(z, t, k):
    losses = _losses(z, t)
    chosen = np.argsort(-losses, kind="stable")[:k]
    return chosen, np.exp(-losses[chosen])


@mistake(
    "most_expensive", hint="Large scores overflow here. Your `log_sum_exp` can deal with them."
)
def overflowing_losses(z, t, k):
    with np.errstate(all="ignore"):
        losses = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), t]
    chosen = np.argsort(-losses, kind="stable")[:k]
    return chosen, losses[chosen]


@mistake(
    "most_expensive",
    hint="You put the wrong answers first. Right or wrong does not matter here: an unsure right answer may cost more than a narrow mistake.",
)
def wrong_ones_first(z, t, k):
    losses = log_sum_exp(z) - z[np.arange(len(z)), t]
    chosen = np.lexsort((-losses, z.argmax(axis=1) == t))[:k]
    return chosen, losses[chosen]


@variant("most_expensive", "Python's sorted, which keeps equals in their order")
def by_sorted(z, t, k):
    losses = [
        float(np.logaddexp.reduce(row.astype(float)) - row[label]) for row, label in zip(z, t)
    ]
    order = sorted(range(len(losses)), key=lambda n: -losses[n])[:k]
    return np.array(order), np.array([losses[n] for n in order])


@variant("most_expensive", "asks softmax_cross_entropy about one row after the other")
def one_row_at_a_time(z, t, k):
    losses = np.array([softmax_cross_entropy(z[n : n + 1], t[n : n + 1]) for n in range(len(z))])
    chosen = np.lexsort((np.arange(len(z)), -losses))[:k]
    return chosen, losses[chosen]


@variant("most_expensive", "by way of log-probabilities")
def by_log_probabilities(z, t, k):
    s = z - z.max(axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    truth = log_p[np.arange(len(z)), t]
    chosen = truth.argsort(kind="stable")[:k]
    return chosen, -truth[chosen]
