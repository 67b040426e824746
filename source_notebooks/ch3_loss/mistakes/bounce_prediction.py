"""What learners believe in exercise `bounce_prediction`: wrong answers with their hints, and other right ones."""

from autograder.mistakes import mistake

mistake(
    "bounce_prediction",
    name="one_step_is_enough",
    value="A",
    hint="To arrive in one step, what you subtract must be the place itself. But is the gradient x, or is it 2x?",
)
mistake(
    "bounce_prediction",
    name="smaller_jumps",
    value="B",
    hint="From side to side is right. Compare the distance from the bottom before the step and after it, in numbers.",
)
mistake(
    "bounce_prediction",
    name="flies_off",
    value="D",
    hint="From side to side is right. Work out where the first step leads: is that place any higher than (−3, 4)?",
)
