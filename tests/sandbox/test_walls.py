"""What a submission cannot do behind walls: each test is one thing it tries."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox import (
    Limits,
    NoWalls,
    Sandbox,
    SandboxError,
    SandboxLost,
    Zygote,
    children,
    launch,
    shared_zygote,
)

REPO = Path(__file__).parents[2]


@pytest.fixture
def walled(walled_zygote: Zygote, tmp_path: Path) -> Iterator[Sandbox]:
    (tmp_path / "helper.py").write_text("value = 5\n")
    with Sandbox.start(tmp_path, zygote=walled_zygote) as sandbox:
        yield sandbox


@pytest.fixture
def attempt(walled: Sandbox) -> Callable[[str], Any]:
    """Evaluate an expression in a cell; return its value, or the name of the error."""

    def attempt(expression: str) -> Any:
        source = "import os, signal, socket, subprocess\nfrom pathlib import Path\n"
        # a search of all files takes seconds, and more where other tests run beside it
        run = walled.run_cell(f"{source}found = {expression}", deadline=60.0)
        return run.error.name if run.error else walled.fetch("found")

    return attempt


def family(pid: int) -> list[int]:
    """List the processes below one, as this machine counts them."""
    found = []
    with contextlib.suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            found += [int(child), *family(int(child))]
    return found


def eventually(holds: Callable[[], bool]) -> bool:
    for _ in range(500):
        if holds():
            return True
        time.sleep(0.01)
    return False


REFUSED = {"PermissionError", "FileNotFoundError", "OSError", "NotADirectoryError"}


@pytest.mark.parametrize(
    "path",
    [
        "/etc/shadow",
        str(REPO / "source_notebooks" / "ch1_perceptron" / "mistakes" / "neuron.py"),
        str(REPO / "README.md"),
        str(REPO / "autograder" / "grade" / "gradebook.py"),
        __file__,
    ],
)
def test_no_secret_file_can_be_read(path: str, attempt: Callable[[str], Any]) -> None:
    assert attempt(f"open({path!r}).read(10)") in REFUSED


def python_below_home() -> set[str]:
    """Name the homes in which this Python is installed: of them its folders are there, empty."""
    paths = [Path(prefix) for prefix in (sys.prefix, sys.base_prefix)]
    return {path.parts[2] for path in paths if path.is_relative_to("/home")}


def test_no_home_and_no_course_source_is_there(attempt: Callable[[str], Any]) -> None:
    assert set(attempt("os.listdir('/home')")) <= {"learner", *python_below_home()}
    for name in (".bashrc", ".profile", ".cache", ".config", ".ssh"):
        assert attempt(f"os.stat({str(Path.home() / name)!r})") in REFUSED
    known = attempt("[str(p) for p in Path('/root').rglob('*') if p.name.startswith('.bash')]")
    assert known in ([], *REFUSED)
    found = attempt("[str(p) for p in Path('/').glob('**/source_notebooks')]")
    assert found in ([], *REFUSED)


def test_no_file_of_another_submission_can_be_read(
    walled_zygote: Zygote, tmp_path: Path, attempt: Callable[[str], Any]
) -> None:
    other = tmp_path / "neighbour"
    other.mkdir()
    (other / "answer.txt").write_text("42")
    with Sandbox.start(other, zygote=walled_zygote) as neighbour:
        neighbour.run_cell("open('answer.txt'), open('/tmp/left', 'w').write('x')")
        neighbour.run_cell("open('/dev/shm/left', 'w').write('x')")
        assert attempt(f"open('{other}/answer.txt').read()") in REFUSED
        assert attempt("os.listdir('/tmp') + os.listdir('/dev/shm')") == []
        assert attempt("os.listdir('.')") == ["helper.py"]
        assert "answer.txt" not in attempt("os.listdir(os.path.expanduser('~'))")


MEMORY = """
import re
own = (b"SECRET-" + b"own-00000000").decode()
found = set()
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
    for line in maps:
        span, rights = line.split()[:2]
        start, end = (int(part, 16) for part in span.split("-"))
        if "r" not in rights or "[v" in line:
            continue
        for at in range(start, end, 1 << 20):
            try:
                memory.seek(at)
                text = memory.read(min(1 << 20, end - at))
            except (OSError, ValueError):
                break
            found.update(one.decode() for one in re.findall(rb"SECRET-[a-z]+-[0-9]{8}", text))
