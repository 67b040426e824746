"""What the notebooks import stays light, and apart from the grading."""

from __future__ import annotations

import subprocess
import sys

IMPORT = (
    "import sys; import course.datasets, course.plots; "
    "import course.widgets.networks, course.widgets.perceptron; "
)


def loaded(name: str) -> bool:
    code = IMPORT + f"print(any(m.split('.')[0] == {name!r} for m in sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.strip() == "True"


def test_the_course_imports_nothing_of_the_grading() -> None:
    assert not loaded("autograder")


def test_matplotlib_and_widgets_wait_for_the_first_picture() -> None:
    assert loaded("numpy")
    assert not loaded("matplotlib")
    assert not loaded("ipywidgets")
