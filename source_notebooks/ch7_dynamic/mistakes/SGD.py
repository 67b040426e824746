"""What learners believe of an optimizer over a model: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake("SGD", hint="You go uphill. The gradient points to where the loss grows.")
class Uphill(SGD):
    def update(self):
        for param in self.model.params():
            if param.grad is not None:
                param.data += self.lr * param.grad


@mistake(
    "SGD",
    hint="The numbers are right, but they are in a new array. Whoever holds the old one sees nothing of it.",
)
class NewArrays(SGD):
    def update(self):
        for param in self.model.params():
            if param.grad is not None:
                param.data = param.data - self.lr * param.grad


@mistake(
    "SGD",
    hint="Your step makes a new Variable, which is forgotten at the end of the loop. The parameter itself has not moved.",
)
class NewVariables(SGD):
    def update(self):
        for param in self.model.params():
            if param.grad is not None:
                param = param - self.lr * param.grad


@mistake(
    "SGD",
    hint="A parameter without a gradient stops your update. It was not part of the graph: pass it over.",
)
class StopsAtNone(SGD):
    def update(self):
        for param in self.model.params():
            param.data -= self.lr * param.grad


@mistake(
    "SGD",
    hint="At the first parameter without a gradient you end the whole update. The others still want to move.",
)
class EndsAtNone(SGD):
    def update(self):
        for param in self.model.params():
            if param.grad is None:
                return
            param.data -= self.lr * param.grad


@mistake(
    "SGD",
    hint="`setup` returns nothing, so `SGD(0.1).setup(model)` is None. It returns the optimizer.",
)
class SetupReturnsNothing(SGD):
    def setup(self, model):
        self.model = model


@mistake("SGD", hint="`setup` returns the model. Asked for is the optimizer itself.")
class SetupReturnsTheModel(SGD):
    def setup(self, model):
        self.model = model
        return model


@mistake(
    "SGD",
    hint="You keep the list of parameters from `setup`. What the model gets afterwards is never moved: ask it at every update.",
)
class ListOfSetup(SGD):
    def setup(self, model):
        self.all = list(model.params())
        return self

    def update(self):
        for p in self.all:
            if p.grad is not None:
                p.data -= self.lr * p.grad


@mistake(
    "SGD",
    hint="You keep the arrays from `setup`. Somebody has put other ones into the variables since, and you move the old ones.",
)
class ArraysOfSetup(SGD):
    def setup(self, model):
        self.model, self.arrays = model, {id(p): p.data for p in model.params()}
        return self

    def update(self):
        for param in self.model.params():
            if param.grad is not None:
                array = self.arrays.setdefault(id(param), param.data)
                array -= self.lr * param.grad


@mistake(
    "SGD",
    hint="You keep a generator from `setup`. It can be gone through once; from the second update on nothing moves.",
)
class GeneratorOfSetup(SGD):
    def setup(self, model):
        self.all = iter(model.params())
        return self

    def update(self):
        for p in self.all:
            if p.grad is not None:
                p.data -= self.lr * p.grad


@mistake(
    "SGD",
    hint="You clear the gradients after the step. Here that is the business of `cleargrads`.",
)
class ClearsTheGradients(SGD):
    def update(self):
        for param in self.model.params():
            if param.grad is not None:
                param.data -= self.lr * param.grad
                param.cleargrad()


@mistake(
    "SGD",
    hint="You multiply the gradient in place before you subtract it. It shall be left as it is.",
)
class ScalesTheGradients(SGD):
    def update(self):
        for param in self.model.params():
            if param.grad is not None:
                param.grad *= self.lr
                param.data -= param.grad


@mistake("SGD", hint="The learning rate has no effect: you subtract the whole gradient.")
class RateForgotten(SGD):
    def update(self):
        for param in self.model.params():
            if param.grad is not None:
                param.data -= param.grad


@mistake(
    "SGD",
    hint="The rate is looked at once. Somebody may change `optimizer.lr` later, and then that holds.",
)
class RateOfTheBeginning(SGD):
    def __init__(self, lr=0.01):
        self.lr = self._first = lr

    def update(self):
        for param in self.model.params():
            if param.grad is not None:
                param.data -= self._first * param.grad


@mistake(
    "SGD",
    hint="The model belongs to the class in your version: the last `setup` decides for all optimizers.",
)
class ModelOfTheClass(SGD):
    served = None

    def setup(self, model):
        ModelOfTheClass.served = model
        return self

    def update(self):
        for p in ModelOfTheClass.served.params():
            if p.grad is not None:
                p.data -= self.lr * p.grad


@mistake(
    "SGD",
    hint="You ask for `W` and `b` of the model. A model has parts, with parameters of any name: ask `params()`.",
)
class KnownNamesOnly(SGD):
    def update(self):
        for p in (getattr(self.model, name, None) for name in ("W", "b")):
            if p is not None and p.grad is not None:
                p.data -= self.lr * p.grad


@mistake(
    "SGD",
    hint="A second `setup` adds a model to the first in your version. It goes over to the new one.",
)
class ServesAllModels(SGD):
    def setup(self, model):
        self.models = [*getattr(self, "models", []), model]
        return self

    def update(self):
        for model in self.models:
            for p in model.params():
                if p.grad is not None:
                    p.data -= self.lr * p.grad


@mistake(
    "SGD",
    hint="`setup` returns another optimizer, a new one. Whoever changes the rate of the first one waits in vain.",
)
class AnotherOptimizer(SGD):
    def setup(self, model):
        other = AnotherOptimizer(self.lr)
        other.model = self.model = model
        return other


@mistake(
    "SGD",
    hint="An array of shape () has nothing that `[:]` could go through. There is a way in place for every shape.",
)
class SliceOfAScalar(SGD):
    def update(self):
        for param in self.model.params():
            if param.grad is not None:
                param.data[:] -= self.lr * param.grad


@variant("SGD", "np.subtract with out; skips with continue")
class WithOut:
    def __init__(self, lr=0.01):
        self.lr = lr
        self.target = None

    def setup(self, link):
        self.target = link
        return self

    def update(self):
        for param in list(self.target.params()):
            if param.grad is None:
                continue
            np.subtract(param.data, self.lr * param.grad, out=param.data)


@variant("SGD", "writes into the array; keeps the method of the model")
class WritesInto:
    def __init__(self, lr=0.01):
        self.lr = lr

    def setup(self, model):
        self.ask = model.params
        return self

    def update(self):
        for p in self.ask():
            if p.grad is not None:
                p.data[...] = p.data - self.lr * p.grad
        return self
