"""The whole course on one page."""

from __future__ import annotations

from typing import Any

from course.show import Picture, explore
from course.style import BLUE, CARD, GREEN, GREY, INK, ORANGE, PINK, SKY, YELLOW, new_figure

#: Every stone: place (x, y), what it is called, what was built, colour.
STONES: dict[str, tuple[float, float, str, str, str]] = {
    "1": (5.0, 0.0, "1 · Perceptron", "a neuron, gates, XOR,\nthe learning rule", BLUE),
    "2": (5.0, 1.6, "2 · Forward", "activations, softmax, dense layers,\nwhole networks", SKY),
    "3": (5.0, 3.2, "3 · Loss", "how wrong? cross-entropy,\nslopes by wiggling", GREEN),
    "4": (5.0, 4.8, "4 · Backprop", "layers that go backwards,\nand how to check them", YELLOW),
    "5": (1.9, 6.4, "5 · Optimizer", "Momentum, Adam, BatchNorm,\nDropout, a fair search", ORANGE),
    "6": (8.1, 6.4, "6 · CNN", "convolution, pooling,\nResNet, transfer", PINK),
    "7": (5.0, 8.0, "7 · Dynamic network", "an engine for any program,\na chain of your own", INK),
}  # fmt: skip
#: What stands on what, and why.
RESTS: tuple[tuple[str, str, str], ...] = (
    ("1", "2", "many neurons at once"),
    ("2", "3", "an answer can be judged"),
    ("3", "4", "all slopes, for the price of three passes"),
    ("4", "5", "slopes say where to go"),
    ("4", "6", "shared weights: slopes add up"),
    ("5", "7", "one optimizer for every shape"),
    ("6", "7", "blocks that fork and meet"),
)


def course_map() -> None:
    """Draw the seven chapters, what was built in each, and how each stands on the others."""

    def draw() -> Picture:
        figure = new_figure(8.8, 8.4)
        axes = figure.subplots()
        axes.axis("off")
        axes.set(xlim=(-0.3, 10.3), ylim=(-0.75, 9.5))
        for below, above, why in RESTS:
            _arrow(axes, STONES[below][:2], STONES[above][:2], why)
        for x, y, name, built, colour in STONES.values():
            axes.text(
                x, y, f"{name}\n", ha="center", va="center", fontsize=11.5, weight="bold",
                zorder=4, linespacing=3.1,
            )  # fmt: skip
            axes.text(x, y - 0.16, built, ha="center", va="center", fontsize=8.5, zorder=4)
            _stone(axes, x, y, colour)
        axes.text(
            5.0, 9.2, "What comes next stands on this", ha="center", color=GREY, style="italic"
        )
        axes.annotate(
            "", xy=(5.0, 9.08), xytext=(5.0, 8.58),
            arrowprops={"arrowstyle": "-|>", "color": GREY, "linestyle": ":"},
        )  # fmt: skip
        axes.set_title("Seven chapters, from a neuron to an engine: all of it written by you")
        names = "; ".join(f"{name}: {built}" for _, _, name, built, _ in STONES.values())
        return Picture(figure, "The course, from below: " + names.replace("\n", " ") + ".")

    explore(draw)


def _stone(axes: Any, x: float, y: float, colour: str) -> None:
    from matplotlib.patches import FancyBboxPatch  # noqa: PLC0415 (keeps the import quick)

    axes.add_patch(
        FancyBboxPatch(
            (x - 1.75, y - 0.45), 3.5, 0.95, boxstyle="round,pad=0.08", facecolor=CARD,
            edgecolor=colour, linewidth=2, zorder=3,
        )
    )  # fmt: skip


def _arrow(axes: Any, start: tuple[float, float], end: tuple[float, float], why: str) -> None:
    (x0, y0), (x1, y1) = start, end
    axes.annotate(
        "", xy=(x1 + 0.15 * (x0 - x1), y1 - 0.56), xytext=(x0 + 0.15 * (x1 - x0), y0 + 0.6),
        arrowprops={"arrowstyle": "-|>", "color": GREY, "lw": 1.4}, zorder=1,
    )  # fmt: skip
    side = 0.15 if x0 == x1 else 0.0
    axes.text(
        (x0 + x1) / 2 + side, (y0 + y1) / 2, why, fontsize=8, color=GREY, zorder=5,
        ha="left" if x0 == x1 else "center", va="center", style="italic",
        bbox={"facecolor": CARD, "edgecolor": "none", "pad": 0.5},
    )  # fmt: skip
