"""What learners believe of a dense layer as a link: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _fill(link, W, b):
    link.W = Variable(W, name="W")
    link.b = None if b is None else Variable(b, name="b")


@mistake(
    "Linear",
    hint="Your W and b are plain arrays. What is to be learned has to be a `Variable`.",
)
class PlainArrays(Linear):
    def __init__(self, n_in, n_out, rng, nobias=False, dtype=float):
        self.W = (rng.normal(size=(n_in, n_out)) / np.sqrt(n_in)).astype(dtype)
        self.b = None if nobias else np.zeros(n_out, dtype)

    def __call__(self, x):
        y = (x if isinstance(x, Variable) else Variable(x)) @ self.W
        return y if self.b is None else y + self.b


@mistake(
    "Linear",
    hint="You divide by n_in. Its square root was asked for: the spread of the outputs shall be that of the inputs.",
)
class DividesByN(Linear):
    def __init__(self, n_in, n_out, rng, nobias=False, dtype=float):
        W = (rng.normal(size=(n_in, n_out)) / n_in).astype(dtype)
        _fill(self, W, None if nobias else np.zeros(n_out, dtype))


@mistake("Linear", hint="You divide by the root of n_out. What adds up in a sum are the inputs.")
class DividesByOutputs(Linear):
    def __init__(self, n_in, n_out, rng, nobias=False, dtype=float):
        W = (rng.normal(size=(n_in, n_out)) / np.sqrt(n_out)).astype(dtype)
        _fill(self, W, None if nobias else np.zeros(n_out, dtype))


@mistake(
    "Linear",
    hint="You draw from a generator of your own. Then every layer of the model gets the same numbers: take the one that is passed in.",
)
class OwnGenerator(Linear):
    def __init__(self, n_in, n_out, rng, nobias=False, dtype=float):
        super().__init__(n_in, n_out, np.random.default_rng(0), nobias, dtype)


@mistake("Linear", hint="Your bias is drawn from the generator, too. It begins with zeros.")
class RandomBias(Linear):
    def __init__(self, n_in, n_out, rng, nobias=False, dtype=float):
        W = (rng.normal(size=(n_in, n_out)) / np.sqrt(n_in)).astype(dtype)
        _fill(self, W, None if nobias else rng.normal(size=n_out).astype(dtype))


@mistake(
    "Linear",
    hint="`nobias` has no effect in your version: there is a bias all the same.",
)
class AlwaysBias(Linear):
    def __init__(self, n_in, n_out, rng, nobias=False, dtype=float):
        super().__init__(n_in, n_out, rng, False, dtype)


@mistake(
    "Linear",
    hint="Without a bias you keep a parameter of zeros. It would be learned like any other, and so be a bias. `b` shall be None.",
)
class ZeroBiasStays(Linear):
    def __init__(self, n_in, n_out, rng, nobias=False, dtype=float):
        W = (rng.normal(size=(n_in, n_out)) / np.sqrt(n_in)).astype(dtype)
        _fill(self, W, np.zeros(n_out, dtype))
        self.nobias = nobias

    def __call__(self, x):
        y = x @ self.W
        return y if self.nobias else y + self.b


@mistake("Linear", hint="`dtype` has no effect in your version: everything is float64.")
class AlwaysDouble(Linear):
    def __init__(self, n_in, n_out, rng, nobias=False, dtype=float):
        super().__init__(n_in, n_out, rng, nobias)


@mistake(
    "Linear",
    hint="You convert W first and divide then, by a float64 of NumPy's. Look at the dtype that W has now.",
)
class DividesAfterwards(Linear):
    def __init__(self, n_in, n_out, rng, nobias=False, dtype=float):
        W = rng.normal(size=(n_in, n_out)).astype(dtype) / np.sqrt(n_in)
        _fill(self, W, None if nobias else np.zeros(n_out, dtype))


@mistake("Linear", hint="W gets the dtype, and the bias is float64: their sum is float64 again.")
class DoubleBias(Linear):
    def __init__(self, n_in, n_out, rng, nobias=False, dtype=float):
        W = (rng.normal(size=(n_in, n_out)) / np.sqrt(n_in)).astype(dtype)
        _fill(self, W, None if nobias else np.zeros(n_out))


@mistake(
    "Linear",
    hint="You calculate with `.data`. Numbers without their history have no way back: W and b get no gradient.",
)
class LosesTheTape(Linear):
    def __call__(self, x):
        x = x.data if isinstance(x, Variable) else x
        y = x @ self.W.data
        return Variable(y if self.b is None else y + self.b.data)


@mistake(
    "Linear",
    hint="An `x` that is a Variable is unpacked, so the way back ends at your layer: nothing in front of it will learn.",
)
class CutsTheInput(Linear):
    def __call__(self, x):
        x = x.data if isinstance(x, Variable) else x
        return super().__call__(x)


@mistake(
    "Linear",
    hint="You make new variables in every call. Whoever holds the parameters holds others than those that were used.",
)
class NewVariablesEachCall(Linear):
    def __call__(self, x):
        y = x @ Variable(self.W.data)
        return y if self.b is None else y + Variable(self.b.data)


@mistake(
    "Linear",
    hint="Your W has the shape (n_out, n_in), as in Chainer and PyTorch. In this course it is (n_in, n_out), and y = x W.",
)
class Transposed(Linear):
    def __init__(self, n_in, n_out, rng, nobias=False, dtype=float):
        W = (rng.normal(size=(n_out, n_in)) / np.sqrt(n_in)).astype(dtype)
        _fill(self, W, None if nobias else np.zeros(n_out, dtype))


@mistake(
    "Linear", hint="Your bias has the shape (1, n_out). A row of numbers, (n_out,), was asked for."
)
class BiasAsMatrix(Linear):
    def __init__(self, n_in, n_out, rng, nobias=False, dtype=float):
        W = (rng.normal(size=(n_in, n_out)) / np.sqrt(n_in)).astype(dtype)
        _fill(self, W, None if nobias else np.zeros((1, n_out), dtype))


@mistake("Linear", hint="The bias is made, and never added.")
class BiasNotAdded(Linear):
    def __call__(self, x):
        return x @ self.W


@mistake(
    "Linear",
    hint="A ReLU is in your layer. A dense layer is x W + b, and the model adds what comes behind.",
)
class WithReLU(Linear):
    def __call__(self, x):
        return relu(super().__call__(x))


@mistake(
    "Linear",
    hint="b stands before W. Give W first: the order of assignment is the order of params().",
)
class BiasFirst(Linear):
    def __init__(self, n_in, n_out, rng, nobias=False, dtype=float):
        self.b = None if nobias else Variable(np.zeros(n_out, dtype))
        self.W = Variable((rng.normal(size=(n_in, n_out)) / np.sqrt(n_in)).astype(dtype))


@mistake(
    "Linear",
    hint="You round before you divide, and the division rounds once more. The dtype is right, and the last digits are not: convert at the very end.",
)
class RoundsTwice(Linear):
    def __init__(self, n_in, n_out, rng, nobias=False, dtype=float):
        W = rng.normal(size=(n_in, n_out)).astype(dtype)
        W /= np.sqrt(n_in)
        _fill(self, W, None if nobias else np.zeros(n_out, dtype))


@mistake(
    "Linear",
    hint="Your call clears the gradient of what comes in. Clearing is the business of whoever trains.",
)
class ClearsTheInput(Linear):
    def __call__(self, x):
        if hasattr(x, "cleargrad"):
            x.cleargrad()
        return super().__call__(x)


@variant("Linear", "add_param, standard_normal and a scale")
class WithAddParam(Link):
    def __init__(self, n_in, n_out, rng, nobias=False, dtype=float):
        super().__init__()
        self.nobias = nobias
        self.add_param("W", np.asarray(rng.standard_normal((n_in, n_out)) * n_in**-0.5, dtype))
        if nobias:
            self.b = None
        else:
            self.add_param("b", np.zeros((n_out,), dtype=dtype))

    def __call__(self, x):
        if not isinstance(x, Variable):
            x = Variable(x)
        if self.nobias:
            return x @ self.W
        y = x @ self.W
        y = y + self.b
        return y


@variant("Linear", "the spread handed to rng.normal, the bias added first")
class ScaleInTheDraw(Link):
    def __init__(self, n_in, n_out, rng, nobias=False, dtype=float):
        super().__init__()
        self.W = Variable(rng.normal(0, 1 / np.sqrt(n_in), (n_in, n_out)).astype(dtype))
        self.b = Variable(np.zeros(n_out).astype(dtype)) if not nobias else None

    def __call__(self, x):
        if self.b is not None:
            return self.b + x @ self.W
        return x @ self.W
