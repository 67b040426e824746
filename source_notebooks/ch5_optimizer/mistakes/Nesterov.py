"""What learners believe of looking ahead: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def roll(self, params, grads, step, velocity=None):
    """Take a step: `step(self, old, new, g)` with the velocity before and after its update."""
    velocity = velocity or (lambda self, v, g: self.momentum * v - self.lr * g)
    for name in params:
        old = self.v.get(name, np.zeros_like(params[name]))
        self.v[name] = velocity(self, old, grads[name])
        params[name] += step(self, old, self.v[name], grads[name])


def ahead(self, old, new, g):
    return self.momentum * new - self.lr * g


@mistake(
    "Nesterov",
    hint="This is plain Momentum: the step is the velocity itself. Here it is a share of the velocity, and once more the push.",
)
class PlainMomentum(Nesterov):
    def update(self, params, grads):
        roll(self, params, grads, lambda self, old, new, g: new)


@mistake(
    "Nesterov",
    hint="Your step uses the velocity as it was before this update. First the new velocity, then the step with it.",
)
class OldVelocity(Nesterov):
    def update(self, params, grads):
        roll(self, params, grads, lambda self, old, new, g: self.momentum * old - self.lr * g)


@mistake("Nesterov", hint="The push is missing in your step: only a share of the velocity is left.")
class PushMissing(Nesterov):
    def update(self, params, grads):
        roll(self, params, grads, lambda self, old, new, g: self.momentum * new)


@mistake(
    "Nesterov",
    hint="Your step takes the whole velocity, and the push besides. Of the velocity, only the share `momentum` belongs there.",
)
class WholeVelocity(Nesterov):
    def update(self, params, grads):
        roll(self, params, grads, lambda self, old, new, g: new - self.lr * g)


@mistake(
    "Nesterov",
    hint="The push in your step goes uphill. Both formulas subtract rate times gradient.",
)
class PushUphill(Nesterov):
    def update(self, params, grads):
        roll(self, params, grads, lambda self, old, new, g: self.momentum * new + self.lr * g)


@mistake("Nesterov", hint="Your velocity goes uphill: it is pushed along the gradient.")
class Uphill(Nesterov):
    def update(self, params, grads):
        roll(self, params, grads, ahead, lambda self, v, g: self.momentum * v + self.lr * g)


@mistake(
    "Nesterov",
    hint="The share of the velocity and the whole velocity are both added: the step is too long by the velocity.",
)
class VelocityTwice(Nesterov):
    def update(self, params, grads):
        roll(self, params, grads, lambda self, old, new, g: new + self.momentum * new)


@mistake(
    "Nesterov",
    hint="Momentum occurs squared in the old way of writing it, and there with the old velocity. With the new one, the share is `momentum`.",
)
class SquaredWithTheNew(Nesterov):
    def update(self, params, grads):
        roll(
            self,
            params,
            grads,
            lambda self, old, new, g: self.momentum**2 * new - (1 + self.momentum) * self.lr * g,
        )


@mistake(
    "Nesterov",
    hint="The learning rate has no effect in your step: the push there is the whole gradient.",
)
class RateForgotten(Nesterov):
    def update(self, params, grads):
        roll(self, params, grads, lambda self, old, new, g: self.momentum * new - g)


@mistake(
    "Nesterov",
    hint="The learning rate multiplies the whole step, the velocity included, which has it already.",
)
class RateTwice(Nesterov):
    def update(self, params, grads):
        roll(self, params, grads, lambda self, old, new, g: self.lr * (self.momentum * new - g))


@mistake("Nesterov", hint="Nothing is kept: the velocity is made anew in each update.")
class ForgetsEachTime(Nesterov):
    def update(self, params, grads):
        self.v = {}
        roll(self, params, grads, ahead)


@mistake(
    "Nesterov",
    hint="The velocity is put back after the step has been added to it. What is remembered is v, not the step.",
)
class RemembersTheStep(Nesterov):
    def update(self, params, grads):
        for name in params:
            v = self.momentum * self.v.get(name, 0) - self.lr * grads[name]
            self.v[name] = self.momentum * v - self.lr * grads[name]
            params[name] += self.v[name]


@mistake(
    "Nesterov",
    hint="You keep the rate out of the velocity and multiply at the end, as PyTorch does. When the rate changes, your old velocity changes with it.",
)
class RateOutside(Nesterov):
    def update(self, params, grads):
        roll(
            self, params, grads,
            lambda self, old, new, g: -self.lr * (g + self.momentum * new),
            lambda self, v, g: self.momentum * v + g,
        )  # fmt: skip


@mistake("Nesterov", hint="Your velocity is a mean, as if the push counted 1 − momentum only.")
class Mean(Nesterov):
    def update(self, params, grads):
        roll(
            self,
            params,
            grads,
            ahead,
            lambda self, v, g: self.momentum * v - (1 - self.momentum) * self.lr * g,
        )


@mistake("Nesterov", hint="The velocities belong to the class, so all your optimizers share them.")
class OfTheClass(Nesterov):
    v = {}

    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum = lr, momentum

    def update(self, params, grads):
        roll(self, params, grads, ahead)


@mistake(
    "Nesterov",
    hint="The numbers are right, but they are in new arrays. Whoever holds the old one sees nothing of it.",
)
class NewArrays(Nesterov):
    def update(self, params, grads):
        for name in params:
            self.v[name] = self.momentum * self.v.get(name, 0) - self.lr * grads[name]
            params[name] = params[name] + ahead(self, None, self.v[name], grads[name])


@mistake(
    "Nesterov", hint="You multiply the gradients in place by the rate. They belong to the caller."
)
class ScalesTheGradients(Nesterov):
    def update(self, params, grads):
        for name, g in grads.items():
            g *= self.lr
            self.v[name] = self.momentum * self.v.get(name, 0) - g
            params[name] += self.momentum * self.v[name] - g


@mistake(
    "Nesterov",
    hint="Your velocities are kept in the order of the names, which may change. Go by the names.",
)
class GoesByOrder(Nesterov):
    def update(self, params, grads):
        for k, (p, g) in enumerate(zip(params.values(), grads.values())):
            self.v[k] = self.momentum * self.v.get(k, 0) - self.lr * g
            p += ahead(self, None, self.v[k], g)


@mistake(
    "Nesterov",
    hint="`update` hands something back. The arrays are changed in place; it returns nothing.",
)
class HandsThemBack(Nesterov):
    def update(self, params, grads):
        super().update(params, grads)
        return params


@mistake(
    "Nesterov",
    hint="The velocity begins with the push, and is pushed once more in the same update.",
)
class BeginsWithThePush(Nesterov):
    def update(self, params, grads):
        for name, g in grads.items():
            self.v.setdefault(name, -self.lr * g)
        roll(self, params, grads, ahead)


@mistake(
    "Nesterov",
    hint="You remember the true place and write the arrays anew from it. What is in them now gets lost: the next call may bring other arrays with other numbers.",
)
class RemembersThePlace(Nesterov):
    def update(self, params, grads):
        for name, p in params.items():
            place, old = self.v.get(name, (p.copy(), np.zeros_like(p)))
            new = self.momentum * old - self.lr * grads[name]
            self.v[name] = place + new, new
            p[...] = place + new + self.momentum * new


@variant("Nesterov", "the textbook's form, with the old velocity and momentum squared")
class Squared(Nesterov):
    def update(self, params, grads):
        for name, g in grads.items():
            v = self.v.setdefault(name, np.zeros_like(g))
            params[name] += self.momentum * self.momentum * v
            params[name] -= (1 + self.momentum) * self.lr * g
            v *= self.momentum
            v -= self.lr * g


@variant("Nesterov", "back to the true place, roll, and ahead again")
class BackAndAhead(Nesterov):
    def update(self, params, grads):
        for name, p in params.items():
            old = self.v.get(name, np.zeros_like(p))
            new = self.momentum * old - self.lr * grads[name]
            p -= self.momentum * old
            p += new
            p += self.momentum * new
            self.v[name] = new


@variant("Nesterov", "a subclass of Momentum")
class OfMomentum(Momentum):
    def update(self, params, grads):
        before = {name: p.copy() for name, p in params.items()}
        super().update(params, grads)
        for name, p in params.items():
            p[...] = before[name] + self.momentum * self.v[name] - self.lr * grads[name]
