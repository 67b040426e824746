"""What learners believe in exercise `conv_out`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _refuse(n, k, pad):
    if k > n + 2 * pad:
        raise ValueError("it does not fit")


def _counting(count):
    """Make an answer that refuses what does not fit, and counts in its own way."""

    def conv_out(n, k, stride=1, pad=0):
        _refuse(n, k, pad)
        return count(n, k, stride, pad)

    return conv_out


for _name, _hint, _count in (
    (
        "rounds_to_the_nearest",
        "You round to the nearest whole number. A jump that the kernel can make only in part is no jump.",
        lambda n, k, s, p: round((n + 2 * p - k) / s) + 1,
    ),
    (
        "rounds_up",
        "You round up: the last place would stick out beyond the end of the row.",
        lambda n, k, s, p: -(-(n + 2 * p - k) // s) + 1,
    ),
    (
        "forgets_the_first_place",
        "You count the jumps. Before the first jump the kernel stands somewhere, too.",
        lambda n, k, s, p: (n + 2 * p - k) // s,
    ),
    (
        "pads_one_side",
        "You make the row longer once. The zeros stand on both sides.",
        lambda n, k, s, p: max(n + p - k, 0) // s + 1,
    ),
    (
        "ignores_the_padding",
        "Your count does not depend on the padding.",
        lambda n, k, s, p: max(n - k, 0) // s + 1,
    ),
    (
        "ignores_the_stride",
        "Your kernel always moves by one pixel, whatever the stride.",
        lambda n, k, s, p: n + 2 * p - k + 1,
    ),
    (
        "a_decimal_number",
        "The count is right, but it is a decimal number (3.0), and an array's shape wants whole ones.",
        lambda n, k, s, p: float((n + 2 * p - k) // s + 1),
    ),
    (
        "divides_exactly",
        "You divide without rounding: half a place is none.",
        lambda n, k, s, p: (n + 2 * p - k) / s + 1,
    ),
    (
        "one_is_added_before_dividing",
        "You add the one for the first place before you divide by the stride. Which of the two does the formula do first?",
        lambda n, k, s, p: (n + 2 * p - k + 1) // s,
    ),
    (
        "rounds_one_plus_up",
        "You divide the number of places at stride 1 by the stride, rounded to the nearest.",
        lambda n, k, s, p: round((n + 2 * p - k + 1) / s),
    ),
    (
        "kernel_is_padded",
        "You take the padding away from the row instead of adding it.",
        lambda n, k, s, p: (n - 2 * p - k) // s + 1,
    ),
    (
        "divides_the_row_first",
        "You divide the padded row by the stride before the kernel is taken away; the kernel is measured in pixels, not in jumps.",
        lambda n, k, s, p: (n + 2 * p) // s - k + 1,
    ),
    (
        "windows_side_by_side",
        "You ask how many kernels fit side by side. They may overlap: the stride decides, not the kernel's length.",
        lambda n, k, s, p: (n + 2 * p) // k,
    ),
    (
        "keeps_the_size",
        "You believe that a convolution keeps the size, divided by the stride. Without padding the kernel cannot stand at the very end.",
        lambda n, k, s, p: -(-(n + 2 * p) // s),
    ),
):
    mistake("conv_out", name=_name, hint=_hint, value=_counting(_count))


@mistake(
    "conv_out",
    hint="A kernel that does not fit gets a count of 0 or less from you. The exercise asks for a ValueError; keep the refusal.",
)
def does_not_refuse(n, k, stride=1, pad=0):
    return (n + 2 * pad - k) // stride + 1


@mistake(
    "conv_out",
    hint="You refuse a kernel that is exactly as long as the padded row. It has one place.",
)
def refuses_an_exact_fit(n, k, stride=1, pad=0):
    _refuse(n, k + 1, pad)
    return (n + 2 * pad - k) // stride + 1


@mistake(
    "conv_out",
    hint="You compare the kernel with the row before it is padded. Zeros make room, too.",
)
def refuses_without_padding(n, k, stride=1, pad=0):
    _refuse(n, k, 0)
    return (n + 2 * pad - k) // stride + 1


@mistake(
    "conv_out",
    hint="You refuse whenever pixels are left over. That is allowed: they stay unseen.",
)
def refuses_leftovers(n, k, stride=1, pad=0):
    _refuse(n, k, pad)
    if (n + 2 * pad - k) % stride:
        raise ValueError("it does not come out even")
    return (n + 2 * pad - k) // stride + 1


@mistake(
    "conv_out", hint="Stride and padding may be left out: then they are 1 and 0. Keep the defaults."
)
def no_defaults(n, k, stride, pad):
    _refuse(n, k, pad)
    return (n + 2 * pad - k) // stride + 1


@variant("conv_out", "counts the places one by one")
def by_counting(n, k, stride=1, pad=0):
    places = range(-pad, n + pad - k + 1, stride)
    if not places:
        raise ValueError("no place")
    return len(places)


@variant("conv_out", "rounds a quotient down")
def by_floor(n, k, stride=1, pad=0):
    _refuse(n, k, pad)
    return int(np.floor((n + 2 * pad - k) / stride + 1))
