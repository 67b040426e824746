"""What learners believe in exercise `tenfold_prediction`."""

from autograder.mistakes import mistake

mistake(
    "tenfold_prediction",
    name="output_grows",
    value="A",
    hint="You follow z, which does become ten times as large. What does the layer behind it divide z by?",
)
mistake(
    "tenfold_prediction",
    name="nothing_changes",
    value="B",
    hint="The output stays, that is right. But the gradient says what happens when W moves by a certain distance, and that distance is now small beside W.",
)
mistake(
    "tenfold_prediction",
    name="gradient_grows",
    value="C",
    hint="The output stays, that is right. Now go back through the layer: by what does its backward pass divide, and has that become larger or smaller?",
)
