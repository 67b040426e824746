"""What learners believe, exercise by exercise: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant

# --- 1.1 neuron


@mistake("neuron", hint="The bias is added to the sum, not multiplied with it: try it with b = 0.")
def bias_is_multiplied(x, w, b):
    return (x @ w) * b


@mistake("neuron", hint="The sum of products is there, but the bias has no effect on your result.")
def bias_is_forgotten(x, w, b):
    return x @ w


@mistake(
    "neuron",
    hint="Your bias is added once for every input. It belongs to the neuron: once, after the sum.",
)
def bias_for_every_input(x, w, b):
    return (x * w + b).sum(axis=-1)


@mistake("neuron", hint="The products are there, one for each input, but nobody has added them up.")
def products_are_not_summed(x, w, b):
    return x * w + b


@mistake(
    "neuron",
    hint="For a batch you add up everything, all samples together. Each row wants its own sum.",
)
def sums_over_the_whole_batch(x, w, b):
    return np.sum(x * w) + b


@mistake(
    "neuron",
    hint="You add up down the columns. Samples are rows: the sum runs along the last axis.",
)
def sums_down_the_columns(x, w, b):
    return (x * w).sum(axis=0) + b


@mistake(
    "neuron",
    hint="In your product the weights meet the first axis of x, which is the samples. "
    "It may look right when a batch is square: which axis has the inputs?",
)
def weights_on_the_left(x, w, b):
    return w @ x + b


@mistake(
    "neuron",
    hint="The sums are right, but each sits in a row of its own: shape (N, 1) where (N,) is asked for.",
)
def keeps_a_column(x, w, b):
    sums = (x * w).sum(axis=-1, keepdims=x.ndim > 1)
    return sums + b


@mistake(
    "neuron",
    hint="A batch of one sample is still a batch: its result has shape (1,), but yours has lost the axis.",
)
def squeezes_a_batch_of_one(x, w, b):
    return np.squeeze(x @ w + b)


@mistake(
    "neuron",
    hint="Something is rounded to whole numbers on the way. Weights and sums are decimal numbers.",
)
def cuts_off_decimals(x, w, b):
    return (x @ w + b).astype(int)


@mistake(
    "neuron",
    hint="Your sums live in an array of the inputs' kind: when the inputs are whole numbers, every product "
    "loses what stands behind the decimal point.",
)
def sums_have_the_dtype_of_x(x, w, b):
    total = np.zeros(x.shape[:-1], dtype=x.dtype)
    for i in range(len(w)):
        total = total + (x[..., i] * w[i]).astype(x.dtype)
    return total + b


@mistake(
    "neuron", hint="You multiply inside x itself: the caller's data are no longer what they were."
)
def writes_into_x(x, w, b):
    x *= w
    return x.sum(axis=-1) + b


_ROWS_FOR_INPUTS = (
    "Your loop is right for one sample. In a batch `x[i]` is a whole row, that is a sample, and no longer input i: "
    "say which axis you mean, or let the inputs be added along the last one."
)


@mistake("neuron", hint=_ROWS_FOR_INPUTS)
def loops_over_the_length_of_x(x, w, b):
    total = b
    for i in range(len(x)):
        total = total + x[i] * w[i]
    return total


@mistake("neuron", hint=_ROWS_FOR_INPUTS)
def loops_over_the_length_of_w(x, w, b):
    total = b
    for i in range(len(w)):
        total = total + x[i] * w[i]
    return total


@mistake("neuron", hint=_ROWS_FOR_INPUTS)
def pairs_rows_with_weights(x, w, b):
    total = b
    for value, weight in zip(x, w):
        total = total + value * weight
    return total


@mistake(
    "neuron",
    hint="The weights are cut to whole numbers, because x holds whole numbers. Leave the weights as they are.",
)
def weights_have_the_dtype_of_x(x, w, b):
    return x @ w.astype(x.dtype) + b


@mistake(
    "neuron",
    hint="A single sample comes back as an array with one element. One sample in, one number out.",
)
def one_sample_is_a_batch(x, w, b):
    return np.atleast_2d(x) @ w + b


@variant("neuron", "a loop over the rows and the inputs")
def neuron_by_loops(x, w, b):
    if x.ndim == 2:
        return np.array([neuron_by_loops(row, w, b) for row in x])
    total = b
    for one, weight in zip(x, w):
        total += one * weight
    return total


@variant("neuron", "products, then a sum along the last axis")
def neuron_by_sum(x, w, b):
    return np.sum(x * w, axis=-1) + b


@variant("neuron", "computed in float32")
def neuron_in_float32(x, w, b):
    return np.dot(x.astype(np.float32), w.astype(np.float32)) + np.float32(b)


# --- 1.2 step


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


# --- 1.3 gates


GATES = ("and_gate", "nand_gate", "or_gate")
_TOO_CLOSE = (
    "The table is right, but your line runs too close to a corner, or through it: a little noise carries the signal across. "
    "Work out the four sums. Which of them is nearest to 0?"
)


def _perceptron(w1, w2, b):
    """Make a gate of three numbers, for the mistakes below."""

    def gate(x1, x2):
        return int(w1 * x1 + w2 * x2 + b > 0)

    return gate


@mistake(
    "gates",
    binds=GATES,
    hint="Your gates compare the inputs with 1. A perceptron weighs them: 0.93 is nearly as good as 1.",
)
def python_logic():
    def and_gate(x1, x2):
        return int(x1 == 1 and x2 == 1)

    def nand_gate(x1, x2):
        return int(not (x1 == 1 and x2 == 1))

    def or_gate(x1, x2):
        return int(x1 == 1 or x2 == 1)

    return {"and_gate": and_gate, "nand_gate": nand_gate, "or_gate": or_gate}


@mistake(
    "gates",
    binds=GATES,
    hint="Your gates ask whether an input is *anything but 0*, and a little noise is. Weigh the inputs instead.",
)
def truthiness():
    def and_gate(x1, x2):
        return int(bool(x1) and bool(x2))

    def nand_gate(x1, x2):
        return int(not (bool(x1) and bool(x2)))

    def or_gate(x1, x2):
        return int(bool(x1) or bool(x2))

    return {"and_gate": and_gate, "nand_gate": nand_gate, "or_gate": or_gate}


@mistake(
    "gates",
    binds=GATES,
    hint="You decide about each input alone and join the two decisions: a border with a corner in it. "
    "A perceptron adds first and decides once.",
)
def two_thresholds():
    def and_gate(x1, x2):
        return int(x1 > 0.5 and x2 > 0.5)

    def nand_gate(x1, x2):
        return int(not (x1 > 0.5 and x2 > 0.5))

    def or_gate(x1, x2):
        return int(x1 > 0.5 or x2 > 0.5)

    return {"and_gate": and_gate, "nand_gate": nand_gate, "or_gate": or_gate}


@mistake(
    "gates",
    binds=GATES,
    hint="You multiply the inputs with each other. Right at the corners, but the border is a curve: "
    "a perceptron multiplies inputs with weights only.",
)
def products_of_inputs():
    def and_gate(x1, x2):
        return int(x1 * x2 > 0.5)

    def nand_gate(x1, x2):
        return int(x1 * x2 <= 0.5)

    def or_gate(x1, x2):
        return int((1 - x1) * (1 - x2) <= 0.5)

    return {"and_gate": and_gate, "nand_gate": nand_gate, "or_gate": or_gate}


@mistake(
    "gates",
    binds=GATES,
    hint=_TOO_CLOSE,
)
def line_through_the_corners():
    return {
        "and_gate": _perceptron(1.0, 1.0, -1.0),
        "nand_gate": _perceptron(-1.0, -1.0, 2.0),
        "or_gate": _perceptron(1.0, 1.0, 0.0),
    }


# The noisy corners that fall on the wrong side depend on the corners that the line comes too
# close to: one line for each way in which that often happens.
_NEAR_A_CORNER = {
    "and_gate": [
        (0.5, 0.5, -0.95), (0.5, 0.5, -0.55), (0.2, 0.3, -0.35), (0.3, 0.2, -0.35), (0.2, 0.4, -0.41),
        (0.4, 0.2, -0.41), (0.2, 0.8, -0.95), (0.8, 0.2, -0.95),
    ],
    "nand_gate": [
        (-0.5, -0.5, 0.95), (-0.5, -0.5, 0.55), (-0.2, -0.3, 0.35), (-0.3, -0.2, 0.35), (-0.2, -0.4, 0.41),
        (-0.4, -0.2, 0.41), (-0.2, -0.8, 0.95), (-0.8, -0.2, 0.95),
    ],
    "or_gate": [
        (0.5, 0.5, -0.05), (0.5, 0.5, -0.45), (0.2, 0.4, -0.15), (0.4, 0.2, -0.15), (0.2, 0.4, -0.01),
        (0.4, 0.2, -0.01), (0.2, 0.8, -0.15), (0.8, 0.2, -0.15),
    ],
}  # fmt: skip
for _gate, _lines in _NEAR_A_CORNER.items():
    for _number, _line in enumerate(_lines, 1):
        mistake(
            "gates",
            binds=_gate,
            name=f"{_gate}_near_a_corner_{_number}",
            value=_perceptron(*_line),
            hint=_TOO_CLOSE,
        )


@mistake(
    "gates",
    binds=("nand_gate",),
    hint="That is NOR, not OR. NAND is *not both*: 0 only when both inputs are on.",
)
def nand_is_one_minus_or():
    return (_perceptron(-0.5, -0.5, 0.2),)


@mistake(
    "gates",
    binds=("nand_gate",),
    hint="You turned the sign of the bias but kept the weights, and now the lamp is always on. "
    "To swap the two sides of a line, every one of the three numbers changes its sign.",
)
def nand_negates_the_bias_only():
    return (_perceptron(0.5, 0.5, 0.7),)


@mistake(
    "gates",
    binds=("nand_gate",),
    hint="You turned the signs of the weights but kept the bias, and now the lamp is always off. "
    "To swap the two sides of a line, every one of the three numbers changes its sign.",
)
def nand_negates_the_weights_only():
    return (_perceptron(-0.5, -0.5, -0.7),)


@mistake(
    "gates",
    binds=("or_gate",),
    hint="In logic, OR includes the case that both are on. Yours is the *either … or* of everyday speech, and it bends.",
)
def or_excludes_both():
    def or_gate(x1, x2):
        return int(abs(x1 - x2) > 0.5)

    return (or_gate,)


@mistake(
    "gates",
    binds=("and_gate", "or_gate"),
    hint="AND and OR have changed places: compare the biases.",
)
def and_or_swapped():
    return {"and_gate": _perceptron(0.5, 0.5, -0.2), "or_gate": _perceptron(0.5, 0.5, -0.7)}


_HANDED_THROUGH = "`x1 and x2` or `x1 or x2` hands one of the inputs through, noise and all. Weigh both, add, and decide."


@mistake("gates", binds=GATES, hint=_HANDED_THROUGH)
def hands_an_input_through():
    return {
        "and_gate": lambda x1, x2: x1 and x2,
        "nand_gate": lambda x1, x2: int(not (x1 and x2)),
        "or_gate": lambda x1, x2: x1 or x2,
    }


@mistake("gates", binds=GATES, hint=_HANDED_THROUGH)
def hands_an_input_through_cut():
    return {
        "and_gate": lambda x1, x2: int(x1 and x2),
        "nand_gate": lambda x1, x2: 1 - int(x1 and x2),
        "or_gate": lambda x1, x2: int(x1 or x2),
    }


@mistake(
    "gates",
    binds=GATES,
    hint="The smaller or the larger input comes through, noise and all, and nothing has been weighed or decided.",
)
def smaller_or_larger():
    return {
        "and_gate": lambda x1, x2: min(x1, x2),
        "nand_gate": lambda x1, x2: 1 - min(x1, x2),
        "or_gate": lambda x1, x2: max(x1, x2),
    }


@mistake(
    "gates",
    binds=GATES,
    hint="`&` and `|` join bits. Signals such as 0.93 are no bits: weigh them.",
)
def operators_on_bits():
    return {
        "and_gate": lambda x1, x2: x1 & x2,
        "nand_gate": lambda x1, x2: 1 - (x1 & x2),
        "or_gate": lambda x1, x2: x1 | x2,
    }


@mistake(
    "gates",
    binds=GATES,
    hint="Inputs such as 0.93 are cut to whole numbers before you weigh them. Keep the decimals.",
)
def inputs_become_whole():
    return {
        "and_gate": lambda x1, x2: _perceptron(0.5, 0.5, -0.7)(int(x1), int(x2)),
        "nand_gate": lambda x1, x2: _perceptron(-0.5, -0.5, 0.7)(int(x1), int(x2)),
        "or_gate": lambda x1, x2: _perceptron(0.5, 0.5, -0.2)(int(x1), int(x2)),
    }


@mistake(
    "gates",
    binds=GATES,
    hint="You round the inputs first, and then decide: the border becomes a staircase. A perceptron weighs what comes in.",
)
def rounds_the_inputs():
    return {
        "and_gate": lambda x1, x2: _perceptron(0.5, 0.5, -0.7)(round(x1), round(x2)),
        "nand_gate": lambda x1, x2: _perceptron(-0.5, -0.5, 0.7)(round(x1), round(x2)),
        "or_gate": lambda x1, x2: _perceptron(0.5, 0.5, -0.2)(round(x1), round(x2)),
    }


@mistake(
    "gates",
    binds=GATES,
    hint="The decisions are right, but as True and False. A gate gives the integer 0 or 1, as your `step` does.",
)
def gates_give_truth_values():
    return {
        "and_gate": lambda x1, x2: 0.5 * x1 + 0.5 * x2 > 0.7,
        "nand_gate": lambda x1, x2: 0.5 * x1 + 0.5 * x2 < 0.7,
        "or_gate": lambda x1, x2: 0.5 * x1 + 0.5 * x2 > 0.2,
    }


@mistake(
    "gates",
    binds=GATES,
    hint="You return the sum. The last part of a perceptron is missing: the decision.",
)
def sum_without_step():
    return {
        "and_gate": lambda x1, x2: 0.5 * x1 + 0.5 * x2 - 0.7,
        "nand_gate": lambda x1, x2: -0.5 * x1 - 0.5 * x2 + 0.7,
        "or_gate": lambda x1, x2: 0.5 * x1 + 0.5 * x2 - 0.2,
    }


@mistake("gates", binds=GATES, hint="Your gates look at x1 only; the weight of x2 seems to be 0.")
def looks_at_one_input():
    return {
        "and_gate": _perceptron(1.0, 0.0, -0.5),
        "nand_gate": _perceptron(-1.0, 0.0, 0.5),
        "or_gate": _perceptron(1.0, 0.0, -0.5),
    }


@variant("gates", "other weights", binds=GATES)
def other_weights():
    return {
        "and_gate": _perceptron(20.0, 18.0, -27.0),
        "nand_gate": _perceptron(-1.0, -1.0, 1.5),
        "or_gate": _perceptron(3.0, 4.0, -1.5),
    }


@variant("gates", "the sum written out by hand", binds="and_gate")
def and_by_hand(x1, x2):
    return 1 if x1 + x2 > 1.5 else 0


# --- 1.4 check_gate


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


# --- 1.5 xor_gate


@mistake(
    "xor_gate",
    hint="`^` is XOR for integers, made by others. It cannot take 0.93, and no gate of yours is asked.",
)
def uses_the_operator(x1, x2):
    return x1 ^ x2


@mistake(
    "xor_gate",
    hint="Two inputs that differ by a little noise are not *one on, one off*. Ask your gates, not `!=`.",
)
def asks_whether_they_differ(x1, x2):
    return int(x1 != x2)


@mistake(
    "xor_gate",
    hint="The decisions are right, but True and False came back, and no gate of yours was asked.",
)
def gives_truth_values(x1, x2):
    return (x1 > 0.5) != (x2 > 0.5)


@mistake(
    "xor_gate",
    hint="The answers are right, but your three gates were not asked: no layer, no network.",
)
def compares_thresholds(x1, x2):
    return int((x1 > 0.5) != (x2 > 0.5))


@mistake(
    "xor_gate",
    hint='OR and AND, joined by AND, are 1 only when both inputs are on. "Not both" is another gate.',
)
def or_and_and(x1, x2):
    return and_gate(or_gate(x1, x2), and_gate(x1, x2))


@mistake(
    "xor_gate",
    hint="That is one layer alone, right about three of the four corners. The two layers are to be made of your three gates.",
)
def one_layer(x1, x2):
    return step(neuron(np.array([x1, x2]), np.array([1.0, 1.0]), -0.5))


@mistake(
    "xor_gate",
    hint="Your last gate says the opposite of what is wanted: this is 1 when the inputs agree.",
)
def says_when_they_agree(x1, x2):
    return nand_gate(or_gate(x1, x2), nand_gate(x1, x2))


@mistake(
    "xor_gate",
    hint="Your last gate is OR: one of its two inputs is always 1, and so is the answer. Both have to hold.",
)
def or_in_the_second_layer(x1, x2):
    return or_gate(or_gate(x1, x2), nand_gate(x1, x2))


@mistake(
    "xor_gate",
    hint="Your last gate still looks at x1 or x2 itself. It should see only what layer one has said.",
)
def second_layer_sees_an_input(x1, x2):
    return and_gate(x1, nand_gate(x1, x2))


@mistake(
    "xor_gate",
    hint="Your second layer is NAND, so the answer is turned round. Which gate is 1 when both sentences hold?",
)
def nand_in_the_second_layer(x1, x2):
    return nand_gate(or_gate(x1, x2), and_gate(x1, x2))


@mistake(
    "xor_gate",
    hint="The first layer is right. The two answers are joined by Python's `and`: that is the work of your third gate.",
)
def joins_with_python_and(x1, x2):
    return int(or_gate(x1, x2) and nand_gate(x1, x2))


@mistake(
    "xor_gate",
    hint="The first layer is right. The two answers are joined by a product: that is the work of your third gate.",
)
def joins_with_a_product(x1, x2):
    return or_gate(x1, x2) * nand_gate(x1, x2)


@mistake(
    "xor_gate",
    hint='OR minus AND is right, but subtracting is no gate of yours. Say "not both" with a gate, and join with a gate.',
)
def or_minus_and(x1, x2):
    return or_gate(x1, x2) - and_gate(x1, x2)


@mistake(
    "xor_gate",
    hint="Four NANDs do make XOR (well found!), but in three layers. Two layers will do, with each gate asked once.",
)
def four_nands(x1, x2):
    middle = nand_gate(x1, x2)
    return nand_gate(nand_gate(x1, middle), nand_gate(middle, x2))


@variant("xor_gate", "in one line, with the inputs the other way round")
def xor_in_one_line(x1, x2):
    return and_gate(nand_gate(x2, x1), or_gate(x1, x2))


# --- 1.6 best_linear_accuracy


def _search(X, t, w1s, w2s, bs, score=lambda y, t: float(np.mean(y == t)), decide=None):
    """Search three lists of values; the mistakes below differ in one thing each."""
    decide = decide or step
    scores = [
        score(decide(neuron(X, np.array([w1, w2]), b)), t) for w1 in w1s for w2 in w2s for b in bs
    ]
    return scores


@mistake(
    "best_linear_accuracy",
    hint="Your lines all go through the origin: the bias is not part of the search.",
)
def searches_without_bias(X, t, grid):
    return max(_search(X, t, grid, grid, [0.0]))


@mistake("best_linear_accuracy", hint="You skip values of the grid. Every combination counts.")
def every_other_value(X, t, grid):
    return max(_search(X, t, grid[::2], grid[::2], grid[::2]))


@mistake("best_linear_accuracy", hint="The last value of the grid is never tried.")
def stops_one_short(X, t, grid):
    return max(_search(X, t, grid[:-1], grid[:-1], grid[:-1]))


@mistake("best_linear_accuracy", hint="The first value of the grid is never tried.")
def begins_one_late(X, t, grid):
    return max(_search(X, t, grid[1:], grid[1:], grid[1:]))


@mistake(
    "best_linear_accuracy",
    hint="You search values of your own. The grid that is handed in is the one to search.",
)
def searches_its_own_grid(X, t, grid):
    own = np.linspace(-2, 2, 9)
    return max(_search(X, t, own, own, own))


@mistake(
    "best_linear_accuracy",
    hint="Both inputs always get the same weight. w1 and w2 are chosen independently.",
)
def equal_weights(X, t, grid):
    return max(
        float(np.mean(step(neuron(X, np.array([w, w]), b)) == t)) for w in grid for b in grid
    )


@mistake(
    "best_linear_accuracy",
    hint="All three numbers run through the grid hand in hand. Each one goes its own way: loops inside loops.",
)
def hand_in_hand(X, t, grid):
    return max(float(np.mean(step(neuron(X, np.array([g, g]), g)) == t)) for g in grid)


@mistake(
    "best_linear_accuracy",
    hint="You look at the samples that should be 1 only. A right 0 counts as much.",
)
def counts_the_ones_only(X, t, grid):
    def recall(y, t):
        return float(np.sum((y == 1) & (t == 1)) / max(1, np.sum(t == 1)))

    return max(_search(X, t, grid, grid, grid, score=recall))


@mistake("best_linear_accuracy", hint="You return the last accuracy, not the best one so far.")
def returns_the_last(X, t, grid):
    return _search(X, t, grid, grid, grid)[-1]


@mistake(
    "best_linear_accuracy",
    hint="That is how many rows are right. Asked for is the share of all rows.",
)
def returns_a_count(X, t, grid):
    return max(_search(X, t, grid, grid, grid, score=lambda y, t: int(np.sum(y == t))))


@mistake("best_linear_accuracy", hint="That is a percentage. Asked for is a share between 0 and 1.")
def returns_percent(X, t, grid):
    return 100 * max(_search(X, t, grid, grid, grid))


@mistake("best_linear_accuracy", hint="That is the share of *wrong* answers of the best line.")
def returns_the_error(X, t, grid):
    return 1 - max(_search(X, t, grid, grid, grid))


@mistake(
    "best_linear_accuracy",
    hint="You turn a line round when it is wrong more often than right. That line's opposite may not be on the grid.",
)
def turns_bad_lines_round(X, t, grid):
    return max(max(score, 1 - score) for score in _search(X, t, grid, grid, grid))


@mistake(
    "best_linear_accuracy",
    hint="Both weights 0 is a combination of the grid too, even if it makes no line.",
)
def skips_weights_of_zero(X, t, grid):
    scores = [
        float(np.mean(step(neuron(X, np.array([w1, w2]), b)) == t))
        for w1 in grid
        for w2 in grid
        for b in grid
        if w1 != 0 or w2 != 0
    ]
    return max(scores, default=0.0)


@mistake(
    "best_linear_accuracy",
    hint="Sums of exactly 0 are answered 1 in your version; your own `step` answers 0.",
)
def search_with_ties_firing(X, t, grid):
    return max(_search(X, t, grid, grid, grid, decide=lambda s: (s >= 0).astype(int)))


@variant("best_linear_accuracy", "all perceptrons at once, without a loop")
def search_without_loops(X, t, grid):
    w1, w2, b = np.meshgrid(grid, grid, grid, indexing="ij")
    sums = np.multiply.outer(X[:, 0], w1) + np.multiply.outer(X[:, 1], w2) + b
    right = (sums > 0) == (t[:, None, None, None] == 1)
    return right.mean(axis=0).max()


@variant("best_linear_accuracy", "with itertools, counting")
def search_with_product(X, t, grid):
    from itertools import product

    best = 0
    for w1, w2, b in product(grid, repeat=3):
        right = sum(int((w1 * x[0] + w2 * x[1] + b > 0) == bool(label)) for x, label in zip(X, t))
        best = max(best, right)
    return best / len(t)


# --- 1.7 perceptron_update


@mistake(
    "perceptron_update",
    hint="Your line moves the wrong way: after a 0 that should be a 1, the sum has to *grow*.",
)
def wrong_direction(w, b, x, t, lr):
    error = t - step(neuron(x, w, b))
    return w - lr * error * x, b - lr * error


@mistake("perceptron_update", hint="The weights learn, but the bias stays where it was.")
def bias_does_not_learn(w, b, x, t, lr):
    return w + lr * (t - step(neuron(x, w, b))) * x, b


@mistake("perceptron_update", hint="The bias learns, but the weights stay where they were.")
def weights_do_not_learn(w, b, x, t, lr):
    return w + 0 * x, b + lr * (t - step(neuron(x, w, b)))


@mistake(
    "perceptron_update",
    hint="You move the line even when the answer was right. What does t − y say then?",
)
def updates_when_right(w, b, x, t, lr):
    direction = 2 * t - 1
    return w + lr * direction * x, b + lr * direction


@mistake(
    "perceptron_update",
    hint="With labels 0 and 1, adding t · x changes nothing when t is 0. You have a rule for labels −1 and 1: "
    "here a 1 that should be a 0 must be corrected too.",
)
def rule_for_plus_minus_one(w, b, x, t, lr):
    if step(neuron(x, w, b)) != t:
        return w + lr * t * x, b + lr * t
    return w, b


@mistake(
    "perceptron_update",
    hint='You use the sum itself as y, so that right answers are "corrected" as well. The rule looks at the decision. '
    "(Your rule has a name and a future: it is the delta rule.)",
)
def uses_the_sum(w, b, x, t, lr):
    error = t - neuron(x, w, b)
    return w + lr * error * x, b + lr * error


@mistake("perceptron_update", hint="The learning rate has no effect on your weights.")
def ignores_the_learning_rate(w, b, x, t, lr):
    error = t - step(neuron(x, w, b))
    return w + error * x, b + error


@mistake("perceptron_update", hint="Weights follow the learning rate, the bias does not.")
def learning_rate_not_for_the_bias(w, b, x, t, lr):
    error = t - step(neuron(x, w, b))
    return w + lr * error * x, b + error


@mistake(
    "perceptron_update",
    hint="All weights move by the same amount in your version. An input's weight moves by as much as that input was on.",
)
def input_is_forgotten(w, b, x, t, lr):
    error = t - step(neuron(x, w, b))
    return w + lr * error, b + lr * error


@mistake(
    "perceptron_update",
    hint="You *replace* the weights by the correction instead of adding it to them.",
)
def replaces_the_weights(w, b, x, t, lr):
    error = t - step(neuron(x, w, b))
    return lr * error * x, lr * error


@mistake(
    "perceptron_update",
    hint="The result is right, but `w` of the caller has been changed too: `+=` writes into the array.",
)
def writes_into_w(w, b, x, t, lr):
    error = t - step(neuron(x, w, b))
    w += lr * error * x
    return w, b + lr * error


@mistake(
    "perceptron_update",
    hint="Your new weights are kept in an array of the old one's kind: when that holds whole numbers, the step loses its decimals.",
)
def new_weights_have_the_dtype_of_w(w, b, x, t, lr):
    error = t - step(neuron(x, w, b))
    new_w = w.copy()
    new_w[:] = w + lr * error * x
    return new_w, b + lr * error


@mistake(
    "perceptron_update",
    hint="At a sum of exactly 0 the perceptron answers 0; yours takes it for a 1.",
)
def update_with_ties_firing(w, b, x, t, lr):
    error = t - int(neuron(x, w, b) >= 0)
    return w + lr * error * x, b + lr * error


@variant("perceptron_update", "three cases")
def update_by_cases(w, b, x, t, lr):
    y = step(neuron(x, w, b))
    if y == t:
        return w, b
    if t == 1:
        return w + lr * x, b + lr
    return w - lr * x, b - lr


@variant("perceptron_update", "the bias as one more weight, of an input that is always 1")
def update_with_bias_inside(w, b, x, t, lr):
    longer, x1 = np.append(w, b), np.append(x, 1)
    longer = longer + lr * (t - int(longer @ x1 > 0)) * x1
    return longer[:-1], longer[-1]


# --- 1.8 train_perceptron


def _train(X, t, lr, epochs, rng, order=None, stop=True, w=None, b=0.0):
    """Train as the reference does; the mistakes below change one thing each."""
    w = np.zeros(X.shape[1]) if w is None else w
    counts = []
    for _ in range(epochs):
        wrong = 0
        for i in rng.permutation(len(X)) if order is None else order():
            wrong += int(step(neuron(X[i], w, b)) != t[i])
            w, b = perceptron_update(w, b, X[i], t[i], lr)
        counts.append(wrong)
        if stop and wrong == 0:
            break
    return w, b, counts


@mistake(
    "train_perceptron",
    hint="You go on after an epoch without a mistake. Nothing can change any more: stop.",
)
def never_stops_early(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs, rng, stop=False)


@mistake(
    "train_perceptron",
    hint="You stop before the last epoch's count is in the list: it should end with the 0 that stopped you.",
)
def leaves_out_the_last_count(X, t, lr, epochs, rng):
    w, b, counts = _train(X, t, lr, epochs, rng)
    return w, b, counts[:-1] if counts[-1] == 0 else counts


@mistake(
    "train_perceptron",
    hint="Samples that should be 0 teach your perceptron nothing: you treat labels 0 and 1 as if they were −1 and 1.",
)
def labels_taken_for_plus_minus_one(X, t, lr, epochs, rng):
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            if step(neuron(X[i], w, b)) != t[i]:
                w, b, wrong = w + lr * t[i] * X[i], b + lr * t[i], wrong + 1
        counts.append(wrong)
        if wrong == 0:
            break
    return w, b, counts


@mistake(
    "train_perceptron",
    hint="You shuffle X and leave t as it was: samples and labels no longer belong together.",
)
def shuffles_X_only(X, t, lr, epochs, rng):
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        shuffled = X[rng.permutation(len(X))]
        for x, label in zip(shuffled, t):
            wrong += int(step(neuron(x, w, b)) != label)
            w, b = perceptron_update(w, b, x, label, lr)
        counts.append(wrong)
        if wrong == 0:
            break
    return w, b, counts


@mistake(
    "train_perceptron",
    hint="You draw one order for the whole training. Each epoch wants a new one.",
)
def one_order_for_all_epochs(X, t, lr, epochs, rng):
    order = rng.permutation(len(X))
    return _train(X, t, lr, epochs, rng, order=lambda: order)


@mistake(
    "train_perceptron",
    hint="Your samples come in the order of the rows. Draw an order from `rng` in each epoch.",
)
def never_shuffles(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs, rng, order=lambda: range(len(X)))


@mistake(
    "train_perceptron",
    hint="From the second epoch on you shuffle what is shuffled already: X and t do belong together, but the order is no "
    "longer the one drawn. Keep X and t as they are, and visit them in the order of this epoch.",
)
def shuffles_the_shuffled(X, t, lr, epochs, rng):
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        X, t = X[order], t[order]
        wrong = 0
        for x, label in zip(X, t):
            wrong += int(step(neuron(x, w, b)) != label)
            w, b = perceptron_update(w, b, x, label, lr)
        counts.append(wrong)
        if wrong == 0:
            break
    return w, b, counts


@mistake(
    "train_perceptron",
    hint="You draw with replacement: some samples come twice in an epoch, and others not at all.",
)
def draws_with_replacement(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs, rng, order=lambda: rng.integers(0, len(X), size=len(X)))


@mistake(
    "train_perceptron",
    hint="You make a random generator of your own. Use the `rng` that is handed in, or nobody can repeat your run.",
)
def own_generator(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs, np.random.default_rng(42))


@mistake(
    "train_perceptron",
    hint="All samples of an epoch meet the weights of its beginning. Here each sample meets what the one before it has left.",
)
def one_update_an_epoch(X, t, lr, epochs, rng):
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        errors = t[order] - step(neuron(X[order], w, b))
        w, b = w + lr * errors @ X[order], b + lr * float(errors.sum())
        counts.append(int(np.sum(errors != 0)))
        if counts[-1] == 0:
            break
    return w, b, counts


@mistake(
    "train_perceptron",
    hint="You count after the update, when the sample may have been mended already. Count what was wrong before it.",
)
def counts_after_the_update(X, t, lr, epochs, rng):
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            w, b = perceptron_update(w, b, X[i], t[i], lr)
            wrong += int(step(neuron(X[i], w, b)) != t[i])
        counts.append(wrong)
        if wrong == 0:
            break
    return w, b, counts


@mistake(
    "train_perceptron",
    hint="You count over all samples when the epoch is over, with its last weights. Count on the way: was the answer wrong "
    "at the moment when the sample had its turn?",
)
def counts_when_the_epoch_is_over(X, t, lr, epochs, rng):
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            w, b = perceptron_update(w, b, X[i], t[i], lr)
        counts.append(int(np.sum(step(neuron(X, w, b)) != t)))
        if counts[-1] == 0:
            break
    return w, b, counts


@mistake(
    "train_perceptron",
    hint="Your counter is never set back: an epoch's entry contains the mistakes of all epochs before it.",
)
def counter_is_never_reset(X, t, lr, epochs, rng):
    w, b, wrong, counts = np.zeros(X.shape[1]), 0.0, 0, []
    for _ in range(epochs):
        before = wrong
        for i in rng.permutation(len(X)):
            wrong += int(step(neuron(X[i], w, b)) != t[i])
            w, b = perceptron_update(w, b, X[i], t[i], lr)
        counts.append(wrong)
        if wrong == before:
            break
    return w, b, counts


@mistake(
    "train_perceptron",
    hint="The list of mistakes holds one number for the whole run. Asked for is one number an epoch.",
)
def one_total(X, t, lr, epochs, rng):
    w, b, counts = _train(X, t, lr, epochs, rng)
    return w, b, [sum(counts)]


@mistake(
    "train_perceptron", hint="Your training starts with weights of 1. It should start with zeros."
)
def starts_with_ones(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs, rng, w=np.ones(X.shape[1]))


_RANDOM_START = "Your training starts with random weights. It should start with zeros, and `rng` is for the orders only."


@mistake("train_perceptron", hint=_RANDOM_START)
def starts_at_random(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs, rng, w=rng.normal(size=X.shape[1]))


@mistake("train_perceptron", hint=_RANDOM_START)
def starts_at_small_random(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs, rng, w=0.01 * rng.normal(size=X.shape[1]))


@mistake("train_perceptron", hint=_RANDOM_START)
def starts_at_standard_normal(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs, rng, w=0.01 * rng.standard_normal(X.shape[1]))


@mistake("train_perceptron", hint=_RANDOM_START)
def starts_at_uniform_random(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs, rng, w=rng.random(X.shape[1]))


@mistake(
    "train_perceptron",
    hint="Your weights begin as whole numbers, and stay so when nothing has to be learned. Begin with floats.",
)
def starts_with_whole_numbers(X, t, lr, epochs, rng):
    w, b, counts = np.zeros(X.shape[1], dtype=int), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            if step(neuron(X[i], w, b)) != t[i]:
                wrong += 1
                w, b = perceptron_update(w, b, X[i], t[i], lr)
        counts.append(wrong)
        if wrong == 0:
            break
    return w, b, counts


@mistake("train_perceptron", hint="One epoch too many: at most `epochs` of them.")
def one_epoch_too_many(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs + 1, rng)


@mistake("train_perceptron", hint="The last of the `epochs` epochs is never run.")
def one_epoch_too_few(X, t, lr, epochs, rng):
    return _train(X, t, lr, epochs - 1, rng)


@mistake(
    "train_perceptron",
    hint="You stop at the first sample that is right. Only a whole epoch without a mistake ends the training.",
)
def stops_at_the_first_right_sample(X, t, lr, epochs, rng):
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            if step(neuron(X[i], w, b)) == t[i]:
                break
            w, b, wrong = *perceptron_update(w, b, X[i], t[i], lr), wrong + 1
        counts.append(wrong)
        if wrong == 0:
            break
    return w, b, counts


@mistake(
    "train_perceptron",
    hint="You shuffle the caller's own X. Draw an order of indices, and leave the data as they were.",
)
def shuffles_in_place(X, t, lr, epochs, rng):
    w, b, counts = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        X[:], t[:] = X[order], t[order]
        wrong = 0
        for x, label in zip(X, t):
            wrong += int(step(neuron(x, w, b)) != label)
            w, b = perceptron_update(w, b, x, label, lr)
        counts.append(wrong)
        if wrong == 0:
            break
    return w, b, counts


_kept = {}


@mistake(
    "train_perceptron",
    hint="A second run goes on with the weights of the first: they are kept somewhere outside the function. "
    "Every call starts with zeros.",
)
def goes_on_where_it_stopped(X, t, lr, epochs, rng):
    w, b = _kept.get(X.shape[1], (None, 0.0))
    w, b, counts = _train(X, t, lr, epochs, rng, w=w, b=b)
    _kept[X.shape[1]] = (w, b)
    return w, b, counts


@variant("train_perceptron", "the rule written out, with a while loop")
def train_with_while(X, t, lr, epochs, rng):
    w, b = np.zeros(X.shape[1]), 0.0
    history = []
    while len(history) < epochs and (not history or history[-1] > 0):
        errors = 0
        for x, label in [(X[i], t[i]) for i in rng.permutation(len(X))]:
            answer = 1 if np.dot(w, x) + b > 0 else 0
            if answer != label:
                errors += 1
                w = w + lr * (label - answer) * x
                b = b + lr * (label - answer)
        history.append(errors)
    return w, b, history


@variant("train_perceptron", "copies of X and t in the new order")
def train_on_shuffled_copies(X, t, lr, epochs, rng):
    w, b, history = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        errors = 0
        for x, label in zip(X[order], t[order]):
            new_w, new_b = perceptron_update(w, b, x, label, lr)
            errors += int(new_b != b)
            w, b = new_w, new_b
        history.append(errors)
        if errors == 0:
            break
    return w, b, history


# --- 1.9 two_digits


def _pick(images, labels, first, second):
    chosen = (labels == first) | (labels == second)
    return images[chosen], labels[chosen]


@mistake(
    "two_digits",
    hint="Labels and classes have changed places: the *first* digit is class 0, the second is class 1.",
)
def classes_swapped(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1) / 16, (names == first).astype(int)


@mistake(
    "two_digits", hint="t still holds the digits themselves. A perceptron can only answer 0 and 1."
)
def labels_stay_digits(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1) / 16, names


@mistake("two_digits", hint="t holds True and False. Asked for are the integers 0 and 1.")
def labels_are_truth_values(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1) / 16, names == second


@mistake(
    "two_digits",
    hint="t holds an unsigned kind of integer, which cannot hold a −1, and the rule needs t − y. Make ordinary integers.",
)
def labels_unsigned(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1) / 16, (names == second).astype(np.uint8)


@mistake("two_digits", hint="t holds 0.0 and 1.0. Asked for are integers.")
def labels_are_decimal(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1) / 16, (names == second).astype(float)


_ALWAYS_16 = "You divide by the darkest pixel that happens to be there. Ink is 16, in pale images too, or they would all look alike."


@mistake("two_digits", hint=_ALWAYS_16)
def divides_by_the_maximum(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1) / kept.max(), (names == second).astype(int)


@mistake("two_digits", hint=_ALWAYS_16)
def divides_by_the_maximum_of_all(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1) / images.max(), (names == second).astype(int)


@mistake(
    "two_digits",
    hint="You stretch what is there to the range from 0 to 1. Paper is 0 and ink is 16, in pale images too.",
)
def stretches_the_range(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    span = kept.max() - kept.min()
    return (kept.reshape(len(kept), -1) - kept.min()) / span, (names == second).astype(int)


@mistake(
    "two_digits",
    hint="The larger digit becomes class 1 in your version. It is the *second* one, larger or not.",
)
def larger_digit_is_one(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1) / 16, (names == max(first, second)).astype(int)


@mistake("two_digits", hint="Brightness still runs from 0 to 16. Ink should be 1.0.")
def brightness_not_scaled(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1).astype(float), (names == second).astype(int)


@mistake("two_digits", hint="255 is the brightest value of other images. Here it is 16.")
def divides_by_255(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), -1) / 255, (names == second).astype(int)


@mistake(
    "two_digits", hint="Whole-number division leaves 0 or 1 of every pixel. The greys are lost."
)
def greys_are_lost(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return (kept.reshape(len(kept), -1) // 16).astype(float), (names == second).astype(int)


@mistake(
    "two_digits",
    hint="The images are still images, of shape (M, H, W). A perceptron wants one row of numbers for each.",
)
def images_stay_images(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept / 16, (names == second).astype(int)


@mistake("two_digits", hint="All images are still there. Keep only those of the two digits.")
def keeps_every_digit(images, labels, first, second):
    return images.reshape(len(images), -1) / 16, (labels == second).astype(int)


@mistake(
    "two_digits",
    hint="You put all images of the first digit before those of the second. Keep the order in which they stand.",
)
def sorts_by_digit(images, labels, first, second):
    kept = np.concatenate([images[labels == first], images[labels == second]])
    t = np.repeat([0, 1], [np.sum(labels == first), np.sum(labels == second)])
    return kept.reshape(len(kept), -1) / 16, t


@mistake("two_digits", hint="Your images are written column by column. Asked for is row by row.")
def pixels_column_by_column(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.transpose(0, 2, 1).reshape(len(kept), -1) / 16, (names == second).astype(int)


@mistake(
    "two_digits",
    hint="Pixels of different images are mixed: the first axis must stay the images when you reshape.",
)
def mixes_images(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(-1, len(kept)).T / 16, (names == second).astype(int)


@mistake("two_digits", hint="You count on 64 pixels. These images may have another size.")
def counts_on_64_pixels(images, labels, first, second):
    kept, names = _pick(images, labels, first, second)
    return kept.reshape(len(kept), 64) / 16, (names == second).astype(int)


@mistake(
    "two_digits",
    hint="`and` / `or` between two arrays of truth values cannot work; there is an operator that joins them element by element.",
)
def joins_with_or(images, labels, first, second):
    chosen = (labels == first) or (labels == second)
    return images[chosen].reshape(chosen.sum(), -1) / 16, (labels[chosen] == second).astype(int)


@variant("two_digits", "a loop that collects")
def collect_two_digits(images, labels, first, second):
    rows, t = [], []
    for image, label in zip(images, labels):
        if label in (first, second):
            rows.append(image.flatten() / 16.0)
            t.append(int(label == second))
    return np.array(rows), np.array(t)


@variant("two_digits", "with np.isin, in float32")
def two_digits_with_isin(images, labels, first, second):
    chosen = np.isin(labels, [first, second])
    X = images[chosen].astype(np.float32).reshape(-1, images.shape[1] * images.shape[2]) / 16
    return X, np.where(labels[chosen] == second, 1, 0)


# --- 1.10 train_and_test


def _share(X, t, w, b):
    return float(np.mean(step(neuron(X, w, b)) == t))


@mistake(
    "train_and_test",
    hint="You measure on the rows that were trained on. The honest part is the other one.",
)
def measures_on_the_training_rows(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, _share(X[:n_train], t[:n_train], w, b)


@mistake(
    "train_and_test",
    hint="You train on all rows. Then none are left that the perceptron has not seen.",
)
def trains_on_everything(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X, t, lr, epochs, rng)
    return w, b, _share(X[n_train:], t[n_train:], w, b)


@mistake("train_and_test", hint="You measure on all rows, the ones trained on among them.")
def measures_on_everything(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, _share(X, t, w, b)


@mistake(
    "train_and_test",
    hint="You train on the rows after `n_train` and measure on the first ones: the other way round.",
)
def parts_swapped(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[n_train:], t[n_train:], lr, epochs, rng)
    return w, b, _share(X[:n_train], t[:n_train], w, b)


@mistake("train_and_test", hint="You train on the *last* `n_train` rows.")
def trains_on_the_last_rows(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[-n_train:], t[-n_train:], lr, epochs, rng)
    return w, b, _share(X[:-n_train], t[:-n_train], w, b)


@mistake(
    "train_and_test",
    hint="You measure on the *last* `n_train` rows. The new rows are all those after the first `n_train`, however many they are.",
)
def measures_on_the_last_n_train(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, _share(X[-n_train:], t[-n_train:], w, b)


@mistake(
    "train_and_test",
    hint="A sum of exactly 0 counts as 1 when you measure; your own `step` answers 0.",
)
def measures_with_ties_firing(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, float(np.mean((neuron(X[n_train:], w, b) >= 0) == (t[n_train:] == 1)))


@mistake("train_and_test", hint="That is a percentage. Asked for is a share between 0 and 1.")
def gives_percent(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, 100 * _share(X[n_train:], t[n_train:], w, b)


@mistake(
    "train_and_test", hint="The first row after the training rows is left out of the measurement."
)
def leaves_out_a_row(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, _share(X[n_train + 1 :], t[n_train + 1 :], w, b)


@mistake(
    "train_and_test",
    hint="That is the share of wrong answers. Accuracy is the share of right ones.",
)
def gives_the_error_rate(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, 1 - _share(X[n_train:], t[n_train:], w, b)


@mistake("train_and_test", hint="That is how many answers are right. Accuracy is their share.")
def gives_a_count(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, int(np.sum(step(neuron(X[n_train:], w, b)) == t[n_train:]))


@mistake("train_and_test", hint="You compare sums with labels. The perceptron has not decided yet.")
def compares_sums_with_labels(X, t, n_train, lr, epochs, rng):
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, float(np.mean(neuron(X[n_train:], w, b) == t[n_train:]))


@mistake(
    "train_and_test",
    hint="The third value is the list of mistakes from training. Asked for is the accuracy on new rows.",
)
def gives_the_training_mistakes(X, t, n_train, lr, epochs, rng):
    return train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)


@mistake(
    "train_and_test",
    hint="The rows are shuffled before they are split. Here the *first* rows are the ones to train on.",
)
def shuffles_before_splitting(X, t, n_train, lr, epochs, rng):
    order = rng.permutation(len(X))
    X, t = X[order], t[order]
    w, b, _ = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    return w, b, _share(X[n_train:], t[n_train:], w, b)


@variant("train_and_test", "a loop that counts")
def test_by_counting(X, t, n_train, lr, epochs, rng):
    w, b, mistakes = train_perceptron(X[:n_train], t[:n_train], lr, epochs, rng)
    right = 0
    for x, label in zip(X[n_train:], t[n_train:]):
        if step(neuron(x, w, b)) == label:
            right += 1
    return w, b, right / (len(X) - n_train)


# --- predictions

mistake(
    "lr_prediction",
    name="as_many_times_as_small",
    value="A",
    hint="The steps are 64 times as small, true. But how far does the line have to go, when the weights are as small as the steps?",
)
mistake(
    "lr_prediction",
    name="small_steps_find_wide_margins",
    value="B",
    hint="The rule stops caring as soon as all is right, whatever the size of its steps. Follow the first two updates on paper.",
)
mistake(
    "lr_prediction",
    name="too_small_to_arrive",
    value="D",
    hint="The theorem of exercise 1.8 has no learning rate in it. Follow the first two updates on paper.",
)
mistake(
    "xor_prediction",
    name="settles_at_the_best_line",
    value="A",
    hint="On the best line one point is wrong. What does the rule do the moment it comes to that point?",
)
mistake(
    "xor_prediction",
    name="settles_at_chance",
    value="B",
    hint="To settle, the weights would have to stand still. When does the rule leave them alone?",
)
mistake(
    "xor_prediction",
    name="weights_grow",
    value="D",
    hint="Half of this is right. Every mistake moves the weights, but do all moves go the same way? Try some epochs by hand.",
)
