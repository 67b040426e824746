"""Text: of bounded length, without what acts on terminals, readers and MathJax."""

from __future__ import annotations

import re

_ESCAPE = re.compile(
    r"\x1b\[(?P<colour>[0-9;]{0,40})m"
    r"|\x1b\[[0-?]{0,100}[ -/]{0,100}[@-~]"  # moves the cursor, clears the screen
    r"|\x1b\][^\x07\x1b]{0,5000}(?:\x07|\x1b\\)?"  # sets titles, makes links
)
# 38 and 48 begin longer codes, and nbconvert fails at those that are cut short
_COLOURS = re.compile(r"(?:(?:[0-9]|[1-79][0-7]|2[0-9]|[34]9|10[0-7])?(?:;|\Z))*\Z")
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f"  # control characters
    "\ud800-\udfff"  # halves of surrogate pairs: no file can hold them
    "\u202a-\u202e\u2066-\u2069]"  # characters that turn the direction of the text around them
    "|\x1b(?!\\[[0-9;]*m)"
)
#: Macros that make links and styles out of formulas, or load more of MathJax.
_ACTING = re.compile(
    r"(?:\\|&(?:bsol|#0*92|#x0*5c)(?:;|(?![0-9a-z])))"
    r"(?=(?:href|url|class|cssId|style|bbox|require|unicode|data|mmlToken)(?![a-zA-Z]))",
    re.IGNORECASE,
)


def safe_text(text: str, limit: int) -> str:
    r"""Return text without control characters, cut at `limit` with a sentence that says so.

    Colours stay, as escape sequences.

    >>> safe_text("a\x1b[31mb\x1b[2J\x1b]0;title\x07c\x00", 99)
    'a\x1b[31mbc�'
    >>> safe_text("word " * 9, 10)
    'word word \n[… 35 more characters are left out here]'
    """
    kept = _NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", _ESCAPE.sub(_colour, text[: 2 * limit]))
    left_out = len(text) - limit
    return f"{kept[:limit]}{_left_out(left_out)}" if left_out > 0 else kept[:limit]


def safe_source(source: str, limit: int) -> str:
    """Return the source of a code cell, cut at `limit` with a comment that says so."""
    kept = _NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", source[:limit].replace("\x1b", "\x00"))
    left_out = len(source) - limit
    return kept if left_out <= 0 else f"{kept}{_left_out(left_out, '# ')}"


def tame_math(text: str) -> str:
    r"""Put a space behind the backslash of macros that make links or styles.

    MathJax in its safe mode refuses the worst of them; this holds whatever shows the formula.

    >>> tame_math(r"$\href{javascript:alert(1)}{x} + \frac{1}{2}$")
    '$\\ href{javascript:alert(1)}{x} + \\frac{1}{2}$'
    """
    return _ACTING.sub(r"\\ ", text)


def _colour(found: re.Match[str]) -> str:
    colour = found["colour"]
    return found[0] if colour is not None and _COLOURS.match(colour) else ""


def _left_out(amount: int, comment: str = "") -> str:
    return f"\n{comment}[… {amount} more characters are left out here]"
