"""What learners believe of an inception block. `Inception` here is the right one."""

import numpy as np

from autograder.mistakes import mistake, variant

Right = Inception
NAMES = ("1", "3a", "3b", "5a", "5b", "p")


class Block(Right):
    """The right block, made of pieces that a mistake can replace."""

    pads = {"3b": 1, "5b": 2}
    order, axis, split_axis = (0, 1, 2, 3), 1, 1

    def _conv(self, name, pad=0):
        layer = Conv(self.params["W" + name], self.params["b" + name], pad=self.pads.get(name, 0))
        self.convs[name] = layer
        return [layer, ReLU()]

    def _pool(self):
        return MaxPool(3, stride=1, pad=1)

    def _branches(self):
        return [
            self._conv("1"),
            self._conv("3a") + self._conv("3b"),
            self._conv("5a") + self._conv("5b"),
            [self._pool(), *self._conv("p")],
        ]

    def forward(self, x):
        self.convs = {}
        self.branches = self._branches()
        parts = []
        for branch in self.branches:
            y = x
            for layer in branch:
                y = layer.forward(y)
            parts.append(y)
        self.branches = [self.branches[i] for i in self.order]
        parts = [parts[i] for i in self.order]
        self.ends = np.cumsum([y.shape[1] for y in parts])
        return np.concatenate(parts, axis=self.axis)

    def _pieces(self, dout):
        return np.split(dout, self.ends[:-1], axis=1)

    def _back(self, dout):
        found = []
        for branch, part in zip(self.branches, self._pieces(dout)):
            for layer in reversed(branch):
                part = layer.backward(part)
            found.append(part)
        return found

    def backward(self, dout):
        dx = sum(self._back(dout))
        self.grads = {}
        for name, layer in self.convs.items():
            self.grads["W" + name], self.grads["b" + name] = layer.dW, layer.db
        return dx


def block(declare, name, hint, **changes):
    declare("Inception", name=name, hint=hint)(type(name, (Block,), changes))


def after(change):
    """Change dx or the gradients after a right way back."""

    def backward(self, dout):
        dx = Block.backward(self, dout)
        return change(self, dx, dout)

    return backward


def regrad(change):
    def backward(self, dout):
        dx = Block.backward(self, dout)
        self.grads = {key: change(key, value, self, dout) for key, value in self.grads.items()}
        return dx

    return backward


block(
    mistake,
    "sizes_differ",
    "Your branches come out in different sizes, and cannot be put together. How wide must the frame be for windows of 1, of 3 and of 5, so that height and width stay?",
    pads={},
)
block(
    mistake,
    "branches_side_by_side",
    "You put the branches side by side along the columns, or one below the other. Channels lie upon channels.",
    axis=3,
)
block(mistake, "branches_in_the_batch", "You put the branches together along the batch.", axis=0)
block(
    mistake,
    "another_order",
    "The branches stand in another order than in the table.",
    order=(0, 2, 1, 3),
)
block(mistake, "pool_first", "The pooled branch comes last in the table.", order=(3, 0, 1, 2))


@mistake("Inception", hint="You add the branches. They stay apart, as channels.")
class AddsTheBranches(Block):
    def forward(self, x):
        y = Block.forward(self, x)
        parts = np.split(y, self.ends[:-1], axis=1)
        most = max(p.shape[1] for p in parts)
        return sum(np.pad(p, ((0, 0), (0, most - p.shape[1]), (0, 0), (0, 0))) for p in parts)


@mistake("Inception", hint="The pooled branch is framed by zeros: below 0, the frame wins.")
class FramedByZeros(Block):
    def _pool(self):
        class Zeros:
            def forward(self, x):
                self.inner = MaxPool(3, stride=1)
                return self.inner.forward(frame(x, 1))

            def backward(self, dout):
                return self.inner.backward(dout)[:, :, 1:-1, 1:-1]

        return Zeros()


