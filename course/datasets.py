"""Load the data sets of the course. Where they come from stands in `course/data/README.md`."""

from __future__ import annotations

from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from course.mnist import DataError, load_mnist
from course.tables import CALIFORNIA_COLUMNS, DIABETES_COLUMNS, load_california, load_diabetes
from course.town import TOWN_COLUMNS, load_town

__all__ = [
    "CALIFORNIA_COLUMNS",
    "DIABETES_COLUMNS",
    "TOWN_COLUMNS",
    "DataError",
    "digits_mlp",
    "digits_split",
    "load_california",
    "load_diabetes",
    "load_digits",
    "load_mnist",
    "load_town",
]

Images = NDArray[np.int64]
Labels = NDArray[np.int64]
Floats = NDArray[np.float64]


def load_digits() -> tuple[Images, Labels]:
    """Load 1,797 handwritten digits of 8 × 8 pixels.

    Returns
    -------
    images : array of shape (1797, 8, 8), int64
        Brightness from 0 (paper) to 16 (ink).
    labels : array of shape (1797,), int64
        The digit, 0 to 9.

    Notes
    -----
    E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning
    Repository, 1998 (CC BY 4.0). Each call gives fresh arrays, which may be changed.

    Examples
    --------
    >>> images, labels = load_digits()
    >>> images.shape, int(images.max())
    ((1797, 8, 8), 16)
    """
    stored = _stored("digits.npz")
    return stored["images"].astype(np.int64), stored["labels"].astype(np.int64)


def digits_split() -> tuple[Floats, Labels, Floats, Labels]:
    """Load the digits as rows of pixels, in two parts: to learn from, and to be tested on.

    Every third image (numbers 2, 5, 8, … of `load_digits`) belongs to the test; no chance is
    involved, so that every chapter speaks of the same 599 images.

    Returns
    -------
    X_train : array of shape (1198, 64), float64
        One image a row, from 0.0 (paper) to 1.0 (ink).
    t_train : array of shape (1198,), int64
        The digits 0 to 9.
    X_test : array of shape (599, 64), float64
    t_test : array of shape (599,), int64

    Notes
    -----
    The images stand in the order in which they were collected, person by person. So each of the 13
    writers is in both parts: the test asks for new images, not for new hands, which would be
    harder.

    Examples
    --------
    >>> X_train, t_train, X_test, t_test = digits_split()
    >>> X_train.shape, X_test.shape
    ((1198, 64), (599, 64))
    """
    images, labels = load_digits()
    X = images.reshape(len(images), -1) / 16  # (1797, 64)
    test = np.arange(len(X)) % 3 == 2
    return X[~test], labels[~test], X[test], labels[test]


def digits_mlp() -> tuple[list[Floats], list[Floats]]:
    """Load the weights and biases of a small network that has learned the training digits.

    Its layers have 64, 32, 16 and 10 numbers, with tanh after the first two; the last ten numbers
    are scores. `course/data/train_digits_mlp.py` trained it.

    Returns
    -------
    W : list of arrays of shape (64, 32), (32, 16), (16, 10), float64
    b : list of arrays of shape (32,), (16,), (10,), float64

    Examples
    --------
    >>> W, b = digits_mlp()
    >>> [w.shape for w in W]
    [(64, 32), (32, 16), (16, 10)]
    """
    stored = _stored("digits_mlp.npz")
    layers = range(1, 1 + len(stored) // 2)
    return (
        [stored[f"W{i}"].astype(np.float64) for i in layers],
        [stored[f"b{i}"].astype(np.float64) for i in layers],
    )


def _stored(name: str) -> dict[str, NDArray[np.generic]]:
    with (
        as_file(files("course") / "data" / name) as path,
        np.load(path, allow_pickle=False) as archive,
    ):
        return {key: archive[key] for key in archive.files}
