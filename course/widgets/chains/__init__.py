"""Chapter 7, second part: pictures that run the reader's links, chains and optimizer."""

from course.widgets.chains.opening import forgotten
from course.widgets.chains.parts import riddle, tree
from course.widgets.chains.reading import digits, stored
from course.widgets.chains.tutorial import beside, large, orders

__all__ = ["beside", "digits", "forgotten", "large", "orders", "riddle", "stored", "tree"]
