"""Show a picture that sliders draw again.

The picture is an ordinary output of the cell: it is there without a browser, in a saved notebook
and on paper. Moving a slider replaces it in place.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from course.style import CARD, INK, styled

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_DPI = 144  # drawn at twice the size at which it is shown, for sharp letters
_SHOWN_DPI = 80
#: nbgrader sets this where a notebook is executed and no reader is there to look at pictures:
#: then they are not drawn.
SWITCH = "NBGRADER_EXECUTION"


class NotReadyError(Exception):
    """The picture needs something that the reader has not written yet; the text says what."""


@dataclass(frozen=True)
class Picture:
    """A drawn figure and the sentence that a reader who cannot see it is given."""

    figure: Figure
    caption: str

    def bundle(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the data and metadata of Jupyter's display message."""
        buffer = io.BytesIO()
        self.figure.savefig(buffer, format="png", dpi=_DPI, facecolor=CARD)
        width, height = (round(inches * _SHOWN_DPI) for inches in self.figure.get_size_inches())
        data = {"image/png": buffer.getvalue(), "text/plain": self.caption}
        return data, {"image/png": {"width": width, "height": height}}


def needs(value: object, exercise: str) -> None:
    """Say which exercise comes first if an answer is still the `...` of the skeleton."""
    if value is None or value is ...:
        raise NotReadyError(f"Answer {exercise} first; then run this cell again.")


def explore(
    draw: Callable[..., Picture],
    controls: Callable[[], Mapping[str, Any]] | None = None,
    *,
    waits_for: str = "",
) -> None:
    """Show `draw(**values)`, and again whenever a control moves.

    Parameters
    ----------
    draw : callable
        Takes one keyword for each control and returns a `Picture`.
    controls : callable, optional
        Makes a mapping of names to ipywidgets, whose starting values give the first picture.
        It is called only where a picture is shown. None for a picture that stands still.
    waits_for : str
        The exercise whose function is drawn, such as "exercise 1.1"; named in the note that
        appears where the picture would be while the function is missing or fails.
    """
    if os.environ.get(SWITCH):
        return
    from IPython.display import display  # noqa: PLC0415 (no notebook, no need of it)

    widgets = dict(controls()) if controls else {}

    def message() -> tuple[dict[str, Any], dict[str, Any]]:
        values = {name: widget.value for name, widget in widgets.items()}
        try:
            with styled():
                return draw(**values).bundle()
        except Exception as problem:  # a reader's function may raise anything
            return note(explain(problem, waits_for)), {}

    if widgets:
        from ipywidgets import HBox, Layout  # noqa: PLC0415 (slow to import)

        display(HBox(list(widgets.values()), layout=Layout(flex_flow="row wrap")))
    data, metadata = message()
    handle = display(data, metadata=metadata, raw=True, display_id=True)

    def redraw(_change: object) -> None:
        data, metadata = message()
        handle.update(data, metadata=metadata, raw=True)

    for widget in widgets.values():
        widget.observe(redraw, names="value")


def explain(problem: Exception, waits_for: str) -> str:
    """Turn whatever went wrong while drawing into one sentence for the reader."""
    if isinstance(problem, NotReadyError):
        return str(problem)
    if isinstance(problem, NotImplementedError):
        return f"This picture runs your code. Finish {waits_for} first; then run this cell again."
    return (
        f"This picture runs your code of {waits_for}, and it stopped with "
        f"{type(problem).__name__}: {problem}. What does the check of {waits_for} say?"
    )


def note(text: str) -> dict[str, Any]:
    """Return a friendly card with a text, as display data."""
    html = (
        f'<div style="background:{CARD};color:{INK};border-left:4px solid #E69F00;'
        f'padding:0.6em 1em;margin:0.3em 0;max-width:40em">{escape(text)}</div>'
    )
    return {"text/html": html, "text/plain": text}
