"""Where a class's files are, and the records that are there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..examine import SubmissionResult


@dataclass(frozen=True)
class Places:
    """Where a class's files are: the folders nbgrader uses, and our results beside them."""

    folder: Path
    db_url: str

    @property
    def submitted(self) -> Path:
        """Return what learners handed in."""
        return self.folder / "submitted"

    @property
    def autograded(self) -> Path:
        """Return the notebooks with outputs, for the formgrader."""
        return self.folder / "autograded"

    def results(self, assignment: str) -> Path:
        """Return the folder of result records."""
        return self.folder / "results" / assignment

    def record(self, assignment: str, student: str) -> Path:
        """Return where a submission's record is written."""
        return self.results(assignment) / f"{student}.json"


def read_records(
    places: Places, assignment: str, students: Iterable[str]
) -> list[SubmissionResult]:
    """Return the records that are there and can be read, of these students."""
    found = []
    for student in students:
        try:
            text = places.record(assignment, student).read_text(encoding="utf-8")
            found.append(SubmissionResult.from_json(text))
        except (OSError, ValueError):
            continue
    return found
