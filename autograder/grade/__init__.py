"""Grade classes into nbgrader's gradebook."""

from .batch import Places, grade_class

__all__ = ["Places", "grade_class"]
