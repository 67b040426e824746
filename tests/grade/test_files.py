"""What lies beside a notebook under examination: the course's files, whatever was handed in."""

from __future__ import annotations

import os
import py_compile
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

from autograder.build import make_release, write_release
from autograder.cli import cli
from autograder.examine import Deadlines, SubmissionResult, prepare
from autograder.grade.files import folder_files, read_files
from autograder.grade.submission import grade_submission, warm_up
from autograder.grade.submissions import find_submissions
from autograder.sandbox import shared_zygote
from autograder.source import Chapter

BAD = "raise RuntimeError('this must not be imported')\n"


@pytest.fixture
def handed_in(following: Chapter, tiny_root: Path) -> Path:
    """Return the folder of a right submission of the second chapter."""
    write_release(make_release(following), tiny_root)
    folder = tiny_root / "submitted" / "ada" / "ch2_next"
    shutil.copytree(tiny_root / "release" / "ch2_next", folder)
    solve(folder)
    return folder


def solve(folder: Path, before: str = "") -> None:
    node = nbformat.read(folder / "next.ipynb", 4)
    for cell in node.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "surprise":
            cell.source = (
                f"{before}\ndef surprise(z, k):\n"
                "    p = softmax(np.asarray(z))[k] * np.loadtxt('data/prior.txt')[k]\n"
                "    return float(-np.log(p)), Tally().add(1)"
            )
    nbformat.write(node, folder / "next.ipynb")


def grade(following: Chapter, root: Path) -> SubmissionResult:
    (submission,) = find_submissions(root / "submitted", following)
    graded = grade_submission(prepare(following), submission, {}, Deadlines(4.0, 4.0))
    return SubmissionResult.from_json(graded.record)


def write(path: Path, text: str = BAD) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def compiled(folder: Path) -> None:
    """Lay down bytecode that Python would believe to be that of the course's file."""
    source = folder / "bad.py"
    write(source)
    cache = folder / "__pycache__" / f"earlier.{os.sys.implementation.cache_tag}.pyc"  # type: ignore[attr-defined]
    py_compile.compile(
        str(source), str(cache), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
    )
    source.unlink()


def linked(folder: Path) -> None:
    (folder / "earlier.py").unlink()
    write(folder.parent / "elsewhere.py")
    (folder / "earlier.py").symlink_to(folder.parent / "elsewhere.py")
    (folder / "numpy.py").symlink_to(folder.parent / "elsewhere.py")
    (folder / "away").symlink_to("/", target_is_directory=True)
    (folder / "nowhere").symlink_to("nowhere")


def linked_data(folder: Path) -> None:
    shutil.rmtree(folder / "data")
    (folder / "data").symlink_to("/etc", target_is_directory=True)


def replaced_data(folder: Path) -> None:
    shutil.rmtree(folder / "data")
    write(folder / "data", "a file where the course has a folder")


def unreadable(folder: Path) -> None:
    os.mkfifo(folder / "pipe.py")
    (folder / os.fsdecode(b"\xff.txt")).write_text("no UTF-8 name")
    write(folder / "large.bin", "")
    os.truncate(folder / "large.bin", 200 << 20)


