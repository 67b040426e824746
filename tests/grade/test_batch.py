"""Batches: workers change nothing, a death costs one submission, a kill costs nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tiny_course import write_tiny_course

import autograder.grade.batch as batch_module
from autograder.build import make_release, write_release
from autograder.errors import EnvironmentProblem
from autograder.examine import Deadlines, Prepared, prepare
from autograder.grade import Places, grade_class
from autograder.grade.gradebook import GradebookWriter
from autograder.grade.submission import Graded, grade_submission
from autograder.sample import write_sample_class
from autograder.sandbox import StartError
from autograder.source import Chapter

QUICK = Deadlines(cell=3.0, test=3.0)
#: The class of these tests: some of the sample class, none of it slow.
STUDENTS = ("complete", "half-done", "invalid-json", "mistake-softmax-over-the-batch", "untouched")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the tiny course and its class, which tests copy."""
    root = tmp_path_factory.mktemp("course")
    chapter = Chapter("ch1_tiny", write_tiny_course(root))
    write_release(make_release(chapter), root)
    write_sample_class(chapter, root / "release" / "ch1_tiny", root / "all")
    for student in STUDENTS:
        shutil.copytree(root / "all" / student, root / "submitted" / student)
    when = root / "submitted" / "complete" / "ch1_tiny" / "timestamp.txt"
    when.write_text("no time at all")
    return root


@pytest.fixture(scope="module")
def prepared(course: Path) -> Prepared:
    return prepare(Chapter("ch1_tiny", course / "source_notebooks" / "ch1_tiny"))


@pytest.fixture
def places(course: Path, tmp_path: Path) -> Places:
    return class_at(course, tmp_path / "class")


def class_at(course: Path, folder: Path) -> Places:
    shutil.copytree(course / "submitted", folder / "submitted")
    return Places(folder, f"sqlite:///{folder / 'gradebook.db'}")


def without_times(value: Any) -> Any:
    """Return a record without what differs between two runs that say the same."""
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if k not in ("seconds", "graded_at")}
        return {key: without_times(item) for key, item in kept.items()}
    return [without_times(item) for item in value] if isinstance(value, list) else value


def state(places: Places) -> tuple[Any, ...]:
    """Return all that a run leaves: scores, records, names of autograded notebooks."""
    records = {
        path.name: without_times(json.loads(path.read_text()))
        for path in places.results("ch1_tiny").glob("*.json")
    }
    notebooks = {path: path.read_text() for path in places.autograded.rglob("*.ipynb")}
    return (
        GradebookWriter(places.db_url).scores("ch1_tiny"),
        records,
        {path.relative_to(places.folder).as_posix(): text for path, text in notebooks.items()},
    )


@pytest.fixture(scope="module")
def undisturbed(
    course: Path, prepared: Prepared, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Any, ...]:
    """Return the state after a run of one worker that nothing disturbed."""
    places = class_at(course, tmp_path_factory.mktemp("undisturbed") / "class")
    grade_class(prepared, places, workers=1, deadlines=QUICK)
    return state(places)


def test_workers_give_what_one_gives(
    prepared: Prepared, places: Places, undisturbed: tuple[Any, ...]
) -> None:
    told: list[tuple[int, int]] = []
    done = grade_class(
        prepared, places, workers=3, deadlines=QUICK,
        progress=lambda number, total, student: told.append((number, total)),
    )  # fmt: skip
    assert state(places) == undisturbed
    assert told == [(number, 5) for number in range(6)]
    assert done.students == STUDENTS
    assert [result.student for result in done.results()] == list(STUDENTS)


