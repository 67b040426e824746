"""Write values and outcomes as JSON: expected values in full, mistakes as fingerprints.

Values are rounded to ten significant digits: machines differ in the last bits of a matrix
product, and a stored file must not. Fingerprints (two projections of an array) are enough to
recognise a mistake's output without carrying it.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection
from functools import lru_cache
from typing import Any

import numpy as np

from .outcome import Outcome

_DIGITS = 10
Json = Any


class NotPlainData(TypeError):
    """A value that cannot be written down: a function, a model, an open file."""


def encode(value: Any) -> Json:
    """Turn plain data into JSON values; raise `NotPlainData` for anything else."""
    if value is None or type(value) in (bool, int, str):
        return value
    if type(value) is float:
        return {"float": _number(value)}
    if type(value) is complex:
        return {"complex": [_number(value.real), _number(value.imag)]}
    if type(value) is tuple:
        return {"tuple": [encode(item) for item in value]}
    if type(value) is list:
        return {"list": [encode(item) for item in value]}
    if type(value) is dict:
        return {"dict": [[encode(key), encode(item)] for key, item in value.items()]}
    if isinstance(value, np.generic) and type(value).__module__ == "numpy":
        return {"scalar": _array(np.asarray(value))}
    if type(value) is np.ndarray and value.dtype.kind in "biufcU":
        return {"array": _array(value)}
    raise NotPlainData(f"a {type(value).__name__} cannot be stored as an expected value")


def decode(data: Json) -> Any:
    """Turn what `encode` wrote back into the value."""
    if not isinstance(data, dict):
        return data
    ((tag, body),) = data.items()
    if tag == "float":
        return float(body)
    if tag == "complex":
        return complex(float(body[0]), float(body[1]))
    if tag == "tuple":
        return tuple(decode(item) for item in body)
    if tag == "list":
        return [decode(item) for item in body]
    if tag == "dict":
        return {decode(key): decode(item) for key, item in body}
    array = _read_array(body)
    return array[()] if tag == "scalar" else array


def _number(value: float) -> float | str:
    """Round to ten significant digits; JSON has no nan and no inf, so they are words."""
    if not math.isfinite(value):
        return str(value)
    return float(f"{value:.{_DIGITS}g}")


def _array(array: np.ndarray) -> Json:
    kind = array.dtype.kind
    flat = array.ravel().tolist()
    if kind == "f":
        flat = [_number(item) for item in flat]
    elif kind == "c":
        flat = [[_number(item.real), _number(item.imag)] for item in flat]
    return {"dtype": array.dtype.str.lstrip("<>|="), "shape": list(array.shape), "data": flat}


def _read_array(body: Json) -> np.ndarray:
    dtype = np.dtype(body["dtype"])
    data = body["data"]
    if dtype.kind == "c":
        data = [complex(float(re), float(im)) for re, im in data]
    elif dtype.kind == "f":
        data = [float(item) for item in data]
    return np.array(data, dtype=dtype).reshape(body["shape"])


def fingerprint(value: Any) -> Json:
    """Return a short JSON value by which an equal value can be recognised, within rounding.

    Opaque objects give their type's name only.
    """
    if type(value) is dict:
        if len(value) > 4 and _of_one_kind(value.values()):  # a table: one array says it
            keys = secret(sorted(map(str, value)))
            ordered = [value[key] for key in sorted(value, key=str)]
            return {"numbers": _project(np.array(ordered, dtype=float)), "of": keys}
        return {"dict": [[secret(key), fingerprint(item)] for key, item in value.items()]}
    if type(value) in (list, tuple):
        if len(value) > 4 and _of_one_kind(value):  # a history: one array says it
            return {"numbers": _project(np.array(value, dtype=float)), "of": len(value)}
        return {"items": [fingerprint(item) for item in value]}
    if value is None:
        return {"none": 1}
    if type(value) is str:
        return {"text": secret(value)}
    if _plain_number(value):
        return _project(np.asarray(value))
    return {"object": 1}


def _of_one_kind(values: Collection[Any]) -> bool:
    """Tell whether all values are plain whole numbers, or all plain decimal ones."""
    return {type(value) for value in values} in ({int}, {float})


def _plain_number(value: Any) -> bool:
    if type(value) in (bool, int, float, complex):
        return True
    plain = type(value) is np.ndarray or isinstance(value, np.generic)
    return plain and value.dtype.kind in "biufcU"


_LARGEST = 1e308
_SQUARES_OVERFLOW = 1e140


@lru_cache(maxsize=64)
def _ruler(size: int) -> np.ndarray:
    ruler: np.ndarray = np.cos(1.0 + 1.7 * np.arange(size))  # fixed, and never periodic
    return ruler


def _project(array: np.ndarray) -> Json:
    kind = array.dtype.kind
    shape = list(array.shape)
    if kind == "U":
        return {"kind": kind, "shape": shape, "text": secret(str(array.tolist()))}
    flat = np.ravel(array)
    numbers = flat.astype(np.complex128 if kind == "c" else np.float64)
    odd = [int(np.isnan(numbers).sum()), int(np.isinf(numbers).sum())]
    numbers = np.where(np.isfinite(numbers), numbers, 0)
    if kind == "c":
        numbers = np.concatenate([numbers.real, numbers.imag])
    ruler = _ruler(numbers.size)
    largest = float(np.abs(numbers).max(initial=0.0))
    unit = largest if largest > _SQUARES_OVERFLOW else 1.0
    size = min(float(np.sqrt(np.square(numbers / unit).sum())), _LARGEST / unit) * unit
    along = float(np.clip((numbers / unit * ruler).sum(), -_LARGEST / unit, _LARGEST / unit)) * unit
    return {
        "kind": kind,
        "shape": shape,
        "odd": odd,
        "along": [float(f"{size:.7g}"), float(f"{along:.7g}")],
    }


def same_fingerprint(one: Json, other: Json) -> bool:
    """Tell whether two fingerprints are of the same value, up to float32 rounding."""
    if one.keys() != other.keys():
        return False
    if "numbers" in one:
        same = bool(one["of"] == other["of"])
        return same and same_fingerprint(one["numbers"], other["numbers"])
    if "items" in one:
        return len(one["items"]) == len(other["items"]) and all(
            same_fingerprint(a, b) for a, b in zip(one["items"], other["items"], strict=True)
        )
    if "dict" in one:
        mine, theirs = dict(one["dict"]), dict(other["dict"])
        return mine.keys() == theirs.keys() and all(
            same_fingerprint(mine[key], theirs[key]) for key in mine
        )
    if "along" in one:
        if any(one[key] != other[key] for key in ("kind", "shape", "odd")):
            return False
        scale = max(one["along"][0], other["along"][0])
        return all(
            abs(a - b) <= 3e-5 * scale + 1e-12
            for a, b in zip(one["along"], other["along"], strict=True)
        )
    return bool(one == other)


def fingerprint_outcome(outcome: Outcome) -> Json:
    """Return the fingerprint of an outcome: of its value, or the name of its error."""
    data: dict[str, Any] = {}
    if outcome.status == "value":
        data["value"] = fingerprint(outcome.value)
    else:
        data["error"] = outcome.error_type or "NotImplementedError"
    if outcome.written:
        data["written"] = list(outcome.written)
    return data


def same_outcome(one: Json, other: Json) -> bool:
    """Tell whether two outcome fingerprints show the same behaviour."""
    if one.keys() != other.keys() or one.get("written") != other.get("written"):
        return False
    if "error" in one:
        return bool(one["error"] == other["error"])
    return same_fingerprint(one["value"], other["value"])


def secret(value: Any) -> str:
    """Return a one-way hash of an exact value, so that a stored answer is not read by accident.

    `4` and `4.0`, `"Yes "` and `"yes"`, a list and a tuple are the same answer.
    """
    return hashlib.sha256(f"define-by-hand {_canonical(value)!r}".encode()).hexdigest()[:24]


def _canonical(value: Any) -> Any:
    if type(value) in (list, tuple):
        return tuple(_canonical(item) for item in value)
    if isinstance(value, np.generic) or (type(value) is np.ndarray and value.ndim == 0):
        value = value.item()
    elif type(value) is np.ndarray:
        return _canonical(value.tolist())
    if type(value) is str:
        return value.strip().casefold()
    if type(value) is bool or value is None:
        return value
    if type(value) in (int, float):
        return float(value)
    return type(value).__name__
