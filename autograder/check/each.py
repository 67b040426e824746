"""Ask a function for many points at once.

In the examiner every call crosses to another process and back. A truth table, a plane full of
points or a curve is asked for in one go, which there is one message instead of one a point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .outcome import own_copy


def each(function: Callable[..., Any], cases: Iterable[tuple[Any, ...]]) -> list[Any]:
    """Call `function` once for every case, in order.

    Parameters
    ----------
    function : callable
        A learner's function; it is given copies.
    cases : iterable of tuple
        The positional arguments of each call.

    Returns
    -------
    list
        The results, in the same order. The first call that raises ends the whole with its error.

    Examples
    --------
    >>> each(max, [(1, 2), (4, 3)])
    [2, 4]
    """
    own = [tuple(case) for case in cases]
    remote = getattr(type(function), "__dbh_each__", None)
    if remote is not None:
        return list(remote(function, own))
    return [own_copy(function(*own_copy(case))) for case in own]
