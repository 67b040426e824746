"""What a submission may use of the machine."""

from __future__ import annotations

import resource
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The resource limits of one sandbox; a child process inherits them.

    Attributes
    ----------
    address_space : int
        Bytes of virtual memory. NumPy, Matplotlib and IPython take about 300 MB of it.
    cpu_seconds : int
        Processor time of each process.
    file_size : int
        Bytes of the largest file that can be written.
    open_files : int
        File descriptors of each process.
    processes : int or None
        Processes and threads of the user; not counted for uid 0. None leaves the system's limit.
    memory : int
        Bytes that all processes of a submission may have together. Kept by its init, so only
        behind walls, and only now and then: it may be passed for a quarter of a second.
    """

    address_space: int = 2 << 30
    cpu_seconds: int = 300
    file_size: int = 64 << 20
    open_files: int = 256
    processes: int | None = None
    memory: int = 4 << 30

    def apply(self) -> None:
        """Limit the calling process, for good: it cannot raise a limit again."""
        wanted = {
            resource.RLIMIT_CORE: 0,
            resource.RLIMIT_AS: self.address_space,
            resource.RLIMIT_CPU: self.cpu_seconds,
            resource.RLIMIT_FSIZE: self.file_size,
            resource.RLIMIT_NOFILE: self.open_files,
            resource.RLIMIT_NPROC: self.processes,
        }
        for kind, value in wanted.items():
            if value is None:
                continue
            _, hard = resource.getrlimit(kind)
            if hard != resource.RLIM_INFINITY:
                value = min(value, hard)  # noqa: PLW2901  # the lower of the two holds
            resource.setrlimit(kind, (value, value))
