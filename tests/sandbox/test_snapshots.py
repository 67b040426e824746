"""Each exercise is examined on a snapshot: whatever happens there costs that exercise only."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from autograder.sandbox import Sandbox, SandboxLost, Snapshot, TimedOut, Zygote

DEFINITIONS = """
import os, sys, ctypes, random, subprocess, time
import numpy as np
state = {'n': 0}
def bump():
    state['n'] += 1
    return state['n']
def die(): os._exit(1)
def crash(): ctypes.string_at(0)
def hang():
    while True: pass
def stubborn():
    while True:
        try: hang()
        except BaseException: pass
def bomb():
    x = []
    while True: x.append(np.ones(10**7))
def patch():
    np.sum = None
    sys.stdout = None
def spawn():
    return [subprocess.Popen(['sleep', '1000'], start_new_session=True).pid, os.getpid()]
def kill_parent(): os.kill(os.getppid(), 9)
"""


@pytest.fixture
def course(sandbox: Sandbox) -> Sandbox:
    assert sandbox.run_cell(DEFINITIONS).error is None
    return sandbox


@pytest.fixture
def bare_course(bare_zygote: Zygote, tmp_path: Path) -> Iterator[Sandbox]:
    """Without walls: process ids are this machine's."""
    with Sandbox.start(tmp_path, zygote=bare_zygote) as sandbox:
        assert sandbox.run_cell(DEFINITIONS).error is None
        yield sandbox


def test_a_snapshot_sees_the_sandbox_as_it_is_and_changes_nothing(course: Sandbox) -> None:
    course.fetch("bump")()
    for _ in range(3):
        with course.snapshot(5) as snapshot:
            assert [snapshot.fetch("bump")() for _ in range(2)] == [2, 3]
            snapshot.run_cell("extra = 1")
    assert course.fetch("state") == {"n": 1}
    assert "extra" not in course.names()


@pytest.mark.parametrize("name", ["die", "crash", "bomb", "patch", "stubborn"])
def test_a_crash_costs_one_exercise(name: str, course: Sandbox) -> None:
    ends = contextlib.suppress(SandboxLost, TimedOut, MemoryError)
    with course.snapshot(3) as snapshot, ends:
        snapshot.fetch(name)()
    with course.snapshot(5) as snapshot:
        assert snapshot.fetch("bump")() == 1
        assert snapshot.run_cell("np.sum([1, 2])").error is None
    assert course.fetch("bump")() == 1


def test_the_end_of_a_snapshot_is_told(course: Sandbox) -> None:
    with course.snapshot(5) as snapshot:
        with pytest.raises(SandboxLost, match="status 1"):
            snapshot.fetch("die")()
        with pytest.raises(SandboxLost):
            snapshot.fetch("bump")
    with pytest.raises(SandboxLost):
        snapshot.fetch("bump")


def test_the_deadline_is_that_of_all_calls_together(course: Sandbox) -> None:
    with course.snapshot(0.4) as snapshot:
        hang = snapshot.fetch("hang")
        with pytest.raises(TimedOut) as caught:
            hang()
        assert not caught.value.lost
        with pytest.raises(TimedOut):
            hang()
        with pytest.raises(TimedOut):
            snapshot.fetch("bump")
    assert course.fetch("bump")() == 1


def test_what_a_snapshot_starts_ends_with_it(bare_course: Sandbox) -> None:
    course = bare_course
    with course.snapshot(5) as snapshot:
        pids = snapshot.fetch("spawn")()
    for pid in pids:
        for _ in range(500):
            if not Path(f"/proc/{pid}").exists():
                break
            time.sleep(0.01)
        assert not Path(f"/proc/{pid}").exists()


def test_what_a_dead_snapshot_has_started_ends_too(bare_course: Sandbox) -> None:
    course = bare_course
    course.run_cell("mine = subprocess.Popen(['sleep', '1000']).pid")
    with course.snapshot(5) as snapshot:
        pids = snapshot.fetch("spawn")()
        with pytest.raises(SandboxLost):
            snapshot.fetch("die")()
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    assert Path(f"/proc/{course.fetch('mine')}").exists()


def test_two_snapshots_can_live_side_by_side(course: Sandbox) -> None:
    with course.snapshot(5) as one, course.snapshot(5) as other:
        assert one.fetch("bump")() == 1
        assert other.fetch("bump")() == 1
        assert one.fetch("bump")() == 2


def test_snapshots_draw_the_same_random_numbers(course: Sandbox) -> None:
    draws = []
    for _ in range(2):
        with course.snapshot(5) as snapshot:
            snapshot.run_cell("draw = [random.random(), float(np.random.rand())]")
            draws.append(snapshot.fetch("draw"))
    assert draws[0] == draws[1]


def test_a_snapshot_that_kills_its_sandbox_is_reported_later(bare_course: Sandbox) -> None:
    course = bare_course

    def go_on(snapshot: Snapshot) -> None:
        snapshot.fetch("kill_parent")()
        for _ in range(1000):  # the kernel ends a snapshot a little after its sandbox
            snapshot.run_cell("time.sleep(0.01)")

    with course.snapshot(5) as snapshot, pytest.raises(SandboxLost):
        go_on(snapshot)
    with pytest.raises(SandboxLost):
        course.fetch("bump")
    course.close()


def test_callbacks_installed_before_work_in_a_snapshot(course: Sandbox) -> None:
    calls = []
    course.fetch("bump").__globals__["helper"] = calls.append
    course.run_cell("def use(): helper(np.arange(2))")
    with course.snapshot(5) as snapshot:
        snapshot.fetch("use")()
    assert np.array_equal(calls[0], [0, 1])


def test_a_sandbox_can_be_closed_before_its_snapshot(course: Sandbox) -> None:
    with course.snapshot(5) as snapshot:
        course.close()
        with pytest.raises(SandboxLost):
            snapshot.fetch("bump")


def test_a_snapshot_has_its_own_socket_and_no_other(course: Sandbox) -> None:
    source = (
        "names = [f'/proc/self/fd/{n}' for n in range(3, 50)]\n"
        "links = [os.readlink(name) for name in names if os.path.islink(name)]"
    )
    course.run_cell(source)
    (theirs,) = course.fetch("links")
    with course.snapshot(5) as snapshot:
        snapshot.run_cell(source)
        (ours,) = snapshot.fetch("links")
    assert ours.startswith("socket:")
    assert ours != theirs


def test_a_snapshot_is_refused_while_a_call_is_open(course: Sandbox) -> None:
    course.run_cell("def f(g): g()")
    with pytest.raises(RuntimeError, match="between questions"):
        course.fetch("f")(lambda: course.snapshot(1))
    assert course.fetch("bump")() == 1
