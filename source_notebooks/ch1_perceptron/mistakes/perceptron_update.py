"""What learners believe in exercise `perceptron_update`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "perceptron_update",
    hint="Your line moves the wrong way: after a 0 that should be a 1, the sum has to *grow*.",
)
def wrong_direction(w, b, x, t, lr):
    error = t - step(neuron(x, w, b))
    return w - lr * error * x, b - lr * error


@mistake("perceptron_update", hint="The weights learn, but the bias stays where it was.")
def bias_does_not_learn(w, b, x, t, lr):
    return w + lr * (t - step(neuron(x, w, b))) * x, b


@mistake("perceptron_update", hint="The bias learns, but the weights stay where they were.")
def weights_do_not_learn(w, b, x, t, lr):
    return w + 0 * x, b + lr * (t - step(neuron(x, w, b)))


@mistake(
    "perceptron_update",
    hint="You move the line even when the answer was right. What does t − y say then?",
)
def updates_when_right(w, b, x, t, lr):
    direction = 2 * t - 1
    return w + lr * direction * x, b + lr * direction


@mistake(
    "perceptron_update",
    hint="With labels 0 and 1, adding t · x changes nothing when t is 0. You have a rule for labels −1 and 1: "
    "here a 1 that should be a 0 must be corrected too.",
)
def rule_for_plus_minus_one(w, b, x, t, lr):
    if step(neuron(x, w, b)) != t:
        return w + lr * t * x, b + lr * t
    return w, b


@mistake(
    "perceptron_update",
    hint='You use the sum itself as y, so that right answers are "corrected" as well. The rule looks at the decision. '
    "(Your rule has a name and a future: it is the delta rule.)",
)
def uses_the_sum(w, b, x, t, lr):
    error = t - neuron(x, w, b)
    return w + lr * error * x, b + lr * error


@mistake("perceptron_update", hint="The learning rate has no effect on your weights.")
def ignores_the_learning_rate(w, b, x, t, lr):
    error = t - step(neuron(x, w, b))
    return w + error * x, b + error


@mistake("perceptron_update", hint="Weights follow the learning rate, the bias does not.")
def learning_rate_not_for_the_bias(w, b, x, t, lr):
    error = t - step(neuron(x, w, b))
    return w + lr * error * x, b + error


@mistake(
    "perceptron_update",
    hint="All weights move by the same amount in your version. An input's weight moves by as much as that input was on.",
)
def input_is_forgotten(w, b, x, t, lr):
    error = t - step(neuron(x, w, b))
    return w + lr * error, b + lr * error


@mistake(
    "perceptron_update",
    hint="You *replace* the weights by the correction instead of adding it to them.",
)
def replaces_the_weights(w, b, x, t, lr):
    error = t - step(neuron(x, w, b))
    return lr * error * x, lr * error


@mistake(
    "perceptron_update",
    hint="The result is right, but `w` of the caller has been changed too: `+=` writes into the array.",
)
def writes_into_w(w, b, x, t, lr):
    error = t - step(neuron(x, w, b))
    w += lr * error * x
    return w, b + lr * error


@mistake(
    "perceptron_update",
    hint="Your new weights are kept in an array of the old one's kind: when that holds whole numbers, the step loses its decimals.",
)
def new_weights_have_the_dtype_of_w(w, b, x, t, lr):
    error = t - step(neuron(x, w, b))
    new_w = w.copy()
    new_w[:] = w + lr * error * x
    return new_w, b + lr * error


@mistake(
    "perceptron_update",
    hint="At a sum of exactly 0 the perceptron answers 0; yours takes it for a 1.",
)
def update_with_ties_firing(w, b, x, t, lr):
    error = t - int(neuron(x, w, b) >= 0)
    return w + lr * error * x, b + lr * error


@variant("perceptron_update", "three cases")
def update_by_cases(w, b, x, t, lr):
    y = step(neuron(x, w, b))
    if y == t:
        return w, b
    if t == 1:
        return w + lr * x, b + lr
    return w - lr * x, b - lr


@variant("perceptron_update", "the bias as one more weight, of an input that is always 1")
def update_with_bias_inside(w, b, x, t, lr):
    longer, x1 = np.append(w, b), np.append(x, 1)
    longer = longer + lr * (t - int(longer @ x1 > 0)) * x1
    return longer[:-1], longer[-1]
