"""The seven proofs, each a list of problems; an empty list is a proof.

1. regenerating leaves the release as it is
2. every solution scores full marks
3. every released skeleton scores nothing, and counts as not attempted
4. every known mistake fails its exercise, and is named by its own hint
5. every accepted variant passes
6. no solution, hidden test or mistake is in the release
7. ids, points, minutes, difficulty and hints are complete and consistent

Agreement of the references with an independent oracle (SciPy, PyTorch) is part of the second
and stands in `tests/chapters/`: verifying needs neither.
"""

from __future__ import annotations

import contextlib
import functools
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..build import Recording, Release, make_release, record, stale_files, stale_sources
from ..build.run import SourceRun
from ..check.book import Book
from ..check.desk import JudgingDesk, use
from ..check.judge import Verdict, judge
from ..check.show import misconception_text
from ..errors import SourceError
from ..examine import examine, rebuild
from ..notebook import parse_notebook
from ..sandbox import NoWalls, Sandbox, Zygote, shared_zygote
from ..source import SOURCE_FOLDER, Chapter, SourceCell
from .leaks import leaks
from .liar import Liar
from .metadata import metadata_problems

#: Hidden cases are drawn from these, one after the other; a lucky seed proves nothing.
SEEDS = (0, 1, 2)


@dataclass(frozen=True)
class Proof:
    """One of the seven: what it says, what speaks against it, and the command that mends it."""

    number: int
    statement: str
    problems: tuple[str, ...]
    fix: str = ""

    @property
    def holds(self) -> bool:
        """Return whether nothing speaks against it."""
        return not self.problems


PROOFS = (
    "regenerating leaves the release as it is",
    "every solution scores full marks",
    "the released skeleton scores nothing, and counts as not attempted",
    "every known mistake fails its exercise, and is named by its own hint",
    "every accepted variant passes",
    "no solution, hidden test or mistake is in the release",
    "ids, points, minutes, difficulty and hints are complete",
)


def verify_chapter(
    chapter: Chapter,
    root: Path,
    *,
    progress: Callable[[str], None] = lambda what: None,
) -> tuple[Proof, ...]:
    """Prove one chapter.

    Raises
    ------
    SourceError
        If the chapter cannot even be executed.
    """
    progress("running the reference and the mistakes")
    release = make_release(chapter, progress=progress)
    recordings: dict[int, tuple[Recording, ...]] = {0: release.recordings}
    for seed in SEEDS[1:]:
        progress(f"hidden cases, seed {seed}")
        recordings[seed] = tuple(record(chapter, nb, seed=seed) for nb in chapter.notebooks)
    everything = [recording for batch in recordings.values() for recording in batch]
    mend = f"autograder build {chapter.name}"
    edit = f"edit {chapter.folder.name}/, then: {mend} && autograder verify {chapter.name}"
    progress("the skeleton")
    found = (
        (_stale(release, root), mend),
        (_solutions(release), edit),
        (_skeleton(release), edit),
        (_mistakes(everything) + _liars(release.recordings), edit),
        (_variants(everything), edit),
        (leaks(release), edit),
        (metadata_problems(release), edit),
    )
    return tuple(
        Proof(number, PROOFS[number - 1], tuple(problems), fix if problems else "")
        for number, (problems, fix) in enumerate(found, 1)
    )


def _stale(release: Release, root: Path) -> list[str]:
    name = release.chapter.name
    stale = [f"{SOURCE_FOLDER}/{name}/{file}" for file in stale_sources(release)]
    stale += [f"release/{name}/{file}" for file in stale_files(release, root)]
    return [f"{file} is not fresh" for file in stale]


def _solutions(release: Release) -> list[str]:
    """Examine the solutions as a submission is examined: two processes, hidden tests included.

    That they pass in one process was proved while the book was written: `record` raises
    otherwise. Across processes values are copies, which a test may have overlooked.
    """
    with _any_zygote() as zygote:
        return _solutions_in(release, zygote)


@contextlib.contextmanager
def _any_zygote() -> Iterator[Zygote]:
    """Give a zygote with walls, or where there can be none without: solutions are the course's."""
    own = None
    try:
        zygote = shared_zygote()
    except NoWalls:
        zygote = own = Zygote(walled=False)
    try:
        yield zygote
    finally:
        if own is not None:
            own.close()


def _solutions_in(release: Release, zygote: Zygote) -> list[str]:
    problems = []
    for recording in release.recordings:
        rebuilt = rebuild(recording.notebook, recording.notebook.node)
        with tempfile.TemporaryDirectory() as folder:
            for name, content in release.files.items():
                path = Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            start = functools.partial(Sandbox.start, folder, zygote=zygote)
            result = examine(recording, rebuilt, start).result
        for cell in result.cells:
            if cell.points != cell.max_points:
                lost = next((claim for claim in cell.claims if not claim.passed), None)
                why = lost.message if lost else cell.message
                problems.append(
                    f"{cell.grade_id}: the solution gets {cell.points:g} of "
                    f"{cell.max_points:g} points in the sandbox: {why}"
                )
        problems += [f"{recording.notebook.name}: {remark}" for remark in result.remarks]
    return problems


