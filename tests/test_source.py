"""The order of chapters."""

from __future__ import annotations

from pathlib import Path

from autograder.source import chapter_names, open_chapter


def test_chapters_are_in_the_order_of_their_numbers_not_of_their_digits(tmp_path: Path) -> None:
    for name in ("ch10_end", "ch2_loss", "ch1_start", "ch2_forward", "extra"):
        (tmp_path / "source_notebooks" / name).mkdir(parents=True)
        (tmp_path / "source_notebooks" / name / "a.ipynb").touch()
    in_order = ["ch1_start", "ch2_forward", "ch2_loss", "ch10_end", "extra"]
    assert chapter_names(tmp_path) == in_order
    before = open_chapter(tmp_path, "ch10_end").before
    assert [chapter.name for chapter in before] == in_order[:3]
