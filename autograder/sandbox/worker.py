"""The sandbox's side of the conversation: it runs cells and operates on objects when asked.

The process that runs this is the submission's own: nothing here protects anything. What protects is
that the examiner believes no byte of what comes from here.
"""

from __future__ import annotations

import os
import traceback
from copy import deepcopy as _deepcopy
from os import _exit, getpid  # bound at import: a submission may replace them
from os import close as _close
from pathlib import Path
from socket import socket as _socket
from threading import get_ident
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from . import messages
from .channel import Channel
from .children import Children
from .errors import ProtocolError, SandboxLost
from .interrupts import Interrupts
from .messages import MAX_NESTING, MAX_TEXT, Ask, Done, Fail
from .operations import IN_PLACE, NAMESPACES, OPERATIONS
from .shell import run_cell, safe_text
from .wire import Reference, Value

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


_MUTABLE = {list, dict, np.ndarray}
_HERE = str(Path(__file__).parent)


class Callback:
    """Stand for something of the examiner's: it has a name, and can be called."""

    __slots__ = ("__name__", "_number", "_worker")

    def __init__(self, worker: Worker, number: int, name: str) -> None:
        self._worker = worker
        self._number = number
        self.__name__ = name

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        """Have the examiner call it, with copies of plain data."""
        return self._worker.call_back(self._number, args, kwargs)

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


