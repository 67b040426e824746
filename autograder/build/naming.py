"""Put selected units from several notebooks into one module, where every name means one thing."""

from __future__ import annotations

import ast
import re

from ..errors import SourceError
from .bindings import Unit
from .render import Chosen, Import
from .selection import Meaning, Selection
from .spaces import Entry

_WORD = re.compile(r"\w+")


class Naming:
    """The names that the meanings of a selection get in the module.

    What two notebooks have in the same words, with the same needs, is one thing. Where one name
    means several, the wanted one keeps it, else the latest; the others get their chapter's too.
    """

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._order = {space: number for number, space in enumerate(selection.spaces)}
        self._final: dict[Meaning, Meaning] = {}
        self._names: dict[Meaning, str] = {}
        by_name: dict[str, dict[Meaning, None]] = {}
        for (_, name), meaning in selection.meanings.items():
            by_name.setdefault(name, {})[meaning] = None
        # words of the course's cells are taken, so that no local name hides a new one
        self._taken = {word for one in selection.entries for word in _WORD.findall(one.unit.text)}
        for name, meanings in by_name.items():
            self._name(name, list(meanings))

    def imports(self) -> list[Import]:
        """Return what the module has to import."""
        found = {
            Import(meaning.module, meaning.attribute, name)
            for meaning, name in self._names.items()
            if isinstance(meaning, Import)
        }
        found |= {
            Import("__future__", alias.name, alias.name)
            for space in {one.space for one in self._selection.entries}
            for entry in space.entries
            for node in entry.unit.nodes
            if isinstance(node, ast.ImportFrom) and node.module == "__future__"
            for alias in node.names
        }
        return sorted(found, key=lambda one: (one.module, one.attribute, one.name))

    def definitions(self) -> list[Chosen]:
        """Return the rest of the module, in the order of the course."""
        selected, aliases = set(self._selection.entries), self._selection.aliases
        done: list[Chosen] = []
        seen: set[tuple[str, tuple[tuple[str, str], ...]]] = set()
        for entry in sorted(
            {*selected, *aliases}, key=lambda one: (self._order[one.space], one.number)
        ):
            for alias, target in aliases.get(entry, []):
                line = f"{self._called((entry.space, alias))} = {self._called(target)}"
                done.append(Chosen(line, entry.space.origin, False, entry.lines))
            if entry in selected:
                new = self._new_names(entry)
                key = (entry.unit.text, tuple(sorted(new.items())))
                if key not in seen or not entry.unit.defines:  # a helper stands in many notebooks
                    text = _renamed(entry.unit, new)
                    done.append(Chosen(text, entry.space.origin, entry.unit.defines, entry.lines))
                seen.add(key)
        return done

    def _called(self, meaning: Meaning) -> str:
        return self._names[self._final[meaning]]

    def _new_names(self, entry: Entry) -> dict[str, str]:
        """Return the names of a unit that are others in the module."""
        called = {name: self._called(one) for name, one in self._selection.uses(entry).items()}
        new = {name: other for name, other in called.items() if name != other}
        if stuck := set(new) & entry.unit.fixed:
            raise SourceError(
                f"{entry.where} is needed for a later chapter's earlier.py, where '{min(stuck)}' "
                "is something else: rename one of them."
            )
        return new

    def _name(self, name: str, meanings: list[Meaning]) -> None:
        """Give names to all that one name means."""
        kept: dict[object, Meaning] = {}
        for meaning in meanings:
            same = meaning if len(meanings) == 1 else self._needs_of(meaning)
            self._final[meaning] = kept.setdefault(same, meaning)
        wanted = self._selection.exported.get(name)
        first = self._final[wanted] if wanted else None
        ranked = sorted(
            kept.values(), key=lambda one: (one == first, self._rank(one)), reverse=True
        )
        for number, meaning in enumerate(ranked):
            self._names[meaning] = name if not number else self._other(name, meaning)

    def _rank(self, meaning: Meaning) -> int:
        return -1 if isinstance(meaning, Import) else self._order[meaning[0]]

    def _needs_of(self, meaning: Meaning) -> frozenset[object]:
        """Return the texts of a definition and of all that it needs: equal ones are one thing."""
        seen: set[Meaning] = set()
        texts: set[object] = set()
        waiting = [meaning]
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            if isinstance(one, Import):
                texts.add(one)
                continue
            space, name = one
            for entry in self._selection.entries:
                unit = entry.unit
                if entry.space is space and (name in unit.binds or name in unit.alters):
                    texts.add(unit.text)
                    waiting += self._selection.uses(entry).values()
            for entry, aliases in self._selection.aliases.items():
                targets = [t for alias, t in aliases if (entry.space, alias) == one]
                texts |= {("alias", name) for _ in targets}
                waiting += targets
        return frozenset(texts)

    def _other(self, name: str, meaning: Meaning) -> str:
        origin = meaning.module if isinstance(meaning, Import) else meaning[0].chapter.name
        other = re.sub(r"\W", "_", f"{name}_{origin}")
        while other in self._taken:
            other += "_"
        self._taken.add(other)
        return other


def _renamed(unit: Unit, new: dict[str, str]) -> str:
    lines = [line.encode() for line in unit.text.split("\n")]
    for place in sorted(unit.places, key=lambda one: (one.line, one.column), reverse=True):
        if place.name in new:
            line, end = lines[place.line], place.column + len(place.name.encode())
            lines[place.line] = line[: place.column] + new[place.name].encode() + line[end:]
    return b"\n".join(lines).decode()
