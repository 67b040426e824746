"""What can go wrong between the examiner and a sandbox.

::

    SandboxError
    ├── StartError              a zygote or a sandbox could not be started
    │   └── NoWalls             there are none on this machine; nothing was executed
    ├── Uncrossable             a value of ours is too large or too deep to be sent
    ├── TimedOut                a deadline passed; `lost` says whether the process survived
    ├── SandboxLost             the process is gone (ended, crashed, killed, closed)
    │   └── ProtocolError       it sent something which no honest worker sends
    └── RemoteError             the submission's own code raised an exception

Every later use of a lost sandbox raises `SandboxLost` at once. A `RemoteError` also is an instance
of the nearest built-in exception type which the submission raised, so that ``except ValueError``
means what it says on either side.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable

# A StopIteration out of a call would end a loop of the examiner's early: `all(map(f, xs))` would
# hold. Groups cannot be made without their members.
_NEVER_RAISED_HERE = {"StopIteration", "StopAsyncIteration", "ExceptionGroup"}
_BUILTIN = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, Exception) and name not in _NEVER_RAISED_HERE
}


class SandboxError(Exception):
    """The base of everything that `autograder.sandbox` raises."""


class StartError(SandboxError):
    """Report that a process could not be started."""


class NoWalls(StartError):
    """Report that this machine cannot keep a submission in; the text names what mends it."""


class Uncrossable(SandboxError):  # what happened, as one says it
    """Report a value of the examiner's which cannot be sent (too large, too deep, cyclic)."""


class TimedOut(SandboxError):  # what happened, as one says it
    """Report a deadline that passed.

    Attributes
    ----------
    lost : bool
        True if the process ignored the interrupt and was killed.
    reply : object
        What the interrupted operation still answered, or None.
    """

    def __init__(self, message: str, *, lost: bool = False, reply: object = None) -> None:
        super().__init__(message)
        self.lost = lost
        self.reply = reply


class SandboxLost(SandboxError):  # what happened, as one says it
    """Report that the sandbox's process is gone."""


class ProtocolError(SandboxLost):
    """Report bytes which do not form a message, or a message out of turn."""


class RemoteError(SandboxError):
    """Carry an exception that was raised inside the sandbox.

    Attributes
    ----------
    remote_type : str
        The exception's type name, as the submission knows it.
    remote_bases : tuple of str
        The names of all types in its method resolution order.
    remote_traceback : str
        The sandbox's own traceback, bounded.
    """

    remote_type = "Exception"
    remote_bases: tuple[str, ...] = ()
    remote_traceback = ""
    message = ""

    def __str__(self) -> str:
        return self.message


def remote_error(
    type_name: str, bases: Iterable[str], message: str, traceback: str = ""
) -> RemoteError:
    """Make the error that stands for an exception raised in a sandbox.

    Parameters
    ----------
    type_name, bases
        The exception's own name and its method resolution order, the type itself included.
    message, traceback
        Texts to carry.

    Returns
    -------
    RemoteError
        An instance which also is an instance of the built-in exceptions among `bases`. A
        ``SystemExit`` or ``KeyboardInterrupt`` of the sandbox is only ever a `RemoteError`: it
        must not end the examiner.

    Examples
    --------
    >>> error = remote_error("ShapeError", ["ShapeError", "ValueError", "Exception"], "2 axes")
    >>> isinstance(error, ValueError), type(error).__name__, str(error)
    (True, 'ShapeError', '2 axes')
    """
    bases = tuple(bases)
    name = type_name if type_name.isidentifier() and type_name.isascii() else "Exception"
    nearest: list[type[Exception]] = []
    for base in bases:
        kind = _BUILTIN.get(base)
        if kind is not None and not any(issubclass(known, kind) for known in nearest):
            nearest.append(kind)
    error = _instance(name, nearest) or _instance(name, nearest[:1]) or RemoteError()
    error.remote_type = name
    error.remote_bases = bases
    error.remote_traceback = traceback
    error.message = message
    return error


def _instance(name: str, kinds: list[type[Exception]]) -> RemoteError | None:
    """Make an exception of a fresh type below `RemoteError` and `kinds`, if they can be mixed."""
    try:
        made = type(name, (RemoteError, *kinds), {"__module__": __name__})()
    except TypeError:  # layouts of the built-in types conflict
        return None
    assert isinstance(made, RemoteError)
    return made
