"""What came of a claim: a value, an error, or nothing attempted.

An `Outcome` is plain data, so that it can be compared with a stored one, whether it was
produced in this process or in another.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

Status = Literal["value", "error", "unattempted"]


@dataclass(frozen=True)
class Outcome:
    """What one claim's code gave.

    Attributes
    ----------
    status : {"value", "error", "unattempted"}
        `unattempted` is a `NotImplementedError`, as a skeleton raises it.
    value : Any
        The value, or None.
    error_type, message : str
        Name of the exception's class and its text, for `error`.
    written : tuple of str
        The arguments that the call wrote into, as `argument 1` or by keyword.
    """

    status: Status
    value: Any = None
    error_type: str = ""
    message: str = ""
    written: tuple[str, ...] = ()


def observe(code: Callable[[], Any]) -> Outcome:
    """Run `code` and turn whatever happens into an `Outcome`.

    `KeyboardInterrupt` passes through: it is the person at the keyboard. `SystemExit` does
    not: an `exit()` in an answer is an answer that failed.
    """
    try:
        return Outcome("value", code())
    except NotImplementedError:
        return Outcome("unattempted")
    except (Exception, SystemExit) as error:
        name = getattr(error, "remote_type", type(error).__name__)
        return Outcome("error", error_type=str(name), message=str(error)[:500])


def observe_call(
    target: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any], *, mutates: bool = False
) -> Outcome:
    """Call `target` with copies of the arguments and note which of them it wrote into.

    With `mutates` the arguments as they are after the call are part of the value, as
    `(result, *arguments)`, and writing into them is what is asked for.
    """
    return observe_call_later(target, args, kwargs, mutates=mutates)()


def observe_call_later(
    target: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any], *, mutates: bool = False
) -> Callable[[], Outcome]:
    """Call as `observe_call` does; return a function that gives the outcome.

    A handle to an object in another process may bring a `__dbh_later__`, which sends calls there
    together. Everything else is called at once.
    """
    later = getattr(type(target), "__dbh_later__", None)
    if later is not None:
        call = later(target, args, dict(kwargs))
        return lambda: _observed(call, args, kwargs, mutates)
    outcome = _observed(lambda: invoke(target, args, kwargs), args, kwargs, mutates)
    return lambda: outcome


def _observed(
    call: Callable[[], tuple[Any, tuple[Any, ...], dict[str, Any]]],
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
    mutates: bool,
) -> Outcome:
    after: list[Any] = []

    def result_of() -> Any:
        result, args_after, kwargs_after = call()
        after.extend([*args_after, *kwargs_after.values()])
        return (result, *after) if mutates else result

    outcome = observe(result_of)
    if mutates or not after:
        return outcome
    names = [f"argument {i + 1}" for i in range(len(args))] + [f"`{name}`" for name in kwargs]
    given = [*args, *kwargs.values()]
    written = tuple(
        name
        for name, before, now in zip(names, given, after, strict=True)
        if not untouched(before, now)
    )
    return Outcome(
        outcome.status, outcome.value, outcome.error_type, outcome.message, written=written
    )


def invoke(
    target: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
    """Call `target` on copies; return its result and the copies as they are afterwards.

    A handle to an object in another process brings its own `__dbh_invoke__`, looked up on its
    type as Python looks up operators: there the arguments cross by value and come back.
    """
    remote = getattr(type(target), "__dbh_invoke__", None)
    if remote is not None:
        result, args_after, kwargs_after = remote(target, args, dict(kwargs))
        return result, tuple(args_after), dict(kwargs_after)
    own_args = tuple(own_copy(value) for value in args)
    own_kwargs = {name: own_copy(value) for name, value in kwargs.items()}
    result = target(*own_args, **own_kwargs)
    # the result may be one of the arguments, or a view of one: keep what it is now
    return own_copy(result), own_args, own_kwargs


def own_copy(value: Any) -> Any:
    """Copy plain data; hand everything else (functions, models, handles) through as it is."""
    if type(value) is np.ndarray and value.dtype.kind != "O":
        return value.copy(order="K")
    if type(value) in (list, tuple):
        return type(value)(own_copy(item) for item in value)
    if type(value) is dict:
        return {key: own_copy(item) for key, item in value.items()}
    if isinstance(value, np.random.Generator):
        return copy.deepcopy(value)
    return value


def untouched(before: Any, now: Any) -> bool:
    """Tell whether plain data is bit for bit what it was; other objects count as untouched."""
    if type(before) is np.ndarray and before.dtype.kind != "O":
        return (
            type(now) is np.ndarray
            and before.shape == now.shape
            and before.dtype == now.dtype
            and before.tobytes() == now.tobytes()
        )
    if type(before) in (list, tuple):
        return (
            type(now) in (list, tuple)
            and len(before) == len(now)
            and all(untouched(a, b) for a, b in zip(before, now, strict=True))
        )
    if type(before) is dict:
        return (
            type(now) is dict
            and before.keys() == now.keys()
            and all(untouched(before[key], now[key]) for key in before)
        )
    if type(before) in (bool, int, float, complex, str):
        return type(now) is type(before) and repr(now) == repr(before)  # nan is nan
    return True
