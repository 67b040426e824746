"""Prepare an assignment for grading: execute its sources once, for all submissions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from ..build import Recording, record
from ..build.earlier import earlier_module
from ..source import Chapter


@dataclass(frozen=True)
class Prepared:
    """An assignment with its full books of answers.

    Attributes
    ----------
    seed : int
        From which the hidden cases were drawn.
    fingerprint : str
        Hash of every source file, by which a changed test is noticed.
    """

    chapter: Chapter
    seed: int
    recordings: tuple[Recording, ...]
    fingerprint: str

    @cached_property
    def max_points(self) -> float:
        """Return what all test cells are worth."""
        return sum(
            cell.points
            for recording in self.recordings
            for cell in recording.notebook.with_role("test")
        )


def prepare(
    chapter: Chapter, *, seed: int = 0, progress: Callable[[str], None] = lambda what: None
) -> Prepared:
    """Execute the source notebooks with their references and known mistakes."""
    recordings = tuple(
        record(chapter, notebook, seed=seed, progress=progress) for notebook in chapter.notebooks
    )
    return Prepared(chapter, seed, recordings, source_fingerprint(chapter))


def source_fingerprint(chapter: Chapter) -> str:
    """Hash all files of a chapter's source folder, and what it takes from earlier chapters."""
    digest = hashlib.sha256((earlier_module(chapter) or "").encode())
    for path in sorted(chapter.folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(chapter.folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:24]
