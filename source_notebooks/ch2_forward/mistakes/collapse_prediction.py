"""What learners predict of a network without bending."""

from autograder.mistakes import mistake

mistake(
    "collapse_prediction",
    name="nothing_is_lost",
    value=551_610,
    hint="That is the count of the whole stack. A single layer has one matrix: how many inputs has it, and how many outputs?",
)
mistake(
    "collapse_prediction",
    name="biases_are_forgotten",
    value=10_000,
    hint="These are the weights of the one layer. What becomes of the three rows of biases?",
)
mistake(
    "collapse_prediction",
    name="all_biases_are_kept",
    value=10_610,
    hint="The matrix is folded into one, but the biases are still three rows. How long is the row that is added to the scores?",
)
mistake(
    "collapse_prediction",
    name="biases_for_the_inputs",
    value=11_000,
    hint="A bias for each input? They belong to the neurons, and the one layer has ten.",
)
mistake(
    "collapse_prediction",
    name="the_last_layer_alone",
    value=1_010,
    hint="That is the last layer of the stack. The single layer has to begin at the inputs.",
)
mistake(
    "collapse_prediction",
    name="the_first_layer_alone",
    value=500_500,
    hint="That is the first layer of the stack. The single layer has to end at the ten scores.",
)
