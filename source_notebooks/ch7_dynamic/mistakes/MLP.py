"""What learners believe of a chain of any depth: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _layers(sizes, rng, dtype=float, nobias=False):
    return [Linear(sizes[k], sizes[k + 1], rng, nobias, dtype) for k in range(len(sizes) - 1)]


@mistake("MLP", hint="There is a ReLU behind the last layer, too. Outputs may be negative.")
class ReLUAtTheEnd(MLP):
    def __call__(self, x):
        return relu(super().__call__(x))


@mistake("MLP", hint="There is no ReLU between the layers: together they are one linear map.")
class NoReLU(MLP):
    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


@mistake("MLP", hint="The ReLU stands in front of the layers, and so behind the input as well.")
class ReLUOnTheInput(MLP):
    def __call__(self, x):
        x = x if isinstance(x, Variable) else Variable(x)
        for layer in self.layers:
            x = layer(relu(x))
        return x


@mistake("MLP", hint="One layer is missing. How many pairs of neighbours are there in `sizes`?")
class OneLayerTooFew(MLP):
    def __init__(self, sizes, rng, dtype=float):
        self.layers = _layers(sizes[:-1] if len(sizes) > 2 else sizes, rng, dtype)


@mistake(
    "MLP",
    hint="The same layer stands in your list several times: it was made once, and the list multiplied.",
)
class SameLayerAgain(MLP):
    def __init__(self, sizes, rng, dtype=float):
        self.layers = _layers(sizes, rng, dtype)
        for k in range(1, len(self.layers)):
            if self.layers[k].W.shape == self.layers[k - 1].W.shape:
                self.layers[k] = self.layers[k - 1]
        self.layers = self.layers[:1] * (len(self.layers) - 1) + self.layers[-1:]


@mistake(
    "MLP",
    hint="Every layer has a generator of its own with the same seed. Use the one that is passed in, for all.",
)
class OwnGenerator(MLP):
    def __init__(self, sizes, rng, dtype=float):
        self.layers = [
            Linear(a, b, np.random.default_rng(0), dtype=dtype) for a, b in zip(sizes, sizes[1:])
        ]


@mistake(
    "MLP", hint="The layers are made from the back to the front. The draws then belong to others."
)
class FromTheBack(MLP):
    def __init__(self, sizes, rng, dtype=float):
        pairs = list(zip(sizes[:-1], sizes[1:]))
        self.layers = [Linear(a, b, rng, dtype=dtype) for a, b in reversed(pairs)][::-1]


@mistake("MLP", hint="Your layers have no biases.")
class NoBiases(MLP):
    def __init__(self, sizes, rng, dtype=float):
        self.layers = _layers(sizes, rng, dtype, nobias=True)


@mistake("MLP", hint="`dtype` does not reach the layers.")
class DtypeForgotten(MLP):
    def __init__(self, sizes, rng, dtype=float):
        self.layers = _layers(sizes, rng)


@mistake(
    "MLP",
    hint="The list belongs to the class: each new model puts its layers behind those of the ones before.",
)
class ListOfTheClass(MLP):
    layers = []

    def __init__(self, sizes, rng, dtype=float):
        self.layers += _layers(sizes, rng, dtype)


@mistake(
    "MLP",
    hint="Your layers are in a dictionary, where a chain does not look. It has no parameters.",
)
class InADictionary(MLP):
    def __init__(self, sizes, rng, dtype=float):
        self.layers = dict(enumerate(_layers(sizes, rng, dtype)))

    def __call__(self, x):
        for k in range(len(self.layers) - 1):
            x = relu(self.layers[k](x))
        return self.layers[len(self.layers) - 1](x)


@mistake(
    "MLP",
    hint="You remember at the beginning how many layers there are. Somebody may change the list later.",
)
class DepthOfTheBeginning(MLP):
    def __init__(self, sizes, rng, dtype=float):
        super().__init__(sizes, rng, dtype)
        self._steps = list(self.layers)

    def __call__(self, x):
        for layer in self._steps[:-1]:
            x = relu(layer(x))
        return self._steps[-1](x)


@mistake(
    "MLP",
    hint="The first layer is passed without a ReLU behind it, or only the first with one. A ReLU stands between *all* layers.",
)
class OneReLUOnly(MLP):
    def __call__(self, x):
        for k, layer in enumerate(self.layers):
            x = layer(x)
            if k == 0 and len(self.layers) > 1:
                x = relu(x)
        return x


@mistake("MLP", hint="You take sizes out of the caller's list. It shall stay as it was.")
class EatsTheSizes(MLP):
    def __init__(self, sizes, rng, dtype=float):
        self.layers = []
        sizes = sizes if isinstance(sizes, list) else list(sizes)
        while len(sizes) > 1:
            n_in = sizes.pop(0)
            self.layers.append(Linear(n_in, sizes[0], rng, dtype=dtype))


@mistake(
    "MLP",
    hint="You tell by the object which layer is the last, and the same one may stand in the list twice. Go by the place.",
)
class LastByIdentity(MLP):
    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
            if layer is not self.layers[-1]:
                x = relu(x)
        return x


@mistake(
    "MLP",
    hint="You remember which layer was the last at the beginning. The list may get longer or shorter.",
)
class LastOfTheBeginning(MLP):
    def __init__(self, sizes, rng, dtype=float):
        super().__init__(sizes, rng, dtype)
        self._last = self.layers[-1]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
            if layer is not self._last:
                x = relu(x)
        return x


@mistake(
    "MLP",
    hint="A Variable that comes in is wrapped or unpacked, so the way back ends there. Pass it on as it is.",
)
class CutsTheInput(MLP):
    def __call__(self, x):
        return super().__call__(Variable(x.data) if isinstance(x, Variable) else x)


@variant("MLP", "an index, and a question whether it is the last layer")
class ByIndex(Chain):
    def __init__(self, sizes, rng, dtype=float):
        super().__init__()
        self.sizes = list(sizes)
        self.layers = []
        for k in range(len(sizes) - 1):
            self.layers.append(Linear(sizes[k], sizes[k + 1], rng, dtype=dtype))

    def __call__(self, x):
        h = x
        for k, layer in enumerate(self.layers):
            h = layer(h)
            if k < len(self.layers) - 1:
                h = relu(h)
        return h


@variant("MLP", "the last layer taken apart with a star")
class WithAStar(Chain):
    def __init__(self, sizes, rng, dtype=float):
        super().__init__()
        self.layers = [Linear(a, b, rng, False, dtype) for a, b in zip(sizes, sizes[1:])]

    def __call__(self, x):
        *hidden, last = self.layers
        for layer in hidden:
            x = relu(layer(x))
        return last(x)
