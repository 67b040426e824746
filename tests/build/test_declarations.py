"""Known mistakes: one file an exercise, executed in the notebook that holds it."""

from __future__ import annotations

import nbformat
import pytest
from tiny_course import code, split_mistakes, text

from autograder.build import make_release
from autograder.build.declarations import declared
from autograder.errors import SourceError
from autograder.sample.declared import declared_sources
from autograder.source import Chapter

SECOND = """from autograder.mistakes import mistake

class Loud(Bell):  # of the second notebook, and defined by then
    def ring(self):
        return super().ring().upper()

mistake("Bell", name="loud", value=Loud, hint="Not so loud.")
"""


def add_second_notebook(chapter: Chapter) -> Chapter:
    """Give the chapter a notebook whose class only its own mistakes can extend."""
    cells = [
        code("from autograder.check import exercise", "given", "second"),
        text("<!-- exercise: Bell -->"),
        code(
            "class Bell:\n    def ring(self):\n"
            "        ### BEGIN SOLUTION\n        return 'ding'\n        ### END SOLUTION",
            "answer",
            "Bell",
        ),
        code(
            'with exercise("Bell-ring") as check:\n'
            "    check(Bell).through(lambda Bell: Bell().ring())",
            "test",
            "Bell-ring",
            1,
        ),
    ]
    node = nbformat.v4.new_notebook(cells=cells)
    nbformat.write(node, chapter.folder / "z_second.ipynb")
    chapter.mistakes_folder.mkdir(exist_ok=True)
    (chapter.mistakes_folder / "Bell.py").write_text(SECOND)
    return Chapter(chapter.name, chapter.folder)


def test_one_file_an_exercise_makes_the_same_release(tiny: Chapter) -> None:
    before = make_release(tiny).files
    split_mistakes(tiny.folder)
    assert not tiny.mistakes_path.exists()
    assert make_release(Chapter(tiny.name, tiny.folder)).files == before


def test_one_file_and_a_folder_go_together(tiny: Chapter) -> None:
    before = declared(tiny)
    split_mistakes(tiny.folder)
    head = "from autograder.mistakes import mistake, variant\n"
    choice = tiny.mistakes_folder / "choice.py"
    tiny.mistakes_path.write_text(choice.read_text())
    choice.write_text(head + 'mistake("choice", name="says_z", value="z", hint="Not z.")\n')
    after = [(one.exercise, one.name) for one in declared(tiny)]
    assert sorted(after) == sorted(
        [*((one.exercise, one.name) for one in before), ("choice", "says_z")]
    )


def test_a_file_is_executed_for_its_own_exercise_only(tiny: Chapter) -> None:
    split_mistakes(tiny.folder)
    log = tiny.folder.parent / "log.txt"
    for path in tiny.mistakes_folder.iterdir():
        with path.open("a") as file:
            file.write(f"open({str(log)!r}, 'a').write('{path.stem} ')\n")
    make_release(tiny)
    runs = log.read_text().split()
    # for every test cell once to count, and twice for each of them: visible and hidden cases
    assert {name: runs.count(name) for name in runs} == {
        "softmax": 2 * (1 + 2 * 4),
        "Counter": 1 + 2,
        "choice": 1 + 2,
    }


def test_every_notebook_is_run_for_its_mistakes(tiny: Chapter) -> None:
    chapter = add_second_notebook(tiny)
    found = [(one.exercise, one.name, one.where) for one in declared(chapter)]
    assert ("Bell", "loud", "mistakes/Bell.py, line 7") in found
    assert ("choice", "says_a") in [one[:2] for one in found]
    assert len(found) == len(set(found))  # mistakes.py runs for both, and counts once
    release = make_release(chapter)
    assert [a.declaration.name for a in release.recordings[1].attempts] == ["loud"]


def test_errors_name_the_file_and_the_line(tiny: Chapter) -> None:
    split_mistakes(tiny.folder)
    path = tiny.mistakes_folder / "softmax.py"
    good = path.read_text()
    path.write_text("import numpy as np\n\nraise KeyError('x')\n")
    with pytest.raises(SourceError, match=r"mistakes/softmax.py, line 3, stopped with KeyError"):
        make_release(tiny)
    path.write_text("\ndef broken(:\n")
    with pytest.raises(SourceError, match=r"mistakes/softmax.py cannot be read: .*line 2"):
        make_release(tiny)
    path.write_text(good.replace("hint=", "hnt=", 1))
    with pytest.raises(SourceError, match=r"mistakes/softmax.py, line 4, stopped with TypeError"):
        make_release(tiny)


def test_nothing_of_the_folder_is_released(tiny: Chapter) -> None:
    split_mistakes(tiny.folder)
    (tiny.mistakes_folder / "data.csv").write_text("1,2\n")
    assert list(make_release(tiny).files) == ["note.txt", "tiny.checks.json", "tiny.ipynb"]


def test_the_sample_class_takes_from_the_folder(tiny: Chapter) -> None:
    solutions = {"softmax": "def softmax(z): ...", "Counter": "class Counter: ...", "choice": ""}
    before = declared_sources(tiny, solutions)
    split_mistakes(tiny.folder)
    after = declared_sources(tiny, solutions)
    assert after == before
    assert list(after[0]) == ["softmax", "Counter", "choice"]
