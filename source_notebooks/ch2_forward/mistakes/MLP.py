"""What learners believe of a network of any size. `MLP` here is the right one, to be changed in one point."""

import numpy as np

from autograder.mistakes import mistake, variant


class Wrong(MLP):
    """Take the weights of `drawn`, and everything else from the right network."""

    def __init__(self, sizes, rng, activation=np.tanh):
        self.W, self.b = [], []
        self.activation = activation
        for D, K in zip(sizes, sizes[1:]):
            W, b = self.drawn(rng, D, K)
            self.W.append(W)
            self.b.append(b)


@mistake(
    "MLP",
    hint="Your lists belong to the class, so all networks share them, and each new one adds to the others. What belongs to one network is made in `__init__`.",
)
class ListsOfTheClass:
    W, b = [], []

    def __init__(self, sizes, rng, activation=np.tanh):
        self.activation = activation
        for D, K in zip(sizes, sizes[1:]):
            self.W.append(rng.normal(0, np.sqrt(1 / D), size=(D, K)))
            self.b.append(np.zeros(K))

    def __call__(self, X):
        return MLP.__call__(self, X)


@mistake("MLP", hint="You make a generator of your own and ignore the one that is handed in.")
class OwnGenerator(Wrong):
    def __init__(self, sizes, rng, activation=np.tanh):
        super().__init__(sizes, np.random.default_rng(0), activation)

    def drawn(self, rng, D, K):
        return rng.normal(0, np.sqrt(1 / D), size=(D, K)), np.zeros(K)


@mistake(
    "MLP",
    hint="All your weights are 0. Then all neurons of a layer say the same, whatever comes in: draw them.",
)
class Zeros(Wrong):
    def drawn(self, rng, D, K):
        return np.zeros((D, K)), np.zeros(K)


@mistake(
    "MLP",
    hint="Your weights are drawn with a standard deviation of 1. How large should it be for D inputs?",
)
class StandardDeviationOne(Wrong):
    def drawn(self, rng, D, K):
        return rng.normal(size=(D, K)), np.zeros(K)


@mistake(
    "MLP",
    hint="The size of your weights depends on the number of *outputs* of a layer. What is added up in a neuron are its inputs.",
)
class FanOut(Wrong):
    def drawn(self, rng, D, K):
        return rng.normal(0, np.sqrt(1 / K), size=(D, K)), np.zeros(K)


@mistake("MLP", hint="1 / D is the variance. `rng.normal` wants the standard deviation, its root.")
class VarianceForDeviation(Wrong):
    def drawn(self, rng, D, K):
        return rng.normal(0, 1 / D, size=(D, K)), np.zeros(K)


@mistake("MLP", hint="√(2 / D) suits another activation; here the standard deviation is √(1 / D).")
class HeInitialisation(Wrong):
    def drawn(self, rng, D, K):
        return rng.normal(0, np.sqrt(2 / D), size=(D, K)), np.zeros(K)


@mistake(
    "MLP",
    hint="The size of your weights depends on the inputs of the *network*. Each layer has its own number of inputs.",
)
class InputsOfTheNetwork(MLP):
    def __init__(self, sizes, rng, activation=np.tanh):
        self.activation = activation
        self.b = [np.zeros(K) for K in sizes[1:]]
        self.W = [
            rng.normal(0, np.sqrt(1 / sizes[0]), size=(D, K)) for D, K in zip(sizes, sizes[1:])
        ]


@mistake(
    "MLP",
    hint="Your weights come from a uniform distribution. `rng.normal` draws from the bell curve.",
)
class UniformDraws(Wrong):
    def drawn(self, rng, D, K):
        return rng.uniform(-1, 1, size=(D, K)) * np.sqrt(1 / D), np.zeros(K)


@mistake(
    "MLP",
    hint="Your matrices are drawn as (K, D) and turned round: the numbers land in other places.",
)
class DrawnTransposed(Wrong):
    def drawn(self, rng, D, K):
        return rng.normal(0, np.sqrt(1 / D), size=(K, D)).T, np.zeros(K)


@mistake(
    "MLP", hint="Your biases are drawn as well. They begin at zero, and nothing else is drawn."
)
class DrawnBiases(Wrong):
    def drawn(self, rng, D, K):
        return rng.normal(0, np.sqrt(1 / D), size=(D, K)), rng.normal(0, np.sqrt(1 / D), size=K)


