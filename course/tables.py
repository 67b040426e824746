"""Real tables for regression: diabetes comes with the course, California's houses are fetched."""

from __future__ import annotations

import hashlib
import io
import tarfile
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from course.mnist import _TIMEOUT, DataError, _folder, _keep

Floats = NDArray[np.float64]

DIABETES_COLUMNS = ("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6")
CALIFORNIA_COLUMNS = (
    "MedInc", "HouseAge", "AveRooms", "AveBedrms", "Population", "AveOccup", "Latitude",
    "Longitude",
)  # fmt: skip

ARCHIVE = "cal_housing.tgz"
ADDRESS = "https://ndownloader.figshare.com/files/5976036"
SHA256 = "aaa5c9a6afe2225cc2aed2723682ae403280c4a3695a2ddda4ffb5d8215ea681"
_LARGEST = 8 << 20  # bytes; the archive has 440,000, its table 1.4 million


def load_diabetes() -> tuple[Floats, Floats]:
    """Load ten measurements of 442 people with diabetes, and how they fared a year later.

    Returns
    -------
    X : array of shape (442, 10), float64
        The columns of `DIABETES_COLUMNS`, as they were measured: age in years, sex (1 or 2), body
        mass index, mean blood pressure, and six values of the blood (cholesterol, LDL, HDL, their
        ratio, the logarithm of triglycerides, sugar).
    t : array of shape (442,), float64
        A measure of how far the disease has gone on, 25 to 346.

    Notes
    -----
    B. Efron, T. Hastie, I. Johnstone and R. Tibshirani, "Least angle regression", Annals of
    Statistics 32 (2004). Each call gives fresh arrays, which may be changed.

    Examples
    --------
    >>> X, t = load_diabetes()
    >>> X.shape, float(t.min()), float(t.max())
    ((442, 10), 25.0, 346.0)
    """
    with (
        as_file(files("course") / "data" / "diabetes.npz") as path,
        np.load(path, allow_pickle=False) as stored,
    ):
        return stored["X"] / 10_000.0, stored["t"].astype(np.float64)


def load_california(
    folder: str | Path | None = None, *, download: bool = False, address: str = ADDRESS
) -> tuple[Floats, Floats]:
    """Load California's houses of 1990: 20,640 blocks, eight columns, and a price.

    Parameters
    ----------
    folder : str or Path, optional
        Where `cal_housing.tgz` is, or shall be. Without it the folder that the environment variable
        `DEFINE_BY_HAND_DATA` names; without that `.cache/define-by-hand` in the home folder.
    download : bool
        Fetch the archive (0.4 MB) if it is not in the folder. Nothing is fetched unasked.
    address : str
        Where to fetch it.

    Returns
    -------
    X : array of shape (20640, 8), float64
        The columns of `CALIFORNIA_COLUMNS`: median income in 10,000 dollars; age of the houses in
        years; rooms and bedrooms of a household; people of the block, and of a household; degrees.
    t : array of shape (20640,), float64
        Median value of a house in 100,000 dollars; above 5 it was cut off.

    Raises
    ------
    DataError
        If the archive is not there, cannot be fetched, or is not what it should be.

    Notes
    -----
    R. Pace and R. Barry, "Sparse spatial autoregressions", Statistics and Probability Letters 33
    (1997).
    """
    path = _folder(folder) / ARCHIVE
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        if not download:
            raise DataError(
                f"California's houses do not come with the course: {ARCHIVE} is not in "
                f"{path.parent}. With a network, load_california(download=True) fetches it once "
                "(0.4 MB)."
            ) from None
        content = _fetched(address, path)
        _keep(path, content)
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.") from None
    return _table(_checked(content, str(path)))


def _fetched(address: str, path: Path) -> bytes:
    from urllib.request import urlopen  # noqa: PLC0415 (slow to import, and seldom needed)

    try:
        # the caller's choice: https, or file: for a copy on a disk
        with urlopen(address, timeout=_TIMEOUT) as answer:  # noqa: S310
            content: bytes = answer.read(_LARGEST)
    except (OSError, ValueError) as error:
        raise DataError(
            f"{ARCHIVE} is not in {path.parent}, and {address} gave nothing "
            f"({getattr(error, 'reason', error)}). Is there a network? Without one, copy the file "
            "from another computer into that folder. Nothing else in the course needs it."
        ) from None
    return _checked(content, address)


def _checked(content: bytes, name: str) -> bytes:
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise DataError(f"{name} is not the archive that was meant, or is cut off. Delete it.")
    return content


def _table(content: bytes) -> tuple[Floats, Floats]:
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
        member = archive.extractfile("CaliforniaHousing/cal_housing.data")
        if member is None:
            raise DataError(f"{ARCHIVE} has no table in it.")
        rows = np.loadtxt(io.StringIO(member.read().decode("ascii")), delimiter=",")
    longitude, latitude, age, rooms, bedrooms, people, households, income, value = rows.T
    X = np.column_stack(
        [income, age, rooms / households, bedrooms / households, people, people / households,
         latitude, longitude]
    )  # fmt: skip
    return X, value / 100_000.0
