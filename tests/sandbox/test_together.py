"""Calls that cross together give what they would have given one by one."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.sandbox import Remote, RemoteError, Sandbox, SandboxLost, TimedOut
from autograder.sandbox.session import Session

DEFINITIONS = """
import os
import numpy as np
seen = []
def note(x):
    seen.append(x)
    return len(seen)
def write(x):
    x[0] = 9
    return x
def fail(x): raise ValueError(x)
def big(n): return np.ones(n)
def hang():
    while True: pass
def stubborn():
    while True:
        try: hang()
        except BaseException: pass
def apply(f, x): return f(x)
"""


@pytest.fixture
def course(sandbox: Sandbox) -> Sandbox:
    assert sandbox.run_cell(DEFINITIONS).error is None
    return sandbox


def later(function: Remote, *args: object) -> object:
    return function.__dbh_later__(args, {})


def test_calls_keep_their_order_also_with_calls_in_between(course: Sandbox) -> None:
    note = course.fetch("note")
    first = [later(note, number) for number in range(5)]
    assert note(5) == 6  # asked at once, behind those that waited
    rest = [later(note, number) for number in range(6, 9)]
    assert [get()[0] for get in (*first, *rest)] == [1, 2, 3, 4, 5, 7, 8, 9]
    assert course.fetch("seen") == list(range(9))


def test_arguments_are_what_they_were_when_the_call_was_made(course: Sandbox) -> None:
    x = np.zeros(3)
    get = later(course.fetch("write"), x)
    x += 1
    result, (after,), _ = get()  # type: ignore[operator]
    assert result.tolist() == after.tolist() == [9, 0, 0]
    assert x.tolist() == [1, 1, 1]


def test_an_error_is_that_of_its_own_call(course: Sandbox) -> None:
    fail, note = course.fetch("fail"), course.fetch("note")
    gets = [later(note, 1), later(fail, "no"), later(note, 2)]
    assert gets[0]()[0] == 1  # type: ignore[operator]
    with pytest.raises(RemoteError, match="no"):
        gets[1]()  # type: ignore[operator]
    assert gets[2]()[0] == 2  # type: ignore[operator]


def test_many_calls_and_large_ones_do_not_lock_both_sides(course: Sandbox) -> None:
    big, note = course.fetch("big"), course.fetch("note")
    gets = [later(big, 100_000) for _ in range(100)]
    gets += [later(note, np.ones(5_000)) for _ in range(100)]
    results = [get()[0] for get in gets]  # type: ignore[operator]
    assert all(result.shape == (100_000,) for result in results[:100])
    assert results[100:] == list(range(1, 101))


@pytest.mark.parametrize("name", ["hang", "stubborn"])
def test_one_that_runs_too_long_ends_those_behind_it(course: Sandbox, name: str) -> None:
    with course.snapshot(0.5) as snapshot:
        note, slow = snapshot.fetch("note"), snapshot.fetch(name)
        gets = [later(note, 1), later(slow), later(note, 2)]
        assert gets[0]()[0] == 1  # type: ignore[operator]
        for get in gets[1:]:
            with pytest.raises(TimedOut):
                get()  # type: ignore[operator]
        assert snapshot.lost
    assert course.fetch("note")(0) == 1


def test_the_end_of_the_process_is_the_outcome_of_all_behind_it(course: Sandbox) -> None:
    course.run_cell("def end(): os._exit(3)")
    with course.snapshot(5) as snapshot:
        note, end = snapshot.fetch("note"), snapshot.fetch("end")
        gets = [later(note, 1), later(end), later(note, 2)]
        assert gets[0]()[0] == 1  # type: ignore[operator]
        for get in gets[1:]:
            with pytest.raises(SandboxLost):
                get()  # type: ignore[operator]


def test_nothing_is_put_off_where_functions_of_ours_are_known(course: Sandbox) -> None:
    calls = []
    get = later(course.fetch("apply"), calls.append, 4)
    assert calls == [4]
    later(course.fetch("note"), 1)
    assert course.fetch("seen") == [1]
    assert get()[0] is None  # type: ignore[operator]


def test_what_cannot_cross_is_said_where_the_answer_is_read(course: Sandbox) -> None:
    get = later(course.fetch("note"), object())
    with pytest.raises(Exception, match="neither plain data nor callable"):
        get()  # type: ignore[operator]


def test_they_are_one_write(course: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    writes = []
    send = Session._send
    monkeypatch.setattr(
        Session,
        "_send",
        lambda self, *frames, **options: (
            writes.append(len(frames)),
            send(self, *frames, **options),
        ),
    )
    note = course.fetch("note")
    writes.clear()
    gets = [later(note, number) for number in range(20)]
    assert [get()[0] for get in gets] == list(range(1, 21))  # type: ignore[operator]
    assert writes == [20]
