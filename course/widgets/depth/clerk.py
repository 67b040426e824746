"""The careless clerk: networks that learn wrong labels by heart, and what helps against it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.show import Picture, explore
from course.style import BLUE, GREY, INK, ORANGE, new_figure
from course.widgets.controls import counter, slider
from course.widgets.depth.nets import Decay, DeepNet, Init, Params, Part, Run, he, train

Array = NDArray[Any]
Pair = tuple[Array, Array]
_SIZES = (64, 100, 100, 10)
_EPOCHS = 100


def _train(
    part: Part, new: Part, *, seed: int = 0, decay: Decay | None = None, dropout: Any = None,
    rate: float = 0.5, params: Params | None = None, epochs: int = _EPOCHS,
) -> Run:  # fmt: skip
    """Train the chapter's network on the clerk's images."""
    rng = np.random.default_rng(seed)
    params = he(_SIZES, rng) if params is None else params
    drops = [] if dropout is None else [dropout(rate, rng) for _ in _SIZES[1:-1]]
    return train(
        DeepNet(params, drops=drops), part, new, epochs=epochs, size=50, lr=0.1, rng=rng,
        decay=decay,
    )  # fmt: skip


def two_curves(axes: Any, run: Run, colour: str = BLUE, name: str = "") -> None:
    """Draw shares of right answers: the clerk's labels dashed, new images whole."""
    epochs = range(len(run.train))
    axes.plot(epochs, run.train, color=colour, ls="--", lw=1.4, label=f"{name}the clerk's labels")
    axes.plot(epochs, run.test, color=colour, label=f"{name}new images")
    axes.set(
        xlabel="epoch",
        ylabel="share of right answers",
        ylim=(0.4 if run.test[-1] > 0.5 else 0.0, 1.0),
    )
    axes.axhline(0.8, color=ORANGE, lw=1, ls=":")


def memorised(
    init_weights: Init, training: Pair, wrong: Array, new: Pair, epochs: int = _EPOCHS
) -> None:
    """Train without any remedy, and count how many wrong labels are learned by heart.

    Parameters
    ----------
    init_weights : callable
        The reader's `init_weights(sizes, kind, rng)`.
    training : (array of shape (N, 64), array of shape (N,))
        Images and the clerk's labels.
    wrong : array of ints
        Numbers of the images with wrong labels.
    new : (array of shape (M, 64), array of shape (M,))
    """

    def draw() -> Picture:
        part, other = Part(*training), Part(*new)
        params = init_weights(list(_SIZES), "he", np.random.default_rng(0))
        run = _train(part, other, params={k: np.array(v) for k, v in params.items()}, epochs=epochs)
        believed = run.net.scores(part.X[wrong]).argmax(axis=1) == part.t[wrong]
        figure = new_figure(9.0, 3.9)
        chart, gallery = figure.subplots(1, 2, width_ratios=(1.6, 1))
        two_curves(chart, run)
        chart.legend(loc="lower right")
        best = int(np.argmax(run.test))
        chart.set_title(
            f"New images: {run.test[best]:.2f} in epoch {best}, {run.test[-1]:.2f} at the end"
        )
        _wrong_ones(gallery, part, wrong[believed])
        gallery.set_title(
            f"{int(believed.sum())} of {len(wrong)} wrong labels\nlearned by heart, such as"
        )
        return Picture(
            figure, f"New images: {run.test[best]:.3f} in epoch {best}, {run.test[-1]:.3f} at the "
            f"end; {int(believed.sum())} of {len(wrong)} wrong labels are learned by heart.",
        )  # fmt: skip

    explore(draw, waits_for="exercise 5.9")