found = sorted(found)
"""


@pytest.mark.parametrize("copies", [1, 3_000, 50_000])
def test_files_of_an_earlier_submission_are_in_no_memory(
    copies: int, walled_zygote: Zygote, tmp_path: Path
) -> None:
    folders = [tmp_path / "earlier", tmp_path / "later"]
    for folder in folders:
        folder.mkdir()
    (folders[0] / "notes.txt").write_text(f"SECRET-neighbour-{copies:08}\n" * copies)
    with Sandbox.start(folders[0], zygote=walled_zygote) as earlier:
        assert earlier.run_cell("len(open('notes.txt').read())").error is None
    with Sandbox.start(folders[1], zygote=walled_zygote) as later:
        assert later.run_cell(MEMORY).error is None
        assert later.fetch("found") == ["SECRET-own-00000000"]


def test_the_examiner_cannot_be_seen(
    attempt: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    pids = attempt("sorted(int(n) for n in os.listdir('/proc') if n.isdigit())")
    assert pids in ([], [1, 2])  # its init and itself; or no /proc at all
    assert attempt(f"open('/proc/{os.getpid()}/environ').read()") in REFUSED
    assert attempt("open('/proc/1/environ').read()") in REFUSED
    assert "PYTEST_CURRENT_TEST" not in attempt("dict(os.environ)")


@pytest.mark.parametrize("family_of", ["AF_INET", "AF_INET6"])
def test_the_network_cannot_be_reached(family_of: str, attempt: Callable[[str], Any]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        address = "127.0.0.1" if family_of == "AF_INET" else "::1"
        assert attempt(f"socket.socket(socket.{family_of}).connect(({address!r}, {port}))") in {
            "OSError",
            "ConnectionRefusedError",
        }
        server.settimeout(0.05)
        with pytest.raises(TimeoutError):
            server.accept()
    assert attempt("socket.getaddrinfo('example.org', 80)") == "gaierror"
    assert attempt("[name for _, name in socket.if_nameindex()]") in (["lo"], [])


def test_no_abstract_socket_of_the_machine_can_be_reached(attempt: Callable[[str], Any]) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        name = f"\0define-by-hand-{os.getpid()}"
        server.bind(name)
        server.listen()
        tried = attempt(f"socket.socket(socket.AF_UNIX).connect({name!r})")
    assert tried == "ConnectionRefusedError"


@pytest.mark.parametrize(
    "place", ["/", "/usr", "/etc", "/dev", "/opt/define-by-hand", "/home", "/proc", "/var/tmp"]
)
def test_nothing_outside_its_folder_can_be_written(
    place: str, attempt: Callable[[str], Any]
) -> None:
    assert attempt(f"open('{place}/written', 'w')") in REFUSED
    assert not Path(place, "written").exists()


def test_packages_cannot_be_changed(attempt: Callable[[str], Any]) -> None:
    assert attempt("open(os.__file__, 'a')") in REFUSED
    assert attempt("open(__import__('numpy').__file__, 'a')") in REFUSED
    assert attempt("open(__import__('course').__file__, 'a')") in REFUSED


def test_its_own_folder_is_a_copy_that_can_be_used(
    attempt: Callable[[str], Any], tmp_path: Path
) -> None:
    assert attempt("__import__('helper').value") == 5
    assert attempt("open('note.txt', 'w').write('abc')") == 3
    assert attempt("os.path.expanduser('~') == os.getcwd()") is True
    assert [path.name for path in tmp_path.iterdir()] == ["helper.py"]


def test_the_disk_cannot_be_filled(walled: Sandbox) -> None:
    run = walled.run_cell(
        "for n in range(9):\n    with open(f'big{n}', 'wb') as f: f.write(bytes(20 << 20))"
    )
    assert run.error is not None
    assert run.error.name == "OSError"
    assert walled.run_cell("1").error is None


def test_it_has_no_privileges_and_can_get_none(attempt: Callable[[str], Any]) -> None:
    status = attempt("dict(l.split(':\\t') for l in open('/proc/self/status') if ':\\t' in l)")
    if status != "FileNotFoundError":
        assert {int(status[f"Cap{kind}"], 16) for kind in ("Inh", "Prm", "Eff", "Amb")} == {0}
        assert status["NoNewPrivs"].strip() == "1"
    assert attempt("os.setuid(0)") in REFUSED
    assert attempt("os.getuid()") != 0
    libc = "__import__('ctypes').CDLL(None)"
    assert attempt(f"{libc}.umount2(b'/proc', 2)") == -1
    assert attempt(f"{libc}.mount(b'x', b'/usr', b'tmpfs', 0, b'')") == -1
    assert attempt("subprocess.run(['umount', '-l', '/tmp']).returncode") != 0


def test_the_walls_stand_in_a_user_namespace_of_its_own(attempt: Callable[[str], Any]) -> None:
    inner = "umount -l /proc; umount -l /tmp; mount -o remount,rw /usr && touch /usr/w; ls /proc"
    listed = attempt(
        f"subprocess.run(['unshare', '-Urm', 'sh', '-c', {inner!r}],"
        "capture_output=True, text=True).stdout.split()"
    )
    assert [name for name in listed if name.isdigit() and int(name) > 10] == []
    assert not Path("/usr/w").exists()


def test_nothing_can_be_signalled_but_itself(walled_zygote: Zygote, tmp_path: Path) -> None:
    with (
        Sandbox.start(tmp_path, zygote=walled_zygote) as one,
        Sandbox.start(tmp_path, zygote=walled_zygote) as other,
    ):
        other.run_cell("kept = 7")
        pids = [os.getpid(), walled_zygote._process.pid, *family(walled_zygote._process.pid)]
        one.run_cell(
            f"""
