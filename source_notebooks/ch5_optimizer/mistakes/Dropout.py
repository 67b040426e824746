"""What learners believe in exercise `Dropout`: wrong answers with their hints, and other right ones."""

import copy

import numpy as np

from autograder.mistakes import mistake, variant


class _Layer:
    """The layer in small pieces, of which each mistake replaces one."""

    def __init__(self, rate, rng):
        if not 0 <= rate < 1:
            raise ValueError(rate)
        self.rate, self.rng = rate, rng

    def draw(self, x):
        return self.rng.random(x.shape) >= self.rate

    def scale(self):
        return 1 / (1 - self.rate)

    def forward(self, x, training=True):
        self.factor = self.draw(x) * self.scale() if training else np.ones(x.shape)
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor


def _named(hint):
    return mistake("Dropout", hint=hint)


@_named(
    "The survivors are not scaled, neither there nor back. In use, with everybody present, the sums would be larger than in training."
)
class NoScaling(_Layer):
    def scale(self):
        return 1.0


@_named(
    "You scale in use, as the first papers and some books do. Here it is done in training: in use x stays as it is."
)
class ScalesInUse(_Layer):
    def forward(self, x, training=True):
        self.factor = self.draw(x) * 1.0 if training else np.full(x.shape, 1 - self.rate)
        return x * self.factor


@_named("`rate` is the share that is *silenced*; you keep that share.")
class KeepsTheRate(_Layer):
    def draw(self, x):
        return self.rng.random(x.shape) < self.rate

    def scale(self):
        return 1 / self.rate if self.rate else 1.0


@_named("You divide by `rate`. A share of `1 - rate` is left.")
class DividesByRate(_Layer):
    def scale(self):
        return 1 / self.rate if self.rate else 1.0


@_named("You multiply by `1 - rate`. What is left has to become larger, not smaller.")
class Multiplies(_Layer):
    def scale(self):
        return 1 - self.rate


@_named("The survivors are kept where the draw is below `rate`. Below means silenced.")
class SilencesTheOthers(_Layer):
    def draw(self, x):
        return self.rng.random(x.shape) < self.rate


@_named("A draw of exactly `rate` is silenced. Only one *below* it is.")
class TieIsSilenced(_Layer):
    def draw(self, x):
        return self.rng.random(x.shape) > self.rate


@_named("backward draws anew: the gradient goes to other numbers than those that took part.")
class NewDrawsBack(_Layer):
    def backward(self, dout):
        return dout * (self.draw(dout) * self.scale())


@_named("backward does not silence anybody. What had no influence has no gradient.")
class BackUntouched(_Layer):
    def backward(self, dout):
        return dout


@_named("backward silences, but does not scale: each survivor had been divided by `1 - rate`.")
class BackUnscaled(_Layer):
    def backward(self, dout):
        return dout * (self.factor > 0)


@_named("backward scales in the other direction. The derivative of a·x is a.")
class BackScaledDown(_Layer):
    def backward(self, dout):
        return dout * (self.factor > 0) * (1 - self.rate if self.factor.max() > 1 else 1.0)


@_named(
    "You tell the silenced by the zeros that came out. A 0 in x that was not silenced looks the same, and has a gradient."
)
class ZerosAreTheSilenced(_Layer):
    def forward(self, x, training=True):
        y = super().forward(x, training)
        self.factor = np.where(y != 0, self.factor, 0)
        return y


@_named("backward multiplies by what came out, not by the factors.")
class TimesTheOutput(_Layer):
    def forward(self, x, training=True):
        self.y = super().forward(x, training)
        return self.y

    def backward(self, dout):
        return dout * self.y


@_named("`training` is ignored: in use, too, numbers are silenced.")
class AlwaysOn(_Layer):
    def forward(self, x, training=True):
        return super().forward(x, True)


@_named("The default of `training` has become False. Here `forward(x)` is a step of training.")
class OffByDefault(_Layer):
    def forward(self, x, training=False):
        return super().forward(x, training)


@_named("After a forward pass in use, backward still has the factors of the training before.")
class OldFactorsInUse(_Layer):
    factor = 1.0

    def forward(self, x, training=True):
        return super().forward(x, True) if training else x


@_named(
    "In use you draw as well, though nothing comes of it. The generator moves on, and the next training is another one."
)
class DrawsInUse(_Layer):
    def forward(self, x, training=True):
        y = super().forward(x, True)
        if not training:
            self.factor = np.ones(x.shape)
        return y if training else x


@_named("Whole rows are silenced or not. Every number is drawn for itself.")
class WholeRows(_Layer):
    def draw(self, x):
        kept = self.rng.random(x.shape[0]) >= self.rate
        return np.broadcast_to(kept.reshape(-1, *[1] * (x.ndim - 1)), x.shape)


