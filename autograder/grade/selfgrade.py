"""Grade one notebook for the one who wrote it: the full examination, and no gradebook."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ..build import record
from ..errors import EnvironmentProblem, UsageError
from ..examine import Deadlines, SubmissionResult, examine, rebuild
from ..notebook import MAX_BYTES, read_notebook
from ..sandbox import Sandbox
from ..source import Chapter, SourceNotebook, all_chapters
from .files import folder_files
from .submission import versions, work_folder
from .walls import need_walls


def selfgrade(
    path: Path,
    root: Path,
    *,
    seed: int = 0,
    deadlines: Deadlines = Deadlines(),  # noqa: B008 (frozen)
    progress: Callable[[str], None] = lambda what: None,
) -> tuple[Chapter, SubmissionResult]:
    """Examine a notebook, hidden tests included.

    Parameters
    ----------
    path : Path
        The notebook, wherever it lies.
    root : Path
        The course's top folder, with the sources.

    Returns
    -------
    tuple
        The chapter it belongs to, and the result.

    Raises
    ------
    SubmissionError
        If the file cannot be read as a notebook.
    UsageError
        If it belongs to no chapter.
    """
    submission = read_notebook(path)
    try:
        need_walls()
    except EnvironmentProblem:
        need_walls(False)  # one's own code, on one's own machine
    ids = {
        str(meta.get("grade_id", ""))
        for cell in submission.cells
        if isinstance(meta := cell["metadata"].get("nbgrader"), dict)
    }
    chapter, source = _chapter_of(path, ids, root)
    recording = record(chapter, source, seed=seed, progress=progress)
    theirs = {
        other.name: other.read_bytes()
        for other in sorted(path.resolve().parent.glob("*.py"))  # own modules, and no more:
        if other.is_file() and other.stat().st_size <= MAX_BYTES  # it may be a home folder
    }
    files, remarks = folder_files(chapter, theirs)
    progress("examining")
    with work_folder(files) as place:
        start = functools.partial(Sandbox.start, place)
        examination = examine(recording, rebuild(source, submission), start, deadlines)
    result = replace(examination.result, remarks=(*examination.result.remarks, *remarks))
    return chapter, SubmissionResult(chapter.name, path.stem, (result,), seed, versions=versions())


def _chapter_of(path: Path, ids: set[str], root: Path) -> tuple[Chapter, SourceNotebook]:
    """Find the source by the cells' ids, or by the names of folder and file."""
    best: tuple[int, bool, Chapter, SourceNotebook] | None = None
    folder = path.resolve().parent.name
    for chapter in all_chapters(root):
        for source in chapter.notebooks:
            common = len(ids & {cell.grade_id for cell in source.cells if cell.grade_id})
            named = folder == chapter.name and path.stem == source.name
            if (common or named) and (best is None or (common, named) > best[:2]):
                best = (common, named, chapter, source)
    if best is None:
        names = ", ".join(chapter.name for chapter in all_chapters(root)) or "none"
        raise UsageError(
            f"{path} belongs to no chapter of this course: it has none of their cells. "
            f"Chapters here: {names}."
        )
    return best[2], best[3]
