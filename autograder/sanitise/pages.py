"""The second wall: what nbgrader's own pages, the formgrader's and feedback, are made through.

nbgrader's templates put rendered Markdown into the page as it is: nbconvert's `sanitize_html` does
not reach it, since they replace the block that would. Nor does that look at what outputs carry
as metadata. `nbgrader_config.py` names these two by their dotted names.
"""

from __future__ import annotations

from typing import Any

import nbformat
from jinja2 import pass_context
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from traitlets import Bool

from .allowance import Allowance
from .markdown import safe_html_of
from .outputs import safe_outputs


@pass_context
def markdown2html(context: Any, source: str) -> str:
    """Render a Markdown cell, its pasted pictures included, and clean what comes out."""
    cell = context.get("cell") or {}
    return safe_html_of(source, cell.get("attachments"))


class HarmlessOutputs(Preprocessor):  # type: ignore[misc]  # nbconvert is untyped
    """Make outputs harmless, whoever wrote the notebook."""

    enabled = Bool(True).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Return the notebook with outputs that do nothing."""
        allowance = Allowance()
        nb.metadata.pop("widgets", None)  # the state of live widgets: scripts would be loaded
        for cell in nb.cells:
            if cell.cell_type == "code":
                outputs = safe_outputs(cell.outputs, allowance)
                cell.outputs = [nbformat.from_dict(output) for output in outputs]
        return nb, resources
