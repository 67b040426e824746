"""Make `.venv` with everything the course needs; the Makefile calls this before each command.

Only the standard library, and syntax that an old Python can still read, so that a wrong Python
gets a sentence and not a traceback. Does nothing when nothing has changed.
"""

import argparse
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOG = ROOT / ".cache" / "setup.log"
OLDEST, NEWEST = (3, 11), (3, 13)


def main():
    """Set up for `run` or `test`; exit 1 with one line that says what to do if that fails."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["run", "test"], help="what the environment is for")
    extra = {"run": "", "test": "[test]"}[parser.parse_args().what]
    python = find_python()
    walls()
    stamp = VENV / ("ready-" + (extra.strip("[]") or "run"))
    wanted = fingerprint(python)
    if stamp.exists() and stamp.read_text() == wanted and (VENV / "bin" / "python").exists():
        return
    LOG.parent.mkdir(exist_ok=True)
    make_venv(python)
    install(extra)
    stamp.write_text(wanted)


def find_python():
    """Return a Python that the course runs on, this one if it will do."""
    candidates = [os.environ.get("PYTHON") or sys.executable]
    candidates += [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    seen = []
    for candidate in candidates:
        path = shutil.which(candidate)
        if path is None:
            continue
        try:
            words = subprocess.run(
                [path, "-c", "import sys; print(*sys.version_info[:2])"],
                capture_output=True, text=True, check=True,
            ).stdout.split()  # fmt: skip
        except (OSError, subprocess.CalledProcessError):
            continue
        version = (int(words[0]), int(words[1]))
        seen.append(f"{version[0]}.{version[1]}")
        if OLDEST <= version <= NEWEST:
            return path
    stop(
        f"Python 3.{OLDEST[1]} to 3.{NEWEST[1]} is needed; found: {', '.join(seen) or 'none'}. "
        "Install one (Debian: apt-get install python3 python3-venv) "
        "or name it: make PYTHON=/path/to/python3.12 …"
    )


def fingerprint(python):
    """Hash what the environment depends on."""
    digest = hashlib.sha256(python.encode())
    for name in ("pyproject.toml", "requirements/constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def make_venv(python):
    """Create `.venv`, installing Debian's python3-venv where that is missing and allowed."""
    if (VENV / "bin" / "python").exists() and (VENV / "bin" / "pip").exists():
        return
    has_venv = subprocess.run(
        [python, "-c", "import ensurepip, venv"], capture_output=True, check=False
    )
    if has_venv.returncode != 0:
        system_package("python3-venv", "without it no environment can be made")
    say(f"Making {VENV.name}/ with {python}")
    done = subprocess.run(
        [python, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        LOG.write_text(done.stdout + done.stderr)
        stop(f"The environment could not be made; see {LOG.relative_to(ROOT)}.")


def walls():
    """Have bubblewrap, in which submissions run; go on without it where that cannot be.

    Tried once: what follows says so itself when it needs it.
    """
    tried = ROOT / ".cache" / "bubblewrap-missing"
    if shutil.which("bwrap") or not sys.platform.startswith("linux") or tried.exists():
        return
    tried.parent.mkdir(exist_ok=True)
    if not apt_install("bubblewrap"):
        tried.touch()
        say(
            "setup: bubblewrap is missing; install it with: apt-get install bubblewrap "
            "(without it all but grading and the demo works)"
        )


def system_package(name, otherwise):
    """Install a Debian package as root; otherwise say the command."""
    if not apt_install(name):
        command = f"apt-get install {name}"
        stop(f"The system package {name} is missing ({otherwise}). Install it with: {command}")


def apt_install(name):
    """Install a Debian package if we are root and there is apt-get; tell whether it worked."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"Installing the system package {name}")
    for words in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", name]):
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        LOG.write_text(done.stdout + done.stderr)
    return done.returncode == 0


def install(extra):
    """Install the course and what it needs into `.venv`, with a progress bar."""
    constraints = ROOT / "requirements" / "constraints.txt"
    total = sum("==" in line for line in constraints.read_text().splitlines())
    if not extra:
        total = int(total * 0.9)  # the test tools are left out
    command = [
        str(VENV / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check",
        "--no-input", "--progress-bar", "off", "-c", str(constraints), "-e", f".{extra}",
    ]  # fmt: skip
    title = "Installing the course and its packages (once; about a minute)"
    start, found = time.monotonic(), 0
    with LOG.open("w") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for line in process.stdout:
            log.write(line)
            if line.startswith(("Collecting ", "Requirement already satisfied")):
                found += 1
                bar(title, min(found, total), total, start)
        status = process.wait()
    bar(title, total, total, start, end=True)
    if status != 0:
        tail = [one for one in LOG.read_text().splitlines() if one.startswith("ERROR")][:1]
        stop(
            f"pip could not install the packages. {' '.join(tail)} "
            f"The whole story is in {LOG.relative_to(ROOT)}; a network to PyPI is needed once."
        )


def bar(title, done, total, start, end=False):
    """Draw a progress bar on a terminal; two lines where nobody watches."""
    if not sys.stderr.isatty():
        if done == 1:
            say(title)
        if end:
            say(f"  done in {time.monotonic() - start:.0f} s")
        return
    width = 30
    filled = width * done // max(total, 1)
    text = f"\r{title} [{'█' * filled}{'·' * (width - filled)}] {100 * done // max(total, 1):3d} %"
    sys.stderr.write(text + ("\n" if end else ""))
    sys.stderr.flush()


def say(text):
    """Print a line at once."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def stop(text):
    """Say what is wrong in one line and end."""
    say("setup: " + text)
    sys.exit(1)


if __name__ == "__main__":
    main()
