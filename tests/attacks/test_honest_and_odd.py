"""Honest submissions that look odd: each has the marks that it deserves.

They are graded as one class, like the attacks. What they do is what learners do: print, warn, plot,
measure, ask the shell, keep helpers of their own, and hand in what a year of clicking has made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from arena import ALL_POINTS, Arena, Evidence, make_arena, outputs_of, run_class
from corpus.attack import cell, file, first
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from tiny_course import SOFTMAX

from autograder.sandbox import shared_zygote


@dataclass(frozen=True)
class Odd:
    """A right answer to everything, with something odd about it.

    `before` is a cell of the learner's own ahead of the softmax cell, `source` that cell's text.
    """

    name: str
    before: str = ""
    source: str = SOFTMAX
    change: Callable[[NotebookNode], object] = lambda node: None
    files: Callable[[Path], object] = lambda folder: None
    shows: str = ""
    points: float = ALL_POINTS


def _shuffled(node: NotebookNode) -> None:
    node.cells = node.cells[::2] + node.cells[1::2]


def _without_markdown(node: NotebookNode) -> None:
    node.cells = [
        one for one in node.cells if one.cell_type == "code" or "nbgrader" in one.metadata
    ]


def _old_format(node: NotebookNode) -> None:
    node.nbformat_minor = 2
    for one in node.cells:
        one.pop("id", None)


def _with_outputs(node: NotebookNode) -> None:
    for number, one in enumerate(one for one in node.cells if one.cell_type == "code"):
        one.execution_count = 90 - number
        one.outputs = [
            new_output("stream", name="stdout", text="left from yesterday\n"),
            new_output("error", ename="X", evalue="y", traceback=["z"]),
        ]


def _split(node: NotebookNode) -> None:
    """Begin the answer in a cell of one's own, as learners do who try things out."""
    node.cells.insert(1, new_code_cell("def shift(z):\n    return z - np.max(z)"))


def _copied_answer(node: NotebookNode) -> None:
    other = new_code_cell("def softmax(z): return z  # an old try", metadata={})
    node.cells.insert(node.cells.index(cell(node, "softmax")), other)


def _edited_test(node: NotebookNode) -> None:
    cell(node, "softmax-rows").source += "\nprint(softmax(Z))  # to see it"


def _notes(node: NotebookNode) -> None:
    node.cells.insert(3, new_markdown_cell("# My notes\n- exp of a *large* number overflows"))


def _given_changed(node: NotebookNode) -> None:
    cell(node, "setup").source = "import numpy\nfrom autograder.check import exercise"


def _tags(node: NotebookNode) -> None:
    for one in node.cells:
        one.metadata["tags"] = ["important", "todo"]
        one.metadata["jupyter"] = {"source_hidden": True}
        one.metadata["vscode"] = {"languageId": "python"}


NOISY = SOFTMAX.replace("    shifted", "    print('called with', z)\n    shifted", 1)
STATEFUL = "calls = []\n" + SOFTMAX.replace("    shifted", "    calls.append(1)\n    shifted", 1)
WARNS = "import warnings\n" + SOFTMAX.replace(
    "    shifted", "    warnings.warn('slow', RuntimeWarning)\n    shifted", 1
)
LOGS = "import logging, sys\nlogging.basicConfig(level='DEBUG')\n" + SOFTMAX.replace(
    "    shifted", "    logging.info('called')\n    print('x', file=sys.stderr)\n    shifted", 1
)
CLASS = """class Softmax:
    def __call__(self, z, axis=-1):
        e = np.exp(z - np.max(z, axis=axis, keepdims=True))
        return e / e.sum(axis=axis, keepdims=True)
softmax = Softmax().__call__
"""

