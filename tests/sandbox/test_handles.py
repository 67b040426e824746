"""A handle is used like the object, and never pretends to be it."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from autograder.check import hold, place, value
from autograder.sandbox import Remote, RemoteError, Sandbox, Uncrossable, plain

Define = Callable[[str, str], Any]

VECTOR = """
class Vector:
    __array_ufunc__ = None
    def __init__(self, *items):
        self.items = list(items)
        self._session = self._id = "mine"
    def __add__(self, other):
        other = other.items if isinstance(other, Vector) else [other] * len(self.items)
        return Vector(*[a + b for a, b in zip(self.items, other)])
    def __radd__(self, other):
        return ("radd", other)
    def __iadd__(self, other):
        self.items = [a + other for a in self.items]
        return self
    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self.items, other.items))
    def __rmatmul__(self, other):
        return ("rmatmul", other)
    def __rpow__(self, other):
        return ("rpow", other)
    def __neg__(self):
        return Vector(*[-a for a in self.items])
    def __eq__(self, other):
        return isinstance(other, Vector) and self.items == other.items
    def __lt__(self, other):
        return len(self.items) < len(other.items)
    def __getitem__(self, index):
        return self.items[index]
    def __setitem__(self, index, value):
        self.items[index] = value
    def __delitem__(self, index):
        del self.items[index]
    def __len__(self):
        return len(self.items)
    def __iter__(self):
        return iter(self.items)
    def __contains__(self, item):
        return item in self.items
    def __bool__(self):
        return bool(self.items)
    def __float__(self):
        return float(self.items[0])
    def __int__(self):
        return int(self.items[0])
    __index__ = __int__
    def __call__(self, x, *, scale=1):
        return [a * x * scale for a in self.items]
    def __repr__(self):
        return f"Vector{tuple(self.items)}"
    def __format__(self, spec):
        return format(self.items[0], spec)
    def __enter__(self):
        return self
    def __exit__(self, kind, error, trace):
        self.left = str(error)
        return kind is RuntimeError
