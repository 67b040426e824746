"""One zygote for all tests; a fresh sandbox for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox import Sandbox, Zygote


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    zygote = Zygote()
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
