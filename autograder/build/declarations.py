"""Execute what declares an exercise's known mistakes in a copy of its notebook's namespace."""

from __future__ import annotations

from pathlib import Path
from types import CodeType

from ..errors import SourceError
from ..mistakes import Declaration, Declarations, collect
from ..source import Chapter
from .run import SourceRun, quiet


class KnownAnswers:
    """The known mistakes and variants of one chapter; each file is read and compiled once."""

    def __init__(self, chapter: Chapter) -> None:
        self._chapter = chapter
        self._compiled: dict[Path, CodeType] = {}

    def declare(self, run: SourceRun, exercise_id: str) -> list[Declaration]:
        """Execute the files of one exercise, anew each time; return what they declare for it.

        Raises
        ------
        SourceError
            If a file is no Python or stops with an error; it names the file and the line.
        """
        return [one for one in self.declare_all(run, exercise_id) if one.exercise == exercise_id]

    def declare_all(self, run: SourceRun, *exercises: str) -> list[Declaration]:
        """Execute the files of these exercises; return all that they declare, for whatever."""
        found = Declarations()
        for path in self._chapter.mistakes_files(*exercises):
            collect(found)
            # a module of its own, so that dataclasses and pickles in the file find their globals
            namespace = {**run.namespace, "__name__": "mistakes", "__file__": str(path)}
            try:
                with run.home.entered(), quiet(self._chapter.folder):
                    exec(self._code(path), namespace)  # noqa: S102 (the course's own file)
            except SourceError:
                raise
            except Exception as problem:
                line = _line_in(problem, str(path))
                raise SourceError(
                    f"{path}{line} stopped with {type(problem).__name__}: {problem}"
                ) from None
        return list(found)

    def _code(self, path: Path) -> CodeType:
        if path not in self._compiled:
            try:
                text = path.read_text(encoding="utf-8")
                self._compiled[path] = compile(text, str(path), "exec", dont_inherit=True)
            except (SyntaxError, UnicodeDecodeError, ValueError) as problem:
                raise SourceError(f"{path} cannot be read: {problem}.") from None
        return self._compiled[path]


def _line_in(problem: BaseException, path: str) -> str:
    step, line = problem.__traceback__, ""
    while step is not None:
        if step.tb_frame.f_code.co_filename == path:
            line = f", line {step.tb_lineno},"
        step = step.tb_next
    return line


def declared(chapter: Chapter) -> list[Declaration]:
    """Return all declarations of a chapter, by running its notebooks without their tests.

    Those for an exercise that does not exist, or for another than their file's, are among them.
    """
    known = KnownAnswers(chapter)
    found: dict[tuple[str, str, str], Declaration] = {}
    for notebook in chapter.notebooks:
        exercises = [cell.grade_id for cell in notebook.with_role("answer")]
        run = SourceRun(notebook)
        try:
            for cell in notebook.with_role("given", "answer"):
                run.run(cell)
            for one in known.declare_all(run, *exercises):
                # `mistakes.py` is executed for every notebook
                found.setdefault((one.where, one.exercise, one.name), one)
        finally:
            run.close()
    return list(found.values())
