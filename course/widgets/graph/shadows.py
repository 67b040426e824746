"""Stand-ins, drawn in place of variables and functions that must not be touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False)
class ShadowFunction:
    """What was calculated, by name, and from what."""

    title: str
    inputs: tuple[Shadow, ...]


@dataclass(eq=False)
class Shadow:
    """A number or array, perhaps with a gradient."""

    data: Any
    name: str = ""
    creator: ShadowFunction | None = None
    grad: Any = None


@dataclass
class Notebook:
    """The lines of a program as they were run, and the variable that each of them left."""

    lines: list[tuple[str, Shadow]] = field(default_factory=list)

    def note(self, line: str, title: str, data: Any, inputs: Sequence[Shadow]) -> Shadow:
        """Write down one line and what it made."""
        made = Shadow(data, "", ShadowFunction(title, tuple(inputs)) if title else None)
        self.lines.append((line, made))
        return made
