"""What learners believe in exercise `lr_prediction`: wrong answers with their hints."""

from autograder.mistakes import mistake

mistake(
    "lr_prediction",
    name="as_many_times_as_small",
    value="A",
    hint="The steps are 64 times as small, true. But how far does the line have to go, when the weights are as small as the steps?",
)
mistake(
    "lr_prediction",
    name="small_steps_find_wide_margins",
    value="B",
    hint="The rule stops caring as soon as all is right, whatever the size of its steps. Follow the first two updates on paper.",
)
mistake(
    "lr_prediction",
    name="too_small_to_arrive",
    value="D",
    hint="The theorem of exercise 1.8 has no learning rate in it. Follow the first two updates on paper.",
)
