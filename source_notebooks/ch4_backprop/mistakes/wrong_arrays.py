"""What learners believe in exercise `wrong_arrays`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "wrong_arrays",
    hint="You ask whether the error is larger than the limit. For nan the answer is False, and so it passes as right.",
)
def nan_passes(loss, params, grads, limit=1e-6):
    errors = gradient_check(loss, params, grads)
    return [name for name in params if errors[name] > limit]


@mistake("wrong_arrays", hint="You name the arrays that are *right*.")
def names_the_right_ones(loss, params, grads, limit=1e-6):
    errors = gradient_check(loss, params, grads)
    return [name for name in params if errors[name] <= limit]


@mistake(
    "wrong_arrays",
    hint="Your limit is always one in a million, whatever the caller asks for.",
)
def limit_of_its_own(loss, params, grads, limit=1e-6):
    errors = gradient_check(loss, params, grads)
    return [name for name in params if not errors[name] <= 1e-6]


@mistake(
    "wrong_arrays",
    hint="Your limit is far too generous where the caller names none: an error of ten in a million passes.",
)
def generous_default(loss, params, grads, limit=1e-4):
    errors = gradient_check(loss, params, grads)
    return [name for name in params if not errors[name] <= limit]


@mistake(
    "wrong_arrays",
    hint="Your limit is so strict that the rounding error of a right gradient is called wrong.",
)
def no_tolerance(loss, params, grads, limit=1e-6):
    errors = gradient_check(loss, params, grads)
    return [name for name in params if not errors[name] <= (0 if limit == 1e-6 else limit)]


@mistake(
    "wrong_arrays",
    hint="The names come in the order of the alphabet. Asked for is the order in which they stand in `params`.",
)
def sorted_names(loss, params, grads, limit=1e-6):
    errors = gradient_check(loss, params, grads)
    return sorted(name for name in params if not errors[name] <= limit)


@mistake(
    "wrong_arrays",
    hint="The names come in the order of `grads`. Asked for is the order in which they stand in `params`.",
)
def order_of_grads(loss, params, grads, limit=1e-6):
    errors = gradient_check(loss, params, grads)
    return [name for name in grads if not errors[name] <= limit]


@mistake(
    "wrong_arrays",
    hint="You stop at the first wrong array. There may be more.",
)
def first_one_only(loss, params, grads, limit=1e-6):
    errors = gradient_check(loss, params, grads)
    return [name for name in params if not errors[name] <= limit][:1]


@mistake(
    "wrong_arrays", hint="You name only the array that is worst. All wrong ones are asked for."
)
def worst_one_only(loss, params, grads, limit=1e-6):
    errors = gradient_check(loss, params, grads)
    wrong = [name for name in params if not errors[name] <= limit]
    return [max(wrong, key=lambda name: errors[name])] if wrong else []


@mistake(
    "wrong_arrays", hint="You say whether something is wrong. Asked for is *what*: a list of names."
)
def yes_or_no(loss, params, grads, limit=1e-6):
    errors = gradient_check(loss, params, grads)
    return not all(error <= limit for error in errors.values())


@mistake("wrong_arrays", hint="You give names with their errors. A list of names is asked for.")
def names_and_errors(loss, params, grads, limit=1e-6):
    errors = gradient_check(loss, params, grads)
    return {name: errors[name] for name in params if not errors[name] <= limit}


@mistake(
    "wrong_arrays",
    hint="When nothing is wrong, you return nothing at all. An empty list is asked for.",
)
def none_if_right(loss, params, grads, limit=1e-6):
    errors = gradient_check(loss, params, grads)
    return [name for name in params if not errors[name] <= limit] or None


@mistake(
    "wrong_arrays",
    hint="You hand `limit` to `gradient_check`, where it becomes the h of the measurement.",
)
def limit_as_h(loss, params, grads, limit=1e-6):
    errors = gradient_check(loss, params, grads, limit)
    return [name for name in params if not errors[name] <= limit]


@mistake(
    "wrong_arrays",
    hint="You catch the error that `gradient_check` raises. A gradient that is missing is no verdict.",
)
def swallows_the_error(loss, params, grads, limit=1e-6):
    try:
        errors = gradient_check(loss, params, grads)
    except ValueError:
        return list(params)
    return [name for name in params if not errors[name] <= limit]


@mistake(
    "wrong_arrays",
    hint="Only what is nan is wrong for you. An error that is a number, but too large, is wrong as well.",
)
def only_nan_is_wrong(loss, params, grads, limit=1e-6):
    errors = gradient_check(loss, params, grads)
    return [name for name in params if np.isnan(errors[name])]


@mistake(
    "wrong_arrays",
    hint="An error that is exactly as large as the limit is wrong for you. Wrong is what is *larger*.",
)
def at_the_limit(loss, params, grads, limit=1e-6):
    errors = gradient_check(loss, params, grads)
    return [name for name in params if not errors[name] < limit]


@mistake(
    "wrong_arrays",
    hint="A limit of 0 is taken for no limit at all. 0 counts as false, and is a number all the same.",
)
def zero_is_no_limit(loss, params, grads, limit=None):
    errors = gradient_check(loss, params, grads)
    return [name for name in params if not errors[name] <= (limit or 1e-6)]


@variant("wrong_arrays", "a loop that asks for nan separately")
def asks_for_nan(loss, params, grads, limit=1e-6):
    found = []
    errors = gradient_check(loss, params, grads)
    for name in params:
        if np.isnan(errors[name]) or errors[name] > limit:
            found.append(name)
    return found


@variant("wrong_arrays", "takes the right ones away")
def takes_away(loss, params, grads, limit=1e-6):
    errors = gradient_check(loss=loss, params=params, grads=grads)
    right = {name for name, error in errors.items() if error <= limit}
    return list(filter(lambda name: name not in right, params))
