"""Tell global names from local ones, by Python's rules of scopes.

Parameters, locals, class bodies and comprehensions have names of their own. A use of a global name
is *at once* (the statement itself needs it) or *later* (a function's body does, when called).
"""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_DEFINED = re.compile(r"(?:async\s+)?(?:def|class)\s+")
_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass
class _Scope:
    kind: str  # function, class or comprehension
    local: set[str] = field(default_factory=set)
    global_: set[str] = field(default_factory=set)


class Names(ast.NodeVisitor):
    """Collects the global names of statements; visit them one after the other.

    Attributes
    ----------
    binds, alters, at_once, later, fixed : set of str
        As of a `Unit`.
    places : list of (str, int, int)
        Name, line from 1, and column in bytes of each that can be renamed.
    """

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
        """Note a use, or what is bound."""
        if isinstance(node.ctx, ast.Load):
            if not self._is_global(node.id):
                return
            self._use(node.id)
        elif not self._bind(node.id):
            return
        self.places.append((node.id, node.lineno, node.col_offset))

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Follow a function: its signature now, its body later."""
        self._each(node.decorator_list)  # type: ignore[arg-type]  # a list of expressions
        self._signature(node)
        self._annotation(node.returns)
        self._bind_definition(node)
        with self._within(_scope_of(node, node.body)):
            self._each(node.body)  # type: ignore[arg-type]

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        """Follow an async function alike."""
        self.visit_FunctionDef(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """Follow a lambda alike."""
        self._signature(node)
        with self._within(_scope_of(node, [node.body])):
            self._each(node.body)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Follow a class, whose body is executed now and has names of its own."""
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
        """Visit in the order of execution."""
        self._each(node.value, node.targets)  # type: ignore[arg-type]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """Visit the annotation, where it is evaluated; without a value nothing is bound."""
        if not (self._scopes and self._scopes[-1].kind == "function"):  # there never evaluated
            self._annotation(node.annotation)
        self._each(node.value)
        if node.value is not None:
            self._each(node.target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """Note that the old value is used."""
        if isinstance(node.target, ast.Name) and self._is_global(node.target.id):
            self._use(node.target.id)
        self._each(node.value, node.target)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        """Visit in the order of execution."""
        self._each(node.value, node.target)

    def visit_For(self, node: ast.For) -> None:
        """Visit in the order of execution."""
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
        """Note the name of the error."""
        if node.name and self._bind(node.name):
            self.fixed.add(node.name)
        self.generic_visit(node)

    def visit_Global(self, node: ast.Global) -> None:
        """Note names that stand where no place can say it."""
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
