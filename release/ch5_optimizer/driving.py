"""How the checks of this chapter drive an optimizer: make one, give it gradients, look at what moves.

An optimizer changes arrays that belong to somebody else. So the parameters are *placed* where the
optimizer lives, and *values* are copies of what they are at that moment.
"""

import numpy as np

from autograder.check import hold, place, value


def drive(Optimizer, settings, start, pushes):
    """Take one step for each of the pushes; return the parameters after each of them.

    Parameters
    ----------
    Optimizer : class
    settings : dict or tuple
        What the optimizer is made with.
    start : dict of arrays
    pushes : list of dicts of arrays
        The gradients, one dictionary a step.
    """
    optimizer, params, seen = _make(Optimizer, settings), place(start, near=Optimizer), []
    for grads in pushes:
        optimizer.update(params, _own(grads))
        seen.append(value(params))
    return seen


def far(Optimizer, settings, start, pushes, times=1):
    """Take all steps, or all of them several times; return the parameters at the end."""
    optimizer, params = _make(Optimizer, settings), place(start, near=Optimizer)
    for grads in pushes * times:
        optimizer.update(params, _own(grads))
    return value(params)


def arrays_themselves(Optimizer, settings, start, pushes):
    """Drive views: what has two axes or more is transposed. Return what is then in the arrays."""
    optimizer, params = _make(Optimizer, settings), place(start, near=Optimizer)
    arrays = {name: hold(params)[name] for name in start}
    for name in start:
        if start[name].ndim > 1:
            hold(params)[name] = arrays[name].T
    for grads in pushes:
        optimizer.update(params, {name: gradient.T.copy() for name, gradient in grads.items()})
    return {name: value(array) for name, array in arrays.items()}


def gradients_afterwards(Optimizer, settings, start, pushes):
    """Tell for each step, and each name, whether the gradient is exactly as it was, after all steps."""
    optimizer, params = _make(Optimizer, settings), place(start, near=Optimizer)
    given = place(pushes, near=Optimizer)
    for step in range(len(pushes)):
        optimizer.update(params, hold(given)[step])
    return [
        {name: _exactly(gradient, grads.get(name)) for name, gradient in now.items()}
        for now, grads in zip(value(given), pushes, strict=True)
    ]


def with_the_same_arrays(Optimizer, settings, start, pushes):
    """Hand in the gradients of every step in the same arrays, filled anew; return the parameters."""
    optimizer, params = _make(Optimizer, settings), place(start, near=Optimizer)
    given, before = place(pushes[0], near=Optimizer), pushes[0]
    arrays = {name: hold(given)[name] for name in before}
    for grads in pushes:
        if grads is not before:
            for name in arrays:
                arrays[name] += grads[name] - before[name]  # the same array, other numbers
        optimizer.update(params, given)
        before = grads
    return value(params)


def two_at_once(Optimizer, settings, start, pushes):
    """Drive two optimizers in turns, the second at another rate, pushes in the opposite order."""
    first, second = _make(Optimizer, settings), Optimizer(lr=0.05)
    params, others = place(start, near=Optimizer), place(start, near=Optimizer)
    for grads, opposite in zip(pushes, pushes[::-1], strict=True):
        first.update(params, _own(grads))
        second.update(others, _own(opposite))
    return [value(params), value(others)]


def another_dictionary(Optimizer, settings, start, pushes):
    """Half way, go on with other arrays, at another place, names in the opposite order."""
    optimizer, params = _make(Optimizer, settings), place(start, near=Optimizer)
    others = place({name: start[name] + 1 for name in reversed(start)}, near=Optimizer)
    for step, grads in enumerate(pushes):
        optimizer.update(params if step < len(pushes) // 2 else others, _own(grads))
    return [value(params), value(others)]


def any_names(Optimizer, settings, start, pushes):
    """Drive the numbers of `start`, mixed, under odd names, one of them in float32.

    Return the parameters that are float64; of the other one its dtype, and whether the array in the
    dictionary holds the same numbers as the one with which we began.
    """
    optimizer, params = _make(Optimizer, settings), place(_renamed(start), near=Optimizer)
    held = hold(params)["single"]
    for grads in pushes:
        optimizer.update(params, _renamed({name: grads[name] for name in start}))
    now = value(params)
    same = bool(np.array_equal(value(held), now["single"]))
    return {**now, "single": [str(now["single"].dtype), same]}


def new_rate(Optimizer, settings, start, pushes, lr):
    """Change `lr` after the second step; return the parameters at the end."""
    optimizer, params = _make(Optimizer, settings), place(start, near=Optimizer)
    for number, grads in enumerate(pushes):
        if number == 2:
            optimizer.lr = lr
        optimizer.update(params, _own(grads))
    return value(params)


def returned(Optimizer, settings, start, pushes):
    """Return what each update returned."""
    optimizer, params = _make(Optimizer, settings), place(start, near=Optimizer)
    return [optimizer.update(params, _own(grads)) for grads in pushes]


def whole_numbers(Optimizer, settings, dtype=np.int64, gradient=(0.25, 1.0)):
    """Try to move an array of whole numbers that stands behind one of decimal numbers."""
    params = place({"b": np.array([0.5]), "w": np.array([3, 5], dtype=dtype)}, near=Optimizer)
    grads = {"b": np.array([0.5]), "w": np.array(gradient)}
    try:
        _make(Optimizer, settings).update(params, grads)
    except TypeError:
        return "TypeError"
    return "no error"


def _exactly(one, other):
    """Tell whether two arrays hold the same numbers of the same kind."""
    return bool(np.array_equal(one, other)) and one.dtype == other.dtype


def _renamed(arrays):
    numbers = np.concatenate([array.ravel() for array in arrays.values()])
    mixed = {name: np.roll(numbers, number)[:3].copy() for number, name in enumerate(NAMES)}
    return mixed | {"single": mixed["single"].astype(np.float32)}


def _make(Optimizer, settings):
    return Optimizer(**settings) if type(settings) is dict else Optimizer(*settings)


def _own(grads):
    return {name: gradient.copy() for name, gradient in grads.items()}


#: Names as good as any others. Some of them an optimizer might want to use for itself.
NAMES = (
    "single",
    "t",
    "m",
    "v",
    "h",
    "W",
    "W2",
    "mW",
    "vW",
    "m_W",
    "v_W",
    "W_m",
    "W_v",
    "W_sq",
    "w",
    "lr",
    "",
)

#: What all six optimizers keep, each with the sentence that is shown where it does not hold.
CONTRACT = (
    (
        arrays_themselves,
        "the arrays themselves have moved, transposed views too: whoever holds one sees it",
    ),
    (gradients_afterwards, "the gradients are left as they were"),
    (with_the_same_arrays, "the caller fills the same gradient arrays anew for every step"),
    (two_at_once, "two optimizers, used in turns, know nothing of each other"),
    (
        another_dictionary,
        "memory goes by name: half way come other arrays, other numbers in them, names in another order",
    ),
    (returned, "`update` returns nothing"),
)
