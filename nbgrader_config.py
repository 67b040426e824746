"""nbgrader's settings: its own commands and the formgrader build and grade as this course does."""

from pathlib import Path

from autograder.nbgrader_glue import configure

c = get_config()  # noqa: F821 (traitlets defines it)
configure(c, Path(__file__).parent)
