"""What learners believe in exercise `twin_prediction`: wrong answers with their hints."""

from autograder.mistakes import mistake

mistake(
    "twin_prediction",
    name="noise_cancels",
    value="A",
    hint="On average the noise is 0; but does the first hit ask for an average?",
)
mistake(
    "twin_prediction",
    name="noise_does_harm",
    value="C",
    hint="Half of the twin's losses are larger, that is true. How many have to be smaller for a first hit?",
)
mistake(
    "twin_prediction",
    name="at_the_same_time",
    value="D",
    hint="How early is the run within 40 % of its best? From then on the twin has a chance at every iteration.",
)
