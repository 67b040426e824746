"""The second wall: how nbgrader's pages render Markdown and HTML, the formgrader's and feedback.

nbgrader's templates put rendered Markdown into the page as it is; nbconvert's `sanitize_html`
does not reach it, since they replace the block that would. Both use these filters by name.
"""

from __future__ import annotations

from typing import Any

from jinja2 import pass_context

from .markdown import safe_html_of


@pass_context
def markdown2html(context: Any, source: str) -> str:
    """Render a Markdown cell, its pasted pictures included, and clean what comes out."""
    cell = context.get("cell") or {}
    return safe_html_of(source, cell.get("attachments"))
