"""Making the most of little: changed images, a borrowed body, half the bits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots import image
from course.show import Picture, explore
from course.style import BLUE, GREEN, GREY, INK, ORANGE, new_figure
from course.widgets.controls import counter, slider
from course.widgets.deep.learning import Digits, Learned, learn, percent_right
from course.widgets.deep.looking import ready

Array = NDArray[Any]
_SHOWN = (1, 4, 6, 7, 8, 0)


def gallery(augment: Callable[..., Any], x: Array, t: Array) -> None:
    """Show six digits, and five changed versions of each.

    Parameters
    ----------
    augment : the reader's function
    x : array of shape (N, 1, 8, 8)
    t : array of shape (N,)
    """

    def draw(reach: int, degrees: float, light: float) -> Picture:
        rows = np.array([int(np.flatnonzero(t == digit)[2]) for digit in _SHOWN])
        rng = np.random.default_rng(4)
        versions = [x[rows]]
        for _ in range(5):
            new = np.asarray(
                augment(x[rows], t[rows], rng, reach=reach, degrees=degrees, light=light)
            )
            if new.shape != x[rows].shape:
                raise ValueError(f"images of shape {x[rows].shape} came back as {new.shape}")
            versions.append(new)
        figure = new_figure(6.4, 5.6)
        grid = figure.subplots(6, 6)
        for row, column in np.ndindex(6, 6):
            title = ("image", *(["changed"] * 5))[column] if row == 0 else ""
            image(grid[row, column], versions[column][row, 0], title)
            grid[row, column].images[0].set_clim(0, 1)
        figure.suptitle(
            f"Moved by up to {reach}, turned by up to {degrees:.0f}°, light ± {light:.2f}",
            fontsize=11, fontweight="bold", x=0.01, ha="left",
        )  # fmt: skip
        return Picture(figure, f"Six digits and five versions of each, moved by up to {reach}.")

    explore(
        draw,
        lambda: {
            "reach": counter("reach", 1, 0, 4),
            "degrees": slider("degrees", 10.0, 0.0, 180.0, 5.0),
            "light": slider("light", 0.2, 0.0, 1.0),
        },
        waits_for="exercise `augment`",
    )


def few_of_each(x: Array, t: Array, count: int) -> tuple[Array, Array]:
    """Return the first `count` images of every label that occurs, and their labels."""
    rows = np.concatenate([np.flatnonzero(t == label)[:count] for label in np.unique(t)])
    return x[rows], t[rows]


def few_images(
    augment: Callable[..., Any],
    train: Callable[..., Any],
    net: Callable[..., Any],
    start_params: Callable[..., Any],
    digits: Digits,
    epochs: int = 50,
    seeds: tuple[int, ...] = (0, 1),
) -> None:
    """Train on 100 images that are changed in four ways, and test on three kinds of new ones."""

    def draw() -> Picture:
        x, t = few_of_each(digits[0], digits[1], 10)
        x_test, t_test = digits[2], digits[3]
        moving = {"reach": 1, "degrees": 0.0, "light": 0.0}
        turning = {"reach": 0, "degrees": 20.0, "light": 0.1}
        mirroring = {"reach": 0, "degrees": 0.0, "light": 0.0, "flippable": list(range(10))}

        def change(how: dict[str, Any]) -> Callable[..., Any]:
            return lambda x, t, rng: augment(x, t, rng, **how)

        ways: dict[str, Any] = {
            "as they are": None,
            "moved": change(moving),
            "turned": change(turning),
            "mirrored": change(mirroring),
        }
        tests = {
            "as they are": x_test,
            "moved": np.asarray(augment(x_test, t_test, np.random.default_rng(5), **moving)),
            "turned": np.asarray(augment(x_test, t_test, np.random.default_rng(6), **turning)),
        }
        table = np.zeros((len(ways), len(tests)))
        for row, way in enumerate(ways.values()):
            for seed in seeds:
                run = learn(
                    train, net, start_params, (x, t, x_test, t_test), epochs, seed, watch=False,
                    change=way,
                )  # fmt: skip
                found = [percent_right(run.net, new, t_test) for new in tests.values()]
                table[row] += np.array(found) / len(seeds)
        figure = new_figure(6.6, 3.6)
        axes = figure.subplots()
        axes.imshow(table, cmap="Blues", vmin=20, vmax=100, aspect="auto")
        for row, column in np.ndindex(table.shape):
            value = table[row, column]
            axes.text(
                column, row, f"{value:.0f}", ha="center", va="center", fontsize=12,
                color="white" if value > 65 else INK,
            )  # fmt: skip
        axes.set_xticks(range(len(tests)), list(tests))
        axes.set_yticks(range(len(ways)), list(ways))
        axes.set(xlabel="new digits, tested", ylabel="the 100 digits, in training")
        axes.set_title(f"Right of 100 new digits, after 100 images (mean of {len(seeds)} runs)")
        return Picture(
            figure,
            "; ".join(
                f"trained {way}: "
                + ", ".join(f"{v:.0f} {n}" for n, v in zip(tests, table[row], strict=True))
                for row, way in enumerate(ways)
            )
            + ".",
        )

    explore(draw, waits_for="exercise `augment`")


def transfer(
    transfer_head: Callable[..., Any],
    body: Callable[..., Any],
    with_norm: Callable[..., Any],
    train: Callable[..., Any],
    net: Callable[..., Any],
    start_params: Callable[..., Any],
    digits: Digits,
    learned: Learned | None,
    seeds: tuple[int, ...] = (0, 1, 2),
) -> None:
    """Compare a new head on a borrowed body with a whole new network, on two tasks.

    Parameters
    ----------
    learned : what `training` returned; its body knows all ten digits
    """

    def compare(params: dict[str, Array], task: Digits, counts: tuple[int, ...]) -> Array:
        """Return the digits of 100 that are right: (count, head or network)."""
        x, t, x_test, t_test = task
        classes = int(t.max()) + 1
        h = np.asarray(body(params, x_test.astype(float), training=False))
        found = np.zeros((len(counts), 2))
        for row, count in enumerate(counts):
            for seed in seeds:
                rows = np.random.default_rng(seed).permutation(len(x))[:count]
                head = transfer_head(params, x[rows].astype(float), t[rows], classes, 0.05, 300)
                scores = h @ np.asarray(head["W3"]) + np.asarray(head["b3"])
                right = 100 * float((scores.argmax(axis=1) == t_test).mean())
                epochs = 1 + 1500 // max(count, 50)
                part = (x[rows], t[rows], x_test, t_test)
                whole = learn(train, net, start_params, part, epochs, seed, watch=False)
                found[row] += np.array([right, whole.right[-1]]) / len(seeds)
        return found

    def draw() -> Picture:
        X, t, X_test, t_test = digits
        run = ready(learned)
        whole = with_norm(run.net.params, X)
        old, new, new_test = t < 5, t >= 5, t_test >= 5
        some = (X[old], t[old], X_test[~new_test], t_test[~new_test])
        base = learn(train, net, start_params, some, 10, watch=False)
        part = with_norm(base.net.params, X[old])
        tasks: list[tuple[str, dict[str, Array], Digits, tuple[int, ...]]] = [
            ("Body knows 0 to 4; task: 5 to 9", part,
             (X[new], t[new] - 5, X_test[new_test], t_test[new_test] - 5), (10, 25, 50, 100, 200)),
            ("Body knows all digits; task: odd or even", whole,
             (X, t % 2, X_test, t_test % 2), (10, 25, 50, 100, 200)),
        ]  # fmt: skip
        figure = new_figure(9.2, 3.6)
        captions = []
        for axes, (name, params, task, counts) in zip(figure.subplots(1, 2), tasks, strict=True):
            wide = {key: np.array(value, dtype=float) for key, value in params.items()}
            found = compare(wide, task, counts)
            axes.semilogx(counts, found[:, 0], color=BLUE, marker="o", label="new head")
            axes.semilogx(counts, found[:, 1], color=ORANGE, marker="s", label="new network")
            chance = 100 / (int(task[1].max()) + 1)
            axes.axhline(chance, color=GREY, lw=0.8, ls=":")
            axes.text(counts[-1], chance + 1, "guessing", fontsize=8, color=GREY, ha="right")
            axes.set_xticks(counts, [str(count) for count in counts])
            axes.minorticks_off()
            axes.set(xlabel="images of the task", ylabel="right, of 100", ylim=(15, 102))
            axes.legend(loc="lower center", bbox_to_anchor=(0.5, 0.12))
            axes.set_title(name, fontsize=10)
            captions.append(
                f"{name}: "
                + ", ".join(
                    f"{h:.0f} against {w:.0f} for {c}"
                    for c, (h, w) in zip(counts, found, strict=True)
                )
            )
        return Picture(figure, "New head against new network. " + ". ".join(captions) + ".")

    explore(draw, waits_for="exercise `transfer_head`")


def halves(
    to_half: Callable[..., Any],
    learned: Learned | None,
    digits: Digits,
    net: Callable[..., Any],
) -> None:
    """Compare the trained network with its copy in half precision: answers, errors, bytes."""

    def draw() -> Picture:
        run = ready(learned)
        _, _, x, t = digits
        params = {key: np.asarray(value) for key, value in run.net.params.items()}
        half = {key: np.asarray(value) for key, value in to_half(params).items()}
        before = np.asarray(run.net.predict(x))
        after = np.asarray(net(half).predict(x), dtype=float)
        changed = int((before.argmax(axis=1) != after.argmax(axis=1)).sum())
        scores = percent_right(run.net, x, t), percent_right(net(half), x, t)
        bytes_ = [sum(v.nbytes for v in p.values()) for p in (params, half)]
        away = np.concatenate(
            [
                np.abs(half[k].astype(float) - params[k]).ravel()[params[k].ravel() != 0]
                / np.abs(params[k]).ravel()[params[k].ravel() != 0]
                for k in params
            ]
        )
        top = np.sort(before, axis=1)
        lead = top[:, -1] - top[:, -2]
        figure = new_figure(9.2, 3.4)
        left, right = figure.subplots(1, 2)
        left.hist(np.log10(np.maximum(away, 1e-9)), bins=40, color=BLUE)
        left.axvline(np.log10(2.0**-11), color=ORANGE, lw=1.5, ls="--")
        left.set(xlabel="parameters: relative error, as a power of 10", ylabel="how many")
        left.set_xlim(-9.2, -2)
        left.set_title(f"{bytes_[0]:,} bytes become {bytes_[1]:,}")
        right.scatter(
            np.maximum(lead, 1e-4), np.maximum(np.abs(after - before).max(axis=1), 1e-6), s=9,
            color=GREEN, alpha=0.5,
        )  # fmt: skip
        right.plot([1e-3, 30], [1e-3, 30], color=GREY, lw=1, ls=":")
        right.set(
            xscale="log", yscale="log", xlabel="lead of the best score over the next",
            ylabel="largest change of a score",
        )  # fmt: skip
        right.set_title(f"{changed} of {len(t)} answers have changed")
        return Picture(
            figure,
            f"{bytes_[0]} bytes become {bytes_[1]}; right of 100: {scores[0]:.2f} before, "
            f"{scores[1]:.2f} after; {changed} answers changed.",
        )

    explore(draw, waits_for="exercise `to_half`")
