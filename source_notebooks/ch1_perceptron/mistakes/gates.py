"""What learners believe in exercise `gates`: wrong answers with their hints, and other right ones."""

from autograder.mistakes import mistake, variant

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
