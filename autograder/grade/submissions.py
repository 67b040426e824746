"""Find submissions in nbgrader's layout: `submitted/<student>/<assignment>/<notebook>.ipynb`."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..notebook import MAX_BYTES
from ..source import Chapter

#: nbgrader puts names into paths and URLs; these are the ones that survive both.
_STUDENT = re.compile(r"^[^/\\+\x00-\x1f]{1,200}$")


@dataclass(frozen=True)
class Submission:
    """One learner's folder for one assignment."""

    student: str
    folder: Path

    def fingerprint(self) -> str:
        """Hash every file of the folder; links are named and not followed."""
        digest = hashlib.sha256()
        for path in sorted(self.folder.rglob("*")):
            digest.update(path.relative_to(self.folder).as_posix().encode("utf-8", "replace"))
            if path.is_symlink():
                digest.update(b"link")
            elif path.is_file():
                digest.update(str(path.stat().st_size).encode())
                if path.stat().st_size <= MAX_BYTES:
                    digest.update(_bytes(path))
        return digest.hexdigest()[:24]

    @property
    def timestamp(self) -> str | None:
        """Return when it was handed in, as nbgrader's `timestamp.txt` says, or None."""
        try:
            text = (self.folder / "timestamp.txt").read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return text or None


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
