"""The examiner's side of the conversation with one sandbox process.

Nothing that comes from the other side is believed. A message that is malformed, too long or out of
turn ends the process and the session; a wait that passes its deadline first interrupts the
submission's code, and then ends the process.
"""

from __future__ import annotations

import contextlib
import functools
import time
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from . import messages
from .channel import Channel
from .errors import (
    ProtocolError,
    SandboxError,
    SandboxLost,
    TimedOut,
    Uncrossable,
    remote_error,
)
from .handles import Remote, reference_to
from .messages import MAX_NESTING, Ask, Done, Fail
from .pending import Pending, Queue
from .wire import Reference, Value

GRACE = 1.0  # seconds between an interrupt and the end
_RELEASED_AT_ONCE = 256


class Session:
    """Ask one sandbox process; call what it calls back.

    Parameters
    ----------
    channel : Channel
        Our end of the socket pair.
    interrupt : callable
        Sends the process SIGINT.
    end : callable
        Ends the process with all that it started, and returns how it ended, in words.
    seconds : float
        The deadline of each question, of its call-backs too.
    total : float
        The deadline of all questions together.
    callbacks : dict, optional
        What the process already knows of ours: those of the process it was forked from.
    """

    def __init__(
        self,
        channel: Channel,
        *,
        interrupt: Callable[[], None],
        end: Callable[[], str],
        seconds: float,
        total: float = float("inf"),
        callbacks: dict[int, object] | None = None,
    ) -> None:
        self._channel = channel
        self._interrupt = interrupt
        self._end = end
        self._seconds = seconds
        self._left = total
        self.callbacks = dict(callbacks or {})
        self._numbers = {id(known): number for number, known in self.callbacks.items()}
        self._until: float | None = None
        self._interrupted = False
        self._nesting = 0
        self._queue = Queue(self._exchange)
        self.released: list[int] = []  # handles that nothing refers to any more
        self.lost: str | None = None
        self.interrupted = False  # at any time, and not just in the open question

    def renew(self, seconds: float) -> None:
        """Give all questions from now on together, and each of them, so many seconds."""
        self._seconds = self._left = seconds

    def greet(self) -> None:
        """Wait until the process says that it is there."""
        self._until = time.monotonic() + self._seconds
        try:
            message, _ = self._wait_for_answer()
        finally:
            self._until = None
        if not isinstance(message, Done):
            self._lose(f"the sandbox could not be set up: {message.message}")

    def ask(
        self,
        operation: str,
        *values: object,
        seconds: float | None = None,
        descriptor: int | None = None,
    ) -> Any:
        """Ask one question and return the answer.

        Parameters
        ----------
        operation : str
            What the worker shall do, with `values`.
        seconds : float, optional
            Another deadline than the session's.
        descriptor : int, optional
            An open file to send along.

        Raises
        ------
        RemoteError
            If the submission's code raised an exception.
        TimedOut, SandboxLost
            If the process did not answer.
        Exception
            Whatever a call-back raised on our side, as it was.
        """
        return self._ask_packed(self._packed(operation, values), seconds, descriptor)

    def _ask_packed(
        self, frame: bytes, seconds: float | None = None, descriptor: int | None = None
    ) -> Any:
        if self._until is None:
            self._queue.flush()
            self._refuse_if_lost()
        with self._turn(seconds):
            self._send(frame, descriptor=descriptor)
            answer, failure = self._wait_for_answer()
        return self._read(answer, failure)

    def ask_later(self, operation: str, *values: object) -> Pending:
        """Put a question off until its answer is needed, or another question is asked.

        What would be raised is raised by the answer's `get`. A process that knows functions of ours
        may call them back in the middle of an answer, so there nothing is put off.
        """
        later = Pending(self._queue.flush)
        try:
            frame = self._packed(operation, values)
        except Exception as error:
            later.settle(functools.partial(_raise, error))
            return later
        if not self.callbacks and self._until is None:
            return self._queue.add(frame)
        later.settle(lambda: self._ask_packed(frame))
        return later

    def _exchange(self, frames: list[bytes], waiting: list[Pending]) -> None:
        """Send questions together and settle their answers; once one is late, so are the others."""
        late: Exception | None = None
        try:
            with self._turn(None):
                self._send(*frames)
                for pending in waiting:
                    if late is None:
                        answer, failure = self._wait_for_answer()
                        pending.settle(functools.partial(self._read, answer, failure))
                        if self._interrupted:
                            late = TimedOut("the code ran too long and was interrupted")
                            self._end_process(str(late))
                    else:
                        pending.settle(functools.partial(_raise, late))
        except SandboxError as error:
            for pending in waiting:
                if not pending.settled:
                    pending.settle(functools.partial(_raise, error))

    def _packed(self, operation: str, values: tuple[object, ...]) -> bytes:
        self._refuse_if_lost()
        if self._nesting >= MAX_NESTING:
            raise RecursionError("calls into the sandbox are nested too deeply")
        return messages.pack(Ask(operation, values), self._refer)

    @contextlib.contextmanager
    def _turn(self, seconds: float | None) -> Iterator[None]:
        """Let the other side answer inside of the block, until the deadline."""
        started = time.monotonic()
        outermost = self._until is None
        if outermost:
            allowed = min(self._seconds if seconds is None else seconds, self._left)
            if allowed <= 0:
                raise TimedOut("the time for this exercise is used up")
            self._until, self._interrupted = started + allowed, False
        self._nesting += 1
        try:
            if outermost:
                self._release()
            yield
        except BaseException:  # Ctrl-C, for one: a late answer must not answer the next question
            if self.lost is None:
                self._end_process("the examiner was interrupted")
            raise
        finally:
            self._nesting -= 1
            if outermost:
                self._until = None
                self._left -= time.monotonic() - started

    def _read(self, answer: Done | Fail, failure: Exception | None) -> Any:
        """Return what an answer says, or raise it."""
        if failure is not None:
            raise failure
        if self._interrupted:
            reply = answer.value if isinstance(answer, Done) else None
            raise TimedOut("the code ran too long and was interrupted", reply=reply)
        if isinstance(answer, Fail):
            raise remote_error(answer.type_name, answer.bases, answer.message, answer.traceback)
        return answer.value

    def apply(
        self,
        operation: str,
        *args: object,
        kwargs: dict[str, Any] | None = None,
        hold: bool = False,
    ) -> Any:
        """Have the worker apply one of its `OPERATIONS`; `hold` keeps plain data over there."""
        values = tuple(Value(arg) for arg in args)
        named = tuple((name, Value(arg)) for name, arg in (kwargs or {}).items())
        return self.ask("apply", operation, values, named, hold)

    def accuse(self, reason: str) -> NoReturn:
        """End the process, which answered what no honest worker answers; raise `ProtocolError`."""
        self._lose(reason, ProtocolError)

    def close(self) -> None:
        """End the process; every later question raises `SandboxLost`."""
        if self.lost is None:
            self._end_process("the sandbox is closed")

    def _wait_for_answer(self) -> tuple[Done | Fail, Exception | None]:
        """Serve call-backs until the answer comes; return it with what a call-back raised."""
        failure: Exception | None = None
        while True:
            message = self._receive()
            if not isinstance(message, Ask):
                return message, failure
            frame, error = self._call(message)
            failure = failure or error
            self._refuse_if_lost()
            self._send(frame)

    def _call(self, ask: Ask) -> tuple[bytes, Exception | None]:
        """Call what the sandbox asks for; return the answer, packed, and what the call raised."""
        match ask:
            case Ask("call", (int(number), tuple(args), tuple(pairs))) if (
                number in self.callbacks and all(map(_is_named, pairs))
            ):
                pass
            case _:
                self._lose("it asked for something that it cannot ask for", ProtocolError)
        try:
            result = self.callbacks[number](*args, **dict(pairs))  # type: ignore[operator]  # callable
            return messages.pack(Done(Value(result)), self._refer), None
        except Exception as error:  # raised again where the test runs
            plain = Fail("RuntimeError", (), "the function that was passed in failed")
            return messages.pack(plain), error

    def _receive(self) -> messages.Message:
        while True:
            try:
                return messages.unpack(self._channel.receive(self._until), self._resolve)
            except TimeoutError:
                if self._interrupted:
                    self._lose("the code ran too long and ignored the interrupt", TimedOut)
                self._interrupted = self.interrupted = True
                self._until = time.monotonic() + GRACE
                with contextlib.suppress(SandboxError):
                    self._interrupt()
            except SandboxLost as error:
                self._lose(str(error), type(error))

    def _send(self, *frames: bytes, descriptor: int | None = None) -> None:
        try:
            self._channel.send(*frames, until=self._until, descriptor=descriptor)
        except TimeoutError:
            self._lose("the sandbox does not read what it is sent", TimedOut)
        except SandboxLost as error:
            self._lose(str(error), type(error))

    def _release(self) -> None:
        """Tell the worker which handles it can forget."""
        if len(self.released) < _RELEASED_AT_ONCE:
            return
        numbers, self.released = tuple(self.released), []
        self._send(messages.pack(Ask("release", (numbers,))))
        self._wait_for_answer()

    def _refuse_if_lost(self) -> None:
        if self.lost is not None:
            raise SandboxLost(self.lost)

    def _lose(self, reason: str, kind: type[SandboxError] = SandboxLost) -> NoReturn:
        """End the process, and raise."""
        how = self._end_process(reason)
        if how and kind is SandboxLost:
            self.lost = f"{reason}: {how}"
        if kind is TimedOut:
            raise TimedOut(reason, lost=True)
        raise kind(self.lost)

    def _end_process(self, reason: str) -> str:
        """End the process and remember why; return how it ended, in words."""
        self.lost = reason
        self._channel.close()
        self.callbacks.clear()
        try:
            return self._end()
        except SandboxError:  # what could have ended it is gone too
            return ""

    def _refer(self, value: object, unfit: bool) -> Reference:
        if type(value) is Remote:
            return reference_to(value, self)
        if unfit:
            raise Uncrossable(f"a {type(value).__name__} is too large, too deep or cyclic to cross")
        if not callable(value):
            raise Uncrossable(f"a {type(value).__name__} is neither plain data nor callable")
        number = self._numbers.setdefault(id(value), len(self._numbers) + 1)
        self.callbacks[number] = value
        name = getattr(value, "__name__", type(value).__name__)
        return Reference(senders=True, number=number, type_name=str(name))

    def _resolve(self, reference: Reference) -> object:
        if reference.senders:
            return Remote(self, reference.number, reference.type_name)
        try:
            return self.callbacks[reference.number]
        except KeyError:
            raise ProtocolError("a reference to nothing") from None


def _raise(error: Exception) -> NoReturn:
    raise error


def _is_named(pair: object) -> bool:
    return type(pair) is tuple and len(pair) == 2 and type(pair[0]) is str
