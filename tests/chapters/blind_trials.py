"""Judge answers that were thought of blind, by all test cells of their exercise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.build.record import Recording, record
from autograder.build.run import SourceRun, quiet
from autograder.check.desk import JudgingDesk, use
from autograder.check.judge import Verdict, judge
from autograder.source import Chapter


@dataclass(frozen=True)
class BlindAnswer:
    """One answer: the text of its cell, and whether it is meant to be right."""

    exercise: str
    name: str
    source: str
    right: bool
    why: str = ""

    @property
    def key(self) -> str:
        return f"{self.exercise}/{self.name}"


@dataclass(frozen=True)
class Trial:
    """The answers of one chapter, and those accepted wrong ones that are understood."""

    answers: tuple[BlindAnswer, ...]
    understood: dict[str, str]


def read_trial(path: Path) -> Trial:
    data = json.loads(path.read_text(encoding="utf-8"))
    wrong = [
        BlindAnswer(a["exercise"], a["name"], a["source"], False, a["why_wrong"])
        for a in data["wrong"]
    ]
    right = [BlindAnswer(a["exercise"], a["name"], a["source"], True) for a in data["right"]]
    return Trial((*wrong, *right), data["understood"])


def verdicts(chapter: Chapter, answers: tuple[BlindAnswer, ...]) -> dict[str, list[Verdict]]:
    """Return the verdicts of every test cell of each answer's exercise, by the answer's key."""
    found: dict[str, list[Verdict]] = {}
    for notebook in chapter.notebooks:
        recording = record(chapter, notebook)
        run = SourceRun(notebook)
        for cell in notebook.with_role("given", "answer", "test"):
            if cell.role != "test":
                run.run(cell)
                continue
            for answer in answers:
                if answer.exercise == cell.exercise:
                    verdict = _verdict(run, cell, answer, recording)
                    found.setdefault(answer.key, []).append(verdict)
        run.close()
    return found


def _verdict(run: SourceRun, cell: Any, answer: BlindAnswer, recording: Recording) -> Verdict:
    namespace = dict(run.namespace)
    folder = recording.notebook.path.parent
    with recording.home.entered(), quiet(folder), use(JudgingDesk(recording.full)) as desk:
        try:
            exec(compile(answer.source, f"<{answer.key}>", "exec"), namespace)
            exec(run.compile_test(cell, cell.source), namespace)
        except Exception as error:
            if cell.grade_id not in desk.verdicts:
                return judge(cell.grade_id, (), error, recording.full)
    return desk.verdicts[cell.grade_id]


def accepted(found: dict[str, list[Verdict]]) -> Iterator[str]:
    """Yield the keys of answers that passed every test cell."""
    for key, several in found.items():
        if all(verdict.status == "passed" for verdict in several):
            yield key
