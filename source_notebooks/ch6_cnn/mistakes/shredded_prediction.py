"""What learners predict of shuffled pixels."""

from autograder.mistakes import mistake

mistake(
    "shredded_prediction",
    name="nothing_is_lost",
    value="A",
    hint="Nothing is lost, true; but what is a window of nine pixels good for whose pixels come from anywhere?",
)
mistake(
    "shredded_prediction",
    name="half_blind",
    value="C",
    hint="The convolution is not all of this network. What do the dense layers behind it get, and what could they do with it?",
)
mistake(
    "shredded_prediction",
    name="all_is_lost",
    value="D",
    hint="Guessing would mean that nothing about the digit gets through. But every pixel is still there, and always in the same (wrong) place.",
)
