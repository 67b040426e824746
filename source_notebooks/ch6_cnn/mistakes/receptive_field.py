"""What learners believe of how far a number sees."""

from autograder.mistakes import mistake, variant

right = receptive_field


def says(declare, name, hint):
    return declare("receptive_field", name=name, hint=hint)


@mistake("receptive_field", hint="You add up the widths. Neighbouring windows overlap.")
def adds_the_windows(layers):
    return sum(k for k, _ in layers) or 1


@says(mistake, "multiplies_the_windows", "You multiply the widths. Neighbouring windows overlap.")
def _(layers):
    width = 1
    for k, _ in layers:
        width *= k
    return width


@says(
    mistake,
    "strides_ignored",
    "Strides make no difference in your count. Behind a stride, neighbours are further apart.",
)
def _(layers):
    return 1 + sum(k - 1 for k, _ in layers)


@says(
    mistake,
    "own_stride_too_early",
    "A layer's own stride moves its neighbours apart, not the pixels that its window sees. It counts for what comes behind.",
)
def _(layers):
    width, apart = 1, 1
    for k, stride in layers:
        apart *= stride
        width += (k - 1) * apart
    return width


@says(
    mistake,
    "last_stride_only",
    "You use only the stride of the layer before. All strides before multiply.",
)
def _(layers):
    width, apart = 1, 1
    for k, stride in layers:
        width += (k - 1) * apart
        apart = stride
    return width


@says(
    mistake,
    "strides_add",
    "Strides multiply: two layers that each skip every second leave every fourth.",
)
def _(layers):
    width, apart = 1, 1
    for k, stride in layers:
        width += (k - 1) * apart
        apart += stride - 1
    return width


@says(mistake, "k_instead_of_k_minus_1", "A window of k is k − 1 steps wider than a single number.")
def _(layers):
    width, apart = 1, 1
    for k, stride in layers:
        width += k * apart
        apart *= stride
    return width


@says(mistake, "begins_with_0", "Without a layer a number sees its own pixel: 1, not 0.")
def _(layers):
    width, apart = 0, 1
    for k, stride in layers:
        width += (k - 1) * apart
        apart *= stride
    return width


@says(mistake, "no_layers_see_nothing", "Without a layer a number sees its own pixel.")
def _(layers):
    return right(layers) if layers else 0


@says(
    mistake,
    "layers_backwards",
    "You go from the last layer to the first, with the rule for the other way.",
)
def _(layers):
    return right(list(layers)[::-1])


@says(mistake, "area", "You count pixels of the square; the width is asked for.")
def _(layers):
    return right(layers) ** 2


@says(mistake, "first_window_times_strides", "Only the first window's width is in your count.")
def _(layers):
    width = layers[0][0] if layers else 1
    for _, stride in layers[1:]:
        width *= stride
    return width


@says(
    mistake,
    "squares_only_3",
    "Two pixels more for each layer: that is right for windows of 3 only.",
)
def _(layers):
    width, apart = 1, 1
    for _, stride in layers:
        width += 2 * apart
        apart *= stride
    return width


@says(
    mistake,
    "stops_at_skipped_pixels",
    "Where a window is smaller than the stride you leave out the pixels in between. The width counts from first to last.",
)
def _(layers):
    seen = {0}
    for k, stride in reversed(layers):
        seen = {place * stride + j for place in seen for j in range(k)}
    return len(seen)


@says(mistake, "decimal", "The width is a whole number; your division makes a decimal one of it.")
def _(layers):
    return right(layers) / 1


@says(mistake, "half_window_each_side", "k // 2 on either side is right for odd windows only.")
def _(layers):
    width, apart = 1, 1
    for k, stride in layers:
        width += 2 * (k // 2) * apart
        apart *= stride
    return width


@says(mistake, "jump_in_width", "You also add the stride itself to the width.")
def _(layers):
    width, apart = 1, 1
    for k, stride in layers:
        width += (k - 1) * apart + stride - 1
        apart *= stride
    return width


@variant("receptive_field", "from the last layer to the first")
def backwards(layers):
    width = 1
    for k, stride in reversed(layers):
        width = (width - 1) * stride + k
    return width


@variant("receptive_field", "by recursion")
def recursive(layers):
    if not layers:
        return 1
    k, stride = layers[0]
    return k + stride * (recursive(layers[1:]) - 1)


@variant("receptive_field", "first and last pixel that are seen")
def by_ends(layers):
    low = high = 0
    for k, stride in layers[::-1]:
        low, high = low * stride, high * stride + k - 1
    return high - low + 1
