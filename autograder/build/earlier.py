"""Make `earlier.py`: what a chapter's given cells import of earlier chapters' solutions.

It is made from the text of the earlier chapters' notebooks, and nothing is executed. So a chapter
is complete without the others, and what a learner did there does not matter here.
"""

from __future__ import annotations

import ast
import builtins
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from ..errors import SourceError
from ..source import Chapter, SourceCell, SourceNotebook
from .bindings import Unit, units_of
from .home import EARLIER
from .render import Chosen, Import, render

FILE = f"{EARLIER}.py"
#: Known wherever notebooks run, besides Python's own names.
_ALWAYS_THERE = {*dir(builtins), "__name__", "__file__", "display", "get_ipython"}
_FUTURE = "from __future__ import annotations"
_BY_NAME = (
    f"import by name (`from {EARLIER} import softmax`), at the top level of a given cell: "
    f"{FILE} is made of the names that given cells ask for"
)


def earlier_module(chapter: Chapter) -> str | None:
    """Return the text of a chapter's `earlier.py`; None if no given cell imports from it.

    Raises
    ------
    SourceError
        If a name is asked for that no earlier chapter has, or not by name. It names the cell.
    """
    wanted = _wanted(chapter.folder, _signature(chapter))
    if not wanted:
        return None
    return _made(chapter.folder, wanted, tuple(map(_signature, chapter.before)))


def _signature(chapter: Chapter) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when a notebook does, by which what was made before is still right."""
    paths = sorted(chapter.folder.glob("*.ipynb"))
    return tuple((str(p), p.stat().st_mtime_ns, p.stat().st_size) for p in paths)


@lru_cache(maxsize=32)
def _made(folder: Path, wanted: tuple[tuple[str, str], ...], signature: object) -> str:
    del signature  # part of the key only
    chapter = Chapter(folder.name, folder)
    selection = _Selection([_Space(one, nb) for one in chapter.before for nb in one.notebooks])
    for where, name in wanted:
        selection.want(name, where, chapter)
    return render(chapter.name, selection.chosen(), selection.imports())


@lru_cache(maxsize=32)
def _wanted(folder: Path, signature: object) -> tuple[tuple[str, str], ...]:
    """Return each name that a given cell imports from `earlier`, and the cell in words."""
    del signature  # part of the key only
    return tuple(_imports(Chapter(folder.name, folder)))


def _imports(chapter: Chapter) -> Iterator[tuple[str, str]]:
    for notebook in chapter.notebooks:
        for cell in notebook.with_role("given"):
            if EARLIER not in cell.source:
                continue
            where = _where(notebook, cell)
            try:
                tree = ast.parse(_python(cell.source))
            except SyntaxError:
                continue  # executing it will tell
            top = set(tree.body)
            for node in ast.walk(tree):
                if isinstance(node, ast.Import) and any(_is_earlier(a.name) for a in node.names):
                    raise SourceError(f"{where} imports `{EARLIER}` as a whole; {_BY_NAME}.")
                if isinstance(node, ast.ImportFrom) and _is_earlier(node.module or ""):
                    names = [alias.name for alias in node.names]
                    plain = node in top and node.module == EARLIER and not node.level
                    if "*" in names or not plain:
                        raise SourceError(
                            f"{where} says `{ast.unparse(node)}`"
                            f"{'' if node in top else ' inside of something'}; {_BY_NAME}."
                        )
                    yield from ((where, name) for name in names)


def _is_earlier(module: str) -> bool:
    return module.partition(".")[0] == EARLIER


def _where(notebook: SourceNotebook, cell: SourceCell) -> str:
    return f"{notebook.path}: cell {cell.grade_id or f'number {cell.index + 1}'}"


def _python(source: str) -> str:
    """Return a cell as plain Python: magics are IPython's spelling of calls."""
    try:
        ast.parse(source)
    except SyntaxError:
        # slow to import, and hardly ever needed
        from IPython.core.inputtransformer2 import TransformerManager  # noqa: PLC0415

        return str(TransformerManager().transform_cell(source))
    return source


