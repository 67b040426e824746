"""What learners believe of a whole network. `SimpleConvNet` here is the right one."""

import numpy as np

from autograder.mistakes import mistake, variant

Right = SimpleConvNet


class Stack(Right):
    """The right network, made of pieces that a mistake can replace."""

    pad, between = 1, True

    def _layers(self):
        p = self.params
        return [
            Conv(p["W1"], p["b1"], pad=self.pad),
            ReLU(),
            MaxPool(2),
            Flatten(),
            Affine(p["W2"], p["b2"]),
            *([ReLU()] if self.between else []),
            Affine(p["W3"], p["b3"]),
        ]

    def _run(self, x):
        layers = self._layers()
        for layer in layers:
            x = layer.forward(x)
        return layers, x

    def _collect(self, layers):
        found = {}
        trained = [layer for layer in layers if hasattr(layer, "W")]
        for number, layer in zip("123", trained):
            found["W" + number], found["b" + number] = layer.dW, layer.db
        return found

    def predict(self, x):
        return self._run(x)[1]

    def gradient(self, x, t):
        layers, z = self._run(x)
        last = SoftmaxWithLoss()
        last.forward(z, t)
        dout = last.backward()
        for layer in reversed(layers):
            dout = layer.backward(dout)
        return self._collect(layers)


@mistake(
    "SimpleConvNet",
    hint="The convolution has no frame, so the images shrink before the pooling, and the dense layer's weights do not fit.",
)
class NoFrame(Stack):
    pad = 0


@mistake(
    "SimpleConvNet",
    hint="There is no ReLU between the two dense layers: two of them in a row are one.",
)
class NoReluBetween(Stack):
    between = False


@mistake(
    "SimpleConvNet",
    hint="predict gives probabilities. Scores are asked for: softmax belongs to the loss.",
)
class PredictsProbabilities(Stack):
    def predict(self, x):
        z = Stack.predict(self, x)
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def loss(self, x, t):
        return SoftmaxWithLoss().forward(Stack.predict(self, x), t)


@mistake(
    "SimpleConvNet",
    hint="Softmax is taken twice: in predict, and again in the loss.",
)
class SoftmaxTwice(PredictsProbabilities):
    def loss(self, x, t):
        return SoftmaxWithLoss().forward(self.predict(x), t)


@mistake(
    "SimpleConvNet",
    hint="predict gives the class with the highest score; the scores are asked for.",
)
class PredictsLabels(Stack):
    def predict(self, x):
        return Stack.predict(self, x).argmax(axis=1)

    def loss(self, x, t):
        return SoftmaxWithLoss().forward(Stack.predict(self, x), t)


@mistake("SimpleConvNet", hint="There is a ReLU behind the last layer, too. Scores may be below 0.")
class ReluOnTheScores(Stack):
    def _layers(self):
        return [*Stack._layers(self), ReLU()]


@mistake("SimpleConvNet", hint="The convolution has no ReLU behind it.")
class NoReluBehindTheConvolution(Stack):
    def _layers(self):
        layers = Stack._layers(self)
        return [layers[0], *layers[2:]]


@mistake(
    "SimpleConvNet",
    hint="You flatten images with the channels last; the weights expect them first.",
)
class FlattensChannelsLast(Stack):
    def _layers(self):
        class Other:
            def forward(self, x):
                self.shape = np.moveaxis(x, 1, 3).shape
                return np.moveaxis(x, 1, 3).reshape(len(x), -1)

            def backward(self, dout):
                return np.moveaxis(dout.reshape(self.shape), 3, 1)

        layers = Stack._layers(self)
        layers[3] = Other()
        return layers


