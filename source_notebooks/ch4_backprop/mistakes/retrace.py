"""What learners believe in exercise `retrace`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _after(losses_size=lambda y_size, Y: y_size, grads_size=lambda y_size, Y: y_size, order=(0, 1)):
    """Make a retrace with other sizes, or with the two counts exchanged."""

    def retrace(X, Y, W1, W2, lr, y_size, mask, times1, times2):
        times = (times1, times2)
        grads = gradients_seed001(X, Y, W1, W2, grads_size(y_size, Y), mask)
        V1 = W1 - times[order[0]] * lr * grads["W1"]
        V2 = W2 - times[order[1]] * lr * grads["W2"]
        return losses_seed001(X, Y, V1, V2, losses_size(y_size, Y))

    return retrace


mistake(
    "retrace",
    name="losses_with_another_size",
    binds=("retrace",),
    hint="In the gradient you use y_size, and in the losses at the end the number of outputs.",
)(lambda: (_after(losses_size=lambda y_size, Y: Y.size),))
mistake(
    "retrace",
    name="gradient_with_another_size",
    binds=("retrace",),
    hint="In the losses you use y_size, and in the gradient the number of outputs.",
)(lambda: (_after(grads_size=lambda y_size, Y: Y.size),))
mistake(
    "retrace",
    name="always_four",
    binds=("retrace",),
    hint="y_size is 4 for you in every case. Take what is given.",
)(lambda: (_after(lambda y_size, Y: 4, lambda y_size, Y: 4),))
mistake(
    "retrace",
    name="counts_exchanged",
    binds=("retrace",),
    hint="`times1` is for W1 and `times2` for W2; yours are exchanged.",
)(lambda: (_after(order=(1, 0)),))
mistake(
    "retrace",
    name="first_count_for_both",
    binds=("retrace",),
    hint="Both matrices are moved `times1` times.",
)(lambda: (_after(order=(0, 0)),))


@mistake(
    "retrace",
    hint="You compute a new gradient before every move. Here it is computed once, at the beginning, and used again and again.",
)
def new_gradient_every_time(X, Y, W1, W2, lr, y_size, mask, times1, times2):
    for _ in range(times1):
        W1 = W1 - lr * gradients_seed001(X, Y, W1, W2, y_size, mask)["W1"]
    for _ in range(times2):
        W2 = W2 - lr * gradients_seed001(X, Y, W1, W2, y_size, mask)["W2"]
    return losses_seed001(X, Y, W1, W2, y_size)


@mistake(
    "retrace",
    hint="The gradient of W2 is computed when W1 has moved already. Both are those at the beginning.",
)
def second_gradient_late(X, Y, W1, W2, lr, y_size, mask, times1, times2):
    W1 = W1 - times1 * lr * gradients_seed001(X, Y, W1, W2, y_size, mask)["W1"]
    W2 = W2 - times2 * lr * gradients_seed001(X, Y, W1, W2, y_size, mask)["W2"]
    return losses_seed001(X, Y, W1, W2, y_size)


@mistake("retrace", hint="However often a matrix is to be moved, you move it once.")
def once_or_not_at_all(X, Y, W1, W2, lr, y_size, mask, times1, times2):
    grads = gradients_seed001(X, Y, W1, W2, y_size, mask)
    if times1:
        W1 = W1 - lr * grads["W1"]
    if times2:
        W2 = W2 - lr * grads["W2"]
    return losses_seed001(X, Y, W1, W2, y_size)


@mistake(
    "retrace",
    hint="Each matrix is moved at least once in your version, even if 0 times are asked for.",
)
def at_least_once(X, Y, W1, W2, lr, y_size, mask, times1, times2):
    grads = gradients_seed001(X, Y, W1, W2, y_size, mask)
    V1 = W1 - max(times1, 1) * lr * grads["W1"]
    V2 = W2 - max(times2, 1) * lr * grads["W2"]
    return losses_seed001(X, Y, V1, V2, y_size)


@mistake("retrace", hint="`mask` is not handed on.")
def mask_not_handed_on(X, Y, W1, W2, lr, y_size, mask, times1, times2):
    grads = gradients_seed001(X, Y, W1, W2, y_size)
    V1, V2 = W1 - times1 * lr * grads["W1"], W2 - times2 * lr * grads["W2"]
    return losses_seed001(X, Y, V1, V2, y_size)


@mistake("retrace", hint="You never mask, whatever the caller asks for.")
def never_masks(X, Y, W1, W2, lr, y_size, mask, times1, times2):
    grads = gradients_seed001(X, Y, W1, W2, y_size, False)
    V1, V2 = W1 - times1 * lr * grads["W1"], W2 - times2 * lr * grads["W2"]
    return losses_seed001(X, Y, V1, V2, y_size)


@mistake("retrace", hint="You go uphill: lr times the gradient is subtracted.")
def uphill(X, Y, W1, W2, lr, y_size, mask, times1, times2):
    grads = gradients_seed001(X, Y, W1, W2, y_size, mask)
    V1, V2 = W1 + times1 * lr * grads["W1"], W2 + times2 * lr * grads["W2"]
    return losses_seed001(X, Y, V1, V2, y_size)


@mistake(
    "retrace", hint="You give the losses at the old weights. Those at the moved ones are asked for."
)
def losses_before(X, Y, W1, W2, lr, y_size, mask, times1, times2):
    return losses_seed001(X, Y, W1, W2, y_size)


@mistake("retrace", hint="You add everything up. The matrix is asked for.")
def summed(X, Y, W1, W2, lr, y_size, mask, times1, times2):
    return _after()(X, Y, W1, W2, lr, y_size, mask, times1, times2).sum()


@mistake("retrace", hint="`-=` moves the caller's own matrices.")
def moves_the_callers_weights(X, Y, W1, W2, lr, y_size, mask, times1, times2):
    grads = gradients_seed001(X, Y, W1, W2, y_size, mask)
    for _ in range(times1):
        W1 -= lr * grads["W1"]
    for _ in range(times2):
        W2 -= lr * grads["W2"]
    return losses_seed001(X, Y, W1, W2, y_size)


@mistake(
    "retrace",
    hint="You take whole steps, in which both matrices move, as often as the larger count says.",
)
def whole_steps(X, Y, W1, W2, lr, y_size, mask, times1, times2):
    for _ in range(max(times1, times2)):
        W1, W2 = step_seed001(X, Y, W1, W2, lr, y_size, mask)
    return losses_seed001(X, Y, W1, W2, y_size)


@variant("retrace", "copies that are moved in place")
def copies_in_place(X, Y, W1, W2, lr, y_size, mask, times1, times2):
    w1, w2 = W1.copy(), W2.copy()
    grads = gradients_seed001(X, Y, W1, W2, y_size, mask=mask)
    for _ in range(times1):
        w1 -= lr * grads["W1"]
    for _ in range(times2):
        w2 -= lr * grads["W2"]
    return losses_seed001(X, Y, w1, w2, y_size)


@variant("retrace", "counts times the step")
def by_multiplying(X, Y, W1, W2, lr, y_size, mask, times1, times2):
    return _after()(X, Y, W1, W2, lr, y_size, mask, times1, times2)
