"""HTML by an allow-list: what words, tables and pictures need, and nothing that acts.

No scripts, forms, frames, ids or styles that lay something over the page, and nothing that is
fetched from elsewhere when the page is opened: a picture is in the page or it is not shown.
"""

from __future__ import annotations

import html
import re

from bleach.css_sanitizer import CSSSanitizer
from bleach.sanitizer import Cleaner

from .text import tame_math

#: The library's parser takes quadratic time for what nests deeply.
MAX_HTML = 120_000
MAX_TAGS = 4_000  # the largest table that pandas shows has 2,700

_WORDS = (
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption "
    "figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub "
    "summary sup table tbody td tfoot th thead tr u ul var"
)
_TAGS = frozenset(_WORDS.split())
_PLAIN = {
    "alt": re.compile(r"[^<>]*"),
    "title": re.compile(r"[^<>]*"),
    "align": re.compile(r"left|right|center|justify"),
    "valign": re.compile(r"top|middle|bottom|baseline"),
    "border": re.compile(r"\d"),
    "colspan": re.compile(r"\d{1,3}"),
    "rowspan": re.compile(r"\d{1,3}"),
    "start": re.compile(r"\d{1,4}"),
    "width": re.compile(r"\d{1,4}%?"),
    "height": re.compile(r"\d{1,4}%?"),
    "open": re.compile(""),
    # of tables as pandas writes them, and of highlighted code; not those of the page around
    "class": re.compile(
        r"\s*(?:(?:dataframe|highlight|task-list-item|hl-\w+|language-[\w+#.-]+|[a-z][a-z0-9]?)\s*)*"
    ),
    "style": re.compile(r"(?!.*(?:url|image|expression|var\s*\(|element|attr\s*\()|.*[\\@<>&]).*"),
}
_LINK = re.compile(r"https?://\S+|mailto:\S+|[^:\\\s]*", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]+")
_STYLES = frozenset(
    ("background-color", "color", "font-style", "font-weight", "text-align", "text-decoration",
     "vertical-align", "white-space")
)  # fmt: skip
_TAG = re.compile(r"<[^<>]*")
_NOT_SHOWN = re.compile(r"<(script|style|template|title|noscript|svg|math|object)\b", re.IGNORECASE)


def clean_html(text: object) -> str:
    """Return HTML that shows what it says and does nothing.

    What is too long or nests too much for the parser is returned as text.

    >>> clean_html('<b onclick="x()">bold</b><script>x()</script> <a href="javascript:x()">a</a>')
    '<b>bold</b> <a>a</a>'
    """
    source = str(text)
    if is_too_much(source):
        return f"<pre>{html.escape(source)}</pre>"
    # one cleaner a call: its parser has a state
    cleaner = Cleaner(
        tags=_TAGS,
        attributes=_may_stay,
        protocols=frozenset({"http", "https", "mailto", "data"}),
        strip=True,
        css_sanitizer=CSSSanitizer(allowed_css_properties=_STYLES, allowed_svg_properties=()),
    )
    return tame_math(cleaner.clean(_without_hidden_text(source)))


def is_too_much(source: str) -> bool:
    """Tell whether parsing it would take long: its length, its tags, attributes of one tag."""
    return (
        len(source) > MAX_HTML
        or source.count("<") > MAX_TAGS
        or any(
            len(tag.split()) > 300 or tag.count("/") > 300 + len(tag) // 40  # base64 has some
            for tag in _TAG.findall(source)
        )
    )


def shows_something(cleaned: str) -> bool:
    """Tell whether cleaned HTML holds a word or a picture."""
    return "<img src" in cleaned or bool(html.unescape(re.sub(r"<[^>]*>", "", cleaned)).strip())


def _may_stay(tag: str, name: str, value: str) -> bool:
    """Tell whether an attribute may stay; its value is looked at as a browser will read it."""
    value = html.unescape(value)
    if name == "href":
        return tag == "a" and bool(_LINK.fullmatch(value))
    if name == "src":
        return tag == "img" and bool(_PICTURE.fullmatch(value))
    return name in _PLAIN and bool(_PLAIN[name].fullmatch(value))


def _without_hidden_text(source: str) -> str:
    """Drop elements whose text no browser shows, so that it does not appear as text.

    For looks alone: what is left is parsed and cleaned, whatever was found here.
    """
    kept: list[str] = []
    place = 0
    lower = source.lower()
    while found := _NOT_SHOWN.search(source, place):
        kept.append(source[place : found.start()])
        end = lower.find(f"</{found[1].lower()}", found.end())
        close = source.find(">", end) if end >= 0 else -1
        if close < 0:
            return "".join(kept)
        place = close + 1
    return "".join([*kept, source[place:]])
