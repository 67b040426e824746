"""The lines an author writes: `with exercise("softmax-rows") as check: check(softmax).on(…)`.

Claims only observe. What they are compared with, and what happens then, is the desk's
matter (`desk.py`), so the same test cell serves the learner's kernel, the build and grading.
Nothing here looks inside the target: it may live in another process.
"""

from __future__ import annotations

import inspect
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import numpy as np

from .compare import Kind, Tolerance
from .desk import current_desk
from .outcome import Outcome, invoke, observe, observe_call_later, own_copy

_AS_REFERENCE = object()  # `equals` left out: what the reference gives is expected


@dataclass(frozen=True)
class Observation:
    """One claim as it was made and what came of it.

    Attributes
    ----------
    label : str
        What was called, or the empty string where only the book knows it.
    inputs : tuple of (name, value)
        The arguments by name (or `argument 1`).
    how : {"value", "secret", "given"}
        Whether the reference's value is expected (openly or hashed) or `expected` is.
    parameters : tuple of str
        Names of the target's positional parameters, where it is a function of this process.
    """

    label: str
    because: str
    weight: float
    inputs: tuple[tuple[str, Any], ...]
    outcome: Outcome
    tolerance: Tolerance
    how: str = "value"
    expected: Any = None
    parameters: tuple[str, ...] = ()


class Claim:
    """What is claimed of one target; each verb adds one observation to the exercise."""

    def __init__(self, block: exercise, target: Any, name: str) -> None:
        self._block = block
        self._target = target
        self._name = name

    def on(
        self,
        *args: Any,
        because: str = "",
        weight: float = 1.0,
        rtol: float | None = None,
        atol: float | None = None,
        kind: Kind = "same",
        mutates: bool = False,
        **kwargs: Any,
    ) -> None:
        """Claim that the target gives what the reference gives on these arguments.

        The arguments are copied; writing into them fails the claim, unless `mutates` says
        that it is the task, and then `(result, *arguments afterwards)` is compared.
        """
        # in the examiner the calls of a test cell cross together; their results are read at its end
        outcome = observe_call_later(self._target, args, kwargs, mutates=mutates)
        self._add(outcome, args, kwargs, because, weight, Tolerance(rtol, atol, kind))

    def through(
        self,
        scenario: Callable[..., Any],
        *args: Any,
        equals: Any = _AS_REFERENCE,
        because: str = "",
        weight: float = 1.0,
        rtol: float | None = None,
        atol: float | None = None,
        kind: Kind = "same",
    ) -> None:
        """Claim that `scenario(target, *args)` gives what it gives with the reference.

        The scenario is the test's own code: it makes objects, calls methods in order, reads
        attributes, and returns plain data. With `equals` that value is expected instead.
        """
        outcome = observe(lambda: own_copy(scenario(self._target, *own_copy(args))))
        tolerance = Tolerance(rtol, atol, kind)
        if equals is _AS_REFERENCE:
            self._add(outcome, args, {}, because, weight, tolerance, code=scenario)
        else:
            self._add(outcome, args, {}, because, weight, tolerance, "given", equals, scenario)

    def holds(
        self, predicate: Callable[..., Any], *args: Any, because: str = "", weight: float = 1.0
    ) -> None:
        """Claim that `predicate(target, *args)` is true, and really a truth value."""

        def ask() -> bool:
            answer = predicate(self._target, *own_copy(args))
            if type(answer) not in (bool, np.bool_):
                raise TypeError("the property gave no truth value")
            return bool(answer)

        self._add(observe(ask), args, {}, because, weight, Tolerance(), "given", True, predicate)

    def raises(
        self,
        error: type[Exception],
        *args: Any,
        because: str = "",
        weight: float = 1.0,
        **kwargs: Any,
    ) -> None:
        """Claim that the call raises this error (a subclass will do)."""

        def ask() -> bool:
            try:
                invoke(self._target, args, kwargs)
            except NotImplementedError:
                raise  # a skeleton is not attempted, whatever error is asked for
            except error:
                return True
            return False

        because = because or f"a {error.__name__} is what should happen here"
        self._add(observe(ask), args, kwargs, because, weight, Tolerance(), "given", True)

    def is_right(self, *, because: str = "", weight: float = 1.0, secret: bool = True) -> None:
        """Claim that a chosen answer is exactly the reference's; it is stored hashed."""
        blank = self._target is None or self._target is ...
        outcome = Outcome("unattempted") if blank else Outcome("value", own_copy(self._target))
        how = "secret" if secret else "value"
        self._add(outcome, (), {}, because, weight, Tolerance(), how)

    def matches(
        self,
        *,
        because: str = "",
        weight: float = 1.0,
        rtol: float | None = None,
        atol: float | None = None,
        kind: Kind = "same",
    ) -> None:
        """Claim that a value (an array, a number) is the reference's, within a tolerance."""
        blank = self._target is None or self._target is ...
        outcome = Outcome("unattempted") if blank else Outcome("value", own_copy(self._target))
        self._add(outcome, (), {}, because, weight, Tolerance(rtol, atol, kind))

    def calls(
        self,
        replacements: Mapping[str, Callable[..., Any]],
        scenario: Callable[..., Any],
        *,
        equals: Any = _AS_REFERENCE,
        because: str = "",
        weight: float = 1.0,
    ) -> None:
        """Claim a result while global names that the target uses are replaced.

        The replacements are the test's own functions: they count their calls or answer
        differently, which shows whether the target really builds on them.
        """

        def replaced(target: Any) -> Any:
            names = _globals_of(target)
            saved = {name: names[name] for name in replacements if name in names}
            try:
                for name, replacement in replacements.items():
                    names[name] = replacement
                return scenario(target)
            finally:
                for name in replacements:
                    if name in saved:
                        names[name] = saved[name]
                    else:
                        del names[name]

        self.through(replaced, equals=equals, because=because, weight=weight)

    def _add(
        self,
        outcome: Outcome | Callable[[], Outcome],
        args: tuple[Any, ...],
        kwargs: Mapping[str, Any],
        because: str,
        weight: float,
        tolerance: Tolerance,
        how: str = "value",
        expected: Any = None,
        code: Callable[..., Any] | None = None,
    ) -> None:
        inputs = tuple((f"argument {i + 1}", value) for i, value in enumerate(args))
        inputs += tuple(kwargs.items())
        parameters = _parameters_of(code if code is not None else self._target, code is not None)

        def observation() -> Observation:
            came = outcome if isinstance(outcome, Outcome) else outcome()
            return Observation(
                self._name, because, weight, inputs, came, tolerance, how, expected, parameters
            )

        self._block.observations.append(observation)


