"""What learners believe of a chain with a switch. `MyChain` here is the right one."""

import numpy as np
from tape import apply

from autograder.mistakes import mistake, variant


@mistake("MyChain", hint="The switch plays no part: your network is relu at every call.")
class SwitchIgnored(MyChain):
    def __call__(self, x, sw_func):
        return super().__call__(x, False)


@mistake("MyChain", hint="The switch plays no part: your network is leaky_relu at every call.")
class AlwaysLeaky(MyChain):
    def __call__(self, x, sw_func):
        return super().__call__(x, True)


@mistake("MyChain", hint="The two positions of your switch are exchanged: ON is leaky_relu.")
class SwitchInverted(MyChain):
    def __call__(self, x, sw_func):
        return super().__call__(x, not sw_func)


@mistake(
    "MyChain",
    hint="The output goes through an activation, too. After `l3` comes nothing, so that answers may be negative.",
)
class BendsTheOutput(MyChain):
    def __call__(self, x, sw_func):
        result = super().__call__(x, sw_func)
        return leaky_relu(result) if sw_func else relu(result)


@mistake("MyChain", hint="Your output is never negative: a relu comes after `l3`.")
class ReluAtTheEnd(MyChain):
    def __call__(self, x, sw_func):
        return relu(super().__call__(x, sw_func))


@mistake(
    "MyChain",
    hint="Only your first hidden layer follows the switch; the second is always relu. All hidden layers switch together.",
)
class OnlyTheFirst(MyChain):
    def __call__(self, x, sw_func):
        f = leaky_relu if sw_func else relu
        return self.l3(relu(self.l2(f(self.l1(x)))))


@mistake(
    "MyChain",
    hint="Only your second hidden layer follows the switch; the first is always relu. All hidden layers switch together.",
)
class OnlyTheSecond(MyChain):
    def __call__(self, x, sw_func):
        f = leaky_relu if sw_func else relu
        return self.l3(f(self.l2(relu(self.l1(x)))))


@mistake("MyChain", hint="After your second link no activation comes: two straight layers are one.")
class OneBendMissing(MyChain):
    def __call__(self, x, sw_func):
        f = leaky_relu if sw_func else relu
        return self.l3(self.l2(f(self.l1(x))))


@mistake("MyChain", hint="After your first link no activation comes.")
class FirstBendMissing(MyChain):
    def __call__(self, x, sw_func):
        f = leaky_relu if sw_func else relu
        return self.l3(f(self.l2(self.l1(x))))


@mistake("MyChain", hint="Your leaky_relu has another slope than 0.2, its default in `tape.py`.")
class SlopeOfOthers(MyChain):
    def __call__(self, x, sw_func):
        slope = 0.01 if sw_func else 0.0
        return self.l3(leaky_relu(self.l2(leaky_relu(self.l1(x), slope)), slope))


def looks_again(network, x):
    """Bend by a switch that is looked up when the gradient comes back."""
    f = leaky_relu if network.switch[0] else relu
    bent = f(x.data).data

    def pull(g):
        slope = 0.2 if network.switch[0] else 0.0
        return (g * np.where(x.data > 0, 1.0, slope),)

    return apply("bend", bent, pull, x)


@mistake(
    "MyChain",
    hint="On the way back your network looks at the switch of the *latest* call. Each result goes back through the activation of its own call.",
)
class BackwardTakesTheOther(MyChain):
    def __init__(self, rng, width=10):
        super().__init__(rng, width)
        self.switch = [False]

    def __call__(self, x, sw_func):
        self.switch[0] = bool(sw_func)
        return self.l3(looks_again(self, self.l2(looks_again(self, self.l1(x)))))


@mistake(
    "MyChain",
    hint="Your switch is one for all networks and calls (a global, or of the class): what was set elsewhere acts on a result that waits for its way back.",
)
class GlobalSwitch(MyChain):
    switch = [False]

    def __call__(self, x, sw_func):
        self.switch[0] = bool(sw_func)
        return self.l3(looks_again(self, self.l2(looks_again(self, self.l1(x)))))


@mistake(
    "MyChain",
    hint="Forwards it is the right activation, but all your slopes are those of relu: a call without the tape took part.",
)
class SlopesOfReluOnly(MyChain):
    def __call__(self, x, sw_func):
        class Both:
            switch = [bool(sw_func)]

        both = Both()
        result = self.l3(looks_again(both, self.l2(looks_again(both, self.l1(x)))))
        both.switch[0] = False
        return result


