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
    """Return what is in the arrays with which we began, after all steps."""
    optimizer, params = _make(Optimizer, settings), place(start, near=Optimizer)
    arrays = {name: hold(params)[name] for name in start}
    for grads in pushes:
        optimizer.update(params, _own(grads))
    return {name: value(array) for name, array in arrays.items()}


def gradients_afterwards(Optimizer, settings, start, pushes):
    """Tell for each step, and each name, whether the gradient is exactly as it was, after all steps."""
    optimizer, params = _make(Optimizer, settings), place(start, near=Optimizer)
    given = place(pushes, near=Optimizer)
    for step in range(len(pushes)):
        optimizer.update(params, hold(given)[step])
    return [
        {name: bool(np.array_equal(gradient, grads.get(name))) for name, gradient in now.items()}
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
    """Drive two optimizers in turns, the second by the pushes in the opposite order."""
    first, second = _make(Optimizer, settings), _make(Optimizer, settings)
    params, others = place(start, near=Optimizer), place(start, near=Optimizer)
    for grads, opposite in zip(pushes, pushes[::-1], strict=True):
        first.update(params, _own(grads))
        second.update(others, _own(opposite))
    return [value(params), value(others)]


def another_dictionary(Optimizer, settings, start, pushes):
    """Half way, put the parameters into new arrays, names in the opposite order; return the last."""
    optimizer, params = _make(Optimizer, settings), place(start, near=Optimizer)
    for step, grads in enumerate(pushes):
        if step == len(pushes) // 2:
            params = place(dict(reversed(value(params).items())), near=Optimizer)
        optimizer.update(params, _own(grads))
    return value(params)


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


def whole_numbers(Optimizer, settings):
    """Try to move an array of whole numbers."""
    params = place({"w": np.array([3, 5])}, near=Optimizer)
    try:
        _make(Optimizer, settings).update(params, {"w": np.array([0.25, 1.0])})
    except TypeError:
        return "TypeError"
    return "no error"


def _make(Optimizer, settings):
    return Optimizer(**settings) if type(settings) is dict else Optimizer(*settings)


def _own(grads):
    return {name: gradient.copy() for name, gradient in grads.items()}


#: What all six optimizers keep, each with the sentence that is shown where it does not hold.
CONTRACT = (
    (arrays_themselves, "the arrays themselves have moved, so whoever holds one sees it"),
    (gradients_afterwards, "the gradients are left as they were"),
    (with_the_same_arrays, "the caller fills the same gradient arrays anew for every step"),
    (two_at_once, "two optimizers, used in turns, know nothing of each other"),
    (
        another_dictionary,
        "memory goes by name: another dictionary and arrays, the same names in another order",
    ),
    (returned, "`update` returns nothing"),
)