class Worker:
    """Serve one examiner over one channel.

    Parameters
    ----------
    shell : InteractiveShell
        Runs the cells and holds their names.
    channel : Channel
        Takes descriptors, since a snapshot is given its own socket.
    namespaces : int
        What a snapshot has for itself.
    """

    def __init__(self, shell: InteractiveShell, channel: Channel, namespaces: int = 0) -> None:
        self._shell = shell
        self._channel = channel
        self._objects: dict[int, object] = {}
        self._next_number = 1
        self._callbacks: dict[int, Callback] = {}
        self._children = Children(namespaces, brief=True, or_plainly=True)
        self._interrupts = Interrupts()
        self._nesting = 0
        self._process, self._thread = getpid(), get_ident()

    def serve(self) -> NoReturn:
        """Answer until the examiner closes the channel; then end the process."""
        self._interrupts.install()
        status = os.EX_SOFTWARE
        try:
            self._send(Done(getpid()))
            while True:
                self._interrupts.drop()
                message = self._receive()
                if not isinstance(message, Ask):
                    raise ProtocolError("an answer to no question")
                self._answer(message)
        except SandboxLost:
            status = os.EX_OK
        finally:
            self._children.end_all()
            _exit(status)

    def _answer(self, ask: Ask) -> None:
        self._nesting += 1
        try:
            reply: messages.Message = Done(getattr(self, f"_do_{ask.operation}")(*ask.values))
        except BaseException as error:  # whatever it is, the examiner shall hear it
            reply = _failure(error)
        self._nesting -= 1
        with self._interrupts.held():
            self._send(reply)

    # What the examiner can ask for: `_do_<operation>`.

    def _do_run_cell(self, source: str, silent: bool) -> object:
        with self._interrupts.allowed():
            return run_cell(self._shell, source, silent)

    def _do_names(self) -> list[str]:
        """List the names bound by cells: neither Python's own nor IPython's."""
        own, names = self._shell.user_ns_hidden, list(self._shell.user_ns)
        return [n for n in names if type(n) is str and n[:2] != "__" and n not in own]

    def _do_fetch(self, name: str) -> tuple[bool, Value]:
        names = self._shell.user_ns
        return name in names, Value(names.get(name))

    def _do_apply(
        self, operation: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...], hold: bool
    ) -> Value:
        function = OPERATIONS[operation]
        with self._interrupts.allowed():
            result = function(*args, **dict(kwargs))
        if operation in IN_PLACE:
            hold = hold or result is args[0]
        elif operation == "getattr":
            hold = hold or args[1] in NAMESPACES
        return Value(result, held=hold)

    def _do_invoke(
        self, function: Any, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]
    ) -> tuple[object, ...]:
        with self._interrupts.allowed():
            result = function(*args, **dict(kwargs))
        after = tuple(Value(arg) for arg in args)
        return Value(result), after, tuple((name, Value(arg)) for name, arg in kwargs)

    def _do_each(
        self, function: Any, cases: tuple[tuple[Any, ...], ...], hold: bool
    ) -> tuple[Value, ...]:
        with self._interrupts.allowed():
            # a result is what it is now, whatever later calls do to the same list or array
            return tuple(Value(_as_it_is(function(*args)), held=hold) for args in cases)

    def _do_release(self, numbers: tuple[int, ...]) -> None:
        for number in numbers:
            self._objects.pop(number, None)

    def _do_snapshot(self) -> int:
        """Fork. The child goes on with the examiner over the socket that came with the question."""
        descriptor = self._channel.descriptors.pop()
        if self._nesting > 1:
            _close(descriptor)
            raise RuntimeError("a snapshot is taken between questions, not inside of a call")
        try:
            pid = self._children.fork()
        except OSError:
            _close(descriptor)
            raise
        if pid:
            _close(descriptor)
            return pid
        self._channel.close()
        self._channel = Channel(_socket(fileno=descriptor), takes_descriptors=True)
        self._process = getpid()
        return 0

    def _do_interrupt(self, pid: int) -> None:
        self._children.interrupt(pid)

    def _do_end(self, pid: int) -> int | None:
        return self._children.end(pid)

    # What the submission can ask for: a call of something that the examiner passed in.

    def call_back(self, number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Ask the examiner to call its object `number`; answer what it asks meanwhile."""
        if get_ident() != self._thread or not self._nesting:
            raise RuntimeError("a call-back only works while the function that got it runs")
        if self._nesting >= MAX_NESTING:
            raise RecursionError("call-backs are nested too deeply")
        with self._interrupts.held():
            values = tuple(map(Value, args)), tuple((k, Value(v)) for k, v in kwargs.items())
            self._send(Ask("call", (number, *values)))
            while isinstance(message := self._receive(), Ask):
                self._answer(message)
        if isinstance(message, Fail):
            raise RuntimeError(message.message)
        return message.value

    def _send(self, message: messages.Message) -> None:
        if getpid() != self._process:  # a copy which the submission forked: it has no say
            _exit(0)
        try:
            frame = messages.pack(message, self._refer)
        except ProtocolError as error:
            if isinstance(message, Ask):
                raise ValueError(str(error)) from None
            frame = messages.pack(_failure(ValueError(f"the answer cannot be sent: {error}")))
        self._channel.send(frame)

    def _receive(self) -> messages.Message:
        return messages.unpack(self._channel.receive(), self._resolve)

    def _refer(self, value: object, _unfit: bool) -> Reference:
        if type(value) is Callback:
            return Reference(senders=False, number=value._number)
        number, self._next_number = self._next_number, self._next_number + 1
        self._objects[number] = value
        return Reference(senders=True, number=number, type_name=type(value).__name__)

    def _resolve(self, reference: Reference) -> object:
        if not reference.senders:
            return self._objects[reference.number]
        known = self._callbacks.get(reference.number)
        if known is None:
            known = Callback(self, reference.number, reference.type_name)
            self._callbacks[reference.number] = known
        return known


def _as_it_is(result: Any) -> Any:
    return _deepcopy(result) if type(result) in _MUTABLE else result


def _failure(error: BaseException) -> Fail:
    """Describe an exception; leave our own frames out of its traceback."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename.startswith(_HERE):
        trace = trace.tb_next
    bases = tuple(kind.__name__[:200] for kind in type(error).__mro__)[:100]
    return Fail(type(error).__name__, bases, safe_text(error), _traceback_text(error, trace))


def _traceback_text(error: BaseException, trace: TracebackType | None) -> str:
    try:
        return "".join(traceback.format_exception(type(error), error, trace))[-MAX_TEXT:]
    except BaseException:  # a learner's exception may fail to be shown
        return ""
