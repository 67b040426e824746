"""The attack corpus: what submissions may try, by kind. A module says what its kind has in common.

Every attack hands in a wrong `softmax` and an honest `Counter`, and tries to have marks for both.
"""

from __future__ import annotations

from . import (
    answers,
    broken,
    comparison,
    ending,
    exhaustion,
    files,
    messages,
    notebook,
    processes,
    reading,
    snooping,
)
from .attack import NOTHING_GAINED, WRONG, Attack

KINDS = {
    "comparison": comparison,
    "answers": answers,
    "reading": reading,
    "ending": ending,
    "notebook": notebook,
    "messages": messages,
    "files": files,
    "snooping": snooping,
    "processes": processes,
    "exhaustion": exhaustion,
    "broken": broken,
}
ATTACKS: tuple[Attack, ...] = tuple(one for kind in KINDS.values() for one in kind.ATTACKS)

__all__ = ["ATTACKS", "KINDS", "NOTHING_GAINED", "WRONG", "Attack"]
