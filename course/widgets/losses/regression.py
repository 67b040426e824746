"""Wrong by a number: lengths and squares, the trap of shapes, and what two losses prefer."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, SKY, new_figure
from course.widgets.controls import slider
from course.widgets.losses.values import Array, Loss, curve

#: Minutes of waiting on five mornings; the last one was a bad day.
WAITS = np.array([1.5, 2.0, 3.0, 4.5, 9.0])
_LIMIT = 12.0


def _squares(axes: Any, waits: Array, guess: float) -> None:
    """Draw each residual as a line from the wait to the guess, and its square beside it."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415 (keeps the import quick)

    places = 3.0 * np.arange(len(waits))
    for place, wait in zip(places, waits, strict=True):
        side = abs(wait - guess)
        corner = (place, min(wait, guess))
        axes.add_patch(Rectangle(corner, side, side, facecolor=SKY, edgecolor=BLUE, alpha=0.35))
        axes.plot([place, place], [wait, guess], color=ORANGE, linewidth=3, zorder=3)
    axes.axhline(guess, color=INK, linewidth=1.6)
    axes.scatter(places, waits, s=70, color=INK, zorder=4)
    axes.set(xlim=(-1, 22), ylim=(0, _LIMIT), aspect="equal")
    axes.set_xticks(places, ["Mon", "Tue", "Wed", "Thu", "Fri"])
    axes.set_ylabel("minutes")


def sign_at_the_door() -> None:
    """Let the reader choose one number for five, and see lengths and squares add up."""

    def draw(guess: float) -> Picture:
        apart = np.abs(WAITS - guess)
        near = int(np.sum(apart < 0.5 - 1e-9))
        figure = new_figure(7.6, 4.8)
        axes = figure.subplots()
        _squares(axes, WAITS, guess)
        axes.text(21.8, guess + 0.15, f"the sign: {guess:.1f} min", ha="right", fontsize=10)
        axes.set_title(
            f"The sign is about right on {near} of 5 mornings.\n"
            f"Lengths add up to {apart.sum():.1f}, squares to {np.square(apart).sum():.1f}"
        )
        return Picture(
            figure,
            f"A sign of {guess:.1f} minutes: about right {near} times of 5, "
            f"lengths {apart.sum():.1f}, squares {np.square(apart).sum():.1f}.",
        )

    explore(draw, lambda: {"guess": slider("sign", 6.0, 0, 10)})


def _signed(value: float) -> str:
    return "0" if value == 0 else f"{value:+.0f}".replace("-", "−")


def broadcast_trap() -> None:
    """Show all differences that NumPy makes of shapes (4,) and (4, 1)."""

    def draw() -> Picture:
        y, t = np.array([2.0, 4.0, 6.0, 8.0]), np.array([[2.0], [4.0], [6.0], [9.0]])
        apart = y - t
        figure = new_figure(6.4, 3.8)
        axes = figure.subplots()
        axes.imshow(np.abs(apart), cmap="Blues", vmin=0, vmax=12)
        for row, column in np.ndindex(*apart.shape):
            meant = row == column
            axes.text(
                column, row, _signed(apart[row, column]), ha="center", va="center",
                color=ORANGE if meant else INK, fontweight="bold" if meant else None,
                fontsize=13 if meant else 10,
            )  # fmt: skip
        axes.set_xticks(range(4), [f"{value:.0f}" for value in y])
        axes.set_yticks(range(4), [f"{value:.0f}" for value in t[:, 0]])
        axes.set(xlabel="predictions y, shape (4,)", ylabel="targets t, shape (4, 1)")
        axes.set_title("Four differences were meant (bold),\nsixteen were made")
        return Picture(figure, "y − t has shape (4, 4); only its diagonal was meant.")

    explore(draw)


def two_bowls(mse: Loss, mae: Loss) -> None:
    """Show both losses for every sign at the door, and where each is smallest.

    Parameters
    ----------
    mse, mae : callable
        The reader's functions of exercise 3.2.
    """

    def draw(guess: float, friday: float) -> Picture:
        waits = np.array([*WAITS[:-1], friday])
        signs = np.linspace(0, _LIMIT, 241)
        figure = new_figure(8.6, 3.7)
        captions = []
        for axes, loss, name, unit, colour in zip(
            figure.subplots(1, 2), (mse, mae), ("MSE", "MAE"), ("min²", "min"), (BLUE, ORANGE),
            strict=True,
        ):  # fmt: skip

            def value(sign: float, loss: Loss = loss) -> Any:
                return loss(np.full(len(waits), sign), waits.copy())

            values = curve(value, signs)
            axes.plot(signs, values, color=colour)
            axes.set_ylim(0, 1.05 * max(float(np.nanmax(values)), 1e-9))
            axes.scatter(waits, np.zeros(5), marker="|", s=160, color=INK, clip_on=False, zorder=4)
            here = curve(value, [guess])[0]
            axes.scatter([guess], [here], s=60, color=INK, zorder=3)
            best = signs[int(np.nanargmin(values))]
            axes.axvline(best, color=GREY, linewidth=1.2, linestyle="--")
            axes.set(xlim=(0, _LIMIT), xlabel="the sign (minutes)", ylabel=f"{name} ({unit})")
            axes.set_title(f"{name} is {here:.2f} here, and smallest at {best:.1f}")
            captions.append(f"{name} {here:.2f}, smallest at {best:.1f}")
        return Picture(figure, f"Sign {guess:.1f}, Friday {friday:.1f}: " + "; ".join(captions))

    explore(
        draw,
        lambda: {"guess": slider("sign", 6.0, 0, 10), "friday": slider("Friday", 9.0, 2, 12, 0.5)},
        waits_for="exercise 3.2",
    )
