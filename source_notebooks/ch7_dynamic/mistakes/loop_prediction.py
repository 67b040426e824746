"""What learners believe of a loop on the tape."""

from autograder.mistakes import mistake

mistake(
    "loop_prediction",
    name="the_line_once",
    value="A",
    hint="You count the line of the program. The tape has one entry for each time that it ran.",
)
mistake(
    "loop_prediction",
    name="twos_multiplied",
    value="B",
    hint="Three rounds it is. But the slope of y · y at y is 2y, not 2: what is y in each round?",
)
mistake(
    "loop_prediction",
    name="no_derivative",
    value="D",
    hint="The tape never sees the `while`, only the multiplications that took place. Have those no slopes?",
)
