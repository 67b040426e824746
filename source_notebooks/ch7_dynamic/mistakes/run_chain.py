"""What learners believe of training a chain: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _run(X, Y, W1, W2, lr, steps, loss_of=mean_squared_error, clear=True, note_first=True):
    model, history = Seed001(W1, W2), []
    optimizer = SGD(lr).setup(model)
    for _ in range(steps):
        loss = loss_of(model(X), Y)
        if clear:
            model.cleargrads()
        loss.backward()
        optimizer.update()
        history.append(float((loss if note_first else loss_of(model(X), Y)).data))
    return model, history


@mistake(
    "run_chain",
    hint="The gradients are never cleared. `backward` adds: each step goes along the sum of all gradients so far.",
)
def never_clears(X, Y, W1, W2, lr, steps):
    return _run(X, Y, W1, W2, lr, steps, clear=False)


@mistake(
    "run_chain",
    hint="You note the loss after the step. Asked for is the loss that the step begins with.",
)
def loss_after_the_step(X, Y, W1, W2, lr, steps):
    return _run(X, Y, W1, W2, lr, steps, note_first=False)


@mistake(
    "run_chain",
    hint="You clear the gradients between `backward` and `update`: there is nothing left to move along.",
)
def clears_too_late(X, Y, W1, W2, lr, steps):
    model, history = Seed001(W1, W2), []
    optimizer = SGD(lr).setup(model)
    for _ in range(steps):
        loss = mean_squared_error(y=model(X), t=Y)
        history.append(float(loss.data))
        loss.backward()
        model.cleargrads()
        optimizer.update()
    return model, history


@mistake(
    "run_chain",
    hint="The graph is recorded once, before the loop. Its numbers are those of the first weights for ever: run the model anew in every step.",
)
def one_graph_for_all(X, Y, W1, W2, lr, steps):
    model, history = Seed001(W1, W2), []
    optimizer = SGD(lr).setup(model)
    loss = mean_squared_error(y=model(X), t=Y)
    for _ in range(steps):
        history.append(float(loss.data))
        model.cleargrads()
        loss.backward()
        optimizer.update()
    return model, history


@mistake("run_chain", hint="Every step begins with a new model, so nothing is learned.")
def new_model_each_step(X, Y, W1, W2, lr, steps):
    history, model = [], Seed001(W1, W2)
    for _ in range(steps):
        model = Seed001(W1, W2)
        loss = mean_squared_error(y=model(X), t=Y)
        history.append(float(loss.data))
        loss.backward()
        SGD(lr).setup(model).update()
    return model, history


@mistake("run_chain", hint="`update` is missing: the losses are all the same.")
def never_updates(X, Y, W1, W2, lr, steps):
    model, history = Seed001(W1, W2), []
    for _ in range(steps):
        loss = mean_squared_error(y=model(X), t=Y)
        history.append(float(loss.data))
        model.cleargrads()
        loss.backward()
    return model, history


@mistake("run_chain", hint="Your history has one loss too many. One for each step.")
def one_loss_too_many(X, Y, W1, W2, lr, steps):
    model, history = _run(X, Y, W1, W2, lr, steps)
    return model, [*history, float(mean_squared_error(y=model(X), t=Y).data)]


@mistake("run_chain", hint="You take one step fewer than you are asked for.")
def one_step_too_few(X, Y, W1, W2, lr, steps):
    model, history = _run(X, Y, W1, W2, lr, max(steps - 1, 0))
    if steps:
        history.append(float(mean_squared_error(y=model(X), t=Y).data))
    return model, history


@mistake(
    "run_chain",
    hint="Your loss is the mean over the samples of sums over the outputs. `mean_squared_error` of the tape divides by all the outputs.",
)
def divides_by_the_samples(X, Y, W1, W2, lr, steps):
    def loss_of(y, t):
        d = y - t
        return total(d * d) * (1 / len(t))

    return _run(X, Y, W1, W2, lr, steps, loss_of)


@mistake(
    "run_chain",
    hint="Close, but not to the last digit: your loss is put together from other operations. Take the tape's `mean_squared_error`, as it is.",
)
def another_order(X, Y, W1, W2, lr, steps):
    return _run(X, Y, W1, W2, lr, steps, other_order_of_mine)


def other_order_of_mine(y, t):
    d = y - t
    return total(d * d) * (1 / t.size)


@mistake("run_chain", hint="You compute in float64. What comes in as float32 stays float32.")
def in_double(X, Y, W1, W2, lr, steps):
    return _run(*(a.astype(float) for a in (X, Y, W1, W2)), lr, steps)


@mistake("run_chain", hint="You train the caller's own matrices.")
def trains_the_callers(X, Y, W1, W2, lr, steps):
    model = Seed001(W1, W2)
    model.l1.W.data, model.l2.W.data = W1, W2
    optimizer, history = SGD(lr).setup(model), []
    for _ in range(steps):
        loss = mean_squared_error(y=model(X), t=Y)
        history.append(float(loss.data))
        model.cleargrads()
        loss.backward()
        optimizer.update()
    return model, history


@mistake("run_chain", hint="Two values, model and history, in this order.")
def history_first(X, Y, W1, W2, lr, steps):
    return _run(X, Y, W1, W2, lr, steps)[::-1]


@mistake(
    "run_chain",
    hint="Your learning rate becomes a float32 times something, or is divided by the size of Y once more. The loss is a mean already.",
)
def divides_once_more(X, Y, W1, W2, lr, steps):
    return _run(X, Y, W1, W2, lr / Y.size, steps)


@mistake("run_chain", hint="The losses are rounded. All digits are asked for.")
def rounds(X, Y, W1, W2, lr, steps):
    model, history = _run(X, Y, W1, W2, lr, steps)
    return model, [round(loss, 6) for loss in history]


@mistake(
    "run_chain",
    hint="Your losses are still arrays or numbers of NumPy's. Plain numbers were asked for, in a list.",
)
def notes_arrays(X, Y, W1, W2, lr, steps):
    model, history = _run(X, Y, W1, W2, lr, steps)
    return model, [np.asarray(loss, dtype=X.dtype) for loss in history]


@variant("run_chain", "a while loop; NumPy scalars; clears behind the update")
def by_while(X, Y, W1, W2, lr, steps):
    net = Seed001(W1, W2)
    sgd = SGD(lr=lr)
    sgd.setup(net)
    losses = []
    while len(losses) < steps:
        loss = mean_squared_error(net(X), Variable(Y))
        loss.backward()
        losses.append(loss.data.item())
        sgd.update()
        net.cleargrads()
    return net, losses


@variant("run_chain", "moves by hand; a Variable goes in; a list of two comes back")
def by_hand(X, Y, W1, W2, lr, steps):
    net, losses, x = Seed001(W1.copy(), W2.copy()), [], Variable(X)
    for _ in range(steps):
        loss = mean_squared_error(net(x), Y)
        losses += [float(loss.data)]
        for p in net.params():
            p.grad = None
        loss.backward()
        for p in net.params():
            p.data -= lr * p.grad
    return [net, losses]
