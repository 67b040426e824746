"""Load the data sets of the course. Where they come from stands in `course/data/README.md`."""

from __future__ import annotations

from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

Images = NDArray[np.int64]
Labels = NDArray[np.int64]


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
    with (
        as_file(files("course") / "data" / "digits.npz") as path,
        np.load(path, allow_pickle=False) as stored,
    ):
        return stored["images"].astype(np.int64), stored["labels"].astype(np.int64)
