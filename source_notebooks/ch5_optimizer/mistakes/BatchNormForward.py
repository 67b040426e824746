"""What learners believe in exercise `BatchNormForward`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


class _Layer:
    """The layer in small pieces, of which each mistake replaces one."""

    def __init__(self, n, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = np.ones(n), np.zeros(n)
        self.running_mean, self.running_var = np.zeros(n), np.ones(n)
        self.momentum, self.eps = momentum, eps

    def axes(self, x):
        return (0, 2, 3) if x.ndim == 4 else (0,)

    def fit(self, v, x):
        return v.reshape(-1, 1, 1) if x.ndim == 4 else v

    def statistics(self, x):
        return x.mean(axis=self.axes(x)), x.var(axis=self.axes(x))

    def update(self, mean, var, x):
        m = self.momentum
        self.running_mean = m * self.running_mean + (1 - m) * mean
        self.running_var = m * self.running_var + (1 - m) * var

    def normalise(self, x, mean, var):
        return (x - self.fit(mean, x)) / self.fit(np.sqrt(var + self.eps), x)

    def finish(self, x_hat):
        return self.fit(self.gamma, x_hat) * x_hat + self.fit(self.beta, x_hat)

    def forward(self, x, training=True):
        if training:
            mean, var = self.statistics(x)
            self.update(mean, var, x)
        else:
            mean, var = self.running_mean, self.running_var
        return self.finish(self.normalise(x, mean, var))


def _named(hint):
    return mistake("BatchNormForward", hint=hint)


@_named(
    "You normalise each *row*: every sample on its own. That has a name, too (layer normalisation), but here it is the columns, over the batch."
)
class Rows(_Layer):
    def statistics(self, x):
        axes = (1, 2, 3) if x.ndim == 4 else (1,)
        return x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True)

    def update(self, mean, var, x):
        super().update(*_Layer.statistics(self, x), x)

    def normalise(self, x, mean, var):
        if mean.ndim == 1:
            return super().normalise(x, mean, var)
        return (x - mean) / np.sqrt(var + self.eps)


@_named("One mean and one variance for the whole batch. Each column has its own.")
class WholeBatch(_Layer):
    def statistics(self, x):
        return np.full(len(self.gamma), x.mean()), np.full(len(self.gamma), x.var())


@_named(
    "You divide the variance by N − 1. In this course it is N, in the batch and in the running average."
)
class Unbiased(_Layer):
    def statistics(self, x):
        with np.errstate(all="ignore"):
            return x.mean(axis=self.axes(x)), x.var(axis=self.axes(x), ddof=1)


@_named(
    "The running average takes the variance with N − 1, as PyTorch's does. Here it is the same variance, with N, everywhere."
)
class UnbiasedRunning(_Layer):
    def update(self, mean, var, x):
        n = x.size // x.shape[1]
        super().update(mean, var * n / max(n - 1, 1), x)


@_named(
    "In use you take the statistics of the batch. One sample has no spread, and nobody's answer should depend on who else is there."
)
class UsesTheBatch(_Layer):
    def forward(self, x, training=True):
        mean, var = self.statistics(x)
        if training:
            self.update(mean, var, x)
        return self.finish(self.normalise(x, mean, var))


@_named(
    "In *training* you normalise by the running averages. They are for use; in training the batch itself counts."
)
class TrainsWithRunning(_Layer):
    def forward(self, x, training=True):
        if training:
            self.update(*self.statistics(x), x)
        return self.finish(self.normalise(x, self.running_mean, self.running_var))


@_named(
    "`momentum` is the share of the *old* average that is kept; you give that share to the new batch. (PyTorch names it the other way round.)"
)
class MomentumSwapped(_Layer):
    def update(self, mean, var, x):
        m = self.momentum
        self.running_mean = (1 - m) * self.running_mean + m * mean
        self.running_var = (1 - m) * self.running_var + m * var


@_named("The running averages move in use, too. In use a layer changes nothing in itself.")
class MovesInUse(_Layer):
    def forward(self, x, training=True):
        y = super().forward(x, training)
        if not training:
            self.update(*self.statistics(x), x)
        return y


@_named("Your running averages never move.")
class NeverMoves(_Layer):
    def update(self, mean, var, x):
        pass


@_named("The running averages are added up without taking away a share of the old value.")
class NoForgetting(_Layer):
    def update(self, mean, var, x):
        self.running_mean = self.running_mean + (1 - self.momentum) * mean
        self.running_var = self.running_var + (1 - self.momentum) * var


@_named(
    "The first batch is taken over as it is. The averages begin at 0 and 1, and take a step like any other."
)
class FirstBatchIsTaken(_Layer):
    fresh = True

    def update(self, mean, var, x):
        if self.fresh:
            self.running_mean, self.running_var, self.fresh = mean, var, False
        else:
            super().update(mean, var, x)


@_named(
    "Your running variance begins at 0. It begins at 1: a layer that has not been trained yet should leave sizes as they are."
)
class VarianceFromZero(_Layer):
    def __init__(self, n, momentum=0.9, eps=1e-5):
        super().__init__(n, momentum, eps)
        self.running_var = np.zeros(n)


@_named("What you average is the standard deviation. `running_var` is to be a variance.")
class RunningDeviation(_Layer):
    def update(self, mean, var, x):
        super().update(mean, np.sqrt(var), x)


@_named("eps is added to the root, not under it. For a small spread that makes a difference.")
class EpsOutside(_Layer):
    def normalise(self, x, mean, var):
        with np.errstate(all="ignore"):
            return (x - self.fit(mean, x)) / self.fit(np.sqrt(var) + self.eps, x)


@_named("Without eps a column of equal numbers, or a batch of one row, divides 0 by 0.")
class NoEps(_Layer):
    def normalise(self, x, mean, var):
        with np.errstate(all="ignore"):
            return (x - self.fit(mean, x)) / self.fit(np.sqrt(var), x)


@_named("`eps` is a number of your own. Use the one that was given when the layer was made.")
class OwnEps(_Layer):
    def __init__(self, n, momentum=0.9, eps=1e-5):
        super().__init__(n, momentum, 1e-5)


@_named("`momentum` is always 0.9 for you. Use the one that was given when the layer was made.")
class OwnMomentum(_Layer):
    def __init__(self, n, momentum=0.9, eps=1e-5):
        super().__init__(n, 0.9, eps)


@_named("You divide by the variance. By what must one divide to get size 1?")
class DividesByVariance(_Layer):
    def normalise(self, x, mean, var):
        return (x - self.fit(mean, x)) / self.fit(var + self.eps, x)


@_named("gamma and beta are missing: y is x̂ itself.")
class NoScale(_Layer):
    def finish(self, x_hat):
        return x_hat


@_named("First you add beta, then you multiply by gamma. In the formula it is the other way round.")
class BetaFirst(_Layer):
    def finish(self, x_hat):
        return self.fit(self.gamma, x_hat) * (x_hat + self.fit(self.beta, x_hat))


@_named(
    "gamma and beta are remembered as they were when the layer was made. Others replace them; look them up at each call."
)
class OldScale(_Layer):
    def __init__(self, n, momentum=0.9, eps=1e-5):
        super().__init__(n, momentum, eps)
        self._old = (self.gamma, self.beta)

    def finish(self, x_hat):
        gamma, beta = self._old
        return self.fit(gamma, x_hat) * x_hat + self.fit(beta, x_hat)


@_named(
    "For images every *place* has a mean of its own. One channel, one mean: over images and places."
)
class EveryPlace(_Layer):
    def forward(self, x, training=True):
        if x.ndim != 4 or not training:
            return super().forward(x, training)
        mean, var = x.mean(axis=0), x.var(axis=0)
        self.update(mean.mean(axis=(1, 2)), var.mean(axis=(1, 2)), x)
        return self.finish((x - mean) / np.sqrt(var + self.eps))


@_named(
    "For images you average over the wrong axes: the channels are the second axis, and it is the one that stays."
)
class ChannelsLast(_Layer):
    def axes(self, x):
        return (0, 1, 2) if x.ndim == 4 else (0,)

    def fit(self, v, x):
        return v


@_named(
    "Each image is normalised by its own statistics. It is one mean for a channel over *all* images of the batch."
)
class EachImage(_Layer):
    def forward(self, x, training=True):
        if x.ndim != 4 or not training:
            return super().forward(x, training)
        self.update(*self.statistics(x), x)
        mean, var = x.mean(axis=(2, 3), keepdims=True), x.var(axis=(2, 3), keepdims=True)
        return self.finish((x - mean) / np.sqrt(var + self.eps))


@_named(
    "You reshape images to rows of n numbers. But a reshape reads on row by row, so the n numbers side by side are not the n channels of one place: the channels have to become the last axis first."
)
class FlattensImages(_Layer):
    def forward(self, x, training=True):
        if x.ndim != 4:
            return super().forward(x, training)
        n = x.shape[1]
        return super().forward(x.reshape(-1, n), training).reshape(x.shape)


@_named(
    "The mean of the squares minus the square of the mean is the variance on paper. Far from 0 both are huge, and their difference has lost its digits."
)
class SquaresMinusSquare(_Layer):
    def statistics(self, x):
        mean = x.mean(axis=self.axes(x))
        return mean, np.maximum((x**2).mean(axis=self.axes(x)) - mean**2, 0)


@_named("You subtract the mean from the caller's own array, which afterwards holds other numbers.")
class WritesIntoX(_Layer):
    def normalise(self, x, mean, var):
        x -= self.fit(mean, x)
        return x / self.fit(np.sqrt(var + self.eps), x)


@_named(
    "The averages stand on the class, so all layers share them. What belongs to one object belongs on `self`."
)
class SharedMemory(_Layer):
    memory = {}

    def __init__(self, n, momentum=0.9, eps=1e-5):
        self.gamma, self.beta, self.momentum, self.eps = np.ones(n), np.zeros(n), momentum, eps
        SharedMemory.memory.setdefault(n, [np.zeros(n), np.ones(n)])
        self.n = n

    running_mean = property(
        lambda self: self.memory[self.n][0], lambda self, v: self.memory[self.n].__setitem__(0, v)
    )
    running_var = property(
        lambda self: self.memory[self.n][1], lambda self, v: self.memory[self.n].__setitem__(1, v)
    )


@_named("The default of `training` has become False. Here `forward(x)` is a step of training.")
class UseIsTheDefault(_Layer):
    def forward(self, x, training=False):
        return super().forward(x, training)


@_named(
    "Your running mean takes its step before it is needed: the batch is normalised by half-moved averages. In training use μ and σ² of the batch."
)
class SecondHandMean(_Layer):
    def forward(self, x, training=True):
        if not training:
            return super().forward(x, training)
        mean, var = self.statistics(x)
        self.update(mean, var, x)
        return self.finish(self.normalise(x, self.running_mean, var))


@_named(
    "All results are written into one array that the layer keeps. Whoever still has the result of the call before finds other numbers in it."
)
class OneBuffer(_Layer):
    out = np.empty(0)

    def finish(self, x_hat):
        if self.out.shape != x_hat.shape:
            self.out = np.empty(x_hat.shape)
        self.out[...] = super().finish(x_hat)
        return self.out


@variant("BatchNormForward", "keepdims, and averages that change in place")
class InPlace:
    def __init__(self, n, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = np.ones(n), np.zeros(n)
        self.running_mean, self.running_var = np.zeros(n), np.ones(n)
        self.rate, self.tiny = 1 - momentum, eps

    def forward(self, x, training=True):
        rows = x if x.ndim == 2 else np.moveaxis(x, 1, -1)
        mean, var = self.running_mean, self.running_var
        if training:
            flat = rows.reshape(-1, rows.shape[-1])
            mean = flat.sum(axis=0) / len(flat)
            var = ((flat - mean) ** 2).sum(axis=0) / len(flat)
            self.running_mean += self.rate * (mean - self.running_mean)
            self.running_var += self.rate * (var - self.running_var)
        y = self.gamma * (rows - mean) * (var + self.tiny) ** -0.5 + self.beta
        return y if x.ndim == 2 else np.moveaxis(y, -1, 1)


@variant("BatchNormForward", "a loop over the columns or channels")
class ByColumns(_Layer):
    def forward(self, x, training=True):
        y = np.empty(x.shape)
        mean, var = self.running_mean.copy(), self.running_var.copy()
        for j in range(x.shape[1]):
            if training:
                mean[j], var[j] = np.mean(x[:, j]), np.std(x[:, j]) ** 2
            y[:, j] = self.gamma[j] * (x[:, j] - mean[j]) / np.sqrt(var[j] + self.eps)
            y[:, j] += self.beta[j]
        if training:
            self.update(mean, var, x)
        return y


@variant("BatchNormForward", "einsum for the sums")
class ByEinsum(_Layer):
    def statistics(self, x):
        flat = x.reshape(len(x), x.shape[1], -1)
        m = len(x) * flat.shape[2]
        mean = np.einsum("ncp->c", flat) / m
        apart = flat - mean[:, None]
        return mean, np.einsum("ncp,ncp->c", apart, apart) / m