HOSTILE: dict[str, Callable[[Path], object]] = {
    "earlier.py": lambda folder: write(folder / "earlier.py"),
    "another case": lambda folder: write(folder / "Earlier.py"),
    "earlier/": lambda folder: write(folder / "earlier" / "__init__.py"),
    "earlier.py/": lambda folder: (
        (folder / "earlier.py").unlink(),
        write(folder / "earlier.py" / "__init__.py"),
    ),
    "earlier.so": lambda folder: write(folder / "earlier.abi3.so"),
    "earlier.pyc": lambda folder: write(folder / "earlier.pyc"),
    "bytecode": compiled,
    "numpy.py": lambda folder: write(folder / "numpy.py"),
    "numpy/": lambda folder: write(folder / "numpy" / "__init__.py"),
    "course.py": lambda folder: write(folder / "course.py"),
    "course/": lambda folder: write(folder / "course" / "__init__.py"),
    "autograder/": lambda folder: write(folder / "autograder" / "__init__.py"),
    "a module of Python's": lambda folder: write(folder / "statistics.py"),
    "links": linked,
    "data": replaced_data,
    "data/": linked_data,
    "data/prior.txt": lambda folder: write(folder / "data" / "prior.txt", "0 0 0"),
    "unreadable": unreadable,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_no_file_beside_an_honest_notebook_stops_it(
    handed_in: Path, following: Chapter, tiny_root: Path, what: str
) -> None:
    HOSTILE[what](handed_in)
    # what is imported while it is examined, here and there, is the course's own
    solve(handed_in, "import statistics, earlier, course.datasets")
    result = grade(following, tiny_root)
    (notebook,) = result.notebooks
    assert [(cell.status, cell.points) for cell in notebook.cells] == [("passed", 2.0)], notebook


def test_what_was_not_used_is_said(handed_in: Path, following: Chapter, tiny_root: Path) -> None:
    write(handed_in / "earlier.py")
    write(handed_in / "numpy.py")
    (notebook,) = grade(following, tiny_root).notebooks
    assert notebook.remarks == (
        "the course's own files were used instead of earlier.py",
        "left out, for hiding modules that the course uses: numpy.py",
    )


def test_nothing_is_said_of_files_as_they_were_handed_out(
    handed_in: Path, following: Chapter, tiny_root: Path
) -> None:
    assert grade(following, tiny_root).notebooks[0].remarks == ()


def test_a_learners_own_modules_and_data_can_be_used(
    handed_in: Path, following: Chapter, tiny_root: Path
) -> None:
    write(handed_in / "helpers.py", "from mine.deep import n\nfrom earlier import softmax\n")
    write(handed_in / "mine" / "__init__.py", "")
    write(handed_in / "mine" / "deep.py", "n = 3\n")
    write(handed_in / "course" / "notes.txt", "no module")
    solve(
        handed_in,
        "import helpers\nassert helpers.n == 3 == len(open('course/notes.txt').read()) - 6",
    )
    (notebook,) = grade(following, tiny_root).notebooks
    assert notebook.points == 2
    assert notebook.remarks == ()


def test_no_chapters_own_modules_are_imported_for_all(following: Chapter) -> None:
    prepared = prepare(following)
    assert "earlier" in prepared.recordings[0].notebook.modules
    warm_up(prepared)
    assert "numpy" in shared_zygote()._preloaded
    assert not {name for name in shared_zygote()._preloaded if name.startswith("earlier")}


def test_only_the_courses_files_are_there_without_a_submission(following: Chapter) -> None:
    files, remarks = folder_files(following, {})
    assert sorted(files) == ["data/prior.txt", "earlier.py"]
    assert remarks == ()


def test_it_is_the_one_of_the_sources_as_they_are_now(
    handed_in: Path, following: Chapter, tiny_root: Path
) -> None:
    (following.folder / "earlier.py").unlink()
    (tiny_root / "release" / "ch2_next" / "earlier.py").unlink()
    files, _ = folder_files(following, read_files(handed_in))
    assert b"def softmax" in files["earlier.py"]


def test_a_notebook_that_is_a_link_is_not_examined(
    handed_in: Path, following: Chapter, tiny_root: Path
) -> None:
    (handed_in / "next.ipynb").unlink()
    (handed_in / "next.ipynb").symlink_to(following.folder / "next.ipynb")
    (notebook,) = grade(following, tiny_root).notebooks
    assert (notebook.status, notebook.points) == ("unreadable", 0)
    assert "a link to another file" in notebook.message


def test_a_change_of_an_earlier_solution_is_noticed(
    handed_in: Path, following: Chapter, tiny_root: Path
) -> None:
    from tiny_course import edit_cell

    before = prepare(following).fingerprint
    edit_cell(tiny_root / "source_notebooks" / "ch1_tiny", "Counter", "+= n", "+= n  # more")
    assert prepare(Chapter(following.name, following.folder)).fingerprint != before


def test_ones_own_copy_and_ones_own_grade_have_it(
    handed_in: Path, following: Chapter, tiny_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = CliRunner().invoke(cli, ["--root", str(tiny_root), "start", "ch2_next"])
    assert started.exit_code == 0, started.output
    mine = tiny_root / "my_work" / "ch2_next"
    assert (mine / "earlier.py").read_bytes() == (following.folder / "earlier.py").read_bytes()
    assert (mine / "data" / "prior.txt").exists()
    solve(mine)
    write(mine / "course.py")
    (mine / "earlier.py").unlink()
    monkeypatch.chdir(mine)
    graded = CliRunner().invoke(cli, ["--root", str(tiny_root), "selfgrade", "next.ipynb"])
    assert graded.exit_code == 0, graded.output
    assert "total 2 of 2" in graded.output