"""


@pytest.fixture
def vector(define: Define) -> Any:
    return define(VECTOR, "Vector")


def test_it_is_called_indexed_read_and_written(vector: Any) -> None:
    v = vector(1, 2, 3)
    assert type(v) is Remote
    assert v(10, scale=2) == [20, 40, 60]
    assert (v[0], v[-1], v[1:], v[...:] if False else v[:1]) == (1, 3, [2, 3], [1])
    v[0] = 9
    del v[1]
    assert v.items == [9, 3]
    v.colour = "red"
    assert v.colour == "red"
    del v.colour
    assert not hasattr(v, "colour")
    assert (len(v), list(v), 9 in v, 8 in v, bool(v), bool(vector())) == (
        2,
        [9, 3],
        True,
        False,
        True,
        False,
    )
    assert (float(v), int(v), [0] * 9 + [7], f"{v:03d}") == (9.0, 9, [0] * 9 + [7], "009")
    assert ["a"] * 9 + ["b"] == ["a"] * 9 + ["b"]
    assert "abcdefghijk"[v] == "j"
    assert repr(v) == str(v) == "Vector(9, 3)"
    assert "items" in dir(v)


def test_operators_work_from_both_sides(vector: Any) -> None:
    v, w = vector(1, 2), vector(10, 20)
    assert (v + w).items == [11, 22]
    assert (v + 1).items == [2, 3]
    assert 1 + v == ("radd", 1)
    assert v @ w == 50
    assert 2**v == ("rpow", 2)
    assert (-v).items == [-1, -2]
    assert v == vector(1, 2)
    assert (v < vector(1, 2, 3)) is True
    with pytest.raises(TypeError):
        v - w


def test_an_array_on_the_left_leaves_the_operator_to_the_handle(vector: Any) -> None:
    x = np.arange(3.0)
    name, seen = x @ vector(1)
    assert name == "rmatmul"
    assert np.array_equal(seen, x)
    assert (x + vector(1))[0] == "radd"


def test_an_operator_in_place_keeps_the_object(vector: Any) -> None:
    v = vector(1, 2)
    w = v
    v += 10
    assert type(v) is Remote
    assert w.items == [11, 12]


def test_it_is_a_context_manager(vector: Any) -> None:
    v = vector(1)
    with v as entered:
        assert entered.items == [1]
    assert v.left == "None"
    with v:
        raise KeyError("mine")
    assert "mine" in v.left


def test_names_of_our_own_machinery_do_not_leak(vector: Any) -> None:
    v = vector(1)
    assert (v._session, v._id) == ("mine", "mine")
    for name in ("session", "_state", "number", "__dbh_nothing__", "__array_interface__"):
        assert not hasattr(v, name)
    assert v.__dbh_type__ == "Vector"


def test_it_never_pretends(vector: Any) -> None:
    v = vector(1, 2)
    assert type(v) is Remote
    assert v.__class__ is Remote
    assert not isinstance(v, (list, np.ndarray, Mapping))
    for function in (np.asarray, np.sum, np.sqrt, np.allclose, np.testing.assert_allclose):
        with pytest.raises(TypeError):
            function(*[v] * (2 if "close" in function.__name__ else 1))
    with pytest.raises(TypeError):
        pickle.dumps(v)
    assert len({v, v}) == 1


def test_a_deep_copy_is_made_over_there(vector: Any) -> None:
    v = vector(1, 2)
    w = copy.deepcopy(v)
    w[0] = 5
    assert (v.items, w.items) == ([1, 2], [5, 2])


def test_objects_handed_back_are_the_originals(define: Define) -> None:
    pair = define("def same(a, b): return a is b\nthings = [object(), object()]", "things")
    same = define("", "same")
    assert same(pair[0], pair[0]) is True
    assert same(pair[0], pair[1]) is False


def test_arguments_cross_as_writable_copies(define: Define) -> None:
    f = define("def f(x, more):\n    x[0] = 9\n    more.append(1)\n    return x, len(more)", "f")
    x, more = np.zeros(2), [0]
    assert f(x, more)[1] == 2
    assert x[0] == 0
    assert more == [0]


def test_invoke_also_returns_the_arguments_as_they_are_afterwards(define: Define) -> None:
    f = define("def f(x, *, d, g, h):\n    x[0] = 9\n    d['a'] = x\n    return g(2)", "f")
    x = np.zeros(2)
    result, (x_after,), after = f.__dbh_invoke__((x,), {"d": {}, "g": abs, "h": f})
    assert result == 2
    assert np.array_equal(x_after, [9, 0])
    assert np.array_equal(after["d"]["a"], [9, 0])
    assert after["g"] is abs
    assert after["h"] is f
    assert np.array_equal(x, [0, 0])


def test_a_generator_runs_over_there_and_its_state_comes_back(define: Define) -> None:
    f = define("def f(rng): return rng.normal(size=3)", "f")
    rng, twin = np.random.default_rng(4), np.random.default_rng(4)
    result, (after,), _ = f.__dbh_invoke__((rng,), {})
    assert np.array_equal(result, twin.normal(size=3))
    assert after.random() == twin.random()
    assert rng.bit_generator.state == np.random.default_rng(4).bit_generator.state


def test_types_are_exact_in_both_directions(define: Define) -> None:
    f = define("def f(x): return type(x).__name__, x", "f")
    for given in (
        True,
        1,
        1.0,
        "1",
        None,
        (1,),
        [1],
        {1: 2},
        np.float32(1),
        np.bool(True),
        1j,
        ...,
    ):
        name, back = f(given)
        assert name == type(given).__name__
        assert type(back) is type(given)
    array = np.array([[1, 2]], dtype=np.int8)
    assert f(array)[1].dtype == np.int8
    tricky = define("class Float(float): pass\ntricky = Float(1)", "tricky")
    assert type(tricky) is Remote


def test_a_function_passed_in_is_called_back(define: Define) -> None:
    f = define("def f(g, x): return [g(x), g(x, scale=3), g.__name__, callable(g)]", "f")
    calls: list[Any] = []

    def watched(x: float, scale: float = 1) -> float:
        calls.append(x)
        return x * scale

    assert f(watched, 2.0) == [2.0, 6.0, "watched", True]
    assert calls == [2.0, 2.0]


def test_a_function_passed_in_has_nothing_to_look_into(define: Define) -> None:
    secret = "the expected answer"
    look = define(
        "def look(g):\n"
        "    inner = {'__globals__', '__code__', '__closure__', '__self__', '__wrapped__'}\n"
        "    return [name for name in dir(g) if name in inner]",
        "look",
    )
    assert look(lambda: secret) == []


def test_a_function_comes_back_as_itself(define: Define) -> None:
    give = define("def give(g): return [g, {'g': g}]", "give")
    assert give(len)[0] is len
    assert give(len)[1]["g"] is len


def test_calls_nest_in_both_directions(define: Define) -> None:
    f = define("def f(g, n): return 1 if n == 0 else n * g(g, n - 1)", "f")

    def g(itself: Any, n: int) -> int:
        return f(itself, n)

    assert f(g, 8) == 40320


def test_endless_mutual_recursion_is_an_error_and_not_the_end(define: Define) -> None:
    f = define("def f(g): return g(g)", "f")

    def g(itself: Any) -> Any:
        return f(itself)

    with pytest.raises((RecursionError, RemoteError)):
        f(g)
    assert f(lambda itself: 7) == 7


def test_an_error_in_a_callback_is_raised_here_as_it_was(define: Define, sandbox: Sandbox) -> None:
    f = define(
        """
