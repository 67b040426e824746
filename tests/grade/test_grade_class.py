"""A whole class through the grader: every sample does what its name says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.build import make_release, write_release
from autograder.errors import SourceError, UsageError
from autograder.examine import Deadlines, SubmissionResult, prepare, read_results
from autograder.grade import Places, grade_class
from autograder.grade.gradebook import GradebookWriter
from autograder.sample import SampleNotebook, write_sample_class
from autograder.source import Chapter

REPO = Path(__file__).parents[2]
QUICK = Deadlines(cell=3.0, test=3.0)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Places, dict[str, SampleNotebook]]:
    """Grade the tiny chapter's sample class once for all tests of this module."""
    from tiny_course import write_tiny_course

    root = tmp_path_factory.mktemp("course")
    chapter = Chapter("ch1_tiny", write_tiny_course(root))
    write_release(make_release(chapter), root)
    samples = write_sample_class(chapter, root / "release" / "ch1_tiny", root / "submitted")
    (root / "submitted" / "empty-folder" / "ch1_tiny").mkdir(parents=True)
    (root / "submitted" / "other-chapter" / "ch2_other").mkdir(parents=True)
    late = root / "submitted" / "complete" / "ch1_tiny" / "timestamp.txt"
    late.write_text("2026-03-01 10:00:00 UTC")
    places = Places(root, f"sqlite:///{root / 'gradebook.db'}")
    grade_class(prepare(chapter), places, deadlines=QUICK)
    return places, {sample.student: sample for sample in samples}


@pytest.fixture
def results(graded: tuple[Places, dict[str, SampleNotebook]]) -> dict[str, SubmissionResult]:
    return {result.student: result for result in read_results(graded[0].results("ch1_tiny"))}


def test_the_sample_class_shows_what_the_kit_is_for(
    graded: tuple[Places, dict[str, SampleNotebook]],
) -> None:
    names = set(graded[1])
    assert len(names) >= 12
    assert {
        "complete",
        "half-done",
        "untouched",
        "variant-softmax-in-float32",
        "warning-on-stderr",
        "endless-loop",
        "missing-cell",
        "duplicated-cell",
        "invalid-json",
    } <= names
    assert sum(name.startswith("mistake-") for name in names) == 3


def test_every_sample_loses_points_where_it_should_and_nowhere_else(
    graded: tuple[Places, dict[str, SampleNotebook]], results: dict[str, SubmissionResult]
) -> None:
    for student, sample in graded[1].items():
        (notebook,) = results[student].notebooks
        full: dict[str, bool] = {}
        for cell in notebook.cells:
            right = cell.points == cell.max_points
            full[cell.exercise] = full.get(cell.exercise, True) and right
        for exercise, right in full.items():
            if exercise in sample.spoiled:
                assert not right, (student, exercise)
            elif exercise not in sample.touched:
                assert right, (student, exercise)


def test_nobody_is_forgotten_and_nobody_else_is_graded(
    graded: tuple[Places, dict[str, SampleNotebook]], results: dict[str, SubmissionResult]
) -> None:
    assert set(results) == {*graded[1], "empty-folder"}
    (missing,) = results["empty-folder"].notebooks
    assert (missing.status, missing.points) == ("missing", 0)
    (broken,) = results["invalid-json"].notebooks
    assert broken.status == "unreadable"
    assert "is not a notebook" in broken.message
    assert "/" not in broken.message, "a message for others tells no paths of this machine"


def test_the_class_has_a_misconception_in_common(results: dict[str, SubmissionResult]) -> None:
    from autograder.report.overview import overview

    first, second = overview(list(results.values()), {}).misconceptions[:2]
    assert len(first.first_hand) >= 4
    assert len(second.first_hand) >= 2
    assert any(one.follows(student) for one in (first, second) for student in one.students)


def test_the_gradebook_says_what_the_records_say(
    graded: tuple[Places, dict[str, SampleNotebook]], results: dict[str, SubmissionResult]
) -> None:
    scores = GradebookWriter(graded[0].db_url).scores("ch1_tiny")
    assert set(scores) == set(results)
    for student, result in results.items():
        for cell in result.notebooks[0].cells:
            assert scores[student][cell.grade_id] == pytest.approx(cell.points)
    assert scores["complete"]["essay"] is None, "an answer in prose waits for a reader"
    assert scores["untouched"]["essay"] == 0, "the skeleton's text does not"


def test_mistakes_are_named_in_the_records(results: dict[str, SubmissionResult]) -> None:
    for student, result in results.items():
        if student.startswith("mistake-"):
            named = [m for cell in result.notebooks[0].cells for m in cell.misconceptions]
            assert named, student


def test_records_say_what_a_result_depends_on(results: dict[str, SubmissionResult]) -> None:
    one = results["complete"]
    assert one.seed == 0
    assert set(one.versions) == {"autograder", "python", "numpy"}
    assert len({result.fingerprint for result in results.values()}) == len(results)


