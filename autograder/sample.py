"""A sample class: submissions as they come in, each named by what it shows.

Made from a chapter's own solutions, mistakes and variants, so every chapter has one: to try the
kit on, to demonstrate it, and to test that grading does with each what it should.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from .errors import SourceError
from .notebook import read_notebook, to_text
from .source import Chapter

_BEGIN, _END = re.compile(r"^\s*### BEGIN SOLUTION"), re.compile(r"^\s*### END SOLUTION")
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
        for path in sorted(released.iterdir()):
            if path.is_file() and path.suffix != ".ipynb":
                (folder / path.name).write_bytes(path.read_bytes())
        samples.append(draft.sample)
    return samples


def solution_of(source: str) -> str:
    """Return an answer cell's source as someone would hand it in: without the markers."""
    lines = source.splitlines()
    return "\n".join(line for line in lines if not _BEGIN.match(line) and not _END.match(line))


class _Maker:
    """Makes the drafts of one chapter."""

    def __init__(self, chapter: Chapter, released: Path) -> None:
        self.released = {
            notebook.name: read_notebook(released / f"{notebook.name}.ipynb", SourceError)
            for notebook in chapter.notebooks
        }
        self.solutions = {
            cell.grade_id: solution_of(cell.source)
            for notebook in chapter.notebooks
            for cell in notebook.with_role("answer")
        }
        self.written = [
            cell.grade_id for nb in chapter.notebooks for cell in nb.with_role("written")
        ]
        self.exercises = list(self.solutions)
        self.functions = [name for name in self.exercises if f"def {name}(" in self.solutions[name]]
        self.wrong, self.variants = _declared_sources(chapter, self.solutions)

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
        for exercise, name, what, source in self.variants:
            if not re.search("float32|loop", what):
                continue  # the two kinds of which graders are asked most; verify tries them all
            student = f"variant-{exercise}-{name}".replace("_", "-").lower()
            yield self._draft(student, f"{exercise} solved otherwise: {what}", {exercise: source})
        yield from self._noisy_and_broken()

    def _touched(self, exercise: str) -> frozenset[str]:
        """Return the exercises whose solutions build on what this one binds."""
        names = set(re.findall(r"^(?:def|class) (\w+)", self.solutions[exercise], re.MULTILINE))
        names = names or {exercise}
        touched: set[str] = set()
        for later in self.exercises[self.exercises.index(exercise) + 1 :]:
            words = set(re.findall(r"\w+", self.solutions[later]))
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
            lambda node: _remove(node, last), frozenset({last}), touched=self._touched(last),
        )  # fmt: skip
        yield self._changed(
            "missing-test-cell", "a test cell was deleted: it is examined all the same",
            lambda node: _remove(node, f"{first}-"),
        )  # fmt: skip
        yield self._changed(
            "duplicated-cell", "an answer cell twice, a wrong copy below: the first counts",
            lambda node: _duplicate(node, first),
        )  # fmt: skip
        yield self._changed(
            "extra-cells", "own helpers, prints, a plot, magics and a top-level await",
            lambda node: _add_cells(node, first),
        )  # fmt: skip
        yield self._changed("old-format", "saved by an old Jupyter, without cell ids", _without_ids)
        complete = {name: to_text(self._filled(name, {}, self.exercises)) for name in self.released}
        every = frozenset(self.exercises)
        yield _Draft(
            SampleNotebook("invalid-json", "a file cut off in the middle", every),
            {name: text[: len(text) // 2] for name, text in complete.items()},
        )
        yield self._changed(
            "no-metadata", "all metadata lost: no cell can be found", _without_metadata, every
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
            grade_id = _grade_id(cell)
            if grade_id in answers:
                cell.source = answers[grade_id]
            elif grade_id in solved:
                cell.source = self.solutions[grade_id]
            elif grade_id in self.written and len(solved) == len(self.exercises):
                cell.source = _WRITTEN
        return node


def _grade_id(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _remove(node: NotebookNode, start: str) -> None:
    """Remove the cell of this id; with a hyphen at the end, the first whose id begins so."""
    for cell in node.cells:
        found = _grade_id(cell)
        if found == start or (start.endswith("-") and found.startswith(start)):
            node.cells.remove(cell)
            return


def _duplicate(node: NotebookNode, grade_id: str) -> None:
    for index, cell in enumerate(node.cells):
        if _grade_id(cell) == grade_id:
            twin = copy.deepcopy(cell)
            twin.id = f"{cell.id}-copy"
            twin.source = f"def {grade_id}(*args, **kwargs):\n    return None"
            node.cells.insert(index + 1, twin)
            return


def _add_cells(node: NotebookNode, grade_id: str) -> None:
    sources = (
        "def my_helper(x):\n    return 2 * x\n\nprint('helper:', my_helper(21))",
        "%timeit -n 1 -r 1 my_helper(1)",
        "import asyncio\n\nawait asyncio.sleep(0)\nmy_helper(4)",
        "import matplotlib.pyplot as plt\n\nplt.plot([1, 2], [3, 4])\nplt.show()",
        "this line is not Python",
    )
    for index, cell in enumerate(node.cells):
        if _grade_id(cell) == grade_id:
            for number, source in enumerate(sources):
                own = nbformat.v4.new_code_cell(source, id=f"mine-{number}")
                node.cells.insert(index + 1 + number, own)
            return


def _without_ids(node: NotebookNode) -> None:
    node.nbformat_minor = 2
    for cell in node.cells:
        cell.pop("id", None)


def _without_metadata(node: NotebookNode) -> None:
    for cell in node.cells:
        cell.metadata.clear()


def _declared_sources(
    chapter: Chapter, solutions: dict[str, str]
) -> tuple[dict[str, tuple[str, str]], list[tuple[str, str, str, str]]]:
    """Return, as text of answer cells, one mistake an exercise, and all variants.

    The text is that of `mistakes.py`: the imports and helpers it may use, then the function
    under its own name, then the exercise's name for it. Declarations that bind several names
    at once are left out.
    """
    if not chapter.mistakes_path.exists():
        return {}, []
    text = chapter.mistakes_path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    helpers = [node for node in tree.body if not _declares(node) and not _is_ours(node)]
    preamble = "\n".join(ast.unparse(node) for node in helpers if not _is_docstring(node))
    wrong: dict[str, tuple[str, str]] = {}
    variants: list[tuple[str, str, str, str]] = []
    for node in tree.body:
        call = _is_declaration(node)
        if call is None or not isinstance(call.args[0], ast.Constant):
            continue
        exercise = str(call.args[0].value)
        options = {word.arg: word.value for word in call.keywords if word.arg}
        binds = options.get("binds", ast.Constant(exercise))
        if exercise not in solutions or not isinstance(binds, ast.Constant):
            continue
        name, body = _body(node, options, str(binds.value), solutions[exercise], preamble)
        if not body:
            continue
        if getattr(call.func, "id", "") == "mistake":
            wrong.setdefault(exercise, (name, body))
        else:
            what = call.args[1].value if isinstance(call.args[1], ast.Constant) else ""
            variants.append((exercise, name, str(what), body))
    return wrong, variants


def _is_declaration(node: ast.stmt) -> ast.Call | None:
    calls: list[ast.expr] = []
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        calls = node.decorator_list
    elif isinstance(node, ast.Expr):
        calls = [node.value]
    for call in calls:
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("mistake", "variant"):
            return call
    return None


def _declares(node: ast.stmt) -> bool:
    """Tell whether a statement declares anything, be it in a loop."""
    names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return bool(names & {"mistake", "variant"})


def _is_ours(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and str(node.module).startswith("autograder")


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


class _Renamed(ast.NodeTransformer):
    """Lets a wrong answer that calls the right one of its own name go on calling that."""

    def __init__(self, name: str) -> None:
        self._name = name

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """Rename one name."""
        if node.id == self._name and isinstance(node.ctx, ast.Load):
            node.id = f"right_{self._name}"
        return node


def _body(
    node: ast.stmt, options: dict[str, ast.expr], binds: str, solution: str, preamble: str
) -> tuple[str, str]:
    """Return the declaration's name and the answer cell it makes."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        plain = copy.deepcopy(node)
        plain.decorator_list = []
        given = options.get("name")
        name = str(given.value) if isinstance(given, ast.Constant) else node.name
        # the solution stays above: the cell may bind more names than the one that is wrong
        _Renamed(binds).visit(plain)
        text = ast.unparse(plain)
        keep = f"right_{binds} = {binds}" if f"right_{binds}" in text else ""
        parts = [solution, keep, preamble, text, f"{binds} = {node.name}"]
        return name, "\n\n\n".join(part for part in parts if part)
    if "value" in options:
        value = options["value"]
        given = options.get("name")
        name = str(given.value) if isinstance(given, ast.Constant) else "value"
        return name, f"{binds} = {ast.unparse(value)}"
    return "", ""
