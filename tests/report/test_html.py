"""The page: complete without a network, and nothing in it but text from a submission."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from report.records import EXERCISES, cell, claim, made_up_class, submission

from autograder.examine.result import NamedMistake, SubmissionResult, WrittenResult
from autograder.report import make_report

VOID = {"meta", "input", "br", "img", "link"}
EVIL = "<script>alert(1)</script><img src=x onerror='alert(1)'>\"'>{{ 7*7 }}"


class Page(HTMLParser):
    """Reads a page: its tags, ids and links; complains of tags that do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"{tag} is closed where something else is open"

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str]:
        return [value for _, key, value in self.attributes if key == name]


def page(*results: SubmissionResult, title: str = "Loss: a class") -> Page:
    return Page(make_report(results, title, EXERCISES))


def hostile() -> SubmissionResult:
    failed = cell(
        "softmax", "failed", 1.0, held=1, total=3, message=EVIL,
        claims=(claim(because=EVIL, detail=EVIL), claim(hidden=True, message=EVIL, detail="")),
        misconceptions=(NamedMistake(EVIL, f"`{EVIL}` *{EVIL}* {EVIL}"),),
    )  # fmt: skip
    return submission(
        EVIL + "\x1b\ud800\u202e", failed, cell("none such " + EVIL, "failed"),
        remarks=(EVIL,), message=EVIL, status="unreadable", graded_at=EVIL, versions={EVIL: EVIL},
        written=(WrittenResult(EVIL, 1.0, True),), answers={"softmax": EVIL},
    )  # fmt: skip


@pytest.mark.parametrize("size", [0, 1, 2, 30])
def test_a_class_of_any_size_makes_a_page_that_nests(size: int) -> None:
    read = page(*made_up_class(size))
    assert read.tags["html"] == 1
    assert read.tags["h1"] == 1


def test_an_empty_class_says_so() -> None:
    assert "no submissions yet" in page().text


def test_300_submissions_make_one_file_of_reasonable_size() -> None:
    text = make_report(made_up_class(300), "Loss", EXERCISES)
    assert text.count('<details class="student"') == 300
    assert len(text) < 10_000_000


def test_text_from_a_submission_never_becomes_a_tag() -> None:
    friendly, evil = page(*made_up_class(2)), page(hostile(), *made_up_class(2), title=EVIL)
    assert evil.tags["img"] == 0
    assert evil.tags["script"] == friendly.tags["script"] == 1
    assert not [name for _, name, _ in evil.attributes if name.startswith("on")]
    assert "alert(1)" in evil.text
    assert "{{ 7*7 }}" in evil.text  # and is no template either


def test_the_page_of_a_hostile_class_can_be_written_to_a_file() -> None:
    text = make_report([hostile()], "Loss", EXERCISES)
    assert text.encode("utf-8")
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_the_page_asks_nothing_of_a_network_and_forbids_it() -> None:
    text = make_report(made_up_class(5), "Loss", EXERCISES)
    read = Page(text)
    assert not re.search(r"https?://|@import|url\(", text)
    assert not read.values("src")
    assert all(href.startswith("#") for href in read.values("href"))
    [policy] = [one for one in read.values("content") if "default-src" in one]
    assert policy.startswith("default-src 'none'")
    assert "script-src 'sha256-" in policy


def test_every_link_leads_to_one_place_in_the_page() -> None:
    read = page(*made_up_class(12))
    ids = Counter(read.values("id"))
    assert max(ids.values()) == 1
    assert {href.removeprefix("#") for href in read.values("href")} <= set(ids)


def test_every_mark_of_the_grid_has_words_and_a_place() -> None:
    results = made_up_class(12)
    read = page(*results)
    cells = [value for value in read.values("href") if re.fullmatch(r"#s\d+-e\d+", value)]
    assert {f"#s{i}-e{k}" for i in range(12) for k in range(len(EXERCISES))} <= set(cells)
    assert "A neuron adds up: full marks, 2/2" in read.values("aria-label")


