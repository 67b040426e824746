"""What learners believe in exercise `weight_decay`: wrong answers with their hints, and other right ones."""

import numpy as np

from autograder.mistakes import mistake, variant


def _decay(params, grads, lam, *, weights=lambda name, value: name.startswith("W"),
           cost=lambda lam, W: lam / 2 * np.sum(W**2), pull=lambda lam, W: lam * W):  # fmt: skip
    """Do the exercise with one part of it replaced."""
    penalty, decayed = 0.0, {}
    for name, grad in grads.items():
        decayed[name] = grad
        if weights(name, params[name]):
            penalty = penalty + cost(lam, params[name])
            decayed[name] = grad + pull(lam, params[name])
    return penalty, decayed


def _named(hint):
    return mistake("weight_decay", hint=hint)


@_named(
    "All arrays decay, biases and gammas too. Only keys that begin with a capital W name weights."
)
def everything_decays(params, grads, lam):
    return _decay(params, grads, lam, weights=lambda name, value: True)


@_named(
    "You go by the number of axes. Weights are told by their key alone: a W may have one axis, and a bias two."
)
def matrices_decay(params, grads, lam):
    return _decay(params, grads, lam, weights=lambda name, value: value.ndim >= 2)


@_named(
    "A W anywhere in the key is enough for you. It has to be at the beginning: `bW` is no weight."
)
def w_anywhere(params, grads, lam):
    return _decay(params, grads, lam, weights=lambda name, value: "W" in name)


@_named("A small w at the beginning counts for you. Only a capital one does.")
def small_w_too(params, grads, lam):
    return _decay(params, grads, lam, weights=lambda name, value: name.lower().startswith("w"))


@_named("You leave out keys that begin with b, and take the rest. gamma is no weight either.")
def all_but_b(params, grads, lam):
    return _decay(params, grads, lam, weights=lambda name, value: not name.startswith("b"))


@_named('You expect a number behind the W. `"W"` and `"Wout"` name weights, too.')
def numbered_only(params, grads, lam):
    return _decay(
        params, grads, lam, weights=lambda name, value: name[0] == "W" and name[1:].isdigit()
    )


@_named("The ½ is missing in the penalty, so penalty and gradient do not belong together.")
def no_half(params, grads, lam):
    return _decay(params, grads, lam, cost=lambda lam, W: lam * np.sum(W**2))


@_named("Your gradient has a 2, or your penalty a ½, too many: the derivative of ½W² is W.")
def twice_the_pull(params, grads, lam):
    return _decay(params, grads, lam, pull=lambda lam, W: 2 * lam * W)


@_named("The gradient has a ½ as well. The derivative of W² brings a 2 that meets it.")
def half_the_pull(params, grads, lam):
    return _decay(params, grads, lam, pull=lambda lam, W: lam / 2 * W)


@_named(
    "The pull is taken away from the gradient. The step goes *against* the gradient: so your weights would grow."
)
def pushed_away(params, grads, lam):
    return _decay(params, grads, lam, pull=lambda lam, W: -lam * W)


@_named(
    "Every weight is pulled by the same force, whatever its size. That is the decay that belongs to |W|, not to W²."
)
def pull_of_l1(params, grads, lam):
    return _decay(params, grads, lam, pull=lambda lam, W: lam * np.sign(W))


@_named("The penalty adds up lengths, |W|. It is about squares.")
def cost_of_l1(params, grads, lam):
    return _decay(params, grads, lam, cost=lambda lam, W: lam / 2 * np.sum(np.abs(W)))


@_named("You take the root of the sum of squares. The penalty is about the squares themselves.")
def cost_of_the_norm(params, grads, lam):
    return _decay(params, grads, lam, cost=lambda lam, W: lam / 2 * np.sqrt(np.sum(W**2)))


@_named("The penalty is a *mean* of squares. It is a sum: more weights cost more.")
def mean_of_squares(params, grads, lam):
    return _decay(params, grads, lam, cost=lambda lam, W: lam / 2 * np.mean(W**2))


@_named("You square the sum instead of adding up squares.")
def square_of_the_sum(params, grads, lam):
    return _decay(params, grads, lam, cost=lambda lam, W: lam / 2 * np.sum(W) ** 2)


@_named("The penalty is that of the last weight matrix only. Add them up.")
def last_matrix_only(params, grads, lam):
    _, decayed = _decay(params, grads, lam)
    penalty = 0.0
    for name in grads:
        if name.startswith("W"):
            penalty = lam / 2 * np.sum(params[name] ** 2)
    return penalty, decayed


@_named("λ is missing in the penalty.")
def no_lambda_in_the_cost(params, grads, lam):
    return _decay(params, grads, lam, cost=lambda lam, W: np.sum(W**2) / 2)


