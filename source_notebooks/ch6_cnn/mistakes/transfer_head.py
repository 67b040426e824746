"""What learners believe of transfer learning."""

import numpy as np

from autograder.mistakes import mistake, variant


def softmax_gradient(z, t):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    d = e / e.sum(axis=1, keepdims=True)
    d[np.arange(len(t)), t] -= 1
    return d / len(t)


def head(h, t, classes, lr, steps, W=None, b=None, scale=1.0, bias=True, late=False):
    """Train a head, with rules that may be wrong."""
    W = np.zeros((h.shape[1], classes)) if W is None else W
    b = np.zeros(classes) if b is None else b
    for _ in range(steps):
        d = scale * softmax_gradient(h @ W + b, t)
        W = W - lr * h.T @ d
        if late:
            d = scale * softmax_gradient(h @ W + b, t)
        if bias:
            b = b - lr * d.sum(axis=0)
    return W, b


def finish(params, W, b):
    return {**params, "W3": W, "b3": b}


def rule(declare, name, hint, f=lambda h, t: h, **changes):
    def transfer_head(params, x, t, classes, lr, steps):
        h = f(body(params, x, training=False), t)
        return finish(params, *head(h, t, classes, lr, steps, **changes))

    declare("transfer_head", name=name, hint=hint)(transfer_head)


rule(mistake, "uphill", "You go uphill: the gradient is subtracted.", scale=-1.0)
rule(mistake, "no_bias", "The biases are never changed.", bias=False)
rule(
    mistake,
    "bias_after_the_weights",
    "You work out the biases' gradient when W3 has changed already. Both come first.",
    late=True,
)
rule(mistake, "double_steps", "Your steps are twice as long as lr says.", scale=2.0)


@mistake(
    "transfer_head",
    hint="The body is asked in training mode: it uses the batch's means, and moves its running averages.",
)
def training_mode(params, x, t, classes, lr, steps):
    h = body(params, x, training=True)
    return finish(params, *head(h, t, classes, lr, steps))


@mistake(
    "transfer_head",
    hint="You ask a copy of the body, but still in training mode: the features are those of this batch.",
)
def training_mode_of_a_copy(params, x, t, classes, lr, steps):
    h = body({k: v.copy() for k, v in params.items()}, x, training=True)
    return finish(params, *head(h, t, classes, lr, steps))


@mistake(
    "transfer_head",
    hint="The body is asked once a step. It does not change, so neither do the features.",
)
def asked_every_step(params, x, t, classes, lr, steps):
    W, b = head(body(params, x, training=False), t, classes, lr, 0)
    for _ in range(steps):
        W, b = head(body(params, x, training=False), t, classes, lr, 1, W, b)
    return finish(params, W, b)


@mistake("transfer_head", hint="The body is asked once for each sample.")
def asked_for_every_sample(params, x, t, classes, lr, steps):
    h = np.concatenate([body(params, x[n : n + 1], training=False) for n in range(len(x))])
    return finish(params, *head(h, t, classes, lr, steps))


@mistake(
    "transfer_head", hint="The new head is put into the caller's dict. A new dict is asked for."
)
def into_the_dict(params, x, t, classes, lr, steps):
    h = body(params, x, training=False)
    params["W3"], params["b3"] = head(h, t, classes, lr, steps)
    return params


@mistake("transfer_head", hint="The body is trained along: its last layer moves.")
def body_moves(params, x, t, classes, lr, steps):
    h = body(params, x, training=False)
    found = finish(params, *head(h, t, classes, lr, steps))
    return {**found, "W2": params["W2"] - lr * 0.01 * params["W2"], "b2": params["b2"] - lr * 0.01}


@mistake("transfer_head", hint="The body is trained along, in the caller's own arrays.")
def body_moves_in_place(params, x, t, classes, lr, steps):
    found = finish(params, *head(body(params, x, training=False), t, classes, lr, steps))
    params["W2"] -= 0.01 * lr
    return found


@mistake(
    "transfer_head",
    hint="You go on from the old head. It belongs to another task; the new one begins with zeros.",
)
def old_head(params, x, t, classes, lr, steps):
    h = body(params, x, training=False)
    D, K = params["W3"].shape
    W, b = np.zeros((D, classes)), np.zeros(classes)
    n = min(K, classes)
    W[:, :n], b[:n] = params["W3"][:, :n], params["b3"][:n]
    return finish(params, *head(h, t, classes, lr, steps, W, b))


@mistake(
    "transfer_head",
    hint="Only the new biases begin with zeros; the weights are random. (Zeros are fine for a single layer.)",
)
def random_head(params, x, t, classes, lr, steps):
    h = body(params, x, training=False)
    W = 0.01 * np.random.default_rng(0).normal(size=(h.shape[1], classes))
    return finish(params, *head(h, t, classes, lr, steps, W))


@mistake(
    "transfer_head", hint="The number of classes is taken from the labels that occur. It is given."
)
def classes_from_the_labels(params, x, t, classes, lr, steps):
    h = body(params, x, training=False)
    return finish(params, *head(h, t, int(t.max()) + 1, lr, steps))