import os
seen = []
for pid in [*{pids}, *range(3, 3000)]:
    if pid in (1, os.getpid()):
        continue
    try:
        os.kill(pid, 0)
        seen.append(pid)
    except ProcessLookupError:
        pass
os.kill(1, 9)
"""
        )
        assert one.fetch("seen") == []
        with contextlib.suppress(SandboxError):
            one.run_cell("os.kill(-1, 9)")
        assert other.fetch("kept") == 7
        assert walled_zygote.alive


DAEMON = """
import os, subprocess, time
subprocess.Popen(["sleep", "1000"], start_new_session=True)
def daemon():
    pid = os.fork()
    if pid == 0:
        os.setsid()
        if os.fork() == 0:
            os.closerange(0, 100)
            os.execvp("sleep", ["sleep", "1000"])
        os._exit(0)
    os.waitpid(pid, 0)
daemon()
"""


def test_what_it_started_is_gone_after_its_end(walled_zygote: Zygote, tmp_path: Path) -> None:
    def count() -> int:
        return len(family(walled_zygote._process.pid))

    before = count()
    with Sandbox.start(tmp_path, zygote=walled_zygote) as sandbox:
        assert sandbox.run_cell(DAEMON).error is None
        assert count() == before + 4  # the init, the submission, two sleepers
    assert count() == before
    with Sandbox.start(tmp_path, zygote=walled_zygote) as sandbox:
        sandbox.run_cell(DAEMON)
        with pytest.raises(SandboxLost, match="status 3"):
            sandbox.run_cell("os._exit(3)")
        assert count() == before


def test_what_a_snapshot_started_is_gone_after_its_end(
    walled_zygote: Zygote, walled: Sandbox
) -> None:
    before = len(family(walled_zygote._process.pid))
    with walled.snapshot(5) as snapshot:
        snapshot.run_cell(DAEMON)
        assert len(family(walled_zygote._process.pid)) == before + 3  # without an init
    assert len(family(walled_zygote._process.pid)) == before


def test_a_process_with_threads_has_snapshots_too(walled: Sandbox) -> None:
    run = walled.run_cell(
        "import threading, time, os\n"
        "threading.Thread(target=time.sleep, args=(100,), daemon=True).start()\n"
        "kept = 5"
    )
    assert run.error is None
    with walled.snapshot(5) as snapshot:
        assert snapshot.fetch("kept") == 5
        assert snapshot.run_cell("threading.active_count(), os.getpid()").error is None
    with walled.snapshot(5) as snapshot, pytest.raises(SandboxLost, match="status 3"):
        snapshot.run_cell("os._exit(3)")


def test_all_ends_with_the_zygote(tmp_path: Path) -> None:
    try:
        zygote = Zygote()
    except NoWalls as why:
        pytest.skip(str(why))
    sandbox = Sandbox.start(tmp_path, zygote=zygote)
    sandbox.run_cell(DAEMON)
    pids = family(zygote._process.pid)
    assert len(pids) >= 5
    os.kill(zygote._process.pid, signal.SIGKILL)
    assert eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))
    with pytest.raises(SandboxLost):
        sandbox.run_cell("1")
    zygote.close()


DISTURBANCES = {
    "kill its parent": "os.kill(os.getppid(), 9)",
    "kill all": "os.kill(-1, 9)",
    "kill by number": "[os.kill(n, 9) for n in (2,) if os.getpid() != n]",
    "write its memory": "open('/proc/2/mem', 'r+b').write(b'x')",
    "trace": "ctypes.CDLL(None).ptrace(16, 2, 0, 0)",
    "end itself": "os.kill(os.getpid(), 9)",
    "abort": "os.abort()",
}


@pytest.mark.parametrize("name", DISTURBANCES)
def test_a_snapshot_cannot_disturb_its_sandbox(name: str, walled: Sandbox) -> None:
    walled.run_cell("import os, ctypes\nkept = 5")
    with contextlib.suppress(SandboxError), walled.snapshot(5) as snapshot:
        snapshot.run_cell(DISTURBANCES[name])
    assert walled.fetch("kept") == 5
    with walled.snapshot(5) as snapshot:
        assert snapshot.fetch("kept") == 5


def test_the_end_of_a_snapshot_is_told(walled: Sandbox) -> None:
    ends = {
        "os._exit(3)": "status 3",
        "os.abort()": "SIG",
        "ctypes.string_at(0)": "SIGSEGV",
        "resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass": "SIGKILL",
    }
    for source, how in ends.items():
        with walled.snapshot(5) as snapshot, pytest.raises(SandboxLost, match=how):
            snapshot.run_cell("import os, ctypes, resource\n" + source)


def test_a_snapshot_that_is_told_to_end_itself_by_a_signal_goes_on(walled: Sandbox) -> None:
    """It is the first process of its namespace, to which such a signal does not come."""
    with walled.snapshot(5) as snapshot:
        assert snapshot.run_cell("import os\nos.kill(os.getpid(), 9)").error is None


def test_a_fork_bomb_ends_by_limit(walled_zygote: Zygote, tmp_path: Path) -> None:
    before = len(family(walled_zygote._process.pid))
    with Sandbox.start(tmp_path, zygote=walled_zygote) as sandbox:
        run = sandbox.run_cell(  # bounded by itself, should the limit ever not hold
            """
