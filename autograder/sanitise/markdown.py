"""Markdown: a learner's words stay as they were written, unless their rendering could act.

Raw HTML and links to scripts make Markdown as dangerous as HTML, and HTML cannot be taken out of
it by changing characters without breaking code and formulas. So it is rendered, as nbconvert
does it, and compared with what cleaning leaves of that. Where nothing is lost, the source is
harmless; otherwise it is shown as it was written, in a block of code.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from .allowance import Allowance
from .html import clean_html, is_too_much
from .text import safe_text, tame_math

MAX_MARKDOWN = 30_000  # characters: the renderer takes quadratic time for some
_AS_WRITTEN = (
    "*This text holds HTML or addresses that a page should not follow. As it was written:*"
)
_TASK = re.compile(r'<input class="task-list-item-checkbox" type="checkbox" disabled( checked)?/>')
_PICTURES = ("image/png", "image/jpeg", "image/gif")

Attachments = dict[str, dict[str, str]]


def safe_markdown(source: str, allowance: Allowance, attachments: Attachments | None = None) -> str:
    """Return a source that does nothing, whoever renders it.

    Parameters
    ----------
    attachments : dict, optional
        The cell's pictures, from `safe_attachments`.
    """
    source = tame_math(safe_text(source, MAX_MARKDOWN).replace("\x1b", ""))
    if not allowance.take(len(source)):
        return "*[left out here: too much]*"
    if not allowance.take_work(len(source) // 10):
        return _as_code(source)
    try:
        rendered = _render(source, attachments or {})
        harmless = not is_too_much(rendered) and _shape(rendered) == _shape(clean_html(rendered))
    except Exception:  # the renderer fails at some texts, and would again
        harmless = False
    return source if harmless else _as_code(source)


def safe_html_of(source: str, attachments: Mapping[str, Any] | None = None) -> str:
    """Render Markdown as nbconvert does, and clean what comes out."""
    source = safe_text(source, MAX_MARKDOWN).replace("\x1b", "")
    try:
        return clean_html(_render(source, dict(attachments or {})))
    except Exception:  # as above
        return f"<pre>{html.escape(source)}</pre>"


def safe_attachments(raw: object, allowance: Allowance) -> Attachments:
    """Return the pictures that were pasted into a Markdown cell, as far as there is room."""
    kept: Attachments = {}
    for name, bundle in raw.items() if isinstance(raw, dict) else ():
        for kind in _PICTURES:
            picture = base64_of(bundle.get(kind) if isinstance(bundle, dict) else None)
            if picture and allowance.take(len(picture)):
                kept[str(name)[:200]] = {kind: picture}
                break
    return kept


def base64_of(value: object) -> str:
    """Return base64 in one line, or the empty string for anything else."""
    if isinstance(value, list):
        value = "".join(part for part in value if isinstance(part, str))
    if not isinstance(value, str):
        return ""
    value = "".join(value.split())
    try:
        base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return ""
    return value


def _render(source: str, attachments: Attachments) -> str:
    renderer = IPythonRenderer(escape=False, attachments=attachments, exclude_anchor_links=True)
    rendered = str(MarkdownWithMath(renderer=renderer).render(source))
    return _TASK.sub(lambda found: "☑" if found[1] else "☐", rendered)  # a form has no place here


def _as_code(source: str) -> str:
    """Fence a text with more backticks than it has itself: nothing in it is Markdown any more."""
    runs = re.findall("`+", source)
    fence = "`" * max(3, *(len(run) + 1 for run in runs), 3)
    return f"{_AS_WRITTEN}\n\n{fence}\n{source}\n{fence}"


def _shape(text: str) -> tuple[list[tuple[str, list[tuple[str, str]]]], str]:
    """Return the tags of a page with their attributes, and its words."""
    read = _Shape()
    read.feed(text)
    read.close()
    return read.tags, "".join("".join(read.words).split())


class _Shape(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str]]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "tbody":  # which cleaning adds where it is not written
            style = [(name, re.sub(r"[\s;]", "", value or "")) for name, value in attrs]
            self.tags.append((tag, sorted(style)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)
