"""What learners believe in exercise `bce_logits`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _softplus(s):
    return np.logaddexp(0, s)


@mistake(
    "bce_logits",
    hint="You take the detour by way of a probability: at large scores it ends in infinity, or in what is not a number.",
)
def by_way_of_a_probability(z, t):
    with np.errstate(all="ignore"):
        y = 1 / (1 + np.exp(-z))
        return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


@mistake(
    "bce_logits",
    hint="You take the detour by way of `bce`, and its floor: no mistake costs more than 27.63.",
)
def by_way_of_bce(z, t):
    with np.errstate(all="ignore"):
        y = 1 / (1 + np.exp(-z))
    return -np.mean(t * np.log(np.maximum(y, 1e-12)) + (1 - t) * np.log(np.maximum(1 - y, 1e-12)))


@mistake(
    "bce_logits",
    hint="The formulas are joined, but exp still gets large numbers: log(1 + exp(1000)) is infinite. Use the form with max and |s|.",
)
def overflows(z, t):
    with np.errstate(all="ignore"):
        return np.mean(np.where(t == 1, np.log(1 + np.exp(-z)), np.log(1 + np.exp(z))))


_CUT_OFF = "You cut the scores off where exp would overflow. A score of −1000 then costs no more than one at the edge."


@mistake("bce_logits", hint=_CUT_OFF)
def clips_at_500(z, t):
    z = np.clip(z, -500, 500)
    return np.mean(_softplus(np.where(t == 1, -z, z)))


@mistake("bce_logits", hint=_CUT_OFF)
def clips_at_700(z, t):
    z = np.clip(z, -700, 700)
    return np.mean(_softplus(np.where(t == 1, -z, z)))


@mistake(
    "bce_logits",
    hint="You cut the scores off at 30 or so. Beyond it the loss is flat, and there is nothing to learn from.",
)
def clips_at_30(z, t):
    z = np.clip(z, -30, 30)
    return np.mean(_softplus(np.where(t == 1, -z, z)))


@mistake("bce_logits", hint="max(s, 0) is missing: what is left is right on one side of 0 only.")
def forgets_the_maximum(z, t):
    return np.mean(np.log1p(np.exp(-np.abs(z))))


@mistake(
    "bce_logits",
    hint="The logarithm is missing: only max(s, 0) is left. At a score of 0 the loss should be log 2.",
)
def maximum_only(z, t):
    return np.mean(np.maximum(np.where(t == 1, -z, z), 0))


@mistake(
    "bce_logits", hint="Yes and no have changed places. A large score is a yes, and cheap if t = 1."
)
def yes_and_no_swapped(z, t):
    return np.mean(_softplus(np.where(t == 1, z, -z)))


@mistake(
    "bce_logits",
    hint="You treat every sample as a no: the targets make no difference to your result.",
)
def all_are_no(z, t):
    return np.mean(_softplus(z))


@mistake(
    "bce_logits",
    hint="You treat every sample as a yes: the targets make no difference to your result.",
)
def all_are_yes(z, t):
    return np.mean(_softplus(-z))


@mistake("bce_logits", hint="Where t is 0 nothing is charged. A no has a loss as well.")
def only_yes_is_charged(z, t):
    return np.mean(t * _softplus(-z))


@mistake("bce_logits", hint="You add up instead of taking the mean.")
def logits_sum(z, t):
    return np.sum(_softplus(np.where(t == 1, -z, z)))


@mistake(
    "bce_logits",
    hint="You divide by the number of samples. With K questions each there are N · K terms.",
)
def logits_divide_by_samples(z, t):
    return np.sum(_softplus(np.where(t == 1, -z, z))) / len(z)


@mistake(
    "bce_logits", hint="The loss is negative: the logarithms here are already the right way round."
)
def negative(z, t):
    return -np.mean(_softplus(np.where(t == 1, -z, z)))


@mistake(
    "bce_logits",
    hint="In the exponent the bars of |s| are missing or its sign is wrong: what should be at most 1 overflows.",
)
def exponent_without_bars(z, t):
    s = np.where(t == 1, -z, z)
    with np.errstate(all="ignore"):
        return np.mean(np.maximum(s, 0) + np.log1p(np.exp(-s)))


@mistake("bce_logits", hint="The scores are taken for probabilities. They can be any number.")
def scores_as_probabilities(z, t):
    y = np.clip(z, 1e-12, 1 - 1e-12)
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


@mistake(
    "bce_logits",
    hint="The losses land in an array of whole numbers, because the scores were whole numbers.",
)
def whole_numbers_cut(z, t):
    losses = np.zeros_like(z)
    losses[...] = _softplus(np.where(t == 1, -z, z))
    return np.mean(losses)


@mistake(
    "bce_logits",
    hint="There is one loss for each score. The loss of the batch is one number, their mean.",
)
def logits_no_mean(z, t):
    return _softplus(np.where(t == 1, -z, z))


@mistake("bce_logits", hint="You write into z: the caller's scores are no longer what they were.")
def flips_z_in_place(z, t):
    z[t == 1] *= -1
    return np.mean(_softplus(z))


@variant("bce_logits", "softplus of −z or z, with np.where")
def by_softplus(z, t):
    s = np.where(t == 1, -z, z)
    return np.mean(np.maximum(s, 0) + np.log(1 + np.exp(-np.abs(s))))


@variant("bce_logits", "np.logaddexp")
def by_logaddexp(z, t):
    return np.logaddexp(0, z).mean() - (z * t).mean()


@variant("bce_logits", "two terms, as in bce")
def by_two_terms(z, t):
    def softplus(s):
        return np.maximum(s, 0) + np.log1p(np.exp(-np.abs(s)))

    return float(np.sum(t * softplus(-z) + (1 - t) * softplus(z)) / z.size)


@variant("bce_logits", "a loop with an if on the sign")
def logits_by_loop(z, t):
    total = 0.0
    for score, wanted in zip(z.ravel(), t.ravel()):
        s = -float(score) if wanted else float(score)
        total += s + np.log1p(np.exp(-s)) if s > 0 else np.log1p(np.exp(s))
    return total / z.size
