"""What an instructor reads after grading: the class at a glance, and every claim behind it."""

from .html import make_report
from .learner import own_table
from .terminal import table

__all__ = ["make_report", "own_table", "table"]
