"""No attack gains a point, and an honest exercise in the same notebook keeps its marks.

What needs files, neighbours or a whole class is tried in `test_attacks_on_a_class.py`.
"""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from arena import ALL_POINTS, LIMITS, QUICK, SOFTMAX_CELLS, Arena, make_arena
from corpus import ATTACKS, Attack

from autograder.examine import examine, rebuild
from autograder.sandbox import Sandbox

ALONE = [
    pytest.param(attack, id=attack.name, marks=[pytest.mark.slow] if attack.slow else [])
    for attack in ATTACKS
    if not attack.in_class
]


@pytest.fixture(scope="module")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Arena:
    return make_arena(tmp_path_factory.mktemp("course"), {})


def test_the_corpus_is_large_and_every_attack_has_its_own_name_and_sentence() -> None:
    assert len(ATTACKS) >= 200
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)
    assert all(attack.trick.strip() and attack.holds.strip() for attack in ATTACKS)


@pytest.mark.parametrize("attack", ALONE)
def test_an_attack_gains_nothing_and_costs_nobody_else(
    attack: Attack, arena: Arena, tmp_path: Path
) -> None:
    recording = arena.prepared.recordings[0]
    rebuilt = rebuild(recording.notebook, arena.handed_in(attack))
    start = functools.partial(Sandbox.start, tmp_path, limits=LIMITS)
    result = examine(recording, rebuilt, start, QUICK).result
    cells = {cell.grade_id: cell for cell in result.cells}
    for name in SOFTMAX_CELLS:
        assert cells[name].points == 0, cells[name]
    if not attack.honest_lost:
        assert cells["Counter-steps"].points == 2, cells["Counter-steps"]
    assert sum(cell.max_points for cell in result.cells) == ALL_POINTS
