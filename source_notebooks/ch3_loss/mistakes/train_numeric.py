"""What learners believe in exercise `train_numeric`: wrong answers with their hints, and other right ones."""

from functools import partial

import numpy as np

from autograder.mistakes import mistake, variant

wrong = partial(mistake, "train_numeric")


def _floats(params):
    return {name: np.array(value, dtype=float) for name, value in params.items()}


def _gradients(net, loss, params, X, t):
    """Return the gradient of every array, all at the present parameters."""
    found = {}
    for name in params:

        def f(value, name=name):
            return loss(net({**params, name: value}, X), t)

        found[name] = numerical_gradient(f, params[name])
    return found


def _step(net, loss, lr):
    """Return the right step: first all gradients, then all arrays."""

    def step(params, X, t):
        g = _gradients(net, loss, params, X, t)
        return {name: params[name] - lr * g[name] for name in params}

    return step


def _train(net, loss, params, X, t, lr, epochs, size, rng, step=None):
    """Run the loop of the exercise, with another step if one is given."""
    params, history, step = _floats(params), [], step or _step(net, loss, lr)
    for _ in range(epochs):
        for X_batch, t_batch in minibatches(X, t, size, rng):
            history.append(float(loss(net(params, X_batch), t_batch)))
            params = step(params, X_batch, t_batch)
    return params, history


@wrong(
    hint="You take the gradient of the *predictions*. They have no wish to be small: it is the loss that should fall."
)
def gradient_of_the_predictions(net, loss, params, X, t, lr, epochs, size, rng):
    step = _step(net, lambda y, t: float(np.sum(y)), lr)
    return _train(net, loss, params, X, t, lr, epochs, size, rng, step)


@wrong(
    hint="You take the gradient of the *mean prediction*. They have no wish to be small: it is the loss that should fall."
)
def gradient_of_the_mean_prediction(net, loss, params, X, t, lr, epochs, size, rng):
    step = _step(net, lambda y, t: float(np.mean(y)), lr)
    return _train(net, loss, params, X, t, lr, epochs, size, rng, step)


@wrong(
    hint="Each call of your loss deals a fresh batch. Then the two sides of a difference are about different samples, and what "
    "you measure is mostly the difference between samples."
)
def fresh_batch_inside_f(net, loss, params, X, t, lr, epochs, size, rng):
    params, history = _floats(params), []
    for _ in range(epochs):
        for X_batch, t_batch in minibatches(X, t, size, rng):
            history.append(float(loss(net(params, X_batch), t_batch)))
            found = {}
            for name in params:

                def f(value, name=name):
                    Xb, tb = minibatches(X, t, size, rng)[0]
                    return loss(net({**params, name: value}, Xb), tb)

                found[name] = numerical_gradient(f, params[name])
            params = {name: params[name] - lr * found[name] for name in params}
    return params, history


@wrong(hint="The gradient is that of *all* samples, in every step. Where has the batch gone?")
def gradient_of_all_samples(net, loss, params, X, t, lr, epochs, size, rng):
    def step(params, Xb, tb):
        return _step(net, loss, lr)(params, X, t)

    return _train(net, loss, params, X, t, lr, epochs, size, rng, step)


@wrong(
    hint="You change one array and then ask for the gradient of the next. By then the network is another one: first all "
    "gradients, then all steps."
)
def array_after_array(net, loss, params, X, t, lr, epochs, size, rng):
    def step(params, Xb, tb):
        params = dict(params)
        for name in params:
            params[name] = params[name] - lr * _gradients(net, loss, params, Xb, tb)[name]
        return params

    return _train(net, loss, params, X, t, lr, epochs, size, rng, step)


@wrong(hint="You go uphill: the loss is meant to become smaller.")
def uphill(net, loss, params, X, t, lr, epochs, size, rng):
    return _train(net, loss, params, X, t, -lr, epochs, size, rng)


@wrong(hint="Only the first array of `params` learns. Every one has a gradient.")
def first_array_only(net, loss, params, X, t, lr, epochs, size, rng):
    def step(params, Xb, tb):
        name = next(iter(params))
        g = _gradients(net, loss, params, Xb, tb)
        return {**params, name: params[name] - lr * g[name]}

    return _train(net, loss, params, X, t, lr, epochs, size, rng, step)


@wrong(
    hint="Your parameters never change: the function that you take the gradient of does not use the array that is handed to it, "
    "so every difference is 0."
)
def f_ignores_its_argument(net, loss, params, X, t, lr, epochs, size, rng):
    def step(params, Xb, tb):
        found = {
            name: numerical_gradient(lambda _: loss(net(params, Xb), tb), params[name])
            for name in params
        }
        return {name: params[name] - lr * found[name] for name in params}

    return _train(net, loss, params, X, t, lr, epochs, size, rng, step)


