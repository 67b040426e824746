"""What learners believe in exercise `BatchNorm`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


class _Layer(BatchNormForward):
    """The layer in small pieces, of which each mistake replaces one."""

    def forward(self, x, training=True):
        self.training, self.images = training, x.ndim == 4
        self.axes = (0, 2, 3) if self.images else (0,)
        mean, var = self.running_mean, self.running_var
        if training:
            mean, var = x.mean(axis=self.axes), x.var(axis=self.axes)
        self.keep(x, mean, var)
        return super().forward(x, training)

    def keep(self, x, mean, var):
        self.std = self.fit(np.sqrt(var + self.eps))
        self.x_hat = (x - self.fit(mean)) / self.std

    def fit(self, v):
        return v.reshape(-1, 1, 1) if self.images else v

    def bar(self, v):
        return v.mean(axis=self.axes, keepdims=True)

    def store(self, dout):
        self.dbeta = dout.sum(axis=self.axes)
        self.dgamma = (dout * self.x_hat).sum(axis=self.axes)

    def arrive(self, dout):
        return dout * self.fit(self.gamma)

    def through_statistics(self, d):
        return (d - self.bar(d) - self.x_hat * self.bar(d * self.x_hat)) / self.std

    def backward(self, dout):
        self.store(dout)
        d = self.arrive(dout)
        return self.through_statistics(d) if self.training else d / self.std


def _named(hint):
    return mistake("BatchNorm", hint=hint)


@_named(
    "You take mean and variance for constants. In training they are made of x: to move one number moves them, and with them the whole column."
)
class Constants(_Layer):
    def through_statistics(self, d):
        return d / self.std


@_named("The way through the mean is there, the one through the variance is not.")
class NoVarianceWay(_Layer):
    def through_statistics(self, d):
        return (d - self.bar(d)) / self.std


@_named("The way through the variance is there, the one through the mean is not.")
class NoMeanWay(_Layer):
    def through_statistics(self, d):
        return (d - self.x_hat * self.bar(d * self.x_hat)) / self.std


@_named("The two terms that come off are added.")
class WrongSigns(_Layer):
    def through_statistics(self, d):
        return (d + self.bar(d) + self.x_hat * self.bar(d * self.x_hat)) / self.std


@_named("Your bars are sums over the column. They are means.")
class SumsForMeans(_Layer):
    def bar(self, v):
        return v.sum(axis=self.axes, keepdims=True)


@_named("You divide by the number of *images* only. A channel has N · H · W numbers.")
class CountsImagesOnly(_Layer):
    def bar(self, v):
        return v.sum(axis=self.axes, keepdims=True) / len(v)


@_named("Your bars are means over everything. Each column, or channel, has its own.")
class OneBar(_Layer):
    def bar(self, v):
        return v.mean()


@_named("Your means divide by N − 1.")
class OneLess(_Layer):
    def bar(self, v):
        m = v.size / v.shape[1]
        return v.sum(axis=self.axes, keepdims=True) / max(m - 1, 1)


@_named(
    "gamma is left out on the way back. The upstream gradient belongs to y; what reaches x̂ has gone through gamma."
)
class NoGamma(_Layer):
    def arrive(self, dout):
        return dout


@_named("You divide by the variance. In forward it was the root of it.")
class DividesByVariance(_Layer):
    def keep(self, x, mean, var):
        super().keep(x, mean, var)
        self.root, self.std = self.std, self.std**2


@_named("On the way back eps is missing under the root. For a small spread that shows.")
class NoEpsBack(_Layer):
    def keep(self, x, mean, var):
        super().keep(x, mean, var)
        with np.errstate(all="ignore"):
            self.std = self.fit(np.sqrt(var))

    def backward(self, dout):
        with np.errstate(all="ignore"):
            return super().backward(dout)


@_named(
    "In training you go back through the *running* variance. What was used in this forward pass is the batch's."
)
class RunningVarianceBack(_Layer):
    def backward(self, dout):
        self.std = self.fit(np.sqrt(self.running_var + self.eps))
        return super().backward(dout)


@_named(
    "In use you go back as in training. There mean and variance are constants: they do not move when x does."
)
class AlwaysAsInTraining(_Layer):
    def backward(self, dout):
        self.training = True
        return super().backward(dout)


@_named(
    "A forward pass in use does not leave anything for backward, which then goes back through an older batch."
)
class ForgetsUse(_Layer):
    def forward(self, x, training=True):
        if not training and hasattr(self, "std"):
            return BatchNormForward.forward(self, x, training)
        return super().forward(x, training)


@_named(
    "In use, x̂ is made with the statistics of the batch. There it was made with the running averages."
)
class BatchStatisticsInUse(_Layer):
    def keep(self, x, mean, var):
        super().keep(x, x.mean(axis=self.axes), x.var(axis=self.axes))


@_named("dgamma is the upstream gradient times *x*. In forward, gamma was multiplied with x̂.")
class GammaFromX(_Layer):
    def keep(self, x, mean, var):
        super().keep(x, mean, var)
        self.x = x

    def store(self, dout):
        super().store(dout)
        self.dgamma = (dout * self.x).sum(axis=self.axes)


@_named("dgamma is the upstream gradient times *y*. In forward, gamma was multiplied with x̂.")
class GammaFromY(_Layer):
    def store(self, dout):
        super().store(dout)
        y = self.fit(self.gamma) * self.x_hat + self.fit(self.beta)
        self.dgamma = (dout * y).sum(axis=self.axes)


@_named(
    "dgamma and dbeta are means over the batch. If the loss is a mean, `dout` knows it already; each row's share is added."
)
class MeanGradients(_Layer):
    def store(self, dout):
        self.dbeta = dout.mean(axis=self.axes)
        self.dgamma = (dout * self.x_hat).mean(axis=self.axes)


@_named("dgamma and dbeta are swapped.")
class Swapped(_Layer):
    def store(self, dout):
        super().store(dout)
        self.dgamma, self.dbeta = self.dbeta, self.dgamma


@_named("gamma is in dgamma, too. What y changes when gamma does is x̂, and nothing else.")
class GammaTwice(_Layer):
    def store(self, dout):
        super().store(dout)
        self.dgamma = self.dgamma * self.gamma


@_named("dgamma and dbeta keep all axes, so their shape is not that of gamma and beta.")
class KeepsAxes(_Layer):
    def store(self, dout):
        self.dbeta = dout.sum(axis=self.axes, keepdims=True)
        self.dgamma = (dout * self.x_hat).sum(axis=self.axes, keepdims=True)


@_named("For images you add up over the batch only, so dgamma has a number for each place.")
class PlacesKept(_Layer):
    def store(self, dout):
        self.dbeta = dout.sum(axis=0)
        self.dgamma = (dout * self.x_hat).sum(axis=0)


@_named("Each backward adds to dgamma and dbeta. They are new at every call.")
class Accumulates(_Layer):
    def store(self, dout):
        old = getattr(self, "dgamma", 0), getattr(self, "dbeta", 0)
        super().store(dout)
        self.dgamma, self.dbeta = self.dgamma + old[0], self.dbeta + old[1]


@_named(
    "The numbers for backward are kept on the class, so one layer goes back with those of another."
)
class KeptOnTheClass(_Layer):
    kept = {}

    def keep(self, x, mean, var):
        super().keep(x, mean, var)
        self.kept.update(std=self.std, x_hat=self.x_hat, axes=self.axes, images=self.images)

    def backward(self, dout):
        self.__dict__.update(self.kept)
        return super().backward(dout)


@_named("backward goes with the *first* forward pass. It belongs to the last one.")
class FirstCounts(_Layer):
    def forward(self, x, training=True):
        if not hasattr(self, "std"):
            return super().forward(x, training)
        return BatchNormForward.forward(self, x, training)


@_named(
    "Forward passes are stacked up, and backward takes the top one off: the second backward goes with an older forward."
)
class Stacked(_Layer):
    stack = None

    def forward(self, x, training=True):
        y = super().forward(x, training)
        names = ("training", "images", "axes", "std", "x_hat")
        self.stack = [*(self.stack or []), {name: getattr(self, name) for name in names}]
        return y

    def backward(self, dout):
        self.__dict__.update(self.stack.pop() if len(self.stack) > 1 else self.stack[0])
        return super().backward(dout)


@_named(
    "The running averages take two steps in each forward pass: one of yours, and one in the forward of the other class."
)
class MovesTwice(_Layer):
    def keep(self, x, mean, var):
        super().keep(x, mean, var)
        if self.training:
            m = self.momentum
            self.running_mean = m * self.running_mean + (1 - m) * mean
            self.running_var = m * self.running_var + (1 - m) * var


@_named("backward moves the running averages. They are a matter of forward.")
class MovesInBackward(_Layer):
    def backward(self, dout):
        self.running_mean = self.running_mean + 0.1 * dout.mean(axis=self.axes)
        return super().backward(dout)


@_named("You multiply gamma into the caller's own `dout`, which afterwards holds other numbers.")
class WritesIntoDout(_Layer):
    def arrive(self, dout):
        dout *= self.fit(self.gamma)
        return dout


@_named("backward takes a step with gamma and beta. That is the optimizer's work.")
class LearnsAtOnce(_Layer):
    def backward(self, dout):
        dx = super().backward(dout)
        self.gamma, self.beta = self.gamma - 0.1 * self.dgamma, self.beta - 0.1 * self.dbeta
        return dx


@_named("You compute x̂ back from y. Where gamma is 0 that cannot be done: keep x̂ when you have it.")
class FromY(_Layer):
    def forward(self, x, training=True):
        y = super().forward(x, training)
        with np.errstate(all="ignore"):
            self.x_hat = (y - self.fit(self.beta)) / self.fit(self.gamma)
        return y


@variant("BatchNorm", "step by step along the graph, as in a textbook")
class StepByStep(BatchNormForward):
    def forward(self, x, training=True):
        self.kept = (x, training, self.running_mean.copy(), self.running_var.copy())
        return super().forward(x, training)

    def backward(self, dout):
        x, training, mean, var = self.kept
        shape = x.shape
        if x.ndim == 4:
            x, dout = (np.moveaxis(a, 1, -1).reshape(-1, shape[1]) for a in (x, dout))
        if training:
            mean, var = x.mean(axis=0), ((x - x.mean(axis=0)) ** 2).mean(axis=0)
        xc, std = x - mean, np.sqrt(var + self.eps)
        self.dbeta, self.dgamma = dout.sum(axis=0), np.sum(dout * xc / std, axis=0)
        dxn = self.gamma * dout
        dx = dxn / std
        if training:
            dstd = -np.sum(dxn * xc / std**2, axis=0)
            dx = dx + 2.0 / len(x) * xc * (0.5 * dstd / std)
            dx = dx - dx.sum(axis=0) / len(x)
        if len(shape) == 4:
            dx = np.moveaxis(dx.reshape(shape[0], *shape[2:], shape[1]), -1, 1)
        return dx


@variant("BatchNorm", "written anew, without inheriting")
class OnItsOwn:
    def __init__(self, n, momentum=0.9, eps=1e-5):
        self.gamma, self.beta, self.m, self.e = np.ones(n), np.zeros(n), momentum, eps
        self.running_mean, self.running_var = np.zeros(n), np.ones(n)

    def forward(self, x, training=True):
        self.shape, self.on = x.shape, training
        rows = np.swapaxes(x.reshape(*x.shape[:2], -1), 1, 2).reshape(-1, x.shape[1])
        mean, var = self.running_mean, self.running_var
        if training:
            mean, var = rows.mean(0), rows.var(0)
            self.running_mean = self.m * self.running_mean + (1 - self.m) * mean
            self.running_var = self.m * self.running_var + (1 - self.m) * var
        self.over = 1 / np.sqrt(var + self.e)
        self.hat = (rows - mean) * self.over
        return self._back(self.hat * self.gamma + self.beta)

    def _back(self, rows):
        N, n = self.shape[:2]
        return np.swapaxes(rows.reshape(N, -1, n), 1, 2).reshape(self.shape)

    def backward(self, dout):
        g = np.swapaxes(dout.reshape(*dout.shape[:2], -1), 1, 2).reshape(-1, dout.shape[1])
        self.dbeta, self.dgamma = g.sum(0), np.einsum("mn,mn->n", g, self.hat)
        if not self.on:
            return self._back(g * self.gamma * self.over)
        m = len(g)
        inner = m * g - self.dbeta - self.hat * self.dgamma
        return self._back(self.gamma * self.over / m * inner)
