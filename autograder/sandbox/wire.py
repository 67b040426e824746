"""What crosses the boundary: plain data with exact types, as bytes.

A value is one tag byte and what follows it. Only exact types cross (``type(x) is list``): None,
bool, int, float, complex, str, bytes, list, tuple, dict, slice, Ellipsis, range, NumPy arrays and
scalars of kinds b i u f c U, and `numpy.random.Generator` by its state. Everything else is sent as
a `Reference`: a number in a table of the side that owns the object. Two names for one list become
two lists on the other side.

The limits hold in both directions. `encoding` makes bytes of values, `decoding` values of bytes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

MAX_BYTES = 64 << 20  # of one message
MAX_DEPTH = 32  # of containers in one value
MAX_NODES = 1_000_000  # values in one message: a list costs more memory than its bytes
MAX_KEYS = 10_000  # of all dicts in one message: colliding keys cost quadratic time
MAX_INT_BYTES = 512  # longer ones cannot be printed: Python refuses above 4,300 digits
SKELETON = 8  # levels which a message may put around its values

DTYPE = re.compile(r"[<>|=]([biufcU])(\d{1,7})")
_KEYS = {type(None), bool, int, float, str}


@dataclass(frozen=True)
class Reference:
    """Name an object which does not cross: `number` in the table of the sender or the receiver."""

    senders: bool
    number: int
    type_name: str = ""


class Value:
    """Mark a value inside a message that falls back to a reference as a whole.

    Parameters
    ----------
    value : object
        What to send.
    held : bool
        Send a reference even if the value is plain data.
    """

    __slots__ = ("held", "value")

    def __init__(self, value: object, held: bool = False) -> None:
        self.value = value
        self.held = held


Refer = Callable[[object, bool], Reference]  # (value, whether it is plain data that is unfit)
Resolve = Callable[[Reference], object]


def fits(shape: tuple[int, ...], itemsize: int) -> bool:
    """Bound an array, and what a reduction over one of its empty axes would make of it."""
    return math.prod(max(axis, 1) for axis in shape) * max(itemsize, 1) <= MAX_BYTES


def is_key(x: object, depth: int = 0) -> bool:
    """Tell whether `x` can be a key of a dict that crosses."""
    if type(x) is tuple:
        return depth < 4 and all(is_key(item, depth + 1) for item in x)
    return type(x) in _KEYS
