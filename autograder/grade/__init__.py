"""Grade classes into nbgrader's gradebook."""

from .batch import Batch, Places, grade_class
from .selfgrade import selfgrade

__all__ = ["Batch", "Places", "grade_class", "selfgrade"]