@_named("λ is missing in the gradient.")
def no_lambda_in_the_pull(params, grads, lam):
    return _decay(params, grads, lam, pull=lambda lam, W: W)


@_named("`+=` writes into the caller's own gradients.")
def writes_into_grads(params, grads, lam):
    penalty, decayed = 0.0, dict(grads)
    for name in decayed:
        if name.startswith("W"):
            penalty += lam / 2 * np.sum(params[name] ** 2)
            decayed[name] += lam * params[name]
    return penalty, decayed


@_named("The arrays are new, but you put them into the caller's dictionary.")
def writes_into_the_dictionary(params, grads, lam):
    penalty, decayed = _decay(params, grads, lam)
    grads.update(decayed)
    return penalty, grads


@_named(
    "You shrink the weights themselves. That is the optimizer's step; here only the gradient gets its share."
)
def shrinks_the_weights(params, grads, lam):
    found = _decay(params, grads, lam)
    for name in params:
        if name.startswith("W"):
            params[name] *= 1 - lam
    return found


@_named("Only the weights are in your result. The other gradients are needed, too.")
def biases_are_lost(params, grads, lam):
    penalty, decayed = _decay(params, grads, lam)
    return penalty, {name: value for name, value in decayed.items() if name.startswith("W")}


@_named("Biases get a gradient of zero: they would not learn any more.")
def biases_stand_still(params, grads, lam):
    penalty, decayed = _decay(params, grads, lam)
    return penalty, {k: v if k.startswith("W") else np.zeros_like(v) for k, v in decayed.items()}


@_named("You return the pull alone. It is added to the gradient that was there.")
def pull_alone(params, grads, lam):
    penalty, decayed = _decay(params, grads, lam)
    return penalty, {k: lam * params[k] if k.startswith("W") else v for k, v in decayed.items()}


@_named("The pull is multiplied with the *gradient*. It is the weight that is pulled to zero.")
def pulls_the_gradient(params, grads, lam):
    penalty, decayed = _decay(params, grads, lam)
    return penalty, {
        k: (1 + lam) * grads[k] if k.startswith("W") else v for k, v in decayed.items()
    }


@_named(
    "You pair arrays by their place in the dictionaries. It is the key that tells what belongs together."
)
def paired_by_place(params, grads, lam):
    penalty, decayed = 0.0, {}
    for (name, grad), (_, value) in zip(grads.items(), params.items()):
        decayed[name] = grad
        if name.startswith("W"):
            penalty += lam / 2 * np.sum(value**2)
            decayed[name] = grad + lam * value
    return penalty, decayed


@_named(
    "Without any weights your penalty is a whole 0, or there is none. A float is asked for: 0.0."
)
def whole_zero(params, grads, lam):
    penalty, decayed = _decay(params, grads, lam)
    return penalty if any(name.startswith("W") for name in grads) else 0, decayed


@_named("The penalty comes as an array, not as one number.")
def penalty_is_an_array(params, grads, lam):
    penalty, decayed = _decay(params, grads, lam)
    return np.array([penalty]), decayed


@_named("The two results are the wrong way round: first the penalty, then the gradients.")
def gradients_first(params, grads, lam):
    return _decay(params, grads, lam)[::-1]


@_named(
    "Where nothing has to be added you give back the caller's own dictionary. A new one is asked for, always: what is done to the result must not reach `grads`."
)
def callers_dictionary_if_nothing_decays(params, grads, lam):
    penalty, decayed = _decay(params, grads, lam)
    return (penalty, grads) if penalty == 0 else (penalty, decayed)


@_named("Weights whose gradient happens to be 0 are not pulled. The pull does not ask for it.")
def pulls_only_where_something_arrives(params, grads, lam):
    penalty, decayed = _decay(params, grads, lam)
    return penalty, {k: np.where(grads[k] != 0, v, 0.0) for k, v in decayed.items()}


@_named("Your penalty is an array without axes. That looks like a number; a number is asked for.")
def penalty_without_axes(params, grads, lam):
    penalty, decayed = _decay(params, grads, lam)
    return np.array(penalty), decayed


@variant("weight_decay", "two comprehensions, by the first letter")
def comprehensions(params, grads, lam):
    names = [name for name in params if name[:1] == "W"]
    penalty = 0.5 * lam * sum(float((params[name] ** 2).sum()) for name in names)
    return penalty, {k: grads[k] + lam * params[k] if k in names else grads[k] for k in grads}


@variant("weight_decay", "copies everything first, and then adds in place")
def copies_first(params, grads, lam):
    decayed = {name: grad.copy() for name, grad in grads.items()}
    penalty = np.float64(0)
    for name, W in params.items():
        if name.startswith("W"):
            decayed[name] += lam * W
            penalty += lam * np.vdot(W, W) / 2
    return penalty, decayed
