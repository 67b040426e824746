"""Set nbgrader up so that its own commands build and grade as this project does.

`nbgrader_config.py` at the top of a course is two lines: `from autograder.nbgrader_glue import
configure` and `configure(c)`.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

# In this order. ClearHiddenTests must come after SaveCells, and the checksums again after it.
_RELEASE_STEPS = (
    "autograder.build.preprocess.BakeChecks",
    "autograder.build.preprocess.DescribeExercises",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
    "autograder.build.preprocess.Canonicalise",
)
_AUTOGRADE_STEPS = (
    "autograder.grade.preprocess.ExamineNotebook",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
)


def _load(dotted: str) -> Any:
    module, name = dotted.rsplit(".", 1)
    return getattr(importlib.import_module(module), name)


def release_preprocessors(*, database: bool = True, bake: bool = True) -> list[Any]:
    """Return the steps that make a released notebook, as classes, in order.

    Parameters
    ----------
    database : bool
        Whether nbgrader's gradebook is told of the cells.
    bake : bool
        Whether the book of stored answers is made on the way.
    """
    left_out = set()
    if not database:
        left_out.add("nbgrader.preprocessors.SaveCells")
    if not bake:
        left_out.add("autograder.build.preprocess.BakeChecks")
    return [_load(step) for step in _RELEASE_STEPS if step not in left_out]


def configure(c: Any, root: Path | None = None) -> None:
    """Fill an nbgrader configuration object.

    Parameters
    ----------
    c : traitlets.config.Config
    root : Path, optional
        The course's top folder; the current one by default.
    """
    from .build.release import IGNORED  # noqa: PLC0415 (keeps the import of this module light)

    folder = (root or Path.cwd()).resolve()
    c.CourseDirectory.root = str(folder)
    c.CourseDirectory.source_directory = "source_notebooks"
    c.CourseDirectory.ignore = list(IGNORED)
    c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
    c.ClearSolutions.text_stub = "YOUR ANSWER HERE"
    c.GenerateAssignment.preprocessors = list(_RELEASE_STEPS)
    c.Autograde.autograde_preprocessors = list(_AUTOGRADE_STEPS)
