"""What learners believe in exercise `pooling`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant

_Max, _Avg = MaxPool2D, AvgPool2D


def _max(hint):
    return mistake("pooling", binds="MaxPool2D", hint=hint)


def _avg(hint):
    return mistake("pooling", binds="AvgPool2D", hint=hint)


class _Loops:
    """Pool place by place; a subclass says what becomes of a window (N, C, size, size)."""

    def __init__(self, size, stride=None):
        self.size, self.stride = size, size if stride is None else stride

    def places(self, H, W):
        s, k = self.stride, self.size
        OH, OW = (H - k) // s + 1, (W - k) // s + 1
        for i, j in np.ndindex(OH, OW):
            yield i, j, np.s_[:, :, i * s : i * s + k, j * s : j * s + k]

    def forward(self, x):
        self.x = x.copy()
        N, C, H, W = x.shape
        s, k = self.stride, self.size
        out = np.empty((N, C, (H - k) // s + 1, (W - k) // s + 1))
        for i, j, where in self.places(H, W):
            out[:, :, i, j] = self.pool(x[where])
        return out

    def backward(self, dout):
        dx = np.zeros(self.x.shape)
        for i, j, where in self.places(*self.x.shape[2:]):
            self.put(dx, where, self.share(self.x[where], dout[:, :, i, j, None, None]))
        return dx

    def put(self, dx, where, part):
        dx[where] += part


class _MaxLoops(_Loops):
    def pool(self, window):
        return window.max(axis=(2, 3))

    def share(self, window, d):
        flat = window.reshape(*window.shape[:2], -1)
        first = np.arange(flat.shape[2]) == flat.argmax(axis=2)[:, :, None]
        return first.reshape(window.shape) * d


class _AvgLoops(_Loops):
    def pool(self, window):
        return window.mean(axis=(2, 3))

    def share(self, window, d):
        return np.ones(window.shape) * d / self.size**2


@_max("Where windows overlap, a later gradient takes the place of an earlier one. They add up.")
class overlap_overwritten(_MaxLoops):
    def put(self, dx, where, part):
        dx[where] = np.where(part != 0, part, dx[where])


@_max("All pixels that are as large as the maximum get the whole gradient. Only the first one may.")
class gradient_to_all_ties(_MaxLoops):
    def share(self, window, d):
        return (window == window.max(axis=(2, 3), keepdims=True)) * d


@_max("Pixels that are equally large share the gradient. Here the first one gets all of it.")
class gradient_shared_among_ties(_MaxLoops):
    def share(self, window, d):
        ties = window == window.max(axis=(2, 3), keepdims=True)
        return ties * d / ties.sum(axis=(2, 3), keepdims=True)


@_max("Of equally large pixels your last one wins. It is the first in reading order.")
class last_tie_wins(_MaxLoops):
    def share(self, window, d):
        return super().share(window[:, :, ::-1, ::-1], d)[:, :, ::-1, ::-1]


@_max(
    "Of equally large pixels yours is the first down the columns. Reading order goes along the rows."
)
class first_tie_by_columns(_MaxLoops):
    def share(self, window, d):
        return super().share(window.transpose(0, 1, 3, 2), d).transpose(0, 1, 3, 2)


@_max("You take the largest of all channels. Each channel is pooled by itself.")
class largest_of_all_channels(_MaxLoops):
    def pool(self, window):
        return np.broadcast_to(window.max(axis=(1, 2, 3))[:, None], window.shape[:2])


@_max(
    "Negative numbers lose against a 0 that is not in the image: you begin with 0, or pad with it."
)
class zero_takes_part(_MaxLoops):
    def pool(self, window):
        return np.maximum(super().pool(window), 0.0)


@_max("You look for the largest absolute value. −5 is smaller than 1.")
class largest_absolute_value(_MaxLoops):
    def pool(self, window):
        return np.abs(window).max(axis=(2, 3))

    def share(self, window, d):
        return super().share(np.abs(window), d)


@_max("The gradient is spread over the whole window. Only the winner had a say.")
class gradient_for_everyone(_MaxLoops):
    def share(self, window, d):
        return np.ones(window.shape) * d / self.size**2


@_max("The whole window gets the whole gradient. Only the winner had a say.")
class full_gradient_for_everyone(_MaxLoops):
    def share(self, window, d):
        return np.ones(window.shape) * d


@_max("The upstream gradient is multiplied by the maximum. A maximum passes it on as it is.")
class gradient_times_the_maximum(_MaxLoops):
    def share(self, window, d):
        return super().share(window, d) * window


@_max("The upstream gradient is ignored: winners get 1.")
class ignores_dout(_MaxLoops):
    def backward(self, dout):
        return super().backward(np.ones_like(dout))


@_max("Without a stride yours is 1. It should be the size, so that windows lie side by side.")
class stride_one_by_default(_MaxLoops):
    def __init__(self, size, stride=1):
        super().__init__(size, 1 if stride is None else stride)


@_max("Your stride is always the size, whatever was asked for.")
class stride_is_always_the_size(_MaxLoops):
    def __init__(self, size, stride=None):
        super().__init__(size)


@_max(
    "A window that sticks out at the right or at the bottom counts for you. Only whole windows do."
)
class windows_stick_out(_MaxLoops):
    def forward(self, x):
        k, s = self.size, self.stride
        more = [max(-(n - k) % s, 0) for n in x.shape[2:]]
        frame = ((0, 0), (0, 0), (0, more[0]), (0, more[1]))
        return super().forward(np.pad(x, frame, constant_values=-np.inf))

    def backward(self, dout):
        return super().backward(dout)


@_max(
    "Your gradient leaves out the rows and columns that no window saw. It has the shape of x, with 0 there."
)
class leftovers_missing(_MaxLoops):
    def backward(self, dout):
        k, s = self.size, self.stride
        dx = super().backward(dout)
        return dx[:, :, : (dout.shape[2] - 1) * s + k, : (dout.shape[3] - 1) * s + k]


@_max("What backward needs is kept from the first forward only. It belongs to the most recent one.")
class first_forward_counts(_MaxLoops):
    def forward(self, x):
        kept = getattr(self, "x", None)
        out = super().forward(x)
        self.x = self.x if kept is None else kept
        return out

    def backward(self, dout):
        try:
            return super().backward(dout)
        except (IndexError, ValueError):
            return np.zeros(self.x.shape)


@_max("What backward needs is shared by all layers. Each layer needs its own.")
class shared_memory(_MaxLoops):
    kept: list = []  # noqa: RUF012 (the mistake itself)

    def forward(self, x):
        self.kept[:] = [x.copy()]
        return super().forward(x)

    def backward(self, dout):
        self.x = self.kept[0]
        return super().backward(dout)


@_max("The gradients of two backward calls add up. Each call begins with zeros.")
class gradients_pile_up(_MaxLoops):
    def forward(self, x):
        self.total = np.zeros(x.shape)
        return super().forward(x)

    def backward(self, dout):
        self.total = self.total + super().backward(dout)
        return self.total.copy()


@_max("forward changes the image itself, or backward does.")
class writes_into_x(_MaxLoops):
    def forward(self, x):
        out = super().forward(x)
        x[...] = np.where(x < 0, 0.0, x)
        return out


@_max("Your gradient is float32: it has lost half of its digits on the way.")
class float32_gradient(_MaxLoops):
    def backward(self, dout):
        return super().backward(dout).astype(np.float32)


@_avg("Each pixel of a window gets the whole gradient. They share it in equal parts.")
class average_without_sharing(_AvgLoops):
    def share(self, window, d):
        return np.ones(window.shape) * d


@_avg("Where windows overlap, a later share takes the place of an earlier one. They add up.")
class average_overlap_overwritten(_AvgLoops):
    def put(self, dx, where, part):
        dx[where] = part


@_avg("You divide by the size. A window has size × size pixels.")
class divides_by_the_side(_AvgLoops):
    def pool(self, window):
        return window.sum(axis=(2, 3)) / self.size

    def share(self, window, d):
        return np.ones(window.shape) * d / self.size


@_avg("You share by the square of the stride, but a window has size × size pixels.")
class shares_by_the_stride(_AvgLoops):
    def share(self, window, d):
        return np.ones(window.shape) * d / self.stride**2


@_avg("You leave zeros out of the mean. They are pixels like all others.")
class zeros_left_out(_AvgLoops):
    def pool(self, window):
        return window.sum(axis=(2, 3)) / np.maximum((window != 0).sum(axis=(2, 3)), 1)


@_avg("The mean is taken over all channels as well. Each channel is pooled by itself.")
class mean_of_all_channels(_AvgLoops):
    def pool(self, window):
        return np.broadcast_to(window.mean(axis=(1, 2, 3))[:, None], window.shape[:2])


@_avg("Your windows are added up, not averaged.")
class sum_instead_of_mean(_AvgLoops):
    def pool(self, window):
        return window.sum(axis=(2, 3))


@_avg("The gradient goes to the largest pixel. A mean asked all of them.")
class average_gradient_to_the_winner(_AvgLoops):
    share = _MaxLoops.share


@_avg("Your stride is always the size, whatever was asked for.")
class average_stride_is_the_size(_AvgLoops):
    def __init__(self, size, stride=None):
        super().__init__(size)


@_avg("Without a stride yours is 1. It should be the size.")
class average_stride_one(_AvgLoops):
    def __init__(self, size, stride=1):
        super().__init__(size, 1 if stride is None else stride)


@variant("pooling", "place by place", binds=("MaxPool2D", "AvgPool2D"))
def by_places():
    return _MaxLoops, _AvgLoops


@variant(
    "pooling", "a view of all windows, and scattered additions", binds=("MaxPool2D", "AvgPool2D")
)
def by_views():
    class Pool:
        def __init__(self, size, stride=None):
            self.k, self.s = size, stride or size

        def forward(self, x):
            self.shape = x.shape
            number = np.arange(x.size).reshape(x.shape)
            view = np.lib.stride_tricks.sliding_window_view
            cut = np.s_[:, :, :: self.s, :: self.s]
            v = view(x, (self.k, self.k), (2, 3))[cut]
            self.flat = v.reshape(*v.shape[:4], -1)
            self.who = view(number, (self.k, self.k), (2, 3))[cut].reshape(self.flat.shape)
            return self.pool()

    class Max(Pool):
        def pool(self):
            best = self.flat.argmax(-1)[..., None]
            self.who = np.take_along_axis(self.who, best, -1)[..., 0]
            return np.take_along_axis(self.flat, best, -1)[..., 0]

        def backward(self, dout):
            return np.bincount(self.who.ravel(), dout.ravel(), np.prod(self.shape)).reshape(
                self.shape
            )

    class Avg(Pool):
        def pool(self):
            return self.flat.sum(-1) / self.k**2

        def backward(self, dout):
            d = np.broadcast_to(dout[..., None] / self.k / self.k, self.who.shape)
            return np.bincount(self.who.ravel(), d.ravel(), np.prod(self.shape)).reshape(self.shape)

    return Max, Avg
