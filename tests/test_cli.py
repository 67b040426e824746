"""Bad input gets a sentence and an exit status, never a traceback, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner, Result
from tiny_course import write_tiny_course

from autograder.cli import cli

REPO = Path(__file__).parents[1]


def run(root: Path | str, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--root", str(root), *words], prog_name="autograder")


def assert_sentence(result: Result, *expected: str, status: int = 2) -> None:
    """The command said why in a sentence and ended with its status."""
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    assert isinstance(result.exception, SystemExit)
    for words in expected:
        assert words in result.output


@pytest.mark.parametrize("command", ["build", "verify", "grade", "demo"])
def test_an_unknown_chapter(tiny_root: Path, command: str) -> None:
    result = run(tiny_root, command, "ch9_nothing")
    assert_sentence(result, "There is no chapter 'ch9_nothing'", "Chapters here: ch1_tiny")


def test_a_folder_that_is_no_course(tmp_path: Path) -> None:
    assert_sentence(run(tmp_path, "list"), "holds no folder source_notebooks/")


def test_a_course_without_chapters(tmp_path: Path) -> None:
    (tmp_path / "source_notebooks").mkdir()
    assert_sentence(run(tmp_path, "build"), "holds no chapter")


def test_nothing_was_handed_in(tiny_root: Path) -> None:
    assert_sentence(run(tiny_root, "grade", "ch1_tiny"), "submitted does not exist")
    (tiny_root / "submitted" / "ada").mkdir(parents=True)
    assert_sentence(run(tiny_root, "grade", "ch1_tiny"), "holds no submission of ch1_tiny")
    assert not (tiny_root / "gradebook.db").exists(), "nothing was begun"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is not a notebook"),
        ("[]", "is not a notebook"),
        ('{"cells": 3, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "is not a notebook"),
        ("\ufeff", "is not a notebook"),
        ('{"a":' * 100_000, "is nested too deeply"),
    ],
)
def test_a_source_that_is_no_notebook(tiny_root: Path, text: str, words: str) -> None:
    path = tiny_root / "source_notebooks" / "ch1_tiny" / "tiny.ipynb"
    path.write_text(text, encoding="utf-8")
    assert_sentence(run(tiny_root, "build"), "tiny.ipynb", words)


def test_a_source_that_is_not_text(tiny_root: Path) -> None:
    (tiny_root / "source_notebooks" / "ch1_tiny" / "tiny.ipynb").write_bytes(b"\xff\xfe\x00")
    assert_sentence(run(tiny_root, "build"), "is not UTF-8 text")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_source_that_may_not_be_read(tiny_root: Path) -> None:
    (tiny_root / "source_notebooks" / "ch1_tiny" / "tiny.ipynb").chmod(0)
    assert_sentence(run(tiny_root, "build"), "cannot be read: Permission denied")


def test_a_source_without_metadata(tiny_root: Path) -> None:
    path = tiny_root / "source_notebooks" / "ch1_tiny" / "tiny.ipynb"
    node = nbformat.read(path, 4)
    for cell in node.cells:
        cell.metadata.clear()
    nbformat.write(node, path)
    result = run(tiny_root, "verify")
    assert_sentence(result, "cell number 4: it opens", "'Autograder tests'")


def test_a_build_that_fails_leaves_the_release_as_it_was(tiny_root: Path) -> None:
    assert run(tiny_root, "build").exit_code == 0
    release = tiny_root / "release" / "ch1_tiny"
    before = {path.name: path.read_bytes() for path in release.iterdir()}
    (tiny_root / "source_notebooks" / "ch1_tiny" / "mistakes.py").write_text("def broken(:")
    assert_sentence(run(tiny_root, "build"), "mistakes.py cannot be read")
    assert {path.name: path.read_bytes() for path in release.iterdir()} == before


def test_a_table_of_exercises_that_cannot_be_read(tiny_root: Path) -> None:
    path = tiny_root / "source_notebooks" / "ch1_tiny" / "exercises.toml"
    path.write_text("[softmax]\ntitle = ")
    assert_sentence(run(tiny_root, "build"), "exercises.toml cannot be read")
    path.write_text('[softmax]\ntitle = "Softmax"\nminutes = "soon"\ndifficulty = 1\n')
    assert_sentence(run(tiny_root, "build"), "[softmax] needs title, minutes")


def test_list_build_verify_and_format_say_what_they_did(tiny_root: Path) -> None:
    assert "softmax" in run(tiny_root, "list").output
    assert "built release/ch1_tiny: 3 files, 3 files written" in run(tiny_root, "build").output
    assert "nothing to change" in run(tiny_root, "build", "ch1_tiny").output
    assert_sentence(run(tiny_root, "format", "--check"), "would change", status=1)
    assert "formatted" in run(tiny_root, "format").output
    assert "all notebooks are in the stored form" in run(tiny_root, "format", "--check").output
    assert "mend it with" in run(tiny_root, "verify").output


def test_answers_written_into_a_release_are_not_overwritten(tiny_root: Path) -> None:
    assert run(tiny_root, "build").exit_code == 0
    path = tiny_root / "release" / "ch1_tiny" / "tiny.ipynb"
    path.write_text(path.read_text().replace("raise NotImplementedError()", "return 'mine'", 1))
    result = run(tiny_root, "build")
    assert_sentence(result, "holds 1 written answers", "make lab", "--force")
    assert "return 'mine'" in path.read_text()
    assert run(tiny_root, "build", "--force").exit_code == 0
    assert "return 'mine'" not in path.read_text()


def test_a_learners_copy_is_made_once_and_kept(tiny_root: Path) -> None:
    assert_sentence(run(tiny_root, "start", "ch1_tiny"), "does not exist", "autograder build")
    run(tiny_root, "build")
    assert "my_work/ch1_tiny" in run(tiny_root, "start", "ch1_tiny").output
    own = tiny_root / "my_work" / "ch1_tiny"
    assert (own / "tiny.checks.json").exists()
    (own / "tiny.ipynb").write_text("my answers")
    (own / "tiny.checks.json").write_text("old")
    run(tiny_root, "start", "ch1_tiny")
    assert (own / "tiny.ipynb").read_text() == "my answers"
    assert (own / "tiny.checks.json").read_text() != "old"


def test_a_demo_does_not_touch_a_folder_that_is_somebody_elses(tiny_root: Path) -> None:
    mine = tiny_root / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    result = run(tiny_root, "demo", "ch1_tiny", "--class", str(mine))
    assert_sentence(result, "holds files that no demo made")
    assert (mine / "thesis.txt").read_text() == "years of work"


def set_up_with(python: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Run `tools/setup.py` where a shell script is the only python3, and nothing else is there."""
    fake = tmp_path / "bin" / "python3"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\n{python}\n")
    fake.chmod(0o755)
    course = tmp_path / "course"
    (course / "tools").mkdir(parents=True)
    shutil.copy(REPO / "tools" / "setup.py", course / "tools")
    (course / "requirements").mkdir()
    for name in ("pyproject.toml", "requirements/constraints.txt"):
        shutil.copy(REPO / name, course / name)
    return subprocess.run(
        [sys.executable, str(course / "tools" / "setup.py"), "run"],
        env={"PATH": str(fake.parent), "PYTHON": "python3"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_wrong_python_gets_one_line(tmp_path: Path) -> None:
    done = set_up_with("echo 3 8", tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("setup: Python 3.11 to 3.13 is needed; found: 3.8.")
    assert len(done.stderr.splitlines()) == 1


def test_a_missing_system_package_gets_one_line_with_the_command(tmp_path: Path) -> None:
    """A Python without `venv`, as Debian installs it, where apt is not to be had."""
    done = set_up_with('case "$2" in *ensurepip*) exit 1;; *) echo 3 12;; esac', tmp_path)
    assert done.returncode == 1
    assert "python3-venv is missing" in done.stderr.splitlines()[-1]
    assert all("apt-get install" in line for line in done.stderr.splitlines())
    assert done.stderr.rstrip().endswith("Install it with: apt-get install python3-venv")


def test_the_tiny_course_is_a_course(tmp_path: Path) -> None:
    write_tiny_course(tmp_path)
    assert run(tmp_path, "list").exit_code == 0


def test_grading_refuses_where_there_are_no_walls(
    tiny_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from autograder.sandbox import launch

    (tiny_root / "submitted" / "ada" / "ch1_tiny").mkdir(parents=True)
    source = tiny_root / "source_notebooks" / "ch1_tiny" / "tiny.ipynb"
    shutil.copy(source, tiny_root / "submitted" / "ada" / "ch1_tiny" / "tiny.ipynb")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(launch, "_shared", [])
    monkeypatch.setattr(launch, "_walled", True)
    result = run(tiny_root, "grade", "ch1_tiny")
    assert_sentence(result, "run inside of bubblewrap", "apt-get install bubblewrap")
    assert_sentence(run(tiny_root, "demo", "ch1_tiny"), "apt-get install bubblewrap")
    assert not (tiny_root / "gradebook.db").exists(), "nothing was begun"


def test_grading_without_walls_is_an_explicit_choice(
    tiny_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from autograder.sandbox import launch

    (tiny_root / "submitted" / "ada" / "ch1_tiny").mkdir(parents=True)
    source = tiny_root / "source_notebooks" / "ch1_tiny" / "tiny.ipynb"
    shutil.copy(source, tiny_root / "submitted" / "ada" / "ch1_tiny" / "tiny.ipynb")
    monkeypatch.setattr(launch, "_shared", [])
    monkeypatch.setattr(launch, "_walled", True)
    result = run(tiny_root, "grade", "ch1_tiny", "--no-sandbox")
    assert result.exit_code == 0, result.output
    assert not launch.shared_zygote().walled
    launch._close_shared()
