"""What learners honestly show still shows; what is too much is cut with a sentence."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sanitise.hostile import BUNDLES, HTML, MARKDOWN, PNG
from sanitise.scan import Scan

from autograder.sanitise import (
    Allowance,
    clean_html,
    safe_attachments,
    safe_markdown,
    safe_outputs,
    safe_source,
    safe_text,
    safe_verdict,
)
from autograder.sanitise.html import MAX_HTML
from autograder.sanitise.markdown import safe_html_of

TABLE = (
    '<table border="1" class="dataframe">\n  <thead>\n    <tr style="text-align: right;">'
    "<th></th><th>a &amp; b</th></tr>\n  </thead>\n  <tbody><tr><th>0</th><td>1.5</td></tr></tbody>"
    "\n</table>"
)
WRITTEN = """# Why it takes **two** layers

1. One perceptron draws *one line*: $w_1 x_1 + w_2 x_2 < b$, so `x < y` is all it can say.
2. A `<script>` in code is only text, and so is 3 < 4 & 5 > 4.

| x | y |
|:--|--:|
| 0 | 1 |

$$\\begin{aligned} a &= b \\\\ c &< d \\end{aligned}$$

- [x] checked, see <https://example.org> or [here](https://example.org "a title")
- <b>bold</b> with <sub>HTML</sub><br>

