"""What can go wrong, as a person should hear of it.

AutograderError            exit status 2 unless a subclass says otherwise
├── UsageError             a name, path or option that does not fit
├── SourceError            a source notebook, its mistakes or exercises.toml that cannot be used
├── SubmissionError        one learner's file that cannot be read; never stops a batch
├── VerifyError            the course disagrees with itself (exit status 1)
└── EnvironmentProblem     this machine lacks something, and the message names the command

Each message says what was expected, what was found, where, and what to do. `fix` holds the
command that mends it, printed on a line of its own.
"""

from __future__ import annotations


class AutograderError(Exception):
    """Say in one or two sentences what a person did or found, and how to go on.

    Parameters
    ----------
    message : str
        What was expected, what was found and where.
    fix : str
        The command that mends it, or the empty string.
    """

    exit_status = 2

    def __init__(self, message: str, *, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


class UsageError(AutograderError):
    """A name, path or option that does not fit."""


class SourceError(AutograderError):
    """A source notebook, its known mistakes or `exercises.toml` that cannot be used."""


class SubmissionError(AutograderError):
    """One learner's file that cannot be read."""


class VerifyError(AutograderError):
    """The course disagrees with itself."""

    exit_status = 1


class EnvironmentProblem(AutograderError):
    """Something that the work needs is not on this machine."""
