"""What the examiner can ask a sandbox to do with its objects, by name."""

from __future__ import annotations

import copy
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

MAX_TEXT = 10_000

BINARY = ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift"]
BINARY += ["and", "or", "xor", "matmul"]  # each with its reflected and its in-place form
COMPARISONS = ["eq", "ne", "lt", "le", "gt", "ge"]
UNARY = ["neg", "pos", "abs", "invert"]


def _call(function: Any, /, *args: Any, **kwargs: Any) -> Any:
    return function(*args, **kwargs)


def _same(value: Any) -> Any:
    return value


def _enter(context: Any) -> Any:
    return type(context).__enter__(context)


def _exit(context: Any, failure: str | None) -> bool:
    if failure is None:
        return bool(type(context).__exit__(context, None, None, None))
    error = RuntimeError(failure)
    return bool(type(context).__exit__(context, RuntimeError, error, None))


def _delete_attribute(target: Any, name: str) -> None:
    delattr(target, name)


def _named(name: str) -> Any:
    """Return the function of the `operator` module; ``and`` and ``or`` have an underscore there."""
    return getattr(operator, f"{name}_" if name in {"and", "or"} else name)


def _reflected(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda right, left: function(left, right)


OPERATIONS: dict[str, Callable[..., Any]] = {
    "call": _call,
    "same": _same,
    "numpy": lambda name: getattr(np, name),
    "getattr": getattr,
    "setattr": setattr,
    "delattr": _delete_attribute,
    "getitem": operator.getitem,
    "setitem": operator.setitem,
    "delitem": operator.delitem,
    "contains": operator.contains,
    "len": len,
    "iter": iter,
    "next": next,
    "bool": bool,
    "int": int,
    "float": float,
    "complex": complex,
    "index": operator.index,
    "round": round,
    "divmod": divmod,
    "rdivmod": _reflected(divmod),
    "str": lambda value: str(value)[:MAX_TEXT],
    "repr": lambda value: repr(value)[:MAX_TEXT],
    "format": lambda value, spec: format(value, spec)[:MAX_TEXT],
    "dir": dir,
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "enter": _enter,
    "exit": _exit,
    **{name: _named(name) for name in (*BINARY, *COMPARISONS, *UNARY)},
    **{f"r{name}": _reflected(_named(name)) for name in BINARY},
    **{f"i{name}": getattr(operator, f"i{name}") for name in BINARY},
}

IN_PLACE = {f"i{name}" for name in BINARY}
NAMESPACES = {"__globals__", "__dict__", "__builtins__"}  # never copied: one writes into them
