"""Write `diabetes.npz` from scikit-learn's copy of the diabetes data of Efron and others.

Run `python course/data/make_diabetes.py` where scikit-learn is installed. The archive's time stamps
are fixed, so that the same data give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from importlib import import_module
from pathlib import Path

import numpy as np

DECIMALS = 4  # of the raw numbers; the file holds whole numbers of ten-thousandths


def main() -> None:
    """Load, check and store the patients."""
    datasets = import_module("sklearn.datasets")  # only this script needs it
    raw = datasets.load_diabetes(scaled=False)  # years, mmHg, mg/dl: not yet standardised
    arrays = {
        "X": np.round(raw.data * 10**DECIMALS).astype(np.int32),  # (442, 10)
        "t": raw.target.astype(np.int16),  # (442,)
    }
    if not (
        np.array_equal(arrays["X"] / 10**DECIMALS, raw.data)
        and np.array_equal(arrays["t"], raw.target)
    ):
        raise ValueError("the numbers do not have four decimals, or the targets are not whole")
    path = Path(__file__).with_name("diabetes.npz")
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
