"""Edges in a photograph: the reader's Sobel filter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.photo import landscape
from course.show import Picture, explore
from course.style import new_figure
from course.widgets.controls import choice

_TURNS = {"as it is": 0, "turned by 90°": 1, "upside down": 2}


def edges(sobel: Callable[..., Any]) -> None:
    """Show a photograph, its changes to the right and downwards, and the size of both.

    Parameters
    ----------
    sobel : callable
        The reader's `sobel(image)`.
    """

    def draw(photo: str) -> Picture:
        image = np.ascontiguousarray(np.rot90(landscape(), _TURNS[photo]))
        gx, gy, size = (np.asarray(part, dtype=float) for part in sobel(image.copy()))
        expected = (image.shape[0] - 2, image.shape[1] - 2)
        for name, part in (("gx", gx), ("gy", gy), ("size", size)):
            if part.shape != expected:
                raise ValueError(f"{name} has shape {part.shape}, not {expected}")
        tall = image.shape[0] > image.shape[1]
        figure = new_figure(9.2, 3.9) if tall else new_figure(8.4, 6.4)
        panels = figure.subplots(1, 4) if tall else figure.subplots(2, 2).ravel()
        panels[0].imshow(image)
        panels[0].set_title("The photograph")
        limit = 0.7 * float(np.abs(size).max()) or 1.0
        for axes, part, title in zip(panels[1:3], (gx, gy), ("gx", "gy"), strict=True):
            axes.imshow(part, cmap="gray", vmin=-limit, vmax=limit)
            axes.set_title(f"{title}: brighter {'to the right' if title == 'gx' else 'below'}")
        panels[3].imshow(size, cmap="Greys", vmin=0, vmax=limit)
        panels[3].set_title("size: how strong")
        for axes in panels:
            axes.set(xticks=[], yticks=[])
        return Picture(figure, f"{photo}: the strongest edge is {size.max():.0f}.")

    explore(
        draw,
        lambda: {"photo": choice("photo", list(_TURNS), "as it is")},
        waits_for="exercise `sobel`",
    )