def _wrong_ones(axes: Any, part: Part, rows: Array, columns: int = 4) -> None:
    axes.axis("off")
    for place, row in enumerate(rows[: 3 * columns]):
        left, top = 1.5 * (place % columns), 1.6 * (place // columns)
        axes.imshow(
            part.X[row].reshape(8, 8), cmap="Greys", vmin=0, vmax=1,
            extent=(left, left + 1, top + 1, top), aspect="equal",
        )  # fmt: skip
        axes.text(left + 1.05, top + 0.5, str(part.t[row]), fontsize=10, color=ORANGE)
    axes.set(xlim=(-0.1, 1.5 * columns), ylim=(4.6, -0.2))


def weights_shrink(
    weight_decay: Callable[..., Any], training: Pair, new: Pair, epochs: int = _EPOCHS
) -> None:
    """Train with the reader's weight decay, and compare the weights.

    Parameters
    ----------
    weight_decay : callable
        The reader's `weight_decay(params, grads, lam)`.
    """
    part, other = Part(*training), Part(*new)

    def draw(lam: float) -> Picture:
        plain = _train(part, other, epochs=epochs)

        def decay(params: Params, grads: Params) -> tuple[float, Params]:
            penalty, more = weight_decay(params, grads, lam)
            return penalty, {name: np.asarray(value) for name, value in more.items()}

        run = _train(part, other, decay=decay, epochs=epochs)
        figure = new_figure(9.2, 3.8)
        chart, spread = figure.subplots(1, 2, width_ratios=(1.35, 1))
        chart.plot(range(len(plain.test)), plain.test, color=GREY, label="new images, λ = 0")
        two_curves(chart, run)
        chart.legend(loc="lower right")
        chart.set_title(
            f"λ = {lam:g}: new images {run.test[-1]:.2f}, the clerk's {run.train[-1]:.2f}"
        )
        weights = [_all_weights(plain.net), _all_weights(run.net)]
        reach = 0.6
        for values, colour, name in zip(weights, (GREY, BLUE), ("0", f"{lam:g}"), strict=True):
            spread.hist(
                np.clip(values, -reach, reach), bins=61, range=(-reach, reach), histtype="step",
                lw=1.6, color=colour, label=f"λ = {name}",
            )  # fmt: skip
        spread.set(xlabel="weight", ylabel="how many", xlim=(-reach, reach), yscale="log")
        spread.legend(loc="upper right", fontsize=8.5)
        before, after = (float(np.sqrt(np.mean(np.square(values)))) for values in weights)
        spread.set_title(f"Typical weight {before:.3f} → {after:.3f}")
        return Picture(
            figure, f"λ = {lam:g}: new images {run.test[-1]:.3f}, the clerk's {run.train[-1]:.3f}; "
            f"typical weight {before:.3f} → {after:.3f}.",
        )  # fmt: skip

    explore(
        draw,
        lambda: {"lam": slider("λ", 0.03, 0.0, 0.15, step=0.01)},
        waits_for="exercise 5.12",
    )


def _all_weights(net: DeepNet) -> Array:
    return np.concatenate([v.ravel() for name, v in net.params.items() if name.startswith("W")])


def patience_stops(
    train_with_patience: Callable[..., Any], init_weights: Init, training: Pair, validation: Pair,
    new: Pair, max_epochs: int = _EPOCHS,
) -> None:  # fmt: skip
    """Show the validation loss, where the reader's training stops, and where it would have gone.

    Parameters
    ----------
    train_with_patience : callable
        The reader's `train_with_patience(params, training, validation, patience, max_epochs,
        rng)`.
    """

    def begin(patience: int) -> Any:
        params = init_weights(list(_SIZES), "he", np.random.default_rng(0))
        rng = np.random.default_rng(0)
        return train_with_patience(params, training, validation, patience, max_epochs, rng)

    def draw(patience: int) -> Picture:
        kept, losses, best = begin(patience)
        everything = begin(max_epochs)[1]
        losses, best = [float(value) for value in losses], int(best)
        share = DeepNet({k: np.array(v) for k, v in kept.items()}).accuracy(*new)
        figure = new_figure(8.2, 3.8)
        axes = figure.subplots()
        axes.plot(range(len(everything)), everything, color=GREY, lw=1.2, label="had it gone on")
        axes.plot(range(len(losses)), losses, color=BLUE, label="your training")
        axes.scatter([best], [losses[best]], s=90, color=ORANGE, zorder=4, label="the best, kept")
        axes.axvspan(best, len(losses) - 1, color=ORANGE, alpha=0.12, lw=0)
        axes.set(xlabel="epoch", ylabel="loss on the validation images", xlim=(0, max_epochs))
        axes.set_ylim(0, max(2.5, max(losses) * 1.05))
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        axes.set_title(
            f"Patience {patience}: stopped after epoch {len(losses) - 1}, kept epoch {best};\n"
            f"on new images it gets {share:.2f}"
        )
        return Picture(
            figure, f"Patience {patience}: stopped after epoch {len(losses) - 1}, kept epoch "
            f"{best}, new images {share:.3f}.",
        )  # fmt: skip

    explore(
        draw,
        lambda: {"patience": counter("patience", 5, 1, 40)},
        waits_for="exercises 5.9 and 5.14",
    )


def remedies(
    init_weights: Init, weight_decay: Callable[..., Any], Dropout: Any,
    train_with_patience: Callable[..., Any], training: Pair, validation: Pair, new: Pair,
    seeds: int = 4, epochs: int = _EPOCHS,
) -> None:  # fmt: skip
    """Compare no remedy, each remedy, and two of them together, from several seeds."""
    part, other = Part(*training), Part(*new)

    def decay(params: Params, grads: Params) -> tuple[float, Params]:
        penalty, more = weight_decay(params, grads, 0.03)
        return penalty, {name: np.asarray(value) for name, value in more.items()}

    def stopped(seed: int) -> tuple[float, float]:
        first = init_weights(list(_SIZES), "he", np.random.default_rng(seed))
        kept = train_with_patience(
            first, training, validation, 10, epochs, np.random.default_rng(seed)
        )[0]
        net = DeepNet({name: np.array(value) for name, value in kept.items()})
        return net.accuracy(part.X, part.t), net.accuracy(other.X, other.t)

    def ends(seed: int, **options: Any) -> tuple[float, float]:
        first = init_weights(list(_SIZES), "he", np.random.default_rng(seed))
        params = {name: np.array(value) for name, value in first.items()}
        run = _train(part, other, seed=seed, params=params, epochs=epochs, **options)
        return run.train[-1], run.test[-1]

    ways: dict[str, Callable[[int], tuple[float, float]]] = {
        "nothing": ends,
        "weight decay, λ = 0.03": lambda seed: ends(seed, decay=decay),
        "dropout, rate 0.5": lambda seed: ends(seed, dropout=Dropout),
        "stopping early, patience 10": stopped,
        "dropout and weight decay": lambda seed: ends(seed, dropout=Dropout, decay=decay),
    }

    def draw() -> Picture:
        figure = new_figure(9.0, 3.8)
        axes = figure.subplots()
        said = []
        for row, (name, way) in enumerate(ways.items()):
            shares = np.array([way(seed) for seed in range(seeds)])
            axes.scatter(shares[:, 0], np.full(seeds, row + 0.14), s=30, color=GREY, marker="s",
                         label="the clerk's labels" if row == 0 else None)  # fmt: skip
            axes.scatter(shares[:, 1], np.full(seeds, row - 0.14), s=38, color=BLUE,
                         label="new images" if row == 0 else None)  # fmt: skip
            mean = shares.mean(axis=0)
            axes.plot([mean[1]] * 2, [row - 0.32, row + 0.04], color=INK, lw=2)
            axes.text(1.02, row, f"{mean[1]:.2f}", va="center", fontsize=10, fontweight="bold",
                      transform=axes.get_yaxis_transform())  # fmt: skip
            said.append(f"{name} {mean[1]:.3f}")
        axes.set_yticks(range(len(ways)), list(ways))
        axes.invert_yaxis()
        axes.axvline(0.8, color=ORANGE, lw=1.2, ls=":")
        axes.set(xlim=(0.6, 1.0), xlabel="share of right answers after the training")
        axes.legend(loc="lower left", bbox_to_anchor=(-0.32, 1.0), ncols=2, fontsize=9)
        axes.text(
            0.803,
            1.01,
            "0.80 of the clerk's labels are right",
            fontsize=8.5,
            color=ORANGE,
            transform=axes.get_xaxis_transform(),
        )
        figure.suptitle(
            f"{seeds} beginnings each: what is learned of the clerk's labels, and of digits",
            fontsize=11, fontweight="bold", x=0.01, ha="left",
        )  # fmt: skip
        return Picture(figure, "New images: " + "; ".join(said) + ".")

    explore(draw, waits_for="exercises 5.9, 5.12, 5.13 and 5.14")
