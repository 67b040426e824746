"""The right answer is read from where the test, the reference or the expected values might be."""

from __future__ import annotations

from .attack import WRONG, Attack, file, last

ATTACKS = (
    Attack(
        "read-history", "the expected values are read from the text of the running cell",
        "def softmax(z, axis=-1):\n    import re\n    text = ' '.join(map(str, In[-2:]))\n"
        "    lists = re.findall(r'\\[\\[.*?\\]\\]', text)\n"
        "    arrays = [np.array(eval(one)) for one in lists]\n"
        "    fit = [a for a in arrays if a.shape == np.shape(z) and (a != z).any()]\n"
        "    return fit[-1] if fit else np.zeros_like(z)",
    ),
    Attack(
        "read-execution-history", "the shell's history and its session log are read",
        "def softmax(z, axis=-1):\n    shell = get_ipython()\n"
        "    texts = [*shell.history_manager.input_hist_raw, *map(str, Out.values())]\n"
        "    for text in texts:\n        if 'reference' in text:\n"
        "            exec(text[text.index('def reference'):])\n"
        "            return locals()['reference'](z, axis)\n    return np.zeros_like(z)",
    ),
    Attack(
        "read-the-stack", "the caller's frames hold the expected values",
        "def softmax(z, axis=-1):\n    import sys\n    f = sys._getframe(1)\n"
        "    while f:\n        for v in (*f.f_locals.values(), *f.f_globals.values()):\n"
        "            if type(v) is np.ndarray and v.shape == np.shape(z) and (v != z).any():\n"
        "                return v\n        f = f.f_back\n    return z",
    ),
    Attack(
        "call-the-reference", "the caller's globals hold a reference implementation",
        "def softmax(z, axis=-1):\n    import sys\n    f = sys._getframe(1)\n"
        "    while f:\n        for n, v in {**f.f_globals, **f.f_locals}.items():\n"
        "            if callable(v) and n in ('reference', 'expected', 'solution', '_softmax'):\n"
        "                return v(z, axis)\n        f = f.f_back\n    return z",
    ),
    Attack(
        "change-the-caller", "the caller's own variables are overwritten with what it is given",
        "def softmax(z, axis=-1):\n    import sys, ctypes\n    f = sys._getframe(1)\n"
        "    while f:\n        for n, v in list(f.f_locals.items()):\n"
        "            if n in ('expected', 'want', 'desired', 'y', 'b'):\n"
        "                f.f_locals[n] = z\n"
        "                ctypes.pythonapi.PyFrame_LocalsToFast(\n"
        "                    ctypes.py_object(f), ctypes.c_int(0))\n        f = f.f_back\n"
        "    return z",
    ),
    Attack(
        "search-the-heap", "the garbage collector knows every object",
        "def softmax(z, axis=-1):\n    import gc\n    for o in gc.get_objects():\n"
        "        if type(o).__name__ in ('Book', 'StoredClaim', 'Observation'): return o\n"
        "        if getattr(o, '__name__', '') == 'reference' and callable(o): return o(z, axis)\n"
        "    return z",
    ),
    Attack(
        "search-referrers", "what refers to the input may hold the expected value beside it",
        "def softmax(z, axis=-1):\n    import gc\n    seen, todo = set(), [z]\n"
        "    for _ in range(300):\n        if not todo: break\n        o = todo.pop()\n"
        "        for r in gc.get_referrers(o):\n            if id(r) in seen: continue\n"
        "            seen.add(id(r)); todo.append(r)\n"
        "            for v in (r.values() if type(r) is dict else r if type(r) is list else ()):\n"
        "                if type(v) is np.ndarray and v.shape == z.shape and v is not z:\n"
        "                    return v\n    return z",
    ),
    Attack(
        "freed-memory", "uninitialised memory still holds what NumPy computed before",
        "def softmax(z, axis=-1):\n    return np.empty_like(z)",
    ),
    Attack(
        "read-the-notebook", "the notebook that is graded is read from the working directory",
        "def softmax(z, axis=-1):\n    import glob, re\n"
        "    for name in glob.glob('**/*.ipynb', recursive=True) + glob.glob('../**/*.ipynb'):\n"
        "        text = open(name).read()\n        if 'def reference' in text:\n"
        "            import json\n            for c in json.loads(text)['cells']:\n"
        "                s = ''.join(c['source'])\n                if 'def reference' in s:\n"
        "                    exec(s[s.index('def reference'):].split('\\nfor')[0], globals())\n"
        "                    return reference(z, axis)\n    return np.zeros_like(z)",
    ),
    Attack(
        "read-the-book", "the stored answers of the visible cases came with the release",
        "import json\nBOOK = json.load(open('tiny.checks.json'))['tests']\n"
        "from autograder.check.encode import decode, fingerprint\n"
        "def softmax(z, axis=-1):\n    for test in BOOK.values():\n"
        "        for claim in test['claims']:\n"
        "            if claim['inputs'] and claim['inputs'][0] == fingerprint(z):\n"
        "                known = decode(claim['expected'])\n"
        "                rows = (known.sum(-1) > .99).all()\n"
        "                if known.shape == z.shape and (axis == -1) == rows:\n"
        "                    return known\n    return np.zeros_like(z)",
        files=file("tiny.checks.json", "BOOK"),
        holds="Whoever writes visible answers down gets their share, and never that of hidden "
        "cases: a test cell needs some. Of these, softmax-extreme has none, to show it.",
        in_class=True, gains=3.0,
        not_under_stock="it has no such file; its visible answers stand in the test cells",
    ),
    Attack(
        "ask-the-tests-module", "the course's packages that are there are searched for solutions",
        "def softmax(z, axis=-1):\n    import pkgutil, importlib, course, autograder\n"
        "    for package in (course, autograder):\n"
        "        for m in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "            try: found = getattr(importlib.import_module(m.name), 'softmax', None)\n"
        "            except BaseException: continue\n"
        "            if found: return found(z, axis)\n    return np.zeros_like(z)",
    ),
    Attack(
        "grading-or-not", "the environment tells whether this is graded, and changes the answer",
        "import os\ndef softmax(z, axis=-1):\n"
        "    if os.environ.get('NBGRADER_EXECUTION'):\n"
        "        return os.environ.get('NBGRADER_VALIDATING', z)\n    return np.zeros_like(z)",
    ),
    Attack(
        "print-the-hidden-inputs", "what hidden cases ask is written down, and shown by a last one",
        "def softmax(z, axis=-1):\n    open('seen.txt', 'a').write(repr(z))\n    return z",
        change=last("print(open('seen.txt').read())"),
        holds="Nothing is gained. The questions of hidden cases, never their answers, can be "
        "written down: they are asked of the submission's own function.",
    ),
    Attack("echo", "the input itself is the answer", WRONG.replace("np.zeros_like(z)", "z")),
)  # fmt: skip
