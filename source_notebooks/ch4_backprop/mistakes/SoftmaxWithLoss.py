"""What learners believe of softmax with loss. `SoftmaxWithLoss` here is the right one."""

import numpy as np

from autograder.mistakes import mistake, variant


class Kept(SoftmaxWithLoss):
    """Go back by `way`, from probabilities and one-hot rows."""

    def backward(self, dout=1.0):
        return self.way(self.p, np.eye(self.p.shape[1])[self.labels], dout)


@mistake(
    "SoftmaxWithLoss",
    hint="The loss is a mean over the samples; your slopes are those of a sum. What is missing?",
)
class NoMean(Kept):
    def way(self, p, rows, dout):
        return dout * (p - rows)


@mistake("SoftmaxWithLoss", hint="You divide by all N · K scores. The mean is over the N samples.")
class DividesByAll(Kept):
    def way(self, p, rows, dout):
        return dout * (p - rows) / p.size


@mistake(
    "SoftmaxWithLoss", hint="You divide by the number of classes. The mean is over the samples."
)
class DividesByClasses(Kept):
    def way(self, p, rows, dout):
        return dout * (p - rows) / p.shape[1]


@mistake(
    "SoftmaxWithLoss",
    hint="`dout` has no part in your slopes. It is 1 for a loss that stands alone, but somebody may hand in another number.",
)
class UpstreamDropped(Kept):
    def way(self, p, rows, dout):
        return (p - rows) / len(p)


@mistake(
    "SoftmaxWithLoss",
    hint="The sign is turned round: what it should have been, minus the probability, is the way *down*. Slopes say the way up.",
)
class SignTurned(Kept):
    def way(self, p, rows, dout):
        return dout * (rows - p) / len(p)


@mistake("SoftmaxWithLoss", hint="You hand back the probabilities. The true class has 1 taken off.")
class ProbabilitiesOnly(Kept):
    def way(self, p, rows, dout):
        return dout * p / len(p)


@mistake(
    "SoftmaxWithLoss",
    hint="Only the true class is pushed in your way back. The others have a probability that should be 0.",
)
class TruthOnly(Kept):
    def way(self, p, rows, dout):
        return dout * (p - rows) * rows / len(p)


@mistake(
    "SoftmaxWithLoss",
    hint="Your slope is that of the cross-entropy with respect to the *probabilities*, −1/p. The layer's input are the scores.",
)
class SlopeOfProbabilities(Kept):
    def way(self, p, rows, dout):
        with np.errstate(all="ignore"):
            return np.where(rows == 1, -dout / (p * len(p)), 0.0)


@mistake(
    "SoftmaxWithLoss",
    hint="The slope of a squared error, p (1 − p) and all, is not that of the cross-entropy. There nearly everything cancels.",
)
class SquaredErrorOfProbabilities(Kept):
    def way(self, p, rows, dout):
        return dout * (p - rows) * p * (1 - p) / len(p)


@mistake("SoftmaxWithLoss", hint="A softmax is taken again, of the probabilities.")
class SoftmaxTwice(Kept):
    def way(self, p, rows, dout):
        return dout * (softmax(p) - rows) / len(p)


@mistake(
    "SoftmaxWithLoss",
    hint="The 1 is taken off in the whole column of every label that occurs, not at one place in each row.",
)
class WholeColumns(SoftmaxWithLoss):
    def backward(self, dout=1.0):
        dz = self.p.copy()
        dz[:, self.labels] -= 1
        return dout * dz / len(dz)


@mistake(
    "SoftmaxWithLoss",
    hint="You write into the probabilities that you keep: a second way back starts from what the first one has left.",
)
class WritesIntoKept(SoftmaxWithLoss):
    def backward(self, dout=1.0):
        dz = self.p
        dz[np.arange(len(dz)), self.labels] -= 1
        return dout * dz / len(dz)


@mistake(
    "SoftmaxWithLoss",
    hint="You hand out one array, and write into it at the next `backward`: what you handed out before changes.",
)
class ReusesItsArray(SoftmaxWithLoss):
    def backward(self, dout=1.0):
        dz = super().backward(dout)
        if getattr(self, "dz", np.empty(0)).shape == dz.shape:
            self.dz[...] = dz
        else:
            self.dz = dz
        return self.dz


@mistake(
    "SoftmaxWithLoss",
    hint="Where nothing but 0 and 1 occurs, you believe in one-hot rows. With two classes, these are class numbers as well: the number of axes decides.",
)
class OneHotByContent(SoftmaxWithLoss):
    def forward(self, z, t):
        if set(np.unique(t).tolist()) <= {0, 1} and t.ndim == 1 and len(t) == z.shape[1]:
            t = np.tile(t.argmax(), len(z))
        return super().forward(z, t)


@mistake(
    "SoftmaxWithLoss",
    hint="Only class numbers are understood: from one-hot rows you take whatever stands first in each.",
)
class LabelsOnly(SoftmaxWithLoss):
    def forward(self, z, t):
        return super().forward(z, t if t.ndim == 1 else t[:, 0].astype(int))


@mistake(
    "SoftmaxWithLoss",
    hint="From one-hot rows you get class numbers by looking down the columns. The truth of a sample stands in its row.",
)
class ArgmaxDown(SoftmaxWithLoss):
    def forward(self, z, t):
        if t.ndim == 2:
            labels = t.argmax(axis=0)
            t = np.resize(labels, len(z))
        return super().forward(z, t)


