"""What running a cell gives, and the proof that what came back has the shape of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .errors import ProtocolError


@dataclass(frozen=True)
class CellError:
    """The exception that ended a cell: its type's name, its text, and the traceback shown."""

    name: str
    message: str
    traceback: str


@dataclass(frozen=True)
class CellRun:
    """One run of a cell.

    Attributes
    ----------
    outputs : list of dict
        Stream, display_data, execute_result and error outputs, as the notebook format has them.
    error : CellError or None
        Why the cell did not come to its end.
    seconds : float
        Wall clock, as the examiner saw it.
    altered : bool
        Whether anything of what runs cells is no longer what it was, as the sandbox itself says.
    """

    outputs: list[dict[str, Any]]
    error: CellError | None
    seconds: float
    altered: bool = False


def cell_run(reply: object, seconds: float) -> CellRun:
    """Make a `CellRun` of what a worker answered.

    Raises
    ------
    ProtocolError
        If the answer is anything else than outputs and an error.
    """
    if type(reply) is tuple and len(reply) == 3 and type(reply[0]) is list:
        outputs = [_output(output) for output in reply[0]]
        return CellRun(outputs, _error(reply[1]), seconds, reply[2] is not False)
    raise ProtocolError("a cell that gave no outputs")


def _error(reply: object) -> CellError | None:
    if reply is None:
        return None
    if type(reply) is tuple and len(reply) == 3 and all(type(text) is str for text in reply):
        return CellError(*reply)
    raise ProtocolError("a cell with an error that is none")


def _output(reply: object) -> dict[str, Any]:
    """Return an output that has exactly the fields which the notebook format gives its type."""
    if type(reply) is dict and _is_json(reply):
        match reply:
            case {"output_type": "stream", "name": "stdout" | "stderr", "text": str()}:
                return _only(reply, "name", "text")
            case {
                "output_type": "error",
                "ename": str(),
                "evalue": str(),
                "traceback": list(lines),
            }:
                if all(type(line) is str for line in lines):
                    return _only(reply, "ename", "evalue", "traceback")
            case {"output_type": "display_data", "data": dict(data), "metadata": dict()}:
                if _is_bundle(data):
                    return _only(reply, "data", "metadata")
            case {
                "output_type": "execute_result",
                "execution_count": int(),
                "data": dict(data),
                "metadata": dict(),
            } if _is_bundle(data):
                return _only(reply, "execution_count", "data", "metadata")
    raise ProtocolError("an output that is none of the notebook format's")


def _only(reply: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: reply[name] for name in ("output_type", *names)}


def _is_bundle(data: dict[str, Any]) -> bool:
    """Tell whether every value is text, or its MIME type one of JSON."""
    return all(
        type(value) is str or mime.endswith(("json", "+json")) for mime, value in data.items()
    )


def _is_json(value: object) -> bool:
    if type(value) is dict:
        return all(type(key) is str and _is_json(item) for key, item in value.items())
    if type(value) is list:
        return all(map(_is_json, value))
    return value is None or type(value) in {str, int, float, bool}
