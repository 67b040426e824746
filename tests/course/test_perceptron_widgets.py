"""Every picture of chapter 1 draws with right functions, at every setting of its controls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from course import plots, show
from course.datasets import load_digits
from course.widgets import perceptron as play

TABLES = {
    "AND": np.array([[0, 0, 0], [0, 1, 0], [1, 0, 0], [1, 1, 1]]),
    "NAND": np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 0]]),
    "OR": np.array([[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 1]]),
    "XOR": np.array([[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]]),
}


def neuron(x: Any, w: Any, b: Any) -> Any:
    return np.sum(x * w, axis=-1) + b


def step(x: Any) -> Any:
    return np.where(np.asarray(x) > 0, 1, 0)


def gate(w1: float, w2: float, b: float) -> Callable[[float, float], int]:
    return lambda x1, x2: int(w1 * x1 + w2 * x2 + b > 0)


AND, NAND, OR = gate(1, 1, -1.5), gate(-1, -1, 1.5), gate(1, 1, -0.5)


def xor(x1: float, x2: float) -> int:
    return AND(OR(x1, x2), NAND(x1, x2))


def check_gate(w: Any, b: float, table: Any) -> bool:
    return bool(np.all(step(neuron(table[:, :-1], w, b)) == table[:, -1]))


def best_linear_accuracy(X: Any, t: Any, grid: Any) -> float:
    return max(
        float(np.mean(step(neuron(X, np.array([w1, w2]), b)) == t))
        for w1 in grid
        for w2 in grid
        for b in grid
    )


def perceptron_update(w: Any, b: float, x: Any, t: int, lr: float) -> tuple[Any, float]:
    error = t - int(step(neuron(x, w, b)))
    return w + lr * error * x, b + lr * error


def train_perceptron(X: Any, t: Any, lr: float, epochs: int, rng: Any) -> Any:
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            wrong += int(step(neuron(X[i], w, b)) != t[i])
            w, b = perceptron_update(w, b, X[i], t[i], lr)
        mistakes.append(wrong)
        if not wrong:
            break
    return w, b, mistakes


def two_digits(images: Any, labels: Any, first: int, second: int) -> Any:
    chosen = np.isin(labels, [first, second])
    rows = images[chosen].reshape(chosen.sum(), -1) / 16
    return rows, (labels[chosen] == second).astype(int)


def train_and_test(X: Any, t: Any, n: int, *settings: Any) -> Any:
    w, b, _ = train_perceptron(X[:n], t[:n], *settings)
    return w, b, float(np.mean(step(neuron(X[n:], w, b)) == t[n:]))


class Album:
    """Takes the place of `explore`: draws at the first setting and at each control's ends."""

    def __init__(self) -> None:
        self.captions: list[str] = []

    def __call__(
        self, draw: Callable[..., show.Picture], controls: Any = None, *, waits_for: str = ""
    ) -> None:
        widgets = dict(controls()) if controls else {}
        first = {name: widget.value for name, widget in widgets.items()}
        settings = [first]
        for name, widget in widgets.items():
            if hasattr(widget, "min"):
                settings += [first | {name: end} for end in (widget.min, widget.max)]
            else:
                options = [o[1] if isinstance(o, tuple) else o for o in widget.options]
                settings += [first | {name: option} for option in options]
        with show.styled():
            for setting in settings:
                picture = draw(**setting)
                data, _ = picture.bundle()
                assert data["image/png"].startswith(b"\x89PNG")
                self.captions.append(picture.caption)


@pytest.fixture
def album(monkeypatch: pytest.MonkeyPatch) -> Iterator[Album]:
    album = Album()
    for module in ("neuron", "gates", "search", "learning", "digits"):
        monkeypatch.setattr(f"course.widgets.perceptron.{module}.explore", album)
    monkeypatch.setattr(plots, "explore", album)
    yield album
    assert album.captions


def test_the_switchboard_needs_no_function(album: Album) -> None:
    play.switchboard()
    assert album.captions[0].endswith("3 of 4.")
    assert not any("NAND" in caption for caption in album.captions)  # not explained yet


def test_contributions_and_zoom(album: Album) -> None:
    play.contributions(neuron)
    play.zoom(step)
    assert "1.10" in album.captions[0]


def test_half_planes_count_wrong_answers(album: Album) -> None:
    play.half_planes(AND, NAND, OR)
    assert album.captions[0].endswith("[0, 0, 0] times of 100.")
    assert not album.captions[-1].endswith("[0, 0, 0] times of 100.")


def test_wiring_follows_the_gates(album: Album) -> None:
    play.wiring(xor, AND, NAND, OR)
    assert album.captions[0] == "x1 = 1, x2 = 0: OR 1, NAND 1, AND 1; XOR 1."


def test_no_weights_solve_xor(album: Album) -> None:
    play.solution_space(check_gate, TABLES)
    assert any("0 % of the weights; XOR" in caption for caption in album.captions)


def test_the_accuracy_map_agrees_with_the_search(album: Album) -> None:
    play.accuracy_map(best_linear_accuracy, TABLES)
    assert "best accuracy 0.75; the map's summit is 0.75" in album.captions[0]
    assert "best accuracy 1.00; the map's summit is 1.00" in album.captions[1]


def test_learning_pictures(album: Album) -> None:
    play.stepper(perceptron_update)
    assert album.captions[0].endswith("mended.")  # a reader first meets a step that succeeds
    play.training(train_perceptron, {}, TABLES)
    play.xor_training("C", train_perceptron, TABLES["XOR"], epochs=20)


def test_digit_pictures(album: Album) -> None:
    images, labels = load_digits()
    half = images.reshape(-1, 4, 2, 4, 2).mean(axis=(2, 4))
    plots.digit_gallery(images, labels)
    play.digit_project(two_digits, train_and_test, images, labels, (8, 9))
    play.resolution(two_digits, train_perceptron, images, half, labels, epochs=12)
    play.learning_rates("C", two_digits, train_perceptron, images, labels, rates=(1.0, 1 / 64))
    assert "accuracy 0.992" in album.captions[1]
    first, second = album.captions[-1].split("; ")
    assert first.split(": ")[1] == second.split(": ")[1]  # the same mistakes at both rates


def test_a_line_without_direction_is_not_drawn() -> None:
    with show.styled():
        axes = show_axes()
        plots.border(axes, [0.0, 0.0], 1.0)
        assert not axes.lines


def show_axes() -> Any:
    from course.style import new_figure

    return new_figure().subplots()
