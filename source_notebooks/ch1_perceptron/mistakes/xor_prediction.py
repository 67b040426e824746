"""What learners believe in exercise `xor_prediction`: wrong answers with their hints."""

from autograder.mistakes import mistake

mistake(
    "xor_prediction",
    name="settles_at_the_best_line",
    value="A",
    hint="On the best line one point is wrong. What does the rule do the moment it comes to that point?",
)
mistake(
    "xor_prediction",
    name="settles_at_chance",
    value="B",
    hint="To settle, the weights would have to stand still. When does the rule leave them alone?",
)
mistake(
    "xor_prediction",
    name="weights_grow",
    value="D",
    hint="Half of this is right. Every mistake moves the weights, but do all moves go the same way? Try some epochs by hand.",
)
