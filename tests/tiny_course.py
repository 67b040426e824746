"""A course of one chapter and three small exercises, written to a folder for a test."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat

SETUP = "import numpy as np\nfrom autograder.check import exercise, hint"

SOFTMAX = '''def softmax(z, axis=-1):
    """Return probabilities along an axis."""
    ### BEGIN SOLUTION
    shifted = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return shifted / shifted.sum(axis=axis, keepdims=True)
    ### END SOLUTION'''

SOFTMAX_ROWS = """Z = np.array([[1.0, 2.0, 0.5], [3.0, 3.0, -40.0]])
with exercise("softmax-rows") as check:
    check(softmax).on(Z, because="every row of a batch is normalised on its own")
    check(softmax).on(Z, axis=0, because="axis=0 normalises every column")
    check(softmax).through(lambda f: f(Z + 7).sum(axis=-1), equals=np.ones(2),
                           because="a row's probabilities sum to 1")
    ### BEGIN HIDDEN TESTS
    for _ in range(5):
        check(softmax).on(check.rng.normal(size=(4, 7)))
    ### END HIDDEN TESTS"""

SOFTMAX_EXTREME = """with exercise("softmax-extreme") as check:
    check(softmax).on(np.array([1000.0, 1001.0]), because="large scores must not overflow")
    check(softmax).on(np.array([[0.0, 1.0], [-900.0, -901.0]]),
                      because="rows may be far apart")
    ### BEGIN HIDDEN TESTS
    check(softmax).on(1000 * check.rng.normal(size=(3, 4)))
    ### END HIDDEN TESTS"""

COUNTER = '''class Counter:
    """Count calls of `add`."""
    def __init__(self):
        ### BEGIN SOLUTION
        self.total = 0
        ### END SOLUTION
    def add(self, n):
        ### BEGIN SOLUTION
        self.total += n
        return self.total
        ### END SOLUTION'''

COUNTER_STEPS = """def three_steps(Counter):
    a, b = Counter(), Counter()
    return [a.add(1), a.add(2), b.add(5), a.total]

with exercise("Counter-steps") as check:
    check(Counter).through(three_steps, because="two counters do not share their total")"""

CHOICE = """### BEGIN SOLUTION
choice = "b"
### END SOLUTION"""

CHOICE_RIGHT = """with exercise("choice-right") as check:
    check(choice).is_right()"""

MISTAKES = """import numpy as np
from autograder.mistakes import mistake, variant

@mistake("softmax", hint="You normalise over the whole batch.")
def over_the_batch(z, axis=-1):
    e = np.exp(z - np.max(z))
    return e / e.sum()

@mistake("softmax", hint="exp of a large number overflows.")
def overflows(z, axis=-1):
    e = np.exp(z)
    return e / e.sum(axis=axis, keepdims=True)

@mistake("softmax", hint="You change the scores of the caller.")
def writes(z, axis=-1):
    z -= np.max(z, axis=axis, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(axis=axis, keepdims=True)
    return z

@variant("softmax", "in float32")
def in_float32(z, axis=-1):
    z = np.asarray(z, dtype=np.float32)
    e = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

@mistake("Counter", name="shared_total", hint="The total belongs to the class, not to one counter.")
class Shared:
    total = 0
    def add(self, n):
        Shared.total += n
        return Shared.total

mistake("choice", name="says_a", value="a", hint="Think of the other one.")
"""

TOML = """[chapter]
title = "Tiny"
[softmax]
title = "Softmax"
minutes = 5
difficulty = 2
hints = ["one", "two", "three"]
[Counter]
title = "A counter"
minutes = 3
difficulty = 1
hints = ["one", "two", "three"]
[choice]
title = "Choose"
minutes = 1
difficulty = 1
hints = ["one", "two", "three"]
[essay]
title = "Say why"
minutes = 5
difficulty = 2
"""


def grader(role: str, grade_id: str, points: float | None = None) -> dict[str, object]:
    """Return nbgrader's metadata for a cell of this role."""
    meta: dict[str, object] = {
        "grade": role in ("test", "written"),
        "solution": role in ("answer", "written"),
        "locked": role in ("test", "given"),
        "task": False,
        "grade_id": grade_id,
        "schema_version": 3,
    }
    if points is not None:
        meta["points"] = points
    return {"nbgrader": meta}


def code(source: str, role: str = "", grade_id: str = "", points: float | None = None):
    """Make a code cell."""
    metadata = grader(role, grade_id, points) if role else {}
    return nbformat.v4.new_code_cell(source, metadata=metadata, id=grade_id or "plain")


def text(source: str, role: str = "", grade_id: str = "", points: float | None = None):
    """Make a Markdown cell."""
    metadata = grader(role, grade_id, points) if role else {}
    return nbformat.v4.new_markdown_cell(source, metadata=metadata, id=grade_id or "text")


