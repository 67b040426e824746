"""Grade a class from the command line: what is done, in which order, and what is said of it."""

from __future__ import annotations

import re
import shlex
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .examine import SubmissionResult, prepare
from .grade import Places, grade_class, read_records
from .grade.submissions import find_ignored, find_submissions
from .grade.walls import need_walls
from .report import make_report, table
from .report.words import count, plain
from .source import Chapter


@dataclass(frozen=True)
class Grading:
    """What to grade and where, and how to say so.

    Attributes
    ----------
    folder, root : Path
        The class's folder, and the course's.
    again : str
        The command that goes on where this one was stopped.
    """

    chapter: Chapter
    folder: Path
    root: Path
    out: Console
    err: Console
    working: Callable[[str], AbstractContextManager[Callable[[str], None]]]
    seed: int = 0
    workers: int | None = None
    force: bool = False
    no_sandbox: bool = False

    def run(self) -> None:
        """Grade a class, print the table, write the report and say where it is.

        Raises
        ------
        SystemExit
            With status 130 where Ctrl-C ended it, after the report of what is there.
        """
        places = Places(self.folder.resolve(), self._db_url())
        submissions = find_submissions(places.submitted, self.chapter)  # before any work
        ignored = find_ignored(places.submitted, self.chapter)
        for name, why in ignored.items():
            self._note(f"not graded: {name} {why}")
        need_walls(False if self.no_sandbox else None)
        with self.working(f"preparing {self.chapter.name}") as doing:
            prepared = prepare(self.chapter, seed=self.seed, progress=doing)
        try:
            with self._progress() as progress:
                batch = grade_class(
                    prepared, places, workers=self.workers, force=self.force, progress=progress
                )
        except KeyboardInterrupt:
            students = [one.student for one in submissions]
            results = read_records(places, self.chapter.name, students)
            if results:
                self._report(results, places, ignored)
            self._note(
                f"autograder: stopped; the records of {len(results)} of "
                f"{count(len(students), 'submission')} are there. Go on with: {self._again()}"
            )
            raise SystemExit(130) from None
        self._report(batch.results(), places, ignored)
        if batch.skipped:
            self.out.print(f"{batch.graded} graded, {batch.skipped} had not changed")
        for student in batch.unfinished:
            self._note(f"{student}: the examination did not end; grade again to retry.")

    def _report(
        self, results: Sequence[SubmissionResult], places: Places, ignored: dict[str, str]
    ) -> None:
        self.out.print(table(results))
        report = places.results(self.chapter.name) / "report.html"
        title = f"{self.chapter.title}: {count(len(results), 'submission')}"
        formgrader = self._formgrader()
        page = make_report(
            results, title, self.chapter.exercises, ignored=ignored, formgrader=formgrader
        )
        report.write_text(page, encoding="utf-8")
        waiting = sum(one.answered for r in results for nb in r.notebooks for one in nb.written)
        if waiting:
            answers = count(waiting, "written answer")
            self._say(f"to read    {answers}: {formgrader}, then Manual Grading")
        self._say(f"gradebook  {_shown(places.db_url)}")
        self._say(f"report     {report}")

    def _formgrader(self) -> str:
        """Return the command that opens the formgrader on this class."""
        place = self._place()
        return f"make formgrader CLASS={place}" if place else "make formgrader"

    def _again(self) -> str:
        place = self._place()
        return f"autograder grade {self.chapter.name}{f' --class {place}' if place else ''}"

    def _place(self) -> str:
        """Return the class's folder as a shell reads it; empty for the course's own."""
        folder, root = self.folder.resolve(), self.root.resolve()
        if folder == root:
            return ""
        inside = folder.is_relative_to(root)
        return shlex.quote(str(folder.relative_to(root) if inside else folder))

    def _db_url(self) -> str:
        """Return the gradebook's address: nbgrader's own setting, for the course's own class."""
        if self.folder.resolve() != self.root.resolve():
            return f"sqlite:///{self.folder.resolve() / 'gradebook.db'}"
        from .nbgrader_glue import database_url  # noqa: PLC0415 (reads configuration)

        return database_url(self.root)

    def _say(self, text: str) -> None:
        self.out.print(plain(text), markup=False)

    def _note(self, text: str) -> None:
        self.err.print(plain(text), markup=False)

    @contextmanager
    def _progress(self) -> Iterator[Callable[[int, int, str], None]]:
        """Show a bar with the time left; a line about every tenth where nobody watches."""
        start = time.monotonic()
        watched = self.err.is_terminal
        with Progress(
            TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
            TextColumn("{task.fields[student]}", markup=False), console=self.err, transient=True,
            disable=not watched,
        ) as bar:  # fmt: skip
            task = bar.add_task("grading", total=None, student="")

            def progress(done: int, total: int, student: str) -> None:
                bar.update(task, completed=done, total=total, student=plain(student, 60))
                if not watched and done and done * 10 // total > (done - 1) * 10 // total:
                    left = (time.monotonic() - start) / done * (total - done)
                    self._note(f"graded {done} of {total}, about {left:.0f} s left")

            yield progress


def _shown(db_url: str) -> str:
    """Write a database's address without a password."""
    if db_url.startswith("sqlite:///"):
        return db_url.removeprefix("sqlite:///")
    return re.sub(r"//[^@/]*@", "//…@", db_url)
