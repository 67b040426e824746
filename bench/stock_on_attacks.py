"""Run stock nbgrader over the attack corpus, and write what it gives beside what we give.

The attacks really run: under stock nbgrader the submission's code and the tests share a kernel,
and this happens here in a container (bubblewrap, no network, an unprivileged user, limits of
memory, processes and time; of this machine nothing can be written and no home can be seen).
Those which would harm even so, or never end, say so and are left out.

Writes tests/attacks/stock.json, and from it docs/attacks.md. A minute for every twenty attacks.
Run: python bench/stock_on_attacks.py [--only-page] [--jobs N] [--only NAME ...]
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "attacks")]

from arena import Arena, SmallSandbox, make_arena, outputs_of, read_secrets, run_class  # noqa: E402
from attacks_page import OF, write_page  # noqa: E402
from corpus import ATTACKS, KINDS, Attack  # noqa: E402
from stock_course import with_asserts  # noqa: E402
from tiny_course import tiny_notebook  # noqa: E402

from autograder.grade import submission  # noqa: E402

DATA = ROOT / "tests" / "attacks" / "stock.json"
PAGE = ROOT / "docs" / "attacks.md"
NOBODY = 65534
CONFIG = """c = get_config()
c.CourseDirectory.source_directory = "source_notebooks"
c.ExecutePreprocessor.timeout = 10
"""
_PATIENCE = 120  # seconds without the next submission: then the grader waits without end


class StockArena(Arena):
    """The same course and the same attacks, for stock nbgrader."""

    def released(self) -> nbformat.NotebookNode:
        """Return what `nbgrader generate_assignment` made."""
        return nbformat.read(self.root / "release" / "ch1_tiny" / "tiny.ipynb", 4)


def main() -> None:
    """Run both graders over the corpus, and write data and page."""
    words = argparse.ArgumentParser()
    words.add_argument("--only-page", action="store_true", help="Make the page from the data.")
    words.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    words.add_argument("--folder", help="Work there, and leave it there to be looked at.")
    words.add_argument("--only", nargs="*", help="Names of attacks; the others stay as they are.")
    chosen = words.parse_args()
    rows: dict[str, Any] = json.loads(DATA.read_text()) if DATA.exists() else {}
    if not chosen.only_page:
        attacks = [one for one in ATTACKS if not chosen.only or one.name in chosen.only]
        with contextlib.ExitStack() as stack:
            name = chosen.folder or stack.enter_context(tempfile.TemporaryDirectory())
            Path(name).chmod(0o755)
            theirs = stock(attacks, Path(name), chosen.jobs)
            mine = ours(attacks, Path(name))
        rows |= {one.name: {"stock": theirs[one.name], "ours": mine[one.name]} for one in attacks}
    rows = {one.name: rows[one.name] for one in ATTACKS if one.name in rows}
    DATA.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(write_page(KINDS, rows), encoding="utf-8")


def ours(attacks: list[Attack], top: Path) -> dict[str, Any]:
    """Grade the corpus with the engine."""
    submission.Sandbox = SmallSandbox  # type: ignore[misc]  # smaller limits, as in the tests
    arena = make_arena(top / "ours", os.environ)
    arena.write_class(attacks)
    seen = run_class(arena)
    return {
        one.name: {
            "points": seen[one.name].result.points,
            "read": sorted(read_secrets(arena, one.name, seen[one.name])),
        }
        for one in attacks
    }


def stock(attacks: list[Attack], top: Path, jobs: int) -> dict[str, Any]:
    """Grade the corpus with stock nbgrader, in as many courses as there are jobs."""
    found: dict[str, Any] = {
        one.name: {"left out": one.not_under_stock} for one in attacks if one.not_under_stock
    }
    todo = [one for one in attacks if not one.not_under_stock]
    with ThreadPoolExecutor(jobs) as pool:
        parts = [todo[number::jobs] for number in range(jobs)]
        for part in pool.map(lambda job: _stock_course(*job), _folders(parts, top)):
            found |= part
    return found


def _folders(parts: list[list[Attack]], top: Path) -> list[tuple[list[Attack], Path]]:
    """Give each part of the class a folder."""
    return [(part, top / f"stock-{number}") for number, part in enumerate(parts) if part]


def _stock_course(attacks: list[Attack], folder: Path) -> dict[str, Any]:
    arena = StockArena(folder, None)  # type: ignore[arg-type]  # nothing is prepared for stock
    source = folder / "source_notebooks" / "ch1_tiny"
    source.mkdir(parents=True)
    node = with_asserts(tiny_notebook())
    node.cells[2].source = node.cells[2].source.replace(
        "    shifted = ", f"    # {arena.plant('sources')}\n    shifted = ", 1
    )
    nbformat.write(node, source / "tiny.ipynb")
    (source / "note.txt").write_text("a supporting file\n")
    (folder / "nbgrader_config.py").write_text(CONFIG)
    (folder / "gradebook-note.txt").write_text(arena.plant("gradebook"))
    password = {"GRADER_PASSWORD": arena.plant("environment")}
    made = contained(folder, ["generate_assignment", "ch1_tiny"])
    subprocess.run(made, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    arena.write_class(attacks)
    odd = _autograde(folder, password)
    scores = _scores(folder / "gradebook.db")
    for name in ("a-neighbour", "z-neighbour"):
        sys.stderr.write(f"{folder.name}: {name} {scores.get(name)}\n")
    rows = {one.name: _row(arena, one, scores.get(one.name)) for one in attacks}
    if sum(scores.get("z-neighbour", {}).values()) < OF and "spoil-a-neighbour" in rows:
        rows["spoil-a-neighbour"]["note"] = "the neighbour lost its marks"
    return rows | {
        name: {"points": None, "read": [], "ends": how} for name, how in odd.items() if name in rows
    }


def _scores(path: Path) -> dict[str, dict[str, float]]:
    """Return what stands in a gradebook by student and cell: entered by hand, or else computed."""
    from nbgrader.api import Gradebook  # noqa: PLC0415

    os.environ["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"  # for alembic
    with Gradebook(f"sqlite:///{path}") as gradebook:
        return {
            one.student.id: {
                grade.name: float(grade.score or 0)
                for notebook in one.notebooks
                for grade in notebook.grades
            }
            for one in gradebook.find_assignment("ch1_tiny").submissions
        }


def _autograde(folder: Path, password: dict[str, str]) -> dict[str, str]:
    """Grade a class; return those at whom the grader waited without end or broke off, and which.

    Each time it does, it is started again without everybody it came to so far.
    """
    found: dict[str, str] = {}
    submitted = folder / "submitted"
    while left := {path.name for path in submitted.iterdir()}:
        log = folder / f"log-{len(found)}.txt"
        with log.open("w") as file:
            running = subprocess.Popen(
                contained(folder, ["autograde", "ch1_tiny"], password),
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=file,
            )  # fmt: skip
        came_to: list[str] = []
        since = time.monotonic()
        while running.poll() is None and time.monotonic() - since < _PATIENCE:
            time.sleep(0.5)
            now = re.findall(r"/submitted/([^/\s]+)/", log.read_text(errors="replace"))
            if now != came_to:
                came_to, since = now, time.monotonic()
        hangs = running.poll() is None
        running.kill()
        running.wait()
        text = log.read_text(errors="replace")
        came_to = re.findall(r"/submitted/([^/\s]+)/", text)
        if text.rstrip().endswith("permissions to 444"):  # done with that one: it is the next
            came_to += sorted(left - set(came_to))[:1]
        if left <= set(came_to) and not hangs:
            break
        if not came_to:
            sys.exit(f"nbgrader came to nobody:\n{text[-3000:]}")
        found[came_to[-1]] = "never ends" if hangs else "stops the batch"
        sys.stderr.write(f"{came_to[-1]}: {found[came_to[-1]]}\n")
        for name in set(came_to):
            shutil.rmtree(submitted / name, ignore_errors=True)
    return found


def _row(arena: Arena, attack: Attack, scores: dict[str, float] | None) -> dict[str, Any]:
    notebook = arena.places.autograded / attack.name / "ch1_tiny" / "tiny.ipynb"
    # a notebook that could not be graded is moved away, and keeps no score
    text = notebook.read_text(encoding="utf-8", errors="replace") if notebook.is_file() else ""
    if not text or scores is None:
        return {"points": None, "read": []}
    shown = "\n".join(outputs_of(text, whole=True))
    read = {where for token, where in arena.planted.items() if token in shown}
    points = sum(score for name, score in scores.items() if name != "essay")
    return {"points": points, "read": sorted(read)}


def contained(
    folder: Path, words: list[str], environment: dict[str, str] | None = None
) -> list[str]:
    """Return the command that runs nbgrader on a course's folder in a container."""
    program = shutil.which("bwrap") or sys.exit("bubblewrap is missing: apt-get install bubblewrap")
    command = [program, "--die-with-parent", "--new-session", "--unshare-pid", "--unshare-net"]
    command += ["--unshare-ipc", "--unshare-uts", "--clearenv"]
    for path in map(Path, ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/alternatives")):
        if path.is_symlink():
            command += ["--symlink", os.readlink(path), str(path)]
        elif path.is_dir():
            command += ["--ro-bind", str(path), str(path)]
    for path in dict.fromkeys((sys.base_prefix, sys.prefix)):
        for above in [one for one in reversed(Path(path).parents) if one != Path("/")]:
            command += ["--perms", "0755", "--dir", str(above)]
        command += ["--ro-bind", path, path]
    command += ["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--tmpfs", "/tmp"]
    command += ["--bind", str(folder), "/course", "--chdir", "/course"]
    own = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": "/tmp",
        "LANG": "C.UTF-8",
    }
    for name, value in {**own, "JUPYTER_PLATFORM_DIRS": "1", **(environment or {})}.items():
        command += ["--setenv", name, value]
    limits = ["prlimit", "--nproc=400", "--as=6000000000", "--fsize=200000000", "--core=0"]
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", "-h", str(NOBODY), str(folder)], check=True)
        command += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        limits += ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        limits += ["--no-new-privs", "--inh-caps=-all", "--"]
    else:
        command += ["--unshare-user"]
    return [*command, "--", *limits, sys.executable, "-m", "nbgrader", *words]


if __name__ == "__main__":
    main()
