"""A sample class, made from a chapter's own solutions and mistakes."""

from .students import SampleNotebook, write_sample_class

__all__ = ["SampleNotebook", "write_sample_class"]
