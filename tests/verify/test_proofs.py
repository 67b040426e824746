"""Each proof fails when what it proves is broken: a proof that cannot fail proves nothing."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from tiny_course import edit_cell, split_mistakes

from autograder.build import make_release, write_release
from autograder.source import Chapter
from autograder.verify import verify_chapter

MARKERS = "".join(f"<!-- exercise: {name} -->\n" for name in ("Counter", "choice", "essay"))
MORE_MISTAKES = """
@mistake("Counter", name="forgets", hint="Each call starts from nothing.")
class Forgets:
    def __init__(self):
        self.total = 0
    def add(self, n):
        self.total = n
        return self.total

@mistake("Counter", name="twice", hint="You add it twice.")
class Twice:
    def __init__(self):
        self.total = 0
    def add(self, n):
        self.total += 2 * n
        return self.total

mistake("choice", name="says_c", value="c", hint="Not the last one.")
mistake("choice", name="says_d", value="d", hint="There is no d.")
"""


@pytest.fixture
def proved(tiny: Chapter, tiny_root: Path) -> Chapter:
    """Return the tiny chapter with what it lacks, built."""
    path = tiny.folder / "tiny.ipynb"
    node = nbformat.read(path, 4)
    node.cells[1].source += "\n" + MARKERS
    nbformat.write(node, path)
    with tiny.mistakes_path.open("a") as file:
        file.write(MORE_MISTAKES)
    chapter = Chapter(tiny.name, tiny.folder)
    write_release(make_release(chapter), tiny_root)
    return Chapter(tiny.name, tiny.folder)


def broken(chapter: Chapter, root: Path) -> dict[int, str]:
    """Return the numbers of the proofs that fail, with their problems."""
    proofs = verify_chapter(Chapter(chapter.name, chapter.folder), root)
    assert len(proofs) == 7
    assert all(proof.holds == (not proof.fix) for proof in proofs)
    return {proof.number: "\n".join(proof.problems) for proof in proofs if not proof.holds}


def change(chapter: Chapter, old: str, new: str, name: str = "mistakes.py") -> None:
    """Replace text in one of the chapter's files."""
    path = chapter.folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_sound_chapter_is_proved(proved: Chapter, tiny_root: Path) -> None:
    assert broken(proved, tiny_root) == {}


def test_1_a_release_that_is_not_fresh(proved: Chapter, tiny_root: Path) -> None:
    (tiny_root / "release" / "ch1_tiny" / "note.txt").write_text("edited by hand")
    (tiny_root / "release" / "ch1_tiny" / "untracked.txt").write_text("new")
    assert set(broken(proved, tiny_root)) == {1}


def test_2_a_solution_that_passes_in_one_process_only(proved: Chapter, tiny_root: Path) -> None:
    edit_cell(
        proved.folder,
        "choice-right",
        "check(choice).is_right()",
        "check(choice).is_right()\n    check(softmax).holds(lambda f: f.__module__ == '__main__')\n"
        "    check(softmax).holds(lambda f: type(f).__name__ == 'function')",
    )
    write_release(make_release(Chapter(proved.name, proved.folder)), tiny_root)
    problems = broken(proved, tiny_root)
    assert "choice-right: the solution gets" in problems[2]


def test_3_a_skeleton_that_scores(proved: Chapter, tiny_root: Path) -> None:
    edit_cell(proved.folder, "choice", "### BEGIN SOLUTION", 'choice = "b"\n### BEGIN SOLUTION')
    problems = broken(proved, tiny_root)
    assert "choice-right: the skeleton is 'passed'" in problems[3]


def test_4_a_mistake_that_passes(proved: Chapter, tiny_root: Path) -> None:
    change(proved, 'value="d"', 'value="b"')
    assert "'says_d' passes every test" in broken(proved, tiny_root)[4]


def test_4_a_mistake_that_only_hidden_cases_catch(proved: Chapter, tiny_root: Path) -> None:
    with proved.mistakes_path.open("a") as file:
        file.write(
            '\n@mistake("softmax", hint="Seven columns are special.")\n'
            "def seven(z, axis=-1):\n"
            "    e = np.exp(z - np.max(z, axis=axis, keepdims=True))\n"
            "    e = e / e.sum(axis=axis, keepdims=True)\n"
            "    return e * (2 if e.shape[-1] == 7 else 1)\n"
        )
    assert "fails hidden cases only" in broken(proved, tiny_root)[4]


def test_4_a_mistake_whose_own_hint_is_not_shown(proved: Chapter, tiny_root: Path) -> None:
    for name in ("same_1", "same_2"):
        with proved.mistakes_path.open("a") as file:
            file.write(f'mistake("choice", name="{name}", value="a", hint="{name}")\n')
    problems = broken(proved, tiny_root)
    assert "'same_2' is not named by its own hint" in problems[4]


def test_5_a_variant_that_is_rejected(proved: Chapter, tiny_root: Path) -> None:
    with proved.mistakes_path.open("a") as file:
        file.write('variant("choice", "shouted", name="shouted", value="B!")\n')
    assert "variant 'shouted' (shouted) is rejected" in broken(proved, tiny_root)[5]


def test_6_a_marker_that_is_misspelt(proved: Chapter, tiny_root: Path) -> None:
    edit_cell(proved.folder, "softmax-rows", "### BEGIN HIDDEN TESTS", "### BEGIN HIDDEN TEST")
    edit_cell(proved.folder, "softmax-rows", "    ### END HIDDEN TESTS", "")
    assert "holds a BEGIN or END marker" in broken(proved, tiny_root)[6]


