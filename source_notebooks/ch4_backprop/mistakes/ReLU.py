"""What learners believe of a ReLU layer. `ReLU` here is the right one."""

import numpy as np

from autograder.mistakes import mistake, variant


class Kept(ReLU):
    """Keep the input, and go back by `way`."""

    def forward(self, x):
        self.x = x
        return np.where(x > 0, x, x.dtype.type(0))

    def backward(self, dout):
        return self.way(self.x, dout)


@mistake(
    "ReLU",
    hint="You write into the upstream gradient: `dout` is no longer what it was. Make a new array.",
)
class WritesIntoUpstream(ReLU):
    def backward(self, dout):
        dout[~self.open] = 0
        return dout


@mistake("ReLU", hint="Your `forward` writes into x: the caller's numbers are gone.")
class WritesIntoX(ReLU):
    def forward(self, x):
        self.open = x > 0
        x[~self.open] = 0
        return x


@mistake(
    "ReLU",
    hint="The gate looks at `dout`: you let the positive slopes pass. It was opened by x, on the way there.",
)
class GateOnUpstream(Kept):
    def way(self, x, dout):
        return np.where(dout > 0, dout, dout.dtype.type(0))


@mistake(
    "ReLU",
    hint="Negative slopes are stopped although their gate is open. The sign of `dout` plays no part.",
)
class BothGates(Kept):
    def way(self, x, dout):
        return np.where((x > 0) & (dout > 0), dout, dout.dtype.type(0))


@mistake("ReLU", hint="At exactly 0 your gate is open. There the slope was agreed to be 0.")
class OpenAtZero(Kept):
    def way(self, x, dout):
        return np.where(x >= 0, dout, dout.dtype.type(0))


@mistake("ReLU", hint="At exactly 0 you take half of the slope. We agreed on 0.")
class HalfAtZero(Kept):
    def way(self, x, dout):
        half = ((np.sign(x) + 1) / 2).astype(dout.dtype)
        return dout * half


@mistake(
    "ReLU", hint="You multiply by x itself. An open gate hands `dout` on as it is: its slope is 1."
)
class TimesX(Kept):
    def way(self, x, dout):
        return np.where(x > 0, dout * x, dout.dtype.type(0))


@mistake(
    "ReLU", hint="You hand back the gates. What came from behind, `dout`, has to pass through them."
)
class GatesOnly(Kept):
    def way(self, x, dout):
        return (x > 0).astype(dout.dtype)


@mistake("ReLU", hint="Everything passes on your way back. The closed gates stay closed.")
class EverythingPasses(Kept):
    def way(self, x, dout):
        return dout


@mistake(
    "ReLU", hint="The wrong gates are open: you let through what had been stopped on the way there."
)
class GatesInverted(Kept):
    def way(self, x, dout):
        return np.where(x > 0, dout.dtype.type(0), dout)


@mistake(
    "ReLU",
    hint="Behind closed gates a little leaks through. That is leaky ReLU; ReLU's slope there is 0.",
)
class Leaks(Kept):
    def way(self, x, dout):
        return np.where(x > 0, dout, dout.dtype.type(0.2) * dout)


@mistake("ReLU", hint="Your sign is turned round on the way back.")
class SignTurned(Kept):
    def way(self, x, dout):
        return np.where(x > 0, -dout, dout.dtype.type(0))


@mistake(
    "ReLU",
    hint="Your ReLU is applied to `dout`, at the place where x was: the larger of 0 and their product or sum. Only the *slope* of ReLU is needed.",
)
class ReluOfProduct(Kept):
    def way(self, x, dout):
        return np.maximum(x * dout, dout.dtype.type(0))


@mistake(
    "ReLU",
    hint="Very small positive numbers count as 0 in your layer. However small: positive is positive.",
)
class SmallIsZero(Kept):
    def forward(self, x):
        self.x = x
        return np.where(x > 1e-8, x, x.dtype.type(0))

    def way(self, x, dout):
        return np.where(x > 1e-8, dout, dout.dtype.type(0))


