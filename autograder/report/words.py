"""Write numbers and other people's text so that a person can read them."""

from __future__ import annotations

import math
import re
from datetime import datetime

_NOT_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, and what they do to a terminal
    "\ud800-\udfff"  # halves of surrogate pairs: no file can hold them
    "\u202a-\u202e\u2066-\u2069]"  # characters that turn the direction of the text around them
)


def plain(text: str, limit: int = 3000) -> str:
    r"""Return text that can only be read: control characters replaced, its length bounded.

    >>> plain("a\x1b[31mb")
    'a�[31mb'
    """
    clean = _NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", text)
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def number(value: float, digits: int = 2) -> str:
    """Write a number with as many decimals as it needs, at most `digits`.

    >>> number(2.5000001), number(3.0), number(1.7666)
    ('2.5', '3', '1.77')
    """
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def part(points: float, most: float) -> str:
    """Write partial points; what is not everything never reads as if it were.

    >>> part(2, 3), part(1.9999, 2)
    ('2/3', '1.99/2')
    """
    shown = number(points)
    if points < most and shown == number(most):
        shown = number(math.floor(points * 100) / 100)
    return f"{shown}/{number(most)}"


def percent(share: float) -> str:
    """Write a share of 1 as whole per cent; only all is 100 % and only nothing is 0 %.

    >>> percent(0.5), percent(0.999), percent(0.001)
    ('50%', '99%', '1%')
    """
    if 0 < share < 1:
        return f"{min(99, max(1, round(100 * share)))}%"
    return f"{round(100 * share)}%"


def count(amount: int, one: str, several: str = "") -> str:
    """Write a number and its noun.

    >>> count(1, "learner"), count(3, "learner")
    ('1 learner', '3 learners')
    """
    return f"{amount} {one if amount == 1 else several or one + 's'}"


def moment(stamp: str) -> str:
    """Write a record's time for people.

    >>> moment("2025-01-31T12:00:59+00:00"), moment("some day"), moment("")
    ('2025-01-31 12:00 UTC', 'some day', '')
    """
    try:
        return f"{datetime.fromisoformat(stamp):%Y-%m-%d %H:%M %Z}".strip()
    except ValueError:
        return stamp
