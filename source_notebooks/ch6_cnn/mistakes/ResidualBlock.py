"""What learners believe of a residual block. `ResidualBlock` here is the right one."""

import numpy as np

from autograder.mistakes import mistake, variant

Right = ResidualBlock


class Block(Right):
    """The right block, made of pieces that a mistake can replace."""

    def _branch(self, x):
        return self.conv2.forward(self.relu1.forward(self.conv1.forward(x)))

    def _around(self, x):
        return x if self.project is None else self.project.forward(x)

    def _join(self, branch, around):
        if around.shape != branch.shape:
            raise ValueError("a projection is missing")
        return branch + around

    def forward(self, x):
        return self.relu2.forward(self._join(self._branch(x), self._around(x)))

    def _through(self, both):
        return self.conv1.backward(self.relu1.backward(self.conv2.backward(both)))

    def _past(self, both):
        return both if self.project is None else self.project.backward(both)

    def _gradients(self):
        self.dW1, self.db1 = self.conv1.dW, self.conv1.db
        self.dW2, self.db2 = self.conv2.dW, self.conv2.db
        if self.project is not None:
            self.dWs, self.dbs = self.project.dW, self.project.db

    def backward(self, dout):
        both = self.relu2.backward(dout)
        dx = self._through(both) + self._past(both)
        self._gradients()
        return dx


def block(declare, name, hint, **changes):
    declare("ResidualBlock", name=name, hint=hint)(type(name, (Block,), changes))


@mistake("ResidualBlock", hint="Nothing goes around in your block: it is two plain layers.")
class NoWayAround(Block):
    def _join(self, branch, around):
        return Block._join(self, branch, around) - around

    def backward(self, dout):
        both = self.relu2.backward(dout)
        self._past(both)
        dx = self._through(both)
        self._gradients()
        return dx


@mistake("ResidualBlock", hint="There is a ReLU before the sum and none after it.")
class ReluBeforeTheSum(Block):
    def forward(self, x):
        return self._join(self.relu2.forward(self._branch(x)), self._around(x))

    def backward(self, dout):
        dx = self._through(self.relu2.backward(dout)) + self._past(dout)
        self._gradients()
        return dx


@mistake("ResidualBlock", hint="The last ReLU is missing, so y can be below 0.")
class NoLastRelu(Block):
    def forward(self, x):
        return self._join(self._branch(x), self._around(x))

    def backward(self, dout):
        dx = self._through(dout) + self._past(dout)
        self._gradients()
        return dx


@mistake("ResidualBlock", hint="There is a ReLU before the sum as well as after it.")
class ReluTwice(Block):
    def _branch(self, x):
        self.relu3 = ReLU()
        return self.relu3.forward(Block._branch(self, x))

    def _through(self, both):
        return Block._through(self, self.relu3.backward(both))


@mistake("ResidualBlock", hint="There is no ReLU between the two convolutions.")
class NoReluBetween(Block):
    def _branch(self, x):
        return self.conv2.forward(self.conv1.forward(x))

    def _through(self, both):
        return self.conv1.backward(self.conv2.backward(both))


@mistake("ResidualBlock", hint="The way around goes through a ReLU: x itself is added.")
class ReluOnTheWayAround(Block):
    def _around(self, x):
        self.relu3 = ReLU()
        return self.relu3.forward(Block._around(self, x))

    def _past(self, both):
        return Block._past(self, self.relu3.backward(both))


@mistake("ResidualBlock", hint="The two ways are multiplied in your block; they are added.")
class Multiplies(Block):
    def _join(self, branch, around):
        Block._join(self, branch, around)
        return branch * around


@mistake("ResidualBlock", hint="x is subtracted in your block.")
class Subtracts(Block):
    def _join(self, branch, around):
        return Block._join(self, branch, around) - 2 * around


@mistake("ResidualBlock", hint="You take the mean of the two ways. They are added.")
class MeanOfBoth(Block):
    def _join(self, branch, around):
        return Block._join(self, branch, around) / 2