@mistake("Inception", hint="The pooled branch takes means; the largest is asked for.")
class MeanPooling(Block):
    def _pool(self):
        class Mean:
            def forward(self, x):
                framed = frame(x, 1)
                H, W = x.shape[2:]
                return (
                    sum(framed[:, :, i : i + H, j : j + W] for i in range(3) for j in range(3))
                    / 9.0
                )

            backward = forward

        return Mean()


@mistake("Inception", hint="The pooled branch has no pooling.")
class NoPooling(Block):
    def _branches(self):
        return [*Block._branches(self)[:3], self._conv("p")]


@mistake(
    "Inception",
    hint="The pooling comes behind its 1 × 1 convolution in your block; it comes first.",
)
class PoolsLast(Block):
    def _branches(self):
        return [*Block._branches(self)[:3], [*self._conv("p"), self._pool()]]


@mistake("Inception", hint="There is no ReLU behind the convolutions.")
class NoRelu(Block):
    def _conv(self, name, pad=0):
        return Block._conv(self, name)[:1]


@mistake(
    "Inception",
    hint="The 1 × 1 convolutions in front of the large windows have no ReLU behind them.",
)
class NoReluInFront(Block):
    def _conv(self, name, pad=0):
        return Block._conv(self, name)[: 1 if name in ("3a", "5a") else 2]


@mistake("Inception", hint="The last convolutions of the branches have no ReLU.")
class NoReluAtTheEnds(Block):
    def _conv(self, name, pad=0):
        return Block._conv(self, name)[: 2 if name in ("3a", "5a") else 1]


@mistake("Inception", hint="One ReLU object serves all places. It remembers the last place only.")
class OneReluForAll(Block):
    def _branches(self):
        self.relu = ReLU()
        return [
            [self.relu if type(layer) is ReLU else layer for layer in branch]
            for branch in Block._branches(self)
        ]

    def backward(self, dout):
        self.relu.on = np.ones((1, 1, 1, 1), dtype=bool)
        return Block.backward(self, dout)


@mistake("Inception", hint="The biases are left out.")
class NoBiases(Block):
    def _conv(self, name, pad=0):
        layers = Block._conv(self, name)
        layers[0].b = 0 * layers[0].b
        return layers


@mistake(
    "Inception", hint="Your branches are in a row: each gets what the one before has made of x."
)
class OneAfterTheOther(Block):
    def forward(self, x):
        y = Block.forward(self, x)
        self.extra = Block.forward(self, np.roll(x, 1, axis=0) if len(x) > 1 else x[..., ::-1])
        return np.concatenate([y[:, : self.ends[0]], self.extra[:, self.ends[0] :]], axis=1)


@mistake(
    "Inception",
    hint="You keep the arrays of the beginning (a copy of the dict, or bricks made in `__init__`). Arrays that are put into params later are never seen.",
)
class ArraysOfTheBeginning(Block):
    def __init__(self, params):
        self.params = dict(params)


@mistake("Inception", hint="You copy the arrays. What an optimizer does to them is not seen.")
class Copies(Block):
    def __init__(self, params):
        self.params = {key: value.copy() for key, value in params.items()}


@mistake("Inception", hint="All your blocks share one dict of parameters: it belongs to the class.")
class ParamsOfTheClass(Block):
    def __init__(self, params):
        ParamsOfTheClass.params = params


@mistake(
    "Inception",
    hint="All your blocks share the branches of the last forward: they belong to the class.",
)
class BranchesOfTheClass(Block):
    def forward(self, x):
        y = Block.forward(self, x)
        for name in ("branches", "convs", "ends"):
            setattr(BranchesOfTheClass, name, getattr(self, name))
            delattr(self, name)
        return y