@mistake(
    "SimpleConvNet",
    hint="The pooling takes means. The largest of each window is asked for.",
)
class MeanPooling(Stack):
    def _layers(self):
        class Mean:
            def forward(self, x):
                return x.reshape(*x.shape[:2], x.shape[2] // 2, 2, -1, 2).mean(axis=(3, 5))

            def backward(self, dout):
                return dout.repeat(2, axis=2).repeat(2, axis=3) / 4

        layers = Stack._layers(self)
        layers[2] = Mean()
        return layers


@mistake(
    "SimpleConvNet",
    hint="Your bricks are made once, in `__init__`, around the arrays of that moment. Arrays that are put into params later are never seen.",
)
class BricksOfTheBeginning(Stack):
    def __init__(self, params):
        self.params = params
        self.layers = Stack._layers(self)

    def _layers(self):
        return self.layers


@mistake(
    "SimpleConvNet",
    hint="You copy the parameters. Whoever trains the network changes the dict that you were given, and you do not notice.",
)
class CopiesTheParameters(Stack):
    def __init__(self, params):
        self.params = {key: value.copy() for key, value in params.items()}


@mistake(
    "SimpleConvNet",
    hint="You copy the dict. The arrays in it are the same, but an array that is replaced is not seen.",
)
class CopiesTheDict(Stack):
    def __init__(self, params):
        self.params = dict(params)


@mistake(
    "SimpleConvNet",
    hint="All your networks share the parameters of the last one that was made: they belong to the class.",
)
class ParametersOfTheClass(Stack):
    def __init__(self, params):
        ParametersOfTheClass.params = params


@mistake("SimpleConvNet", hint="Your loss is the sum over the batch; the mean is asked for.")
class SumOfTheLosses(Stack):
    def loss(self, x, t):
        return Stack.loss(self, x, t) * len(x)


@mistake("SimpleConvNet", hint="You return probabilities' mean error instead of the cross-entropy.")
class ShareOfMistakes(Stack):
    def loss(self, x, t):
        return float((self.predict(x).argmax(axis=1) != t).mean())


@mistake(
    "SimpleConvNet",
    hint="The gradients are sums over the batch, and the loss is a mean: divide by N, or rather leave it to SoftmaxWithLoss.",
)
class GradientsOfTheSum(Stack):
    def gradient(self, x, t):
        return {key: value * len(x) for key, value in Stack.gradient(self, x, t).items()}


@mistake(
    "SimpleConvNet", hint="You divide by the batch twice: SoftmaxWithLoss has done so already."
)
class DividedTwice(Stack):
    def gradient(self, x, t):
        return {key: value / len(x) for key, value in Stack.gradient(self, x, t).items()}


@mistake(
    "SimpleConvNet", hint="Your gradients point the other way: minus is the optimizer's matter."
)
class MinusTheGradient(Stack):
    def gradient(self, x, t):
        return {key: -value for key, value in Stack.gradient(self, x, t).items()}


@mistake(
    "SimpleConvNet",
    hint="The gradients of the biases are missing. Six keys are asked for.",
)
class WeightsOnly(Stack):
    def gradient(self, x, t):
        return {k: v for k, v in Stack.gradient(self, x, t).items() if k[0] == "W"}


@mistake(
    "SimpleConvNet",
    hint="Going back, you skip the ReLU between the dense layers: what it cut off must stay cut off.",
)
class SkipsAReluOnTheWayBack(Stack):
    def gradient(self, x, t):
        layers, z = self._run(x)
        last = SoftmaxWithLoss()
        last.forward(z, t)
        dout = last.backward()
        for place in (6, 4, 3, 2, 1, 0):
            dout = layers[place].backward(dout)
        return self._collect(layers)


@mistake(
    "SimpleConvNet",
    hint="You go back from the scores themselves, not from what SoftmaxWithLoss gives on its way back.",
)
class BackFromTheScores(Stack):
    def gradient(self, x, t):
        layers, dout = self._run(x)
        for layer in reversed(layers):
            dout = layer.backward(dout)
        return self._collect(layers)


@mistake(
    "SimpleConvNet",
    hint="gradient uses the batch of the last predict or loss, if there was one, and not the one that it is given.",
)
class StaleBatch(Stack):
    def predict(self, x):
        self.seen = x
        return Stack.predict(self, x)

    def gradient(self, x, t):
        x = (
            self.seen
            if getattr(self, "seen", x).shape[1:] == x.shape[1:]
            and len(getattr(self, "seen", x)) >= len(t)
            else x
        )
        return Stack.gradient(self, x[: len(t)], t)


@mistake(
    "SimpleConvNet",
    hint="Your gradients add up over the calls. Every call gives the gradient of its own batch.",
)
class AddsUp(Stack):
    def gradient(self, x, t):
        found = Stack.gradient(self, x, t)
        before = getattr(self, "total", None)
        if before is not None:
            found = {key: found[key] + before[key] for key in found}
        self.total = found
        return found


@mistake(
    "SimpleConvNet",
    hint="You hand out the same arrays every time, and overwrite them with the next call.",
)
class SameArraysEveryTime(Stack):
    def gradient(self, x, t):
        found = Stack.gradient(self, x, t)
        if not hasattr(self, "out"):
            self.out = {key: np.empty_like(value) for key, value in found.items()}
        for key, value in found.items():
            self.out[key][...] = value
        return self.out


@mistake("SimpleConvNet", hint="gradient takes a step, too. That is the optimizer's matter.")
class TakesAStep(Stack):
    def gradient(self, x, t):
        found = Stack.gradient(self, x, t)
        for key in found:
            self.params[key] -= 0.1 * found[key]
        return found


@mistake(
    "SimpleConvNet",
    hint="Two of your gradients stand under each other's key: W2 belongs to the first dense layer, W3 to the second.",
)
class KeysSwapped(Stack):
    def gradient(self, x, t):
        found = Stack.gradient(self, x, t)
        found["b2"], found["b3"] = found["b3"], found["b2"]
        found["W2"], found["W3"] = found["W3"], found["W2"]
        return found


@mistake(
    "SimpleConvNet", hint="Everything becomes float64 in your network; float32 is to stay float32."
)
class AlwaysFloat64(Stack):
    def predict(self, x):
        return Stack.predict(self, x.astype(float))

    def gradient(self, x, t):
        return {k: v.astype(float) for k, v in Stack.gradient(self, x, t).items()}


@variant("SimpleConvNet", "ReLU and pooling in the other order, which gives the same")
class PoolsFirst(Stack):
    def _layers(self):
        layers = Stack._layers(self)
        return [layers[0], layers[2], layers[1], *layers[3:]]


@variant("SimpleConvNet", "all in one method, with reshape instead of Flatten")
class InOnePiece:
    def __init__(self, params):
        self.params = params

    def _pass(self, x):
        p = self.params
        a, r, m = Conv(p["W1"], p["b1"], 1, 1), ReLU(), MaxPool(2)
        h = m.forward(r.forward(a.forward(x)))
        b, s, c = Affine(p["W2"], p["b2"]), ReLU(), Affine(p["W3"], p["b3"])
        z = c.forward(s.forward(b.forward(h.reshape(h.shape[0], -1))))
        return z, h.shape, (a, r, m, b, s, c)

    def predict(self, x):
        return self._pass(x)[0]

    def loss(self, x, t):
        return SoftmaxWithLoss().forward(self.predict(x), t)

    def gradient(self, x, t):
        z, shape, (a, r, m, b, s, c) = self._pass(x)
        end = SoftmaxWithLoss()
        end.forward(z, t)
        d = b.backward(s.backward(c.backward(end.backward())))
        a.backward(r.backward(m.backward(d.reshape(shape))))
        return dict(W1=a.dW, b1=a.db, W2=b.dW, b2=b.db, W3=c.dW, b3=c.db)
