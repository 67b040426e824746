"""Turn the declarations of known mistakes and variants into the text of answer cells."""

from __future__ import annotations

import ast
import copy

from ..source import Chapter


def declared_sources(
    chapter: Chapter, solutions: dict[str, str]
) -> tuple[dict[str, tuple[str, str]], list[tuple[str, str, str, str]]]:
    """Return, as text of answer cells, one mistake an exercise, and all variants.

    The text is that of the file that declares it: the imports and helpers it may use, then the
    function under its own name, then the exercise's name for it. Declarations that bind several
    names at once are left out.
    """
    wrong: dict[str, tuple[str, str]] = {}
    variants: list[tuple[str, str, str, str]] = []
    for path in chapter.mistakes_files(*chapter.exercise_ids):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        own = path != chapter.mistakes_path
        known = {path.stem: solutions[path.stem]} if own else solutions
        more_wrong, more_variants = _sources_in(tree, known)
        wrong = {**more_wrong, **wrong}
        variants += more_variants
    order = list(solutions)
    return dict(sorted(wrong.items(), key=lambda item: order.index(item[0]))), variants


def _sources_in(
    tree: ast.Module, solutions: dict[str, str]
) -> tuple[dict[str, tuple[str, str]], list[tuple[str, str, str, str]]]:
    """Return what one file declares for these exercises."""
    helpers = [node for node in tree.body if not _declares(node) and not _is_ours(node)]
    preamble = "\n".join(ast.unparse(node) for node in helpers if not _is_docstring(node))
    wrong: dict[str, tuple[str, str]] = {}
    variants: list[tuple[str, str, str, str]] = []
    for node in tree.body:
        call = _is_declaration(node)
        if call is None or not isinstance(call.args[0], ast.Constant):
            continue
        exercise = str(call.args[0].value)
        options = {word.arg: word.value for word in call.keywords if word.arg}
        binds = options.get("binds", ast.Constant(exercise))
        if exercise not in solutions or not isinstance(binds, ast.Constant):
            continue
        name, body = _body(node, options, str(binds.value), solutions[exercise], preamble)
        if not body:
            continue
        if getattr(call.func, "id", "") == "mistake":
            wrong.setdefault(exercise, (name, body))
        else:
            what = call.args[1].value if isinstance(call.args[1], ast.Constant) else ""
            variants.append((exercise, name, str(what), body))
    return wrong, variants


def _is_declaration(node: ast.stmt) -> ast.Call | None:
    calls: list[ast.expr] = []
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        calls = node.decorator_list
    elif isinstance(node, ast.Expr):
        calls = [node.value]
    for call in calls:
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("mistake", "variant"):
            return call
    return None


def _declares(node: ast.stmt) -> bool:
    """Tell whether a statement declares anything, be it in a loop."""
    names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return bool(names & {"mistake", "variant"})


def _is_ours(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and str(node.module).startswith("autograder")


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


class _Renamed(ast.NodeTransformer):
    """Lets a wrong answer that calls the right one of its own name go on calling that."""

    def __init__(self, name: str) -> None:
        self._name = name

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """Rename one name."""
        if node.id == self._name and isinstance(node.ctx, ast.Load):
            node.id = f"right_{self._name}"
        return node


def _body(
    node: ast.stmt, options: dict[str, ast.expr], binds: str, solution: str, preamble: str
) -> tuple[str, str]:
    """Return the declaration's name and the answer cell it makes."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        plain = copy.deepcopy(node)
        plain.decorator_list = []
        given = options.get("name")
        name = str(given.value) if isinstance(given, ast.Constant) else node.name
        # the solution stays above: the cell may bind more names than the one that is wrong
        _Renamed(binds).visit(plain)
        text = ast.unparse(plain)
        keep = f"right_{binds} = {binds}" if f"right_{binds}" in text else ""
        parts = [solution, keep, preamble, text, f"{binds} = {node.name}"]
        return name, "\n\n\n".join(part for part in parts if part)
    if "value" in options:
        value = options["value"]
        given = options.get("name")
        name = str(given.value) if isinstance(given, ast.Constant) else "value"
        return name, f"{binds} = {ast.unparse(value)}"
    return "", ""
