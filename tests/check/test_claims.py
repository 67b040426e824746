"""What a claim accepts and rejects, each named as a claim about the library."""

from __future__ import annotations

import numpy as np
import pytest
from check_tools import TEST, book_for, judge_block, verdict_of

from autograder.check import exercise
from autograder.check.desk import JudgingDesk, use

X = np.array([[1.0, -2.0, 3.0], [0.5, 0.0, -1.5]])


def relu(x):
    return np.maximum(x, 0)


def on_x(check, f):
    check(f).on(X)


def test_the_reference_passes():
    assert verdict_of(on_x, relu, relu).status == "passed"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("a constant output", lambda x: np.zeros_like(x)),
        ("another shape", lambda x: relu(x).ravel()),
        ("an empty array", lambda x: np.zeros((0, 3))),
        ("nan", lambda x: relu(x) * np.nan),
        ("None", lambda x: None),
        ("a list", lambda x: relu(x).tolist()),
        ("whole numbers", lambda x: relu(x).astype(int)),
        ("booleans", lambda x: x > 0),
        ("complex numbers", lambda x: relu(x) + 0j),
        ("text", lambda x: "right"),
        ("an object array", lambda x: relu(x).astype(object)),
        ("a matrix", lambda x: np.asmatrix(relu(x))),
        ("a masked array", lambda x: np.ma.masked_array(relu(x), mask=True)),
        ("a transposed array", lambda x: relu(x).T),
        ("one wrong element", lambda x: relu(x) + (x == 3.0) * 1e-3),
        ("a tuple", lambda x: (relu(x),)),
        ("a generator", lambda x: (v for v in x)),
    ],
)
def test_what_is_not_the_answer_is_rejected(name, wrong):
    verdict = verdict_of(on_x, relu, wrong)
    assert verdict.status == "failed", name
    assert verdict.first_failure.message


class AlwaysEqual:
    """Claims to equal anything, and to be any array."""

    shape = X.shape
    dtype = X.dtype

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __array__(self, dtype=None, copy=None):
        return relu(X)

    def __array_function__(self, *args):
        return True

    def __bool__(self):
        return True


class LyingArray(np.ndarray):
    def __eq__(self, other):
        return np.ones(self.shape, bool)

    def __sub__(self, other):
        return np.zeros(self.shape)


@pytest.mark.parametrize(
    "liar", [AlwaysEqual(), np.full(X.shape, 7.0).view(LyingArray)], ids=["object", "subclass"]
)
def test_an_object_that_lies_about_itself_is_rejected(liar):
    assert verdict_of(on_x, relu, lambda x: liar).status == "failed"


@pytest.mark.parametrize(
    "right",
    [
        lambda x: relu(x).astype(np.float32),
        lambda x: np.array([[max(v, 0.0) for v in row] for row in x]),
        lambda x: np.asfortranarray(relu(x)),
        lambda x: relu(x) * (1 + 1e-9),
        lambda activations: relu(activations),
    ],
    ids=["float32", "a loop", "Fortran order", "last digits", "another parameter name"],
)
def test_an_answer_that_is_right_in_another_way_passes(right):
    assert verdict_of(on_x, relu, right).status == "passed"


def test_writing_into_an_argument_fails_and_says_so():
    def in_place(x):
        x[x < 0] = 0
        return x

    verdict = verdict_of(on_x, relu, in_place)
    assert verdict.status == "failed"
    assert "wrote into argument 1" in verdict.first_failure.message
    assert X.min() == -2.0, "the test's own array is untouched"


def test_writing_into_a_list_or_a_dict_is_noticed_too():
    def block(check, f):
        check(f).on([3, 1, 2])
        check(f).on(params={"W": np.ones(2)})

    def reference(values=(), params=None):
        return len(values)

    def wrong(values=(), params=None):
        if params:
            params["W"] += 1
        else:
            values.sort()
        return len(values)

    verdict = verdict_of(block, reference, wrong)
    assert [claim.passed for claim in verdict.claims] == [False, False]
    assert "`params`" in verdict.claims[1].message


