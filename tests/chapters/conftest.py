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
def _references(name: str) -> dict[str, Any]:
    namespace: dict[str, Any] = {}
    for notebook in open_chapter(REPO, name).notebooks:
        run = SourceRun(notebook)
        for cell in notebook.with_role("given", "answer"):
            run.run(cell)
        namespace.update(run.namespace)
        run.close()
    return namespace


@pytest.fixture(scope="session")
def references() -> Callable[[str], dict[str, Any]]:
    """Return a function that gives the names a chapter's source notebooks define."""
    return _references
