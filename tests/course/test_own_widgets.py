"""Every picture of chapter 7, last two parts, draws at every setting and waits for what it runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course import show
from course.widgets import own as play
from course.widgets.own.bends import curves
from course.widgets.own.board import by_rule
from course.widgets.own.ending import RESTS, STONES
from course.widgets.own.heron import guesses
from course.widgets.own.reading import share_right
from course.widgets.own.sizes import T, as_outputs, drift

MODULES = ("bends", "board", "ending", "engines", "heron", "reading", "sizes")
FOLDER = Path(__file__).parents[2] / "source_notebooks" / "ch7_dynamic"


@pytest.fixture(scope="module", autouse=True)
def given() -> Iterator[None]:
    """Let the chapter's own files be imported, as they are beside its notebooks."""
    sys.path.insert(0, str(FOLDER))
    yield
    sys.path.remove(str(FOLDER))
    for name in ("tape", "chains"):
        sys.modules.pop(name, None)


@pytest.fixture
def parts(given: None) -> dict[str, Any]:
    import chains
    import tape

    class Deep(chains.Chain):  # type: ignore[name-defined, misc]
        def __init__(self, n_in: int, n: int, n_out: int, most: int, rng: Any) -> None:
            links = {f"hidden{i + 1}": chains.Linear(n, n, rng) for i in range(most)}
            last = chains.Linear(n, n_out, rng)
            super().__init__(first=chains.Linear(n_in, n, rng), **links, last=last)

        def __call__(self, x: Any, depth_fn: Any) -> Any:
            h = tape.tanh(self.first(x))
            for i in range(depth_fn(x)):
                h = tape.tanh(getattr(self, f"hidden{i + 1}")(h))
            return self.last(h)

    class Wide(chains.Chain):  # type: ignore[name-defined, misc]
        def __init__(self, n_in: int, n: int, n_out: int, rng: Any) -> None:
            super().__init__(hidden=chains.Linear(n_in, n, rng), out=chains.Linear(n, n_out, rng))

        def __call__(self, x: Any, k: int) -> Any:
            mask = (np.arange(self.hidden.b.data.size) < k) * 1.0
            return self.out(tape.tanh(self.hidden(x)) * mask)

    class Circuit(chains.Chain):  # type: ignore[name-defined, misc]
        def __init__(self, n: int, rng: Any) -> None:
            super().__init__(leaf=chains.Linear(1, n, rng), top=chains.Linear(n, 1, rng))

        def state(self, c: Any) -> Any:
            if isinstance(c, tuple):
                return tape.tanh(self.state(c[0]) + self.state(c[1]))
            return self.leaf(np.array([[float(c)]]))

        def __call__(self, c: Any) -> Any:
            return self.top(self.state(c))

    class Rounds(chains.Chain):  # type: ignore[name-defined, misc]
        def __init__(self, n: int, rng: Any) -> None:
            super().__init__(first=chains.Linear(1, n, rng), last=chains.Linear(n, 1, rng))

        def rounds(self, x: Any) -> int:
            return 2 if np.abs(x).max() > 2 else 1

        def __call__(self, x: Any) -> Any:
            h = self.first(x)
            for _ in range(self.rounds(x)):
                h = tape.tanh(h)
            return self.last(h)

    class Program:
        def __init__(self, net: Any, rounds: int, rows: int) -> None:
            self.net, self.rounds = net, rounds

        def run(self, x: Any) -> Any:
            h = self.net.first(x)
            for _ in range(self.rounds):
                h = tape.tanh(h)
            return self.net.last(h).data

    return {
        "Deep": Deep, "Wide": Wide, "Circuit": Circuit, "Program": Program, "Rounds": Rounds,
        "Adam": chains.Adam, "mse": tape.mean_squared_error, "Variable": tape.Variable,
    }  # fmt: skip


