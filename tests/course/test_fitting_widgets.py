"""Every picture of chapter 5, third part, draws at every setting, and survives wrong functions."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from course import show
from course.datasets import DataError
from course.training import Adam
from course.widgets import fitting as play
from course.widgets.fitting import real

MODULES = ("opening", "questions", "real", "sampling", "tables", "trainings")


def log_uniform(low: float, high: float, rng: Any) -> float:
    return float(low ** (1 - (u := rng.random())) * high**u)


def grid_search(score: Any, grid: Any) -> Any:
    trials = [
        (settings, score(settings))
        for values in itertools.product(*grid.values())
        for settings in [dict(zip(grid, values, strict=True))]
    ]
    return min(trials, key=lambda trial: trial[1])[0], trials


def random_search(score: Any, space: Any, budget: int, rng: Any) -> Any:
    trials = []
    for _ in range(budget):
        settings = {
            name: rule[rng.integers(len(rule))]
            if isinstance(rule, list)
            else log_uniform(rule[1], rule[2], rng)
            for name, rule in space.items()
        }
        trials.append((settings, score(settings)))
    return min(trials, key=lambda trial: trial[1])[0], trials


def split(X: Any, t: Any, features: Any, n_test: int, rng: Any) -> Any:
    order = rng.permutation(len(X))
    test, train = order[:n_test], order[n_test:]
    X = X[:, features]
    X = (X - X[train].mean(axis=0)) / X[train].std(axis=0)
    return X[train], t[train], X[test], t[test]


def fit(
    net: Any, params: Any, train: Any, held: Any, lr: float, epochs: int, size: int, rng: Any
) -> Any:
    """Train for one epoch only, whatever is asked for: the pictures need curves, not skill."""
    params = {name: array.copy() for name, array in params.items()}
    adam, X, t = Adam(lr), *train
    order = rng.permutation(len(X))
    for first in range(0, len(X), size):
        rows = order[first : first + size]
        y, backward = net(params, X[rows], True)
        adam.update(params, backward(2 * (y - t[rows, None]) / len(rows)))
    r = [np.abs(net(params, X, False)[0][:, 0] - t) for X, t in (train, held)]
    history = {
        "mse": [(r[0] ** 2).mean()] * epochs, "mae": [r[0].mean()] * epochs,
        "val_mse": [(r[1] ** 2).mean()] * epochs, "val_mae": [r[1].mean()] * epochs,
    }  # fmt: skip
    return params, history


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
            settings += [first | {name: end} for end in (widget.min, widget.max)]
        with show.styled():
            for setting in settings:
                picture = draw(**setting)
                data, _ = picture.bundle()
                assert data["image/png"].startswith(b"\x89PNG")
                self.captions.append(picture.caption)


@pytest.fixture
def album(monkeypatch: pytest.MonkeyPatch) -> Iterator[Album]:
    album = Album()
    for module in MODULES:
        monkeypatch.setattr(f"course.widgets.fitting.{module}.explore", album)
    yield album
    assert album.captions


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what is shown instead of a picture where the reader's function does not work."""
    said: list[str] = []

    def explore(draw: Any, controls: Any = None, *, waits_for: str = "") -> None:
        values = {name: w.value for name, w in dict(controls()).items()} if controls else {}
        with show.styled(), pytest.raises(Exception) as problem:
            draw(**values)
        said.append(show.explain(problem.value, waits_for))  # type: ignore[arg-type]

    for module in MODULES:
        monkeypatch.setattr(f"course.widgets.fitting.{module}.explore", explore)
    return said


def test_the_dial_leaves_marks_from_the_smallest_rate_to_the_largest(album: Album) -> None:
    play.tries()
    assert album.captions[0].startswith("Learning rate 1e-05: after 20 epochs the mean error is 23")
    assert len(album.captions) == 3


def test_draws_and_projections(album: Album) -> None:
    play.spread(log_uniform)
    assert album.captions[0] == "60 % of your draws are below 0.01; of uniform ones 1 %."
    play.projections(grid_search, random_search)
    assert "Grid: 16 trials, 4 different learning rates" in album.captions[1]
    assert "Random: 16 trials, 16 different learning rates" in album.captions[1]


def test_tables(album: Album) -> None:
    play.gallery()
    play.scaled(split)
    assert "training part: [1.0, 1.0, 1.0], of the test part" in album.captions[1]


def test_curves_and_questions(album: Album) -> None:
    play.curves(split, fit)
    assert album.captions[0].endswith("straight line 3.50, always the mean 7.03.")
    play.features("B", split, fit)
    play.shapes("B", split, fit)
    play.rates("A", split, fit)
    assert [caption.split(":")[0] for caption in album.captions[-3:-1]] == ["3", "3-8-8-1"]


def test_the_choice_and_the_real_tables(album: Album, monkeypatch: pytest.MonkeyPatch) -> None:
    play.choose(split, fit, random_search)
    assert "Of 24 trials" in album.captions[0]
    play.diabetes(split, fit)
    rng = np.random.default_rng(0)
    blocks = rng.normal(size=(5000, 8)), rng.uniform(0.2, 5, size=5000)
    monkeypatch.setattr(real, "load_california", lambda download: blocks)
    play.california(split, fit)
    assert album.captions[-1].startswith("Network ")


def test_without_california_the_cell_says_what_is_missing(
    notes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(download: bool) -> Any:
        raise DataError("California's houses do not come with the course.")

    monkeypatch.setattr(real, "load_california", nothing)
    play.california(split, fit)
    assert notes == ["California's houses do not come with the course."]


def test_predictions_come_before_pictures(notes: list[str]) -> None:
    play.features(..., split, fit)
    play.shapes(..., split, fit)
    play.rates(..., split, fit)
    assert notes == [
        f"Answer exercise `{name}_prediction` first; then run this cell again."
        for name in ("features", "shapes", "rates")
    ]


def missing(*_: Any, **__: Any) -> Any:
    raise NotImplementedError


def test_pictures_wait_for_what_they_run(notes: list[str]) -> None:
    play.spread(missing)
    play.projections(missing, random_search)
    play.projections(grid_search, missing)
    play.scaled(missing)
    play.curves(missing, fit)
    play.curves(split, missing)
    play.features("A", split, missing)
    play.shapes("A", split, missing)
    play.rates("A", missing, fit)
    play.choose(split, fit, missing)
    play.diabetes(split, missing)
    assert len(notes) == 11
    assert all(note.startswith("This picture runs your code. Finish ex") for note in notes)


def test_wrong_shapes_are_named(notes: list[str]) -> None:
    play.spread(lambda low, high, rng: -1.0)
    play.scaled(lambda *args: split(*args)[:3])
    play.scaled(lambda *args: [part[:, :1] if part.ndim == 2 else part for part in split(*args)])
    play.curves(
        split, lambda *args: (args[1], {n: [1.0] for n in ("mse", "mae", "val_mse", "val_mae")})
    )
    for note, said in zip(
        notes,
        ("not a number above 0", "four arrays", "not (404, 3)", "1 numbers for 100 epochs"),
        strict=True,
    ):
        assert said in note
