"""Handles to objects that live in a sandbox.

A `Remote` is used like the object: called, indexed, read, written, compared, added. Plain data that
comes out of it is a copy; anything else is another `Remote`. It never pretends to be the object:
``type(handle) is Remote``, NumPy functions refuse it, and it cannot be pickled.

All attribute names belong to the remote object, names with two underscores too (``f.__globals__``
is a handle to the globals of a function, in which names can be replaced), except ``__class__`` and
those which Python, NumPy and IPython would ask for by themselves. What the examiner needs to know
of a handle itself begins with ``__dbh_``:

``f.__dbh_invoke__(args, kwargs)``
    Call; return the result and the arguments as they are afterwards.
``f.__dbh_later__(args, kwargs)``
    The same, together with other calls; return a function that gives the result.
``f.__dbh_each__(cases)``
    Call once for every tuple of arguments, in one message; return the list of results.
``names.__dbh_swap__(new)``
    Bind names in a namespace; return a handle to what binds them as they were, for another swap.
``x.__dbh_place__(value)``
    Put a copy of plain data, or a function of NumPy, where `x` lives; return a handle to it.
``x.__dbh_hold__()``
    Return a handle whose results stay over there as handles, plain data too.
``f.__dbh_plain__()``
    Return a handle whose calls must give plain data: an object of the submission's is an error.
``x.__dbh_value__()``
    Return a copy of the object if it is plain data, else a handle.
``x.__dbh_type__``
    The name of the object's type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import numpy as np

from .errors import RemoteError, Uncrossable
from .wire import Reference, Value

if TYPE_CHECKING:
    from .session import Session

MAX_ITEMS = 100_000  # of one iteration

_OURS = {"__class__", "__reduce__", "__reduce_ex__", "__getstate__", "__copy__", "__deepcopy__"}
_OURS |= {"__array_ufunc__", "__array_function__", "__array__", "__hash__"}
_ABSENT = {"__array_interface__", "__array_struct__", "__array_priority__", "__array_wrap__"}
_ABSENT |= {"__array_finalize__", "__array_namespace__", "__dlpack__", "__dlpack_device__"}
_ABSENT |= {"__buffer__", "__next__", "__length_hint__", "__fspath__"}


class _Lease:
    """A number of the sandbox's table; it is given back when no handle has it any more."""

    __slots__ = ("number", "session")

    def __init__(self, session: Session, number: int) -> None:
        self.session, self.number = session, number

    def __del__(self) -> None:
        self.session.released.append(self.number)


class _State(NamedTuple):
    session: Session
    lease: _Lease
    type_name: str
    hold: bool = False
    plain: bool = False


def _state(handle: Remote) -> _State:
    state: _State = object.__getattribute__(handle, "__dbh_state__")
    return state


def _ask(handle: Remote, operation: str, /, *args: object, **kwargs: Any) -> Any:
    state = _state(handle)
    result = state.session.apply(operation, handle, *args, kwargs=kwargs, hold=state.hold)
    return _in_mode(result, hold=True) if state.hold else result


def _alike(handle: Remote, *, hold: bool = False, plain: bool = False) -> Remote:
    """Return another handle to the same object."""
    other = object.__new__(Remote)
    state = _state(handle)._replace(hold=hold, plain=plain)
    object.__setattr__(other, "__dbh_state__", state)
    return other


def _in_mode(result: Any, *, hold: bool = False, plain: bool = False) -> Any:
    """Change how a fresh handle behaves; leave plain data alone."""
    if type(result) is Remote:
        state = _state(result)._replace(hold=hold, plain=plain)
        object.__setattr__(result, "__dbh_state__", state)
    return result


def _checked(handle: Remote, result: Any) -> Any:
    """Refuse an object as the result of a call that has to give plain data."""
    if _state(handle).plain and (odd := _handle_in(result)) is not None:
        raise TypeError(f"the call gave an object of type {odd.__dbh_type__}, not plain data")
    return result


def _handle_in(result: Any) -> Remote | None:
    if type(result) is Remote:
        return result
    if type(result) is dict:
        result = list(result.values())
    if type(result) in {list, tuple}:
        return next((odd for item in result if (odd := _handle_in(item)) is not None), None)
    return None


def _data(handle: Remote, kind: type, operation: str, *args: object) -> Any:
    """Ask for plain data of one type, even of a handle that holds its results back."""
    result = _state(handle).session.apply(operation, handle, *args)
    if type(result) is not kind:
        _state(handle).session.accuse(f"{operation} that did not give {kind.__name__}")
    return result