ODD = (
    Odd("right"),
    Odd("prints-in-the-function", source=NOISY),
    Odd("prints-to-stderr", "import sys\nprint('careful', file=sys.stderr)", shows="careful"),
    Odd("warnings", "import warnings\nwarnings.warn('old')\nnp.float64(1) / 0", source=WARNS),
    Odd("warnings-are-errors", "import warnings\nwarnings.simplefilter('error')"),
    Odd("numpy-errors-are-raised", "np.seterr(divide='raise', invalid='raise')"),
    Odd("logging", source=LOGS),
    Odd("counts-its-calls", source=STATEFUL),
    Odd("a-failing-cell-of-ones-own", "softmaxx(3)", shows="NameError"),
    Odd("a-syntax-error-of-ones-own", "def f(:", shows="SyntaxError"),
    Odd("helper-in-a-cell", change=_split),
    Odd("an-old-try-before", change=_copied_answer),
    Odd("timeit", "%timeit -n 3 -r 2 np.exp(1)", shows="per loop"),
    Odd("time-cell", "%%time\nx = sum(range(1000))", shows="Wall time"),
    Odd("prun", "%prun -q np.exp(1)"),
    Odd("time-on-the-answer", source="%%time\n" + SOFTMAX),
    Odd("magics", "%matplotlib inline\n%config InlineBackend.figure_format = 'svg'\n"
        "%load_ext autoreload\n%autoreload 2\n%precision 3\n%whos\n%history\n%pwd"),
    Odd("unknown-magic", "%load_ext nobody_has_this\n%lab_black"),
    Odd("help", "np.exp?\n?softmax\nhelp(np.exp)"),
    Odd("shell", "!ls\nfiles = !ls\nprint(files)", shows="note.txt"),
    Odd("shell-cell", "%%bash\necho from the shell", shows="from the shell"),
    Odd("pip", "%pip install --quiet nobody-has-this-package-at-all"),
    Odd("writefile", "%%writefile extra.py\nvalue = 3", change=first("import os")),
    Odd("await", "import asyncio\nawait asyncio.sleep(0.01)\nprint('slept')", shows="slept"),
    Odd("asyncio-run", "import asyncio\nasync def f(): return 5\nprint(await f())"),
    Odd("input", "name = input('Your name? ')", shows="Error"),
    Odd("debugger", "%pdb on\nimport pdb"),
    Odd("breakpoint", "breakpoint()"),
    Odd("plots", "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('x')\nplt.show()\n"
        "fig, ax = plt.subplots()\nax.imshow(np.eye(9))", shows="image/png"),
    Odd("many-plots", "import matplotlib.pyplot as plt\nfor _ in range(25): plt.figure()"),
    Odd("other-backend", "import matplotlib\nmatplotlib.use('TkAgg')"),
    Odd("widgets", "import ipywidgets\nfrom ipywidgets import interact\n"
        "interact(lambda x: x ** 2, x=(0, 9))\nipywidgets.IntSlider()"),
    Odd("html", "from IPython.display import HTML, Markdown, display\ndisplay(Markdown('# hi'))\n"
        "HTML('<b>bold</b>')"),
    Odd("progress", "from IPython.display import clear_output\nfor i in range(50):\n"
        "    clear_output(wait=True)\n    print(i)", shows="49"),
    Odd("big-output", "print('x' * 1_000_000)\nnp.arange(10 ** 6)"),
    Odd("big-array-shown", "np.set_printoptions(threshold=10 ** 9)\nprint(np.arange(300_000))"),
    Odd("many-lines", "for i in range(20_000): print(i)"),
    Odd("unusual-names", "größe = 3\nλ = 0.1\nΔx = λ * größe\nprint(Δx, '→ 你好 🎉')", shows="🎉"),
    Odd("shadows", "list = [1]\nsum = 3\nmax = 4\ntype = 5\nid = 6"),
    Odd("shadows-numpy", "exp = np.exp\nfrom numpy import *"),
    Odd("star-import", "from math import *"),
    Odd("threads", "import threading\nt = threading.Thread(target=print, args=('hi',))\n"
        "t.start(); t.join()"),
    Odd("processes", "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'print(1)'])"),
    Odd("pool", "from multiprocessing.pool import ThreadPool\n"
        "with ThreadPool(4) as p: print(p.map(abs, [-1, -2]))", shows="[1, 2]"),
    Odd("files", "open('notes.txt', 'w').write('x')\nnp.save('a.npy', np.ones(3))\n"
        "print(np.load('a.npy'))", shows="[1. 1. 1.]"),
    Odd("own-module", "from helpers import stable",
        SOFTMAX.replace("z - np.max(z, axis=axis, keepdims=True)", "stable(z, axis)"),
        files=file("helpers.py", "import numpy as np\ndef stable(z, axis):\n"
                   "    return z - np.max(z, axis=axis, keepdims=True)\n")),
    Odd("own-package", "import tools.extra", files=file("tools/extra.py", "value = 1\n")),
    Odd("own-data", "print(open('data/my numbers.csv').read())",
        files=file("data/my numbers.csv", "1,2\n"), shows="1,2"),
    Odd("reads-the-course-file", "print(open('note.txt').read())", shows="a supporting file"),
    Odd("dataclass-and-types", "from __future__ import annotations\n"
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: float = 0"),
    Odd("lambda", source="softmax = lambda z, axis=-1: (\n"
        "    np.exp(z - np.max(z, axis, keepdims=True)) /\n"
        "    np.exp(z - np.max(z, axis, keepdims=True)).sum(axis, keepdims=True))"),
    Odd("a-bound-method", source=CLASS),
    Odd("partial", source="from functools import partial, lru_cache, wraps\n" + SOFTMAX +
        "\nsoftmax = partial(softmax)"),
    Odd("decorated", source="import functools\ndef log(f):\n    @functools.wraps(f)\n"
        "    def g(*a, **k):\n        return f(*a, **k)\n    return g\n@log\n" + SOFTMAX),
    Odd("jit-like-recursion-limit", "import sys\nsys.setrecursionlimit(3000)"),
    Odd("seeds", "np.random.seed(3)\nimport random; random.seed(3)"),
    Odd("changes-folder", "import os\nos.makedirs('sub', exist_ok=True)\nos.chdir('sub')"),
    Odd("deletes-names", "x = 1\ndel x\n%reset_selective -f y"),
    Odd("ends-with-exit", change=lambda node: node.cells.append(new_code_cell("exit()"))),
    Odd("gc-and-signals", "import gc, signal\ngc.disable()\nsignal.signal(signal.SIGINT, "
        "signal.default_int_handler)"),
    Odd("semicolon", "plot = 3;\nplot;"),
    Odd("cells-reordered", change=_shuffled),
    Odd("markdown-deleted", change=_without_markdown),
    Odd("old-format", change=_old_format),
    Odd("outputs-left", change=_with_outputs),
    Odd("test-edited", change=_edited_test),
    Odd("notes-between", change=_notes),
    Odd("setup-changed", change=_given_changed),
    Odd("tags-and-editors", change=_tags),
    Odd("windows-line-ends", source=SOFTMAX.replace("\n", "\r\n")),
    Odd("tabs", source=SOFTMAX.replace("    ", "\t")),
    Odd("empty-cells", change=lambda node: node.cells.extend(new_code_cell("") for _ in range(9))),
    Odd("one-wrong", source="def softmax(z, axis=-1):\n    return z", points=3),
)  # fmt: skip


@pytest.fixture(scope="module")
def class_of_odd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Arena, dict[str, Evidence]]:
    if not shared_zygote().walled:
        pytest.skip("learners' shell commands are not run where there are no walls")
    arena = make_arena(tmp_path_factory.mktemp("course"), {})
    arena.write_class([])
    for odd in ODD:
        node = arena.handed_in(None)
        answer = cell(node, "softmax")
        answer.source = odd.source
        if odd.before:
            node.cells.insert(node.cells.index(answer), new_code_cell(odd.before))
        odd.change(node)
        odd.files(arena.write(odd.name, node))
    return arena, run_class(arena)


def test_an_honest_but_odd_submission_has_the_marks_that_it_deserves(
    class_of_odd: tuple[Arena, dict[str, Evidence]],
) -> None:
    _, seen = class_of_odd
    problems = [
        f"{odd.name} has {seen[odd.name].result.points:g}: {seen[odd.name].result.notebooks[0]}"
        for odd in ODD
        if seen[odd.name].result.points != odd.points
    ]
    problems += [
        f"{odd.name} does not show {odd.shows!r}: {outputs_of(seen[odd.name].notebook)}"
        for odd in ODD
        if odd.shows not in "".join(outputs_of(seen[odd.name].notebook, whole=True))
    ]
    assert not problems, "\n".join(problems)
