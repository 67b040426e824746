"""Teach, check and grade notebooks whose exercises are tested by known-wrong answers."""

__version__ = "0.1.0"
