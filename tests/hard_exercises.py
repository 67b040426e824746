"""The hardest exercises to come, on which the check library is tried before it is settled.

Each is the source text of a reference, a test cell's body, and known mistakes as source text,
so that test and answer can live in one process or in two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class HardExercise:
    """One exercise: its name, its answer, its test, and wrong answers that must be named."""

    name: str
    reference: str
    block: Callable[[Any, Any], None]
    mistakes: Mapping[str, str] = field(default_factory=dict)


# --- softmax: misconceptions by axis ---------------------------------------------------------

Z = np.array([[1.0, 2.0, 0.5], [3.0, 3.0, -40.0]])


def softmax_block(check: Any, f: Any) -> None:
    check(f).on(np.array([1.0, 2.0, 3.0]))
    check(f).on(Z, because="every row on its own")
    check(f).on(Z, axis=0, because="axis=0 normalises columns")
    check(f).on(np.array([[1000.0, 1001.0], [0.0, -1000.0]]), because="no overflow")
    check(f).on(Z[None], because="any number of axes")


SOFTMAX = HardExercise(
    "softmax",
    """
def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
""",
    softmax_block,
    {
        "one maximum for the batch": """
def softmax(z, axis=-1):
    e = np.exp(z - np.max(z))
    return e / e.sum(axis=axis, keepdims=True)
""",
        "axis ignored": """
def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
""",
        "sum over everything": """
def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return e / e.sum()
""",
        "columns": """
def softmax(z, axis=0):
    e = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
""",
        "two axes only": """
def softmax(z, axis=-1):
    z = np.atleast_2d(z)
    n, d = z.shape
    e = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
""",
        "in place": """
