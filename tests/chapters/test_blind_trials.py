"""Answers thought of by people who had read the exercises but neither tests nor mistakes.

A wrong one that passes is a defect of a test, unless it is understood: then the file says why.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from blind_trials import accepted, read_trial, verdicts

from autograder.source import all_chapters, open_chapter

REPO = Path(__file__).parents[2]
FILES = sorted((Path(__file__).parent / "blind").glob("*.json"))


def test_every_chapter_was_tried_blind() -> None:
    assert {path.stem for path in FILES} == {chapter.name for chapter in all_chapters(REPO)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_wrong_answers_are_rejected_and_right_ones_accepted(path: Path) -> None:
    chapter = open_chapter(REPO, path.stem)
    trial = read_trial(path)
    passed = set(accepted(verdicts(chapter, trial.answers)))
    wrong = [answer.key for answer in trial.answers if not answer.right]
    right = [answer.key for answer in trial.answers if answer.right]
    assert passed & set(wrong) == set(trial.understood)
    assert len(passed & set(wrong)) <= 0.05 * len(wrong)
    assert [key for key in right if key not in passed] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_exercise_was_tried_often_enough(path: Path) -> None:
    trial = read_trial(path)
    exercises = {
        cell.grade_id
        for notebook in open_chapter(REPO, path.stem).notebooks
        for cell in notebook.with_role("answer")
    }
    wrong = Counter(answer.exercise for answer in trial.answers if not answer.right)
    right = Counter(answer.exercise for answer in trial.answers if answer.right)
    for exercise in exercises:
        assert wrong[exercise] >= 3, exercise
        assert right[exercise] >= 2, exercise