def test_claims_that_do_not_hold_are_shown_with_their_detail() -> None:
    broken = [claim(because=f"reason {i}", detail=f"expected {i}") for i in range(6)]
    right = claim(True, because="this one holds")
    failed = cell("softmax", "failed", 1.0, held=1, total=7, claims=(right, *broken))
    text = page(submission("a", failed)).text
    assert "reason 0" in text
    assert "expected 3" in text
    assert "this one holds" not in text
    assert "expected 4" not in text  # the page stays readable; the record has all
    assert "2 more: all are in the result record" in text


def test_the_code_of_a_failed_exercise_is_there_folded_and_as_it_was_written() -> None:
    code = "def softmax(z):\n    return z <3 and '</code></pre><script>x()</script>'"
    failed = submission("a", cell("softmax", "failed", total=1), answers={"softmax": code})
    text = make_report([failed], "Loss", EXERCISES)
    assert code in Page(text).text
    assert Page(text).tags["script"] == 1
    assert '<details class="answer"><summary>the answer, 2 lines</summary>' in text


def test_an_unreadable_file_is_named_and_counts_in_no_mean() -> None:
    lost = submission("b", cell("neuron", "missing"), status="unreadable", message="it ends early")
    text = page(submission("a", cell("neuron")), lost).text
    assert "mean of 2 points, 1 readable2" in text.replace("\n", "")
    assert "Half of the class has 2 of 2" in text
    assert "it ends early" in text
    assert "Half of the class" not in page(lost).text


def test_what_was_not_graded_is_named_with_the_reason() -> None:
    text = make_report([submission("a", cell())], "Loss", EXERCISES, ignored={EVIL: "is empty"})
    assert "Handed in and not graded" in text
    assert EVIL in Page(text).text
    assert Page(text).tags["script"] == 1


def test_written_answers_come_with_the_command_to_grade_them() -> None:
    waiting = submission("a", cell(), written=(WrittenResult("essay", 3.0, True),))
    for one, there in ((waiting, True), (submission("a", cell()), False)):
        text = make_report([one], "Loss", EXERCISES, formgrader="make formgrader")
        assert ("make formgrader" in text) == there


def test_what_learners_see_comes_before_hidden_cases() -> None:
    claims = (claim(hidden=True, because="a hidden one"), claim(because="a visible one"))
    text = page(submission("a", cell("softmax", "failed", total=2, claims=claims))).text
    assert text.index("a visible one") < text.index("a hidden one")
    assert "hidden case" in text


def test_an_answer_not_attempted_is_not_blamed_for_claims() -> None:
    open_cell = cell("softmax", "unattempted", total=1, claims=(claim(detail="expected 1"),))
    assert "expected 1" not in page(submission("a", open_cell)).text


def test_an_unreadable_file_is_asked_for_again() -> None:
    lost = submission("a", cell(status="missing"), status="unreadable", message="it ends early")
    text = page(lost).text
    assert "Ask for this file again" in text
    assert "it ends early" in text


def test_a_remark_on_most_files_is_put_to_the_course() -> None:
    same = [submission(name, cell(), remarks=("cell 'x' was edited",)) for name in "abcd"]
    assert "Did the chapter change" in page(*same, submission("e", cell())).text
    assert "Did the chapter change" not in page(*same[:3], submission("e", cell())).text


def test_written_answers_wait_and_are_counted() -> None:
    waiting = submission("a", cell(), written=(WrittenResult("essay", 3.0, True),))
    text = page(waiting).text
    assert "up to 3 points, waits for you" in text


def test_a_class_without_trouble_is_told_so() -> None:
    text = page(submission("a", cell()), submission("b", cell())).text
    assert "Nothing stands out" in text
    assert "No answer behaves like a known mistake" in text


def test_the_same_records_make_the_same_page_in_any_order() -> None:
    results = made_up_class(9)
    assert make_report(results, "t", EXERCISES) == make_report(results[::-1], "t", EXERCISES)
