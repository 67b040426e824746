"""Run the reference and the known mistakes through every test cell and write the book.

The book is what checking needs instead of a reference. The visible book travels with the
release; the full one, hidden claims and mistakes' names included, exists only while grading.
"""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import CodeType
from typing import Any

from ..check.book import Book, KnownMistake, StoredClaim, StoredTest
from ..check.claims import Observation
from ..check.desk import RecordingDesk, use
from ..check.encode import (
    Json,
    NotPlainData,
    encode,
    fingerprint,
    fingerprint_outcome,
    same_outcome,
    secret,
)
from ..check.judge import judge
from ..errors import SourceError
from ..mistakes import Declaration
from ..source import Chapter, SourceCell, SourceNotebook
from .declarations import KnownAnswers
from .home import Home
from .run import SourceRun

Observations = tuple[Observation, ...]
Record = tuple[Observations, Exception | None]


@dataclass(frozen=True)
class Attempt:
    """What one declared answer (a mistake or a variant) did in one test cell."""

    declaration: Declaration
    test_id: str
    visible: Record
    full: Record


@dataclass(frozen=True)
class Stage:
    """What a test cell finds when its turn comes in the source notebook.

    Attributes
    ----------
    code : code object
        The whole cell, hidden tests included.
    namespace : dict
        The names that given cells have bound, and the reference's own.
    answer_names : frozenset of str
        Which of them answer cells have bound: a submission must bring those itself.
    object_makers : frozenset of str
        The functions among them that gave something else than plain data in this cell. Of all
        others the examiner accepts plain data only, because an object can lie about itself.
    """

    code: CodeType
    namespace: dict[str, Any]
    answer_names: frozenset[str]
    object_makers: frozenset[str]


@dataclass(frozen=True)
class Recording:
    """Everything that executing one source notebook tells.

    Attributes
    ----------
    visible, full : Book
        The book of the release, and the one with hidden claims and names.
    attempts : tuple of Attempt
        Every mistake and variant in every test cell of its exercise.
    plain_tests : tuple of str
        Test cells without claims of ours (ordinary asserts), which the reference passed.
    stages : mapping of test cell id to Stage
    home : Home
        The modules beside the notebook, which its functions may still import from.
    """

    notebook: SourceNotebook
    visible: Book
    full: Book
    attempts: tuple[Attempt, ...]
    plain_tests: tuple[str, ...]
    stages: Mapping[str, Stage]
    home: Home


def record(
    chapter: Chapter,
    notebook: SourceNotebook,
    *,
    seed: int = 0,
    progress: Callable[[str], None] = lambda what: None,
) -> Recording:
    """Execute a source notebook with its reference, its mistakes and its variants.

    Parameters
    ----------
    seed : int
        For the full book's random cases; the visible book always has 0.
    progress : callable
        Told the id of each test cell as it begins.

    Raises
    ------
    SourceError
        If a cell fails, the reference fails its own claim, or a claim cannot be stored.
    """
    known = KnownAnswers(chapter)
    visible = Book(notebook.name, 0, {}, chapter.exercises)
    full = Book(notebook.name, seed, {}, chapter.exercises)
    tests: dict[str, dict[str, StoredTest]] = {"visible": {}, "full": {}}
    attempts: list[Attempt] = []
    plain: list[str] = []
    stages: dict[str, Stage] = {}
    run = SourceRun(notebook)
    try:
        for cell in notebook.with_role("given", "answer", "test"):
            if cell.role != "test":
                run.run(cell)
                continue
            progress(cell.grade_id)
            stages[cell.grade_id] = Stage(
                run.compile_test(cell, cell.source),
                dict(run.namespace),
                frozenset(run.answer_names),
                _object_makers(run, cell, seed),
            )
            reference = _reference(run, cell, notebook, seed)
            if reference is None:
                plain.append(cell.grade_id)
                continue
            mine = _attempts(run, cell, known, seed)
            attempts += mine
            wrong = [attempt for attempt in mine if attempt.declaration.wrong]
            tests["visible"][cell.grade_id] = _stored_test(
                cell, notebook, reference[0], [(a.declaration, a.visible) for a in wrong]
            )
            tests["full"][cell.grade_id] = _stored_test(
                cell, notebook, reference[1], [(a.declaration, a.full) for a in wrong]
            )
    finally:
        run.close()
    visible = replace(visible, tests=tests["visible"])
    full = replace(full, tests=tests["full"])
    return Recording(
        notebook, _without_names(visible), full, tuple(attempts), tuple(plain), stages, run.home
    )


def _reference(
    run: SourceRun, cell: SourceCell, notebook: SourceNotebook, seed: int
) -> tuple[Observations, Observations] | None:
    """Return the reference's visible and full observations; None for a cell of plain asserts."""
    both = []
    for source, its_seed in ((cell.visible_source, 0), (cell.source, seed)):
        try:
            observations, error = _observe(run, cell, source, {}, its_seed)
        except _NoClaims:
            return None
        if error is not None:
            raise SourceError(
                f"{notebook.path}: test cell {cell.grade_id} stopped with "
                f"{type(error).__name__}: {error}"
            )
        both.append(observations)
    return both[0], both[1]


