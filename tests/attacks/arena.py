"""Where attacks are tried: a tiny course with secrets in it, and a class that is graded."""

from __future__ import annotations

import functools
import json
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from corpus import Attack
from corpus.processes import SLEEPER
from nbformat import NotebookNode
from tiny_course import CHOICE, COUNTER, SOFTMAX, edit_cell, write_tiny_course

from autograder.build.release import released_notebook
from autograder.examine import Deadlines, Prepared, prepare
from autograder.examine.result import CellResult, SubmissionResult
from autograder.grade import Places, grade_class
from autograder.grade.beside import regular_files
from autograder.grade.gradebook import GradebookWriter
from autograder.sandbox import Limits, Sandbox
from autograder.source import Chapter

QUICK = Deadlines(cell=2.0, test=2.0, cells=20.0)
#: Less than in earnest, so that bombs go off sooner and on small machines too.
LIMITS = Limits(address_space=1 << 30, memory=1 << 30)
SOFTMAX_CELLS = ("softmax-rows", "softmax-extreme")
#: Graded before, after and beside the attackers: everything in them is right.
NEIGHBOURS = ("a-neighbour", "a-second-neighbour", "m-neighbour", "z-neighbour")
ALL_POINTS = 8.0
LEFT_BEHIND = "dbh-left-behind"
_HONEST = {"softmax": SOFTMAX, "Counter": COUNTER, "choice": CHOICE}


@dataclass
class Arena:
    """A course, prepared, and the secrets that were planted in and around it."""

    root: Path
    prepared: Prepared
    planted: dict[str, str] = field(default_factory=dict)
    #: For how long processes sleep that shall outlive their submission: known by it.
    sleep: str = field(default_factory=lambda: str(100_000 + secrets.randbelow(10**6)))

    @property
    def places(self) -> Places:
        return Places(self.root, f"sqlite:///{self.root / 'gradebook.db'}")

    def released(self) -> NotebookNode:
        chapter = self.prepared.chapter
        return nbformat.reads(released_notebook(chapter, chapter.notebooks[0]), 4)

    def handed_in(self, attack: Attack | None) -> NotebookNode:
        """Return the released notebook with the attack in it; all answers right without one."""
        node = self.released()
        for cell in node.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            if attack is not None and grade_id == "softmax":
                cell.source = attack.source.replace(SLEEPER, self.sleep)
            elif grade_id == "Counter" or (attack is None and grade_id in _HONEST):
                cell.source = _HONEST[grade_id]
        if attack is not None:
            attack.change(node)
        return node

    def write_class(self, attacks: Iterable[Attack]) -> None:
        """Write `submitted/`: the attackers, and honest neighbours with a secret each."""
        for name in NEIGHBOURS:
            node = self.handed_in(None)
            node.cells.append(nbformat.v4.new_code_cell(f"# {self.plant('neighbour')}"))
            self.write(name, node)
            folder = self.root / "submitted" / name / "ch1_tiny"
            for copies in (1, 50, 3_000, 50_000):  # memory is kept or not according to size
                (folder / f"notes-{copies}.txt").write_text(f"{self.plant('notes')}\n" * copies)
        for attack in attacks:
            folder = self.write(attack.name, self.handed_in(attack))
            attack.files(folder)
            book = folder / "tiny.checks.json"
            if book.exists():  # the one file that a learner has and the source folder has not
                book.write_text(self.prepared.recordings[0].visible.to_json())

    def write(self, student: str, node: NotebookNode) -> Path:
        folder = self.root / "submitted" / student / "ch1_tiny"
        folder.mkdir(parents=True)
        # as it comes in: nobody has validated what a learner's program wrote
        (folder / "tiny.ipynb").write_text(nbformat.v4.writes(node), encoding="utf-8")
        (folder / "note.txt").write_text("a supporting file\n")
        return folder

    def plant(self, where: str) -> str:
        """Make up a secret and remember where it stands."""
        token = f"SECRET-{where}-{secrets.token_hex(6)}"
        self.planted[token] = where
        return token


