"""Write `digits.npz` from scikit-learn's copy of the UCI optical digits.

Run `python course/data/make_digits.py` where scikit-learn is installed. The archive's time stamps
are fixed, so that the same data give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from importlib import import_module
from pathlib import Path

import numpy as np


def main() -> None:
    """Load, check and store the digits."""
    datasets = import_module("sklearn.datasets")  # only this script needs it
    digits = datasets.load_digits()
    arrays = {
        "images": digits.images.astype(np.uint8),  # (1797, 8, 8), 0..16
        "labels": digits.target.astype(np.uint8),  # (1797,)
    }
    if not np.array_equal(arrays["images"], digits.images):
        raise ValueError("the brightness values are not whole numbers from 0 to 255")
    path = Path(__file__).with_name("digits.npz")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.save(buffer, array, allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, buffer.getvalue())
    print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
