"""What learners believe of the mean squared error as a layer. `MSELoss` here is the right one."""

import numpy as np

from autograder.mistakes import mistake, variant


class Kept(MSELoss):
    """Go back by `way`, from the differences."""

    def backward(self, dout=1.0):
        return self.way(self.error, dout)


@mistake(
    "MSELoss",
    hint="The 2 of the square is missing. (Some define the loss with ½ in front, so that it cancels; this one has none.)",
)
class TwoIsMissing(Kept):
    def way(self, e, dout):
        return dout * e / e.size


@mistake("MSELoss", hint="You divide by the number of rows. The mean is over all elements.")
class DividesByRows(Kept):
    def way(self, e, dout):
        return dout * 2 * e / len(e)


@mistake("MSELoss", hint="You divide by the number of columns. The mean is over all elements.")
class DividesByColumns(Kept):
    def way(self, e, dout):
        return dout * 2 * e / e.shape[-1]


@mistake(
    "MSELoss",
    hint="Nothing is divided: these are the slopes of a sum of squares. The loss is their mean.",
)
class NoMean(Kept):
    def way(self, e, dout):
        return dout * 2.0 * e


@mistake(
    "MSELoss",
    hint="The sign is turned round: targets minus predictions is the way down. Slopes say the way up.",
)
class SignTurned(Kept):
    def way(self, e, dout):
        return -dout * 2 * e / e.size


@mistake("MSELoss", hint="`dout` has no part in your slopes.")
class UpstreamDropped(Kept):
    def way(self, e, dout):
        return 2 * e / e.size


@mistake("MSELoss", hint="`dout` is added. Along a road slopes are multiplied.")
class UpstreamAdded(Kept):
    def way(self, e, dout):
        return dout - 1 + 2 * e / e.size


@mistake(
    "MSELoss", hint="You hand back the squares. Their slope is asked for: how does a square grow?"
)
class Squares(Kept):
    def way(self, e, dout):
        return dout * e**2 / e.size


@mistake(
    "MSELoss",
    hint="Only the sign of each difference counts in your slopes. That belongs to the mean *absolute* error.",
)
class SlopeOfAbsolute(Kept):
    def way(self, e, dout):
        return dout * np.sign(e) / e.size


@mistake(
    "MSELoss",
    hint="The absolute differences are used: being too low has the same slope as being too high. It should push the other way.",
)
class NoSigns(Kept):
    def way(self, e, dout):
        return dout * 2 * np.abs(e) / e.size


@mistake(
    "MSELoss",
    hint="All slopes are added up, or averaged, to one number. Every prediction has its own.",
)
class OneNumber(Kept):
    def way(self, e, dout):
        return dout * 2 * e.mean()


@mistake("MSELoss", hint="The loss of one sample is multiplied in: 2 e times the mean square.")
class TimesLoss(Kept):
    def way(self, e, dout):
        return dout * 2 * e / e.size * np.mean(e**2)


@mistake("MSELoss", hint="You use the slope of the *root* of the loss. There is no root here.")
class SlopeOfRoot(Kept):
    def way(self, e, dout):
        with np.errstate(all="ignore"):
            return dout * e / e.size / np.sqrt(np.mean(e**2))


@mistake("MSELoss", hint="Your loss is half of the mean square. Here there is no ½.")
class HalfTheLoss(MSELoss):
    def forward(self, y, t):
        return super().forward(y, t) / 2


@mistake(
    "MSELoss",
    hint="Your loss is a sum over the numbers of a sample, and a mean over samples only. The mean is over all elements.",
)
class SumOverColumns(MSELoss):
    def forward(self, y, t):
        return super().forward(y, t) * y.size / len(y)


@mistake(
    "MSELoss",
    hint="The predictions are turned into the targets' dtype before the subtraction: decimals are cut off, and unsigned numbers wrap around.",
)
class TargetsDtype(MSELoss):
    def forward(self, y, t):
        with np.errstate(all="ignore"):
            self.error = (y.astype(t.dtype) - t).astype(float)
        return float(np.mean(self.error**2))


@mistake("MSELoss", hint="`forward` writes into y.")
class WritesIntoPredictions(MSELoss):
    def forward(self, y, t):
        y -= t
        self.error = y
        return float(np.mean(y**2))


@mistake(
    "MSELoss",
    hint="You write into the differences that you keep: a second way back starts from what the first one has left.",
)
class WritesIntoKept(MSELoss):
    def backward(self, dout=1.0):
        self.error *= 2 * dout / self.error.size
        return self.error


@mistake("MSELoss", hint="Slopes add up from one way back to the next.")
class SlopesAddUp(MSELoss):
    def forward(self, y, t):
        self.sum = 0.0
        return super().forward(y, t)

    def backward(self, dout=1.0):
        self.sum = self.sum + super().backward(dout)
        return self.sum


@mistake("MSELoss", hint="All your layers remember in one place, which belongs to the class.")
class SharedMemory(MSELoss):
    seen = {}

    def forward(self, y, t):
        loss = super().forward(y, t)
        self.seen["error"] = self.error
        return loss

    def backward(self, dout=1.0):
        self.error = self.seen["error"]
        return super().backward(dout)


@mistake(
    "MSELoss", hint="The number of elements is that of the first `forward`. The latest counts."
)
class FirstCount(MSELoss):
    def forward(self, y, t):
        self.count = getattr(self, "count", y.size)
        return super().forward(y, t)

    def backward(self, dout=1.0):
        return dout * 2 * self.error / self.count


@mistake("MSELoss", hint="`backward` wants an argument. Without one it is 1.")
class NoDefault(MSELoss):
    def backward(self, dout):
        return super().backward(dout)


@variant("MSELoss", "predictions and targets are remembered, and `mse` gives the loss")
class KeepsBoth:
    def forward(self, y, t):
        self.y, self.t = y.copy(), t.astype(float)
        return mse(y, t)

    def backward(self, dout=1.0):
        return (self.y - self.t) * (2.0 * dout / np.prod(self.y.shape))


@variant("MSELoss", "a loop over all elements")
class ByLoop:
    def forward(self, y, t):
        self.slopes, total = np.zeros(y.shape), 0.0
        for index in np.ndindex(y.shape):
            gap = float(y[index]) - float(t[index])
            total += gap**2 / y.size
            self.slopes[index] = 2 * gap / y.size
        return total

    def backward(self, dout=1):
        return dout * self.slopes
