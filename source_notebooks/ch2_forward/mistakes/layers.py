"""What learners believe of layers. `Dense` and `Dropout` here are the right ones."""

from functools import partial

import numpy as np

from autograder.mistakes import mistake, variant

wrong_dense = partial(mistake, "layers", binds="Dense")
wrong_dropout = partial(mistake, "layers", binds="Dropout")


@wrong_dense(hint="Your dense layer takes no notice of its activation: its sums come out unbent.")
class IgnoresActivation(Dense):
    def __call__(self, x, training=False):
        return dense(x, self.W, self.b)


@wrong_dense(
    hint="Your layer is always bent by tanh. It should use the activation it was made with, and none if that is None."
)
class AlwaysTanh(Dense):
    def __call__(self, x, training=False):
        return np.tanh(dense(x, self.W, self.b))


@wrong_dense(
    hint="Your layer calls its activation even where there is none. What should happen when it is `None`?"
)
class CallsNone(Dense):
    def __call__(self, x, training=False):
        return self.activation(dense(x, self.W, self.b))


@wrong_dense(
    hint="Your layer bends only while training. For a dense layer, training or use is the same."
)
class BendsInTrainingOnly(Dense):
    def __call__(self, x, training=False):
        z = dense(x, self.W, self.b)
        return self.activation(z) if training and self.activation else z


@wrong_dense(
    hint="Your layer bends in use, and forgets it in training. For a dense layer both are the same."
)
class BendsInUseOnly(Dense):
    def __call__(self, x, training=False):
        z = dense(x, self.W, self.b)
        return self.activation(z) if self.activation and not training else z


@wrong_dense(hint="The layer has biases, but they take no part when it is called.")
class BiasesAreForgotten(Dense):
    def __call__(self, x, training=False):
        z = x @ self.W
        return z if self.activation is None else self.activation(z)


@wrong_dense(
    hint="The bias comes after the bending. The activation bends the whole sum, bias included."
)
class BiasAfterBending(Dense):
    def __call__(self, x, training=False):
        z = x @ self.W
        return (z if self.activation is None else self.activation(z)) + self.b


@wrong_dense(hint="The weights are counted, the biases are not.")
class CountsWeights(Dense):
    def parameter_count(self):
        return self.W.size


@wrong_dense(hint="You count a bias for each input. Each *neuron* has one.")
class CountsBiasesOfInputs(Dense):
    def parameter_count(self):
        return self.W.size + len(self.W)


@wrong_dense(
    hint="You add up the lengths of the arrays. W holds a whole table of numbers: rows times columns."
)
class CountsLengths(Dense):
    def parameter_count(self):
        return len(self.W) + len(self.b)


@wrong_dense(hint="You add up the weights themselves. Asked for is how many there are.")
class SumsWeights(Dense):
    def parameter_count(self):
        return self.W.sum() + self.b.sum()


@wrong_dense(hint="Your weights are drawn with a standard deviation of 1, not √(1 / n_in).")
class StandardDeviationOne(Dense):
    def __init__(self, n_in, n_out, rng, activation=None):
        super().__init__(n_in, n_out, rng, activation)
        self.W = self.W * np.sqrt(n_in)


@wrong_dense(
    hint="Your weights have the size for 1 / n_out: what is added up in a neuron are its inputs."
)
class FanOut(Dense):
    def __init__(self, n_in, n_out, rng, activation=None):
        super().__init__(n_in, n_out, rng, activation)
        self.W = self.W * np.sqrt(n_in / n_out)


@wrong_dense(hint="1 / n_in is the variance. `rng.normal` wants the standard deviation, its root.")
class VarianceForDeviation(Dense):
    def __init__(self, n_in, n_out, rng, activation=None):
        super().__init__(n_in, n_out, rng, activation)
        self.W = self.W / np.sqrt(n_in)


