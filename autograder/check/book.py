"""The book of stored answers: what the reference gave, and what each known mistake gave.

A book belongs to one notebook. The build writes it beside the released notebook as
`<notebook>.checks.json`, with the visible claims only; grading makes one in memory, hidden
claims included. Checking reads a book and needs no reference solution.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .encode import Json

SCHEMA = 1
SUFFIX = ".checks.json"


@dataclass(frozen=True)
class StoredClaim:
    """One claim as the reference met it.

    Attributes
    ----------
    label : str
        What is called, as the learner reads it: `softmax`.
    arguments : tuple of str
        Names of the positional arguments, from the reference's signature.
    inputs : tuple
        Fingerprints of the arguments, to notice answers that belong to another case.
    how : {"value", "secret", "given"}
        Whether `expected` is a value, a hash, or stands in the test cell itself.
    expected : JSON
        The encoded value, the hash, or None.
    weight : float
        Share of the cell's points, relative to the other claims.
    """

    label: str
    arguments: tuple[str, ...]
    inputs: tuple[Json, ...]
    how: str
    expected: Json
    weight: float = 1.0


@dataclass(frozen=True)
class KnownMistake:
    """A wrong implementation: its hint, and what it gave on each claim of a test cell.

    `name` is empty in a released book: names tell what the hint only nudges at.
    """

    name: str
    hint: str
    outcomes: tuple[Json, ...]


@dataclass(frozen=True)
class StoredTest:
    """One test cell: its exercise, its claims in order, and the mistakes it can name."""

    exercise: str
    claims: tuple[StoredClaim, ...]
    mistakes: tuple[KnownMistake, ...] = ()


@dataclass(frozen=True)
class ExerciseInfo:
    """What a learner is told of an exercise: title, minutes, difficulty 1–3, three hints."""

    title: str
    minutes: int
    difficulty: int
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Book:
    """All stored answers of one notebook.

    Attributes
    ----------
    notebook : str
        Name of the notebook, without its ending.
    seed : int
        What `check.rng` was seeded with; 0 in a released book.
    tests : mapping of test cell id to StoredTest
    exercises : mapping of exercise id to ExerciseInfo
    """

    notebook: str
    seed: int = 0
    tests: Mapping[str, StoredTest] = field(default_factory=dict)
    exercises: Mapping[str, ExerciseInfo] = field(default_factory=dict)

    def to_json(self) -> str:
        """Write the book, a claim a line, so that a change is a readable diff."""
        exercises = ",\n".join(
            f"  {json.dumps(name)}: {_line(asdict(info))}" for name, info in self.exercises.items()
        )
        tests = []
        for name, test in self.tests.items():
            claims = ",\n    ".join(_line(asdict(claim)) for claim in test.claims)
            mistakes = ",\n    ".join(_line(asdict(mistake)) for mistake in test.mistakes)
            tests.append(
                f'  {json.dumps(name)}: {{"exercise": {json.dumps(test.exercise)},\n'
                f'   "claims": [\n    {claims}],\n   "mistakes": [\n    {mistakes}]}}'
            )
        about = "Expected values of this notebook's visible checks. Generated; do not edit."
        return (
            f'{{\n "schema": {SCHEMA},\n "about": {json.dumps(about)},\n'
            f' "notebook": {json.dumps(self.notebook)},\n "seed": {self.seed},\n'
            f' "exercises": {{\n{exercises}\n }},\n'
            ' "tests": {\n' + ",\n".join(tests) + "\n }\n}\n"
        )

    @classmethod
    def from_json(cls, text: str) -> Book:
        """Read what `to_json` wrote; raise ValueError with a sentence for anything else."""
        try:
            data = json.loads(text)
            if data["schema"] != SCHEMA:
                raise ValueError(f"schema {data['schema']} is not {SCHEMA}")
            return cls(
                notebook=data["notebook"],
                seed=data["seed"],
                tests={name: _read_test(test) for name, test in data["tests"].items()},
                exercises={
                    name: ExerciseInfo(**{**info, "hints": tuple(info["hints"])})
                    for name, info in data["exercises"].items()
                },
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"this is not a file of stored answers ({error!r})") from error


def _line(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _read_test(data: Json) -> StoredTest:
    return StoredTest(
        exercise=data["exercise"],
        claims=tuple(
            StoredClaim(
                label=claim["label"],
                arguments=tuple(claim["arguments"]),
                inputs=tuple(claim["inputs"]),
                how=claim["how"],
                expected=claim["expected"],
                weight=float(claim["weight"]),
            )
            for claim in data["claims"]
        ),
        mistakes=tuple(
            KnownMistake(mistake["name"], mistake["hint"], tuple(mistake["outcomes"]))
            for mistake in data["mistakes"]
        ),
    )


_cache: dict[Path, tuple[int, Book]] = {}


def find_book(test_id: str, folders: list[Path]) -> Book | None:
    """Return the first book in these folders that knows the test cell, or None.

    Files are read again only when they have changed.
    """
    for folder in folders:
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            stamp = path.stat().st_mtime_ns
            known = _cache.get(path)
            if known is None or known[0] != stamp:
                known = (stamp, Book.from_json(path.read_text(encoding="utf-8")))
                _cache[path] = known
            if test_id in known[1].tests:
                return known[1]
    return None
