"""No page of a hostile submission holds anything that runs, loads or sends: read as text."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from sanitise.conftest import HostileClass, run_nbgrader
from sanitise.hostile import JS
from sanitise.scan import Scan

#: One wall each, then both: our autograded notebook in nbgrader's own page; a hostile notebook in
#: a page made with our settings; and what a course has.
WALLS = [("hostile", "plain"), ("raw", "feedback"), ("hostile", "feedback")]


def scan(made: HostileClass, student: str, folder: str) -> Scan:
    return Scan(made.page(student, folder).read_text(encoding="utf-8"))


def test_the_scanner_sees_what_a_page_without_walls_would_do(hostile_class: HostileClass) -> None:
    found = scan(hostile_class, "raw", "plain")
    assert len(found.scripts) > 20
    assert len(found.dangers) > 50


@pytest.mark.parametrize(("student", "folder"), WALLS)
def test_each_wall_holds_alone(hostile_class: HostileClass, student: str, folder: str) -> None:
    found = scan(hostile_class, student, folder)
    friendly = scan(hostile_class, "friendly", folder)
    assert found.dangers == []
    assert found.scripts == friendly.scripts, "no script but the exporter's own"
    assert found.others == friendly.others, "no style, svg, math, meta or link but the page's own"


@pytest.mark.parametrize(("student", "folder"), WALLS)
def test_no_formula_makes_a_link(hostile_class: HostileClass, student: str, folder: str) -> None:
    text = hostile_class.page(student, folder).read_text(encoding="utf-8")
    assert not re.search(r"(?:\\|&bsol;|&#92;)href", text)


@pytest.mark.parametrize(("student", "folder"), WALLS)
def test_no_control_character_is_left(
    hostile_class: HostileClass, student: str, folder: str
) -> None:
    text = hostile_class.page(student, folder).read_text(encoding="utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]", text)


def test_the_learners_words_can_still_be_read(hostile_class: HostileClass) -> None:
    text = hostile_class.page("hostile").read_text(encoding="utf-8")
    assert text.count("As it was written") > 20
    assert "IntSlider()" in text
    assert "the text" in text
    assert "an output is left out: application/javascript" in text
    assert "document.title" in text  # as words: what was handed in is not hidden


@pytest.mark.parametrize("folder", ["plain", "feedback"])
def test_what_learners_honestly_show_still_shows(hostile_class: HostileClass, folder: str) -> None:
    text = hostile_class.page("honest", folder).read_text(encoding="utf-8")
    assert re.search(r"<th>n</th>\s*</tr>\s*</thead>", text)
    assert re.search(r"<td>1.5</td>", text)
    assert r"\frac{1}{2}" in text
    assert "IntSlider(value=3" in text
    assert "My <em>note</em>" in text
    images = scan(hostile_class, "honest", folder).images
    assert images == ["data:image/png;base64,ivborw0k"] * 2, "the sketch and the figure"


def test_outputs_of_many_megabytes_make_no_page_of_many(hostile_class: HostileClass) -> None:
    page = hostile_class.page("honest")
    assert page.stat().st_size < 4_000_000
    assert "more characters are left out here" in page.read_text(encoding="utf-8")


def test_the_autograded_notebook_itself_holds_nothing_that_acts(
    hostile_class: HostileClass,
) -> None:
    node = hostile_class.notebook("hostile")
    kinds = {
        kind
        for cell in node.cells
        for out in cell.get("outputs", ())
        for kind in out.get("data", ())
    }
    assert kinds <= {"text/plain", "text/html", "text/latex", "image/svg+xml", "image/png"}
    for cell in node.cells:
        assert JS not in str(cell.metadata)
        for out in cell.get("outputs", ()):
            assert Scan(out.get("data", {}).get("text/html", "")).dangers == []
    assert "pwned" not in str(node.metadata)


def test_the_hostile_submission_is_graded_like_any_other(hostile_class: HostileClass) -> None:
    record = hostile_class.places.record("ch1_tiny", "hostile").read_text(encoding="utf-8")
    assert '"status": "examined"' in record
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", record)


@pytest.mark.slow
def test_nbgraders_own_autograding_makes_the_same_harmless_page(
    hostile_class: HostileClass, tmp_path: Path
) -> None:
    for name in ("source_notebooks", "submitted/hostile"):
        shutil.copytree(hostile_class.root / name, tmp_path / name)
    shutil.copy(hostile_class.root / "nbgrader_config.py", tmp_path)
    for command in ("generate_assignment", "autograde", "generate_feedback"):
        run_nbgrader(tmp_path, command, "ch1_tiny")
    page = tmp_path / "feedback" / "hostile" / "ch1_tiny" / "tiny.html"
    found = Scan(page.read_text(encoding="utf-8"))
    assert (found.dangers, found.scripts) == (
        [],
        scan(hostile_class, "friendly", "feedback").scripts,
    )
