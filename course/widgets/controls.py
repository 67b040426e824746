"""The handful of controls that the chapters' pictures use, all of one look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def slider(label: str, value: float, low: float, high: float, step: float = 0.1) -> Any:
    """Make a slider for a decimal number."""
    from ipywidgets import FloatSlider, Layout  # noqa: PLC0415 (slow to import)

    return FloatSlider(
        value=value, min=low, max=high, step=step, description=label,
        readout_format=".2f", layout=Layout(width="300px"),
    )  # fmt: skip


def counter(label: str, value: int, low: int, high: int) -> Any:
    """Make a slider for a whole number."""
    from ipywidgets import IntSlider, Layout  # noqa: PLC0415 (slow to import)

    return IntSlider(
        value=value, min=low, max=high, description=label, layout=Layout(width="340px")
    )


def choice(label: str, options: Sequence[str], value: str) -> Any:
    """Make a list to choose from."""
    from ipywidgets import Dropdown, Layout  # noqa: PLC0415 (slow to import)

    return Dropdown(
        options=list(options), value=value, description=label, layout=Layout(width="220px")
    )


def switch(label: str, value: int) -> Any:
    """Make a switch between 0 and 1."""
    from ipywidgets import Layout, ToggleButtons  # noqa: PLC0415 (slow to import)

    buttons = ToggleButtons(
        options=[("0", 0), ("1", 1)], value=value, description=label, layout=Layout(width="280px")
    )
    buttons.style.button_width = "56px"
    return buttons
