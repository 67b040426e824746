"""The three messages of the conversation: a question, its answer, its failure.

Both sides ask and both sides answer. While a question is open, the other side may ask back (that is
how a call-back travels), so that the messages nest like function calls and need no numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .decoding import decode
from .encoding import encode
from .errors import ProtocolError
from .wire import Refer, Resolve

MAX_NESTING = 64  # questions inside of questions
MAX_TEXT = 10_000  # characters of an error's message, a traceback, a repr


@dataclass(frozen=True)
class Ask:
    """Ask the other side to do something."""

    operation: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Done:
    """Answer the open question."""

    value: Any = None


@dataclass(frozen=True)
class Fail:
    """Answer the open question with an exception."""

    type_name: str
    bases: tuple[str, ...]
    message: str
    traceback: str = ""


Message = Ask | Done | Fail


def pack(message: Message, refer: Refer | None = None) -> bytes:
    """Encode a message."""
    match message:
        case Ask(operation, values):
            plain: tuple[object, ...] = ("ask", operation, values)
        case Done(value):
            plain = ("done", value)
        case Fail(type_name, bases, text, traceback):
            plain = ("fail", type_name, bases, text, traceback)
    return encode(plain, refer)


def unpack(data: bytes | bytearray, resolve: Resolve | None = None) -> Message:
    """Decode a message.

    Raises
    ------
    ProtocolError
        If the bytes are anything but one well-formed message.
    """
    plain = decode(data, resolve)
    if type(plain) is not tuple or not plain or type(plain[0]) is not str:
        # Exact types come first: comparing with a handle would ask the sandbox.
        raise ProtocolError("plain data that is no message")
    match plain:
        case ("ask", str(operation), tuple(values)):
            return Ask(operation, values)
        case ("done", value):
            return Done(value)
        case ("fail", str(type_name), tuple(bases), str(text), str(traceback)) if len(
            bases
        ) <= 100 and all(type(base) is str and len(base) <= 200 for base in bases):
            return Fail(type_name[:200], bases, text[:MAX_TEXT], traceback[:MAX_TEXT])
    raise ProtocolError("plain data that is no message")
