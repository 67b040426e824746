"""A known-wrong answer for every exercise there is: an object that agrees with everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class Liar:
    """An answer that claims to be everything: any call, attribute and comparison is itself or true.

    What it passes, nobody has to solve. It has no length: NumPy takes what has length and items
    for nested sequences, and this one would be nested without end.
    """

    def __call__(self, *_args: object, **_kwargs: object) -> Any:
        """Give itself for whatever is asked."""
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, _key: object) -> Any:
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter((self, self, self))

    def __bool__(self) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    def _true(self, _other: object = None) -> Any:
        return True

    def _self(self, _other: object = None) -> Any:
        return self

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _true
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = _self
    __matmul__ = __rmatmul__ = __pow__ = __neg__ = __abs__ = _self
