"""Run code that is not trusted in a process of its own, and use its objects from here."""

from .cells import CellError, CellRun
from .errors import (
    ProtocolError,
    RemoteError,
    SandboxError,
    SandboxLost,
    StartError,
    TimedOut,
    Uncrossable,
)
from .handles import Remote
from .launch import Zygote
from .limits import Limits
from .placing import hold, place, plain, value
from .process import Sandbox, Snapshot

__all__ = [
    "CellError",
    "CellRun",
    "Limits",
    "ProtocolError",
    "Remote",
    "RemoteError",
    "Sandbox",
    "SandboxError",
    "SandboxLost",
    "Snapshot",
    "StartError",
    "TimedOut",
    "Uncrossable",
    "Zygote",
    "hold",
    "place",
    "plain",
    "value",
]
