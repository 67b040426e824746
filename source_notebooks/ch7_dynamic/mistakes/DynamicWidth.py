"""What learners believe of a chain of changing width. `DynamicWidth` here is the right one."""

import numpy as np

from autograder.mistakes import mistake, variant


def _checked(net, k):
    if not 1 <= k <= net.max_width:
        raise ValueError


@mistake(
    "DynamicWidth",
    hint="The weights are cut with `.data[…]`: plain arrays, which the tape knows nothing of. So no gradient arrives in the parameters.",
)
class CutsArrays(DynamicWidth):
    def __call__(self, x, k):
        _checked(self, k)
        h = tanh(Variable(x) @ self.hidden.W.data[:, :k] + self.hidden.b.data[:k])
        return h @ self.out.W.data[:k] + self.out.b


@mistake(
    "DynamicWidth",
    hint="Only the second matrix is cut through the tape. Hidden weights or biases are cut as plain arrays, and get no gradient.",
)
class CutsHiddenArrays(DynamicWidth):
    def __call__(self, x, k):
        _checked(self, k)
        h = tanh(Variable(x) @ self.hidden.W.data[:, :k] + self.hidden.b.data[:k])
        return h @ take(self.out.W, np.s_[:k]) + self.out.b


@mistake(
    "DynamicWidth",
    hint="The hidden bias is cut as a plain array, and gets no gradient.",
)
class CutsTheBiasAsArray(DynamicWidth):
    def __call__(self, x, k):
        _checked(self, k)
        h = tanh(x @ take(self.hidden.W, np.s_[:, :k]) + self.hidden.b.data[:k])
        return h @ take(self.out.W, np.s_[:k]) + self.out.b


@mistake(
    "DynamicWidth",
    hint="A new, narrower network is made in every call. What is learned has to be kept: the call uses a part of the parameters that are there.",
)
class NewNetwork(DynamicWidth):
    def __call__(self, x, k):
        _checked(self, k)
        rng = np.random.default_rng(0)
        hidden, out = Linear(np.shape(x)[1], k, rng), Linear(k, self.out.b.shape[0], rng)
        return out(tanh(hidden(x)))


@mistake("DynamicWidth", hint="The width is ignored: all units are used in every call.")
class AllUnits(DynamicWidth):
    def __call__(self, x, k):
        _checked(self, k)
        return self.out(tanh(self.hidden(x)))


@mistake(
    "DynamicWidth",
    hint="The weights of the unused units are set to 0, but their biases stay, and so these units still have a say. What is not used adds nothing to the output.",
)
class BiasesStay(DynamicWidth):
    def __call__(self, x, k):
        _checked(self, k)
        mask = np.arange(self.max_width) < k
        h = tanh((x @ self.hidden.W) * mask.astype(float) + self.hidden.b)
        return self.out(h)


@mistake("DynamicWidth", hint="You use the last k units. The first k were asked for.")
class LastUnits(DynamicWidth):
    def __call__(self, x, k):
        _checked(self, k)
        s = np.s_[self.max_width - k :]
        h = tanh(x @ take(self.hidden.W, (np.s_[:], s)) + take(self.hidden.b, s))
        return h @ take(self.out.W, s) + self.out.b


@mistake("DynamicWidth", hint="One unit less than asked for is used: a slice ends before its end.")
class OneTooFew(DynamicWidth):
    def __call__(self, x, k):
        return super().__call__(x, k - 1 if k > 1 else k)


@mistake(
    "DynamicWidth", hint="The outputs' bias is left out, or cut. It is used whole at every width."
)
class NoOutputBias(DynamicWidth):
    def __call__(self, x, k):
        return super().__call__(x, k) - self.out.b.data


@mistake("DynamicWidth", hint="The hidden bias is left out.")
class NoHiddenBias(DynamicWidth):
    def __call__(self, x, k):
        _checked(self, k)
        h = tanh(x @ take(self.hidden.W, np.s_[:, :k]))
        return h @ take(self.out.W, np.s_[:k]) + self.out.b


@mistake("DynamicWidth", hint="The hidden units are not bent.")
class NotBent(DynamicWidth):
    def __call__(self, x, k):
        _checked(self, k)
        h = x @ take(self.hidden.W, np.s_[:, :k]) + take(self.hidden.b, np.s_[:k])
        return h @ take(self.out.W, np.s_[:k]) + self.out.b


@mistake(
    "DynamicWidth",
    hint="A width out of range is not refused. A slice that reaches too far raises nothing by itself.",
)
class NothingRefused(DynamicWidth):
    def __call__(self, x, k):
        return super().__call__(x, min(max(k, 1), self.max_width))


@mistake(
    "DynamicWidth",
    hint="Your result is enlarged when few units are used, as in dropout. Here the first k units alone are the network.",
)
class ScaledUp(DynamicWidth):
    def __call__(self, x, k):
        return super().__call__(x, k) * (self.max_width / k)


@mistake(
    "DynamicWidth",
    hint="The cut is made for good: units that one call leaves out are gone for later ones.",
)
class CutsForGood(DynamicWidth):
    def __call__(self, x, k):
        _checked(self, k)
        self.hidden.W.data[:, k:] = 0
        self.hidden.b.data[k:] = 0
        self.out.W.data[k:] = 0
        return self.out(tanh(self.hidden(x)))


@variant("DynamicWidth", "all units, and zeros for those behind the first k")
class Masked(DynamicWidth):
    def __call__(self, x, k):
        if k < 1 or k > self.max_width:
            raise ValueError("no such width")
        mask = (np.arange(self.max_width) < k).astype(float)
        return self.out(tanh(self.hidden(x)) * mask)


@variant("DynamicWidth", "the hidden sums are cut, with a list of numbers")
class CutLater(DynamicWidth):
    def __call__(self, x, k):
        if k not in range(1, self.max_width + 1):
            raise ValueError
        units = list(range(k))
        h = tanh(take(self.hidden(Variable(x)), (slice(None), units)))
        return self.out.b + h @ take(self.out.W, units)
