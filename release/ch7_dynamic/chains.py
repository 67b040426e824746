"""Models of links, and Adam: what the notebook *models* builds, in the dress of Chainer's first version.

A chain is told its links by name when it is made, `Chain(l1=…, l2=…)`, and they become attributes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from tape import Variable


class Chain:
    """A model made of links, which are layers with parameters, or chains again.

    Examples
    --------
    >>> class Line(Chain):
    ...     def __init__(self, rng):
    ...         super().__init__(l1=Linear(1, 10, rng), l2=Linear(10, 1, rng))
    ...
    ...     def __call__(self, x):
    ...         return self.l2(self.l1(x))
    >>> sum(p.data.size for p in Line(np.random.default_rng(0)).params())
    31
    """

    def __init__(self, **links: Any) -> None:
        self._names = list(links)
        vars(self).update(links)

    def params(self) -> Iterator[Variable]:
        """Yield the parameters of all links, in the order in which these were given."""
        for name in self._names:
            yield from getattr(self, name).params()

    def cleargrads(self) -> None:
        for p in self.params():
            p.cleargrad()


class Linear:
    """A dense layer, y = x W + b: (N, n_in) -> (N, n_out).

    W is drawn with the standard deviation √(1/n_in), as Chainer does; b is 0.
    """

    def __init__(self, n_in: int, n_out: int, rng: np.random.Generator) -> None:
        self.W = Variable(rng.normal(size=(n_in, n_out)) / np.sqrt(n_in), name="W")
        self.b = Variable(np.zeros(n_out), name="b")

    def __call__(self, x: Any) -> Variable:
        return x @ self.W + self.b

    def params(self) -> Iterator[Variable]:
        yield self.W
        yield self.b


class Adam:
    """Adam over the parameters of a chain, with chapter 5's settings; those without a gradient rest.

    The moments are kept by parameter, and each parameter counts its own steps: one that was not part
    of the last graphs is not moved by what it remembers of earlier ones.
    """

    def __init__(self, model: Any, lr: float = 0.001, betas: tuple[float, float] = (0.9, 0.999)):
        self.model, self.lr, self.betas = model, lr, betas
        self._kept: dict[int, list[Any]] = {}

    def update(self) -> None:
        """Move every parameter that has a gradient, in place, and clear the gradients."""
        beta1, beta2 = self.betas
        for p in self.model.params():
            if p.grad is None:
                continue
            kept = self._kept.setdefault(p.number, [0, 0.0, 0.0])
            kept[0] += 1
            kept[1] = beta1 * kept[1] + (1 - beta1) * p.grad
            kept[2] = beta2 * kept[2] + (1 - beta2) * p.grad * p.grad
            step = self.lr / (1 - beta1 ** kept[0])
            p.data -= step * kept[1] / (np.sqrt(kept[2] / (1 - beta2 ** kept[0])) + 1e-8)
            p.cleargrad()
