"""The step that replaces execution in `nbgrader autograde` and the formgrader's button."""

from __future__ import annotations

import functools
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

from ..errors import UsageError
from ..examine import Prepared, examine, prepare, rebuild
from ..examine.prepare import source_fingerprint
from ..sandbox import Sandbox
from ..source import Chapter, course_root, open_chapter
from .autograded import autograded_notebook
from .files import folder_files, read_files
from .submission import work_folder
from .walls import need_walls

Resources = dict[str, Any]


class ExamineNotebook(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader is untyped
    """Examine a submission instead of executing its tests in its own kernel.

    The outputs it writes under test cells say the score in the form that nbgrader's own
    `SaveAutoGrades` reads.
    """

    walled = Bool(True, help="Refuse to run submissions where there are no walls.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Return the autograded notebook."""
        need_walls(None if self.walled else False)
        name = resources["nbgrader"]["notebook"]
        folder = Path(resources["metadata"]["path"])
        chapter = open_chapter(course_root(), resources["nbgrader"]["assignment"])
        prepared = _prepared(chapter, source_fingerprint(chapter))
        recording = next((r for r in prepared.recordings if r.notebook.name == name), None)
        if recording is None:
            raise UsageError(f"{chapter.name} has no notebook '{name}'.")
        rebuilt = rebuild(recording.notebook, nb)
        files, remarks = folder_files(chapter, read_files(folder))
        with work_folder(files) as place:
            examination = examine(recording, rebuilt, functools.partial(Sandbox.start, place))
        for remark in (*examination.result.remarks, *remarks):
            self.log.warning("%s: %s", resources["nbgrader"]["student"], remark)
        done = autograded_notebook(recording.notebook, rebuilt, examination.outputs)
        kept = {
            cell.metadata["nbgrader"]["grade_id"]: cell.metadata["nbgrader"]
            for cell in nb.cells
            if cell.metadata.get("nbgrader", {}).get("grade_id")
        }
        for cell in done.cells:
            own = cell.metadata.get("nbgrader", {})
            if own and own.get("grade_id") in kept:
                own["checksum"] = kept[own["grade_id"]].get("checksum", "")
        return done, resources


@lru_cache(maxsize=4)
def _prepared(chapter: Chapter, fingerprint: str) -> Prepared:
    """Prepare an assignment once a process, and again when its sources change."""
    del fingerprint  # part of the key only
    return prepare(chapter)
