"""What learners believe in exercise `grid_search`: wrong answers with their hints, and other right ones."""

import itertools

import numpy as np

from autograder.mistakes import mistake, variant


def _draw(hint):
    return mistake("grid_search", binds="log_uniform", hint=hint)


def _search(hint):
    return mistake("grid_search", binds="grid_search", hint=hint)


def _all(score, grid):
    """Return all trials of the exercise."""
    found = []
    for values in itertools.product(*grid.values()):
        settings = dict(zip(grid, values))
        found.append((settings, score(settings)))
    return found


def _best(trials):
    return min(trials, key=lambda trial: (bool(np.isnan(trial[1])), trial[1]))[0]


@_draw(
    "You draw evenly between the numbers. Then the powers of ten at the lower end get next to nothing."
)
def linear(low, high, rng):
    return float(low + (high - low) * rng.random())


@_draw("You return the logarithm of the draw: the power, and not the number that it stands for.")
def power_only(low, high, rng):
    u = rng.random()
    return float((1 - u) * np.log10(low) + u * np.log10(high))


@_draw(
    "You take the logarithms to one base and the power to another. Which of them undoes `np.log`?"
)
def mixed_bases(low, high, rng):
    u = rng.random()
    return float(10 ** ((1 - u) * np.log(low) + u * np.log(high)))


@_draw("You walk from `high` down to `low`: for u = 0 the lower end should come out.")
def mirrored(low, high, rng):
    u = rng.random()
    return float(low**u * high ** (1 - u))


@_draw(
    "The quotient high/low has no room in a float when the ends are 400 powers of ten apart. Nor has the product."
)
def quotient(low, high, rng):
    with np.errstate(all="ignore"):
        return float(np.float64(low) * (np.float64(high) / np.float64(low)) ** rng.random())


@_draw("You draw whole powers only: 0.001 or 0.01, and nothing between them.")
def whole_powers(low, high, rng):
    u = rng.random()
    return float(10.0 ** np.round((1 - u) * np.log10(low) + u * np.log10(high)))


@_draw(
    "You seed a generator of your own: whoever passes in another `rng` gets the same draw again."
)
def own_generator(low, high, rng):
    u = np.random.default_rng(0).random()
    return float(low ** (1 - u) * high**u)


@_draw("You take two draws, and use the second one. The first line has drawn already.")
def draws_twice(low, high, rng):
    rng.random()
    u = rng.random()
    return float(low ** (1 - u) * high**u)


@_draw(
    "You draw the logarithm of a number that is itself spread evenly. Which of the two should be even?"
)
def log_of_a_uniform(low, high, rng):
    u = rng.random()
    return float(np.log(np.exp(min(low, 700)) * (1 - u) + np.exp(min(high, 700)) * u))


@_draw("You raise both ends to their power and add. The formula multiplies.")
def adds_the_powers(low, high, rng):
    u = rng.random()
    return float(low ** (1 - u) + high**u)


@_draw(
    "A draw from a normal curve lies mostly in the middle: the ends of the range are hardly tried."
)
def bell(low, high, rng):
    u = np.clip(0.5 + 0.17 * rng.normal(), 0, 1)
    return float(low ** (1 - u) * high**u)


@_draw("You cut the draw to a whole number.")
def whole_number(low, high, rng):
    u = rng.random()
    return float(int(low ** (1 - u) * high**u))


@_search(
    "You go through the values side by side, first with first. Every value of one name belongs with every value of the others."
)
def side_by_side(score, grid):
    trials = []
    for values in zip(*grid.values()):
        settings = dict(zip(grid, values))
        trials.append((settings, score(settings)))
    return _best(trials), trials


@_search("In your order the *first* name changes fastest.")
def first_fastest(score, grid):
    trials = []
    names = list(grid)[::-1]
    for values in itertools.product(*[grid[name] for name in names]):
        settings = dict(zip(names, values))
        trials.append((settings, score(settings)))
    return _best(trials), trials


@_search("You sort the names by the alphabet. Their order is the grid's.")
def sorted_names(score, grid):
    trials = []
    names = sorted(grid)
    for values in itertools.product(*[grid[name] for name in names]):
        settings = dict(zip(names, values))
        trials.append((settings, score(settings)))
    return _best(trials), trials


@_search("You keep one dictionary and change it: in the end all your trials are the last one.")
def one_dictionary(score, grid):
    settings, trials = {}, []
    for values in itertools.product(*grid.values()):
        settings.update(zip(grid, values))
        trials.append((settings, score(settings)))
    return _best(trials), trials


@_search("You take the largest value. It is an error: small is good.")
def largest(score, grid):
    trials = _all(score, grid)
    return max(trials, key=lambda trial: (not np.isnan(trial[1]), trial[1]))[0], trials


@_search(
    "`min` compares, and every comparison with nan is False: what it finds depends on where the nan stands."
)
def plain_min(score, grid):
    trials = _all(score, grid)
    return min(trials, key=lambda trial: trial[1])[0], trials


@_search("`np.argmin` takes a nan for the smallest of all.")
def argmin(score, grid):
    trials = _all(score, grid)
    return trials[int(np.argmin([value for _, value in trials]))][0], trials