import os, time
count = 0
for _ in range(200):
    if os.fork() == 0:
        time.sleep(100)
        os._exit(0)
    count += 1
"""
        )
        assert run.error is not None
        assert run.error.name == "BlockingIOError"
        assert sandbox.fetch("count") < 70
        with Sandbox.start(tmp_path, zygote=walled_zygote) as other:  # not its limit
            assert other.run_cell("import subprocess; subprocess.run(['true'])").error is None
    assert len(family(walled_zygote._process.pid)) == before


BOMB = """
import os, time
for _ in range(6):
    if os.fork() == 0:
        kept = bytearray(b"x") * (150 << 20)
        time.sleep(100)
time.sleep({seconds})
"""


def test_all_processes_together_have_a_limit_of_memory(
    walled_zygote: Zygote, tmp_path: Path
) -> None:
    before = len(family(walled_zygote._process.pid))
    for allowed, seconds in ((500 << 20, 20), (4 << 30, 1)):
        limits = Limits(memory=allowed)
        with Sandbox.start(tmp_path, zygote=walled_zygote, limits=limits) as sandbox:
            if sandbox.run_cell("open('/proc/1/stat')").error is not None:
                pytest.skip("no processes can be seen behind these walls")
            if seconds == 1:
                assert sandbox.run_cell(BOMB.format(seconds=seconds)).error is None
                continue
            with pytest.raises(SandboxLost, match="SIGKILL"):
                sandbox.run_cell(BOMB.format(seconds=seconds), deadline=30)
        assert eventually(lambda: len(family(walled_zygote._process.pid)) == before)


HIDDEN_MEMORY = {
    "from looks": "import ctypes\nctypes.CDLL(None).prctl(4, 0, 0, 0, 0)\n"
    + BOMB.format(seconds=20),
    "in files without a name": """
