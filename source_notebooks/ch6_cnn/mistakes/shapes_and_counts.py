"""What learners believe of shapes and counts."""

import math

from autograder.mistakes import mistake, variant


def windows(n, k, stride, pad):
    if n + 2 * pad < k:
        raise ValueError("does not fit")
    return (n + 2 * pad - k) // stride + 1


def conv_count(F, C, k):
    return F * (C * k * k + 1)


def refuse_images(shape):
    if len(shape) != 1:
        raise ValueError("flatten first")
    return shape


def must_fit(rule):
    """Make a rule for the number of windows that refuses what does not fit."""

    def checked(n, k, stride, pad):
        windows(n, k, stride, pad)
        return rule(n, k, stride, pad)

    return checked


def follow(layers, shape, windows=windows, conv_count=conv_count, dense_count=None,
           pooled=None, check=refuse_images, pool_count=0):  # fmt: skip
    """Go through the layers with rules that may be wrong."""
    rows = []
    for layer in layers:
        count = 0
        if layer[0] == "conv":
            _, F, k, stride, pad = layer
            count = conv_count(F, shape[0], k)
            shape = (F, windows(shape[1], k, stride, pad), windows(shape[2], k, stride, pad))
        elif layer[0] == "pool":
            _, k, stride = layer
            if pooled is not None:
                shape = pooled(shape, k, stride)
            else:
                shape = (shape[0], windows(shape[1], k, stride, 0), windows(shape[2], k, stride, 0))
            count = pool_count
        elif layer[0] == "flatten":
            shape = (math.prod(shape),)
        else:
            shape = check(shape)
            count = (dense_count or (lambda K, D: K * (D + 1)))(layer[1], shape[0])
            shape = (layer[1],)
        rows.append((shape, count))
    return rows


def rule(declare, name, hint, **changes):
    def shapes_and_counts(layers, shape):
        return follow(layers, shape, **changes)

    declare("shapes_and_counts", name=name, hint=hint)(shapes_and_counts)


def padded_once(n, k, stride, pad):
    if n + pad < k:
        raise ValueError("does not fit")
    return (n + pad - k) // stride + 1


