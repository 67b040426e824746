"""`autograder grade` as an instructor meets it: what it says, and what Ctrl-C leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.build import make_release, write_release
from autograder.cli import cli
from autograder.examine import read_results
from autograder.grade import Places, read_records
from autograder.sample import write_sample_class
from autograder.source import Chapter

REPO = Path(__file__).parents[1]
FEW = ("complete", "mistake-softmax-over-the-batch", "invalid-json")


@pytest.fixture
def course(tiny: Chapter, tiny_root: Path) -> Path:
    """Return a course with a whole sample class in `all/submitted/`, three of it in its own."""
    write_release(make_release(tiny), tiny_root)
    released = tiny_root / "release" / "ch1_tiny"
    write_sample_class(tiny, released, tiny_root / "all" / "submitted")
    for student in FEW:
        target = tiny_root / "submitted" / student
        target.parent.mkdir(exist_ok=True)
        (tiny_root / "all" / "submitted" / student).rename(target)
    return tiny_root


def grade(root: Path, *words: str) -> Result:
    return CliRunner().invoke(
        cli, ["--root", str(root), "grade", "ch1_tiny", *words], prog_name="autograder"
    )


def test_the_end_says_what_to_read_and_where(course: Path) -> None:
    (course / "submitted" / "bob" / "ch1_tinny").mkdir(parents=True)
    (course / "submitted" / "esc\x9b31m" / "ch1_tiny").mkdir(parents=True)
    done = grade(course)
    assert done.exit_code == 0, done.output
    assert "not graded: bob holds no ch1_tiny/, but ch1_tinny" in done.output
    assert "not graded: esc\ufffd31m has a character" in done.output
    assert "to read    2 written answers: make formgrader, then Manual Grading" in done.output
    report = (course / "results" / "ch1_tiny" / "report.html").read_text(encoding="utf-8")
    assert "holds no ch1_tiny/, but ch1_tinny" in report
    assert "<code>make formgrader</code>" in report
    assert "def softmax" in report, "the code of the one who made the mistake"
    (unreadable,) = (line for line in done.output.splitlines() if line.startswith("invalid-json"))
    assert "unreadable" in unreadable


def test_a_class_elsewhere_has_its_own_formgrader(course: Path) -> None:
    (course / "term two").mkdir()
    (course / "submitted").rename(course / "term two" / "submitted")
    done = grade(course, "--class", str(course / "term two"))
    assert "make formgrader CLASS='term two', then" in done.output


def test_only_misplaced_submissions_are_named_in_the_refusal(tiny_root: Path) -> None:
    (tiny_root / "submitted" / "bob" / "ch1_tinny").mkdir(parents=True)
    done = grade(tiny_root)
    assert done.exit_code == 2
    assert "What is there: bob holds no ch1_tiny/, but ch1_tinny." in done.output


def test_ctrl_c_reports_on_what_is_there_and_says_how_to_go_on(course: Path) -> None:
    folder = course / "all"
    process = subprocess.Popen(
        [sys.executable, "-m", "autograder", "--root", str(course), "grade", "ch1_tiny",
         "--class", str(folder), "--workers", "1"],
        env={**os.environ, "PYTHONPATH": str(REPO)}, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    records = folder / "results" / "ch1_tiny"
    until = time.monotonic() + 120
    while len(list(records.glob("*.json"))) < 2:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does it
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    there = read_results(records)
    total = len(list((folder / "submitted").iterdir()))
    assert 2 <= len(there) < total
    assert f"stopped; the records of {len(there)} of {total} submissions are there" in err
    assert "Go on with: autograder grade ch1_tiny --class all" in err
    assert there[0].student in out
    assert there[0].student in (records / "report.html").read_text(encoding="utf-8")


def test_records_that_cannot_be_read_are_left_out(tmp_path: Path) -> None:
    places = Places(tmp_path, "")
    places.results("ch1").mkdir(parents=True)
    places.record("ch1", "ada").write_text("{")
    assert read_records(places, "ch1", ["ada", "bob"]) == []
