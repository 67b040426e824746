"""A submission can end its own process, and nothing else."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from autograder.sandbox import (
    Limits,
    Sandbox,
    SandboxLost,
    StartError,
    TimedOut,
    Zygote,
)


def running(pid: int) -> bool:
    """Tell whether a process exists and is no zombie."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] not in "ZX"
    return False


def gone(pid: int) -> bool:
    """Wait a while for a process to end; zombies count as left behind."""
    for _ in range(500):
        if not Path(f"/proc/{pid}").exists():
            return True
        time.sleep(0.01)
    return False


def below(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in text.split()]


@pytest.fixture
def own_zygote() -> Iterator[Zygote]:
    zygote = Zygote(walled=False)
    yield zygote
    zygote.close()


CRASHES = {
    "exit": ("import os; os._exit(3)", "exited with status 3"),
    "segfault": ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
    "kill": ("import os; os.kill(os.getpid(), 9)", "SIGKILL"),
    "abort": ("import os; os.abort()", "SIGABRT"),
    "closed socket": ("import os; os.closerange(3, 1000)", None),
}


@pytest.mark.parametrize("name", CRASHES)
def test_a_crash_is_told_and_every_later_use_fails_at_once(name: str, sandbox: Sandbox) -> None:
    source, how = CRASHES[name]
    with pytest.raises((SandboxLost, TimedOut), match=how):
        sandbox.run_cell(source)
    assert sandbox.lost
    for use in (lambda: sandbox.fetch("x"), lambda: sandbox.run_cell("1"), sandbox.names):
        with pytest.raises(SandboxLost):
            use()
    with pytest.raises(SandboxLost):
        sandbox.snapshot(1)


def test_an_endless_loop_is_interrupted_and_the_sandbox_goes_on(sandbox: Sandbox) -> None:
    sandbox.run_cell("kept = 5")
    with pytest.raises(TimedOut) as caught:
        sandbox.run_cell("print('before')\nwhile True: pass", deadline=0.3)
    assert not caught.value.lost
    assert caught.value.reply.outputs[0]["text"] == "before\n"  # type: ignore[attr-defined]
    assert caught.value.reply.error.name == "KeyboardInterrupt"  # type: ignore[attr-defined]
    assert sandbox.fetch("kept") == 5


def test_a_call_that_never_returns_is_interrupted(zygote: Zygote, tmp_path: Path) -> None:
    with Sandbox.start(tmp_path, zygote=zygote, seconds=0.3) as sandbox:
        sandbox.run_cell("import time\ndef f():\n    time.sleep(1000)\ndef g(): return 1")
        with pytest.raises(TimedOut):
            sandbox.fetch("f")()
        assert sandbox.fetch("g")() == 1


STUBBORN = [
    "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
    "import time\nwhile True:\n    try: time.sleep(100)\n    except BaseException: pass",
    "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
    "sum(iter(int, 1))",
]


@pytest.mark.parametrize("source", STUBBORN, ids=range(len(STUBBORN)))
def test_code_that_ignores_the_interrupt_is_killed(source: str, sandbox: Sandbox) -> None:
    with pytest.raises((TimedOut, SandboxLost)):
        sandbox.run_cell(source, deadline=0.3)
    assert sandbox.lost
    with pytest.raises(SandboxLost):
        sandbox.fetch("x")


def test_a_deadline_in_a_callback_leaves_the_conversation_in_order(sandbox: Sandbox) -> None:
    sandbox.run_cell("def f(g):\n    while True: g()")
    with sandbox.snapshot(0.3) as snapshot, pytest.raises(TimedOut):
        snapshot.fetch("f")(lambda: 1)
    assert sandbox.run_cell("1").error is None


def test_memory_is_limited(zygote: Zygote, tmp_path: Path) -> None:
    with Sandbox.start(tmp_path, zygote=zygote, limits=Limits(address_space=1 << 30)) as sandbox:
        run = sandbox.run_cell("import numpy as np\nx = np.ones(10**9)")
        assert run.error is not None
        assert "MemoryError" in run.error.name
        run = sandbox.run_cell("y = []\nwhile True: y.append(bytearray(10**7))")
        assert run.error is not None
        assert sandbox.run_cell("del y").error is None


