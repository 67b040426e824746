"""Values cross with exact types; bytes from an enemy give plain data or a ProtocolError."""

from __future__ import annotations

import contextlib
import math
import pickle
import struct
import tracemalloc
from collections import OrderedDict
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox import encoding, wire
from autograder.sandbox.decoding import decode
from autograder.sandbox.encoding import encode
from autograder.sandbox.errors import ProtocolError
from autograder.sandbox.wire import Reference, Value

KINDS = list("?bhilBHILefdgFDG")
dtypes = st.sampled_from([np.dtype(code) for code in KINDS]) | hnp.unicode_string_dtypes(max_len=5)
arrays = dtypes.flatmap(
    lambda dtype: hnp.arrays(
        dtype, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
    )
)
keys = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.tuples(inner, inner),
    max_leaves=3,
)
leaves = (
    st.none()
    | st.booleans()
    | st.integers(-(2**4000), 2**4000)
    | st.floats()
    | st.complex_numbers()
    | st.text()
    | st.binary()
    | st.just(...)
    | st.slices(10)
    | st.builds(range, st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 5))
    | arrays
)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(keys, inner),
    max_leaves=20,
)


def same(a: Any, b: Any) -> bool:
    """Compare to the last bit, types included."""
    if type(a) is not type(b):
        return False
    if isinstance(a, (np.ndarray, np.generic)):
        equal = a.dtype == b.dtype and a.shape == b.shape
        return equal and np.asarray(a).tobytes("C") == np.asarray(b).tobytes("C")
    if type(a) in (list, tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if type(a) is dict:
        return same(list(a), list(b)) and same(list(a.values()), list(b.values()))
    if type(a) is float:
        return struct.pack("d", a) == struct.pack("d", b)
    if type(a) is complex:
        return same((a.real, a.imag), (b.real, b.imag))
    return bool(a == b)


@given(values)
def test_plain_data_comes_back_to_the_last_bit(value: Any) -> None:
    assert same(decode(encode(value)), value)


@given(arrays)
def test_an_array_comes_back_with_its_dtype_and_shape_and_is_writable(array: np.ndarray) -> None:
    back = decode(encode(array))
    assert same(back, array)
    assert back.flags.writeable
    assert back.flags.c_contiguous


@given(arrays.filter(lambda array: array.size > 0 and array.dtype.itemsize > 0))
def test_numpy_scalars_keep_their_type(array: np.ndarray) -> None:
    scalar = array.ravel()[0]
    if scalar.dtype.itemsize:  # an empty text has no dtype that NumPy can make
        assert same(decode(encode(scalar)), scalar)


def test_fortran_order_and_views_cross_as_their_elements() -> None:
    array = np.asfortranarray(np.arange(12.0).reshape(3, 4))
    for view in (array, array[::2, ::-1], array.T, np.broadcast_to(1.0, (3, 2))):
        assert same(decode(encode(view)), np.ascontiguousarray(view))


def test_byte_order_is_part_of_the_dtype() -> None:
    assert decode(encode(np.arange(3, dtype=">i4"))).dtype == np.dtype(">i4")


def test_the_bits_of_a_nan_and_the_sign_of_zero_survive() -> None:
    nan = struct.unpack("<d", struct.pack("<Q", 0xFFF8_0000_0000_1234))[0]
    assert struct.pack("<d", decode(encode(nan))) == struct.pack("<d", nan)
    assert math.copysign(1, decode(encode(-0.0))) == -1


KINDS_OF_BITS = [np.random.PCG64, np.random.PCG64DXSM, np.random.MT19937, np.random.Philox]


@pytest.mark.parametrize("bits", [*KINDS_OF_BITS, np.random.SFC64])
def test_a_generator_goes_on_where_it_was(bits: Any) -> None:
    rng = np.random.Generator(bits(7))
    rng.integers(0, 9, size=3, dtype=np.uint32)  # leaves half of a 64-bit draw behind
    back = decode(encode(rng))
    assert type(back) is np.random.Generator
    assert np.array_equal(back.normal(size=9), rng.normal(size=9))
    assert np.array_equal(back.integers(0, 99, 9), rng.integers(0, 99, 9))


class Text(str):
    """A subclass, which is no plain data."""

    __slots__ = ()


NOT_PLAIN = [
    object(),
    {1, 2},
    OrderedDict(a=1),
    Text("x"),
    True.__add__,
    np.array([1, None], dtype=object),
    np.ma.masked_array([1, 2], [True, False]),
    np.array([(1, 2.0)], dtype=[("a", int), ("b", float)]),
    np.datetime64("2024-01-01"),
    np.zeros(2).view(type("Sub", (np.ndarray,), {})),
    {(1, frozenset()): 2},
    10**2000,
    range(10**30),
    np.random.RandomState(0),
]


@pytest.mark.parametrize("value", NOT_PLAIN, ids=lambda value: type(value).__name__)
def test_anything_else_crosses_as_a_reference(value: Any) -> None:
    table: dict[int, Any] = {}

    def refer(thing: object, unfit: bool) -> Reference:
        assert not unfit
        table[len(table)] = thing
        return Reference(True, len(table) - 1, type(thing).__name__)

    back = decode(encode([value, 1], refer), lambda reference: reference)
    assert back == [Reference(True, 0, type(value).__name__), 1]
    assert table[0] is value
    with pytest.raises(ProtocolError):
        encode(value)


def cyclic() -> Any:
    made: list[Any] = [1]
    made.append({"again": made})
    return made


def deep() -> Any:
    made: list[Any] = []
    for _ in range(1000):
        made = [made]
    return made


def wide() -> Any:
    made: list[Any] = [0]
    for _ in range(30):
        made = [made, made]  # 2**30 values, if each is written out
    return made


UNFIT = {
    "cyclic": cyclic,
    "deep": deep,
    "wide": wide,
    "large": lambda: np.broadcast_to(0.0, (10**6, 10**6)),
    "long": lambda: [None] * (wire.MAX_NODES + 1),
    "keys": lambda: dict.fromkeys(range(wire.MAX_KEYS + 1)),
    "bytes": lambda: bytes(wire.MAX_BYTES + 1),
}


@pytest.mark.parametrize("name", UNFIT)
def test_what_does_not_fit_crosses_as_one_reference(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "wide":
        monkeypatch.setattr(encoding, "MAX_NODES", 10_000)
    value = UNFIT[name]()
    seen = []

    def refer(thing: object, unfit: bool) -> Reference:
        seen.append((thing, unfit))
        return Reference(True, 7)

    back = decode(encode(("done", Value(value), Value(2)), refer), lambda reference: reference)
    assert back == ("done", Reference(True, 7), 2)
    assert len(seen) == 1
    assert seen[0][0] is value
    assert seen[0][1] is True


def test_a_held_value_crosses_as_a_reference_though_it_is_plain() -> None:
    sent = encode(Value([1, 2], held=True), lambda value, unfit: Reference(True, 3))
    assert decode(sent, lambda reference: reference) == Reference(True, 3)


@settings(max_examples=500)
@given(st.binary(max_size=200))
def test_random_bytes_are_data_or_a_protocol_error(data: bytes) -> None:
    with contextlib.suppress(ProtocolError):
        decode(data, lambda reference: reference)


@settings(max_examples=300)
@given(values, st.data())
def test_damaged_messages_are_data_or_a_protocol_error(value: Any, data: st.DataObject) -> None:
    sent = bytearray(encode(value))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(sent) - 1))
        sent[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(sent)))
    for damaged in (bytes(sent), bytes(sent[:cut])):
        with contextlib.suppress(ProtocolError):
            decode(damaged, lambda reference: reference)


