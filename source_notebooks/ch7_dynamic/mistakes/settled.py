"""What learners believe of when a loss has settled."""

import numpy as np

from autograder.mistakes import mistake, variant


def means_of(losses, window):
    return np.lib.stride_tricks.sliding_window_view(losses, window).mean(axis=-1)


def after_last(above):
    """Return the place after the last True; None if that is the end."""
    places = np.flatnonzero(above)
    after = int(places[-1]) + 1 if len(places) else 0
    return after if after < len(above) else None


def first_true(below):
    return int(np.argmax(below)) if below.any() else None


@mistake(
    "settled",
    hint="That is the first hit of a single loss: one lucky iteration is enough. The means count, and they have to stay.",
)
def first_hit(losses, below, window):
    return first_true(losses < below)


@mistake(
    "settled",
    hint="The first mean below the bound is a hit, too, if a window is lucky. From where on do *all* stay below?",
)
def first_mean(losses, below, window):
    return first_true(means_of(losses, window) < below)


@mistake(
    "settled", hint="Each single loss has to stay below with you, which punishes noise. Means!"
)
def every_loss(losses, below, window):
    return after_last(losses >= below)


@mistake("settled", hint="A mean of exactly `below` is not smaller.")
def equal_is_below(losses, below, window):
    return after_last(means_of(losses, window) > below)


@mistake("settled", hint="You return the place of the last mean that is too large, not the next.")
def one_too_early(losses, below, window):
    after = after_last(means_of(losses, window) >= below)
    return after if not after else after - 1


@mistake("settled", hint="Your place is the end of the window. Place i is where its window begins.")
def end_of_the_window(losses, below, window):
    after = after_last(means_of(losses, window) >= below)
    return None if after is None else after + window - 1


@mistake(
    "settled",
    hint="If no mean is too large, the answer is 0. You take a 0 for nothing, or find nothing.",
)
def zero_is_none(losses, below, window):
    return after_last(means_of(losses, window) >= below) or None


@mistake("settled", hint="Where it never settles, None is wanted, not a number.")
def never_is_the_end(losses, below, window):
    after = after_last(means_of(losses, window) >= below)
    return len(losses) - window + 1 if after is None else after


@mistake("settled", hint="Where it never settles, None is wanted, not −1.")
def never_is_minus_one(losses, below, window):
    after = after_last(means_of(losses, window) >= below)
    return -1 if after is None else after


@mistake("settled", hint="The last window is missing: there are n − window + 1 of them.")
def last_window_missing(losses, below, window):
    means = means_of(losses, window)
    return after_last(means[:-1] >= below) if len(means) > 1 else after_last(means >= below)


@mistake(
    "settled",
    hint="You look at windows side by side, that do not overlap. There is one for every place.",
)
def side_by_side(losses, below, window):
    n = len(losses) // window
    after = after_last(losses[: n * window].reshape(n, window).mean(axis=1) >= below)
    return None if after is None else after * window


@mistake("settled", hint="Windows that are not full count with you: beyond the end you add zeros.")
def padded_with_zeros(losses, below, window):
    longer = np.concatenate([losses, np.zeros(window - 1)])
    return after_last(means_of(longer, window) >= below)


@mistake("settled", hint="You take the smallest loss of each window. Its mean was asked for.")
def smallest_of_the_window(losses, below, window):
    view = np.lib.stride_tricks.sliding_window_view(losses, window)
    return after_last(view.min(axis=-1) >= below)


@mistake("settled", hint="You take the median of each window. Its mean was asked for.")
def median_of_the_window(losses, below, window):
    view = np.lib.stride_tricks.sliding_window_view(losses, window)
    return after_last(np.median(view, axis=-1) >= below)


@variant("settled", "a loop from the end")
def from_the_end(losses, below, window):
    place = None
    for i in range(len(losses) - window, -1, -1):
        if np.mean(losses[i : i + window]) >= below:
            break
        place = i
    return place


@variant("settled", "sums in Python, and a NumPy integer")
def by_python_sums(losses, below, window):
    means = [sum(losses[i : i + window]) / window for i in range(len(losses) - window + 1)]
    high = np.flatnonzero(np.array(means) >= below)
    after = high[-1] + 1 if len(high) else np.int64(0)
    return after if after < len(means) else None


@variant("settled", "np.convolve, and a reversed running minimum")
def by_convolve(losses, below, window):
    means = np.convolve(losses, np.ones(window) / window, mode="valid")
    stays = np.logical_and.accumulate((means < below)[::-1])[::-1]
    return int(np.argmax(stays)) if stays.any() else None


@variant("settled", "np.cumsum")
def by_cumsum(losses, below, window):
    sums = np.concatenate([[0], np.cumsum(losses)])
    means = (sums[window:] - sums[:-window]) / window
    bad = np.where(means >= below)[0]
    if bad.size == 0:
        return 0
    return None if bad[-1] == len(means) - 1 else int(bad[-1] + 1)