def _next(iterator: Remote) -> Any:
    try:
        return _ask(iterator, "next")
    except RemoteError as error:
        if error.remote_type == "StopIteration":
            raise StopIteration from None
        raise


def _operator(name: str) -> Callable[..., Any]:
    def operate(self: Remote, *others: object) -> Any:
        return _ask(self, name, *others)

    operate.__name__ = f"__{name}__"
    return operate


def _operators(*names: str) -> list[Callable[..., Any]]:
    return [_operator(name) for name in names]


class Remote:
    """A handle to an object in a sandbox; see the module for what it can do."""

    __slots__ = ("__dbh_state__", "__weakref__")
    __array_ufunc__ = None  # NumPy leaves operators between an array and a handle to the handle

    def __init__(self, session: Session, number: int, type_name: str) -> None:
        object.__setattr__(
            self, "__dbh_state__", _State(session, _Lease(session, number), type_name)
        )

    def __dbh_invoke__(
        self, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
        """Call, and also return the arguments as the call has left them.

        Returns
        -------
        result : object
        args_after, kwargs_after : tuple, dict
            Copies of plain data; handles and callables as they were passed.
        """
        return self.__dbh_later__(args, kwargs)()

    def __dbh_later__(
        self, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Callable[[], tuple[Any, tuple[Any, ...], dict[str, Any]]]:
        """Call as `__dbh_invoke__` does, but together with others; return what waits for it."""
        values = tuple(map(Value, args)), tuple((k, Value(v)) for k, v in kwargs.items())
        pending = _state(self).session.ask_later("invoke", Value(self), *values)

        def get() -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
            match pending.get():
                case (result, tuple(after), tuple(named)) if len(after) == len(args) and [
                    name for name, _ in named
                ] == list(kwargs):
                    pairs = zip(
                        (*args, *kwargs.values()), (*after, *(v for _, v in named)), strict=True
                    )
                    final = [before if type(before) is Remote else now for before, now in pairs]
                    return (
                        _checked(self, result),
                        tuple(final[: len(args)]),
                        dict(zip(kwargs, final[len(args) :], strict=True)),
                    )
            return _state(self).session.accuse("a call that did not give its arguments back")

        return get

    def __dbh_each__(self, cases: list[tuple[Any, ...]]) -> list[Any]:
        """Call once for every tuple of arguments, in order; return the results."""
        marked = tuple(tuple(map(Value, case)) for case in cases)
        state = _state(self)
        match state.session.ask("each", Value(self), marked, state.hold):
            case tuple(results) if len(results) == len(cases):
                if state.hold:
                    return [_in_mode(result, hold=True) for result in results]
                return [_checked(self, result) for result in results]
        return state.session.accuse("calls that did not give one result each")

    def __dbh_swap__(self, new: dict[str, Any] | Remote) -> Remote:
        """Bind names in the namespace which this is; return what binds them as they were."""
        session = _state(self).session
        if type(new) is Remote:
            before = session.ask("swap", Value(self), Value(new))
        else:
            before = session.ask("swap", Value(self), tuple((k, Value(v)) for k, v in new.items()))
        if type(before) is not Remote:
            session.accuse("a swap that did not give a handle")
        return before

    def __dbh_place__(self, value: object) -> Remote:
        """Put a copy of `value` where this object lives; return a handle to it.

        A function of NumPy becomes the function of that name over there, not a call-back.
        """
        session, name = _state(self).session, getattr(value, "__name__", "")
        if name and getattr(np, str(name), None) is value:
            placed = session.apply("numpy", name, hold=True)
        else:
            placed = session.apply("same", value, hold=True)
        return placed if type(placed) is Remote else session.accuse("a placing without a handle")

    def __dbh_hold__(self) -> Remote:
        """Return a handle to the same object whose results stay handles."""
        return _alike(self, hold=True)

    def __dbh_plain__(self) -> Remote:
        """Return a handle to the same object whose calls must give plain data: see `plain`."""
        return _alike(self, plain=True)

    def __dbh_value__(self) -> Any:
        """Return the object as plain data, or a handle if it is none."""
        return _state(self).session.apply("same", self)

    @property
    def __dbh_type__(self) -> str:
        """The name of the object's type."""
        return _state(self).type_name

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("__dbh_") or name in _OURS:
            return object.__getattribute__(self, name)
        if name in _ABSENT or name.startswith(("_repr_", "_ipython_")):
            raise AttributeError(f"a handle has no {name}")
        return _ask(self, "getattr", name)

    def __setattr__(self, name: str, value: object) -> None:
        _ask(self, "setattr", name, value)

    def __delattr__(self, name: str) -> None:
        _ask(self, "delattr", name)

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        """Call the object over there, with copies of plain data."""
        return _checked(self, _ask(self, "call", *args, **kwargs))

    def __iter__(self) -> Iterator[Any]:
        iterator = _ask(self, "iter")
        for _ in range(MAX_ITEMS):
            try:
                item = _next(iterator)
            except StopIteration:
                return
            yield item
        raise Uncrossable(f"an iteration over more than {MAX_ITEMS} items")

    def __next__(self) -> Any:
        return _next(self)

    def __bool__(self) -> bool:
        return bool(_data(self, bool, "bool"))

    def __len__(self) -> int:
        return int(_data(self, int, "len"))

    def __int__(self) -> int:
        return int(_data(self, int, "int"))

    def __index__(self) -> int:
        return int(_data(self, int, "index"))

    def __float__(self) -> float:
        return float(_data(self, float, "float"))

    def __complex__(self) -> complex:
        return complex(_data(self, complex, "complex"))

    def __str__(self) -> str:
        return str(_data(self, str, "str"))

    def __repr__(self) -> str:
        return str(_data(self, str, "repr"))

    def __format__(self, spec: str) -> str:
        return str(_data(self, str, "format", spec))

    def __contains__(self, item: object) -> bool:
        return bool(_data(self, bool, "contains", item))

    def __dir__(self) -> list[str]:
        return [name for name in _data(self, list, "dir") if type(name) is str]

    def __enter__(self) -> Any:
        return _ask(self, "enter")

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> bool:
        return bool(
            _data(self, bool, "exit", None if kind is None else f"{kind.__name__}: {error}")
        )

    def __copy__(self) -> Any:
        return _ask(self, "copy")

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return _ask(self, "deepcopy")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a handle to an object in a sandbox cannot be pickled")

    def __array__(self, *args: object, **kwargs: object) -> NoReturn:
        raise TypeError(
            f"a {self.__dbh_type__} in a sandbox is no array; NumPy cannot work with it"
        )

    def __array_function__(self, *args: object, **kwargs: object) -> NoReturn:
        self.__array__()

    __hash__ = object.__hash__
    __getitem__, __setitem__, __delitem__ = _operators("getitem", "setitem", "delitem")
    __eq__, __ne__, __lt__, __le__, __gt__, __ge__ = _operators("eq", "ne", "lt", "le", "gt", "ge")
    __neg__, __pos__, __abs__, __invert__ = _operators("neg", "pos", "abs", "invert")
    __add__, __radd__, __iadd__ = _operators("add", "radd", "iadd")
    __sub__, __rsub__, __isub__ = _operators("sub", "rsub", "isub")
    __mul__, __rmul__, __imul__ = _operators("mul", "rmul", "imul")
    __matmul__, __rmatmul__, __imatmul__ = _operators("matmul", "rmatmul", "imatmul")
    __truediv__, __rtruediv__, __itruediv__ = _operators("truediv", "rtruediv", "itruediv")
    __floordiv__, __rfloordiv__ = _operators("floordiv", "rfloordiv")
    __ifloordiv__, __divmod__, __rdivmod__ = _operators("ifloordiv", "divmod", "rdivmod")
    __mod__, __rmod__, __imod__ = _operators("mod", "rmod", "imod")
    __pow__, __rpow__, __ipow__ = _operators("pow", "rpow", "ipow")
    __lshift__, __rlshift__, __ilshift__ = _operators("lshift", "rlshift", "ilshift")
    __rshift__, __rrshift__, __irshift__ = _operators("rshift", "rrshift", "irshift")
    __and__, __rand__, __iand__ = _operators("and", "rand", "iand")
    __or__, __ror__, __ior__ = _operators("or", "ror", "ior")
    __xor__, __rxor__, __ixor__ = _operators("xor", "rxor", "ixor")
    __round__ = _operator("round")


def reference_to(handle: Remote, session: Session) -> Reference:
    """Name an object to the sandbox that it came from."""
    state = _state(handle)
    if state.session is not session:
        raise Uncrossable(f"a {state.type_name} of another sandbox cannot be handed to this one")
    return Reference(senders=False, number=state.lease.number, type_name=state.type_name)


def plain(function: Any) -> Any:
    """Return `function` such that a call which gives an object of the submission's is an error.

    An object can answer every question as it likes: its ``==`` is true, its ``sum()`` is one. Where
    the reference gives plain data, a test must not come to ask such an object.
    """
    return function.__dbh_plain__() if type(function) is Remote else function
