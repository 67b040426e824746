"""Attacks that need files, neighbours or a whole class: each kind is one class that is graded.

Whatever they do, the batch ends, the honest neighbours have all their marks, nothing secret
stands in what was made of a submission, and nothing of it is left when the batch has ended.
"""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from arena import (
    ALL_POINTS,
    NEIGHBOURS,
    QUICK,
    SmallSandbox,
    left_behind,
    make_arena,
    read_secrets,
    run_class,
    wrong_with,
)
from corpus import KINDS

from autograder.grade import grade_class, submission
from autograder.sandbox import shared_zygote

IN_CLASS = {
    name: [one for one in kind.ATTACKS if one.in_class and not one.slow]
    for name, kind in KINDS.items()
}
SLOW = [one for kind in KINDS.values() for one in kind.ATTACKS if one.in_class and one.slow]


@pytest.fixture(autouse=True)
def _behind_walls() -> None:
    if not shared_zygote().walled:
        pytest.skip("these are what walls are for, and there are none on this machine")


@contextlib.contextmanager
def listener() -> Iterator[list[object]]:
    """Listen where a submission may find somebody: on this machine, and under an abstract name."""
    heard: list[object] = []
    with (
        socket.create_server(("127.0.0.1", 8888), reuse_port=True) as server,
        socket.socket(socket.AF_UNIX) as unix,
    ):
        unix.bind(f"\0dbh-attack-{os.getpid()}")
        unix.listen()

        def accept(one: socket.socket) -> None:
            with contextlib.suppress(OSError):
                while True:
                    heard.append(one.accept())

        for one in (server, unix):
            threading.Thread(target=accept, args=(one,), daemon=True).start()
        yield heard
        for one in (server, unix):
            one.shutdown(socket.SHUT_RDWR)


def nothing_wrong(attacks: list, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submission, "Sandbox", SmallSandbox)
    (root / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(root / "temporary"))
    environment: dict[str, str] = {}
    arena = make_arena(root, environment)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    arena.write_class(attacks)
    before = set(left_behind(arena))
    with listener() as heard:
        seen = run_class(arena)
    problems = [
        f"{attack.name} {what}"
        for attack in attacks
        for what in wrong_with(attack, seen[attack.name])
    ]
    problems += [
        f"{student} could read {sorted(secrets)}"
        for student, one in seen.items()
        if (secrets := read_secrets(arena, student, one))
    ]
    problems += [
        f"{name} lost marks: {seen[name].result.notebooks}"
        for name in NEIGHBOURS
        if seen[name].result.points != ALL_POINTS
    ]
    again = grade_class(arena.prepared, arena.places, workers=1, deadlines=QUICK)
    if again.graded > len(again.unfinished):
        problems.append(f"{again.graded} were graded again, {again.unfinished} are unfinished")
    problems += [f"left behind: {what}" for what in sorted(set(left_behind(arena)) - before)]
    problems += [f"a connection was made: {what}" for what in heard]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("kind", [name for name, attacks in IN_CLASS.items() if attacks])
def test_a_class_with_attackers_is_graded_as_if_they_were_not_there(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing_wrong(IN_CLASS[kind], tmp_path, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("attack", SLOW, ids=lambda attack: attack.name)
def test_a_class_with_a_slow_attacker(
    attack: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing_wrong([attack], tmp_path, monkeypatch)
