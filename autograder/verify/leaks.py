"""Look for what must not reach learners in every file of a release."""

from __future__ import annotations

import ast
import re

from ..build import Release
from ..build.earlier import FILE
from ..check.book import SUFFIX, Book
from ..source import PRIVATE_NAMES, SourceNotebook

_MARKERS = re.compile(r"#+\s*(BEGIN|END)\s+(SOLU|HIDDEN|MARK)", re.IGNORECASE)
_REGION = re.compile(
    r"### BEGIN (?:SOLUTION|HIDDEN TESTS)[^\n]*\n(.*?)### END (?:SOLUTION|HIDDEN TESTS)", re.DOTALL
)
#: A shorter line (`return y`, `w = w + 1`) says nothing about where it comes from.
_TELLING = 24


def leaks(release: Release) -> list[str]:
    """Return what of the solutions, hidden tests and mistakes stands in the released files."""
    problems = []
    secret = _secret_lines(release)
    taught = _earlier_code(release)
    for name, content in release.files.items():
        if set(name.split("/")) & set(PRIVATE_NAMES):
            problems.append(f"{name} must not be released")
            continue
        text = content.decode("utf-8", errors="replace")
        if name.endswith(".ipynb"):
            text = text.replace('\\"', '"').replace("\\\\", "\\")
        if _MARKERS.search(text):
            problems.append(f"{name} holds a BEGIN or END marker; is one misspelt in the source?")
        problems += [
            f"{name} holds a line of {origin}: {line}"
            for line, origin in secret.items()
            if line in text and not (name == FILE and line in taught)
        ]
    problems += _handed_out(release)
    for recording in release.recordings:
        problems += _extra_claims(release, recording.notebook, recording.visible)
    return problems


def _earlier_code(release: Release) -> str:
    """Return the code of earlier chapters, which `earlier.py` may show."""
    return "\n".join(
        cell.source
        for chapter in release.chapter.before
        for notebook in chapter.notebooks
        for cell in notebook.with_role("given", "answer")
    )


def _handed_out(release: Release) -> list[str]:
    """Return the exercises whose whole solution an earlier chapter had, and `earlier.py` holds."""
    text = release.files.get(FILE, b"").decode("utf-8", errors="replace")
    shown = {line.strip() for line in text.splitlines()}
    problems = []
    for notebook in release.chapter.notebooks:
        for cell in notebook.with_role("answer"):
            lines = [
                line.strip()
                for region in _REGION.findall(cell.source)
                for line in region.splitlines()
                if line.strip() and not line.strip().startswith("#")
            ]
            if len(lines) > 1 and sum(map(len, lines)) >= _TELLING and set(lines) <= shown:
                problems.append(f"{FILE} holds the whole solution of {cell.grade_id}")
    return problems


def _secret_lines(release: Release) -> dict[str, str]:
    """Return telling lines of solutions, hidden tests and mistakes, and where each is from."""
    lines: dict[str, str] = {}
    for notebook in release.chapter.notebooks:
        for cell in notebook.cells:
            for region in _REGION.findall(cell.source):
                for line in region.splitlines():
                    lines[line.strip()] = f"{cell.grade_id or 'a cell'}'s hidden part"
    chapter = release.chapter
    for path in chapter.mistakes_files(*chapter.exercise_ids):
        file = path.relative_to(chapter.folder).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for statement in node.body:
                    for line in ast.unparse(statement).splitlines():
                        lines.setdefault(line.strip(), f"{file} ({node.name})")
    # what the author shows openly in given code or in the skeleton's own lines is no secret
    shown = "\n".join(
        _REGION.sub("", cell.source)
        for notebook in release.chapter.notebooks
        for cell in notebook.cells
        if cell.cell_type == "code"
    )
    return {
        line: origin
        for line, origin in lines.items()
        if len(line) >= _TELLING and not line.startswith("#") and line not in shown
    }


def _extra_claims(release: Release, notebook: SourceNotebook, visible: Book) -> list[str]:
    """Return test cells whose released book holds more than the visible claims, or names."""
    stored = Book.from_json(release.files[f"{notebook.name}{SUFFIX}"].decode())
    problems = []
    for test_id, test in stored.tests.items():
        if len(test.claims) != len(visible.tests[test_id].claims):
            problems.append(f"{notebook.name}{SUFFIX} holds hidden claims of {test_id}")
        if any(mistake.name for mistake in test.mistakes):
            problems.append(f"{notebook.name}{SUFFIX} names the mistakes of {test_id}")
    return problems
