"""What learners believe of Add, Mul and Exp."""

import numpy as np

from autograder.mistakes import mistake, variant


class Sums(Function):
    def forward(self, x, y):
        return x + y


class Products(Function):
    def forward(self, x, y):
        return x * y


class Powers(Function):
    def forward(self, x):
        return np.exp(x)


@mistake(
    "first_functions",
    binds="Add",
    hint="The two slopes of a sum are 1 each, but what comes from behind is left out: dout is to be passed on.",
)
class AddOfOnes(Sums):
    def backward(self, dout):
        return np.ones_like(dout), np.ones_like(dout)


@mistake(
    "first_functions",
    binds="Add",
    hint="You share dout out between the two inputs. One more of x is a whole one more of the sum.",
)
class AddHalves(Sums):
    def backward(self, dout):
        return dout / 2, dout / 2


@mistake(
    "first_functions",
    binds="Add",
    hint="One gradient is returned where two are asked for: one for each input, in a tuple.",
)
class AddOneOnly(Sums):
    def backward(self, dout):
        return (dout,)


@mistake(
    "first_functions",
    binds="Mul",
    hint="Your two gradients are the wrong way round: if x grows by one, by how much does x · y grow?",
)
class PartnerNotSwapped(Products):
    def backward(self, dout):
        x, y = self.inputs
        return dout * x.data, dout * y.data


@mistake(
    "first_functions",
    binds="Mul",
    hint="You give the slopes of the product alone. What comes from behind, `dout`, has no part in them.",
)
class UpstreamIgnored(Products):
    def backward(self, dout):
        x, y = self.inputs
        return y.data + 0 * dout, x.data + 0 * dout


@mistake(
    "first_functions",
    binds="Mul",
    hint="dout is written into on the way. It belongs to somebody else too: the next one finds another number in it.",
)
class WritesIntoDout(Products):
    def backward(self, dout):
        x, y = self.inputs
        dx = dout * y.data
        dout *= x.data
        return dx, dout


@mistake(
    "first_functions",
    binds="Mul",
    hint="The numbers are kept on the class, so the latest product overwrites what the earlier one remembers. Look into self.inputs instead.",
)
class KeptOnTheClass(Products):
    def forward(self, x, y):
        type(self).x, type(self).y = x, y
        return x * y

    def backward(self, dout):
        return dout * self.y, dout * self.x


@mistake(
    "first_functions",
    binds="Exp",
    hint="You take the slope of a power, x · e^(x-1). Here the variable stands in the exponent: what is the slope of e to the x?",
)
class PowerRule(Powers):
    def backward(self, dout):
        (x,) = self.inputs
        return (dout * x.data * np.exp(x.data - 1),)


@mistake(
    "first_functions",
    binds="Exp",
    hint="The slope is not multiplied by what comes from behind.",
)
class ExpWithoutDout(Powers):
    def backward(self, dout):
        (x,) = self.inputs
        return (np.exp(x.data),)


@mistake(
    "first_functions",
    binds="Exp",
    hint="You take e to the power of dout. The slope is taken at x, and then multiplied by dout.",
)
class ExpOfDout(Powers):
    def backward(self, dout):
        return (np.exp(dout),)


@mistake(
    "first_functions",
    binds="Exp",
    hint="A bare array is returned. Even a single gradient is to come in a tuple.",
)
class NoTuple(Powers):
    def backward(self, dout):
        (x,) = self.inputs
        return dout * np.exp(x.data)


@variant("first_functions", "with names of its own, a list instead of a tuple", binds=("Add", "Mul", "Exp"))
def with_memory():
    class Add(Sums):
        def backward(self, dout):
            return (dout.copy() if hasattr(dout, "copy") else dout, dout * 1.0 if False else +dout)

    class Mul(Function):
        def forward(self, x, y):
            self.x, self.y = x, y
            return np.multiply(x, y)

        def backward(self, dout):
            return [self.y * dout, self.x * dout]

    class Exp(Function):
        def forward(self, x):
            self.y = np.exp(x)
            return self.y

        def backward(self, dout):
            return (dout * self.y,)

    return Add, Mul, Exp


@variant("first_functions", "by position in inputs", binds=("Add", "Mul", "Exp"))
def by_position():
    class Add(Sums):
        def backward(self, dout):
            return tuple(dout for _ in self.inputs)

    class Mul(Products):
        def backward(self, dout):
            return (dout * self.inputs[1].data, dout * self.inputs[0].data)

    class Exp(Powers):
        def backward(self, dout):
            return tuple([dout * self.forward(self.inputs[0].data)])

    return Add, Mul, Exp