import os, time
files = [os.memfd_create(str(number)) for number in range(12)]
for file in files:
    os.write(file, bytes(50 << 20))
time.sleep(20)
""",
    "in segments": """
import ctypes, time
libc = ctypes.CDLL(None)
libc.shmat.restype = ctypes.c_void_p
libc.shmget.argtypes = [ctypes.c_int, ctypes.c_size_t, ctypes.c_int]
for _ in range(6):
    at = libc.shmat(libc.shmget(0, 100 << 20, 0o1600), None, 0)
    ctypes.memset(at, 1, 100 << 20)
    libc.shmdt(ctypes.c_void_p(at))
time.sleep(20)
""",
}


@pytest.mark.parametrize("where", HIDDEN_MEMORY)
def test_memory_that_hides_is_counted_too(
    where: str, walled_zygote: Zygote, tmp_path: Path
) -> None:
    limits = Limits(memory=500 << 20)
    with Sandbox.start(tmp_path, zygote=walled_zygote, limits=limits) as sandbox:
        if sandbox.run_cell("open('/proc/1/stat')").error is not None:
            pytest.skip("no processes can be seen behind these walls")
        with pytest.raises(SandboxLost, match="SIGKILL"):
            sandbox.run_cell(HIDDEN_MEMORY[where], deadline=30)


def test_without_bubblewrap_nothing_is_executed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(launch.subprocess, "Popen", lambda *_, **__: pytest.fail("executed"))
    with pytest.raises(NoWalls, match="apt-get install bubblewrap"):
        Zygote()


def test_a_bubblewrap_that_does_not_work_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'bwrap: No permissions to create namespaces' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoWalls, match=r"No permissions.*apt-get install bubblewrap"):
        Zygote()


def test_to_go_without_walls_is_an_explicit_choice(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(launch, "_walled", True)
    monkeypatch.setattr(launch, "_shared", [])
    zygote = shared_zygote(walled=False)
    assert not zygote.walled
    assert shared_zygote() is zygote
    zygote.close()


@pytest.mark.parametrize("or_plainly", [True, False])
def test_only_a_snapshot_may_do_without_namespaces(
    or_plainly: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(namespaces: int) -> int:
        raise PermissionError

    monkeypatch.setattr(children, "clone", denied)
    ours = children.Children(1, or_plainly=or_plainly)
    if not or_plainly:
        with pytest.raises(PermissionError):
            ours.fork()
        return
    pid = ours.fork()
    if pid == 0:
        time.sleep(100)
        os._exit(1)
    assert ours.end(pid) == signal.SIGKILL
