"""Measure grading against nbgrader's own, and against no grading at all, in one run.

The same submissions of chapter 1, made from its sample class without those that only wait for
a time limit, are

- graded by stock `nbgrader autograde`: its default preprocessors, tests in the learner's kernel;
- graded by the engine with one worker, and with one a core: examined with hidden tests, records,
  autograded notebooks and gradebook written;
- merely executed, test cells included, one after the other in one warm process (the floor).

Then, with `--class-size N`, the memory of the batch process along a large class.
Run: make bench, or python bench/grading.py [--submissions N] [--class-size N] [--only-class]
"""

from __future__ import annotations

import argparse
import contextlib
import io
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sections import machine, write_section

from autograder.examine import Prepared, prepare
from autograder.grade import Places, grade_class
from autograder.sample import write_sample_class
from autograder.source import Chapter, course_root, open_chapter

CHAPTER = "ch1_perceptron"
#: What they cost is a time limit, a restart, or nothing; the stock grader waits without end, or
#: stops its whole batch at them.
LEFT_OUT = (
    "endless-loop",
    "endless-cell",
    "crash",
    "invalid-json",
    "no-metadata",
    "duplicated-cell",
)


def main() -> None:
    """Measure, print the tables and write them to docs/benchmarks.md."""
    words = argparse.ArgumentParser()
    words.add_argument("--submissions", type=int, default=12)
    words.add_argument("--class-size", type=int, default=0)
    words.add_argument("--only-class", action="store_true", help="Leave the comparison out.")
    chosen = words.parse_args()
    root = course_root(Path(__file__).parent)
    chapter = open_chapter(root, CHAPTER)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        top = Path(name)
        texts = []
        if not chosen.only_class:
            submitted = make_class(chapter, root, top / "few", chosen.submissions)
            texts.append(compare(chapter, root, submitted, top, chosen.submissions))
        prepared = prepare(chapter)
        if chosen.class_size:
            submitted = make_class(chapter, root, top / "many", chosen.class_size)
            texts.append(large_class(prepared, submitted, chosen.class_size))
    for text in texts:
        sys.stdout.write(text)
        write_section(root / "docs" / "benchmarks.md", text)


