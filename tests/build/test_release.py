"""What the build makes, and what it refuses."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from tiny_course import edit_cell

from autograder.build import make_release, stale_files, write_release
from autograder.build.agree import books_agree
from autograder.check.book import Book
from autograder.errors import SourceError
from autograder.notebook import canonical, to_text
from autograder.source import Chapter

REPO = Path(__file__).parents[2]


def edit(chapter: Chapter, grade_id: str, old: str, new: str) -> Chapter:
    """Change one cell of the tiny notebook and return the chapter read anew."""
    edit_cell(chapter.folder, grade_id, old, new)
    return Chapter(chapter.name, chapter.folder)


def test_learners_get_notebook_book_and_supporting_files_only(tiny: Chapter) -> None:
    assert list(make_release(tiny).files) == ["note.txt", "tiny.checks.json", "tiny.ipynb"]


def test_a_release_holds_no_solution_and_no_hidden_test(tiny: Chapter) -> None:
    text = make_release(tiny).files["tiny.ipynb"].decode()
    assert "keepdims" not in text
    assert "check.rng" not in text
    assert "BEGIN" not in text
    assert text.count("raise NotImplementedError()") == 4
    assert "*5 points · about 5 minutes · difficulty ●●○*" in text


def test_a_book_holds_visible_claims_without_the_names_of_mistakes(tiny: Chapter) -> None:
    recording = make_release(tiny).recordings[0]
    assert len(recording.visible.tests["softmax-rows"].claims) == 3
    assert len(recording.full.tests["softmax-rows"].claims) == 8
    assert all(not m.name for t in recording.visible.tests.values() for m in t.mistakes)
    assert "over_the_batch" in [m.name for m in recording.full.tests["softmax-rows"].mistakes]


def test_building_twice_changes_nothing(tiny: Chapter, tiny_root: Path) -> None:
    assert len(write_release(make_release(tiny), tiny_root)) == 3
    assert write_release(make_release(tiny), tiny_root) == []
    assert stale_files(make_release(tiny), tiny_root) == []


def test_files_that_no_longer_belong_are_stale_and_are_removed(
    tiny: Chapter, tiny_root: Path
) -> None:
    write_release(make_release(tiny), tiny_root)
    left = tiny_root / "release" / "ch1_tiny" / "solutions.py"
    left.write_text("left over")
    assert stale_files(make_release(tiny), tiny_root) == ["solutions.py"]
    write_release(make_release(tiny), tiny_root)
    assert not left.exists()


def test_a_book_that_differs_by_rounding_only_is_left_alone(tiny: Chapter, tiny_root: Path) -> None:
    write_release(make_release(tiny), tiny_root)
    path = tiny_root / "release" / "ch1_tiny" / "tiny.checks.json"
    text = path.read_text()
    assert "0.2312238976" in text
    path.write_text(text.replace("0.2312238976", "0.2312238977"))
    assert stale_files(make_release(tiny), tiny_root) == []
    path.write_text(text.replace("0.2312238976", "0.2312938976"))
    assert stale_files(make_release(tiny), tiny_root) == ["tiny.checks.json"]


def test_books_agree_only_up_to_rounding() -> None:
    assert books_agree('{"a": [1.0, 2]}', '{"a": [1.00000000001, 2]}')
    for other in ('{"a": [1.0, 3]}', '{"a": [1.0]}', '{"b": [1.0, 2]}', '{"a": [true, 2]}', "{"):
        assert not books_agree('{"a": [1.0, 2]}', other), other


def test_a_book_survives_being_written_and_read(tiny: Chapter) -> None:
    book = make_release(tiny).recordings[0].full
    assert Book.from_json(book.to_json()).to_json() == book.to_json()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": 99}', "null", '{"schema": 1}'])
def test_what_is_no_book_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Book.from_json(text)


def test_a_reference_that_fails_its_own_claim_is_refused(tiny: Chapter) -> None:
    chapter = edit(tiny, "softmax-rows", "equals=np.ones(2)", "equals=np.zeros(2)")
    with pytest.raises(SourceError, match="softmax-rows, claim 3: the reference solution fails it"):
        make_release(chapter)


def test_a_test_cell_named_otherwise_is_refused(tiny: Chapter) -> None:
    chapter = edit(tiny, "softmax-rows", 'exercise("softmax-rows")', 'exercise("softmax-row")')
    with pytest.raises(SourceError, match=r"softmax-rows opens 'softmax-row'"):
        make_release(chapter)


def test_a_test_cell_without_a_visible_claim_is_refused(tiny: Chapter) -> None:
    chapter = edit(
        tiny,
        "choice-right",
        "    check(choice).is_right()",
        "    pass\n    ### BEGIN HIDDEN TESTS\n    check(choice).is_right()\n"
        "    ### END HIDDEN TESTS",
    )
    with pytest.raises(SourceError, match="choice-right makes no visible claim"):
        make_release(chapter)


def test_a_claim_that_gives_no_plain_data_is_refused(tiny: Chapter) -> None:
    chapter = edit(tiny, "Counter-steps", "[a.add(1), a.add(2), b.add(5), a.total]", "a")
    with pytest.raises(SourceError, match=r"Counter-steps, claim 1: .* plain data"):
        make_release(chapter)


def test_a_cell_that_fails_is_named(tiny: Chapter) -> None:
    chapter = edit(tiny, "setup", "import numpy as np", "import numpy as np\n1 / 0")
    with pytest.raises(SourceError, match="cell setup stopped with ZeroDivisionError"):
        make_release(chapter)


def test_a_mistakes_file_that_fails_is_named_with_its_line(tiny: Chapter) -> None:
    tiny.mistakes_path.write_text("import numpy as np\nraise KeyError('x')\n")
    with pytest.raises(SourceError, match=r"mistakes.py, line 2, stopped with KeyError"):
        make_release(tiny)


def test_a_mistake_that_never_ends_is_given_up(
    tiny: Chapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    from autograder.build import run

    monkeypatch.setattr(run._patience.__wrapped__, "__defaults__", (0.5, 0.2))
    with tiny.mistakes_path.open("a") as file:
        file.write(
            '@mistake("softmax", hint="It never ends.")\n'
            "def never_ends(z, axis=-1):\n    while True:\n        pass\n"
        )
    book = make_release(tiny).recordings[0].full
    ends = {m.name: m.outcomes for m in book.tests["softmax-extreme"].mistakes}
    assert ends["never_ends"] == ({"error": "TimeoutError"},) * 3


def test_two_cells_with_one_id_are_refused(tiny: Chapter) -> None:
    path = tiny.folder / "tiny.ipynb"
    node = nbformat.read(path, 4)
    node.cells.append(node.cells[3].copy())
    node.cells[-1].id = "other"
    nbformat.write(node, path)
    with pytest.raises(SourceError, match="two cells have the grade_id 'softmax-rows'"):
        make_release(Chapter(tiny.name, tiny.folder))


def test_nbgrader_itself_makes_the_same_release(tiny: Chapter, tiny_root: Path) -> None:
    write_release(make_release(tiny), tiny_root)
    ours = tiny_root / "release" / "ch1_tiny"
    kept = tiny_root / "kept"
    shutil.copytree(ours, kept)
    shutil.copy(REPO / "nbgrader_config.py", tiny_root)
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", "ch1_tiny", "--force"],
        cwd=tiny_root,
        capture_output=True,
        text=True,
        env={**_path_env(), "HOME": str(tiny_root)},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    theirs = {p.name: p.read_bytes() for p in ours.iterdir()}
    assert theirs == {p.name: p.read_bytes() for p in kept.iterdir()}


def _path_env() -> dict[str, str]:
    import os

    return {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}


def test_the_stored_form_does_not_change_when_made_again(tiny: Chapter) -> None:
    once = canonical(tiny.notebooks[0].node)
    assert to_text(canonical(once)) == to_text(once)
    ids = [cell.id for cell in once.cells]
    assert len(set(ids)) == len(ids)
    assert ids[2] == "softmax"
