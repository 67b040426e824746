"""What learners believe of a residual block, as changes of one that is made of pieces."""

import numpy as np

from autograder.mistakes import mistake, variant


class Block:
    """The right block, made of pieces that a mistake can replace."""

    strides, pads = (None, 1, None), (1, 1, 0)  # of its bricks; None: the stride asked for

    def __init__(self, W1, b1, W2, b2, Ws=None, bs=None, stride=1):
        W1, b1, W2, b2, Ws, bs = self._arrays(W1, b1, W2, b2, Ws, bs)
        one, two, three = (stride if s is None else s for s in self.strides)
        self.conv1 = Conv(W1, b1, one, self.pads[0])
        self.conv2 = Conv(W2, b2, two, self.pads[1])
        self.relu1, self.relu2, self.relu3 = ReLU(), ReLU(), ReLU()
        self.project = None if Ws is None else Conv(Ws, bs, three, self.pads[2])

    def _arrays(self, *arrays):
        return arrays

    def _branch(self, x):
        return self.conv2.forward(self.relu1.forward(self.conv1.forward(x)))

    def _around(self, x):
        return x if self.project is None else self.project.forward(x)

    def _refuse(self, branch, around):
        if around.shape != branch.shape:
            raise ValueError("a projection is missing")

    def _sum(self, branch, around):
        return branch + around

    def _last(self, y):
        return self.relu2.forward(y)

    def forward(self, x):
        branch, around = self._branch(x), self._around(x)
        self._refuse(branch, around)
        return self._last(self._sum(branch, around))

    def _last_back(self, dout):
        return self.relu2.backward(dout)

    def _through(self, both):
        return self.conv1.backward(self.relu1.backward(self.conv2.backward(both)))

    def _past(self, both):
        return both if self.project is None else self.project.backward(both)

    def _meet(self, through, past):
        return through + past

    def _kept(self, name, gradient):
        return gradient

    def _convs(self):
        convs = ("1", self.conv1), ("2", self.conv2), ("s", self.project)
        return [(name, conv) for name, conv in convs if conv is not None]

    def backward(self, dout):
        self.dout = dout
        both = self._last_back(dout)
        dx = self._meet(self._through(both), self._past(both))
        for number, conv in self._convs():
            for kind in ("dW", "db"):
                name = kind + number
                setattr(self, name, self._kept(name, getattr(conv, kind)))
        return dx


def block(declare, name, hint, **changes):
    declare("ResidualBlock", name=name, hint=hint)(type(name, (Block,), changes))


def first(self, one, other):
    return one


def second(self, one, other):
    return other


def as_it_is(self, numbers):
    return numbers


@mistake("ResidualBlock", hint="Nothing goes around in your block: it is two plain layers.")
class NoWayAround(Block):
    def _sum(self, branch, around):
        return branch + around - around

    _meet = first


def past_a_projection(self, both):
    past = Block._past(self, both)
    return past if self.project is None else np.resize(both, self.project.x.shape)


def no_relu_between(self, x):
    return self.conv2.forward(self.conv1.forward(x))


def not_through_relu1(self, both):
    return self.conv1.backward(self.conv2.backward(both))


