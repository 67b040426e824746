"""What learners believe of single nodes. `Multiply` and `Add` here are the right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def back(x, y, dout):
    return dout * y, dout * x


class Kept(Multiply):
    """Keep x and y, and go back by `way`."""

    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

    def backward(self, dout):
        return self.way(self.x, self.y, dout)


@mistake(
    "nodes",
    binds="Multiply",
    hint="Your two slopes are the wrong way round: each side gets its own number. If x grows by one, by how much does x · y grow?",
)
class PartnerNotSwapped(Kept):
    def way(self, x, y, dout):
        return dout * x, dout * y


@mistake(
    "nodes",
    binds="Multiply",
    hint="You give the slopes of the product alone. What comes from behind, `dout`, has no part in them.",
)
class UpstreamIgnored(Kept):
    def way(self, x, y, dout):
        return y, x


@mistake(
    "nodes",
    binds="Multiply",
    hint="`dout` is added where it has to be multiplied: slopes along a road are factors.",
)
class UpstreamAdded(Kept):
    def way(self, x, y, dout):
        return dout + y, dout + x


@mistake(
    "nodes",
    binds="Multiply",
    hint="`dout` is multiplied into the first slope only. The second one comes along the same road.",
)
class UpstreamOnce(Kept):
    def way(self, x, y, dout):
        return dout * y, x


@mistake(
    "nodes",
    binds="Multiply",
    hint="You divide by `dout`. The slope of the rest of the road is a factor.",
)
class DividesByUpstream(Kept):
    def way(self, x, y, dout):
        with np.errstate(all="ignore"):
            return y / dout, x / dout


@mistake(
    "nodes",
    binds="Multiply",
    hint="A sign has crept in. x · y grows with x as fast as y says, not against it.",
)
class SignTurned(Kept):
    def way(self, x, y, dout):
        return -dout * y, -dout * x


@mistake(
    "nodes",
    binds="Multiply",
    hint="You find the partner by dividing the product by the number itself. Where that is 0, this cannot be done; remember both.",
)
class PartnerByDivision(Kept):
    def way(self, x, y, dout):
        with np.errstate(all="ignore"):
            return dout * np.divide(x * y, x), dout * np.divide(x * y, y)


@mistake(
    "nodes",
    binds="Multiply",
    hint="Both slopes are the whole product times `dout`. Of two factors, which one is left when you ask for the other's slope?",
)
class ProductForBoth(Kept):
    def way(self, x, y, dout):
        return dout * x * y, dout * x * y


@mistake(
    "nodes",
    binds="Multiply",
    hint="The multiplication is treated like an addition: it hands `dout` on as it is.",
)
class LikeAnAddition(Kept):
    def way(self, x, y, dout):
        return dout, dout


@mistake(
    "nodes",
    binds="Multiply",
    hint="Your slopes add up from one way back to the next. Each answers for its own `dout` alone.",
)
class AddsUp(Kept):
    def forward(self, x, y):
        self.dx = self.dy = 0.0
        return super().forward(x, y)

    def way(self, x, y, dout):
        self.dx, self.dy = self.dx + dout * y, self.dy + dout * x
        return self.dx, self.dy


@mistake(
    "nodes",
    binds="Multiply",
    hint="All your nodes remember in one place, which belongs to the class. Each object has its own numbers: `self.`",
)
class SharedMemory(Multiply):
    seen = {}

    def forward(self, x, y):
        self.seen.update(x=x, y=y)
        return x * y

    def backward(self, dout):
        return back(self.seen["x"], self.seen["y"], dout)


@mistake(
    "nodes",
    binds="Multiply",
    hint="Your node remembers the first numbers that it ever saw. The latest `forward` counts.",
)
class RemembersTheFirst(Multiply):
    def forward(self, x, y):
        if not hasattr(self, "x"):
            self.x, self.y = x, y
        return x * y


@mistake(
    "nodes",
    binds="Multiply",
    hint="After one way back your node has forgotten its numbers. It may be asked again.",
)
class ForgetsAfterOnce(Multiply):
    def backward(self, dout):
        slopes = super().backward(dout)
        self.x = self.y = 0.0
        return slopes


@mistake(
    "nodes",
    binds="Multiply",
    hint="You write into an array that came in. What comes in is left as it was: make a new one.",
)
class WritesIntoX(Multiply):
    def forward(self, x, y):
        self.y, self.x = y, x + 0
        x *= y
        return x

    def backward(self, dout):
        return back(self.x, self.y, dout)


@mistake(
    "nodes",
    binds="Multiply",
    hint="You write into `dout`. Others may still need it: make a new array.",
)
class WritesIntoUpstream(Multiply):
    def backward(self, dout):
        dy = dout * self.x
        dout *= self.y
        return dout, dy


@mistake(
    "nodes",
    binds="Multiply",
    hint="Your slopes of an array are added up to one number. Each element has its own.",
)
class SlopesAddedUp(Kept):
    def way(self, x, y, dout):
        return np.sum(dout * y), np.sum(dout * x)


@mistake(
    "nodes",
    binds="Multiply",
    hint="`backward` gives one slope. There are two inputs, and each has its own.",
)
class OneSlope(Kept):
    def way(self, x, y, dout):
        return dout * y


@mistake(
    "nodes",
    binds="Add",
    hint="The addition does not hand on what came from behind: 1 is its own slope, and `dout` has to be multiplied in.",
)
class AddGivesOnes(Add):
    def backward(self, dout):
        return np.ones_like(dout) * 1.0, np.ones_like(dout) * 1.0


@mistake(
    "nodes",
    binds="Add",
    hint="Your addition shares `dout` out, half to each side. One more of x is one whole more of x + y.",
)
class AddShares(Add):
    def backward(self, dout):
        return dout / 2, dout / 2


@mistake(
    "nodes",
    binds="Add",
    hint="Your addition multiplies like a product. The slope of x + y with respect to x does not depend on y.",
)
class AddLikeProduct(Add):
    def forward(self, x, y):
        self.x, self.y = x, y
        return x + y

    def backward(self, dout):
        return back(self.x, self.y, dout)


@mistake(
    "nodes", binds="Add", hint="A sum, not a difference: y counts as much as x, with the same sign."
)
class AddSubtracts(Add):
    def backward(self, dout):
        return dout, -dout


@mistake(
    "nodes",
    binds="Add",
    hint="`backward` gives one slope. There are two inputs, and each has its own.",
)
class AddOnce(Add):
    def backward(self, dout):
        return dout


@mistake(
    "nodes",
    binds="Add",
    hint="Your slopes of an array are added up to one number. Each element has its own.",
)
class AddAddsUp(Add):
    def backward(self, dout):
        return np.sum(dout), np.sum(dout)


@mistake(
    "nodes", binds="Add", hint="You write into `dout`, so that a second way back finds it changed."
)
class AddWrites(Add):
    def backward(self, dout):
        if isinstance(dout, np.ndarray):
            dout += 0.5
            return dout - 0.5, dout - 0.5
        return dout, dout


@variant("nodes", "copies, a tuple as memory, and a list for the pair", binds="Multiply")
class ByCopies:
    def forward(self, x, y):
        self.memory = (np.copy(x), np.copy(y))
        return np.multiply(x, y)

    def backward(self, dout):
        x, y = self.memory
        return [np.multiply(y, dout), np.multiply(x, dout)]


@variant("nodes", "slopes are kept instead of inputs", binds="Multiply")
class ByFunction:
    def forward(self, x, y):
        self.way_back = lambda dout: (y * dout, x * dout)
        return y * x

    def backward(self, dout):
        return self.way_back(dout)


@variant("nodes", "two separate copies", binds="Add")
class AddCopies(Add):
    def backward(self, dout):
        return dout * 1, dout * 1
