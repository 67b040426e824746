"""What the pictures of this notebook share: the box, and the colours of the three modes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from course.style import BLUE, GREEN, GREY, INK, ORANGE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = NDArray[Any]

#: The colour of a mode or policy, everywhere.
COLOUR = {"relu": BLUE, "leaky": ORANGE, "mixed": GREEN}
LINE = {"relu": "-", "leaky": "--", "mixed": "-"}
FINE = np.linspace(0, 9, 361)[:, None]  # (361, 1)


def box(axes: Axes, x: Any, y: Any, label: str = "the box") -> None:
    """Draw what is known of the box: its points, joined by straight lines as in the blog."""
    axes.plot(np.ravel(x), np.ravel(y), color=GREY, lw=1.2, ls=":", zorder=1)
    axes.scatter(np.ravel(x), np.ravel(y), s=34, color=INK, zorder=4, label=label)
    axes.set(xlabel="$x$", ylabel="$y$")


def column(answers: Any, n: int, what: str) -> Array:
    """Return answers as an array (n,), or say what is wrong with them."""
    answers = np.asarray(getattr(answers, "data", answers), dtype=float)
    if answers.shape != (n, 1):
        raise ValueError(f"{what} has shape {answers.shape}, where {(n, 1)} is expected")
    return answers[:, 0]
