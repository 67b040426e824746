"""What learners believe of choosing a rule, and judging it."""

import numpy as np

from autograder.mistakes import mistake, variant


def error(border, where, x, y, leaky, relu):
    answers = np.where(x > border, relu, leaky)
    return float(np.mean((answers[where] - y[where]) ** 2))


def judging(choose_on, judge_on, wrong=error):
    """Make a `judge_rule` that looks at other points, or with another error."""

    def judge_rule(x, y, leaky, relu, borders, chosen_on):
        data = x, y, leaky, relu
        best = min(borders, key=lambda b: wrong(b, choose_on(chosen_on), *data))
        return float(best), wrong(best, chosen_on, *data), wrong(best, judge_on(chosen_on), *data)

    return judge_rule


def everything(part):
    return np.ones_like(part)


_WRONG = {
    "chosen_on_all": (
        "You choose on all points, also on those on which the rule is judged: it is its own judge.",
        judging(everything, np.logical_not),
    ),
    "chosen_on_the_rest": (
        "You choose on the points that were kept for the judgement.",
        judging(np.logical_not, np.logical_not),
    ),
    "judged_where_chosen": (
        "Both errors are of the points of choice. The last number wants the other points.",
        judging(np.array, np.array),
    ),
    "judged_on_all": (
        "You judge on all points; those of choice are among them.",
        judging(np.array, everything),
    ),
    "at_the_border": (
        "Exactly at the border you take relu. It is for points larger than the border.",
        judging(
            np.array,
            np.logical_not,
            lambda b, w, x, y, on, off: float(np.mean((np.where(x >= b, off, on)[w] - y[w]) ** 2)),
        ),
    ),
    "sides_exchanged": (
        "The sides are exchanged: beyond the border it is relu.",
        judging(
            np.array,
            np.logical_not,
            lambda b, w, x, y, on, off: float(np.mean((np.where(x > b, on, off)[w] - y[w]) ** 2)),
        ),
    ),
    "absolute_errors": (
        "You take the mean absolute error. Squared errors were asked for.",
        judging(
            np.array,
            np.logical_not,
            lambda b, w, x, y, on, off: float(np.mean(np.abs(np.where(x > b, off, on)[w] - y[w]))),
        ),
    ),
    "sum_of_squares": (
        "You add the squared errors up. Their mean was asked for: the parts have different sizes.",
        judging(
            np.array,
            np.logical_not,
            lambda b, w, x, y, on, off: float(np.sum((np.where(x > b, off, on)[w] - y[w]) ** 2)),
        ),
    ),
    "one_mode_for_all": (
        "The condition is asked for the whole batch: one mode for all points.",
        judging(
            np.array,
            np.logical_not,
            lambda b, w, x, y, on, off: float(
                np.mean(((off if x.mean() > b else on)[w] - y[w]) ** 2)
            ),
        ),
    ),
}
for _name, (_hint, _wrong) in _WRONG.items():
    mistake("judge_rule", name=_name, hint=_hint)(_wrong)

right = judging(np.array, np.logical_not)


@mistake("judge_rule", hint="Of equally good borders you take the last. The first was asked for.")
def last_of_equals(x, y, leaky, relu, borders, chosen_on):
    return right(x, y, leaky, relu, borders[::-1], chosen_on)


@mistake(
    "judge_rule", hint="You sort the borders: of equally good ones, the first of the *list* counts."
)
def sorts_the_borders(x, y, leaky, relu, borders, chosen_on):
    return right(x, y, leaky, relu, sorted(borders), chosen_on)


@mistake("judge_rule", hint="You choose the border that is best on the points of judgement.")
def picks_the_luckiest(x, y, leaky, relu, borders, chosen_on):
    b, fresh, seen = right(x, y, leaky, relu, borders, ~chosen_on)
    return b, seen, fresh


@mistake("judge_rule", hint="The two errors are exchanged: first the points of choice.")
def errors_exchanged(x, y, leaky, relu, borders, chosen_on):
    b, seen, fresh = right(x, y, leaky, relu, borders, chosen_on)
    return b, fresh, seen


@mistake("judge_rule", hint="A place in the list comes back. The border itself was asked for.")
def place_of_the_border(x, y, leaky, relu, borders, chosen_on):
    b, seen, fresh = right(x, y, leaky, relu, borders, chosen_on)
    return float(borders.index(b)), seen, fresh


@mistake("judge_rule", hint="The border is chosen anew for the judgement. It is chosen once.")
def chosen_anew(x, y, leaky, relu, borders, chosen_on):
    b, seen, _ = right(x, y, leaky, relu, borders, chosen_on)
    return b, seen, min(error(c, ~chosen_on, x, y, leaky, relu) for c in borders)


@mistake("judge_rule", hint="Your border is always 5, the one of the blog.")
def the_blogs_border(x, y, leaky, relu, borders, chosen_on):
    return right(x, y, leaky, relu, [5.0], chosen_on)


@mistake(
    "judge_rule",
    hint="Your best error begins with a number of your own; where all errors are larger, no border is ever chosen.",
)
def begins_at_a_hundred(x, y, leaky, relu, borders, chosen_on):
    best = float(borders[-1]), 100.0, 100.0
    for border in borders:
        seen, fresh = (error(border, w, x, y, leaky, relu) for w in (chosen_on, ~chosen_on))
        if seen < best[1]:
            best = float(border), seen, fresh
    return best


@mistake(
    "judge_rule",
    hint="With whole numbers in `x` your rule's answers are cut off: they took the dtype of x.",
)
def answers_like_x(x, y, leaky, relu, borders, chosen_on):
    cut = [np.asarray(answers).astype(x.dtype) for answers in (leaky, relu)]
    return right(x, y, *cut, borders, chosen_on)


@variant("judge_rule", "a loop over borders and points")
def by_loop(x, y, leaky, relu, borders, chosen_on):
    best = None
    for border in borders:
        sums, counts = {True: 0.0, False: 0.0}, {True: 0, False: 0}
        for xi, yi, a, b, part in zip(x, y, leaky, relu, chosen_on):
            answer = b if xi > border else a
            sums[bool(part)] += (answer - yi) ** 2
            counts[bool(part)] += 1
        seen, fresh = (float(sums[k] / counts[k]) for k in (True, False))
        if best is None or seen < best[1]:
            best = (float(border), seen, fresh)
    return best


@variant("judge_rule", "a table of all squared errors, and argmin")
def by_table(x, y, leaky, relu, borders, chosen_on):
    table = np.where(x > np.array(borders)[:, None], relu, leaky)  # (borders, N)
    squared = (table - y) ** 2
    seen = squared[:, chosen_on].mean(axis=1)
    k = np.argmin(seen)
    return float(borders[k]), float(seen[k]), float(squared[k, ~chosen_on].mean())
