"""The town and the real tables are what their descriptions say."""

from __future__ import annotations

import hashlib
import io
import tarfile
from pathlib import Path

import numpy as np
import pytest

from course import tables
from course.datasets import (
    CALIFORNIA_COLUMNS,
    DIABETES_COLUMNS,
    TOWN_COLUMNS,
    DataError,
    load_california,
    load_diabetes,
    load_town,
)


def test_the_town_is_always_the_same_one() -> None:
    X, t = load_town()
    assert X.shape == (506, len(TOWN_COLUMNS))
    assert X.dtype == t.dtype == np.float64
    assert np.isfinite(X).all()
    assert (t.min(), t.max()) == (5.0, 51.2)
    assert t.mean() == pytest.approx(23.434, abs=0.001)
    again, _ = load_town()
    np.testing.assert_array_equal(X, again)
    again[:] = 0
    assert load_town()[0].any()
    assert not np.array_equal(load_town(seed=8)[0], X)
    assert load_town(20)[0].shape == (20, 13)


def test_rooms_and_low_incomes_speak_of_prices_and_age_does_not() -> None:
    X, t = load_town()
    together = {
        name: float(np.corrcoef(column, t)[0, 1])
        for name, column in zip(TOWN_COLUMNS, X.T, strict=True)
    }
    assert together["RM"] > 0.8
    assert together["LSTAT"] < -0.7
    assert abs(together["AGE"]) < 0.2
    assert abs(together["GREEN"]) < 0.05


def test_diabetes_has_the_published_numbers() -> None:
    """The first rows of the authors' table; the mean response, 152.13, stands in many books."""
    X, t = load_diabetes()
    assert X.shape == (442, len(DIABETES_COLUMNS))
    np.testing.assert_array_equal(
        X[0], [59.0, 2.0, 32.1, 101.0, 157.0, 93.2, 38.0, 4.0, 4.8598, 87.0]
    )
    np.testing.assert_array_equal(t[:3], [151.0, 75.0, 141.0])
    assert t.mean() == pytest.approx(152.13, abs=0.005)
    X[:] = 0
    assert load_diabetes()[0].any()


def test_california_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"download=True"):
        load_california(tmp_path)
    with pytest.raises(DataError, match=r"Is there a network\?"):
        load_california(tmp_path, download=True, address=(tmp_path / "nothing").as_uri())
    assert not list(tmp_path.iterdir())


def test_another_archive_is_refused_and_not_kept(tmp_path: Path) -> None:
    other = tmp_path / "other.tgz"
    other.write_bytes(b"something else")
    folder = tmp_path / "data"
    with pytest.raises(DataError, match="not the archive"):
        load_california(folder, download=True, address=other.as_uri())
    assert not folder.exists()
    (tmp_path / tables.ARCHIVE).write_bytes(b"cut off")
    with pytest.raises(DataError, match="Delete it"):
        load_california(tmp_path)


def test_california_is_read_as_scikit_learn_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The published first row: 8.3252, 41, 6.984, 1.024, 322, 2.556, 37.88, −122.23; 4.526."""
    row = b"-122.23,37.88,41.0,880.0,129.0,322.0,126.0,8.3252,452600.0\n"
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        entry = tarfile.TarInfo("CaliforniaHousing/cal_housing.data")
        entry.size = 2 * len(row)
        archive.addfile(entry, io.BytesIO(2 * row))
    away = tmp_path / "away.tgz"
    away.write_bytes(buffer.getvalue())
    monkeypatch.setattr(tables, "SHA256", hashlib.sha256(buffer.getvalue()).hexdigest())
    folder = tmp_path / "data"
    X, t = load_california(folder, download=True, address=away.as_uri())
    assert X.shape == (2, len(CALIFORNIA_COLUMNS))
    np.testing.assert_allclose(
        X[0], [8.3252, 41, 6.98412698, 1.02380952, 322, 2.55555556, 37.88, -122.23]
    )
    assert t[0] == pytest.approx(4.526)
    away.unlink()
    np.testing.assert_array_equal(load_california(folder)[0], X)
