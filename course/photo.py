"""A photograph-like picture, made by code: nobody's rights, the same on every machine."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
_HEIGHT, _WIDTH = 96, 128


def landscape() -> NDArray[np.uint8]:
    """Make a small colour picture: a house on a hill, a fence, mountains, and an evening sun.

    Returns
    -------
    array of shape (96, 128, 3), uint8
        Row, column, and red, green, blue from 0 (dark) to 255. Each call gives a fresh array.

    Examples
    --------
    >>> photo = landscape()
    >>> photo.shape, photo.dtype.name
    ((96, 128, 3), 'uint8')
    """
    rng = np.random.default_rng(6)
    rows, columns = np.mgrid[0:_HEIGHT, 0:_WIDTH].astype(float)
    picture = _sky(rows, columns)
    ridge = 46 + 9 * np.sin(columns / 13) + 5 * np.sin(columns / 5.3 + 1) - columns / 12
    _paint(picture, rows > ridge, (96, 104, 128))
    meadow = 64 + 6 * np.sin(columns / 31 + 0.6)
    _paint(picture, rows > meadow, (92, 124, 66))
    picture[rows > meadow] += (14 * np.sin(rows + 0.4 * columns))[rows > meadow][:, None]
    _house(picture, rows, columns)
    _fence(picture, rows, columns)
    lens = 1 - 0.35 * ((rows / _HEIGHT - 0.5) ** 2 + (columns / _WIDTH - 0.5) ** 2)
    soft = _blur(picture * lens[..., None])
    grain = rng.normal(size=(_HEIGHT, _WIDTH, 1)) * 4 + rng.normal(size=soft.shape) * 2
    return np.clip(soft + grain, 0, 255).astype(np.uint8)


def _sky(rows: Array, columns: Array) -> Array:
    height = (rows / 64)[..., None]
    sky = np.array([104.0, 148.0, 205.0]) * (1 - height) + np.array([246.0, 206.0, 160.0]) * height
    distance = np.hypot(rows - 22, columns - 98)
    sky[distance < 10] = (255, 244, 214)
    return sky


def _paint(picture: Array, where: Array, colour: tuple[int, int, int]) -> None:
    picture[where] = colour


def _house(picture: Array, rows: Array, columns: Array) -> None:
    inside = (columns > 22) & (columns < 58)
    _paint(picture, inside & (rows > 48) & (rows < 76), (226, 210, 184))
    _paint(picture, (rows <= 48) & (rows > 30 + np.abs(columns - 40) * 0.85), (150, 62, 48))
    for left in (27, 46):
        pane = (columns >= left) & (columns < left + 8) & (rows > 53) & (rows < 62)
        _paint(picture, pane, (58, 66, 84))
    _paint(picture, (columns > 36) & (columns < 44) & (rows > 60) & (rows < 76), (104, 70, 46))


def _fence(picture: Array, rows: Array, columns: Array) -> None:
    right = columns > 66
    posts = right & (columns % 9 < 2.5) & (rows > 70) & (rows < 88)
    rails = right & (((rows > 74) & (rows < 77)) | ((rows > 81) & (rows < 84)))
    _paint(picture, posts | rails, (238, 232, 220))


def _blur(picture: Array) -> Array:
    """Soften as a lens does: each pixel takes a little from its four neighbours."""
    framed = np.pad(picture, ((1, 1), (1, 1), (0, 0)), mode="edge")
    sides = framed[:-2, 1:-1] + framed[2:, 1:-1] + framed[1:-1, :-2] + framed[1:-1, 2:]
    return np.asarray(0.6 * picture + 0.1 * sides)
