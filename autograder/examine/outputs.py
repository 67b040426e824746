"""What stands under a test cell in an autograded notebook: for people, and for nbgrader."""

from __future__ import annotations

from .live import Output, error_output
from .result import CellResult


def verdict_outputs(result: CellResult) -> list[Output]:
    """Return the outputs that stand under a test cell in the autograded notebook.

    They say the same to nbgrader, which reads scores from outputs: an error is nothing, a
    number is part of the points, anything else is all of them. Hidden cases are not described.
    """
    head = f"{result.grade_id}: {result.held} of {result.total} claims hold"
    lines = [head, *([result.message] if result.message else [])]
    failed = next((claim for claim in result.claims if not claim.passed), None)
    if failed is not None and not failed.hidden:
        lines.append(failed.detail)
    elif failed is not None:
        lines.append(f"a hidden case of {failed.label or 'this exercise'} does not hold")
    lines += [f"It looks like this: {one.hint}" for one in result.misconceptions[:1]]
    text = "\n".join(lines)
    if result.status == "passed":
        return [_stream(head)]
    if result.points > 0:
        number = {
            "output_type": "execute_result",
            "execution_count": None,
            "data": {"text/plain": repr(float(result.points))},
            "metadata": {},
        }
        return [_stream(text), number]
    return [error_output(result.status, text)]


def _stream(text: str) -> Output:
    return {"output_type": "stream", "name": "stdout", "text": text + "\n"}
