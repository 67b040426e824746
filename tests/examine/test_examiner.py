"""What becomes of one notebook's cells under examination."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import nbformat
import pytest
from tiny_course import code

from autograder.build.release import released_notebook
from autograder.examine import (
    CellResult,
    Deadlines,
    Examination,
    SubmissionResult,
    examine,
    prepare,
    rebuild,
)
from autograder.sandbox import Sandbox
from autograder.source import Chapter

RIGHT = {
    "softmax": (
        "def softmax(z, axis=-1):\n"
        "    e = np.exp(z - np.max(z, axis=axis, keepdims=True))\n"
        "    return e / e.sum(axis=axis, keepdims=True)"
    ),
    "Counter": (
        "class Counter:\n    def __init__(self): self.total = 0\n"
        "    def add(self, n):\n        self.total += n\n        return self.total"
    ),
    "choice": "choice = 'b'",
}
QUICK = Deadlines(cell=3.0, test=3.0)


def examined(
    chapter: Chapter, folder: Path, deadlines: Deadlines = QUICK, /, **answers: str
) -> Examination:
    """Examine the released notebook with these answers in it."""
    node = nbformat.reads(released_notebook(chapter, chapter.notebooks[0]), 4)
    for cell in node.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in answers:
            cell.source = answers[grade_id]
    recording = prepare(chapter).recordings[0]
    start = functools.partial(Sandbox.start, folder)
    return examine(recording, rebuild(chapter.notebooks[0], node), start, deadlines)


def cells(examination: Examination) -> dict[str, CellResult]:
    return {cell.grade_id: cell for cell in examination.result.cells}


def statuses(examination: Examination) -> dict[str, str]:
    return {name: cell.status for name, cell in cells(examination).items()}


def test_right_answers_get_full_marks(tiny: Chapter, tmp_path: Path) -> None:
    result = examined(tiny, tmp_path, **RIGHT).result
    assert {cell.status for cell in result.cells} == {"passed"}
    assert result.points == 8.0


def test_the_skeleton_gets_nothing_and_is_not_attempted(tiny: Chapter, tmp_path: Path) -> None:
    examination = examined(tiny, tmp_path)
    assert set(statuses(examination).values()) == {"unattempted"}
    assert examination.result.points == 0.0


def test_a_mistake_is_named_and_gets_its_share(tiny: Chapter, tmp_path: Path) -> None:
    wrong = RIGHT["softmax"].replace("np.max(z, axis=axis, keepdims=True)", "0")
    result = cells(examined(tiny, tmp_path, **{**RIGHT, "softmax": wrong}))
    assert result["softmax-rows"].status == "passed"
    extreme = result["softmax-extreme"]
    assert extreme.status == "failed"
    assert [one.name for one in extreme.misconceptions] == ["overflows"]
    assert extreme.points == 0.0
    assert result["Counter-steps"].points == 2.0


def test_the_code_of_what_lost_points_is_kept_and_no_other(tiny: Chapter, tmp_path: Path) -> None:
    wrong = RIGHT["softmax"].replace("np.max(z, axis=axis, keepdims=True)", "0")
    result = examined(tiny, tmp_path, softmax=wrong, Counter=RIGHT["Counter"]).result
    assert result.answers == {"softmax": wrong}
    long = f"{wrong}\n# {'x' * 99_999}"
    (kept,) = examined(tiny, tmp_path, **{**RIGHT, "softmax": long}).result.answers.values()
    assert len(kept) < 7000
    assert "more characters]" in kept


def test_partial_credit_is_the_share_of_claims(tiny: Chapter, tmp_path: Path) -> None:
    wrong = RIGHT["softmax"].replace("axis=axis", "axis=-1")
    rows = cells(examined(tiny, tmp_path, **{**RIGHT, "softmax": wrong}))["softmax-rows"]
    assert (rows.held, rows.total) == (7, 8)
    assert rows.points == pytest.approx(3 * 7 / 8)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("import os; os._exit(0)", "crashed"),
        ("while True: pass", "timeout"),
        ("exit()", "failed"),
        ("import ctypes; ctypes.string_at(0)", "crashed"),
        ("return 1 / 0", "failed"),
        ("return [0] * 10**12", "failed"),
    ],
)
def test_what_breaks_in_one_exercise_leaves_the_others_alone(
    tiny: Chapter, tmp_path: Path, body: str, status: str
) -> None:
    answers = {**RIGHT, "softmax": f"def softmax(z, axis=-1):\n    {body}"}
    found = statuses(examined(tiny, tmp_path, **answers))
    assert found["softmax-rows"] == status
    assert found["Counter-steps"] == "passed"
    assert found["choice-right"] == "passed"


def test_numpy_patched_in_one_answer_fools_nobody(tiny: Chapter, tmp_path: Path) -> None:
    cheat = (
        "def softmax(z, axis=-1):\n    return z\n"
        "np.allclose = np.array_equal = lambda *a, **k: True\n"
        "np.testing.assert_allclose = lambda *a, **k: None\n"
        "import autograder.check.judge, autograder.check.compare\n"
        "autograder.check.compare.difference = lambda *a, **k: None\n"
    )
    found = statuses(examined(tiny, tmp_path, **{**RIGHT, "softmax": cheat}))
    assert found["softmax-rows"] == "failed"
    assert found["Counter-steps"] == "passed"


def test_a_cell_that_never_ends_costs_its_exercise(tiny: Chapter, tmp_path: Path) -> None:
    examination = examined(tiny, tmp_path, **{**RIGHT, "Counter": "while True: pass"})
    found = statuses(examination)
    assert found["softmax-rows"] == "passed"
    assert found["Counter-steps"] == "timeout"
    assert found["choice-right"] == "passed"
    assert "cell 'Counter' stopped after 3 s" in examination.result.remarks


def test_a_cell_that_ends_the_process_costs_its_exercise(tiny: Chapter, tmp_path: Path) -> None:
    examination = examined(tiny, tmp_path, **{**RIGHT, "Counter": "import os; os._exit(3)"})
    found = statuses(examination)
    assert found == {
        "softmax-rows": "passed",
        "softmax-extreme": "passed",
        "Counter-steps": "crashed",
        "choice-right": "passed",
    }
    assert "cell 'Counter' ended the process" in examination.result.remarks[0]


def test_a_given_cell_that_an_answer_crashes_costs_no_other_exercise(
    tiny: Chapter, tmp_path: Path
) -> None:
    path = tiny.folder / "tiny.ipynb"
    node = nbformat.read(path, 4)
    node.cells.insert(4, code("shown = softmax(np.ones(2))", "given", "show"))
    nbformat.write(node, path)
    chapter = Chapter(tiny.name, tiny.folder)
    crash = "def softmax(z, axis=-1):\n    import os; os._exit(1)"
    found = statuses(examined(chapter, tmp_path, **{**RIGHT, "softmax": crash}))
    assert found["softmax-rows"] == "crashed"
    assert found["Counter-steps"] == "passed"
    assert found["choice-right"] == "passed"


def test_a_submission_that_keeps_dying_is_given_up(tiny: Chapter, tmp_path: Path) -> None:
    node = nbformat.reads(released_notebook(tiny, tiny.notebooks[0]), 4)
    for number in range(12):
        node.cells.insert(1, nbformat.v4.new_code_cell(f"import os; os._exit({number})"))
    recording = prepare(tiny).recordings[0]
    start = functools.partial(Sandbox.start, tmp_path)
    result = examine(recording, rebuild(tiny.notebooks[0], node), start, QUICK).result
    assert {cell.status for cell in result.cells} == {"crashed"}
    assert "ended its process 9 times" in result.cells[0].message


def test_a_cell_that_breaks_the_shell_costs_its_exercise(tiny: Chapter, tmp_path: Path) -> None:
    broken = "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass'])"
    examination = examined(tiny, tmp_path, **{**RIGHT, "Counter": broken})
    found = statuses(examination)
    assert found["softmax-rows"] == "passed"
    assert found["Counter-steps"] == "crashed"
    assert found["choice-right"] == "passed"
    assert "cell 'Counter' broke the shell" in examination.result.remarks[0]


def test_all_cells_together_have_a_time_limit(tiny: Chapter, tmp_path: Path) -> None:
    answers = {**RIGHT, "Counter": f"import time; time.sleep(1.1)\n{RIGHT['Counter']}"}
    limits = Deadlines(cell=10.0, test=3.0, cells=1.0)
    examination = examined(tiny, tmp_path, limits, **answers)
    found = statuses(examination)
    assert found["Counter-steps"] == "passed"  # what it was in the middle of may end
    assert found["choice-right"] == "timeout"
    assert "cell 'choice' was not run: all cells had their 1 s" in examination.result.remarks


def test_a_syntax_error_costs_one_exercise(tiny: Chapter, tmp_path: Path) -> None:
    found = statuses(examined(tiny, tmp_path, **{**RIGHT, "Counter": "class Counter(:"}))
    assert found["Counter-steps"] == "unattempted"
    assert found["choice-right"] == "passed"


def test_warnings_and_prints_cost_nothing(tiny: Chapter, tmp_path: Path) -> None:
    noisy = RIGHT["softmax"].replace(
        "    e = ",
        "    import sys, warnings\n    warnings.warn('odd')\n"
        "    print('hm', file=sys.stderr)\n    e = ",
        1,
    )
    result = examined(tiny, tmp_path, **{**RIGHT, "softmax": noisy}).result
    assert result.points == 8.0


def test_a_learners_reference_to_hidden_names_finds_nothing(tiny: Chapter, tmp_path: Path) -> None:
    peek = "choice = 'b' if 'exercise' in dir() and 'Z' in dir() else 'a'"
    found = cells(examined(tiny, tmp_path, **{**RIGHT, "choice": peek}))
    assert found["choice-right"].status == "failed", "tests do not run in the submission's process"


def test_written_answers_wait_for_a_reader_unless_untouched(tiny: Chapter, tmp_path: Path) -> None:
    (untouched,) = examined(tiny, tmp_path).result.written
    assert not untouched.answered
    (answered,) = examined(tiny, tmp_path, essay="Because of the exponent.").result.written
    assert answered.answered


def test_hidden_cases_are_not_described_in_outputs(tiny: Chapter, tmp_path: Path) -> None:
    wrong = RIGHT["softmax"].replace(
        "    return", "    e = e * (1 + (z.shape == (4, 7)))\n    return"
    )
    wrong = wrong.replace("e / e.sum(", "e / (e / (1 + (z.shape == (4, 7)))).sum(")
    examination = examined(tiny, tmp_path, **{**RIGHT, "softmax": wrong})
    rows = cells(examination)["softmax-rows"]
    assert (rows.held, rows.total) == (3, 8)
    text = str(examination.outputs)
    assert "a hidden case of softmax does not hold" in text
    assert "input" not in text


def test_ordinary_asserts_in_a_test_cell_work(tiny: Chapter, tmp_path: Path) -> None:
    path = tiny.folder / "tiny.ipynb"
    node = nbformat.read(path, 4)
    source = "total = Counter()\ntotal.add(2)\nassert total.total == 2, 'not two'"
    node.cells.append(code(source, "test", "Counter-plain", 2))
    nbformat.write(node, path)
    chapter = Chapter(tiny.name, tiny.folder)
    assert cells(examined(chapter, tmp_path, **RIGHT))["Counter-plain"].points == 2
    wrong = {**RIGHT, "Counter": RIGHT["Counter"].replace("+= n", "+= 1")}
    plain = cells(examined(chapter, tmp_path, **wrong))["Counter-plain"]
    assert (plain.status, plain.points) == ("failed", 0.0)
    assert "not two" in plain.message


def test_a_record_survives_being_written_and_read(tiny: Chapter, tmp_path: Path) -> None:
    result: Any = examined(tiny, tmp_path, **RIGHT).result
    record = SubmissionResult("ch1_tiny", "somebody", (result,))
    assert SubmissionResult.from_json(record.to_json()) == record
    for text in ("", "{}", "[]", '{"schema": 7}'):
        with pytest.raises(ValueError):
            SubmissionResult.from_json(text)
