"""Make learners' notebooks and the books of stored answers from source notebooks."""

from .record import Recording, record
from .release import Release, make_release, stale_files, stale_sources, write_release

__all__ = [
    "Recording",
    "Release",
    "make_release",
    "record",
    "stale_files",
    "stale_sources",
    "write_release",
]
