"""What learners believe in exercise `series`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant

_Conv, _Pool = Conv1D, MaxPool1D


def _conv(hint):
    return mistake("series", binds="Conv1D", hint=hint)


def _pool(hint):
    return mistake("series", binds="MaxPool1D", hint=hint)


class _Plain:
    """A convolution by loops over the kernel; subclasses do one thing in another way."""

    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def frame(self, x):
        return np.pad(x, ((0, 0), (0, 0), (self.pad, self.pad)))

    def cuts(self, OL):
        return [np.s_[:, :, k : k + self.stride * OL : self.stride] for k in range(self.W.shape[2])]

    def forward(self, x):
        self.padded, self.length = self.frame(x), x.shape[2]
        OL = (self.padded.shape[2] - self.W.shape[2]) // self.stride + 1
        out = np.zeros((len(x), len(self.W), OL)) + self.b[:, None]
        for k, cut in enumerate(self.cuts(OL)):
            out += np.einsum("ncl,fc->nfl", self.padded[cut], self.W[:, :, k])
        return out

    def backward(self, dout):
        dx, self.dW = np.zeros(self.padded.shape), np.zeros(self.W.shape)
        self.db = dout.sum(axis=(0, 2))
        for k, cut in enumerate(self.cuts(dout.shape[2])):
            self.dW[:, :, k] = np.einsum("nfl,ncl->fc", dout, self.padded[cut])
            dx[cut] += np.einsum("nfl,fc->ncl", dout, self.W[:, :, k])
        return dx[:, :, self.pad : self.pad + self.length]


@_conv("The kernel is turned round in time. Its first number meets the first sample of the window.")
class turned_in_time(_Plain):
    def forward(self, x):
        kept, self.W = self.W, self.W[:, :, ::-1]
        out = super().forward(x)
        self.W = kept
        return out


@_conv("Time and channels have changed places: x is (N, C, L), channels before samples.")
class channels_last(_Plain):
    def forward(self, x):
        if x.shape[2] != self.W.shape[1]:
            raise ValueError("channels do not match")
        return super().forward(x.transpose(0, 2, 1))


@_conv("The result has its filters last: (N, OL, F). They come right after the series.")
class filters_last(_Plain):
    def forward(self, x):
        return super().forward(x).transpose(0, 2, 1)

    def backward(self, dout):
        return super().backward(dout.transpose(0, 2, 1))


@_conv("Only the first channel is heard. All channels are added up.")
class first_channel_only(_Plain):
    def frame(self, x):
        x = super().frame(x)
        return x * (np.arange(x.shape[1]) == 0)[:, None]


@_conv("Your result keeps the channels apart. A filter adds all of them up into one number.")
class channels_not_summed(_Plain):
    def forward(self, x):
        super().forward(x)
        parts = [
            _Plain(self.W[:, c : c + 1], self.b, self.stride, self.pad).forward(x[:, c : c + 1])
            for c in range(x.shape[1])
        ]
        return np.concatenate(parts, axis=1)

    def backward(self, dout):
        return super().backward(dout[:, : len(self.W)])


@_conv(
    "The padding went above and below the series as well: an image of height 1 has become higher. Only the ends of a series are padded."
)
class padded_in_two_dimensions(_Plain):
    def forward(self, x):
        out = super().forward(x)
        if self.pad == 0:
            return out
        rows = np.zeros((*out.shape[:2], 1 + 2 * self.pad, out.shape[2])) + self.b[:, None, None]
        rows[:, :, self.pad] = out
        return rows

    def backward(self, dout):
        return super().backward(dout if dout.ndim == 3 else dout[:, :, self.pad])


@_conv("One window too few: the last place is missing.")
class last_place_missing(_Plain):
    def forward(self, x):
        return super().forward(x)[
            :, :, : max(self.length + 2 * self.pad - self.W.shape[2], 1) // self.stride
        ]


@_conv("Your zeros stand at the beginning only.")
class pads_the_beginning(_Plain):
    def frame(self, x):
        return np.pad(x, ((0, 0), (0, 0), (2 * self.pad, 0)))


@_conv("The padding is forgotten.")
class ignores_the_padding(_Plain):
    def __init__(self, W, b, stride=1, pad=0):
        super().__init__(W, b, stride)


@_conv("The stride is forgotten.")
class ignores_the_stride(_Plain):
    def __init__(self, W, b, stride=1, pad=0):
        super().__init__(W, b, 1, pad)


@_conv("The gradient of x still has the padding at its ends.")
class dx_keeps_the_padding(_Plain):
    def backward(self, dout):
        dx = super().backward(dout)
        return np.pad(dx, ((0, 0), (0, 0), (self.pad, self.pad)))


@_conv("With padding 0 your gradient is empty: a slice that ends at −0 ends at 0.")
class minus_nothing(_Plain):
    def backward(self, dout):
        dx = super().backward(dout)
        return dx if self.pad else dx[:, :, 0:-0]


@_conv("dW has the shape of an image's filters, with an axis of length 1. It has the shape of W.")
class dw_of_an_image(_Plain):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = self.dW[:, :, None]
        return dx


@_conv("dW and db are means over the series. They are sums.")
class means_over_the_batch(_Plain):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dW, self.db = self.dW / len(dout), self.db / len(dout)
        return dx


@_conv("db is summed over the series only, or over the wrong axis. One number for each filter.")
class db_keeps_time(_Plain):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = dout.sum(axis=0)
        return dx


@_conv("dW and db add up over several calls of backward. Each call sets them anew.")
class gradients_pile_up(_Plain):
    def backward(self, dout):
        before = getattr(self, "dW", 0), getattr(self, "db", 0)
        dx = super().backward(dout)
        self.dW, self.db = self.dW + before[0], self.db + before[1]
        return dx


@_conv("The layer works with the filters it was made with. Others may put new ones into W and b.")
class remembers_the_first_filters(_Plain):
    def __init__(self, W, b, stride=1, pad=0):
        super().__init__(W, b, stride, pad)
        self.first = W.copy(), b.copy()

    def forward(self, x):
        now = self.W, self.b
        self.W, self.b = self.first
        out = super().forward(x)
        self.W, self.b = now
        return out


@_conv("Gradients that meet at a sample overwrite each other. They add up.")
class overlaps_overwrite(_Plain):
    def backward(self, dout):
        super().backward(dout)
        dx = np.zeros(self.padded.shape)
        for k, cut in enumerate(self.cuts(dout.shape[2])):
            dx[cut] = np.einsum("nfl,fc->ncl", dout, self.W[:, :, k])
        return dx[:, :, self.pad : self.pad + self.length]


class _PlainPool:
    def __init__(self, size, stride=None):
        self.size, self.stride = size, size if stride is None else stride

    def spans(self, L):
        return [(j, i) for j, i in enumerate(range(0, L - self.size + 1, self.stride))]

    def forward(self, x):
        self.x = x.copy()
        parts = [self.best(x[:, :, i : i + self.size]) for _, i in self.spans(x.shape[2])]
        return np.stack(parts, axis=2)

    def best(self, window):
        return window.max(axis=2)

    def winner(self, window):
        return np.arange(self.size) == window.argmax(axis=2)[:, :, None]

    def backward(self, dout):
        dx = np.zeros(self.x.shape)
        for j, i in self.spans(self.x.shape[2]):
            part = self.winner(self.x[:, :, i : i + self.size]) * dout[:, :, j, None]
            self.put(dx[:, :, i : i + self.size], part)
        return dx

    def put(self, place, part):
        place += part


@_pool("Where windows overlap, a later gradient takes the place of an earlier one. They add up.")
class pool_overlap_overwritten(_PlainPool):
    def put(self, place, part):
        place[...] = np.where(part != 0, part, place)


@_pool("All samples that are as large as the maximum get the gradient. Only the earliest may.")
class pool_gradient_to_all_ties(_PlainPool):
    def winner(self, window):
        return window == window.max(axis=2, keepdims=True)


@_pool("Of equally large samples your last one wins. It is the earliest.")
class pool_last_tie_wins(_PlainPool):
    def winner(self, window):
        return super().winner(window[:, :, ::-1])[:, :, ::-1]


@_pool("You pool over the channels. The windows lie along time, and each channel is for itself.")
class pools_the_channels(_PlainPool):
    def forward(self, x):
        out = super().forward(x)
        return np.broadcast_to(out.max(axis=1, keepdims=True), out.shape).copy()


@_pool("Negative numbers lose against a 0 that is not in the series.")
class pool_zero_takes_part(_PlainPool):
    def best(self, window):
        return np.maximum(window.max(axis=2), 0.0)


@_pool("Without a stride yours is 1. It should be the size.")
class pool_stride_one(_PlainPool):
    def __init__(self, size, stride=1):
        super().__init__(size, 1 if stride is None else stride)


@_pool("Your stride is always the size.")
class pool_stride_is_the_size(_PlainPool):
    def __init__(self, size, stride=None):
        super().__init__(size)


@_pool("A last window that is not full counts for you. What is left over is not seen.")
class pool_leftovers_count(_PlainPool):
    def spans(self, L):
        return list(enumerate(range(0, L, self.stride)))

    def winner(self, window):
        return np.arange(window.shape[2]) == window.argmax(axis=2)[:, :, None]


@_pool("The gradient has no room for samples that no window saw. It has the shape of x.")
class pool_gradient_too_short(_PlainPool):
    def backward(self, dout):
        dx = super().backward(dout)
        return dx[:, :, : (dout.shape[2] - 1) * self.stride + self.size]


@_pool("The gradient is spread over the window. Only the winner had a say.")
class pool_gradient_spread(_PlainPool):
    def winner(self, window):
        return np.full(window.shape, 1 / self.size)


@_pool("You take the mean of every window, not its largest number.")
class pool_mean(_PlainPool):
    def best(self, window):
        return window.mean(axis=2)


@variant("series", "loops over the kernel, and over the windows", binds=("Conv1D", "MaxPool1D"))
def by_loops():
    return _Plain, _PlainPool


@variant("series", "through the layers for images: a tall series", binds=("Conv1D", "MaxPool1D"))
def by_images():
    class Conv(Conv2D):
        def __init__(self, W, b, stride=1, pad=0):
            super().__init__(W, b, stride)
            self.ends = pad

        def forward(self, x):
            kept, self.W = self.W, self.W[..., None]
            out = super().forward(np.pad(x, ((0, 0), (0, 0), (self.ends,) * 2))[..., None])
            self.W = kept
            return out[..., 0]

        def backward(self, dout):
            kept, self.W = self.W, self.W[..., None]
            dx = super().backward(dout[..., None])[..., 0]
            self.W, self.dW = kept, self.dW[..., 0]
            return dx[:, :, self.ends : dx.shape[2] - self.ends]

    class Pool(MaxPool2D):
        def __init__(self, size, stride=None):
            super().__init__(size, stride)

        def forward(self, x):
            # every sample becomes a row of `size` equal pixels: the first of them wins
            return super().forward(np.repeat(x[..., None], self.size, axis=3))[..., 0]

        def backward(self, dout):
            return super().backward(dout[..., None]).sum(axis=3)

    return Conv, Pool
