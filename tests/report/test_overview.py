"""What records add up to."""

from __future__ import annotations

import pytest
from report.records import EXERCISES, MISTAKES, cell, made_up_class, submission

from autograder.examine.result import CellResult, NamedMistake, SubmissionResult, WrittenResult
from autograder.report.histogram import histogram
from autograder.report.marks import MEANINGS, SIGNS, mark_of
from autograder.report.overview import overview
from autograder.report.words import number, part, percent, plain

ONE, OTHER = NamedMistake("one", "hint one"), NamedMistake("other", "hint other")


@pytest.mark.parametrize(
    ("cells", "kind", "text"),
    [
        ([cell(), cell(what="extreme")], "full", "✓"),
        ([cell(), cell(status="failed", most=1.0)], "partial", "2/3"),
        ([cell(status="failed")], "none", "✗"),
        ([cell(status="unattempted"), cell(status="unattempted")], "unattempted", "○"),
        ([cell(), cell(status="crashed")], "crashed", "!"),
        ([cell(), cell(status="timeout")], "timeout", "⏱"),
        ([cell(status="missing")], "missing", "–"),
        ([], "missing", "–"),
    ],
)
def test_a_mark_says_what_became_of_an_exercise(cells: list, kind: str, text: str) -> None:
    mark = mark_of(cells)
    assert (mark.kind, mark.text) == (kind, text)


def test_a_status_of_passed_alone_is_full_marks() -> None:
    assert mark_of([cell(status="failed", points=2.0, most=2.0)]).kind == "partial"


def test_every_kind_of_mark_has_a_sign_and_a_meaning_of_its_own() -> None:
    assert set(SIGNS) == set(MEANINGS)
    assert len(set(SIGNS.values())) == len(SIGNS)


def test_a_written_answer_waits_and_an_empty_one_does_not() -> None:
    assert mark_of([], [WrittenResult("essay", 3.0, True)]).kind == "waiting"
    assert mark_of([], [WrittenResult("essay", 3.0, False)]).kind == "unattempted"


def wrong(*mistakes: NamedMistake, what: str = "rows") -> CellResult:
    return cell(status="failed", what=what, misconceptions=mistakes)


def test_a_learner_counts_once_for_a_misconception_seen_in_several_cells() -> None:
    seen = overview([submission("a", wrong(ONE), wrong(ONE, what="extreme"))], EXERCISES)
    assert [(one.name, len(one.students)) for one in seen.misconceptions] == [("one", 1)]


def test_a_mistake_that_fits_all_cells_is_preferred_to_one_that_fits_some() -> None:
    both = submission("a", wrong(ONE, OTHER), wrong(OTHER, what="extreme"))
    assert [one.name for one in overview([both], EXERCISES).misconceptions] == ["other"]
    apart = submission("a", wrong(ONE), wrong(OTHER, what="extreme"))
    assert {one.name for one in overview([apart], EXERCISES).misconceptions} == {"one", "other"}


def test_misconceptions_are_ranked_by_how_many_learners_have_them() -> None:
    results = [
        submission("a", wrong(ONE)),
        submission("b", wrong(OTHER)),
        submission("c", wrong(OTHER)),
    ]
    ranked = overview(results, EXERCISES).misconceptions
    assert [(one.name, [s.name for s in one.students]) for one in ranked] == [
        ("other", ["b", "c"]),
        ("one", ["a"]),
    ]


def test_what_may_follow_from_an_earlier_mistake_counts_less() -> None:
    follower = submission("a", cell("neuron", "failed"), wrong(OTHER))
    also = submission("b", cell("neuron", "failed"), wrong(OTHER))
    own = submission("c", cell("neuron"), wrong(ONE))
    ranked = overview([follower, also, own], EXERCISES).misconceptions
    assert [one.name for one in ranked] == ["one", "other"]
    assert [ranked[1].follows(student) for student in ranked[1].students] == [True, True]
    assert ranked[1].first_hand == ()


def test_a_wrong_answer_that_no_mistake_explains_is_listed() -> None:
    results = [submission("a", wrong()), submission("b", wrong(ONE)), submission("c", cell())]
    [(exercise, students)] = overview(results, EXERCISES).unexplained
    assert exercise.name == "softmax"
    assert [one.name for one in students] == ["a"]


def test_not_attempted_is_not_an_attempt_and_a_crash_is() -> None:
    states = ("passed", "failed", "crashed", "timeout", "unattempted", "missing")
    seen = overview([submission(status, cell(status=status)) for status in states], EXERCISES)
    assert seen.exercises[0].attempts == 4
    assert seen.exercises[0].share_full == pytest.approx(1 / 4)


