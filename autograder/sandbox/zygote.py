"""The process from which sandboxes are forked: everything is imported, nothing was submitted.

It runs none of the submission's code and keeps none of its data. It starts children, interrupts
them and ends them, because it is their parent and sees all that they start.

Run as ``python -m autograder.sandbox.zygote DESCRIPTOR``.
"""

from __future__ import annotations

import gc
import os
import random
import resource
import socket
import sys
import warnings
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from . import messages
from .channel import Channel
from .children import Children, adopt_orphans
from .errors import SandboxLost
from .limits import Limits
from .messages import Ask, Done, Fail
from .shell import make_shell, run_cell
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


def main(descriptor: int) -> None:
    """Serve the examiner on an open socket until it is closed."""
    adopt_orphans()
    shell = make_shell()
    run_cell(shell, _WARM_UP, silent=True)
    shell.user_ns.pop("plt")
    sys.path[:] = ["", *(entry for entry in sys.path if entry)]  # as in Jupyter: the folder first
    gc.collect()
    gc.freeze()  # a collection in a child does not touch, and so not copy, these pages
    channel = Channel(socket.socket(fileno=descriptor), takes_descriptors=True)
    channel.send(messages.pack(Done(os.getpid())))
    children = Children()
    try:
        while True:
            channel.send(messages.pack(_answer(channel, children, shell)))
    except SandboxLost:
        children.end_all()


def _answer(channel: Channel, children: Children, shell: InteractiveShell) -> messages.Message:
    message = messages.unpack(channel.receive())
    try:
        match message:
            case Ask("start", (str(folder), tuple(limits), int(seed))):
                descriptor = channel.descriptors.pop()
                pid = children.fork()
                if pid == 0:
                    _become_worker(descriptor, shell, folder, Limits(*limits), seed)
                os.close(descriptor)
                return Done(pid)
            case Ask("interrupt", (int(pid),)):
                children.interrupt(pid)
                return Done()
            case Ask("end", (int(pid),)):
                return Done(children.end(pid))
    except OSError as error:
        return Fail("OSError", ("OSError",), str(error))
    return Fail("ValueError", ("ValueError",), "the zygote was asked for something it cannot do")


def _become_worker(
    descriptor: int, shell: InteractiveShell, folder: str, limits: Limits, seed: int
) -> NoReturn:
    """Turn the fresh child into a sandbox: its folder, its limits, one socket and nothing else."""
    channel = Channel(socket.socket(fileno=descriptor), takes_descriptors=True)
    try:
        null = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(null, standard)
        os.closerange(3, descriptor)
        os.closerange(descriptor + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
        os.chdir(folder)
        sys.dont_write_bytecode = True  # the folder is the submission's
        os.environ.update(HOME=folder, PWD=folder)
        random.seed(seed)
        np.random.seed(seed)  # learners use it; a regrade must repeat
        warnings.filterwarnings("ignore", message=".*multi-threaded, use of fork")
        limits.apply()
    except Exception as error:  # the examiner tells, whatever it is
        channel.send(messages.pack(Fail(type(error).__name__, (), str(error))))
        os._exit(1)
    Worker(shell, channel).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
