"""How much of one notebook may be a learner's: pages have to stay readable, and soon made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Allowance:
    """What is left of the room that the learner's part of one notebook may take.

    Attributes
    ----------
    room : int
        Characters of outputs, pictures and the learner's own cells.
    work : int
        About a tag of HTML, or ten characters of Markdown: parsing them takes the time.
    """

    room: int = 3_000_000
    work: int = 20_000

    def take(self, size: int) -> bool:
        """Tell whether `size` more characters fit; if so, they are taken."""
        if size > self.room:
            return False
        self.room -= size
        return True

    def take_work(self, amount: int) -> bool:
        """Tell whether that much more may be parsed; if so, it is taken."""
        if amount > self.work:
            return False
        self.work -= amount
        return True
