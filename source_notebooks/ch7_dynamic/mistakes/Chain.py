"""What learners believe of a model made of parts: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _parts(chain):
    """Yield every attribute of a chain, lists taken apart."""
    for value in list(vars(chain).values()):
        yield from value if isinstance(value, list | tuple) else [value]


def _found(part):
    return (
        [part]
        if isinstance(part, Variable)
        else list(part.params())
        if isinstance(part, Link)
        else []
    )


def _once(found):
    met = set()
    return [p for p in found if id(p) not in met and not met.add(id(p))]


@mistake(
    "Chain",
    hint="You find the parameters of links that are attributes, but not those of a chain among them. A chain can be asked like any link.",
)
class NestedLost(Chain):
    def params(self):
        return _once(
            p for part in _parts(self) if not isinstance(part, Chain) for p in _found(part)
        )


@mistake("Chain", hint="What is in lists and tuples is not found.")
class ListsLost(Chain):
    def params(self):
        return _once(p for part in vars(self).values() for p in _found(part))


@mistake("Chain", hint="Lists are taken apart, tuples are not.")
class TuplesLost(Chain):
    def params(self):
        for value in vars(self).values():
            if not isinstance(value, tuple):
                yield from _once(
                    p
                    for part in (value if isinstance(value, list) else [value])
                    for p in _found(part)
                )


@mistake(
    "Chain",
    hint="A link in two places gives its parameters twice. An optimizer would move them twice.",
)
class Duplicates(Chain):
    def params(self):
        return [p for part in _parts(self) for p in _found(part)]


@mistake(
    "Chain",
    hint="You skip a *part* that was met before. One and the same variable may also belong to two different links, or to a link that is met again further inside.",
)
class PartsOnce(Chain):
    def params(self):
        met = set()
        for part in _parts(self):
            if id(part) not in met:
                met.add(id(part))
                yield from _found(part)


@mistake(
    "Chain",
    hint="You tell variables apart by their names. Every layer has a W: only the first one is left.",
)
class OnceByName(Chain):
    def params(self):
        met = set()
        for part in _parts(self):
            for p in _found(part):
                if p.name not in met:
                    met.add(p.name)
                    yield p


@mistake(
    "Chain",
    hint="You tell variables apart by their numbers. Two biases of zeros are two parameters.",
)
class OnceByNumbers(Chain):
    def params(self):
        met = []
        for part in _parts(self):
            for p in _found(part):
                if not any(np.array_equal(p.data, q.data) for q in met):
                    met.append(p)
                    yield p


@mistake(
    "Chain",
    hint="A variable that belongs to the chain itself, and to none of its links, is lost.",
)
class OwnLost(Chain):
    def params(self):
        return _once(p for part in _parts(self) if isinstance(part, Link) for p in part.params())


@mistake(
    "Chain",
    hint="The chain's own variables come first, wherever they stand. Asked for is the order of the attributes.",
)
class OwnFirst(Chain):
    def params(self):
        own = [v for v in vars(self).values() if isinstance(v, Variable)]
        return _once(own + [p for part in _parts(self) for p in _found(part)])


@mistake(
    "Chain",
    hint="What was met is remembered from call to call: the second call finds nothing any more.",
)
class RemembersForever(Chain):
    def __init__(self):
        super().__init__()
        self._met = set()

    def params(self):
        for part in _parts(self):
            for p in _found(part):
                if id(p) not in self._met:
                    self._met.add(id(p))
                    yield p


@mistake(
    "Chain",
    hint="The parameters are collected at the first call and kept. What comes later is never found.",
)
class KeepsItsList(Chain):
    def params(self):
        if "_kept" not in vars(self):
            self._kept = _once(p for part in _parts(self) for p in _found(part))
        return self._kept


class _OfTheClass(Chain):
    parts = {}

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)
        self.parts[name] = value

    def params(self):
        values = [
            v
            for value in self.parts.values()
            for v in (value if isinstance(value, list | tuple) else [value])
        ]
        return _once(p for part in values for p in _found(part))


@mistake(
    "Chain",
    hint="The register of the parts belongs to the class: all models share it, and each has the parts of the others.",
)
class RegisterOfTheClass(_OfTheClass):
    parts = {}


@mistake(
    "Chain",
    hint="You write down the parts themselves when they are assigned. Another link in an old attribute, or an element more in a list, goes unnoticed.",
)
class WritesPartsDown(Chain):
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)
        if name != "_down":
            vars(self).setdefault("_down", [])
            self._down += [v for v in (value if isinstance(value, list | tuple) else [value])]

    def params(self):
        return _once(p for part in vars(self).get("_down", []) for p in _found(part))


@mistake(
    "Chain",
    hint="You look for parts of the class `Linear`. A link is whatever inherits from `Link`.",
)
class LinearOnly(Chain):
    def params(self):
        return _once(
            p
            for part in _parts(self)
            if isinstance(part, Linear | Chain | Variable)
            for p in _found(part)
        )


@mistake(
    "Chain",
    hint="Your parameters come in the order of the alphabet of the attributes, not in that of assignment.",
)
class ByAlphabet(Chain):
    def params(self):
        values = [vars(self)[name] for name in sorted(vars(self))]
        parts = [part for v in values for part in (v if isinstance(v, list | tuple) else [v])]
        return _once(p for part in parts for p in _found(part))


@mistake(
    "Chain",
    hint="Plain arrays are among your parameters. Nobody has said that these are to be learned.",
)
class PlainArraysToo(Chain):
    def params(self):
        for part in _parts(self):
            if isinstance(part, np.ndarray):
                yield Variable(part)
            else:
                yield from _found(part)


@mistake(
    "Chain",
    hint="You look into dictionaries, too. Only lists and tuples were asked for.",
)
class DictionariesToo(Chain):
    def params(self):
        parts = []
        for value in vars(self).values():
            if isinstance(value, dict):
                parts += value.values()
            else:
                parts += value if isinstance(value, list | tuple) else [value]
        return _once(p for part in parts for p in _found(part))


@mistake(
    "Chain",
    hint="You go through the attributes of your links yourself. A link may know better which parameters it has: ask its `params()`.",
)
class WalksThroughItsLinks(Chain):
    def params(self):
        found = []
        for part in _parts(self):
            if isinstance(part, Variable):
                found.append(part)
            elif isinstance(part, Link):
                found += WalksThroughItsLinks.params(part)
        return _once(found)


@variant("Chain", "a list of variables, and a helper that walks through lists")
class WithAList(Link):
    def params(self):
        found = []

        def look(thing):
            if isinstance(thing, Variable):
                if not any(thing is p for p in found):
                    found.append(thing)
            elif isinstance(thing, list | tuple):
                for one in thing:
                    look(one)
            elif isinstance(thing, Link):
                for p in thing.params():
                    look(p)

        for thing in self.__dict__.values():
            look(thing)
        return found


@variant("Chain", "a dictionary by identity; asks for the method, not for the class")
class ByDictionary(Link):
    def params(self):
        found = {}
        for thing in vars(self).values():
            for one in thing if type(thing) in (list, tuple) else (thing,):
                if hasattr(one, "params"):
                    found.update({id(p): p for p in one.params() if id(p) not in found})
                elif isinstance(one, Variable):
                    found.setdefault(id(one), one)
        return found.values()


@variant("Chain", "variables as keys of a dictionary")
class VariablesAsKeys(Link):
    def params(self):
        yield from dict.fromkeys(p for part in _parts(self) for p in _found(part))


@variant("Chain", "the names are written down when they are assigned, as Chainer does")
class WritesNamesDown(Link):
    def __init__(self):
        super().__init__()
        object.__setattr__(self, "_order", [])

    def __setattr__(self, name, value):
        if name not in self._order:
            self._order.append(name)
        object.__setattr__(self, name, value)

    def params(self):
        met = []
        for name in self._order:
            value = getattr(self, name)
            for part in value if isinstance(value, (list, tuple)) else [value]:
                for p in _found(part):
                    if p not in met:
                        met.append(p)
                        yield p
