"""Define-by-run in one file: what the notebook *graph* builds, in another dress, ready to be used.

There a node of the graph is an object with a `forward` and a `backward`. Here it is a function that
was defined while the network ran, and that remembers what it needs (a closure), as PyTorch's users
see it in `grad_fn`. The order of going back needs no search either: whatever is computed gets the next
number, so going down the numbers meets every result before what it was made from.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np

_counter = itertools.count()


class Variable:
    """An array, the gradient of something with respect to it, and where it came from.

    Attributes
    ----------
    data : array
        Of any float dtype; what is computed keeps it.
    grad : array of the shape and dtype of `data`, or None
        None until a `backward` has come by. What arrives is added: call `cleargrad` before the next.
    inputs : tuple of Variable
        What it was computed from; empty for what was not computed.
    made_by : str
        The name of the operation; empty for what was not computed.
    name : str
        For pictures.
    """

    __array_ufunc__ = None  # so that `array + variable` asks the variable

    def __init__(self, data: Any, name: str = "") -> None:
        data = np.asarray(data)
        self.data = data if data.dtype.kind == "f" else data.astype(float)
        self.grad: np.ndarray | None = None
        self.inputs: tuple[Variable, ...] = ()
        self.made_by = ""
        self.name = name
        self.number = next(_counter)
        self._pull: Callable[[np.ndarray], tuple[np.ndarray, ...]] | None = None

    def backward(self) -> None:
        """Fill `grad` of everything that this one was computed from, and its own with ones."""
        arrived = {self.number: np.ones_like(self.data)}  # a call's own, so that two calls add up
        waiting = {self.number: self}
        for number in self._numbers():
            node, gradient = waiting.pop(number), arrived.pop(number)
            node.grad = np.array(gradient) if node.grad is None else node.grad + gradient
            if node._pull is None:
                continue
            for source, part in zip(node.inputs, node._pull(gradient), strict=True):
                waiting[source.number] = source
                at = source.number
                arrived[at] = part if at not in arrived else arrived[at] + part

    def _numbers(self) -> list[int]:
        """Return the numbers of all that this one was computed from, its own too, latest first."""
        seen, queue = {self.number}, [self]
        while queue:
            for source in queue.pop().inputs:
                if source.number not in seen:
                    seen.add(source.number)
                    queue.append(source)
        return sorted(seen, reverse=True)

    def cleargrad(self) -> None:
        self.grad = None

    @property
    def shape(self) -> tuple[int, ...]:
        return self.data.shape

    def __add__(self, other: Any) -> Variable:
        return add(self, other)

    def __sub__(self, other: Any) -> Variable:
        return add(self, negative(_variable(other, self)))

    def __rsub__(self, other: Any) -> Variable:
        return add(other, negative(self))

    def __mul__(self, other: Any) -> Variable:
        return multiply(self, other)

    def __neg__(self) -> Variable:
        return negative(self)

    def __matmul__(self, other: Any) -> Variable:
        return matmul(self, other)

    def __rmatmul__(self, other: Any) -> Variable:
        return matmul(other, self)

    __radd__, __rmul__ = __add__, __mul__

    def __repr__(self) -> str:
        name = f"{self.name}: " if self.name else ""
        return f"Variable({name}{np.array2string(self.data, prefix='Variable(')})"


def apply(
    made_by: str,
    data: np.ndarray,
    pull: Callable[[np.ndarray], tuple[np.ndarray, ...]],
    *inputs: Variable,
) -> Variable:
    """Record one operation: its result, what it was made from, and how a gradient goes back.

    Parameters
    ----------
    made_by : str
    data : array
    pull : callable
        From the gradient with respect to the result to one gradient for each input, as a tuple.
    *inputs : Variable
    """
    made = Variable(data)
    made.made_by, made.inputs, made._pull = made_by, inputs, pull
    return made


def _variable(x: Any, like: Variable | None = None) -> Variable:
    if isinstance(x, Variable):
        return x
    return Variable(np.asarray(x, dtype=None if like is None else like.data.dtype))


def _pair(a: Any, b: Any) -> tuple[Variable, Variable]:
    """Return both as variables; a plain number takes the dtype of the other."""
    like = a if isinstance(a, Variable) else b if isinstance(b, Variable) else None
    return _variable(a, like), _variable(b, like)


def _folded(gradient: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Add up what broadcasting had spread, down to the given shape."""
    if gradient.shape == shape:
        return gradient
    added = gradient.reshape(-1, *gradient.shape[gradient.ndim - len(shape) :]).sum(axis=0)
    spread = tuple(axis for axis, n in enumerate(shape) if n == 1)
    return added.sum(axis=spread, keepdims=True) if spread else added


def add(a: Any, b: Any) -> Variable:
    a, b = _pair(a, b)
    return apply(
        "add", a.data + b.data, lambda g: (_folded(g, a.shape), _folded(g, b.shape)), a, b
    )


def multiply(a: Any, b: Any) -> Variable:
    a, b = _pair(a, b)
    return apply(
        "multiply",
        a.data * b.data,
        lambda g: (_folded(g * b.data, a.shape), _folded(g * a.data, b.shape)),
        a,
        b,
    )


def negative(x: Any) -> Variable:
    x = _variable(x)
    return apply("negative", -x.data, lambda g: (-g,), x)


def matmul(x: Any, W: Any) -> Variable:
    """Return x @ W: (N, D) @ (D, K) -> (N, K), or several such products, stacked along axes in front."""
    x, W = _variable(x), _variable(W)
    return apply(
        "matmul",
        x.data @ W.data,
        lambda g: (
            _folded(g @ np.swapaxes(W.data, -1, -2), x.shape),
            _folded(np.swapaxes(x.data, -1, -2) @ g, W.shape),
        ),
        x,
        W,
    )


def relu(x: Any) -> Variable:
    x = _variable(x)
    return apply("relu", np.maximum(x.data, 0), lambda g: (g * (x.data > 0),), x)


def leaky_relu(x: Any, slope: float = 0.2) -> Variable:
    """Return x where it is positive, and `slope` times x elsewhere (Chainer's default slope)."""
    x = _variable(x)
    factor = np.where(x.data > 0, 1, slope).astype(x.data.dtype)
    return apply("leaky_relu", x.data * factor, lambda g: (g * factor,), x)


def sigmoid(x: Any) -> Variable:
    x = _variable(x)
    y = 0.5 * (np.tanh(0.5 * x.data) + 1)  # does not overflow
    return apply("sigmoid", y, lambda g: (g * y * (1 - y),), x)


def tanh(x: Any) -> Variable:
    x = _variable(x)
    y = np.tanh(x.data)
    return apply("tanh", y, lambda g: (g * (1 - y * y),), x)


def total(x: Any) -> Variable:
    """Return the sum of all elements, of shape ()."""
    x = _variable(x)
    return apply("total", np.asarray(x.data.sum()), lambda g: (np.broadcast_to(g, x.shape),), x)


def mean_squared_error(y: Any, t: Any) -> Variable:
    """Return the mean of (y - t)², of shape ().

    The gradient is computed in the order of chapter 4's `step_seed001`, 2 (y - t) / size, so that both
    agree to the last digit.
    """
    y, t = _pair(y, t)
    difference, size = y.data - t.data, y.data.dtype.type(y.data.size)
    loss = np.asarray(np.square(difference).sum() / size)

    def pull(g: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        part = g * (2.0 * difference / size)
        return part, -part

    return apply("mean_squared_error", loss, pull, y, t)