class _NoClaims(Exception):
    """The test cell has no block of ours."""


def _observe(
    run: SourceRun, cell: SourceCell, source: str, bindings: dict[str, Any], seed: int
) -> Record:
    with use(RecordingDesk(seed)) as desk:
        run.run_test(cell, source, bindings)
    if not desk.records:
        raise _NoClaims
    if list(desk.records) != [cell.grade_id]:
        raise SourceError(
            f"{run._notebook.path}: test cell {cell.grade_id} opens "
            f"{', '.join(map(repr, desk.records))}; a test cell holds one "
            f'`with exercise("{cell.grade_id}")` block.'
        )
    return desk.records[cell.grade_id]


class _Probe:
    """Stands for a reference's function and notes whether it gives plain data."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self.__name__ = function.__name__
        self.__globals__ = function.__globals__
        self.makes_objects = False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        result = self._function(*args, **kwargs)
        try:
            encode(result)
        except NotPlainData:
            self.makes_objects = True
        return result


def _object_makers(run: SourceRun, cell: SourceCell, seed: int) -> frozenset[str]:
    probes = {
        name: _Probe(value)
        for name in run.answer_names
        if inspect.isfunction(value := run.namespace[name])
    }
    with contextlib.suppress(Exception), use(RecordingDesk(seed)):
        run.run_test(cell, cell.source, dict(probes))
    return frozenset(name for name, probe in probes.items() if probe.makes_objects)


def _attempts(run: SourceRun, cell: SourceCell, known: KnownAnswers, seed: int) -> list[Attempt]:
    count = len(known.declare(run, cell.exercise))
    attempts = []
    for number in range(count):
        records = []
        for source, its_seed in ((cell.visible_source, 0), (cell.source, seed)):
            # declared anew each time: a class attribute or a cache must not travel
            declaration = known.declare(run, cell.exercise)[number]
            records.append(_observe(run, cell, source, dict(declaration.bindings), its_seed))
        attempts.append(Attempt(declaration, cell.grade_id, records[0], records[1]))
    return attempts


def _stored_test(
    cell: SourceCell,
    notebook: SourceNotebook,
    observations: Observations,
    wrong: list[tuple[Declaration, Record]],
) -> StoredTest:
    where = f"{notebook.path}: test cell {cell.grade_id}"
    if not observations:
        raise SourceError(f"{where} makes no visible claim.")
    claims = tuple(
        stored_claim(observation, f"{where}, claim {number}")
        for number, observation in enumerate(observations, 1)
    )
    right = [fingerprint_outcome(observation.outcome) for observation in observations]
    mistakes = []
    for declaration, (seen, _) in wrong:
        outcomes = tuple(fingerprint_outcome(observation.outcome) for observation in seen)
        complete = len(outcomes) == len(right)
        if complete and not _same(outcomes, right):
            mistakes.append(KnownMistake(declaration.name, declaration.hint, outcomes))
    test = StoredTest(cell.exercise, claims, tuple(mistakes))
    verdict = judge(
        cell.grade_id, observations, None, Book(notebook.name, tests={cell.grade_id: test})
    )
    if verdict.first_failure is not None:
        number = verdict.claims.index(verdict.first_failure) + 1
        raise SourceError(
            f"{where}, claim {number}: the reference solution fails it: "
            f"{verdict.first_failure.message}"
        )
    return test


def _same(mine: tuple[Json, ...], other: list[Json]) -> bool:
    return all(same_outcome(a, b) for a, b in zip(mine, other, strict=True))


def stored_claim(seen: Observation, where: str) -> StoredClaim:
    """Return what the book keeps of one claim of the reference's.

    Raises
    ------
    SourceError
        If the claim gave no value, or none that can be written down; it begins with `where`.
    """
    if seen.outcome.status != "value":
        text = seen.outcome.error_type or "NotImplementedError"
        raise SourceError(
            f"{where}: the reference solution stopped with {text}: {seen.outcome.message}"
        )
    expected: Json = None
    try:
        if seen.how == "secret":
            expected = secret(seen.outcome.value)
        elif seen.how == "value":
            expected = encode(seen.outcome.value)
    except NotPlainData as problem:
        raise SourceError(
            f"{where}: {problem}. Return plain data (numbers, arrays, tuples, dicts)."
        ) from None
    return StoredClaim(
        seen.label,
        seen.parameters,
        tuple(fingerprint(value) for _, value in seen.inputs),
        seen.how,
        expected,
        seen.weight,
    )


def _without_names(book: Book) -> Book:
    tests = {
        name: replace(test, mistakes=tuple(replace(mistake, name="") for mistake in test.mistakes))
        for name, test in book.tests.items()
    }
    return replace(book, tests=tests)
