"""2.13 Ten sigmoids: what learners believe."""

from autograder.mistakes import mistake

mistake(
    "chain_prediction",
    name="becomes_a_step",
    value="A",
    hint="For that, the sigmoid would have to push numbers away from the middle. Take two numbers such as 0.2 and 0.8 and put them through once: are they further apart, or closer?",
)
mistake(
    "chain_prediction",
    name="nothing_more_happens",
    value="B",
    hint="Being between 0 and 1 is no reason to stay as you are: what is the sigmoid of 0.9?",
)
mistake(
    "chain_prediction",
    name="flat_at_zero",
    value="D",
    hint="Flat, yes. But can a sigmoid that gets numbers near 0 give numbers near 0? What is the sigmoid of 0?",
)