def array_head(dtype: bytes, *shape: int) -> bytes:
    head = b"a" + bytes([len(dtype)]) + dtype
    return head + struct.pack(f"<B{len(shape)}Q", len(shape), *shape)


LIES = {
    "a list of four thousand million": b"l" + struct.pack("<I", 2**32 - 1),
    "a string of four gigabytes": b"s" + struct.pack("<I", 2**32 - 1) + b"x",
    "an array of an exabyte": array_head(b"<f8", 2**57),
    "an array whose size overflows": array_head(b"<f8", 2**33, 2**33),
    "an empty array that explodes in a sum": array_head(b"<f8", 0, 2**40),
    "characters of nothing, many times": array_head(b"<U0", 2**40),
    "an array of objects": array_head(b"|O8", 1) + bytes(8),
    "an array of void": array_head(b"|V8", 1) + bytes(8),
    "a float of three bytes": array_head(b"<f3", 1) + bytes(3),
    "a dtype made of structure": array_head(b"f8,f8", 1) + bytes(16),
    "33 axes": array_head(b"<f8", *[1] * 33) + bytes(8),
    "text beyond Unicode": array_head(b"<U1", 1) + b"\xff\xff\xff\xff",
    "nested too deeply": b"l\x01\x00\x00\x00" * 10_000 + b"N",
    "a key that is a list": b"d\x01\x00\x00\x00" + b"l\x00\x00\x00\x00" + b"N",
    "the same key twice": b"d\x02\x00\x00\x00" + 2 * (b"T" + b"N"),
    "an integer of a megabyte": b"i\xff\xff" + bytes(65535),
    "a range without a step": b"r" + bytes(24),
    "more than one value": b"NN",
    "nothing": b"",
    "a pickle": pickle.dumps(print),
    "a reference to the examiner's objects": b"Y" + bytes(9),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused_without_memory(name: str) -> None:
    tracemalloc.start()
    with pytest.raises(ProtocolError):
        decode(LIES[name])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000


def test_bytes_that_are_no_bool_become_one() -> None:
    array = decode(array_head(b"|b1", 3) + b"\x00\x02\xff")
    assert array.tobytes() == b"\x00\x01\x01"


BAD_STATES: list[Any] = [
    None,
    {},
    {"bit_generator": "os.system"},
    {"bit_generator": ["PCG64"]},
    {"bit_generator": "PCG64", "state": {"state": -1, "inc": 1}, "has_uint32": 0, "uinteger": 0},
    {"bit_generator": "MT19937", "state": {"key": np.zeros(624, "u4"), "pos": 10**6}},
    {"bit_generator": "MT19937", "state": {"key": np.zeros(624, "u4"), "pos": -5}},
    {"bit_generator": "MT19937", "state": {"key": np.zeros(5, "u4"), "pos": 0}},
    {**np.random.Philox(0).state, "buffer_pos": -1},
    {**np.random.Philox(0).state, "buffer": np.zeros(4)},
    {**np.random.SFC64(0).state, "more": 1},
]


@pytest.mark.parametrize("state", BAD_STATES, ids=range(len(BAD_STATES)))
def test_a_generator_with_a_bad_state_is_refused(state: Any) -> None:
    with pytest.raises(ProtocolError):
        decode(b"g" + encode(state))
