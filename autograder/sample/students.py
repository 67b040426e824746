"""A sample class: submissions as they come in, each named by what it shows.

Made from a chapter's own solutions, mistakes and variants, so every chapter has one: to try the
kit on, to demonstrate it, and to test that grading does with each what it should.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from ..errors import SourceError
from ..notebook import read_notebook, to_text
from ..source import Chapter
from .declared import declared_sources
from .edit import add_cells, duplicate, id_of, remove, without_ids, without_metadata
from .shared import shared_mistakes

_WRITTEN = "The border of one perceptron is one straight line, so it takes a second layer."


@dataclass(frozen=True)
class SampleNotebook:
    """One made-up submission.

    Attributes
    ----------
    student : str
        Its name in `submitted/`, which says what it shows.
    shows : str
        The same in a sentence.
    spoiled : frozenset of str
        Exercises that must not get full marks.
    touched : frozenset of str
        Exercises that build on a spoiled one, and may suffer with it. Every other exercise
        must get full marks.
    """

    student: str
    shows: str
    spoiled: frozenset[str]
    touched: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Draft:
    """A sample while it is made: its notebooks by name, or raw text for broken ones."""

    sample: SampleNotebook
    notebooks: dict[str, str]


def write_sample_class(chapter: Chapter, released: Path, into: Path) -> list[SampleNotebook]:
    """Write a sample class in nbgrader's layout.

    Parameters
    ----------
    released : Path
        The chapter's folder in `release/`: what learners begin with.
    into : Path
        Receives `<student>/<chapter>/<notebook>.ipynb`, and the released supporting files.

    Raises
    ------
    SourceError
        If the release is missing.
    """
    if not released.is_dir():
        raise SourceError(f"{released} does not exist.", fix=f"autograder build {chapter.name}")
    samples = []
    for draft in _Maker(chapter, released).drafts():
        folder = into / draft.sample.student / chapter.name
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in draft.notebooks.items():
            (folder / f"{name}.ipynb").write_text(text, encoding="utf-8")
        for path in sorted(released.rglob("*")):
            if path.is_file() and path.suffix != ".ipynb":
                own = folder / path.relative_to(released)
                own.parent.mkdir(parents=True, exist_ok=True)
                own.write_bytes(path.read_bytes())
        samples.append(draft.sample)
    return samples


class _Maker:
    """Makes the drafts of one chapter."""

    def __init__(self, chapter: Chapter, released: Path) -> None:
        self.released = {
            notebook.name: read_notebook(released / f"{notebook.name}.ipynb", SourceError)
            for notebook in chapter.notebooks
        }
        self.solutions = {
            cell.grade_id: cell.solution_source
            for notebook in chapter.notebooks
            for cell in notebook.with_role("answer")
        }
        self.tests: dict[str, str] = {}
        for notebook in chapter.notebooks:
            for cell in notebook.with_role("test"):
                self.tests[cell.exercise] = self.tests.get(cell.exercise, "") + cell.source
        self.written = [
            cell.grade_id for nb in chapter.notebooks for cell in nb.with_role("written")
        ]
        self.exercises = list(self.solutions)
        self.functions = [name for name in self.exercises if f"def {name}(" in self.solutions[name]]
        self.wrong, self.variants = declared_sources(chapter, self.solutions)

    def drafts(self) -> Iterator[_Draft]:
        """Yield every sample."""
        every = frozenset(self.exercises)
        half = self.exercises[: len(self.exercises) // 2]
        yield self._draft("complete", "every exercise solved", {})
        yield self._draft(
            "half-done", "the first half solved, the rest untouched", {}, every - set(half), half
        )
        yield self._draft("untouched", "the skeleton as it was handed out", {}, every, [])
        for exercise, (name, source) in self.wrong.items():
            student = f"mistake-{exercise}-{name}".replace("_", "-").lower()
            yield self._draft(
                student, f"everything right but {exercise}: {name}", {exercise: source},
                frozenset({exercise}), touched=self._touched(exercise),
            )  # fmt: skip
        # those on which few others build: else one misunderstanding ruins everything after it
        alone = dict(sorted(self.wrong.items(), key=lambda item: len(self._touched(item[0]))))
        for student, shows, answers in shared_mistakes(alone):
            touched = frozenset().union(*(self._touched(exercise) for exercise in answers))
            yield self._draft(student, shows, answers, frozenset(answers), touched=touched)
        for exercise, name, what, source in self.variants:
            if not re.search("float32|loop", what):
                continue  # the two kinds of which graders are asked most; verify tries them all
            student = f"variant-{exercise}-{name}".replace("_", "-").lower()
            yield self._draft(student, f"{exercise} solved otherwise: {what}", {exercise: source})
        yield from self._noisy_and_broken()

    def _touched(self, exercise: str) -> frozenset[str]:
        """Return the exercises whose solutions or tests build on what this one binds."""
        names = set(re.findall(r"^(?:def|class) (\w+)", self.solutions[exercise], re.MULTILINE))
        names = names or {exercise}
        touched: set[str] = set()
        for later in self.exercises[self.exercises.index(exercise) + 1 :]:
            words = set(re.findall(r"\w+", self.solutions[later] + self.tests.get(later, "")))
            if words & names:
                touched.add(later)
                names |= set(
                    re.findall(r"^(?:def|class) (\w+)", self.solutions[later], re.MULTILINE)
                )
        return frozenset(touched)

    def _noisy_and_broken(self) -> Iterator[_Draft]:
        first, last = self.functions[0], self.functions[-1]
        noise = (
            "import sys\nimport warnings\n\n"
            "warnings.warn('only a warning')\nprint('a word on stderr', file=sys.stderr)\n"
        )
        yield self._draft(
            "warning-on-stderr", "a warning and a print on stderr cost nothing",
            {first: noise + self.solutions[first]},
        )  # fmt: skip
        for student, body, shows in (
            ("endless-loop", "while True:\n        pass", "one function never returns"),
            ("crash", "import os\n    os._exit(1)", "one function ends the process"),
            ("raises", "raise RuntimeError('I give up')", "one function raises an error"),
        ):
            source = f"def {last}(*args, **kwargs):\n    {body}"
            yield self._draft(
                student, shows, {last: source}, frozenset({last}), touched=self._touched(last)
            )
        yield self._draft(
            "endless-cell", "an answer cell that never ends", {last: "while True:\n    pass"},
            frozenset({last}), touched=self._touched(last),
        )  # fmt: skip
        yield self._draft(
            "renamed-function", "a function under another name",
            {last: self.solutions[last].replace(f"def {last}(", f"def my_{last}(")},
            frozenset({last}), touched=self._touched(last),
        )  # fmt: skip
        yield self._changed(
            "missing-cell", "an answer cell was deleted",
            lambda node: remove(node, last), frozenset({last}), touched=self._touched(last),
        )  # fmt: skip
        yield self._changed(
            "missing-test-cell", "a test cell was deleted: it is examined all the same",
            lambda node: remove(node, f"{first}-"),
        )  # fmt: skip
        yield self._changed(
            "duplicated-cell", "an answer cell twice, a wrong copy below: the first counts",
            lambda node: duplicate(node, first),
        )  # fmt: skip
        yield self._changed(
            "extra-cells", "own helpers, prints, a plot, magics and a top-level await",
            lambda node: add_cells(node, first),
        )  # fmt: skip
        yield self._changed("old-format", "saved by an old Jupyter, without cell ids", without_ids)
        complete = {name: to_text(self._filled(name, {}, self.exercises)) for name in self.released}
        every = frozenset(self.exercises)
        yield _Draft(
            SampleNotebook("invalid-json", "a file cut off in the middle", every),
            {name: text[: len(text) // 2] for name, text in complete.items()},
        )
        yield self._changed(
            "no-metadata", "all metadata lost: no cell can be found", without_metadata, every
        )

    def _draft(
        self,
        student: str,
        shows: str,
        answers: dict[str, str],
        spoiled: frozenset[str] = frozenset(),
        solved: list[str] | None = None,
        touched: frozenset[str] = frozenset(),
    ) -> _Draft:
        done = self.exercises if solved is None else solved
        notebooks = {name: to_text(self._filled(name, answers, done)) for name in self.released}
        return _Draft(SampleNotebook(student, shows, spoiled, touched), notebooks)

    def _changed(
        self,
        student: str,
        shows: str,
        change: Callable[[NotebookNode], None],
        spoiled: frozenset[str] = frozenset(),
        touched: frozenset[str] = frozenset(),
    ) -> _Draft:
        notebooks = {}
        for name in self.released:
            node = self._filled(name, {}, self.exercises)
            change(node)
            notebooks[name] = to_text(node)
        return _Draft(SampleNotebook(student, shows, spoiled, touched), notebooks)

    def _filled(self, name: str, answers: dict[str, str], solved: list[str]) -> NotebookNode:
        node = copy.deepcopy(self.released[name])
        for cell in node.cells:
            key = id_of(cell)
            if key in answers:
                cell.source = answers[key]
            elif key in solved:
                cell.source = self.solutions[key]
            elif key in self.written and len(solved) == len(self.exercises):
                cell.source = _WRITTEN
        return node
