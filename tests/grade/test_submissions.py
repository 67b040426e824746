"""Which folders of `submitted/` are submissions, and what becomes of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.grade.submissions import find_ignored, find_submissions
from autograder.source import Chapter


@pytest.fixture
def submitted(tiny: Chapter, tmp_path: Path) -> Path:
    """Make a folder with two submissions of the tiny chapter, and much else."""
    folder = tmp_path / "submitted"
    (tiny.folder.parent / "ch2_other").mkdir()
    for name in (
        "ada/ch1_tiny", "O'Brien & sons/ch1_tiny", "<img src=x onerror=alert(1)>/ch1_tiny",
        "esc\x9b31m/ch1_tiny", "turned\u202e/ch1_tiny", ".hidden/ch1_tiny", "bob/ch1_tinny",
        "carl/ch2_other", "dora",
    ):  # fmt: skip
        (folder / name).mkdir(parents=True)
    (folder / "eve.ipynb").write_text("{}")
    (folder / "fay").mkdir()
    (folder / "fay" / "tiny.ipynb").write_text("{}")
    return folder


def test_names_that_act_on_pages_or_terminals_are_no_students(
    submitted: Path, tiny: Chapter
) -> None:
    assert [one.student for one in find_submissions(submitted, tiny)] == ["O'Brien & sons", "ada"]


def test_what_is_not_graded_is_named_with_the_reason(submitted: Path, tiny: Chapter) -> None:
    ignored = find_ignored(submitted, tiny)
    assert ignored.pop("bob") == "holds no ch1_tiny/, but ch1_tinny"
    assert ignored.pop("dora") == "is empty"
    assert ignored.pop("eve.ipynb") == "is no folder: expected submitted/<student>/ch1_tiny/"
    assert ignored.pop("fay") == "holds no ch1_tiny/, but tiny.ipynb"
    assert len(ignored) == 3
    assert all("rename the folder" in why for why in ignored.values())


def test_who_handed_in_other_chapters_only_is_nobody_to_worry_about(
    submitted: Path, tiny: Chapter
) -> None:
    assert "carl" not in find_ignored(submitted, tiny)
