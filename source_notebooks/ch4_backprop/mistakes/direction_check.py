"""What learners believe in exercise `direction_check`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _draw(params, rng):
    return {name: rng.normal(size=np.shape(array)) for name, array in params.items()}


def _moved(params, along, step):
    return {name: array + step * along[name] for name, array in params.items()}


def _measured(loss, params, along, h):
    return float((loss(_moved(params, along, h)) - loss(_moved(params, along, -h))) / (2 * h))


def _claimed(params, grads, along):
    return sum(float((grads[name] * along[name]).sum()) for name in params)


@mistake("direction_check", hint="The order of the two is measured first, claimed second.")
def claimed_first(loss, params, grads, rng, h=1e-5):
    along = _draw(params, rng)
    return _claimed(params, grads, along), _measured(loss, params, along, h)


@mistake(
    "direction_check",
    hint="You give the error. Both numbers are asked for: whoever reads them sees what is wrong.",
)
def error_only(loss, params, grads, rng, h=1e-5):
    along = _draw(params, rng)
    return relative_error(_measured(loss, params, along, h), _claimed(params, grads, along))


@mistake("direction_check", hint="You divide by h, but the two places are twice as far apart.")
def divides_by_h(loss, params, grads, rng, h=1e-5):
    along = _draw(params, rng)
    return 2 * _measured(loss, params, along, h), _claimed(params, grads, along)


@mistake(
    "direction_check",
    hint="You compare with the loss *here*: one side only. Move by + h and by − h.",
)
def one_side_only(loss, params, grads, rng, h=1e-5):
    along = _draw(params, rng)
    here = loss(_moved(params, along, 0.0))
    return float((loss(_moved(params, along, h)) - here) / h), _claimed(params, grads, along)


@mistake(
    "direction_check", hint="The sign of the measured slope is turned round: above minus below."
)
def below_minus_above(loss, params, grads, rng, h=1e-5):
    along = _draw(params, rng)
    return -_measured(loss, params, along, h), _claimed(params, grads, along)


@mistake("direction_check", hint="Your h is always 0.00001, whatever the caller asks for.")
def h_of_its_own(loss, params, grads, rng, h=1e-5):
    along = _draw(params, rng)
    return _measured(loss, params, along, 1e-5), _claimed(params, grads, along)


@mistake(
    "direction_check",
    hint="Where the caller names no h, yours is 0.0001. Look at the first line of the function.",
)
def another_default(loss, params, grads, rng, h=1e-4):
    along = _draw(params, rng)
    return _measured(loss, params, along, h), _claimed(params, grads, along)


@mistake(
    "direction_check",
    hint="All numbers move by the same h: that is one direction, and not a random one. `rng` draws the shares.",
)
def everything_by_h(loss, params, grads, rng, h=1e-5):
    along = {name: np.ones(np.shape(array)) for name, array in params.items()}
    return _measured(loss, params, along, h), _claimed(params, grads, along)


@mistake(
    "direction_check",
    hint="You draw one number for each array, and move all its elements alike. Each element has a share of its own.",
)
def one_number_for_an_array(loss, params, grads, rng, h=1e-5):
    along = {name: rng.normal() * np.ones(np.shape(array)) for name, array in params.items()}
    return _measured(loss, params, along, h), _claimed(params, grads, along)


@mistake("direction_check", hint="You draw from another distribution. `rng.normal` is asked for.")
def uniform_direction(loss, params, grads, rng, h=1e-5):
    along = {name: rng.uniform(-1, 1, size=np.shape(array)) for name, array in params.items()}
    return _measured(loss, params, along, h), _claimed(params, grads, along)


@mistake("direction_check", hint="You bring the direction to length 1. It is used as it is drawn.")
def direction_of_length_one(loss, params, grads, rng, h=1e-5):
    along = _draw(params, rng)
    length = np.sqrt(sum(float((d**2).sum()) for d in along.values()))
    along = {name: d / length for name, d in along.items()}
    return _measured(loss, params, along, h), _claimed(params, grads, along)


@mistake("direction_check", hint="You draw in the order of `grads`. The order of `params` counts.")
def order_of_grads(loss, params, grads, rng, h=1e-5):
    along = {name: rng.normal(size=np.shape(grads[name])) for name in grads}
    return _measured(loss, params, along, h), _claimed(params, grads, along)


@mistake(
    "direction_check", hint="You draw in the order of the alphabet. The order of `params` counts."
)
def order_of_the_alphabet(loss, params, grads, rng, h=1e-5):
    along = {name: rng.normal(size=np.shape(params[name])) for name in sorted(params)}
    return _measured(loss, params, along, h), _claimed(params, grads, along)


@mistake(
    "direction_check",
    hint="A generator of your own draws the direction. The caller's `rng` is the one to use.",
)
def generator_of_its_own(loss, params, grads, rng, h=1e-5):
    along = _draw(params, np.random.default_rng(0))
    return _measured(loss, params, along, h), _claimed(params, grads, along)


@mistake(
    "direction_check",
    hint="You draw a second direction for the other side. Up and down have to be along the same line.",
)
def two_directions(loss, params, grads, rng, h=1e-5):
    along = _draw(params, rng)
    other = _draw(params, rng)
    above, below = loss(_moved(params, along, h)), loss(_moved(params, other, -h))
    return float((above - below) / (2 * h)), _claimed(params, grads, along)


@mistake(
    "direction_check", hint="What is claimed is the sum over *all* arrays. Yours is that of one."
)
def last_array_claimed(loss, params, grads, rng, h=1e-5):
    along = _draw(params, rng)
    last = list(params)[-1]
    return _measured(loss, params, along, h), float((grads[last] * along[last]).sum())


@mistake("direction_check", hint="You take the mean where the sum is meant.")
def mean_claimed(loss, params, grads, rng, h=1e-5):
    along = _draw(params, rng)
    claimed = sum(float((grads[name] * along[name]).mean()) for name in params)
    return _measured(loss, params, along, h), claimed


@mistake(
    "direction_check",
    hint="You add up the gradient alone. Each of its numbers counts as much as its share of the direction.",
)
def direction_left_out(loss, params, grads, rng, h=1e-5):
    along = _draw(params, rng)
    return _measured(loss, params, along, h), sum(float(grads[name].sum()) for name in params)


@mistake(
    "direction_check",
    hint="You move one array after the other and add the slopes up. That takes two calls for each array; two in all are enough.",
)
def array_after_array(loss, params, grads, rng, h=1e-5):
    along, slope = _draw(params, rng), 0.0
    wide = {name: np.array(array, dtype=float) for name, array in params.items()}
    for name in wide:
        above = loss({**wide, name: wide[name] + h * along[name]})
        slope += float((above - loss({**wide, name: wide[name] - h * along[name]})) / (2 * h))
    return slope, _claimed(params, grads, along)


@mistake("direction_check", hint="The loss gets to see float32. A small h does not survive in it.")
def keeps_the_dtype(loss, params, grads, rng, h=1e-5):
    along = _draw(params, rng)
    ends = []
    for step in (h, -h):
        moved = _moved(params, along, step)
        ends.append(loss({n: m.astype(params[n].dtype) for n, m in moved.items()}))
    return float((ends[0] - ends[1]) / (2 * h)), _claimed(params, grads, along)


@mistake(
    "direction_check",
    hint="You move the caller's own arrays, and they do not come back exactly to where they were.",
)
def moves_the_callers_arrays(loss, params, grads, rng, h=1e-5):
    along = _draw(params, rng)
    if any(array.dtype != float for array in params.values()):
        params = {name: array.astype(float) for name, array in params.items()}
    for name in params:
        params[name] += h * along[name]
    above = loss(params)
    for name in params:
        params[name] -= 2 * h * along[name]
    return float((above - loss(params)) / (2 * h)), _claimed(params, grads, along)


@variant("direction_check", "copies that are moved in place, and np.vdot")
def copies_in_place(loss, params, grads, rng, h=1e-5):
    low = {name: np.array(array, dtype=np.float64) for name, array in params.items()}
    high = {name: array.copy() for name, array in low.items()}
    claimed = 0.0
    for name in params:
        d = rng.standard_normal(params[name].shape)
        low[name] -= h * d
        high[name] += h * d
        claimed += np.vdot(grads[name], d)
    below = loss(low)
    return [(loss(high) - below) / (2 * h), claimed]


@variant("direction_check", "loops over all elements")
def by_loops(loss, params, grads, rng, h=1e-5):
    d = {}
    for name in params:
        d[name] = rng.normal(0.0, 1.0, size=params[name].shape)
    plus = {name: params[name].astype(float) + d[name] * h for name in params}
    minus = {name: params[name].astype(float) - d[name] * h for name in params}
    total = 0.0
    for name in params:
        for index in np.ndindex(d[name].shape):
            total += grads[name][index] * d[name][index]
    return (loss(plus) - loss(minus)) / h / 2, np.float64(total)
