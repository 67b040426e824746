"""Grade classes into nbgrader's gradebook."""

from .batch import Batch, grade_class
from .places import Places, read_records
from .selfgrade import selfgrade

__all__ = ["Batch", "Places", "grade_class", "read_records", "selfgrade"]
