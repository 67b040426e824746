"""No attack gains a point, and an honest exercise in the same notebook keeps its marks."""

from __future__ import annotations

import functools
from pathlib import Path

import nbformat
import pytest
from corpus import ATTACKS, Attack
from tiny_course import write_tiny_course

from autograder.build.release import released_notebook
from autograder.examine import Deadlines, Prepared, examine, prepare, rebuild
from autograder.sandbox import Sandbox
from autograder.source import Chapter

COUNTER = """class Counter:
    def __init__(self):
        self.total = 0
    def add(self, n):
        self.total += n
        return self.total
"""
QUICK = Deadlines(cell=2.0, test=2.0)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    root = tmp_path_factory.mktemp("course")
    return prepare(Chapter("ch1_tiny", write_tiny_course(root)))


def handed_in(prepared: Prepared, attack: Attack) -> nbformat.NotebookNode:
    """Return the released notebook with the attack in it and an honest Counter."""
    chapter = prepared.chapter
    node = nbformat.reads(released_notebook(chapter, chapter.notebooks[0]), 4)
    for cell in node.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id == "softmax":
            cell.source = attack.source
        elif grade_id == "Counter":
            cell.source = COUNTER
    attack.change(node)
    return node


def test_the_corpus_is_large_and_every_attack_has_its_own_name() -> None:
    assert len(ATTACKS) >= 50
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_gains_nothing_and_costs_nobody_else(
    attack: Attack, prepared: Prepared, tmp_path: Path
) -> None:
    recording = prepared.recordings[0]
    rebuilt = rebuild(recording.notebook, handed_in(prepared, attack))
    start = functools.partial(Sandbox.start, tmp_path)
    result = examine(recording, rebuilt, start, QUICK).result
    cells = {cell.grade_id: cell for cell in result.cells}
    assert cells["softmax-rows"].points == 0, cells["softmax-rows"]
    assert cells["softmax-extreme"].points == 0, cells["softmax-extreme"]
    if not attack.ruins_itself:
        assert cells["Counter-steps"].points == 2, cells["Counter-steps"]
    assert sum(cell.max_points for cell in result.cells) == 8