def f(g):
    try:
        return g()
    except Exception as e:
        seen.append(repr(e))
        return 'swallowed'
seen = []
""",
        "f",
    )
    mine = AssertionError("a secret of the test")

    def failing() -> None:
        raise mine

    with pytest.raises(AssertionError) as caught:
        f(failing)
    assert caught.value is mine
    assert "secret" not in repr(sandbox.fetch("seen"))
    assert f(lambda: 5) == 5


def test_global_names_are_replaced_by_callbacks_and_restored(define: Define) -> None:
    xor = define(
        "def nand(a, b): return 1 - a * b\n"
        "def xor(a, b): return nand(nand(a, nand(a, b)), nand(b, nand(a, b)))",
        "xor",
    )
    names = xor.__globals__
    assert type(names) is Remote
    original, calls = names["nand"], []

    def counting(a: int, b: int) -> int:
        calls.append((a, b))
        return int(original(a, b))

    assert "nand" in names
    names["nand"] = counting
    assert xor(1, 0) == 1
    assert len(calls) == 5
    names["nand"] = original
    assert xor(1, 1) == 0
    assert len(calls) == 5
    assert xor.__name__ == "xor"


def test_errors_keep_their_builtin_type_and_their_text(define: Define) -> None:
    f = define(
        """
class Odd(ValueError): pass
class Plain(Exception): pass
def f(which):
    if which == 'odd': raise Odd('odd one')
    if which == 'plain': raise Plain('p')
    if which == 'exit': raise SystemExit(3)
    if which == 'stop': raise KeyboardInterrupt
    if which == 'todo': raise NotImplementedError
    if which == 'key': return {}['k']
    return missing
""",
        "f",
    )
    with pytest.raises(NameError, match="missing"):
        f("")
    with pytest.raises(NotImplementedError):
        f("todo")
    with pytest.raises(KeyError, match="k"):
        f("key")
    with pytest.raises(ValueError, match="odd one") as odd:
        f("odd")
    assert type(odd.value).__name__ == odd.value.remote_type == "Odd"
    assert "raise Odd" in odd.value.remote_traceback
    assert "worker.py" not in odd.value.remote_traceback
    for which, name in {
        "plain": "Plain",
        "exit": "SystemExit",
        "stop": "KeyboardInterrupt",
    }.items():
        with pytest.raises(RemoteError) as caught:
            f(which)
        assert caught.value.remote_type == name
    with pytest.raises(AttributeError):
        f.nothing


def test_an_error_whose_text_cannot_be_had_is_still_an_error(define: Define) -> None:
    f = define(
        """
class E(Exception):
    def __str__(self): raise SystemExit
    __repr__ = __str__
def f(): raise E
""",
        "f",
    )
    with pytest.raises(RemoteError, match="cannot be had"):
        f()


def test_long_texts_are_cut(define: Define) -> None:
    f = define(
        """
class L:
    def __repr__(self): return 'x' * 10**6
