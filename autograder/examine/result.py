"""What became of a submission: plain records, written as one JSON file a submission.

The schema is described in `docs/results.md`. Reports read these files and nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

SCHEMA = 1
# JSON escapes what is below the blank; no file can hold halves of surrogate pairs
_ACTING = re.compile("[\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")

#: passed, failed, unattempted: as the claims say. The others say what came in between:
#: crashed (the process ended), timeout (stopped at its limit), missing (no such cell handed in).
CellStatus = Literal["passed", "failed", "unattempted", "crashed", "timeout", "missing"]
#: crashed: the examination itself came to no end; the next run tries again.
NotebookStatus = Literal["examined", "unreadable", "missing", "crashed"]


@dataclass(frozen=True)
class ClaimRecord:
    """One claim of a test cell, in words.

    `hidden` claims are for instructors: feedback for learners leaves them out.
    """

    label: str
    because: str
    passed: bool
    hidden: bool
    message: str = ""
    detail: str = ""


@dataclass(frozen=True)
class NamedMistake:
    """A misconception that the answer shows: its declared name and its hint."""

    name: str
    hint: str


@dataclass(frozen=True)
class CellResult:
    """One test cell.

    Attributes
    ----------
    points, max_points : float
        `0 <= points <= max_points`, computed by the examiner.
    held, total : int
        Claims that hold, of how many.
    message : str
        What stopped it, where that was not a claim.
    seconds : float
        Wall time of this cell's examination.
    """

    grade_id: str
    exercise: str
    status: CellStatus
    points: float
    max_points: float
    held: int = 0
    total: int = 0
    claims: tuple[ClaimRecord, ...] = ()
    misconceptions: tuple[NamedMistake, ...] = ()
    message: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class WrittenResult:
    """An answer in prose, to be graded by hand; `answered` is False for the skeleton's text."""

    grade_id: str
    max_points: float
    answered: bool


@dataclass(frozen=True)
class NotebookResult:
    """One notebook of a submission.

    `remarks` say what was odd about the file (cells missing, doubled, edited), for a person
    to judge; none of them changes a mark by itself. `answers` are the learner's own code of the
    exercises that lost points, by exercise.
    """

    notebook: str
    status: NotebookStatus
    cells: tuple[CellResult, ...] = ()
    written: tuple[WrittenResult, ...] = ()
    remarks: tuple[str, ...] = ()
    message: str = ""
    seconds: float = 0.0
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def points(self) -> float:
        """Return the points of its test cells."""
        return sum(cell.points for cell in self.cells)


@dataclass(frozen=True)
class SubmissionResult:
    """One learner's submission of one assignment.

    Attributes
    ----------
    seed : int
        From which hidden cases were drawn; grading again with it repeats the result.
    fingerprint : str
        Hash of the submission's and the source's files, by which unchanged work is skipped.
    """

    assignment: str
    student: str
    notebooks: tuple[NotebookResult, ...]
    seed: int = 0
    fingerprint: str = ""
    graded_at: str = ""
    seconds: float = 0.0
    versions: Mapping[str, str] = field(default_factory=dict)
    schema: int = SCHEMA

    @property
    def points(self) -> float:
        """Return the points of all test cells."""
        return sum(notebook.points for notebook in self.notebooks)

    @property
    def max_points(self) -> float:
        """Return what all test cells are worth; written answers not counted."""
        return sum(cell.max_points for nb in self.notebooks for cell in nb.cells)

    def to_json(self) -> str:
        """Write the record; what acts on a terminal stands in it as an escape, as JSON has them."""
        text = json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"
        return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

    @classmethod
    def from_json(cls, text: str) -> SubmissionResult:
        """Read a record; raise ValueError with a sentence for anything else."""
        try:
            data = json.loads(text)
            if data["schema"] != SCHEMA:
                raise ValueError(f"result schema {data['schema']} is not {SCHEMA}")
            notebooks = tuple(_notebook(item) for item in data["notebooks"])
            return cls(**{**data, "notebooks": notebooks})
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"this is not a result record ({error!r})") from error


def _notebook(data: dict[str, Any]) -> NotebookResult:
    cells = tuple(
        CellResult(
            **{
                **cell,
                "claims": tuple(ClaimRecord(**claim) for claim in cell["claims"]),
                "misconceptions": tuple(NamedMistake(**m) for m in cell["misconceptions"]),
            }
        )
        for cell in data["cells"]
    )
    written = tuple(WrittenResult(**item) for item in data["written"])
    return NotebookResult(
        **{**data, "cells": cells, "written": written, "remarks": tuple(data["remarks"])}
    )


def read_results(folder: Path) -> list[SubmissionResult]:
    """Read every record of a folder, sorted by student."""
    return [
        SubmissionResult.from_json(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.json"))
    ]
