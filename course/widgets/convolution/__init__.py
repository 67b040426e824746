"""Chapter 6, first part: pictures that run the reader's convolutions and poolings."""

from course.widgets.convolution.clock import speed
from course.widgets.convolution.filters import edges
from course.widgets.convolution.grid import by_hand, positions
from course.widgets.convolution.machine import knocks, shifted
from course.widgets.convolution.opening import kernel_lab
from course.widgets.convolution.pools import winners
from course.widgets.convolution.series import moving_kernel
from course.widgets.convolution.tables import overlap, patches

__all__ = [
    "by_hand",
    "edges",
    "kernel_lab",
    "knocks",
    "moving_kernel",
    "overlap",
    "patches",
    "positions",
    "shifted",
    "speed",
    "winners",
]
