"""What learners believe of a link and its parameters: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "Link",
    hint="You hand out the names of the parameters. An optimizer wants the variables themselves.",
)
class GivesNames(Link):
    def params(self):
        return [name for name, v in vars(self).items() if isinstance(v, Variable)]

    def cleargrads(self):
        for name in self.params():
            vars(self)[name].cleargrad()

    def count(self):
        return sum(vars(self)[name].data.size for name in self.params())


@mistake(
    "Link",
    hint="You hand out arrays. They have no gradient: whoever updates needs the variable around each.",
)
class GivesArrays(Link):
    def params(self):
        return [v.data for v in vars(self).values() if isinstance(v, Variable)]

    def cleargrads(self):
        for v in vars(self).values():
            if isinstance(v, Variable):
                v.cleargrad()

    def count(self):
        return sum(a.size for a in self.params())


@mistake(
    "Link",
    hint="You hand out whatever the object has. Ask of each attribute what it is.",
)
class GivesEverything(Link):
    def params(self):
        return list(vars(self).values())


@mistake(
    "Link",
    hint="You take plain arrays for parameters, too. Nobody has said that these are to be learned.",
)
class PlainArraysToo(Link):
    def params(self):
        for v in vars(self).values():
            if isinstance(v, Variable):
                yield v
            elif isinstance(v, np.ndarray):
                yield Variable(v)


@mistake(
    "Link",
    hint="You look for attributes called W and b. A parameter may have any name.",
)
class KnownNamesOnly(Link):
    def params(self):
        for name in ("W", "b"):
            if isinstance(vars(self).get(name), Variable):
                yield vars(self)[name]


@mistake(
    "Link",
    hint="Your parameters come in the order of the alphabet. Asked for is the order in which they were assigned.",
)
class ByAlphabet(Link):
    def params(self):
        for name in sorted(vars(self)):
            if isinstance(vars(self)[name], Variable):
                yield vars(self)[name]


@mistake(
    "Link",
    hint="You hand out the first parameter, and stop. Is there a `return` in your loop?",
)
class FirstOnly(Link):
    def params(self):
        for v in vars(self).values():
            if isinstance(v, Variable):
                return [v]
        return []


@mistake(
    "Link",
    hint="Your list is made once and kept. What was added or replaced since is not in it: look anew at every call.",
)
class KeepsItsList(Link):
    def params(self):
        if not hasattr(self, "_kept"):
            self._kept = [v for v in vars(self).values() if isinstance(v, Variable)]
        return self._kept


@mistake(
    "Link",
    hint="Your list belongs to the class, so all links share it: one shows what the other has.",
)
class ListOfTheClass(Link):
    _all = []

    def add_param(self, name, data):
        super().add_param(name, data)
        ListOfTheClass._all.append(vars(self)[name])

    def params(self):
        return list(ListOfTheClass._all)


@mistake(
    "Link",
    hint="You hand out new variables with the same numbers. Whoever moves those has moved nothing of the link.",
)
class GivesCopies(Link):
    def params(self):
        for v in vars(self).values():
            if isinstance(v, Variable):
                yield Variable(v.data.copy(), name=v.name)

    def cleargrads(self):
        for v in vars(self).values():
            if isinstance(v, Variable):
                v.cleargrad()


@mistake(
    "Link",
    hint="`count` counts the variables. Asked for is how many numbers there are in them.",
)
class CountsVariables(Link):
    def count(self):
        return len(list(self.params()))


@mistake(
    "Link",
    hint="`len` of an array is the number of its rows. How many numbers does it hold?",
)
class CountsRows(Link):
    def count(self):
        return sum(len(np.atleast_1d(p.data)) for p in self.params())


@mistake(
    "Link",
    hint="You set gradients to 0. `None` says: there is no gradient. An optimizer can tell the two apart.",
)
class ClearsToZero(Link):
    def cleargrads(self):
        for p in self.params():
            p.grad = np.zeros_like(p.data)


@mistake(
    "Link",
    hint="In `cleargrads` you take the gradient out of the variable and clear that: the variable keeps it.",
)
class ClearsNothing(Link):
    def cleargrads(self):
        grads = [p.grad for p in self.params()]
        for k in range(len(grads)):
            grads[k] = None


@mistake(
    "Link",
    hint="`count` and `cleargrads` look at the attributes themselves. Whoever inherits, and finds more parameters, would not be asked.",
)
class DoesNotAskParams(Link):
    def cleargrads(self):
        for v in vars(self).values():
            if isinstance(v, Variable):
                v.cleargrad()

    def count(self):
        return sum(v.data.size for v in vars(self).values() if isinstance(v, Variable))


@mistake(
    "Link",
    hint="You know only what came through `add_param`. A Variable that is simply assigned is a parameter as well.",
)
class OnlyFromAddParam(Link):
    def add_param(self, name, data):
        super().add_param(name, data)
        vars(self).setdefault("_names", {})[name] = True

    def params(self):
        for name in vars(self).get("_names", {}):
            yield vars(self)[name]


@mistake(
    "Link",
    hint="Your count is a decimal number at times: NumPy's product of an empty shape is 1.0, and its sum of an empty list 0.0.",
)
class CountsWithProd(Link):
    def count(self):
        return np.sum([np.prod(p.data.shape) for p in self.params()])


@mistake(
    "Link",
    hint="Your count is made once and kept. It does not know what came later.",
)
class KeepsItsCount(Link):
    def count(self):
        if not hasattr(self, "_count"):
            self._count = super().count()
        return self._count


@variant("Link", "a list, built with a loop")
class WithAList(Link):
    def params(self):
        found = []
        for name in self.__dict__:
            thing = getattr(self, name)
            if type(thing) is Variable:
                found.append(thing)
        return found

    def cleargrads(self):
        for p in self.params():
            p.grad = None

    def count(self):
        n = 0
        for p in self.params():
            n += int(np.prod(p.data.shape))
        return n


@variant("Link", "a tuple; counts with len of the flattened arrays")
class WithATuple(Link):
    def params(self):
        return tuple(v for v in self.__dict__.values() if isinstance(v, Variable))

    def count(self):
        return sum([len(p.data.flatten()) for p in self.params()])


@variant("Link", "names are written down when they are assigned, as Chainer does")
class WritesNamesDown(Link):
    def __setattr__(self, name, thing):
        names = self.__dict__.setdefault("_order", [])
        if name not in names:
            names.append(name)
        super().__setattr__(name, thing)

    def params(self):
        for name in list(self.__dict__.get("_order", [])):
            if isinstance(getattr(self, name), Variable):
                yield getattr(self, name)