rule(
    mistake,
    "pad_once",
    "The frame is counted on one side only; it is on all four.",
    windows=padded_once,
)
rule(
    mistake,
    "one_window_too_few",
    "The window at the very beginning is not counted.",
    windows=lambda n, k, s, p: windows(n, k, s, p) - 1,
)
rule(
    mistake,
    "rounds",
    "You round to the nearest number of windows. One that does not fit wholly is no window.",
    windows=must_fit(lambda n, k, s, p: int((n + 2 * p - k) / s + 0.5) + 1),
)
rule(
    mistake,
    "rounds_up",
    "You count a last window that reaches over the rim.",
    windows=must_fit(lambda n, k, s, p: -(-(n + 2 * p - k) // s) + 1),
)
rule(
    mistake,
    "divides_by_the_stride",
    "You divide the side by the stride, whatever the window. How often does a window of k fit?",
    windows=must_fit(lambda n, k, s, p: (n + 2 * p) // s),
)
rule(
    mistake,
    "same_size",
    "A convolution keeps the size in your function. That depends on its frame and its stride.",
    windows=must_fit(lambda n, k, s, p: n),
)
rule(
    mistake,
    "stride_ignored",
    "The stride makes no difference in your function.",
    windows=lambda n, k, s, p: windows(n, k, 1, p),
)
rule(
    mistake,
    "pad_ignored",
    "The frame makes no difference in your function.",
    windows=lambda n, k, s, p: windows(n, k, s, 0),
)
rule(
    mistake,
    "fits_by_force",
    "A window that is larger than the image does not fit; you go on with a number of windows all the same.",
    windows=lambda n, k, s, p: (n + 2 * p - k) // s + 1,
)
rule(
    mistake,
    "refuses_the_whole_image",
    "You refuse a window that is just as large as the image. It fits, once.",
    windows=lambda n, k, s, p: windows(n - 1, k, s, p) * 0 + windows(n, k, s, p),
)
rule(
    mistake,
    "flat_filters",
    "Your filters have one layer of weights. They are as deep as the image has channels.",
    conv_count=lambda F, C, k: F * (k * k + 1),
)
rule(
    mistake,
    "no_biases_in_convolutions",
    "The biases of the convolutions are missing.",
    conv_count=lambda F, C, k: F * C * k * k,
)
rule(
    mistake,
    "a_bias_for_every_slice",
    "Each filter has one bias, not one for every channel that it looks at.",
    conv_count=lambda F, C, k: F * C * (k * k + 1),
)
rule(
    mistake,
    "one_bias_for_all_filters",
    "There is one bias for each filter, not one for all of them.",
    conv_count=lambda F, C, k: F * C * k * k + 1,
)
rule(
    mistake,
    "windows_are_rows",
    "Windows have k · k pixels, not k.",
    conv_count=lambda F, C, k: F * (C * k + 1),
)
rule(
    mistake,
    "no_biases_in_dense",
    "The biases of the dense layers are missing.",
    dense_count=lambda K, D: K * D,
)
rule(
    mistake,
    "bias_for_every_input",
    "A dense layer has a bias for each of its neurons, not for each of its inputs.",
    dense_count=lambda K, D: (K + 1) * D,
)
rule(
    mistake,
    "pool_by_its_window",
    "You divide the image by the pooling's window, whatever its stride.",
    pooled=lambda s, k, stride: (s[0], windows(s[1], k, k, 0), windows(s[2], k, k, 0)),
)
rule(
    mistake,
    "pool_drops_channels",
    "Pooling puts the channels together in your function; each one is pooled on its own.",
    pooled=lambda s, k, stride: (1, windows(s[1], k, stride, 0), windows(s[2], k, stride, 0)),
)
rule(
    mistake,
    "pool_always_fits",
    "A pooling's window, too, may be larger than the image.",
    pooled=lambda s, k, stride: (s[0], (s[1] - k) // stride + 1, (s[2] - k) // stride + 1),
)
rule(
    mistake,
    "pool_halves",
    "Not every pooling halves the image: its window and its stride are given.",
    pooled=lambda s, k, stride: (s[0], s[1] // 2, s[2] // 2),
)


rule(
    mistake,
    "dense_flattens",
    "A dense layer takes whatever comes in your function. Images have to be flattened before.",
    check=lambda shape: (math.prod(shape),),
)
rule(
    mistake,
    "dense_counts_channels",
    "You let a dense layer work on the channels of an image. It wants a row; refuse what is none.",
    check=lambda shape: shape,
)


@mistake("shapes_and_counts", hint="Height and width change sides on the way.")
def sides_swapped(layers, shape):
    return [((s[0], s[2], s[1]) if len(s) == 3 else s, count) for s, count in follow(layers, shape)]


@mistake(
    "shapes_and_counts", hint="Your list begins with the image itself. One entry for each layer."
)
def image_included(layers, shape):
    return [(shape, 0), *follow(layers, shape)]


@mistake("shapes_and_counts", hint="Square images only: you use one side for both.")
def square_only(layers, shape):
    return follow(layers, (shape[0], shape[1], shape[1]))


@mistake(
    "shapes_and_counts", hint="Only the last shape and the sum come back; each layer is asked for."
)
def totals_only(layers, shape):
    rows = follow(layers, shape)
    return [(rows[-1][0] if rows else shape, sum(count for _, count in rows))]


@mistake("shapes_and_counts", hint="Your counts add up from layer to layer. Each is on its own.")
def running_totals(layers, shape):
    rows, total = [], 0
    for s, count in follow(layers, shape):
        total += count
        rows.append((s, total))
    return rows


@mistake(
    "shapes_and_counts", hint="Sides are whole numbers; a plain division makes decimals of them."
)
def decimal_sides(layers, shape):
    return [
        (tuple(float(n) if len(s) == 3 and i else n for i, n in enumerate(s)), count)
        for s, count in follow(layers, shape)
    ]


@variant("shapes_and_counts", "windows counted one by one")
def by_counting(layers, shape):
    def count(n, k, stride, pad):
        found = len(range(0, n + 2 * pad - k + 1, stride))
        if not found:
            raise ValueError
        return found

    return follow(layers, shape, windows=count)
