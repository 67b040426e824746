"""Read a graph back from the objects that a computation left behind; they are only looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from course.show import NotReadyError

#: As many nodes are drawn at most; of a larger graph those nearest to the result.
MOST = 40


@dataclass
class Node:
    """A variable or a function of the graph, and the keys of what it was made from."""

    is_variable: bool
    lines: list[str] = field(default_factory=list)
    inputs: list[int] = field(default_factory=list)
    has_grad: bool = False
    is_leaf: bool = False
    is_result: bool = False


def read_graph(
    result: Any, names: Mapping[str, Any] | None = None
) -> tuple[dict[int, Node], tuple[int, int]]:
    """Walk back from the result; return its nearest nodes, and how many of both kinds there are.

    A graph that was wired into a circle by mistake is walked once around.
    """
    results = list(result) if isinstance(result, (list, tuple)) else [result]
    if not results or not all(hasattr(one, "data") for one in results):
        raise NotReadyError(
            "There is no graph to draw yet: draw_graph wants a variable with .data, and was given "
            f"{type(results[0]).__name__ if results else 'an empty list'}."
        )
    called = {id(variable): name for name, variable in (names or {}).items()}
    nodes: dict[int, Node] = {}
    queue: list[tuple[Any, bool]] = [(one, True) for one in results]
    seen = {id(one) for one in results}
    variables = functions = 0
    for thing, is_variable in queue:  # grows while it is walked: nearest first
        variables, functions = variables + is_variable, functions + (not is_variable)
        node = _variable_node(thing, called) if is_variable else Node(False, [_title(thing)])
        behind = [_maker(thing)] if is_variable else _inputs(thing)
        behind = [one for one in behind if one is not None]
        node.inputs, node.is_leaf = [id(one) for one in behind], is_variable and not behind
        node.is_result = any(thing is one for one in results)
        if len(nodes) < MOST:
            nodes[id(thing)] = node
        for one in behind:
            if id(one) not in seen:
                seen.add(id(one))
                queue.append((one, not is_variable))
    for node in nodes.values():
        node.inputs = [key for key in node.inputs if key in nodes]
    return nodes, (variables, functions)


def without_middle(nodes: Mapping[int, Node]) -> dict[int, Node]:
    """Leave out the variables in the middle: what was made from one is joined to what made it."""
    maker = {
        key: node.inputs[0]
        for key, node in nodes.items()
        if node.is_variable and node.inputs and not node.is_result
    }
    return {
        key: replace(node, inputs=[maker.get(source, source) for source in node.inputs])
        for key, node in nodes.items()
        if key not in maker
    }


def describe(nodes: Mapping[int, Node], count: tuple[int, int]) -> str:
    """Return the graph in words, for a reader who cannot see it."""
    said = [
        f"{node.lines[0]} of " + ", ".join(" ".join(nodes[key].lines) for key in node.inputs)
        for node in nodes.values()
        if not node.is_variable and node.inputs
    ]
    return f"{summary(nodes, count)}. From the result back: " + ("; ".join(said[:12]) or "nothing")


def summary(nodes: Mapping[int, Node], count: tuple[int, int]) -> str:
    """Return how many variables and functions there are, and how many of them are drawn."""
    variables, functions = count
    text = f"{variables} variable{'s' * (variables != 1)}, "
    text += f"{functions} function{'s' * (functions != 1)}"
    return text if sum(count) == len(nodes) else f"{text}; drawn are the last {len(nodes)} nodes"


@dataclass(eq=False)
class _TapeFunction:
    """Stands for the function of a variable of tape.py, which is only a name there."""

    inputs: tuple[Any, ...]
    title: str


def _maker(variable: Any) -> Any:
    """Return the function that made a variable; None for what was not computed."""
    creator = getattr(variable, "creator", None)
    if creator is not None:
        return creator
    inputs = getattr(variable, "inputs", ())
    return _TapeFunction(tuple(inputs), str(variable.made_by)) if inputs else None


def _inputs(function: Any) -> list[Any]:
    inputs = getattr(function, "inputs", None)
    inputs = () if inputs is None else inputs
    inputs = inputs if isinstance(inputs, (list, tuple)) else (inputs,)
    return [one for one in inputs if hasattr(one, "data") and not isinstance(one, np.ndarray)]


def _title(function: Any) -> str:
    return getattr(function, "title", "") or type(function).__name__


def _variable_node(variable: Any, called: Mapping[int, str]) -> Node:
    name = called.get(id(variable)) or getattr(variable, "name", "")
    name = name if isinstance(name, str) else ""
    grad = getattr(variable, "grad", None)
    value = _short(variable.data)
    lines = [
        f"{name} = {value}" if name and not value.startswith("(") else f"{name} {value}".strip()
    ]
    if grad is not None:
        lines.append(
            f"grad {_short(getattr(grad, 'data', grad) if hasattr(grad, 'creator') else grad)}"
        )
    return Node(True, lines, has_grad=grad is not None)


def _short(data: Any) -> str:
    """Return the value of a single number, and the shape of anything else."""
    array = np.asarray(data)
    if array.size == 1 and array.dtype.kind in "fiub":
        text = f"{float(array.ravel()[0]):.4g}"
        return text if array.ndim == 0 else "[" * array.ndim + text + "]" * array.ndim
    return str(array.shape)
