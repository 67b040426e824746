"""What ch7_dynamic takes from earlier chapters: solutions, and what those need.

Generated from ch3_loss by `autograder build ch7_dynamic`: change the notebooks there, not this
file.
"""

import numpy as np

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