for name, hint, changes in (
    ("ReluBeforeTheSum", "There is a ReLU before the sum and none after it.",
     {"_branch": lambda self, x: self.relu2.forward(Block._branch(self, x)), "_last": as_it_is,
      "_through": lambda self, both: Block._through(self, self.relu2.backward(both)),
      "_last_back": as_it_is}),
    ("NoLastRelu", "The last ReLU is missing, so y can be below 0.",
     {"_last": as_it_is, "_last_back": as_it_is}),
    ("ReluTwice", "There is a ReLU before the sum as well as after it.",
     {"_branch": lambda self, x: self.relu3.forward(Block._branch(self, x)),
      "_through": lambda self, both: Block._through(self, self.relu3.backward(both))}),
    ("NoReluBetween", "There is no ReLU between the two convolutions.",
     {"_branch": no_relu_between, "_through": not_through_relu1}),
    ("ReluOnTheWayAround", "The way around goes through a ReLU: x itself is added.",
     {"_around": lambda self, x: self.relu3.forward(Block._around(self, x)),
      "_past": lambda self, both: Block._past(self, self.relu3.backward(both))}),
    ("Multiplies", "The two ways are multiplied in your block; they are added.",
     {"_sum": lambda self, branch, around: branch * around}),
    ("Subtracts", "x is subtracted in your block.",
     {"_sum": lambda self, branch, around: branch + around - 2 * around}),
    ("MeanOfBoth", "You take the mean of the two ways. They are added.",
     {"_sum": lambda self, branch, around: (branch + around) / 2}),
):  # fmt: skip
    block(mistake, name, hint, **changes)


def pixels_around(self, x):
    Block._around(self, x)
    y, F = x[:, :, :: self.conv1.stride, :: self.conv1.stride], len(self.conv2.b)
    return np.resize(y.swapaxes(0, 1), (F, len(x), *y.shape[2:])).swapaxes(0, 1)


def refuse_by_width(self, branch, around):
    if self.project is None and len(self.conv1.b) != around.shape[1]:
        raise ValueError


def refuse_by_channels(self, branch, around):
    if branch.shape[1] != around.shape[1]:
        raise ValueError


for name, hint, changes in (
    ("ProjectionIgnored", "The projection that is handed in is not used.",
     {"_around": pixels_around, "_refuse": second}),  # nothing is refused
    ("Stretches", "Shapes that differ are stretched to fit. They have to be refused.",
     {"_refuse": second}),
    ("ComparesChannelsOfF",
     "You refuse a projection, or equal shapes: only shapes that *differ* do not fit.",
     {"_refuse": refuse_by_width}),
    ("LeavesItOut", "Where shapes differ you leave out the way around. A ValueError is asked for.",
     {"_refuse": second,
      "_sum": lambda self, one, other: one + other if one.shape == other.shape else one}),
    ("LooksAtChannelsOnly", "You refuse in `__init__`, or never look at the size: "
     "a stride makes the branch smaller, too.",
     {"_refuse": refuse_by_channels,
      "_sum": lambda self, y, x: y + x[:, :, : y.shape[2], : y.shape[3]]}),
    ("stride_ignored", "The stride makes no difference in your block.", {"strides": (1, 1, 1)}),
    ("stride_twice", "Both convolutions have the stride. The second one has 1.",
     {"strides": (None, None, None)}),
    ("stride_of_the_branch_only", "The projection has no stride; sizes do not fit.",
     {"strides": (None, 1, 1)}),
    ("stride_in_the_second", "The stride belongs to the first convolution.",
     {"strides": (1, None, None)}),
    ("no_frame", "Without a frame the branch is smaller than the way around.",
     {"pads": (0, 0, 0)}),
    ("projection_framed", "The projection is framed; its window of 1 × 1 needs no frame.",
     {"pads": (1, 1, 1)}),
    ("Copies", "The arrays are copied. What an optimizer does to them is not seen.",
     {"_arrays": lambda self, *arrays: [a if a is None else a.copy() for a in arrays]}),
    ("NoSecondBias", "Both convolutions have the first one's bias, or none: each has its own.",
     {"_arrays": lambda self, W1, b1, W2, b2, *more: (W1, b1, W2, 0 * b2, *more)}),
    ("NoProjectionBias", "The projection's bias is left out.",
     {"_arrays": lambda self, *all: (*all[:5], None if all[5] is None else 0 * all[5])}),
):  # fmt: skip
    block(mistake, name, hint, **changes)


