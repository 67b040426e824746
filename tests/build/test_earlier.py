"""`earlier.py`: what a chapter gets of the chapters before it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from tiny_course import code, edit_cell

from autograder.build import make_release, stale_files, stale_sources, write_release
from autograder.build.earlier import earlier_module
from autograder.errors import SourceError
from autograder.source import Chapter

REPO = Path(__file__).parents[2]


def chapter(root: Path, name: str, *cells: tuple[str, str]) -> Chapter:
    """Write a chapter of given (`""`) and answer cells; a name may end in `/notebook`."""
    name, _, notebook = name.partition("/")
    folder = root / "source_notebooks" / name
    folder.mkdir(parents=True, exist_ok=True)
    nodes = [
        code(source, "answer" if key else "given", key or f"given{number}")
        for number, (key, source) in enumerate(cells)
    ]
    path = folder / f"{notebook or 'main'}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=nodes), path)
    return Chapter(name, folder)


def solved(source: str) -> str:
    """Put a solution's markers around the last line."""
    *head, last = source.split("\n")
    indent = last[: len(last) - len(last.lstrip())]
    markers = f"{indent}### BEGIN SOLUTION", f"{indent}### END SOLUTION"
    return "\n".join([*head, markers[0], last, markers[1]])


def run(text: str | None) -> dict[str, Any]:
    assert text is not None
    namespace: dict[str, Any] = {"__name__": "earlier"}
    exec(compile(text, "earlier.py", "exec"), namespace)
    return namespace


@pytest.fixture
def root(tmp_path: Path) -> Path:
    chapter(
        tmp_path,
        "ch1_one",
        ("", "import numpy as np, math\nfrom course import plots\nplots"),
        ("", "SCALE = 2  # of everything\nUNUSED = np.ones(3)"),
        ("double", solved("def double(x):\n    return np.multiply(SCALE, x)")),
        ("quad", solved("def quad(x):\n    return double(double(x))")),
        ("", "def helper(x):\n    return math.floor(x)"),
        (
            "gates",
            "@staticmethod\ndef low(x):\n    return helper(x)\n\ndef high(x): return -low(-x)",
        ),
    )
    return tmp_path


def test_only_what_is_asked_for_and_what_that_needs(root: Path) -> None:
    two = chapter(root, "ch2_two", ("", "from earlier import quad"))
    assert earlier_module(two) == (
        '"""What ch2_two takes from earlier chapters: solutions, and what those need.\n\n'
        "Generated from ch1_one by `autograder build ch2_two`: change the notebooks there, "
        'not this file.\n"""\n\nimport numpy as np\n\n# from ch1_one/main.ipynb\n\n'
        "SCALE = 2  # of everything\n\n\n"
        "def double(x):\n    return np.multiply(SCALE, x)\n\n\n"
        "def quad(x):\n    return double(double(x))\n"
    )
    assert run(earlier_module(two))["quad"](3) == 12


def test_one_cell_may_bind_several_names(root: Path) -> None:
    two = chapter(root, "ch2_two", ("", "if True:\n    pass\nfrom earlier import high as top"))
    names = run(earlier_module(two))
    assert names["high"](2.5) == 3
    assert "top" not in names, "the notebook gives it that name"
    assert "SCALE" not in names
    assert "import math" in earlier_module(two)
    assert "course" not in earlier_module(two).split("ch1_one")[1]


def test_a_chapter_that_imports_nothing_has_none(root: Path) -> None:
    assert earlier_module(Chapter("ch1_one", root / "source_notebooks" / "ch1_one")) is None


def test_the_latest_chapter_before_counts_and_none_after(root: Path) -> None:
    chapter(root, "ch2_two", ("double", "def double(x): return x + x"))
    chapter(root, "ch4_four", ("double", "def double(x): return 'four'"))
    three = chapter(root, "ch3_three", ("", "from earlier import double"))
    assert run(earlier_module(three))["double"]([1]) == [1, 1]


def test_names_that_two_chapters_use_otherwise_are_kept_apart(root: Path) -> None:
    chapter(
        root,
        "ch2_two",
        ("", "import cmath as math"),
        ("double", "def double(x):\n    'Ask `double`, é.'\n    return math.sqrt(x)"),
    )
    three = chapter(root, "ch3_three", ("", "from earlier import double, quad, low"))
    text = earlier_module(three)
    names = run(text)
    assert names["double"](-1) == 1j
    assert names["quad"](3) == 12
    assert names["low"](2.5) == 2
    assert "def double_ch1_one(x):" in text
    assert "return double_ch1_one(double_ch1_one(x))" in text
    assert "'Ask `double`, é.'" in text


