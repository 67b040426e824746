"""Chapter 7, switching: pictures that run the reader's chain, inferences and measures."""

from course.widgets.switching.live import graph_of_call, toggle
from course.widgets.switching.measuring import arrivals, noisy_twin
from course.widgets.switching.opening import one_net
from course.widgets.switching.replication import differences, rules
from course.widgets.switching.training import three_panels, trace

__all__ = [
    "arrivals",
    "differences",
    "graph_of_call",
    "noisy_twin",
    "one_net",
    "rules",
    "three_panels",
    "toggle",
    "trace",
]