@_named("All rows of a batch share one pattern. Every number is drawn for itself.")
class OnePatternForAll(_Layer):
    def draw(self, x):
        return np.broadcast_to(self.rng.random(x.shape[1:]) >= self.rate, x.shape)


@_named(
    "You silence exactly the share `rate`, by a shuffle. Each number is drawn on its own, by comparing its draw with `rate`."
)
class ExactShare(_Layer):
    def draw(self, x):
        kept = np.ones(x.size, dtype=bool)
        kept[self.rng.permutation(x.size)[: round(self.rate * x.size)]] = False
        return kept.reshape(x.shape)


@_named(
    "The pattern is drawn once, and then used for ever. Each forward pass in training draws anew."
)
class DrawnOnce(_Layer):
    def draw(self, x):
        if getattr(self, "kept", np.empty(0)).shape != x.shape:
            self.kept = super().draw(x)
        return self.kept


@_named(
    "The draws come from a normal distribution. A share of `rate` is below `rate` only if they are even between 0 and 1."
)
class NormalDraws(_Layer):
    def draw(self, x):
        return self.rng.normal(size=x.shape) >= self.rate


@_named("You use a generator of your own. The caller's `rng` decides.")
class OwnGenerator(_Layer):
    def __init__(self, rate, rng):
        super().__init__(rate, np.random.default_rng(0))


@_named("The factors stand on the class, so one layer goes back with those of another.")
class SharedFactors(_Layer):
    def forward(self, x, training=True):
        y = super().forward(x, training)
        SharedFactors.factor = self.__dict__.pop("factor")
        return y


@_named("You write zeros into the caller's own x.")
class WritesIntoX(_Layer):
    def forward(self, x, training=True):
        _Layer.forward(self, x, training)
        x *= self.factor
        return x


@_named("You write zeros into the caller's own dout.")
class WritesIntoDout(_Layer):
    def backward(self, dout):
        dout *= self.factor
        return dout


@_named("The factors are used up by the first backward. The second gives something else.")
class UsedUp(_Layer):
    def backward(self, dout):
        dx = dout * self.factor
        self.factor = np.ones(dout.shape)
        return dx


@_named("Rates that make no sense are accepted. With a rate of 1 you would divide by 0 one day.")
class AnyRate(_Layer):
    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng


@_named("A rate of exactly 1 is accepted. Then nobody is left, and 1 − rate is 0.")
class RateOne(_Layer):
    def __init__(self, rate, rng):
        super().__init__(min(rate, 0.999999) if rate == 1 else rate, rng)


@_named("A rate of 0 is refused. It is allowed: it silences nobody.")
class NoRateZero(_Layer):
    def __init__(self, rate, rng):
        super().__init__(rate or -1, rng)


@_named("backward goes with the first forward pass that there was. It belongs to the last.")
class FirstForward(_Layer):
    def forward(self, x, training=True):
        old = self.__dict__.get("factor")
        y = super().forward(x, training)
        if old is not None and old.shape == self.factor.shape:
            self.factor = old
        return y


@_named(
    "nan is neither below 0 nor at least 1, so it passes both of your questions. Ask what a rate has to be, not what it must not be."
)
class NanPasses(_Layer):
    def __init__(self, rate, rng):
        if rate < 0 or rate >= 1:
            raise ValueError(rate)
        self.rate, self.rng = rate, rng


@_named(
    "The layer draws from a copy of the generator. The caller's own does not move on, and two layers that share one draw the same."
)
class CopyOfTheGenerator(_Layer):
    def __init__(self, rate, rng):
        super().__init__(rate, copy.deepcopy(rng))


@_named(
    "With rate 0 you draw nothing. The numbers are right, but the generator should move on as for any other rate."
)
class RateZeroDrawsNothing(_Layer):
    def draw(self, x):
        return super().draw(x) if self.rate else np.ones(x.shape, dtype=bool)


@variant("Dropout", "np.where, and a list of the silenced")
class ByWhere:
    def __init__(self, rate, rng):
        if not (rate >= 0 and rate < 1):
            raise ValueError("no such rate")
        self.p, self.g = rate, rng

    def forward(self, x, training=True):
        self.silenced = self.g.random(x.shape) < self.p if training else None
        return x.copy() if self.silenced is None else np.where(self.silenced, 0.0, x / (1 - self.p))

    def backward(self, dout):
        if self.silenced is None:
            return dout.copy()
        return np.where(self.silenced, 0.0, dout / (1 - self.p))


@variant("Dropout", "copies, and indices of the silenced")
class ByIndex(_Layer):
    def forward(self, x, training=True):
        self.on = training
        if not training:
            return x
        self.gone = np.nonzero(self.rng.random(x.size).reshape(x.shape) < self.rate)
        return self._thin(x)

    def _thin(self, a):
        a = a / (1.0 - self.rate)
        a[self.gone] = 0
        return a

    def backward(self, dout):
        return self._thin(dout) if self.on else dout
