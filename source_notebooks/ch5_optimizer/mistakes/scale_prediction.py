"""What learners expect of a loss in another unit."""

from autograder.mistakes import mistake

mistake(
    "scale_prediction",
    name="says_all",
    value="A",
    hint="The direction is the same, but a step has a length, too. Take one step of SGD with the gradient 5, and one with 0.05.",
)
mistake(
    "scale_prediction",
    name="says_the_plain_ones",
    value="B",
    hint="Where does the size of the gradient go in the formula of SGD, and where in that of AdaGrad? Try one step of each.",
)
mistake(
    "scale_prediction",
    name="says_adam_only",
    value="D",
    hint="It is not the corrections that let the unit cancel. By what does RMSProp divide a gradient?",
)
