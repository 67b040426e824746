"""Which part may import which: what the design promises about dependencies."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).parents[1]


def imports(folder: Path) -> set[str]:
    """Return the dotted names that the modules of a package import, relative ones resolved."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        package = path.relative_to(REPO).with_suffix("").parts[:-1]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                base = package[: len(package) - node.level + 1] if node.level else ()
                name = ".".join([*base, *([node.module] if node.module else [])])
                found |= {name, *(f"{name}.{alias.name}" for alias in node.names)}
    return found


def siblings(names: set[str], own: str) -> set[str]:
    """Return the parts of `autograder` among names, the own one left out."""
    parts = {name.split(".")[1] for name in names if name.startswith("autograder.")}
    return {part for part in parts if (REPO / "autograder" / part).is_dir()} - {own}


@pytest.mark.parametrize(
    ("part", "allowed"),
    [
        ("check", set()),
        ("sandbox", set()),
        ("build", {"check"}),
        ("examine", {"check", "build", "sandbox"}),
        ("sanitise", set()),
        ("grade", {"examine", "build", "sandbox", "sanitise"}),
        ("report", {"examine", "check"}),
        ("verify", {"check", "build", "examine", "sandbox"}),
    ],
)
def test_a_part_imports_only_what_it_may(part: str, allowed: set[str]) -> None:
    assert siblings(imports(REPO / "autograder" / part), part) <= allowed


def test_course_and_autograder_do_not_know_each_other() -> None:
    assert not any(name.split(".")[0] == "autograder" for name in imports(REPO / "course"))
    assert not any(name.split(".")[0] == "course" for name in imports(REPO / "autograder"))


def test_only_the_gradebook_module_opens_nbgraders_database() -> None:
    users = [
        path.relative_to(REPO).as_posix()
        for path in (REPO / "autograder").rglob("*.py")
        if "nbgrader.api" in path.read_text(encoding="utf-8")
    ]
    assert users == ["autograder/grade/gradebook.py"]


def test_checking_needs_numpy_and_the_standard_library_only() -> None:
    code = (
        "import sys; before = set(sys.modules); import autograder.check; "
        "print(sorted({name.split('.')[0] for name in set(sys.modules) - before} "
        "- set(sys.stdlib_module_names) - {'numpy', 'autograder'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPO
    )
    others = [
        name
        for name in ast.literal_eval(done.stdout.strip())
        if not name.startswith(("_", "pybind11", "cython_runtime"))
    ]
    assert others == []
