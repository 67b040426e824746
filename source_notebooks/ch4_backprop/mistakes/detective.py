"""What learners believe in exercise `detective`: wrong reports with their hints."""

from autograder.mistakes import mistake

WRONG = {
    "blames_the_random_numbers": (
        "ACE",
        'Had the random numbers been drawn in another order, would "before" be exactly 1.5 times the program\'s matrix? Something else explains "after".',
    ),
    "blames_the_dtype": (
        "BCE",
        "float32 and float64 differ in the eighth digit. What is to be explained differs in the fourth. Set y_size and the mask right, and then count moves.",
    ),
    "blames_the_learning_rate": (
        "CDE",
        "A larger learning rate would move *both* matrices further. Try the two counts one at a time.",
    ),
    "blames_the_order": (
        "CEF",
        "The gradient of W2 stands on the page before anything is moved, and it is the right one for the first weights. How often was W1 moved?",
    ),
    "wrong_matrix_twice": (
        "CEH",
        "You have found two, and the third is nearly right. Which of the two counts has to be 2 for all twelve tiles to be green?",
    ),
    "trusts_the_falling_loss": (
        "I",
        "A falling loss proves nothing: the opening question had three wrong gradients whose losses fell.",
    ),
    "misses_the_mask": (
        "ACG",
        "You have found two. Read the line with `- 0` once more: is anything assigned there?",
    ),
    "misses_the_mask_for_the_dtype": (
        "BCG",
        "You have found two. float32 is used in both. Read the line with `- 0` once more: is anything assigned there?",
    ),
    "misses_the_four": (
        "AEG",
        'You have found two. Compare "before" with what the program prints at step 1: divide one by the other.',
    ),
    "both_matrices_twice": (
        "EGH",
        'If both had been moved twice, "after" would not be what it is; and "before" has a difference of its own.',
    ),
}
for name, (letters, hint) in WRONG.items():
    mistake("detective", name=name, value=letters, hint=hint)