@wrong_dense(hint="Your biases are drawn too. They begin at zero.")
class DrawnBiases(Dense):
    def __init__(self, n_in, n_out, rng, activation=None):
        super().__init__(n_in, n_out, rng, activation)
        self.b = rng.normal(0, np.sqrt(1 / n_in), size=n_out)


@wrong_dense(
    hint="Your layer draws from a generator of its own, not from the one that is handed in."
)
class OwnGenerator(Dense):
    def __init__(self, n_in, n_out, rng, activation=None):
        super().__init__(n_in, n_out, np.random.default_rng(), activation)
        self.W = np.random.default_rng(0).normal(0, np.sqrt(1 / n_in), size=(n_in, n_out))


@wrong_dropout(
    hint="Your dropout is active in use as well. It looks as if it took no notice of `training`."
)
class ActiveInUse(Dropout):
    def __call__(self, x, training=False):
        return super().__call__(x, training=True)


@wrong_dropout(hint="It works the wrong way round: silent in training, active in use.")
class ActiveInUseOnly(Dropout):
    def __call__(self, x, training=False):
        return super().__call__(x, training=not training)


@wrong_dropout(hint="Your dropout never silences anybody, not even in training.")
class NeverActive(Dropout):
    def __call__(self, x, training=False):
        return x


@wrong_dropout(hint="Some are silenced, but the survivors are not scaled: their sums would shrink.")
class NoScaling(Dropout):
    def __call__(self, x, training=False):
        return x * (self.rng.random(x.shape) >= self.rate) if training else x


@wrong_dropout(
    hint="`rate` is the share that is silenced. In your layer it is the share that is kept."
)
class RateIsKept(Dropout):
    def __call__(self, x, training=False):
        if not training or self.rate == 0:
            return x if not training else x * 0.0
        return x * (self.rng.random(x.shape) < self.rate) / self.rate


@wrong_dropout(
    hint="You silence those whose draw is *not* below the rate, yet scale as if the others had gone."
)
class WrongSideIsKept(Dropout):
    def __call__(self, x, training=False):
        return x * (self.rng.random(x.shape) < self.rate) / (1 - self.rate) if training else x


@wrong_dropout(hint="The survivors are divided by the rate. What share of the numbers survives?")
class DividedByRate(Dropout):
    def __call__(self, x, training=False):
        if not training or self.rate == 0:
            return x
        return x * (self.rng.random(x.shape) >= self.rate) / self.rate


@wrong_dropout(
    hint="You multiply the survivors by 1 − p, which makes the sums shrink twice. They should grow."
)
class ScaledTheWrongWay(Dropout):
    def __call__(self, x, training=False):
        return x * (self.rng.random(x.shape) >= self.rate) * (1 - self.rate) if training else x


@wrong_dropout(
    hint="Nothing is scaled in training, and everything in use. Here it is the other way: in use the layer does nothing."
)
class ScalesInUse(Dropout):
    def __call__(self, x, training=False):
        if not training:
            return x * (1 - self.rate)
        return x * (self.rng.random(x.shape) >= self.rate)


@wrong_dropout(
    hint="All samples lose the same columns: you draw once for a row, not for each number."
)
class OneDrawForAllRows(Dropout):
    def __call__(self, x, training=False):
        if not training:
            return x
        return x * (self.rng.random(x.shape[-1]) >= self.rate) / (1 - self.rate)


@wrong_dropout(hint="Whole samples are silenced: you draw once for each row, not for each number.")
class OneDrawForEachRow(Dropout):
    def __call__(self, x, training=False):
        if not training:
            return x
        kept = self.rng.random((len(x),) + (1,) * (x.ndim - 1)) >= self.rate
        return x * kept / (1 - self.rate)


@wrong_dropout(
    hint="Every call silences the same numbers: the draws are made once, or a generator begins anew each time."
)
class SameDrawsEachTime(Dropout):
    def __call__(self, x, training=False):
        if not training:
            return x
        if not hasattr(self, "kept"):
            self.kept = self.rng.random(x.shape) >= self.rate
        return x * self.kept / (1 - self.rate)


