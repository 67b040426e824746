"""What learners believe in exercise `mask_prediction`: wrong answers with their hints."""

from autograder.mistakes import mistake

mistake(
    "mask_prediction",
    name="wrong_gradients_lead_uphill",
    value="A",
    hint="Most numbers of the gradient are still right, and a direction that leads downhill at all makes the loss fall. Remember the opening question.",
)
mistake(
    "mask_prediction",
    name="turns_round_in_the_end",
    value="B",
    hint="Why should it turn round? The direction leads downhill at every place it comes to, and the steps are tiny.",
)
mistake(
    "mask_prediction",
    name="right_gradients_end_lower",
    value="C",
    hint="The right gradient is the steepest way down at each place. Does the steepest way also end lowest after 300 steps? It did not in the opening question.",
)
