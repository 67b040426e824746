"""Find which global names a cell's statements bind and use, without executing them.

A use is *at once* (the statement itself needs the name) or *later* (a function's body does, when it
is called). Python's scopes are followed: parameters, locals, class bodies, comprehensions.
"""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_DEFINED = re.compile(r"(?:async\s+)?(?:def|class)\s+")
_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True)
class Place:
    """Where a global name stands in a unit's text: line from 0, column in UTF-8 bytes."""

    name: str
    line: int
    column: int


@dataclass(frozen=True)
class Unit:
    """Top-level statements of a cell that share lines: usually one, with the comment above it.

    Attributes
    ----------
    binds : frozenset of str
        Names that it gives a value.
    alters : frozenset of str
        Names into whose objects it writes: `table["x"] = 1`, `Layer.forward = forward`.
    at_once, later : frozenset of str
        Names that it uses, and when.
    fixed : frozenset of str
        Names in it that cannot be renamed by their places alone.
    places : tuple of Place
        Every global name of its text.
    """

    text: str
    first_line: int
    last_line: int
    nodes: tuple[ast.stmt, ...]
    binds: frozenset[str]
    alters: frozenset[str]
    at_once: frozenset[str]
    later: frozenset[str]
    fixed: frozenset[str]
    places: tuple[Place, ...]

    @property
    def defines(self) -> bool:
        """Return whether it is a function or a class."""
        return isinstance(self.nodes[-1], ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)

    @property
    def imports(self) -> bool:
        """Return whether it consists of imports."""
        return all(isinstance(node, ast.Import | ast.ImportFrom) for node in self.nodes)


def units_of(source: str, *, annotations_later: bool = False) -> list[Unit]:
    """Cut the source of a cell into units.

    Parameters
    ----------
    annotations_later : bool
        Whether annotations are not evaluated: `from __future__ import annotations`.

    Raises
    ------
    SyntaxError
        If it is not Python.
    """
    lines = source.splitlines()
    groups: list[tuple[int, int, list[ast.stmt]]] = []
    for node in ast.parse(source).body:
        decorators = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(one.lineno for one in decorators)])
        last = node.end_lineno or node.lineno
        if groups and first <= groups[-1][1]:
            before = groups.pop()
            groups.append((before[0], max(before[1], last), [*before[2], node]))
        else:
            groups.append((first, last, [node]))
    units = []
    end = 0
    for first, last, nodes in groups:
        start = first
        while start - 1 > end and lines[start - 2].lstrip().startswith("#"):
            start -= 1
        units.append(_unit(lines, start, last, nodes, annotations_later))
        end = last
    return units


def _unit(
    lines: list[str], first: int, last: int, nodes: list[ast.stmt], annotations_later: bool
) -> Unit:
    names = _Names(lines, annotations_later)
    for node in nodes:
        names.visit(node)
    return Unit(
        "\n".join(lines[first - 1 : last]),
        first,
        last,
        tuple(nodes),
        frozenset(names.binds),
        frozenset(names.alters - names.binds),
        frozenset(names.at_once),
        frozenset(names.later),
        frozenset(names.fixed),
        tuple(Place(name, line - first, column) for name, line, column in names.places),
    )


@dataclass
class _Scope:
    kind: str  # function, class or comprehension
    local: set[str] = field(default_factory=set)
    global_: set[str] = field(default_factory=set)


