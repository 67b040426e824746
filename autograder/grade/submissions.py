"""Find submissions in nbgrader's layout: `submitted/<student>/<assignment>/<notebook>.ipynb`."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..notebook import MAX_BYTES
from ..source import Chapter
from .beside import is_file, regular_files

#: nbgrader puts names into paths and URLs; these are the ones that survive both.
_STUDENT = re.compile(r"^[^/\\+\x00-\x1f]{1,200}$")
_LONGEST_TIME = 200  # characters


@dataclass(frozen=True)
class Submission:
    """One learner's folder for one assignment."""

    student: str
    folder: Path

    def fingerprint(self) -> str:
        """Hash every file of the folder; links are not followed."""
        digest = hashlib.sha256()
        for name, size, path in regular_files(self.folder):
            digest.update(name.encode("utf-8", "replace"))
            digest.update(str(size).encode())
            if size <= MAX_BYTES:
                digest.update(_bytes(path))
        return digest.hexdigest()[:24]

    @property
    def timestamp(self) -> str | None:
        """Return when it was handed in, as nbgrader's `timestamp.txt` says, or None."""
        path = self.folder / "timestamp.txt"
        if not is_file(path):
            return None
        try:
            with path.open(encoding="utf-8") as file:
                return file.read(_LONGEST_TIME).strip() or None
        except (OSError, UnicodeDecodeError):
            return None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b"unreadable"


def find_submissions(submitted: Path, chapter: Chapter) -> list[Submission]:
    """Return the submissions of an assignment, sorted by student.

    Raises
    ------
    UsageError
        If the folder is missing or nobody handed this assignment in.
    """
    if not submitted.is_dir():
        raise UsageError(
            f"{submitted} does not exist. Submissions belong into "
            f"{submitted.name}/<student>/{chapter.name}/."
        )
    found = [
        Submission(folder.name, folder / chapter.name)
        for folder in sorted(submitted.iterdir())
        if _STUDENT.match(folder.name)
        and not folder.name.startswith(".")
        and (folder / chapter.name).is_dir()
    ]
    if not found:
        raise UsageError(
            f"{submitted} holds no submission of {chapter.name}: "
            f"expected {submitted.name}/<student>/{chapter.name}/ with its notebooks."
        )
    return found
