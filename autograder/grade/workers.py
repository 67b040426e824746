"""Worker processes that are forked from a prepared one, and replaced when they die.

A prepared assignment holds code objects and namespaces, which cannot be pickled but can be
forked. `multiprocessing.Pool` waits for ever for a task whose worker died, and a
`ProcessPoolExecutor` then gives up all tasks; here a death costs the one task that the worker
had. Hence processes and pipes, and `multiprocessing.connection.wait`.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import signal
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, Self, TypeVar

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")


@dataclass(frozen=True)
class Died:
    """Stands for the outcome of a task that was lost with its worker."""

    why: str


@dataclass
class _Worker(Generic[Task]):
    process: BaseProcess
    connection: Connection
    task: Task | None = None


class Crew(Generic[Task, Outcome]):
    """Worker processes for one function.

    Parameters
    ----------
    work : callable
        Is called with one task in a forked process; its outcome is pickled.
    count : int
        How many processes.
    warm_up : callable
        Is called in each process before its first task.
    """

    def __init__(
        self,
        work: Callable[[Task], Outcome],
        count: int,
        warm_up: Callable[[], None] = lambda: None,
    ) -> None:
        self._work = work
        self._count = count
        self._warm_up = warm_up
        self._workers: list[_Worker[Task]] = []

    def __enter__(self) -> Self:
        """Start the processes, which warm up while their parent does something else."""
        for _ in range(self._count):
            self._workers.append(self._hire())
        return self

    def __exit__(self, *_: object) -> None:
        """End them."""
        self._dismiss()

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome | Died]]:
        """Yield each task with its outcome, in the order in which they are finished."""
        queue = deque(tasks)
        for worker in self._workers:
            if queue:
                self._give(worker, queue.popleft())
        while busy := {w.connection: w for w in self._workers if w.task is not None}:
            for ready in wait(list(busy)):
                worker = busy[ready]  # type: ignore[index]
                task, worker.task = worker.task, None
                assert task is not None
                outcome = self._take(worker)
                if isinstance(outcome, Died):
                    self._workers.remove(worker)
                    if queue:
                        worker = self._hire()
                        self._workers.append(worker)
                if queue:  # before the caller writes: nobody waits for the disk
                    self._give(worker, queue.popleft())
                yield task, outcome

    def _hire(self) -> _Worker[Task]:
        context = multiprocessing.get_context("fork")
        mine, theirs = context.Pipe()
        # a pipe is at its end only when nobody holds the other one: not even a younger worker
        foreign = [mine, *(worker.connection for worker in self._workers)]
        process = context.Process(target=_serve, args=(theirs, foreign, self._work, self._warm_up))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # a progress bar has a thread
            process.start()
        theirs.close()
        return _Worker(process, mine)

    @staticmethod
    def _give(worker: _Worker[Task], task: Task) -> None:
        worker.task = task
        with contextlib.suppress(OSError):  # it is dead already: found out when asked
            worker.connection.send(task)

    @staticmethod
    def _take(worker: _Worker[Task]) -> Outcome | Died:
        try:
            outcome: Outcome = worker.connection.recv()
            return outcome
        except (EOFError, OSError):
            worker.connection.close()
            worker.process.join()
            code = worker.process.exitcode or 0
            if code >= 0:
                return Died(f"the examining process ended with status {code}")
            return Died(f"the examining process was ended by {signal.Signals(-code).name}")

    def _dismiss(self) -> None:
        """End all workers: idle ones leave by themselves, busy ones have nobody to tell."""
        for worker in self._workers:
            worker.connection.close()
            if worker.task is not None:
                worker.process.kill()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()


def _serve(
    connection: Connection,
    foreign: list[Connection],
    work: Callable[[Task], Outcome],
    warm_up: Callable[[], None],
) -> None:
    """Work until the pipe is closed, which the death of the parent does too."""
    for other in foreign:
        other.close()
    # Ctrl-C is for the parent. Not SIG_IGN: what is started from here would inherit that.
    signal.signal(signal.SIGINT, lambda *_: None)
    gc.freeze()  # collections leave the pages alone that are shared with the parent
    with contextlib.suppress(EOFError, OSError):
        warm_up()
        while True:
            connection.send(work(connection.recv()))
