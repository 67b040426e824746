"""One hostile class, graded once, and the pages that nbgrader makes of it."""

from __future__ import annotations

import copy
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from sanitise.hostile import honest_notebook, hostile_notebook, raw_notebook
from tiny_course import write_tiny_course

from autograder.build import make_release, write_release
from autograder.examine import prepare
from autograder.grade import Places, grade_class
from autograder.source import Chapter

REPO = Path(__file__).parents[2]


@dataclass(frozen=True)
class HostileClass:
    """Where it is. `friendly` handed in the release, `honest` tables, figures and far too much.

    `hostile` handed in everything in `hostile.py`.

    `raw` has everything in the autograded notebook itself, past the first wall.
    """

    root: Path
    places: Places

    def notebook(self, student: str) -> nbformat.NotebookNode:
        """Return an autograded notebook."""
        return nbformat.read(self.places.autograded / student / "ch1_tiny" / "tiny.ipynb", 4)

    def page(self, student: str, folder: str = "feedback") -> Path:
        """Return where a feedback page is; `plain` has those made without our settings."""
        return self.root / folder / student / "ch1_tiny" / "tiny.html"


@pytest.fixture(scope="session")
def hostile_class(tmp_path_factory: pytest.TempPathFactory) -> HostileClass:
    """Grade, and make feedback with our settings and without."""
    root = tmp_path_factory.mktemp("hostile")
    chapter = Chapter("ch1_tiny", write_tiny_course(root))
    write_release(make_release(chapter), root)
    changed = {"hostile": hostile_notebook, "honest": honest_notebook}
    for student in ("friendly", "honest", "hostile", "raw"):
        folder = root / "submitted" / student / "ch1_tiny"
        folder.mkdir(parents=True)
        node = nbformat.read(root / "release" / "ch1_tiny" / "tiny.ipynb", 4)
        nbformat.write(changed.get(student, lambda node: node)(node), folder / "tiny.ipynb")
    places = Places(root, f"sqlite:///{root / 'gradebook.db'}")
    grade_class(prepare(chapter), places)
    found = HostileClass(root, places)
    path = places.autograded / "raw" / "ch1_tiny" / "tiny.ipynb"
    clean = found.notebook("raw")
    feedback = ("generate_feedback", "ch1_tiny")
    nbformat.write(raw_notebook(copy.deepcopy(clean), breaking=False), path)
    run_nbgrader(root, *feedback, "--CourseDirectory.feedback_directory=plain")
    nbformat.write(raw_notebook(clean, breaking=True), path)
    shutil.copy(REPO / "nbgrader_config.py", root)
    run_nbgrader(root, *feedback)
    return found


def run_nbgrader(root: Path, *words: str) -> None:
    """Run one of nbgrader's commands in a course."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=root,
        env={"PATH": path, "HOME": str(root), "PYTHONPATH": str(REPO)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