@wrong_dropout(
    hint="The layer draws even when it is in use, which moves the generator on for the next training call."
)
class DrawsInUse(Dropout):
    def __call__(self, x, training=False):
        out = super().__call__(x, training=True)
        return out if training else x


@wrong_dropout(
    hint="The draws come from the bell curve, whose numbers are below the rate far too often. `rng.random` draws evenly between 0 and 1."
)
class NormalDraws(Dropout):
    def __call__(self, x, training=False):
        if not training:
            return x
        return x * (self.rng.normal(size=x.shape) >= self.rate) / (1 - self.rate)


@wrong_dense(
    hint="Your weights belong to the class, so that all layers have those of the one that was made last. What belongs to one layer goes into `self`."
)
class WeightsOfTheClass(Dense):
    def __init__(self, n_in, n_out, rng, activation=None):
        type(self).W = rng.normal(0, np.sqrt(1 / n_in), size=(n_in, n_out))
        type(self).b = np.zeros(n_out)
        self.activation = activation


@wrong_dense(
    hint="At its first call your layer puts its weights aside, and whoever replaces them later is not heard. Read `W` and `b` at each call."
)
class PutsWeightsAside(Dense):
    def __call__(self, x, training=False):
        if not hasattr(self, "aside"):
            self.aside = self.W, self.b
        z = dense(x, *self.aside)
        return z if self.activation is None else self.activation(z)


@wrong_dense(
    hint="A batch of one sample loses its first axis on the way. It is still a batch: a table of one row."
)
class OneRowIsNoBatch(Dense):
    def __call__(self, x, training=False):
        return super().__call__(x[0] if x.ndim == 2 and len(x) == 1 else x)


@wrong_dropout(
    hint="The rate belongs to the class, so that all layers have that of the one that was made last. What belongs to one layer goes into `self`."
)
class RateOfTheClass(Dropout):
    def __init__(self, rate, rng):
        type(self).rate = rate
        self.rng = rng


@wrong_dropout(
    hint="You let dropout make the samples shorter. A silenced number is 0, but it is still there: `output_size` was right as it stood."
)
class SizeShrinks(Dropout):
    def output_size(self, n_in):
        return int(n_in * (1 - self.rate))


@wrong_dense(
    hint="The activation is called for single samples or numbers. It takes a whole array: once for each call of the layer."
)
class BendsRowByRow(Dense):
    def __call__(self, x, training=False):
        z = dense(x, self.W, self.b)
        if self.activation is None:
            return z
        return self.activation(z) if z.ndim == 1 else np.array([self.activation(row) for row in z])


@variant("layers", "a loop over the neurons, identity for no activation", binds="Dense")
class DenseByLoop:
    name = "Dense"

    def __init__(self, n_in, n_out, rng, activation=None):
        self.W = rng.standard_normal((n_in, n_out)) / n_in**0.5
        self.b = np.zeros(n_out)
        self.f = activation or (lambda z: z)

    def __call__(self, x, training=False):
        return self.f(np.stack([x @ w + c for w, c in zip(self.W.T, self.b)], axis=-1))

    def output_size(self, n_in):
        return self.W.shape[1]

    def parameter_count(self):
        return (self.W.shape[0] + 1) * self.W.shape[1]


@variant("layers", "np.where, and a copy in use", binds="Dropout")
class DropoutByWhere(Dropout):
    def __call__(self, x, training=False):
        if training:
            return np.where(self.rng.random(x.shape) < self.rate, 0.0, x / (1 - self.rate))
        return x.copy()


@variant("layers", "writing zeros into a scaled copy", binds="Dropout")
class DropoutByMask(Dropout):
    def __call__(self, x, training=False):
        if not training:
            return x
        out = x / (1 - self.rate)
        out[self.rng.random(x.shape) < self.rate] = 0
        return out