@wrong(
    hint="You train in the caller's own arrays. Afterwards the parameters that were passed in are trained, too, and a second "
    "training does not begin where the first one did."
)
def trains_the_callers_arrays(net, loss, params, X, t, lr, epochs, size, rng):
    history = []
    if any(value.dtype.kind == "i" for value in params.values()):
        params = _floats(params)
    for _ in range(epochs):
        for X_batch, t_batch in minibatches(X, t, size, rng):
            history.append(float(loss(net(params, X_batch), t_batch)))
            found = _gradients(net, loss, params, X_batch, t_batch)
            for name in params:
                params[name] -= lr * found[name]
    return _floats(params), history


@wrong(
    hint="The arrays are new, but you put them into the caller's dictionary, which afterwards holds the trained parameters."
)
def trains_the_callers_dictionary(net, loss, params, X, t, lr, epochs, size, rng):
    history = []
    for _ in range(epochs):
        for X_batch, t_batch in minibatches(X, t, size, rng):
            history.append(float(loss(net(params, X_batch), t_batch)))
            found = _gradients(net, loss, params, X_batch, t_batch)
            for name in found:
                params[name] = params[name] - lr * found[name]
    return _floats(params), history


@wrong(
    hint="A list of losses as a default value is made once, and lives on from call to call: your second history begins with the first one."
)
def history_lives_on(net, loss, params, X, t, lr, epochs, size, rng, history=[]):
    params, new = _train(net, loss, params, X, t, lr, epochs, size, rng)
    history.extend(new)
    return params, list(history)


@wrong(
    hint="You note the loss after the step. Asked for is what the batch costs with the parameters that it meets."
)
def loss_after_the_step(net, loss, params, X, t, lr, epochs, size, rng):
    params, history = _floats(params), []
    for _ in range(epochs):
        for X_batch, t_batch in minibatches(X, t, size, rng):
            params = _step(net, loss, lr)(params, X_batch, t_batch)
            history.append(float(loss(net(params, X_batch), t_batch)))
    return params, history


@wrong(hint="You note the loss of *all* samples at each step. The history is that of the batches.")
def loss_of_all_samples(net, loss, params, X, t, lr, epochs, size, rng):
    params, history = _floats(params), []
    for _ in range(epochs):
        for X_batch, t_batch in minibatches(X, t, size, rng):
            history.append(float(loss(net(params, X), t)))
            params = _step(net, loss, lr)(params, X_batch, t_batch)
    return params, history


@wrong(hint="Your history has one entry for each epoch. There is one for each step.")
def one_loss_an_epoch(net, loss, params, X, t, lr, epochs, size, rng):
    params, history = _floats(params), []
    for _ in range(epochs):
        losses = []
        for X_batch, t_batch in minibatches(X, t, size, rng):
            losses.append(float(loss(net(params, X_batch), t_batch)))
            params = _step(net, loss, lr)(params, X_batch, t_batch)
        history.append(float(np.mean(losses)))
    return params, history


@wrong(
    hint="You deal once, before the first epoch, and use the same batches again and again. Each epoch is dealt anew."
)
def dealt_once(net, loss, params, X, t, lr, epochs, size, rng):
    params, history = _floats(params), []
    batches = minibatches(X, t, size, rng)
    for _ in range(epochs):
        for X_batch, t_batch in batches:
            history.append(float(loss(net(params, X_batch), t_batch)))
            params = _step(net, loss, lr)(params, X_batch, t_batch)
    return params, history


@wrong(hint="You take one batch of each epoch and forget the others.")
def one_batch_an_epoch(net, loss, params, X, t, lr, epochs, size, rng):
    params, history = _floats(params), []
    for _ in range(epochs):
        X_batch, t_batch = minibatches(X, t, size, rng)[0]
        history.append(float(loss(net(params, X_batch), t_batch)))
        params = _step(net, loss, lr)(params, X_batch, t_batch)
    return params, history


@wrong(
    hint="Every step begins at the first parameters again: what a step has learned is forgotten by the next."
)
def every_step_from_the_start(net, loss, params, X, t, lr, epochs, size, rng):
    first = _floats(params)

    def step(params, Xb, tb):
        return _step(net, loss, lr)(first, Xb, tb)

    return _train(net, loss, params, X, t, lr, epochs, size, rng, step)


@wrong(
    hint="The gradients are those of the first parameters in every step. The ground changes: look again."
)
def gradients_of_the_start(net, loss, params, X, t, lr, epochs, size, rng):
    first = _floats(params)

    def step(params, Xb, tb):
        g = _gradients(net, loss, first, Xb, tb)
        return {name: params[name] - lr * g[name] for name in params}

    return _train(net, loss, params, X, t, lr, epochs, size, rng, step)


