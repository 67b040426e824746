"""Global names of statements, found without executing them; Python's compiler is the oracle."""

from __future__ import annotations

import dis
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

import pytest

from autograder.build.bindings import Unit, units_of

REPO = Path(__file__).parents[2]


def only(source: str) -> Unit:
    (unit,) = units_of(source)
    return unit


@pytest.mark.parametrize(
    ("source", "at_once", "later"),
    [
        ("def f(x): return g(x) + x", set(), {"g"}),
        ("def f(x, y=h): return x", {"h"}, set()),
        ("@deco\ndef f(x: Kind) -> Other: pass", {"deco", "Kind", "Other"}, set()),
        ("def f():\n    a = b\n    return a", set(), {"b"}),
        ("def f():\n    def g(): return a\n    a = 1\n    return g", set(), set()),
        ("def f():\n    global n\n    n = n + 1", set(), {"n"}),
        ("def f():\n    n = 0\n    def g():\n        nonlocal n\n        n += m", set(), {"m"}),
        ("f = lambda x, y=z: x + w", {"z"}, {"w"}),
        ("y = [x * k for x in xs if x > lo]", {"xs", "k", "lo"}, set()),
        ("y = [a for x in xs for a in x]", {"xs"}, set()),
        ("def f(): return [y := x for x in xs], y", set(), {"xs"}),
        ("class A(B, metaclass=M):\n    k = c\n    def m(self): return k", {"B", "M", "c"}, {"k"}),
        ("class A:\n    k = 1\n    l = k", set(), set()),
        ("class A:\n    k = k", {"k"}, set()),
        ("x += y", {"x", "y"}, set()),
        ("table[k] = v", {"table", "k", "v"}, set()),
        ("def f():\n    import numpy as np\n    return np.e", set(), set()),
        ("try:\n    a\nexcept E as e:\n    e", {"a", "E"} | {"e"}, set()),
        ("match p:\n    case [x, *rest]: pass", {"p"}, set()),
        ("x: T", {"T"}, set()),
    ],
)
def test_what_is_used_and_when(source: str, at_once: set[str], later: set[str]) -> None:
    unit = only(source)
    assert (set(unit.at_once), set(unit.later)) == (at_once, later)


@pytest.mark.parametrize(
    ("source", "binds"),
    [
        ("a, (b, *c) = 1, (2, 3)", {"a", "b", "c"}),
        ("for i in r:\n    t = i", {"i", "t"}),
        ("with o() as f: pass", {"f"}),
        ("if (n := 3): pass", {"n"}),
        ("y = [n := x for x in xs]", {"y", "n"}),
        ("import a.b, c as d", {"a", "d"}),
        ("def f():\n    a = 1", {"f"}),
        ("class A:\n    a = 1", {"A"}),
        ("x: int = 1", {"x"}),
        ("x: int", set()),
        ("match p:\n    case {'a': x, **rest}: pass\n    case B() as y: pass", {"x", "rest", "y"}),
    ],
)
def test_what_is_bound(source: str, binds: set[str]) -> None:
    assert set(only(source).binds) == binds


def test_writing_into_an_object_alters_its_name() -> None:
    assert only("Layer.forward = forward").alters == {"Layer"}
    assert only("TABLE['x']['y'] = 1").alters == {"TABLE"}
    assert only("def f(): TABLE['x'] = 1").alters == set()


def test_a_comment_goes_with_what_it_stands_above() -> None:
    units = units_of("a = 1  # one\n# about b\n# and more\nb = 2; c = 3\n\n# far\n\nd = 4")
    texts = [unit.text for unit in units]
    assert texts == ["a = 1  # one", "# about b\n# and more\nb = 2; c = 3", "d = 4"]


def code_objects(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from code_objects(constant)


FILES = sorted((REPO / "autograder").rglob("*.py")) + sorted((REPO / "course").rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(REPO).as_posix())
def test_the_compiler_finds_the_same_names(path: Path) -> None:
    source = path.read_text(encoding="utf-8").replace("from __future__ import annotations\n", "\n")
    certain, possible = set(), set()
    for code in code_objects(compile(source, str(path), "exec", dont_inherit=True)):
        for step in dis.get_instructions(code):
            if step.opname == "LOAD_GLOBAL":
                certain.add(step.argval)
            if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
                possible.add(step.argval)
    units = units_of(source)
    used = {name for unit in units for name in unit.at_once | unit.later}
    assert certain - {"__debug__"} <= used <= possible
    for unit in units:
        for place in unit.places:
            line = unit.text.split("\n")[place.line].encode()
            assert line[place.column :].startswith(place.name.encode())