def test_exercises_stand_in_the_notebooks_order_and_unknown_ones_behind() -> None:
    result = submission("a", cell("mystery"), cell("softmax"), cell("neuron"))
    seen = overview([result], EXERCISES)
    assert [one.name for one in seen.exercises] == ["neuron", "softmax", "mystery"]


def test_the_hardest_exercise_comes_first() -> None:
    results = [
        submission("a", cell("neuron"), cell("step"), cell("softmax", "failed")),
        submission("b", cell("neuron"), cell("step", "failed"), cell("softmax", "failed")),
    ]
    seen = overview(results, EXERCISES)
    assert [one.name for one in seen.hardest_first] == ["softmax", "step", "neuron"]


@pytest.mark.parametrize(
    ("status", "state"),
    [("unreadable", "unreadable"), ("missing", "no notebook"), ("crashed", "not examined")],
)
def test_a_file_that_nobody_could_read_is_no_zero(status: str, state: str) -> None:
    lost = submission("b", cell("neuron", "missing"), status=status)
    seen = overview([submission("a", cell("neuron")), lost], EXERCISES)
    assert (seen.mean, seen.median, seen.points) == (2, 2, [2.0])
    assert seen.exercises[0].mean_share == 1
    assert seen.exercises[0].attempts == len(seen.exercises[0].marks) == 1
    assert [one.name for one in seen.students] == ["a", "b"]
    assert seen.students[1].state == state


def test_a_class_of_unreadable_files_has_no_numbers_that_fail() -> None:
    lost = submission("a", cell("neuron", "missing"), status="unreadable")
    seen = overview([lost], EXERCISES)
    assert (seen.mean, seen.median, seen.points) == (0, 0, [])
    assert [one.name for one in seen.hardest_first] == ["neuron"]


def test_an_empty_class_has_no_numbers_that_fail() -> None:
    seen = overview([], EXERCISES)
    assert (seen.mean, seen.median, seen.max_points) == (0, 0, 0)
    assert seen.exercises == ()
    assert seen.misconceptions == ()
    assert seen.mixed == ()


def test_records_of_different_tests_are_told_apart() -> None:
    one = submission("a", cell(), fingerprint="aaa-1", versions={"numpy": "2.1"})
    same = submission("b", cell(), fingerprint="aaa-2", versions={"numpy": "2.1"})
    other = submission("c", cell(), fingerprint="bbb-3", versions={"numpy": "2.2"}, seed=7)
    assert overview([one, same], EXERCISES).mixed == ()
    assert len(overview([one, same, other], EXERCISES).mixed) == 3


def test_a_made_up_class_adds_up() -> None:
    results = made_up_class(60)
    seen = overview(results, EXERCISES)
    readable = [one for one in results if one.notebooks[0].status == "examined"]
    assert 50 < len(readable) < 60
    assert seen.mean == pytest.approx(sum(one.points for one in readable) / len(readable))
    assert {one.exercise.name for one in seen.misconceptions} <= set(MISTAKES)
    for exercise in seen.exercises:
        assert sum(exercise.counts.values()) == len(readable)


@pytest.mark.parametrize("most", [0.0, 0.5, 1.0, 7.0, 29.0, 26.0, 100.0, 333.0])
def test_every_student_is_in_one_bar_of_the_histogram(most: float) -> None:
    points = [most * share for share in (0, 0.1, 0.31, 0.5, 0.999, 1, 1)]
    chart = histogram(points, most, most / 2)
    assert sum(bar.amount for bar in chart.bars) == len(points)
    assert len(chart.bars) <= 15
    assert 0 <= chart.median <= 640


def test_numbers_are_written_plainly() -> None:
    assert [number(x) for x in (2.5000001, 3.0, 0.0, -0.0001, 1e6)] == [
        "2.5",
        "3",
        "0",
        "0",
        "1000000",
    ]
    assert number(22.44, 1) == "22.4"


def test_a_part_never_reads_as_the_whole() -> None:
    assert part(1.99999, 2) == "1.99/2"
    assert percent(0.9999) == "99%"
    assert percent(0.0001) == "1%"
    assert (percent(1), percent(0)) == ("100%", "0%")


def test_text_loses_what_acts_on_a_terminal_or_breaks_a_file() -> None:
    text = plain("a\x1b[2J\x00b\ud800\u202ec\nd")
    assert text == "a\ufffd[2J\ufffdb\ufffd\ufffdc\nd"
    assert len(plain("x" * 99999)) == 3000


def test_a_record_holds_nothing_that_acts_on_a_terminal_and_loses_nothing() -> None:
    text = "a\x1b[2J\x9b31m\x7f\u202e\ud800\x00 <b>é</b>"
    result = submission(text, cell("softmax", "failed", message=text), remarks=(text,))
    record = result.to_json()
    assert record.encode("utf-8")
    assert not set(record) & set("\x1b\x9b\x7f\u202e\x00")
    assert SubmissionResult.from_json(record) == result
