"""What one process decides, two processes decide as well: nothing is won or lost by grading."""

from __future__ import annotations

from pathlib import Path

import pytest
from across import Answer, declared_answers, full_marks, marks_across
from blind_trials import read_trial

from autograder.source import Chapter, all_chapters, open_chapter

REPO = Path(__file__).parents[2]
FILES = sorted((Path(__file__).parent / "blind").glob("*.json"))
CHAPTERS = [chapter.name for chapter in all_chapters(REPO)]

SOFTMAX = (
    "def softmax(z, axis=-1):\n"
    "    e = np.exp(z - np.max(z, axis=axis, keepdims=True))\n"
    "    return e / e.sum(axis=axis, keepdims=True)"
)


def test_an_answer_disturbs_no_other(tiny: Chapter, tmp_path: Path) -> None:
    answers = [
        Answer("softmax", "wrong", "Counter = choice = np = None\ndef softmax(z, axis=-1): ..."),
        Answer("softmax", "right", SOFTMAX),
        Answer("Counter", "nothing there", "np = 1"),
        Answer("choice", "chosen", "choice = 'b'"),
    ]
    found = marks_across(tiny, tmp_path, answers)
    assert set(found) == {answer.key for answer in answers}
    assert full_marks(found) == {"right", "chosen"}


def test_declared_answers_are_told_apart(tiny: Chapter, tmp_path: Path) -> None:
    declared = list(declared_answers(tiny))
    full = full_marks(marks_across(tiny, tmp_path, [answer for answer, _ in declared]))
    assert full == {answer.key for answer, wrong in declared if not wrong} != set()


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_blind_answers_get_what_they_get_in_one_process(path: Path) -> None:
    chapter, trial = open_chapter(REPO, path.stem), read_trial(path)
    answers = [Answer(one.exercise, one.key, one.source) for one in trial.answers]
    found = marks_across(chapter, REPO / "release" / chapter.name, answers)
    assert set(found) == {answer.key for answer in answers}
    full = full_marks(found)
    wrong = {answer.key for answer in trial.answers if not answer.right}
    assert full & wrong <= set(trial.understood)
    assert {answer.key for answer in trial.answers if answer.right} - full == set()


@pytest.mark.thorough
@pytest.mark.parametrize("name", CHAPTERS)
def test_known_mistakes_lose_points_and_variants_none(name: str) -> None:
    chapter = open_chapter(REPO, name)
    declared = list(declared_answers(chapter))
    found = marks_across(chapter, REPO / "release" / name, [answer for answer, _ in declared])
    assert set(found) == {answer.key for answer, _ in declared}
    full = full_marks(found)
    assert full & {answer.key for answer, wrong in declared if wrong} == set()
    assert {answer.key for answer, wrong in declared if not wrong} - full == set()
