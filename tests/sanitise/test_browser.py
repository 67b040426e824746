"""The same pages in a real browser, where there is one: nothing runs, asks or is fetched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sanitise.conftest import HostileClass

playwright = pytest.importorskip(
    "playwright.sync_api", reason="no browser to look with: pip install playwright"
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


# links are held back, or the first ends the visit: but for those to scripts
TRY_EVERYTHING = """() => {
    for (const a of document.querySelectorAll("a[href]"))
        if (!/^javascript:/i.test(a.href)) a.addEventListener("click", e => e.preventDefault());
    for (const one of document.body.querySelectorAll("*")) {
        for (const kind of ["mouseover", "focus", "toggle", "animationstart"])
            one.dispatchEvent(new Event(kind));
        one.click?.();
    }
}"""


@dataclass
class Visit:
    """What happened in a page."""

    pwned: bool = False
    left: bool = False
    title: str = ""
    dialogs: list[str] = field(default_factory=list)
    requests: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no browser to look with: install chromium")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


def visit(browser: Any, path: Path) -> Visit:
    """Open a page, follow what can be clicked in it, and see what happens."""
    seen = Visit()
    page = browser.new_page()

    def answer(route: Any) -> None:
        url = route.request.url
        if url.startswith("file:"):
            route.continue_()
            return
        seen.requests.add(url)
        route.abort()

    page.route("**/*", answer)
    page.on("dialog", lambda one: (seen.dialogs.append(one.message), one.dismiss()))
    page.goto(path.as_uri(), wait_until="load")
    try:
        page.evaluate(TRY_EVERYTHING)
        page.wait_for_timeout(500)
        seen.title = page.title()
        seen.pwned = any(frame.evaluate("() => Boolean(window.pwned)") for frame in page.frames)
    except playwright.Error:  # the page is not there any more
        seen.left = True
    page.close()
    return seen


def test_the_browser_runs_what_a_page_without_walls_holds(
    browser: Any, hostile_class: HostileClass
) -> None:
    seen = visit(browser, hostile_class.page("raw", "plain"))
    assert seen.pwned or seen.dialogs or seen.left
    assert any("evil.invalid" in url for url in seen.requests)


@pytest.mark.parametrize(
    ("student", "folder"), [("hostile", "plain"), ("raw", "feedback"), ("hostile", "feedback")]
)
def test_nothing_of_a_hostile_submission_runs(
    browser: Any, hostile_class: HostileClass, student: str, folder: str
) -> None:
    seen = visit(browser, hostile_class.page(student, folder))
    friendly = visit(browser, hostile_class.page("friendly", folder))
    assert not seen.pwned
    assert not seen.left
    assert seen.dialogs == []
    assert seen.title == friendly.title == "tiny"
    assert seen.requests == friendly.requests, "nothing is fetched but the exporter's own scripts"
