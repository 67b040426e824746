"""Chapter 7, second part: pictures of models, and of what trains them; they run the reader's classes."""

from course.widgets.chains.digits import digits
from course.widgets.chains.opening import forgotten
from course.widgets.chains.tree import riddle, tree
from course.widgets.chains.tutorial import beside, large, orders

__all__ = ["beside", "digits", "forgotten", "large", "orders", "riddle", "tree"]
