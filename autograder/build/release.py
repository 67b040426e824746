"""Make the release of a chapter from its source.

The notebook goes through nbgrader's own preprocessors and three of ours (`preprocess.py`), the
same that `nbgrader generate_assignment` runs under `nbgrader_config.py`: both give the same
files, which a test proves. Nothing is written before everything has been made.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..check.book import SUFFIX
from ..errors import SourceError, SubmissionError
from ..notebook import read_notebook, to_text
from ..source import PRIVATE_NAMES, Chapter, SourceNotebook
from .earlier import FILE, earlier_module
from .record import Recording, record
from .render import is_generated

RELEASE_FOLDER = "release"
#: Never copied to learners: what the course keeps to itself, and what programs leave behind.
IGNORED = (
    *PRIVATE_NAMES,
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "feedback",
    ".DS_Store",
    "*.checks.json",
)


@dataclass(frozen=True)
class Release:
    """The files of a released chapter, by path relative to its folder."""

    chapter: Chapter
    files: dict[str, bytes]
    recordings: tuple[Recording, ...]


def make_release(
    chapter: Chapter, *, progress: Callable[[str], None] = lambda what: None
) -> Release:
    """Build a chapter's release in memory.

    Raises
    ------
    SourceError
        If the chapter cannot be built; the message names the cell.
    """
    files: dict[str, bytes] = {}
    recordings = []
    for notebook in chapter.notebooks:
        recording = record(chapter, notebook, progress=progress)
        recordings.append(recording)
        files[f"{notebook.name}.ipynb"] = released_notebook(chapter, notebook).encode()
        files[f"{notebook.name}{SUFFIX}"] = recording.visible.to_json().encode()
    files |= chapter_files(chapter)
    return Release(chapter, dict(sorted(files.items())), tuple(recordings))


def released_notebook(chapter: Chapter, notebook: SourceNotebook) -> str:
    """Return the text of the learner's notebook: no solutions, no hidden tests."""
    # nbgrader takes a second to import, which commands that build nothing need not wait for
    from traitlets.config import Config  # noqa: PLC0415

    from ..nbgrader_glue import configure, release_preprocessors  # noqa: PLC0415

    config = Config()
    configure(config, chapter.folder.parent.parent)
    node = notebook.node.copy()
    node = _deep_copy(node)
    resources = {
        "nbgrader": {"assignment": chapter.name, "notebook": notebook.name, "student": "."},
        "metadata": {"path": str(chapter.folder)},
        "outputs": {},
    }
    for preprocessor in release_preprocessors(database=False, bake=False):
        try:
            node, resources = preprocessor(config=config).preprocess(node, resources)
        except Exception as problem:  # nbgrader raises RuntimeError, ValidationError, …
            raise SourceError(f"{notebook.path}: {problem}") from problem
    return to_text(node)


def _deep_copy(node: object) -> object:
    import copy  # noqa: PLC0415

    return copy.deepcopy(node)


def chapter_files(chapter: Chapter) -> dict[str, bytes]:
    """Return what learners get beside the notebooks: supporting files, and `earlier.py`.

    `earlier.py` is as it would be made now, whatever stands in the folder.
    """
    folder = chapter.folder
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in supporting_files(folder)
        if path != folder / FILE
    }
    text = earlier_module(chapter)
    _refuse_own_earlier(chapter)
    return files if text is None else {**files, FILE: text.encode()}


def _refuse_own_earlier(chapter: Chapter) -> None:
    path = chapter.folder / FILE
    if path.exists() and not is_generated(path.read_text(encoding="utf-8", errors="replace")):
        raise SourceError(
            f"{path} was not made by the build, which would overwrite it: that name is taken by "
            "what a chapter imports from earlier ones. Rename yours."
        )


def supporting_files(folder: Path) -> list[Path]:
    """Return the files of a chapter's folder that learners get beside its notebooks."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.suffix != ".ipynb"
        and not any(
            fnmatch.fnmatch(part, pattern)
            for part in path.relative_to(folder).parts
            for pattern in IGNORED
        )
    ]


def write_release(release: Release, root: Path, *, force: bool = False) -> list[str]:
    """Write a release below `root/release/`; return the paths that changed.

    Raises
    ------
    SourceError
        If somebody has been working in a released notebook, unless `force`: their answers would
        be gone.

    Files that no longer belong there are removed. A book that differs only by rounding from
    the one that stands there is left alone: matrix products differ between machines.
    """
    folder = root / RELEASE_FOLDER / release.chapter.name
    if not force:
        _refuse_to_overwrite_answers(release, folder)
    changed = _write_beside_the_source(release)
    for name, content in release.files.items():
        path = folder / name
        if path.exists() and (path.read_bytes() == content or _same_book(path, content)):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        changed.append(name)
    for path in sorted(folder.rglob("*")) if folder.exists() else []:
        name = path.relative_to(folder).as_posix()
        ours = path.is_file() and ".ipynb_checkpoints" not in path.parts
        if ours and name not in release.files:
            path.unlink()
            changed.append(name)
    return changed


def _write_beside_the_source(release: Release) -> list[str]:
    """Put `earlier.py` where the source notebooks import it, or remove what is left of one."""
    changed = stale_sources(release)
    path = release.chapter.folder / FILE
    for _ in changed:
        if FILE in release.files:
            path.write_bytes(release.files[FILE])
        else:
            path.unlink()
    return [f"{path.parent.name}/{FILE}" for _ in changed]


def stale_sources(release: Release) -> list[str]:
    """Return the generated files of the source folder that building would change or remove."""
    path = release.chapter.folder / FILE
    there = path.read_bytes() if path.exists() else None
    return [] if there == release.files.get(FILE) else [FILE]


def _refuse_to_overwrite_answers(release: Release, folder: Path) -> None:
    for notebook in release.chapter.notebooks:
        path = folder / f"{notebook.name}.ipynb"
        if not path.exists():
            continue
        answers = {cell.grade_id for cell in notebook.with_role("answer")}
        try:
            cells = read_notebook(path).cells
        except SubmissionError:
            continue  # what cannot be read is nobody's work
        written = [
            cell
            for cell in cells
            if cell.metadata.get("nbgrader", {}).get("grade_id") in answers
            and "raise NotImplementedError" not in cell.source
        ]
        if written:
            raise SourceError(
                f"{path} holds {len(written)} written answers, which building would overwrite. "
                "Move it away first; `make lab` works on a copy of its own.",
                fix=f"autograder build {release.chapter.name} --force",
            )


def stale_files(release: Release, root: Path) -> list[str]:
    """Return the paths under `release/` that regenerating would change or remove."""
    folder = root / RELEASE_FOLDER / release.chapter.name
    stale = [
        name
        for name, content in release.files.items()
        if not (folder / name).exists()
        or ((folder / name).read_bytes() != content and not _same_book(folder / name, content))
    ]
    present = [
        path.relative_to(folder).as_posix()
        for path in (sorted(folder.rglob("*")) if folder.exists() else [])
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    ]
    return stale + [name for name in present if name not in release.files]


def _same_book(path: Path, content: bytes) -> bool:
    from .agree import books_agree  # noqa: PLC0415

    return path.name.endswith(SUFFIX) and books_agree(path.read_text("utf-8"), content.decode())
