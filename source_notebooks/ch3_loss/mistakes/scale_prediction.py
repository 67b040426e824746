"""What learners believe in exercise `scale_prediction`: wrong letters with their hints."""

from autograder.mistakes import mistake

mistake(
    "scale_prediction",
    name="like_the_accuracy",
    value="A",
    hint="The order of the scores stays, but the loss looks at their differences. Compute it for two scores with a lead of 1, and of 10.",
)
mistake(
    "scale_prediction",
    name="falls_to_zero",
    value="B",
    hint="True for the images that are right. One in ten is not: what happens to *their* price as c grows?",
)
mistake(
    "scale_prediction",
    name="rises_from_the_start",
    value="C",
    hint="True in the end. But begin at c near 0, where all probabilities are equal, and remember that nine in ten are right.",
)
