"""What ch7_dynamic takes from earlier chapters: solutions, and what those need.

Generated from ch1_perceptron by `autograder build ch7_dynamic`: change the notebooks there, not
this file.
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
