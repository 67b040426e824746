"""What learners believe in exercise `Conv2D`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant

_Right = Conv2D


def _wrong(hint):
    return mistake("Conv2D", hint=hint)


@_wrong(
    "The table of the first image is kept for ever: gradients belong to the most recent forward."
)
class stale_table(_Right):
    def forward(self, x):
        out, col, shape = (
            super().forward(x),
            getattr(self, "first", self.__dict__["col"]),
            self.x_shape,
        )
        self.first, self.shape = col, getattr(self, "shape", shape)
        return out

    def backward(self, dout):
        if self.first.shape[0] != self.col.shape[0]:
            return super().backward(dout)[:, :, ::-1]
        self.col = self.first
        return super().backward(dout)


@_wrong("What forward keeps for backward is shared by all layers. Each layer needs its own.")
class shared_table(_Right):
    kept: dict = {}  # noqa: RUF012 (the mistake itself)

    def forward(self, x):
        out = super().forward(x)
        self.kept.update(col=self.col, x_shape=self.x_shape)
        return out

    def backward(self, dout):
        self.__dict__.update(self.kept)
        try:
            return super().backward(dout)
        except ValueError:
            self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)
            return np.zeros(self.x_shape)


@_wrong("db is a mean over images and places. Gradients of what is used many times are sums.")
class mean_db(_Right):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = dout.mean(axis=(0, 2, 3))
        return dx


@_wrong(
    "dW and db are divided by the number of images. The mean over the batch is the loss's business."
)
class divides_by_n(_Right):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dW, self.db = self.dW / len(dout), self.db / len(dout)
        return dx


@_wrong("Your db adds up along the wrong axes. There is one number for each filter.")
class db_of_the_wrong_axis(_Right):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = (
            dout.sum(axis=(1, 2, 3)) if len(dout) != dout.shape[1] else dout.sum(axis=(0, 2, 3))
        )
        return dx


@_wrong("db is one number for all filters together. Each filter has its own.")
class db_of_all_filters(_Right):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = np.full_like(self.b, dout.sum())
        return dx


@_wrong(
    "Your db sums over the images only: it is an image for each filter. Places are to be summed, too."
)
class db_keeps_the_places(_Right):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = dout.sum(axis=0)
        return dx


@_wrong(
    "After the product you reshape to (N, F, OH, OW) at once. A reshape moves no number past another: first split the long axis, then change the order."
)
class reshapes_without_transpose(_Right):
    def forward(self, x):
        out = super().forward(x)
        N, F, OH, OW = out.shape
        return out.transpose(0, 2, 3, 1).reshape(N, F, OH, OW)


@_wrong(
    "Forward is right. Backward, you lay `dout` flat without changing the order of its axes first: its numbers meet the wrong patches."
)
class flattens_dout_without_transpose(_Right):
    def backward(self, dout):
        N, F, OH, OW = dout.shape
        return super().backward(dout.reshape(N, OH, OW, F).transpose(0, 3, 1, 2))


@_wrong("Height and width of the result have changed places.")
class turned_result(_Right):
    def forward(self, x):
        return super().forward(x).transpose(0, 1, 3, 2)

    def backward(self, dout):
        return super().backward(dout.transpose(0, 1, 3, 2))


@_wrong("The filters stand last in your result: (N, OH, OW, F). They come right after the images.")
class filters_last(_Right):
    def forward(self, x):
        return super().forward(x).transpose(0, 2, 3, 1)

    def backward(self, dout):
        return super().backward(dout.transpose(0, 3, 1, 2))


@_wrong("The kernels are turned by 180°. Nothing is turned in this course.")
class flipped(_Right):
    def forward(self, x):
        kept, self.W = self.W, np.ascontiguousarray(self.W[:, :, ::-1, ::-1])
        out = super().forward(x)
        self.W = kept
        return out

    def backward(self, dout):
        kept, self.W = self.W, np.ascontiguousarray(self.W[:, :, ::-1, ::-1])
        dx = super().backward(dout)
        self.W, self.dW = kept, self.dW[:, :, ::-1, ::-1]
        return dx


@_wrong("The gradients are added to those of the call before. Each backward sets them anew.")
class gradients_pile_up(_Right):
    def backward(self, dout):
        before = getattr(self, "dW", 0), getattr(self, "db", 0)
        dx = super().backward(dout)
        self.dW, self.db = self.dW + before[0], self.db + before[1]
        return dx


@_wrong("backward changes W and b: it takes a step. Steps are the optimizer's business.")
class backward_takes_a_step(_Right):
    def backward(self, dout):
        dx = super().backward(dout)
        self.W, self.b = self.W - 0.01 * self.dW, self.b - 0.01 * self.db
        return dx


@_wrong("The stride is forgotten, in both directions of the computation.")
class ignores_the_stride(_Right):
    def __init__(self, W, b, stride=1, pad=0):
        super().__init__(W, b, 1, pad)


@_wrong("The padding is forgotten, in both directions of the computation.")
class ignores_the_padding(_Right):
    def __init__(self, W, b, stride=1, pad=0):
        super().__init__(W, b, stride, 0)


@_wrong(
    "dx still has the padding, or has been cut in the wrong place: it must have the shape of x."
)
class dx_keeps_the_padding(_Right):
    def backward(self, dout):
        dx = super().backward(dout)
        return np.pad(dx, ((0, 0), (0, 0), (self.pad,) * 2, (self.pad,) * 2))


@_wrong(
    "Forward is right, but on the way back the windows stand side by side: the stride is missing there."
)
class stride_missing_backward(_Right):
    def backward(self, dout):
        right = super().backward(dout)
        if self.stride == 1:
            return right
        N, F, OH, OW = dout.shape
        grad = (dout.transpose(0, 2, 3, 1).reshape(-1, F) @ self.W.reshape(F, -1)).reshape(
            N, OH, OW, *self.W.shape[1:]
        )
        dx = np.zeros(
            (N, right.shape[1], right.shape[2] + 2 * self.pad, right.shape[3] + 2 * self.pad)
        )
        for i, j in np.ndindex(OH, OW):
            dx[:, :, i : i + self.W.shape[2], j : j + self.W.shape[3]] += grad[:, i, j]
        return dx[:, :, self.pad : self.pad + right.shape[2], self.pad : self.pad + right.shape[3]]


@_wrong("The upstream gradient is ignored: you act as if every number of it were 1.")
class ignores_dout(_Right):
    def backward(self, dout):
        return super().backward(np.ones_like(dout))


@_wrong(
    "The filters are laid flat once, when the layer is made. Others may put new arrays into W afterwards."
)
class remembers_the_first_filters(_Right):
    def __init__(self, W, b, stride=1, pad=0):
        super().__init__(W, b, stride, pad)
        self.kept = W, b

    def forward(self, x):
        now = self.W, self.b
        self.W, self.b = self.kept
        out = super().forward(x)
        self.W, self.b = now
        return out


@_wrong("The bias is left out.")
class no_bias(_Right):
    def forward(self, x):
        return super().forward(x) - self.b[:, None, None].astype(self.W.dtype)


@_wrong("dW comes back as a flat table. It has the shape of W.")
class flat_dw(_Right):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = self.dW.reshape(len(self.W), -1)
        return dx


@_wrong(
    "backward returns dx, dW and db together. It returns dx, and puts the other two into attributes."
)
class returns_all_three(_Right):
    def backward(self, dout):
        dx = super().backward(dout)
        return dx, self.dW, self.db


@_wrong("backward returns dx but sets no dW and no db.")
class sets_nothing(_Right):
    def backward(self, dout):
        dx = super().backward(dout)
        del self.dW, self.db
        return dx


@_wrong(
    "Somewhere float32 becomes float64, and everything after it: twice the memory, half the speed."
)
class always_float64(_Right):
    def forward(self, x):
        return super().forward(x.astype(float))

    def backward(self, dout):
        return super().backward(dout.astype(float))


@_wrong(
    "dx is that of the table alone: windows that overlap overwrite each other instead of adding up."
)
class overlaps_overwrite(_Right):
    def backward(self, dout):
        super().backward(dout)
        F, _, KH, KW = self.W.shape
        grad = dout.transpose(0, 2, 3, 1).reshape(-1, F) @ self.W.reshape(F, -1)
        (N, C, H, W), p, s = self.x_shape, self.pad, self.stride
        dx, rows = np.zeros((N, C, H + 2 * p, W + 2 * p), grad.dtype), iter(grad)
        for n, i, j in np.ndindex(N, *dout.shape[2:]):
            dx[n, :, i * s : i * s + KH, j * s : j * s + KW] = next(rows).reshape(C, KH, KW)
        return dx[:, :, p : p + H, p : p + W]


@_wrong("One array is used for all results: a later forward changes what an earlier one gave.")
class reuses_its_result(_Right):
    def forward(self, x):
        out = super().forward(x)
        size = out.size
        if (
            getattr(self, "room", None) is None
            or self.room.dtype != out.dtype
            or self.room.size < size
        ):
            self.room = np.empty(max(size, 500), out.dtype)
        self.room[:size] = out.ravel()
        return self.room[:size].reshape(out.shape)


@variant("Conv2D", "loops over images and places, no table")
class by_loops:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def windows(self, out):
        s, (KH, KW) = self.stride, self.W.shape[2:]
        for i, j in np.ndindex(*out.shape[2:]):
            yield (
                i,
                j,
                (slice(None), slice(None), slice(i * s, i * s + KH), slice(j * s, j * s + KW)),
            )

    def forward(self, x):
        p = self.pad
        self.padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        (KH, KW), kind = self.W.shape[2:], np.result_type(x, self.W, self.b)
        H, W = self.padded.shape[2:]
        out = np.empty(
            (len(x), len(self.W), (H - KH) // self.stride + 1, (W - KW) // self.stride + 1), kind
        )
        for i, j, where in self.windows(out):
            out[:, :, i, j] = (
                np.tensordot(self.padded[where], self.W, ((1, 2, 3), (1, 2, 3))) + self.b
            )
        return out

    def backward(self, dout):
        dx = np.zeros(self.padded.shape, np.result_type(dout, self.W))
        self.dW, self.db = np.zeros_like(self.W), dout.sum(axis=(0, 2, 3))
        for i, j, where in self.windows(dout):
            self.dW += np.tensordot(dout[:, :, i, j], self.padded[where], (0, 0))
            dx[where] += np.tensordot(dout[:, :, i, j], self.W, (1, 0))
        p = self.pad
        return dx[:, :, p : dx.shape[2] - p, p : dx.shape[3] - p]


@variant("Conv2D", "the table with patches first, as in the book")
class as_in_the_book:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def forward(self, x):
        self.x, (F, _, KH, KW) = x, self.W.shape
        OH, OW = (
            conv_out(x.shape[2 + a], self.W.shape[2 + a], self.stride, self.pad) for a in (0, 1)
        )
        self.table, self.flat = im2col(x, KH, KW, self.stride, self.pad), self.W.reshape(F, -1).T
        out = np.dot(self.table, self.flat) + self.b
        return out.reshape(len(x), OH, OW, -1).transpose(0, 3, 1, 2)

    def backward(self, dout):
        F, C, KH, KW = self.W.shape
        dout = dout.transpose(0, 2, 3, 1).reshape(-1, F)
        self.db = np.sum(dout, axis=0)
        self.dW = np.dot(self.table.T, dout).T.reshape(F, C, KH, KW)
        return col2im(np.dot(dout, self.flat.T), self.x.shape, KH, KW, self.stride, self.pad)
