"""Measure what a check costs a learner beyond their own code's time.

For every test cell of a chapter: the time of the cell, less the time spent inside the answer's
functions, as a learner's kernel runs it (stored answers read from the release, the card made,
the failure formatted). Once cold, when the stored answers are read from disk, and warm; for
the reference and for the first known mistake. Run: make bench
"""

from __future__ import annotations

import contextlib
import functools
import gc
import inspect
import io
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from sections import machine, write_section

from autograder.build.record import record
from autograder.build.run import SourceRun, quiet
from autograder.check import CheckFailed, book, show
from autograder.check.desk import LearnerDesk, use
from autograder.source import all_chapters, course_root

REPEATS = 20
BUDGET_MS = 20.0


class Stopwatch:
    """Adds up the time spent inside wrapped functions, nested calls counted once."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._depth = 0

    def wrap(self, function: Any) -> Any:
        """Return the function with its time taken."""

        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._depth += 1
            start = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self.seconds += time.perf_counter() - start

        return timed

    def wrap_class(self, kind: type) -> type:
        """Return a class like this one with the time of its methods taken.

        It gets its own copies of lists that all instances share: a known mistake that appends to
        one would otherwise have more to do with every repetition.
        """
        methods = {
            name: self.wrap(value)
            for name, value in vars(kind).items()
            if inspect.isfunction(value)
        }
        shared = {
            name: value.copy() for name, value in vars(kind).items() if type(value) in (list, dict)
        }
        return type(kind.__name__, (kind,), methods | shared)

    def around(self, value: Any) -> Any:
        """Return an answer with its time taken, if it is code."""
        if inspect.isclass(value):
            return self.wrap_class(value)
        return self.wrap(value) if inspect.isfunction(value) else value


def measure(
    run: SourceRun, cell: Any, bindings: dict[str, Any], folder: Path
) -> tuple[float, float]:
    """Return the milliseconds of one check beyond the answer's own, and the answer's own."""
    watch = Stopwatch()
    wrapped = {name: watch.around(value) for name, value in bindings.items()}
    code = run.compile_test(cell, cell.visible_source)
    namespace = {**run.namespace, **wrapped}
    with quiet(folder), use(LearnerDesk(folder)):
        start = time.perf_counter()
        with contextlib.suppress(CheckFailed):
            exec(code, namespace)
        total = time.perf_counter() - start
    return 1000 * (total - watch.seconds), 1000 * watch.seconds


def main() -> None:
    """Print a row a test cell and write the summary to docs/benchmarks.md."""
    # the card is made and thrown away, as a front end would take it
    show.emit = lambda text, html: io.StringIO().write(text + html)
    root = course_root(Path(__file__).parent)
    rows = []
    for chapter in all_chapters(root):
        folder = root / "release" / chapter.name
        for notebook in chapter.notebooks:
            recording = record(chapter, notebook)
            wrong = {
                a.test_id: a.declaration
                for a in reversed(recording.attempts)
                if a.declaration.wrong
            }
            run = SourceRun(notebook)
            for cell in notebook.with_role("given", "answer", "test"):
                if cell.role != "test":
                    run.run(cell)
                    continue
                own = {name: run.namespace[name] for name in run.answer_names}
                gc.collect()  # the figures drawn above are not the check's garbage
                colds = []
                for _ in range(5):
                    book._cache.clear()
                    colds.append(measure(run, cell, own, folder)[0])
                cold = statistics.median(colds)
                warm = [measure(run, cell, own, folder) for _ in range(REPEATS)]
                mistake = {
                    **own,
                    **(wrong[cell.grade_id].bindings if cell.grade_id in wrong else {}),
                }
                fails = [measure(run, cell, mistake, folder)[0] for _ in range(REPEATS)]
                rows.append(
                    (
                        cell.grade_id,
                        cold,
                        statistics.median(one for one, _ in warm),
                        statistics.median(fails),
                        statistics.median(other for _, other in warm),
                    )
                )
            run.close()
    text = table(rows)
    sys.stdout.write(text)
    write_section(root / "docs" / "benchmarks.md", text)


def table(rows: list[tuple[str, float, float, float, float]]) -> str:
    """Return the measurements as Markdown."""
    worst = max(max(row[1:4]) for row in rows)
    lines = [
        "## What a check costs beyond the learner's own code",
        "",
        f"`make bench`, {machine()}. Milliseconds; medians.",
        "",
        "| test cell | cold: answers read | warm, right | warm, wrong | the answer's own |",
        "|---|---:|---:|---:|---:|",
        *(f"| {name} | {a:.1f} | {b:.1f} | {c:.1f} | {d:.1f} |" for name, a, b, c, d in rows),
        "",
        f"Worst: {worst:.1f} ms, of the {BUDGET_MS:g} ms that a check may cost.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
