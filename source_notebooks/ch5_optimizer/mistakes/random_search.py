"""What learners believe in exercise `random_search`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _wrong(hint):
    return mistake("random_search", hint=hint)


def _draw(rule, rng):
    if isinstance(rule, list):
        return rule[rng.integers(len(rule))]
    kind, low, high = rule
    return log_uniform(low, high, rng) if kind == "log" else rng.uniform(low, high)


def _trials(score, space, budget, rng, draw=_draw):
    found = []
    for _ in range(budget):
        settings = {name: draw(rule, rng) for name, rule in space.items()}
        found.append((settings, score(settings)))
    return found


def _best(trials):
    return min(trials, key=lambda trial: (bool(np.isnan(trial[1])), trial[1]))[0]


@_wrong(
    "You draw all ranges evenly. A learning rate with “log” is to be spread evenly in its logarithm."
)
def linear_everywhere(score, space, budget, rng):
    def draw(rule, rng):
        return _draw(rule if isinstance(rule, list) else ("linear", *rule[1:]), rng)

    trials = _trials(score, space, budget, rng, draw)
    return _best(trials), trials


@_wrong("You draw all ranges by their logarithm. Those with “linear” may begin at 0, or below.")
def log_everywhere(score, space, budget, rng):
    def draw(rule, rng):
        if isinstance(rule, list):
            return _draw(rule, rng)
        with np.errstate(all="ignore"):
            return float(np.exp(rng.uniform(*np.log(np.array(rule[1:], dtype=float)))))

    trials = _trials(score, space, budget, rng, draw)
    return _best(trials), trials


@_wrong("You seed anew for every trial: they are all one and the same.")
def seed_reused(score, space, budget, rng):
    trials = []
    for _ in range(budget):
        trials += _trials(score, space, 1, np.random.default_rng(0))
    return _best(trials), trials


@_wrong("You search with a generator of your own, and not with the `rng` that is passed in.")
def own_generator(score, space, budget, rng):
    trials = _trials(score, space, budget, np.random.default_rng(42))
    return _best(trials), trials


@_wrong("You make a copy of the generator for each trial, which begins where the last one began.")
def copied_generator(score, space, budget, rng):
    import copy

    trials = []
    for _ in range(budget):
        trials += _trials(score, space, 1, copy.deepcopy(rng))
    return _best(trials), trials


@_wrong("You draw the settings once, before the loop: all trials are the same.")
def drawn_once(score, space, budget, rng):
    settings = {name: _draw(rule, rng) for name, rule in space.items()}
    trials = [(dict(settings), score(settings)) for _ in range(budget)]
    return _best(trials), trials


@_wrong(
    "You draw each name for all trials at once. Asked for is trial after trial: the numbers of the generator go to other places."
)
def name_after_name(score, space, budget, rng):
    columns = {name: [_draw(rule, rng) for _ in range(budget)] for name, rule in space.items()}
    trials = []
    for i in range(budget):
        settings = {name: column[i] for name, column in columns.items()}
        trials.append((settings, score(settings)))
    return _best(trials), trials


@_wrong("You draw the names in the order of the alphabet, and not in that of `space`.")
def sorted_names(score, space, budget, rng):
    trials = _trials(score, {name: space[name] for name in sorted(space)}, budget, rng)
    return _best(trials), trials


@_wrong("You make one trial more than the budget allows.")
def one_too_many(score, space, budget, rng):
    trials = _trials(score, space, budget + 1, rng)
    return _best(trials), trials


@_wrong("You make one trial fewer than the budget allows.")
def one_too_few(score, space, budget, rng):
    trials = _trials(score, space, max(budget - 1, 1), rng)
    return _best(trials), trials


@_wrong(
    "You take the budget for each name apart: with three names that is three times as many trials."
)
def budget_for_each_name(score, space, budget, rng):
    trials = _trials(score, space, budget * len(space), rng)
    return _best(trials), trials


@_wrong("You leave out settings that were drawn before. What is drawn twice is tried twice.")
def no_repeats(score, space, budget, rng):
    trials = []
    for _ in range(20 * budget):
        settings = {name: _draw(rule, rng) for name, rule in space.items()}
        if settings not in [tried for tried, _ in trials]:
            trials.append((settings, score(settings)))
        if len(trials) == budget:
            break
    return _best(trials), trials


@_wrong("You go through the list in turn. One of its values is to be drawn.")
def lists_in_turn(score, space, budget, rng):
    trials = []
    for i in range(budget):
        settings = {
            name: rule[i % len(rule)] if isinstance(rule, list) else _draw(rule, rng)
            for name, rule in space.items()
        }
        trials.append((settings, score(settings)))
    return _best(trials), trials


@_wrong(
    "The last value of a list is never drawn: the upper end of `rng.integers` is left out already."
)
def last_value_never(score, space, budget, rng):
    def draw(rule, rng):
        return (
            rule[rng.integers(max(len(rule) - 1, 1))]
            if isinstance(rule, list)
            else _draw(rule, rng)
        )

    trials = _trials(score, space, budget, rng, draw)
    return _best(trials), trials


@_wrong(
    "A list of values that becomes a NumPy array has values of one kind: numbers turn into text."
)
def choice_of_an_array(score, space, budget, rng):
    def draw(rule, rng):
        if isinstance(rule, list):
            return [str(value) for value in rule][rng.integers(len(rule))]
        return _draw(rule, rng)

    trials = _trials(score, space, budget, rng, draw)
    return _best(trials), trials


@_wrong("You keep one dictionary and change it: in the end all your trials are the last one.")
def one_dictionary(score, space, budget, rng):
    settings, trials = {}, []
    for _ in range(budget):
        for name, rule in space.items():
            settings[name] = _draw(rule, rng)
        trials.append((settings, score(settings)))
    return _best(trials), trials


@_wrong("You take the largest value. It is an error: small is good.")
def largest(score, space, budget, rng):
    trials = _trials(score, space, budget, rng)
    return max(trials, key=lambda t: (not np.isnan(t[1]), t[1]))[0], trials


@_wrong("Every comparison with nan is False: what `min` finds depends on where the nan stands.")
def plain_min(score, space, budget, rng):
    trials = _trials(score, space, budget, rng)
    return min(trials, key=lambda t: t[1])[0], trials


@_wrong("`np.argmin` takes a nan for the smallest of all.")
def argmin(score, space, budget, rng):
    trials = _trials(score, space, budget, rng)
    return trials[int(np.argmin([value for _, value in trials]))][0], trials


@_wrong("Of equal values you keep the last. A new one replaces the kept one only if it is smaller.")
def last_of_equals(score, space, budget, rng):
    trials = _trials(score, space, budget, rng)
    return _best(trials[::-1]), trials


@_wrong("You begin with 0 as the best so far. Errors above 0 never beat that.")
def begins_with_zero(score, space, budget, rng):
    trials, best, kept = _trials(score, space, budget, rng), {}, 0.0
    for settings, value in trials:
        if value < kept:
            best, kept = settings, value
    return best, trials


@_wrong(
    "You ask the score twice for each trial: once to compare, and once for the list. A call may take an hour."
)
def asks_twice(score, space, budget, rng):
    trials = []
    for _ in range(budget):
        settings = {name: _draw(rule, rng) for name, rule in space.items()}
        score(settings)
        trials.append((settings, score(settings)))
    return _best(trials), trials


@_wrong(
    "You put only those trials into the list that were better than all before. Each one is a trial."
)
def improvements_only(score, space, budget, rng):
    kept = []
    for settings, value in _trials(score, space, budget, rng):
        if not kept or value < kept[-1][1]:
            kept.append((settings, value))
    return kept[-1][0], kept


@_wrong(
    "You leave out trials with nan and draw others instead. They are no good, but they were made."
)
def nan_left_out(score, space, budget, rng):
    trials = [t for t in _trials(score, space, budget, rng) if not np.isnan(t[1])]
    return _best(trials), trials


@_wrong("You round what you draw. The digits that you cut off belong to the draw.")
def rounded(score, space, budget, rng):
    def draw(rule, rng):
        value = _draw(rule, rng)
        return round(float(value), 3) if isinstance(rule, tuple) else value

    trials = _trials(score, space, budget, rng, draw)
    return _best(trials), trials


@_wrong("You return the best value, and not the settings that gave it.")
def best_value(score, space, budget, rng):
    trials = _trials(score, space, budget, rng)
    return min(v for _, v in trials if not np.isnan(v)), trials


@variant("random_search", "spelled out, with a kept best")
def spelled_out(score, space, budget, rng):
    best, kept, trials = None, float("nan"), []
    while len(trials) < budget:
        settings = dict.fromkeys(space)
        for name in space:
            rule = space[name]
            if type(rule) is tuple and rule[0] == "linear":
                settings[name] = rule[1] + (rule[2] - rule[1]) * rng.random()
            elif type(rule) is tuple:
                u = rng.random()
                settings[name] = np.exp(np.log(rule[1]) * (1 - u) + np.log(rule[2]) * u)
            else:
                settings[name] = rule[int(rng.integers(0, len(rule)))]
        value = score(dict(settings))
        if best is None or value < kept or (np.isnan(kept) and not np.isnan(value)):
            best, kept = settings, value
        trials.append((settings, value))
    return best, trials


@_wrong("You draw all settings first. A trial is drawn and scored before the next one is drawn.")
def drawn_first(score, space, budget, rng):
    drawn = [{name: _draw(rule, rng) for name, rule in space.items()} for _ in range(budget)]
    trials = [(settings, score(settings)) for settings in drawn]
    return _best(trials), trials


@_wrong("A dial whose ends are equal costs a draw as well: without it all later draws are others.")
def fixed_dial_not_drawn(score, space, budget, rng):
    def draw(rule, rng):
        if isinstance(rule, tuple) and rule[1] == rule[2]:
            return float(rule[1])
        return _draw(rule, rng)

    trials = _trials(score, space, budget, rng, draw)
    return _best(trials), trials


@_wrong("You remember the value of settings that come again. What is drawn twice is tried twice.")
def score_remembered(score, space, budget, rng):
    trials = []
    for _ in range(budget):
        settings = {name: _draw(rule, rng) for name, rule in space.items()}
        known = [value for old, value in trials if old == settings]
        trials.append((settings, known[0] if known else score(settings)))
    return _best(trials), trials


@_wrong("`np.isfinite` throws out minus infinity too, the smallest of all. Only nan is no number.")
def only_finite(score, space, budget, rng):
    trials = _trials(score, space, budget, rng)
    return _best([trial for trial in trials if np.isfinite(trial[1])]), trials


@variant("random_search", "pairs in lists, a dictionary for the score alone")
def lists_for_pairs(score, space, budget, rng):
    trials = []
    for _ in range(budget):
        settings = {}
        for name, rule in space.items():
            settings[name] = _draw(rule, rng)
        trials.append([settings, score(dict(settings))])
    return dict(_best(trials)), trials
