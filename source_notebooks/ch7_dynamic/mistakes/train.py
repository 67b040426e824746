"""What learners believe of training with the engine."""

import numpy as np

from autograder.mistakes import mistake, variant

NAMES = ("W1", "b1", "W2", "b2")


def way(X, v, t, size):
    y = ReLU()(X @ v["W1"] + v["b1"]) @ v["W2"] + v["b2"]
    return Sum()(Square()(y - t)) * (1 / size)


def training(X, t, params, lr, steps, clear=True, size=None, copy=True, late=False, sign=-1.0, bent=False):
    """The right training, with switches for what goes wrong."""
    v = {name: Variable(np.array(params[name]) if copy else params[name]) for name in NAMES}
    losses = []
    for _ in range(steps):
        loss = way(X, v, t, size or t.size)
        if bent:
            y = ReLU()(ReLU()(X @ v["W1"] + v["b1"]) @ v["W2"] + v["b2"])
            loss = Sum()(Square()(y - t)) * (1 / t.size)
        if clear:
            for one in v.values():
                one.cleargrad()
        backward(loss)
        for one in v.values():
            if copy:
                one.data = one.data + sign * lr * one.grad
            else:
                one.data += sign * lr * one.grad
        losses.append(float(way(X, v, t, t.size).data if late else loss.data))
    return losses, {name: one.data for name, one in v.items()}


@mistake(
    "train",
    hint="Gradients are never cleared, so each step moves by all earlier ones, too.",
)
def never_cleared(X, t, params, lr, steps):
    return training(X, t, params, lr, steps, clear=False)


@mistake(
    "train",
    hint="The arrays that came in are trained themselves: a second call begins where the first one ended. Begin with copies.",
)
def trains_the_arrays_given(X, t, params, lr, steps):
    return training(X, t, params, lr, steps, copy=False)


@mistake(
    "train",
    hint="Each loss is taken after the move. It is asked for as it was before.",
)
def loss_after_the_move(X, t, params, lr, steps):
    return training(X, t, params, lr, steps, late=True)


@mistake(
    "train",
    hint="The sum of squares is divided by the number of rows. The mean is over all elements of t.",
)
def mean_over_the_rows(X, t, params, lr, steps):
    return training(X, t, params, lr, steps, size=len(t))


@mistake(
    "train",
    hint="The sum of all squares is not divided by anything.",
)
def the_sum(X, t, params, lr, steps):
    return training(X, t, params, lr, steps, size=1)


@mistake(
    "train",
    hint="You go uphill: the move is minus lr times the gradient.",
)
def uphill(X, t, params, lr, steps):
    return training(X, t, params, lr, steps, sign=1.0)


@mistake(
    "train",
    hint="The output has a ReLU as well. Then the network can never say anything below 0; the bend is for the hidden layer.",
)
def bend_on_the_output(X, t, params, lr, steps):
    return training(X, t, params, lr, steps, bent=True)


@mistake(
    "train",
    hint="The graph is written once, before the loop. Each step needs a way forwards of its own: the tape of yesterday knows nothing of today's numbers.",
)
def one_graph_for_all(X, t, params, lr, steps):
    v = {name: Variable(np.array(params[name])) for name in NAMES}
    loss, losses = way(X, v, t, t.size), []
    for _ in range(steps):
        for one in v.values():
            one.cleargrad()
        backward(loss)
        losses.append(float(loss.data))
        for one in v.values():
            one.data = one.data - lr * one.grad
    return losses, {name: one.data for name, one in v.items()}


@mistake(
    "train",
    hint="The first loss is missing, or the last is one too many: there is one for each step.",
)
def one_loss_more(X, t, params, lr, steps):
    losses, after = training(X, t, params, lr, steps)
    v = {name: Variable(array) for name, array in after.items()}
    return [*losses, float(way(X, v, t, t.size).data)], after


@mistake(
    "train",
    hint="The biases stay where they are. All four are moved.",
)
def biases_stay(X, t, params, lr, steps):
    v = {name: Variable(np.array(params[name])) for name in NAMES}
    losses = []
    for _ in range(steps):
        loss = way(X, v, t, t.size)
        losses.append(float(loss.data))
        for name in ("W1", "W2"):
            v[name].cleargrad()
        backward(loss)
        for name in ("W1", "W2"):
            v[name].data = v[name].data - lr * v[name].grad
    return losses, {name: one.data for name, one in v.items()}


@variant("train", "new variables in every step")
def new_variables(X, t, params, lr, steps):
    now, losses = {name: np.array(a) for name, a in params.items()}, []
    for _ in range(steps):
        v = {name: Variable(a) for name, a in now.items()}
        error = ReLU()(Variable(X) @ v["W1"] + v["b1"]) @ v["W2"] + v["b2"] - Variable(t)
        loss = Sum()(error * error) * (1.0 / t.size)
        backward(loss)
        losses.append(loss.data.item())
        now = {name: v[name].data - lr * v[name].grad for name in now}
    return losses, now


@variant("train", "copies changed in place, MatMul and Add by name, cleared after the move")
def in_place(X, t, params, lr, steps):
    v = {name: Variable(params[name].copy()) for name in params}
    losses = []
    for _ in range(steps):
        h = ReLU()(Add()(MatMul()(X, v["W1"]), v["b1"]))
        y = Add()(MatMul()(h, v["W2"]), v["b2"])
        loss = Mul()(Sum()(Square()(Add()(y, -t))), 1 / t.size)
        backward(loss)
        losses += [float(loss.data)]
        for one in v.values():
            one.data -= lr * one.grad
            one.cleargrad()
    return losses, {name: v[name].data for name in v}
