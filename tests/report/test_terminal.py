"""The table in the terminal."""

from __future__ import annotations

import io

from report.records import cell, made_up_class, submission
from rich.console import Console

from autograder.examine.result import SubmissionResult, WrittenResult
from autograder.report import table


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
