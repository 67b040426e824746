"""Compare strictly what was got with what was expected, and say the first difference.

Strict in what a learner must get right (type, shape, kind of number, finite, non-empty) and
lenient in what is nobody's mistake: float32, sums in another order, a list for a tuple.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

Kind = Literal["same", "number"]

_KIND_NAMES = {
    "b": "True or False (bool)",
    "i": "whole numbers (int)",
    "u": "unsigned whole numbers, which cannot hold a −1",
    "f": "decimal numbers (float)",
    "c": "complex numbers",
    "U": "text",
}
# relative tolerance, and absolute tolerance as a share of the largest expected magnitude
_TOLERANCES = {4: (1e-4, 1e-5), 8: (1e-6, 1e-9)}


@dataclass(frozen=True)
class Tolerance:
    """How far two numbers may be apart: `|got - expected| <= atol + rtol·|expected|`.

    None takes the default of the coarser precision of the two: float64 `rtol=1e-6`,
    `atol=1e-9·max|expected|`; float32 `1e-4` and `1e-5·max|expected|`.
    """

    rtol: float | None = None
    atol: float | None = None
    kind: Kind = "same"


@dataclass(frozen=True)
class Difference:
    """The first thing that differs.

    Attributes
    ----------
    what : str
        One sentence: what differs.
    where : str
        Path to the place, such as `[1]` or `['W'][2, 0]`; empty for the whole.
    expected, got : Any
        The two values at the level at which they differ (whole arrays for a shape or a value).
    count, total : int
        How many elements of an array differ, and of how many; 0 where that has no meaning.
    """

    what: str
    expected: Any
    got: Any
    where: str = ""
    count: int = 0
    total: int = 0


def difference(expected: Any, got: Any, tolerance: Tolerance = Tolerance()) -> Difference | None:
    """Return the first difference between two values, or None when they agree."""
    return _difference(expected, got, tolerance, "")


def _difference(expected: Any, got: Any, tolerance: Tolerance, where: str) -> Difference | None:
    if type(expected) is dict:
        return _dict_difference(expected, got, tolerance, where)
    if type(expected) in (list, tuple):
        return _sequence_difference(expected, got, tolerance, where)
    if expected is None or type(expected) is str:
        if type(got) is type(expected) and got == expected:
            return None
        return Difference("The value is a different one.", expected, got, where)
    if is_number(expected):
        return _number_difference(np.asarray(expected), expected, got, tolerance, where)
    # a function or a model: nothing can be said of it beyond its being there
    return Difference("This kind of value cannot be compared.", expected, got, where)


def is_number(value: Any) -> bool:
    """Tell whether a value is a plain number or an array of numbers, exactly.

    Subclasses do not count: an object may claim to equal anything.
    """
    if type(value) in (bool, int, float, complex):
        return True
    if type(value) is np.ndarray or (
        isinstance(value, np.generic) and type(value).__module__ == "numpy"
    ):
        return value.dtype.kind in "biufcU"
    return False


def _dict_difference(
    expected: dict[Any, Any], got: Any, tolerance: Tolerance, where: str
) -> Difference | None:
    if type(got) is not dict:
        return Difference("A dictionary was expected.", expected, got, where)
    if expected.keys() != got.keys():
        missing = [repr(key) for key in expected if key not in got]
        extra = [repr(key) for key in got if key not in expected]
        parts = []
        if missing:
            parts.append("missing: " + ", ".join(missing))
        if extra:
            parts.append("not expected: " + ", ".join(extra))
        what = "The dictionary has other keys (" + "; ".join(parts) + ")."
        return Difference(what, sorted(map(str, expected)), sorted(map(str, got)), where)
    for key, value in expected.items():
        found = _difference(value, got[key], tolerance, f"{where}[{key!r}]")
        if found:
            return found
    return None


def _sequence_difference(
    expected: list[Any] | tuple[Any, ...], got: Any, tolerance: Tolerance, where: str
) -> Difference | None:
    if type(got) not in (list, tuple):
        return Difference(
            f"{len(expected)} values (a {type(expected).__name__}) were expected, "
            f"not {describe_type(got)}.",
            expected,
            got,
            where,
        )
    if len(expected) != len(got):
        what = f"{len(expected)} values were expected and {len(got)} came back."
        return Difference(what, expected, got, where)
    for index, (one, other) in enumerate(zip(expected, got, strict=True)):
        found = _difference(one, other, tolerance, f"{where}[{index}]")
        if found:
            return found
    return None


def _number_difference(
    array: np.ndarray, expected: Any, got: Any, tolerance: Tolerance, where: str
) -> Difference | None:
    if not is_number(got):
        wanted = "an array" if array.shape else "a single number"
        what = f"{wanted.capitalize()} was expected, not {describe_type(got)}."
        return Difference(what, expected, got, where)
    found = np.asarray(got)
    if found.shape != array.shape:
        what = f"The shape is {shape_text(found.shape)}, expected {shape_text(array.shape)}."
        if found.size == 0:
            what = f"The result is empty: {what[0].lower()}{what[1:]}"
        return Difference(what, expected, got, where)
    kinds = array.dtype.kind, found.dtype.kind
    numeric = set(kinds) <= set("biufc")
    if kinds[0] != kinds[1] and not (tolerance.kind == "number" and numeric):
        what = f"These are {_KIND_NAMES[kinds[1]]}; expected are {_KIND_NAMES[kinds[0]]}."
        return Difference(what, expected, got, where)
    wrong = ~_agree(array, found, tolerance)
    if not wrong.any():
        return None
    if not array.shape:
        return Difference(_value_sentence(array, found), expected, got, where)
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    place = f"{where}[{', '.join(map(str, index))}]"
    count, total = int(wrong.sum()), int(wrong.size)
    what = f"{_value_sentence(array[index], found[index])} {count} of {total} elements differ"
    what += f"; the first is {place}." if count > 1 else f", at {place}."
    return Difference(what, expected, got, place, count, total)


def _value_sentence(expected: Any, got: Any) -> str:
    if np.asarray(got).dtype.kind in "fc" and not np.isfinite(got) and np.isfinite(expected):
        name = "not a number (nan)" if np.isnan(got) else "infinite"
        return f"The value is {name}."
    return "The value is a different one."


def _agree(expected: np.ndarray, got: np.ndarray, tolerance: Tolerance) -> np.ndarray:
    """Return element by element whether the numbers agree, not-a-number with not-a-number."""
    if expected.dtype.kind not in "fc" and got.dtype.kind not in "fc":
        return np.asarray(expected == got)
    size = min(
        (a.dtype.itemsize // (2 if a.dtype.kind == "c" else 1))
        for a in (expected, got)
        if a.dtype.kind in "fc"
    )
    rtol, share = _TOLERANCES[4 if size == 4 else 8]
    wide = np.complex128 if "c" in (expected.dtype.kind, got.dtype.kind) else np.float64
    # a float96/128 value is judged at double precision: no expected value has more
    one, other = expected.astype(wide), got.astype(wide)
    finite = np.isfinite(one)
    magnitude = float(np.abs(one[finite]).max()) if finite.any() else 0.0
    rtol = rtol if tolerance.rtol is None else tolerance.rtol
    atol = max(share * magnitude, 1e-12) if tolerance.atol is None else tolerance.atol
    with np.errstate(invalid="ignore", over="ignore"):
        close = np.abs(other - one) <= atol + rtol * np.abs(one)
    same_special = (one == other) | (np.isnan(one) & np.isnan(other))
    return np.asarray(np.where(finite & np.isfinite(other), close, same_special))


def shape_text(shape: tuple[int, ...]) -> str:
    """Write a shape as a person reads it: `(3,)`, or `() — a single number`."""
    return f"{shape}" if shape else "() — a single number"


def describe_type(value: Any) -> str:
    """Name the type of a value for a sentence."""
    if value is None:
        return "None (does the function return its result?)"
    remote = getattr(type(value), "__dbh_invoke__", None)
    if remote is not None:
        return "an object"
    if callable(value) and not isinstance(value, type):
        return "a function"
    name = type(value).__name__
    if name == "ndarray":
        return f"an array of shape {value.shape} and dtype {value.dtype}"
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"
