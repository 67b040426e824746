"""What comes from a submission, made harmless to look at, and not too much of it.

The first wall stands where the autograded notebook is made: whatever shows that notebook shows
nothing that acts. The second is `pages.py`, through which nbgrader's own pages are made.
"""

from .allowance import Allowance
from .html import clean_html
from .markdown import safe_attachments, safe_markdown
from .outputs import safe_outputs, safe_verdict
from .text import safe_source, safe_text

__all__ = [
    "Allowance",
    "clean_html",
    "safe_attachments",
    "safe_markdown",
    "safe_outputs",
    "safe_source",
    "safe_text",
    "safe_verdict",
]
