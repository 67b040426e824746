"""Fingerprints: enough to recognise a value, whatever its size."""

from __future__ import annotations

import json

import numpy as np
import pytest

from autograder.check.encode import fingerprint, same_fingerprint

HUGE = [np.array([1e200, 2.0]), np.array([1e308] * 5), np.array([1.7e308, -1.7e308])]


@pytest.mark.parametrize("value", HUGE, ids=str)
def test_the_largest_numbers_have_a_fingerprint_that_can_be_stored(value: np.ndarray) -> None:
    json.dumps(fingerprint(value), allow_nan=False)  # and no warning of an overflow, either
    assert same_fingerprint(fingerprint(value), fingerprint(value))
    assert not same_fingerprint(fingerprint(value), fingerprint(value / 3))
    assert not same_fingerprint(fingerprint(value), fingerprint(-value))
