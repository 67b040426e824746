"""Checks that name the misconception.

A test cell claims what an answer does; the claims are judged by answers that the reference
solution and the known mistakes gave when the course was built. Needs NumPy and the standard
library; IPython only to show a card.
"""

from .claims import exercise
from .desk import CheckFailed, CheckUnavailable
from .each import each
from .hints import hint
from .placing import hold, place, value

__all__ = [
    "CheckFailed",
    "CheckUnavailable",
    "each",
    "exercise",
    "hint",
    "hold",
    "place",
    "value",
]
