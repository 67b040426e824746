"""Execute a chapter's `mistakes.py` in a copy of its notebook's namespace."""

from __future__ import annotations

from pathlib import Path
from types import CodeType

from ..errors import SourceError
from ..mistakes import Declaration, Declarations, collect
from ..source import Chapter
from .run import SourceRun, quiet


def compile_mistakes(path: Path) -> CodeType | None:
    """Compile `mistakes.py`; None where a chapter has none, `SourceError` where it is no Python."""
    try:
        return compile(path.read_text(encoding="utf-8"), str(path), "exec", dont_inherit=True)
    except FileNotFoundError:
        return None
    except (SyntaxError, UnicodeDecodeError) as problem:
        raise SourceError(f"{path} cannot be read: {problem}.") from None


def declare(run: SourceRun, code: CodeType, path: Path, exercise_id: str) -> list[Declaration]:
    """Execute mistakes.py in a copy of the notebook's namespace; return this exercise's part."""
    found = Declarations()
    collect(found)
    # a module of its own, so that dataclasses and pickles in mistakes.py find their globals
    namespace = {**run.namespace, "__name__": "mistakes", "__file__": str(path)}
    try:
        with quiet(path.parent):
            exec(code, namespace)  # noqa: S102 (the course's own file)
    except Exception as problem:
        line = _line_in(problem, str(path))
        raise SourceError(
            f"{path}{line} stopped with {type(problem).__name__}: {problem}"
        ) from None
    return [declaration for declaration in found if declaration.exercise == exercise_id]


def _line_in(problem: BaseException, path: str) -> str:
    step, line = problem.__traceback__, ""
    while step is not None:
        if step.tb_frame.f_code.co_filename == path:
            line = f", line {step.tb_lineno},"
        step = step.tb_next
    return line


def declared(chapter: Chapter) -> list[Declaration]:
    """Return all declarations of a chapter, by running its notebooks without their tests."""
    code = compile_mistakes(chapter.mistakes_path)
    if code is None:
        return []
    found = Declarations()
    run = SourceRun(chapter.notebooks[0])
    try:
        for cell in chapter.notebooks[0].with_role("given", "answer"):
            run.run(cell)
        collect(found)
        with quiet(chapter.folder):
            exec(code, {**run.namespace, "__name__": "mistakes"})  # noqa: S102
    finally:
        run.close()
    return list(found)
