"""What holds for every chapter of the course."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.examine import Deadlines, prepare
from autograder.grade import Places, grade_class
from autograder.sample import write_sample_class
from autograder.source import all_chapters, open_chapter
from autograder.verify import verify_chapter

REPO = Path(__file__).parents[2]
CHAPTERS = [chapter.name for chapter in all_chapters(REPO)]


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_is_proved(name: str) -> None:
    for proof in verify_chapter(open_chapter(REPO, name), REPO):
        assert proof.holds, "\n".join([proof.statement, *proof.problems])


@pytest.mark.parametrize("name", CHAPTERS)
def test_stored_notebooks_hold_no_outputs(name: str) -> None:
    for folder in ("source_notebooks", "release"):
        for path in (REPO / folder / name).glob("*.ipynb"):
            node = nbformat.read(path, 4)
            nbformat.validate(node)
            for cell in node.cells:
                assert not cell.get("outputs")
                assert cell.get("execution_count") is None
            assert set(node.metadata) == {"kernelspec", "language_info"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("name", CHAPTERS)
def test_source_notebooks_run_in_a_real_kernel_with_their_pictures(name: str) -> None:
    """From top to bottom, every check passing by the released answers, figures drawn."""
    for notebook in open_chapter(REPO, name).notebooks:
        node = nbformat.read(notebook.path, 4)
        client = NotebookClient(
            node, timeout=120, resources={"metadata": {"path": str(notebook.path.parent)}}
        )
        client.execute()
        outputs = [output for cell in node.cells for output in cell.get("outputs", [])]
        assert any("image/png" in output.get("data", {}) for output in outputs)
        for cell in node.cells:
            if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code":
                assert "✓" in str(cell.outputs), cell.metadata.nbgrader.grade_id


@pytest.mark.parametrize(
    "name", [CHAPTERS[0], *(pytest.param(name, marks=pytest.mark.slow) for name in CHAPTERS[1:])]
)
def test_the_sample_class_is_graded_as_its_names_say(name: str, tmp_path: Path) -> None:
    chapter = open_chapter(REPO, name)
    samples = write_sample_class(chapter, REPO / "release" / name, tmp_path / "submitted")
    assert len(samples) >= 12
    places = Places(tmp_path, f"sqlite:///{tmp_path / 'gradebook.db'}")
    deadlines = Deadlines(cell=4.0, test=4.0)
    graded = grade_class(prepare(chapter), places, deadlines=deadlines)
    results = {result.student: result for result in graded.results()}
    for sample in samples:
        full: dict[str, bool] = {}
        for notebook in results[sample.student].notebooks:
            for cell in notebook.cells:
                right = cell.points == cell.max_points
                full[cell.exercise] = full.get(cell.exercise, True) and right
        for exercise, right in full.items():
            if exercise in sample.spoiled:
                assert not right, (sample.student, exercise)
            elif exercise not in sample.touched:
                assert right, (sample.student, exercise)
        if sample.student.startswith("mistake-"):
            named = {
                (cell.exercise, mistake.name.replace("_", "-").lower())
                for notebook in results[sample.student].notebooks
                for cell in notebook.cells
                for mistake in cell.misconceptions
            }
            assert any(sample.student.endswith(name) for _, name in named), sample.student
