"""Chapter 5, third part: pictures that run the reader's searches, splits and trainings."""

from course.widgets.fitting.opening import tries
from course.widgets.fitting.questions import features, rates, shapes
from course.widgets.fitting.real import california, choose, diabetes
from course.widgets.fitting.sampling import projections, spread
from course.widgets.fitting.tables import gallery, scaled
from course.widgets.fitting.trainings import curves

__all__ = [
    "california",
    "choose",
    "curves",
    "diabetes",
    "features",
    "gallery",
    "projections",
    "rates",
    "scaled",
    "shapes",
    "spread",
    "tries",
]
