"""What learners believe in exercise `step`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake("step", hint="Look at exactly 0: it is not *greater* than 0.")
def fires_at_zero(x):
    return (np.asarray(x) >= 0).astype(int)


@mistake(
    "step",
    hint="An `if` decides once, for the whole array, and cannot. Compare all elements at the same time.",
)
def decides_once(x):
    if x > 0:
        return 1
    return 0


@mistake(
    "step",
    hint="The decisions are right, but they are True and False. Asked for are the integers 1 and 0.",
)
def leaves_truth_values(x):
    return np.asarray(x) > 0


@mistake(
    "step",
    hint="The decisions are right, but as decimal numbers, 1.0 and 0.0. Asked for are integers.",
)
def gives_decimal_numbers(x):
    return np.heaviside(np.asarray(x, dtype=float), 0.0)


@mistake(
    "step",
    hint="The decisions are right, but in an unsigned kind of integer, which cannot hold a −1: "
    "there 0 − 1 is a large positive number. Ordinary integers are asked for.",
)
def step_is_unsigned(x):
    return (np.asarray(x) > 0).astype(np.uint8)


@mistake(
    "step", hint="An array comes in and a list goes out. Asked for is an array of the same shape."
)
def gives_a_list(x):
    return [int(value > 0) for value in x] if np.ndim(x) else int(x > 0)


@mistake(
    "step",
    hint="Your answers have the kind of number that came in. Decisions are integers, whatever x holds.",
)
def answers_have_the_dtype_of_x(x):
    x = np.asarray(x)
    return (x > 0).astype(x.dtype)


@mistake(
    "step",
    hint="Small positive sums become 0 before you compare: something makes whole numbers of them too early.",
)
def cuts_off_before_comparing(x):
    return (np.asarray(x).astype(int) > 0).astype(int)


@mistake(
    "step", hint="Negative numbers give −1 in your version. A step has two answers only, 0 and 1."
)
def gives_the_sign(x):
    return np.sign(np.asarray(x)).astype(int)


@mistake("step", hint="You decide the other way round: large sums should light the lamp.")
def turned_round(x):
    return (np.asarray(x) < 0).astype(int)


@mistake(
    "step",
    hint="Your threshold lies near 1/2: small positive sums are answered 0. Rounding is not a step at 0.",
)
def threshold_at_one_half(x):
    return np.clip(np.rint(np.asarray(x, dtype=float)), 0, 1).astype(int)


@mistake(
    "step",
    hint="You write the answers into x itself. The caller still needs the sums; make a new array.",
)
def writes_into_the_argument(x):
    x = np.asarray(x)
    x[x > 0] = 1
    x[x < 0] = 0
    return x.astype(int)


@mistake(
    "step",
    hint="Arrays work, but a plain Python number is refused: it has no `.astype`. Make an array of it first.",
)
def refuses_plain_numbers(x):
    return (x > 0).astype(int)


@mistake(
    "step",
    hint="A single number comes back as an array with one element. A number in, a number out.",
)
def wraps_single_numbers(x):
    return (np.atleast_1d(x) > 0).astype(int)


@mistake(
    "step",
    hint="You loop over the first axis only, so that a matrix stops you, and a plain number too: it has nothing to loop over. A comparison needs no loop.",
)
def loops_over_one_axis(x):
    return np.array([1 if value > 0 else 0 for value in x])


@variant("step", "with np.where")
def step_by_where(x):
    return np.where(np.asarray(x) > 0, 1, 0)


@variant("step", "a plain number and an array told apart")
def step_by_cases(x):
    if np.ndim(x) == 0:
        return 1 if x > 0 else 0
    answer = np.zeros(np.shape(x), dtype=np.int32)
    answer[x > 0] = 1
    return answer
