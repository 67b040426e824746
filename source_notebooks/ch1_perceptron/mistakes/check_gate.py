"""What learners believe in exercise `check_gate`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "check_gate",
    hint="You compare with one set of weights. Many other weights make the same gate: ask the table.",
)
def compares_with_known_weights(w, b, table):
    return bool(len(w) == 2 and np.allclose(w, [0.5, 0.5]) and np.isclose(b, -0.7))


@mistake("check_gate", hint="The last row is never looked at.")
def misses_the_last_row(w, b, table):
    return bool(np.all(step(neuron(table[:-1, :-1], w, b)) == table[:-1, -1]))


@mistake("check_gate", hint="The first row is never looked at.")
def misses_the_first_row(w, b, table):
    return bool(np.all(step(neuron(table[1:, :-1], w, b)) == table[1:, -1]))


@mistake(
    "check_gate", hint="You return in the middle of the loop, so that the first row alone decides."
)
def first_row_decides(w, b, table):
    for row in table:
        return bool(step(neuron(row[:-1], w, b)) == row[-1])
    return True


@mistake(
    "check_gate",
    hint="You are content with one right row. The verdict is True only if *every* row is right.",
)
def any_row_will_do(w, b, table):
    return bool(np.any(step(neuron(table[:, :-1], w, b)) == table[:, -1]))


@mistake(
    "check_gate",
    hint="A sum of exactly 0 is answered 1 in your version; your own `step` answers 0. Use it.",
)
def ties_fire(w, b, table):
    return bool(np.all((table[:, :-1] @ w + b >= 0).astype(int) == table[:, -1]))


@mistake(
    "check_gate",
    hint="You compare the sums with the wanted answers. A decision has to be made in between.",
)
def compares_sums(w, b, table):
    return bool(np.all(neuron(table[:, :-1], w, b) == table[:, -1]))


@mistake(
    "check_gate",
    hint="The right *number* of 1s is not enough: they have to stand in the right rows.",
)
def counts_the_ones(w, b, table):
    return bool(np.sum(step(neuron(table[:, :-1], w, b))) == np.sum(table[:, -1]))


@mistake(
    "check_gate", hint="You give one answer for each row. Asked for is one verdict on all of them."
)
def one_answer_a_row(w, b, table):
    return step(neuron(table[:, :-1], w, b)) == table[:, -1]


@mistake("check_gate", hint="You return a share. Asked for is a verdict, True or False.")
def gives_the_share(w, b, table):
    return float(np.mean(step(neuron(table[:, :-1], w, b)) == table[:, -1]))


@mistake(
    "check_gate",
    hint="You take each row apart into two inputs and an answer. A table may have more inputs, or fewer.",
)
def two_inputs_only(w, b, table):
    for x1, x2, wanted in table:
        if step(w[0] * x1 + w[1] * x2 + b) != wanted:
            return False
    return True


@mistake(
    "check_gate",
    hint="The weights become whole numbers on the way (look at the kind of number your arrays have).",
)
def weights_become_whole(w, b, table):
    inputs = table[:, :-1]
    return bool(np.all(step(inputs @ w.astype(inputs.dtype) + int(b)) == table[:, -1]))


@mistake(
    "check_gate",
    hint="The inputs of the table are cut to whole numbers. A table may ask about 0.9 as well.",
)
def inputs_of_the_table_become_whole(w, b, table):
    inputs = table[:, :-1].astype(int)
    return bool(np.all(step(neuron(inputs, w, b)) == table[:, -1]))


@mistake(
    "check_gate",
    hint="Sums near 0 count as 0 in your version. However small a sum is, if it is greater than 0 the answer is 1.",
)
def small_sums_count_as_zero(w, b, table):
    sums = neuron(table[:, :-1], w, b)
    return bool(np.all((sums > 1e-6).astype(int) == table[:, -1]))


@mistake(
    "check_gate",
    hint="An empty table gives False in your version. Nothing was asked, so nothing is wrong.",
)
def empty_table_is_wrong(w, b, table):
    return bool(len(table) and np.all(step(neuron(table[:, :-1], w, b)) == table[:, -1]))


@variant("check_gate", "a loop over the rows")
def check_row_by_row(w, b, table):
    for row in table:
        if step(neuron(row[:-1], w, b)) != row[-1]:
            return False
    return True


@variant("check_gate", "compares two lists")
def check_lists(w, b, table):
    answers = [int(np.dot(row[:-1], w) + b > 0) for row in table]
    return answers == [int(wanted) for wanted in table[:, -1]]
