"""IDX files are read with care, and a missing network is said plainly."""

from __future__ import annotations

import gzip
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from course.datasets import DataError, load_mnist
from course.mnist import FILES, FOLDER, read_idx

NOBODY = "http://127.0.0.1:9/"  # the discard port: nobody answers


def idx(array: np.ndarray) -> bytes:
    head = bytes([0, 0, 8, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape)
    return head + array.astype(np.uint8).tobytes()


def arrays(train: int = 5, test: int = 3, side: int = 28) -> list[np.ndarray]:
    rng = np.random.default_rng(0)
    made = []
    for count in (train, test):
        made.append(rng.integers(0, 256, size=(count, side, side)).astype(np.uint8))
        made.append(rng.integers(0, 10, size=count).astype(np.uint8))
    return made


def write(folder: Path, made: list[np.ndarray], packed: bool = True) -> None:
    folder.mkdir(exist_ok=True)
    for name, array in zip(FILES, made, strict=True):
        if packed:
            (folder / f"{name}.gz").write_bytes(gzip.compress(idx(array)))
        else:
            (folder / name).write_bytes(idx(array))


@pytest.mark.parametrize("packed", [True, False])
def test_files_of_a_folder_are_read(tmp_path: Path, packed: bool) -> None:
    made = arrays()
    write(tmp_path, made, packed)
    for got, expected in zip(load_mnist(tmp_path, mirrors=()), made, strict=True):
        np.testing.assert_array_equal(got, expected)
        assert got.dtype == np.uint8
        got[:] = 0  # fresh arrays may be changed


def test_missing_files_are_fetched_once(tmp_path: Path) -> None:
    made = arrays()
    write(tmp_path / "mirror", made)
    folder = tmp_path / "new" / "folder"
    mirror = (tmp_path / "mirror").as_uri()
    first = load_mnist(folder, mirrors=[NOBODY, mirror])
    again = load_mnist(folder, mirrors=())
    for got, same, expected in zip(first, again, made, strict=True):
        np.testing.assert_array_equal(got, expected)
        np.testing.assert_array_equal(same, expected)
    assert sorted(p.name for p in folder.iterdir()) == sorted(f"{name}.gz" for name in FILES)


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, arrays())
    monkeypatch.setenv(FOLDER, str(tmp_path))
    assert load_mnist(mirrors=())[0].shape == (5, 28, 28)


def test_without_one_the_folder_is_in_the_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(FOLDER, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    with pytest.raises(DataError, match="define-by-hand"):
        load_mnist(mirrors=())


def test_without_a_network_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataError) as told:
        load_mnist(tmp_path / "nothing", mirrors=[NOBODY])
    text = str(told.value)
    assert "Is there a network?" in text
    assert str(tmp_path / "nothing") in text
    assert "load_mnist(folder)" in text
    assert NOBODY in text
    assert not (tmp_path / "nothing").exists()


def test_a_page_in_the_place_of_a_file_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "mirror").mkdir()
    for name in FILES:
        (tmp_path / "mirror" / f"{name}.gz").write_text("<html>Please sign in</html>")
    with pytest.raises(DataError, match="no IDX file"):
        load_mnist(tmp_path / "cache", mirrors=[(tmp_path / "mirror").as_uri()])
    assert not (tmp_path / "cache").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    write(tmp_path / "mirror", arrays())
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DataError, match="Choose another place"):
        load_mnist(tmp_path / "file" / "in", mirrors=[(tmp_path / "mirror").as_uri()])


GOOD = idx(np.arange(12).reshape(3, 4))


PACKED = gzip.compress(GOOD)
BROKEN = {
    "empty": (b"", "no IDX file"),
    "another format": (b"PK\x03\x04 and so on", "no IDX file"),
    "floats": (b"\0\0\x0d\x01" + GOOD[4:], "no unsigned bytes"),
    "no axes": (b"\0\0\x08\x00", "no unsigned bytes"),
    "half a head": (GOOD[:9], "cut off in its head"),
    "cut off": (GOOD[:-1], "is cut off: 11 elements instead of 12"),
    "too long": (GOOD + b"\0", "is too long: 13 elements instead of 12"),
    "a size beyond all bounds": (b"\0\0\x08\x03" + b"\xff" * 12, "is cut off"),
    "packed and cut off": (PACKED[:-9], "is cut off"),
    "packed and changed": (PACKED[:-8] + b"\0" * 8, "no whole gzip file"),
    "packed and huge": (gzip.compress(bytes((64 << 20) + 1)), "more than 64 MB"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_named(tmp_path: Path, what: str) -> None:
    content, says = BROKEN[what]
    path = tmp_path / "some-file"
    path.write_bytes(content)
    with pytest.raises(DataError, match=says) as told:
        read_idx(path)
    assert "some-file" in str(told.value)


def test_a_whole_file_is_read_packed_or_not(tmp_path: Path) -> None:
    for content in (GOOD, gzip.compress(GOOD)):
        (tmp_path / "file").write_bytes(content)
        np.testing.assert_array_equal(read_idx(tmp_path / "file"), np.arange(12).reshape(3, 4))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_idx(tmp_path / "absent")


@pytest.mark.parametrize(
    ("place", "put", "says"),
    [
        (1, lambda made: made[1][:-1], "do not belong together"),
        (2, lambda made: made[3], "do not belong together"),
        (3, lambda made: made[3] + 10, "no digits"),
        (2, lambda made: made[2][:, 1:], "different sizes"),
    ],
    ids=["a label is missing", "labels for images", "labels beyond 9", "two sizes"],
)
def test_files_that_do_not_fit_are_refused(
    tmp_path: Path, place: int, put: Callable[[list[np.ndarray]], np.ndarray], says: str
) -> None:
    made = arrays()
    made[place] = put(made)
    write(tmp_path, made)
    with pytest.raises(DataError, match=says):
        load_mnist(tmp_path, mirrors=())
