"""Let a test change something that the answer shall change: arrays that live where the answer does.

In the examiner arguments cross to another process as copies, so that what an answer does to them in
place stays unseen. What is placed lives over there, and can be looked at after every call.
"""

from __future__ import annotations

from typing import Any

from .outcome import own_copy


def place(value: Any, *, near: Any) -> Any:
    """Return a copy of plain data that lives where `near`, an answer, lives.

    A function of NumPy may be placed, too: passed to an answer as it is, it is a call-back in the
    examiner, which gets copies and gives copies.

    Examples
    --------
    >>> params = place({"w": [1.0]}, near=dict.update)
    >>> w = hold(params)["w"]
    >>> dict.update(params, w=[2.0])
    >>> value(params), value(w)
    ({'w': [2.0]}, [1.0])
    """
    remote = getattr(type(near), "__dbh_place__", None)
    return remote(near, value) if remote is not None else own_copy(value)


def hold(thing: Any) -> Any:
    """Return `thing` such that what is read from it is no copy, and can be written to."""
    remote = getattr(type(thing), "__dbh_hold__", None)
    return remote(thing) if remote is not None else thing


def value(thing: Any) -> Any:
    """Return a copy of what was placed or held, as it is now."""
    remote = getattr(type(thing), "__dbh_value__", None)
    return remote(thing) if remote is not None else own_copy(thing)
