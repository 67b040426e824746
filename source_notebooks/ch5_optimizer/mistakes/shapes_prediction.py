"""What learners predict of wider and deeper networks."""

from autograder.mistakes import mistake

for _letter, _hint in (
    ("A", "You think that more neurons know more. What can three columns say about a price?"),
    (
        "C",
        "You count parameters against districts. What is needed to learn prices by heart is a way to tell districts apart: how many columns are there?",
    ),
    (
        "D",
        "You think that width helps and depth harms. With ReLU and He's initial values four layers train well.",
    ),
):
    mistake("shapes_prediction", name=f"says_{_letter}", value=_letter, hint=_hint)
