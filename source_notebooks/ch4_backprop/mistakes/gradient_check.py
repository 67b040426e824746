"""What learners believe in exercise `gradient_check`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _measured(loss, params, h=1e-5):
    """Return the measured slopes; refuse nothing."""
    here = {name: np.array(array, dtype=float) for name, array in params.items()}
    return {
        name: numerical_gradient(lambda value, name=name: loss({**here, name: value}), array, h)
        for name, array in here.items()
    }


def _refuse(params, grads):
    if set(params) != set(grads):
        raise ValueError("names")
    for name in params:
        if params[name].shape != grads[name].shape:
            raise ValueError("shapes")


def _judged(judge, loss, params, grads, h):
    """Refuse and measure as one should, and judge each array in another way."""
    _refuse(params, grads)
    slopes = _measured(loss, params, h)
    return {name: judge(slopes[name], grads[name]) for name in params}


@mistake(
    "gradient_check",
    hint="You take the mean of the errors: one wrong number among many right ones gets lost. The largest counts.",
)
def mean_error(loss, params, grads, h=1e-5):
    return _judged(lambda a, b: float(relative_error(a, b).mean()), loss, params, grads, h)


@mistake(
    "gradient_check",
    hint="You take the mean of *signed* errors, so that too much and too little cancel out.",
)
def mean_signed_error(loss, params, grads, h=1e-5):
    def judge(a, b):
        return float(abs(((a - b) / np.maximum(np.maximum(abs(a), abs(b)), 1e-4)).mean()))

    return _judged(judge, loss, params, grads, h)


@mistake(
    "gradient_check",
    hint="You take the largest of *signed* errors: a claim that is too large has a negative one, and is never the largest.",
)
def largest_signed_error(loss, params, grads, h=1e-5):
    def judge(a, b):
        return float(((a - b) / np.maximum(np.maximum(abs(a), abs(b)), 1e-4)).max())

    return _judged(judge, loss, params, grads, h)


@mistake(
    "gradient_check",
    hint="You compare sums: one number of the whole measured array with one of the claimed array. Errors hide in a sum.",
)
def compares_sums(loss, params, grads, h=1e-5):
    return _judged(
        lambda a, b: float(relative_error(float(a.sum()), float(b.sum()))), loss, params, grads, h
    )


@mistake(
    "gradient_check",
    hint="You compare lengths of whole arrays (their norms). What is asked for is the largest error of a single element.",
)
def compares_norms(loss, params, grads, h=1e-5):
    def judge(a, b):
        both = max(float(np.linalg.norm(a)), float(np.linalg.norm(b)), 1e-4)
        return float(np.linalg.norm(a - b)) / both

    return _judged(judge, loss, params, grads, h)


@mistake(
    "gradient_check",
    hint="You give the largest *difference*. Without a yardstick nobody knows whether it is large.",
)
def largest_difference(loss, params, grads, h=1e-5):
    return _judged(lambda a, b: float(np.max(np.abs(a - b))), loss, params, grads, h)


@mistake(
    "gradient_check",
    hint="You divide by the measured slope alone: where it is 0 there is no answer, and elsewhere another one.",
)
def divides_by_the_measured(loss, params, grads, h=1e-5):
    def judge(a, b):
        with np.errstate(divide="ignore", invalid="ignore"):
            return float(np.max(np.abs(a - b) / np.abs(a)))

    return _judged(judge, loss, params, grads, h)


@mistake(
    "gradient_check",
    hint="Only the last element of each array is looked at.",
)
def last_element_only(loss, params, grads, h=1e-5):
    return _judged(lambda a, b: float(relative_error(a, b).ravel()[-1]), loss, params, grads, h)


@mistake(
    "gradient_check",
    hint="Only the first element of each array is looked at.",
)
def first_element_only(loss, params, grads, h=1e-5):
    return _judged(lambda a, b: float(relative_error(a, b).ravel()[0]), loss, params, grads, h)


@mistake(
    "gradient_check",
    hint="nan is left out when you look for the largest. What is not known to be right must not look right.",
)
def nan_left_out(loss, params, grads, h=1e-5):
    return _judged(lambda a, b: float(np.nanmax(relative_error(a, b))), loss, params, grads, h)


@mistake(
    "gradient_check",
    hint="Python's `max` walks over a nan as if it were not there, unless it comes first.",
)
def pythons_max(loss, params, grads, h=1e-5):
    return _judged(
        lambda a, b: float(max(relative_error(a, b).ravel().tolist())), loss, params, grads, h
    )


@mistake(
    "gradient_check",
    hint="You give all errors of an array. One number is asked for: the largest.",
)
def all_errors(loss, params, grads, h=1e-5):
    return _judged(relative_error, loss, params, grads, h)


@mistake(
    "gradient_check",
    hint="You give True or False. That would be the verdict; here the evidence is asked for, a number.",
)
def yes_or_no(loss, params, grads, h=1e-5):
    return _judged(lambda a, b: bool((relative_error(a, b) < 1e-6).all()), loss, params, grads, h)


@mistake(
    "gradient_check",
    hint="You give one number for everything. Which array is wrong? Each has an answer of its own.",
)
def one_number_for_all(loss, params, grads, h=1e-5):
    return max(
        _judged(lambda a, b: float(np.max(relative_error(a, b))), loss, params, grads, h).values()
    )


@mistake(
    "gradient_check",
    hint="Only one parameter is looked at. The others may be as wrong as they like.",
)
def one_parameter_only(loss, params, grads, h=1e-5):
    _refuse(params, grads)
    first = next(iter(params))
    slopes = _measured(loss, params, h)
    found = float(np.max(relative_error(slopes[first], grads[first])))
    return {name: found if name == first else 0.0 for name in params}


@mistake(
    "gradient_check",
    hint="You look to one side only. The measurement is a *central* difference: h higher, and h lower.",
)
def forward_difference(loss, params, grads, h=1e-5):
    _refuse(params, grads)
    here = {name: np.array(array, dtype=float) for name, array in params.items()}
    errors = {}
    for name, array in here.items():
        slopes = np.zeros(array.shape)
        for place in np.ndindex(array.shape):
            moved = array.copy()
            moved[place] += h
            slopes[place] = (loss({**here, name: moved}) - loss(here)) / h
        errors[name] = float(np.max(relative_error(slopes, grads[name])))
    return errors


@mistake(
    "gradient_check",
    hint="The h that is given does not arrive: `numerical_gradient` works with its own.",
)
def h_not_handed_on(loss, params, grads, h=1e-5):
    return _judged(lambda a, b: float(np.max(relative_error(a, b))), loss, params, grads, 1e-4)


@mistake(
    "gradient_check",
    hint="You always measure with 0.00001, whatever h the caller asks for.",
)
def h_of_its_own(loss, params, grads, h=1e-5):
    return _judged(lambda a, b: float(np.max(relative_error(a, b))), loss, params, grads, 1e-5)


@mistake(
    "gradient_check",
    hint="Where the caller names no h, yours is 0.0001. Look at the first line of the function.",
)
def another_default(loss, params, grads, h=1e-4):
    return _judged(lambda a, b: float(np.max(relative_error(a, b))), loss, params, grads, h)


@mistake(
    "gradient_check",
    hint="Arrays that are not being moved are handed over as they came, float32 or whole numbers. All are to be float64.",
)
def others_keep_their_dtype(loss, params, grads, h=1e-5):
    _refuse(params, grads)
    return {
        name: float(
            np.max(
                relative_error(
                    numerical_gradient(
                        lambda value, name=name: loss({**params, name: value}), params[name], h
                    ),
                    grads[name],
                )
            )
        )
        for name in params
    }


@mistake(
    "gradient_check",
    hint="The losses are computed in float32. It has about seven digits, and the difference of two nearly equal numbers keeps none of them.",
)
def measures_in_float32(loss, params, grads, h=1e-5):
    _refuse(params, grads)
    here = {name: np.array(array, dtype=np.float32) for name, array in params.items()}
    errors = {}
    for name, array in here.items():
        slopes = np.zeros(array.shape)
        for place in np.ndindex(array.shape):
            ends = []
            for sign in (1, -1):
                moved = array.copy()
                moved[place] += np.float32(sign * h)
                ends.append(loss({**here, name: moved}))
            slopes[place] = (ends[0] - ends[1]) / (2 * h)
        errors[name] = float(np.max(relative_error(slopes, grads[name])))
    return errors


@mistake(
    "gradient_check",
    hint="You move all numbers of an array at once and give each the same slope. Each is moved on its own.",
)
def moves_the_whole_array(loss, params, grads, h=1e-5):
    _refuse(params, grads)
    here = {name: np.array(array, dtype=float) for name, array in params.items()}
    errors = {}
    for name, array in here.items():
        slope = (loss({**here, name: array + h}) - loss({**here, name: array - h})) / (2 * h)
        errors[name] = float(np.max(relative_error(np.full(array.shape, slope), grads[name])))
    return errors


@mistake(
    "gradient_check",
    hint="The loss is asked about a dictionary with a single array in it. It needs all of them.",
)
def one_array_in_the_dictionary(loss, params, grads, h=1e-5):
    _refuse(params, grads)
    return {
        name: float(
            np.max(
                relative_error(
                    numerical_gradient(lambda value, name=name: loss({name: value}), array, h),
                    grads[name],
                )
            )
        )
        for name, array in params.items()
    }


@mistake(
    "gradient_check",
    hint="A gradient whose name is missing or unknown passes unseen. Compare the names before anything else.",
)
def names_not_compared(loss, params, grads, h=1e-5):
    slopes = _measured(loss, params, h)
    return {
        name: float(np.max(relative_error(slopes[name], grads[name])))
        for name in params
        if name in grads
    }


@mistake(
    "gradient_check",
    hint="Arrays of different shapes are broadcast, and no one is told. A gradient has the shape of its parameter.",
)
def shapes_not_compared(loss, params, grads, h=1e-5):
    if set(params) != set(grads):
        raise ValueError
    slopes = _measured(loss, params, h)
    errors = {}
    for name, a in slopes.items():
        b = grads[name]
        both = np.maximum(np.maximum(np.abs(a).max(), np.abs(b).max()), 1e-4)
        try:
            errors[name] = float(
                np.max(np.abs(a - b) / np.maximum(np.maximum(abs(a), abs(b)), 1e-4))
            )
        except ValueError:
            errors[name] = float(both)
    return errors


@mistake(
    "gradient_check",
    hint="The caller's arrays are moved, and stay where the last wiggle left them.",
)
def moves_the_callers_arrays(loss, params, grads, h=1e-5):
    _refuse(params, grads)
    if any(array.dtype != float for array in params.values()):
        params = {name: np.array(array, dtype=float) for name, array in params.items()}
    errors = {}
    for name in params:
        array = params[name]
        slopes = np.zeros(array.shape)
        for place in np.ndindex(array.shape):
            here = array[place]
            array[place] = here + h
            above = loss(params)
            array[place] = here - h
            slopes[place] = (above - loss(params)) / (2 * h)
            array[place] = here
        array -= h
        errors[name] = float(np.max(relative_error(slopes, grads[name])))
    return errors


@mistake(
    "gradient_check",
    hint="Your measured slopes are kept in the dtype of `params`. Where those are whole numbers, 0.5 becomes 0.",
)
def slopes_like_params(loss, params, grads, h=1e-5):
    _refuse(params, grads)
    slopes = {n: s.astype(params[n].dtype) for n, s in _measured(loss, params, h).items()}
    return {n: float(np.max(relative_error(slopes[n], grads[n]))) for n in params}


@variant("gradient_check", "moves own float64 copies in place and puts them back")
def in_place(loss, params, grads, h=1e-5):
    if sorted(params) != sorted(grads):
        raise ValueError("names differ")
    own = {name: np.array(array, dtype=np.float64) for name, array in params.items()}
    errors = {}
    for name in own:
        array, slopes = own[name], np.empty(own[name].shape)
        for place in np.ndindex(*array.shape):
            here = array[place]
            array[place] = here - h
            below = loss(own)
            array[place] = here + h
            slopes[place] = (loss(own) - below) / (2 * h)
            array[place] = here
        errors[name] = np.max(relative_error(slopes, np.asarray(grads[name])))
    return errors


@variant("gradient_check", "a ValueError of its own, a dictionary in another order")
def in_another_order(loss, params, grads, h=1e-5):
    if set(params) ^ set(grads):
        raise ValueError(set(params) ^ set(grads))
    if any(np.shape(params[name]) != np.shape(grads[name]) for name in params):
        raise ValueError("a shape is wrong")
    wide = {name: params[name].astype(float) for name in params}

    def slope(name):
        def f(value):
            trial = dict(wide)
            trial[name] = value
            return loss(trial)

        return numerical_gradient(f, wide[name], h=h)

    return {
        name: float(relative_error(grads[name], slope(name)).max()) for name in reversed(params)
    }
