"""Random generators by value: the name of the bit generator and its state, as plain data.

A `numpy.random.Generator` that the examiner seeds has to run inside the sandbox at full speed, and
to be the same generator on every machine. Its state is a few integers and arrays, all of which are
checked before NumPy is given them: NumPy trusts the positions in a state and would read outside of
its buffers with a bad one.

The `SeedSequence` behind a generator does not cross: ``rng.spawn`` on the other side starts anew.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .errors import ProtocolError

_KINDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (
        np.random.PCG64,
        np.random.PCG64DXSM,
        np.random.MT19937,
        np.random.Philox,
        np.random.SFC64,
    )
}
_UINT32_LEFT = {"has_uint32": 1, "uinteger": 2**32 - 1}
_PCG = {"state": {"state": 2**128 - 1, "inc": 2**128 - 1}, **_UINT32_LEFT}

# The shape of each state: an int is the largest value allowed, a pair an array's dtype and length.
_SCHEMAS: dict[str, Any] = {
    "PCG64": _PCG,
    "PCG64DXSM": _PCG,
    "MT19937": {"state": {"key": (np.dtype("u4"), 624), "pos": 624}},
    "Philox": {
        "state": {"counter": (np.dtype("u8"), 4), "key": (np.dtype("u8"), 2)},
        "buffer": (np.dtype("u8"), 4),
        "buffer_pos": 4,
        **_UINT32_LEFT,
    },
    "SFC64": {"state": {"state": (np.dtype("u8"), 4)}, **_UINT32_LEFT},
}


def state(rng: np.random.Generator) -> dict[str, Any] | None:
    """Return a generator's state as plain data; None if its bit generator is not one we know.

    Examples
    --------
    >>> state(np.random.default_rng(0))["bit_generator"]
    'PCG64'
    """
    bits = rng.bit_generator
    if _KINDS.get(type(bits).__name__) is not type(bits):
        return None
    return _plain(bits.state)


def rebuild(plain: object) -> np.random.Generator:
    """Make the generator which `state` described.

    Raises
    ------
    ProtocolError
        If `plain` is anything else than such a description.
    """
    if type(plain) is not dict or type(plain.get("bit_generator")) is not str:
        raise ProtocolError("a generator without a state")
    name = plain["bit_generator"]
    if name not in _KINDS or not _matches({**plain, "bit_generator": 0}, _SCHEMAS[name]):
        raise ProtocolError("a generator with a state that is none")
    bits = _KINDS[name](0)
    bits.state = plain
    return np.random.Generator(bits)


def _plain(state: Any) -> Any:
    """Turn NumPy integers in a state into int: some versions of NumPy have them there."""
    if isinstance(state, dict):
        return {key: _plain(value) for key, value in state.items()}
    return int(state) if isinstance(state, (int, np.integer)) else state


def _matches(plain: object, schema: Any) -> bool:
    if isinstance(schema, int):
        return type(plain) is int and 0 <= plain <= schema
    if isinstance(schema, tuple):
        dtype, length = schema
        return type(plain) is np.ndarray and plain.dtype == dtype and plain.shape == (length,)
    return (
        type(plain) is dict
        and plain.keys() - {"bit_generator"} == schema.keys()
        and all(_matches(plain[key], schema[key]) for key in schema)
    )
