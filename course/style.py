"""One look for every picture: colours that colour-blind readers can tell apart, on a light card.

The card's background is part of the picture, so that it reads the same in a light and in a dark
JupyterLab. Nothing here changes the settings of Matplotlib that a reader's own plots use.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Okabe and Ito (2008), "Color universal design"
BLUE = "#0072B2"
ORANGE = "#D55E00"
GREEN = "#009E73"
PINK = "#CC79A7"
SKY = "#56B4E9"
YELLOW = "#E69F00"
INK = "#1F2933"
GREY = "#7B8794"
CARD = "#FCFCFA"
CYCLE = (BLUE, ORANGE, GREEN, PINK, SKY, YELLOW, INK)

#: What the answers 1 and 0 look like everywhere: colour and shape together.
ONE, ZERO = BLUE, ORANGE
ONE_SIDE, ZERO_SIDE = "#CFE4F1", "#F9E3D3"


def settings() -> dict[str, Any]:
    """Return the Matplotlib settings of the course's pictures."""
    from cycler import cycler  # noqa: PLC0415 (comes with Matplotlib, which loads slowly)

    return {
        "figure.facecolor": CARD,
        "savefig.facecolor": CARD,
        "figure.constrained_layout.use": True,
        "axes.facecolor": "white",
        "axes.edgecolor": GREY,
        "axes.labelcolor": INK,
        "axes.titlecolor": INK,
        "axes.titlesize": 11,
        "axes.titlelocation": "left",
        "axes.titleweight": "bold",
        "axes.labelsize": 10,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.prop_cycle": cycler(color=list(CYCLE)),
        "font.family": "DejaVu Sans",
        "font.size": 10,
        "legend.frameon": False,
        "lines.linewidth": 2.0,
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
    }


@contextmanager
def styled() -> Iterator[None]:
    """Use the course's settings for the length of a `with` block."""
    import matplotlib as mpl  # noqa: PLC0415 (importing a chapter's tools must stay quick)

    with mpl.rc_context(settings()):
        yield


def new_figure(width: float = 6.4, height: float = 3.6) -> Figure:
    """Make an empty figure (inches) that no backend and no global state knows of.

    Call it, and draw, inside `styled()`.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    return figure
