"""Load the real MNIST from its IDX files: from a folder, or once from the network.

The course itself needs no network: its digits of 8 × 8 pixels come with it. This is for readers
who want to try their networks on the 70,000 digits of 28 × 28 pixels that everybody speaks of.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]

#: Environment variable that names the folder in which downloads are kept.
FOLDER = "DEFINE_BY_HAND_DATA"
MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
FILES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)
_LARGEST = 64 << 20  # bytes of one file, unpacked: MNIST's largest has 47 million
_TIMEOUT = 30.0  # seconds without an answer


class DataError(Exception):
    """A data set is not there, or not what it should be; the text says what to do."""


def read_idx(path: str | Path) -> Bytes:
    """Read one IDX file of unsigned bytes, packed with gzip or not.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    array of uint8, of the shape that the file's head gives

    Raises
    ------
    DataError
        If the file is no IDX file of bytes, is cut off, or holds more than its head says.

    Notes
    -----
    The format (Y. LeCun, C. Cortes and C. Burges, "The MNIST database of handwritten digits"): two
    zero bytes, 8 for "unsigned bytes", the number of axes; each axis' length as four bytes, the
    largest first; then the elements, the last axis running fastest.
    """
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.") from None
    return _parse_idx(content, str(path))


def _parse_idx(content: bytes, name: str) -> Bytes:
    if content[:2] == b"\x1f\x8b":  # the mark of gzip, whatever the file is called
        content = _unpacked(content, name)
    if len(content) < 4 or content[:2] != b"\0\0":
        raise DataError(f"{name} is no IDX file: it does not begin with two zero bytes.")
    kind, axes = content[2], content[3]
    if kind != 8 or axes == 0:
        raise DataError(f"{name} holds no unsigned bytes (kind {kind}, {axes} axes).")
    head = 4 + 4 * axes
    if len(content) < head:
        raise DataError(f"{name} is cut off in its head. Delete it and load again.")
    shape = struct.unpack(f">{axes}I", content[4:head])
    size, there = int(np.prod(shape, dtype=object)), len(content) - head
    if there != size:
        what = "is cut off" if there < size else "is too long"
        raise DataError(
            f"{name} {what}: {there:,} elements instead of {size:,}. Delete it and load again."
        )
    return np.frombuffer(content, dtype=np.uint8, offset=head).reshape(shape).copy()


def _unpacked(content: bytes, name: str) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(content, _LARGEST)
    except zlib.error as error:
        raise DataError(
            f"{name} is no whole gzip file ({error}). Delete it and load again."
        ) from None
    if unpacker.unconsumed_tail:
        raise DataError(f"{name} unpacks to more than {_LARGEST >> 20} MB: that is not MNIST.")
    if not unpacker.eof:
        raise DataError(f"{name} is cut off. Delete it and load again.")
    return plain


def load_mnist(
    folder: str | Path | None = None, mirrors: Sequence[str] = MIRRORS
) -> tuple[Bytes, Bytes, Bytes, Bytes]:
    """Load MNIST: 60,000 handwritten digits for training and 10,000 for tests.

    Files that are in the folder (with or without `.gz`) are read; those that are missing are
    downloaded into it, about 11 MB in all.

    Parameters
    ----------
    folder : str or Path, optional
        Where the files are, or shall be. Without it the folder that the environment variable
        `DEFINE_BY_HAND_DATA` names; without that `.cache/define-by-hand` in the home folder.
    mirrors : sequence of str
        Addresses that are tried one after the other; a file's name is put behind. Empty: no
        network, only what is in the folder.

    Returns
    -------
    images_train, labels_train, images_test, labels_test : arrays of uint8
        Shapes (N, 28, 28) and (N,); brightness from 0 (paper) to 255 (ink), digits 0 to 9.

    Raises
    ------
    DataError
        If a file is neither there nor can be fetched, or is not what it should be. It says what
        to do.
    """
    place = _folder(folder)
    arrays = [read_idx(_find(place, name, mirrors)) for name in FILES]
    for images, labels, part in (
        (arrays[0], arrays[1], "training"),
        (arrays[2], arrays[3], "test"),
    ):
        if images.ndim != 3 or labels.ndim != 1 or len(images) != len(labels):
            raise DataError(
                f"The {part} files in {place} do not belong together: images of shape "
                f"{images.shape} and labels of shape {labels.shape}."
            )
        if labels.size and labels.max() > 9:
            raise DataError(f"The {part} labels in {place} are no digits: {labels.max()} is there.")
    if arrays[0].shape[1:] != arrays[2].shape[1:]:
        raise DataError(f"Training and test images in {place} have different sizes.")
    images_train, labels_train, images_test, labels_test = arrays
    return images_train, labels_train, images_test, labels_test


def _folder(folder: str | Path | None) -> Path:
    if folder is not None:
        return Path(folder).expanduser()
    named = os.environ.get(FOLDER)
    return Path(named).expanduser() if named else Path.home() / ".cache" / "define-by-hand"


def _find(place: Path, name: str, mirrors: Sequence[str]) -> Path:
    for path in (place / name, place / f"{name}.gz"):
        if path.is_file():
            return path
    return _download(place, f"{name}.gz", mirrors)


def _download(place: Path, name: str, mirrors: Sequence[str]) -> Path:
    """Fetch one file from the first mirror that has it whole; keep it only then."""
    from urllib.request import urlopen  # noqa: PLC0415 (slow to import, and seldom needed)

    tried = []
    for mirror in mirrors:
        address = mirror.rstrip("/") + "/" + name
        try:
            # a mirror is the caller's choice: https, or file: for a copy on a disk
            with urlopen(address, timeout=_TIMEOUT) as answer:  # noqa: S310
                content = answer.read(_LARGEST)
            _parse_idx(content, address)
        except (OSError, ValueError, DataError) as error:
            tried.append(f"  {address}: {getattr(error, 'reason', error)}")
            continue
        _keep(place / name, content)
        return place / name
    raise DataError("\n".join([_ADVICE.format(name=name, place=place), *tried]))


def _keep(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        raise DataError(
            f"{path} cannot be written: {error.strerror}. "
            "Choose another place with load_mnist(folder)."
        ) from None


_ADVICE = (
    "MNIST's {name} is not in {place}, and it could not be fetched. Is there a network? "
    "Without one, copy the four files (.gz or unpacked) from another computer into that folder, "
    "or say load_mnist(folder) with the folder where they are. The course's own digits, "
    "load_digits(), need no network. Tried:"
)
