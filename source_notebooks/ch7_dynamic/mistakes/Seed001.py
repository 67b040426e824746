"""What learners believe of the tutorial's network as a chain: wrong answers, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _links(model, W1, W2, nobias=True, dtype=None):
    for name, W in (("l1", W1), ("l2", W2)):
        link = Linear(*W.shape, np.random.default_rng(0), nobias=nobias, dtype=dtype or W.dtype)
        link.W.data[...] = W
        setattr(model, name, link)


@mistake(
    "Seed001",
    hint="The caller's own array is your parameter now. Training the model changes it: copy the numbers.",
)
class KeepsTheCallersArrays(Seed001):
    def __init__(self, W1, W2):
        _links(self, W1, W2)
        self.l1.W.data, self.l2.W.data = W1, W2


@mistake(
    "Seed001",
    hint="A `Variable` of a float array keeps that very array. The caller's weights are trained with it.",
)
class WrapsTheCallersArrays(Seed001):
    def __init__(self, W1, W2):
        _links(self, W1, W2)
        self.l1.W, self.l2.W = Variable(W1), Variable(W2)


@mistake("Seed001", hint="Your links have biases. The tutorial's network has none.")
class WithBiases(Seed001):
    def __init__(self, W1, W2):
        _links(self, W1, W2, nobias=False)


@mistake(
    "Seed001", hint="Your model is float64, whatever comes in. The tutorial computes in float32."
)
class AlwaysDouble(Seed001):
    def __init__(self, W1, W2):
        _links(self, W1, W2, dtype="float64")


@mistake("Seed001", hint="Your model is float32, whatever comes in. Take the dtype of the weights.")
class AlwaysSingle(Seed001):
    def __init__(self, W1, W2):
        _links(self, W1, W2, dtype="float32")


@mistake(
    "Seed001",
    hint="The numbers of W1 and W2 never reach the links: they still hold what they drew.",
)
class KeepsTheDraw(Seed001):
    def __init__(self, W1, W2):
        rng = np.random.default_rng(0)
        self.l1 = Linear(*W1.shape, rng, nobias=True, dtype=W1.dtype)
        self.l2 = Linear(*W2.shape, rng, nobias=True, dtype=W2.dtype)


@mistake("Seed001", hint="There is no ReLU between the two links, so they are one linear map.")
class NoReLU(Seed001):
    def __call__(self, x):
        h = self.l1(x)
        return self.l2(h)


@mistake(
    "Seed001", hint="A ReLU at the end cuts off all negative outputs. The tutorial has none there."
)
class ReLUAtTheEnd(Seed001):
    def __call__(self, x):
        return relu(super().__call__(x))


@mistake("Seed001", hint="The ReLU stands in front of the first link. It belongs between the two.")
class ReLUInFront(Seed001):
    def __call__(self, x):
        x = x if isinstance(x, Variable) else Variable(x)
        return self.l2(self.l1(relu(x)))


@mistake(
    "Seed001",
    hint="You calculate with NumPy and wrap the result. A result without a history has no way back.",
)
class LosesTheTape(Seed001):
    def __call__(self, x):
        return Variable(np.maximum(x @ self.l1.W.data, 0) @ self.l2.W.data)


@mistake(
    "Seed001",
    hint="Your weights are plain arrays in the links. Then the model has no parameters at all.",
)
class PlainArrays(Seed001):
    def __init__(self, W1, W2):
        _links(self, W1, W2)
        self.l1.W, self.l2.W = W1.copy(), W2.copy()

    def __call__(self, x):
        x = x if isinstance(x, Variable) else Variable(x)
        return self.l2(relu(self.l1(x)))


@mistake("Seed001", hint="l1 and l2 have changed places in `params()`. l1 is assigned first.")
class SecondFirst(Seed001):
    def __init__(self, W1, W2):
        self.l2 = Linear(*W2.shape, np.random.default_rng(0), nobias=True, dtype=W2.dtype)
        _links(self, W1, W2)


@mistake(
    "Seed001",
    hint="The links belong to the class: a second model takes over those of the first.",
)
class LinksOfTheClass(Seed001):
    l1 = l2 = None

    def __init__(self, W1, W2):
        _links(LinksOfTheClass, W1, W2)

    def params(self):
        return [self.l1.W, self.l2.W]


@mistake(
    "Seed001",
    hint="A Variable that comes in is wrapped or unpacked, so the way back ends there. Pass it on as it is.",
)
class CutsTheInput(Seed001):
    def __call__(self, x):
        return super().__call__(Variable(x.data) if isinstance(x, Variable) else x)


@variant("Seed001", "new variables, made from copies")
class WithVariables(Chain):
    def __init__(self, W1, W2):
        super().__init__()
        (n_in, n_hidden), n_out = W1.shape, W2.shape[1]
        rng = np.random.default_rng(12)
        self.l1 = Linear(n_in, n_hidden, rng, True)
        self.l1.W = Variable(W1.copy(), name="W1")
        self.l2 = Linear(n_hidden, n_out, rng, True)
        self.l2.W = Variable(np.array(W2), name="W2")

    def __call__(self, x):
        h = self.l1(x)
        h_r = relu(h)
        return self.l2(h_r)


@variant("Seed001", "other arrays put into the variables, in a loop")
class WithCopies(Chain):
    def __init__(self, W1, W2):
        super().__init__()
        for name, W in zip(("l1", "l2"), (W1, W2)):
            link = Linear(
                W.shape[0], W.shape[1], np.random.default_rng(), nobias=True, dtype=W.dtype
            )
            link.W.data = W.copy()
            setattr(self, name, link)

    def __call__(self, x):
        if not isinstance(x, Variable):
            x = Variable(x)
        return self.l2(relu(self.l1(x)))
