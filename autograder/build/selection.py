"""Select what wanted solutions need, in all the notebooks before a chapter."""

from __future__ import annotations

import ast
import builtins
import difflib

from ..errors import SourceError
from ..source import Chapter
from .bindings import Unit
from .home import EARLIER
from .render import Import
from .spaces import Entry, Space

#: What a name of a notebook means: an import, or the name in the notebook that defines it.
Meaning = Import | tuple[Space, str]
#: Known wherever notebooks run, besides Python's own names.
_ALWAYS_THERE = {*dir(builtins), "__name__", "__file__", "display", "get_ipython"}


class Selection:
    """The units that are needed, and what the names in them mean.

    Parameters
    ----------
    spaces : list of Space
        Every notebook before the chapter, in the order of the course.

    Attributes
    ----------
    entries : list of Entry
        What is needed, in no order.
    meanings : dict of (Space, str) to Meaning
        Of each name that these use or bind.
    aliases : dict of Entry to list of (str, Meaning)
        What `from earlier import a as b` of an earlier chapter binds, by the unit that says it.
    exported : dict of str to Meaning
        What was wanted.
    """

    def __init__(self, spaces: list[Space]) -> None:
        self.spaces = spaces
        self.entries: list[Entry] = []
        self.meanings: dict[tuple[Space, str], Meaning] = {}
        self.aliases: dict[Entry, list[tuple[str, Meaning]]] = {}
        self.exported: dict[str, Meaning] = {}

    def want(self, name: str, where: str, chapter: Chapter) -> None:
        """Select a solution, and what it needs.

        Parameters
        ----------
        where : str
            The cell that asks for it, in words.
        chapter : Chapter
            Of that cell; only chapters before it are looked at.

        Raises
        ------
        SourceError
            If no answer cell there binds the name, or the solution uses a name from nowhere.
        """
        space = self._holder(name, where, chapter)
        self.exported[name] = (space, name)
        chosen = set(self.entries)
        waiting = [space.answer(name)]
        while waiting:
            entry = waiting.pop()
            if entry not in chosen:
                chosen.add(entry)
                self.entries.append(entry)
                waiting += self._needs(entry)

    def uses(self, entry: Entry) -> dict[str, Meaning]:
        """Return the global names of a unit and what they mean, builtins left out."""
        unit = entry.unit
        return {
            name: self.meanings[entry.space, name]
            for name in unit.binds | unit.alters | unit.at_once | unit.later
            if (entry.space, name) in self.meanings
        }

    def _needs(self, entry: Entry) -> list[Entry]:
        unit, space = entry.unit, entry.space
        needed = []
        for name in sorted(unit.binds):
            self.meanings.setdefault((space, name), (space, name))
            needed += space.alterations(name, entry)
        for name in sorted(unit.at_once):
            needed += self._source(entry, name, later=False)
        for name in sorted(unit.later - unit.at_once):
            needed += self._source(entry, name, later=True)
        return needed

    def _source(self, user: Entry, name: str, *, later: bool) -> list[Entry]:
        """Return the unit from which another one has a name, and note what the name means."""
        space = user.space
        binder = space.binder(name, user, later=later)
        if binder is None:
            if name in _ALWAYS_THERE or name in user.unit.fixed:
                return []
            raise SourceError(
                f"{user.where} is needed for a later chapter's {EARLIER}.py and uses '{name}', "
                "which no given or answer cell of its notebook binds by name."
            )
        if not binder.unit.imports:
            self.meanings[space, name] = (space, name)
            return [binder]
        module, attribute = _imported(binder.unit, name)
        if module.partition(".")[0] != EARLIER:
            self.meanings[space, name] = Import(module, attribute, name)
            return []
        holder = self._holder(attribute, binder.where, space.chapter)
        if attribute == name:
            self.meanings[space, name] = (holder, name)
        elif (space, name) not in self.meanings:
            self.meanings[space, name] = (space, name)
            self.aliases.setdefault(binder, []).append((name, (holder, attribute)))
        return [holder.answer(attribute)]

    def _holder(self, name: str, where: str, chapter: Chapter) -> Space:
        """Return the latest notebook before a chapter with an answer of this name."""
        before = [one for one in self.spaces if one.chapter.name < chapter.name]
        for space in reversed(before):
            if name in space.answers():
                return space
        raise SourceError(
            f"{where} imports '{name}' from {EARLIER}, which no answer cell of an earlier chapter "
            f"defines. {_offer(name, before)}"
        )


def _imported(unit: Unit, name: str) -> tuple[str, str]:
    """Return the module and the attribute from which an import has a name."""
    for node in unit.nodes:
        assert isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names:
            if (alias.asname or alias.name.split(".")[0]) == name:
                if isinstance(node, ast.ImportFrom):
                    return node.module or "", alias.name
                return alias.name, ""
    raise AssertionError(name)


def _offer(name: str, spaces: list[Space]) -> str:
    """Say what earlier chapters do offer that is close to a name."""
    if not spaces:
        return "There is no earlier chapter."
    offered = {one: space.chapter.name for space in spaces for one in space.answers()}
    lower = {one.lower(): one for one in offered}
    close = [lower[one] for one in difflib.get_close_matches(name.lower(), lower, 4, 0.55)]
    what = ", ".join(f"{one} ({offered[one]})" for one in close or list(offered)[:12])
    return f"{'Close to it' if close else 'They offer'}: {what or 'nothing'}."
