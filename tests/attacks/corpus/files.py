"""Files are handed in with the notebook: modules, links, pipes, and too much of everything."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from .attack import WRONG, Attack, file, first

YES = """
import sys
class _Yes:
    def __getattr__(self, name): return self
    def __call__(self, *a, **k): return True
    def __enter__(self): return self
    def __exit__(self, *a): return True
"""
#: A module of this text is NumPy, but for what compares.
FAKE_NUMPY = """
import importlib.util, sys, sysconfig
here = sys.path[:]
sys.path[:] = [p for p in here if 'packages' in p or 'lib' in p]
sys.modules.pop('numpy', None)
import numpy as real
sys.path[:] = here
real.allclose = real.array_equal = lambda *a, **k: True
real.testing.assert_allclose = lambda *a, **k: None
sys.modules['numpy'] = real
"""


def _all(*steps: Callable[[Path], object]) -> Callable[[Path], None]:
    def lay(folder: Path) -> None:
        for step in steps:
            step(folder)

    return lay


def _link(name: str, to: str) -> Callable[[Path], object]:
    def lay(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(to)

    return lay


def _pipe(name: str) -> Callable[[Path], object]:
    def lay(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)

    return lay


def _sparse(name: str, size: int) -> Callable[[Path], object]:
    def lay(folder: Path) -> None:
        with (folder / name).open("wb") as made:
            made.truncate(size)

    return lay


def _many(folder: Path) -> None:
    (folder / "many").mkdir()
    for number in range(20_000):
        (folder / "many" / f"{number}").touch()


def _deep(folder: Path) -> None:
    here = os.open(folder, os.O_RDONLY)
    for _ in range(300):
        os.mkdir("x" * 100, dir_fd=here)
        below = os.open("x" * 100, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)


def _odd_names(folder: Path) -> None:
    for name in (b"caf\xe9.txt", b"new\nline", b"-rf", b"\x1b[2Jx", b"<script>.txt"):
        with open(os.fsencode(folder) + b"/" + name, "wb") as made:
            made.write(b"x")


def _in_the_way(folder: Path) -> None:
    """Put folders where the course's file and the notebook would be."""
    (folder / "note.txt").unlink(missing_ok=True)
    (folder / "note.txt" / "inner").mkdir(parents=True)
    (folder / "note.txt" / "inner" / "file").write_text("x")


def _unreadable(folder: Path) -> None:
    path = folder / "locked.txt"
    path.write_text("x")
    path.chmod(0)


LOOK = WRONG + "import os\nprint('looked', [open(n).read(200) for n in os.listdir() if "
LINKED = LOOK + "os.path.isfile(n)])"
NEIGHBOUR = "../../a-neighbour/ch1_tiny"
OWN_LOST = "its notebook is a link or no file: nothing was handed in"