@dataclass(frozen=True)
class _Entry:
    """A unit where it stands: the order is that of the course."""

    space: _Space
    number: int
    unit: Unit
    cell: SourceCell

    def __hash__(self) -> int:
        return hash((id(self.space), self.number))

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, _Entry) and other.space is self.space
        return same and other.number == self.number  # type: ignore[attr-defined]


class _Space:
    """The names of one notebook, and what binds them."""

    def __init__(self, chapter: Chapter, notebook: SourceNotebook) -> None:
        self.chapter = chapter
        self.notebook = notebook

    @cached_property
    def entries(self) -> list[_Entry]:
        """Return the units of its given and answer cells, solutions without their markers."""
        found: list[_Entry] = []
        lazy = any(_FUTURE in cell.source for cell in self.notebook.cells)
        for cell in self.notebook.with_role("given", "answer"):
            try:
                units = units_of(_python(cell.solution_source), annotations_later=lazy)
            except SyntaxError as problem:
                where = _where(self.notebook, cell)
                raise SourceError(f"{where} is not Python: {problem}.") from None
            found += [_Entry(self, len(found) + i, unit, cell) for i, unit in enumerate(units)]
        return found

    def answers(self) -> set[str]:
        """Return the names that answer cells define."""
        answers = [one for one in self.entries if one.cell.role == "answer"]
        return {n for one in answers if not one.unit.imports for n in one.unit.binds if n[0] != "_"}

    def answer(self, name: str) -> _Entry:
        """Return the last unit of an answer cell that binds a name."""
        return [
            one for one in self.entries if one.cell.role == "answer" and name in one.unit.binds
        ][-1]

    def binder(self, name: str, user: _Entry, later: bool) -> _Entry | None:
        """Return the unit from which a unit has a name: the last one before; later, one behind."""
        binders = [one for one in self.entries if name in one.unit.binds]
        before = [one for one in binders if one.number < user.number + later]
        behind = [one for one in binders if one.number > user.number]
        return before[-1] if before else behind[0] if later and behind else None

    def alterations(self, name: str, binder: _Entry) -> list[_Entry]:
        """Return the units that write into what a unit has bound, until it is bound anew."""
        altering = []
        for one in self.entries[binder.number + 1 :]:
            if name in one.unit.binds:
                break
            if name in one.unit.alters:
                altering.append(one)
        return altering


#: What a name of a notebook means: an import, or the notebook that defines it.
_Meaning = Import | tuple["_Space", str]