def test_an_earlier_chapters_own_import_from_earlier_is_followed(root: Path) -> None:
    chapter(
        root,
        "ch2_two",
        ("", "from earlier import double, quad as fourfold"),
        ("eight", "def eight(x): return double(fourfold(x))"),
    )
    three = chapter(root, "ch3_three", ("", "from earlier import eight"))
    text = earlier_module(three)
    assert run(text)["eight"](1) == 8
    assert "fourfold = quad" in text
    assert "Generated from ch1_one and ch2_two" in text.replace("\n", " ")
    four = chapter(root, "ch4_four", ("", "from earlier import eight, quad"))
    assert run(earlier_module(four))["eight"](1) == 8


def test_the_same_helper_in_two_notebooks_stands_there_once(root: Path) -> None:
    helper = "import numpy as np\ndef gap(a, b): return np.max(np.abs(a - b))"
    for name in ("ch2_two/a", "ch2_two/b"):
        chapter(root, name, ("", helper), (name[-1], f"def {name[-1]}(x): return gap(x, 1)"))
    three = chapter(root, "ch3_three", ("", "from earlier import a, b"))
    text = earlier_module(three)
    assert text.count("def gap") == 1
    assert run(text)["a"](np.zeros(2)) == run(text)["b"](np.zeros(2)) == 1


def test_two_notebooks_of_a_chapter_do_not_share_their_names(root: Path) -> None:
    for name, value in (("ch2_two/a", 1), ("ch2_two/b", 2)):
        chapter(root, name, ("", f"K = {value}"), (name[-1], f"def {name[-1]}(): return K"))
    three = chapter(root, "ch3_three", ("", "from earlier import a, b"))
    names = run(earlier_module(three))
    assert (names["a"](), names["b"]()) == (1, 2)


def test_what_is_added_to_a_class_or_a_table_comes_along(root: Path) -> None:
    chapter(
        root,
        "ch2_two",
        ("Layer", "class Layer:\n    pass\n\nTABLE = {}"),
        ("forward", "def forward(self): return TABLE['x']\n\nLayer.forward = forward"),
        ("", "TABLE['x'] = 5"),
    )
    three = chapter(root, "ch3_three", ("", "from earlier import Layer"))
    assert run(earlier_module(three))["Layer"]().forward() == 5


def test_a_name_bound_again_is_that_of_its_time(root: Path) -> None:
    chapter(
        root,
        "ch2_two",
        ("", "base = 1"),
        ("early", "def early(n=base): return n"),
        ("", "base = base + 1"),
        ("late", "def late(n=base): return n"),
    )
    three = chapter(root, "ch3_three", ("", "from earlier import early, late"))
    names = run(earlier_module(three))
    assert (names["early"](), names["late"]()) == (1, 2)


def test_magics_in_a_cell_are_no_obstacle(root: Path) -> None:
    chapter(root, "ch2_two", ("", "%matplotlib inline\nK = 3"), ("k", "def k(): return K"))
    three = chapter(root, "ch3_three", ("", "%time 1\nfrom earlier import k"))
    assert run(earlier_module(three))["k"]() == 3


def test_a_dataclass_with_annotations_as_text_works(root: Path) -> None:
    chapter(
        root,
        "ch2_two",
        ("", "from __future__ import annotations\nfrom dataclasses import dataclass"),
        ("Point", "@dataclass\nclass Point:\n    x: float\n    other: Point | None = None"),
    )
    three = chapter(root, "ch3_three", ("", "from earlier import Point"))
    text = earlier_module(three)
    assert text.index("__future__") < text.index("dataclasses")
    write_release(make_release(three), root)
    code = "from earlier import Point; assert Point(1.0).other is None"
    subprocess.run([sys.executable, "-c", code], cwd=three.folder, check=True)


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        ("from earlier import *", "import by name"),
        ("import earlier", "as a whole; import by name"),
        ("import numpy, earlier as e", "as a whole; import by name"),
        ("from earlier.one import quad", "import by name"),
        ("from .earlier import quad", "import by name"),
        ("def f():\n    from earlier import quad", "inside of something; import by name"),
        ("from earlier import quod", r"given0 imports 'quod' .*Close to it: quad \(ch1_one\)\."),
        ("from earlier import zzz", r"They offer: double \(ch1_one\), quad "),
        ("from earlier import helper", "no answer cell of an earlier chapter defines"),
        ("from earlier import np", "no answer cell of an earlier chapter defines"),
    ],
)
def test_what_cannot_be_imported_is_refused(root: Path, cell: str, complaint: str) -> None:
    two = chapter(root, "ch2_two", ("", cell))
    with pytest.raises(SourceError, match=complaint) as caught:
        earlier_module(two)
    assert "ch2_two/main.ipynb: cell given0" in str(caught.value)


def test_the_first_chapter_can_import_nothing(root: Path) -> None:
    with pytest.raises(SourceError, match="There is no earlier chapter"):
        earlier_module(chapter(root, "ch0_zero", ("", "from earlier import quad")))


