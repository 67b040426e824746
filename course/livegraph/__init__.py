"""The live graph: what a computation left behind, drawn from the objects themselves.

Works for a reader's own variables, whose `creator` is a function object with `inputs`, and for
those of `tape.py`, which keep `inputs` and the name `made_by`. The objects are only looked at.
"""

from .drawing import draw_graph, extent, picture
from .layout import arrange, layers
from .reading import MOST, describe, read_graph

__all__ = [
    "MOST",
    "arrange",
    "describe",
    "draw_graph",
    "extent",
    "layers",
    "picture",
    "read_graph",
]