def test_6_a_solution_that_stands_elsewhere(proved: Chapter, tiny_root: Path) -> None:
    (proved.folder / "note.txt").write_text(
        "    return shifted / shifted.sum(axis=axis, keepdims=True)"
    )
    assert "note.txt holds a line of softmax's hidden part" in broken(proved, tiny_root)[6]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("difficulty = 2", "difficulty = 5", "difficulty is 1, 2 or 3"),
        ("minutes = 3", "minutes = 0", "minutes are a positive number"),
        ('hints = ["one", "two", "three"]', 'hints = ["one"]', "has 1 hints, not three"),
        ("[choice]", "[choose]", "[choice] is missing"),
        ("[choice]", "[choose]", "[choose] is no exercise"),
    ],
)
def test_7_descriptions_that_are_incomplete(
    proved: Chapter, tiny_root: Path, old: str, new: str, complaint: str
) -> None:
    change(proved, old, new, "exercises.toml")
    assert complaint in broken(proved, tiny_root)[7]


def test_7_a_mistake_for_an_exercise_that_does_not_exist(proved: Chapter, tiny_root: Path) -> None:
    change(proved, 'mistake("choice", name="says_d"', 'mistake("choise", name="says_d"')
    assert "declared for unknown 'choise'" in broken(proved, tiny_root)[7]


def test_4_a_test_that_an_object_passes_which_equals_anything(
    proved: Chapter, tiny_root: Path
) -> None:
    edit_cell(
        proved.folder,
        "choice-right",
        "check(choice).is_right()",
        "check(choice).holds(lambda c: bool(c == 'b'))",
    )
    assert "choice-right: an object that equals anything passes" in broken(proved, tiny_root)[4]


def test_a_chapter_with_one_file_an_exercise_is_proved(proved: Chapter, tiny_root: Path) -> None:
    split_mistakes(proved.folder)
    assert broken(proved, tiny_root) == {}


def test_6_a_mistake_of_the_folder_that_stands_elsewhere(proved: Chapter, tiny_root: Path) -> None:
    split_mistakes(proved.folder)
    (proved.folder / "note.txt").write_text("z -= np.max(z, axis=axis, keepdims=True)")
    found = broken(proved, tiny_root)[6]
    assert "note.txt holds a line of mistakes/softmax.py (writes)" in found


def test_7_a_file_of_mistakes_that_no_exercise_reads(proved: Chapter, tiny_root: Path) -> None:
    split_mistakes(proved.folder)
    (proved.mistakes_folder / "softmx.py").write_text("this is never executed")
    (proved.mistakes_folder / "essay.py").write_text("")
    problems = broken(proved, tiny_root)[7]
    assert "mistakes/softmx.py is never read: there is no exercise of that name" in problems
    assert "mistakes/essay.py is never read" in problems


def test_7_a_file_that_declares_for_another_exercise(proved: Chapter, tiny_root: Path) -> None:
    split_mistakes(proved.folder)
    with (proved.mistakes_folder / "softmax.py").open("a") as file:
        file.write('mistake("choice", name="stray", value="e", hint="There is no e.")\n')
    problems = broken(proved, tiny_root)[7]
    assert "'stray' is declared for 'choice', which only mistakes/choice.py may do" in problems
    assert "mistakes/softmax.py, line " in problems


@pytest.fixture
def followed(following: Chapter, tiny_root: Path) -> Chapter:
    """Return the second chapter of the tiny course, built."""
    write_release(make_release(following), tiny_root)
    return following


def test_a_chapter_that_imports_from_earlier_is_proved(followed: Chapter, tiny_root: Path) -> None:
    assert broken(followed, tiny_root) == {}


def test_1_an_earlier_module_that_is_not_fresh(followed: Chapter, tiny_root: Path) -> None:
    (followed.folder / "earlier.py").unlink()
    found = broken(followed, tiny_root)
    assert found == {1: "source_notebooks/ch2_next/earlier.py is not fresh"}
    edit_cell(tiny_root / "source_notebooks" / "ch1_tiny", "Counter", "+= n", "+= n  # more")
    assert broken(followed, tiny_root)[1].splitlines() == [
        "source_notebooks/ch2_next/earlier.py is not fresh",
        "release/ch2_next/earlier.py is not fresh",
    ]


def test_6_a_line_of_an_earlier_solution_is_no_secret(followed: Chapter, tiny_root: Path) -> None:
    line = "shifted = np.exp(z - np.max(z, axis=axis, keepdims=True))"
    change_cell = "    tally = Tally()"
    path = followed.folder / "next.ipynb"
    node = nbformat.read(path, 4)
    node.cells[2].source = node.cells[2].source.replace(
        change_cell, f"{change_cell}\n    axis = -1\n    {line}\n    assert shifted.size"
    )
    nbformat.write(node, path)
    assert broken(followed, tiny_root) == {}
    (followed.folder / "note.txt").write_text(line)
    write_release(make_release(Chapter(followed.name, followed.folder)), tiny_root)
    assert "note.txt holds a line of surprise's hidden part" in broken(followed, tiny_root)[6]


def test_6_an_exercise_that_an_earlier_chapter_has_solved(
    followed: Chapter, tiny_root: Path
) -> None:
    path = followed.folder / "next.ipynb"
    node = nbformat.read(path, 4)
    node.cells[2].source = (
        "def surprise(z, axis=-1):\n    ### BEGIN SOLUTION\n"
        "    shifted = np.exp(z - np.max(z, axis=axis, keepdims=True))\n"
        "    return shifted / shifted.sum(axis=axis, keepdims=True)\n    ### END SOLUTION"
    )
    node.cells[
        3
    ].source = (
        "with exercise('surprise-values') as check:\n    check(surprise).on(np.array([1.0, 2.0]))"
    )
    nbformat.write(node, path)
    write_release(make_release(Chapter(followed.name, followed.folder)), tiny_root)
    assert "earlier.py holds the whole solution of surprise" in broken(followed, tiny_root)[6]
