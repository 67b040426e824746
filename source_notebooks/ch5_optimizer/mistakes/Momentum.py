"""What learners believe of a velocity: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def roll(self, params, grads, velocity, step=lambda self, v, g: v):
    """Take a step: `velocity(self, v, g)` is the new velocity, `step(self, v, g)` the step with it."""
    for name in params:
        v = self.v.get(name, np.zeros_like(params[name]))
        self.v[name] = velocity(self, v, grads[name])
        params[name] += step(self, self.v[name], grads[name])


def usual(self, v, g):
    return self.momentum * v - self.lr * g


@mistake(
    "Momentum",
    hint="Your velocity goes uphill: it is pushed along the gradient. Which sign has the push in the first formula?",
)
class Uphill(Momentum):
    def update(self, params, grads):
        roll(self, params, grads, lambda self, v, g: self.momentum * v + self.lr * g)


@mistake(
    "Momentum",
    hint="The velocity points downhill already, and you subtract it. In the second formula it is added.",
)
class SubtractsTheVelocity(Momentum):
    def update(self, params, grads):
        roll(self, params, grads, usual, lambda self, v, g: -v)


@mistake(
    "Momentum",
    hint="In every update the velocity is made anew of zeros, or the new one is not put back under its name. It has to live on in the object.",
)
class ForgetsEachTime(Momentum):
    def update(self, params, grads):
        self.v = {}
        roll(self, params, grads, usual)


@mistake(
    "Momentum",
    hint="The learning rate stands in both of your formulas. It is in the velocity already; the step is the velocity itself.",
)
class RateTwice(Momentum):
    def update(self, params, grads):
        roll(self, params, grads, usual, lambda self, v, g: self.lr * v)


@mistake(
    "Momentum",
    hint="The learning rate has no effect: the push on the velocity is the whole gradient.",
)
class RateForgotten(Momentum):
    def update(self, params, grads):
        roll(self, params, grads, lambda self, v, g: self.momentum * v - g)


@mistake(
    "Momentum",
    hint="Your velocity is a mean, as if the push counted 1 − momentum only. In this formula the push counts in full; otherwise the ball is ten times slower.",
)
class Mean(Momentum):
    def update(self, params, grads):
        roll(
            self,
            params,
            grads,
            lambda self, v, g: self.momentum * v - (1 - self.momentum) * self.lr * g,
        )


@mistake(
    "Momentum",
    hint="You keep 1 − momentum of the velocity. Momentum is the share that is kept, not the share that is lost.",
)
class KeepsTheRest(Momentum):
    def update(self, params, grads):
        roll(self, params, grads, lambda self, v, g: (1 - self.momentum) * v - self.lr * g)


@mistake(
    "Momentum",
    hint="You step first, with the old velocity, and change it afterwards. So the first update moves nothing at all.",
)
class StepsWithTheOld(Momentum):
    def update(self, params, grads):
        for name in params:
            v = self.v.setdefault(name, np.zeros_like(params[name]))
            params[name] += v
            self.v[name] = usual(self, v, grads[name])


@mistake(
    "Momentum",
    hint="Nothing is lost of your velocity: the momentum multiplies the push, or nothing. It belongs to the old velocity.",
)
class KeepsAll(Momentum):
    def update(self, params, grads):
        roll(self, params, grads, lambda self, v, g: v - self.lr * g)


@mistake(
    "Momentum",
    hint="The momentum multiplies the new velocity as a whole, push included. Only the old velocity is worn down.",
)
class WearsThePush(Momentum):
    def update(self, params, grads):
        roll(self, params, grads, lambda self, v, g: self.momentum * (v - self.lr * g))


@mistake(
    "Momentum",
    hint="This is a step that looks ahead: it is the next exercise's. Here the step is the velocity, and no more.",
)
class LooksAhead(Momentum):
    def update(self, params, grads):
        roll(self, params, grads, usual, lambda self, v, g: self.momentum * v - self.lr * g)


@mistake(
    "Momentum",
    hint="You keep the rate out of the velocity and multiply at the end, as PyTorch does. That is the same as long as the rate stays; when it changes, your old velocity changes with it.",
)
class RateOutside(Momentum):
    def update(self, params, grads):
        roll(
            self,
            params,
            grads,
            lambda self, v, g: self.momentum * v + g,
            lambda self, v, g: -self.lr * v,
        )


@mistake(
    "Momentum",
    hint="All arrays share one velocity. Each name needs one of its own, of the array's shape.",
)
class OneForAll(Momentum):
    def update(self, params, grads):
        for name in params:
            if np.shape(self.v.get("all", 0)) not in ((), params[name].shape):
                self.v["all"] = 0
            self.v["all"] = self.momentum * self.v.get("all", 0) - self.lr * grads[name]
            params[name] += self.v["all"]


@mistake(
    "Momentum",
    hint="One number is kept for a whole array. Each element of the array has a velocity of its own.",
)
class OneNumberAnArray(Momentum):
    def update(self, params, grads):
        roll(self, params, grads, lambda self, v, g: usual(self, v.mean(), g.mean()) + 0 * g)


@mistake(
    "Momentum",
    hint="The velocities belong to the class, so all your optimizers share them. Each object makes its own in `__init__`.",
)
class OfTheClass(Momentum):
    v = {}

    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum = lr, momentum

    def update(self, params, grads):
        roll(self, params, grads, usual)


@mistake(
    "Momentum",
    hint="The numbers are right, but they are in new arrays. Whoever holds the old one sees nothing of it.",
)
class NewArrays(Momentum):
    def update(self, params, grads):
        for name in params:
            self.v[name] = usual(self, self.v.get(name, 0), grads[name])
            params[name] = params[name] + self.v[name]


@mistake(
    "Momentum",
    hint="Your velocities stand in a list, in the order of the first call's names. The next dictionary may have them in another order.",
)
class ListOfTheFirstCall(Momentum):
    def update(self, params, grads):
        if not self.v:
            self.v = [np.zeros_like(p) for p in params.values()]
        for k, (name, p) in enumerate(params.items()):
            if self.v[k].shape != p.shape:
                self.v[k] = np.zeros_like(p)
            self.v[k] = usual(self, self.v[k], grads[name])
            p += self.v[k]


@mistake(
    "Momentum",
    hint="Your velocities are kept in the order in which the names came first. In the next call they may come in another one: go by the names.",
)
class GoesByOrder(Momentum):
    def update(self, params, grads):
        for k, (p, g) in enumerate(zip(params.values(), grads.values())):
            self.v[k] = usual(self, self.v.get(k, 0), g)
            p += self.v[k]


@mistake(
    "Momentum",
    hint="A velocity is kept for each array object. The next call may bring other arrays under the same names: go by the names.",
)
class GoesByObject(Momentum):
    def update(self, params, grads):
        for name, p in params.items():
            v, _ = self.v.get(id(p), (0, p))
            self.v[id(p)] = usual(self, v, grads[name]), p
            p += self.v[id(p)][0]


@mistake(
    "Momentum",
    hint="You build the velocity inside of the gradient's own array. It belongs to the caller, who wants it as it was.",
)
class InTheGradient(Momentum):
    def update(self, params, grads):
        for name, g in grads.items():
            g *= -self.lr
            g += self.momentum * self.v.get(name, 0)
            self.v[name] = g.copy()
            params[name] += g


@mistake(
    "Momentum",
    hint="You remember the caller's gradient array itself. When it is filled anew for the next step, your memory changes with it.",
)
class RemembersTheirArray(Momentum):
    def update(self, params, grads):
        for name, g in grads.items():
            past = self.v.setdefault(name, [])
            past.insert(0, (self.lr, g))
            params[name] += sum(-lr * self.momentum**k * old for k, (lr, old) in enumerate(past))


@mistake(
    "Momentum",
    hint="`update` hands something back. The arrays are changed in place; it returns nothing.",
)
class HandsThemBack(Momentum):
    def update(self, params, grads):
        super().update(params, grads)
        return params


@mistake("Momentum", hint="Your momentum is 0.9, whatever the object was made with.")
class MomentumWrittenDown(Momentum):
    def update(self, params, grads):
        roll(self, params, grads, lambda self, v, g: 0.9 * v - self.lr * g)


@mistake(
    "Momentum",
    hint="The velocity begins with the gradient, not with 0: the first push counts nearly twice.",
)
class BeginsWithTheGradient(Momentum):
    def update(self, params, grads):
        for name, g in grads.items():
            self.v.setdefault(name, -self.lr * g)
        roll(self, params, grads, usual)


@mistake(
    "Momentum",
    hint="You read the velocity off the places: where the parameter is, minus where it was before. The next call may bring other arrays, at quite another place; that jump is no velocity.",
)
class ReadOffThePlaces(Momentum):
    def update(self, params, grads):
        for name, p in params.items():
            v = p - self.v.get(name, p)
            self.v[name] = p.copy()
            p += usual(self, v, grads[name])


@mistake(
    "Momentum",
    hint="You pass over arrays whose gradient is 0 everywhere. A ball rolls on without a push.",
)
class PassesOverZeros(Momentum):
    def update(self, params, grads):
        moving = {name: p for name, p in params.items() if grads[name].any()}
        roll(self, moving, grads, usual)


@variant("Momentum", "in place in both")
class InPlace(Momentum):
    def update(self, params, grads):
        for name, g in grads.items():
            v = self.v.setdefault(name, np.zeros(g.shape, g.dtype))
            v *= self.momentum
            v -= self.lr * g
            params[name] += v


@variant("Momentum", "velocities made at the first update, under another name, in float64")
class AtTheFirstUpdate(Momentum):
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.speed = lr, momentum, None

    def update(self, params, grads):
        if self.speed is None:
            self.speed = {name: np.zeros(p.shape) for name, p in params.items()}
        for name, p in params.items():
            self.speed[name] = self.momentum * self.speed[name] - self.lr * grads[name]
            p[...] += self.speed[name]


@variant("Momentum", "the opposite sign in both formulas")
class OppositeSign(Momentum):
    def update(self, params, grads):
        roll(
            self,
            params,
            grads,
            lambda self, v, g: self.momentum * v + self.lr * g,
            lambda self, v, g: -v,
        )


@variant("Momentum", "a subclass of SGD")
class OfSGD(SGD):
    def __init__(self, lr=0.01, momentum=0.9):
        super().__init__(lr)
        self.momentum, self.v = momentum, {}

    def update(self, params, grads):
        for name in sorted(params):
            self.v[name] = -(self.lr * grads[name] - self.momentum * self.v.get(name, 0.0))
            np.add(params[name], self.v[name], out=params[name])