class _Selection:
    """The units that are needed, and what the names in them mean."""

    def __init__(self, spaces: list[_Space]) -> None:
        self._spaces = spaces
        self._entries: dict[_Entry, None] = {}
        self._meanings: dict[tuple[_Space, str], _Meaning] = {}
        self._aliases: dict[_Entry, list[tuple[str, _Meaning]]] = {}
        self._exported: dict[str, _Meaning] = {}

    def want(self, name: str, where: str, chapter: Chapter) -> None:
        """Select the definition of a name for export."""
        space = self._holder(name, where, chapter)
        self._exported[name] = (space, name)
        self._select(space.answer(name))

    def _holder(self, name: str, where: str, chapter: Chapter) -> _Space:
        """Return the latest notebook before a chapter with an answer of this name."""
        before = [one for one in self._spaces if one.chapter.name < chapter.name]
        for space in reversed(before):
            if name in space.answers():
                return space
        raise SourceError(
            f"{where} imports '{name}' from {EARLIER}, which no answer cell of an earlier chapter "
            f"defines. {_offer(name, before)}"
        )

    def _select(self, start: _Entry) -> None:
        waiting = [start]
        while waiting:
            entry = waiting.pop()
            if entry in self._entries:
                continue
            self._entries[entry] = None
            for name in sorted(entry.unit.binds):
                self._meanings.setdefault((entry.space, name), (entry.space, name))
                waiting += entry.space.alterations(name, entry)
            for name in sorted(entry.unit.at_once):
                waiting += self._needed(entry, name, later=False)
            for name in sorted(entry.unit.later - entry.unit.at_once):
                waiting += self._needed(entry, name, later=True)

    def _needed(self, user: _Entry, name: str, *, later: bool) -> list[_Entry]:
        """Return what has to be selected so that a unit finds a name."""
        space = user.space
        binder = space.binder(name, user, later)
        if binder is None:
            if name in _ALWAYS_THERE or name in user.unit.fixed:
                return []
            raise SourceError(
                f"{_where(space.notebook, user.cell)} is needed for a later chapter's {FILE} and "
                f"uses '{name}', which no given or answer cell of its notebook binds by name."
            )
        if not binder.unit.imports:
            self._meanings[space, name] = (space, name)
            return [binder]
        module, attribute = _imported(binder.unit, name)
        if not _is_earlier(module):
            self._meanings[space, name] = Import(module, attribute, name)
            return []
        where = _where(space.notebook, binder.cell)
        holder = self._holder(attribute, where, space.chapter)
        if attribute == name:
            self._meanings[space, name] = (holder, name)
        elif (space, name) not in self._meanings:
            self._meanings[space, name] = (space, name)
            self._aliases.setdefault(binder, []).append((name, (holder, attribute)))
        return [holder.answer(attribute)]

    def _final(self, meaning: _Meaning) -> _Meaning:
        """Return one meaning for all notebooks that hold the same text, with the same needs."""
        if isinstance(meaning, Import):
            return meaning
        own = self._text_of(*meaning)
        for space in self._spaces:
            if (space, meaning[1]) in self._meanings and self._text_of(space, meaning[1]) == own:
                return self._meanings[space, meaning[1]]
        return meaning

    def _text_of(self, space: _Space, name: str) -> frozenset[object]:
        """Return the texts of a name's definition and of all that it needs."""
        seen: set[tuple[_Space, str]] = set()
        texts: set[object] = set()
        waiting: list[_Meaning] = [self._meanings.get((space, name), (space, name))]
        while waiting:
            meaning = waiting.pop()
            if isinstance(meaning, Import):
                texts.add(meaning)
            elif meaning not in seen:
                seen.add(meaning)
                for entry in self._entries:
                    if entry.space is meaning[0] and meaning[1] in (
                        entry.unit.binds | entry.unit.alters
                    ):
                        texts.add(entry.unit.text)
                        waiting += self._uses(entry).values()
                for entry, aliases in self._aliases.items():
                    for alias, target in aliases:
                        if (entry.space, alias) == meaning:
                            texts.add(("alias", alias))
                            waiting.append(target)
        return frozenset(texts)

    def _uses(self, entry: _Entry) -> dict[str, _Meaning]:
        unit = entry.unit
        return {
            name: self._meanings[entry.space, name]
            for name in unit.binds | unit.alters | unit.at_once | unit.later
            if (entry.space, name) in self._meanings
        }

    @cached_property
    def _names(self) -> dict[_Meaning, str]:
        """Give every meaning a name of its own in the module: the plain one where it can be."""
        by_name: dict[str, list[_Meaning]] = {}
        for (space, name), meaning in self._meanings.items():
            del space
            final = self._final(meaning)
            if final not in by_name.setdefault(name, []):
                by_name[name].append(final)
        order = {space: number for number, space in enumerate(self._spaces)}
        words = {w for one in self._entries for w in _identifiers(one.unit.text)}
        names: dict[_Meaning, str] = {}
        for name, meanings in by_name.items():
            exported = self._exported.get(name)
            first = self._final(exported) if exported else None
            ranked = sorted(
                meanings,
                key=lambda m: (m == first, -1 if isinstance(m, Import) else order[m[0]]),
                reverse=True,
            )
            for number, meaning in enumerate(ranked):
                names[meaning] = name if not number else _other_name(name, meaning, words)
        return names

    def chosen(self) -> list[Chosen]:
        """Return the definitions in the order of the course, with the names that they get."""
        order = {space: number for number, space in enumerate(self._spaces)}
        entries = sorted(
            {*self._entries, *self._aliases}, key=lambda one: (order[one.space], one.number)
        )
        done: list[Chosen] = []
        seen: set[tuple[str, tuple[tuple[str, str], ...]]] = set()
        for entry in entries:
            origin = f"{entry.space.chapter.name}/{entry.space.notebook.name}.ipynb"
            for alias, target in self._aliases.get(entry, []):
                own = self._names[self._final((entry.space, alias))]
                text = f"{own} = {self._names[self._final(target)]}"
                if (text, ()) not in seen:
                    seen.add((text, ()))
                    done.append(Chosen(text, origin, False, (0, 0)))
            if entry not in self._entries:
                continue
            new = {n: self._names[self._final(m)] for n, m in self._uses(entry).items()}
            new = {n: other for n, other in new.items() if n != other}
            key = (entry.unit.text, tuple(sorted(new.items())))
            if key in seen and entry.unit.defines:
                continue  # the same helper in two notebooks
            seen.add(key)
            if clash := set(new) & entry.unit.fixed:
                raise SourceError(
                    f"{_where(entry.space.notebook, entry.cell)} is needed for a later chapter's "
                    f"{FILE}, where '{min(clash)}' is something else: rename one of them."
                )
            lines = (entry.cell.index * 100_000 + entry.unit.first_line,
                     entry.cell.index * 100_000 + entry.unit.last_line)  # fmt: skip
            done.append(Chosen(_renamed(entry.unit, new), origin, entry.unit.defines, lines))
        return done

    def imports(self) -> list[Import]:
        """Return the imports that the chosen definitions use."""
        found = {
            Import(m.module, m.attribute, self._names[m])
            for m in self._meanings.values()
            if isinstance(m, Import)
        }
        futures = {
            Import("__future__", alias.name, alias.name)
            for space in {one.space for one in self._entries}
            for entry in space.entries
            for node in entry.unit.nodes
            if isinstance(node, ast.ImportFrom) and node.module == "__future__"
            for alias in node.names
        }
        return sorted(found | futures, key=lambda one: (one.module, one.attribute, one.name))