def make_class(chapter: Chapter, root: Path, folder: Path, size: int) -> Path:
    """Write a class of this size, the sample class over and over; return its `submitted/`."""
    write_sample_class(chapter, root / "release" / chapter.name, folder / "sample")
    samples = [path for path in sorted((folder / "sample").iterdir()) if path.name not in LEFT_OUT]
    if size < len(samples):  # all kinds, not the first of the alphabet
        samples = samples[:: max(1, len(samples) // size)]
    for number, sample in zip(range(size), itertools.cycle(samples), strict=False):
        shutil.copytree(sample, folder / "submitted" / f"{number:04}-{sample.name}")
    return folder / "submitted"


def compare(chapter: Chapter, root: Path, submitted: Path, top: Path, count: int) -> str:
    """Return the table of the four ways."""
    floor = timed(lambda: in_fresh_process("floor", submitted))
    start = time.perf_counter()
    prepared = prepare(chapter)
    once = time.perf_counter() - start
    engine: dict[int, float] = {}
    cores = os.cpu_count() or 1
    for workers in sorted({1, cores}):
        folder = top / f"engine-{workers}"
        shutil.copytree(submitted, folder / "submitted")
        places = Places(folder, f"sqlite:///{folder / 'gradebook.db'}")
        grade_class(prepared, _empty_class(places, submitted), workers=1)  # makes the database
        engine[workers] = timed(lambda w=workers, p=places: grade_class(prepared, p, workers=w))
    stock = timed_stock(chapter, root, submitted, top / "stock")
    warm = float(os.environ.pop("_FLOOR_SECONDS", "0")) or floor
    rows = [("stock `nbgrader autograde`", stock)]
    rows += [
        (f"the engine, {workers} worker{'s' if workers > 1 else ''}", seconds)
        for workers, seconds in engine.items()
    ]
    rows.append(("floor: the same cells executed, no grading", warm))
    lines = [
        "## Grading, against stock nbgrader and against no grading",
        "",
        f"`make bench`, {machine()}. The same {count} submissions of {chapter.name}, one run.",
        "",
        "| | seconds | a submission | stock takes | of the floor |",
        "|---|---:|---:|---:|---:|",
        *(
            f"| {name} | {seconds:.1f} | {seconds / count:.2f} | "
            f"{stock / seconds:.1f} × | {seconds / warm:.2f} × |"
            for name, seconds in rows
        ),
        "",
        f"Preparing the chapter (reference and mistakes through every test) took {once:.1f} s,",
        "once a run, and is not in the table; starting the sandboxes is. The engine runs hidden",
        "tests, which stock nbgrader has not got, and writes records too. Stock's time has the",
        "start of its program in it; its gradebook, like the engine's, was there before.",
        "",
    ]
    return "\n".join(lines)


def _empty_class(places: Places, submitted: Path) -> Places:
    """Return a class of one empty folder in the same gradebook, to have the database made."""
    other = places.folder / "warm-up"
    (other / "submitted" / next(submitted.iterdir()).name / CHAPTER).mkdir(parents=True)
    return Places(other, places.db_url)


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def timed_stock(chapter: Chapter, root: Path, submitted: Path, folder: Path) -> float:
    """Return the seconds of `nbgrader autograde` with nothing of ours in its configuration."""
    shutil.copytree(submitted, folder / "submitted")
    shutil.copytree(chapter.folder, folder / "source_notebooks" / chapter.name)
    shutil.copy(root / "nbgrader_config.py", folder)
    nbgrader(folder, "generate_assignment", chapter.name)
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        "c.CourseDirectory.source_directory = 'source_notebooks'\n"
        "c.ExecutePreprocessor.timeout = 60\n"
    )
    seconds = timed(lambda: nbgrader(folder, "autograde", chapter.name, ok=(0, 1)))
    done, all_ = (len(list((folder / name).iterdir())) for name in ("autograded", "submitted"))
    if done < all_:
        sys.exit(f"stock nbgrader graded {done} of {all_} submissions: the comparison is void")
    return seconds


def nbgrader(folder: Path, *words: str, ok: tuple[int, ...] = (0,)) -> None:
    """Run an nbgrader command in a course's folder."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in ok:
        sys.exit(f"nbgrader {' '.join(words)} failed:\n{done.stderr[-2000:]}")


def in_fresh_process(what: str, submitted: Path) -> None:
    """Run this program's floor in a process of its own, as warm as a zygote is."""
    done = subprocess.run(
        [sys.executable, __file__, f"--{what}", str(submitted)],
        capture_output=True,
        text=True,
        check=True,
    )
    os.environ["_FLOOR_SECONDS"] = done.stdout.strip().splitlines()[-1]


def floor(submitted: Path) -> float:
    """Return the seconds that the cells take in one warm process, names forgotten in between."""
    import nbformat  # noqa: PLC0415
    from IPython.core.interactiveshell import InteractiveShell  # noqa: PLC0415

    shell = InteractiveShell.instance()
    shell.enable_gui = lambda *args, **kwargs: None
    shell.history_manager.enabled = False
    os.environ.update(MPLBACKEND="agg", NBGRADER_EXECUTION="autograde")
    sink = io.StringIO()
    with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
        shell.run_cell("import matplotlib.pyplot as plt\nplt.plot([0, 1])\nplt.close('all')")
        start = time.perf_counter()
        for path in sorted(submitted.glob("*/*/*.ipynb")):
            os.chdir(path.parent)
            shell.reset(new_session=False)
            for cell in nbformat.read(path, 4).cells:
                if cell.cell_type == "code":
                    shell.run_cell(cell.source)
            shell.run_cell("import matplotlib.pyplot as plt; plt.close('all')")
        return time.perf_counter() - start


def large_class(prepared: Prepared, submitted: Path, size: int) -> str:
    """Grade a large class and return what it took of time and memory."""
    seen: dict[int, float] = {}
    peaks: dict[str, float] = {}

    def progress(done: int, total: int, student: str) -> None:
        del total, student
        seen[done] = resident()
        if done % 10 == 0:
            for kind, megabytes in peaks_below().items():
                peaks[kind] = max(peaks.get(kind, 0.0), megabytes)

    places = Places(submitted.parent, f"sqlite:///{submitted.parent / 'gradebook.db'}")
    seconds = timed(lambda: grade_class(prepared, places, progress=progress))
    early = min(100, size // 2)
    return "\n".join(
        [
            "## A large class",
            "",
            f"`python bench/grading.py --class-size {size}`, {machine()}.",
            "",
            "| | |",
            "|---|---:|",
            f"| submissions | {size} |",
            f"| seconds | {seconds:.0f} |",
            f"| seconds a submission | {seconds / size:.2f} |",
            f"| batch process after {early}, MB | {seen[early]:.0f} |",
            f"| batch process after {size}, MB | {seen[size]:.0f} |",
            *(f"| peak of {kind}, MB | {peak:.0f} |" for kind, peak in sorted(peaks.items())),
            "",
        ]
    )


def peaks_below() -> dict[str, float]:
    """Return the largest peak of memory so far, in MB, of each kind of process that grades."""
    peaks = {"the batch process": _status(os.getpid(), "VmHWM")}
    workers = _children(os.getpid())
    below = {pid for worker in workers for pid in _descendants(worker)}
    for kind, pids in (("a worker", workers), ("a zygote or sandbox", below)):
        peaks[kind] = max((_status(pid, "VmHWM") for pid in pids), default=0.0)
    return peaks


def _descendants(pid: int) -> Iterator[int]:
    for child in _children(pid):
        yield child
        yield from _descendants(child)


def _children(pid: int) -> list[int]:
    try:
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:  # it has just ended
        return []


def resident() -> float:
    """Return this process's resident memory in MB."""
    return _status(os.getpid(), "VmRSS")


def _status(pid: int, field: str) -> float:
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(field):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--floor"]:
        seconds = floor(Path(sys.argv[2]).resolve())
        sys.stdout.write(f"{seconds}\n")
    else:
        main()