def softmax(z, axis=-1):
    z -= np.max(z, axis=axis, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(axis=axis, keepdims=True)
    return z
""",
    },
)

# --- numerical_gradient(f, x): a callable is passed in -----------------------------------------


def quadratic(x: np.ndarray) -> float:
    return float((x**2).sum() + 3 * x.ravel()[0])


def numerical_gradient_block(check: Any, f: Any) -> None:
    check(f).on(quadratic, np.array([1.0, -2.0, 0.5]), atol=1e-6)
    check(f).on(quadratic, np.array([[1.0, -2.0], [0.5, 3.0]]), atol=1e-6)

    def counted(gradient: Any) -> int:
        calls = []

        def watched(x: np.ndarray) -> float:
            calls.append(np.array(x))
            return quadratic(x)

        gradient(watched, np.array([1.0, 2.0, 3.0]))
        return len(calls)

    check(f).through(counted, equals=6, because="two calls a coordinate")

    def seen_at_the_end(gradient: Any) -> float:
        last = []

        def watched(x: np.ndarray) -> float:
            last.append(float(np.abs(x - np.array([1.0, 2.0])).max()))
            return quadratic(x)

        gradient(watched, np.array([1.0, 2.0]))
        return max(last)

    check(f).holds(lambda g: seen_at_the_end(g) < 1e-2, because="one coordinate moves at a time")


NUMERICAL_GRADIENT = HardExercise(
    "numerical_gradient",
    """
def numerical_gradient(f, x, h=1e-4):
    x = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        value = x[index]
        x[index] = value + h
        above = f(x)
        x[index] = value - h
        below = f(x)
        gradient[index] = (above - below) / (2 * h)
        x[index] = value
    return gradient
""",
    numerical_gradient_block,
    {
        "not restored": """
def numerical_gradient(f, x, h=1e-4):
    x = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        below = f(x)
        gradient[index] = (above - below) / (2 * h)
        x[index] -= 100 * h
    return gradient
""",
        "forward only": """
def numerical_gradient(f, x, h=1e-4):
    x = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    base = f(x)
    for index in np.ndindex(x.shape):
        moved = x.copy()
        moved[index] += h
        gradient[index] = (f(moved) - base) / h
    return gradient
""",
        "h is far too small": """
def numerical_gradient(f, x, h=1e-50):
    x = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        value = x[index]
        x[index] = value + h
        above = f(x)
        x[index] = value - h
        below = f(x)
        gradient[index] = (above - below) / (2 * h)
        x[index] = value
    return gradient
""",
        "writes into x": """
def numerical_gradient(f, x, h=1e-4):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        below = f(x)
        gradient[index] = (above - below) / (2 * h)
    return gradient
""",
    },
)

# --- Adam: state over several steps, two parameter keys -------------------------------------------


def five_steps(Adam: Any) -> list[dict[str, np.ndarray]]:
    """Give the optimizer plain parameters; read them back after each step.

    `update` returns the new parameters: what crosses a process boundary crosses as a copy.
    """
    rng = np.random.default_rng(3)
    optimizer = Adam(lr=0.01)
    params = {"W": rng.normal(size=(2, 3)), "b": rng.normal(size=3) * 1e-4}
    history = []
    for _ in range(5):
        grads = {name: rng.normal(size=value.shape) * 1e-4 for name, value in params.items()}
        params = optimizer.update(params, grads)
        history.append({name: np.array(value) for name, value in params.items()})
    return history


def two_optimizers(Adam: Any) -> float:
    first, second = Adam(lr=0.1), Adam(lr=0.1)
    for _ in range(3):
        first.update({"w": np.ones(2)}, {"w": np.ones(2)})
    return float(second.update({"w": np.ones(2)}, {"w": np.full(2, -2.0)})["w"][0])


def adam_block(check: Any, Adam: Any) -> None:
    check(Adam).through(five_steps, because="moments and the step count live on")
    check(Adam).through(two_optimizers, because="two optimizers share nothing")
    check(Adam).through(lambda A: A(lr=0.5).lr, equals=0.5)


_ADAM = """
class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.t, self.m, self.v = 0, {}, {}

    def update(self, params, grads):
        self.t += 1
        new = {}
        for name, grad in grads.items():
            self.m[name] = self.beta1 * self.m.get(name, 0) + (1 - self.beta1) * grad
            self.v[name] = self.beta2 * self.v.get(name, 0) + (1 - self.beta2) * grad**2
            m = self.m[name] / (1 - self.beta1**self.t)
            v = self.v[name] / (1 - self.beta2**self.t)
            new[name] = params[name] - self.lr * m / (np.sqrt(v) + self.eps)
        return new
"""
ADAM = HardExercise(
    "Adam",
    _ADAM,
    adam_block,
    {
        "no bias correction": _ADAM.replace(" / (1 - self.beta1**self.t)", "").replace(
            " / (1 - self.beta2**self.t)", ""
        ),
        "t never advances": _ADAM.replace("self.t += 1", "self.t = 1"),
        "t per key": _ADAM.replace("        self.t += 1\n", "").replace(
            "for name, grad in grads.items():",
            "for name, grad in grads.items():\n            self.t += 1",
        ),
        "state on the class": _ADAM.replace("class Adam:", "class Adam:\n    t, m, v = 0, {}, {}")
        .replace("        self.t, self.m, self.v = 0, {}, {}\n", "")
        .replace("self.t += 1", "Adam.t += 1"),
        "eps inside the root": _ADAM.replace("np.sqrt(v) + self.eps", "np.sqrt(v + self.eps)"),
    },
)

# --- BatchNorm: training, then evaluation ----------


def train_then_evaluate(BatchNorm: Any) -> dict[str, Any]:
    rng = np.random.default_rng(5)
    layer = BatchNorm(np.array([1.0, 2.0, 0.5]), np.array([0.0, 1.0, -1.0]))
    seen: dict[str, Any] = {}
    for step in range(3):
        batch = rng.normal(step, 1 + step, size=(4, 3))
        seen[f"train {step}"] = np.array(layer.forward(batch, training=True))
    seen["dx"] = np.array(layer.backward(rng.normal(size=(4, 3))))
    seen["dgamma"] = np.array(layer.dgamma)
    seen["running_mean"] = np.array(layer.running_mean)
    for size in (2, 1):
        batch = rng.normal(size=(size, 3))
        seen[f"evaluate {size}"] = np.array(layer.forward(batch, training=False))
    seen["running_mean after"] = np.array(layer.running_mean)
    return seen


def batchnorm_block(check: Any, BatchNorm: Any) -> None:
    check(BatchNorm).through(train_then_evaluate, because="3 training and 2 evaluation calls")


_BATCHNORM = """
class BatchNorm:
    def __init__(self, gamma, beta, momentum=0.9, eps=1e-7):
        self.gamma, self.beta, self.momentum, self.eps = gamma, beta, momentum, eps
        self.running_mean = np.zeros_like(gamma)
        self.running_var = np.ones_like(gamma)

    def forward(self, x, training=True):
        if training:
            mean, var = x.mean(axis=0), x.var(axis=0)
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        else:
            mean, var = self.running_mean, self.running_var
        self.std = np.sqrt(var + self.eps)
        self.xhat = (x - mean) / self.std
        return self.gamma * self.xhat + self.beta

    def backward(self, dout):
        n = dout.shape[0]
        self.dbeta = dout.sum(axis=0)
        self.dgamma = (dout * self.xhat).sum(axis=0)
        dxhat = dout * self.gamma
        return (n * dxhat - dxhat.sum(axis=0) - self.xhat * (dxhat * self.xhat).sum(axis=0)) / (
            n * self.std
        )
"""
BATCHNORM = HardExercise(
    "BatchNorm",
    _BATCHNORM,
    batchnorm_block,
    {
        "ddof=1": _BATCHNORM.replace("x.var(axis=0)", "x.var(axis=0, ddof=1)"),
        "evaluation uses the batch": _BATCHNORM.replace(
            "mean, var = self.running_mean, self.running_var",
            "mean, var = x.mean(axis=0), x.var(axis=0)",
        ),
        "momentum swapped": _BATCHNORM.replace(
            "(1 - self.momentum) * mean", "self.momentum * mean"
        ).replace("self.momentum * self.running_mean", "(1 - self.momentum) * self.running_mean"),
    },
)

# --- Variable.backward: objects given back in ----------


def diamond(Variable: Any) -> tuple[float, float]:
    x = Variable(np.array(3.0))
    y = x + x
    z = y * x
    z.backward()
    return float(z.data), float(x.grad)


def handed_back(Variable: Any) -> list[float]:
    a, b = Variable(np.array(2.0)), Variable(np.array(5.0))
    total = a
    for term in [a, b, a]:
        total = total * term
    total.backward()
    return [float(a.grad), float(b.grad)]


def deep(Variable: Any) -> float:
    x = Variable(np.array(1.0))
    y = x
    for _ in range(300):
        y = y + x
    y.backward()
    return float(x.grad)


def variable_block(check: Any, Variable: Any) -> None:
    check(Variable).through(diamond, because="a diamond adds up both paths")
    check(Variable).through(handed_back, because="a variable may be used again and again")
    check(Variable).through(deep, because="long chains")
    check(Variable).holds(lambda V: V(np.array(1.0)).grad is None, because="no gradient before")


_VARIABLE = """
class Variable:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = np.asarray(data, dtype=float), None, parents

    def __add__(self, other):
        return Variable(self.data + other.data, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return Variable(
            self.data * other.data,
            [(self, lambda g: g * other.data), (other, lambda g: g * self.data)],
        )

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                stack.extend((parent, False) for parent, _ in node.parents)
        self.grad = np.ones_like(self.data)
        for node in reversed(order):
            for parent, local in node.parents:
                grad = local(node.grad)
                parent.grad = grad if parent.grad is None else parent.grad + grad
"""
VARIABLE = HardExercise(
    "Variable",
    _VARIABLE,
    variable_block,
    {
        "= for +=": _VARIABLE.replace(
            "grad if parent.grad is None else parent.grad + grad", "grad"
        ),
        "gradient from the start": _VARIABLE.replace(
            "np.asarray(data, dtype=float), None, parents",
            "np.asarray(data, dtype=float), 0.0, parents",
        ),
        "order of creation, not of use": _VARIABLE.replace("reversed(order)", "order"),
    },
)

# --- train_dynamic(x, y, p, iterations, rng): a log of random choices ----------


def dynamic_block(check: Any, train_dynamic: Any) -> None:
    x = np.linspace(0, 1, 5)
    y = x**2
    check(train_dynamic).on(x, y, 0.8, 30, np.random.default_rng(1))
    check(train_dynamic).on(x, y, 0.2, 30, np.random.default_rng(2))

    def twice(train: Any) -> bool:
        one = train(x, y, 0.5, 10, np.random.default_rng(9))
        other = train(x, y, 0.5, 10, np.random.default_rng(9))
        return one[1] == other[1]

    check(train_dynamic).holds(twice, because="the same generator gives the same run")


_DYNAMIC = """
def train_dynamic(x, y, p, iterations, rng):
    w, log = 0.1, []
    for _ in range(iterations):
        leaky = bool(rng.random() > p)
        h = w * x
        out = np.where(h > 0, h, 0.2 * h) if leaky else np.maximum(h, 0)
        slope = np.where(h > 0, 1.0, 0.2 if leaky else 0.0)
        w = w - 0.1 * float((2 * (out - y) * slope * x).mean())
        log.append("leaky" if leaky else "relu")
    return w, log
"""
DYNAMIC = HardExercise(
    "train_dynamic",
    _DYNAMIC,
    dynamic_block,
    {
        "inverted": _DYNAMIC.replace("rng.random() > p", "rng.random() < p"),
        "global generator": _DYNAMIC.replace("rng.random()", "np.random.default_rng(0).random()"),
        "drawn twice": _DYNAMIC.replace("h = w * x", "h = w * x\n        rng.random()"),
    },
)

ALL = (SOFTMAX, NUMERICAL_GRADIENT, ADAM, BATCHNORM, VARIABLE, DYNAMIC)
