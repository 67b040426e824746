"""Wrong predictions of the number of parameters."""

from autograder.mistakes import mistake

WRONG = {
    "shared_link_twice": (
        99,
        "`turn` stands in two places, but it is one object. Each parameter counts once.",
    ),
    "four_too_many": (
        83,
        "Four too many: is the plain array `scale` a parameter? And what does `nobias` mean for the link in the list?",
    ),
    "twice_and_four_too_many": (
        103,
        "Two things: which of the 4 × 4 links are the same object? And are all four numbers of `scale` parameters?",
    ),
    "without_the_spare_one": (
        70,
        "`spare` is an attribute of the model, so it is found. Whether `__call__` uses it is another matter.",
    ),
    "list_not_looked_at": (63, "One link is in the list alone. Lists are gone through."),
    "no_biases": (66, "Most of these links have a bias. How many numbers are in each?"),
    "parts_in_place_of_numbers": (9, "You counted variables. How many numbers do they hold?"),
}
for name, (number, hint) in WRONG.items():
    mistake("count_prediction", name=name, value=number, hint=hint)
