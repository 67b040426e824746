"""All that a machine has is used up: memory, processes, disk, files, output, time."""

from __future__ import annotations

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from .attack import WRONG, Attack

IN_TEST = "def softmax(z, axis=-1):\n    "
HARMS = "it would harm the machine"


def _sleepers(node: NotebookNode) -> None:
    for number in range(100):
        node.cells.append(new_code_cell(f"import time; time.sleep(1.5)  # {number}"))


def _crashers(node: NotebookNode) -> None:
    for number in range(100):
        node.cells.append(new_code_cell(f"import os, time; time.sleep(0.2); os._exit({number})"))


ATTACKS = (
    Attack("memory", "all memory there is, at once",
           IN_TEST + "return np.ones((1 << 33,))", not_under_stock=HARMS),
    Attack("memory-bit-by-bit", "memory bit by bit, until there is none",
           IN_TEST + "kept = []\n    while True: kept.append(bytearray(b'x' * (10 << 20)))",
           not_under_stock=HARMS, slow=True),
    Attack("memory-in-the-cell", "the same while the notebook runs, errors ignored",
           WRONG + "kept = []\nfor _ in range(10_000):\n"
           "    try: kept.append(bytearray(b'x' * (10 << 20)))\n    except MemoryError: break\n"
           "del kept\nprint('tried')", in_class=True, tried="tried", not_under_stock=HARMS),
    Attack("memory-in-processes", "many processes take some memory each",
           WRONG + "import os, time\nchildren = []\nfor _ in range(12):\n"
           "    try: pid = os.fork()\n    except OSError: break\n"
           "    if pid == 0:\n        try: kept = bytearray(b'x') * (300 << 20); time.sleep(30)\n"
           "        finally: os._exit(0)\n    children.append(pid)\n"
           "[os.waitpid(c, 0) for c in children]\nprint('tried')",
           in_class=True, not_under_stock=HARMS,
           holds="A submission has a limit for all its processes together; the others go on."),
    Attack("memory-without-a-process", "files in memory, which belong to no process",
           WRONG + "import os\nfds = []\ntry:\n    for n in range(20):\n"
           "        fd = os.memfd_create(str(n)); fds.append(fd)\n"
           "        for _ in range(60): os.write(fd, b'x' * (1 << 20))\n"
           "except OSError: pass\nprint('tried', len(fds))\nfor fd in fds: os.close(fd)",
           in_class=True, not_under_stock=HARMS),
    Attack("fork-bomb", "every process starts two",
           WRONG + "import os, time\ntry:\n    while True:\n        os.fork()\n"
           "except OSError:\n    if os.getpid() > 2: time.sleep(1000)", in_class=True,
           honest_lost="it leaves no process over for a copy of it to be tested",
           not_under_stock=HARMS),
    Attack("fork-bomb-in-the-test", "the same while the test runs",
           IN_TEST + "import os\n    while True:\n        try: os.fork()\n"
           "        except OSError: pass", in_class=True, not_under_stock=HARMS),
    Attack("shell-bomb", "the same in a shell", WRONG + "import os\nos.system(':(){ :|:& };: &')",
           in_class=True, not_under_stock=HARMS),
    Attack("thread-bomb", "threads without end",
           IN_TEST + "import threading, time\n"
           "    while True: threading.Thread(target=time.sleep, args=(100,)).start()",
           in_class=True, not_under_stock=HARMS),
    Attack("processor-bomb", "as many busy processes as there may be",
           WRONG + "import os\nfor _ in range(20):\n    try:\n        if os.fork() == 0:\n"
           "            while True: pass\n    except OSError: break\nprint('tried')",
           in_class=True, tried="tried", not_under_stock=HARMS),
    Attack("disk-bomb", "files without end, wherever one can write",
           WRONG + "import os\nfor place in ('.', '/tmp', '/dev/shm', '/var/tmp'):\n"
           "    try:\n        for n in range(10_000):\n"
           "            with open(f'{place}/dbh-left-behind-{n}', 'wb') as f:\n"
           "                for _ in range(30): f.write(bytes(1 << 20))\n"
           "    except OSError: pass\nprint('tried')", in_class=True, tried="tried",
           not_under_stock=HARMS),
    Attack("inode-bomb", "empty files and folders without end",
           WRONG + "import os\ntry:\n"
           "    for n in range(10 ** 6): os.mkdir(f'dbh-left-behind-{n}')\n"
           "except OSError: pass\nprint('tried')", in_class=True, tried="tried",
           not_under_stock=HARMS),
    Attack("one-large-file", "one file without end",
           WRONG + "try:\n    with open('dbh-left-behind', 'wb') as f:\n"
           "        while True: f.write(bytes(1 << 20))\nexcept OSError: print('tried')",
           in_class=True, tried="tried", not_under_stock=HARMS),
    Attack("descriptor-bomb", "files are opened without end",
           WRONG + "kept = []\ntry:\n    while True: kept.append(open('/dev/null'))\n"
           "except OSError: print('tried')\nkept.clear()", in_class=True, tried="tried"),
    Attack("descriptors-kept", "the same, and none is closed again",
           WRONG + "kept = []\ntry:\n    while True: kept.append(open('/dev/null'))\n"
           "except OSError: pass", in_class=True,
           honest_lost="its process has no descriptor left for a copy of it to be tested"),
    Attack("output-bomb", "text without end is printed",
           WRONG + "for n in range(10 ** 7): print('x' * 100)", in_class=True,
           not_under_stock="its notebook becomes larger than memory"),
    Attack("stderr-bomb", "the same as errors, by a program that is started",
           WRONG + "import subprocess\nsubprocess.run('timeout 1 yes >&2', shell=True)\n"
           "get_ipython().system('timeout 1 yes')", in_class=True,
           not_under_stock="its notebook becomes larger than memory"),
    Attack("display-bomb", "pictures and tables without end are shown",
           WRONG + "from IPython.display import HTML, display\n"
           "for n in range(100): display(HTML('<b>x</b>' * 30_000))", in_class=True,
           not_under_stock="its notebook becomes larger than memory"),
    Attack("error-bomb", "an error with a text of 200 MB, and a traceback of ten thousand frames",
           "def softmax(z, axis=-1):\n    raise ValueError('x' * 200_000_000)", in_class=True),
    Attack("time-in-many-cells", "a hundred more cells, each just within its time limit",
           change=_sleepers, in_class=True, slow=True,
           holds="All cells of a notebook together have a time limit; tests are examined after it.",
           not_under_stock="it would run for an hour"),
    Attack("crash-in-many-cells", "a hundred more cells, each of which ends the process",
           change=_crashers, in_class=True,
           holds="After some new processes there is no other; what was examined before counts."),
)  # fmt: skip
