"""What a test cell works with: the submission's answers, fetched and guarded."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Iterator, Mapping
from types import CodeType
from typing import Any

from ..build.record import Stage
from ..check.compare import is_number
from ..sandbox import Remote, Snapshot, plain
from .live import LiveSubmission
from .snapshots import Snapshots


@contextlib.contextmanager
def answers_for(
    stage: Stage, live: LiveSubmission, snapshots: Snapshots, exercise: str
) -> Iterator[tuple[dict[str, Any], Snapshot | None]]:
    """Give what the names that a test uses are bound to, and the snapshot they live on.

    Values alone need none: to read them runs nothing of the submission's.
    """
    names = sorted(_names_used(stage.code) & stage.answer_names)
    assert live.sandbox is not None
    if all(_is_value(stage.namespace[name]) for name in names):
        snapshots.end()  # reading might end the process that it belongs to
        yield live.values(names), None
        return
    with snapshots.of(live.sandbox, exercise) as snapshot:
        yield snapshot.fetch_bound(names), snapshot


def _is_value(reference: Any) -> bool:
    return is_number(reference) or type(reference) in (str, list, tuple, dict, type(None))


def test_namespace(stage: Stage, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the test's globals: the examiner's own, and the submission's answers."""
    namespace = {k: v for k, v in stage.namespace.items() if k not in stage.answer_names}
    return namespace | {name: _guarded(answer, name, stage) for name, answer in answers.items()}


class _NoPlainData:
    """Stands for an object that was handed in where a value was asked for."""


def _guarded(answer: Any, name: str, stage: Stage) -> Any:
    """Keep objects of the submission's from answering where plain data is expected.

    An object decides itself what `==`, `sum()` or `all()` give. So where the reference is a
    value, an object is no answer; and where the reference's function gives plain data, a call
    that gives an object is an error.
    """
    if type(answer) is not Remote:
        return answer
    reference = stage.namespace[name]
    if _is_value(reference):
        return _NoPlainData()
    if inspect.isfunction(reference) and name not in stage.object_makers:
        return plain(answer)
    return answer


def _names_used(code: CodeType) -> set[str]:
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names |= _names_used(constant)
    return names