@wrong(
    hint="You divide the step by the number of samples. Whether a loss is a mean or a sum is the loss's own affair."
)
def divides_by_the_batch(net, loss, params, X, t, lr, epochs, size, rng):
    def step(params, Xb, tb):
        return _step(net, loss, lr / len(Xb))(params, Xb, tb)

    return _train(net, loss, params, X, t, lr, epochs, size, rng, step)


@wrong(
    hint="Parameters that begin as whole numbers cannot take a decimal step in place: make float64 copies of all of them at the beginning."
)
def whole_numbers_stay(net, loss, params, X, t, lr, epochs, size, rng):
    params = {name: value.copy() for name, value in params.items()}
    history = []
    for _ in range(epochs):
        for X_batch, t_batch in minibatches(X, t, size, rng):
            history.append(float(loss(net(params, X_batch), t_batch)))
            found = _gradients(net, loss, params, X_batch, t_batch)
            for name in params:
                params[name] -= lr * found[name]
    return params, history


@wrong(hint="The trained parameters come back, and the losses do not. A pair is asked for.")
def parameters_only(net, loss, params, X, t, lr, epochs, size, rng):
    return _train(net, loss, params, X, t, lr, epochs, size, rng)[0]


@wrong(
    hint="You shuffle with a generator of your own, so the batches are not those that the caller's `rng` deals."
)
def generator_of_its_own(net, loss, params, X, t, lr, epochs, size, rng):
    rng = np.random.default_rng(42)
    return _train(net, loss, params, X, t, lr, epochs, size, rng)


@wrong(
    hint="You note how the loss stood at the end once more: your history is one entry longer than there are steps."
)
def final_loss_as_well(net, loss, params, X, t, lr, epochs, size, rng):
    params, history = _train(net, loss, params, X, t, lr, epochs, size, rng)
    return params, [*history, float(loss(net(params, X), t))]


@wrong(
    hint="You give targets and predictions to `loss` the wrong way round. Many losses do not notice; some do."
)
def targets_first(net, loss, params, X, t, lr, epochs, size, rng):
    def swapped(y, t):
        return loss(t, y)

    return _train(net, swapped, params, X, t, lr, epochs, size, rng)


@variant("train_numeric", "moves own float64 arrays in place, as textbooks do, and puts them back")
def moved_in_place(net, loss, params, X, t, lr, epochs, size, rng):
    params, history = _floats(params), []
    for _ in range(epochs):
        for X_batch, t_batch in minibatches(X, t, size, rng):
            history.append(loss(net(params, X_batch), t_batch))
            found = {}
            for name, array in params.items():
                found[name] = np.zeros(array.shape)
                for index in np.ndindex(array.shape):
                    here = array[index]
                    array[index] = here + 1e-4
                    above = loss(net(params, X_batch), t_batch)
                    array[index] = here - 1e-4
                    below = loss(net(params, X_batch), t_batch)
                    array[index] = here
                    found[name][index] = (above - below) / 2e-4
            for name in params:
                params[name] -= lr * found[name]
    return params, history


@variant("train_numeric", "one long array of all parameters")
def one_long_array(net, loss, params, X, t, lr, epochs, size, rng):
    shapes = {name: np.shape(value) for name, value in params.items()}
    flat = np.concatenate([np.ravel(value).astype(float) for value in params.values()])

    def unpack(flat):
        found, place = {}, 0
        for name, shape in shapes.items():
            count = int(np.prod(shape))
            found[name] = flat[place : place + count].reshape(shape)
            place += count
        return found

    history = []
    for _ in range(epochs):
        for X_batch, t_batch in minibatches(X, t, size, rng):
            history.append(float(loss(net(unpack(flat), X_batch), t_batch)))
            flat = flat - lr * numerical_gradient(
                lambda v: loss(net(unpack(v), X_batch), t_batch), flat
            )
    return unpack(flat), history


@variant("train_numeric", "a copy of the dictionary for every name")
def copied_dictionary(net, loss, params, X, t, lr, epochs, size, rng):
    params = {name: value.astype(np.float64) for name, value in params.items()}
    history = []
    for _ in range(epochs):
        for batch in minibatches(X, t, size, rng):

            def f_of(name):
                def f(value):
                    trial = dict(params)
                    trial[name] = value
                    return loss(net(trial, batch[0]), batch[1])

                return f

            history.append(float(loss(net(params, batch[0]), batch[1])))
            steps = {name: lr * numerical_gradient(f_of(name), params[name]) for name in params}
            for name in params:
                params[name] = params[name] - steps[name]
    return params, history
