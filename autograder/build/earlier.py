"""Make `earlier.py`: what a chapter's given cells import of earlier chapters' solutions.

It is made from the text of the earlier chapters' notebooks, and nothing is executed. So a chapter
is complete without the others, and what a learner did there does not matter here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ..errors import SourceError
from ..source import Chapter
from .home import EARLIER
from .naming import Naming
from .render import render
from .selection import Selection
from .spaces import Space, plain_python, where

FILE = f"{EARLIER}.py"
_BY_NAME = (
    f"import by name (`from {EARLIER} import softmax`), at the top level of a given cell: "
    f"{FILE} is made of the names that given cells ask for"
)
_Wanted = tuple[tuple[str, str], ...]  # names, and the cells that ask for them in words


def earlier_module(chapter: Chapter) -> str | None:
    """Return the text of a chapter's `earlier.py`; None if no given cell imports from it.

    Raises
    ------
    SourceError
        If a name is asked for that no earlier chapter has, or not by name. It names the cell.
    """
    wanted = _wanted(chapter.folder, _signature(chapter))
    if not wanted:
        return None
    return _made(chapter.folder, wanted, tuple(map(_signature, chapter.before)))


def _signature(chapter: Chapter) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when a notebook does, by which what was made before is still right."""
    paths = sorted(chapter.folder.glob("*.ipynb"))
    return tuple((str(p), p.stat().st_mtime_ns, p.stat().st_size) for p in paths)


@lru_cache(maxsize=32)
def _made(folder: Path, wanted: _Wanted, signature: object) -> str:
    del signature  # part of the key only
    chapter = Chapter(folder.name, folder)
    selection = Selection([Space(one, nb) for one in chapter.before for nb in one.notebooks])
    for name, cell in wanted:
        selection.want(name, cell, chapter)
    naming = Naming(selection)
    return render(chapter.name, naming.definitions(), naming.imports())


@lru_cache(maxsize=32)
def _wanted(folder: Path, signature: object) -> _Wanted:
    """Return each name that a given cell imports from `earlier`, and the cell in words."""
    del signature  # part of the key only
    return tuple(_imports(Chapter(folder.name, folder)))


def _imports(chapter: Chapter) -> Iterator[tuple[str, str]]:
    for notebook in chapter.notebooks:
        for cell in notebook.with_role("given"):
            if EARLIER not in cell.source:
                continue
            here = where(notebook, cell)
            try:
                tree = ast.parse(plain_python(cell.source))
            except SyntaxError:
                continue  # executing it will tell
            top = set(tree.body)
            for node in ast.walk(tree):
                if isinstance(node, ast.Import) and any(_is_earlier(a.name) for a in node.names):
                    raise SourceError(f"{here} imports `{EARLIER}` as a whole; {_BY_NAME}.")
                if isinstance(node, ast.ImportFrom) and _is_earlier(node.module or ""):
                    names = [alias.name for alias in node.names]
                    plain = node in top and node.module == EARLIER and not node.level
                    if "*" in names or not plain:
                        raise SourceError(
                            f"{here} says `{ast.unparse(node)}`"
                            f"{'' if node in top else ' inside of something'}; {_BY_NAME}."
                        )
                    yield from ((name, here) for name in names)


def _is_earlier(module: str) -> bool:
    return module.partition(".")[0] == EARLIER
