"""What ch5_optimizer takes from earlier chapters: solutions, and what those need.

Generated from ch3_loss by `autograder build ch5_optimizer`: change the notebooks there, not this
file.
"""

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
