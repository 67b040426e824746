"""What ch5_optimizer takes from earlier chapters: solutions, and what those need.

Generated from ch3_loss by `autograder build ch5_optimizer`: change the notebooks there, not this
file.
"""

import numpy as np

# from ch3_loss/losses.ipynb


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


def numerical_gradient(f, x, h=1e-4):
    """Estimate the gradient of f at x, one element after the other.

    Parameters
    ----------
    f : callable, from an array of the shape of x to a number
    x : array of any shape with at least one axis
    h : float, how far an element is moved to either side

    Returns
    -------
    array of the shape of x, float64

    Example: for f(x) = x[0]**2 + 3 * x[1] at x = [5., 7.] it is about [10., 3.]
    """
    moved = np.array(x, dtype=float)
    gradient = np.zeros_like(moved)
    for index in np.ndindex(moved.shape):
        here = moved[index]
        moved[index] = here + h
        above = f(moved)
        moved[index] = here - h
        below = f(moved)
        moved[index] = here  # back, before the next one is moved
        gradient[index] = (above - below) / (2 * h)
    return gradient


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
