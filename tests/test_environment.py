"""environment.yml, pyproject.toml and the pinned versions say the same."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPO = Path(__file__).parents[1]


def test_conda_and_pip_ask_for_the_same() -> None:
    project = tomllib.loads((REPO / "pyproject.toml").read_text())["project"]
    lines = (REPO / "environment.yml").read_text().splitlines()
    conda = [line.strip()[2:] for line in lines if re.match(r"^  - [a-z]", line)]
    conda = [line for line in conda if line not in ("conda-forge", "pip", "pip:")]
    assert f"python{project['requires-python']}" in conda
    assert {r for r in conda if not r.startswith("python")} == set(project["dependencies"])
    assert "      - -e ." in lines


def test_the_pinned_versions_satisfy_the_requirements() -> None:
    project = tomllib.loads((REPO / "pyproject.toml").read_text())["project"]
    pinned = {}
    for line in (REPO / "requirements" / "constraints.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, version = line.split("==")
            pinned[canonicalize_name(name)] = version
    wanted = project["dependencies"] + project["optional-dependencies"]["test"]
    for text in wanted:
        requirement = Requirement(text)
        version = pinned[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), text


def test_no_file_names_an_index() -> None:
    text = (REPO / "requirements" / "constraints.txt").read_text()
    assert "://" not in text
    assert "@" not in text
