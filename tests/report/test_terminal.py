"""The table in the terminal."""

from __future__ import annotations

import io

from report.records import cell, claim, made_up_class, submission
from rich.console import Console

from autograder.examine.result import NamedMistake, SubmissionResult, WrittenResult
from autograder.report import own_table, table


def shown(*results: SubmissionResult, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width)
    console.print(table(results))
    return console.file.getvalue()  # type: ignore[attr-defined]


def row(text: str, start: str) -> list[str]:
    return next(line for line in text.splitlines() if line.startswith(start)).split()


def test_a_row_has_points_marks_and_the_number_of_remarks() -> None:
    result = submission(
        "alpha", cell("neuron"), cell("step", "failed", 1.0), cell("softmax", "timeout"),
        written=(WrittenResult("essay", 3.0, True),), remarks=("one", "two"),
    )  # fmt: skip
    assert row(shown(result), "alpha") == ["alpha", "3/6", "✓", "1/2", "⏱", "✎", "2"]


def test_the_last_line_has_the_means() -> None:
    text = shown(submission("a", cell("neuron")), submission("b", cell("neuron", "failed")))
    assert row(text, "class mean")[-2:] == ["1/2", "50"]


def test_the_table_of_a_class_fits_eighty_columns() -> None:
    text = shown(*made_up_class(30), width=80)
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "student-030" in text


def test_names_cannot_colour_or_clear_the_terminal() -> None:
    text = shown(submission("[red]x\x1b[2J", cell()))
    assert "\x1b" not in text
    assert "[red]x" in text


def test_an_empty_class_is_a_table_that_says_so() -> None:
    assert "no submissions" in shown()


def test_an_unreadable_file_is_named_and_not_counted() -> None:
    lost = submission("b", cell("neuron", "missing"), status="unreadable")
    text = shown(submission("a", cell("neuron")), lost)
    assert row(text, "b")[1] == "unreadable"
    assert row(text, "class mean")[-2:] == ["2/2", "100"]
    assert "means are of the 1 readable submission" in " ".join(text.split())
    assert "class mean" not in shown(lost)


def test_what_a_learner_reads_alone_cannot_act_on_the_terminal_either() -> None:
    evil = "[bold red]x[/] \x1b[2J\x9b31m\u202e"
    failed = cell(
        "softmax", "failed", 1.0, held=1, total=3, message=evil,
        claims=(claim(because=evil, detail=evil),), misconceptions=(NamedMistake(evil, evil),),
    )  # fmt: skip
    result = submission(evil, failed, cell(evil, "failed"), remarks=(evil,))
    console = Console(file=io.StringIO(), width=200)
    console.print(own_table(result, {}))
    console.print(table([result]))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert not set(text) & set("\x1b\x9b\u202e")
    assert text.count("[bold red]x[/]") >= 4, "no markup of rich's either"
