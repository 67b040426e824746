"""What learners believe of a network in the shape of its input. `CircuitNet` here is the right one."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "CircuitNet",
    hint="Both halves go through the same link. The two inputs of a gate have a link each.",
)
class OneLinkForBoth(CircuitNet):
    def state(self, circuit):
        if isinstance(circuit, tuple):
            return tanh(self.first(self.state(circuit[0])) + self.first(self.state(circuit[1])))
        return super().state(circuit)


@mistake(
    "CircuitNet", hint="The two links are swapped: `first` belongs to the first half of the pair."
)
class Swapped(CircuitNet):
    def state(self, circuit):
        if isinstance(circuit, tuple):
            return tanh(self.second(self.state(circuit[0])) + self.first(self.state(circuit[1])))
        return super().state(circuit)


@mistake("CircuitNet", hint="A gate's state is not bent.")
class GatesNotBent(CircuitNet):
    def state(self, circuit):
        if isinstance(circuit, tuple):
            return self.first(self.state(circuit[0])) + self.second(self.state(circuit[1]))
        return super().state(circuit)


@mistake(
    "CircuitNet",
    hint="Each half is bent for itself. They are added first, and the sum is bent once.",
)
class BentApart(CircuitNet):
    def state(self, circuit):
        if isinstance(circuit, tuple):
            a, b = circuit
            return tanh(self.first(self.state(a))) + tanh(self.second(self.state(b)))
        return super().state(circuit)


@mistake("CircuitNet", hint="A leaf's state is not bent.")
class LeavesNotBent(CircuitNet):
    def state(self, circuit):
        if isinstance(circuit, tuple):
            return super().state(circuit)
        return self.leaf(np.array([[float(circuit)]]))


@mistake("CircuitNet", hint="The output is bent too. Behind `top` there is no bend.")
class BentOutput(CircuitNet):
    def __call__(self, circuit):
        return tanh(super().__call__(circuit))


@mistake(
    "CircuitNet",
    hint="The halves are worked out, and then only their numbers (`.data`) are used. The road back is cut at every gate.",
)
class CutAtEveryGate(CircuitNet):
    def state(self, circuit):
        if isinstance(circuit, tuple):
            a, b = circuit
            return tanh(self.first(self.state(a).data) + self.second(self.state(b).data))
        return super().state(circuit)


@mistake(
    "CircuitNet",
    hint="You go into the first half only as far as it is a pair, and take the second half for a number. Both may be circuits.",
)
class OnlyToTheLeft(CircuitNet):
    def state(self, circuit):
        if isinstance(circuit, tuple):
            a, b = circuit
            while isinstance(b, tuple):
                b = b[0]
            return tanh(self.first(self.state(a)) + self.second(self.state(b)))
        return super().state(circuit)


@mistake(
    "CircuitNet",
    hint="The gate is worked out with 0 and 1, by its rule, and only the result goes into the network. It has to find the rule itself.",
)
class KnowsTheRule(CircuitNet):
    def state(self, circuit):
        def result(c):
            return 1 - result(c[0]) * result(c[1]) if isinstance(c, tuple) else c

        return super().state(result(circuit))


@mistake(
    "CircuitNet",
    hint="States are kept from call to call. When the parameters have moved, they are those of yesterday.",
)
class Remembers(CircuitNet):
    def state(self, circuit):
        kept = vars(self).setdefault("kept", {})
        if circuit not in kept:
            kept[circuit] = super().state(circuit)
        return kept[circuit]


@mistake(
    "CircuitNet",
    hint="`top` is used inside: a gate is given the outputs of its halves, not their states.",
)
class TopInside(CircuitNet):
    def state(self, circuit):
        if isinstance(circuit, tuple):
            a, b = circuit
            return tanh(self.first(self.leaf(self(a))) + self.second(self.leaf(self(b))))
        return super().state(circuit)


@mistake(
    "CircuitNet",
    hint="A leaf's number is lost: 0 and 1 look alike. What goes through `leaf` is the number.",
)
class LeavesAlike(CircuitNet):
    def state(self, circuit):
        return super().state(circuit if isinstance(circuit, tuple) else 1)


@variant("CircuitNet", "a stack in place of recursion")
class ByStack(CircuitNet):
    def state(self, circuit):
        todo, done = [(circuit, False)], []
        while todo:
            c, ready = todo.pop()
            if not isinstance(c, tuple):
                done.append(tanh(self.leaf(np.full((1, 1), c, dtype=float))))
            elif ready:
                b, a = done.pop(), done.pop()
                done.append(tanh(self.second(b) + self.first(a)))
            else:
                todo += [(c, True), (c[1], False), (c[0], False)]
        return done[0]


@variant("CircuitNet", "by type of the leaf, and by indices")
class ByIndices(CircuitNet):
    def state(self, circuit):
        if type(circuit) is not tuple:
            return tanh(self.leaf(Variable([[circuit]])))
        left, right = (self.state(c) for c in circuit)
        return tanh(self.first(left) + self.second(right))

    def __call__(self, circuit):
        s = self.state(circuit)
        return s @ self.top.W + self.top.b
