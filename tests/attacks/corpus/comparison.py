"""The comparison is made to say yes: NumPy, builtins, asserts and the checker are replaced."""

from __future__ import annotations

from .attack import WRONG, Attack, first

STRIP = """
import ast
class Strip(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
    def visit_With(self, node): return ast.Pass()
"""

FAKE_EXERCISE = """
class exercise:
    def __init__(self, *a): pass
    def __enter__(self): return self
    def __exit__(self, *a): return True
    def __call__(self, *a): return self
    def __getattr__(self, name): return self
"""

ATTACKS = (
    Attack(
        "patch-allclose",
        "np.allclose and its like always say yes",
        WRONG + "np.allclose = np.isclose = np.array_equal = lambda *a, **k: True",
    ),
    Attack(
        "patch-testing",
        "np.testing's functions do nothing",
        WRONG + "import numpy.testing as t\nfor n in dir(t):\n"
        "    if n.startswith('assert'): setattr(t, n, lambda *a, **k: None)",
    ),
    Attack(
        "patch-testing-module",
        "the module numpy.testing itself is another one",
        WRONG + "import sys\nfrom unittest.mock import MagicMock\n"
        "sys.modules['numpy.testing'] = np.testing = MagicMock()",
    ),
    Attack(
        "patch-arithmetic",
        "np.abs and np.max give zeros, so nothing differs",
        WRONG + "np.abs = np.absolute = np.max = lambda *a, **k: np.zeros(1)",
    ),
    Attack(
        "patch-ufunc-in-c",
        "the table of np.equal's inner loops is overwritten in memory",
        WRONG + "import ctypes\n"
        "# object header (16), then six ints, then the pointer to the loops\n"
        "loops = ctypes.c_void_p.from_address(id(np.not_equal) + 32)\n"
        "loops.value = ctypes.c_void_p.from_address(id(np.logical_xor) + 32).value",
    ),
    Attack(
        "patch-test-input",
        "np.array gives zeros, so that input and expected value are zeros too",
        WRONG + "real = np.array\nnp.array = lambda *a, **k: real(*a, **k) * 0",
    ),
    Attack(
        "patch-builtins",
        "all, any, abs and zip are replaced",
        WRONG + "import builtins\nbuiltins.all = builtins.any = lambda *a: True\n"
        "builtins.abs = lambda x: 0\nbuiltins.zip = lambda *a, **k: []",
    ),
    Attack(
        "patch-assertion-error",
        "AssertionError is a class that cannot be raised",
        WRONG + "import builtins\nbuiltins.AssertionError = type('Quiet', (Warning,), {})",
    ),
    Attack(
        "shadow-names",
        "names that a test may use mean something else in the notebook",
        WRONG + "class np_:\n    def __getattr__(self, n):\n"
        "        import numpy\n        real = getattr(numpy, n)\n"
        "        return (lambda *a, **k: True) if n in ('allclose', 'testing') else real\n"
        "np = np_()\nabs = lambda x: 0\nall = any = lambda x: True\nisinstance = lambda *a: True",
    ),
    Attack(
        "strip-asserts",
        "an AST transformer removes every assert and every with",
        WRONG + STRIP + "get_ipython().ast_transformers.append(Strip())",
    ),
    Attack(
        "strip-all-checks",
        "an AST transformer removes every statement of a later cell that mentions assert",
        WRONG + STRIP + "class All(Strip):\n    def visit_Expr(self, node):\n"
        "        return ast.Pass() if 'assert' in ast.unparse(node) else node\n"
        "get_ipython().ast_transformers.append(All())",
    ),
    Attack(
        "strip-asserts-in-compile",
        "the shell's compiler removes every assert",
        WRONG + STRIP + "c = get_ipython().compile\nreal = c.ast_parse\n"
        "c.ast_parse = lambda *a, **k: Strip().visit(real(*a, **k))",
    ),
    Attack(
        "optimise",
        "Python is told to leave asserts out, as `python -O` would",
        WRONG + "import codeop\nshell = get_ipython()\nreal = compile\n"
        "import builtins\n"
        "def without(source, name, mode, *a, **k):\n"
        "    k['optimize'] = 2\n    return real(source, name, mode, *a, **k)\n"
        "builtins.compile = without",
    ),
    Attack(
        "input-transformer",
        "every later cell's source becomes `pass`",
        WRONG + "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])",
    ),
    Attack(
        "line-transformer",
        "every line of a later cell that asserts becomes `pass`",
        WRONG + "import re\nget_ipython().input_transformers_post.append(\n"
        "    lambda lines: [re.sub(r'^(\\s*)(assert|np.testing).*', r'\\1pass', l)"
        " for l in lines])",
    ),
    Attack(
        "replace-run-code",
        "the shell's run_code does nothing",
        WRONG + "async def nothing(*a, **k): return False\nget_ipython().run_code = nothing",
    ),
    Attack(
        "replace-run-cell",
        "the shell's run_cell reports success and runs nothing",
        WRONG + "from IPython.core.interactiveshell import ExecutionResult as R\n"
        "def quiet(*a, **k):\n    r = R(None)\n    r.result = None\n    return r\n"
        "async def quiet_async(*a, **k): return quiet()\n"
        "shell = get_ipython()\nshell.run_cell = quiet\nshell.run_cell_async = quiet_async",
    ),
    Attack(
        "no-run-cell",
        "the shell has no run_cell any more",
        WRONG + "get_ipython().run_cell = None\nget_ipython().run_cell_async = None",
    ),
    Attack(
        "replace-showtraceback",
        "errors are not shown",
        WRONG + "get_ipython().showtraceback = lambda *a, **k: None\n"
        "get_ipython()._showtraceback = lambda *a, **k: None",
    ),
    Attack(
        "custom-exceptions",
        "a handler of the shell takes every exception and says nothing",
        WRONG + "get_ipython().set_custom_exc((Exception,), lambda *a, **k: None)",
    ),
    Attack(
        "settrace",
        "a trace function changes the checker's locals",
        WRONG + "import sys\ndef t(frame, event, arg):\n"
        "    if 'passed' in frame.f_locals: frame.f_locals['passed'] = True\n    return t\n"
        "sys.settrace(t)",
    ),
    Attack(
        "jump-over-asserts",
        "a trace function jumps over every line that asserts",
        WRONG + "import sys, linecache\ndef t(frame, event, arg):\n"
        "    frame.f_trace_opcodes = False\n"
        "    if event == 'line' and 'assert' in linecache.getline(\n"
        "            frame.f_code.co_filename, frame.f_lineno):\n"
        "        try: frame.f_lineno = frame.f_lineno + 1\n"
        "        except ValueError: pass\n    return t\n"
        "sys.settrace(t)",
    ),
    Attack(
        "patch-the-checker",
        "the check library says yes to everything",
        WRONG + "import autograder.check.judge as j, autograder.check.compare as c\n"
        "j.difference = c.difference = lambda *a, **k: None\n"
        "import autograder.check.desk as d\nd.LearnerDesk.finish = lambda *a, **k: None",
    ),
    Attack(
        "replace-exercise",
        "`exercise` is a context manager that swallows everything",
        WRONG + FAKE_EXERCISE,
    ),
    Attack(
        "evil-first-cell",
        "a first cell replaces modules before they are imported",
        change=first(
            FAKE_EXERCISE + "import sys, types\nm = types.ModuleType('autograder.check')\n"
            "m.exercise, m.hint = exercise, print\nsys.modules['autograder.check'] = m"
        ),
    ),
    Attack(
        "import-hook",
        "an import hook hands out its own numpy.testing, pytest and unittest",
        WRONG + "import builtins\nfrom unittest.mock import MagicMock\nreal = builtins.__import__\n"
        "def mine(name, *a, **k):\n"
        "    if name.split('.')[0] in ('pytest', 'unittest') or 'testing' in name:\n"
        "        return MagicMock()\n    return real(name, *a, **k)\n"
        "builtins.__import__ = mine",
    ),
    Attack(
        "cell-hooks",
        "a hook of the shell puts the reference's name on whatever is there before each cell",
        WRONG + "def before(*a):\n    import builtins\n"
        "    get_ipython().user_ns.update(exercise=lambda *a: __import__('contextlib').suppress("
        "BaseException), all=lambda x: True)\n"
        "get_ipython().events.register('pre_run_cell', before)",
    ),
)