def f(): raise ValueError('y' * 10**6)
l = L()
""",
        "f",
    )
    with pytest.raises(ValueError, match="yyy") as caught:
        f()
    assert len(str(caught.value)) <= 10_000
    assert len(repr(define("", "l"))) <= 10_000


def test_an_endless_iteration_is_bounded(define: Define, monkeypatch: pytest.MonkeyPatch) -> None:
    import itertools

    from autograder.sandbox import handles

    monkeypatch.setattr(handles, "MAX_ITEMS", 50)
    endless = define("import itertools\nendless = itertools.count()", "endless")
    assert next(endless) == 0
    assert list(itertools.islice(endless, 3)) == [1, 2, 3]
    with pytest.raises(Uncrossable):
        list(endless)


def test_what_cannot_cross_is_refused_before_it_is_sent(define: Define) -> None:
    f = define("def f(x): return x", "f")
    loop: list[Any] = []
    loop.append(loop)
    for odd in ({1, 2}, object(), np.array([None]), loop):
        with pytest.raises(Uncrossable):
            f(odd)
    assert f(1) == 1


def test_a_handle_of_another_sandbox_is_refused(define: Define, sandbox: Sandbox) -> None:
    f = define("def f(x): return x", "f")
    with sandbox.snapshot(5) as snapshot, pytest.raises(Uncrossable):
        snapshot.fetch("f")(f)


def test_place_hold_and_value_work_alike_here_and_there(define: Define) -> None:
    def local(params: dict[str, Any]) -> None:
        params["w"] -= 1
        params["new"] = 5

    there = define("def f(params):\n    params['w'] -= 1\n    params['new'] = 5", "f")
    for f in (local, there):
        mine = {"w": np.ones(2)}
        params = place(mine, near=f)
        w = hold(params)["w"]
        f(params)
        f(params)
        assert np.array_equal(value(params)["w"], [-1, -1])
        assert np.array_equal(value(w), [-1, -1])
        assert np.array_equal(params["w"], [-1, -1])
        assert params["new"] == 5
        assert np.array_equal(mine["w"], [1, 1])


def test_a_function_of_numpy_is_placed_as_the_one_over_there(define: Define) -> None:
    source = "import numpy as np\ndef f(g, x): return [g is np.asarray, g(x) is x]"
    f = define(source, "f")
    assert f(place(np.asarray, near=f), np.ones(2)) == [True, True]
    assert f(np.asarray, np.ones(2)) == [False, False]  # a call-back, which gets copies


def test_one_array_that_is_placed_can_stand_in_two_places(define: Define) -> None:
    f = define("def f(pair): return pair[0] is pair[1]", "f")
    array = place(np.ones(2), near=f)
    assert f([array, array])
    assert not f([np.ones(2)] * 2)


def test_handles_that_are_dropped_are_forgotten_over_there(define: Define) -> None:
    f = define(
        """
import weakref, gc
class T: pass
alive = weakref.WeakSet()
def f():
    t = T()
    alive.add(t)
    return t
""",
        "f",
    )
    count = define("def count():\n    gc.collect()\n    return len(alive)", "count")
    for _ in range(600):
        f()
    assert count() < 400


def test_a_stop_iteration_out_of_a_call_does_not_end_our_loops(define: Define) -> None:
    f = define("def f(x): raise StopIteration", "f")
    with pytest.raises(RemoteError):
        all(map(f, [1, 2]))
    with pytest.raises(RemoteError):
        list(map(f, [1, 2]))


def test_where_plain_data_is_due_an_object_is_an_error(define: Define) -> None:
    f = define(
        """
class Always:
    __eq__ = __gt__ = lambda self, other: True
    def sum(self): return 1.0
def f(how):
    return {"object": Always(), "list": [1, (2, {"a": Always()})]}.get(how, how)
""",
        "f",
    )
    assert (f("object") == 5) is True  # the object itself was asked
    strict = plain(f)
    for how in ("object", "list"):
        with pytest.raises(TypeError, match="Always"):
            strict(how)
        with pytest.raises(TypeError, match="Always"):
            strict.__dbh_invoke__((how,), {})
    assert strict("x") == "x"
    assert strict.__name__ == "f"
    assert plain(len) is len


def test_names_of_arguments_are_the_learners_own(define: Define) -> None:
    f = define("def f(g=None, **names): return sorted(names) if g is None else g(**names)", "f")
    names = dict.fromkeys(["self", "handle", "operation", "function", "args", "kwargs", "hold"], 1)
    assert f(**names) == sorted(names)
    assert f.__dbh_invoke__((), names)[0] == sorted(names)
    assert f(lambda **given: sorted(given), **names) == sorted(names)
