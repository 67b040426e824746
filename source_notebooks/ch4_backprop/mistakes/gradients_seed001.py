"""What learners believe in exercise `gradients_seed001`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _forward(X, Y, W1, W2, y_size):
    """Return h, h_r and the signal at the outputs, as they should be."""
    h = X @ W1
    h_r = np.maximum(h, 0)
    return h, h_r, 2 * (h_r @ W2 - Y) / y_size


def _scaled(factor):
    """Make a right gradient with the signal at the outputs off by a factor."""

    def gradients(X, Y, W1, W2, y_size, mask=True):
        h, h_r, grad_y = _forward(X, Y, W1, W2, y_size)
        grad_y = grad_y * factor(X, Y, y_size)
        grad_h = grad_y @ W2.T
        if mask:
            grad_h = grad_h * (h > 0)
        return {"W1": X.T @ grad_h, "W2": h_r.T @ grad_y}

    return gradients


mistake(
    "gradients_seed001",
    name="lost_the_two",
    binds=("gradients_seed001",),
    hint="Everything is half as large as it should be: the derivative of a square has a 2.",
)(lambda: (_scaled(lambda X, Y, y_size: 0.5),))
mistake(
    "gradients_seed001",
    name="sign_turned_round",
    binds=("gradients_seed001",),
    hint="Every sign is turned round. The slope in y is positive where y is too *large*.",
)(lambda: (_scaled(lambda X, Y, y_size: -1),))
mistake(
    "gradients_seed001",
    name="not_divided",
    binds=("gradients_seed001",),
    hint="y_size has got lost on the way back. The loss was divided by it, so its slope is, too.",
)(lambda: (_scaled(lambda X, Y, y_size: y_size),))
mistake(
    "gradients_seed001",
    name="divides_by_all_outputs",
    binds=("gradients_seed001",),
    hint="You divide by the number of outputs, whatever y_size the caller gives.",
)(lambda: (_scaled(lambda X, Y, y_size: y_size / Y.size),))
mistake(
    "gradients_seed001",
    name="divides_by_the_samples",
    binds=("gradients_seed001",),
    hint="You divide by the number of samples, whatever y_size the caller gives.",
)(lambda: (_scaled(lambda X, Y, y_size: y_size / len(Y)),))
mistake(
    "gradients_seed001",
    name="mean_once_more",
    binds=("gradients_seed001",),
    hint="You take a mean over the samples as well. y_size has taken care of that.",
)(lambda: (_scaled(lambda X, Y, y_size: 1 / len(Y)),))


def _masked(cut, before=lambda h, h_r: h_r):
    """Make gradients with another mask, and another input to the gradient of W2."""

    def gradients(X, Y, W1, W2, y_size, mask=True):
        h, h_r, grad_y = _forward(X, Y, W1, W2, y_size)
        grad_h = cut(grad_y @ W2.T, h, mask)
        return {"W1": X.T @ grad_h, "W2": before(h, h_r).T @ grad_y}

    return gradients


mistake(
    "gradients_seed001",
    name="never_masks",
    binds=("gradients_seed001",),
    hint="Nothing is masked: the signal passes neurons that were off. (Is there a `-` where an `=` should be, or a comparison whose result is not used?)",
)(lambda: (_masked(lambda g, h, mask: g),))
mistake(
    "gradients_seed001",
    name="always_masks",
    binds=("gradients_seed001",),
    hint="You mask even with `mask=False`.",
)(lambda: (_masked(lambda g, h, mask: g * (h > 0)),))
mistake(
    "gradients_seed001",
    name="masks_the_other_way_round",
    binds=("gradients_seed001",),
    hint="You mask when `mask` is False, and not when it is True.",
)(lambda: (_masked(lambda g, h, mask: g if mask else g * (h > 0)),))
mistake(
    "gradients_seed001",
    name="mask_on_the_signal",
    binds=("gradients_seed001",),
    hint="You stop the signal where *the signal* is negative. What decides is whether the neuron was on: h.",
)(lambda: (_masked(lambda g, h, mask: np.maximum(g, 0) if mask else g),))
mistake(
    "gradients_seed001",
    name="passes_at_zero",
    binds=("gradients_seed001",),
    hint="At h = 0 exactly your signal passes. By this course's rule it does not.",
)(lambda: (_masked(lambda g, h, mask: g * (h >= 0) if mask else g),))
mistake(
    "gradients_seed001",
    name="stops_where_on",
    binds=("gradients_seed001",),
    hint="You stop the signal at neurons that were *on*.",
)(lambda: (_masked(lambda g, h, mask: g * (h <= 0) if mask else g),))
mistake(
    "gradients_seed001",
    name="multiplies_by_h",
    binds=("gradients_seed001",),
    hint="You multiply the signal by the bent sums themselves. The slope of a ReLU is 0 or 1.",
)(lambda: (_masked(lambda g, h, mask: g * np.maximum(h, 0) if mask else g),))
mistake(
    "gradients_seed001",
    name="whole_samples_stopped",
    binds=("gradients_seed001",),
    hint="If one neuron of a sample is off, you stop the signals of all. Each neuron answers for itself.",
)(lambda: (_masked(lambda g, h, mask: g * (h > 0).all(axis=1, keepdims=True) if mask else g),))
mistake(
    "gradients_seed001",
    name="neurons_stopped_for_all_samples",
    binds=("gradients_seed001",),
    hint="If a neuron is off for one sample, you stop it for all samples. The mask has a row for each.",
)(lambda: (_masked(lambda g, h, mask: g * (h > 0).all(axis=0) if mask else g),))
mistake(
    "gradients_seed001",
    name="leaks",
    binds=("gradients_seed001",),
    hint="A little of the signal leaks through neurons that were off. That is another function, the leaky ReLU.",
)(lambda: (_masked(lambda g, h, mask: np.where(h > 0, g, 0.2 * g) if mask else g),))
mistake(
    "gradients_seed001",
    name="sums_for_w2",
    binds=("gradients_seed001",),
    hint="For the gradient of W2 you use h. What W2 got to see on the way forward was the bent h_r.",
)(lambda: (_masked(lambda g, h, mask: g * (h > 0) if mask else g, before=lambda h, h_r: h),))


@mistake(
    "gradients_seed001",
    hint="Without the mask you leave out the ReLU on the way forward as well. `mask=False` is about the way back only.",
)
def no_relu_without_mask(X, Y, W1, W2, y_size, mask=True):
    h = X @ W1
    h_r = np.maximum(h, 0) if mask else h
    grad_y = 2 * (h_r @ W2 - Y) / y_size
    grad_h = grad_y @ W2.T
    return {"W1": X.T @ (grad_h * (h > 0) if mask else grad_h), "W2": h_r.T @ grad_y}


@mistake(
    "gradients_seed001",
    hint="On the way back W2 is used as it is. The signal has to come from the outputs to the hidden neurons, so rows and columns change places.",
)
def w2_not_transposed(X, Y, W1, W2, y_size, mask=True):
    h, h_r, grad_y = _forward(X, Y, W1, W2, y_size)
    if W2.shape[0] == W2.shape[1]:
        grad_h = grad_y @ W2
    else:
        grad_h = grad_y @ W2.T
    if mask:
        grad_h = grad_h * (h > 0)
    return {"W1": X.T @ grad_h, "W2": h_r.T @ grad_y}


@mistake(
    "gradients_seed001",
    hint="Your gradients lie on their sides: a gradient has the shape of its weights.",
)
def transposed_results(X, Y, W1, W2, y_size, mask=True):
    h, h_r, grad_y = _forward(X, Y, W1, W2, y_size)
    grad_h = grad_y @ W2.T
    if mask:
        grad_h = grad_h * (h > 0)
    return {"W1": grad_h.T @ X, "W2": grad_y.T @ h_r}


@mistake(
    "gradients_seed001",
    hint="A pair comes back. A dictionary with the names W1 and W2 is asked for.",
)
def a_pair(X, Y, W1, W2, y_size, mask=True):
    found = _masked(lambda g, h, mask: g * (h > 0) if mask else g)(X, Y, W1, W2, y_size, mask)
    return found["W1"], found["W2"]


@mistake(
    "gradients_seed001",
    hint="Your numbers become float64 on the way. What comes in as float32 should come out as float32.",
)
def float64_always(X, Y, W1, W2, y_size, mask=True):
    wide = (array.astype(float) for array in (X, Y, W1, W2))
    return _masked(lambda g, h, mask: g * (h > 0) if mask else g)(*wide, y_size, mask)


@mistake(
    "gradients_seed001",
    hint="Only one sample reaches your gradients. Those of all samples are added up.",
)
def last_sample_only(X, Y, W1, W2, y_size, mask=True):
    one = _masked(lambda g, h, mask: g * (h > 0) if mask else g)
    return one(X[-1:], Y[-1:], W1, W2, y_size, mask)


@mistake(
    "gradients_seed001", hint="By default `mask` is True: look at the first line of the function."
)
def unmasked_by_default(X, Y, W1, W2, y_size, mask=False):
    return _masked(lambda g, h, mask: g * (h > 0) if mask else g)(X, Y, W1, W2, y_size, mask)


@mistake("gradients_seed001", hint="On its way back the signal does not pass W2 at all.")
def w2_left_out(X, Y, W1, W2, y_size, mask=True):
    h, h_r, grad_y = _forward(X, Y, W1, W2, y_size)
    grad_h = np.repeat(grad_y.sum(axis=1, keepdims=True), h.shape[1], axis=1)
    if mask:
        grad_h = grad_h * (h > 0)
    return {"W1": X.T @ grad_h, "W2": h_r.T @ grad_y}


@mistake(
    "gradients_seed001",
    hint="The outputs of your forward pass are bent. Only the hidden layer has a ReLU.",
)
def relu_on_the_outputs(X, Y, W1, W2, y_size, mask=True):
    h = X @ W1
    h_r = np.maximum(h, 0)
    grad_y = 2 * (np.maximum(h_r @ W2, 0) - Y) / y_size
    grad_h = grad_y @ W2.T
    if mask:
        grad_h = grad_h * (h > 0)
    return {"W1": X.T @ grad_h, "W2": h_r.T @ grad_y}


@variant("gradients_seed001", "as the tutorial writes it: dot, and = 0 in place")
def as_the_tutorial(X, Y, W1, W2, y_size, mask=True):
    h = X.dot(W1)
    h_r = np.maximum(h, 0)
    y_p = h_r.dot(W2)
    grad_y_p = 2.0 * (y_p - Y) / y_size
    second = h_r.T.dot(grad_y_p)
    grad_h = grad_y_p.dot(W2.T)
    if mask:
        grad_h[h <= 0] = 0
    return {"W2": second, "W1": X.T.dot(grad_h)}


@variant("gradients_seed001", "einsum, and np.where")
def by_einsum(X, Y, W1, W2, y_size, mask=True):
    h = np.einsum("mi,ih->mh", X, W1)
    on = h > 0
    h_r = np.where(on, h, 0)
    signal = (np.einsum("mh,ho->mo", h_r, W2) - Y) * 2 / y_size
    back = np.einsum("mo,ho->mh", signal, W2)
    back = np.where(on, back, 0) if mask else back
    return {"W1": np.einsum("mi,mh->ih", X, back), "W2": np.einsum("mh,mo->ho", h_r, signal)}


@variant("gradients_seed001", "sample after sample")
def by_samples(X, Y, W1, W2, y_size, mask=True):
    first, second = np.zeros_like(W1), np.zeros_like(W2)
    for x, wanted in zip(X, Y):
        h = x @ W1
        signal = 2 * (np.maximum(h, 0) @ W2 - wanted) / y_size
        back = W2 @ signal
        if mask:
            back[~(h > 0)] = 0
        first += np.outer(x, back)
        second += np.outer(np.maximum(h, 0), signal)
    return {"W1": first, "W2": second}
