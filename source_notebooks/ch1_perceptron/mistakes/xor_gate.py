"""What learners believe in exercise `xor_gate`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


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
