"""Values as bytes: see `wire` for what crosses."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

import numpy as np

from . import generators
from .errors import ProtocolError
from .wire import (
    DTYPE,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_INT_BYTES,
    MAX_KEYS,
    MAX_NODES,
    SKELETON,
    Refer,
    Value,
    fits,
    is_key,
)

_SCALARS: set[type] = {np.dtype(code).type for code in "?bhilqBHILQefdgFDG"} | {np.str_}
_LENGTH = struct.Struct("<I")


class _UnfitError(Exception):
    """A value is too deep, cyclic, or too large."""


def encode(message: object, refer: Refer | None = None) -> bytes:
    """Encode `message`.

    Parameters
    ----------
    message : object
        Plain data, and `Value` marks at any place outside of other marks.
    refer : callable, optional
        ``refer(value, unfit)`` makes a reference for what is not plain data; `unfit` says that it
        is plain, but too large, too deep or cyclic.

    Raises
    ------
    ProtocolError
        If the message is too large, or nothing can refer to a value in it.
    """
    writer = _Writer(refer)
    try:
        writer.put(message)
    except _UnfitError as reason:
        raise ProtocolError(f"the message cannot be sent: {reason}") from None
    return bytes(writer.out)


class _Writer:
    def __init__(self, refer: Refer | None) -> None:
        self.out = bytearray()
        self.refer = refer
        self.nodes = 0
        self.keys = 0
        self.open: list[int] = []  # the containers around the value, by identity

    def put(self, x: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES or len(self.out) > MAX_BYTES:
            raise _UnfitError("it is too large")
        kind = type(x)
        put = _PUT.get(kind)
        if put is not None:
            put(self, x)
        elif kind in _SCALARS and x.dtype.itemsize:
            self.put_buffer(b"n", np.asarray(x))
        elif kind is np.ndarray and DTYPE.fullmatch(x.dtype.str):
            self.put_buffer(b"a", x)
        elif kind is np.random.Generator and (state := generators.state(x)) is not None:
            self.out += b"g"
            self.put(state)
        else:
            self.put_reference(x, unfit=False)

    def put_value(self, mark: Value) -> None:
        if mark.held:
            return self.put_reference(mark.value, unfit=False)
        before = len(self.out), self.nodes, self.keys, len(self.open)
        try:
            self.put(mark.value)
        except _UnfitError:
            del self.out[before[0] :], self.open[before[3] :]
            self.nodes, self.keys = before[1:3]
            self.put_reference(mark.value, unfit=True)
        return None

    def put_reference(self, x: object, unfit: bool) -> None:
        if self.refer is None:
            raise ProtocolError(f"a {type(x).__name__} does not cross")
        reference = self.refer(x, unfit)
        name = reference.type_name.encode("utf-8", "replace")[:200]
        self.out += b"O" if reference.senders else b"Y"
        self.out += struct.pack("<QB", reference.number, len(name)) + name

    def put_int(self, x: int) -> None:
        size = x.bit_length() // 8 + 1
        if size > MAX_INT_BYTES:
            return self.put_reference(x, unfit=False)
        self.out += b"i" + struct.pack("<H", size) + x.to_bytes(size, "little", signed=True)
        return None

    def put_str(self, x: str) -> None:
        self.put_bytes(x.encode("utf-8", "surrogatepass"), b"s")

    def put_bytes(self, x: bytes, tag: bytes = b"b") -> None:
        if len(x) > MAX_BYTES:
            raise _UnfitError("it is too large")
        self.out += tag + _LENGTH.pack(len(x)) + x

    def put_sequence(self, x: list[Any] | tuple[Any, ...]) -> None:
        self.enter(x)
        self.out += (b"l" if type(x) is list else b"t") + _LENGTH.pack(len(x))
        for item in x:
            self.put(item)
        self.open.pop()

    def put_dict(self, x: dict[Any, Any]) -> None:
        self.keys += len(x)
        if self.keys > MAX_KEYS:
            raise _UnfitError("it has too many keys")
        if not all(map(is_key, x)):
            return self.put_reference(x, unfit=False)
        self.enter(x)
        self.out += b"d" + _LENGTH.pack(len(x))
        for key, item in x.items():
            self.put(key)
            self.put(item)
        self.open.pop()
        return None

    def put_slice(self, x: slice) -> None:
        self.enter(x)
        self.out += b":"
        for part in (x.start, x.stop, x.step):
            self.put(part)
        self.open.pop()

    def put_range(self, x: range) -> None:
        parts = (x.start, x.stop, x.step)
        if any(part.bit_length() > 62 for part in parts):
            return self.put_reference(x, unfit=False)
        self.out += b"r" + struct.pack("<3q", *parts)
        return None

    def put_buffer(self, tag: bytes, x: np.ndarray) -> None:
        """Put an array or a NumPy scalar: dtype, shape, and its elements in C order."""
        if not fits(x.shape, x.itemsize):
            raise _UnfitError("it is too large")
        dtype = x.dtype.str.encode()
        self.out += tag + struct.pack("<B", len(dtype)) + dtype
        self.out += struct.pack(f"<B{x.ndim}Q", x.ndim, *x.shape)
        self.out += x.tobytes("C")

    def enter(self, container: object) -> None:
        if len(self.open) >= MAX_DEPTH + SKELETON or id(container) in self.open:
            raise _UnfitError("it is cyclic or nested too deeply")
        self.open.append(id(container))


_PUT: dict[type, Callable[[_Writer, Any], None]] = {
    type(None): lambda writer, _: writer.out.extend(b"N"),
    type(Ellipsis): lambda writer, _: writer.out.extend(b"."),
    bool: lambda writer, x: writer.out.extend(b"T" if x else b"F"),
    int: _Writer.put_int,
    float: lambda writer, x: writer.out.extend(b"f" + struct.pack("<d", x)),
    complex: lambda writer, x: writer.out.extend(b"c" + struct.pack("<dd", x.real, x.imag)),
    str: _Writer.put_str,
    bytes: _Writer.put_bytes,
    list: _Writer.put_sequence,
    tuple: _Writer.put_sequence,
    dict: _Writer.put_dict,
    slice: _Writer.put_slice,
    range: _Writer.put_range,
    Value: _Writer.put_value,
}
