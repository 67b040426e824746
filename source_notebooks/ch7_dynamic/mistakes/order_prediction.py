"""Wrong predictions about another order of operations."""

from autograder.mistakes import mistake

mistake(
    "order_prediction",
    name="all_equal",
    value="A",
    hint="The formula is the same, but a computer rounds after every single operation. Look at 10 / 6 and 10 · (1/6) above.",
)
mistake(
    "order_prediction",
    name="it_grows",
    value="C",
    hint="Would a ball that starts a hair's breadth beside another one roll into another valley? And does the rounding of a loss change the weights at all?",
)
mistake(
    "order_prediction",
    name="one_factor",
    value="D",
    hint="1/6 is rounded once, that is true. But then every product is rounded again, some up and some down.",
)
