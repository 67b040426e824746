"""Read a chapter's source: its notebooks, exercises and mistakes, as plain records.

A chapter is a folder of `source_notebooks/`: one or more notebooks, `exercises.toml`,
known mistakes (`mistakes/<exercise>.py`, or one `mistakes.py`), and supporting files that
learners get too.
"""

from __future__ import annotations

import ast
import contextlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from nbformat import NotebookNode

from .check.book import ExerciseInfo
from .errors import SourceError, UsageError
from .notebook import read_notebook

CellRole = Literal["text", "given", "answer", "test", "written"]
SOURCE_FOLDER = "source_notebooks"
#: Files and folders of a chapter that no learner gets.
PRIVATE_NAMES = ("mistakes.py", "mistakes", "exercises.toml")
_HIDDEN = re.compile(
    r"^[^\n]*### BEGIN HIDDEN TESTS[^\n]*\n.*?^[^\n]*### END HIDDEN TESTS[^\n]*(?:\n|\Z)",
    re.MULTILINE | re.DOTALL,
)
_SOLUTION_MARKER = re.compile(r"^[ \t]*### (?:BEGIN|END) SOLUTION[^\n]*(?:\n|\Z)", re.MULTILINE)


@dataclass(frozen=True)
class SourceCell:
    """One cell of a source notebook and the part it plays.

    Attributes
    ----------
    role : {"text", "given", "answer", "test", "written"}
        `given` is code that learners are not meant to change; `written` is an answer in prose,
        graded by hand.
    grade_id : str
        nbgrader's key, or the empty string.
    points : float
        What the cell is worth; 0 for cells that are not graded.
    """

    index: int
    role: CellRole
    cell_type: str
    grade_id: str
    source: str
    points: float

    @property
    def exercise(self) -> str:
        """Return the exercise it belongs to: `softmax` for `softmax-rows`."""
        return self.grade_id.split("-", 1)[0]

    @property
    def solution_source(self) -> str:
        """Return the source as someone would hand it in: without the markers of solutions."""
        return _SOLUTION_MARKER.sub("", self.source).rstrip("\n")

    @property
    def visible_source(self) -> str:
        """Return the source without its hidden tests."""
        return _HIDDEN.sub("", self.source)


@dataclass(frozen=True)
class SourceNotebook:
    """One source notebook, as records and as the node it was read from."""

    name: str
    path: Path
    node: NotebookNode
    cells: tuple[SourceCell, ...]

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """Return the modules that its given cells import, sorted."""
        found: set[str] = set()
        for cell in self.with_role("given"):
            with contextlib.suppress(SyntaxError):  # a cell with a magic
                for node in ast.parse(cell.source).body:
                    if isinstance(node, ast.Import):
                        found |= {one.name for one in node.names}
                    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                        found |= {node.module, *(f"{node.module}.{o.name}" for o in node.names)}
        return tuple(sorted(found))

    def with_role(self, *roles: CellRole) -> tuple[SourceCell, ...]:
        """Return the cells of these roles, in order."""
        return tuple(cell for cell in self.cells if cell.role in roles)


