"""What learners believe in exercise `train_seed001`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _loss(X, Y, W1, W2):
    return float(losses_seed001(X, Y, W1, W2, Y.size).sum())


@mistake(
    "train_seed001",
    hint="You train the caller's own matrices. The next run then begins with trained weights.",
)
def trains_the_callers_weights(X, Y, W1, W2, lr, steps, mask=True):
    w1, w2, history = W1, W2, []
    for _ in range(steps):
        history.append(_loss(X, Y, w1, w2))
        grads = gradients_seed001(X, Y, w1, w2, Y.size, mask)
        w1 -= lr * grads["W1"]
        w2 -= lr * grads["W2"]
    return w1, w2, history


@mistake(
    "train_seed001",
    hint="You note the loss after the step. Asked for is the loss that the step begins with.",
)
def loss_after_the_step(X, Y, W1, W2, lr, steps, mask=True):
    history = []
    for _ in range(steps):
        W1, W2 = step_seed001(X, Y, W1, W2, lr, Y.size, mask)
        history.append(_loss(X, Y, W1, W2))
    return W1, W2, history


@mistake("train_seed001", hint="Your history has one loss more than there are steps.")
def one_loss_too_many(X, Y, W1, W2, lr, steps, mask=True):
    history = [_loss(X, Y, W1, W2)]
    for _ in range(steps):
        W1, W2 = step_seed001(X, Y, W1, W2, lr, Y.size, mask)
        history.append(_loss(X, Y, W1, W2))
    return W1, W2, history


@mistake(
    "train_seed001",
    hint="You take one step fewer than you are asked for. Where does your loop end?",
)
def one_step_too_few(X, Y, W1, W2, lr, steps, mask=True):
    history = []
    for k in range(steps):
        history.append(_loss(X, Y, W1, W2))
        if k < steps - 1:
            W1, W2 = step_seed001(X, Y, W1, W2, lr, Y.size, mask)
    return W1, W2, history


@mistake(
    "train_seed001",
    hint="Every step begins at the first weights again: what one has learned, the next forgets.",
)
def every_step_from_the_start(X, Y, W1, W2, lr, steps, mask=True):
    history, new = [], (W1, W2)
    for _ in range(steps):
        history.append(_loss(X, Y, *new))
        new = step_seed001(X, Y, W1, W2, lr, Y.size, mask)
    return *new, history


@mistake(
    "train_seed001", hint="The loss is always that of the first weights. They have moved since."
)
def loss_of_the_start(X, Y, W1, W2, lr, steps, mask=True):
    history, first = [], (W1, W2)
    for _ in range(steps):
        history.append(_loss(X, Y, *first))
        W1, W2 = step_seed001(X, Y, W1, W2, lr, Y.size, mask)
    return W1, W2, history


@mistake("train_seed001", hint="`mask` is not handed on, so nothing changes without it.")
def mask_not_handed_on(X, Y, W1, W2, lr, steps, mask=True):
    history = []
    for _ in range(steps):
        history.append(_loss(X, Y, W1, W2))
        W1, W2 = step_seed001(X, Y, W1, W2, lr, Y.size)
    return W1, W2, history


@mistake("train_seed001", hint="y_size is 6 for you in every case. That is the size of *one* Y.")
def always_six(X, Y, W1, W2, lr, steps, mask=True):
    history = []
    for _ in range(steps):
        history.append(float(losses_seed001(X, Y, W1, W2, 6).sum()))
        W1, W2 = step_seed001(X, Y, W1, W2, lr, 6, mask)
    return W1, W2, history


@mistake(
    "train_seed001",
    hint="You divide by the number of samples. y_size is the number of *all* outputs.",
)
def divides_by_the_samples(X, Y, W1, W2, lr, steps, mask=True):
    history = []
    for _ in range(steps):
        history.append(float(losses_seed001(X, Y, W1, W2, len(Y)).sum()))
        W1, W2 = step_seed001(X, Y, W1, W2, lr, len(Y), mask)
    return W1, W2, history


@mistake(
    "train_seed001",
    hint="You take the mean of a matrix that has been divided by y_size already. The sum is asked for.",
)
def mean_of_the_matrix(X, Y, W1, W2, lr, steps, mask=True):
    history = []
    for _ in range(steps):
        history.append(float(losses_seed001(X, Y, W1, W2, Y.size).mean()))
        W1, W2 = step_seed001(X, Y, W1, W2, lr, Y.size, mask)
    return W1, W2, history


@mistake(
    "train_seed001",
    hint="You note whole matrices. The history holds one number for each step, the sum.",
)
def matrices_in_the_history(X, Y, W1, W2, lr, steps, mask=True):
    history = []
    for _ in range(steps):
        history.append(losses_seed001(X, Y, W1, W2, Y.size))
        W1, W2 = step_seed001(X, Y, W1, W2, lr, Y.size, mask)
    return W1, W2, history


@mistake("train_seed001", hint="W2 is never moved.")
def w1_only(X, Y, W1, W2, lr, steps, mask=True):
    history = []
    for _ in range(steps):
        history.append(_loss(X, Y, W1, W2))
        W1, _ = step_seed001(X, Y, W1, W2, lr, Y.size, mask)
    return W1, W2, history


@mistake(
    "train_seed001",
    hint="You compute W1 and W2 in two steps, and the second begins where the first has moved W1 already.",
)
def one_after_the_other(X, Y, W1, W2, lr, steps, mask=True):
    history = []
    for _ in range(steps):
        history.append(_loss(X, Y, W1, W2))
        W1 = step_seed001(X, Y, W1, W2, lr, Y.size, mask)[0]
        W2 = step_seed001(X, Y, W1, W2, lr, Y.size, mask)[1]
    return W1, W2, history


@mistake("train_seed001", hint="Only the last loss comes back. All are asked for, in a list.")
def last_loss_only(X, Y, W1, W2, lr, steps, mask=True):
    loss = 0.0
    for _ in range(steps):
        loss = _loss(X, Y, W1, W2)
        W1, W2 = step_seed001(X, Y, W1, W2, lr, Y.size, mask)
    return W1, W2, loss


@mistake(
    "train_seed001",
    hint="The history comes first in your result. First W1, then W2, then the history.",
)
def history_first(X, Y, W1, W2, lr, steps, mask=True):
    history = []
    for _ in range(steps):
        history.append(_loss(X, Y, W1, W2))
        W1, W2 = step_seed001(X, Y, W1, W2, lr, Y.size, mask)
    return history, W1, W2


@mistake(
    "train_seed001",
    hint="A list as a default value is made once, and lives on from call to call: your second history begins with the first one.",
)
def history_lives_on(X, Y, W1, W2, lr, steps, mask=True, history=[]):
    for _ in range(steps):
        history.append(_loss(X, Y, W1, W2))
        W1, W2 = step_seed001(X, Y, W1, W2, lr, Y.size, mask)
    return W1, W2, list(history)


@mistake("train_seed001", hint="You go on in float64. Weights keep their dtype.")
def float64_always(X, Y, W1, W2, lr, steps, mask=True):
    W1, W2, history = W1.astype(float), W2.astype(float), []
    for _ in range(steps):
        history.append(_loss(X, Y, W1, W2))
        W1, W2 = step_seed001(X, Y, W1, W2, lr, Y.size, mask)
    return W1, W2, history


@mistake(
    "train_seed001",
    hint="You stop as soon as the loss rises. Exactly as many steps as asked for are taken, whatever happens.",
)
def stops_when_it_rises(X, Y, W1, W2, lr, steps, mask=True):
    history = []
    for _ in range(steps):
        history.append(_loss(X, Y, W1, W2))
        if len(history) > 1 and history[-1] > history[-2]:
            break
        W1, W2 = step_seed001(X, Y, W1, W2, lr, Y.size, mask)
    return W1, W2, history


@variant("train_seed001", "copies that are moved in place; NumPy scalars in the history")
def copies_in_place(X, Y, W1, W2, lr, steps, mask=True):
    w1, w2, history = np.array(W1), np.array(W2), []
    for _ in range(steps):
        history.append(np.sum(losses_seed001(X, Y, w1, w2, Y.size)))
        grads = gradients_seed001(X, Y, w1, w2, Y.size, mask)
        w1 -= lr * grads["W1"]
        w2 -= lr * grads["W2"]
    return w1, w2, history


@variant("train_seed001", "a while loop and its own mean")
def by_while(X, Y, W1, W2, lr, steps, mask=True):
    history = []
    while len(history) < steps:
        y = np.maximum(X @ W1, 0) @ W2
        history.append(np.mean((y - Y) ** 2))
        W1, W2 = step_seed001(X, Y, W1, W2, lr, len(Y) * Y.shape[1], mask)
    return [W1.copy(), W2.copy(), history]
