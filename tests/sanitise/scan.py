"""Read a page as a static scanner does: what in it could run, load or send something?"""

from __future__ import annotations

import re
from html.parser import HTMLParser

FRAMES = {"iframe", "object", "embed", "frame", "frameset", "applet", "portal", "fencedframe"}
FORMS = {"form", "input", "button", "textarea", "select", "option"}
OTHERS = {"base", "svg", "math", "link", "meta", "style", "template", "noscript", "plaintext"}
ADDRESSES = {"href", "src", "srcset", "action", "formaction", "data", "poster", "background"}


class Scan(HTMLParser):
    """Collects scripts, and what else acts; `others` counts tags that pages have of their own."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.dangers: list[str] = []
        self.others: dict[str, int] = {}
        self.images: list[str] = []
        self._script = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self._script = True
            self.scripts.append(dict(attrs).get("src") or "")
        if tag in FRAMES | FORMS:
            self.dangers.append(f"<{tag}>")
        if tag in OTHERS:
            self.others[tag] = self.others.get(tag, 0) + 1
        for name, value in attrs:
            plain = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or name in {"srcdoc", "xlink:href", "formaction", "ping"}:
                self.dangers.append(f"{tag} {name}={value}")
            if name in ADDRESSES and re.match(r"(javascript|vbscript|data:(?!image/))", plain):
                self.dangers.append(f"{tag} {name}={value}")
            if name == "style" and re.search(r"url|expression|image\(|\\|position|@import", plain):
                self.dangers.append(f"{tag} style={value}")
            if tag == "img" and name == "src":
                self.images.append(plain[:30])
                if not plain.startswith("data:image/"):
                    self.dangers.append(f"img src={value}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = False

    def handle_data(self, data: str) -> None:
        if self._script:
            self.scripts[-1] += data
