"""Submissions that try to get marks, each by one trick, on the tiny course of `tiny_course.py`.

Each attack hands in a wrong `softmax` and an honest `Counter`. It must gain nothing for softmax,
and lose nothing for Counter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell

WRONG = "def softmax(z, axis=-1):\n    return np.zeros_like(z)\n"


@dataclass(frozen=True)
class Attack:
    """One trick: the text of the softmax cell, and what else is done to the notebook.

    `ruins_itself` marks those after which the submission's own later cells cannot run: they gain
    nothing, and lose the exercises that follow.
    """

    name: str
    trick: str
    source: str = WRONG
    change: Callable[[NotebookNode], None] = field(default=lambda node: None)
    ruins_itself: bool = False


def _cell(node: NotebookNode, grade_id: str) -> NotebookNode:
    return next(c for c in node.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def _tests(node: NotebookNode) -> list[NotebookNode]:
    return [c for c in node.cells if c.metadata.get("nbgrader", {}).get("grade")]


def _every_test(**changes: object) -> Callable[[NotebookNode], None]:
    def change(node: NotebookNode) -> None:
        for cell in _tests(node):
            cell.metadata.nbgrader.update(changes)

    return change


def _tag_tests(tag: str) -> Callable[[NotebookNode], None]:
    def change(node: NotebookNode) -> None:
        for cell in _tests(node):
            cell.metadata["tags"] = [tag]

    return change


def _remove_tests(node: NotebookNode) -> None:
    node.cells = [cell for cell in node.cells if cell not in _tests(node)]


def _empty_tests(node: NotebookNode) -> None:
    for cell in _tests(node):
        if cell.cell_type == "code":
            cell.source = "pass"


def _first(source: str) -> Callable[[NotebookNode], None]:
    def change(node: NotebookNode) -> None:
        node.cells.insert(0, new_code_cell(source))

    return change


def _last(source: str) -> Callable[[NotebookNode], None]:
    def change(node: NotebookNode) -> None:
        node.cells.append(new_code_cell(source))

    return change


def _forged_outputs(node: NotebookNode) -> None:
    for cell in _tests(node):
        if cell.cell_type == "code":
            cell.outputs = [
                from_dict(
                    {
                        "output_type": "execute_result",
                        "execution_count": 1,
                        "data": {"text/plain": str(cell.metadata.nbgrader.points)},
                        "metadata": {},
                    }
                )
            ]


def _swap_ids(node: NotebookNode) -> None:
    one, other = _cell(node, "softmax-rows"), _cell(node, "Counter-steps")
    one.metadata.nbgrader.grade_id = "Counter-steps"
    other.metadata.nbgrader.grade_id = "softmax-rows"


def _second_test_cell(node: NotebookNode) -> None:
    twin = from_dict(_cell(node, "softmax-rows"))
    twin.source, twin.id = "assert True", "twin"
    node.cells.insert(2, twin)


LIAR = """
class Liar:
    shape, dtype, size, ndim = (2, 3), np.dtype(float), 6, 2
    def __getattr__(self, name):
        if name.startswith('__'): raise AttributeError(name)
        return self
    def __call__(self, *a, **k): return self
    def __getitem__(self, i): return self
    def __array__(self, *a, **k): return np.ones((2, 3)) / 3
    def __array_function__(self, *a, **k): return True
    def __array_ufunc__(self, *a, **k): return True
    def __eq__(self, other): return True
    def __bool__(self): return True
    def __float__(self): return 1.0
    def __hash__(self): return 0
    __lt__ = __le__ = __gt__ = __ge__ = __ne__ = __eq__
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __truediv__ = __call__
"""

ATTACKS = (
    Attack("patch-allclose", "np.allclose always says yes",
           WRONG + "np.allclose = np.isclose = np.array_equal = lambda *a, **k: True"),
    Attack("patch-testing", "np.testing's functions do nothing",
           WRONG + "import numpy.testing as t\nfor n in dir(t):\n"
           "    if n.startswith('assert'): setattr(t, n, lambda *a, **k: None)"),
    Attack("patch-arithmetic", "np.abs and np.max give zeros, so nothing differs",
           WRONG + "np.abs = np.absolute = np.max = lambda *a, **k: np.zeros(1)"),
    Attack("patch-builtins", "all, any, abs, isinstance and zip are replaced",
           WRONG + "import builtins\nbuiltins.all = builtins.any = lambda *a: True\n"
           "builtins.abs = lambda x: 0\nbuiltins.zip = lambda *a, **k: []", ruins_itself=True),
    Attack("strip-asserts", "an AST transformer removes every assert",
           WRONG + "import ast\nclass Strip(ast.NodeTransformer):\n"
           "    def visit_Assert(self, node): return ast.Pass()\n"
           "    def visit_With(self, node): return ast.Pass()\n"
           "get_ipython().ast_transformers.append(Strip())"),
    Attack("input-transformer", "every later cell's source becomes `pass`",
           WRONG + "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])",
           ruins_itself=True),
    Attack("replace-run-cell", "the shell's run_code does nothing",
           WRONG + "async def nothing(*a, **k): return False\n"
           "get_ipython().run_code = nothing", ruins_itself=True),
    Attack("replace-showtraceback", "errors are not shown",
           WRONG + "get_ipython().showtraceback = lambda *a, **k: None"),
    Attack("display-hook", "the display hook prints the full points",
           WRONG + "import sys\nsys.displayhook = lambda v: print(3.0)"),
    Attack("lying-object", "an object that equals anything",
           LIAR + "def softmax(z, axis=-1):\n    return Liar()"),
    Attack("lying-callable", "the answer itself is an object that equals anything",
           LIAR + "softmax = Liar()"),
    Attack("lying-subclass", "an ndarray whose comparisons are true",
           "class Yes(np.ndarray):\n    def __eq__(self, o): return np.ones(self.shape, bool)\n"
           "    def __sub__(self, o): return np.zeros(self.shape)\n"
           "    __rsub__ = __sub__\n"
           "def softmax(z, axis=-1):\n    return np.zeros(np.shape(z)).view(Yes)"),
    Attack("lying-numbers", "float and int subclasses that equal anything",
           "class Yes(float):\n    def __eq__(self, o): return True\n"
           "    __hash__ = float.__hash__\n"
           "    def __sub__(self, o): return 0.0\n"
           "def softmax(z, axis=-1):\n    return [[Yes() for _ in range(3)] for _ in range(2)]"),
    Attack("lying-class", "__class__ says ndarray",
           "class Fake:\n    __class__ = np.ndarray\n    shape = (2, 3)\n"
           "    dtype = np.dtype(float)\n    def __eq__(self, o): return True\n"
           "def softmax(z, axis=-1):\n    return Fake()"),
    Attack("empty-array", "an empty array, for which every `all` is true",
           "def softmax(z, axis=-1):\n    return np.zeros((0,) + np.shape(z)[1:])"),
    Attack("nan", "nan, which is neither larger nor smaller",
           "def softmax(z, axis=-1):\n    return np.full(np.shape(z), np.nan)"),
    Attack("masked-array", "a masked array, whose differences are masked",
           "def softmax(z, axis=-1):\n    return np.ma.masked_all(np.shape(z))"),
    Attack("read-history", "the expected values are read from the cells run so far",
           "def softmax(z, axis=-1):\n    import re\n    text = ''.join(map(str, In[-1:]))\n"
           "    found = re.findall(r'np.ones.(.).', text)\n    return np.zeros(np.shape(z))"),
    Attack("read-the-stack", "the caller's frames hold the expected values",
           "def softmax(z, axis=-1):\n    import sys\n    f = sys._getframe()\n"
           "    while f:\n        for v in f.f_locals.values():\n"
           "            if type(v) is np.ndarray and v.shape == np.shape(z) and v is not z:\n"
           "                return v\n        f = f.f_back\n    return z"),
    Attack("search-the-heap", "the garbage collector knows every object",
           "def softmax(z, axis=-1):\n    import gc\n    for o in gc.get_objects():\n"
           "        if type(o).__name__ in ('Book', 'StoredClaim', 'Observation'): return o\n"
           "    return z"),
    Attack("settrace", "a trace function changes the checker's locals",
           WRONG + "import sys\ndef t(frame, event, arg):\n"
           "    if 'passed' in frame.f_locals: frame.f_locals['passed'] = True\n    return t\n"
           "sys.settrace(t)"),
    Attack("patch-the-checker", "the check library says yes to everything",
           WRONG + "import autograder.check.judge as j, autograder.check.compare as c\n"
           "j.difference = c.difference = lambda *a, **k: None\n"
           "import autograder.check.desk as d\nd.LearnerDesk.finish = lambda *a, **k: None"),
    Attack("replace-exercise", "`exercise` is a context manager that swallows everything",
           WRONG + "class exercise:\n    def __init__(self, *a): pass\n"
           "    def __enter__(self): return self\n    def __exit__(self, *a): return True\n"
           "    def __call__(self, *a): return self\n    def __getattr__(self, n): return self"),
    Attack("exit-zero", "the process ends well before a test can fail",
           "import os, atexit\n" + "def softmax(z, axis=-1):\n    os._exit(0)"),
    Attack("sys-exit", "SystemExit is no Exception",
           "import sys\ndef softmax(z, axis=-1):\n    sys.exit(0)"),
    Attack("keyboard-interrupt", "the grader shall think that its user pressed ctrl-C",
           "def softmax(z, axis=-1):\n    raise KeyboardInterrupt"),
    Attack("not-implemented", "an error that means `not attempted`",
           "def softmax(z, axis=-1):\n    raise NotImplementedError"),
    Attack("stop-iteration", "an error that ends the test's loops quietly",
           "def softmax(z, axis=-1):\n    raise StopIteration"),
    Attack("deep-nesting", "a list so deep that comparing it overflows the stack",
           "def softmax(z, axis=-1):\n    x = []\n"
           "    for _ in range(100_000): x = [x]\n    return x"),
    Attack("cyclic", "a list that contains itself",
           "def softmax(z, axis=-1):\n    x = []\n    x.append(x)\n    return x"),
    Attack("huge-number", "an integer of a million digits",
           "def softmax(z, axis=-1):\n    return 10 ** 1_000_000"),
    Attack("huge-text", "a string of 100 MB",
           "def softmax(z, axis=-1):\n    return 'x' * 100_000_000"),
    Attack("ignore-interrupts", "an endless loop that ignores SIGINT",
           "import signal\ndef softmax(z, axis=-1):\n"
           "    signal.signal(signal.SIGINT, signal.SIG_IGN)\n    while True: pass"),
    Attack("swallow-interrupts", "an endless loop that catches everything",
           "def softmax(z, axis=-1):\n    while True:\n        try:\n            while True: pass\n"
           "        except BaseException: pass"),
    Attack("memory", "all memory there is",
           "def softmax(z, axis=-1):\n    return np.ones((1 << 33,))"),
    Attack("forged-message", "bytes of a made-up verdict on every open socket",
           WRONG + "import os\nfor fd in range(3, 64):\n    try: os.write(fd, b'passed' * 50)\n"
           "    except OSError: pass"),
    Attack("close-descriptors", "all descriptors are closed",
           "import os\ndef softmax(z, axis=-1):\n    os.closerange(3, 256)\n    return z"),
    Attack("kill-the-family", "the parent and the group are killed",
           "import os, signal\ndef softmax(z, axis=-1):\n    os.killpg(os.getpgid(0), 9)"),
    Attack("skip-execution", "test cells are tagged skip-execution",
           change=_tag_tests("skip-execution")),
    Attack("raises-exception", "test cells are tagged raises-exception",
           change=_tag_tests("raises-exception")),
    Attack("more-points", "test cells claim a thousand points",
           change=_every_test(points=1000)),
    Attack("negative-points", "test cells claim minus one point",
           change=_every_test(points=-1)),
    Attack("points-are-nan", "test cells claim nan points",
           change=_every_test(points=float("nan"))),
    Attack("unlocked", "test cells are called solutions",
           change=_every_test(solution=True, locked=False)),
    Attack("renamed-ids", "test cells have ids that nobody knows",
           change=lambda node: [c.metadata.nbgrader.update(grade_id=f"x{i}")
                                for i, c in enumerate(_tests(node))] and None),
    Attack("swapped-ids", "a failing test takes the id of one that passes",
           change=_swap_ids),
    Attack("no-tests", "all test cells are deleted", change=_remove_tests),
    Attack("empty-tests", "all test cells hold `pass`", change=_empty_tests),
    Attack("markdown-tests", "test cells are Markdown now",
           change=lambda node: [c.update(cell_type="markdown") for c in _tests(node)] and None),
    Attack("second-test-cell", "an easier twin stands before the test",
           change=_second_test_cell),
    Attack("forged-outputs", "the outputs already say the points",
           change=_forged_outputs),
    Attack("evil-first-cell", "a first cell replaces modules before they are imported",
           change=_first("import sys, types\nm = types.ModuleType('autograder.check')\n"
                         "class exercise:\n    def __init__(s, *a): pass\n"
                         "    def __enter__(s): return s\n    def __exit__(s, *a): return True\n"
                         "    def __call__(s, *a): return s\n    def __getattr__(s, n): return s\n"
                         "m.exercise, m.hint = exercise, print\n"
                         "sys.modules['autograder.check'] = m")),
    Attack("evil-last-cell", "a last cell rewrites the history of outputs",
           change=_last("Out.clear(); In.clear(); get_ipython().reset()")),
)  # fmt: skip