@_search("You leave trials with nan out of the list. They are no good, but they were made.")
def nan_left_out(score, grid):
    trials = [trial for trial in _all(score, grid) if not np.isnan(trial[1])]
    return _best(trials), trials


@_search(
    "Of equal values you keep the last. A new one replaces the kept one only if it is smaller."
)
def last_of_equals(score, grid):
    trials = _all(score, grid)
    return _best(trials[::-1]), trials


@_search(
    "You begin with 0 as the best so far. Errors above 0 never beat that, and what is returned is nothing."
)
def begins_with_zero(score, grid):
    trials, best, kept = _all(score, grid), {}, 0
    for settings, value in trials:
        if value < kept:
            best, kept = settings, value
    return best, trials


@_search("You begin with a “large” number as the best so far. There are larger errors.")
def begins_with_a_million(score, grid):
    trials, best, kept = _all(score, grid), None, 1e6
    for settings, value in trials:
        if value < kept:
            best, kept = settings, value
    return best, trials


@_search(
    "You compare sizes without their sign. A value may be negative, and then it is smaller than any positive one."
)
def by_absolute_value(score, grid):
    trials = _all(score, grid)
    return min(trials, key=lambda t: (bool(np.isnan(t[1])), abs(t[1])))[0], trials


@_search("You ask the score once more for the best settings. A call may take an hour.")
def asks_again(score, grid):
    trials = _all(score, grid)
    best = _best(trials)
    score(best)
    return best, trials


@_search("You return the smallest *value*; asked for are the settings that gave it.")
def best_value(score, grid):
    trials = _all(score, grid)
    return min(value for _, value in trials if not np.isnan(value)), trials


@_search("Your pairs are the wrong way round: settings first, then their value.")
def swapped_pairs(score, grid):
    trials = _all(score, grid)
    return _best(trials), [(value, settings) for settings, value in trials]


@_search(
    "You stop as soon as a value is worse than the one before. The next one may be better than all."
)
def stops_early(score, grid):
    trials = []
    for values in itertools.product(*grid.values()):
        settings = dict(zip(grid, values))
        trials.append((settings, score(settings)))
        if len(trials) > 1 and trials[-1][1] > trials[-2][1]:
            break
    return _best(trials), trials


@_search(
    "You sort the trials by their value. They are asked for in the order in which they were made."
)
def sorted_trials(score, grid):
    trials = sorted(_all(score, grid), key=lambda t: (bool(np.isnan(t[1])), t[1]))
    return trials[0][0], trials


@_search(
    "You vary one name at a time and leave the others at their first value. The valley may lie where two are changed."
)
def one_at_a_time(score, grid):
    first = {name: values[0] for name, values in grid.items()}
    trials = []
    for name, values in grid.items():
        for value in values:
            trials.append(({**first, name: value}, score({**first, name: value})))
    return _best(trials), trials


@_search(
    "A NumPy array of your values makes texts of numbers, and arrays of tuples. Hand the values on as they are."
)
def through_arrays(score, grid):
    trials = []
    axes = np.meshgrid(*[np.arange(len(v)) for v in grid.values()], indexing="ij")
    for places in zip(*[axis.ravel() for axis in axes]):
        settings = {name: np.array(grid[name], dtype=str)[i] for name, i in zip(grid, places)}
        trials.append((settings, score(settings)))
    return _best(trials), trials


@_search("A value that is listed twice is tried twice: you drop the second one.")
def distinct_values(score, grid):
    trials = _all(score, {name: list(dict.fromkeys(values)) for name, values in grid.items()})
    return _best(trials), trials


@_search("Your trials come back, and the best does not. A pair is asked for.")
def trials_only(score, grid):
    return _all(score, grid)


@variant(
    "grid_search",
    "nested recursion, and a walk with a kept best",
    binds=("log_uniform", "grid_search"),
)
def recursion():
    def log_uniform(low, high, rng):
        u = rng.uniform()
        return low ** (1.0 - u) * float(high) ** u

    def grid_search(score, grid):
        names, trials = list(grid), []

        def go(chosen):
            if len(chosen) == len(names):
                trials.append((chosen, score(chosen)))
                return
            name = names[len(chosen)]
            for value in grid[name]:
                go({**chosen, name: value})

        go({})
        kept = None
        for trial in trials:
            if kept is None or trial[1] < kept[1] or (kept[1] != kept[1] and trial[1] == trial[1]):
                kept = trial
        return kept[0], trials

    return log_uniform, grid_search


@variant(
    "grid_search", "base-ten logarithms, lists for pairs", binds=("log_uniform", "grid_search")
)
def lists():
    def log_uniform(low, high, rng):
        return np.power(10.0, rng.uniform(np.log10(low), np.log10(high)))

    def grid_search(score, grid):
        combos = [{}]
        for name, values in grid.items():
            combos = [{**combo, name: value} for combo in combos for value in values]
        values = [score(dict(combo)) for combo in combos]
        numbers = [i for i, v in enumerate(values) if not np.isnan(v)]
        return combos[min(numbers, key=lambda i: values[i])], list(map(list, zip(combos, values)))

    return log_uniform, grid_search
