"""What learners predict of more columns."""

from autograder.mistakes import mistake

for _letter, _hint in (
    (
        "A",
        "You think that useless columns get weights near 0. Nothing makes them: they help to get the *training* prices right.",
    ),
    (
        "C",
        "You think that dice disturb the training. They are a welcome means of telling 404 districts apart.",
    ),
    (
        "D",
        "You think that the network finds out which columns matter. All that it is told is the training error.",
    ),
):
    mistake("features_prediction", name=f"says_{_letter}", value=_letter, hint=_hint)
