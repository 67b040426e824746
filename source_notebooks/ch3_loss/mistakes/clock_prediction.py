"""What learners believe in exercise `clock_prediction`: wrong answers with their hints, and other right ones."""

from autograder.mistakes import mistake

mistake(
    "clock_prediction",
    name="work_grows_like_width",
    value="A",
    hint="A weight matrix lies between two layers, and both have become wider. How many weights has it now?",
)
mistake(
    "clock_prediction",
    name="counts_the_weights_only",
    value="B",
    hint="Four times as many parameters to wiggle: that is right. But does each of the passes take as long as before?",
)
mistake(
    "clock_prediction",
    name="passes_only_twice_as_long",
    value="C",
    hint="You are near: there are more passes, and each takes longer. By what factor does the number of products in one pass grow?",
)
