"""What ch4_backprop takes from earlier chapters: solutions, and what those need.

Generated from ch2_forward and ch3_loss by `autograder build ch4_backprop`: change the notebooks
there, not this file.
"""

import numpy as np

# from ch2_forward/activations.ipynb


def sigmoid(x):
    """Squeeze numbers into the room between 0 and 1: 1 / (1 + exp(-x)).

    Parameters
    ----------
    x : number, or array of any shape

    Returns
    -------
    float, or array of floats of the same shape

    Examples
    --------
    sigmoid(0) is 0.5
    """
    x = np.asarray(x, dtype=float)
    e = np.exp(-np.abs(x))  # never more than 1
    return np.where(x >= 0, 1.0, e) / (1 + e)


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
