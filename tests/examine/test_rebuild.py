"""The notebook that is run is the source's, with the answers' text from the submission."""

from __future__ import annotations

from collections.abc import Callable

import nbformat
import pytest
from nbformat import NotebookNode

from autograder.build.release import released_notebook
from autograder.examine import Rebuilt, rebuild
from autograder.source import Chapter

Change = Callable[[NotebookNode], None]


@pytest.fixture
def handed_in(tiny: Chapter) -> NotebookNode:
    """Return the released notebook, as a learner gets it."""
    return nbformat.reads(released_notebook(tiny, tiny.notebooks[0]), 4)


def cell_of(node: NotebookNode, grade_id: str) -> NotebookNode:
    return next(
        cell for cell in node.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


def ids(rebuilt: Rebuilt) -> list[str]:
    return [step.cell.grade_id if step.cell else "extra" for step in rebuilt.steps]


ORDER = [
    "setup",
    "softmax",
    "softmax-rows",
    "softmax-extreme",
    "Counter",
    "Counter-steps",
    "choice",
    "choice-right",
]


def test_an_untouched_release_gives_no_remark(tiny: Chapter, handed_in: NotebookNode) -> None:
    rebuilt = rebuild(tiny.notebooks[0], handed_in)
    assert rebuilt.remarks == ()
    assert ids(rebuilt) == ORDER
    assert list(rebuilt.written) == ["essay"]


def test_the_answers_text_is_the_submissions_and_tests_are_the_sources(
    tiny: Chapter, handed_in: NotebookNode
) -> None:
    cell_of(handed_in, "choice").source = "choice = 'mine'"
    cell_of(handed_in, "choice-right").source = "pass"
    cell_of(handed_in, "setup").source = "import evil"
    rebuilt = rebuild(tiny.notebooks[0], handed_in)
    text = {step.cell.grade_id: step.source for step in rebuilt.steps if step.cell}
    assert text["choice"] == "choice = 'mine'"
    assert "is_right" in text["choice-right"]
    assert "evil" not in text["setup"]
    assert "HIDDEN" in text["softmax-rows"]
    assert len(rebuilt.remarks) == 2


def test_a_missing_answer_is_a_step_without_source(tiny: Chapter, handed_in: NotebookNode) -> None:
    handed_in.cells.remove(cell_of(handed_in, "Counter"))
    rebuilt = rebuild(tiny.notebooks[0], handed_in)
    assert ids(rebuilt) == ORDER
    assert [s.cell.grade_id for s in rebuilt.steps if s.missing and s.cell] == ["Counter"]
    assert rebuilt.remarks == ("cell 'Counter' is missing",)


def test_the_first_of_two_cells_with_one_id_counts(tiny: Chapter, handed_in: NotebookNode) -> None:
    cell_of(handed_in, "choice").source = "choice = 'first'"
    copy = nbformat.from_dict(cell_of(handed_in, "choice"))
    copy.source = "choice = 'second'"
    handed_in.cells.append(copy)
    rebuilt = rebuild(tiny.notebooks[0], handed_in)
    assert "choice = 'second'" not in [step.source for step in rebuilt.steps]
    assert "cell 'choice' is there more than once; the first counts" in rebuilt.remarks


def test_extra_cells_run_where_they_stood(tiny: Chapter, handed_in: NotebookNode) -> None:
    place = handed_in.cells.index(cell_of(handed_in, "Counter"))
    handed_in.cells.insert(place, nbformat.v4.new_code_cell("helper = 1"))
    handed_in.cells.append(nbformat.v4.new_code_cell("print('the end')"))
    rebuilt = rebuild(tiny.notebooks[0], handed_in)
    assert ids(rebuilt) == [*ORDER[:4], "extra", *ORDER[4:], "extra"]


def test_moved_cells_run_in_the_sources_order(tiny: Chapter, handed_in: NotebookNode) -> None:
    handed_in.cells.reverse()
    rebuilt = rebuild(tiny.notebooks[0], handed_in)
    assert ids(rebuilt) == ORDER
    assert "cells were moved; they were run in the course's order" in rebuilt.remarks


@pytest.mark.parametrize(
    ("change", "remark"),
    [
        (lambda c: c.metadata.nbgrader.update(points=99), "cell 'choice-right' claims 99 points"),
        (
            lambda c: c.metadata.update(tags=["skip-execution"]),
            "cell 'choice-right' is tagged skip-execution; it was run",
        ),
        (
            lambda c: c.update(cell_type="markdown"),
            "cell 'choice-right' was turned into markdown",
        ),
        (
            lambda c: c.update(source="assert True"),
            "cell 'choice-right' was edited; the course's own was run",
        ),
        (lambda c: c.metadata.nbgrader.update(grade_id="x"), "cell 'choice-right' is missing"),
        (lambda c: c.metadata.nbgrader.update(grade_id=["x"]), "cell 'choice-right' is missing"),
        (lambda c: c.metadata.update(nbgrader="gone"), "cell 'choice-right' is missing"),
    ],
)
def test_what_was_changed_is_remarked_and_changes_nothing(
    tiny: Chapter, handed_in: NotebookNode, change: Change, remark: str
) -> None:
    change(cell_of(handed_in, "choice-right"))
    rebuilt = rebuild(tiny.notebooks[0], handed_in)
    assert remark in rebuilt.remarks
    test = next(s for s in rebuilt.steps if s.cell and s.cell.grade_id == "choice-right")
    assert test.cell is not None
    assert test.cell.points == 1
    assert "is_right" in test.source


def test_an_answer_turned_into_markdown_is_still_the_answer(
    tiny: Chapter, handed_in: NotebookNode
) -> None:
    cell = cell_of(handed_in, "choice")
    cell.cell_type, cell.source = "markdown", "choice = 'b'"
    rebuilt = rebuild(tiny.notebooks[0], handed_in)
    assert "choice = 'b'" in [step.source for step in rebuilt.steps]


def test_a_learners_own_notes_are_kept_where_they_stood(
    tiny: Chapter, handed_in: NotebookNode
) -> None:
    note = nbformat.v4.new_markdown_cell("my *note*", id="mine")
    note["attachments"] = {"a.png": {"image/png": "AAAA"}}
    place = handed_in.cells.index(cell_of(handed_in, "Counter"))
    handed_in.cells.insert(place, note)
    handed_in.cells.append(nbformat.v4.new_markdown_cell("at the end", id="last"))
    handed_in.cells.append(nbformat.v4.new_markdown_cell("  ", id="blank"))
    rebuilt = rebuild(tiny.notebooks[0], handed_in)
    assert {
        (rebuilt.steps[index].cell.grade_id if index < len(rebuilt.steps) else "end"): [
            one.source for one in notes
        ]
        for index, notes in rebuilt.notes.items()
    } == {"Counter": ["my *note*"], "end": ["at the end"]}  # fmt: skip
    (kept,) = rebuilt.notes[ORDER.index("Counter")]
    assert kept.attachments == note.attachments


def test_the_courses_own_text_is_no_note_even_without_ids(
    tiny: Chapter, handed_in: NotebookNode
) -> None:
    for number, cell in enumerate(handed_in.cells):
        cell.id = f"new-{number}"
    assert rebuild(tiny.notebooks[0], handed_in).notes == {}