@mistake("transfer_head", hint="The new head has as many classes as the old one.")
def old_number_of_classes(params, x, t, classes, lr, steps):
    h = body(params, x, training=False)
    K = max(params["W3"].shape[1], int(t.max()) + 1)
    return finish(params, *head(h, t, K, lr, steps))


@mistake("transfer_head", hint="Your steps add up the samples' gradients. The loss is a mean.")
def sum_over_the_batch(params, x, t, classes, lr, steps):
    h = body(params, x, training=False)
    return finish(params, *head(h, t, classes, lr, steps, scale=float(len(x))))


@mistake("transfer_head", hint="You divide by the batch twice.")
def divided_twice(params, x, t, classes, lr, steps):
    h = body(params, x, training=False)
    return finish(params, *head(h, t, classes, lr, steps, scale=1 / len(x)))


@mistake("transfer_head", hint="You minimise squared errors instead of the cross-entropy.")
def squared_errors(params, x, t, classes, lr, steps):
    h = body(params, x, training=False)
    W, b = head(h, t, classes, lr, 0)
    for _ in range(steps):
        d = 2 * (h @ W + b - np.eye(classes)[t]) / (len(t) * classes)
        W, b = W - lr * h.T @ d, b - lr * d.sum(axis=0)
    return finish(params, W, b)


@mistake(
    "transfer_head",
    hint="One sample after the other takes a step; the whole batch takes it together.",
)
def sample_by_sample(params, x, t, classes, lr, steps):
    h = body(params, x, training=False)
    W, b = head(h, t, classes, lr, 0)
    for _ in range(steps):
        for n in range(len(t)):
            W, b = head(h[n : n + 1], t[n : n + 1], classes, lr, 1, W, b)
    return finish(params, W, b)


@mistake("transfer_head", hint="You take one step too many.")
def one_step_more(params, x, t, classes, lr, steps):
    h = body(params, x, training=False)
    return finish(params, *head(h, t, classes, lr, steps + 1))


@mistake("transfer_head", hint="You take one step, however many are asked for.")
def one_step(params, x, t, classes, lr, steps):
    h = body(params, x, training=False)
    return finish(params, *head(h, t, classes, lr, min(steps, 1)))


@mistake("transfer_head", hint="All steps use the gradient at the beginning.")
def gradient_of_the_beginning(params, x, t, classes, lr, steps):
    h = body(params, x, training=False)
    return finish(params, *head(h, t, classes, lr * steps, min(steps, 1)))


@mistake("transfer_head", hint="Only the new head comes back. All of params is asked for.")
def head_only(params, x, t, classes, lr, steps):
    W, b = head(body(params, x, training=False), t, classes, lr, steps)
    return {"W3": W, "b3": b}


@mistake("transfer_head", hint="Keys that you do not know are lost.")
def known_keys_only(params, x, t, classes, lr, steps):
    W, b = head(body(params, x, training=False), t, classes, lr, steps)
    keys = ("W1", "b1", "mean", "var", "gamma", "beta", "W2", "b2")
    return {**{key: params[key] for key in keys}, "W3": W, "b3": b}


@mistake(
    "transfer_head",
    hint="The body's arrays come back in half or single precision; they stay exactly as they are.",
)
def single_precision(params, x, t, classes, lr, steps):
    W, b = head(body(params, x, training=False), t, classes, lr, steps)
    return {
        **{k: v.astype(np.float32).astype(v.dtype) for k, v in params.items()},
        "W3": W,
        "b3": b,
    }


@mistake(
    "transfer_head", hint="You train on the images themselves; the head stands on the features."
)
def on_the_pixels(params, x, t, classes, lr, steps):
    body(training=False, params=params, x=x)
    return finish(params, *head(x.reshape(len(x), -1), t, classes, lr, steps))


@mistake("transfer_head", hint="The labels are changed on the way: they begin with 0 already.")
def labels_shifted(params, x, t, classes, lr, steps):
    t -= t.min()
    h = body(params, x, training=False)
    return finish(params, *head(h, t, classes, lr, steps))


@mistake(
    "transfer_head",
    hint="Your features are scaled to a common size first. They are used as they are.",
)
def scaled_features(params, x, t, classes, lr, steps):
    h = body(params, x, training=False)
    h = (h - h.mean(axis=0)) / (h.std(axis=0) + 1e-8)
    return finish(params, *head(h, t, classes, lr, steps))


@variant("transfer_head", "written out, with one-hot labels and copies")
def written_out(params, x, t, classes, lr, steps):
    h = body(params, x, False)
    W, b = np.zeros((h.shape[1], classes)), np.zeros((classes,))
    target = np.eye(classes)[t]
    for _ in range(steps):
        z = h @ W + b
        p = np.exp(
            z
            - np.log(np.exp(z - z.max(1, keepdims=True)).sum(1, keepdims=True))
            - z.max(1, keepdims=True)
        )
        d = (p - target) / len(h)
        W, b = W - lr * (h.T @ d), b - lr * d.sum(0)
    new = {key: value.copy() for key, value in params.items()}
    new["W3"], new["b3"] = W, b
    return new
