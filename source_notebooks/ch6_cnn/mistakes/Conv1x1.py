"""What learners believe of a 1 × 1 convolution. `Conv1x1` here is the right one."""

import numpy as np

from autograder.mistakes import mistake, variant

Right = Conv1x1


def with_dx(change):
    def backward(self, dout):
        return change(self, Right.backward(self, dout), dout)

    return backward


def with_gradients(change):
    """Change dW and db after a right way back: change(self, dout) -> (dW, db)."""

    def backward(self, dout):
        dx = Right.backward(self, dout)
        self.dW, self.db = change(self, dout)
        return dx

    return backward


def layer(declare, name, hint, **methods):
    declare("Conv1x1", name=name, hint=hint)(type(name, (Right,), methods))


def forwards(change):
    def forward(self, x):
        self.x = x
        return change(self, x)

    return forward


layer(
    mistake,
    "no_bias",
    "The biases are left out.",
    forward=forwards(lambda self, x: np.einsum("fc,nchw->nfhw", self.W, x)),
)
layer(
    mistake,
    "bias_along_the_columns",
    "Your biases are added along the last axis, to columns of pixels. Each belongs to a filter.",
    forward=forwards(
        lambda self, x: np.einsum("fc,nchw->nfhw", self.W, x) + np.resize(self.b, x.shape[3])
    ),
)
layer(
    mistake,
    "one_bias_for_all",
    "All filters get the same bias. Each one has its own.",
    forward=forwards(lambda self, x: np.einsum("fc,nchw->nfhw", self.W, x) + self.b[0]),
)
layer(
    mistake,
    "channels_last",
    "The channels of your result stand last. Images are (N, F, H, W).",
    forward=forwards(lambda self, x: np.einsum("fc,nchw->nhwf", self.W, x) + self.b),
)
layer(
    mistake,
    "sides_swapped",
    "Height and width have changed sides.",
    forward=forwards(lambda self, x: np.einsum("fc,nchw->nfwh", self.W, x) + self.b[:, None, None]),
)
layer(
    mistake,
    "weights_transposed",
    "You use W the other way round; its rows are the filters.",
    forward=forwards(
        lambda self, x: (
            np.einsum("cf,nchw->nfhw", np.resize(self.W.T, self.W.T.shape), x)
            + self.b[:, None, None]
            if self.W.shape[0] != self.W.shape[1]
            else np.einsum("cf,nchw->nfhw", self.W, x) + self.b[:, None, None]
        )
    ),
)
layer(
    mistake,
    "channels_not_summed",
    "Each output takes one channel only; it is a sum over all of them.",
    forward=forwards(lambda self, x: self.W[None, :, :1, None] * x[:, :1] + self.b[:, None, None]),
)
layer(
    mistake,
    "mean_over_channels",
    "You take the mean over the channels; it is a sum.",
    forward=forwards(
        lambda self, x: np.einsum("fc,nchw->nfhw", self.W, x) / x.shape[1] + self.b[:, None, None]
    ),
)
layer(
    mistake,
    "reshaped_by_force",
    "You make rows of the image by reshape alone. The channels do not stand beside each other in memory.",
    forward=forwards(
        lambda self, x: (x.reshape(-1, x.shape[1]) @ self.W.T + self.b).reshape(
            len(x), len(self.W), *x.shape[2:]
        )
    ),
)
layer(
    mistake,
    "gradients_of_dx_from_transposed",
    "dx is made with dout and W, but its pixels have moved: height and width changed sides.",
    backward=with_dx(lambda self, dx, dout: dx.swapaxes(2, 3).reshape(dx.shape)),
)
layer(
    mistake,
    "upstream_ignored",
    "dx does not look at dout: you pass on W alone.",
    backward=with_dx(
        lambda self, dx, dout: np.broadcast_to(self.W.sum(axis=0)[:, None, None], dx.shape).copy()
    ),
)
layer(mistake, "dx_mean", "dx is divided by the number of filters; it is a sum over them.",
      backward=with_dx(lambda self, dx, dout: dx / dout.shape[1]))  # fmt: skip
layer(mistake, "dx_half_batch", "dx is divided by the batch. Whatever mean there is, is in dout already.",
      backward=with_dx(lambda self, dx, dout: dx / len(dx)))  # fmt: skip