@dataclass(frozen=True)
class Chapter:
    """One chapter, which nbgrader calls an assignment."""

    name: str
    folder: Path

    @cached_property
    def notebooks(self) -> tuple[SourceNotebook, ...]:
        """Read its notebooks, in the order of their names."""
        paths = sorted(self.folder.glob("*.ipynb"), key=lambda one: _rank(one.stem))
        if not paths:
            raise SourceError(f"{self.folder} holds no notebook.")
        return tuple(_read_source(path) for path in paths)

    @cached_property
    def before(self) -> tuple[Chapter, ...]:
        """Return the chapters before it, in the order of their names."""
        course = self.folder.parent
        return tuple(
            Chapter(folder.name, folder)
            for folder in sorted(course.iterdir(), key=lambda one: _rank(one.name))
            if _rank(folder.name) < _rank(self.name)
            and folder.is_dir()
            and any(folder.glob("*.ipynb"))
        )

    @cached_property
    def title(self) -> str:
        """Return the chapter's title from `exercises.toml`."""
        return str(self._table.get("chapter", {}).get("title", self.name))

    @cached_property
    def exercises(self) -> dict[str, ExerciseInfo]:
        """Return what `exercises.toml` says of each exercise."""
        return {
            name: self._exercise(name, entry)
            for name, entry in self._table.items()
            if name != "chapter"
        }

    @property
    def mistakes_path(self) -> Path:
        """Return where known-wrong answers of all exercises stand; the file may be missing."""
        return self.folder / "mistakes.py"

    @property
    def mistakes_folder(self) -> Path:
        """Return the folder with one file an exercise; it may be missing."""
        return self.folder / "mistakes"

    def mistakes_files(self, *exercises: str) -> tuple[Path, ...]:
        """Return the files that may declare known-wrong answers of these exercises."""
        own = [self.mistakes_folder / f"{exercise}.py" for exercise in exercises]
        return tuple(path for path in (self.mistakes_path, *own) if path.is_file())

    @cached_property
    def exercise_ids(self) -> tuple[str, ...]:
        """Return the ids of its answer cells, in the order of notebooks and cells."""
        return tuple(cell.grade_id for nb in self.notebooks for cell in nb.with_role("answer"))

    @cached_property
    def _table(self) -> dict[str, dict[str, object]]:
        path = self.folder / "exercises.toml"
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
            raise SourceError(f"{path} cannot be read: {problem}.") from None

    def _exercise(self, name: str, entry: dict[str, object]) -> ExerciseInfo:
        path = self.folder / "exercises.toml"
        try:
            hints = tuple(str(hint) for hint in entry.get("hints", ()))  # type: ignore[attr-defined]
            return ExerciseInfo(
                str(entry["title"]),
                int(entry["minutes"]),  # type: ignore[call-overload]
                int(entry["difficulty"]),  # type: ignore[call-overload]
                hints,
            )
        except (KeyError, TypeError, ValueError) as problem:
            raise SourceError(
                f"{path}: [{name}] needs title, minutes (a whole number) and difficulty (1–3); "
                f"{problem!r} is missing or wrong."
            ) from None


def _read_source(path: Path) -> SourceNotebook:
    node = read_notebook(path, SourceError)
    cells = tuple(_read_cell(path, index, cell) for index, cell in enumerate(node.cells))
    seen: set[str] = set()
    for cell in cells:
        if cell.grade_id and cell.grade_id in seen:
            raise SourceError(f"{path}: two cells have the grade_id '{cell.grade_id}'.")
        seen.add(cell.grade_id)
    return SourceNotebook(path.stem, path, node, cells)


def _read_cell(path: Path, index: int, cell: NotebookNode) -> SourceCell:
    meta = cell.metadata.get("nbgrader", {})
    grade, solution = bool(meta.get("grade")), bool(meta.get("solution"))
    grade_id = str(meta.get("grade_id", ""))
    if (grade or solution or meta.get("task")) and not grade_id:
        raise SourceError(f"{path}: graded cell number {index + 1} has no grade_id.")
    role: CellRole
    if (solution and grade) or meta.get("task"):
        role = "written"
    elif solution:
        role = "answer" if cell.cell_type == "code" else "text"
    elif grade:
        role = "test"
    else:
        role = "given" if cell.cell_type == "code" else "text"
    points = float(meta.get("points", 0) or 0) if grade or meta.get("task") else 0.0
    return SourceCell(index, role, cell.cell_type, grade_id, cell.source, points)


def course_root(start: Path | None = None) -> Path:
    """Return the course's top folder: the nearest one upwards with `source_notebooks/`.

    Raises
    ------
    UsageError
        If there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / SOURCE_FOLDER).is_dir():
            return folder
    raise UsageError(
        f"No folder {SOURCE_FOLDER}/ in {here} or above it. "
        "Run this inside the course's folder, or name it with --root."
    )


def chapter_names(root: Path) -> list[str]:
    """Return the names of all chapters of a course, in order: `ch2_loss` before `ch10_end`."""
    folders = (root / SOURCE_FOLDER).iterdir()
    names = (one.name for one in folders if one.is_dir() and any(one.glob("*.ipynb")))
    return sorted(names, key=_rank)


def _rank(name: str) -> list[tuple[int, str]]:
    """Return what sorts names as people do: by the numbers in them, not by their digits."""
    parts = re.split(r"([0-9]+)", name)  # text and numbers in turn
    return [(int(part), "") if i % 2 else (0, part) for i, part in enumerate(parts)]


def open_chapter(root: Path, name: str) -> Chapter:
    """Return a chapter by name; raise `UsageError` that lists the names there are."""
    if name not in chapter_names(root):
        known = ", ".join(chapter_names(root)) or "none"
        raise UsageError(f"There is no chapter '{name}'. Chapters here: {known}.")
    return Chapter(name, root / SOURCE_FOLDER / name)


def all_chapters(root: Path) -> Iterator[Chapter]:
    """Yield every chapter in order."""
    for name in chapter_names(root):
        yield Chapter(name, root / SOURCE_FOLDER / name)
