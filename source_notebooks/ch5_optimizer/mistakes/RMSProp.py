"""What learners believe of a mean that forgets: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def adapt(self, params, grads, size=None, rate=None):
    """Take a step: `size(self, h, g)` is the new h, `rate(self, h, g)` what g is multiplied by."""
    size = size or (lambda self, h, g: self.decay * h + (1 - self.decay) * g**2)
    rate = rate or (lambda self, h, g: self.lr / (np.sqrt(h) + self.eps))
    for name in params:
        g = grads[name]
        self.h[name] = size(self, self.h.get(name, np.zeros_like(g)), g)
        params[name] -= rate(self, self.h[name], g) * g


@mistake(
    "RMSProp",
    hint="The two shares are swapped. `decay` is the share of the old h: with 0.99 it forgets slowly.",
)
class Swapped(RMSProp):
    def update(self, params, grads):
        adapt(self, params, grads, lambda self, h, g: (1 - self.decay) * h + self.decay * g**2)


@mistake("RMSProp", hint="The present square counts in full. The two shares of a mean add up to 1.")
class CountsInFull(RMSProp):
    def update(self, params, grads):
        adapt(self, params, grads, lambda self, h, g: self.decay * h + g**2)


@mistake(
    "RMSProp", hint="Nothing of the old h is lost: it grows as AdaGrad's does, only more slowly."
)
class NothingIsLost(RMSProp):
    def update(self, params, grads):
        adapt(self, params, grads, lambda self, h, g: h + (1 - self.decay) * g**2)


@mistake("RMSProp", hint="This is AdaGrad: a sum of all squares. Where is it forgotten?")
class IsAdaGrad(RMSProp):
    def update(self, params, grads):
        adapt(self, params, grads, lambda self, h, g: h + g**2)


@mistake("RMSProp", hint="The decay multiplies the whole of old h and new square.")
class DecaysAll(RMSProp):
    def update(self, params, grads):
        adapt(self, params, grads, lambda self, h, g: self.decay * (h + g**2))


@mistake("RMSProp", hint="Your decay is 0.99, or 0.9, whatever the object was made with.")
class DecayWrittenDown(RMSProp):
    def update(self, params, grads):
        adapt(self, params, grads, lambda self, h, g: 0.99 * h + 0.01 * g**2)


@mistake("RMSProp", hint="There is no root: you divide by the mean of the squares itself.")
class NoRoot(RMSProp):
    def update(self, params, grads):
        adapt(self, params, grads, rate=lambda self, h, g: self.lr / (h + self.eps))


@mistake(
    "RMSProp",
    hint="Your eps stands under the root. There it is worth 0.0001, which is a lot beside tiny gradients.",
)
class EpsUnderTheRoot(RMSProp):
    def update(self, params, grads):
        adapt(self, params, grads, rate=lambda self, h, g: self.lr / np.sqrt(h + self.eps))


@mistake("RMSProp", hint="Where a gradient has always been 0 you divide 0 by 0. What is eps for?")
class NoEps(RMSProp):
    def update(self, params, grads):
        with np.errstate(all="ignore"):
            adapt(self, params, grads, rate=lambda self, h, g: self.lr / np.sqrt(h))


@mistake("RMSProp", hint="Your eps is always the same, whatever the object was made with.")
class EpsWrittenDown(RMSProp):
    def update(self, params, grads):
        adapt(self, params, grads, rate=lambda self, h, g: self.lr / (np.sqrt(h) + 1e-8))


@mistake("RMSProp", hint="The gradients themselves are averaged, not their squares.")
class NoSquare(RMSProp):
    def update(self, params, grads):
        with np.errstate(all="ignore"):
            adapt(self, params, grads, lambda self, h, g: self.decay * h + (1 - self.decay) * g)


@mistake(
    "RMSProp",
    hint="You square the mean of the gradients. It is the mean of the squares: to and fro is steep, too.",
)
class SquareOfTheMean(RMSProp):
    def update(self, params, grads):
        adapt(
            self, params, grads, lambda self, h, g: self.decay * h + (1 - self.decay) * g,
            lambda self, h, g: self.lr / (np.abs(h) + self.eps),
        )  # fmt: skip


@mistake(
    "RMSProp",
    hint="Your h begins with the first square instead of 0, so the first step is not the long one that the formula gives.",
)
class BeginsWithTheSquare(RMSProp):
    def update(self, params, grads):
        for name, g in grads.items():
            self.h.setdefault(name, g**2)
        adapt(self, params, grads)


@mistake(
    "RMSProp",
    hint="You correct the mean for its beginning. A good idea, and the next exercise's; RMSProp does not do it.",
)
class Corrects(RMSProp):
    def update(self, params, grads):
        self.t = getattr(self, "t", 0) + 1
        adapt(
            self, params, grads, None,
            lambda self, h, g: self.lr / (np.sqrt(h / (1 - self.decay**self.t)) + self.eps),
        )  # fmt: skip


@mistake(
    "RMSProp",
    hint="You step first and average afterwards, so the first step is divided by eps alone.",
)
class StepsFirst(RMSProp):
    def update(self, params, grads):
        for name, g in grads.items():
            h = self.h.get(name, np.zeros_like(g))
            params[name] -= self.lr * g / (np.sqrt(h) + self.eps)
            self.h[name] = self.decay * h + (1 - self.decay) * g**2


@mistake("RMSProp", hint="The mean is made anew in each update. It has to live on in the object.")
class ForgetsEachTime(RMSProp):
    def update(self, params, grads):
        self.h = {}
        adapt(self, params, grads)


@mistake(
    "RMSProp",
    hint="One h for a whole array: a mean over its elements. Each single number has an h of its own.",
)
class OneNumberAnArray(RMSProp):
    def update(self, params, grads):
        adapt(
            self,
            params,
            grads,
            lambda self, h, g: self.decay * h + (1 - self.decay) * (g**2).mean(),
        )


@mistake("RMSProp", hint="You go uphill. A gradient points to where the loss grows.")
class Uphill(RMSProp):
    def update(self, params, grads):
        adapt(self, params, grads, rate=lambda self, h, g: -self.lr / (np.sqrt(h) + self.eps))


@mistake(
    "RMSProp",
    hint="The means belong to the class, so all your optimizers share them. Each object makes its own in `__init__`.",
)
class OfTheClass(RMSProp):
    h = {}

    def __init__(self, lr=0.01, decay=0.99, eps=1e-8):
        self.lr, self.decay, self.eps = lr, decay, eps

    def update(self, params, grads):
        adapt(self, params, grads)


@mistake(
    "RMSProp",
    hint="The numbers are right, but they are in new arrays. Whoever holds the old one sees nothing of it.",
)
class NewArrays(RMSProp):
    def update(self, params, grads):
        for name, g in grads.items():
            self.h[name] = self.decay * self.h.get(name, 0) + (1 - self.decay) * g**2
            params[name] = params[name] - self.lr * g / (np.sqrt(self.h[name]) + self.eps)


@mistake(
    "RMSProp",
    hint="You square the gradients in place. They belong to the caller, and you still need their signs.",
)
class SquaresInPlace(RMSProp):
    def update(self, params, grads):
        for name, g in grads.items():
            sign = np.sign(g)
            g *= g
            self.h[name] = self.decay * self.h.get(name, 0) + (1 - self.decay) * g
            params[name] -= self.lr * sign * np.sqrt(g) / (np.sqrt(self.h[name]) + self.eps)


@mistake(
    "RMSProp",
    hint="What is remembered is kept in the order of the names, which may change. Go by the names.",
)
class GoesByOrder(RMSProp):
    def update(self, params, grads):
        for k, (p, g) in enumerate(zip(params.values(), grads.values())):
            self.h[k] = self.decay * self.h.get(k, 0) + (1 - self.decay) * g**2
            p -= self.lr * g / (np.sqrt(self.h[k]) + self.eps)


@mistake(
    "RMSProp",
    hint="`update` hands something back. The arrays are changed in place; it returns nothing.",
)
class HandsThemBack(RMSProp):
    def update(self, params, grads):
        super().update(params, grads)
        return params


@mistake(
    "RMSProp",
    hint="When other arrays come under the same names, you begin anew. What is remembered belongs to the name, not to the array.",
)
class BeginsAnewForOtherArrays(RMSProp):
    def update(self, params, grads):
        for name, p in params.items():
            array, h = self.h.get(name, (p, 0))
            h = self.decay * (h if array is p else 0) + (1 - self.decay) * grads[name] ** 2
            self.h[name] = p, h
            p -= self.lr * grads[name] / (np.sqrt(h) + self.eps)


@variant("RMSProp", "a subclass of AdaGrad whose past fades first")
class OfAdaGrad(AdaGrad):
    def __init__(self, lr=0.01, decay=0.99, eps=1e-8):
        super().__init__(lr, eps)
        self.decay = decay

    def update(self, params, grads):
        for h in self.h.values():
            h *= self.decay
        scaled = {name: (1 - self.decay) ** 0.5 * g for name, g in grads.items()}
        lr, eps = self.lr, self.eps
        self.lr, self.eps = lr / (1 - self.decay) ** 0.5, eps
        super().update(params, scaled)
        self.lr = lr


@variant("RMSProp", "h moves towards the square")
class MovesTowards(RMSProp):
    def update(self, params, grads):
        for name, g in grads.items():
            h = self.h.setdefault(name, np.zeros(g.shape))
            h += (1 - self.decay) * (np.square(g) - h)
            params[name] -= self.lr * g / (h**0.5 + self.eps)