@mistake(
    "ReLU",
    hint="One gate for a whole row: a row passes if something in it is positive. Every number has its own gate.",
)
class GateOfTheRow(Kept):
    def way(self, x, dout):
        return dout * (x > 0).any(axis=-1, keepdims=True).astype(dout.dtype)


@mistake(
    "ReLU",
    hint="All your layers share their gates: these belong to the class. Each object has its own: `self.`",
)
class SharedGates(ReLU):
    gates = [None]

    def forward(self, x):
        self.gates[0] = x > 0
        return np.where(x > 0, x, x.dtype.type(0))

    def backward(self, dout):
        return np.where(self.gates[0], dout, dout.dtype.type(0))


@mistake("ReLU", hint="Your gates stay as they were at the first `forward`. The latest counts.")
class FirstGates(ReLU):
    def forward(self, x):
        if not hasattr(self, "open"):
            self.open = x > 0
        return np.where(x > 0, x, x.dtype.type(0))


@mistake(
    "ReLU", hint="A gate that was open once stays open: gates of several ways there are mixed."
)
class GatesAddUp(ReLU):
    def forward(self, x):
        before = getattr(self, "open", None)
        out = super().forward(x)
        if before is not None and before.shape == self.open.shape:
            self.open = self.open | before
        return out


@mistake("ReLU", hint="What comes back adds up from one call of `backward` to the next.")
class SlopesAddUp(ReLU):
    def forward(self, x):
        self.sum = 0
        return super().forward(x)

    def backward(self, dout):
        self.sum = self.sum + super().backward(dout)
        return self.sum


@mistake(
    "ReLU",
    hint="After the first way back your gates are closed, or gone. `backward` may be called again.",
)
class ForgetsAfterOnce(ReLU):
    def backward(self, dout):
        out = super().backward(dout)
        self.open = np.zeros_like(self.open)
        return out


@mistake(
    "ReLU",
    hint="You keep one array and write every result into it: what was handed out before changes with it.",
)
class ReusesItsArray(ReLU):
    def forward(self, x):
        out = super().forward(x)
        if getattr(self, "out", np.empty(0)).shape == out.shape:
            self.out[...] = out
        else:
            self.out = out
        return self.out


@mistake(
    "ReLU",
    hint="float32 comes in and float64 goes out: a float64 array takes part in your calculation.",
)
class AlwaysFloat64(ReLU):
    def forward(self, x):
        return super().forward(x).astype(float)

    def backward(self, dout):
        return super().backward(dout).astype(float)


@mistake(
    "ReLU",
    hint="One number comes back: the largest of all. `np.maximum` compares element by element, `np.max` does not.",
)
class LargestOfAll(ReLU):
    def forward(self, x):
        self.open = x > 0
        return np.max(x, initial=0)


@mistake("ReLU", hint="Your layer flattens the array. Whatever the shape is, it stays.")
class Flattens(ReLU):
    def forward(self, x):
        return super().forward(x.reshape(len(x), -1))

    def backward(self, dout):
        return super().backward(dout.reshape(len(dout), -1))


@variant("ReLU", "the gates as factors")
class ByFactor:
    def forward(self, x):
        self.mask = x > 0
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


@variant("ReLU", "copies, and zeros written into them")
class ByCopy:
    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dx = dout.copy()
        dx[self.mask] = 0
        return dx


@variant("ReLU", "the output is remembered")
class ByOutput:
    def forward(self, x):
        self.out = np.maximum(x, 0)
        return self.out

    def backward(self, dout):
        return np.where(self.out > 0, dout, np.zeros_like(dout))


@variant("ReLU", "a loop over all elements")
class ByLoop:
    def forward(self, x):
        self.x = x
        out = np.zeros_like(x)
        for index in np.ndindex(x.shape):
            out[index] = max(0, x[index])
        return out

    def backward(self, dout):
        dx = np.zeros_like(dout)
        for index in np.ndindex(self.x.shape):
            if self.x[index] > 0:
                dx[index] = dout[index]
        return dx