@mistake("MLP", hint="Your biases begin at one. They begin at zero.")
class BiasesOfOne(Wrong):
    def drawn(self, rng, D, K):
        return rng.normal(0, np.sqrt(1 / D), size=(D, K)), np.ones(K)


@mistake(
    "MLP",
    hint="A layer's biases have one number for each neuron, K. Yours have one for each input, D.",
)
class BiasForEachInput(Wrong):
    def drawn(self, rng, D, K):
        return rng.normal(0, np.sqrt(1 / D), size=(D, K)), np.zeros(D)


@mistake(
    "MLP",
    hint="Your biases are integers, because zeros were wanted. They are floats like all parameters.",
)
class IntegerBiases(Wrong):
    def drawn(self, rng, D, K):
        return rng.normal(0, np.sqrt(1 / D), size=(D, K)), np.zeros(K, dtype=int)


@mistake(
    "MLP",
    hint="Your biases have shape (1, K), so that a single sample comes out as a batch. They have one axis: (K,).",
)
class BiasesInARow(Wrong):
    def drawn(self, rng, D, K):
        return rng.normal(0, np.sqrt(1 / D), size=(D, K)), np.zeros((1, K))


@mistake("MLP", hint="Your draws begin with the last layer. They go from the first to the last.")
class DrawnFromTheEnd(MLP):
    def __init__(self, sizes, rng, activation=np.tanh):
        pairs = list(zip(sizes, sizes[1:]))
        self.W = [rng.normal(0, np.sqrt(1 / D), size=(D, K)) for D, K in reversed(pairs)][::-1]
        self.b = [np.zeros(K) for K in sizes[1:]]
        self.activation = activation


@mistake(
    "MLP",
    hint="The output is bent as well. The activation stands *between* layers; the scores are free.",
)
class BendsTheOutput(MLP):
    def __call__(self, X):
        return self.activation(super().__call__(X))


@mistake("MLP", hint="Nothing is bent in your forward pass. What happened to the activation?")
class NothingIsBent(MLP):
    def __call__(self, X):
        for W, b in zip(self.W, self.b):
            X = dense(X, W, b)
        return X


@mistake("MLP", hint="Your network always bends by tanh, whatever activation it was made with.")
class AlwaysTanh(MLP):
    def __init__(self, sizes, rng, activation=np.tanh):
        super().__init__(sizes, rng, np.tanh)


@mistake("MLP", hint="The biases take no part in your forward pass.")
class BiasesAreForgotten(MLP):
    def __call__(self, X):
        for W in self.W[:-1]:
            X = self.activation(X @ W)
        return X @ self.W[-1]


@mistake("MLP", hint="The output layer has biases, too: yours are forgotten.")
class LastBiasesAreForgotten(MLP):
    def __call__(self, X):
        return super().__call__(X) - self.b[-1]


@mistake(
    "MLP",
    hint="In your layers the bias comes after the bending. The whole sum is bent, bias included.",
)
class BiasAfterBending(MLP):
    def __call__(self, X):
        for W, b in zip(self.W[:-1], self.b[:-1]):
            X = self.activation(X @ W) + b
        return dense(X, self.W[-1], self.b[-1])


@mistake("MLP", hint="Your loop stops one layer too early: the output layer is never reached.")
class LastLayerIsMissing(MLP):
    def __call__(self, X):
        for W, b in zip(self.W[:-1], self.b[:-1]):
            X = self.activation(dense(X, W, b))
        return X


@mistake("MLP", hint="The inputs are bent before the first layer. They go in as they are.")
class BendsTheInput(MLP):
    def __call__(self, X):
        return super().__call__(self.activation(X))


@mistake(
    "MLP",
    hint="Your forward pass draws new weights each time. A network keeps its weights until someone changes them.",
)
class DrawsAtEachCall(MLP):
    def __init__(self, sizes, rng, activation=np.tanh):
        super().__init__(sizes, rng, activation)
        self.rng = rng

    def __call__(self, X):
        self.W = [self.rng.normal(0, np.sqrt(1 / len(W)), size=W.shape) for W in self.W]
        return super().__call__(X)


