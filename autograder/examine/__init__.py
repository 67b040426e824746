"""Examine submissions: tests here, answers in the sandbox, plain records as the outcome."""

from .examiner import Deadlines, Examination, examine
from .prepare import Prepared, prepare
from .rebuild import Rebuilt, rebuild
from .result import CellResult, NotebookResult, SubmissionResult, read_results

__all__ = [
    "CellResult",
    "Deadlines",
    "Examination",
    "NotebookResult",
    "Prepared",
    "Rebuilt",
    "SubmissionResult",
    "examine",
    "prepare",
    "read_results",
    "rebuild",
]
