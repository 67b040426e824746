"""What learners believe in exercise `ten_by_ten`."""

from autograder.mistakes import mistake

mistake(
    "ten_by_ten",
    name="an_exact_fit_is_no_fit",
    value="A",
    hint="A kernel that cannot move still stands somewhere. How many places does your `conv_out` give for 10 on 10?",
)
mistake(
    "ten_by_ten",
    name="forgets_the_pooling",
    value="B",
    hint="You are right about what fails. But follow your image to the end of the stack: what does the pooling get?",
)
mistake(
    "ten_by_ten",
    name="convolutions_keep_the_size",
    value="D",
    hint="Without padding the kernel cannot stand at the border. What does `conv_out` say of a kernel of 10 on 10 pixels?",
)