@mistake("ResidualBlock", hint="The projection that is handed in is not used.")
class ProjectionIgnored(Block):
    def _around(self, x):
        self.project and self.project.forward(x)
        y = x[:, :, :: self.conv1.stride, :: self.conv1.stride]
        F = len(self.conv2.b)
        return np.resize(y.swapaxes(0, 1), (F, len(x), *y.shape[2:])).swapaxes(0, 1)

    def _join(self, branch, around):
        return branch + around


@mistake("ResidualBlock", hint="Shapes that differ are stretched to fit. They have to be refused.")
class Stretches(Block):
    def _join(self, branch, around):
        return branch + around


@mistake(
    "ResidualBlock",
    hint="You refuse a projection, or equal shapes: only shapes that *differ* do not fit.",
)
class ComparesChannelsOfF(Block):
    def _join(self, branch, around):
        if self.project is None and len(self.conv1.b) != around.shape[1]:
            raise ValueError
        return branch + around


@mistake(
    "ResidualBlock",
    hint="Where shapes differ you leave out the way around. A ValueError is asked for.",
)
class LeavesItOut(Block):
    def _join(self, branch, around):
        return branch + around if branch.shape == around.shape else branch


@mistake(
    "ResidualBlock",
    hint="You refuse in `__init__`, or never look at the size: a stride makes the branch smaller, too.",
)
class LooksAtChannelsOnly(Block):
    def _join(self, branch, around):
        if branch.shape[1] != around.shape[1]:
            raise ValueError
        H, W = branch.shape[2:]
        return branch + around[:, :, :H, :W]


class Made(Block):
    """Makes its bricks with other strides and frames."""

    strides, pads = (None, 1, None), (1, 1, 0)

    def __init__(self, W1, b1, W2, b2, Ws=None, bs=None, stride=1):
        one, two, three = (stride if s is None else s for s in self.strides)
        self.conv1 = Conv(W1, b1, one, self.pads[0])
        self.conv2 = Conv(W2, b2, two, self.pads[1])
        self.relu1, self.relu2 = ReLU(), ReLU()
        self.project = None if Ws is None else Conv(Ws, bs, three, self.pads[2])


def made(declare, name, hint, **changes):
    declare("ResidualBlock", name=name, hint=hint)(type(name, (Made,), changes))


made(mistake, "stride_ignored", "The stride makes no difference in your block.", strides=(1, 1, 1))
made(
    mistake,
    "stride_twice",
    "Both convolutions have the stride. The second one has 1.",
    strides=(None, None, None),
)
made(
    mistake,
    "stride_of_the_branch_only",
    "The projection has no stride; sizes do not fit.",
    strides=(None, 1, 1),
)
made(
    mistake,
    "stride_in_the_second",
    "The stride belongs to the first convolution.",
    strides=(1, None, None),
)
made(
    mistake,
    "no_frame",
    "Without a frame the branch is smaller than the way around.",
    pads=(0, 0, 0),
)
made(
    mistake,
    "projection_framed",
    "The projection is framed; its window of 1 × 1 needs no frame.",
    pads=(1, 1, 1),
)


@mistake("ResidualBlock", hint="The arrays are copied. What an optimizer does to them is not seen.")
class Copies(Made):
    def __init__(self, *arrays, **more):
        Made.__init__(self, *(a if a is None else a.copy() for a in arrays), **more)


@mistake(
    "ResidualBlock", hint="Both convolutions have the first one's bias, or none: each has its own."
)
class NoSecondBias(Made):
    def __init__(self, W1, b1, W2, b2, Ws=None, bs=None, stride=1):
        Made.__init__(self, W1, b1, W2, 0 * b2, Ws, bs, stride)


@mistake("ResidualBlock", hint="The projection's bias is left out.")
class NoProjectionBias(Made):
    def __init__(self, W1, b1, W2, b2, Ws=None, bs=None, stride=1):
        Made.__init__(self, W1, b1, W2, b2, Ws, bs if bs is None else 0 * bs, stride)


