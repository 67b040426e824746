"""What learners believe of a sigmoid layer. `Sigmoid` here is the right one."""

import numpy as np

from autograder.mistakes import mistake, variant


class Kept(Sigmoid):
    """Keep input and output, and go back by `way`."""

    def forward(self, x):
        self.x, self.y = x, sigmoid(x)
        return self.y

    def backward(self, dout):
        return self.way(self.x, self.y, dout)


@mistake(
    "Sigmoid",
    hint="The sigmoid is taken once more, of its own output. What you remember is y already.",
)
class SigmoidOfOutput(Kept):
    def way(self, x, y, dout):
        s = sigmoid(y)
        return dout * s * (1 - s)


@mistake("Sigmoid", hint="You put the input into y (1 − y). The formula wants the output.")
class InputForOutput(Kept):
    def way(self, x, y, dout):
        return dout * x * (1 - x)


@mistake(
    "Sigmoid",
    hint="What comes from behind has no part in your slope: `dout` has to be multiplied in.",
)
class UpstreamIgnored(Kept):
    def way(self, x, y, dout):
        return y * (1 - y)


@mistake("Sigmoid", hint="`dout` is put into the formula in place of the output.")
class UpstreamAsOutput(Kept):
    def way(self, x, y, dout):
        return dout * (1 - dout)


@mistake("Sigmoid", hint="One factor is missing: y (1 − y), not 1 − y.")
class OneMinusOnly(Kept):
    def way(self, x, y, dout):
        return dout * (1 - y)


@mistake("Sigmoid", hint="One factor is missing: y (1 − y), not y.")
class OutputOnly(Kept):
    def way(self, x, y, dout):
        return dout * y


@mistake("Sigmoid", hint="That is the slope of tanh, 1 − y². The sigmoid's is y (1 − y).")
class SlopeOfTanh(Kept):
    def way(self, x, y, dout):
        return dout * (1 - y**2)


@mistake(
    "Sigmoid", hint="A square too much: (y (1 − y))². Is the output's slope multiplied in twice?"
)
class SlopeSquared(Kept):
    def way(self, x, y, dout):
        return dout * (y * (1 - y)) ** 2


@mistake("Sigmoid", hint="The sign is turned round: the sigmoid rises everywhere.")
class SignTurned(Kept):
    def way(self, x, y, dout):
        return dout * y * (y - 1)


@mistake("Sigmoid", hint="`dout` is added to the slope. Along a road slopes are multiplied.")
class UpstreamAdded(Kept):
    def way(self, x, y, dout):
        return dout + y * (1 - y)


@mistake("Sigmoid", hint="You divide by the slope. What comes from behind is multiplied by it.")
class DividesBySlope(Kept):
    def way(self, x, y, dout):
        with np.errstate(all="ignore"):
            return dout / (y * (1 - y))


@mistake(
    "Sigmoid",
    hint="e to the power of −x overflows far out, and the slope becomes nan. The output knows all that is needed.",
)
class ByExponentials(Kept):
    def way(self, x, y, dout):
        with np.errstate(all="ignore"):
            e = np.exp(-x)
            return dout * e / (1 + e) ** 2


@mistake(
    "Sigmoid", hint="Your way back is a quarter everywhere: that is the slope in the middle only."
)
class QuarterEverywhere(Kept):
    def way(self, x, y, dout):
        return dout * 0.25 * np.ones_like(y)


@mistake(
    "Sigmoid",
    hint="You write into `dout`: it is no longer what it was, and your second answer is another one.",
)
class WritesIntoUpstream(Kept):
    def way(self, x, y, dout):
        dout *= y * (1 - y)
        return dout


@mistake("Sigmoid", hint="You write into the output that you have handed out.")
class WritesIntoOutput(Kept):
    def way(self, x, y, dout):
        self.y *= 1 - y
        return dout * self.y


@mistake("Sigmoid", hint="Your `forward` writes into x.")
class WritesIntoX(Kept):
    def forward(self, x):
        x[...] = sigmoid(x)
        self.x = self.y = x
        return x

    def way(self, x, y, dout):
        return dout * y * (1 - y)


@mistake(
    "Sigmoid",
    hint="All your layers remember in one place, which belongs to the class. Each has its own output.",
)
class SharedOutput(Sigmoid):
    kept = [None]

    def forward(self, x):
        self.kept[0] = sigmoid(x)
        return self.kept[0]

    def backward(self, dout):
        return dout * self.kept[0] * (1 - self.kept[0])


@mistake(
    "Sigmoid",
    hint="Your layer remembers the first output that it ever had. The latest `forward` counts.",
)
class FirstOutput(Sigmoid):
    def forward(self, x):
        if not hasattr(self, "y"):
            self.y = sigmoid(x)
        return sigmoid(x)


@mistake(
    "Sigmoid", hint="Slopes add up from one way back to the next. Each answers for its own `dout`."
)
class SlopesAddUp(Sigmoid):
    def forward(self, x):
        self.sum = 0.0
        return super().forward(x)

    def backward(self, dout):
        self.sum = self.sum + super().backward(dout)
        return self.sum


@mistake("Sigmoid", hint="You add up the slopes of a row. Every number has its own.")
class AddsUpRows(Kept):
    def way(self, x, y, dout):
        return (dout * y * (1 - y)).sum(axis=-1)


@variant("Sigmoid", "the slope is remembered, not the output")
class KeepsTheSlope:
    def forward(self, x):
        y = sigmoid(x)
        self.slope = y - y * y
        return y

    def backward(self, dout):
        return self.slope * dout


@variant("Sigmoid", "the input is remembered, and both sides of the curve are asked")
class KeepsTheInput:
    def forward(self, x):
        self.x = np.array(x)
        return sigmoid(self.x)

    def backward(self, dout):
        return dout * sigmoid(self.x) * sigmoid(-self.x)


@variant("Sigmoid", "by tanh")
class ByTanh:
    def forward(self, x):
        self.out = 0.5 * (1 + np.tanh(x / 2))
        return self.out

    def backward(self, dout):
        return np.multiply(dout, self.out * (1.0 - self.out))