```python
if x < y: print("<b>")
```
"""


def display(data: dict, metadata: dict | None = None, kind: str = "display_data") -> dict:
    count = {"execution_count": 3} if kind == "execute_result" else {}
    return {"output_type": kind, "data": data, "metadata": metadata or {}, **count}


def only(data: dict, metadata: dict | None = None) -> dict:
    (output,) = safe_outputs([display(data, metadata)], Allowance())
    return output


@pytest.mark.parametrize("name", HTML)
def test_html_that_acts_is_cleaned_and_cleaning_again_changes_nothing(name: str) -> None:
    cleaned = clean_html(HTML[name])
    found = Scan(cleaned)
    assert (found.dangers, found.scripts, found.others) == ([], [], {})
    assert clean_html(cleaned) == cleaned


@pytest.mark.parametrize("name", MARKDOWN)
def test_markdown_that_acts_is_harmless_in_the_source_and_in_the_page(name: str) -> None:
    for page in (
        safe_html_of(MARKDOWN[name]),
        safe_html_of(safe_markdown(MARKDOWN[name], Allowance())),
    ):
        found = Scan(page)
        assert (found.dangers, found.scripts, found.others) == ([], [], {})


@pytest.mark.parametrize("name", BUNDLES)
def test_every_display_keeps_something_to_read_or_see(name: str) -> None:
    output = only(*BUNDLES[name])
    assert any(output["data"].values()) or name.startswith(("html-", "md-"))


@given(st.text(alphabet="<>/=\"'& \n-!abistyle:;()[]`$*|#\\x00", max_size=60))
def test_no_text_of_markup_survives_cleaning_with_anything_that_acts(text: str) -> None:
    for page in (clean_html(text), safe_html_of(text)):
        assert Scan(page).dangers == []
        assert clean_html(page) == page


def test_a_table_as_pandas_writes_it_is_kept() -> None:
    output = only({"text/html": TABLE, "text/plain": "   a & b\n0 1.5"})
    assert output["data"]["text/html"].split() == TABLE.split()
    assert output["data"]["text/plain"]


def test_a_styled_table_loses_its_style_sheet_and_not_its_numbers() -> None:
    html = "<style>#T_1 td {color: red}</style><table id='T_1'><tr><td>1.5</td></tr></table>"
    assert "color: red" not in clean_html(html)
    assert "1.5" in clean_html(html)


def test_a_figure_keeps_its_picture_and_its_size() -> None:
    output = only(
        {"image/png": PNG + "\n", "text/plain": "<Figure>"}, {"image/png": {"width": 300}}
    )
    assert output["data"]["image/png"] == PNG
    assert output["metadata"] == {"image/png": {"width": 300}}


def test_widgets_are_shown_as_their_text() -> None:
    view = "application/vnd.jupyter.widget-view+json"
    output = only({view: {"model_id": "x"}, "text/plain": "IntSlider(value=3)"})
    assert output["data"] == {"text/plain": "IntSlider(value=3)"}


def test_formulas_are_kept() -> None:
    source = r"$\displaystyle \frac{1}{1 + e^{-x}}$"
    assert only({"text/latex": source})["data"]["text/latex"] == source
    assert (
        r"\frac{1}{2} &lt; 1" in only({"text/markdown": r"$\frac{1}{2} < 1$"})["data"]["text/html"]
    )


def test_an_answer_in_prose_stays_as_it_was_written() -> None:
    assert safe_markdown(WRITTEN, Allowance()) == WRITTEN
    page = safe_html_of(WRITTEN)
    for words in ("<strong>two</strong>", "<table>", "w_2 x_2 &lt; b", "☑", "<b>bold</b>", "<sub>"):
        assert words in page
    assert '<a href="https://example.org" title="a title">here</a>' in page


def test_pasted_pictures_are_kept_and_nothing_else_that_was_attached() -> None:
    raw = {
        "a.png": {"image/png": PNG},
        "b.svg": {"image/svg+xml": "x"},
        "c": {"text/html": "x"},
        "d.png": {"image/png": 'x" onerror="y'},
        "e": None,
    }
    kept = safe_attachments(raw, Allowance())
    assert kept == {"a.png": {"image/png": PNG}}
    assert safe_attachments([raw], Allowance()) == {}
    assert safe_attachments(raw, Allowance(room=9)) == {}
    source = "![a sketch](attachment:a.png)"
    assert safe_markdown(source, Allowance(), kept) == source
    assert f"data:image/png;base64,{PNG}" in safe_html_of(source, kept)


def test_what_the_examiner_says_keeps_its_number() -> None:
    outputs = [
        {
            "output_type": "stream",
            "name": "stdout",
            "text": "softmax-rows: \x1b[2J\x9b1m" + "x" * 99_999,
        },
        display({"text/plain": "1.5"}, kind="execute_result"),
    ]
    words, number = safe_verdict(outputs)
    assert "more characters are left out" in words["text"]
    assert "\x1b" not in words["text"]
    assert number == outputs[1]


def test_outputs_of_many_megabytes_become_a_sentence() -> None:
    big = "x" * 8_000_000
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": big},
        {"output_type": "error", "ename": "E", "evalue": big, "traceback": [big]},
        display({"text/html": f"<p>{big}</p>", "text/plain": "short"}),
        display({"image/png": "AAAA" * 2_000_000, "text/plain": big}),
        display({"image/svg+xml": big}),
        display({"text/markdown": big}),
        *[{"output_type": "stream", "name": "stdout", "text": "many"}] * 500,
    ]
    kept = safe_outputs(outputs, Allowance())
    assert len(str(kept)) < 200_000
    assert "more characters are left out" in str(kept)
    assert kept[2]["data"] == {"text/plain": "short"}
    assert "outputs are left out here: too much" in kept[-1]["text"]


def test_one_notebook_has_room_for_so_much_and_no_more() -> None:
    allowance = Allowance(room=50_000)
    cells = [safe_outputs([display({"image/png": "AAAA" * 2000})], allowance) for _ in range(20)]
    assert len(str(cells)) < 60_000
    assert "left out here" in cells[-1][-1]["text"]
    assert safe_markdown("words " * 9000, allowance) == "*[left out here: too much]*"


@pytest.mark.parametrize(
    "text",
    [
        *("<b>" * 40_000, "<div>" * 20_000, "<b " + "a " * 50_000, "<b " + "a/" * 50_000),
        *("<" * 99_999, "<script" * 15_000, "&" * 99_999, "a" * MAX_HTML, "[" * 29_999),
        *("<b>" * 3999, "<div>" * 3999, "<b><p>" * 1999, "<table><tr>" * 1999, "<!--" * 3999),
        *("\\begin{a}" * 3000, "> " * 14_000, "*a " * 9999, "- " * 14_000, "``` " * 7000),
    ],
    ids=lambda text: f"{text[:8]}-{len(text)}",
)
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()
    clean_html(text)
    safe_outputs([display({"text/html": text})] * 50, Allowance())
    safe_markdown(text, Allowance())
    assert time.process_time() - start < 60  # a guard against hours, not a measurement


def test_text_says_how_much_of_it_is_left_out() -> None:
    assert safe_text("short", 9) == "short"
    assert safe_text("x" * 12, 9) == "x" * 9 + "\n[… 3 more characters are left out here]"
    assert safe_source("y = 1\n" * 9, 12).endswith("\n# [… 42 more characters are left out here]")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\x1b[1;31mred\x1b[0m", "\x1b[1;31mred\x1b[0m"),
        ("\x1b[38;5;1mx\x1b[38mx\x1b[48;2;1mx", "xxx"),  # nbconvert fails at some of them
        ("\x1b]8;;https://evil.invalid\x07x\x1b]8;;\x07", "x"),
        ("\x1b[2J\x1b[1;1Hx\x1bc", "x\N{REPLACEMENT CHARACTER}c"),
        ("\x9b31mx\x00\u202ey\ud800", "\ufffd31mx\ufffd\ufffdy\ufffd"),
        ("tab\tline\r\n", "tab\tline\r\n"),
    ],
)
def test_only_colours_are_left_of_escape_sequences(text: str, kept: str) -> None:
    assert safe_text(text, 1000) == kept
