"""What learners believe of a sum of squares: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def adapt(self, params, grads, size=None, rate=None):
    """Take a step: `size(self, h, g)` is the new h, `rate(self, h, g)` what g is multiplied by."""
    size = size or (lambda self, h, g: h + g**2)
    rate = rate or (lambda self, h, g: self.lr / (np.sqrt(h) + self.eps))
    for name in params:
        g = grads[name]
        self.h[name] = size(self, self.h.get(name, np.zeros_like(g)), g)
        params[name] -= rate(self, self.h[name], g) * g


@mistake(
    "AdaGrad",
    hint="There is no root: you divide by the squares themselves. Then small gradients make huge steps.",
)
class NoRoot(AdaGrad):
    def update(self, params, grads):
        adapt(self, params, grads, rate=lambda self, h, g: self.lr / (h + self.eps))


@mistake(
    "AdaGrad",
    hint="Your eps stands under the root. There it is worth 0.0001, which is a lot beside tiny gradients.",
)
class EpsUnderTheRoot(AdaGrad):
    def update(self, params, grads):
        adapt(self, params, grads, rate=lambda self, h, g: self.lr / np.sqrt(h + self.eps))


@mistake(
    "AdaGrad",
    hint="eps is added to the whole fraction, not to what stands below the line: parentheses.",
)
class EpsOutside(AdaGrad):
    def update(self, params, grads):
        with np.errstate(all="ignore"):
            adapt(self, params, grads, rate=lambda self, h, g: self.lr / np.sqrt(h) + self.eps)


@mistake("AdaGrad", hint="Where a gradient has always been 0 you divide 0 by 0. What is eps for?")
class NoEps(AdaGrad):
    def update(self, params, grads):
        with np.errstate(all="ignore"):
            adapt(self, params, grads, rate=lambda self, h, g: self.lr / np.sqrt(h))


@mistake("AdaGrad", hint="Your eps is always the same, whatever the object was made with.")
class EpsWrittenDown(AdaGrad):
    def update(self, params, grads):
        adapt(self, params, grads, rate=lambda self, h, g: self.lr / (np.sqrt(h) + 1e-8))


@mistake(
    "AdaGrad",
    hint="You step first and add the square afterwards, so the first step is divided by eps alone.",
)
class StepsFirst(AdaGrad):
    def update(self, params, grads):
        for name, g in grads.items():
            h = self.h.get(name, np.zeros_like(g))
            params[name] -= self.lr * g / (np.sqrt(h) + self.eps)
            self.h[name] = h + g**2


@mistake("AdaGrad", hint="You remember the last square only. AdaGrad adds up all of them.")
class LastSquareOnly(AdaGrad):
    def update(self, params, grads):
        adapt(self, params, grads, lambda self, h, g: g**2)


@mistake("AdaGrad", hint="The sum is made anew in each update. It has to live on in the object.")
class ForgetsEachTime(AdaGrad):
    def update(self, params, grads):
        self.h = {}
        adapt(self, params, grads)


@mistake(
    "AdaGrad",
    hint="The gradients are added up without a square: steps to and fro cancel, and the root of a negative sum is no number.",
)
class NoSquare(AdaGrad):
    def update(self, params, grads):
        with np.errstate(all="ignore"):
            adapt(self, params, grads, lambda self, h, g: h + g)


@mistake(
    "AdaGrad",
    hint="You add up the absolute values and take their root. It is the squares that are added up.",
)
class AbsoluteValues(AdaGrad):
    def update(self, params, grads):
        adapt(self, params, grads, lambda self, h, g: h + np.abs(g))


@mistake(
    "AdaGrad",
    hint="You divide by the sum of absolute values. The root of a sum of squares is something else.",
)
class SumOfLengths(AdaGrad):
    def update(self, params, grads):
        adapt(
            self,
            params,
            grads,
            lambda self, h, g: h + np.abs(g),
            lambda self, h, g: self.lr / (h + self.eps),
        )


@mistake("AdaGrad", hint="Your h is a mean over the steps. AdaGrad's h is a sum, and grows.")
class MeanOfSquares(AdaGrad):
    def update(self, params, grads):
        self.count = getattr(self, "count", 0) + 1
        adapt(
            self,
            params,
            grads,
            None,
            lambda self, h, g: self.lr / (np.sqrt(h / self.count) + self.eps),
        )


@mistake(
    "AdaGrad",
    hint="One h for a whole array: a sum over its elements. Each single number has an h of its own.",
)
class OneNumberAnArray(AdaGrad):
    def update(self, params, grads):
        adapt(self, params, grads, lambda self, h, g: h + (g**2).sum())


@mistake(
    "AdaGrad",
    hint="You forget the past little by little. That is the next exercise's; AdaGrad forgets nothing.",
)
class Forgetful(AdaGrad):
    def update(self, params, grads):
        adapt(self, params, grads, lambda self, h, g: 0.99 * h + 0.01 * g**2)


@mistake(
    "AdaGrad",
    hint="Each update, h grows by the square of learning rate times gradient. The rate does not belong into h.",
)
class RateInTheSum(AdaGrad):
    def update(self, params, grads):
        adapt(self, params, grads, lambda self, h, g: h + (self.lr * g) ** 2)


@mistake("AdaGrad", hint="You go uphill. A gradient points to where the loss grows.")
class Uphill(AdaGrad):
    def update(self, params, grads):
        adapt(self, params, grads, rate=lambda self, h, g: -self.lr / (np.sqrt(h) + self.eps))


@mistake(
    "AdaGrad",
    hint="The gradient itself is missing above the line: every step leads downwards in numbers, whichever way is downhill.",
)
class GradientMissing(AdaGrad):
    def update(self, params, grads):
        for name, g in grads.items():
            self.h[name] = self.h.get(name, 0) + g**2
            params[name] -= self.lr / (np.sqrt(self.h[name]) + self.eps)


@mistake("AdaGrad", hint="The rate has no effect: above the line stands the gradient alone.")
class RateForgotten(AdaGrad):
    def update(self, params, grads):
        adapt(self, params, grads, rate=lambda self, h, g: 1 / (np.sqrt(h) + self.eps))


@mistake(
    "AdaGrad",
    hint="Your h begins with eps, or with 1, and not with 0. That shows in the first steps.",
)
class BeginsWithOne(AdaGrad):
    def update(self, params, grads):
        for name, g in grads.items():
            self.h.setdefault(name, np.ones_like(g))
        adapt(self, params, grads)


@mistake(
    "AdaGrad",
    hint="The sums belong to the class, so all your optimizers share them. Each object makes its own in `__init__`.",
)
class OfTheClass(AdaGrad):
    h = {}

    def __init__(self, lr=0.01, eps=1e-8):
        self.lr, self.eps = lr, eps

    def update(self, params, grads):
        adapt(self, params, grads)


@mistake(
    "AdaGrad",
    hint="The numbers are right, but they are in new arrays. Whoever holds the old one sees nothing of it.",
)
class NewArrays(AdaGrad):
    def update(self, params, grads):
        for name, g in grads.items():
            self.h[name] = self.h.get(name, 0) + g**2
            params[name] = params[name] - self.lr * g / (np.sqrt(self.h[name]) + self.eps)


@mistake(
    "AdaGrad",
    hint="You square the gradients in place. They belong to the caller, and you still need their signs.",
)
class SquaresInPlace(AdaGrad):
    def update(self, params, grads):
        for name, g in grads.items():
            sign = np.sign(g)
            g *= g
            self.h[name] = self.h.get(name, 0) + g
            params[name] -= self.lr * sign * np.sqrt(g) / (np.sqrt(self.h[name]) + self.eps)


@mistake(
    "AdaGrad",
    hint="What is remembered is kept in the order of the names, which may change. Go by the names.",
)
class GoesByOrder(AdaGrad):
    def update(self, params, grads):
        for k, (p, g) in enumerate(zip(params.values(), grads.values())):
            self.h[k] = self.h.get(k, 0) + g**2
            p -= self.lr * g / (np.sqrt(self.h[k]) + self.eps)


@mistake(
    "AdaGrad",
    hint="`update` hands something back. The arrays are changed in place; it returns nothing.",
)
class HandsThemBack(AdaGrad):
    def update(self, params, grads):
        super().update(params, grads)
        return params


@variant("AdaGrad", "keeps all squares in a list")
class Lists(AdaGrad):
    def __init__(self, lr=0.01, eps=1e-8):
        self.lr, self.eps, self.past = lr, eps, {}

    def update(self, params, grads):
        for name, p in params.items():
            self.past.setdefault(name, []).append(np.square(grads[name], dtype=float))
            p -= self.lr / (sum(self.past[name]) ** 0.5 + self.eps) * grads[name]


@variant("AdaGrad", "a subclass of SGD that takes steps with scaled gradients")
class OfSGD(SGD):
    def __init__(self, lr=0.01, eps=1e-8):
        super().__init__(lr)
        self.eps, self.h = eps, {}

    def update(self, params, grads):
        for name, g in grads.items():
            h = self.h.setdefault(name, np.zeros(g.shape))
            h += g * g
        super().update(params, {k: g / (np.sqrt(self.h[k]) + self.eps) for k, g in grads.items()})