def test_writing_is_the_task_where_the_claim_says_so():
    def block(check, f):
        check(f).on(np.ones(3), 0.1, mutates=True)

    def step(w, lr):
        w -= lr

    def rebinding(w, lr):
        w = w - lr

    assert verdict_of(block, step, step).status == "passed"
    assert verdict_of(block, step, rebinding).status == "failed"


def test_a_warning_costs_nothing():
    def warns(x):
        import warnings

        warnings.warn("odd", stacklevel=1)
        return relu(x)

    with pytest.warns(UserWarning, match="odd"):
        assert verdict_of(on_x, relu, warns).status == "passed"


def test_an_error_in_the_answer_fails_one_claim_and_the_rest_are_still_made():
    def block(check, f):
        check(f).on(X[0])
        check(f).on(X)

    def only_flat(x):
        if x.ndim > 1:
            raise IndexError("too many dimensions")
        return relu(x)

    verdict = verdict_of(block, relu, only_flat)
    assert [claim.passed for claim in verdict.claims] == [True, False]
    assert "IndexError: too many dimensions" in verdict.claims[1].message
    assert verdict.share == 0.5


def test_exit_in_an_answer_is_a_failed_answer():
    def leaves(x):
        raise SystemExit(0)

    verdict = verdict_of(on_x, relu, leaves)
    assert verdict.status == "failed"
    assert "SystemExit" in verdict.first_failure.message


def test_not_attempted_is_not_wrong():
    def skeleton(x):
        raise NotImplementedError

    assert verdict_of(on_x, relu, skeleton).status == "unattempted"


def test_half_attempted_is_wrong():
    def half(x):
        if x.ndim == 1:
            raise NotImplementedError
        return relu(x)

    def block(check, f):
        check(f).on(X[0])
        check(f).on(X)

    assert verdict_of(block, relu, half).status == "failed"


def test_a_name_that_is_not_defined_is_not_attempted():
    def block(check, f):
        check(f()).is_right()

    def gone():
        return weights_that_nobody_wrote  # noqa: F821

    verdict = judge_block(book_for(block, lambda: "b"), block, gone)
    assert verdict.status == "unattempted"
    assert "weights_that_nobody_wrote" in verdict.note


def test_silence_is_not_a_pass():
    def silent(check, f):
        pass

    verdict = judge_block(book_for(on_x, relu), silent, relu)
    assert verdict.status == "failed"
    assert verdict.share == 0.0
    assert "0 of 1 claims" in verdict.note


def test_a_block_that_stops_early_does_not_pass():
    book = book_for(lambda check, f: (check(f).on(X), check(f).on(-X)), relu)

    def stops(check, f):
        check(f).on(X)
        raise RuntimeError("oops")

    verdict = judge_block(book, stops, relu)
    assert verdict.status == "failed"
    assert verdict.share == 0.5
    assert "oops" in verdict.note


def test_an_error_after_all_claims_does_not_pass_either():
    book = book_for(on_x, relu)

    def ends_badly(check, f):
        check(f).on(X)
        raise RuntimeError("oops")

    assert judge_block(book, ends_badly, relu).status == "failed"


def test_answers_are_not_used_for_other_inputs():
    book = book_for(on_x, relu)
    verdict = judge_block(book, lambda check, f: check(f).on(2 * X), relu)
    assert verdict.status == "failed"
    assert "other inputs" in verdict.first_failure.message


def test_inputs_that_differ_in_the_last_bits_are_the_same_inputs():
    book = book_for(on_x, relu)
    block = lambda check, f: check(f).on(X * (1 + 1e-15))  # noqa: E731
    assert judge_block(book, block, relu).status == "passed"


