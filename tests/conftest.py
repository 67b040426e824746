"""Fixtures shared by all tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from tiny_course import write_next_chapter, write_tiny_course

from autograder.sandbox import NoWalls, shared_zygote
from autograder.source import Chapter

# a busy machine is slow now and then; how fast things are is measured in bench/
settings.register_profile("course", deadline=None)
settings.load_profile("course")


@pytest.fixture(scope="session", autouse=True)
def _walls_where_there_can_be_any() -> None:
    """Run everything without walls on a machine that has none; what needs them is skipped."""
    try:
        shared_zygote()
    except NoWalls:
        shared_zygote(walled=False)


@pytest.fixture
def tiny_root(tmp_path: Path) -> Path:
    """Return the top folder of a course with one tiny chapter, `ch1_tiny`."""
    write_tiny_course(tmp_path)
    return tmp_path


@pytest.fixture
def tiny(tiny_root: Path) -> Chapter:
    """Return the tiny chapter."""
    return Chapter("ch1_tiny", tiny_root / "source_notebooks" / "ch1_tiny")


@pytest.fixture
def following(tiny_root: Path) -> Chapter:
    """Return a second chapter, which imports from the tiny one's solutions."""
    return Chapter("ch2_next", write_next_chapter(tiny_root))
