"""Where observations go: the learner's screen, the build's book, the examiner's list.

One desk is current at a time. A learner's kernel has the `LearnerDesk` by default; the build
and the examiner put their own there with `use`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from .book import Book, find_book
from .judge import Verdict, judge

if TYPE_CHECKING:
    from .claims import Observation


DeskType = TypeVar("DeskType", bound="Desk")


class CheckFailed(AssertionError):
    """A check that did not pass; the message says which claim, and why.

    Attributes
    ----------
    verdict : Verdict
    """

    def __init__(self, verdict: Verdict, text: str, shown: list[str] | None = None) -> None:
        super().__init__(text)
        self.verdict = verdict
        self._shown = shown if shown is not None else text.splitlines()

    def _render_traceback_(self) -> list[str]:
        """Give IPython the message alone: the stack is ours and tells a learner nothing."""
        return self._shown


class CheckUnavailable(RuntimeError):
    """No stored answers for this check: the notebook runs outside its folder."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


class Desk(Protocol):
    """What an exercise block hands its observations to."""

    def begin(self, test_id: str) -> int:
        """Return the seed for the block's random cases."""

    def finish(
        self, test_id: str, observations: tuple[Observation, ...], error: Exception | None
    ) -> None:
        """Take the observations, and the error that ended the block early if one did."""


class LearnerDesk:
    """Judge by the stored answers beside the notebook, show a card, raise when it fails."""

    def __init__(self, start: Path | None = None) -> None:
        # the folder the kernel started in: a learner may change it later
        self._start = start or Path.cwd()

    def _book(self, test_id: str) -> Book:
        folders = [self._start, Path.cwd()]
        # an instructor runs the source notebook: the released answers are two folders away
        folders += [f.parent.parent / "release" / f.name for f in list(folders)]
        try:
            book = find_book(test_id, folders)
        except (ValueError, OSError) as error:
            raise CheckUnavailable(f"The stored answers cannot be read: {error}") from None
        if book is None:
            raise CheckUnavailable(
                f"The *.checks.json file is missing beside this notebook (check '{test_id}').\n"
                "It came with the notebook: put the two in one folder, restart the kernel, "
                "run again."
            )
        return book

    def begin(self, test_id: str) -> int:
        """Return the book's seed; raise `CheckUnavailable` where there is no book."""
        return self._book(test_id).seed

    def finish(
        self, test_id: str, observations: tuple[Observation, ...], error: Exception | None
    ) -> None:
        """Show the verdict; raise `CheckFailed` unless it is passed."""
        from .show import error_lines, show, summary_text  # noqa: PLC0415 (only a learner's kernel shows)

        verdict = judge(test_id, observations, error, self._book(test_id))
        show(verdict)
        if verdict.status != "passed":
            raise CheckFailed(verdict, summary_text(verdict), error_lines(verdict))


class JudgingDesk:
    """Judge by a given book and keep the verdicts; nothing is shown and nothing raised."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.verdicts: dict[str, Verdict] = {}

    def begin(self, test_id: str) -> int:  # noqa: ARG002 (one seed for all)
        """Return the book's seed."""
        return self.book.seed

    def finish(
        self, test_id: str, observations: tuple[Observation, ...], error: Exception | None
    ) -> None:
        """Judge and keep the verdict."""
        self.verdicts[test_id] = judge(test_id, observations, error, self.book)


class RecordingDesk:
    """Keep the observations of each test cell, as the build needs them."""

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed
        self.records: dict[str, tuple[tuple[Observation, ...], Exception | None]] = {}

    def begin(self, test_id: str) -> int:  # noqa: ARG002 (one seed for all)
        """Return the seed."""
        return self.seed

    def finish(
        self, test_id: str, observations: tuple[Observation, ...], error: Exception | None
    ) -> None:
        """Keep what was observed."""
        self.records[test_id] = (observations, error)


_desk: Desk = LearnerDesk()


def current_desk() -> Desk:
    """Return the desk that a new exercise block reports to."""
    return _desk


@contextmanager
def use(desk: DeskType) -> Iterator[DeskType]:
    """Make another desk the current one for the length of a `with` block."""
    global _desk  # noqa: PLW0603 (one current desk a process is the design)
    before, _desk = _desk, desk
    try:
        yield desk
    finally:
        _desk = before