layer(
    mistake, "dx_is_minus", "dx has the wrong sign.", backward=with_dx(lambda self, dx, dout: -dx)
)
layer(
    mistake,
    "means_over_the_batch",
    "dW and db are means over the samples. They are sums: a mean, if any, is in dout already.",
    backward=with_gradients(lambda self, dout: (self.dW / len(dout), self.db / len(dout))),
)
layer(
    mistake,
    "means_over_pixels",
    "dW and db are means over the pixels. They are sums.",
    backward=with_gradients(
        lambda self, dout: (
            self.dW / (dout.shape[2] * dout.shape[3]),
            self.db / (dout.shape[2] * dout.shape[3]),
        )
    ),
)
layer(
    mistake,
    "db_mean",
    "db is a mean; it is a sum over samples and pixels.",
    backward=with_gradients(lambda self, dout: (self.dW, dout.mean(axis=(0, 2, 3)))),
)
layer(
    mistake,
    "db_for_every_pixel",
    "db still has the pixels. One number for each filter: samples and pixels are summed over.",
    backward=with_gradients(lambda self, dout: (self.dW, dout.sum(axis=0))),
)
layer(
    mistake,
    "db_over_the_batch_only",
    "db sums over the samples and one side only.",
    backward=with_gradients(lambda self, dout: (self.dW, dout.sum(axis=(0, 2))[:, 0])),
)
layer(
    mistake,
    "db_over_channels",
    "db sums over the filters, too: one number for all.",
    backward=with_gradients(lambda self, dout: (self.dW, np.full(len(self.b), dout.sum()))),
)
layer(
    mistake,
    "dw_transposed",
    "dW has the shape (C, F); it has the shape of W.",
    backward=with_gradients(lambda self, dout: (self.dW.T.copy(), self.db)),
)
layer(
    mistake,
    "dw_first_sample",
    "dW looks at the first sample only.",
    backward=with_gradients(
        lambda self, dout: (np.einsum("fhw,chw->fc", dout[0], self.x[0]), self.db)
    ),
)
layer(
    mistake,
    "dw_of_sums",
    "dW multiplies sums. The products are made at each pixel, and summed after that.",
    backward=with_gradients(
        lambda self, dout: (np.outer(dout.sum(axis=(0, 2, 3)), self.x.sum(axis=(0, 2, 3))), self.db)
    ),
)
layer(
    mistake,
    "dw_with_weights",
    "dW is made with W. It is the product of dout and the *input*.",
    backward=with_gradients(lambda self, dout: (self.dW * self.W, self.db)),
)


@mistake("Conv1x1", hint="dW and db add up over the calls. Each backward makes new ones.")
class AddsUp(Right):
    def backward(self, dout):
        before = getattr(self, "dW", 0), getattr(self, "db", 0)
        dx = Right.backward(self, dout)
        self.dW, self.db = self.dW + before[0], self.db + before[1]
        return dx


@mistake(
    "Conv1x1",
    hint="dW and db are written into the same arrays every time; what was handed out changes.",
)
class SameArrays(Right):
    def backward(self, dout):
        old = getattr(self, "keep", None)
        dx = Right.backward(self, dout)
        if old is not None:
            old[0][...], old[1][...] = self.dW, self.db
            self.dW, self.db = old
        self.keep = self.dW, self.db
        return dx


@mistake("Conv1x1", hint="You copy W and b. What an optimizer does to them is not seen.")
class Copies(Right):
    def __init__(self, W, b):
        self.W, self.b = W.copy(), b.copy()


@mistake("Conv1x1", hint="The input of the first forward is kept for ever.")
class FirstInput(Right):
    def forward(self, x):
        first = getattr(self, "x", x)
        y = Right.forward(self, x)
        self.x = first
        return y

    def backward(self, dout):
        dx = np.einsum("fc,nfhw->nchw", self.W, dout)
        self.db = dout.sum(axis=(0, 2, 3))
        self.dW = np.tensordot(dout[: len(self.x)], self.x[: len(dout)], ([0], [0])).sum(
            axis=(1, 2, 4, 5)
        )
        return dx


@mistake("Conv1x1", hint="All your layers share one input, since it belongs to the class.")
class InputOfTheClass(Right):
    def forward(self, x):
        Right.forward(self, x)
        del self.x
        InputOfTheClass.x = x
        return np.einsum("fc,nchw->nfhw", self.W, x) + self.b[:, None, None]


@mistake("Conv1x1", hint="backward takes a step, too: it changes W and b.")
class TakesAStep(Right):
    def backward(self, dout):
        dx = Right.backward(self, dout)
        self.W -= 0.1 * self.dW
        self.b -= 0.1 * self.db
        return dx


@variant("Conv1x1", "with the brick for any window")
class WithConv:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.conv = Conv(self.W[:, :, None, None], self.b)
        return self.conv.forward(x)

    def backward(self, dout):
        dx = self.conv.backward(dout)
        self.dW, self.db = self.conv.dW[:, :, 0, 0], self.conv.db
        return dx


@variant("Conv1x1", "pixels as samples, and matrix products")
class PixelsAsSamples:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.shape = x.shape
        self.rows = x.transpose(0, 2, 3, 1).reshape(-1, x.shape[1])
        y = self.rows @ self.W.T + self.b
        return y.reshape(x.shape[0], *x.shape[2:], -1).transpose(0, 3, 1, 2)

    def backward(self, dout):
        d = dout.transpose(0, 2, 3, 1).reshape(-1, dout.shape[1])
        self.dW, self.db = d.T @ self.rows, d.sum(axis=0)
        N, C, H, W = self.shape
        return (d @ self.W).reshape(N, H, W, C).transpose(0, 3, 1, 2)
