"""Run a source notebook in this process, as IPython would, without a kernel.

Only for notebooks one trusts: the course's own. Figures are drawn to memory, displays and
prints are swallowed; what is wanted is the namespace.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Any

from ..check.desk import use
from ..errors import SourceError
from ..source import Chapter, SourceCell, SourceNotebook
from .earlier import earlier_module
from .home import Home


class SourceRun:
    """A source notebook being executed cell by cell."""

    def __init__(self, notebook: SourceNotebook) -> None:
        # importing IPython takes a while, and `import autograder.build` should not
        from IPython.core.interactiveshell import InteractiveShell  # noqa: PLC0415

        self._notebook = notebook
        folder = notebook.path.parent
        #: The modules beside the notebook, `earlier` among them; this run's own.
        self.home = Home(folder, earlier_module(Chapter(folder.name, folder)))
        InteractiveShell.clear_instance()
        self._shell = InteractiveShell.instance()
        self._shell.enable_gui = lambda *args, **kwargs: None
        history = self._shell.history_manager
        if history is not None:
            history.enabled = False
        self.namespace: dict[str, Any] = self._shell.user_ns
        #: Names that answer cells have bound so far: what a submission is asked for.
        self.answer_names: set[str] = set()
        self._compiled: dict[tuple[str, str], CodeType] = {}

    def run(self, cell: SourceCell) -> None:
        """Execute a given or an answer cell; raise `SourceError` when it fails."""
        before = dict(self.namespace)
        with self.home.entered(), quiet(self._notebook.path.parent), use(_NoTestCell()):
            result = self._shell.run_cell(cell.source, store_history=False, silent=True)
        if cell.role == "answer":
            self.answer_names |= {
                name
                for name, value in self.namespace.items()
                if not name.startswith("_") and (name not in before or before[name] is not value)
            }
        error = result.error_before_exec or result.error_in_exec
        if isinstance(error, SourceError):
            raise SourceError(f"{self._notebook.path}: cell number {cell.index + 1}: {error}")
        if error is not None:
            name = cell.grade_id or f"number {cell.index + 1}"
            raise SourceError(
                f"{self._notebook.path}: cell {name} stopped with {type(error).__name__}: {error}"
            )

    def run_test(self, cell: SourceCell, source: str, bindings: dict[str, Any]) -> None:
        """Execute a test cell's source in a copy of the namespace with these names on top."""
        code = self.compile_test(cell, source)
        with self.home.entered(), quiet(self._notebook.path.parent), _patience():
            exec(code, {**self.namespace, **bindings})  # noqa: S102 (the course's own tests)

    def compile_test(self, cell: SourceCell, source: str) -> CodeType:
        """Compile a test cell as IPython would read it."""
        key = (cell.grade_id, source)
        if key not in self._compiled:  # once, and not once for every mistake
            text = self._shell.transform_cell(source)
            self._compiled[key] = compile(text, f"<{cell.grade_id}>", "exec")
        return self._compiled[key]

    def close(self) -> None:
        """Forget the shell and its figures."""
        self._shell.clear_instance()


class _NoTestCell:
    """The desk of cells that are not marked as tests: a check in one is a slip of the author."""

    def begin(self, test_id: str) -> int:
        raise SourceError(
            f'it opens exercise("{test_id}") but is no test cell. In JupyterLab, give it the '
            f"type 'Autograder tests' and the ID '{test_id}' in the Create Assignment panel."
        )

    def finish(self, test_id: str, *_: object) -> None:
        raise AssertionError(f"{test_id} cannot have begun")


@contextlib.contextmanager
def _patience(first: float = 20.0, then: float = 5.0) -> Iterator[None]:
    """End an endless loop in a test cell by a `TimeoutError`, and again in the next claim.

    Only in the main thread, where signals arrive; elsewhere there is no limit.
    """

    def give_up(*_: object) -> None:
        raise TimeoutError(f"still running after {first:g} s")

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, first, then)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def quiet(folder: Path) -> Iterator[None]:
    """Work in a folder with prints, displays, warnings and figures kept off the screen."""
    before = Path.cwd()
    sink = io.StringIO()
    os.chdir(folder)
    try:
        with (
            _environment(MPLBACKEND="agg", NBGRADER_EXECUTION="autograde"),
            contextlib.redirect_stdout(sink),
            contextlib.redirect_stderr(sink),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        os.chdir(before)


@contextlib.contextmanager
def _environment(**values: str) -> Iterator[None]:
    """Set environment variables and put back what was there."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
