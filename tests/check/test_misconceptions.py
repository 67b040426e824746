"""A wrong answer is told which misconception it shows."""

from __future__ import annotations

import numpy as np
from check_tools import verdict_of

Z = np.array([[1.0, 2.0, 0.5], [3.0, 3.0, -40.0]])


def softmax(z, axis=-1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def whole_batch(z, axis=-1):
    e = np.exp(z - z.max())
    return e / e.sum()


def wrong_axis(z, axis=-1):
    return softmax(z, axis=0 if axis == -1 else axis)


def block(check, f):
    check(f).on(Z)
    check(f).on(Z, axis=0)


def names(verdict):
    return [one.name for one in verdict.misconceptions]


def test_a_mistake_is_named():
    verdict = verdict_of(
        block, softmax, whole_batch, whole_batch=whole_batch, wrong_axis=wrong_axis
    )
    assert names(verdict) == ["whole_batch"]


def test_it_is_named_in_float32_as_well():
    def in_float32(z, axis=-1):
        return whole_batch(z.astype(np.float32))

    assert names(verdict_of(block, softmax, in_float32, whole_batch=whole_batch)) == ["whole_batch"]


def test_an_unknown_mistake_is_not_given_another_ones_name():
    verdict = verdict_of(block, softmax, lambda z, axis=-1: z, whole_batch=whole_batch)
    assert verdict.status == "failed"
    assert names(verdict) == []


def test_a_right_answer_has_no_misconception():
    assert names(verdict_of(block, softmax, softmax, whole_batch=whole_batch)) == []


def test_an_error_is_a_recognisable_mistake():
    def needs_floats(z, axis=-1):
        raise OverflowError("math range error")

    assert names(verdict_of(block, softmax, needs_floats, uses_math=needs_floats)) == ["uses_math"]


def test_writing_into_the_argument_tells_two_mistakes_apart():
    def writes(z, axis=-1):
        z -= z.max(axis=axis, keepdims=True)
        return softmax(z, axis)

    verdict = verdict_of(block, softmax, writes, writes=writes, whole_batch=whole_batch)
    assert names(verdict) == ["writes"]


def test_two_mistakes_that_cannot_be_told_apart_are_both_offered():
    verdict = verdict_of(block, softmax, whole_batch, one=whole_batch, two=whole_batch)
    assert names(verdict) == ["one", "two"]
