"""What ch4_backprop takes from earlier chapters: solutions, and what those need.

Generated from ch3_loss by `autograder build ch4_backprop`: change the notebooks there, not this
file.
"""

import numpy as np

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
