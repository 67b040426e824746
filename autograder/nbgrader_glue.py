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
    "autograder.build.preprocess.KeepRunning",
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
    "autograder.build.preprocess.FoldLongTests",
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
    # autograded notebooks are harmless already; this holds for older ones, and those of others
    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.embed_images = False  # it would put files of this machine into the page
    c.HTMLExporter.skip_svg_encoding = False  # as an image an SVG runs nothing
    c.HTMLExporter.filters = {
        "markdown2html": "autograder.sanitise.pages.markdown2html",
        "clean_html": "autograder.sanitise.html.clean_html",  # nbconvert's knows no paragraphs
    }
    c.HTMLExporter.preprocessors = ["autograder.sanitise.pages.HarmlessOutputs"]


def database_url(root: Path) -> str:
    """Return the gradebook's address as `nbgrader_config.py` sets it; SQLite in `root` if not.

    Raises
    ------
    SourceError
        If the configuration cannot be read.
    """
    from traitlets.config import Config, PyFileConfigLoader  # noqa: PLC0415

    from .errors import SourceError  # noqa: PLC0415

    config = Config()
    if (root / "nbgrader_config.py").exists():
        try:
            config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
        except Exception as problem:  # a Python file of the instructor's may raise anything
            raise SourceError(f"{root / 'nbgrader_config.py'} cannot be read: {problem}") from None
    url = config.get("CourseDirectory", {}).get("db_url")
    return str(url) if url else f"sqlite:///{root / 'gradebook.db'}"
