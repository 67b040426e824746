"""Chains that break their contract. `OwnChain` here is a right one."""

import numpy as np

from autograder.mistakes import mistake, variant

BENDS = (tanh, sigmoid, leaky_relu)


def _bend(switch):
    if switch not in (0, 1, 2):
        raise ValueError
    return BENDS[switch]


@mistake(
    "OwnChain",
    hint="The first layer is worked out with NumPy, outside the tape. What lies in front of it gets no gradient.",
)
class OutsideTheTape(OwnChain):
    def __call__(self, x, switch):
        h = _bend(switch)(self.l1(x)).data
        return self.l3(_bend(switch)(self.l2(h)))


@mistake(
    "OwnChain",
    hint="The bend of one switch is worked out outside the tape, so in this branch gradients do not come through. Look at each switch for itself.",
)
class OneBranchOutside(OwnChain):
    def __call__(self, x, switch):
        if switch != 2:
            return super().__call__(x, switch)
        h = Variable(np.sin(self.l1(x).data))
        return self.l3(tanh(self.l2(h)))


@mistake(
    "OwnChain",
    hint="One of your activations has a wrong way back. Wiggling tells: compare its slope with the curve.",
)
class WrongWayBack(OwnChain):
    def __call__(self, x, switch):
        def softplus(v):
            return apply("softplus", np.logaddexp(0, v.data), lambda g: (g * np.tanh(v.data),), v)

        bend = softplus if switch == 1 else _bend(switch)
        return self.l3(bend(self.l2(bend(self.l1(x)))))


@mistake(
    "OwnChain",
    hint="The switch chooses another set of parameters. Clause 3 asks for one set and three activations.",
)
class ThreeNets(OwnChain):
    def __init__(self, rng):
        Chain.__init__(
            self, **{f"l{i}": Linear(*((1, 9) if i % 2 else (9, 1)), rng) for i in range(1, 7)}
        )

    def __call__(self, x, switch):
        bend = _bend(switch)
        a, b = getattr(self, f"l{2 * switch + 1}"), getattr(self, f"l{2 * switch + 2}")
        return b(bend(a(x)))


@mistake(
    "OwnChain",
    hint="Two of the three switches give the same net. There are to be three activations.",
)
class TwoAlike(OwnChain):
    def __call__(self, x, switch):
        _bend(switch)
        return super().__call__(x, min(switch, 1))


@mistake(
    "OwnChain",
    hint="The switch is remembered from the call before. A call depends on what it is given, and on the parameters, and on nothing else.",
)
class RemembersTheSwitch(OwnChain):
    def __call__(self, x, switch):
        _bend(switch)
        before, self.before = getattr(self, "before", switch), switch
        return super().__call__(x, before)


@mistake(
    "OwnChain",
    hint="The call draws its activation. The switch is given from outside, and no random numbers are allowed in a call.",
)
class DrawsInside(OwnChain):
    def __init__(self, rng):
        super().__init__(rng)
        self.rng = rng

    def __call__(self, x, switch):
        _bend(switch)
        return super().__call__(x, int(self.rng.integers(3)))


@mistake(
    "OwnChain",
    hint="The random numbers are not those of the `rng` that was given: the same seed gives another net each time, or every seed the same.",
)
class OwnSeed(OwnChain):
    def __init__(self, rng):
        super().__init__(np.random.default_rng(1))


@mistake(
    "OwnChain",
    hint="There are more than 200 numbers in your parameters. Count: n·m + m for each layer.",
)
class TooLarge(OwnChain):
    def __init__(self, rng):
        Chain.__init__(self, l1=Linear(1, 20, rng), l2=Linear(20, 20, rng), l3=Linear(20, 1, rng))


@mistake("OwnChain", hint="A switch that does not exist is accepted. A ValueError was promised.")
class AnySwitch(OwnChain):
    def __call__(self, x, switch):
        return super().__call__(x, switch % 3)


@mistake(
    "OwnChain",
    hint="The rows are scaled by the mean or spread of the whole batch, so a row's result hangs on its neighbours.",
)
class ScalesByTheBatch(OwnChain):
    def __call__(self, x, switch):
        return super().__call__((x - np.mean(x)) / (np.std(x) + 1), switch)


@mistake(
    "OwnChain",
    hint="`rule` does not give a whole number of 0, 1, 2: an `int` was promised for one number.",
)
class RuleOfFloats(OwnChain):
    def rule(self, x):
        return float(super().rule(x))


@mistake(
    "OwnChain",
    hint="`rule` goes through the switches in turn, whatever it is asked about. It may look at x, and at nothing that changes.",
)
class RuleInTurn(OwnChain):
    def rule(self, x):
        self.turn = (getattr(self, "turn", -1) + 1) % 3
        return self.turn


@mistake("OwnChain", hint="You write into `x`. The caller's data are only borrowed.")
class WritesIntoX(OwnChain):
    def __call__(self, x, switch):
        x /= 2
        return super().__call__(x, switch)


@mistake(
    "OwnChain",
    hint="Your activations are straight lines, and so is the whole net: scaling bends nothing.",
)
class Straight(OwnChain):
    def __call__(self, x, switch):
        _bend(switch)
        return self.l3(self.l2(self.l1(x) * (1.0 + switch)))


@mistake(
    "OwnChain",
    hint="In one branch a layer is passed by, so its parameters get no gradient there. Clause 4 wants one for every parameter in each branch.",
)
class SkipsALayer(OwnChain):
    def __call__(self, x, switch):
        if switch == 2:
            return self.l3(leaky_relu(self.l1(x)))
        return super().__call__(x, switch)


@variant("OwnChain", "one wide layer, softplus and a bump of its own, a rule by size")
class OneWideLayer(Chain):
    def __init__(self, rng):
        super().__init__(a=Linear(1, 60, rng), b=Linear(60, 1, rng))

    def __call__(self, x, switch):
        def softplus(v):
            slope = 0.5 * (np.tanh(0.5 * v.data) + 1)
            return apply("softplus", np.logaddexp(0, v.data), lambda g: (g * slope,), v)

        def bump(v):
            y = np.exp(-v.data * v.data)
            return apply("bump", y, lambda g: (-2 * v.data * y * g,), v)

        table = {0: softplus, 1: bump, 2: tanh}
        if switch not in table:
            raise ValueError("no such switch")
        return self.b(table[switch](self.a(x)))

    def rule(self, x):
        return int(abs(x) > 1) + int(x > 2)


@variant("OwnChain", "only the last bend is switched, parameters without a chain")
class LastBendOnly:
    def __init__(self, rng):
        self.W = Variable(rng.normal(size=(1, 8)))
        self.V = Variable(rng.normal(size=(8, 8)) / 3)
        self.U = Variable(rng.normal(size=(8, 1)))
        self.c = Variable(np.zeros(8) + 0.01)

    def params(self):
        return [self.W, self.V, self.U, self.c]

    def cleargrads(self):
        for p in self.params():
            p.cleargrad()

    def __call__(self, x, switch):
        h = tanh(x @ self.W) @ self.V + self.c
        if switch == 0:
            h = relu(h)
        elif switch == 1:
            h = sigmoid(h)
        elif switch == 2:
            h = tanh(h)
        else:
            raise ValueError(switch)
        return h @ self.U

    def rule(self, x):
        return 2