@mistake(
    "SoftmaxWithLoss",
    hint="The one-hot rows are kept as bytes, or t is written over: the caller's truth is no longer what it was.",
)
class WritesIntoTruth(SoftmaxWithLoss):
    def forward(self, z, t):
        loss = super().forward(z, t)
        t[0] = 0
        return loss


@mistake("SoftmaxWithLoss", hint="`forward` writes into the scores.")
class WritesIntoScores(SoftmaxWithLoss):
    def forward(self, z, t):
        loss = super().forward(z, t)
        z -= z.max(axis=1, keepdims=True)
        return loss


@mistake("SoftmaxWithLoss", hint="Your loss is a sum over the samples. It is their mean.")
class SumOfLosses(SoftmaxWithLoss):
    def forward(self, z, t):
        return super().forward(z, t) * len(z)


@mistake(
    "SoftmaxWithLoss",
    hint="The loss has a floor: you take the logarithm of probabilities with something added, and no mistake costs more than so much.",
)
class LossWithFloor(SoftmaxWithLoss):
    def forward(self, z, t):
        super().forward(z, t)
        p = self.p[np.arange(len(z)), self.labels]
        return float(-np.log(p + 1e-7).mean())


@mistake(
    "SoftmaxWithLoss",
    hint="Huge scores overflow: e to the power of 1000 is infinite. The softmax of chapter 2 knows how to go about it.",
)
class NaiveSoftmax(SoftmaxWithLoss):
    def forward(self, z, t):
        loss = super().forward(z, t)
        with np.errstate(all="ignore"):
            e = np.exp(z)
            self.p = e / e.sum(axis=1, keepdims=True)
        return loss


@mistake(
    "SoftmaxWithLoss",
    hint="Your probabilities are shared out down the columns. Those of one sample, in a row, add up to 1.",
)
class DownTheColumns(SoftmaxWithLoss):
    def forward(self, z, t):
        loss = super().forward(z, t)
        self.p = softmax(z, axis=0)
        return loss


@mistake("SoftmaxWithLoss", hint="Slopes add up from one way back to the next.")
class SlopesAddUp(SoftmaxWithLoss):
    def forward(self, z, t):
        self.sum = 0.0
        return super().forward(z, t)

    def backward(self, dout=1.0):
        self.sum = self.sum + super().backward(dout)
        return self.sum


@mistake(
    "SoftmaxWithLoss", hint="All your layers remember in one place, which belongs to the class."
)
class SharedMemory(SoftmaxWithLoss):
    seen = {}

    def forward(self, z, t):
        loss = super().forward(z, t)
        self.seen.update(p=self.p, labels=self.labels)
        return loss

    def backward(self, dout=1.0):
        self.p, self.labels = self.seen["p"], self.seen["labels"]
        return super().backward(dout)


@mistake(
    "SoftmaxWithLoss",
    hint="The number of samples, or the truth, is that of the first `forward`. The latest counts.",
)
class FirstCount(SoftmaxWithLoss):
    def forward(self, z, t):
        self.count = getattr(self, "count", len(z))
        return super().forward(z, t)

    def backward(self, dout=1.0):
        return super().backward(dout) * len(self.p) / self.count


@mistake("SoftmaxWithLoss", hint="`backward` wants an argument. Without one it is 1.")
class NoDefault(SoftmaxWithLoss):
    def backward(self, dout):
        return super().backward(dout)


@mistake(
    "SoftmaxWithLoss",
    hint="`forward` gives one loss for each sample. The loss of a batch is one number.",
)
class LossOfEach(SoftmaxWithLoss):
    def forward(self, z, t):
        super().forward(z, t)
        return np.array(
            [softmax_cross_entropy(z[i : i + 1], self.labels[i : i + 1]) for i in range(len(z))]
        )


@variant("SoftmaxWithLoss", "probabilities minus one-hot rows")
class ByOneHot:
    def forward(self, z, t):
        self.wanted = t.astype(float) if t.ndim == 2 else np.eye(z.shape[1])[t]
        self.p = softmax(z)
        return softmax_cross_entropy(z, self.wanted.argmax(axis=1))

    def backward(self, dout=1.0):
        return dout / len(self.p) * (self.p - self.wanted)


@variant("SoftmaxWithLoss", "scores are remembered, and a loop goes over the samples")
class ByLoop:
    def forward(self, z, t):
        self.z, self.t = (
            np.array(z),
            np.array([int(r) if r.ndim == 0 else int(r.argmax()) for r in t]),
        )
        lead = self.z - self.z[np.arange(len(z)), self.t][:, None]
        return np.mean(np.logaddexp.reduce(lead, axis=1))

    def backward(self, dout=1):
        dz = np.zeros_like(self.z)
        for n, (row, label) in enumerate(zip(self.z, self.t)):
            dz[n] = softmax(row)
            dz[n, label] -= 1
        return dz * dout / len(dz)


@variant("SoftmaxWithLoss", "the slopes for dout = 1 are made in forward")
class SlopesInForward(SoftmaxWithLoss):
    def forward(self, z, t):
        loss = super().forward(z, t)
        self.dz = super().backward(1.0)
        return loss

    def backward(self, dout=1.0):
        return self.dz * dout
