"""What learners believe of a VGG block."""

import numpy as np

from autograder.mistakes import mistake, variant


def run(x, weights, biases, pad=1, between=True, last=True, pool_each=False, pool=True):
    for n, (W, b) in enumerate(zip(weights, biases)):
        x = Conv(W, b, pad=pad).forward(x)
        if last if n == len(weights) - 1 else between:
            x = ReLU().forward(x)
        if pool_each:
            x = MaxPool(2).forward(x)
    return MaxPool(2).forward(x) if pool and not pool_each else x


def rule(declare, name, hint, **changes):
    def vgg_block(x, weights, biases):
        return run(x, weights, biases, **changes)

    declare("vgg_block", name=name, hint=hint)(vgg_block)


rule(mistake, "no_frame", "Without a frame the image loses its rim at every convolution.", pad=0)
rule(
    mistake,
    "frame_too_wide",
    "Your frame is so wide that the image grows. Height and width stay.",
    pad=2,
)
rule(mistake, "no_relu", "There is no ReLU at all.", between=False, last=False)
rule(
    mistake,
    "relu_at_the_end_only",
    "ReLU comes once in your block. It comes after each one.",
    between=False,
)
rule(mistake, "no_last_relu", "The last convolution has no ReLU behind it.", last=False)
rule(
    mistake,
    "pools_every_time",
    "You halve the image after every convolution: once, at the end.",
    pool_each=True,
)
rule(mistake, "no_pooling", "The image is not halved.", pool=False)


@mistake("vgg_block", hint="All your convolutions use the first filters.")
def first_filters_only(x, weights, biases):
    return run(x, [weights[0]] * len(weights), [biases[0]] * len(weights))


@mistake("vgg_block", hint="Only the first convolution is done.")
def first_convolution_only(x, weights, biases):
    return run(x, weights[:1], biases[:1])


@mistake("vgg_block", hint="You do two convolutions, however many there are.")
def always_two(x, weights, biases):
    return run(x, weights[:2], biases[:2])


@mistake("vgg_block", hint="The last pair is left out.")
def last_left_out(x, weights, biases):
    return run(x, weights[:-1], biases[:-1])


@mistake("vgg_block", hint="You begin with the last filters.")
def backwards(x, weights, biases):
    return run(x, weights[::-1], biases[::-1])


@mistake("vgg_block", hint="The biases are left out.")
def no_biases(x, weights, biases):
    return run(x, weights, [0 * b for b in biases])


@mistake("vgg_block", hint="You pool first, and the convolutions see the halved image.")
def pools_first(x, weights, biases):
    return run(MaxPool(2).forward(x), weights, biases, pool=False)


@mistake("vgg_block", hint="You take the mean of each 2 × 2; the largest is asked for.")
def mean_pooling(x, weights, biases):
    x = run(x, weights, biases, pool=False)
    H, W = x.shape[2] // 2 * 2, x.shape[3] // 2 * 2
    return x[:, :, :H, :W].reshape(*x.shape[:2], H // 2, 2, W // 2, 2).mean(axis=(3, 5))


@mistake("vgg_block", hint="You take every second row and column, instead of the largest of four.")
def every_second(x, weights, biases):
    x = run(x, weights, biases, pool=False)
    return x[:, :, : x.shape[2] // 2 * 2 : 2, : x.shape[3] // 2 * 2 : 2]


@mistake(
    "vgg_block", hint="With an odd side your last window reaches over the rim. It is left out."
)
def odd_sides_rounded_up(x, weights, biases):
    x = run(x, weights, biases, pool=False)
    x = np.pad(x, ((0, 0), (0, 0), (0, x.shape[2] % 2), (0, x.shape[3] % 2)))
    return MaxPool(2).forward(x)


@mistake("vgg_block", hint="Your windows overlap: they move on by 1. The image is to be halved.")
def overlapping_windows(x, weights, biases):
    return MaxPool(2, stride=1).forward(run(x, weights, biases, pool=False))


@mistake("vgg_block", hint="You pool windows of 3 × 3.")
def windows_of_three(x, weights, biases):
    return MaxPool(3, stride=2, pad=1).forward(run(x, weights, biases, pool=False))


@mistake(
    "vgg_block", hint="Every convolution gets x in your loop, not what the one before has made."
)
def every_one_gets_x(x, weights, biases):
    y = x
    for W, b in zip(weights, biases):
        if W.shape[1] == x.shape[1]:
            y = ReLU().forward(Conv(W, b, pad=1).forward(x))
    return MaxPool(2).forward(y)


@mistake(
    "vgg_block", hint="ReLU is done to the biases, or before the convolution; it comes after it."
)
def relu_before(x, weights, biases):
    for W, b in zip(weights, biases):
        x = Conv(W, b, pad=1).forward(ReLU().forward(x))
    return MaxPool(2).forward(x)


@mistake("vgg_block", hint="You return from within the loop, after the first round.")
def returns_too_early(x, weights, biases):
    for W, b in zip(weights, biases):
        x = ReLU().forward(Conv(W, b, pad=1).forward(x))
        return MaxPool(2).forward(x)


@variant("vgg_block", "np.maximum, indices, and windows by reshape")
def by_hand(x, weights, biases):
    for n in range(len(weights)):
        framed = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
        x = np.maximum(0, correlate(framed, weights[n]) + biases[n].reshape(1, -1, 1, 1))
    N, F, H, W = x.shape
    x = x[:, :, : H - H % 2, : W - W % 2]
    return x.reshape(N, F, H // 2, 2, W // 2, 2).max(axis=5).max(axis=3)


@variant("vgg_block", "the last ReLU after the pooling, which gives the same")
def relu_after_the_pooling(x, weights, biases):
    return ReLU().forward(run(x, weights, biases, last=False))
