"""What learners believe of MatMul, ReLU and Sum."""

import numpy as np

from autograder.mistakes import mistake, variant


class Product(Function):
    def forward(self, x, W):
        return x @ W


class Bend(Function):
    def forward(self, x):
        return np.maximum(x, 0)


class Total(Function):
    def forward(self, x):
        return x.sum()


@mistake(
    "network_functions",
    binds="MatMul",
    hint="You multiply as if it were element by element, or forget to transpose: the shapes do not fit. dout is (N, K), and x needs (N, D).",
)
class NotTransposed(Product):
    def backward(self, dout):
        x, W = self.inputs
        return dout @ W.data, x.data @ dout


@mistake(
    "network_functions",
    binds="MatMul",
    hint="Your two gradients come in the wrong order: first that of x, then that of W.",
)
class WrongOrder(Product):
    def backward(self, dout):
        x, W = self.inputs
        return x.data.T @ dout, dout @ W.data.T


@mistake(
    "network_functions",
    binds="MatMul",
    hint="The gradient of W is divided by the number of rows. The mean is the loss's matter: here the rows are added up.",
)
class MeanOverTheRows(Product):
    def backward(self, dout):
        x, W = self.inputs
        return dout @ W.data.T, x.data.T @ dout / len(dout)


@mistake(
    "network_functions",
    binds="MatMul",
    hint="The gradient of W does not know what came from behind.",
)
class UpstreamForgotten(Product):
    def backward(self, dout):
        x, W = self.inputs
        return dout @ W.data.T, x.data.T @ np.ones_like(dout)


@mistake(
    "network_functions",
    binds="ReLU",
    hint="At exactly 0 your gate is open. The text says: the slope there is 0.",
)
class OpenAtZero(Bend):
    def backward(self, dout):
        (x,) = self.inputs
        return (dout * (x.data >= 0),)


@mistake(
    "network_functions",
    binds="ReLU",
    hint="Your gates ask for the sign of dout. They were set on the way there, by x.",
)
class MaskOnTheUpstream(Bend):
    def backward(self, dout):
        return (dout * (dout > 0),)


@mistake(
    "network_functions",
    binds="ReLU",
    hint="dout is written into. Others hold the same array: make a new one.",
)
class WritesIntoDout(Bend):
    def backward(self, dout):
        (x,) = self.inputs
        dout[x.data <= 0] = 0
        return (dout,)


@mistake(
    "network_functions",
    binds="ReLU",
    hint="On the way there the input is written into: negative numbers are overwritten by 0 in somebody else's array.",
)
class WritesIntoX(Function):
    def forward(self, x):
        self.open = x > 0
        x[...] = np.maximum(x, 0)
        return x

    def backward(self, dout):
        return (dout * self.open,)


@mistake(
    "network_functions",
    binds="ReLU",
    hint="You give the slope alone, 0 or 1. What comes from behind is to be multiplied in.",
)
class SlopeAlone(Bend):
    def backward(self, dout):
        (x,) = self.inputs
        return ((x.data > 0) * np.ones_like(dout),)


@mistake(
    "network_functions",
    binds="Sum",
    hint="The gradient has the shape of dout, a single number. Every element of x wants one of its own.",
)
class ScalarGradient(Total):
    def backward(self, dout):
        return (dout,)


@mistake(
    "network_functions",
    binds="Sum",
    hint="Each element gets its share of dout. But one more in any element is a whole one more in the sum.",
)
class SharesOut(Total):
    def backward(self, dout):
        (x,) = self.inputs
        return (np.ones_like(x.data) * dout / x.data.size,)


@mistake(
    "network_functions",
    binds="Sum",
    hint="The gradient is 1 everywhere, whatever comes from behind.",
)
class OnesOnly(Total):
    def backward(self, dout):
        (x,) = self.inputs
        return (np.ones_like(x.data),)


@mistake(
    "network_functions",
    binds="Sum",
    hint="You sum along the first axis only. All elements are to be added, to a single number.",
)
class FirstAxisOnly(Function):
    def forward(self, x):
        return x.sum(axis=0)

    def backward(self, dout):
        (x,) = self.inputs
        return (np.ones_like(x.data) * dout,)


@mistake(
    "network_functions",
    binds="Sum",
    hint="The gradient is float64 whatever came in. `np.ones` without more makes float64; the dtype of x is asked for.",
)
class AlwaysFloat64(Total):
    def backward(self, dout):
        (x,) = self.inputs
        return (np.ones(x.data.shape) * dout,)


@variant(
    "network_functions",
    "np.where, np.dot, np.full_like, remembering by itself",
    binds=("MatMul", "ReLU", "Sum"),
)
def with_memory():
    class MatMul(Function):
        def forward(self, x, W):
            self.x, self.W = x, W
            return np.dot(x, W)

        def backward(self, dout):
            return [np.dot(dout, self.W.transpose()), np.dot(self.x.transpose(), dout)]

    class ReLU(Function):
        def forward(self, x):
            self.mask = x > 0
            return np.where(self.mask, x, np.zeros_like(x))

        def backward(self, dout):
            return (np.where(self.mask, dout, np.zeros_like(dout)),)

    class Sum(Function):
        def forward(self, x):
            self.like = x
            return np.sum(x)

        def backward(self, dout):
            return (np.full_like(self.like, dout),)

    return MatMul, ReLU, Sum


@variant("network_functions", "einsum, a product with the mask, broadcast_to", binds=("MatMul", "ReLU", "Sum"))
def with_einsum():
    class MatMul(Product):
        def backward(self, dout):
            x, W = (v.data for v in self.inputs)
            return np.einsum("nk,dk->nd", dout, W), np.einsum("nd,nk->dk", x, dout)

    class ReLU(Function):
        def forward(self, x):
            return x * (x > 0)

        def backward(self, dout):
            return (dout * (self.inputs[0].data > 0).astype(dout.dtype),)

    class Sum(Total):
        def backward(self, dout):
            return (np.broadcast_to(dout, self.inputs[0].data.shape),)

    return MatMul, ReLU, Sum
