"""2.11 Say it, or say nothing: what learners believe."""

import numpy as np

from autograder.mistakes import mistake, variant


def _shares(z, axis=1):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@mistake(
    "calls",
    hint="You multiply the scores by T. A higher temperature makes the reader less sure: it divides.",
)
def multiplies_by_t(z, T, threshold):
    p = _shares(z * T)
    sure = p.max(axis=1)
    return np.where(sure >= threshold, p.argmax(axis=1), -1), sure


@mistake(
    "calls",
    hint="T has no effect on what you return.",
)
def t_is_ignored(z, T, threshold):
    p = _shares(z)
    sure = p.max(axis=1)
    return np.where(sure >= threshold, p.argmax(axis=1), -1), sure


@mistake(
    "calls",
    hint="You divide the shares by T, after the softmax; then they no longer add up to 1. The scores are divided, before it.",
)
def divides_the_shares(z, T, threshold):
    p = _shares(z) / T
    sure = p.max(axis=1)
    return np.where(sure >= threshold, p.argmax(axis=1), -1), sure


@mistake(
    "calls",
    hint="*At least* the threshold: a sureness of exactly the threshold is enough.",
)
def more_than_the_threshold(z, T, threshold):
    p = _shares(z / T)
    sure = p.max(axis=1)
    return np.where(sure > threshold, p.argmax(axis=1), -1), sure


@mistake(
    "calls",
    hint="You compare the largest *score* with the threshold. The threshold is about shares.",
)
def compares_scores(z, T, threshold):
    p = _shares(z / T)
    return np.where((z / T).max(axis=1) >= threshold, p.argmax(axis=1), -1), p.max(axis=1)


@mistake(
    "calls",
    hint="Everything is answered in your version, however unsure. Below the threshold the answer is −1.",
)
def never_refuses(z, T, threshold):
    p = _shares(z / T)
    return p.argmax(axis=1), p.max(axis=1)


@mistake(
    "calls",
    hint="A refusal is 0 in your version, but 0 is a class. Refusals are −1.",
)
def refusal_is_zero(z, T, threshold):
    p = _shares(z / T)
    sure = p.max(axis=1)
    return np.where(sure >= threshold, p.argmax(axis=1), 0), sure


@mistake(
    "calls",
    hint="You count the classes from 1. The first class is number 0.",
)
def counts_from_one(z, T, threshold):
    p = _shares(z / T)
    sure = p.max(axis=1)
    return np.where(sure >= threshold, p.argmax(axis=1) + 1, -1), sure


@mistake(
    "calls",
    hint="Your answers are decimal numbers. A class is a whole number.",
)
def answers_are_decimal(z, T, threshold):
    p = _shares(z / T)
    sure = p.max(axis=1)
    return np.where(sure >= threshold, p.argmax(axis=1), -1.0), sure


@mistake(
    "calls",
    hint="Of several equal shares you take the last class. The first is asked for.",
)
def last_of_equals(z, T, threshold):
    p = _shares(z / T)
    sure = p.max(axis=1)
    last = p.shape[1] - 1 - p[:, ::-1].argmax(axis=1)
    return np.where(sure >= threshold, last, -1), sure


@mistake(
    "calls",
    hint="You go down the columns: images compete with each other for each class. Each row is one image, and its classes compete.",
)
def columns_for_rows(z, T, threshold):
    p = _shares(z / T, axis=0)
    sure = p.max(axis=0)
    return np.where(sure >= threshold, p.argmax(axis=0), -1), sure


@mistake(
    "calls",
    hint="Where you refuse, you also report a sureness of 0. How sure the reader would have been is of interest, too.",
)
def refused_are_sure_of_nothing(z, T, threshold):
    p = _shares(z / T)
    sure = p.max(axis=1)
    label = np.where(sure >= threshold, p.argmax(axis=1), -1)
    return label, np.where(label >= 0, sure, 0.0)


@mistake(
    "calls",
    hint="Your sureness is the lead over the second class. Asked for is the largest share itself.",
)
def lead_over_the_second(z, T, threshold):
    p = np.sort(_shares(z / T), axis=1)
    sure = p[:, -1] - p[:, -2]
    return np.where(sure >= threshold, _shares(z / T).argmax(axis=1), -1), sure


@mistake(
    "calls",
    hint="You return the two results in the other order: first the answers, then how sure they are.",
)
def results_swapped(z, T, threshold):
    p = _shares(z / T)
    sure = p.max(axis=1)
    return sure, np.where(sure >= threshold, p.argmax(axis=1), -1)


@mistake(
    "calls",
    hint="All shares are returned, a whole row for each image. Only the largest one is asked for.",
)
def all_shares_returned(z, T, threshold):
    p = _shares(z / T)
    return np.where(p.max(axis=1) >= threshold, p.argmax(axis=1), -1), p


@mistake(
    "calls",
    hint="For large scores your shares are nan: you have written the softmax anew, without the trick. Yours from exercise 2.10 is safe.",
)
def own_softmax_overflows(z, T, threshold):
    e = np.exp(z / T * 1.0)
    p = e / e.sum(axis=1, keepdims=True)
    sure = p.max(axis=1)
    return np.where(sure >= threshold, p.argmax(axis=1), -1), sure


@mistake(
    "calls",
    hint="You decide the wrong way round: the sure ones are refused, and the unsure ones answered.",
)
def refuses_the_sure(z, T, threshold):
    p = _shares(z / T)
    sure = p.max(axis=1)
    return np.where(sure < threshold, p.argmax(axis=1), -1), sure


@mistake(
    "calls",
    hint="You leave refused images out, so that fewer answers than images come back. Every image keeps its place, with a −1.",
)
def drops_the_refused(z, T, threshold):
    p = _shares(z / T)
    sure = p.max(axis=1)
    return p.argmax(axis=1)[sure >= threshold], sure


@mistake(
    "calls",
    hint="Your sureness is one number for the whole batch. Each image has its own.",
)
def one_sureness_for_all(z, T, threshold):
    p = _shares(z / T)
    sure = p.max()
    return np.where(sure >= threshold, p.argmax(axis=1), -1), sure


@mistake(
    "calls",
    hint="You divide whole: `//` throws away what stands behind the decimal point of each score. One stroke is enough.",
)
def divides_whole(z, T, threshold):
    p = _shares(z // T)
    sure = p.max(axis=1)
    return np.where(sure >= threshold, p.argmax(axis=1), -1), sure


@mistake(
    "calls",
    hint="Your answers are kept in one byte each, which ends at 127. With three hundred classes, number 200 comes out as −56: ordinary integers have room for it.",
)
def answers_in_a_byte(z, T, threshold):
    shares = _shares(z / T)
    sure = shares.max(axis=1)
    return np.where(sure >= threshold, shares.argmax(axis=1), -1).astype(np.int8), sure


@variant("calls", "the winners by the scores, a copy and a mask")
def calls_by_scores(z, T, threshold):
    label = np.argmax(z, axis=1)
    shares = softmax(np.asarray(z) / T, axis=1)
    sure = shares[np.arange(len(z)), label]
    label[sure < threshold] = -1
    return label, sure


@variant("calls", "image by image")
def calls_by_loop(z, T, threshold):
    labels, sures = [], []
    for row in z:
        shares = softmax(row / T)
        best = int(np.argmax(shares))
        sures.append(float(shares[best]))
        labels.append(best if shares[best] >= threshold else -1)
    return np.array(labels), np.array(sures)