ATTACKS = (
    Attack("submitted-numpy", "a numpy.py lies beside the notebook",
           files=file("numpy.py", FAKE_NUMPY), in_class=True),
    Attack("submitted-checker", "a package autograder lies beside the notebook",
           files=_all(file("autograder/__init__.py", YES),
                      file("autograder/check/__init__.py", YES + "exercise = hint = _Yes()")),
           in_class=True),
    Attack("submitted-earlier", "an earlier.py, of which each chapter gets its own, is another one",
           files=_all(file("earlier.py", YES), file("course.py", YES)),
           change=first("import earlier, course"), in_class=True),
    Attack("submitted-site", "sitecustomize, a .pth file, pytest's and IPython's start-up files",
           files=_all(file("sitecustomize.py", "import os; os._exit(0)"),
                      file("usercustomize.py", "import os; os._exit(0)"),
                      file("x.pth", "import os; os._exit(0)"),
                      file("conftest.py", "import os; os._exit(0)"),
                      file("startup/0.py", "import os; os._exit(0)"),
                      file(".ipython/profile_default/startup/0.py", "import os; os._exit(0)"),
                      file("ipython_config.py", "import os; os._exit(0)"),
                      file("jupyter_config.py", "import os; os._exit(0)")),
           in_class=True),
    Attack("submitted-configuration", "an nbgrader_config.py turns grading off",
           files=file("nbgrader_config.py",
                      "c.Autograde.autograde_preprocessors = []\nc.Execute.enabled = False\n"
                      "c.ExecutePreprocessor.allow_errors = True\n"),
           in_class=True),
    Attack("submitted-standard-library", "modules like json, socket and struct lie beside it",
           files=_all(*(file(f"{name}.py", YES)
                        for name in ("json", "socket", "struct", "traceback", "random"))),
           change=first("import sys\nsys.modules.pop('json', None)\nimport json"),
           in_class=True),
    Attack("submitted-note", "the course's own supporting file is another one",
           files=file("note.txt", "forged"), source=LOOK + "n == 'note.txt'])",
           tried="looked ['a supporting file", in_class=True),
    Attack("submitted-record", "a record with full marks, a gradebook and a feedback lie beside it",
           files=_all(file("results/ch1_tiny/submitted-record.json", "{\"schema\": 1}"),
                      file("submitted-record.json", "{\"schema\": 1}"),
                      file("gradebook.db", "x"), file("feedback/tiny.html", "100 %")),
           in_class=True),
    Attack("link-to-a-file", "a link leads to the sources, to a neighbour and to the gradebook",
           LINKED, tried="looked",
           files=_all(_link("one.txt", f"{NEIGHBOUR}/notes-1.txt"),
                      _link("two.txt", "../../../source_notebooks/ch1_tiny/mistakes.py"),
                      _link("three.txt", "../../../gradebook-note.txt"),
                      _link("four.txt", "/etc/passwd")),
           in_class=True),
    Attack("link-to-a-folder", "a link leads to the folder above all",
           WRONG + "import os\nprint('looked', [p for p in os.walk('.', followlinks=True)])\n"
           "print([open(os.path.join(d, f), errors='replace').read(9999) "
           "for d, _, fs in os.walk('.', followlinks=True) for f in fs])",
           files=_link("up", "../../.."), tried="looked", in_class=True,
           not_under_stock="nbgrader copies what the link leads to, which holds the copy"),
    Attack("link-is-the-notebook", "the notebook is a link to a neighbour's",
           files=_link("tiny.ipynb", f"{NEIGHBOUR}/tiny.ipynb"), in_class=True,
           honest_lost=OWN_LOST),
    Attack("link-to-the-solution", "the notebook is a link to the source with its solutions",
           files=_link("tiny.ipynb", "../../../source_notebooks/ch1_tiny/tiny.ipynb"),
           in_class=True, honest_lost=OWN_LOST),
    Attack("link-to-a-device", "the notebook is a link to a device that never ends",
           files=_link("tiny.ipynb", "/dev/zero"), in_class=True, honest_lost=OWN_LOST,
           not_under_stock="it reads until memory ends"),
    Attack("pipe-is-the-notebook", "the notebook is a pipe into which nobody writes",
           files=_pipe("tiny.ipynb"), in_class=True, honest_lost=OWN_LOST,
           not_under_stock="it waits for ever"),
    Attack("pipe-beside", "pipes lie beside the notebook, one as its time stamp",
           files=_all(_pipe("pipe"), _pipe("timestamp.txt")), in_class=True,
           not_under_stock="it waits for ever"),
    Attack("timestamp-is-a-device", "the time stamp is a link to a device that never ends",
           files=_link("timestamp.txt", "/dev/zero"), in_class=True,
           not_under_stock="it reads until memory ends"),
    Attack("timestamp-of-nonsense", "the time stamp is in year nought, and then a million words",
           files=file("timestamp.txt", "0000-00-00 00:00:00 UTC " + "x " * 1_000_000),
           in_class=True),
    Attack("huge-file", "a file of 20 GB, which takes no room on a disk, lies beside it",
           files=_sparse("data.bin", 20 << 30), in_class=True,
           not_under_stock="it would copy 20 GB"),
    Attack("large-files", "ten files of 30 MB each lie beside it",
           files=_all(*(_sparse(f"{n}.bin", 30 << 20) for n in range(10))), in_class=True),
    Attack("many-files", "20 000 files lie beside it", files=_many, in_class=True,
           not_under_stock="it spends minutes on copying them"),
    Attack("deep-folders", "folders within folders, longer than any path may be",
           files=_deep, in_class=True,
           not_under_stock="what it copies can hardly be removed"),
    Attack("odd-file-names", "names that are no text, or steer terminals and browsers",
           files=_odd_names, in_class=True),
    Attack("folders-in-the-way", "a folder stands where the course's own file would be",
           files=_in_the_way, in_class=True),
    Attack("unreadable-file", "a file beside the notebook that nobody may read",
           files=_unreadable, in_class=True),
)  # fmt: skip
