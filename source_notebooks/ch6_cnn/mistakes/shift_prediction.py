"""What learners believe in exercise `shift_prediction`."""

from autograder.mistakes import mistake

mistake(
    "shift_prediction",
    name="training_reaches_everywhere",
    value="A",
    hint="Then *dense* would do well on late knocks, too. Which of its weights does a late knock meet, and what have they learned?",
)
mistake(
    "shift_prediction",
    name="a_convolution_makes_it_invariant",
    value="B",
    hint="The convolution finds the late knock, that is right. But its result is found at a late *place*. What comes behind it in *flattened*?",
)
mistake(
    "shift_prediction",
    name="nothing_carries_over",
    value="D",
    hint="Look at *one maximum* again: by the time the knock reaches the dense layer, what is left of its place?",
)