def _imported(unit: Unit, name: str) -> tuple[str, str]:
    """Return the module and the attribute from which an import has a name."""
    for node in unit.nodes:
        for alias in node.names:  # type: ignore[attr-defined]  # imports only
            if (alias.asname or alias.name.split(".")[0]) == name:
                if isinstance(node, ast.ImportFrom):
                    return node.module or "", alias.name
                return alias.name, ""
    raise AssertionError(name)


def _other_name(name: str, meaning: _Meaning, words: set[str]) -> str:
    origin = meaning.module if isinstance(meaning, Import) else meaning[0].chapter.name
    other = f"{name}_{origin.replace('.', '_')}"
    while not other.isidentifier() or other in words:
        other = "".join(c if c.isidentifier() or c.isdigit() else "_" for c in other) + "_"
    words.add(other)
    return other


def _identifiers(text: str) -> set[str]:
    return set("".join(c if c.isalnum() or c == "_" else " " for c in text).split())


def _renamed(unit: Unit, new: dict[str, str]) -> str:
    lines = [line.encode() for line in unit.text.split("\n")]
    for place in sorted(unit.places, key=lambda one: (one.line, one.column), reverse=True):
        if place.name in new:
            line, old = lines[place.line], place.name.encode()
            assert line[place.column :].startswith(old), (line, place)
            behind = line[place.column + len(old) :]
            lines[place.line] = line[: place.column] + new[place.name].encode() + behind
    return b"\n".join(lines).decode()


def _offer(name: str, spaces: list[_Space]) -> str:
    """Say what earlier chapters do offer that is close to a name."""
    if not spaces:
        return "There is no earlier chapter."
    offered = {one: space.chapter.name for space in spaces for one in sorted(space.answers())}
    lower = {one.lower(): one for one in offered}
    close = [lower[one] for one in difflib.get_close_matches(name.lower(), lower, 4, 0.55)]
    listed = close or list(offered)[:12]
    what = ", ".join(f"{one} ({offered[one]})" for one in listed) or "nothing"
    return f"{'Close to it' if close else 'They offer'}: {what}."
