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

#: nbgrader puts names into paths, addresses and pages as they are. These survive all three, and
#: terminals.
_STUDENT = re.compile(
    '(?![.])[^/\\\\+<>"`\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]{1,200}'
)
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
        if _STUDENT.fullmatch(folder.name) and (folder / chapter.name).is_dir()
    ]
    if not found:
        ignored = "; ".join(
            f"{name} {why}" for name, why in list(find_ignored(submitted, chapter).items())[:5]
        )
        raise UsageError(
            f"{submitted} holds no submission of {chapter.name}: "
            f"expected {submitted.name}/<student>/{chapter.name}/ with its notebooks."
            + (f" What is there: {ignored}." if ignored else "")
        )
    return found


def find_ignored(submitted: Path, chapter: Chapter) -> dict[str, str]:
    """Return what lies in `submitted/` and is not graded, and why, in words.

    Hidden files are left out; so is who handed in other chapters, and not this one.
    """
    siblings = {path.name for path in chapter.folder.parent.iterdir() if path.is_dir()}
    why: dict[str, str] = {}
    for path in sorted(submitted.iterdir()):
        if path.name.startswith("."):
            continue
        if not path.is_dir():
            why[path.name] = f"is no folder: expected {submitted.name}/<student>/{chapter.name}/"
        elif not _STUDENT.fullmatch(path.name):
            why[path.name] = "has a character that nbgrader cannot handle: rename the folder"
        elif not (path / chapter.name).is_dir():
            inside = sorted(one.name for one in path.iterdir() if not one.name.startswith("."))
            if not inside:
                why[path.name] = "is empty"
            elif odd := [name for name in inside if name not in siblings]:
                why[path.name] = f"holds no {chapter.name}/, but {', '.join(odd)[:200]}"
    return why
