"""Where a value lives: plain functions for scenarios, alike for handles and for our own objects.

What is passed in crosses as a copy, too: a dict that an optimizer shall update in place has to
live over there. That is what `place` is for, and `value` brings it back; both are plain functions
that also work on the examiner's own objects: one scenario serves the reference and a submission::

    def two_steps(Adam):
        optimizer = Adam(lr=0.1)
        params = place({"W": W, "b": b}, near=Adam)
        optimizer.update(params, {"W": dW, "b": db})
        optimizer.update(params, {"W": dW, "b": db})
        return value(params)
"""

from __future__ import annotations

import copy
from typing import Any

from .handles import Remote


def place(value: Any, *, near: Any) -> Any:
    """Return a copy of `value` that lives where `near` lives: a handle, if `near` is one."""
    return near.__dbh_place__(value) if type(near) is Remote else copy.deepcopy(value)


def hold(thing: Any) -> Any:
    """Return `thing` such that what is read from it stays where it lives, and can be written to."""
    return thing.__dbh_hold__() if type(thing) is Remote else thing


def plain(function: Any) -> Any:
    """Return `function` such that a call which gives an object of the submission's is an error.

    An object can answer every question as it likes: its ``==`` is true, its ``sum()`` is one. Where
    the reference gives plain data, a test must not come to ask such an object.
    """
    return function.__dbh_plain__() if type(function) is Remote else function


def value(thing: Any) -> Any:
    """Return a copy of `thing` as plain data of ours; a handle to what is no plain data."""
    return thing.__dbh_value__() if type(thing) is Remote else copy.deepcopy(thing)
