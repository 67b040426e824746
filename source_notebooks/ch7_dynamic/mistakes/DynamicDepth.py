"""What learners believe of a chain of changing depth. `DynamicDepth` here is the right one."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "DynamicDepth",
    hint="Your hidden layers are made anew in every call, with new random numbers. What is learned has to be made once, and kept.",
)
class NewLayersInEveryCall(DynamicDepth):
    def __init__(self, n_in, n_hidden, n_out, max_depth, rng):
        super().__init__(n_in, n_hidden, n_out, max_depth, rng)
        self.n, self.rng = n_hidden, rng

    def __call__(self, x, depth_fn):
        depth = depth_fn(x)
        if not 0 <= depth <= self.max_depth:
            raise ValueError
        h = tanh(self.first(x))
        for _ in range(depth):
            h = tanh(Linear(self.n, self.n, self.rng)(h))
        return self.last(h)


@mistake(
    "DynamicDepth",
    hint="One hidden layer is used again and again. Here each depth has a layer of its own on the shelf.",
)
class OneLayerRepeated(DynamicDepth):
    def __call__(self, x, depth_fn):
        depth = depth_fn(x)
        if not 0 <= depth <= self.max_depth:
            raise ValueError
        h = tanh(self.first(x))
        for _ in range(depth):
            h = tanh(self.hidden1(h))
        return self.last(h)


@mistake(
    "DynamicDepth", hint="You always go through all the layers. How many does this call ask for?"
)
class AlwaysAll(DynamicDepth):
    def __call__(self, x, depth_fn):
        if not 0 <= depth_fn(x) <= self.max_depth:
            raise ValueError
        return super().__call__(x, lambda _: self.max_depth)


@mistake("DynamicDepth", hint="Your loop is one layer short. At depth 1, one hidden layer is used.")
class OneTooFew(DynamicDepth):
    def __call__(self, x, depth_fn):
        depth = depth_fn(x)
        return super().__call__(x, lambda _: depth - 1 if depth > 0 else depth)


@mistake(
    "DynamicDepth",
    hint="The first layer is counted as depth 1. The depth counts hidden layers: at 0, only the first and the last layer are used.",
)
class FirstLayerCounts(DynamicDepth):
    def __call__(self, x, depth_fn):
        depth = depth_fn(x)
        if not 0 <= depth <= self.max_depth:
            raise ValueError
        h = tanh(self.first(x)) if depth else self.first(x)
        for i in range(1, depth + 1):
            h = tanh(getattr(self, f"hidden{i}")(h))
        return self.last(h)


@mistake("DynamicDepth", hint="The output is bent too. Behind the last layer there is no bend.")
class BentOutput(DynamicDepth):
    def __call__(self, x, depth_fn):
        return tanh(super().__call__(x, depth_fn))


@mistake(
    "DynamicDepth",
    hint="Your layers are taken from the end of the shelf. A call of depth 1 uses hidden1.",
)
class FromTheEnd(DynamicDepth):
    def __call__(self, x, depth_fn):
        depth = depth_fn(x)
        if not 0 <= depth <= self.max_depth:
            raise ValueError
        h = tanh(self.first(x))
        for i in range(self.max_depth, self.max_depth - depth, -1):
            h = tanh(getattr(self, f"hidden{i}")(h))
        return self.last(h)


@mistake(
    "DynamicDepth",
    hint="A depth that is out of range is quietly bent into it. A ValueError was asked for: who asks for 7 layers of 3 has made a mistake, and wants to know.",
)
class Clips(DynamicDepth):
    def __call__(self, x, depth_fn):
        depth = depth_fn(x)
        return super().__call__(x, lambda _: min(max(depth, 0), self.max_depth))


@mistake(
    "DynamicDepth", hint="A negative depth is let through. Both ends of the range are guarded."
)
class NegativeIsFine(DynamicDepth):
    def __call__(self, x, depth_fn):
        depth = depth_fn(x)
        return super().__call__(x, lambda _: max(depth, 0))


@mistake(
    "DynamicDepth",
    hint="The depth of the first call is kept for all later ones. That is a static network: decide anew in every call.",
)
class FirstDepthForEver(DynamicDepth):
    def __call__(self, x, depth_fn):
        if not 0 <= depth_fn(x) <= self.max_depth:
            raise ValueError
        self.kept = getattr(self, "kept", depth_fn(x))
        return super().__call__(x, lambda _: self.kept)


@mistake(
    "DynamicDepth",
    hint="`depth_fn` is asked more than once in a call. It may draw its answer: ask once, and keep it.",
)
class AsksTwice(DynamicDepth):
    def __call__(self, x, depth_fn):
        depth_fn(x)
        return super().__call__(x, depth_fn)


@mistake(
    "DynamicDepth",
    hint="`depth_fn` is asked about the hidden layer. It decides by the input, as it came.",
)
class AsksAboutHidden(DynamicDepth):
    def __call__(self, x, depth_fn):
        return super().__call__(x, lambda x: depth_fn(tanh(self.first(x)).data))


@mistake(
    "DynamicDepth",
    hint="The last layer is made before the hidden ones, so it gets other random numbers, and the order of the parameters is another one.",
)
class LastMadeEarly(DynamicDepth):
    def __init__(self, n_in, n_hidden, n_out, max_depth, rng):
        self.max_depth = max_depth
        links = {"first": Linear(n_in, n_hidden, rng), "last": Linear(n_hidden, n_out, rng)}
        for i in range(1, max_depth + 1):
            links[f"hidden{i}"] = Linear(n_hidden, n_hidden, rng)
        Chain.__init__(self, **links)


@mistake(
    "DynamicDepth",
    hint="The hidden layers are in a list that the chain does not know of: they are not among `params()`, so no optimizer would ever move them.",
)
class HiddenFromTheChain(DynamicDepth):
    def __init__(self, n_in, n_hidden, n_out, max_depth, rng):
        self.max_depth = max_depth
        first = Linear(n_in, n_hidden, rng)
        hidden = [Linear(n_hidden, n_hidden, rng) for _ in range(max_depth)]
        Chain.__init__(self, first=first, last=Linear(n_hidden, n_out, rng))
        for i, link in enumerate(hidden, 1):
            setattr(self, f"hidden{i}", link)


@mistake(
    "DynamicDepth",
    hint="Layers that were left out get a gradient of zeros. They have no part in the graph: their `grad` stays None, and that is a different message for an optimizer.",
)
class ZerosForTheUnused(DynamicDepth):
    def __call__(self, x, depth_fn):
        depth = depth_fn(x)
        y = super().__call__(x, lambda _: depth)
        for i in range(depth + 1, self.max_depth + 1):
            link = getattr(self, f"hidden{i}")
            for p in link.params():
                p.grad = np.zeros_like(p.data) if p.grad is None else p.grad
        return y


@mistake(
    "DynamicDepth",
    hint="Your call clears the gradients. When they are cleared is decided by whoever trains; here two calls have to add up.",
)
class ClearsGradients(DynamicDepth):
    def __call__(self, x, depth_fn):
        self.cleargrads()
        return super().__call__(x, depth_fn)


@mistake(
    "DynamicDepth",
    hint="The hidden layers are worked out with `.data`, outside the tape. The numbers are right, and no gradient comes through.",
)
class OutsideTheTape(DynamicDepth):
    def __call__(self, x, depth_fn):
        depth = depth_fn(x)
        if not 0 <= depth <= self.max_depth:
            raise ValueError
        h = np.tanh(self.first(x).data)
        for i in range(1, depth + 1):
            link = getattr(self, f"hidden{i}")
            h = np.tanh(h @ link.W.data + link.b.data)
        return self.last(h)


@mistake("DynamicDepth", hint="Your bend is ReLU. Here it is tanh, everywhere but at the end.")
class BentByReLU(DynamicDepth):
    def __call__(self, x, depth_fn):
        depth = depth_fn(x)
        if not 0 <= depth <= self.max_depth:
            raise ValueError
        h = relu(self.first(x))
        for i in range(1, depth + 1):
            h = relu(getattr(self, f"hidden{i}")(h))
        return self.last(h)


@variant("DynamicDepth", "a list beside the names, and a slice of it")
class ByList(Chain):
    def __init__(self, n_in, n_hidden, n_out, max_depth, rng):
        first = Linear(n_in, n_hidden, rng)
        self.shelf = [Linear(n_hidden, n_hidden, rng) for _ in range(max_depth)]
        names = {f"hidden{i + 1}": link for i, link in enumerate(self.shelf)}
        super().__init__(first=first, **names, last=Linear(n_hidden, n_out, rng))

    def __call__(self, x, depth_fn):
        depth = int(depth_fn(x))
        if depth < 0 or depth > len(self.shelf):
            raise ValueError("no such depth")
        h = self.first(x)
        for link in self.shelf[:depth]:
            h = link(tanh(h))
        return self.last(tanh(h))


@variant("DynamicDepth", "a while, and the input as a variable")
class ByWhile(DynamicDepth):
    def __call__(self, x, depth_fn):
        rest, i = depth_fn(x), 0
        if rest not in range(self.max_depth + 1):
            raise ValueError
        h = tanh(self.first(Variable(x)))
        while rest > 0:
            i, rest = i + 1, rest - 1
            h = tanh(vars(self)[f"hidden{i}"](h))
        return self.last(h)
