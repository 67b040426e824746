"""Pictures are ordinary outputs, controls draw them again, and problems become a kind note."""

from __future__ import annotations

from typing import Any

import pytest
from ipywidgets import IntSlider

from course import show
from course.show import NotReadyError, Picture, explain, explore, needs
from course.style import new_figure

PNG = b"\x89PNG"


class Screen:
    """Stands for the notebook: keeps what `display` was given, and what replaced it."""

    def __init__(self) -> None:
        self.widgets: list[Any] = []
        self.outputs: list[dict[str, Any]] = []

    def display(self, content: Any, **options: Any) -> Any:
        if not options.get("raw"):
            self.widgets.append(content)
            return None
        self.outputs.append(content)
        return self

    def update(self, content: dict[str, Any], **_: Any) -> None:
        self.outputs.append(content)


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    screen = Screen()
    monkeypatch.setattr("IPython.display.display", screen.display)
    monkeypatch.delenv(show.SWITCH, raising=False)
    return screen


def number(n: int = 0) -> Picture:
    figure = new_figure(2, 1)
    figure.subplots().set_title(str(n))
    return Picture(figure, f"number {n}")


def test_a_picture_without_controls_is_one_png(screen: Screen) -> None:
    explore(number)
    assert screen.widgets == []
    assert screen.outputs[0]["image/png"].startswith(PNG)
    assert screen.outputs[0]["text/plain"] == "number 0"


def test_moving_a_control_replaces_the_picture(screen: Screen) -> None:
    slider = IntSlider(value=3)
    explore(number, lambda: {"n": slider})
    slider.value = 4
    assert [output["text/plain"] for output in screen.outputs] == ["number 3", "number 4"]
    assert len(screen.widgets) == 1


def test_a_missing_function_gives_a_note_and_no_error(screen: Screen) -> None:
    def draw() -> Picture:
        raise NotImplementedError

    explore(draw, waits_for="exercise 1.1")
    assert "Finish exercise 1.1 first" in screen.outputs[0]["text/html"]


def test_a_failing_function_is_named_and_its_message_is_escaped(screen: Screen) -> None:
    def draw() -> Picture:
        raise ValueError("<b>shapes</b>")

    explore(draw, waits_for="exercise 1.1")
    assert "&lt;b&gt;shapes" in screen.outputs[0]["text/html"]
    assert "ValueError" in screen.outputs[0]["text/plain"]


def test_a_prediction_comes_before_its_picture() -> None:
    with pytest.raises(NotReadyError, match=r"Answer exercise 1\.11 first"):
        needs(..., "exercise 1.11")
    needs("A", "exercise 1.11")
    assert explain(NotReadyError("Answer it first."), "x") == "Answer it first."


def test_pictures_can_be_switched_off(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(show.SWITCH, "autograde")
    explore(number, lambda: pytest.fail("no control is needed where nobody looks"))
    assert screen.outputs == []


def test_the_reader_keeps_their_own_plot_settings(screen: Screen) -> None:
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    explore(number)
    assert dict(mpl.rcParams) == before