def test_autograded_notebooks_are_valid_and_hide_hidden_tests(
    graded: tuple[Places, dict[str, SampleNotebook]], results: dict[str, SubmissionResult]
) -> None:
    for student, result in results.items():
        path = graded[0].autograded / student / "ch1_tiny" / "tiny.ipynb"
        if result.notebooks[0].status != "examined":
            assert not path.exists()
            continue
        node = nbformat.read(path, 4)
        nbformat.validate(node)
        text = path.read_text()
        assert "HIDDEN" not in text
        assert "check.rng" not in text


def test_grading_again_with_the_same_seed_gives_the_same_points(
    graded: tuple[Places, dict[str, SampleNotebook]],
    results: dict[str, SubmissionResult],
    tmp_path: Path,
) -> None:
    import shutil

    places = graded[0]
    shutil.copytree(
        places.submitted / "mistake-softmax-over-the-batch",
        tmp_path / "submitted" / "mistake-softmax-over-the-batch",
    )
    chapter = Chapter("ch1_tiny", places.folder / "source_notebooks" / "ch1_tiny")
    for seed in (0, 5):
        again = Places(tmp_path, f"sqlite:///{tmp_path / f'{seed}.db'}")
        (one,) = grade_class(prepare(chapter, seed=seed), again, deadlines=QUICK).results()
        before = results["mistake-softmax-over-the-batch"]
        assert one.points == before.points
        assert one.seed == seed


@pytest.mark.parametrize("command", ["autograde", "generate_feedback"])
def test_nbgraders_own_commands_run_the_same_examination(
    graded: tuple[Places, dict[str, SampleNotebook]],
    tmp_path_factory: pytest.TempPathFactory,
    command: str,
) -> None:
    """`nbgrader autograde` on three of the class gives the points of our records."""
    import shutil

    places = graded[0]
    root = tmp_path_factory.getbasetemp() / "plain-nbgrader"
    students = ("complete", "untouched", "mistake-softmax-over-the-batch")
    if not root.exists():
        shutil.copytree(places.folder / "source_notebooks", root / "source_notebooks")
        for student in students:
            shutil.copytree(places.submitted / student, root / "submitted" / student)
        shutil.copy(REPO / "nbgrader_config.py", root)
        _nbgrader(root, "generate_assignment", "ch1_tiny")
        _nbgrader(root, "autograde", "ch1_tiny")
    if command == "autograde":
        theirs = GradebookWriter(f"sqlite:///{root / 'gradebook.db'}").scores("ch1_tiny")
        ours = GradebookWriter(places.db_url).scores("ch1_tiny")
        for student in students:
            assert theirs[student] == pytest.approx(ours[student]), student
        return
    _nbgrader(root, "generate_feedback", "ch1_tiny")
    for student in students:
        html = (root / "feedback" / student / "ch1_tiny" / "tiny.html").read_text()
        assert "HIDDEN" not in html
        assert "rng" not in html


def _nbgrader(root: Path, *words: str) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=root,
        env={"PATH": path, "HOME": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def test_a_sample_class_needs_a_release(tiny: Chapter, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not exist"):
        write_sample_class(tiny, tmp_path / "nowhere", tmp_path)


def test_sample_notebooks_are_the_same_bytes_each_time(tiny: Chapter, tiny_root: Path) -> None:
    write_release(make_release(tiny), tiny_root)
    released = tiny_root / "release" / "ch1_tiny"
    for name in ("one", "two"):
        write_sample_class(tiny, released, tiny_root / name)
    files = sorted((tiny_root / "one").rglob("*.ipynb"))
    assert files
    for path in files:
        other = tiny_root / "two" / path.relative_to(tiny_root / "one")
        assert path.read_bytes() == other.read_bytes()
        if "invalid-json" not in path.parts:
            json.loads(path.read_text())


def test_nothing_to_grade_is_said_before_anything_is_written(
    tiny: Chapter, tiny_root: Path
) -> None:
    places = Places(tiny_root, f"sqlite:///{tiny_root / 'gradebook.db'}")
    with pytest.raises(UsageError, match="does not exist"):
        grade_class(prepare(tiny), places)
    assert not (tiny_root / "gradebook.db").exists()


def test_nothing_is_graded_where_the_solution_itself_loses_points(
    tiny: Chapter, tiny_root: Path
) -> None:
    """As on a machine whose sandbox lacks a package: a class must not get zeros for that."""
    from tiny_course import edit_cell

    from autograder.errors import EnvironmentProblem

    edit_cell(
        tiny.folder,
        "setup",
        "import numpy as np",
        "import os\nif 'inline' in os.environ['MPLBACKEND']:\n"
        "    raise ImportError('no such package in the sandbox')\nimport numpy as np",
    )
    chapter = Chapter(tiny.name, tiny.folder)
    write_release(make_release(chapter), tiny_root)
    write_sample_class(chapter, tiny_root / "release" / "ch1_tiny", tiny_root / "submitted")
    places = Places(tiny_root, f"sqlite:///{tiny_root / 'gradebook.db'}")
    with pytest.raises(EnvironmentProblem, match="so nothing was graded"):
        grade_class(prepare(chapter), places, deadlines=QUICK)
    assert not list(places.results("ch1_tiny").glob("*.json"))
