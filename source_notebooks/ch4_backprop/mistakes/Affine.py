"""What learners believe of an affine layer. `Affine` here is the right one."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "Affine",
    hint="`db` is a mean over the samples. It is their sum: if there is a mean somewhere, it is in `dout` already.",
)
class MeanForBias(Affine):
    def backward(self, dout):
        dX = super().backward(dout)
        self.db = dout.mean(axis=0)
        return dX


@mistake(
    "Affine",
    hint="`dW` is divided by the number of samples. It is a sum: if there is a mean somewhere, it is in `dout` already.",
)
class MeanForWeights(Affine):
    def backward(self, dout):
        dX = super().backward(dout)
        self.dW = self.dW / len(dout)
        return dX


@mistake(
    "Affine",
    hint="dW and db are both divided by the number of samples. They are sums: the mean of the loss is in `dout` already.",
)
class MeanForBoth(Affine):
    def backward(self, dout):
        dX = super().backward(dout)
        self.dW, self.db = self.dW / len(dout), self.db / len(dout)
        return dX


@mistake(
    "Affine",
    hint="`db` is one number: `dout` was summed over everything. Each output has a bias of its own.",
)
class OneBias(Affine):
    def backward(self, dout):
        dX = super().backward(dout)
        self.db = dout.sum() * np.ones_like(self.b)
        return dX


@mistake(
    "Affine", hint="`db` is summed along the wrong axis: over the outputs, not over the samples."
)
class BiasOverOutputs(Affine):
    def backward(self, dout):
        dX = super().backward(dout)
        self.db = dout.sum(axis=1)
        return dX


@mistake(
    "Affine",
    hint="`db` has two axes, (1, K). A slope has the shape of what it belongs to: b has one.",
)
class BiasInARow(Affine):
    def backward(self, dout):
        dX = super().backward(dout)
        self.db = dout.sum(axis=0, keepdims=True)
        return dX


@mistake(
    "Affine",
    hint="`db` is the last sample's `dout` alone, or the first one's. Every sample has used the bias.",
)
class BiasOfOneSample(Affine):
    def backward(self, dout):
        dX = super().backward(dout)
        self.db = dout[0].copy()
        return dX


@mistake(
    "Affine",
    hint="`dW` comes out turned round, (K, D). A slope has the shape of what it belongs to.",
)
class WeightsTurnedRound(Affine):
    def backward(self, dout):
        dX = super().backward(dout)
        self.dW = dout.T @ self.X
        return dX


@mistake(
    "Affine",
    hint="W is not turned round on the way back. That only fits where D = K, and is wrong there too.",
)
class WeightsNotTurned(Affine):
    def backward(self, dout):
        super().backward(dout)
        return dout @ self.W


@mistake(
    "Affine",
    hint="W is turned round only where the shapes insist on it. For a square W both fit, and one of them is wrong.",
)
class TurnedIfNeeded(Affine):
    def backward(self, dout):
        dX = super().backward(dout)
        return dout @ self.W if self.W.shape[0] == self.W.shape[1] else dX


@mistake(
    "Affine",
    hint="X is turned round only where the shapes insist on it. With as many samples as inputs both fit, and one of them is wrong.",
)
class InputTurnedIfNeeded(Affine):
    def backward(self, dout):
        dX = super().backward(dout)
        if self.X.shape[0] == self.X.shape[1]:
            self.dW = self.X @ dout
        return dX


@mistake(
    "Affine",
    hint="`backward` gives dW. What it returns is the slope with respect to X; dW and db are attributes.",
)
class ReturnsWeights(Affine):
    def backward(self, dout):
        super().backward(dout)
        return self.dW


@mistake(
    "Affine",
    hint="`backward` returns three things. It returns dX alone; dW and db are kept as attributes.",
)
class ReturnsThree(Affine):
    def backward(self, dout):
        return super().backward(dout), self.dW, self.db


@mistake(
    "Affine",
    hint="`backward` sets dW and db, and returns nothing. The layer in front waits for dX.",
)
class ReturnsNothing(Affine):
    def backward(self, dout):
        super().backward(dout)


@mistake(
    "Affine", hint="The slopes of X are divided by the number of samples. No mean is taken here."
)
class MeanForInput(Affine):
    def backward(self, dout):
        return super().backward(dout) / len(dout)


@mistake("Affine", hint="The bias is left out on the way there.")
class BiasForgotten(Affine):
    def forward(self, X):
        return super().forward(X) - self.b


@mistake(
    "Affine",
    hint="The sign of your slopes is turned round: they say the way down. Slopes say the way up; who steps, subtracts them.",
)
class SignTurned(Affine):
    def backward(self, dout):
        dX = super().backward(dout)
        self.dW, self.db = -self.dW, -self.db
        return -dX


@mistake(
    "Affine",
    hint="Your layer works with copies of W and b. Whoever trains it changes the arrays that it was given, and your layer does not notice.",
)
class Copies(Affine):
    def __init__(self, W, b):
        super().__init__(np.array(W), np.array(b))


@mistake(
    "Affine",
    hint="Your layer works with a copy of b. Whoever trains it changes the array that it was given.",
)
class CopiesTheBias(Affine):
    def __init__(self, W, b):
        super().__init__(W, b.copy())


@mistake(
    "Affine",
    hint="W is turned round once, as a copy, when the layer is made. Later changes of W do not reach it.",
)
class TurnedOnce(Affine):
    def __init__(self, W, b):
        super().__init__(W, b)
        self.W_turned = W.T.copy()

    def backward(self, dout):
        super().backward(dout)
        return dout @ self.W_turned


@mistake(
    "Affine",
    hint="dW and db add up from one way back to the next. Each `backward` makes them anew.",
)
class AddsUp(Affine):
    def backward(self, dout):
        dW, db = getattr(self, "dW", 0.0), getattr(self, "db", 0.0)
        dX = super().backward(dout)
        self.dW, self.db = self.dW + dW, self.db + db
        return dX


@mistake(
    "Affine",
    hint="You write the new slopes into the arrays of the old ones: whoever has read dW earlier finds it changed.",
)
class ReusesSlopes(Affine):
    def backward(self, dout):
        dW, db = getattr(self, "dW", None), getattr(self, "db", None)
        dX = super().backward(dout)
        if dW is not None:
            dW[...], db[...] = self.dW, self.db
            self.dW, self.db = dW, db
        return dX


@mistake(
    "Affine",
    hint="Your layer learns by itself: `backward` changes W. It only says the slopes; stepping is somebody else's business.",
)
class StepsByItself(Affine):
    def backward(self, dout):
        dX = super().backward(dout)
        self.W -= 0.1 * self.dW
        return dX


@mistake("Affine", hint="`forward` adds into the bias itself: b changes.")
class WritesIntoBias(Affine):
    def forward(self, X):
        Y = super().forward(X)
        self.b += Y[0] * 0.01
        return Y


@mistake("Affine", hint="You write into the upstream gradient.")
class WritesIntoUpstream(Affine):
    def backward(self, dout):
        dX = super().backward(dout)
        dout /= len(dout) + 1
        return dX


@mistake(
    "Affine", hint="All your layers remember their input in one place, which belongs to the class."
)
class SharedInput(Affine):
    seen = [None]

    def forward(self, X):
        self.seen[0] = X
        return X @ self.W + self.b

    def backward(self, dout):
        self.X = self.seen[0]
        return super().backward(dout)


@mistake(
    "Affine",
    hint="Your layer remembers the first batch that it ever saw. The latest `forward` counts.",
)
class FirstInput(Affine):
    def forward(self, X):
        first = getattr(self, "X", X)
        Y = super().forward(X)
        self.X = first if first.shape == X.shape else X
        return Y


@mistake(
    "Affine",
    hint="The output is remembered in place of the input. What W was multiplied with is X.",
)
class RemembersTheOutput(Affine):
    def forward(self, X):
        self.X = X @ self.W + self.b
        return self.X


@mistake(
    "Affine",
    hint="You subtract the bias' part on the way back. What is added on the way there passes `dout` on unchanged.",
)
class BiasOnTheWayBack(Affine):
    def backward(self, dout):
        return super().backward(dout - self.b)


@variant("Affine", "einsum")
class ByEinsum:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW = self.db = None

    def forward(self, X):
        self.seen = X.copy()
        return np.einsum("nd,dk->nk", X, self.W) + self.b

    def backward(self, dout):
        self.dW = np.einsum("nd,nk->dk", self.seen, dout)
        self.db = np.einsum("nk->k", dout)
        return np.einsum("nk,dk->nd", dout, self.W)


@variant("Affine", "a loop over the samples")
class ByLoop:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, X):
        self.X = X
        return np.array([x @ self.W + self.b for x in X])

    def backward(self, dout):
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)
        for x, d in zip(self.X, dout):
            self.dW += np.outer(x, d)
            self.db += d
        return np.array([self.W @ d for d in dout])


@variant("Affine", "ones in front of dout")
class ByOnes(Affine):
    def backward(self, dout):
        self.dW = np.dot(dout.T, self.X).T
        self.db = np.ones(len(dout)) @ dout
        return np.dot(self.W, dout.T).T
