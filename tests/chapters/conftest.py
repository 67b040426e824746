"""The references of the chapters, from their source notebooks."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from autograder.build.run import SourceRun
from autograder.source import open_chapter

REPO = Path(__file__).parents[2]


@lru_cache
def _references(name: str, only: str = "") -> dict[str, Any]:
    namespace: dict[str, Any] = {}
    for notebook in open_chapter(REPO, name).notebooks:
        if only not in ("", notebook.name):  # sister notebooks may use one name for two things
            continue
        run = SourceRun(notebook)
        for cell in notebook.with_role("given", "answer"):
            run.run(cell)
        namespace.update(run.namespace)
        run.close()
    return namespace


@pytest.fixture(scope="session")
def references() -> Callable[..., dict[str, Any]]:
    """Return a function that gives the names a chapter's notebooks, or one of them, define."""
    return _references