@pytest.fixture
def album(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Draw every picture at its controls' starting values and at both their ends."""
    captions: list[str] = []

    def explore(draw: Any, controls: Any = None, *, waits_for: str = "") -> None:
        widgets = dict(controls()) if controls else {}
        start = {name: widget.value for name, widget in widgets.items()}
        settings = [start]
        settings += [{**start, name: w.min} for name, w in widgets.items()]
        settings += [{**start, name: w.max} for name, w in widgets.items()]
        for values in settings:
            with show.styled():
                picture = draw(**values)
                assert picture.bundle()[0]["image/png"].startswith(b"\x89PNG")
                captions.append(picture.caption)

    for module in MODULES:
        monkeypatch.setattr(f"course.widgets.own.{module}.explore", explore)
    return captions


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what is shown instead of a picture where the reader's class does not work."""
    said: list[str] = []

    def explore(draw: Any, controls: Any = None, *, waits_for: str = "") -> None:
        values = {name: w.value for name, w in dict(controls()).items()} if controls else {}
        with show.styled(), pytest.raises(Exception) as problem:
            draw(**values)
        said.append(show.explain(problem.value, waits_for))  # type: ignore[arg-type]

    for module in MODULES:
        monkeypatch.setattr(f"course.widgets.own.{module}.explore", explore)
    return said


def test_rounds_of_heron(album: list[str]) -> None:
    play.rounds()
    assert album[0] == "The root of 100 takes 7 rounds."
    assert len(guesses(1.0, 1e-6)) == 1
    # "Twenty are enough for everything in the picture"
    assert max(len(guesses(float(x), 1e-12)) - 1 for x in np.logspace(-4, 6, 101)) <= 20


def test_two_roads(album: list[str], parts: dict[str, Any]) -> None:
    def root(x: Any, close: float) -> Any:
        guess = x
        for _ in range(len(guesses(float(x.data), close)) - 1):
            guess = guess * 0.5
        return guess

    play.two_roads(root, parts["Variable"])
    assert album == ["Two graphs of one function. x = 1.1: 1 round; x = 4.0: 3 rounds."]


def test_depths_and_widths(album: list[str], parts: dict[str, Any]) -> None:
    trained: list[int] = []

    def train(net: Any, *task: Any) -> list[float]:
        trained.append(task[-1])
        return []

    play.depths(parts["Deep"], train)
    assert album[0].startswith("At depth 2 the error is ")
    play.widths(parts["Wide"], train)
    assert album[-1].startswith("With 12 units the error is ")
    assert trained == [3, 12]  # once, however often the slider moves


def test_who_rests(album: list[str], parts: dict[str, Any]) -> None:
    needed = parts["Deep"], parts["Wide"], parts["Adam"], parts["mse"]
    play.rest("B", *needed)
    assert album[0].startswith("The layers have moved by 0, the units by 0.")
    layers, units = drift(*needed)
    assert not layers.any()
    assert units.all()


def test_circuits(album: list[str], parts: dict[str, Any]) -> None:
    def grow(gates: int, rng: Any) -> Any:
        return (int(rng.integers(2)), grow(gates - 1, rng)) if gates else int(rng.integers(2))

    play.circuits(parts["Circuit"], lambda net, steps, rng: [1.0] * steps, grow, lambda c: 1)
    assert album[0].startswith("After 400 steps the net reads ")
    play.circuit_graphs(parts["Circuit"])
    assert album[-1].startswith("The graphs of (1, 0) and ((1, 0), 1)")

    class Always:
        def __call__(self, circuit: Any) -> Any:
            return parts["Variable"]([[1.0]])

    assert share_right(Always(), 3, grow, lambda c: 1) == (1.0, 1.0)
    assert share_right(Always(), 3, grow, lambda c: 0) == (0.0, 0.0)


def task(seed: int) -> Any:
    x = np.linspace(-2, 2, 12)[:, np.newaxis]
    return x, x + seed, np.array([1, 5])


def test_the_leaderboard(album: list[str], parts: dict[str, Any]) -> None:
    class Line:
        def rule(self, x: float) -> int:
            return 1 if x > 0 else 0

        def __call__(self, x: Any, switch: int) -> Any:
            return parts["Variable"](x + switch)

    def train(x: Any, t: Any, held: Any, steps: int, rng: Any) -> Any:
        assert np.isnan(t[held]).all()
        assert steps == 300
        return Line(), [0] * steps

    play.leaderboard(train, {"other": train}, task)
    assert album[0] == (
        "Your row: median 2.000 (from 0.000 to 4.000). Medians of the others: other only 2.000."
    )
    np.testing.assert_array_equal(by_rule(Line(), np.array([[-1.0], [2.0]])), [[-1.0], [3.0]])


def test_a_training_that_gives_no_pair_is_told_so(notes: list[str]) -> None:
    play.leaderboard(lambda *_: None, {}, task)
    assert notes == ["`train_own` should return a pair: the net, and the switches."]


def test_engines(album: list[str], parts: dict[str, Any]) -> None:
    play.static_or_dynamic(parts["Rounds"], parts["Program"])
    assert album[0].startswith("The program agrees with the net; for one row ")

    class Wrong(parts["Program"]):  # type: ignore[misc]
        def run(self, x: Any) -> Any:
            return super().run(x) + 1

    play.static_or_dynamic(parts["Rounds"], Wrong)
    assert album[1].startswith("The program does NOT agree")


def test_three_bends(album: list[str]) -> None:
    play.three_bends()
    assert album[0].startswith("One set of numbers, three curves. From low to high: tanh ")
    small, large = curves(0, 0.5), curves(0, 3.0)
    for name, y in small.items():
        assert np.abs(np.diff(y, 2)).max() < np.abs(np.diff(large[name], 2)).max()


def test_the_map(album: list[str]) -> None:
    play.course_map()
    assert album[0].startswith("The course, from below: 1 · Perceptron")
    assert {end for below, above, _ in RESTS for end in (below, above)} == set(STONES)


def missing(*_: Any, **__: Any) -> Any:
    raise NotImplementedError


def test_pictures_wait_for_what_they_run(notes: list[str], parts: dict[str, Any]) -> None:
    play.depths(missing, missing)
    play.widths(missing, missing)
    play.rest("B", missing, missing, missing, missing)
    play.circuits(missing, missing, missing, missing)
    play.circuit_graphs(missing)
    play.leaderboard(missing, {}, task)
    assert len(notes) == 6
    assert all(note.startswith("This picture runs your code. Finish") for note in notes)


def test_an_answer_comes_before_its_picture(notes: list[str]) -> None:
    play.rest(..., missing, missing, missing, missing)
    assert notes == ["Answer exercise `rest_prediction` first; then run this cell again."]


def test_odd_outputs_are_said_in_words(parts: dict[str, Any]) -> None:
    with pytest.raises(show.NotReadyError, match="here it gave NoneType"):
        as_outputs(None)
    with pytest.raises(show.NotReadyError, match=r"of shape \(2,\)"):
        as_outputs(parts["Variable"]([1.0, 2.0]))
    np.testing.assert_array_equal(as_outputs(parts["Variable"](T)), T)
