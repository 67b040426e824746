"""Bytes as values: see `wire` for what crosses.

`decode` reads what an enemy may have written. Whatever it is given, it returns plain data or raises
`ProtocolError`, and it never allocates much more than `MAX_BYTES`: every length is checked against
the bytes that are there before anything is made of it.
"""

from __future__ import annotations

import math
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
    Reference,
    Resolve,
    fits,
    is_key,
)

_DEEPEST = MAX_DEPTH + SKELETON + 4
_MOST_NODES = MAX_NODES + 1000  # the references which a writer falls back to count, too


def decode(data: bytes | bytearray, resolve: Resolve | None = None) -> Any:
    """Decode one message; `resolve` turns each `Reference` into an object.

    Raises
    ------
    ProtocolError
        If `data` is not exactly one well-formed message.
    """
    if len(data) > MAX_BYTES + 1024:
        raise ProtocolError(f"a message of {len(data)} bytes; at most {MAX_BYTES} are allowed")
    reader = _Reader(memoryview(data), resolve)
    value = reader.get()
    if reader.at != len(data):
        raise ProtocolError("bytes are left over behind the message")
    return value


class _Reader:
    def __init__(self, data: memoryview, resolve: Resolve | None) -> None:
        self.data = data
        self.at = 0
        self.resolve = resolve
        self.nodes = 0
        self.keys = 0
        self.depth = 0

    def take(self, size: int) -> memoryview:
        start, self.at = self.at, self.at + size
        if self.at > len(self.data):
            raise ProtocolError("the message ends too early")
        return self.data[start : self.at]

    def unpack(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack("<" + layout, self.take(struct.calcsize("<" + layout)))

    def get(self) -> Any:
        self.nodes += 1
        self.depth += 1
        if self.nodes > _MOST_NODES or self.depth > _DEEPEST:
            raise ProtocolError("too many values, or nested too deeply")
        tag = bytes(self.take(1))
        get = _GET.get(tag)
        if get is None:
            raise ProtocolError(f"an unknown tag {tag!r}")
        value = get(self)
        self.depth -= 1
        return value

    def get_int(self) -> int:
        (size,) = self.unpack("H")
        if size > MAX_INT_BYTES:
            raise ProtocolError("too long an integer")
        return int.from_bytes(self.take(size), "little", signed=True)

    def get_str(self) -> str:
        try:
            return self.get_bytes().decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            raise ProtocolError("text that is not UTF-8") from None

    def get_bytes(self) -> bytes:
        return bytes(self.take(self.unpack("I")[0]))

    def get_list(self) -> list[Any]:
        (count,) = self.unpack("I")
        if count > len(self.data) - self.at:  # each item takes a byte at least
            raise ProtocolError("a container longer than its message")
        return [self.get() for _ in range(count)]

    def get_dict(self) -> dict[Any, Any]:
        (count,) = self.unpack("I")
        self.keys += count
        if self.keys > MAX_KEYS:
            raise ProtocolError("too many keys")
        made = {}
        for _ in range(count):
            key = self.get()
            if not is_key(key):
                raise ProtocolError(f"a {type(key).__name__} as a key")
            made[key] = self.get()
        if len(made) != count:
            raise ProtocolError("a key occurs twice")
        return made

    def get_slice(self) -> slice:
        return slice(self.get(), self.get(), self.get())

    def get_range(self) -> range:
        start, stop, step = self.unpack("3q")
        if step == 0:
            raise ProtocolError("a range without a step")
        return range(start, stop, step)

    def get_array(self) -> np.ndarray:
        dtype, shape = self.get_dtype(), self.unpack(f"{self.unpack('B')[0]}Q")
        if len(shape) > 32 or not fits(shape, dtype.itemsize):
            raise ProtocolError("an array too large")
        raw = self.take(math.prod(shape) * dtype.itemsize)
        if not raw:
            return np.empty(shape, dtype)
        array = np.frombuffer(raw, dtype).reshape(shape).copy()  # our own: writable, aligned
        if dtype.kind == "b":  # a byte other than 0 and 1 is no bool
            array[...] = array.view(np.uint8) != 0
        if dtype.kind == "U":
            codes = np.frombuffer(raw, np.dtype("u4").newbyteorder(dtype.byteorder))
            if codes.max() > 0x10FFFF:
                raise ProtocolError("an array of text with invalid characters")
        return array

    def get_dtype(self) -> np.dtype[Any]:
        name = bytes(self.take(self.unpack("B")[0])).decode("latin-1")
        try:
            if DTYPE.fullmatch(name):
                return np.dtype(name)
        except TypeError:  # looks like one, as "<f3" does
            pass
        raise ProtocolError(f"an array of {name!r}")

    def get_scalar(self) -> Any:
        array = self.get_array()
        if array.ndim or not array.itemsize:
            raise ProtocolError("a scalar with axes")
        return array[()]

    def get_generator(self) -> np.random.Generator:
        return generators.rebuild(self.get())

    def get_reference(self, senders: bool) -> object:
        number, size = self.unpack("QB")
        name = bytes(self.take(size)).decode("utf-8", "replace")
        if self.resolve is None:
            raise ProtocolError("a reference where none is expected")
        return self.resolve(Reference(senders, number, name))


_GET: dict[bytes, Callable[[_Reader], Any]] = {
    b"N": lambda _: None,
    b".": lambda _: Ellipsis,
    b"T": lambda _: True,
    b"F": lambda _: False,
    b"i": _Reader.get_int,
    b"f": lambda reader: reader.unpack("d")[0],
    b"c": lambda reader: complex(*reader.unpack("dd")),
    b"s": _Reader.get_str,
    b"b": _Reader.get_bytes,
    b"l": _Reader.get_list,
    b"t": lambda reader: tuple(reader.get_list()),
    b"d": _Reader.get_dict,
    b":": _Reader.get_slice,
    b"r": _Reader.get_range,
    b"a": _Reader.get_array,
    b"n": _Reader.get_scalar,
    b"g": _Reader.get_generator,
    b"O": lambda reader: reader.get_reference(True),
    b"Y": lambda reader: reader.get_reference(False),
}
