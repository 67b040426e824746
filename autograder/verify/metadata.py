"""Check that ids, points, minutes, difficulty and hints are there and fit together."""

from __future__ import annotations

import keyword
import re

from ..build import Release
from ..mistakes import Declaration
from ..source import Chapter, SourceNotebook

_MARKER = re.compile(r"^<!-- exercise: ([^ ]+) -->", re.MULTILINE)


def metadata_problems(release: Release) -> list[str]:
    """Return what is missing or inconsistent in a chapter's ids and descriptions."""
    chapter = release.chapter
    problems: list[str] = []
    ids: dict[str, str] = {}
    for notebook in chapter.notebooks:
        problems += _cell_problems(notebook, ids)
        problems += _schema_problems(notebook)
    problems += _hidden_problems(release)
    exercises = {
        cell.grade_id
        for notebook in chapter.notebooks
        for cell in notebook.with_role("answer", "written")
    }
    problems += _description_problems(chapter, exercises)
    declarations = [a.declaration for r in release.recordings for a in r.attempts]
    problems += _declaration_problems(exercises, declarations, chapter)
    problems += _mistakes_files_problems(chapter)
    return problems


def _cell_problems(notebook: SourceNotebook, ids: dict[str, str]) -> list[str]:
    problems = []
    answers = [cell.grade_id for cell in notebook.with_role("answer")]
    tested = {cell.exercise for cell in notebook.with_role("test")}
    for cell in notebook.cells:
        if not cell.grade_id:
            continue
        if cell.grade_id in ids:
            problems.append(f"{cell.grade_id}: also in notebook {ids[cell.grade_id]}")
        ids[cell.grade_id] = notebook.name
        if cell.role in ("test", "written") and not cell.points > 0:
            problems.append(f"{cell.grade_id}: a graded cell needs points")
        if cell.role == "answer":
            if not cell.grade_id.isidentifier() or keyword.iskeyword(cell.grade_id):
                problems.append(f"{cell.grade_id}: an answer's id is a Python name")
            if "### BEGIN SOLUTION" not in cell.source:
                problems.append(f"{cell.grade_id}: no ### BEGIN SOLUTION region")
            if cell.grade_id not in tested:
                problems.append(f"{cell.grade_id}: no test cell {cell.grade_id}-…")
        if cell.role == "test" and cell.exercise not in answers:
            problems.append(f"{cell.grade_id}: there is no answer cell '{cell.exercise}'")
    described = [name for cell in notebook.cells for name in _MARKER.findall(cell.source)]
    graded = answers + [cell.grade_id for cell in notebook.with_role("written")]
    problems += [
        f"{n}: no text cell with <!-- exercise: {n} -->" for n in graded if n not in described
    ]
    problems += [f"<!-- exercise: {n} -->: no such exercise" for n in described if n not in graded]
    return problems


def _hidden_problems(release: Release) -> list[str]:
    """Return test cells without hidden claims, though their visible answers can be looked up.

    A chosen answer is stored hashed, and one claim is all that can be made of it.
    """
    return [
        f"{test_id}: no hidden claim. Its visible answers travel with the release, so it needs "
        "one more case between ### BEGIN HIDDEN TESTS and ### END HIDDEN TESTS"
        for recording in release.recordings
        for test_id, test in recording.full.tests.items()
        if len(test.claims) == len(recording.visible.tests[test_id].claims)
        and any(claim.how != "secret" for claim in test.claims)
    ]


def _schema_problems(notebook: SourceNotebook) -> list[str]:
    """Return cells whose nbgrader metadata would stop `nbgrader generate_assignment`."""
    return [
        f"{meta.get('grade_id')}: nbgrader metadata without schema_version 3"
        for cell in notebook.node.cells
        if (meta := cell.metadata.get("nbgrader")) and meta.get("schema_version") != 3
    ]


def _description_problems(chapter: Chapter, exercises: set[str]) -> list[str]:
    problems = [
        f"exercises.toml: [{n}] is missing" for n in sorted(exercises - set(chapter.exercises))
    ]
    written = {cell.grade_id for nb in chapter.notebooks for cell in nb.with_role("written")}
    for name, info in chapter.exercises.items():
        if name not in exercises:
            problems.append(f"exercises.toml: [{name}] is no exercise")
        if not 1 <= info.difficulty <= 3:
            problems.append(f"exercises.toml: [{name}] difficulty is 1, 2 or 3")
        if info.minutes <= 0:
            problems.append(f"exercises.toml: [{name}] minutes are a positive number")
        if name not in written and len(info.hints) != 3:
            problems.append(f"exercises.toml: [{name}] has {len(info.hints)} hints, not three")
    return problems


def _declaration_problems(
    exercises: set[str], declarations: list[Declaration], chapter: Chapter
) -> list[str]:
    """Every exercise has mistakes; each has a hint of its own.

    A mistake declared for an exercise that does not exist, or in another one's file, is never
    run, so it is looked for in the files' own declarations.
    """
    from ..build.declarations import declared  # noqa: PLC0415 (executes the notebook)

    problems = []
    written = {cell.grade_id for nb in chapter.notebooks for cell in nb.with_role("written")}
    wrong = [one for one in declarations if one.wrong]
    for name in sorted(exercises - written):
        names = {one.name for one in wrong if one.exercise == name}
        if len(names) < 3:
            problems.append(
                f"{name}: only {len(names)} of at least 3 known mistakes in mistakes/{name}.py"
            )
    for one in declared(chapter):
        if one.exercise not in exercises:
            problems.append(f"{one.where}: '{one.name}' is declared for unknown '{one.exercise}'")
        elif one.where.startswith("mistakes/") and not one.where.startswith(
            f"mistakes/{one.exercise}.py,"
        ):
            problems.append(
                f"{one.where}: '{one.name}' is declared for '{one.exercise}', "
                f"which only mistakes/{one.exercise}.py may do"
            )
        if not one.hint.strip():
            problems.append(f"{one.where}: '{one.name}' has no hint")
    return problems


def _mistakes_files_problems(chapter: Chapter) -> list[str]:
    """Return what lies in the folder `mistakes` and is no exercise's file."""
    expected = {f"{name}.py" for name in chapter.exercise_ids}
    folder = chapter.mistakes_folder
    return [
        f"mistakes/{path.relative_to(folder).as_posix()} is never read: there is no exercise of "
        "that name (a file there is called <exercise>.py)"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not {"__pycache__", ".ipynb_checkpoints", ".DS_Store"} & set(path.parts)
        and path.relative_to(folder).as_posix() not in expected
    ]
