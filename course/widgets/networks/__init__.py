"""Chapter 2, part two: pictures that run the reader's layers and networks."""

from course.widgets.networks.digits import results, timing
from course.widgets.networks.flow import diagram
from course.widgets.networks.layer import product, sheet
from course.widgets.networks.model import blocks
from course.widgets.networks.opening import reading
from course.widgets.networks.shapes import folding, ribbon

__all__ = [
    "blocks",
    "diagram",
    "folding",
    "product",
    "reading",
    "results",
    "ribbon",
    "sheet",
    "timing",
]