def tiny_notebook() -> nbformat.NotebookNode:
    """Return the source notebook of the tiny chapter."""
    cells = [
        code(SETUP, "given", "setup"),
        text("# Softmax\n<!-- exercise: softmax -->\nTurn scores into probabilities."),
        code(SOFTMAX, "answer", "softmax"),
        code(SOFTMAX_ROWS, "test", "softmax-rows", 3),
        code(SOFTMAX_EXTREME, "test", "softmax-extreme", 2),
        code(COUNTER, "answer", "Counter"),
        code(COUNTER_STEPS, "test", "Counter-steps", 2),
        code(CHOICE, "answer", "choice"),
        code(CHOICE_RIGHT, "test", "choice-right", 1),
        text("YOUR ANSWER: because of reasons", "written", "essay", 2),
    ]
    node = nbformat.v4.new_notebook(cells=cells)
    node.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    for number, cell in enumerate(node.cells):
        if cell.id in ("plain", "text"):
            cell.id = f"{cell.id}-{number}"
    return node


def write_tiny_course(root: Path) -> Path:
    """Write the course below `root`; return the chapter's source folder."""
    folder = root / "source_notebooks" / "ch1_tiny"
    folder.mkdir(parents=True)
    nbformat.write(tiny_notebook(), folder / "tiny.ipynb")
    (folder / "mistakes.py").write_text(MISTAKES, encoding="utf-8")
    (folder / "exercises.toml").write_text(TOML, encoding="utf-8")
    (folder / "note.txt").write_text("a supporting file\n", encoding="utf-8")
    return folder


NEXT_SETUP = """import numpy as np
from autograder.check import exercise
from earlier import softmax, Counter as Tally
PRIOR = np.loadtxt("data/prior.txt")"""

SURPRISE = '''def surprise(z, k):
    """Return how surprising class k is, and how often the tally has counted."""
    ### BEGIN SOLUTION
    tally = Tally()
    return float(-np.log(softmax(z)[k] * PRIOR[k])), tally.add(1)
    ### END SOLUTION'''

SURPRISE_VALUES = """with exercise("surprise-values") as check:
    check(surprise).on(np.array([1.0, 2.0, 0.5]), 1)
    check(surprise).on(np.array([1.0, 2.0, 0.5]), 2)
    check(surprise).through(lambda f: f(np.zeros(3), 0)[0] > softmax(np.zeros(3))[0],
                            equals=True, because="it is above the probability")"""

SURPRISE_MISTAKES = """import numpy as np
from earlier import softmax as right
from autograder.mistakes import mistake

@mistake("surprise", hint="The prior has a say.")
def forgets_the_prior(z, k):
    return float(-np.log(right(z)[k])), 1

@mistake("surprise", hint="A surprise is not negative.")
def negative(z, k):
    return float(np.log(softmax(z)[k] * PRIOR[k])), 1

@mistake("surprise", hint="You count twice.")
def twice(z, k):
    return surprise(z, k)[0], Tally().add(2)
"""

NEXT_TOML = """[chapter]
title = "Next"
[surprise]
title = "Surprise"
minutes = 5
difficulty = 1
hints = ["one", "two", "three"]
"""


def write_next_chapter(root: Path) -> Path:
    """Write a second chapter that imports from the first; return its source folder."""
    folder = root / "source_notebooks" / "ch2_next"
    (folder / "data").mkdir(parents=True)
    (folder / "mistakes").mkdir()
    cells = [
        code(NEXT_SETUP, "given", "setup"),
        text("<!-- exercise: surprise -->"),
        code(SURPRISE, "answer", "surprise"),
        code(SURPRISE_VALUES, "test", "surprise-values", 2),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "next.ipynb")
    (folder / "mistakes" / "surprise.py").write_text(SURPRISE_MISTAKES, encoding="utf-8")
    (folder / "exercises.toml").write_text(NEXT_TOML, encoding="utf-8")
    (folder / "data" / "prior.txt").write_text("0.5 0.3 0.2\n", encoding="utf-8")
    return folder


def split_mistakes(folder: Path) -> None:
    """Turn the chapter's `mistakes.py` into a folder with one file an exercise."""
    path = folder / "mistakes.py"
    text = path.read_text(encoding="utf-8")
    path.unlink()
    head, *parts = re.split(r"^(?=@?(?:mistake|variant)\()", text, flags=re.MULTILINE)
    files: dict[str, str] = {}
    for part in parts:
        exercise = part.split('"')[1]
        files[exercise] = files.get(exercise, head) + part
    (folder / "mistakes").mkdir()
    for exercise, content in files.items():
        (folder / "mistakes" / f"{exercise}.py").write_text(content, encoding="utf-8")


def edit_cell(folder: Path, grade_id: str, old: str, new: str) -> None:
    """Replace text in one cell of the chapter's notebook."""
    path = folder / "tiny.ipynb"
    node = nbformat.read(path, 4)
    cell = next(c for c in node.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)
    assert old in cell.source
    cell.source = cell.source.replace(old, new)
    nbformat.write(node, path)
