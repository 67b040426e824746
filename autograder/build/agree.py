"""Tell whether two books are the same but for the last digits of their numbers.

A matrix product differs in its last bits from one processor to the next. The committed book
must not change with the machine that builds it.
"""

from __future__ import annotations

import json
from typing import Any

_RELATIVE = 1e-8
_ABSOLUTE = 1e-12


def books_agree(one: str, other: str) -> bool:
    """Compare two books' JSON: same structure, same text, numbers equal up to rounding."""
    try:
        return _agree(json.loads(one), json.loads(other))
    except ValueError:
        return False


def _agree(one: Any, other: Any) -> bool:
    if isinstance(one, float) or isinstance(other, float):
        numbers = type(one) in (int, float) and type(other) in (int, float)
        return numbers and abs(one - other) <= _ABSOLUTE + _RELATIVE * max(abs(one), abs(other))
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(_agree(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_agree, one, other))
    return bool(one == other)
