"""Grading needs walls, or somebody's word that it shall do without."""

from __future__ import annotations

from ..errors import EnvironmentProblem
from ..sandbox import INSTALL, NoWalls, shared_zygote


def need_walls(walled: bool | None = None) -> None:
    """Start the process that submissions are forked from; run nothing of theirs.

    Parameters
    ----------
    walled : bool, optional
        False runs submissions without walls, for good in this process. By default it stays as it
        was chosen before, and at first walls are needed.

    Raises
    ------
    EnvironmentProblem
        If this machine has no walls and nobody chose to do without.
    """
    try:
        shared_zygote(walled)
    except NoWalls as problem:
        sentence = str(problem).rpartition("; ")[0]  # the command stands on a line of its own
        raise EnvironmentProblem(f"{sentence}.", fix=INSTALL) from None
