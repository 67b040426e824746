"""One zygote for all tests, with walls where there can be any; a fresh sandbox for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox import NoWalls, Sandbox, Zygote


def zygote_for_tests() -> Zygote:
    try:
        return Zygote()
    except NoWalls:
        return Zygote(walled=False)


@pytest.fixture
def start_zygote() -> Callable[[], Zygote]:
    return zygote_for_tests


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    zygote = zygote_for_tests()
    yield zygote
    zygote.close()


@pytest.fixture(scope="session")
def bare_zygote() -> Iterator[Zygote]:
    """A zygote without walls: folders and process ids are this machine's."""
    zygote = Zygote(walled=False)
    yield zygote
    zygote.close()


@pytest.fixture(scope="session")
def walled_zygote() -> Iterator[Zygote]:
    try:
        zygote = Zygote()
    except NoWalls as why:
        pytest.skip(str(why))
    yield zygote
    zygote.close()


@pytest.fixture
def sandbox(zygote: Zygote, tmp_path: Path) -> Iterator[Sandbox]:
    with Sandbox.start(tmp_path, zygote=zygote) as sandbox:
        yield sandbox


@pytest.fixture
def define(sandbox: Sandbox) -> Callable[[str, str], Any]:
    """Run source in the sandbox, and return what it binds to a name."""

    def define(source: str, name: str) -> Any:
        run = sandbox.run_cell("import numpy as np\n" + source)
        assert run.error is None, run.error
        return sandbox.fetch(name)

    return define