@mistake(
    "MyChain",
    hint="Once your switch is on it stays on: the network remembers it from call to call.",
)
class StaysOn(MyChain):
    def __call__(self, x, sw_func):
        self.on = getattr(self, "on", False) or bool(sw_func)
        return super().__call__(x, self.on)


@mistake(
    "MyChain",
    hint="Your network keeps the switch of its first call. It is handed in at every call.",
)
class FirstSwitch(MyChain):
    def __call__(self, x, sw_func):
        if not hasattr(self, "on"):
            self.on = bool(sw_func)
        return super().__call__(x, self.on)


@mistake("MyChain", hint="`sw_func is True` is false for NumPy's True. Ask for its truth: `if`.")
class OnlyPythonsTrue(MyChain):
    def __call__(self, x, sw_func):
        return super().__call__(x, sw_func is True)


@mistake("MyChain", hint="The switch looks at the numbers: yours acts on positive ones, too.")
class MixesByValue(MyChain):
    def __call__(self, x, sw_func):
        h = self.l2(leaky_relu(self.l1(x)) if sw_func else relu(self.l1(x)))
        return self.l3(h * 0.2 if sw_func else relu(h))


@mistake("MyChain", hint="One width for all: `width` plays no part, your layers always have 10.")
class AlwaysTen(MyChain):
    def __init__(self, rng, width=10):
        super().__init__(rng)


@mistake("MyChain", hint="Your links do not draw in the order l1, l2, l3: other weights come out.")
class DrawnBackwards(MyChain):
    def __init__(self, rng, width=10):
        l3, l2 = Linear(width, 1, rng), Linear(width, width, rng)
        Chain.__init__(self, l1=Linear(1, width, rng), l2=l2, l3=l3)


@mistake("MyChain", hint="Your second hidden layer is the same link as another. Each has its own.")
class OneLinkTwice(MyChain):
    def __init__(self, rng, width=10):
        super().__init__(rng, width)
        self.l2 = Linear(width, width, np.random.default_rng(0))
        self.l2.W.data[...] = 1 / width


@mistake(
    "MyChain",
    hint="The chain does not know all your links: those that are set after `super().__init__` are no links of it, and their parameters will never be trained.",
)
class LinkNotRegistered(MyChain):
    def __init__(self, rng, width=10):
        Chain.__init__(self, l1=Linear(1, width, rng))
        self.l2, self.l3 = Linear(width, width, rng), Linear(width, 1, rng)


@mistake(
    "MyChain", hint="A plain array comes back, or is made on the way: no slope gets through it."
)
class TapeIsCut(MyChain):
    def __call__(self, x, sw_func):
        f = leaky_relu if sw_func else relu
        return self.l3(Variable(f(self.l2(f(self.l1(x)))).data))


@variant("MyChain", "two branches, written out")
class TwoBranches(Chain):
    def __init__(self, rng, width=10):
        first = Linear(1, width, rng)
        second = Linear(width, width, rng)
        super().__init__(l1=first, l2=second, l3=Linear(width, 1, rng))

    def __call__(self, x, sw_func):
        if sw_func:
            h1 = leaky_relu(self.l1(x), 0.2)
            h2 = leaky_relu(self.l2(h1), 0.2)
        else:
            h1 = relu(self.l1(x))
            h2 = relu(self.l2(h1))
        return self.l3(h2)


@variant("MyChain", "one leaky_relu, whose slope is 0 when the switch is off; kept in self")
class SlopeAsSwitch(MyChain):
    def __call__(self, x, sw_func):
        self.slope = 0.2 if sw_func else 0.0
        h = leaky_relu(self.l1(Variable(x)), slope=self.slope)
        return self.l3(leaky_relu(self.l2(h), slope=self.slope))


@variant("MyChain", "an activation method that asks the switch of the call")
class ByMethod(MyChain):
    def bend(self, h, on):
        return (relu, leaky_relu)[int(on)](h)

    def __call__(self, x, sw_func):
        for link in (self.l1, self.l2):
            x = self.bend(link(x), sw_func)
        return self.l3(x)