def _skeleton(release: Release) -> list[str]:
    problems = []
    for recording in release.recordings:
        name = recording.notebook.name
        skeleton = parse_notebook(release.files[f"{name}.ipynb"].decode(), name, SourceError)
        for verdict in examine_in_process(recording, [cell.source for cell in skeleton.cells]):
            if verdict.status != "unattempted":
                problems.append(
                    f"{verdict.test_id}: the skeleton is '{verdict.status}' "
                    f"({verdict.held} of {verdict.total} claims hold)"
                )
    return problems


def examine_in_process(recording: Recording, sources: list[str]) -> list[Verdict]:
    """Judge a trusted notebook given as cell sources, in the order of the source's cells.

    Cells that fail are passed over, as in a learner's kernel; test cells are the source's.
    """
    verdicts = []
    run = SourceRun(recording.notebook)
    try:
        for cell, source in zip(recording.notebook.cells, sources, strict=True):
            if cell.role == "test" and cell.grade_id in recording.full.tests:
                verdicts.append(_examine(run, cell, recording.full))
            elif cell.role in ("given", "answer"):
                try:
                    run.run(_with_source(cell, source))
                except SourceError:
                    continue  # a skeleton's cell raises, which is its purpose
    finally:
        run.close()
    return verdicts


def _with_source(cell: SourceCell, source: str) -> SourceCell:
    return SourceCell(cell.index, cell.role, cell.cell_type, cell.grade_id, source, cell.points)


def _examine(
    run: SourceRun, cell: SourceCell, book: Book, bindings: Mapping[str, Any] | None = None
) -> Verdict:
    with use(JudgingDesk(book)) as desk:
        try:
            run.run_test(cell, cell.source, dict(bindings or {}))
        except Exception as error:  # before the block: a test's own set-up used a missing name
            return judge(cell.grade_id, (), error, book)
    return desk.verdicts[cell.grade_id]


def _liars(recordings: tuple[Recording, ...]) -> list[str]:
    """Return the test cells that an object which claims to equal anything would pass."""
    problems = []
    for recording in recordings:
        run = SourceRun(recording.notebook)
        try:
            for cell in recording.notebook.with_role("given", "answer", "test"):
                if cell.role != "test":
                    run.run(cell)
                elif cell.grade_id in recording.full.tests:
                    lies = dict.fromkeys(run.answer_names, Liar())
                    if _examine(run, cell, recording.full, lies).status == "passed":
                        problems.append(f"{cell.grade_id}: an object that equals anything passes")
        finally:
            run.close()
    return problems


def _mistakes(recordings: list[Recording]) -> list[str]:
    problems = []
    for recording in recordings:
        seed = recording.full.seed
        fails: dict[tuple[str, str], list[bool]] = {}
        visible: dict[tuple[str, str], list[bool]] = {}
        named: dict[tuple[str, str], list[bool]] = {}
        others: dict[tuple[str, str], set[str]] = {}
        for attempt in recording.attempts:
            if not attempt.declaration.wrong:
                continue
            key = (attempt.declaration.exercise, attempt.declaration.name)
            full = judge(attempt.test_id, *attempt.full, recording.full)
            seen = judge(attempt.test_id, *attempt.visible, recording.visible)
            fails.setdefault(key, []).append(full.status != "passed")
            visible.setdefault(key, []).append(seen.status != "passed")
            if seen.status != "passed":
                text = misconception_text(seen)
                named.setdefault(key, []).append(attempt.declaration.hint in text)
                others.setdefault(key, set()).update(item.hint for item in seen.misconceptions)
        for key, failed in fails.items():
            what = f"{key[0]}: mistake '{key[1]}'"
            if not any(failed):
                problems.append(f"{what} passes every test (seed {seed})")
            elif not any(visible[key]):
                problems.append(f"{what} fails hidden cases only; give it a visible one")
            elif not any(named.get(key, [])):
                rivals = "; ".join(sorted(others.get(key, set()))) or "no hint at all"
                problems.append(f"{what} is not named by its own hint, but by: {rivals}")
    return list(dict.fromkeys(problems))


def _variants(recordings: list[Recording]) -> list[str]:
    problems = []
    for recording in recordings:
        for attempt in recording.attempts:
            if attempt.declaration.wrong:
                continue
            verdict = judge(attempt.test_id, *attempt.full, recording.full)
            if verdict.status != "passed":
                failed = verdict.first_failure
                why = failed.message if failed else verdict.note
                problems.append(
                    f"{attempt.test_id}: variant '{attempt.declaration.name}' "
                    f"({attempt.declaration.hint}) is rejected: {why}"
                )
    return list(dict.fromkeys(problems))