@mistake(
    "ResidualBlock", hint="One ReLU object serves both places; it remembers the last place only."
)
class OneRelu(Made):
    def __init__(self, *arrays, **more):
        Made.__init__(self, *arrays, **more)
        self.relu1 = self.relu2

    def _through(self, both):
        d = self.conv2.backward(both)
        on = self.relu1.on
        self.relu1.on = on if on.shape == d.shape else np.ones(d.shape, dtype=bool)
        d = self.conv1.backward(self.relu1.backward(d))
        self.relu1.on = on
        return d


block(
    mistake,
    "one_way_back",
    "The gradient comes back through the branch only. What goes past it is the whole point.",
    backward=lambda self, dout: (
        lambda both: (self._past(both), self._through(both), self._gradients())[1]
    )(self.relu2.backward(dout)),
)
block(
    mistake,
    "past_only",
    "The gradient comes back past the branch only; the branch has seen x, too.",
    backward=lambda self, dout: (
        lambda both: (self._past(both), self._through(both), self._gradients())[0]
    )(self.relu2.backward(dout)),
)
block(
    mistake,
    "past_the_last_relu",
    "What goes past the branch has to pass the last ReLU first: it stands behind the sum.",
    _past=lambda self, both: Block._past(self, self.seen),
    backward=lambda self, dout: (setattr(self, "seen", dout), Block.backward(self, dout))[1],
)
block(
    mistake,
    "last_relu_skipped",
    "On the way back the last ReLU is left out.",
    backward=lambda self, dout: (lambda dx: (self._gradients(), dx)[1])(
        self._through(dout) + self._past(dout)
    ),
)
block(
    mistake,
    "inner_relu_skipped",
    "On the way back the ReLU between the convolutions is left out.",
    _through=lambda self, both: self.conv1.backward(self.conv2.backward(both)),
)
block(
    mistake,
    "halved",
    "You halve the gradient between the two ways. Each gets all of it.",
    backward=lambda self, dout: Block.backward(self, dout) / 2,
)
block(
    mistake,
    "projection_skipped_backwards",
    "Past the branch the gradient goes as it is, even where a projection stands in the way.",
    _past=lambda self, both: (
        both
        if self.project is None
        else (self.project.backward(both), np.resize(both, self.project.x.shape))[1]
    ),
)
block(
    mistake,
    "adds_ones",
    "Past the branch you add 1, the slope of x. The slope has to be multiplied by what comes back.",
    _past=lambda self, both: 1 if self.project is None else self.project.backward(both),
)


@mistake("ResidualBlock", hint="Your gradients add up over the calls of backward.")
class AddsUp(Block):
    def _gradients(self):
        before = [getattr(self, name, 0) for name in ("dW1", "db1", "dW2", "db2", "dWs", "dbs")]
        Block._gradients(self)
        for name, old in zip(("dW1", "db1", "dW2", "db2", "dWs", "dbs"), before):
            if hasattr(self, name):
                setattr(self, name, getattr(self, name) + old)


@mistake("ResidualBlock", hint="Your gradients are means over the batch; they are sums.")
class Means(Block):
    def backward(self, dout):
        dx = Block.backward(self, dout)
        for name in ("dW1", "db1", "dW2", "db2", "dWs", "dbs"):
            if hasattr(self, name):
                setattr(self, name, getattr(self, name) / len(dout))
        return dx


@mistake(
    "ResidualBlock", hint="The gradients of the two convolutions stand under each other's names."
)
class Swapped(Block):
    def _gradients(self):
        Block._gradients(self)
        self.dW1, self.dW2 = self.dW2, self.dW1
        self.db1, self.db2 = self.db2, self.db1


@mistake("ResidualBlock", hint="The sum is made inside of x, which belongs to the caller.")
class AddsIntoX(Block):
    def _join(self, branch, around):
        total = Block._join(self, branch, around)
        if self.project is None:
            around[...] = total
        return total


@mistake(
    "ResidualBlock", hint="All your blocks share their bricks, since they belong to the class."
)
class BricksOfTheClass(Made):
    def __init__(self, *arrays, **more):
        Made.__init__(self, *arrays, **more)
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
