"""What ch7_dynamic takes from earlier chapters: solutions, and what those need.

Generated from ch1_perceptron, ch2_forward, ch3_loss and ch4_backprop by `autograder build
ch7_dynamic`: change the notebooks there, not this file.
"""

import numpy as np

# from ch1_perceptron/perceptron.ipynb


def neuron(x, w, b):
    """Add up the inputs, each times its weight, and the bias.

    Parameters
    ----------
    x : array of shape (D,) or (N, D)
    w : array of shape (D,)
    b : float

    Returns
    -------
    number, or array of shape (N,)
    """
    return x @ w + b  # (N, D) @ (D,) + () -> (N,)


def step(x):
    """Decide: 1 where x > 0, otherwise 0.

    Parameters
    ----------
    x : number, or array of any shape

    Returns
    -------
    integer, or array of integers of the same shape
    """
    return (np.asarray(x) > 0).astype(int)


def nand_gate(x1, x2):
    """Give 0 if both inputs are on, otherwise 1: one perceptron."""
    w, b = np.array([-0.5, -0.5]), 0.7
    return step(neuron(np.array([x1, x2]), w, b))


# from ch2_forward/activations.ipynb


def softmax(x, axis=-1):
    """Turn scores into shares that add up to 1 along an axis.

    Parameters
    ----------
    x : array of any shape with at least one axis
    axis : int

    Returns
    -------
    array of floats of the same shape

    Examples
    --------
    softmax([0.0, 0.0]) is [0.5, 0.5]
    """
    x = np.asarray(x, dtype=float)
    e = np.exp(x - x.max(axis=axis, keepdims=True))  # the largest exponent of a row is 0
    return e / e.sum(axis=axis, keepdims=True)


# from ch3_loss/losses.ipynb


def residuals(y, t):
    """Subtract targets from predictions of exactly the same shape.

    Parameters
    ----------
    y, t : arrays of the same shape, of any kind of real number

    Returns
    -------
    array of floats of that shape

    Examples
    --------
    residuals(np.array([3, 1]), np.array([1, 5])) is array([2., -4.])
    """
    if y.shape != t.shape:
        raise ValueError(f"predictions have shape {y.shape}, targets {t.shape}")
    return y.astype(float) - t


def mse(y, t):
    """Return the mean squared error: the mean of r² over all numbers.

    Parameters
    ----------
    y, t : arrays of the same shape

    Returns
    -------
    float

    Examples
    --------
    mse(np.array([1.0, 5.0]), np.array([2.0, 2.0])) is (1 + 9) / 2 = 5.0
    """
    r = residuals(y, t)
    return np.mean(r**2)


def log_sum_exp(z):
    """Return log Σ exp(z) of each row, without overflow.

    Parameters
    ----------
    z : array of shape (N, K)

    Returns
    -------
    array of shape (N,)

    Examples
    --------
    log_sum_exp(np.array([[0.0, 0.0], [1000.0, 0.0]])) is array([0.693…, 1000.])
    """
    m = z.max(axis=1, keepdims=True)  # (N, 1)
    return m[:, 0] + np.log(np.exp(z - m).sum(axis=1))


def softmax_cross_entropy(z, t):
    """Return the mean cross-entropy of scores: log-sum-exp minus the true class's score.

    Parameters
    ----------
    z : array of shape (N, K), scores
    t : array of shape (N,), labels

    Returns
    -------
    float

    Examples
    --------
    softmax_cross_entropy(np.array([[0.0, 0.0], [5.0, 2005.0]]), np.array([1, 0]))
    is (log 2 + 2000) / 2 = 1000.34…
    """
    truth = z[np.arange(len(z)), t]  # (N,)
    return np.mean(log_sum_exp(z - truth[:, None]))


# from ch3_loss/minimising.ipynb


def minibatches(X, t, size, rng):
    """Shuffle samples and cut them into batches.

    Parameters
    ----------
    X : array of shape (N, ...)
    t : array of shape (N,) or (N, K)
    size : int, rows of a batch, at least 1
    rng : numpy.random.Generator, gives one permutation

    Returns
    -------
    list of (array of shape (size, ...), array of shape (size,) or (size, K))
        The last pair may have fewer rows.

    Example: 7 samples with size 3 give batches of 3, 3 and 1 rows
    """
    order = rng.permutation(len(X))
    batches = []
    for first in range(0, len(X), size):
        rows = order[first : first + size]
        batches.append((X[rows], t[rows]))
    return batches


# from ch4_backprop/layers.ipynb


class ReLU:
    """The layer y = max(0, x), for arrays of any shape.

    Examples
    --------
    >>> layer = ReLU()
    >>> layer.forward(np.array([-1.0, 2.0]))
    array([0., 2.])
    >>> layer.backward(np.array([5.0, -7.0]))
    array([ 0., -7.])
    """

    def forward(self, x):
        """Return x where it is positive, elsewhere 0."""
        self.open = x > 0
        return np.where(self.open, x, x.dtype.type(0))

    def backward(self, dout):
        """Return dout where x was positive, elsewhere 0."""
        return np.where(self.open, dout, dout.dtype.type(0))


class Affine:
    """The layer Y = X W + b.

    Attributes
    ----------
    W : array of shape (D, K)
    b : array of shape (K,)
    dW, db : arrays of the shapes of W and b
        The slopes with respect to them, set by `backward`.
    """

    def __init__(self, W, b):
        self.W = W
        self.b = b

    def forward(self, X):
        """Pass a batch through the layer: (N, D) -> (N, K)."""
        self.X = X
        return X @ self.W + self.b  # (N, D) @ (D, K) + (K,) -> (N, K)

    def backward(self, dout):
        """Set dW and db, and return the slope with respect to X: (N, K) -> (N, D)."""
        self.dW = self.X.T @ dout  # (D, N) @ (N, K) -> (D, K)
        self.db = dout.sum(axis=0)  # (N, K) -> (K,)
        return dout @ self.W.T  # (N, K) @ (K, D) -> (N, D)


