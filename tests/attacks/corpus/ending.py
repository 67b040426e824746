"""The test does not come to its end: errors, exits and signals that might count as success."""

from __future__ import annotations

from .attack import WRONG, Attack, first, last

DOES = "def softmax(z, axis=-1):\n    "

ATTACKS = (
    Attack("exit-zero", "the process ends well before a test can fail",
           "import os\n" + DOES + "os._exit(0)"),
    Attack("exit-zero-in-the-cell", "the process ends well while the notebook runs",
           WRONG + "import os\nos._exit(0)"),
    Attack("exit-at-exit", "a handler at exit reports success",
           WRONG + "import atexit, os\natexit.register(os._exit, 0)\nraise SystemExit(0)"),
    Attack("sys-exit", "SystemExit is no Exception", "import sys\n" + DOES + "sys.exit(0)"),
    Attack("sys-exit-in-the-cell", "SystemExit ends the answer's own cell",
           WRONG + "import sys\nsys.exit(0)"),
    Attack("exit-function", "exit(), which ends a kernel", WRONG + "exit()"),
    Attack("quit-in-a-first-cell", "quit ends the kernel before the first test", WRONG,
           change=first("quit")),
    Attack("kernel-exit", "the shell is told that it is finished",
           WRONG + "get_ipython().ask_exit()\nget_ipython().exit_now = True"),
    Attack("keyboard-interrupt", "the grader shall think that its user pressed Ctrl-C",
           DOES + "raise KeyboardInterrupt"),
    Attack("keyboard-interrupt-in-the-cell", "the same while the notebook runs",
           WRONG + "raise KeyboardInterrupt"),
    Attack("generator-exit", "GeneratorExit is no Exception either",
           DOES + "raise GeneratorExit"),
    Attack("not-implemented", "an error that means `not attempted`",
           DOES + "raise NotImplementedError"),
    Attack("stop-iteration", "an error that ends the test's loops quietly",
           DOES + "raise StopIteration"),
    Attack("skip-test", "the error by which test frameworks skip a test",
           "import unittest\n" + DOES + "raise unittest.SkipTest('not today')"),
    Attack("exception-group", "a group of errors, which `except` handles otherwise",
           DOES + "raise ExceptionGroup('x', [SystemExit and ValueError('y')])"),
    Attack("an-own-base-exception", "an exception that is only a BaseException",
           "class Passed(BaseException): pass\n" + DOES + "raise Passed('5 of 5')"),
    Attack("an-error-that-lies", "an exception whose text, class and repr raise errors or lie",
           "class E(Exception):\n    def __str__(self): raise SystemExit\n    __repr__ = __str__\n"
           "    __class__ = property(lambda s: type(None))\n" + DOES + "raise E"),
    Attack("warnings-as-nothing", "a flood of warnings hides the error",
           "import warnings\n" + DOES +
           "[warnings.warn(str(i)) for i in range(3000)]\n    raise Warning"),
    Attack("recursion", "endless recursion", DOES + "return softmax(z, axis)"),
    Attack("recursion-unlimited", "endless recursion without the interpreter's limit",
           "import sys\n" + DOES + "sys.setrecursionlimit(10 ** 9)\n    return softmax(z, axis)",
           slow=True),
    Attack("segmentation-fault", "memory that is not there is read",
           "import ctypes\n" + DOES + "return ctypes.string_at(0)"),
    Attack("ignore-interrupts", "an endless loop that ignores SIGINT",
           "import signal\n" + DOES +
           "signal.signal(signal.SIGINT, signal.SIG_IGN)\n    while True: pass"),
    Attack("swallow-interrupts", "an endless loop that catches everything",
           DOES + "while True:\n        try:\n            while True: pass\n"
           "        except BaseException: pass"),
    Attack("ignore-signals-in-the-cell", "the same in the cell itself, and SIGTERM ignored too",
           WRONG + "import signal\nfor n in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):\n"
           "    signal.signal(n, signal.SIG_IGN)\nwhile True:\n    try:\n"
           "        while True: pass\n    except BaseException: pass"),
    Attack("block-in-c", "a lock that is never released, waited for in C",
           "import threading\n" + DOES + "a = threading.Lock()\n    a.acquire()\n"
           "    a.acquire()", slow=True),
    Attack("alarm", "an alarm goes off while the next exercise is examined",
           WRONG + "import signal, os\nsignal.signal(signal.SIGALRM, lambda *a: os._exit(0))\n"
           "signal.alarm(1)",
           honest_lost="what it sets off ends whatever it meets, its own later cells too"),
    Attack("a-thread-that-ends-all", "a thread ends the process a little later",
           WRONG + "import threading, os, time\n"
           "threading.Thread(target=lambda: (time.sleep(0.3), os._exit(0)), daemon=True).start()",
           honest_lost="what it sets off ends whatever it meets, its own later cells too"),
    Attack("kill-the-family", "the whole process group is killed",
           "import os\n" + DOES + "os.killpg(os.getpgid(0), 9)",
           not_under_stock="the group is the grader's own"),
    Attack("end-in-the-last-cell", "a last cell rewrites the history of outputs, then ends all",
           change=last("Out.clear(); In.clear(); get_ipython().reset()\nimport os; os._exit(0)")),
    Attack("evil-last-cell", "a last cell rewrites the history of outputs",
           change=last("Out.clear(); In.clear(); get_ipython().reset()")),
)  # fmt: skip
