"""`docs/coverage.md` is true: what it says is learned or told somewhere can be found there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

from autograder.source import SourceNotebook, all_chapters

REPO = Path(__file__).parents[2]
PAGE = REPO / "docs" / "coverage.md"
DOCUMENTS = ("s0", "s1", "s2", "s3", "s4")
COLUMNS = ("concept", "chapter", "notebook", "exercises", "note")
BEYOND = "Exercises beyond the documents"
BEYOND_COLUMNS = ("chapter", "notebook", "exercises")
NOWHERE = "–"

Where = tuple[str, str]  # chapter, notebook


@dataclass(frozen=True)
class Place:
    """What one notebook holds that the page may point at: exercises, and titles of sections."""

    exercises: frozenset[str]
    titles: Counter[str]


@dataclass(frozen=True)
class Row:
    """One row of a table; `line` is its number in the page."""

    line: int
    section: str
    cells: Mapping[str, str]

    @property
    def where(self) -> Where:
        return self.cells["chapter"], self.cells["notebook"]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(re.findall(r"`([^`]*)`", self.cells["exercises"]))


def _titles(notebook: SourceNotebook) -> Counter[str]:
    """Count the titles of its sections, without their numbers, which move when one is added."""
    found: Counter[str] = Counter()
    for cell in notebook.with_role("text"):
        prose = re.sub(r"^```.*?^```", "", cell.source, flags=re.MULTILINE | re.DOTALL)
        for heading in re.findall(r"^#+ +(.*?) *$", prose, flags=re.MULTILINE):
            if not heading.startswith("Exercise "):
                found[re.sub(r"^\d+ · ", "", heading)] += 1
    return found


@lru_cache
def places() -> dict[Where, Place]:
    """Return what every notebook of the course holds, read from its source."""
    found = {}
    for chapter in all_chapters(REPO):
        for notebook in chapter.notebooks:
            cells = {cell.exercise for cell in notebook.with_role("answer", "written")}
            exercises = frozenset(cells & set(chapter.exercises))
            found[chapter.name, notebook.name] = Place(exercises, _titles(notebook))
    return found


def read_rows(text: str) -> tuple[list[Row], list[str]]:
    """Return the rows of all tables, and what is wrong with their form."""
    rows: list[Row] = []
    problems: list[str] = []
    section = ""
    columns: tuple[str, ...] = ()  # of the table that the line belongs to
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("## "):
            section = line.removeprefix("## ").strip()
        if not line.startswith("|"):
            columns = ()
            continue
        cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
        wanted = BEYOND_COLUMNS if section == BEYOND else COLUMNS
        if not columns:
            columns = cells
            if columns != wanted:
                problems.append(f"line {number}: the columns are {columns}, not {wanted}")
        elif len(cells) != len(wanted):
            problems.append(f"line {number}: {len(cells)} cells in {len(wanted)} columns")
        elif set("".join(cells)) - set("-: "):
            rows.append(Row(number, section, dict(zip(wanted, cells, strict=True))))
    return rows, problems


def _ids_are_there(row: Row, place: Place) -> Iterable[str]:
    if not row.ids or row.cells["exercises"] != ", ".join(f"`{one}`" for one in row.ids):
        found = row.cells["exercises"]
        yield f"line {row.line}: '{found}' is no list of `ids`, no 'told: …' and not 'left out'"
    for name, times in Counter(row.ids).items():
        if times > 1:
            yield f"line {row.line}: `{name}` stands there {times} times"
        if name not in place.exercises:
            yield f"line {row.line}: no exercise `{name}` in {'/'.join(row.where)}"


def _is_true(row: Row, course: Mapping[Where, Place]) -> Iterable[str]:
    """Yield what is wrong with one row."""
    exercises, note = row.cells["exercises"], row.cells.get("note", "")
    if exercises == "left out":
        if row.where != (NOWHERE, NOWHERE):
            yield f"line {row.line}: left out, and yet in {'/'.join(row.where)}"
        if not note:
            yield f"line {row.line}: left out without a reason"
        return
    if re.match(r"corrected\b(?!: \S)", note):
        yield f"line {row.line}: corrected, without saying why"
    place = course.get(row.where)
    if place is None:
        yield f"line {row.line}: there is no notebook {'/'.join(row.where)}"
    elif exercises.startswith("told: "):
        title = exercises.removeprefix("told: ")
        if place.titles[title] != 1:
            yield (
                f"line {row.line}: {place.titles[title]} sections called '{title}' in "
                f"{'/'.join(row.where)}; one is needed"
            )
    else:
        yield from _ids_are_there(row, place)


def problems_of(text: str, course: Mapping[Where, Place]) -> list[str]:
    """Return everything that is not true of the page; nothing, if all is."""
    rows, problems = read_rows(text)
    for number, line in enumerate(text.splitlines(), start=1):
        if "TODO" in line:
            problems.append(f"line {number}: still to do: {line.strip()}")
    settled = [row for row in rows if not row.cells["exercises"].startswith("TODO")]
    for row in settled:
        problems += _is_true(row, course)

    taught = [row for row in rows if row.section != BEYOND]
    for document in DOCUMENTS:
        if not any(row.section.startswith(f"[{document}] ") for row in taught):
            problems.append(f"document {document} has no table")
    for row in taught:
        if not re.match(rf"\[({'|'.join(DOCUMENTS)})\] ", row.section):
            problems.append(f"line {row.line}: a row of no document")
    keys = Counter((row.section, row.cells["concept"], row.where) for row in taught)
    problems += [f"two rows for {key}" for key, times in keys.items() if times > 1]

    named = {(row.where, one) for row in taught for one in row.ids}
    beyond = Counter((row.where, one) for row in rows if row.section == BEYOND for one in row.ids)
    for key, times in beyond.items():
        if times > 1:
            problems.append(f"{key} is listed as beyond the documents {times} times")
        if key in named:
            problems.append(f"{key} is listed as beyond the documents, and stands in a table")
    exist = {(where, one) for where, place in course.items() for one in place.exercises}
    for where, one in sorted(exist - named - set(beyond)):
        problems.append(f"`{one}` of {'/'.join(where)} is named nowhere")
    return problems


def test_every_concept_of_the_documents_is_where_the_page_says() -> None:
    problems = problems_of(PAGE.read_text(encoding="utf-8"), places())
    assert not problems, "docs/coverage.md:\n" + "\n".join(problems)


def test_no_notebook_is_without_exercises_and_titles() -> None:
    for where, place in places().items():
        assert len(place.exercises) >= 3, where
        assert len(place.titles) >= 8, where


# A page and a course in small, to see that the page can be wrong.
SMALL = {
    ("ch1", "one"): Place(frozenset({"neuron", "step"}), Counter({"A gate": 1, "Again": 2})),
    ("ch2", "two"): Place(frozenset({"neuron", "extra"}), Counter({"A gate": 1})),
}
HEAD = "| concept | chapter | notebook | exercises | note |\n|---|---|---|---|---|\n"
GOOD = (
    f"## [s0] First\n\n{HEAD}"
    "| a neuron | ch1 | one | `neuron`, `step` | corrected: it has a bias |\n"
    "| a gate | ch1 | one | told: A gate | |\n"
    + "".join(
        f"\n## [s{k}] Other\n\n{HEAD}| a neuron again | ch2 | two | `neuron` | |\n"
        "| installing | – | – | left out | the README says how |\n"
        for k in (1, 2, 3, 4)
    )
    + f"\n## {BEYOND}\n\n| chapter | notebook | exercises |\n|---|---|---|\n"
    "| ch2 | two | `extra` |\n"
)


def test_a_true_page_has_no_problems() -> None:
    assert problems_of(GOOD, SMALL) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("`step`", "`stop`", "no exercise `stop` in ch1/one"),
        ("ch2 | two | `extra`", "ch2 | two | `other`", "no exercise `other` in ch2/two"),
        ("| ch1 | one | `neuron`, `step`", "| ch2 | two | `neuron`, `step`", "no exercise `step`"),
        ("| ch1 | one | `neuron`", "| ch7 | one | `neuron`", "no notebook ch7/one"),
        ("`neuron`, `step`", "`neuron`, `step`, `step`", "`step` stands there 2 times"),
        ("`neuron`, `step`", "neuron and `step`", "is no list of `ids`"),
        ("`neuron`, `step`", "`neuron`", "`step` of ch1/one is named nowhere"),
        ("| `extra` |", "| `extra`, `neuron` |", "and stands in a table"),
        ("told: A gate", "told: A fence", "0 sections called 'A fence'"),
        ("told: A gate", "told: Again", "2 sections called 'Again'"),
        ("told: A gate", "TODO(ch7: gates)", "still to do"),
        ("## [s3] Other", "## s3", "document s3 has no table"),
        ("## [s3] Other", "## s3", "a row of no document"),
        ("| a gate |", "| a neuron |", "two rows for"),
        ("corrected: it has a bias", "corrected", "without saying why"),
        ("left out | the README says how", "left out |", "without a reason"),
        ("installing | – | –", "installing | ch1 | one", "left out, and yet in ch1/one"),
        ("told: A gate | |", "told: A gate |", "4 cells in 5 columns"),
        ("| concept | chapter |", "| idea | chapter |", "the columns are"),
    ],
)
def test_a_page_that_is_wrong_is_told_so(old: str, new: str, said: str) -> None:
    assert old in GOOD
    assert any(said in problem for problem in problems_of(GOOD.replace(old, new, 1), SMALL))


def test_an_exercise_of_another_notebook_or_a_new_one_is_noticed_in_the_real_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    known = set(problems_of(text, places()))
    wrong = text.replace(
        "| ch2_forward | networks | `dense`", "| ch2_forward | activations | `dense`"
    )
    new = set(problems_of(wrong, places())) - known
    assert any("no exercise `dense` in ch2_forward/activations" in one for one in new)

    where = ("ch1_perceptron", "perceptron")
    place = places()[where]
    grown = {**places(), where: Place(place.exercises | {"new_one"}, place.titles)}
    assert set(problems_of(text, grown)) - known == {
        "`new_one` of ch1_perceptron/perceptron is named nowhere"
    }