class SoftmaxWithLoss:
    """The mean cross-entropy of the softmax of scores.

    Examples
    --------
    >>> last = SoftmaxWithLoss()
    >>> float(last.forward(np.array([[0.0, 0.0]]), np.array([1])))  # log 2
    0.6931471805599453
    >>> last.backward()
    array([[ 0.5, -0.5]])
    """

    def forward(self, z, t):
        """Return the mean loss of scores (N, K) for labels (N,) or one-hot rows (N, K)."""
        self.labels = t if t.ndim == 1 else t.argmax(axis=1)
        self.p = softmax(z)
        return float(softmax_cross_entropy(z, self.labels))

    def backward(self, dout=1.0):
        """Return the slope of the loss with respect to the scores, times dout: (N, K)."""
        dz = self.p.copy()  # the probabilities are still needed for another way back
        dz[np.arange(len(dz)), self.labels] -= 1
        return dout * dz / len(dz)


class TwoLayerNet:
    """Affine, ReLU, Affine, and a softmax with loss.

    Attributes
    ----------
    params : dict of arrays W1, b1, W2, b2

    Examples
    --------
    >>> net = TwoLayerNet(3, 5, 2, np.random.default_rng(0))
    >>> net.predict(np.zeros((4, 3))).shape
    (4, 2)
    """

    def __init__(self, n_in, n_hidden, n_out, rng, std=0.01):
        self.params = {
            "W1": rng.normal(0, std, size=(n_in, n_hidden)),
            "b1": np.zeros(n_hidden),
            "W2": rng.normal(0, std, size=(n_hidden, n_out)),
            "b2": np.zeros(n_out),
        }
        self.first = Affine(self.params["W1"], self.params["b1"])  # these very arrays
        self.relu = ReLU()
        self.second = Affine(self.params["W2"], self.params["b2"])
        self.last = SoftmaxWithLoss()

    def predict(self, X):
        """Return the scores: (N, n_in) -> (N, n_out)."""
        a = self.first.forward(X)  # (N, n_in) -> (N, n_hidden)
        return self.second.forward(self.relu.forward(a))  # (N, n_hidden) -> (N, n_out)

    def loss(self, X, t):
        """Return the mean loss of a batch."""
        return self.last.forward(self.predict(X), t)

    def gradient(self, X, t):
        """Return the slopes of loss(X, t): a dict with the keys of params."""
        self.loss(X, t)  # the way there: now every layer remembers this batch
        dz = self.last.backward()
        dh = self.second.backward(dz)
        self.first.backward(self.relu.backward(dh))
        return {
            "W1": self.first.dW,
            "b1": self.first.db,
            "W2": self.second.dW,
            "b2": self.second.db,
        }


# from ch4_backprop/proving.ipynb


def losses_seed001(X, Y, W1, W2, y_size):
    """Return the loss of every output of every sample.

    Parameters
    ----------
    X : array of shape (M, N_I)
    Y : array of shape (M, N_O)
    W1 : array of shape (N_I, N_H)
    W2 : array of shape (N_H, N_O)
    y_size : number

    Returns
    -------
    array of shape (M, N_O), of the dtype of the arrays
    """
    h = X @ W1  # (M, N_I) @ (N_I, N_H) -> (M, N_H)
    y = np.maximum(h, 0) @ W2  # (M, N_H) @ (N_H, N_O) -> (M, N_O)
    return np.square(y - Y) / y_size


def gradients_seed001(X, Y, W1, W2, y_size, mask=True):
    """Return the gradient of the summed losses in both weight matrices.

    Parameters
    ----------
    X : array of shape (M, N_I)
    Y : array of shape (M, N_O)
    W1 : array of shape (N_I, N_H)
    W2 : array of shape (N_H, N_O)
    y_size : number
    mask : bool, whether the signal stops at neurons that were off

    Returns
    -------
    dict with "W1" of shape (N_I, N_H) and "W2" of shape (N_H, N_O)
    """
    h = X @ W1
    h_r = np.maximum(h, 0)
    grad_y = 2 * (h_r @ W2 - Y) / y_size  # (M, N_O)
    grad_h = grad_y @ W2.T  # (M, N_O) @ (N_O, N_H) -> (M, N_H)
    if mask:
        grad_h = grad_h * (h > 0)
    return {"W1": X.T @ grad_h, "W2": h_r.T @ grad_y}


def step_seed001(X, Y, W1, W2, lr, y_size, mask=True):
    """Take one step of gradient descent; return the new weights.

    Parameters
    ----------
    X, Y, W1, W2, y_size, mask : as in gradients_seed001
    lr : float, the learning rate

    Returns
    -------
    (array of the shape of W1, array of the shape of W2)
    """
    grads = gradients_seed001(X, Y, W1, W2, y_size, mask)
    return W1 - lr * grads["W1"], W2 - lr * grads["W2"]


def train_seed001(X, Y, W1, W2, lr, steps, mask=True):
    """Train for some steps; return the weights and the loss before each step.

    Parameters
    ----------
    X, Y, W1, W2, mask : as in gradients_seed001
    lr : float, the learning rate
    steps : int, at least 0

    Returns
    -------
    (array of the shape of W1, array of the shape of W2, list of float)
    """
    W1, W2 = W1.copy(), W2.copy()
    history = []
    for _ in range(steps):
        history.append(float(losses_seed001(X, Y, W1, W2, Y.size).sum()))
        W1, W2 = step_seed001(X, Y, W1, W2, lr, Y.size, mask)
    return W1, W2, history
