"""What learners believe of a network that knows its slopes. `TwoLayerNet` here is the right one."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "TwoLayerNet",
    hint="The way back meets the layers in the order of the way there: the ReLU's gates are applied to the wrong slopes, or not at all.",
)
class GatesAreMissing(TwoLayerNet):
    def gradient(self, X, t):
        self.loss(X, t)
        self.first.backward(self.second.backward(self.last.backward()))
        return {
            "W1": self.first.dW,
            "b1": self.first.db,
            "W2": self.second.dW,
            "b2": self.second.db,
        }


@mistake(
    "TwoLayerNet",
    hint="`gradient` does not go there before it goes back: its layers still remember an earlier batch.",
)
class StaleMemory(TwoLayerNet):
    def gradient(self, X, t):
        if not hasattr(self, "went"):
            self.loss(X, t)
            self.went = True
        elif len(X) != len(self.last.p):
            self.loss(X, t)
        self.first.backward(self.relu.backward(self.second.backward(self.last.backward())))
        return {
            "W1": self.first.dW,
            "b1": self.first.db,
            "W2": self.second.dW,
            "b2": self.second.db,
        }


@mistake(
    "TwoLayerNet",
    hint="You hand out one dictionary of arrays and write the next gradient into it: what somebody got earlier changes.",
)
class SameArraysAgain(TwoLayerNet):
    def gradient(self, X, t):
        new = super().gradient(X, t)
        if not hasattr(self, "kept"):
            self.kept = new
        for key in new:
            self.kept[key][...] = new[key]
        return self.kept


@mistake(
    "TwoLayerNet",
    hint="Your layers work with copies of the parameters. Whoever changes the arrays in `params` changes nothing for them.",
)
class LayersWithCopies(TwoLayerNet):
    def __init__(self, n_in, n_hidden, n_out, rng, std=0.01):
        super().__init__(n_in, n_hidden, n_out, rng, std)
        p = {key: array.copy() for key, array in self.params.items()}
        self.first, self.second = Affine(p["W1"], p["b1"]), Affine(p["W2"], p["b2"])


@mistake(
    "TwoLayerNet",
    hint="Only your weights are seen when they are changed in place; your biases are copies, or were taken out once and for all.",
)
class BiasesAreCopies(TwoLayerNet):
    def __init__(self, n_in, n_hidden, n_out, rng, std=0.01):
        super().__init__(n_in, n_hidden, n_out, rng, std)
        p = self.params
        self.first, self.second = Affine(p["W1"], p["b1"] + 0), Affine(p["W2"], p["b2"] + 0)


@mistake(
    "TwoLayerNet",
    hint="Your network steps by itself while it is asked for its gradient: `params` changes.",
)
class StepsByItself(TwoLayerNet):
    def gradient(self, X, t):
        gradient = super().gradient(X, t)
        for key in gradient:
            self.params[key] -= 0.1 * gradient[key]
        return gradient


@mistake(
    "TwoLayerNet", hint="`gradient` puts the slopes into `params`, in place of the parameters."
)
class GradientIsParams(TwoLayerNet):
    def gradient(self, X, t):
        gradient = super().gradient(X, t)
        for key in gradient:
            self.params[key][...] = gradient[key]
        return self.params


@mistake(
    "TwoLayerNet",
    hint="Your gradient is found by wiggling, and it shows from the eighth digit on. One way there and one way back is exact.",
)
class ByWiggling(TwoLayerNet):
    def gradient(self, X, t):
        p = self.params

        def loss(key, array):
            q = {**p, key: array}
            h = np.maximum(0, X @ q["W1"] + q["b1"])
            return float(SoftmaxWithLoss().forward(h @ q["W2"] + q["b2"], t))

        return {key: numerical_gradient(lambda a, k=key: loss(k, a), p[key]) for key in p}


@mistake("TwoLayerNet", hint="The names of the two layers' slopes are mixed up.")
class NamesMixedUp(TwoLayerNet):
    def gradient(self, X, t):
        g = super().gradient(X, t)
        return {"W1": g["W2"], "b1": g["b2"], "W2": g["W1"], "b2": g["b1"]}


@mistake("TwoLayerNet", hint="The biases are missing in your gradient.")
class WeightsOnly(TwoLayerNet):
    def gradient(self, X, t):
        g = super().gradient(X, t)
        return {"W1": g["W1"], "W2": g["W2"]}


@mistake(
    "TwoLayerNet", hint="The names in your gradient begin with a d. They are those of `params`."
)
class OtherNames(TwoLayerNet):
    def gradient(self, X, t):
        return {"d" + key: array for key, array in super().gradient(X, t).items()}


@mistake(
    "TwoLayerNet",
    hint="Your slopes are divided by the number of samples once more. The mean is in the loss already.",
)
class AnotherMean(TwoLayerNet):
    def gradient(self, X, t):
        return {key: array / len(X) for key, array in super().gradient(X, t).items()}


@mistake(
    "TwoLayerNet",
    hint="Your gradient says the way down. It is the slope, the way up; whoever steps, subtracts it.",
)
class SignTurned(TwoLayerNet):
    def gradient(self, X, t):
        return {key: -array for key, array in super().gradient(X, t).items()}


@mistake(
    "TwoLayerNet", hint="`predict` gives probabilities. The scores before softmax were asked for."
)
class PredictsProbabilities(TwoLayerNet):
    def predict(self, X):
        return softmax(super().predict(X))

    def loss(self, X, t):
        return self.last.forward(TwoLayerNet.predict(self, X), t)


@mistake("TwoLayerNet", hint="`predict` gives class numbers. The scores were asked for.")
class PredictsClasses(TwoLayerNet):
    def predict(self, X):
        return super().predict(X).argmax(axis=1)

    def loss(self, X, t):
        return self.last.forward(TwoLayerNet.predict(self, X), t)


@mistake(
    "TwoLayerNet",
    hint="A softmax before the loss: it is taken twice, since the last layer has one already.",
)
class SoftmaxTwice(TwoLayerNet):
    def loss(self, X, t):
        return self.last.forward(softmax(self.predict(X)), t)


@mistake("TwoLayerNet", hint="The output goes through a ReLU, too. Scores may be negative.")
class BendsTheOutput(TwoLayerNet):
    def predict(self, X):
        self.outer = ReLU()
        return self.outer.forward(super().predict(X))

    def gradient(self, X, t):
        self.loss(X, t)
        dz = self.outer.backward(self.last.backward())
        self.first.backward(self.relu.backward(self.second.backward(dz)))
        return {
            "W1": self.first.dW,
            "b1": self.first.db,
            "W2": self.second.dW,
            "b2": self.second.db,
        }


@mistake("TwoLayerNet", hint="Nothing is bent in your network: two affine layers in a row are one.")
class WithoutReLU(TwoLayerNet):
    def predict(self, X):
        return self.second.forward(self.first.forward(X))

    def gradient(self, X, t):
        self.loss(X, t)
        self.first.backward(self.second.backward(self.last.backward()))
        return {
            "W1": self.first.dW,
            "b1": self.first.db,
            "W2": self.second.dW,
            "b2": self.second.db,
        }


@mistake("TwoLayerNet", hint="Your hidden layer is bent by a sigmoid. This network has a ReLU.")
class BendsBySigmoid(TwoLayerNet):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.relu = Sigmoid()


def _drawn(draw):
    """Make a class whose parameters are drawn by `draw(n_in, n_hidden, n_out, rng, std)`."""

    class Drawn(TwoLayerNet):
        def __init__(self, n_in, n_hidden, n_out, rng, std=0.01):
            super().__init__(n_in, n_hidden, n_out, np.random.default_rng(0), 0)
            W1, b1, W2, b2 = draw(n_in, n_hidden, n_out, rng, std)
            self.params = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
            self.first, self.second = Affine(W1, b1), Affine(W2, b2)

    return Drawn


_WRONG = {
    "standard_deviation_one": (
        "Your weights are drawn with a standard deviation of 1: `std` has no part in it.",
        lambda i, h, o, r, s: (
            r.normal(size=(i, h)),
            np.zeros(h),
            r.normal(size=(h, o)),
            np.zeros(o),
        ),
    ),
    "always_a_hundredth": (
        "Your weights always have the standard deviation 0.01, whatever `std` says.",
        lambda i, h, o, r, s: (
            r.normal(0, 0.01, size=(i, h)),
            np.zeros(h),
            r.normal(0, 0.01, size=(h, o)),
            np.zeros(o),
        ),
    ),
    "drawn_in_the_other_order": (
        "W2 is drawn before W1: the same numbers land in other places.",
        lambda i, h, o, r, s: (
            lambda W2: (r.normal(0, s, size=(i, h)), np.zeros(h), W2, np.zeros(o))
        )(r.normal(0, s, size=(h, o))),
    ),
    "biases_are_drawn": (
        "Your biases are drawn as well. They begin at zero, and nothing else is drawn.",
        lambda i, h, o, r, s: (
            r.normal(0, s, size=(i, h)),
            r.normal(0, s, size=h),
            r.normal(0, s, size=(h, o)),
            r.normal(0, s, size=o),
        ),
    ),
    "own_generator": (
        "You make a generator of your own, and ignore the one that is handed in.",
        lambda i, h, o, r, s: (
            lambda g: (
                g.normal(0, s, size=(i, h)),
                np.zeros(h),
                g.normal(0, s, size=(h, o)),
                np.zeros(o),
            )
        )(np.random.default_rng(1)),
    ),
    "same_generator_twice": (
        "Both matrices are drawn from the beginning of the same generator. It moves on from one draw to the next.",
        lambda i, h, o, r, s: (
            lambda g: (
                g.normal(0, s, size=(i, h)),
                np.zeros(h),
                r.normal(0, s, size=(h, o)),
                np.zeros(o),
            )
        )(__import__("copy").deepcopy(r)),
    ),
    "uniform_draws": (
        "Your weights come from a uniform distribution. `rng.normal` draws from the bell curve.",
        lambda i, h, o, r, s: (
            r.uniform(-s, s, size=(i, h)),
            np.zeros(h),
            r.uniform(-s, s, size=(h, o)),
            np.zeros(o),
        ),
    ),
    "integer_biases": (
        "Your biases are whole numbers: no step in place of 0.1 can be taken with them.",
        lambda i, h, o, r, s: (
            r.normal(0, s, size=(i, h)),
            np.zeros(h, dtype=int),
            r.normal(0, s, size=(h, o)),
            np.zeros(o, dtype=int),
        ),
    ),
}
for _name, (_hint, _draw) in _WRONG.items():
    mistake("TwoLayerNet", name=_name, hint=_hint)(_drawn(_draw))


@mistake(
    "TwoLayerNet",
    hint="All your networks share one dictionary of parameters: it belongs to the class, or is made once.",
)
class SharedParams(TwoLayerNet):
    shared = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.shared.update(self.params)
        self.params = self.shared

    def predict(self, X):
        p = self.params
        self.first, self.second = Affine(p["W1"], p["b1"]), Affine(p["W2"], p["b2"])
        return super().predict(X)


@variant("TwoLayerNet", "layers are made anew for each call")
class FreshLayers:
    def __init__(self, n_in, n_hidden, n_out, rng, std=0.01):
        W1 = rng.normal(0, std, size=(n_in, n_hidden))
        W2 = rng.normal(0, std, size=(n_hidden, n_out))
        self.params = dict(b2=np.zeros(n_out), W2=W2, b1=np.zeros(n_hidden), W1=W1)

    def layers(self):
        p = self.params
        return [Affine(p["W1"], p["b1"]), ReLU(), Affine(p["W2"], p["b2"])]

    def predict(self, X):
        for layer in self.layers():
            X = layer.forward(X)
        return X

    def loss(self, X, t):
        return SoftmaxWithLoss().forward(self.predict(X), t)

    def gradient(self, X, t):
        layers, last = self.layers(), SoftmaxWithLoss()
        for layer in layers:
            X = layer.forward(X)
        last.forward(X, t)
        dout = last.backward()
        for layer in reversed(layers):
            dout = layer.backward(dout)
        first, _, second = layers
        return {"W1": first.dW, "b1": first.db, "W2": second.dW, "b2": second.db}


@variant("TwoLayerNet", "in one piece, without layers")
class InOnePiece(TwoLayerNet):
    def predict(self, X):
        p = self.params
        return np.maximum(0, X @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]

    def loss(self, X, t):
        labels = t if t.ndim == 1 else t.argmax(axis=1)
        return softmax_cross_entropy(self.predict(X), labels)

    def gradient(self, X, t):
        p = self.params
        a = X @ p["W1"] + p["b1"]
        h = np.where(a > 0, a, 0)
        wanted = np.eye(len(p["b2"]))[t] if t.ndim == 1 else t
        dz = (softmax(h @ p["W2"] + p["b2"]) - wanted) / len(X)
        da = (dz @ p["W2"].T) * (a > 0)
        return {"b1": da.sum(axis=0), "W1": X.T @ da, "b2": dz.sum(axis=0), "W2": h.T @ dz}
