"""What learners predict of learning rates."""

from autograder.mistakes import mistake

for _letter, _hint in (
    ("B", "You name the rate of the document. It is a good one; look at the ends."),
    (
        "C",
        "You think that a large rate overshoots. With Adam a step is about as long as the rate: how far does 0.1 lead, and how far 0.00001, in 1,300 steps?",
    ),
    (
        "D",
        "You think that Adam finds its own step size. It evens out the gradients; the length of a step is the learning rate.",
    ),
):
    mistake("rates_prediction", name=f"says_{_letter}", value=_letter, hint=_hint)
