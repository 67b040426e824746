"""nbgrader's gradebook gets what nbgrader's own autograding would have entered."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tiny_course import write_tiny_course

from autograder.examine import CellResult, NotebookResult, SubmissionResult
from autograder.examine.result import WrittenResult
from autograder.grade.gradebook import Entry, GradebookWriter
from autograder.source import Chapter

CELLS = (
    ("softmax-rows", 3.0), ("softmax-extreme", 2.0), ("Counter-steps", 2.0), ("choice-right", 1.0),
)  # fmt: skip


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a gradebook that knows the tiny chapter and nobody: seconds to make, so once."""
    root = tmp_path_factory.mktemp("course")
    chapter = Chapter("ch1_tiny", write_tiny_course(root))
    GradebookWriter(f"sqlite:///{root / 'gradebook.db'}").register(chapter)
    return root / "gradebook.db"


@pytest.fixture
def writer(fresh: Path, tmp_path: Path) -> GradebookWriter:
    path = shutil.copy(fresh, tmp_path / "gradebook.db")
    return GradebookWriter(f"sqlite:///{path}")


def entry(student: str, share: float, when: str | None = None) -> Entry:
    cells = tuple(
        CellResult(name, name.split("-")[0], "failed", share * most, most) for name, most in CELLS
    )
    notebook = NotebookResult("tiny", "examined", cells, (WrittenResult("essay", 2, False),))
    return Entry(SubmissionResult("ch1_tiny", student, (notebook,)), when)


def test_what_was_written_is_there_and_what_was_not_is_lacking(writer: GradebookWriter) -> None:
    ada, bob = entry("ada", 0.5, "2026-03-01 10:00:00 UTC"), entry("bob", 0.25)
    assert writer.lacks([ada, bob]) == [ada, bob]
    writer.write([ada])
    assert writer.lacks([ada, bob]) == [bob]
    later = replace(ada, timestamp="2026-03-02 10:00:00 UTC")
    assert writer.lacks([later]) == [later]
    better = entry("ada", 1.0)
    assert writer.lacks([better]) == [better]
    other = replace(ada.result.notebooks[0], written=(WrittenResult("essay", 2, True),))
    answered = Entry(replace(ada.result, notebooks=(other,)))
    assert writer.lacks([answered]) == [answered]


def test_a_transaction_that_fails_enters_nothing(
    writer: GradebookWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = writer._write_one

    def fail_at_bob(gradebook: object, one: Entry) -> None:
        whole(gradebook, one)
        if one.result.student == "bob":
            raise OSError("the disk is full")

    monkeypatch.setattr(writer, "_write_one", fail_at_bob)
    with pytest.raises(OSError, match="disk"):
        writer.write([entry("ada", 1.0), entry("bob", 1.0)])
    assert writer.scores("ch1_tiny") == {}


def test_marks_given_by_hand_stay(writer: GradebookWriter) -> None:
    writer.write([entry("ada", 0.5)])
    with writer._open() as gradebook:
        (grade,) = (
            grade
            for grade in gradebook.find_submission("ch1_tiny", "ada").notebooks[0].grades
            if grade.name == "choice-right"
        )
        grade.manual_score = 0.75
        gradebook.db.commit()
    writer.write([entry("ada", 1.0)])
    with writer._open() as gradebook:
        notebook = gradebook.find_submission("ch1_tiny", "ada").notebooks[0]
        found = {grade.name: grade for grade in notebook.grades}
        assert found["choice-right"].manual_score == 0.75
        assert found["choice-right"].needs_manual_grade
        assert found["softmax-rows"].auto_score == 3


def test_a_late_penalty_is_taken_from_the_new_score(
    writer: GradebookWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nbgrader.plugins import LateSubmissionPlugin

    monkeypatch.setattr(
        LateSubmissionPlugin,
        "late_submission_penalty",
        lambda self, student, score, late: score / 2,
    )
    with writer._open() as gradebook:
        gradebook.update_or_create_assignment("ch1_tiny", duedate="2026-03-01 00:00:00 UTC")
    for share in (0.5, 1.0):
        writer.write([entry("ada", share, "2026-03-02 00:00:00 UTC")])
        with writer._open() as gradebook:
            notebook = gradebook.find_submission("ch1_tiny", "ada").notebooks[0]
            assert notebook.late_submission_penalty == pytest.approx(share * 8 / 2)
    writer.write([entry("ada", 1.0, "2026-02-01 00:00:00 UTC")])
    with writer._open() as gradebook:
        notebook = gradebook.find_submission("ch1_tiny", "ada").notebooks[0]
        assert notebook.late_submission_penalty is None
