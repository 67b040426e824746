"""What is placed near an answer can be changed in place and looked at, in one process."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.check import hold, place, value


def in_place(params: dict[str, Any]) -> None:
    params["w"] -= 1


def rebound(params: dict[str, Any]) -> None:
    params["w"] = params["w"] - 1


def seen(answer: Any) -> tuple[dict[str, Any], Any, np.ndarray]:
    mine = {"w": np.ones(2)}
    params = place(mine, near=answer)
    array = hold(params)["w"]
    answer(params)
    return value(params), value(array), mine["w"]


def test_the_array_itself_is_seen() -> None:
    params, array, mine = seen(in_place)
    np.testing.assert_array_equal(params["w"], [0, 0])
    np.testing.assert_array_equal(array, [0, 0])
    np.testing.assert_array_equal(mine, [1, 1])


def test_a_new_array_under_the_old_name_is_told_apart() -> None:
    params, array, _ = seen(rebound)
    np.testing.assert_array_equal(params["w"], [0, 0])
    np.testing.assert_array_equal(array, [1, 1])


def test_a_value_is_a_copy() -> None:
    params = place({"w": np.ones(2)}, near=in_place)
    before = value(params)
    in_place(params)
    np.testing.assert_array_equal(before["w"], [1, 1])


def test_a_function_is_placed_as_it_is() -> None:
    assert place(np.asarray, near=in_place) is np.asarray