def make_arena(root: Path, environment: dict[str, str]) -> Arena:
    """Write the course with its secrets below `root`, and prepare it."""
    folder = write_tiny_course(root)
    arena = Arena(root, None)  # type: ignore[arg-type]  # prepared below, with its secrets
    line = "    shifted = "
    edit_cell(folder, "softmax", line, f"    # {arena.plant('sources')}\n{line}")
    with (folder / "mistakes.py").open("a") as file:
        file.write(f"\n# {arena.plant('mistakes')}\n")
    (root / "gradebook-note.txt").write_text(arena.plant("gradebook"))
    environment["GRADER_PASSWORD"] = arena.plant("environment")
    arena.prepared = prepare(Chapter("ch1_tiny", folder))
    return arena


class SmallSandbox:
    """Starts sandboxes with these limits, wherever the grader starts one."""

    start = functools.partial(Sandbox.start, limits=LIMITS)


@dataclass(frozen=True)
class Evidence:
    """What is known of one submission after a batch."""

    result: SubmissionResult
    record: str
    notebook: str
    gradebook: dict[str, float | None]

    @property
    def cells(self) -> dict[str, CellResult]:
        return {cell.grade_id: cell for one in self.result.notebooks for cell in one.cells}

    @property
    def gained(self) -> float:
        return sum(self.cells[name].points for name in SOFTMAX_CELLS)

    @property
    def honest(self) -> float:
        return self.cells["Counter-steps"].points


def run_class(arena: Arena, workers: int = 2) -> dict[str, Evidence]:
    """Grade what is in `submitted/`; return what became of everybody."""
    places = arena.places
    batch = grade_class(arena.prepared, places, workers=workers, deadlines=QUICK)
    scores = GradebookWriter(places.db_url).scores("ch1_tiny")
    found = {}
    for result, path in zip(batch.results(), batch.records, strict=True):
        notebook = places.autograded / result.student / "ch1_tiny" / "tiny.ipynb"
        found[result.student] = Evidence(
            result,
            path.read_text(encoding="utf-8"),
            notebook.read_text(encoding="utf-8") if notebook.exists() else "",
            scores[result.student],
        )
    return found


def wrong_with(attack: Attack, seen: Evidence) -> Iterator[str]:
    """Say what an attack achieved that it must not."""
    cells = seen.cells
    if not 0 <= seen.gained <= attack.gains:
        yield f"gained {seen.gained:g} points: {[cells[n] for n in SOFTMAX_CELLS]}"
    if not attack.honest_lost and seen.honest != 2:
        yield f"lost its honest exercise: {cells['Counter-steps']} {seen.result.notebooks}"
    if seen.result.max_points != ALL_POINTS:
        yield f"changed what can be had to {seen.result.max_points:g}"
    stored = {name: score for name, score in seen.gradebook.items() if name in cells}
    if stored != {name: cell.points for name, cell in cells.items()}:
        yield f"the gradebook says {stored}"
    if attack.tried and attack.tried not in seen.notebook + seen.record:
        yield f"was not carried out: no {attack.tried!r} in {outputs_of(seen.notebook)}"


def outputs_of(text: str, *, whole: bool = False) -> list[str]:
    """Return what the code cells of an autograded notebook show, for a person to read."""
    if not text:
        return []
    cells = json.loads(text)["cells"]
    shown = [str(one) for cell in cells for one in cell.get("outputs", ())]
    return shown if whole else [one[:500] for one in shown]


def read_secrets(arena: Arena, student: str, seen: Evidence) -> set[str]:
    """Return where the secrets come from that stand in what was made of a submission."""
    own = regular_files(arena.root / "submitted" / student / "ch1_tiny")
    readable = (path for _, size, path in own if size < 2 << 20 and os.access(path, os.R_OK))
    known = "".join(path.read_text(errors="replace") for path in readable)
    shown = seen.record + seen.notebook
    return {
        where for token, where in arena.planted.items() if token in shown and token not in known
    }


def left_behind(arena: Arena) -> list[str]:
    """Return processes and files of submissions that are still there."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if words[:2] == [b"sleep", arena.sleep.encode()]:
            found.append(f"process {path.parent.name}")
    for place in ("/tmp", "/dev/shm", "/var/tmp", "/run", "/home", "/root", "/usr", "/"):
        found += [str(path) for path in Path(place).glob(f"{LEFT_BEHIND}*")]
    return found + [str(path) for path in Path(tempfile.gettempdir()).glob("submission-*")]