class _Names(ast.NodeVisitor):
    """Collects the global names of a statement."""

    def __init__(self, lines: list[str], annotations_later: bool) -> None:
        self.binds: set[str] = set()
        self.alters: set[str] = set()
        self.at_once: set[str] = set()
        self.later: set[str] = set()
        self.fixed: set[str] = set()
        self.places: list[tuple[str, int, int]] = []
        self._lines = lines
        self._annotations_later = annotations_later
        self._scopes: list[_Scope] = []

    def _is_global(self, name: str) -> bool:
        for depth, scope in enumerate(reversed(self._scopes)):
            if scope.kind == "class" and depth > 0:
                continue  # what a class body binds is not seen by the functions in it
            if name in scope.global_:
                return True
            if name in scope.local:
                return False
        return True

    def _use(self, name: str) -> None:
        deferred = any(scope.kind == "function" for scope in self._scopes)
        (self.later if deferred else self.at_once).add(name)

    def _bind(self, name: str) -> bool:
        """Note that a name is bound here; return whether it is a global one."""
        if self._scopes and self._scopes[-1].kind == "class":
            if name not in self._scopes[-1].global_:
                self._scopes[-1].local.add(name)
                return False
        elif not self._is_global(name):
            return False
        if not any(scope.kind == "function" for scope in self._scopes):
            self.binds.add(name)
        return True

    @contextlib.contextmanager
    def _within(self, scope: _Scope) -> Iterator[None]:
        self._scopes.append(scope)
        try:
            yield
        finally:
            self._scopes.pop()

    def _each(self, *nodes: ast.AST | list[ast.AST] | None) -> None:
        for node in nodes:
            for one in node if isinstance(node, list) else [node]:
                if one is not None:
                    self.visit(one)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            if not self._is_global(node.id):
                return
            self._use(node.id)
        elif not self._bind(node.id):
            return
        self.places.append((node.id, node.lineno, node.col_offset))

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._each(node.decorator_list)  # type: ignore[arg-type]  # a list of expressions
        self._signature(node)
        self._annotation(node.returns)
        self._bind_definition(node)
        with self._within(_scope_of(node, node.body)):
            self._each(node.body)  # type: ignore[arg-type]

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._signature(node)
        with self._within(_scope_of(node, [node.body])):
            self._each(node.body)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._each(node.decorator_list, node.bases, node.keywords)  # type: ignore[arg-type]
        with self._within(_Scope("class", global_=_declared(node.body, ast.Global))):
            self._each(node.body)  # type: ignore[arg-type]
        self._bind_definition(node)

    def _signature(self, node: _Function) -> None:
        args = node.args
        self._each(args.defaults, args.kw_defaults)  # type: ignore[arg-type]
        self._annotation(*(one.annotation for one in _parameters(args)))

    def _annotation(self, *nodes: ast.AST | None) -> None:
        if self._annotations_later:
            with self._within(_Scope("function")):
                self._each(*nodes)
        else:
            self._each(*nodes)

    def _bind_definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        if self._bind(node.name):
            line = self._lines[node.lineno - 1].encode()
            found = _DEFINED.match(line[node.col_offset :].decode())
            if found:
                self.places.append((node.name, node.lineno, node.col_offset + found.end()))

    def _comprehension(self, node: ast.AST) -> None:
        generators: list[ast.comprehension] = node.generators  # type: ignore[attr-defined]
        self._each(generators[0].iter)
        local = {name for one in generators for name in _stored([one.target])}
        with self._within(_Scope("comprehension", local)):
            for number, one in enumerate(generators):
                self._each(one.target, one.iter if number else None, *one.ifs)
            self._each(*(getattr(node, part, None) for part in ("key", "value", "elt")))

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension  # noqa: N815

    def visit_Assign(self, node: ast.Assign) -> None:
        self._each(node.value, node.targets)  # type: ignore[arg-type]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if not (self._scopes and self._scopes[-1].kind == "function"):  # there never evaluated
            self._annotation(node.annotation)
        self._each(node.value)
        if node.value is not None:
            self._each(node.target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name) and self._is_global(node.target.id):
            self._use(node.target.id)
        self._each(node.value, node.target)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self._each(node.value, node.target)

    def visit_For(self, node: ast.For) -> None:
        self._each(node.iter, node.target, node.body, node.orelse)  # type: ignore[arg-type]

    def _write_into(self, node: ast.Attribute | ast.Subscript) -> None:
        root: ast.AST = node
        while isinstance(root, ast.Attribute | ast.Subscript):
            root = root.value
        written = isinstance(node.ctx, ast.Store | ast.Del)
        deferred = any(scope.kind == "function" for scope in self._scopes)
        if written and not deferred and isinstance(root, ast.Name) and self._is_global(root.id):
            self.alters.add(root.id)
        self.generic_visit(node)

    visit_Attribute = visit_Subscript = _write_into  # noqa: N815

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            name = alias.asname or alias.name.split(".")[0]
            if self._bind(name):
                self.fixed.add(name)

    visit_Import = visit_ImportFrom = _import  # noqa: N815

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name and self._bind(node.name):
            self.fixed.add(node.name)
        self.generic_visit(node)

    def visit_Global(self, node: ast.Global) -> None:
        self.fixed.update(node.names)

    def _capture(self, node: ast.MatchAs | ast.MatchStar | ast.MatchMapping) -> None:
        name = node.rest if isinstance(node, ast.MatchMapping) else node.name
        if name and self._bind(name):
            self.fixed.add(name)
        self.generic_visit(node)

    visit_MatchAs = visit_MatchStar = visit_MatchMapping = _capture  # noqa: N815


def _parameters(args: ast.arguments) -> list[ast.arg]:
    more = [one for one in (args.vararg, args.kwarg) if one is not None]
    return [*args.posonlyargs, *args.args, *args.kwonlyargs, *more]


def _scope_of(node: _Function, body: list[ast.stmt] | list[ast.expr]) -> _Scope:
    declared = _declared(body, ast.Global)
    local = {one.arg for one in _parameters(node.args)} | _stored(body)
    return _Scope("function", local - declared - _declared(body, ast.Nonlocal), declared)


def _declared(
    body: list[ast.stmt] | list[ast.expr], kind: type[ast.Global] | type[ast.Nonlocal]
) -> set[str]:
    return {name for node in _own(body) if isinstance(node, kind) for name in node.names}


def _stored(body: list[ast.stmt] | list[ast.expr]) -> set[str]:
    """Return the names that a function's own body binds."""
    names: set[str] = set()
    for node in _own(body):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname or alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            names.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            names.add(node.rest)
    return names


_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def _own(body: list[ast.stmt] | list[ast.expr]) -> Iterator[ast.AST]:
    """Walk a body without the bodies of functions, classes and comprehensions in it."""
    waiting: list[ast.AST] = list(body)
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        if isinstance(node, _COMPREHENSIONS):  # of these only `:=` binds outside
            waiting += [one.target for one in ast.walk(node) if isinstance(one, ast.NamedExpr)]
            continue
        waiting += ast.iter_child_nodes(node)