block(
    mistake,
    "last_branch_only",
    "dx is what the last branch says. x went into all four.",
    backward=after(lambda self, dx, dout: self._back(dout)[-1]),
)
block(
    mistake,
    "first_branch_only",
    "dx is what the first branch says. x went into all four.",
    backward=after(lambda self, dx, dout: self._back(dout)[0]),
)
block(
    mistake,
    "three_branches",
    "The pooled branch does not send its gradient back.",
    backward=after(lambda self, dx, dout: sum(self._back(dout)[:3])),
)
block(
    mistake,
    "mean_of_the_branches",
    "dx is the mean of the four. They are added.",
    backward=after(lambda self, dx, dout: dx / 4),
)
block(
    mistake,
    "concatenated_backwards",
    "You concatenate the four dx. They belong to the same x: they are added.",
    backward=after(lambda self, dx, dout: np.concatenate(self._back(dout), axis=1)),
)
block(
    mistake,
    "equal_pieces",
    "You cut dout into equal pieces; the branches have different numbers of channels.",
    forward=lambda self, x: Block.forward(self, x) if not hasattr(self, "no") else None,
    _pieces=lambda self, dout: [
        np.resize(p, (dout.shape[0], n, *dout.shape[2:]))
        for p, n in zip(np.array_split(dout, 4, axis=1), np.diff([0, *self.ends]))
    ],
)
block(
    mistake,
    "pieces_in_another_order",
    "dout is cut in another order than the one in which forward has put the branches together.",
    _pieces=lambda self, dout: np.split(dout[:, ::-1], self.ends[:-1], axis=1),
)
block(
    mistake,
    "weights_only",
    "The gradients of the biases are missing.",
    backward=after(
        lambda self, dx, dout: (
            setattr(self, "grads", {k: v for k, v in self.grads.items() if k[0] == "W"}),
            dx,
        )[1]
    ),
)
block(
    mistake,
    "last_convolutions_only",
    "The 1 × 1 convolutions in front of the large windows have gradients, too.",
    backward=after(
        lambda self, dx, dout: (
            setattr(self, "grads", {k: v for k, v in self.grads.items() if "a" not in k}),
            dx,
        )[1]
    ),
)
block(
    mistake,
    "means_over_the_batch",
    "Your gradients are means over the batch. They are sums; a mean, if any, is in dout already.",
    backward=regrad(lambda key, value, self, dout: value / len(dout)),
)
block(
    mistake,
    "three_and_five_swapped",
    "The gradients of the branches three and five stand under each other's keys.",
    backward=after(
        lambda self, dx, dout: (
            setattr(
                self,
                "grads",
                {
                    k.replace("3", "x").replace("5", "3").replace("x", "5"): v
                    for k, v in self.grads.items()
                },
            ),
            dx,
        )[1]
    ),
)


@mistake("Inception", hint="Your gradients add up over the calls of backward.")
class AddsUp(Block):
    def backward(self, dout):
        before = getattr(self, "grads", {})
        dx = Block.backward(self, dout)
        self.grads = {key: value + before.get(key, 0) for key, value in self.grads.items()}
        return dx


@mistake("Inception", hint="You fill the same dict anew every time; what was handed out changes.")
class SameDict(Block):
    def backward(self, dout):
        same = getattr(self, "same", {})
        dx = Block.backward(self, dout)
        same.update(self.grads)
        self.same = self.grads = same
        return dx


@variant("Inception", "written out, branch by branch")
class WrittenOut:
    def __init__(self, params):
        self.params = params

    def forward(self, x):
        p = self.params
        self.c = {n: Conv(p["W" + n], p["b" + n], pad={"3b": 1, "5b": 2}.get(n, 0)) for n in NAMES}
        self.r = {n: ReLU() for n in NAMES}
        self.m = MaxPool(3, 1, 1)

        def go(name, y):
            return self.r[name].forward(self.c[name].forward(y))

        parts = go("1", x), go("3b", go("3a", x)), go("5b", go("5a", x)), go("p", self.m.forward(x))
        self.n = [part.shape[1] for part in parts]
        return np.hstack(parts)

    def backward(self, dout):
        def back(name, d):
            return self.c[name].backward(self.r[name].backward(d))

        a, b, c, _ = self.n
        dx = back("1", dout[:, :a])
        dx = dx + back("3a", back("3b", dout[:, a : a + b]))
        dx = dx + back("5a", back("5b", dout[:, a + b : a + b + c]))
        dx = dx + self.m.backward(back("p", dout[:, a + b + c :]))
        self.grads = {"W" + n: self.c[n].dW for n in NAMES} | {"b" + n: self.c[n].db for n in NAMES}
        return dx
