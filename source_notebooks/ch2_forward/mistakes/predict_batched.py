"""What goes wrong when data are cut into batches."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "predict_batched",
    hint="The samples that do not fill a whole batch get no answer. The last batch is simply shorter.",
)
def drops_the_remainder(net, X, size):
    answers = [np.zeros(0, dtype=int)]
    for i in range(len(X) // size):
        answers.append(net(X[i * size : (i + 1) * size]).argmax(axis=1))
    return np.concatenate(answers)


@mistake(
    "predict_batched",
    hint="Your range ends one batch too early. Where may a batch begin, at the latest?",
)
def last_batch_is_missing(net, X, size):
    answers = [np.zeros(0, dtype=int)]
    for start in range(0, len(X) - size, size):
        answers.append(net(X[start : start + size]).argmax(axis=1))
    return np.concatenate(answers)


@mistake(
    "predict_batched",
    hint="You always make one batch more than N // size. When size divides N, that one is empty.",
)
def an_empty_batch_at_the_end(net, X, size):
    answers = []
    for i in range(len(X) // size + 1):
        answers.append(net(X[i * size : (i + 1) * size]).argmax(axis=1))
    return np.concatenate(answers)


@mistake(
    "predict_batched",
    hint="Your batches are one row too long and overlap: the end of a slice is not part of it.",
)
def batches_overlap(net, X, size):
    answers = []
    for start in range(0, len(X), size):
        answers.append(net(X[start : start + size + 1]).argmax(axis=1))
    return np.concatenate(answers)


@mistake(
    "predict_batched",
    hint="Your batches are one row too short: the last row of each is left out.",
)
def batches_one_too_short(net, X, size):
    answers = [np.zeros(0, dtype=int)]
    for start in range(0, len(X), size):
        answers.append(net(X[start : min(start + size, len(X)) - 1]).argmax(axis=1))
    return np.concatenate(answers)


@mistake(
    "predict_batched",
    hint="Your windows move on by one row each time. The next batch begins where the last one ended.",
)
def sliding_windows(net, X, size):
    answers = []
    for start in range(max(len(X) - size, 0) + 1):
        answers.append(net(X[start : start + size]).argmax(axis=1))
    return np.concatenate(answers)


@mistake(
    "predict_batched",
    hint="To fill the last batch, you take rows that have had their turn: they are answered twice.",
)
def fills_the_last_batch(net, X, size):
    answers = []
    for start in range(0, len(X), size):
        answers.append(net(X[min(start, max(len(X) - size, 0)) :][:size]).argmax(axis=1))
    return np.concatenate(answers)


@mistake(
    "predict_batched",
    hint="The last batch is filled up, so that the network is given rows that are not in the data.",
)
def pads_the_last_batch(net, X, size):
    answers = []
    for start in range(0, len(X), size):
        batch = X[start : start + size]
        padded = np.concatenate([batch, np.zeros((size - len(batch), X.shape[1]))])
        answers.append(net(padded).argmax(axis=1)[: len(batch)])
    return np.concatenate(answers)


@mistake(
    "predict_batched",
    hint="The answers are right, but the network is given everything at once: `size` has no effect.",
)
def all_at_once(net, X, size):
    return net(X).argmax(axis=1)


@mistake(
    "predict_batched",
    hint="The answers are right, but the network is given one sample at a time: `size` has no effect.",
)
def one_at_a_time(net, X, size):
    return np.array([net(X[i : i + 1]).argmax() for i in range(len(X))])


@mistake(
    "predict_batched",
    hint="`size` is how many samples a batch has, not how many batches there are.",
)
def size_is_the_number_of_batches(net, X, size):
    return np.concatenate(
        [net(part).argmax(axis=1) for part in np.array_split(X, min(size, len(X)))]
    )


@mistake(
    "predict_batched",
    hint="The batches take every size-th row, so that the answers come out in another order.",
)
def every_nth_row(net, X, size):
    count = -(-len(X) // size)
    return np.concatenate([net(X[i::count]).argmax(axis=1) for i in range(count)])


@mistake(
    "predict_batched",
    hint="Your highest score is looked for down the samples, one for each class. A sample is a row: look along it.",
)
def argmax_down_the_samples(net, X, size):
    answers = []
    for start in range(0, len(X), size):
        answers.append(net(X[start : start + size]).argmax(axis=0))
    return np.concatenate(answers)


@mistake(
    "predict_batched",
    hint="One answer for each batch: you look for the highest of all its scores. Each sample wants its own.",
)
def argmax_of_the_batch(net, X, size):
    return np.array([net(X[start : start + size]).argmax() for start in range(0, len(X), size)])


@mistake(
    "predict_batched",
    hint="These are the scores. Asked for is *which* score of each sample is the highest.",
)
def returns_the_scores(net, X, size):
    return np.concatenate([net(X[s : s + size]) for s in range(0, len(X), size)])


@mistake(
    "predict_batched",
    hint="These are the highest scores themselves. Asked for is their place, the class.",
)
def returns_the_highest_scores(net, X, size):
    return np.concatenate([net(X[s : s + size]).max(axis=1) for s in range(0, len(X), size)])


@mistake("predict_batched", hint="You look for the lowest score.")
def argmin(net, X, size):
    return np.concatenate([net(X[s : s + size]).argmin(axis=1) for s in range(0, len(X), size)])


@mistake(
    "predict_batched",
    hint="Where two scores are equally high you take the last of them, not the first.",
)
def last_of_equals(net, X, size):
    answers = []
    for start in range(0, len(X), size):
        scores = net(X[start : start + size])
        answers.append(scores.shape[1] - 1 - scores[:, ::-1].argmax(axis=1))
    return np.concatenate(answers)


@mistake(
    "predict_batched",
    hint="The answers are still in batches: a list of arrays. Asked for is one array, (N,).",
)
def leaves_a_list(net, X, size):
    return [net(X[start : start + size]).argmax(axis=1) for start in range(0, len(X), size)]


@mistake("predict_batched", hint="Your answers are decimal numbers. A class is a whole number.")
def gives_floats(net, X, size):
    answers = np.zeros(len(X))
    for start in range(0, len(X), size):
        answers[start : start + size] = net(X[start : start + size]).argmax(axis=1)
    return answers


@mistake(
    "predict_batched",
    hint="Only the last batch is left: each batch overwrites the answers of the one before.",
)
def keeps_the_last_batch(net, X, size):
    for start in range(0, len(X), size):
        answers = net(X[start : start + size]).argmax(axis=1)
    return answers


@mistake("predict_batched", hint="Your classes are counted from 1. They are indices, from 0.")
def counts_from_one(net, X, size):
    return np.concatenate([net(X[s : s + size]).argmax(axis=1) + 1 for s in range(0, len(X), size)])


@mistake(
    "predict_batched",
    hint="Your answers are kept in one byte each, which ends at 127. With three hundred classes, number 200 comes out as −56: ordinary integers have room for it.",
)
def answers_in_a_byte(net, X, size):
    parts = [net(X[start : start + size]).argmax(axis=1) for start in range(0, len(X), size)]
    return np.concatenate(parts).astype(np.int8)


@variant("predict_batched", "a while loop, filling an array of integers")
def by_while(net, X, size):
    answers, start = np.empty(len(X), dtype=int), 0
    while start < len(X):
        end = min(start + size, len(X))
        answers[start:end] = np.argmax(net(X[start:end]), axis=-1)
        start = end
    return answers


@variant("predict_batched", "all scores first, then one argmax")
def scores_first(net, X, size):
    scores = [net(part) for part in np.split(X, np.arange(size, len(X), size))]
    return np.vstack(scores).argmax(axis=1)


@variant("predict_batched", "answers one by one in Python")
def by_python(net, X, size):
    answers = []
    for start in range(0, len(X), size):
        for row in net(X[start : start + size]).tolist():
            answers.append(row.index(max(row)))
    return np.array(answers)