@mistake(
    "ResidualBlock", hint="One ReLU object serves both places; it remembers the last place only."
)
class OneRelu(Block):
    def _branch(self, x):
        self.relu1 = self.relu2
        return Block._branch(self, x)

    def _through(self, both):
        d = self.conv2.backward(both)
        on = self.relu1.on
        self.relu1.on = on if on.shape == d.shape else np.ones(d.shape, dtype=bool)
        d = self.conv1.backward(self.relu1.backward(d))
        self.relu1.on = on
        return d


for name, hint, changes in (
    ("one_way_back",
     "The gradient comes back through the branch only. What goes past it is the whole point.",
     {"_meet": first}),
    ("past_only", "The gradient comes back past the branch only; the branch has seen x, too.",
     {"_meet": second}),
    ("past_the_last_relu",
     "What goes past the branch has to pass the last ReLU first: it stands behind the sum.",
     {"_past": lambda self, both: Block._past(self, self.dout)}),
    ("last_relu_skipped", "On the way back the last ReLU is left out.",
     {"_last_back": as_it_is}),
    ("inner_relu_skipped", "On the way back the ReLU between the convolutions is left out.",
     {"_through": not_through_relu1}),
    ("halved", "You halve the gradient between the two ways. Each gets all of it.",
     {"_meet": lambda self, through, past: (through + past) / 2}),
    ("projection_skipped_backwards",
     "Past the branch the gradient goes as it is, even where a projection stands in the way.",
     {"_past": past_a_projection}),
    ("adds_ones", "Past the branch you add 1, the slope of x. "
     "The slope has to be multiplied by what comes back.",
     {"_past": lambda self, both: 1 if self.project is None else Block._past(self, both)}),
    ("AddsUp", "Your gradients add up over the calls of backward.",
     {"_kept": lambda self, name, gradient: gradient + getattr(self, name, 0)}),
    ("Means", "Your gradients are means over the batch; they are sums.",
     {"_kept": lambda self, name, gradient: gradient / len(self.dout)}),
    ("Swapped", "The gradients of the two convolutions stand under each other's names.",
     {"_convs": lambda self: [*zip("21s", (conv for _, conv in Block._convs(self)))]}),
):  # fmt: skip
    block(mistake, name, hint, **changes)


@mistake("ResidualBlock", hint="The sum is made inside of x, which belongs to the caller.")
class AddsIntoX(Block):
    def _sum(self, branch, around):
        total = branch + around
        if self.project is None:
            around[...] = total
        return total


@mistake(
    "ResidualBlock", hint="All your blocks share their bricks, since they belong to the class."
)
class BricksOfTheClass(Block):
    def __init__(self, *arrays, **more):
        Block.__init__(self, *arrays, **more)
        for name in ("conv1", "conv2", "relu1", "relu2", "project"):
            setattr(BricksOfTheClass, name, getattr(self, name))
            delattr(self, name)


@variant("ResidualBlock", "bricks made in forward, other names")
class FreshBricks:
    def __init__(self, W1, b1, W2, b2, Ws=None, bs=None, stride=1):
        self.arrays, self.s = (W1, b1, W2, b2, Ws, bs), stride

    def forward(self, x):
        W1, b1, W2, b2, Ws, bs = self.arrays
        self.f = [Conv(W1, b1, self.s, 1), ReLU(), Conv(W2, b2, 1, 1)]
        self.end, y = ReLU(), x
        for layer in self.f:
            y = layer.forward(y)
        self.p = Conv(Ws, bs, self.s) if Ws is not None else None
        if self.p is not None:
            x = self.p.forward(x)
        if np.shape(x) != np.shape(y):
            raise ValueError("shapes differ")
        return self.end.forward(x + y)

    def backward(self, dout):
        dout = d = self.end.backward(dout)
        for layer in self.f[::-1]:
            d = layer.backward(d)
        self.dW1, self.db1 = self.f[0].dW, self.f[0].db
        self.dW2, self.db2 = self.f[2].dW, self.f[2].db
        if self.p is None:
            return d + dout
        d = d + self.p.backward(dout)
        self.dWs, self.dbs = self.p.dW, self.p.db
        return d
