"""Judge answers as grading does: the test cells here, the answers in the sandbox.

Many answers share a submission, one of each exercise at most. So that they do not disturb each
other, an answer stands in its notebook only as long as its own test cells need it; after them a
cell takes away what it has bound, and puts the solution back.
"""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from autograder.build.bindings import units_of
from autograder.build.declarations import KnownAnswers
from autograder.build.record import record
from autograder.build.run import SourceRun
from autograder.examine import CellResult, Deadlines, Rebuilt, examine, rebuild
from autograder.examine.rebuild import Step
from autograder.sandbox import Sandbox, shared_zygote
from autograder.source import Chapter, SourceCell, SourceNotebook

#: A busy machine is slow now and then; an endless loop among the answers costs this much.
DEADLINES = Deadlines(cell=30.0, test=30.0, cells=600.0)


@dataclass(frozen=True)
class Answer:
    """The text of one answer cell, and what it is called in messages."""

    exercise: str
    key: str
    source: str


Marks = dict[str, tuple[CellResult, ...]]


def marks_across(chapter: Chapter, release: Path, answers: Iterable[Answer]) -> Marks:
    """Return the results of every test cell of each answer's exercise, by the answer's key.

    Parameters
    ----------
    release : Path
        The chapter's folder of `release/`: what lies beside the notebook.
    """
    every = list(answers)
    start = functools.partial(Sandbox.start, str(release), zygote=shared_zygote())
    found: Marks = {}
    for notebook in chapter.notebooks:
        recording = record(chapter, notebook)
        for submission in _submissions(notebook, every):
            rebuilt = _with_answers(notebook, submission)
            cells = examine(recording, rebuilt, start, DEADLINES).result.cells
            for exercise, answer in submission.items():
                found[answer.key] = tuple(cell for cell in cells if cell.exercise == exercise)
    return found


def full_marks(found: Marks) -> set[str]:
    """Return the keys of the answers that got all points of their exercise."""
    return {
        key for key, cells in found.items() if all(cell.points == cell.max_points for cell in cells)
    }


def _submissions(notebook: SourceNotebook, answers: list[Answer]) -> Iterator[Mapping[str, Answer]]:
    """Yield answers by exercise, one of each, until all of this notebook's were there."""
    columns = [
        [answer for answer in answers if answer.exercise == cell.grade_id]
        for cell in notebook.with_role("answer")
    ]
    for row in zip_longest(*columns):
        yield {answer.exercise: answer for answer in row if answer is not None}


def _with_answers(notebook: SourceNotebook, answers: Mapping[str, Answer]) -> Rebuilt:
    """Rebuild a complete submission with these answers, each until its last test cell."""
    node = copy.deepcopy(notebook.node)
    for cell in notebook.with_role("answer"):
        answer = answers.get(cell.grade_id)
        node.cells[cell.index].source = answer.source if answer else cell.solution_source
    rebuilt = rebuild(notebook, node)
    solutions = {cell.grade_id: cell for cell in notebook.with_role("answer")}
    last = {cell.exercise: cell.grade_id for cell in notebook.with_role("test")}
    steps: list[Step] = []
    for step in rebuilt.steps:
        cell = step.cell
        if cell is not None and cell.role == "answer" and cell.grade_id in answers:
            steps.append(Step(None, _REMEMBER))
            if _is_a_part(step.source, cell.solution_source):
                steps.append(Step(None, cell.solution_source))
        steps.append(step)
        if cell is not None and cell.exercise in answers and last[cell.exercise] == cell.grade_id:
            steps.append(Step(None, _FORGET))
            steps.append(Step(None, solutions[cell.exercise].solution_source))
    return replace(rebuilt, steps=tuple(steps))


def _is_a_part(source: str, solution: str) -> bool:
    """Tell whether it binds some names of the exercise, and leaves others to the solution."""
    try:
        bound, all_names = _bound(source), _bound(solution)
    except SyntaxError:
        return False
    return bool(bound & all_names) and not all_names <= bound


def _bound(source: str) -> set[str]:
    return {name for unit in units_of(source) for name in unit.binds}


_REMEMBER = "_names_before = {**globals()}"
# a shell's own names (In, Out, _, _i3) are left alone
_FORGET = """
for _name in [name for name in globals() if name[:1] != "_" and name not in _names_before]:
    del globals()[_name]
globals().update({k: v for k, v in _names_before.items() if k[:1] != "_"})
"""


def declared_answers(chapter: Chapter) -> Iterator[tuple[Answer, bool]]:
    """Yield known mistakes and variants as texts of answer cells, and whether each is wrong."""
    known = KnownAnswers(chapter)
    for notebook in chapter.notebooks:
        run = SourceRun(notebook)
        try:
            for cell in notebook.with_role("given", "answer"):
                run.run(cell)
            for cell in notebook.with_role("answer"):
                declarations = known.declare(run, cell.grade_id)
                for number, one in enumerate(declarations):
                    source = _declared_source(chapter, cell, number)
                    kind = "mistake" if one.wrong else "variant"
                    key = f"{cell.grade_id}/{number} {kind} {one.name}"
                    yield Answer(cell.grade_id, key, source), one.wrong
        finally:
            run.close()


def _declared_source(chapter: Chapter, cell: SourceCell, number: int) -> str:
    """Return a cell that executes the files of an exercise and binds one declaration of them."""
    texts = [
        _OURS.sub("", path.read_text(encoding="utf-8"))
        for path in chapter.mistakes_files(cell.grade_id)
    ]
    return (
        f"{cell.solution_source}\n\n{_DECLARING}\n_bind({texts!r}, {cell.grade_id!r}, {number})\n"
    )


_OURS = re.compile(r"^from autograder\.mistakes import .*$", re.MULTILINE)
# `autograder.mistakes` is not there in the sandbox: the least that stands for it
_DECLARING = """
def _bind(texts, exercise, number):
    found, missing = [], object()

    def declare(its_exercise, hint="", *, binds="", name="", value=missing, **_):
        names = binds or its_exercise

        def keep(answer):
            if isinstance(names, str):
                bound = {names: answer}
            else:
                made = answer()
                bound = dict(made) if isinstance(made, dict) else dict(zip(names, made))
            found.append((its_exercise, bound))
            return answer

        if value is missing:
            return keep
        found.append((its_exercise, {names: value} if isinstance(names, str) else dict(value)))

    for text in texts:
        exec(text, {**globals(), "__name__": "mistakes", "mistake": declare, "variant": declare})
    globals().update([bound for its_exercise, bound in found if its_exercise == exercise][number])
"""
