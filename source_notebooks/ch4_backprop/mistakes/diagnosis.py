"""What learners believe in exercise `diagnosis`: wrong causes with their hints."""

from autograder.mistakes import mistake

NAMES = tuple(f"cause_{who}" for who in "ABCDEFGHI")
RIGHT = dict(zip(NAMES, (9, 2, 7, 1, 4, 3, 8, 6, 5)))


def _with(**changes):
    return {**RIGHT, **{f"cause_{who}": cause for who, cause in changes.items()}}


mistake(
    "diagnosis",
    name="mask_and_transpose_swapped",
    binds=NAMES,
    value=_with(B=4, E=2),
    hint="B and E are wrong in the same arrays. Where the signal passes neurons that were off, a neuron that was *always on* cannot be wrong. "
    "Which of the two spares a neuron?",
)
mistake(
    "diagnosis",
    name="columns_and_sums_swapped",
    binds=NAMES,
    value=_with(C=8, G=7),
    hint="C and G are wrong in W2 alone. The rows of W2 belong to hidden neurons, its columns to outputs. In the reverse order of three, "
    "which one stays where it is?",
)
mistake(
    "diagnosis",
    name="two_and_mean_swapped",
    binds=NAMES,
    value=_with(A=6, H=9),
    hint="A and H are off by one factor each, 0.25 and 0.5, and in different arrays. There are 4 samples. And what does a lost 2 touch?",
)
mistake(
    "diagnosis",
    name="last_sample_and_mean_swapped",
    binds=NAMES,
    value=_with(A=1, D=9),
    hint="If only one sample is used, every array is wrong, by all kinds of factors. If a mean is taken for a sum, the factor is the same everywhere.",
)
mistake(
    "diagnosis",
    name="sign_and_right_swapped",
    binds=NAMES,
    value=_with(F=5, I=3),
    hint="One of F and I has an error of 2 in one array: that is what a turned sign gives. The right one has no error at all.",
)
mistake(
    "diagnosis",
    name="last_sample_and_two_swapped",
    binds=NAMES,
    value=_with(D=6, H=1),
    hint="D and H are wrong in all arrays. Which of them has the same ratio everywhere?",
)
mistake(
    "diagnosis",
    name="mask_and_sums_swapped",
    binds=NAMES,
    value=_with(B=8, G=2),
    hint="What passes a neuron on the way *back* makes the gradients before it wrong, W1 and b1. What goes into the gradient of W2 makes W2 wrong, and nothing else.",
)
mistake(
    "diagnosis",
    name="a_smaller_loss_is_right",
    binds=NAMES,
    value=_with(E=3, F=4),
    hint="E had the lowest loss in the opening question. Does that make it right? Look at its tiles.",
)
mistake(
    "diagnosis",
    name="transpose_and_columns_swapped",
    binds=NAMES,
    value=_with(C=4, E=7),
    hint="W2 is used on the way *back*, to the arrays before it. If it is used the wrong way round, which arrays suffer?",
)
