"""Run code that is not trusted in a process of its own, and use its objects from here."""

from .bubblewrap import INSTALL
from .cells import CellError, CellRun
from .errors import (
    NoWalls,
    ProtocolError,
    RemoteError,
    SandboxError,
    SandboxLost,
    StartError,
    TimedOut,
    Uncrossable,
)
from .handles import Remote, plain
from .launch import Zygote, shared_zygote
from .limits import Limits
from .process import Sandbox, Snapshot

__all__ = [
    "INSTALL",
    "CellError",
    "CellRun",
    "Limits",
    "NoWalls",
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
    "plain",
    "shared_zygote",
]