def test_processor_time_and_files_are_limited(bare_zygote: Zygote, tmp_path: Path) -> None:
    zygote = bare_zygote
    limits = Limits(cpu_seconds=1, file_size=1000, open_files=32)
    with Sandbox.start(tmp_path, zygote=zygote, limits=limits) as sandbox:
        run = sandbox.run_cell("with open('big', 'wb') as f: f.write(bytes(5000))")
        assert run.error is not None
        run = sandbox.run_cell("files = [open('/dev/null') for _ in range(100)]")
        assert run.error is not None
        sandbox.run_cell("files = None")
        with pytest.raises(SandboxLost):
            sandbox.run_cell("while True: pass", deadline=30)
    assert (tmp_path / "big").stat().st_size <= 1000
    assert not list(tmp_path.glob("core*"))


def test_the_sandbox_works_in_its_folder(bare_zygote: Zygote, tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text("value = 5\n")
    with Sandbox.start(tmp_path, zygote=bare_zygote) as sandbox:
        sandbox.run_cell("import os, helper\nwhere, home = os.getcwd(), os.path.expanduser('~')")
        assert sandbox.fetch("where") == sandbox.fetch("home") == str(tmp_path.resolve())
    assert not (tmp_path / "__pycache__").exists()


def test_only_its_socket_is_open(sandbox: Sandbox) -> None:
    sandbox.run_cell(
        "from pathlib import Path\n"
        "links = [p for p in Path('/proc/self/fd').iterdir() if p.is_symlink()]\n"
        "open_files = {p.name: str(p.readlink()) for p in links}"
    )
    files = sandbox.fetch("open_files")
    assert [files[n] for n in "012"] == ["/dev/null"] * 3
    rest = [name for n, name in files.items() if n not in "012"]
    assert len(rest) == 1
    assert rest[0].startswith("socket:")


def test_the_environment_does_not_come_along(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, start_zygote: Callable[[], Zygote]
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "x")
    zygote = start_zygote()
    with Sandbox.start(tmp_path, zygote=zygote) as sandbox:
        sandbox.run_cell("import os\nnames = sorted(os.environ)")
        assert "SECRET_TOKEN" not in sandbox.fetch("names")
    zygote.close()


def test_sandboxes_share_nothing_and_repeat(zygote: Zygote, tmp_path: Path) -> None:
    source = """
import numpy as np, random
draws = [np.random.rand(), random.random(), list({'a', 'b', 'c', 'd'})]
np.foreign = 1
"""
    drawn = []
    for _ in range(2):
        with Sandbox.start(tmp_path, zygote=zygote) as sandbox:
            sandbox.run_cell("import numpy as np\nseen = hasattr(np, 'foreign')")
            assert sandbox.fetch("seen") is False
            sandbox.run_cell(source)
            drawn.append(sandbox.fetch("draws"))
    assert drawn[0] == drawn[1]
    with Sandbox.start(tmp_path, zygote=zygote, seed=5) as sandbox:
        sandbox.run_cell(source)
        assert sandbox.fetch("draws") != drawn[0]
    assert not hasattr(np, "foreign")


def test_a_folder_that_is_not_there_is_a_start_error(zygote: Zygote, tmp_path: Path) -> None:
    with pytest.raises(StartError):
        Sandbox.start(tmp_path / "nowhere", zygote=zygote)


BACKGROUND = """
import os, subprocess, threading, time, sys
inside = subprocess.Popen(["sleep", "1000"])
outside = subprocess.Popen(["sleep", "1000"], start_new_session=True)
def daemon():
    pid = os.fork()
    if pid == 0:
        os.setsid()
        r = os.fork()
        if r == 0:
            os.execvp("sleep", ["sleep", "1000"])
        os.write(w, str(r).encode())
        os._exit(0)
    os.waitpid(pid, 0)
r, w = os.pipe()
daemon()
lost = int(os.read(r, 100))
threading.Thread(target=lambda: time.sleep(1000), daemon=True).start()
pids = [os.getpid(), inside.pid, outside.pid, lost]
"""


def test_nothing_is_left_behind_after_close(own_zygote: Zygote, tmp_path: Path) -> None:
    sandbox = Sandbox.start(tmp_path, zygote=own_zygote)
    assert sandbox.run_cell(BACKGROUND).error is None
    pids = sandbox.fetch("pids")
    assert all(map(running, pids))
    sandbox.close()
    assert all(map(gone, pids))
    assert below(own_zygote._process.pid) == []


def test_nothing_is_left_behind_after_a_crash(own_zygote: Zygote, tmp_path: Path) -> None:
    sandbox = Sandbox.start(tmp_path, zygote=own_zygote)
    sandbox.run_cell(BACKGROUND)
    pids = sandbox.fetch("pids")
    with pytest.raises(SandboxLost):
        sandbox.run_cell("os._exit(1)")
    assert all(map(gone, pids))
    assert below(own_zygote._process.pid) == []


def test_a_fork_in_a_cell_does_not_answer_twice(sandbox: Sandbox) -> None:
    assert sandbox.run_cell("import os\npid = os.fork()").error is None
    assert sandbox.run_cell("os.waitpid(pid, 0) if pid else None").error is None
    assert sandbox.fetch("pid") > 0


def test_a_thread_of_the_submission_cannot_speak_for_it(sandbox: Sandbox) -> None:
    sandbox.run_cell(
        """
import threading
errors = []
def f(g):
    def go():
        try: g()
        except Exception as e: errors.append(type(e).__name__)
    t = threading.Thread(target=go); t.start(); t.join()
"""
    )
    sandbox.fetch("f")(lambda: 1)
    assert sandbox.fetch("errors") == ["RuntimeError"]


def test_sandboxes_end_when_their_zygote_is_killed(tmp_path: Path) -> None:
    zygote = Zygote(walled=False)
    sandbox = Sandbox.start(tmp_path, zygote=zygote)
    sandbox.run_cell("import os\npid = os.getpid()")
    pid = sandbox.fetch("pid")
    os.kill(zygote._process.pid, signal.SIGKILL)
    assert gone(pid) or not running(pid)
    with pytest.raises(SandboxLost):
        sandbox.run_cell("1")
    zygote.close()
    with pytest.raises(SandboxLost):
        Sandbox.start(tmp_path, zygote=zygote)


def test_closing_the_zygote_ends_all(tmp_path: Path) -> None:
    zygote = Zygote(walled=False)
    pids = []
    sandboxes = [Sandbox.start(tmp_path, zygote=zygote) for _ in range(3)]
    for sandbox in sandboxes:
        sandbox.run_cell("import os\npid = os.getpid()\ndef f():\n    while True: pass")
        pids.append(sandbox.fetch("pid"))
    zygote.close()
    assert all(map(gone, pids))
    for sandbox in sandboxes:
        sandbox.close()


def test_an_interrupted_examiner_does_not_mix_up_answers(sandbox: Sandbox) -> None:
    sandbox.run_cell("def f(g):\n    g()\n    return 1")

    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sandbox.fetch("f")(interrupted)
    with pytest.raises(SandboxLost):
        sandbox.fetch("f")


def test_a_zygote_is_not_shared_with_a_forked_examiner(
    monkeypatch: pytest.MonkeyPatch, own_zygote: Zygote
) -> None:
    assert own_zygote.alive
    monkeypatch.setattr(own_zygote, "_owner", -1)
    assert not own_zygote.alive
    monkeypatch.undo()


def test_a_zygote_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder.sandbox import launch

    monkeypatch.setattr(launch.sys, "executable", "/bin/false")
    with pytest.raises(StartError, match="no sandbox can be started"):
        Zygote(walled=False)


def test_patching_the_standard_library_does_not_lame_the_worker(sandbox: Sandbox) -> None:
    sandbox.run_cell(
        """
import os, signal, struct, socket, builtins, numpy as np
np.allclose = lambda *a, **k: True
np.ndarray.__eq__ if False else None
os.fork = os.kill = os.waitpid = None
def f(x): return x + 1
"""
    )
    for _ in range(2):
        with sandbox.snapshot(5) as snapshot:
            assert snapshot.fetch("f")(1) == 2


def test_a_process_shares_one_zygote_and_replaces_it_when_it_is_gone(tmp_path: Path) -> None:
    from autograder.sandbox import launch

    launch.shared_zygote(walled=False)
    for _ in range(2):
        with Sandbox.start(tmp_path) as sandbox:
            assert sandbox.run_cell("1").error is None
        zygote = launch.shared_zygote()
        assert launch.shared_zygote() is zygote
        zygote._process.kill()
        zygote._process.wait()
        assert launch.shared_zygote() is not zygote
    launch._close_shared()
    launch._walled = True


def test_many_sandboxes_leave_no_descriptor_behind(zygote: Zygote, tmp_path: Path) -> None:
    def open_here() -> int:
        return len(os.listdir("/proc/self/fd"))

    def open_there() -> int:
        return len(os.listdir(f"/proc/{zygote._process.pid}/fd"))

    before = open_here(), open_there()
    for _ in range(20):
        with Sandbox.start(tmp_path, zygote=zygote) as sandbox:
            sandbox.run_cell("import os\nn = len(os.listdir('/proc/self/fd'))")
            for _ in range(3):
                with sandbox.snapshot(5):
                    pass
            sandbox.run_cell("n = len(os.listdir('/proc/self/fd')) - n")
            assert sandbox.fetch("n") == 0
    assert (open_here(), open_there()) == before