def test_a_worker_that_dies_costs_one_submission(
    prepared: Prepared,
    places: Places,
    undisturbed: tuple[Any, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fatal(prepared: Prepared, submission: Any, *rest: Any) -> Graded:
        if submission.student == "half-done":
            os.kill(os.getpid(), signal.SIGKILL)
        if submission.student == "untouched":
            raise RuntimeError("a bug of ours")
        return grade_submission(prepared, submission, *rest)

    monkeypatch.setattr(batch_module, "grade_submission", fatal)
    done = grade_class(prepared, places, workers=1, deadlines=QUICK)
    assert done.unfinished == ("half-done", "untouched")
    records = {result.student: result for result in done.results()}
    for student, why in (("half-done", "SIGKILL"), ("untouched", "a bug of ours")):
        (notebook,) = records[student].notebooks
        assert (notebook.status, notebook.points) == ("crashed", 0)
        assert why in notebook.message
    assert records["complete"].points == 8
    monkeypatch.undo()
    again = grade_class(prepared, places, workers=1, deadlines=QUICK)
    assert (again.graded, again.skipped) == (2, 3), "what was not finished is tried again"
    assert state(places) == undisturbed


def test_an_unfit_machine_stops_the_batch(
    prepared: Prepared, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unfit(*rest: Any) -> Graded:
        raise EnvironmentProblem("no walls here", fix="install some")

    monkeypatch.setattr(batch_module, "grade_submission", unfit)
    with pytest.raises(EnvironmentProblem, match="no walls") as caught:
        grade_class(prepared, places, workers=2)
    assert caught.value.fix == "install some"
    assert not list(places.results("ch1_tiny").glob("*.json"))

    def unfit_for_one(prepared: Prepared, submission: Any, *rest: Any) -> Graded:
        if submission.student == "half-done":
            raise StartError("out of processes")
        return grade_submission(prepared, submission, *rest)

    monkeypatch.setattr(batch_module, "grade_submission", unfit_for_one)
    done = grade_class(prepared, places, workers=1, deadlines=QUICK)
    assert done.unfinished == ("half-done",), "a machine that can grade others goes on"


def test_only_what_changed_is_graded_again(
    course: Path, prepared: Prepared, places: Places, tmp_path: Path
) -> None:
    assert grade_class(prepared, places, workers=1, deadlines=QUICK).graded == 5

    def again(ready: Prepared = prepared, *, force: bool = False) -> tuple[int, int]:
        done = grade_class(ready, places, workers=1, deadlines=QUICK, force=force)
        return done.graded, done.skipped

    assert again() == (0, 5)
    mine = places.submitted / "untouched" / "ch1_tiny" / "tiny.ipynb"
    shutil.copy(places.submitted / "complete" / "ch1_tiny" / "tiny.ipynb", mine)
    assert again() == (1, 4)
    scores = GradebookWriter(places.db_url).scores("ch1_tiny")
    assert scores["untouched"]["softmax-rows"] == 3
    places.record("ch1_tiny", "complete").write_text('{"schema"')
    (places.autograded / "half-done" / "ch1_tiny" / "tiny.ipynb").unlink()
    assert again() == (2, 3), "a record that cannot be read, and a notebook that is gone"
    mine.write_text("{")
    assert again() == (1, 4)
    assert not (places.autograded / "untouched" / "ch1_tiny" / "tiny.ipynb").exists()
    assert again(force=True) == (5, 0)
    changed = tmp_path / "other" / "ch1_tiny"
    shutil.copytree(course / "source_notebooks" / "ch1_tiny", changed)
    source = (changed / "tiny.ipynb").read_text()
    (changed / "tiny.ipynb").write_text(source.replace("large scores", "very large scores"))
    assert again(prepare(Chapter("ch1_tiny", changed))) == (5, 0), "a changed test"
    assert again(prepare(Chapter("ch1_tiny", changed), seed=4)) == (5, 0)


def test_what_the_gradebook_lacks_is_entered_from_the_records(
    prepared: Prepared, places: Places, undisturbed: tuple[Any, ...]
) -> None:
    grade_class(prepared, places, workers=1, deadlines=QUICK)
    (places.folder / "gradebook.db").unlink()
    assert grade_class(prepared, places, workers=1).graded == 0
    assert state(places) == undisturbed


_KILLED = """
import sys
from pathlib import Path
from autograder.examine import Deadlines, prepare
from autograder.grade import Places, grade_class
from autograder.source import Chapter
course, folder = Path(sys.argv[1]), Path(sys.argv[2])
grade_class(
    prepare(Chapter("ch1_tiny", course / "source_notebooks" / "ch1_tiny")),
    Places(folder, f"sqlite:///{folder / 'gradebook.db'}"),
    workers=2, deadlines=Deadlines(3.0, 3.0),
)
"""


def test_a_killed_batch_ends_as_an_undisturbed_one(
    course: Path, prepared: Prepared, places: Places, undisturbed: tuple[Any, ...]
) -> None:
    process = subprocess.Popen([sys.executable, "-c", _KILLED, str(course), str(places.folder)])
    until = time.monotonic() + 120
    while len(list(places.results("ch1_tiny").glob("*.json"))) < 2:
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.005)
    process.kill()
    process.wait()
    before = len(list(places.results("ch1_tiny").glob("*.json")))
    assert before < 5, "it was killed on its way"
    done = grade_class(prepared, places, workers=2, deadlines=QUICK)
    assert (done.graded, done.skipped) == (5 - before, before)
    assert state(places) == undisturbed
