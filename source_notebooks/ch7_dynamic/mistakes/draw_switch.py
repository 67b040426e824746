"""What learners believe of a coin that falls eight to two."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake("draw_switch", hint="80 : 20 turned round: your switch is ON for most draws.")
def inverted(rng, p=0.2):
    return rng.random() > p


@mistake(
    "draw_switch",
    hint="Your share is right, but the draws below p are ON. The blog takes those above 1 − p.",
)
def from_below(rng, p=0.2):
    return rng.random() < p


@mistake("draw_switch", hint="ON and OFF are exchanged: larger than 1 − p means ON.")
def off_above(rng, p=0.2):
    return not rng.random() > 1 - p


@mistake("draw_switch", hint="0.8 is fixed in your line; `p` plays no part.")
def fixed_bound(rng, p=0.2):
    return rng.random() > 0.8


@mistake("draw_switch", hint="You draw twice, once for each hidden layer perhaps. One draw a call.")
def drawn_twice(rng, p=0.2):
    rng.random()
    return rng.random() > 1 - p


@mistake("draw_switch", hint="A second number is drawn after the first: the next call misses it.")
def another_afterwards(rng, p=0.2):
    on = rng.random() > 1 - p
    rng.random()
    return on


@mistake(
    "draw_switch", hint="A new generator with a fixed seed draws the same number again and again."
)
def seeded_each_time(rng, p=0.2):
    return np.random.default_rng(0).random() > 1 - p


@mistake("draw_switch", hint="A number of exactly 1 − p is ON with you. It is not *larger*.")
def larger_or_equal(rng, p=0.2):
    return rng.random() >= 1 - p


@mistake(
    "draw_switch",
    hint="Where the result is certain you draw nothing, and the next call gets the number that was meant for this one.",
)
def no_draw_when_sure(rng, p=0.2):
    return False if p == 0 else rng.random() > 1 - p


@mistake("draw_switch", hint="For p = 1 you draw nothing. One number is drawn at every call.")
def no_draw_when_always(rng, p=0.2):
    return p >= 1 or rng.random() > 1 - p


OTHER = np.random.RandomState(3)


@mistake("draw_switch", hint="Not the generator that is handed in draws, but a global one.")
def global_generator(rng, p=0.2):
    return OTHER.random_sample() > 1 - p


@mistake("draw_switch", hint="Your number comes from a bell curve. `rng.random()` is even.")
def normal_draw(rng, p=0.2):
    return rng.normal() > 1 - p


@variant("draw_switch", "with an if")
def with_if(rng, p=0.2):
    number = rng.random()
    if number > 1 - p:
        return True
    return False


@variant("draw_switch", "an array of one draw, and NumPy's bool")
def by_array(rng, p=0.2):
    return np.bool_(1 - p < rng.random(1)[0])
