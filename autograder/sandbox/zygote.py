"""The process from which sandboxes are forked: everything is imported, nothing was submitted.

It runs none of the submission's code and keeps none of its data. It starts children, interrupts
them and ends them, because it is their parent and sees all that they start.

Run as ``python -m autograder.sandbox.zygote DESCRIPTOR STANDING``.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import random
import resource
import socket
import sys
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from . import messages, walls
from .channel import Channel
from .children import Children, adopt_orphans
from .errors import SandboxLost
from .limits import Limits
from .messages import Ask, Done, Fail
from .shell import make_shell, run_cell
from .walls import Standing
from .worker import Worker

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

# What is imported and cached here is there in every child: modules, fonts, the figure machinery.
_WARM_UP = """
import matplotlib.pyplot as plt
plt.plot([0, 1], label="x")
plt.legend()
plt.show()
"""


def main(descriptor: int, means: Standing) -> None:
    """Serve the examiner on an open socket until it is closed."""
    adopt_orphans()
    channel = Channel(socket.socket(fileno=descriptor), takes_descriptors=True)
    children = Children(walls.of_sandbox(means) if means is not Standing.NONE else 0)
    if means is not Standing.NONE:
        _prove_walls(means, children, channel)
    shell = make_shell()
    run_cell(shell, _WARM_UP, silent=True)
    shell.user_ns.pop("plt")
    sys.path[:] = ["", *(entry for entry in sys.path if entry)]  # as in Jupyter: the folder first
    gc.collect()
    gc.freeze()  # a collection in a child does not touch, and so not copy, these pages
    channel.send(messages.pack(Done(os.getpid())))
    try:
        while True:
            channel.send(messages.pack(_answer(channel, children, shell, means)))
    except SandboxLost:
        children.end_all()


def _preload(modules: tuple[str, ...]) -> None:
    """Import what the course's notebooks import, once for all sandboxes."""
    for name in modules:
        with contextlib.suppress(Exception):  # where it matters the notebook will say so itself
            importlib.import_module(name)
    gc.collect()
    gc.freeze()


def _prove_walls(means: Standing, children: Children, channel: Channel) -> None:
    """Build walls once around nothing; tell the examiner why if that fails, and end."""
    try:
        pid = children.fork(_entrance(means, (), channel))
    except OSError as error:
        channel.send(messages.pack(_failure(error)))
        sys.exit(1)
    if pid == 0:
        os._exit(0)
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT) is None:
        pass
    if children.end(pid) != 0:
        sys.exit(1)


def _answer(
    channel: Channel, children: Children, shell: InteractiveShell, means: Standing
) -> messages.Message:
    message = messages.unpack(channel.receive())
    try:
        match message:
            case Ask("start", (str(folder), tuple(files), tuple(limits), int(seed))):
                descriptor = channel.descriptors.pop()
                answers = Channel(socket.socket(fileno=descriptor), takes_descriptors=True)
                pid = children.fork(_entrance(means, files, answers))
                if pid == 0:
                    _become_worker(answers, shell, folder, Limits(*limits), seed, means)
                answers.close()
                return Done(pid)
            case Ask("preload", (tuple(modules),)):
                _preload(modules)
                return Done()
            case Ask("interrupt", (int(pid),)):
                children.interrupt(pid)
                return Done()
            case Ask("end", (int(pid),)):
                return Done(children.end(pid))
    except OSError as error:
        return _failure(error)
    return Fail("ValueError", ("ValueError",), "the zygote was asked for something it cannot do")


def _entrance(means: Standing, files: tuple[Any, ...], answers: Channel) -> Callable[[], None]:
    """Return what shuts a fresh process in, or tells why not and ends it."""
    outer = os.geteuid(), os.getegid()

    def enter() -> None:
        try:
            walls.shut_in(means, files, outer)
        except BaseException as error:
            answers.send(messages.pack(_failure(error)))
            raise

    return enter


def _failure(error: BaseException) -> Fail:
    return Fail(type(error).__name__, (), str(error))


def _become_worker(
    channel: Channel,
    shell: InteractiveShell,
    folder: str,
    limits: Limits,
    seed: int,
    means: Standing,
) -> NoReturn:
    """Turn the fresh child into a sandbox: its folder, its limits, one socket and nothing else."""
    try:
        null = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(null, standard)
        os.closerange(3, channel.fileno())
        os.closerange(channel.fileno() + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
        os.chdir(folder)
        sys.dont_write_bytecode = True  # the folder is the submission's
        os.environ.update(HOME=folder, PWD=folder)
        random.seed(seed)
        np.random.seed(seed)  # learners use it; a regrade must repeat
        warnings.filterwarnings("ignore", message=".*multi-threaded, use of fork")
        limits.apply()
    except Exception as error:  # the examiner tells, whatever it is
        channel.send(messages.pack(_failure(error)))
        os._exit(1)
    Worker(shell, channel, 0 if means is Standing.NONE else walls.OF_SNAPSHOT).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]), Standing(sys.argv[2]))