@mistake(
    "MLP",
    hint="Whoever puts other lists into `W` and `b` is ignored: your network computes with copies that it made at the beginning.",
)
class KeepsItsOwnCopies(MLP):
    def __init__(self, sizes, rng, activation=np.tanh):
        super().__init__(sizes, rng, activation)
        self.layers = list(zip(self.W, self.b))

    def __call__(self, X):
        for W, b in self.layers[:-1]:
            X = self.activation(dense(X, W, b))
        return dense(X, *self.layers[-1])


@mistake(
    "MLP",
    hint="A call of your network adds to its own biases, so that the second call gives something else.",
)
class CallsLeaveTraces(MLP):
    def __call__(self, X):
        for i, (W, b) in enumerate(zip(self.W, self.b)):
            b += X @ W if X.ndim == 1 else (X @ W)[0]
            X = X @ W + b if i == len(self.W) - 1 else self.activation(X @ W + b)
        return X


@mistake("MLP", hint="A single sample comes back as a batch of one. A row in, a row out.")
class OneSampleIsABatch(MLP):
    def __call__(self, X):
        return super().__call__(np.atleast_2d(X))


@mistake(
    "MLP",
    hint="You recognise the last layer by its array. One array may stand in the list several times; a place in a list is known by its number.",
)
class LastLayerByIdentity(MLP):
    def __call__(self, X):
        for W, b in zip(self.W, self.b):
            X = dense(X, W, b)
            if W is not self.W[-1]:
                X = self.activation(X)
        return X


@mistake(
    "MLP",
    hint="You recognise the last layer by its width. A hidden layer may be as wide as the output: count layers, do not measure them.",
)
class LastLayerByWidth(MLP):
    def __call__(self, X):
        for W, b in zip(self.W, self.b):
            X = dense(X, W, b)
            if len(b) != len(self.b[-1]):
                X = self.activation(X)
        return X


@mistake(
    "MLP",
    hint="At its first call your network puts its weights aside, and whoever replaces them later is not heard. Read `W` and `b` at each call.",
)
class PutsWeightsAside(MLP):
    def __call__(self, X):
        if not hasattr(self, "aside"):
            self.aside = self.W, self.b
        for W, b in zip(*self.aside):
            X = dense(X, W, b)
            if b is not self.aside[1][-1]:
                X = self.activation(X)
        return X


@mistake(
    "MLP",
    hint="Your network looks for new weights, but not for new biases: whoever replaces `b` alone is not heard.",
)
class HearsOfWeightsOnly(MLP):
    known = None

    def __call__(self, X):
        if self.known is not self.W:
            self.known, self.pairs = self.W, list(zip(self.W, self.b))
        for W, b in self.pairs[:-1]:
            X = self.activation(dense(X, W, b))
        return dense(X, *self.pairs[-1])


@mistake(
    "MLP",
    hint="The activation belongs to the class (or is a global name), so that all networks bend as the one that was made last. What belongs to one network goes into `self`.",
)
class OneActivationForAll(MLP):
    def __init__(self, sizes, rng, activation=np.tanh):
        super().__init__(sizes, rng)
        type(self).bend = staticmethod(activation)

    def __call__(self, X):
        for W, b in zip(self.W[:-1], self.b[:-1]):
            X = self.bend(dense(X, W, b))
        return dense(X, self.W[-1], self.b[-1])


@mistake(
    "MLP",
    hint="A batch of one sample loses its first axis on the way. It is still a batch: a table of one row.",
)
class OneRowIsNoBatch(MLP):
    def __call__(self, X):
        return super().__call__(X[0] if X.ndim == 2 and len(X) == 1 else X)


@variant(
    "MLP", "an index, standard normal draws, and the activation where it is not the last layer"
)
class ByIndex:
    def __init__(self, sizes, rng, activation=np.tanh):
        self.count = len(sizes) - 1
        self.f = activation
        self.W = [
            rng.standard_normal((sizes[i], sizes[i + 1])) / np.sqrt(sizes[i])
            for i in range(self.count)
        ]
        self.b = [np.zeros(sizes[i + 1]) for i in range(self.count)]

    def __call__(self, X):
        for i in range(len(self.W)):
            X = X @ self.W[i] + self.b[i]
            if i < len(self.W) - 1:
                X = self.f(X)
        return X


@variant("MLP", "the forward pass by recursion")
class ByRecursion(MLP):
    def __call__(self, X):
        return self.behind(X, 0)

    def behind(self, h, layer):
        z = dense(h, self.W[layer], self.b[layer])
        return z if layer == len(self.W) - 1 else self.behind(self.activation(z), layer + 1)
