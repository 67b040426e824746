"""Chapter 6, second part: pictures that run the reader's networks, blocks and tricks."""

from course.widgets.deep.channels import neighbours
from course.widgets.deep.learning import on_its_way, training
from course.widgets.deep.little import few_images, gallery, halves, transfer
from course.widgets.deep.looking import filters, looked_at
from course.widgets.deep.opening import shredded, shredded_training
from course.widgets.deep.residual import by_depth
from course.widgets.deep.tables import famous, field, price

__all__ = [
    "by_depth",
    "famous",
    "few_images",
    "field",
    "filters",
    "gallery",
    "halves",
    "looked_at",
    "neighbours",
    "on_its_way",
    "price",
    "shredded",
    "shredded_training",
    "training",
    "transfer",
]