def test_a_solution_that_uses_a_name_from_nowhere_is_refused(root: Path) -> None:
    chapter(root, "ch2_two", ("", "from math import *"), ("f", "def f(x): return sqrt(x)"))
    three = chapter(root, "ch3_three", ("", "from earlier import f"))
    with pytest.raises(SourceError, match=r"ch2_two/main.ipynb: cell f .* uses 'sqrt'"):
        earlier_module(three)


def test_a_chapter_of_ones_own_solutions_is_no_source(root: Path) -> None:
    chapter(root, "ch2_two/a", ("mine", "def mine(): return 1"))
    two = chapter(root, "ch2_two/b", ("", "from earlier import mine"))
    with pytest.raises(SourceError, match="'mine' from earlier, which no answer cell"):
        earlier_module(two)


def test_the_text_is_formatted(root: Path) -> None:
    ruff = shutil.which("ruff", path=str(Path(sys.executable).parent))
    if ruff is None:
        pytest.skip("ruff is not installed")
    chapter(
        root,
        "ch2_two",
        ("", "import os\nfrom earlier import double as d, quad\nA = 1\nB = 2\n\nC = A + B"),
        ("", "D = [\n    A,\n    B,\n]\nE = os.sep"),
        ("f", "# why\ndef f():\n    return A, B, C, D, E, d, quad"),
        ("v", "v = f()"),
        ("g", "def g():\n    return v"),
    )
    text = earlier_module(chapter(root, "ch3_three", ("", "from earlier import g, low, f")))
    run(text)
    path = root / "formatted.py"
    path.write_text(text)
    subprocess.run([ruff, "format", "--check", "--isolated", "--line-length=100", path], check=True)


# In a whole course


def test_it_is_written_beside_the_source_and_into_the_release(
    following: Chapter, tiny_root: Path
) -> None:
    release = make_release(following)
    assert list(release.files) == ["data/prior.txt", "earlier.py", "next.checks.json", "next.ipynb"]
    assert stale_sources(release) == ["earlier.py"]
    assert "ch2_next/earlier.py" in write_release(release, tiny_root)
    beside = following.folder / "earlier.py"
    assert beside.read_bytes() == (tiny_root / "release/ch2_next/earlier.py").read_bytes()
    assert write_release(make_release(following), tiny_root) == []
    assert stale_sources(make_release(following)) == []
    assert not list(following.folder.rglob("__pycache__"))


def test_a_changed_solution_makes_it_stale(following: Chapter, tiny_root: Path) -> None:
    write_release(make_release(following), tiny_root)
    edit_cell(tiny_root / "source_notebooks" / "ch1_tiny", "Counter", "+= n", "+= n  # more")
    release = make_release(Chapter(following.name, following.folder))
    assert stale_sources(release) == ["earlier.py"]
    assert stale_files(release, tiny_root) == ["earlier.py"]


def test_what_stands_in_the_folder_does_not_count(following: Chapter, tiny_root: Path) -> None:
    write_release(make_release(following), tiny_root)
    before = make_release(following).files
    beside = following.folder / "earlier.py"
    beside.write_text(beside.read_text() + "\n\ndef softmax(z): raise SystemExit\n")
    assert make_release(following).files == before


def test_one_that_is_no_longer_needed_is_removed(following: Chapter, tiny_root: Path) -> None:
    write_release(make_release(following), tiny_root)
    plain = chapter(tiny_root, "ch2_next/next", ("f", "f = 1"))
    release = make_release(plain)
    assert stale_sources(release) == ["earlier.py"]
    write_release(release, tiny_root)
    assert not (following.folder / "earlier.py").exists()
    assert not (tiny_root / "release" / "ch2_next" / "earlier.py").exists()


def test_a_file_of_that_name_by_a_person_is_not_overwritten(following: Chapter) -> None:
    (following.folder / "earlier.py").write_text("mine = 1\n")
    with pytest.raises(SourceError, match=r"earlier\.py was not made by the build"):
        make_release(following)


def test_nbgrader_itself_makes_the_same_release(following: Chapter, tiny_root: Path) -> None:
    write_release(make_release(following), tiny_root)
    ours = tiny_root / "release" / "ch2_next"
    kept = {p.relative_to(ours): p.read_bytes() for p in ours.rglob("*") if p.is_file()}
    shutil.rmtree(ours)
    shutil.copy(REPO / "nbgrader_config.py", tiny_root)
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", "ch2_next", "--force"],
        cwd=tiny_root,
        capture_output=True,
        text=True,
        env={
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "HOME": str(tiny_root),
            "PYTHONPATH": str(REPO),
        },
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    theirs = {p.relative_to(ours): p.read_bytes() for p in ours.rglob("*") if p.is_file()}
    assert theirs == kept