class exercise:  # noqa: N801 (reads as a keyword where authors use it)
    """Open the checks of one test cell; `test_id` is the cell's own `grade_id`.

    Examples
    --------
    >>> with exercise("softmax-rows") as check:          # doctest: +SKIP
    ...     check(softmax).on([[1.0, 2.0], [3.0, 3.0]])
    """

    def __init__(self, test_id: str) -> None:
        self.test_id = test_id
        self.observations: list[Callable[[], Observation]] = []
        self._desk = current_desk()

    def __enter__(self) -> exercise:
        seed = self._desk.begin(self.test_id)
        #: Draws random cases: seeded from the test's id, so each test cell has its own.
        self.rng = np.random.default_rng([seed, zlib.crc32(self.test_id.encode())])
        return self

    def __call__(self, target: Any, name: str = "") -> Claim:
        """Begin a claim about what the learner wrote."""
        return Claim(self, target, name or _name_of(target))

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        if error is not None and not isinstance(error, Exception):
            return False  # the person at the keyboard, or the end of the process
        observations = tuple(observation() for observation in self.observations)
        self._desk.finish(self.test_id, observations, error)
        return True


def _name_of(target: Any) -> str:
    """Name a function or class of this process; a handle's name stands in the book."""
    if inspect.isfunction(target) or inspect.isclass(target):
        return target.__name__
    return ""


def _globals_of(target: Any) -> Any:
    """Return the global names that a function uses, or the `__call__` of an object."""
    try:
        return target.__globals__
    except AttributeError:
        return target.__call__.__globals__


def _parameters_of(code: Any, scenario: bool) -> tuple[str, ...]:
    """Return the names of positional parameters, without the target that a scenario is given."""
    if not inspect.isfunction(code):
        return ()
    count = code.__code__.co_argcount
    return tuple(code.__code__.co_varnames[int(scenario) : count])
