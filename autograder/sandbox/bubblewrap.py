"""The command that starts a zygote inside of bubblewrap, with what Python needs and no more."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import NoWalls
from .walls import FOLDER, Standing

INSTALL = "apt-get install bubblewrap"
PACKAGES = "/opt/define-by-hand"  # where the course's own packages are, inside
# A virtual environment works wherever it stands; below its own path it might be covered by a
# submission's own /tmp, and the path would tell of this machine.
_ENVIRONMENT = "/environment"
_MATPLOTLIB = "/tmp/matplotlib"  # noqa: S108 (of the zygote's own /tmp)
_ROOT = Path(__file__).resolve().parents[2]  # where the package `autograder` is found
# What notebooks import, and the zygote itself; no solutions, no mistakes, no grading.
_OWN = ("autograder/__init__.py", "autograder/sandbox", "autograder/check", "course")
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_ETC = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "localtime", "fonts")
_DEVICES = ("null", "zero", "full", "random", "urandom")
_FOR_ROOT = ("CAP_SYS_ADMIN", "CAP_SETUID", "CAP_SETGID", "CAP_KILL")  # of the zygote alone


def missing() -> NoWalls:
    """Return the error of a machine that has no bubblewrap."""
    return NoWalls(
        "Submissions run inside of bubblewrap, which is not installed here; "
        f"install it with: {INSTALL}"
    )


def refused(why: str) -> NoWalls:
    """Return the error of a machine on which bubblewrap does not work."""
    return NoWalls(
        f"Submissions run inside of bubblewrap, which does not work here ({why.strip()}); "
        f"where it is too old or not complete: {INSTALL}"
    )


@contextmanager
def wrapped(
    command: list[str], environment: dict[str, str], means: Standing
) -> Iterator[tuple[list[str], list[int]]]:
    """Give the command that runs `command` inside, and the open files that it must inherit.

    Raises
    ------
    NoWalls
        If there is no bubblewrap.
    """
    program = shutil.which("bwrap")
    if program is None:
        raise missing()
    with tempfile.TemporaryFile() as users:
        name = os.geteuid() if means is Standing.USER else 65534
        users.write(f"learner:x:{name}:{name}::{FOLDER}:/bin/sh\n".encode())
        users.seek(0)
        words = [program, *_isolation(means), *_files()]
        words += ["--ro-bind-data", str(users.fileno()), "/etc/passwd"]
        words += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/", "--clearenv"]
        for variable, value in _inside(environment).items():
            words += ["--setenv", variable, value]
        yield [*words, "--", _own_python(command[0]), *command[1:]], [users.fileno()]


def _isolation(means: Standing) -> list[str]:
    words = ["--die-with-parent", "--new-session", "--hostname", "sandbox"]
    if means is Standing.USER:
        return [*words, "--unshare-all"]
    words += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    words += ["--unshare-cgroup-try", "--cap-drop", "ALL"]
    return words + [word for name in _FOR_ROOT for word in ("--cap-add", name)]


def _files() -> list[str]:
    words: list[str] = []
    for path in map(Path, _SYSTEM):
        if path.is_symlink():
            words += ["--symlink", os.readlink(path), str(path)]
        elif path.is_dir():
            words += ["--ro-bind", str(path), str(path)]
    for name in _ETC:
        words += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    # each sandbox covers it with its own, which the kernel allows only where this one is whole
    words += ["--bind", "/proc", "/proc", "--tmpfs", "/dev"]
    for name in _DEVICES:
        words += ["--dev-bind", f"/dev/{name}", f"/dev/{name}"]
    words += ["--symlink", "/proc/self/fd", "/dev/fd", "--dir", "/dev/shm"]  # noqa: S108
    words += ["--dir", "/dev/pts", "--symlink", "pts/ptmx", "/dev/ptmx"]
    words += ["--tmpfs", "/tmp", *_parents(FOLDER), "--dir", FOLDER]  # noqa: S108
    binds = []
    if not Path(sys.base_prefix).is_relative_to("/usr"):
        binds.append((sys.base_prefix, sys.base_prefix))
    if _in_environment():
        binds.append((sys.prefix, _ENVIRONMENT))
    binds += [(str(_ROOT / name), f"{PACKAGES}/{name}") for name in _OWN if (_ROOT / name).exists()]
    fonts = sorted(_matplotlib_cache().glob("fontlist-*.json"))  # saves a second or two
    binds += [(str(path), f"{_MATPLOTLIB}/{path.name}") for path in fonts]
    for outside, inside in binds:
        words += [*_parents(inside), "--ro-bind", outside, inside]
    return words


def _in_environment() -> bool:
    """Tell whether Python runs in a virtual environment."""
    return sys.prefix != sys.base_prefix


def _own_python(program: str) -> str:
    """Return where the environment's Python is inside."""
    if _in_environment() and Path(program).is_relative_to(sys.prefix):
        return f"{_ENVIRONMENT}/{Path(program).relative_to(sys.prefix)}"
    return program


def _parents(path: str) -> list[str]:
    """Make the folders above a path such that everybody can pass: bubblewrap itself makes 0700."""
    above = [str(one) for one in reversed(Path(path).parents) if one != Path("/")]
    return [word for one in above for word in ("--dir", one)]


def _matplotlib_cache() -> Path:
    for variable, below in (("MPLCONFIGDIR", ""), ("XDG_CACHE_HOME", "matplotlib")):
        if os.environ.get(variable):
            return Path(os.environ[variable]) / below
    return Path.home() / ".cache" / "matplotlib"


def _inside(environment: dict[str, str]) -> dict[str, str]:
    """Replace what names places of the machine."""
    own = {
        "PATH": f"{_ENVIRONMENT}/bin:/usr/local/bin:/usr/bin:/bin",
        "HOME": FOLDER,
        "TMPDIR": "/tmp",  # noqa: S108
        "MPLCONFIGDIR": _MATPLOTLIB,
        "PYTHONPATH": PACKAGES,
        "USER": "learner",
    }
    return {**environment, **own}