def test_a_property_must_be_a_truth_value():
    def block(check, f):
        check(f).holds(lambda g: g(X).min() >= 0)

    def lies(x):
        return np.array("yes")

    assert verdict_of(block, relu, relu).status == "passed"
    assert verdict_of(block, relu, lies).status == "failed"
    always = judge_block(
        book_for(block, relu), lambda check, f: check(f).holds(lambda g: AlwaysEqual()), relu
    )
    assert always.status == "failed"


def test_raises_wants_that_error_and_not_any():
    def block(check, f):
        check(f).raises(ValueError, -1.0)

    def strict(x):
        if x < 0:
            raise ValueError("negative")
        return x

    def raises_other(x):
        raise TypeError("no")

    assert verdict_of(block, strict, strict).status == "passed"
    assert verdict_of(block, strict, raises_other).status == "failed"
    assert verdict_of(block, strict, lambda x: x).status == "failed"

    def skeleton(x):
        raise NotImplementedError

    assert verdict_of(block, strict, skeleton).status == "unattempted"


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("b", "passed"),
        (" B ", "passed"),
        ("a", "failed"),
        (None, "unattempted"),
        (..., "unattempted"),
    ],
)
def test_a_chosen_answer_is_compared_exactly_but_kindly(answer, status):
    def block(check, value):
        check(value).is_right()

    assert verdict_of(block, "b", answer).status == status


def test_a_secret_answer_is_not_in_the_book():
    def block(check, value):
        check(value).is_right()

    text = book_for(block, "the true answer").to_json()
    assert "the true answer" not in text


def test_numbers_are_the_same_answer_in_any_type():
    def block(check, value):
        check(value).is_right()

    for same in (4, 4.0, np.int64(4), np.float32(4), np.array(4)):
        assert verdict_of(block, 4, same).status == "passed"
    assert verdict_of(block, 4, True).status == "failed"
    assert verdict_of(block, 1, True).status == "failed"


def test_calls_shows_whether_an_answer_builds_on_another():
    namespace = {}
    exec(
        "def gate(a, b):\n    return int(a + b > 1.5)\n"
        "def honest(a, b):\n    return gate(a, b)\n"
        "def own_way(a, b):\n    return int(a and b)\n"
        "class Honest:\n    def __call__(self, a, b):\n        return gate(a, b)\n"
        "an_object = Honest()\n",
        namespace,
    )
    before = dict(namespace)

    def block(check, f):
        seen = []

        def spy(a, b):
            seen.append((a, b))
            return 1

        check(f).calls({"gate": spy}, lambda g: (g(0, 0), len(seen)), equals=(1, 1))

    assert verdict_of(block, namespace["honest"], namespace["honest"]).status == "passed"
    assert verdict_of(block, namespace["honest"], namespace["an_object"]).status == "passed"
    assert verdict_of(block, namespace["honest"], namespace["own_way"]).status == "failed"
    assert namespace["gate"] is before["gate"], "the replaced name is put back"


def test_weights_decide_the_share():
    def block(check, f):
        check(f).on(X, weight=3)
        check(f).on(-X, weight=1)

    def right_once(x):
        return relu(x) if x[0, 0] > 0 else x

    assert verdict_of(block, relu, right_once).share == 0.75


def test_random_cases_repeat_for_a_seed_and_differ_between_tests():
    draws = {}
    for test_id in ("thing-does", "thing-more", "thing-does"):
        with use(JudgingDesk(book_for(on_x, relu))) as desk:
            desk.book = _any_test(desk.book, test_id)
            with exercise(test_id) as check:
                draws.setdefault(test_id, []).append(check.rng.normal())
    assert draws["thing-does"][0] == draws["thing-does"][1]
    assert draws["thing-does"][0] != draws["thing-more"][0]


def _any_test(book, test_id):
    from dataclasses import replace

    return replace(book, tests={**book.tests, test_id: book.tests[TEST]})


def test_the_person_at_the_keyboard_can_stop_a_check():
    def stopped(x):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verdict_of(on_x, relu, stopped)
