"""Grade classes into nbgrader's gradebook."""

from .batch import Batch, Places, grade_class

__all__ = ["Batch", "Places", "grade_class"]
