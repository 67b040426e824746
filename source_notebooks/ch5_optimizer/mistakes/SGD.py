"""What learners believe of plain gradient descent: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake("SGD", hint="You go uphill. The gradient points to where the loss grows.")
class Uphill(SGD):
    def update(self, params, grads):
        for name in params:
            params[name] += self.lr * grads[name]


@mistake(
    "SGD",
    hint="The numbers are right, but they are in new arrays. Whoever holds the old one, a layer for instance, sees nothing of it.",
)
class NewArrays(SGD):
    def update(self, params, grads):
        for name in params:
            params[name] = params[name] - self.lr * grads[name]


@mistake(
    "SGD",
    hint="Your steps go into a variable of the method. When the method ends it is gone: neither the dictionary nor its arrays know of it.",
)
class NothingIsKept(SGD):
    def update(self, params, grads):
        for name in params:
            p = params[name].copy()
            p -= self.lr * grads[name]


@mistake(
    "SGD",
    hint="You make a new dictionary and hand it back. The caller looks at the old one, and at the arrays in it.",
)
class NewDictionary(SGD):
    def update(self, params, grads):
        return {name: params[name] - self.lr * grads[name] for name in params}


@mistake(
    "SGD", hint="`update` hands the parameters back. They are changed in place; it returns nothing."
)
class HandsThemBack(SGD):
    def update(self, params, grads):
        super().update(params, grads)
        return params


@mistake("SGD", hint="The learning rate has no effect: you subtract the whole gradient.")
class RateForgotten(SGD):
    def update(self, params, grads):
        for name in params:
            params[name] -= grads[name]


@mistake(
    "SGD",
    hint="Your learning rate is always 0.01, whatever the object was made with. Its own is in `self`.",
)
class RateWrittenDown(SGD):
    def update(self, params, grads):
        for name in params:
            params[name] -= 0.01 * grads[name]


@mistake(
    "SGD",
    hint="The gradients are multiplied in place before they are subtracted. They belong to the caller.",
)
class ScalesTheGradients(SGD):
    def update(self, params, grads):
        for name in params:
            grads[name] *= self.lr
            params[name] -= grads[name]


@mistake(
    "SGD", hint="You set the gradients to 0 after the step. Here that is the caller's business."
)
class ClearsTheGradients(SGD):
    def update(self, params, grads):
        for name in params:
            params[name] -= self.lr * grads[name]
            grads[name][...] = 0


@mistake(
    "SGD",
    hint="You pair parameters and gradients by their order. The two dictionaries need not have the same one: go by the names.",
)
class PairsByOrder(SGD):
    def update(self, params, grads):
        for p, g in zip(params.values(), grads.values()):
            p -= self.lr * g


@mistake(
    "SGD",
    hint="The rate is looked at once, when the object is made. Somebody may change `optimizer.lr` later on, and then that holds.",
)
class RateOfTheBeginning(SGD):
    def __init__(self, lr=0.01):
        self.lr = lr
        self._first = lr

    def update(self, params, grads):
        for name in params:
            params[name] -= self._first * grads[name]


@mistake(
    "SGD",
    hint="You move by the sign of the gradient only, always `lr` far. In the formula a steep slope makes a long step.",
)
class SignOnly(SGD):
    def update(self, params, grads):
        for name in params:
            params[name] -= self.lr * np.sign(grads[name])


@mistake("SGD", hint="You divide each gradient by its length. The formula takes it as it is.")
class UnitLength(SGD):
    def update(self, params, grads):
        for name in params:
            params[name] -= self.lr * grads[name] / (np.linalg.norm(grads[name]) + 1e-12)


@mistake(
    "SGD",
    hint="One number is subtracted from a whole array: a mean. Each element has a gradient of its own.",
)
class MeanGradient(SGD):
    def update(self, params, grads):
        for name in params:
            params[name] -= self.lr * grads[name].mean()


@mistake("SGD", hint="`return` stands in the loop, so only the first name is served.")
class FirstNameOnly(SGD):
    def update(self, params, grads):
        for name in params:
            params[name] -= self.lr * grads[name]
            return


@mistake(
    "SGD", hint="Your learning rate gets smaller from update to update. Here it stays what it is."
)
class ShrinkingRate(SGD):
    def update(self, params, grads):
        self.count = getattr(self, "count", 0) + 1
        for name in params:
            params[name] -= self.lr / self.count * grads[name]


@mistake(
    "SGD",
    hint="You cut gradients off at 1. Clipping has its uses, but the formula takes them as they are.",
)
class Clips(SGD):
    def update(self, params, grads):
        for name in params:
            params[name] -= self.lr * np.clip(grads[name], -1, 1)


@mistake(
    "SGD",
    hint="You squeeze the result into an array of whole numbers, and its decimals are lost. A step that cannot be taken should say so.",
)
class TalksNumPyOutOfIt(SGD):
    def update(self, params, grads):
        for name in params:
            params[name][...] = params[name] - self.lr * grads[name]


@mistake(
    "SGD",
    hint="Arrays of whole numbers are replaced by arrays of decimal ones. A new array is one that nobody else holds.",
)
class ReplacesWholeNumbers(SGD):
    def update(self, params, grads):
        for name in params:
            if params[name].dtype.kind == "i":
                params[name] = params[name].astype(float)
            params[name] -= self.lr * grads[name]


@mistake(
    "SGD",
    hint="The rate belongs to the class in your version, and the last object that was made decides for all.",
)
class RateOfTheClass(SGD):
    rate = 0.01

    def __init__(self, lr=0.01):
        RateOfTheClass.rate = lr

    def update(self, params, grads):
        for name in params:
            params[name] -= RateOfTheClass.rate * grads[name]


@mistake(
    "SGD",
    hint="You subtract from a flattened array. For a transposed view, `ravel()` and `reshape(-1)` give a copy, and the parameter itself stays where it was. `-=` needs no flattening.",
)
class Flattens(SGD):
    def update(self, params, grads):
        for name in params:
            flat = params[name].ravel()
            flat -= self.lr * grads[name].ravel()


@variant("SGD", "over pairs")
class ByItems(SGD):
    def update(self, params, grads):
        for name, p in params.items():
            p -= self.lr * grads[name]


@variant("SGD", "np.subtract with out")
class WithOut(SGD):
    def update(self, params, grads):
        for name, g in grads.items():
            np.subtract(params[name], self.lr * g, out=params[name])


@variant("SGD", "refuses whole numbers itself, then writes into the array")
class RefusesFirst(SGD):
    def update(self, params, grads):
        for name in params:
            if not np.issubdtype(params[name].dtype, np.floating):
                raise TypeError(f"{name} holds whole numbers")
        for name in params:
            params[name][...] = params[name] - self.lr * grads[name]


@variant("SGD", "element by element")
class ByElement(SGD):
    def update(self, params, grads):
        for name in params:
            if params[name].dtype.kind != "f":
                raise TypeError(name)
            for index in np.ndindex(params[name].shape):
                params[name][index] -= self.lr * grads[name][index]
