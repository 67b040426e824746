"""A learner alone grades a notebook: everything is examined, nothing is stored."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner, Result
from tiny_course import SOFTMAX

from autograder.build import make_release, write_release
from autograder.cli import cli
from autograder.source import Chapter

OVER_THE_BATCH = """def softmax(z, axis=-1):
    e = np.exp(z - np.max(z))
    return e / e.sum()"""


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--root", str(root), "selfgrade", *words])


@pytest.fixture
def released(tiny: Chapter, tiny_root: Path) -> Path:
    """Return the released notebook of the tiny course."""
    write_release(make_release(tiny), tiny_root)
    return tiny_root / "release" / "ch1_tiny" / "tiny.ipynb"


def fill(released: Path, into: Path, **answers: str) -> Path:
    node = nbformat.read(released, 4)
    for cell in node.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell.source = answers[name]
    nbformat.write(node, into)
    return into


def test_marks_failing_claims_hints_and_total_are_printed(
    released: Path, tiny_root: Path, tmp_path: Path
) -> None:
    mine = fill(released, tmp_path / "my work.ipynb", softmax=OVER_THE_BATCH, choice="choice = 'b'")
    before = sorted(tiny_root.rglob("*"))
    result = run(tiny_root, str(mine))
    assert result.exit_code == 0, result.output
    for words in (
        "Tiny",
        "softmax-rows",
        "every row of a batch is normalised on its own",
        "You normalise over the whole batch.",
        "not attempted",
        "full marks",
        "a written answer, which no program marks",
        "of 8 points",
    ):
        assert words in result.output
    assert "total 0 of" not in result.output
    assert sorted(tiny_root.rglob("*")) == before, "no gradebook, no record"


def test_hidden_tests_count(released: Path, tiny_root: Path, tmp_path: Path) -> None:
    """An answer that knows the visible shapes only."""
    softmax = SOFTMAX.replace(
        '"""Return probabilities along an axis."""',
        "if np.shape(z) == (4, 7): return np.zeros((4, 7))",
    )
    mine = fill(released, tmp_path / "x.ipynb", softmax=softmax)
    result = run(tiny_root, str(mine))
    assert result.exit_code == 0, result.output
    assert "a case that the released notebook does not show" in result.output


def test_a_skeleton_is_nothing_and_no_error(released: Path, tiny_root: Path) -> None:
    result = run(tiny_root, str(released))
    assert result.exit_code == 0
    assert "total 0 of 8 points" in result.output


def test_bad_input_is_a_sentence(released: Path, tiny_root: Path, tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")]), stranger)
    cut = tmp_path / "cut.ipynb"
    cut.write_text(released.read_text()[:300])
    for path, words in (
        (tmp_path / "nowhere.ipynb", "does not exist"),
        (cut, "is not a notebook"),
        (stranger, "belongs to no chapter of this course"),
        (tmp_path, "cannot be read"),
    ):
        result = run(tiny_root, str(path))
        assert result.exit_code == 2, result.output
        assert words in result.output
        assert "Traceback" not in result.output


def test_a_notebook_without_ids_is_found_by_its_folder(
    released: Path, tiny_root: Path, tmp_path: Path
) -> None:
    node = nbformat.read(released, 4)
    for cell in node.cells:
        cell.metadata = {}
    folder = tmp_path / "handed-in" / "ch1_tiny"
    folder.mkdir(parents=True)
    nbformat.write(node, folder / "tiny.ipynb")
    result = run(tiny_root, str(folder / "tiny.ipynb"))
    assert result.exit_code == 0, result.output
    assert "cell 'softmax' is missing" in result.output
