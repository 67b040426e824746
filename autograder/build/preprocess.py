"""Our steps of `nbgrader generate_assignment`, one transformation each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from ..check.book import SUFFIX
from ..notebook import canonical
from ..source import Chapter

Resources = dict[str, Any]
_LONG = 12  # lines of a test cell that are still read with pleasure
_MARKER = re.compile(r"^<!-- exercise: ([A-Za-z_][A-Za-z0-9_]*) -->[ \t]*$", re.MULTILINE)


class BakeChecks(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader is untyped
    """Run the reference and the known mistakes; write their answers beside the notebook.

    First of all steps: it needs the solutions that later steps remove.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Add `<notebook>.checks.json` to the files that are written with the notebook."""
        from .earlier import FILE, earlier_module  # noqa: PLC0415 (they are slow to import)
        from .record import record  # noqa: PLC0415

        chapter = _chapter(resources)
        name = resources["nbgrader"]["notebook"]
        notebook = next(one for one in chapter.notebooks if one.name == name)
        book = record(chapter, notebook).visible
        # Exporters that write nothing else still write what stands in `outputs`.
        outputs = resources.get("outputs")
        if not isinstance(outputs, dict):
            outputs = resources["outputs"] = {}
        outputs[f"{name}{SUFFIX}"] = book.to_json().encode()
        if (earlier := earlier_module(chapter)) is not None:  # where the copied one is not fresh
            outputs[FILE] = earlier.encode()
        return nb, resources


class DescribeExercises(NbGraderPreprocessor):  # type: ignore[misc]
    """Put points, minutes and difficulty where `<!-- exercise: ID -->` stands."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Rewrite the Markdown cells that introduce an exercise."""
        chapter = _chapter(resources)
        points: dict[str, float] = {}
        for cell in nb.cells:
            meta = cell.metadata.get("nbgrader", {})
            key = str(meta.get("grade_id", "")).split("-", 1)[0]
            points[key] = points.get(key, 0) + float(meta.get("points", 0) or 0)
        for cell in nb.cells:
            if cell.cell_type == "markdown":
                cell.source = _MARKER.sub(
                    lambda found: _description(chapter, found[1], points), cell.source
                )
        return nb, resources


class KeepRunning(NbGraderPreprocessor):  # type: ignore[misc]
    """Let "Run All" go on past an exercise that is not solved yet: its error is expected."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Tag answer and test cells `raises-exception`, which front ends understand."""
        for cell in nb.cells:
            meta = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "code" and (meta.get("solution") or meta.get("grade")):
                tags = [tag for tag in cell.metadata.get("tags", []) if tag != "raises-exception"]
                cell.metadata["tags"] = [*tags, "raises-exception"]
        return nb, resources


class FoldLongTests(NbGraderPreprocessor):  # type: ignore[misc]
    """Fold test cells longer than a glance: their result is what a learner reads."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Hide the source of long test cells; a click in the front end opens it."""
        for cell in nb.cells:
            meta = cell.metadata.get("nbgrader", {})
            graded = meta.get("grade") and not meta.get("solution")
            if cell.cell_type == "code" and graded and cell.source.count("\n") >= _LONG:
                cell.metadata["jupyter"] = {"source_hidden": True}
        return nb, resources


class Canonicalise(NbGraderPreprocessor):  # type: ignore[misc]
    """Bring the notebook into the one stored form; see `autograder.notebook`."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Return the canonical copy."""
        return canonical(nb), resources


def _chapter(resources: Resources) -> Chapter:
    folder = Path(resources["metadata"]["path"])
    return Chapter(resources["nbgrader"]["assignment"], folder)


def _description(chapter: Chapter, name: str, points: dict[str, float]) -> str:
    info = chapter.exercises.get(name)
    worth = points.get(name, 0)
    if info is None:
        return f"*{worth:g} points*"
    level = "●" * info.difficulty + "○" * (3 - info.difficulty)
    unit = "point" if worth == 1 else "points"
    return f"*{worth:g} {unit} · about {info.minutes} minutes · difficulty {level}*"
