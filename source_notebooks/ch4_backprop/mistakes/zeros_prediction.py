"""Wrong predictions about a network that begins with zeros."""

from autograder.mistakes import mistake

mistake(
    "zeros_prediction",
    name="all_four_move",
    value="A",
    hint="The data do come in, but what becomes of them behind a matrix of zeros? And what of the slopes that come back through one?",
)
mistake(
    "zeros_prediction",
    name="second_layer_moves",
    value="B",
    hint="The slope of W2 is a product of two matrices. One of them is the hidden layer, and what is in it?",
)
mistake(
    "zeros_prediction",
    name="nothing_moves",
    value="D",
    hint="A tenth for every digit is not the truth, so dz is not 0. Who gets dz without any factor?",
)
