"""Read and write notebooks in one canonical form.

Canonical: no outputs, no execution counts, cell ids that stay, metadata sorted and reduced to
what matters, one kernelspec, a newline at the end. Two people saving the same notebook from
two machines get the same bytes.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from .errors import AutograderError, SubmissionError

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_ID = re.compile(r"^[a-zA-Z0-9_-]{1,64}$")
_KEPT_CELL_METADATA = ("nbgrader", "define_by_hand", "tags", "deletable", "editable", "jupyter")
#: A larger file is not a submission anybody wrote.
MAX_BYTES = 50 * 1024 * 1024


def read_notebook(path: Path, error: type[AutograderError] = SubmissionError) -> NotebookNode:
    """Read a notebook of any minor version 4 as version 4.5.

    Raises
    ------
    SubmissionError (or `error`)
        If the file is missing, not readable, too large, no JSON, or no notebook.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise error(f"{path} is larger than {MAX_BYTES // 2**20} MiB.")
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise error(f"{path} does not exist.") from None
    except UnicodeDecodeError:
        raise error(f"{path} is not UTF-8 text, so it is no notebook.") from None
    except OSError as problem:
        raise error(f"{path} cannot be read: {problem.strerror or problem}.") from None
    return parse_notebook(text, str(path), error)


def parse_notebook(
    text: str, where: str, error: type[AutograderError] = SubmissionError
) -> NotebookNode:
    """Turn the text of a notebook into a node; see `read_notebook`."""
    try:
        node = nbformat.reads(text, as_version=4)
        cells = node.cells
        if not isinstance(cells, list) or not all(
            isinstance(cell, dict) and isinstance(cell.get("source"), str) for cell in cells
        ):
            raise TypeError("its cells are not a list of cells with a source")
        for cell in cells:
            if not isinstance(cell.get("metadata"), dict):
                cell["metadata"] = NotebookNode()
    except RecursionError:
        raise error(f"{where} is nested too deeply to be a notebook.") from None
    except Exception as problem:  # nbformat raises what json, its validator or it likes
        first = str(problem).strip().splitlines() or [type(problem).__name__]
        raise error(f"{where} is not a notebook: {first[0][:200]}") from None
    return node


def canonical(node: NotebookNode) -> NotebookNode:
    """Return a canonical copy; graded cells take their grade_id as cell id.

    Only what a person wrote is kept: sources, cell types, the metadata of nbgrader and of this
    course, tags.
    """
    clean = nbformat.v4.new_notebook(metadata={"kernelspec": dict(KERNELSPEC)})
    clean.nbformat_minor = 5
    clean.metadata["language_info"] = {"name": "python"}
    taken: set[str] = set()
    for cell in node.cells:
        metadata = {
            key: _sorted(cell.metadata[key]) for key in _KEPT_CELL_METADATA if key in cell.metadata
        }
        make = {
            "code": nbformat.v4.new_code_cell,
            "markdown": nbformat.v4.new_markdown_cell,
            "raw": nbformat.v4.new_raw_cell,
        }[cell.cell_type]
        clean.cells.append(
            make(cell.source.rstrip("\n"), metadata=metadata, id=_cell_id(cell, taken))
        )
    return clean


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return value


def _cell_id(cell: NotebookNode, taken: set[str]) -> str:
    """Keep a valid id, prefer the grade_id, and make a readable one from the text otherwise."""
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    wanted = grade_id or cell.get("id", "")
    if not _ID.match(wanted) or wanted in taken:
        words = re.findall(r"[a-z0-9]+", cell.source.lower())[:5]
        wanted = "-".join([cell.cell_type, *words])[:56].rstrip("-")
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name


def to_text(node: NotebookNode) -> str:
    """Return the bytes that are stored, as text: indent 1, keys sorted, newline at the end."""
    return nbformat.writes(node, version=4) + "\n"
