"""What learners believe in exercise `fit`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant

_R = Meter  # the right one: a wrong `fit` keeps its books with it
_ARGUMENTS = ("net", "params", "train", "validation", "lr", "epochs", "size", "rng")
_NAMES = ("mse", "mae", "val_mse", "val_mae")


def _meter(hint):
    return mistake("fit", binds="Meter", hint=hint)


def _loop(hint):
    return mistake("fit", binds="fit", hint=hint)


def _floats(params):
    return {name: np.array(array, dtype=float) for name, array in params.items()}


def _gradient(y, t):
    return 2 * (y - t.reshape(-1, 1)) / len(t)


def _run(net, params, train, validation, lr, epochs, size, rng, **parts):
    """Run the loop of the exercise with some of its parts replaced."""
    part = parts.get
    params, optimizer = _floats(params), part("optimizer") or Adam(lr)
    gradient, deal = part("gradient", _gradient), part("deal", minibatches)
    history = {name: [] for name in _NAMES}
    for epoch in range(epochs):
        if part("steps") == "epoch":
            optimizer = Adam(lr)
        pairs, meter = [], _R()
        for X, t in deal(*train, size, rng):
            if part("steps") == "batch":
                optimizer = Adam(lr)
            y, backward = net(params, X, True)
            pairs.append((y.copy(), t))
            meter.add(y, t)
            optimizer.update(params, backward(gradient(y, t)))
        values = part("books", lambda pairs: (meter.mse(), meter.mae()))(pairs)
        held = _R()
        held.add(net(params, validation[0], part("asks", False))[0], validation[1])
        for name, value in zip(_NAMES, (*values, held.mse(), held.mae())):
            history[name].append(float(value))
    return params, history


# --- the meter


@_meter("Your sums belong to the class: all meters write into the same books.")
class SharedMeter:
    books = [0.0, 0.0, 0]

    def add(self, y, t):
        r = np.ravel(y).astype(float) - np.ravel(t)
        if y.size != t.size:
            raise ValueError
        for i, v in enumerate(((r**2).sum(), abs(r).sum(), r.size)):
            self.books[i] += v

    def mse(self):
        return float(self.books[0] / self.books[2])

    def mae(self):
        return float(self.books[1] / self.books[2])


@_meter("A column minus a row is a table of all pairs. Give both the same shape first.")
class TableMeter(_R):
    def add(self, y, t):
        r = np.asarray(y, dtype=float) - np.asarray(t, dtype=float)
        if np.size(y) != np.size(t):
            raise ValueError
        self.squares += float((r**2).sum())
        self.distances += float(np.abs(r).sum())
        self.count += r.size


@_meter("You take the mean of batch means: a batch of one counts as much as one of three.")
class MeanOfMeans(_R):
    def add(self, y, t):
        if np.size(y) != np.size(t):
            raise ValueError
        r = np.ravel(y).astype(float) - np.ravel(t)
        self.squares += float((r**2).mean())
        self.distances += float(np.abs(r).mean())
        self.count += 1


@_meter("You remember the last batch only.")
class LastBatch(_R):
    def add(self, y, t):
        self.__init__()
        super().add(y, t)


@_meter("Your MAE is a sum. It is a mean, so that it can be read as “so much off”.")
class MaeIsASum(_R):
    def mae(self):
        return super().mae() * self.count


@_meter("You take the root of the mean square. That is another measure, the RMSE.")
class RootMeter(_R):
    def mse(self):
        return super().mse() ** 0.5


@_meter("You add the differences with their signs: too much and too little cancel out.")
class SignedMeter(_R):
    def add(self, y, t):
        super().add(y, t)
        r = np.ravel(y).astype(float) - np.ravel(t)
        self.distances += float(r.sum() - np.abs(r).sum())


@_meter("You subtract unsigned numbers as they are: 3 − 5 wraps around.")
class UnsignedMeter(_R):
    def add(self, y, t):
        if y.size != t.size:
            raise ValueError
        r = y.ravel() - t.ravel()
        super().add(r.astype(float), np.zeros(r.size))


@_meter("Reading empties your meter. It may be read as often as one likes, and filled on.")
class EmptiedByReading(_R):
    def mae(self):
        value = super().mae()
        self.__init__()
        return value


@_meter("You cut the longer one to the length of the shorter. Refuse what does not fit.")
class CutToFit(_R):
    def add(self, y, t):
        n = min(y.size, t.size)
        super().add(y.ravel()[:n], t.ravel()[:n])


@_meter("A single number is spread over all the others. It does not fit: refuse it.")
class SpreadMeter(_R):
    def add(self, y, t):
        y, t = np.broadcast_arrays(np.ravel(y).astype(float), np.ravel(t).astype(float))
        super().add(y, t)


@_meter("An empty meter says 0: that looks like a perfect network. It has no mean yet.")
class ZeroWhenEmpty(_R):
    def _mean(self, total):
        return total / max(self.count, 1)


@_meter("You return the meter from `add`; nothing is to be returned.")
class ReturnsItself(_R):
    def add(self, y, t):
        super().add(y, t)
        return self


# --- the loop


def _with(name, hint, change):
    """Declare the loop of the exercise with parts or arguments replaced: `gradient`, `lr`, …"""

    def fit(net, params, train, validation, lr, epochs, size, rng):
        given = dict(zip(_ARGUMENTS, (net, params, train, validation, lr, epochs, size, rng)))
        return _run(**{**given, **change(given)})

    fit.__name__ = name
    _loop(hint)(fit)


def _errors(pairs):
    """Return MSE and MAE over all rows of some batches."""
    r = np.concatenate([y[:, 0] - t for y, t in pairs])
    return np.array([(r**2).mean(), np.abs(r).mean()])


class _InOrder:
    def permutation(self, n):
        return np.arange(n)


def _full_batches(X, t, size, rng):
    size = min(size, len(t))
    return [batch for batch in minibatches(X, t, size, rng) if len(batch[1]) == size]


class _Plain:
    def __init__(self, lr):
        self.lr = lr

    def update(self, params, grads):
        for name in params:
            params[name] -= self.lr * grads[name]


_CHANGED = {  # name: hint, and what the loop gets instead
    "row_against_column": (
        "A column of predictions minus a row of prices is a table of n × n. Make the prices a column first.",
        lambda given: {"gradient": lambda y, t: 2 * (y - t).mean(axis=1, keepdims=True) / len(t)},
    ),
    "uphill": (
        "Your gradient points uphill: it is predictions minus targets.",
        lambda given: {"gradient": lambda y, t: 2 * (t.reshape(-1, 1) - y) / len(t)},
    ),
    "no_two": (
        "The 2 of the square is missing. Adam hardly shows it; what `backward` is given does.",
        lambda given: {"gradient": lambda y, t: (y - t.reshape(-1, 1)) / len(t)},
    ),
    "gradient_of_the_sum": (
        "You do not divide by the number of rows: that is the gradient of a sum.",
        lambda given: {"gradient": lambda y, t: 2.0 * (y - t.reshape(-1, 1))},
    ),
    "adam_every_epoch": (
        "You make a new Adam for every epoch. It forgets what it has seen of the slopes, and begins again.",
        lambda given: {"steps": "epoch"},
    ),
    "not_dealt": (
        "You cut the batches in the table's order, without dealing.",
        lambda given: {"deal": lambda X, t, size, rng: minibatches(X, t, size, _InOrder())},
    ),
    "drops_the_last": (
        "You drop the last batch when it is not full. Its rows belong to the epoch.",
        lambda given: {"deal": _full_batches},
    ),
    "mean_of_means": (
        "You average the batches' means. The last batch is smaller, and counts for too much.",
        lambda given: {"books": lambda pairs: np.mean([_errors([pair]) for pair in pairs], axis=0)},
    ),
    "last_batch_only": (
        "You keep the errors of the last batch only. An epoch has several.",
        lambda given: {"books": lambda pairs: _errors(pairs[-1:])},
    ),
    "mae_is_a_sum": (
        "Your MAE of the training part is a sum over its rows, as the document says. It is a mean.",
        lambda given: {
            "books": lambda pairs: _errors(pairs) * np.array([1, sum(len(t) for _, t in pairs)])
        },
    ),
    "divides_by_size": (
        "You divide by `size`. The last batch may have fewer rows than that.",
        lambda given: {"gradient": lambda y, t: 2 * (y - t.reshape(-1, 1)) / given["size"]},
    ),
    "own_rate": (
        "You leave Adam at its own learning rate; the one that is handed in has no effect.",
        lambda given: {"lr": 0.001},
    ),
    "plain_descent": (
        "You step by plain gradient descent. Adam is asked for.",
        lambda given: {"optimizer": _Plain(given["lr"])},
    ),
    "own_generator": (
        "You deal with a generator of your own, and not with the `rng` that is passed in.",
        lambda given: {"rng": np.random.default_rng(0)},
    ),
    "trains_on_validation": (
        "You train on the validation part as well: it is no examination any more.",
        lambda given: {
            "train": tuple(map(np.concatenate, zip(given["train"], given["validation"])))
        },
    ),
    "trains_in_evaluation": (
        "You say `False` to the network while training: dropout would never drop anything.",
        lambda given: {"net": lambda params, X, training: given["net"](params, X, False)},
    ),
    "validates_on_training": (
        "Your validation errors are those of the training part.",
        lambda given: {"validation": given["train"]},
    ),
    "one_epoch_more": (
        "You run one epoch too many.",
        lambda given: {"epochs": given["epochs"] + 1},
    ),
    "validates_in_training": (
        "You say `True` to the network while validating. With dropout it would be asked with half of its neurons away.",
        lambda given: {"asks": True},
    ),
}
for _name, (_hint, _change) in _CHANGED.items():
    _with(_name, _hint, _change)


@_loop(
    "Adam is made once, when the function is defined. A second training goes on with the memory of the first."
)
def adam_for_ever(net, params, train, validation, lr, epochs, size, rng, kept={}):
    optimizer = kept.setdefault((lr, len(params)), Adam(lr))
    return _run(net, params, train, validation, lr, epochs, size, rng, optimizer=optimizer)


@_loop("You deal once, before the first epoch. Each epoch is dealt anew.")
def dealt_once(net, params, train, validation, lr, epochs, size, rng):
    batches = minibatches(*train, size, rng)
    return _run(net, params, train, validation, lr, epochs, size, rng, deal=lambda *args: batches)


@_loop(
    "You measure the training part anew after each epoch. Asked for are the predictions made in passing."
)
def measured_afterwards(net, params, train, validation, lr, epochs, size, rng):
    trained, history = _floats(params), {name: [] for name in _NAMES}
    optimizer = Adam(lr)
    for _ in range(epochs):
        for X, t in minibatches(*train, size, rng):
            y, backward = net(trained, X, True)
            optimizer.update(trained, backward(2 * (y - t[:, None]) / len(t)))
        for kind, (X, t) in (("", train), ("val_", validation)):
            r = net(trained, X, False)[0][:, 0] - t
            history[kind + "mse"].append(float((r**2).mean()))
            history[kind + "mae"].append(float(np.abs(r).mean()))
    return trained, history


@_loop("One meter for the whole training: each epoch's number is the mean since the beginning.")
def one_meter_for_all(net, params, train, validation, lr, epochs, size, rng):
    seen = []

    def books(pairs):
        seen.extend(pairs)
        return _errors(seen)

    return _run(net, params, train, validation, lr, epochs, size, rng, books=books)


@_loop("You train the caller's own arrays. Begin with copies.")
def trains_the_callers_arrays(net, params, train, validation, lr, epochs, size, rng):
    trained, history = _run(net, params, train, validation, lr, epochs, size, rng)
    for name in params:
        params[name][...] = trained[name]
    return params, history


@_loop("You return the history first. The parameters come first.")
def swapped(net, params, train, validation, lr, epochs, size, rng):
    return _run(net, params, train, validation, lr, epochs, size, rng)[::-1]


# --- right in another way


@variant("fit", "a meter that keeps all differences; a loop of its own", binds=("Meter", "fit"))
def kept_differences():
    class Meter:
        def __init__(self):
            self.r = []

        def add(self, y, t):
            y, t = np.ravel(y).astype(np.float64), np.ravel(t).astype(np.float64)
            if y.shape != t.shape:
                raise ValueError("these do not belong together")
            self.r.extend((y - t).tolist())

        def mse(self):
            if not self.r:
                raise ValueError("empty")
            return sum(v * v for v in self.r) / len(self.r)

        def mae(self):
            if not self.r:
                raise ValueError("empty")
            return np.mean(np.abs(self.r))

    def fit(net, params, train, validation, lr, epochs, size, rng):
        own = {}
        for name in params:
            own[name] = params[name].astype(np.float64)
        adam, curves = Adam(lr=lr), [[], [], [], []]
        X_val, t_val = validation
        for _ in range(epochs):
            book, exam = Meter(), Meter()
            for Xb, tb in minibatches(train[0], train[1], size, rng):
                y, backward = net(own, Xb, True)
                book.add(y, tb)
                residual = y[:, 0] - tb
                adam.update(own, backward((residual / len(residual) * 2)[:, None]))
            y, _ = net(own, X_val, False)
            exam.add(y[:, 0], t_val)
            for curve, value in zip(curves, (book.mse(), book.mae(), exam.mse(), exam.mae())):
                curve.append(value)
        return own, dict(zip(("mse", "mae", "val_mse", "val_mae"), curves))

    return Meter, fit


@variant("fit", "books by hand, without the meter", binds="fit")
def by_hand(net, params, train, validation, lr, epochs, size, rng):
    def books(pairs):
        y, t = (np.concatenate([np.ravel(pair[i]).astype(float) for pair in pairs]) for i in (0, 1))
        return np.mean((y - t) ** 2), np.mean(abs(y - t))

    return _run(net, params, train, validation, lr, epochs, size, rng, books=books)
